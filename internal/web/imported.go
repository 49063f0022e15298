package web

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/store"
)

// imported keeps what was parsed from imported files, by the hash of their bytes: bytes of one
// hash never change.
type imported struct {
	mu          sync.Mutex
	risk        map[string][]law.RiskItem
	recognition map[string]map[string][]law.Recognition // by nationality
}

// importedItem is a risk item with the import that it came in.
type importedItem struct {
	law.RiskItem
	Import string `json:"import"`
	Record int64  `json:"record"`
}

// latest is the last pull of each name, in order of the log.
func latest(list []store.PullRecord) []store.PullRecord {
	var out []store.PullRecord
	for i, r := range list {
		if !slices.ContainsFunc(list[i+1:], func(l store.PullRecord) bool { return l.Name == r.Name }) {
			out = append(out, r)
		}
	}
	return out
}

// riskOf is the imported material on a country.
func (p *pages) riskOf(ctx context.Context, code string) ([]importedItem, error) {
	list, err := p.keep.Pulls(ctx, store.PullRisk)
	if err != nil {
		return nil, err
	}
	out := []importedItem{}
	p.imports.mu.Lock()
	defer p.imports.mu.Unlock()
	if p.imports.risk == nil {
		p.imports.risk = map[string][]law.RiskItem{}
	}
	for _, r := range latest(list) {
		items, ok := p.imports.risk[r.Hash]
		if !ok {
			raw, err := p.keep.Blob(r.Hash)
			if err != nil {
				return nil, err
			}
			if items, err = law.ParseRisk(raw); err != nil {
				return nil, err
			}
			p.imports.risk[r.Hash] = items
		}
		for _, it := range items {
			if it.Destination == code {
				out = append(out, importedItem{it, r.Name, r.Seq})
			}
		}
	}
	return out, nil
}

// recognitionYears is how many of the latest years of counts a page shows.
const recognitionYears = 5

// recognitionOf is what the last imported table says of a nationality in the given countries of
// asylum, or in all of them where none is given, in its latest years.
func (p *pages) recognitionOf(ctx context.Context, nationality string, asylum ...string) (rows []law.Recognition, of *store.PullRecord, err error) {
	list, err := p.keep.Pulls(ctx, store.PullRecognition)
	if err != nil || len(list) == 0 {
		return nil, nil, err
	}
	last := list[len(list)-1]
	p.imports.mu.Lock()
	defer p.imports.mu.Unlock()
	if p.imports.recognition == nil {
		p.imports.recognition = map[string]map[string][]law.Recognition{}
	}
	byNationality, ok := p.imports.recognition[last.Hash]
	if !ok {
		raw, err := p.keep.Blob(last.Hash)
		if err != nil {
			return nil, nil, err
		}
		all, _, err := law.Recognitions(raw)
		if err != nil {
			return nil, nil, err
		}
		byNationality = map[string][]law.Recognition{}
		for _, r := range all {
			byNationality[r.Origin] = append(byNationality[r.Origin], r)
		}
		p.imports.recognition[last.Hash] = byNationality
	}
	newest := 0
	for _, r := range byNationality[nationality] {
		newest = max(newest, r.Year)
	}
	for _, r := range byNationality[nationality] {
		if r.Year > newest-recognitionYears && (len(asylum) == 0 || slices.Contains(asylum, r.Asylum)) {
			rows = append(rows, r)
		}
	}
	return rows, &last, nil
}

// oneSided names the profiles of which one direction alone was imported, by any file.
func oneSided(items []importedItem) []string {
	plain := make([]law.RiskItem, len(items))
	for i, it := range items {
		plain[i] = it.RiskItem
	}
	slices.SortStableFunc(plain, func(a, b law.RiskItem) int { return strings.Compare(a.Profile, b.Profile) })
	return law.OneSidedProfiles(plain)
}

// gapRow is a risk item beside one removal: how many days lie between them.
type gapRow struct {
	Item   importedItem `json:"item"`
	Gap    *law.Gap     `json:"gap"` // null where a day is not known
	Period *law.Gap     `json:"period_gap"`
}

func gapsTo(items []importedItem, removal time.Time) []gapRow {
	out := []gapRow{}
	for _, it := range items {
		row := gapRow{Item: it}
		if g, ok := it.GapTo(removal); ok {
			row.Gap = &g
		}
		if g, ok := it.PeriodGapTo(removal); ok {
			row.Period = &g
		}
		out = append(out, row)
	}
	return out
}
