package adsb

import (
	"math"

	"github.com/charterwatch/charterwatch/internal/place"
)

// What a position that does not fly is, and when it is dropped. Jamming and false
// signals of satellite navigation leave the altitude (a pressure gauge) as it is.
const (
	// stuckNM: a position that is the same to the last digit, while the speed sent with the
	// row would have carried the aircraft farther than this, is an old one that was repeated.
	stuckNM = 0.25
	// aloftFt in feet, and slowest in knots over ground: above the one, no aeroplane that
	// also flies at fastFlight flies slower than the other. A jet stalls there above 250
	// knots true, a turboprop above 170, and winds of more than 100 knots are rare.
	aloftFt    = 20_000
	slowest    = 100.0
	fastFlight = 250
	// fastRows is how many rows must say fastFlight above aloftFt before slow ones are
	// strange: balloons, gliders and helicopters have none.
	fastRows = 10
	// parkedFor and parkedMost in milliseconds: over at least the one, at most the other, a
	// turn or a holding pattern carries any aeroplane farther than slowest does.
	parkedFor, parkedMost = 60_000, 300_000
)

const degreeNM = place.EarthRadiusNM * math.Pi / 180

// flies reports that this is an aeroplane of speed, so that standing still aloft is strange.
func (t *Track) flies() bool {
	n := 0
	for i := range t.Points {
		p := &t.Points[i]
		if p.AltFt > aloftFt && p.GS >= fastFlight && p.Has&(HasAlt|HasSpeed|OnGround) == HasAlt|HasSpeed {
			if n++; n == fastRows {
				return true
			}
		}
	}
	return false
}

// dropFrozen drops repeats of an old position.
func (t *Track) dropFrozen() {
	points := t.Points
	n, first := 0, Point{} // how many are kept; the one that sent the last position first
	for i := range points {
		p := &points[i]
		if i == 0 || first.Lat != p.Lat || first.Lon != p.Lon || (first.Has|p.Has)&OnGround != 0 {
			first = *p
		} else if p.Has&HasSpeed != 0 && float64(p.GS)*float64(p.Time-first.Time) > stuckNM*3_600_000 {
			t.reject(p, FrozenPosition)
			continue
		}
		if n != i {
			points[n] = *p
		}
		n++
	}
	t.Points = points[:n]
}

// dropParked drops spans in which the position hardly moves at cruise: decoys of false
// satellite signals stand at an airport or creep along at the speed of a car.
func (t *Track) dropParked() {
	points := t.Points
	var drop []bool
	marked := 0
	for i, j := 0, 0; j < len(points); j++ {
		if !points[j].aloft() {
			i = j + 1
			continue
		}
		for i < j && points[j].Time-points[i+1].Time >= parkedFor {
			i++
		}
		p, q := &points[i], &points[j]
		dt := q.Time - p.Time
		if dt < parkedFor || dt > parkedMost {
			continue
		}
		within := slowest / 3_600_000 * float64(dt)
		if math.Abs(q.Lat-p.Lat)*degreeNM > within || distance(p, q) > within || length(points[i:j+1]) > within {
			continue
		}
		if drop == nil {
			drop = make([]bool, len(points))
		}
		for k := max(i, marked); k <= j; k++ {
			drop[k] = true
		}
		marked = j + 1
	}
	if drop == nil {
		return
	}
	kept := points[:0]
	for k := range points {
		if drop[k] {
			t.reject(&points[k], ParkedAloft)
			continue
		}
		kept = append(kept, points[k])
	}
	t.Points = kept
}

// length is the way along points in nautical miles: an orbit comes back, and yet flies.
func length(points []Point) float64 {
	nm := 0.0
	for i := 1; i < len(points); i++ {
		nm += distance(&points[i-1], &points[i])
	}
	return nm
}

// aloft reports a row in the air above aloftFt.
func (p *Point) aloft() bool { return p.AltFt > aloftFt && p.Has&(HasAlt|OnGround) == HasAlt }
