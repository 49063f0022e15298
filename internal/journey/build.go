package journey

import (
	"cmp"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Build chains the legs of each aircraft to journeys, in order of hex and time, and gives
// every leg a purpose. The order of legs does not matter and a leg given twice counts once.
// Legs of several transmitters of one address are never chained with each other.
func Build(legs []flight.Leg, airports *place.Airports) []Journey {
	legs = slices.Clone(legs)
	slices.SortFunc(legs, byAircraftAndTime)
	legs = slices.CompactFunc(legs, func(a, b flight.Leg) bool { return a.ID == b.ID })
	journeys := []Journey{}
	for from := 0; from < len(legs); {
		to := from + 1
		for to < len(legs) && sameTransmitter(legs[from], legs[to]) && continues(legs[from:to], legs[to], airports) {
			to++
		}
		var next *flight.Leg
		if to < len(legs) && sameTransmitter(legs[from], legs[to]) {
			next = &legs[to]
		}
		journeys = append(journeys, chain(legs[from:to], next, airports))
		from = to
	}
	slices.SortStableFunc(journeys, func(a, b Journey) int { return cmp.Or(cmp.Compare(a.Hex, b.Hex), a.From.Compare(b.From)) })
	return journeys
}

// sameTransmitter reports that two legs are of one transmitter, as far as that is known.
func sameTransmitter(a, b flight.Leg) bool { return a.Hex == b.Hex && a.Emitter == b.Emitter }

func byAircraftAndTime(a, b flight.Leg) int {
	return cmp.Or(cmp.Compare(a.Hex, b.Hex), cmp.Compare(a.Emitter, b.Emitter), a.Start.Heard.At.Compare(b.Start.Heard.At), cmp.Compare(a.ID, b.ID))
}

// continues reports that leg b belongs to the journey of the legs before it: the same
// aircraft, from where the last ended as far as both are known, after a stop that is neither a
// night at home nor the end of a crew's duty there.
func continues(before []flight.Leg, b flight.Leg, airports *place.Airports) bool {
	a := before[len(before)-1]
	if a.End.Airport != nil && b.Start.Airport != nil && *a.End.Airport != *b.Start.Airport {
		return false
	}
	at := stopAirport(a, b)
	if at != nil && !atHome(*at, airports) {
		return ground(a, b) <= awayBreak
	}
	return ground(a, b) <= homeBreak && b.Start.Heard.At.Sub(dutyBegan(before)) <= dutyMost
}

// dutyBegan is when the crew of the last leg can have begun at the latest: the first departure after its rest.
func dutyBegan(legs []flight.Leg) time.Time {
	began := legs[0].Start.Heard.At
	for i := 1; i < len(legs); i++ {
		if ground(legs[i-1], legs[i]) >= dutyRest {
			began = legs[i].Start.Heard.At
		}
	}
	return began
}

// ground is the longest that the stop between two legs can have lasted.
func ground(a, b flight.Leg) time.Duration {
	landed, left := a.End.Heard.At, b.Start.Heard.At
	switch {
	case a.End.Time != nil:
		landed = *a.End.Time
	case a.End.Interval[0] != nil:
		landed = *a.End.Interval[0]
	}
	switch {
	case b.Start.Time != nil:
		left = *b.Start.Time
	case b.Start.Interval[1] != nil:
		left = *b.Start.Interval[1]
	}
	return max(0, left.Sub(landed))
}

// stopAirport is where two legs meet, if either end names it.
func stopAirport(a, b flight.Leg) *string {
	if a.End.Airport != nil {
		return a.End.Airport
	}
	return b.Start.Airport
}

// chain makes one journey of legs that follow each other; next is what the aircraft was heard
// flying after it, nil where nothing is known.
func chain(legs []flight.Leg, next *flight.Leg, airports *place.Airports) Journey {
	first, last := legs[0], legs[len(legs)-1]
	j := Journey{
		ID: "j-" + first.ID, Hex: first.Hex, Registration: first.Registration,
		Hops: make([]Hop, len(legs)), Stops: []Stop{},
		From: first.Start.Heard.At, To: last.End.Heard.At, Method: Method,
	}
	for i := 1; i < len(legs); i++ {
		j.Stops = append(j.Stops, stop(legs[i-1], legs[i], airports))
	}
	for i, l := range legs {
		j.Hops[i].Leg = l
	}
	judge(&j, next, airports)
	return j
}

// stop describes the time on the ground between two legs. A short one at a field known for
// fuel is technical when the flight goes on from there: an aircraft that came from home and
// turns straight back home was where it was going.
func stop(a, b flight.Leg, airports *place.Airports) Stop {
	s := Stop{Airport: stopAirport(a, b), From: a.End.Time, To: b.Start.Time, Ground: ground(a, b)}
	if s.Airport == nil || s.Ground < techLeast || s.Ground > techMost {
		return s
	}
	homeBefore := a.Start.Airport == nil || atHome(*a.Start.Airport, airports)
	homeAfter := b.End.Airport != nil && atHome(*b.End.Airport, airports)
	if homeBefore && homeAfter {
		return s
	}
	_, s.Technical = fleet.FuelStop(*s.Airport)
	return s
}
