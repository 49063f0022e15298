package operation

import (
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
)

// hop is one stretch between two states, seen or only stated.
type hop struct {
	label    string
	on       time.Time
	from, to string
	last     bool
	hex      string // address of the aircraft that was heard on it; empty where none was
}

// owed lists the duties that bear on each hop, on its day: of the state that sends the
// people on, of the carrier's state, and on the last hop of the state that receives them.
func (t *table) owed() []HopDuties {
	out := []HopDuties{}
	people := t.nationalities()
	add := func(h hop, state string, role law.Role, inferred string) {
		q := law.Hop{On: h.on, Actor: state, Role: role, From: h.from, To: h.to, Nationality: people}
		out = append(out, HopDuties{Hop: h.label, State: state, Role: role, Duties: law.Duties(q), NotBound: law.NotBoundBy(q), NoData: law.NoDataOn(q), NoState: law.NoState(state, h.on), Inferred: inferred})
	}
	for i, h := range t.hops() {
		role := law.Transit
		if i == 0 {
			role = law.Sends
		}
		add(h, h.from, role, "")
		registry, inferred := registryOf(h)
		add(h, registry, law.Carrier, inferred)
		if h.last && h.to != "" {
			add(h, h.to, law.Receives, "")
		}
	}
	return out
}

// registryOf infers the carrier's state of a hop from the block that the address of the aircraft
// lies in (ICAO Annex 10), and says so; without an aircraft heard, nothing names it.
func registryOf(h hop) (state, inferred string) {
	if h.hex == "" {
		return "", "no aircraft was heard on this hop and nobody is read for whose carrier it was"
	}
	state = fleet.Country(h.hex)
	if state == "" {
		return "", "the address " + h.hex + " of the aircraft lies in no state's block"
	}
	return state, "inferred: the address " + h.hex + " of the aircraft lies in the block of " + stateName(state) +
		", where it is then registered; an operator of another state can fly it, and who chartered it is not known"
}

// hops follows the states concerned, each stretch with the leg that was heard on it; legs
// between other states stand in time order after them. Without states the legs are the path.
func (t *table) hops() []hop {
	used := map[string]bool{}
	var out []hop
	for i := 0; i+1 < len(t.op.States); i++ {
		from, to := t.op.States[i], t.op.States[i+1]
		h := hop{from: from, to: to, label: stateName(from) + " - " + stateName(to) + ", stated"}
		if on, ok := t.statedHopDay(from, to, i == 0); ok {
			h.on = on
		} else if h.on = t.day(); !h.on.IsZero() {
			h.label += dayNotStated
		}
		for _, l := range t.legs {
			start, end := endCountry(l.Start), endCountry(l.End)
			if used[l.ID] || notCustody[l.Purpose.Value] || start != from || (end != to && end != "") {
				continue
			}
			used[l.ID] = true
			h.on, h.label, h.hex = legDay(l), route(l), l.Hex
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
		out = append(out, hop{from: start, to: end, on: legDay(l), label: route(l), hex: l.Hex})
	}
	for i := range out {
		if !out[i].on.IsZero() {
			out[i].label += dayAfter(out[i].label) + dayWords(out[i].on)
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

// dayNotStated ends the label of a stretch that no statement gives a day for.
const dayNotStated = ", its day not stated; the law as of"

func dayAfter(label string) string {
	if strings.HasSuffix(label, dayNotStated) {
		return " "
	}
	return ", "
}

// statedHopDay is the one day that statements give for a stretch: of the first the day of the
// departure, of another the day of the arrival; the earliest where several are given.
func (t *table) statedHopDay(from, to string, first bool) (time.Time, bool) {
	var arrival, departure time.Time
	earliest := func(have *time.Time, d time.Time) {
		if have.IsZero() || d.Before(*have) {
			*have = d
		}
	}
	for _, s := range t.statements {
		if !t.concerns(s) {
			continue
		}
		for _, d := range s.Dates {
			if d.From == nil || d.To == nil || d.To.Sub(*d.From) > 24*time.Hour {
				continue
			}
			day := d.From.UTC().Truncate(24 * time.Hour)
			for _, m := range s.Route {
				switch {
				case countryOf(m.To) == to:
					earliest(&arrival, day)
				case countryOf(m.From) == from:
					earliest(&departure, day)
				}
			}
		}
	}
	for _, d := range map[bool][]time.Time{true: {departure, arrival}, false: {arrival, departure}}[first] {
		if !d.IsZero() {
			return d, true
		}
	}
	return time.Time{}, false
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
