package flight_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Terminal flying at its roughest, at every field of the neighbour groups: approaches broken off
// at 600 ft, 5.5 degrees, positions by multilateration, tracks that break off (or begin) anywhere
// in the last (first) twenty minutes, holds among them, and rows every 1 to 10 s with fields
// missing, geometric altitudes, and altimeter settings up to 800 ft off. Under 2 in 1,000 ends are
// named wrongly at 0.9 or more, no more names are wrong than stated, and no flight is cut in two.
func TestRoughFlying(t *testing.T) {
	t.Parallel()
	known := withRunways(t)
	for name, airports := range map[string]*place.Airports{"runways": known, "reference points": place.Embedded()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			by := map[string]*tally{}
			var all tally
			split := 0
			for _, code := range slices.Concat(neighbours...) {
				a, _ := known.Lookup(code)
				for seed := range uint64(24) {
					rnd := rand.New(rand.NewPCG(seed+100, 7))
					v := vectored{field: a, departure: seed%3 == 2, bearing: 360 * rnd.Float64(), floorFt: []float64{0, 0, 300, 800}[rnd.IntN(4)],
						every: []float64{1, 4, 10}[rnd.IntN(3)], rnd: rnd, kind: "B738"}
					if code == "KSFF" || code == "KRNT" { // too short for it
						v.kind = "C25B"
					}
					kind := "departure"
					if !v.departure {
						v.around, v.steep = seed%2 == 0, rnd.IntN(3) == 0
						kind = map[bool]string{true: "approach flown twice", false: "approach"}[v.around]
					}
					track, _ := v.track(t)
					if rnd.IntN(4) == 0 {
						kind += ", by multilateration"
						scatter(track, rnd)
					}
					if rnd.IntN(2) == 0 {
						kind += ", broken off"
						breakOff(track, v.departure, rnd)
					}
					legs := flight.Extract(track, airports)
					if len(legs) != 1 {
						split++
						t.Logf("SPLIT %s %s seed %d\n%s", kind, code, seed, describe(legs))
						continue
					}
					e := legs[0].End
					if v.departure {
						e = legs[0].Start
					}
					if by[kind] == nil {
						by[kind] = &tally{}
					}
					by[kind].add(e, code)
					all.add(e, code)
					if e.Airport != nil && *e.Airport != code && e.Probability >= 0.9 {
						t.Logf("SURE %s %s seed %d\n%s", kind, code, seed, describe(legs))
					}
				}
			}
			for kind, c := range by {
				t.Logf("TAB %-50s %v", kind, c)
			}
			t.Logf("TAB all %v; %d not one leg", &all, split)
			if float64(all.surelyWrong) >= 0.002*float64(all.ends) || float64(all.wrong) > all.expected || split > 0 {
				t.Errorf("%v; %d not one leg", &all, split)
			}
		})
	}
}

// scatter turns positions into computed ones: up to 0.3 NM off, without speed and track.
func scatter(t *adsb.Track, rnd *rand.Rand) {
	for i := range t.Points {
		p := &t.Points[i]
		at := place.Offset(place.Point{Lat: p.Lat, Lon: p.Lon}, 360*rnd.Float64(), 0.3*rnd.Float64())
		p.Lat, p.Lon, p.Source = at.Lat, at.Lon, adsb.MLAT
		p.Has &^= adsb.HasSpeed | adsb.HasTrack
	}
	t.Finish()
}

// breakOff ends an arrival (or begins a departure) at a random time within twenty minutes of the field.
func breakOff(t *adsb.Track, departure bool, rnd *rand.Rand) {
	off := int64(rnd.IntN(20 * 60_000))
	n := len(t.Points)
	first, last := t.Points[0].Time, t.Points[n-1].Time
	t.Points = slices.DeleteFunc(t.Points, func(p adsb.Point) bool {
		return departure && p.Time < first+off || !departure && p.Time > last-off
	})
}
