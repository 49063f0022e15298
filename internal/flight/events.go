package flight

import (
	"fmt"
	"math"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// events says what happened in a leg besides a flight from one end to the other: approaches
// given up, runways touched, a landing where it had left or elsewhere than it had tried.
// Each is a reason with its rule and rows, and none of them splits a leg.
func (w *trail) events(s span, l Leg) []Reason {
	var out []Reason
	out = append(out, w.touches(s)...)
	out = append(out, w.approaches(s, l.End)...)
	return append(out, w.returned(s, l)...)
}

// touches are the runs on a runway that were no stop.
func (w *trail) touches(s span) []Reason {
	var at []string
	var rows []int
	for _, b := range w.blocks {
		if b.from < s.air || b.to > s.land || !b.ground || !w.grazes(s, b) {
			continue
		}
		at = append(at, w.Points[b.from].When().Format("15:04Z"))
		rows = append(rows, int(w.Points[b.from].Row))
	}
	if len(rows) == 0 {
		return nil
	}
	text := fmt.Sprintf("touched the ground at %s and flew on within %d seconds", at[0], int(touchLast.Seconds()))
	if len(rows) > 1 {
		text = fmt.Sprintf("touched the ground %d times between %s and %s and flew on each time within %d seconds",
			len(rows), at[0], at[len(at)-1], int(touchLast.Seconds()))
	}
	return []Reason{{Rule: "touch_and_go", Text: text, Rows: rows}}
}

// grazes reports that a run on the ground inside a flight was one: the positions beside it
// were low over it. A ground state that flickers at cruise is none.
func (w *trail) grazes(s span, b block) bool {
	ft, near := w.elevation(w.at(b.from))
	if !near {
		ft, _, _ = w.heights(s) // an unknown strip
	}
	for _, i := range []int{b.from - 1, b.to} {
		if i < 0 || i >= len(w.Points) || !w.Points[i].Is(adsb.HasAlt) {
			continue
		}
		if float64(w.Points[i].AltFt)-ft > grazeFt {
			return false
		}
	}
	return true
}

// dip is a place where the aircraft came down to a field and climbed away again.
type dip struct {
	i     int // the lowest point
	field *place.Airport
	above float64 // feet over the field
	climb float64 // feet that it climbed afterwards
}

// approaches are the approaches of a leg that did not end in a landing.
func (w *trail) approaches(s span, end End) []Reason {
	dips := w.dips(s)
	if len(dips) == 0 {
		return nil
	}
	var rows []int
	for _, d := range dips {
		rows = append(rows, int(w.Points[d.i].Row))
	}
	last := dips[len(dips)-1]
	name, when := last.field.Code, w.Points[last.i].When().Format("15:04Z")
	said := fmt.Sprintf("came down to %.0f ft above %s at %s and climbed %.0f ft again", max(0, last.above), name, when, last.climb)
	if n := len(dips); n > 1 {
		said += fmt.Sprintf(" (%d such approaches in all)", n)
	}
	switch {
	case len(dips) > manyDips:
		return []Reason{{Rule: "low_approaches", Rows: rows, Text: fmt.Sprintf(
			"came down to a field and climbed away %d times, first at %s, last at %s (%s): one flight with practice or calibration approaches",
			len(dips), w.Points[dips[0].i].When().Format("15:04Z"), when, name)}}
	case end.Airport == nil:
		return []Reason{{Rule: "low_approach", Rows: rows, Text: said + "; where it landed is not known"}}
	case *end.Airport == name:
		return []Reason{{Rule: "go_around", Rows: rows, Text: said + ", then landed there"}}
	}
	return []Reason{{Rule: "possible_diversion", Rows: rows, Text: said + "; the leg ends at " + *end.Airport + ": an approach given up for another field, or practice"}}
}

// dips finds the lowest points between a descent and a climb of goAroundFt each that lie
// low over a field. Turning points of less are level flight and turbulence.
func (w *trail) dips(s span) []dip {
	key := [2]int{s.air, s.land}
	out, known := w.lows[key]
	if !known {
		if w.lows == nil {
			w.lows = map[[2]int][]dip{}
		}
		out = w.findDips(s)
		w.lows[key] = out
	}
	return out
}

func (w *trail) findDips(s span) []dip {
	var out []dip
	low, high, at := math.Inf(1), math.Inf(-1), -1 // of the descent that is under way
	down := false
	var found []int
	var climbs []float64
	for i := s.air; i < s.land; i++ {
		p := &w.Points[i]
		if !p.Is(adsb.HasAlt) || w.onGround(i) {
			continue
		}
		ft := float64(p.AltFt)
		switch {
		case !down && ft > high:
			high = ft
			if n := len(found); n > 0 {
				climbs[n-1] = ft - low
			}
		case !down && ft < high-goAroundFt:
			down, low, at = true, ft, i
		case down && ft < low:
			low, at = ft, i
		case down && ft > low+goAroundFt:
			found, climbs = append(found, at), append(climbs, ft-low)
			down, high = false, ft
		}
	}
	for k, i := range found {
		best, above := (*place.Airport)(nil), 0.0
		nearest := math.Inf(1)
		for _, n := range w.nearby(w.at(i), dipNM) {
			if !n.Airport.ElevationKnown || n.NM*kmPerNM-halfWidthKM(n) > dipKM {
				continue
			}
			// Between neighbours the one that is used most, as for ends.
			if weight := (n.NM + 1) / (w.prior(n.Airport) + 0.01); weight < nearest {
				best, nearest, above = n.Airport, weight, float64(w.Points[i].AltFt)-float64(n.Airport.ElevationFt)
			}
		}
		if best != nil && above < dipFt && !w.touched(s, i) {
			out = append(out, dip{i, best, above, climbs[k]})
		}
	}
	return out
}

// touched reports that the aircraft was on the ground within a minute of point i.
func (w *trail) touched(s span, i int) bool {
	for k := i; k > s.air && w.between(k, i) <= time.Minute; k-- {
		if w.onGround(k) {
			return true
		}
	}
	for k := i; k < s.land && w.between(i, k) <= time.Minute; k++ {
		if w.onGround(k) {
			return true
		}
	}
	return false
}

// returned says that a leg ended soon where it began, or turned round on its way.
func (w *trail) returned(s span, l Leg) []Reason {
	if l.Start.Airport == nil || l.End.Airport == nil {
		return nil
	}
	rows := []int{int(w.Points[s.air].Row), int(w.Points[s.land-1].Row)}
	if *l.Start.Airport == *l.End.Airport {
		if aloft := w.between(s.air, s.land-1); aloft < soonBack {
			return []Reason{{Rule: "return_to_field", Rows: rows, Text: fmt.Sprintf("back at %s, where it had left, after %s", *l.End.Airport, lasting(aloft))}}
		}
		return nil
	}
	return w.turnedAway(s, *l.End.Airport)
}

// mayPointAway is a quick look that spares most points the exact one: false only where the
// nose points clearly less than awayDeg off the way to a field.
func mayPointAway(p *adsb.Point, field vector) bool {
	const rad = math.Pi / 180
	sinLat, cosLat := math.Sincos(p.Lat * rad)
	sinLon, cosLon := math.Sincos(p.Lon * rad)
	sin, cos := math.Sincos(float64(p.Track) * rad)
	e := -field.x*sinLon + field.y*cosLon
	n := -sinLat*(field.x*cosLon+field.y*sinLon) + field.z*cosLat
	return e*sin+n*cos < nearlyAway*math.Sqrt(e*e+n*n)
}

var nearlyAway = math.Cos((awayDeg - 1) * math.Pi / 180)

// mayBegin skips from point i, in steps, those at which no run of away that lasts awayLast can
// begin: a run that does holds one of any two points that are less than that apart.
func (w *trail) mayBegin(i, land, step int, away func(int) bool) int {
	for i < land {
		next := i
		for next+step < land && w.between(i, next+step) < awayLast {
			next += step
		}
		if next == i || away(next) {
			return i
		}
		i = next + step
	}
	return i
}

// turnedAway finds a flight that was well on its way elsewhere: for a while at height it
// flew away from where it landed.
func (w *trail) turnedAway(s span, end string) []Reason {
	field, ok := w.airports.Lookup(end)
	if !ok || w.top < awayFt {
		return nil
	}
	nose := unit(field.At)
	away := func(i int) bool {
		p := &w.Points[i]
		return p.Is(adsb.HasAlt|adsb.HasTrack) && float64(p.AltFt) >= awayFt && mayPointAway(p, nose) &&
			turn(float64(p.Track), place.Bearing(w.at(i), field.At)) > awayDeg && place.Distance(w.at(i), field.At) > awayNM
	}
	from, last := -1, -1
	var longest time.Duration
	step := max(1, (s.land-s.air)/200)
	for i := s.air; i < s.land; i += step {
		if from < 0 {
			i = w.mayBegin(i, s.land, step, away)
		}
		switch is := i < s.land && away(i); {
		case is && from < 0:
			from = i
		case is && w.between(from, i) > longest:
			longest, last = w.between(from, i), i
		case !is:
			from = -1
		}
	}
	if longest < awayLast {
		return nil
	}
	// One turn, and straight before and after it: a survey has many.
	if out, back := place.Distance(w.at(s.from), w.at(last)), place.Distance(w.at(last), field.At); w.flown(s) > oneTurn*(out+back) {
		return nil
	}
	return []Reason{{Rule: "possible_diversion", Rows: []int{int(w.Points[last].Row)}, Text: fmt.Sprintf(
		"for %s it flew away from %s, where it ended, at more than %d NM and %d ft: it was going elsewhere, or round something", lasting(longest), end, awayNM, awayFt)}}
}
