package operation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// custody writes the strip: where the people were held before, each place that the aircraft
// was heard at, the point where it was lost, and the arrival that is stated. What a track
// shows is an aircraft; who held whom on it is said or unknown.
func (t *table) custody() []CustodyHop {
	var out []CustodyHop
	if len(t.op.States) > 0 || len(t.legs) > 0 {
		where := "detention"
		if len(t.op.States) > 0 {
			where += ", " + stateName(t.op.States[0])
		}
		out = append(out, CustodyHop{Place: where, Holder: "holder not stated", Detail: "which place, and since when, is not stated", Marks: []Mark{Unknown}, How: []string{"unknown"}, Refs: []Ref{}})
	}
	var held []journey.Hop
	for _, h := range t.legs {
		if !notCustody[h.Purpose.Value] {
			held = append(held, h)
		}
	}
	for i, h := range held {
		if i == 0 || !sameField(held[i-1].End, h.Start) {
			out = append(out, t.place(h.Start, h, "left "+endTime(h.Start)))
		}
		if lost(h.End) {
			out = append(out, t.lostAt(h))
			continue
		}
		hop := t.place(h.End, h, "reached "+endTime(h.End))
		if i+1 < len(held) && sameField(h.End, held[i+1].Start) {
			next := held[i+1]
			hop.Time += "; left " + endTime(next.Start)
			hop.Refs = append(hop.Refs, legRef(next))
			if h.End.Time != nil && next.Start.Time != nil {
				hop.Detail += "; on the ground " + duration(next.Start.Time.Truncate(time.Minute).Sub(h.End.Time.Truncate(time.Minute)))
			}
		}
		out = append(out, hop)
	}
	return append(out, t.statedPlaces(held)...)
}

func sameField(a, b flight.End) bool {
	return a.Airport != nil && b.Airport != nil && *a.Airport == *b.Airport
}

func (t *table) place(e flight.End, h journey.Hop, when string) CustodyHop {
	hop := CustodyHop{Place: "not known", Time: when, Holder: "holder not stated; aircraft " + aircraft(h), Detail: endWords(e), Refs: []Ref{legRef(h)}}
	switch e.Status {
	case flight.Observed, flight.Confirmed, flight.Estimated:
		hop.Place = placeName(*orNone(e.Airport))
		how := "seen, " + string(e.Status)
		if e.Status != flight.Observed {
			how += fmt.Sprintf(" %.2f", e.Probability)
		}
		hop.Marks, hop.How = []Mark{Seen}, []string{how}
	default:
		hop.Marks, hop.How = []Mark{Unknown}, []string{"unknown"}
	}
	if origins, refs := t.sayPlace(endCountry(e)); len(origins) > 0 {
		hop.Marks = append(hop.Marks, Said)
		hop.How = append(hop.How, stateName(endCountry(e))+" said by "+plural(len(origins), "origin"))
		hop.Refs = append(hop.Refs, refs...)
	}
	return hop
}

func orNone(s *string) *string {
	if s == nil {
		none := "not known"
		return &none
	}
	return s
}

func (t *table) lostAt(h journey.Hop) CustodyHop {
	detail := "where it landed is not known"
	if c := candidates(h.End, 3); c != "" {
		detail = "can have landed at: " + c + "; the probabilities are the track's alone"
	}
	if n := len(t.op.States); n > 0 {
		if origins, _ := t.sayPlace(t.op.States[n-1]); len(origins) > 0 {
			detail += "; destination stated by " + plural(len(origins), "origin") + ": " + stateName(t.op.States[n-1])
		}
	}
	return CustodyHop{
		Place: "lost", Time: "last heard " + heardWords(h.End.Heard), Holder: "holder not stated; aircraft " + aircraft(h), Detail: detail,
		Marks: []Mark{Seen, Unknown}, How: []string{"last heard", "landing unknown"}, Refs: []Ref{legRef(h)},
	}
}

// statedPlaces adds the states concerned that no named end of a leg lies in, as far as an
// origin states them. Where nobody does, the receiving state stands as unknown.
func (t *table) statedPlaces(held []journey.Hop) []CustodyHop {
	var out []CustodyHop
	for i, state := range t.op.States {
		if slices.ContainsFunc(held, func(h journey.Hop) bool { return endCountry(h.Start) == state || endCountry(h.End) == state }) {
			continue
		}
		last := i == len(t.op.States)-1
		hop := CustodyHop{Place: stateName(state), Holder: "holder not stated", Marks: []Mark{Unknown}, How: []string{"unknown"}, Refs: []Ref{}}
		if last {
			hop.Holder = "authorities of " + stateName(state) + ", if they arrived"
		}
		origins, refs := t.sayPlace(state)
		if len(origins) > 0 {
			hop.Marks, hop.How = []Mark{Said}, []string{"said by " + plural(len(origins), "origin")}
			hop.Refs, hop.Time = refs, t.statedDay(state)
			hop.Detail = "stated, " + t.statedEvents(state) + "; not seen"
		} else {
			hop.Detail = "neither seen nor stated"
		}
		out = append(out, hop)
	}
	return out
}

// sayPlace finds the origins that name a state on the route of the flight.
func (t *table) sayPlace(state string) ([]string, []Ref) {
	keys := map[string]bool{}
	var refs []Ref
	if state == "" {
		return nil, nil
	}
	for _, g := range t.groups {
		if g.Kind != statement.AboutFlight && g.Kind != statement.AboutPeople {
			continue
		}
		for _, o := range g.Origins {
			for _, id := range o.Statements {
				s := t.statement[id]
				if t.concerns(s) && names(s, state) {
					keys[cmp.Or(t.stands[o.Key], o.Key)] = true
					refs = append(refs, t.refTo(s))
				}
			}
		}
	}
	slices.SortFunc(refs, func(a, b Ref) int { return strings.Compare(a.ID, b.ID) })
	refs = slices.CompactFunc(refs, func(a, b Ref) bool { return a.ID == b.ID })
	return keysOf(keys), refs
}

func names(s statement.Statement, state string) bool {
	for _, m := range s.Route {
		if countryOf(m.From) == state || countryOf(m.To) == state {
			return true
		}
		for _, v := range m.Via {
			if countryOf(v) == state {
				return true
			}
		}
	}
	return false
}

// statedDay is the days that statements give for moves to the state.
func (t *table) statedDay(state string) string {
	days := map[string]bool{}
	for _, s := range t.statements {
		if t.concerns(s) && names(s, state) {
			if d := dates(s.Dates); d != "" {
				days[d] = true
			}
		}
	}
	if len(days) == 0 {
		return ""
	}
	return "stated: " + strings.Join(keysOf(days), "; ")
}

// statedEvents is the modalities in which moves to the state are stated.
func (t *table) statedEvents(state string) string {
	events := map[string]bool{}
	for _, s := range t.statements {
		if !t.concerns(s) {
			continue
		}
		for _, m := range s.Route {
			if countryOf(m.To) == state || slices.ContainsFunc(m.Via, func(v string) bool { return countryOf(v) == state }) {
				e := m.Event
				if e == "" {
					e = s.Event
				}
				if e == statement.EventUnknown || e == "" {
					events["with no word on whether it happened"] = true
				} else {
					events[eventWords(e)] = true
				}
			}
		}
	}
	if len(events) == 0 {
		return "named on a route; whether planned or happened is not stated"
	}
	return list(keysOf(events))
}

func keysOf(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
