package operation

import (
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
)

// hop is one stretch between two states, seen or only stated.
type hop struct {
	label    string
	on       time.Time
	from, to string
	last     bool
}

// owed lists the duties that bear on each hop, on its day: of the state that sends the
// people on, of the carrier's state, and on the last hop of the state that receives them.
func (t *table) owed() []HopDuties {
	out := []HopDuties{}
	people := t.nationalities()
	add := func(h hop, state string, role law.Role) {
		q := law.Hop{On: h.on, Actor: state, Role: role, From: h.from, To: h.to, Nationality: people}
		out = append(out, HopDuties{Hop: h.label, State: state, Role: role, Duties: law.Duties(q), NotBound: law.NotBoundBy(q)})
	}
	for i, h := range t.hops() {
		role := law.Transit
		if i == 0 {
			role = law.Sends
		}
		add(h, h.from, role)
		add(h, "", law.Carrier) // no evidence here says whose carrier it is: shown as unknown
		if h.last && h.to != "" {
			add(h, h.to, law.Receives)
		}
	}
	return out
}

// hops follows the states concerned, each stretch with the leg that was heard on it; legs
// between other states stand in time order after them. Without states the legs are the path.
func (t *table) hops() []hop {
	used := map[string]bool{}
	var out []hop
	for i := 0; i+1 < len(t.op.States); i++ {
		from, to := t.op.States[i], t.op.States[i+1]
		h := hop{from: from, to: to, on: t.day(), label: stateName(from) + " - " + stateName(to) + ", stated"}
		for _, l := range t.legs {
			start, end := endCountry(l.Start), endCountry(l.End)
			if used[l.ID] || notCustody[l.Purpose.Value] || start != from || (end != to && end != "") {
				continue
			}
			used[l.ID] = true
			h.on, h.label = legDay(l), route(l)
			break
		}
		out = append(out, h)
	}
	for _, l := range t.legs {
		start, end := endCountry(l.Start), endCountry(l.End)
		if used[l.ID] || notCustody[l.Purpose.Value] || start == "" || start == end ||
			(len(t.op.States) > 0 && !slices.Contains(t.op.States, start)) {
			continue
		}
		if len(t.op.States) > 1 && slices.ContainsFunc(out, func(h hop) bool { return h.from == start && h.to == end }) {
			continue
		}
		out = append(out, hop{from: start, to: end, on: legDay(l), label: route(l)})
	}
	for i := range out {
		if !out[i].on.IsZero() {
			out[i].label += ", " + dayWords(out[i].on)
		}
	}
	switch n := len(t.op.States); {
	case n > 1:
		out[n-2].last = true
	case len(out) > 0:
		out[len(out)-1].last = true
	}
	return out
}

func (t *table) day() time.Time {
	d, _ := t.firstDay()
	return d
}

func legDay(l journey.Hop) time.Time {
	at := l.Start.Heard.At
	if l.Start.Time != nil {
		at = *l.Start.Time
	}
	return at.UTC().Truncate(24 * time.Hour)
}
