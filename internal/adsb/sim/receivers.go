package sim

import (
	"math"
	"time"

	"github.com/charterwatch/charterwatch/internal/place"
)

// Receivers is who hears the aircraft. The zero value hears everything everywhere,
// down to the ground.
type Receivers struct {
	FloorFt        map[string]int // height above the field, by airport code, below which nothing is heard near it
	DefaultFloorFt int            // at all other airports; 0 or less: heard on the ground
	Holes          []Hole
	OceanNM        float64       // nothing is heard farther than this from land; 0: heard over any sea
	Interval       time.Duration // between points at steady flight; 0: readsb's 30 s
}

// Hole is where and when nothing is heard.
type Hole struct {
	From, To time.Time   // zero: without a start, without an end
	Centre   place.Point // of a circle of
	RadiusNM float64     // 0: everywhere
	BelowFt  int         // only below this altitude; 0: at any
}

func (h Hole) covers(at time.Time, spot place.Point, alt float64) bool {
	return (h.From.IsZero() || !at.Before(h.From)) && (h.To.IsZero() || at.Before(h.To)) &&
		(h.BelowFt == 0 || alt < float64(h.BelowFt)) &&
		(h.RadiusNM == 0 || place.Distance(spot, h.Centre) <= h.RadiusNM)
}

// Readsb keeps a point at every interval, and earlier when something changes (its
// globe_index.c; see the project's notes on formats, part 1). The turn is ours: the
// notes give no figure.
const (
	readsbInterval = 30 * time.Second
	speedChange    = 5.0   // knots, twice that above 10,000 ft
	rateChange     = 450.0 // feet per minute
	turnChange     = 3.0   // degrees
	parkedEvery    = 150.0 // seconds: five intervals; readsb has four to ten
	fieldRadius    = 25.0  // nautical miles around an airport in which its floor counts
)

// ear decides which states of one flight are kept.
type ear struct {
	Receivers
	from, to           place.Airport
	fromFloor, toFloor float64 // feet above mean sea level
	interval           float64 // seconds
	last               state   // the last one that was kept
	lastCourse         float64
	heard              bool // the state before was heard
	nextLook           time.Time
	atSea              bool
}

func newEar(f Flight, r Receivers) *ear {
	floor := func(a place.Airport) float64 {
		ft, ok := r.FloorFt[a.Code]
		if !ok {
			ft = r.DefaultFloorFt
		}
		if ft <= 0 {
			return math.Inf(-1)
		}
		return elevation(a) + float64(ft)
	}
	e := &ear{Receivers: r, from: f.From, to: f.To, fromFloor: floor(f.From), toFloor: floor(f.To), interval: r.Interval.Seconds()}
	if e.interval == 0 {
		e.interval = readsbInterval.Seconds()
	}
	e.last.t = math.Inf(-1)
	return e
}

// keeps reports whether a state is heard and worth a point.
func (e *ear) keeps(s state, spot place.Point, course float64, at time.Time) bool {
	before := e.heard
	if e.heard = e.hears(s, spot, at); !e.heard {
		return false
	}
	if !before || s.ground != e.last.ground || e.changed(s, course) {
		e.last, e.lastCourse = s, course
		return true
	}
	return false
}

func (e *ear) hears(s state, spot place.Point, at time.Time) bool {
	if s.alt < e.fromFloor && place.Distance(spot, e.from.At) < fieldRadius ||
		s.alt < e.toFloor && place.Distance(spot, e.to.At) < fieldRadius {
		return false
	}
	for _, h := range e.Holes {
		if h.covers(at, spot, s.alt) {
			return false
		}
	}
	if e.OceanNM > 0 && !s.ground {
		if !at.Before(e.nextLook) {
			e.atSea, e.nextLook = farFromLand(spot, e.OceanNM), at.Add(2*time.Minute)
		}
		return !e.atSea
	}
	return true
}

func (e *ear) changed(s state, course float64) bool {
	since := s.t - e.last.t
	if s.ground {
		if s.gs == 0 && e.last.gs == 0 {
			return since >= parkedEvery-1
		}
		return since >= e.interval || math.Abs(s.gs-e.last.gs) > speedChange || turnBetween(course, e.lastCourse) > turnChange && since >= 2
	}
	climb, speed := 400.0, 2*speedChange
	switch {
	case s.alt < 7_000:
		climb, speed = 100, speedChange
	case s.alt < 10_000:
		climb, speed = 200, speedChange
	case s.alt < 12_000:
		climb = 200
	}
	return since >= e.interval ||
		math.Abs(s.alt-e.last.alt) >= climb && since >= 2 ||
		math.Abs(s.gs-e.last.gs) > speed ||
		math.Abs(s.rate-e.last.rate) >= rateChange ||
		turnBetween(course, e.lastCourse) > turnChange && since >= 2
}

// farFromLand looks for a country at the place and on two rings around it.
func farFromLand(spot place.Point, nm float64) bool {
	if place.CountryAt(spot) != "" {
		return false
	}
	for _, part := range [...]float64{0.5, 1} {
		for bearing := 0.0; bearing < 360; bearing += 45 {
			if place.CountryAt(place.Offset(spot, bearing, nm*part)) != "" {
				return false
			}
		}
	}
	return true
}
