package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Format names the shape of a report's JSON.
const Format = "charterwatch-report/1"

// Report is one month by one rule.
type Report struct {
	Format   string       `json:"format"`
	Month    string       `json:"month"` // 2025-09
	Rule     journey.Rule `json:"rule"`
	Finding  string       `json:"finding"` // the month in one sentence
	Sections []Section    `json:"sections"`
	Legs     []Leg        `json:"legs"` // every leg of the month, counted or not, in order of time
}

// Section is one part of the report, in the order of the monitors' own.
type Section struct {
	Key     string   `json:"key"`
	Title   string   `json:"title"`
	Notes   []string `json:"notes"`
	Figures []Figure `json:"figures"`
}

// Figure is one number with the legs behind it.
type Figure struct {
	Key   string       `json:"key"`
	Label string       `json:"label"`
	Count int          `json:"count"`
	Unit  journey.Unit `json:"unit"` // what was counted: the rule's unit, or plain legs
	Note  string       `json:"note,omitempty"`
	Legs  []string     `json:"legs"`
}

// Leg is one leg of the month as its row is printed.
type Leg struct {
	journey.Line
	Hex          string   `json:"hex"`
	Registration string   `json:"registration"`
	Callsigns    []string `json:"callsigns"`
	From         *string  `json:"from"` // null where no airport is named
	FromCountry  string   `json:"from_country"`
	FromWords    string   `json:"from_words"` // how the start is known
	To           *string  `json:"to"`
	ToCountry    string   `json:"to_country"`
	ToWords      string   `json:"to_words"`
	NotHeardMin  int      `json:"not_heard_minutes"` // inside the leg
	Method       string   `json:"method"`
	Simulated    bool     `json:"simulated,omitempty"`
	Known        bool     `json:"known"` // something known speaks for or against removal work
}

// Build makes the report of a month, such as 2025-09, from a tally of that month's legs and of
// those around it; what belongs to other months is left out.
func Build(month string, t journey.Tally, airports *place.Airports) (Report, error) {
	from, to, err := Period(month)
	if err != nil {
		return Report{}, err
	}
	m := maker{Tally: t.Within(from, to), airports: airports}
	m.legs = []Leg{}
	for _, l := range append(slices.Clone(m.Counted), m.Seen...) {
		m.legs = append(m.legs, m.leg(l))
	}
	slices.SortFunc(m.legs, func(a, b Leg) int { return cmp.Or(a.Heard.Compare(b.Heard), cmp.Compare(a.Line.Leg, b.Line.Leg)) })
	return Report{
		Format: Format, Month: month, Rule: t.Rule, Finding: m.finding(from), Legs: m.legs,
		Sections: []Section{
			m.summary(), m.totals(), m.countries(), m.hubs(), m.operators(), m.thirdCountries(),
			m.military(), m.methodology(), m.notCounted(), m.notHeard(),
		},
	}, nil
}

// Period is a month's first moment and the first after it, UTC.
func Period(month string) (from, to time.Time, err error) {
	from, err = time.Parse("2006-01", month)
	if err != nil {
		return from, to, fmt.Errorf("month %q: give a month such as 2025-09", month)
	}
	return from, from.AddDate(0, 1, 0), nil
}

// maker is a month's tally with its legs as rows.
type maker struct {
	journey.Tally
	airports *place.Airports
	legs     []Leg
}

func (m maker) leg(l journey.Line) Leg {
	h := l.Hop
	out := Leg{
		Line: l, Hex: h.Hex, Registration: h.Registration, Callsigns: slices.Clone(h.Callsigns),
		From: h.Start.Airport, FromCountry: m.country(h.Start.Airport), FromWords: h.Start.Words(true),
		To: h.End.Airport, ToCountry: m.country(h.End.Airport), ToWords: h.End.Words(false),
		Method: h.Method, Simulated: h.Simulated, Known: l.Weighed(),
	}
	var hole time.Duration
	for _, g := range h.Gaps {
		if g.Kind == flight.NotHeard {
			hole += g.To.Sub(g.From)
		}
	}
	out.NotHeardMin = int(hole.Minutes())
	if out.Callsigns == nil {
		out.Callsigns = []string{}
	}
	return out
}

const unknown = "unknown"

// country is the state of an airport, "unknown" for none and for a code that is not held.
func (m maker) country(code *string) string {
	if code != nil {
		if a, ok := m.airports.Lookup(*code); ok {
			return a.Country
		}
	}
	return unknown
}

// figure counts rows in the rule's units, or as legs.
func figure(key, label, note string, unit journey.Unit, rows []Leg) Figure {
	f := Figure{Key: key, Label: label, Note: note, Unit: unit, Legs: []string{}}
	for _, r := range rows {
		f.Legs = append(f.Legs, r.Line.Leg)
	}
	f.Count = count(unit, rows)
	return f
}

// count is how many units rows are.
func count(unit journey.Unit, rows []Leg) int {
	units := map[string]bool{}
	for _, r := range rows {
		if unit == journey.Legs || r.Unit == "" {
			units[r.Line.Leg] = true
		} else {
			units[r.Unit] = true
		}
	}
	return len(units)
}

// grouped makes a figure of each key that rows have, the largest first and unknown last.
func grouped(rows []Leg, unit journey.Unit, keys func(Leg) []string, name func(key string) (label, note string)) []Figure {
	by := map[string][]Leg{}
	for _, r := range rows {
		for _, k := range keys(r) {
			by[k] = append(by[k], r)
		}
	}
	out := []Figure{}
	for k, group := range by {
		label, note := name(k)
		out = append(out, figure(k, label, note, unit, group))
	}
	slices.SortFunc(out, func(a, b Figure) int {
		last := func(f Figure) int {
			if f.Key == unknown {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(last(a), last(b)), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Key, b.Key))
	})
	return out
}

// where keeps the rows that a test holds for.
func (m maker) where(keep func(Leg) bool) []Leg {
	var out []Leg
	for _, l := range m.legs {
		if keep(l) {
			out = append(out, l)
		}
	}
	return out
}

func standing(s journey.Standing) func(Leg) bool { return func(l Leg) bool { return l.Standing == s } }

// number is a count with its unit: "1 leg", "1,214 legs".
func number(n int, unit journey.Unit) string {
	word := string(unit)
	if n == 1 {
		word = strings.TrimSuffix(word, "s")
	}
	return thousands(n) + " " + word
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
