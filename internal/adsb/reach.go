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
	// jumpCost is what it takes to believe that a track really goes on where nothing could
	// have reached (a clock that was set, a second aircraft with the address). Up to oddRows
	// at an end cost no more than others that are contradicted, each further one 1.
	jumpCost, oddRows = 6.0, 5
	// clockCost is the same for a jump that is not far (see farNM): a clock that was put
	// right and computed positions that scatter are common, and no reason to drop much.
	clockCost = 2.0
	// bridgedCost is the cost of a dropped point when the track goes on behind it as if
	// it had not been: what jamming and copied addresses look like.
	bridgedCost = 0.02
	// silenceCost is added where a silence lies before or behind what is dropped: there
	// it takes a far jump on the other side to believe that the points are false.
	silenceCost = 3.0
	// spanLimit in milliseconds is the longest span that is dropped in one: jamming
	// on a crossing of a region lasts minutes to a few hours, a flight elsewhere longer.
	spanLimit = 3 * 3600 * 1000
	// silence in milliseconds: ten rows missed in a row, as package flight has it.
	silence = 300_000
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
	north, east := b.Lat-a.Lat, b.Lon-a.Lon
	if degreeNM*degreeNM*(north*north+east*east) <= allowed*allowed {
		return true
	}
	return place.Distance(place.Point{Lat: a.Lat, Lon: a.Lon}, place.Point{Lat: b.Lat, Lon: b.Lon}) <= allowed
}

// run is a stretch of points without a silence, in which each can be reached from the one before.
type run struct {
	from, to int // points[from:to]
	cost     float64
	previous int // the run before it in the cheapest chain, -1 for none
}

// dropImpossible cuts the track where nothing could have flown and keeps the chain of
// runs that needs the least left out: a span that the track jumps to and comes back
// from is dropped, a track that goes on elsewhere is kept. What is dropped is added to aside.
func (t *Track) dropImpossible(aside []Point) []Point {
	points := t.Points
	jumps := false
	for i := 1; i < len(points) && !jumps; i++ {
		jumps = !reachable(&points[i-1], &points[i])
	}
	if !jumps {
		return aside
	}
	var runs []run
	from := 0
	for i := 1; i < len(points); i++ {
		// A silence cuts too: what was heard before it may be false though time would allow it.
		if points[i].Time-points[i-1].Time > silence || !reachable(&points[i-1], &points[i]) {
			runs = append(runs, run{from: from, to: i})
			from = i
		}
	}
	runs = append(runs, run{from: from, to: len(points)})
	before, after := edges(points, runs)

	best, bestCost := 0, math.Inf(1)
	for k := range runs {
		r := &runs[k]
		r.cost, r.previous = before[k], -1
		for j := k - 1; j >= max(0, k-lookBack); j-- {
			if cost := runs[j].cost + linkCost(points, runs, j, k); cost < r.cost {
				r.cost, r.previous = cost, j
			}
		}
		if whole := r.cost + after[k]; whole < bestCost {
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
		aside = append(aside, points[r.from:r.to]...)
	}
	t.Points = kept
	return aside
}

// linkCost is the cost of going from run j to a later run k without those between.
func linkCost(points []Point, runs []run, j, k int) float64 {
	a, b, neighbours := runs[j], runs[k], j == k-1
	left, right := &points[a.to-1], &points[b.from]
	cost := 0.0
	if !reachable(left, right) {
		cost = clockCost
		if far(left, right) {
			return jumpCost + float64(b.from-a.to)
		}
	}
	switch {
	case neighbours:
		return cost
	case right.Time-left.Time > spanLimit:
		return jumpCost + float64(b.from-a.to)
	case points[a.to].Time-left.Time > silence || right.Time-points[b.from-1].Time > silence:
		cost += silenceCost
	}
	for i := range runs[j+1 : k] {
		cost += leftOut(points, &runs[j+1+i], left, right)
	}
	return cost
}

// leftOut is the cost of leaving out a run between two points that stay. One that goes on
// from the one point and comes near the other contradicts neither: no row of it is cheap.
// It was flown, and what looked like a jump is a clock, a scatter or a bend nearby.
func leftOut(points []Point, r *run, left, right *Point) float64 {
	rows := float64(r.to - r.from)
	first, last := &points[r.from], &points[r.to-1]
	if rows > clockCost && (reachable(left, first) && !far(last, right) || reachable(last, right) && !far(left, first)) {
		return rows
	}
	return bridgedCost * rows
}

// edges are, for each run, the costs of leaving out all before it and all after it: of
// each stretch that agrees with itself oddRows cost little and each further row 1, so that
// any number of rows that agree with nothing is no reason to believe them.
func edges(points []Point, runs []run) (before, after []float64) {
	cost := func(n int) float64 {
		odd := min(n, oddRows)
		return bridgedCost*float64(odd) + float64(n-odd)
	}
	joined := func(k int) bool { // run k goes on from the one before it
		return reachable(&points[runs[k].from-1], &points[runs[k].from])
	}
	before, after = make([]float64, len(runs)), make([]float64, len(runs))
	done, rows := 0.0, 0
	for k := 1; k < len(runs); k++ {
		rows += runs[k-1].to - runs[k-1].from
		before[k] = done + cost(rows)
		if !joined(k) {
			done, rows = before[k], 0
		}
	}
	done, rows = 0, 0
	for k := len(runs) - 2; k >= 0; k-- {
		rows += runs[k+1].to - runs[k+1].from
		after[k] = done + cost(rows)
		if !joined(k + 1) {
			done, rows = after[k], 0
		}
	}
	return before, after
}
