package operation

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Proposal is a grouping of evidence that may be one operation. A person decides.
type Proposal struct {
	Title      string   `json:"title"`
	Slug       string   `json:"slug"`
	From       string   `json:"from"` // first day, 2006-01-02; empty when no statement or track dates it
	To         string   `json:"to"`
	States     []string `json:"states"` // ISO codes: sender, transits, receiver
	Documents  []string `json:"documents"`
	Statements []string `json:"statements"`
	Journeys   []string `json:"journeys"`
	Legs       []string `json:"legs"`
	Reasons    []string `json:"reasons"` // each begins with what it adds to Score
	Score      float64  `json:"score"`   // the sum of what the reasons add: how well the parts fit together, not how sure it is
}

// What a shared feature adds when two pieces of evidence are held together. Two statements
// are joined from joinAt on; a journey is joined to statements when it fits a day and a
// place. Each feature counts once for a proposal, however often it is repeated.
const (
	addNationality = 1.0
	addDestination = 1.0
	addDay         = 1.0 // stated days overlap
	addReportDay   = 0.5 // only the days of the reports do
	addFigure      = 0.5
	addPlace       = 0.5 // another place on the route is shared
	joinAt         = 1.5
	// mostDays is the longest that one proposal may span; without it weekly flights on one
	// route would grow into one another.
	mostDays = 10
	// removalLike is the probability from which a journey without any report is proposed.
	removalLike = 0.5
)

// Propose finds candidate groupings of statements and journeys by place, date and
// nationality, best first. A removal-like journey that no statement fits is proposed on its
// own. The order of the input does not matter, and nothing is attached.
func Propose(docs []document.Document, statements []statement.Statement, journeys []journey.Journey) []Proposal {
	byDoc := map[string]document.Document{}
	for _, d := range docs {
		byDoc[d.ID] = d
	}
	var facts []trace
	for _, s := range uniqueBy(statements, func(s statement.Statement) string { return s.ID }) {
		if f, ok := traceOf(s, byDoc); ok {
			facts = append(facts, f)
		}
	}
	out := []Proposal{}
	used := map[string]bool{}
	journeys = uniqueBy(journeys, func(j journey.Journey) string { return j.ID })
	for _, c := range clusters(facts) {
		p := c.proposal(journeys)
		for _, id := range p.Journeys {
			used[id] = true
		}
		out = append(out, p)
	}
	for _, j := range journeys {
		if p, ok := unexplained(j); ok && !used[j.ID] {
			out = append(out, p)
		}
	}
	sort.SliceStable(out, func(i, k int) bool {
		if out[i].Score != out[k].Score {
			return out[i].Score > out[k].Score
		}
		return strings.Join(append(out[i].Statements, out[i].Journeys...), " ") < strings.Join(append(out[k].Statements, out[k].Journeys...), " ")
	})
	distinctSlugs(out)
	return out
}

