package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/charterwatch/charterwatch/internal/place"
)

// Hex is the address of the n-th invented aircraft, from d00000 on. The addresses that
// start with the bits 1101 are reserved in the table of ICAO Annex 10, volume III,
// part I, chapter 9, and no state has them, so that no real aircraft is meant.
func Hex(n int) string { return fmt.Sprintf("d%05x", n&0xfffff) }

// Registration is the mark of the n-th invented aircraft; no state's marks begin like it.
func Registration(n int) string { return fmt.Sprintf("SIM-%d", n) }

var fleetTypes = [...]string{"B738", "A320", "B763", "B738", "A320", "E190", "B737", "AT72"}

// Fleet makes the schedules of n aircraft over some days between the airports: two to
// four legs a day within the range of the type, 45 to 150 minutes on the ground, nights
// at the last airport. The first aircraft is number 256, so that those of the example
// stay apart. The same seed gives the same schedules.
func Fleet(seed uint64, start time.Time, n, days int, airports []place.Airport) []Flight {
	var flights []Flight
	start = start.UTC().Truncate(24 * time.Hour)
	for i := range n {
		rnd := rand.New(rand.NewPCG(seed, uint64(i)))
		number := 256 + i
		kind := fleetTypes[rnd.IntN(len(fleetTypes))]
		p := performanceOf(kind)
		perLeg := rnd.IntN(2) == 0 // a number for each leg, or one for the day
		if len(airports) < 2 {
			return nil
		}
		at := airports[rnd.IntN(len(airports))]
		free := start.Add(-24 * time.Hour)
		for day := range days {
			depart := start.Add(time.Duration(day)*24*time.Hour + time.Duration(4*60+rnd.IntN(8*60))*time.Minute)
			if depart.Before(free) {
				depart = free
			}
			for leg := range 2 + rnd.IntN(3) {
				to, ok := destination(rnd, at, p.rangeNM, airports)
				if !ok || depart.After(start.Add(time.Duration(day+1)*24*time.Hour)) {
					break
				}
				flown := leg
				if !perLeg {
					flown = 0
				}
				f := Flight{
					Hex: Hex(number), Registration: Registration(number), Type: kind,
					Callsign: fmt.Sprintf("SIM%d", 100+(number*7+day*5+flown)%900),
					From:     at, To: to, Depart: depart,
					TailwindKt: rnd.NormFloat64() * 20,
					GateBefore: time.Duration(rnd.IntN(15)) * time.Minute,
					GateAfter:  time.Duration(rnd.IntN(10)) * time.Minute,
				}
				flights = append(flights, f)
				ground := time.Duration(45+rnd.IntN(106)) * time.Minute
				free = onBlock(f).Add(ground)
				at, depart = to, free
			}
		}
	}
	return flights
}

// destination picks an airport that is neither too near nor out of range.
func destination(rnd *rand.Rand, from place.Airport, rangeNM float64, airports []place.Airport) (place.Airport, bool) {
	for range 200 {
		to := airports[rnd.IntN(len(airports))]
		if d := place.Distance(from.At, to.At); to.Code != from.Code && d > 120 && d < rangeNM {
			return to, true
		}
	}
	return place.Airport{}, false
}

// onBlock is when a flight is at its gate, without the seconds that chance adds.
func onBlock(f Flight) time.Time {
	states := fly(f, routeOf(f))
	return f.Depart.Add(time.Duration(states[len(states)-1].t * float64(time.Second)))
}
