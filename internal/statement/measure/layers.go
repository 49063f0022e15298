package measure

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// Layers is what a person read from a marked attribution beside its spans. What is empty was
// not marked and is not scored.
type Layers struct {
	All     bool   // figures and routes are marked whole: what is not marked is not there
	Chain   []Link // origin first, without the document itself
	Event   statement.Event
	Figures []Figure
	Dates   []string       // "2025-09-30..2025-10-01", the end exclusive; "2025-01-01.." without an end
	Legs    []Leg          // in order; a route by way of somewhere is two
	People  map[int]string // whom a figure counts: 120 to "Iranians"
	AsOf    map[int]string // the moment a figure holds for, as in Dates
}

// Leg is one stretch between two places; Event is empty where it is not marked.
type Leg struct {
	From, To string
	Event    statement.Event
}

// Link is one hop: words that its text has to hold, and its class.
type Link struct {
	Words string
	Class statement.Class
}

// Figure is a number with its bound; PartOf is 0 where it is no part.
type Figure struct {
	Value  int
	Bound  statement.Bound
	PartOf int
}

func parseLayers(s string) (*Layers, error) {
	l := &Layers{}
	for field := range strings.SplitSeq(s, "; ") {
		key, value, _ := strings.Cut(strings.TrimSpace(field), "=")
		switch key {
		case "from":
			for hop := range strings.SplitSeq(value, "<") {
				words, class, _ := strings.Cut(hop, "/")
				if !statement.Class(class).Valid() {
					return nil, fmt.Errorf("%q is no class", class)
				}
				l.Chain = append(l.Chain, Link{words, statement.Class(class)})
			}
		case "event":
			if l.Event = statement.Event(value); !l.Event.Valid() {
				return nil, fmt.Errorf("%q is no event", value)
			}
		case "all":
			l.All = true
		case "n":
			for f := range strings.SplitSeq(value, ", ") {
				fig, err := parseFigure(f)
				if err != nil {
					return nil, err
				}
				l.Figures = append(l.Figures, fig)
			}
		case "date":
			l.Dates = strings.Split(value, ", ")
		case "route":
			for move := range strings.SplitSeq(value, " + ") {
				legs, err := parseMove(move)
				if err != nil {
					return nil, err
				}
				l.Legs = append(l.Legs, legs...)
			}
		case "who", "asof":
			n, words, _ := strings.Cut(value, " ")
			v, err := strconv.Atoi(n)
			if err != nil || words == "" {
				return nil, fmt.Errorf("%q is no figure with words", value)
			}
			if key == "who" {
				l.People = map[int]string{v: words}
			} else {
				l.AsOf = map[int]string{v: words}
			}
		default:
			return nil, fmt.Errorf("%q is no layer", field)
		}
	}
	return l, nil
}

// parseFigure reads "120 exact of 400".
func parseFigure(s string) (Figure, error) {
	words := strings.Fields(s)
	var f Figure
	var err error
	switch {
	case len(words) == 4 && words[2] == "of":
		f.PartOf, err = strconv.Atoi(words[3])
	case len(words) != 2:
		err = strconv.ErrSyntax
	}
	if err == nil {
		f.Value, err = strconv.Atoi(words[0])
	}
	if err != nil || !statement.Bound(words[1]).Valid() {
		return f, fmt.Errorf("%q is no figure with a bound", s)
	}
	f.Bound = statement.Bound(words[1])
	return f, nil
}

// parseMove reads "US>IR via QA,KW planned".
func parseMove(s string) ([]Leg, error) {
	words := strings.Fields(s)
	if len(words) == 0 {
		return nil, fmt.Errorf("%q is no route", s)
	}
	from, to, ok := strings.Cut(words[0], ">")
	m := statement.Move{From: from, To: to}
	words = words[1:]
	if len(words) > 1 && words[0] == "via" {
		m.Via = strings.Split(words[1], ",")
		words = words[2:]
	}
	if len(words) == 1 && statement.Event(words[0]).Valid() {
		m.Event = statement.Event(words[0])
		words = nil
	}
	if !ok || len(words) > 0 {
		return nil, fmt.Errorf("%q is no route", s)
	}
	return legs([]statement.Move{m}), nil
}

// legs is the stretches of a route, each between two places.
func legs(route []statement.Move) []Leg {
	var out []Leg
	for _, m := range route {
		from := m.From
		for _, to := range append(slices.Clone(m.Via), m.To) {
			if to != "" || from != "" && len(m.Via) == 0 {
				out = append(out, Leg{from, to, m.Event})
			}
			from = to
		}
	}
	return out
}

