package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Lost draws one flight of the kinds that HoldOut draws, heard well and then not: lost at
// cruise and never heard again, or first heard at cruise, or lost and next heard at the
// cruise of the flight after it. It is for measuring what can be said of an end in the dark.
func Lost(seed uint64, airports *place.Airports) (Trial, error) {
	rnd := rand.New(rand.NewPCG(seed, 0xda4c))
	trial := Trial{Seed: seed}
	var stops []place.Airport
	var kind, style string
	for len(stops) < 2 || place.Distance(stops[0].At, stops[1].At) < 400 {
		stops, kind, style = itinerary(rnd, airports)
	}
	trial.Traits = append(trial.Traits, style)
	f := Flight{Hex: Hex(int(seed)), Registration: Registration(int(seed)), Type: kind, Callsign: "SIM1", From: stops[0], To: stops[1],
		Depart: time.Date(2025, 9, 1+rnd.IntN(28), rnd.IntN(24), rnd.IntN(60), 0, 0, time.UTC), TailwindKt: rnd.NormFloat64() * 30}
	if rnd.IntN(2) == 0 { // few ways are direct
		nm := place.Distance(f.From.At, f.To.At)
		f.Via = []place.Point{place.Offset(place.Along(f.From.At, f.To.At, 0.2+0.6*rnd.Float64()), place.Bearing(f.From.At, f.To.At)+90, rnd.NormFloat64()*nm*0.06)}
	}
	flights := []Flight{f}
	top, bottom := cruising(f)
	within := func(from, to time.Time) time.Time {
		return from.Add(time.Duration(rnd.Float64() * float64(to.Sub(from))))
	}
	var hole Hole
	switch rnd.IntN(4) {
	case 0:
		hole = Hole{To: within(top, bottom)}
		trial.Traits = append(trial.Traits, "first heard at cruise")
	case 1:
		next := f
		next.Callsign, next.From, next.To, next.Via = "SIM2", f.To, stops[len(stops)-1], nil
		if next.From.Code == next.To.Code {
			next.To = stops[0]
		}
		next.Depart = onBlock(f).Add(time.Duration(40+rnd.IntN(600)) * time.Minute)
		flights = append(flights, next)
		climbed, descended := cruising(next)
		hole = Hole{From: within(top, bottom), To: within(climbed, descended)}
		trial.Traits = append(trial.Traits, "next heard at cruise")
	default:
		hole = Hole{From: within(top, bottom)}
		trial.Traits = append(trial.Traits, "lost at cruise")
	}
	t := &adsb.Track{}
	t.Reset()
	t.Hex, t.Registration, t.Type, t.Simulated = f.Hex, f.Registration, kind, true
	t.Members = append(t.Members, adsb.Member{Name: fmt.Sprintf("lost-%d.json", seed)})
	for _, f := range flights {
		points, truth := Fly(f, Receivers{Holes: []Hole{hole}}, rand.New(rand.NewPCG(seed, uint64(f.Depart.Unix()))))
		trial.Flown = append(trial.Flown, flown(truth, points, f.From, f.To))
		sign := t.Callsign(f.Callsign)
		for i := range points {
			points[i].Callsign, points[i].Row = sign, int32(len(t.Points)+i)
		}
		t.Points = append(t.Points, points...)
	}
	t.Finish()
	trial.Track = t
	return trial, nil
}

// cruising is when a flight reaches its cruise and when it leaves it.
func cruising(f Flight) (from, to time.Time) {
	states := fly(f, routeOf(f))
	first, last, top := 0.0, 0.0, 0.0
	for _, s := range states {
		if s.alt > top {
			first, top = s.t, s.alt
		}
		if s.alt >= top {
			last = s.t
		}
	}
	when := func(t float64) time.Time { return f.Depart.Add(time.Duration(t * float64(time.Second))).UTC() }
	return when(first), when(last)
}
