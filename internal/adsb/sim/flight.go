package sim

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Flight is one flight to be flown.
type Flight struct {
	Hex          string // six lower-case hex digits; see Hex for addresses that no state has
	Registration string
	Type         string // ICAO designator; sets speeds and climb
	Callsign     string
	From, To     place.Airport // with runways where they are known
	Via          []place.Point // corners on the way, in order
	Depart       time.Time     // start of the take-off roll
	CruiseFt     int           // 0: the usual one of the type, lower on a short way
	TailwindKt   float64       // at cruise; against the flight when negative
	GateBefore   time.Duration // transponder on at the gate before taxiing out
	GateAfter    time.Duration // and after taxiing in
}

// Truth is what really happened, whatever was heard of it.
type Truth struct {
	Hex      string    `json:"hex"`
	Callsign string    `json:"callsign"`
	From     string    `json:"from"`
	To       string    `json:"to"`
	TakeOff  time.Time `json:"take_off"` // the wheels leave the ground
	Landing  time.Time `json:"landing"`  // they touch it again
	OnBlock  time.Time `json:"on_block"` // at the gate
	Heard    int       `json:"heard"`    // points that the receivers kept
}

// Fly flies one flight and returns the points that the receivers keep, in order of
// time, and the truth. The points' call sign is number 1 of their track.
// Randomness moves the clock by less than a second, the altimeter by its setting of
// the day and the position by metres.
func Fly(f Flight, r Receivers, rnd *rand.Rand) ([]adsb.Point, Truth) {
	way := routeOf(f)
	states := fly(f, way)
	pressure := rnd.NormFloat64() * 150               // feet between the standard setting and the day's
	ellipsoid := pressure + 80 + rnd.NormFloat64()*60 // feet between the altimeter and the geometric altitude
	truth := Truth{Hex: f.Hex, Callsign: f.Callsign, From: name(f.From), To: name(f.To)}

	first, last := states[0], states[len(states)-1]
	parked := func(from, to, nm, alt float64) []state {
		var at []state
		for t := from; t < to; t += parkedEvery {
			at = append(at, state{t: t, nm: nm, alt: alt, ground: true})
		}
		return at
	}
	states = append(parked(first.t-f.GateBefore.Seconds(), first.t-1, first.nm, first.alt), states...)
	states = append(states, parked(last.t+parkedEvery, last.t+f.GateAfter.Seconds(), last.nm, last.alt)...)

	when := func(t float64) time.Time { return f.Depart.Add(time.Duration(t * float64(time.Second))).UTC() }
	ear := newEar(f, r)
	var points []adsb.Point
	for i, s := range states {
		if i > 0 && s.ground != states[i-1].ground {
			if s.ground {
				truth.Landing = when(s.t).Truncate(time.Second)
			} else {
				truth.TakeOff = when(s.t).Truncate(time.Second)
			}
		}
		spot, course := way.position(s.nm)
		if !ear.keeps(s, spot, course, when(s.t)) {
			continue
		}
		late := rnd.Float64() * 0.9
		if next := i + 1; next < len(states) && states[next].ground != s.ground {
			late = 0
		}
		spot, course = way.position(s.nm + s.gs*late/3600)
		spot = place.Offset(spot, rnd.Float64()*360, math.Abs(rnd.NormFloat64())*0.002)
		points = append(points, point(s, spot, course, when(s.t+late), late, pressure, ellipsoid))
	}
	truth.OnBlock = when(last.t).Truncate(time.Second)
	truth.Heard = len(points)
	return points, truth
}

// point is a state as a transponder reports it: altitude in steps of 25 feet, none on
// the ground, where the course is the heading.
func point(s state, spot place.Point, course float64, at time.Time, late, pressure, ellipsoid float64) adsb.Point {
	step := func(x, of float64) float64 { return math.Round(x/of) * of }
	micro := func(deg float64) float64 { return math.Round(deg*1e6) / 1e6 } // as the rows have it
	p := adsb.Point{
		Time:     at.UnixMilli(),
		Lat:      micro(spot.Lat),
		Lon:      micro(spot.Lon),
		GS:       float32(step(s.gs, 0.1)),
		Track:    float32(math.Mod(step(course, 0.1), 360)),
		GeomFt:   int32(step(s.alt+s.rate*late/60+pressure-ellipsoid, 25)),
		Callsign: 1,
		Has:      adsb.HasSpeed | adsb.HasTrack | adsb.HasGeom,
		Source:   adsb.ADSB,
		NIC:      8, NACp: 9, SIL: 3,
	}
	if s.ground {
		p.Has |= adsb.OnGround
		return p
	}
	p.AltFt = int32(step(s.alt+s.rate*late/60+pressure, 25))
	p.VRate = int32(step(s.rate, 64))
	p.Has |= adsb.HasAlt | adsb.HasRate
	return p
}
