package flight_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// terminal flying as controllers make it, which the simulator does not do: radar vectors,
// downwind and base, level segments, holds, departures that turn, the altimeter setting of
// the day, and sources that leave fields out. It shares no code with package sim.
type vectored struct {
	field     place.Airport // with its runways
	departure bool
	bearing   float64 // from the field, where it comes from or goes to
	floorFt   float64 // heard above this height over the field
	every     float64 // seconds between rows
	rnd       *rand.Rand
	steep     bool // 5.5 degrees, as at city fields
	around    bool // an approach that is broken off at 600 ft and flown again
	kind      string
}

// step is a second of flight.
type step struct {
	at      place.Point
	gs, trk float64
	ft      float64 // above the field
}

// track flies it and returns what is heard, and the second of the touch-down or lift-off
// on the track's clock.
func (v vectored) track(t testing.TB) (track *adsb.Track, wheels float64) {
	t.Helper()
	r := v.strip(t)
	var way []place.Point
	threshold, heading := r.At, r.Heading
	final := 5 + 9*v.rnd.Float64()
	if v.steep {
		final = 4 + 3*v.rnd.Float64()
	}
	if v.departure {
		heading = math.Mod(heading+180, 360) // built backwards, from far out to the runway
	}
	gate := place.Offset(threshold, heading+180, final)
	if v.departure {
		gate = place.Offset(threshold, heading+180, 1.5+5*v.rnd.Float64())
	}
	side := 90.0
	if turnOf(v.bearing, heading+90) > 90 {
		side = -90
	}
	// Coming from ahead of the runway's end: a downwind abeam, and a base.
	if turnOf(v.bearing, heading+180) > 100 && !v.departure {
		off := 3.5 + 3*v.rnd.Float64()
		way = append(way, place.Offset(place.Offset(threshold, heading, 2), heading+side, off), place.Offset(gate, heading+side, off))
	} else if v.rnd.IntN(2) == 0 && !v.departure { // a vector before the intercept
		way = append(way, place.Offset(gate, v.bearing+60*(v.rnd.Float64()-0.5), 8+6*v.rnd.Float64()))
	}
	far := place.Offset(v.field.At, v.bearing, 150)
	legs := append([]place.Point{far}, way...)
	if !v.departure && v.rnd.IntN(6) == 0 { // a hold at a fix 25-35 NM out
		fix := place.Offset(v.field.At, v.bearing+20*(v.rnd.Float64()-0.5), 25+10*v.rnd.Float64())
		circuit := []place.Point{fix}
		for range 1 + v.rnd.IntN(2) {
			a := place.Offset(fix, v.bearing, 6)
			circuit = append(circuit, place.Offset(fix, v.bearing+90, 3), place.Offset(a, v.bearing+90, 3), a, fix)
		}
		legs = slices.Concat([]place.Point{far}, circuit, way)
	}
	legs = append(legs, gate, threshold)
	if v.around {
		back := place.Offset(threshold, heading, 5)
		legs = append(legs, back, place.Offset(back, heading+side, 5), place.Offset(gate, heading+side, 5), gate, threshold)
	}
	flown := steer(legs)
	v.climb(flown)
	if v.departure {
		slices.Reverse(flown)
		for i := range flown {
			flown[i].trk = math.Mod(flown[i].trk+180, 360)
		}
	}
	return v.hear(flown)
}

// strip is a threshold that jets land on.
func (v vectored) strip(t testing.TB) place.Threshold {
	longest := 0
	for _, r := range v.field.Runways {
		longest = max(longest, r.LengthFt)
	}
	if longest == 0 {
		t.Fatalf("%s has no runways", v.field.Code)
	}
	var ends []place.Threshold
	for _, r := range v.field.Runways {
		if r.LengthFt*5 >= longest*4 {
			ends = append(ends, r.Ends[0], r.Ends[1])
		}
	}
	return ends[v.rnd.IntN(len(ends))]
}