// score counts the layers of one matched proposal.
func (r *Result) score(l *Layers, s statement.Statement) (wrong []string) {
	if l == nil {
		return nil
	}
	ok := func(c *Share, right bool, what, have string) {
		c.Of++
		if right {
			c.Right++
		} else {
			wrong = append(wrong, what+" "+have)
		}
	}
	if len(l.Chain) > 0 {
		hops := s.Chain[:max(0, len(s.Chain)-1)]
		have := ""
		for _, h := range hops {
			have += "<" + h.Text + "/" + string(h.Class)
		}
		same := len(hops) == len(l.Chain)
		for i, want := range l.Chain {
			same = same && sameHop(want, hops[i])
		}
		ok(&r.Chain, same, "chain", have)
		ok(&r.Origin, len(hops) > 0 && sameHop(l.Chain[0], hops[0]), "origin", have)
	}
	if l.Event != "" {
		ok(&r.Event, s.Event == l.Event, "event", string(s.Event))
	}
	if len(l.Figures) > 0 || l.All {
		wrong = append(wrong, r.figures(l.Figures, s.Quantities)...)
	}
	for _, q := range s.Quantities {
		if q.Value == nil {
			continue
		}
		if want, marked := l.People[*q.Value]; marked {
			ok(&r.People, strings.Contains(strings.ToLower(q.Population), strings.ToLower(want)), "people", q.Population)
		}
		if want, marked := l.AsOf[*q.Value]; marked {
			have := ""
			if q.AsOf != nil {
				have = interval(*q.AsOf)
			}
			ok(&r.AsOf, have == want, "as of", have)
		}
	}
	have := make([]string, 0, len(s.Dates))
	for _, d := range s.Dates {
		have = append(have, interval(d))
	}
	for _, want := range l.Dates {
		ok(&r.Date, slices.Contains(have, want), "date", strings.Join(have, ", "))
	}
	if len(l.Legs) > 0 || l.All {
		wrong = append(wrong, r.route(l.Legs, legs(s.Route))...)
	}
	return wrong
}

// interval is a date as the gold writes it.
func interval(d statement.Date) string {
	day := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.Format("2006-01-02")
	}
	return day(d.From) + ".." + day(d.To)
}

// route counts legs. A marked leg without an event fits any.
func (r *Result) route(want, have []Leg) (wrong []string) {
	left := slices.Clone(want)
	r.Legs.Proposed += len(have)
	r.Legs.Wanted += len(want)
	for _, h := range have {
		i := slices.IndexFunc(left, func(w Leg) bool {
			return w.From == h.From && w.To == h.To && (w.Event == "" || w.Event == h.Event)
		})
		if i < 0 {
			wrong = append(wrong, "leg too many "+h.From+">"+h.To+" "+string(h.Event))
			continue
		}
		r.Legs.Right++
		left = slices.Delete(left, i, i+1)
	}
	for _, w := range left {
		wrong = append(wrong, "leg missed "+w.From+">"+w.To+" "+string(w.Event))
	}
	return wrong
}

// sameHop tells whether a hop has the class and words of the marked one: a hop that is
// resolved may carry the longer name that stands elsewhere, so one shared name is enough.
func sameHop(want Link, have statement.Hop) bool {
	if want.Class != have.Class {
		return false
	}
	words := strings.Fields(strings.ToLower(want.Words))
	return len(words) > 0 && (have.Inferred || slices.ContainsFunc(words, func(w string) bool {
		return len(w) > 1 && w != "the" && strings.Contains(strings.ToLower(have.Text), w)
	}))
}

// counted are the units that are marked; a figure without a unit is one of a number of people
// or flights that its sentence does not name again.
var counted = map[string]bool{"": true, "persons": true, "flights": true, "aircraft": true, "removals": true, "operations": true}

// figures counts values with their bounds.
func (r *Result) figures(want []Figure, have []statement.Quantity) (wrong []string) {
	left := slices.Clone(want)
	for _, q := range have {
		if q.Value == nil || !counted[q.Unit] {
			continue
		}
		f := Figure{Value: *q.Value, Bound: q.Bound}
		i := slices.IndexFunc(left, func(w Figure) bool { return w.Value == f.Value && w.Bound == f.Bound })
		r.Figures.Proposed++
		if i < 0 {
			wrong = append(wrong, fmt.Sprintf("figure too many %d %s", f.Value, f.Bound))
			continue
		}
		r.Figures.Right++
		if of := left[i].PartOf; of != 0 {
			r.PartOf.Of++
			if q.PartOf != nil && *q.PartOf == of {
				r.PartOf.Right++
			}
		}
		left = slices.Delete(left, i, i+1)
	}
	r.Figures.Wanted += len(want)
	for _, w := range left {
		wrong = append(wrong, fmt.Sprintf("figure missed %d %s", w.Value, w.Bound))
	}
	return wrong
}
