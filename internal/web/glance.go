package web

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// glance is what the pages of countries and airports need of an operation.
type glance struct {
	operation.Operation
	Nationalities []string
	Airports      []string
	Silent        []operation.Silence
	Assurances    []law.Assurance
	Removal       time.Time // first day, zero where none is known
}

// glances remembers them while neither the log nor the hour has changed.
type glances struct {
	mu      sync.Mutex
	records int
	hour    time.Time
	found   map[string]glance
}

// glanceTime is how long a page may look into operations; data asked for as JSON or CSV are whole.
const glanceTime = 80 * time.Millisecond

// glance looks into operations; missed counts those that the time did not reach, which the page
// says and the next request finds.
func (p *pages) glance(ctx context.Context, ops []operation.Operation, whole bool) (found []glance, missed int, err error) {
	counts, err := p.keep.Counts(ctx)
	if err != nil {
		return nil, 0, err
	}
	p.glanced.mu.Lock()
	defer p.glanced.mu.Unlock()
	now := p.Now().UTC()
	if hour := now.Truncate(time.Hour); p.glanced.found == nil || p.glanced.records != counts.Records || !p.glanced.hour.Equal(hour) {
		p.glanced.records, p.glanced.hour, p.glanced.found = counts.Records, hour, map[string]glance{}
	}
	begun := time.Now()
	for _, o := range ops {
		g, ok := p.glanced.found[o.Slug]
		if !ok {
			if !whole && time.Since(begun) > glanceTime {
				missed++
				continue
			}
			e, err := p.keep.Evidence(ctx, o.Slug, now)
			if err != nil { // one that cannot be read does not take the page with it
				p.Log.WarnContext(ctx, "an operation cannot be looked into", "operation", o.Slug, "error", err)
				missed++
				continue
			}
			g = glanceOf(p.confront(e))
			p.glanced.found[o.Slug] = g
		}
		found = append(found, g)
	}
	return found, missed, nil
}

func glanceOf(v operation.View) glance {
	g := glance{Operation: v.Operation, Silent: v.Silent, Assurances: v.Assurances}
	for _, r := range v.Transfers.Rows {
		if r.Nationality != "" && !slices.Contains(g.Nationalities, r.Nationality) {
			g.Nationalities = append(g.Nationalities, r.Nationality)
		}
	}
	for _, s := range v.Seen {
		for _, code := range []*string{s.Leg.Start.Airport, s.Leg.End.Airport} {
			if code != nil && !s.Outside && !slices.Contains(g.Airports, *code) {
				g.Airports = append(g.Airports, *code)
			}
		}
		if g.Removal.IsZero() && !s.Outside {
			g.Removal = s.Leg.Start.Heard.At.UTC().Truncate(24 * time.Hour)
		}
	}
	if d, err := time.Parse(time.DateOnly, v.Operation.From); err == nil {
		g.Removal = d
	}
	return g
}

// month is the month of an operation's first day; empty where none is given.
func (g glance) month() string {
	if g.Removal.IsZero() {
		return ""
	}
	return g.Removal.Format("2006-01")
}

// allOperations is every operation kept, the newest first.
func (p *pages) allOperations(ctx context.Context) ([]operation.Operation, error) {
	ops, _, err := p.keep.Operations(ctx, store.Page{})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(ops, func(a, b operation.Operation) int { return strings.Compare(b.From, a.From) })
	return ops, nil
}
