package operation

import (
	"slices"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// grade applies gradeRules from the top and names the rule that fitted. It looks at the set
// of origins and at the legs, so that repeats have nothing to act on.
func (t *table) grade(v View) (grade, rule string) {
	fits := t.support(v)
	holds := map[string]bool{
		"grade/1.1": !fits.spoken && len(t.legs) == 0,
		"grade/1.2": fits.contested,
		"grade/1.3": fits.onlyCancelled && len(t.legs) == 0,
		"grade/1.4": fits.seenThrough && fits.happened,
		"grade/1.5": fits.seenPart && fits.originSpeaks,
		"grade/1.6": len(t.legs) == 0 && fits.independent >= 2,
		"grade/1.7": true,
	}
	for _, r := range gradeRules {
		if holds[r.id] {
			return r.grade, r.id + ": " + r.when
		}
	}
	return Unassessed, ""
}

// support is what the grade rules ask about.
type support struct {
	spoken        bool // some statement is about the operation
	originSpeaks  bool // an origin, not only a report, speaks of the movement
	happened      bool // an origin states it as happened
	removed       bool // as a removal of people, not only as a flight that left
	underWay      bool
	onlyCancelled bool
	contested     bool
	seenPart      bool
	seenThrough   bool
	independent   int // origins shown to be independent that state it as happened
}

func (t *table) support(v View) support {
	var s support
	cancelled, other := false, false
	independent := map[string]bool{}
	for _, g := range t.groups {
		if g.Kind != statement.AboutPeople && g.Kind != statement.AboutFlight && g.Kind != statement.AboutContext {
			continue
		}
		for _, r := range g.Reports {
			s.spoken = s.spoken || slices.ContainsFunc(r.Statements, t.isAbout)
		}
		for _, o := range g.Origins {
			for _, id := range o.Statements {
				st := t.statement[id]
				if !t.isAbout(id) {
					continue
				}
				s.spoken, s.originSpeaks = true, true
				switch st.Event {
				case statement.Cancelled, statement.DidNotHappen:
					cancelled = true
				case statement.Happened:
					s.happened, other = true, true
					s.removed = s.removed || g.Kind == statement.AboutPeople || slices.ContainsFunc(st.Quantities, ofPeople)
					if o.Independence == "independent" {
						independent[o.Key] = true
					}
				case statement.UnderWay:
					s.underWay, other = true, true
				default:
					other = true
				}
			}
		}
	}
	s.independent = len(independent)
	s.onlyCancelled = cancelled && !other
	for _, x := range v.Silent {
		s.contested = s.contested || x.Stance == denied
		s.spoken = s.spoken || len(x.Refs) > 0
	}
	for _, c := range v.Conflicts {
		s.contested = s.contested || c.Kind == routeDiffers || c.Kind == dateDiffers
	}
	s.seenPart, s.seenThrough = t.heardRoute()
	return s
}

func (t *table) isAbout(id string) bool {
	s, ok := t.statement[id]
	return ok && t.specific(s)
}

// heardRoute tells whether a part, and whether every stretch, of the path between the states
// concerned was heard with both ends observed or confirmed.
func (t *table) heardRoute() (part, through bool) {
	through = len(t.op.States) > 1
	for i := 0; i+1 < len(t.op.States); i++ {
		heard := false
		for _, l := range t.legs {
			heard = heard || firm(l.Start) && firm(l.End) && endCountry(l.Start) == t.op.States[i] && endCountry(l.End) == t.op.States[i+1]
		}
		part = part || heard
		through = through && heard
	}
	if len(t.op.States) < 2 {
		part = slices.ContainsFunc(t.legs, func(l legOf) bool { return firm(l.Start) && firm(l.End) && !notCustody[l.Purpose.Value] })
	}
	return part, through
}
