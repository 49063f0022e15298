package adsb

import (
	"math"

	"github.com/charterwatch/charterwatch/internal/place"
)

// What an aircraft can reach, and when a position that it cannot reach is dropped.
const (
	// maxSpeed in knots over ground: airliners keep below 660 in the strongest jet streams.
	maxSpeed = 750.0
	// slack in nautical miles for positions that the aircraft sent, and for computed ones.
	slack, computedSlack = 0.5, 2.0
	// jumpCost is how many contradicting points it takes to believe that a track really
	// goes on where nothing could have reached (a clock that was set, a second aircraft
	// with the address): up to five odd rows at an end are dropped, six are kept.
	jumpCost = 6.0
	// bridgedCost is the cost of a dropped point when the track goes on behind it as if
	// it had not been: what jamming and copied addresses look like.
	bridgedCost = 0.02
	// spanLimit in milliseconds is the longest span that is dropped in one: jamming
	// on a crossing of a region lasts minutes to a few hours, a flight elsewhere longer.
	spanLimit = 3 * 3600 * 1000
	// lookBack bounds how many runs are compared with one.
	lookBack = 64
)

// reachable reports whether an aircraft can be at both points.
func reachable(a, b *Point) bool {
	allowed := slack
	if a.Source >= MLAT || b.Source >= MLAT {
		allowed = computedSlack
	}
	allowed += maxSpeed / 3_600_000 * float64(b.Time-a.Time)

	// The plane of degrees is never shorter than the sphere: no trigonometry for most.
	const degree = place.EarthRadiusNM * math.Pi / 180
	north, east := b.Lat-a.Lat, b.Lon-a.Lon
	if degree*degree*(north*north+east*east) <= allowed*allowed {
		return true
	}
	return place.Distance(place.Point{Lat: a.Lat, Lon: a.Lon}, place.Point{Lat: b.Lat, Lon: b.Lon}) <= allowed
}

// run is a stretch of points in which each can be reached from the one before.
type run struct {
	from, to int // points[from:to]
	cost     float64
	previous int // the run before it in the cheapest chain, -1 for none
}

// dropImpossible cuts the track where nothing could have flown and keeps the chain of
// runs that needs the least left out: a span that the track jumps to and comes back
// from is dropped, a track that goes on elsewhere is kept.
func (t *Track) dropImpossible() {
	points := t.Points
	var runs []run
	from := 0
	for i := 1; i < len(points); i++ {
		if !reachable(&points[i-1], &points[i]) {
			runs = append(runs, run{from: from, to: i})
			from = i
		}
	}
	if runs == nil {
		return
	}
	runs = append(runs, run{from: from, to: len(points)})

	best, bestCost := 0, math.Inf(1)
	for k := range runs {
		r := &runs[k]
		r.cost, r.previous = float64(r.from), -1
		for j := k - 1; j >= max(0, k-lookBack); j-- {
			if cost := runs[j].cost + linkCost(points, runs[j], *r, j == k-1); cost < r.cost {
				r.cost, r.previous = cost, j
			}
		}
		if whole := r.cost + float64(len(points)-r.to); whole < bestCost {
			best, bestCost = k, whole
		}
	}
	keep := make([]bool, len(runs))
	for k := best; k >= 0; k = runs[k].previous {
		keep[k] = true
	}
	kept := points[:0]
	for k, r := range runs {
		if keep[k] {
			kept = append(kept, points[r.from:r.to]...)
			continue
		}
		for _, p := range points[r.from:r.to] {
			t.reject(p, ImpossibleSpeed)
		}
	}
	t.Points = kept
}

// linkCost is the cost of going from one run to a later one without those between.
func linkCost(points []Point, a, b run, neighbours bool) float64 {
	left, right := &points[a.to-1], &points[b.from]
	dropped := float64(b.from - a.to)
	if !neighbours && right.Time-left.Time <= spanLimit && reachable(left, right) {
		return bridgedCost * dropped
	}
	return jumpCost + dropped
}