// steer flies from point to point at three degrees a second, slower near the end.
func steer(way []place.Point) []step {
	var out []step
	at, trk := way[0], place.Bearing(way[0], way[1])
	end := way[len(way)-1]
	left := 0.0
	for i := len(way) - 1; i > 1; i-- {
		left += place.Distance(way[i-1], way[i])
	}
	for k := 1; k < len(way) && len(out) < 20000; {
		to := left + place.Distance(at, way[k])
		gs := 140.0
		switch {
		case to > 60:
			gs = 420
		case to > 35:
			gs = 310
		case to > 16:
			gs = 240
		case to > 7:
			gs = 190
		}
		want := place.Bearing(at, way[k])
		trk += max(-3, min(3, math.Remainder(want-trk, 360)))
		out = append(out, step{at, gs, math.Mod(trk+360, 360), 0})
		at = place.Offset(at, trk, gs/3600)
		near := 0.06
		if way[k] != end {
			near = 1.2
		}
		if place.Distance(at, way[k]) < near || place.Distance(at, way[k]) < 3 && turnOf(trk, place.Bearing(at, way[k])) > 95 {
			if k++; k < len(way) {
				left -= place.Distance(way[k-1], way[k])
			}
		}
	}
	return out
}

// climb gives heights backwards from the touch-down: three degrees with up to two level segments.
func (v vectored) climb(flown []step) {
	slope := 318.0
	switch {
	case v.departure:
		slope = 300 + 250*v.rnd.Float64()
	case v.steep:
		slope = 585
	}
	top := 24000 + 12000*v.rnd.Float64()
	type level struct{ ft, left float64 }
	var levels []level
	for range v.rnd.IntN(3) {
		levels = append(levels, level{[]float64{2000, 3000, 4000, 5000, 7000, 10000}[v.rnd.IntN(6)], 2 + 8*v.rnd.Float64()})
	}
	ft, around := 0.0, v.around
	for i := len(flown) - 1; i >= 0; i-- {
		s := &flown[i]
		s.ft = ft
		nm := s.gs / 3600
		held := false
		for k := range levels {
			if levels[k].left > 0 && ft >= levels[k].ft && ft < levels[k].ft+500 {
				levels[k].left -= nm
				held = true
			}
		}
		switch {
		case around && ft >= 3000:
			// Backwards through the circuit: level, then down again to 600 ft over the threshold.
			if d := place.Distance(s.at, flown[len(flown)-1].at); d < 0.4 {
				around, ft = false, 600
			} else {
				ft = max(3000, ft)
			}
		case !held && ft < top:
			ft = min(top, ft+slope*nm)
		}
	}
}

// hear keeps what is above the floor, as a source with the track's own faults would.
func (v vectored) hear(flown []step) (*adsb.Track, float64) {
	track := &adsb.Track{Hex: "d00002", Type: v.kind, Callsigns: []string{"", "SIM2"}, Members: []adsb.Member{{Name: "vectored"}}}
	setting := max(-800, min(800, 250*v.rnd.NormFloat64()))
	has := adsb.HasAlt | adsb.HasSpeed | adsb.HasTrack | adsb.HasRate
	switch v.rnd.IntN(6) {
	case 0:
		has &^= adsb.HasRate
	case 1:
		has &^= adsb.HasSpeed | adsb.HasTrack
	case 2:
		has &^= adsb.HasSpeed | adsb.HasTrack | adsb.HasRate
	case 3:
		has |= adsb.AltGeometric
	}
	wheels := float64(noon.Unix() + int64(len(flown)))
	if v.departure {
		wheels = float64(noon.Unix())
	}
	next := 0.0
	for i, s := range flown {
		if float64(i) < next || s.ft < v.floorFt {
			continue
		}
		next = float64(i) + v.every
		p := adsb.Point{Time: (noon.Unix() + int64(i)) * 1000, Row: int32(len(track.Points)), Callsign: 1, Has: has, Source: adsb.ADSB, NIC: -1, NACp: -1, SIL: -1}
		spot := place.Offset(s.at, 360*v.rnd.Float64(), 0.02*v.rnd.Float64())
		p.Lat, p.Lon = spot.Lat, spot.Lon
		p.AltFt = int32(math.Round((s.ft+float64(v.field.ElevationFt)+setting)/25) * 25)
		p.GS, p.Track = float32(s.gs+2*v.rnd.NormFloat64()), float32(s.trk)
		if i > 4 && i+4 < len(flown) {
			p.VRate = int32(math.Round((flown[i+4].ft-flown[i-4].ft)/8*60/64) * 64)
		}
		track.Points = append(track.Points, p)
	}
	track.Finish()
	return track, wheels
}

func turnOf(a, b float64) float64 { return math.Abs(math.Remainder(a-b, 360)) }
