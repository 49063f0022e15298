package sim

import (
	"math/rand/v2"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Mask returns a copy of a track without the points that lie in one of the holes, as if
// nobody had heard them then and there.
func Mask(t *adsb.Track, holes ...Hole) *adsb.Track {
	masked := *t
	masked.Points = make([]adsb.Point, 0, len(t.Points))
	for _, p := range t.Points {
		heard := true
		for _, h := range holes {
			heard = heard && !h.covers(p.When(), place.Point{Lat: p.Lat, Lon: p.Lon}, float64(p.AltFt))
		}
		if heard {
			masked.Points = append(masked.Points, p)
		}
	}
	return &masked
}

// deaf are the regions that volunteer receivers hear little or nothing of.
var deaf = []Hole{
	{Centre: place.Point{Lat: 33, Lon: 43.5}, RadiusNM: 250},  // Iraq
	{Centre: place.Point{Lat: 33.5, Lon: 53}, RadiusNM: 420},  // Iran
	{Centre: place.Point{Lat: 26.5, Lon: 52}, RadiusNM: 120},  // the Gulf
	{Centre: place.Point{Lat: 3, Lon: 20}, RadiusNM: 700},     // central Africa
	{Centre: place.Point{Lat: 20, Lon: 2}, RadiusNM: 600},     // the Sahara
	{Centre: place.Point{Lat: 15.5, Lon: 32}, RadiusNM: 350},  // Sudan
	{Centre: place.Point{Lat: 34.5, Lon: 67}, RadiusNM: 350},  // Afghanistan
	{Centre: place.Point{Lat: -5, Lon: -62}, RadiusNM: 500},   // the Amazon
	{Centre: place.Point{Lat: 12.5, Lon: -85}, RadiusNM: 100}, // Nicaragua
	{Centre: place.Point{Lat: 18.8, Lon: -72.3}, RadiusNM: 60, BelowFt: 12000},
}

// ears draws who hears an aircraft over a day: the floors of the airports, regions and
// oceans without receivers, silences. It says in words what it drew.
func ears(rnd *rand.Rand, codes []string, from, to time.Time) (Receivers, []string) {
	r := Receivers{FloorFt: map[string]int{}, Interval: []time.Duration{0, 0, time.Second, 10 * time.Second}[rnd.IntN(4)]}
	var traits []string
	say := func(s string) { traits = append(traits, s) }
	for _, code := range codes {
		if _, ok := r.FloorFt[code]; ok {
			continue
		}
		switch rnd.IntN(10) {
		case 0, 1, 2, 3, 4:
			r.FloorFt[code] = 0
		case 5, 6:
			r.FloorFt[code] = 100 + rnd.IntN(1400)
		case 7, 8:
			r.FloorFt[code] = 1500 + rnd.IntN(4500)
		default:
			r.FloorFt[code] = 6000 + rnd.IntN(14000)
			say("nothing near " + code)
		}
	}
	if rnd.IntN(2) == 0 {
		r.OceanNM = 120 + 130*rnd.Float64()
		say("oceans deaf")
	}
	if rnd.IntN(2) == 0 {
		r.Holes = append(r.Holes, deaf...)
		say("regions deaf")
	}
	for range rnd.IntN(3) {
		at := from.Add(time.Duration(rnd.Int64N(int64(to.Sub(from)))))
		r.Holes = append(r.Holes, Hole{From: at, To: at.Add(time.Duration(3+rnd.IntN(60)) * time.Minute)})
		say("a silence")
	}
	return r, traits
}
