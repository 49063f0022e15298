package operation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// daysDiffer finds one figure of one people that reports put on different days, of which at
// least one is about this operation. Which day stands, and why, is in the words of the relation.
func (t *table) daysDiffer() []Conflict {
	byFigure := map[string][]statement.Statement{}
	var order []string
	all := slices.Clone(t.statements)
	sortStatements(all, t.compare)
	for _, s := range all {
		if topic := topicOf(s); topic != statement.TopicRemoval && topic != statement.TopicFlight || len(s.Dates) == 0 {
			continue
		}
		for _, q := range s.Quantities {
			if !ofPeople(q) {
				continue
			}
			key := figure(q) + "\x00" + population(q) + "\x00" + strings.Join(s.Nationalities, " ")
			same := func(o statement.Statement) bool {
				return dates(o.Dates) == dates(s.Dates) && named(o) == named(s)
			}
			if byFigure[key] == nil {
				order = append(order, key)
			}
			if len(byFigure[key]) < mostAlike && !slices.ContainsFunc(byFigure[key], same) {
				byFigure[key] = append(byFigure[key], s)
			}
		}
	}
	var out []Conflict
	for _, key := range order {
		list := byFigure[key]
		for i, a := range list {
			for _, b := range list[i+1:] {
				if !t.concerns(a) && !t.concerns(b) || !apartDays(a.Dates, b.Dates) || len(out) >= mostAlike {
					continue
				}
				if r := statement.Relate(a, b); r.Kind == statement.Contradicts {
					out = append(out, t.conflict(daysDiffer, "One figure, two days", r.Reason+".", a, b))
				}
			}
		}
	}
	return out
}

// named is the key of whoever states it; empty for a report that names no source.
func named(s statement.Statement) string {
	if o := s.Origin(); o.Class != statement.ThisDocument && o.Class != statement.NotStated {
		return o.Key
	}
	return ""
}

// landingsDiffer finds origins of which one says that the people went home after the landing,
// and another that they are held or were sent on.
func (t *table) landingsDiffer() []Conflict {
	all := slices.Clone(t.statements)
	sortStatements(all, t.compare)
	var home, kept []statement.Statement
	for _, s := range all {
		switch t.landing(s) {
		case wentHome:
			home = append(home, s)
		case held, sentOnward:
			kept = append(kept, s)
		}
	}
	for _, a := range home {
		for _, b := range kept {
			if named(a) == named(b) {
				continue
			}
			text := fmt.Sprintf("%s (%s) and %s (%s); they may speak of different people.", wentHome, oneLine(a.Origin().Text), t.landing(b), oneLine(b.Origin().Text))
			c := t.conflict(afterLanding, "Custody after landing is disputed", text, a, b)
			for _, s := range append(home, kept...) {
				if s.ID != a.ID && s.ID != b.ID && len(c.More) < mostMore {
					c.More = append(c.More, t.refTo(s))
				}
			}
			return []Conflict{c}
		}
	}
	return nil
}
