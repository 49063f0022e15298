package adsb

// What a change of altitude can be.
const (
	// maxClimb in feet per minute is not flown: the steepest recorded emergency descents of
	// airliners are about 8,000. altitudeSlack in feet covers altitudes in steps of 100 feet
	// and rows timed to the wrong second.
	maxClimb, altitudeSlack = 10_000.0, 600.0
	// altitudeSpan in milliseconds is the longest run of rows with another altitude that is
	// dropped when the altitude is as before after it: a receiver takes another aircraft's
	// for a row or, while nothing newer comes, for a minute or two (seen in real tracks of
	// aircraft at the gate under an overflight). A real change of level is never undone so.
	altitudeSpan = 5 * 60 * 1000
	// lateFeet: a jump of no more may be an altitude that was late by up to two minutes of a
	// descent, or a row timed to the wrong second. It is believed rather than more than lateRows
	// rows left out, and always at the end of a track, where nothing shows that it comes back.
	lateFeet, lateRows = 5000, 2
	// highestRamp in feet: no airport lies higher, so what says that it is on the ground
	// and sends no altitude is not above it.
	highestRamp = 15_000
)

// level is a stretch of rows each of which follows from the height of the one before.
type level struct {
	first, last int // the rows of points that say its first height and its last
	rows        int // how many say one
	cost        int // the rows left out before it in the best chain that ends with it
	previous    int // the level before it in that chain, -1 for none
}

// dropAltitudeJumps drops rows whose altitude leaves that of the rows around them faster than
// anything flies. Of levels that contradict each other those are kept that leave out the
// fewest rows, whichever came first; no stretch longer than altitudeSpan is left out, and at
// an end of the track none that a late altitude explains (see lateFeet).
func (t *Track) dropAltitudeJumps() {
	points := t.Points
	levels := levelsOf(points)
	if len(levels) < 2 {
		return
	}
	best := chain(points, levels)
	dropped := make([]bool, len(points))
	for k := len(levels) - 1; k >= 0; k-- {
		if k == best {
			best = levels[k].previous
			continue
		}
		for i := levels[k].first; i <= levels[k].last; i++ {
			dropped[i] = points[i].saysHeight()
		}
	}
	kept := points[:0]
	for i := range points {
		if dropped[i] {
			t.reject(&points[i], AltitudeJumps)
			continue
		}
		kept = append(kept, points[i])
	}
	t.Points = kept
}

// levelsOf cuts the rows where the height jumps; nil where it never does.
func levelsOf(points []Point) []level {
	var levels []level
	first, last, rows := -1, -1, 0
	for i := range points {
		p := &points[i]
		if !p.saysHeight() {
			continue
		}
		if last >= 0 && steep(&points[last], p) {
			levels = append(levels, level{first: first, last: last, rows: rows})
			first, rows = i, 0
		}
		if first < 0 {
			first = i
		}
		last, rows = i, rows+1
	}
	if levels == nil {
		return nil
	}
	return append(levels, level{first: first, last: last, rows: rows})
}

// chain links the levels that can follow from each other with the fewest rows left out and
// returns the last of them. A jump that is believed costs more than any rows.
func chain(points []Point, levels []level) int {
	n := len(levels)
	jump := len(points) + 1
	span := func(j, k int) bool { // levels[j:k] are short enough to leave out
		return points[levels[k-1].last].Time-points[levels[j].first].Time <= altitudeSpan
	}
	after := make([]int, n) // rows behind a level
	for k := n - 2; k >= 0; k-- {
		after[k] = after[k+1] + levels[k+1].rows
	}
	best, least := 0, -1
	for k := range levels {
		at := &levels[k]
		before := after[0] + levels[0].rows - after[k] - at.rows
		at.previous, at.cost = -1, before
		if k > 0 && !(span(0, k) && tall(&points[levels[k-1].last], &points[at.first])) {
			at.cost = 2*jump*n + before
		}
		left := 0
		for j := k - 1; j >= 0; j-- {
			if j < k-1 {
				if left += levels[j+1].rows; !span(j+1, k) {
					break
				}
			}
			cost := levels[j].cost + left
			switch a, b := &points[levels[j].last], &points[at.first]; {
			case !steep(a, b):
			case tall(a, b):
				cost += jump
			default:
				cost += lateRows
			}
			if cost < at.cost {
				at.cost, at.previous = cost, j
			}
		}
		whole := at.cost + after[k]
		if k < n-1 && !(span(k+1, n) && tall(&points[at.last], &points[levels[k+1].first])) {
			whole += 2 * jump * n
		}
		if least < 0 || whole < least {
			best, least = k, whole
		}
	}
	return best
}

// tall reports a jump that no late altitude explains.
func tall(a, b *Point) bool {
	if a.ramp() || b.ramp() {
		return true // steep has compared it with the highest field
	}
	return a.AltFt-b.AltFt > lateFeet || b.AltFt-a.AltFt > lateFeet
}

func (p *Point) saysHeight() bool { return p.Has&HasAlt != 0 || p.ramp() }

// ramp reports a row on the ground without an altitude.
func (p *Point) ramp() bool { return p.Has&(OnGround|HasAlt) == OnGround }

// steep reports that nothing changes height so fast.
func steep(a, b *Point) bool {
	var feet float64
	switch {
	case a.Has&b.Has&HasAlt != 0:
		if (a.Has^b.Has)&AltGeometric != 0 {
			return false
		}
		feet = float64(b.AltFt - a.AltFt)
	case a.ramp() && b.Has&HasAlt != 0:
		feet = max(0, float64(b.AltFt-highestRamp))
	case b.ramp() && a.Has&HasAlt != 0:
		feet = max(0, float64(a.AltFt-highestRamp))
	}
	if feet < altitudeSlack && feet > -altitudeSlack {
		return false
	}
	limit := altitudeSlack + maxClimb*float64(b.Time-a.Time)/60_000
	return feet > limit || feet < -limit
}