// proposal writes a cluster with the journeys that fit it.
func (c cluster) proposal(journeys []journey.Journey) Proposal {
	var p Proposal
	people, docs := map[string]bool{}, map[string]bool{}
	froms, tos, figures := map[string]int{}, map[string]int{}, map[string]int{}
	var vias []string
	stated := false
	for _, f := range c.facts {
		p.Statements = append(p.Statements, f.s.ID)
		docs[f.s.Document] = true
		stated = stated || f.stated
		for _, n := range f.people {
			people[n] = true
		}
		tally(froms, f.from)
		tally(tos, f.to)
		tally(figures, f.figure)
		for _, v := range f.via {
			if !slices.Contains(vias, v) {
				vias = append(vias, v)
			}
		}
	}
	from, to := most(froms), most(tos)
	if to == "" && len(people) == 1 {
		to = keysOf(people)[0]
	}
	p.Documents = keysOf(docs)
	weight := 1.0
	add := func(score float64, reason string) {
		p.Score += score
		p.Reasons = append(p.Reasons, fmt.Sprintf("+%.2f %s", score, reason))
	}
	if len(docs) < 2 {
		weight = 0.5 // nothing is shared yet: one report speaks alone
	}
	if len(people) > 0 {
		add(weight*addNationality, "people: "+list(stateNames(keysOf(people))))
	}
	if to != "" {
		add(weight*addDestination, "destination: "+stateName(to))
	}
	if stated {
		add(weight*addDay, "stated days lie together: "+dayWords(c.statedFirst())+" to "+dayWords(c.statedLast()))
	} else {
		first, last := dayWords(c.first.Add(48*time.Hour)), dayWords(c.last.Add(-24*time.Hour))
		words := "reported on " + first
		if first != last {
			words = "reported between " + first + " and " + last
		}
		add(weight*addReportDay, words+"; no day is stated")
	}
	if n := most(figures); n != "" && figures[n] > 1 {
		add(addFigure, "a figure stands in more than one statement: "+n)
	}
	var legs []journey.Hop
	for _, j := range journeys {
		if score, reason, matched := c.fitJourney(j, from, vias, to); score > 0 {
			add(score, reason)
			p.Journeys = append(p.Journeys, j.ID)
			legs = append(legs, matched...)
			for _, h := range matched {
				p.Legs = append(p.Legs, h.ID)
			}
		}
	}
	for _, h := range legs {
		for _, e := range []flight.End{h.Start, h.End} {
			if s := endCountry(e); s != "" && s != from && s != to && !slices.Contains(vias, s) {
				vias = append(vias, s)
			}
		}
	}
	p.States = path(from, vias, to)
	var first, last time.Time // a report's day dates the report and not what it tells
	if stated {
		first, last = c.statedFirst(), c.statedLast()
	}
	if len(legs) > 0 {
		first, last = legs[0].Start.Heard.At, legs[len(legs)-1].End.Heard.At
		if stated && c.statedFirst().Before(first) && first.Sub(c.statedFirst()) < 48*time.Hour {
			first = c.statedFirst()
		}
	}
	p.name(first, last, to)
	return p
}

func (c cluster) statedFirst() time.Time {
	var t time.Time
	for _, f := range c.facts {
		if f.stated && (t.IsZero() || f.first.Before(t)) {
			t = f.first
		}
	}
	return t
}

func (c cluster) statedLast() time.Time {
	var t time.Time
	for _, f := range c.facts {
		if f.stated && f.last.After(t) {
			t = f.last
		}
	}
	return t.AddDate(0, 0, -1) // the end of a date is exclusive
}

// fitJourney holds a journey against the places and days of a cluster. It must leave the
// sending state, or be heard in a transit state or at the destination, on one of the days,
// and at least two places must fit.
func (c cluster) fitJourney(j journey.Journey, from string, vias []string, to string) (float64, string, []journey.Hop) {
	var why []string
	var legs []journey.Hop
	places := map[string]float64{}
	for _, h := range j.Hops {
		at := h.Start.Heard.At
		if at.Before(c.first.Add(-daySlack)) || !at.Before(c.last.Add(daySlack)) || notCustody[h.Purpose.Value] {
			continue
		}
		legs = append(legs, h)
		for _, e := range []flight.End{h.Start, h.End} {
			for state, p := range statesOf(e) {
				places[state] = max(places[state], p)
			}
		}
	}
	score := 0.0
	matched := 0
	for _, state := range path(from, vias, to) {
		if p := places[state]; p > 0.05 {
			matched++
			score += p
			why = append(why, fmt.Sprintf("%s %.2f", stateName(state), p))
		}
	}
	if matched < 2 || score < 1 {
		return 0, "", nil
	}
	return score + addDay, fmt.Sprintf("journey %s was heard on these days and fits %s", j.ID, list(why)), legs
}

