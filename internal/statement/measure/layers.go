package measure

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// Layers is what a person read from a marked attribution beside its spans. What is empty was
// not marked and is not scored.
type Layers struct {
	Chain   []Link // origin first, without the document itself
	Event   statement.Event
	Figures []Figure
	Dates   []string // "2025-09-30..2025-10-01", the end exclusive
	Route   string   // "US>IR via QA"
}

// Link is one hop: words that its text has to hold, and its class.
type Link struct {
	Words string
	Class statement.Class
}

// Figure is a number with its bound.
type Figure struct {
	Value int
	Bound statement.Bound
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
		case "n":
			for f := range strings.SplitSeq(value, ", ") {
				n, bound, _ := strings.Cut(f, " ")
				v, err := strconv.Atoi(n)
				if err != nil || !statement.Bound(bound).Valid() {
					return nil, fmt.Errorf("%q is no figure with a bound", f)
				}
				l.Figures = append(l.Figures, Figure{v, statement.Bound(bound)})
			}
		case "date":
			l.Dates = strings.Split(value, ", ")
		case "route":
			l.Route = value
		default:
			return nil, fmt.Errorf("%q is no layer", field)
		}
	}
	return l, nil
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
	if len(l.Figures) > 0 {
		r.figures(l.Figures, s.Quantities)
	}
	have := []string{}
	for _, d := range s.Dates {
		if d.From != nil && d.To != nil {
			have = append(have, d.From.Format("2006-01-02")+".."+d.To.Format("2006-01-02"))
		}
	}
	for _, want := range l.Dates {
		ok(&r.Date, slices.Contains(have, want), "date", strings.Join(have, ", "))
	}
	if l.Route != "" {
		route := ""
		for _, m := range s.Route {
			route += m.From + ">" + m.To
			if len(m.Via) > 0 {
				route += " via " + strings.Join(m.Via, ",")
			}
		}
		ok(&r.Route, route == l.Route, "route", route)
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

// figures counts values with their bounds; only people, flights and aircraft are marked.
func (r *Result) figures(want []Figure, have []statement.Quantity) {
	left := slices.Clone(want)
	for _, q := range have {
		if q.Unit != "persons" && q.Unit != "flights" && q.Unit != "aircraft" && q.Unit != "removals" || q.Value == nil {
			continue
		}
		r.Figures.Proposed++
		if i := slices.Index(left, Figure{*q.Value, q.Bound}); i >= 0 {
			r.Figures.Right++
			left = slices.Delete(left, i, i+1)
		}
	}
	r.Figures.Wanted += len(want)
}
