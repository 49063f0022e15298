package sim

import (
	"cmp"
	"hash/fnv"
	"math"
	"sort"

	"github.com/charterwatch/charterwatch/internal/place"
)

// route is the way over ground from gate to gate: great circles between corners.
type route struct {
	corners   []place.Point
	at        []float64 // nautical miles from the start to each corner
	roll      float64   // where the take-off roll starts
	touchdown float64
}

// strip is the runway that is used, in the direction of use.
type strip struct {
	start   place.Point
	heading float64
	length  float64 // nautical miles
}

// runwayFor picks the runway of an airport, and its direction, that is nearest to a
// course. Where no runways are known it lays one of 9,000 ft through the reference
// point, always the same for one airport.
func runwayFor(a place.Airport, course float64) strip {
	var best strip
	bestTurn := math.Inf(1)
	try := func(s strip, penalty float64) {
		if turn := turnBetween(s.heading, course) + penalty; turn < bestTurn {
			best, bestTurn = s, turn
		}
	}
	longest := 0
	for _, r := range a.Runways {
		longest = max(longest, r.LengthFt)
	}
	for _, r := range a.Runways {
		if r.LengthFt*5 < longest*4 {
			continue // a jet takes one of the long ones
		}
		for i, end := range r.Ends {
			other := r.Ends[1-i].At
			try(strip{end.At, place.Bearing(end.At, other), place.Distance(end.At, other)}, 0)
		}
	}
	if !math.IsInf(bestTurn, 1) {
		return best
	}
	const length = 9000.0 / 6076
	h := fnv.New32a()
	h.Write([]byte(a.Code))
	heading := float64(h.Sum32()%18) * 10
	for _, way := range [2]float64{heading, heading + 180} {
		try(strip{place.Offset(a.At, way+180, length/2), math.Mod(way, 360), length}, 0)
	}
	return best
}

func turnBetween(a, b float64) float64 {
	d := math.Mod(math.Abs(a-b), 360)
	return min(d, 360-d)
}

// gateOf is where aircraft stand at an airport: beside its reference point.
func gateOf(a place.Airport) place.Point { return place.Offset(a.At, 45, 0.25) }

// routeOf lays the way of a flight.
func routeOf(f Flight) route {
	way := append([]place.Point{f.From.At}, f.Via...)
	way = append(way, f.To.At)
	direct := 0.0
	for i := 1; i < len(way); i++ {
		direct += place.Distance(way[i-1], way[i])
	}
	off := runwayFor(f.From, place.Bearing(way[0], way[1]))
	on := runwayFor(f.To, math.Mod(place.Bearing(way[len(way)-1], way[len(way)-2])+180, 360))
	out := place.Offset(off.start, off.heading, off.length+min(4, direct/6))
	touch := place.Offset(on.start, on.heading, min(0.2, on.length/4))
	final := place.Offset(touch, on.heading+180, min(12, direct/4))

	corners := []place.Point{off.start, out}
	corners = append(corners, f.Via...)
	corners = append(corners, final, touch)
	air := rounded(corners)

	r := route{}
	add := func(p place.Point) {
		along := 0.0
		if n := len(r.corners); n > 0 {
			along = r.at[n-1] + place.Distance(r.corners[n-1], p)
		}
		r.corners, r.at = append(r.corners, p), append(r.at, along)
	}
	add(gateOf(f.From))
	for i, p := range air {
		add(p)
		if i == 0 {
			r.roll = r.at[len(r.at)-1]
		}
	}
	r.touchdown = r.at[len(r.at)-1]
	add(place.Offset(touch, on.heading, max(0.3, on.length-0.4)))
	add(gateOf(f.To))
	return r
}

// rounded cuts the corners between first and last as a turning aircraft does: each is
// replaced by an arc that starts and ends up to 4 NM from it.
func rounded(corners []place.Point) []place.Point {
	out := corners[:1:1]
	for i := 1; i+1 < len(corners); i++ {
		a, b, c := corners[i-1], corners[i], corners[i+1]
		before, after := place.Distance(a, b), place.Distance(b, c)
		if before < 0.1 || after < 0.1 {
			out = append(out, b)
			continue
		}
		cut := min(4, 0.4*before, 0.4*after)
		from, to := place.Along(b, a, cut/before), place.Along(b, c, cut/after)
		const steps = 8
		for k := 0; k <= steps; k++ {
			t := float64(k) / steps
			out = append(out, place.Along(place.Along(from, b, t), place.Along(b, to, t), t))
		}
	}
	return append(out, corners[len(corners)-1])
}

func (r route) length() float64 { return r.at[len(r.at)-1] }

// position is where the aircraft is after so many miles, and its course there.
func (r route) position(nm float64) (place.Point, float64) {
	i := sort.SearchFloat64s(r.at, nm)
	i = min(max(i, 1), len(r.at)-1)
	a, b, span := r.corners[i-1], r.corners[i], r.at[i]-r.at[i-1]
	if span == 0 {
		return b, 0
	}
	f := min(max((nm-r.at[i-1])/span, 0), 1)
	p := place.Along(a, b, f)
	if f > 0.999 {
		return p, math.Mod(place.Bearing(p, a)+180, 360)
	}
	return p, place.Bearing(p, b)
}

// elevation of an airport in feet, sea level where it is not known.
func elevation(a place.Airport) float64 {
	if !a.ElevationKnown {
		return 0
	}
	return float64(a.ElevationFt)
}

// name is how truth.json calls an airport.
func name(a place.Airport) string { return cmp.Or(a.Code, a.IATA, a.Name) }