// statesOf gives the states that an end can lie in, with their probabilities.
func statesOf(e flight.End) map[string]float64 {
	out := map[string]float64{}
	if s := endCountry(e); s != "" && (e.Status == flight.Observed || len(e.Candidates) == 0) {
		out[s] = e.Probability
		if e.Status == flight.Observed {
			out[s] = 1
		}
		return out
	}
	for _, c := range e.Candidates {
		if s := countryOf(c.Airport); s != "" && c.Airport != "unknown" {
			out[s] += c.Probability
		}
	}
	return out
}

// unexplained proposes a removal-like journey that no statement fits.
func unexplained(j journey.Journey) (Proposal, bool) {
	best := 0.0
	p := Proposal{Documents: []string{}, Statements: []string{}, Journeys: []string{j.ID}}
	for _, h := range j.Hops {
		if h.Purpose.Value != journey.Removal && h.Purpose.Value != journey.Continuation {
			continue
		}
		best = max(best, h.Purpose.Probability)
		p.Legs = append(p.Legs, h.ID)
		for _, e := range []flight.End{h.Start, h.End} {
			if s := endCountry(e); s != "" && !slices.Contains(p.States, s) {
				p.States = append(p.States, s)
			}
		}
	}
	if best < removalLike || len(p.States) < 2 && len(p.Legs) == 0 {
		return p, false
	}
	p.Score = best
	p.Reasons = []string{fmt.Sprintf("+%.2f journey %s looks like a removal, and no statement fits it", best, j.ID)}
	if p.States == nil {
		p.States = []string{}
	}
	to := ""
	if n := len(p.States); n > 0 {
		to = p.States[n-1]
	}
	p.name(j.From, j.To, to)
	return p, true
}

// name gives a proposal its days, title and slug; without a first day it has no days.
func (p *Proposal) name(first, last time.Time, to string) {
	for _, list := range []*[]string{&p.Statements, &p.Journeys, &p.Legs, &p.States} {
		if *list == nil {
			*list = []string{}
		}
	}
	where := strings.Join(stateNames(p.States), " – ")
	if where == "" {
		where = "Route not stated"
	}
	word := "operation"
	if to != "" {
		word = slug(stateName(to))
	}
	if first.IsZero() {
		p.From, p.To = "", ""
		p.Title, p.Slug = where+", no day is stated", word+"-undated"
		return
	}
	first, last = first.UTC(), last.UTC()
	p.From, p.To = first.Format(time.DateOnly), last.Format(time.DateOnly)
	p.Title = where + ", " + dayWords(first)
	if p.From != p.To {
		p.Title += " to " + dayWords(last)
	}
	p.Slug = word + "-" + first.Format("2006-01")
}

func slug(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, strings.ToLower(s))
	return strings.Trim(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '-' }), "-"), "-")
}

func distinctSlugs(ps []Proposal) {
	n := map[string]int{}
	for i := range ps {
		base := ps[i].Slug
		if n[base]++; n[base] > 1 {
			ps[i].Slug = fmt.Sprintf("%s-%d", base, n[base])
		}
	}
}

func path(from string, vias []string, to string) []string {
	out := []string{}
	for _, s := range append(append([]string{from}, vias...), to) {
		if s != "" && !slices.Contains(out, s) && (s != to || to == from) {
			out = append(out, s)
		}
	}
	if to != "" && to != from {
		out = append(out, to)
	}
	return out
}

func stateNames(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = stateName(c)
	}
	return out
}

func tally[K comparable](m map[K]int, k K) {
	var zero K
	if k != zero {
		m[k]++
	}
}

// most returns the key counted most often, the first in order of equals; empty for none.
func most(m map[string]int) string {
	best := ""
	for k, n := range m {
		if best == "" || n > m[best] || n == m[best] && k < best {
			best = k
		}
	}
	return best
}

// uniqueBy drops doubles and sorts by key, so that input order cannot matter.
func uniqueBy[V any](vs []V, key func(V) string) []V {
	m := make(map[string]V, len(vs))
	for _, v := range vs {
		m[key(v)] = v
	}
	return sorted(m, key)
}
