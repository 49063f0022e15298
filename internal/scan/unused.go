package scan

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/store"
)

// NoLeg is a trace that was read and gave positions but no leg.
type NoLeg struct {
	Name      string `json:"name"`
	Hex       string `json:"hex"`
	Positions int    `json:"positions"`
	Reason    string `json:"reason"`
}

// RejectedRow is the place of one row that was not used.
type RejectedRow struct {
	Name   string `json:"name"`
	Row    int32  `json:"row"`    // counted from 0
	Offset int64  `json:"offset"` // byte in the uncompressed text, -1 unknown
	Reason string `json:"reason"`
}

const (
	maxExamples   = 100 // in a Summary, so that a world day does not fill the memory
	examplesAFile = 3
	// reserved keeps room among the examples for reasons that show late in a scan.
	reserved = 30
)

// examples picks rows of one file: the first of each reason, then the next ones.
func examples(name string, rejected []adsb.Rejection) []RejectedRow {
	var picked []adsb.Rejection
	seen := map[string]bool{}
	for _, r := range rejected {
		if len(picked) < examplesAFile && !seen[r.Reason] {
			seen[r.Reason] = true
			picked = append(picked, r)
		}
	}
	for _, r := range rejected {
		if len(picked) == examplesAFile {
			break
		}
		if !slices.Contains(picked, r) {
			picked = append(picked, r)
		}
	}
	slices.SortFunc(picked, func(a, b adsb.Rejection) int { return cmp.Compare(a.Row, b.Row) })
	out := make([]RejectedRow, len(picked))
	for i, r := range picked {
		out[i] = RejectedRow{name, r.Row, r.Offset, r.Reason}
	}
	return out
}

// addRows adds examples as long as there is room: the last places are for new reasons.
func (s *Summary) addRows(rows []RejectedRow) {
	for _, r := range rows {
		known := slices.ContainsFunc(s.Rejections, func(have RejectedRow) bool { return have.Reason == r.Reason })
		if n := len(s.Rejections); n < maxExamples-reserved || n < maxExamples && !known {
			s.Rejections = append(s.Rejections, r)
		}
	}
}

// withoutLeg lists the files that no leg was read from.
func withoutLeg(members []store.StoredMember, legs []flight.Leg, nonICAO bool) []NoLeg {
	var out []NoLeg
	for _, m := range members {
		used := slices.ContainsFunc(legs, func(l flight.Leg) bool {
			return slices.ContainsFunc(l.Sources, func(s flight.Source) bool { return s.Member.Hash == m.Hash })
		})
		if used {
			continue
		}
		reason := fmt.Sprintf("%d positions within %s, but no flight from one place to another: what stays near one place, lasts only minutes or was heard a few times is no leg (method %s)",
			m.Points, m.To.Sub(m.From).Round(time.Second), flight.Method)
		if nonICAO {
			reason = fmt.Sprintf("%d positions of no ICAO address: never an identity, so no legs", m.Points)
		}
		out = append(out, NoLeg{m.Name, m.Hex, m.Points, reason})
	}
	return out
}

// unusable says why a trace gave no position at all.
func unusable(m store.StoredMember, rejected []adsb.Rejection) error {
	if len(m.Rejected) == 0 {
		return errors.New("holds no positions")
	}
	var why []string
	for _, reason := range slices.Sorted(maps.Keys(m.Rejected)) {
		first := rejected[slices.IndexFunc(rejected, func(r adsb.Rejection) bool { return r.Reason == reason })]
		why = append(why, fmt.Sprintf("%d, %s (first: row %d, byte %d)", m.Rejected[reason], reason, first.Row, first.Offset))
	}
	return fmt.Errorf("holds no usable position; rows not used: %s", strings.Join(why, "; "))
}
