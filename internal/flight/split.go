package flight

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// split walks the blocks and closes a leg where the aircraft stood on the ground, and in
// a hole where a stop fits and the flying before or after it says so.
func (w *trail) split() []span {
	w.settle()
	var legs []span
	open := false
	stood := -1 // the ground block that the next leg may have left from
	var why []Reason
	for i, b := range w.blocks {
		if b.ground {
			if open && w.heardThrough(i-1, i) {
				if w.touchAndGo(i) {
					continue
				}
				legs[len(legs)-1].to = b.to
				open, stood, why = false, i, nil
				continue
			}
			if !open && stood >= 0 && w.moved(stood, i) {
				if s, ok := w.hop(stood, i); ok {
					legs = append(legs, s)
				}
			} else if !open && stood >= 0 && w.blocks[stood].ground {
				w.blocks[i].from = w.blocks[stood].from // one stop with a hole in it
			}
			open, stood = false, i
			continue
		}
		if open {
			stop, reason := w.stopped(i-1, i)
			if !stop {
				legs[len(legs)-1].land, legs[len(legs)-1].to = b.to, b.to
				continue
			}
			why, stood = []Reason{reason}, -1
		}
		s := span{from: b.from, air: b.from, land: b.to, to: b.to, why: why}
		if stood >= 0 && w.heardThrough(stood, i) {
			s.from = w.blocks[stood].from
		}
		legs = append(legs, s)
		open, why, stood = true, nil, -1
	}
	return w.share(w.worth(legs))
}

// settle turns hops between two ground runs into ground: an aircraft whose transmitter
// flickers while it taxis, or a helicopter that changes its stand.
func (w *trail) settle() {
	kept := w.blocks[:0]
	for i, b := range w.blocks {
		hop := !b.ground && i > 0 && i+1 < len(w.blocks) && kept[len(kept)-1].ground && w.blocks[i+1].ground &&
			w.between(w.blocks[i-1].to-1, w.blocks[i+1].from) < shortest && !w.wentFar(b.from, b.to)
		if n := len(kept); n > 0 && kept[n-1].ground && (hop || b.ground) && w.between(kept[n-1].to-1, b.from) <= quiet {
			kept[n-1].to = b.to
			continue
		}
		kept = append(kept, b)
	}
	w.blocks = kept
}

// reach is how far the aircraft came from the first of Points[from:to], in nautical miles.
func (w *trail) reach(from, to int) float64 {
	far, origin := 0.0, w.at(from)
	// Every point of a short run and about 60 of a long one: a leg is far longer than the limit.
	step := max(1, (to-from)/60)
	for i := from; i < to; i += step {
		far = max(far, place.Distance(origin, w.at(i)))
	}
	return max(far, place.Distance(origin, w.at(to-1)))
}

// wentFar reports that reach is nearestNM or more. Most flights show it by their last point.
func (w *trail) wentFar(from, to int) bool {
	return place.Distance(w.at(from), w.at(to-1)) >= nearestNM || w.reach(from, to) >= nearestNM
}

// touchAndGo reports that ground block i was a touch and not a stop.
func (w *trail) touchAndGo(i int) bool {
	if i+1 >= len(w.blocks) || w.blocks[i+1].ground {
		return false
	}
	b, next := w.blocks[i], w.blocks[i+1]
	stay := w.between(b.from, next.from)
	if stay >= touchLast {
		return false
	}
	return stay < touchBrief || w.slowest(b) >= touchSlow
}

func (w *trail) slowest(b block) float64 {
	slow := math.Inf(1)
	for _, p := range w.Points[b.from:b.to] {
		if p.Is(adsb.HasSpeed) {
			slow = min(slow, float64(p.GS))
		}
	}
	return slow
}

// heardThrough reports that the aircraft went from block i to block j without a stop
// between them, one of the two being on the ground. A stop elsewhere would need a whole flight
// more to come to (or from) where it stood, for a jet hopSpare; time at the gate before the transmitter
// is switched on, or after it is switched off, is none.
func (w *trail) heardThrough(i, j int) bool {
	a, b := w.blocks[i].to-1, w.blocks[j].from
	if w.between(a, b) <= quiet {
		return true
	}
	spare, least := w.slack(w.glimpse(w.blocks[i], true), w.glimpse(w.blocks[j], false))
	if w.jet {
		least = max(least, hopSpare)
	}
	return spare <= least
}

// moved reports that ground block j lies elsewhere than ground block i.
func (w *trail) moved(i, j int) bool {
	return place.Distance(w.at(w.blocks[i].to-1), w.at(w.blocks[j].from)) > nearestNM
}

// hop is the leg between two ground blocks at different fields with nothing heard in the
// air. It is one only where the time has no room for another stop.
func (w *trail) hop(i, j int) (span, bool) {
	a, b := w.blocks[i], w.blocks[j]
	g := w.between(a.to-1, b.from).Minutes()
	direct := place.Distance(w.at(a.to-1), w.at(b.from)) / w.pace() * 60
	if direct < shortest.Minutes() || g < 0.7*direct || g > direct+hopSpare+windShare*g {
		return span{}, false
	}
	return span{from: a.from, air: a.to, land: b.from, to: b.to, hop: true}, true
}

// pace is a speed in knots for a way of which nothing is known.
func (w *trail) pace() float64 {
	if w.cruise == 0 {
		return 250
	}
	return w.cruise
}

// stopped tests a hole in the air between blocks i and j: does a stop fit into it, and
// does the flying on its two sides speak for one?
func (w *trail) stopped(i, j int) (bool, Reason) {
	a, b := w.glimpse(w.blocks[i], true), w.glimpse(w.blocks[j], false)
	hole := b.at.Sub(a.at)
	if hole <= quiet {
		return false, Reason{}
	}
	spare, least := w.slack(a, b)
	if spare <= least {
		return false, Reason{}
	}
	if w.longestSilence(a, b) <= quiet {
		return false, Reason{} // heard all the time, though its positions were refused
	}
	nm := place.Distance(a.point, b.point)
	text := fmt.Sprintf("not heard for %s over %.0f NM; the direct flight leaves %.0f minutes to spare and a stop needs %.0f",
		lasting(hole), nm, spare, least)
	rows := []int{int(w.Points[a.i].Row), int(w.Points[b.i].Row)}
	switch {
	case nm > hereNM:
		return true, Reason{Rule: "hidden stop", Text: text + ": a stop was made out of reach", Rows: rows}
	case a.rate < -levelFPM || b.rate > levelFPM:
		return true, Reason{Rule: "unheard stop", Text: text + ", and it was descending before or climbing after", Rows: rows}
	case w.Points[b.i].Is(adsb.LegStart) || w.Points[a.i].Callsign != w.Points[b.i].Callsign && w.Points[a.i].Callsign != 0:
		return true, Reason{Rule: "unheard stop", Text: text + ", and the receiver's own leg mark or a new call sign follows", Rows: rows}
	case spare > least+levelExtra && (spare > least+workExtra || !w.circled(i, true) || !w.circled(j, false)):
		return true, Reason{Rule: "unheard stop", Text: text + ", longer than work in one area explains", Rows: rows}
	}
	return false, Reason{}
}

// longestSilence is the longest time in a hole in which not even a row came that was
// refused: with false positions, but from the air.
func (w *trail) longestSilence(a, b glimpse) time.Duration {
	from, to := w.Points[a.i].Time, w.Points[b.i].Time
	var heard []int64
	for _, r := range w.Track.Rejected {
		if from < r.Time && r.Time < to {
			heard = append(heard, r.Time)
		}
	}
	slices.Sort(heard)
	longest, last := int64(0), from
	for _, at := range append(heard, to) {
		longest, last = max(longest, at-last), at
	}
	return time.Duration(longest) * time.Millisecond
}

// circled reports that the aircraft worked in an area at the end (or the start) of block i.
func (w *trail) circled(i int, atEnd bool) bool {
	return w.circledIn(w.blocks[i].from, w.blocks[i].to, atEnd)
}

// circledIn reports that the aircraft worked in an area at the end (or the start) of
// Points[from:to]: a survey, an orbit, a glider in its thermals. Its way was much longer than
// it came far.
func (w *trail) circledIn(from, to int, atEnd bool) bool {
	for atEnd && w.between(from, to-1) > workLook {
		from += max(1, (to-from)/50)
	}
	for !atEnd && w.between(from, to-1) > workLook {
		to -= max(1, (to-from)/50)
	}
	if w.between(from, to-1) < workLook/3 {
		return false
	}
	return w.flown(span{from: from, land: to}) > workTurns*w.reach(from, to)
}

// wentOn says in words why no stop was made in the hole before point i.
func (w *trail) wentOn(i int) string {
	a := w.glimpse(block{from: w.edge(i-1, false), to: i, ground: w.onGround(i - 1)}, true)
	b := w.glimpse(block{from: i, to: w.edge(i, true), ground: w.onGround(i)}, false)
	spare, least := w.slack(a, b)
	nm := place.Distance(a.point, b.point)
	if spare > least && (a.ground || b.ground) {
		return fmt.Sprintf("%.0f NM lie between, the direct flight leaves %.0f minutes to spare: too few for a stop elsewhere and another flight, which take a jet %d", nm, spare, hopSpare)
	}
	if spare > least {
		return fmt.Sprintf("%.0f NM lie between, the direct flight leaves %.0f minutes to spare and a stop needs %.0f, but it was level on both sides, as in work over one area", nm, spare, least)
	}
	return fmt.Sprintf("%.0f NM lie between, the direct flight leaves %.0f minutes to spare and a stop needs %.0f", nm, max(0, spare), least)
}

// slack returns the minutes that a hole has beyond the direct flight from a to b, and the
// least that a stop in it would take.
func (w *trail) slack(a, b glimpse) (spare, least float64) {
	g := b.at.Sub(a.at).Minutes()
	nm := place.Distance(a.point, b.point)
	direct := nm / w.speed(a, b, nm) * 60
	need := func(ground float64) float64 {
		down, up := max(0, a.height()-ground)/sinkFPM, max(0, b.height()-ground)/climbFPM
		// A stop on the way loses part of its descent and climb; one that goes nowhere, all.
		return max(progress*(down+up), down+up-direct) + turnround + windShare*g
	}
	spare, least = g-direct, need(0)
	if spare <= least && spare > turnround {
		least = need(w.ground(a, b))
	}
	return spare, least
}

// ground is the elevation in feet of the field that a descent before a hole, or a climb
// after it, points to; 0 where neither does. Heights are above it: at a field at 7,300 ft
// half of the descent from 15,000 ft is already done.
func (w *trail) ground(a, b glimpse) float64 {
	for _, g := range []struct {
		glimpse
		start bool
	}{{a, false}, {b, true}} {
		if g.ground {
			ft, _ := w.elevation(g.point)
			return ft
		}
		if toward := g.rate < -levelFPM && !g.start || g.rate > levelFPM && g.start; !toward {
			continue
		}
		if on := w.onPath(g.glimpse, g.start); on != nil {
			if code, p := top(on.list); p > 0 {
				if field, ok := w.airports.Lookup(code); ok && field.ElevationKnown {
					return float64(field.ElevationFt)
				}
			}
		}
	}
	return 0
}

// elevation is that of the nearest field within groundReachNM, in feet.
func (w *trail) elevation(p place.Point) (ft float64, near bool) {
	nearest := math.Inf(1)
	for _, n := range w.nearby(p, groundReachNM) {
		if n.Airport.ElevationKnown && n.NM < nearest {
			ft, nearest, near = float64(n.Airport.ElevationFt), n.NM, true
		}
	}
	return ft, near
}

// speed is the ground speed in knots to expect over a hole of nm nautical miles.
func (w *trail) speed(a, b glimpse, nm float64) float64 {
	v, n := 0.0, 0.0
	for _, s := range []float64{a.gs, b.gs} {
		if s > 0 {
			v, n = v+s, n+1
		}
	}
	if n > 0 {
		v /= n
	}
	floor := 250.0
	if w.cruise > 0 {
		floor = min(floor, 0.9*w.cruise)
	}
	if nm > hereNM {
		floor = max(floor, 0.95*w.cruise)
	}
	return max(v, floor)
}

// worth drops what is too short to be a leg.
func (w *trail) worth(legs []span) []span {
	kept := legs[:0]
	for _, s := range legs {
		if s.hop || w.flight(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// flight reports that a span in the air is a flight and not a movement on the ground, a
// hop or stray fixes: it lasted and went somewhere, or it lasted and went round, or the
// little that was heard of it moved as its own speed says.
func (w *trail) flight(s span) bool {
	if s.land-s.air < leastRows || !w.rose(s) {
		return false
	}
	lasted, far := w.between(s.air, s.land-1) >= shortest, w.wentFar(s.air, s.land)
	if lasted && (far || w.rise(s) >= roundFt && w.aloftNM(s) >= nearestNM) {
		return true
	}
	heardBoth, heardOne := s.air > s.from && s.to > s.land, s.air > s.from || s.to > s.land
	return !heardBoth && (heardOne || far) && w.moves(s)
}

// heights are the lowest and the highest altitude of a span in the air, in feet; ok is
// false where none was sent.
func (w *trail) heights(s span) (lowest, highest float64, ok bool) {
	lowest, highest = math.Inf(1), math.Inf(-1)
	for i := s.air; i < s.land; i++ {
		if p := &w.Points[i]; p.Is(adsb.HasAlt) {
			lowest, highest, ok = min(lowest, float64(p.AltFt)), max(highest, float64(p.AltFt)), true
		}
	}
	return lowest, highest, ok
}

func (w *trail) rise(s span) float64 {
	lowest, highest, _ := w.heights(s)
	return max(0, highest-lowest)
}

// aloftNM is the length of the way in the air.
func (w *trail) aloftNM(s span) float64 { return w.flown(span{from: s.air, land: s.land}) }

// rose reports that a span left the ground by its heights; one that sent none may have.
// Smoothed radar tracks wander over the taxiways after the landing, and where standing was
// judged by the height, so is leaving.
func (w *trail) rose(s span) bool {
	lowest, highest, ok := w.heights(s)
	if !ok || !w.byHeight && highest-lowest >= overFt {
		return true
	}
	for _, i := range []int{s.air, s.land - 1} {
		if ft, near := w.elevation(w.at(i)); near && highest < ft+stillFt+roundFt {
			return false
		}
	}
	return true
}

// moves reports that the positions of a span moved at flying speed, as far as the speeds
// that were sent with them say: what scatter and stray fixes do not. Where no speed was
// sent, the span must have climbed or descended too.
func (w *trail) moves(s span) bool {
	sum, n := 0.0, 0.0
	for _, p := range w.Points[s.air:s.land] {
		if p.Is(adsb.HasSpeed) && p.GS > 0 {
			sum, n = sum+float64(p.GS), n+1
		}
	}
	took, way := w.between(s.air, s.land-1), w.aloftNM(s)
	if took < briefest {
		return false
	}
	if n == 0 {
		kt := way / took.Hours()
		return kt >= flyingKT && kt <= fastestKT && w.rise(s) >= roundFt
	}
	says := sum / n * took.Hours()
	return sum/n >= flyingKT && math.Abs(way-says) <= astray*says
}

// share cuts the time on the ground between two legs at its longest silence, or else in
// its middle, so that each position is evidence of one leg, and trims long waits.
func (w *trail) share(legs []span) []span {
	for k := range legs {
		s := &legs[k]
		if k > 0 && s.from < legs[k-1].to {
			cut := w.cut(legs[k-1].land, s.air)
			legs[k-1].to, s.from = cut, cut
		}
	}
	for k := range legs {
		s := &legs[k]
		for s.air-s.from > 1 && w.between(s.from, s.air-1) > wait {
			s.from++
		}
		for s.to-s.land > 1 && w.between(s.land, s.to-1) > wait {
			s.to--
		}
	}
	return legs
}

// cut is the index in (from, to) at which the ground time Points[from:to] is divided.
func (w *trail) cut(from, to int) int {
	if to-from < 2 {
		return to
	}
	longest, cut := quiet, 0
	for i := from + 1; i < to; i++ {
		if d := w.between(i-1, i); d > longest {
			longest, cut = d, i
		}
	}
	if cut > 0 {
		return cut
	}
	middle := w.Points[from].Time + (w.Points[to-1].Time-w.Points[from].Time)/2
	for i := from + 1; i < to; i++ {
		if w.Points[i].Time > middle {
			return i
		}
	}
	return to - 1
}

// lasting prints a duration as 2 h 05 min or 12 min.
func lasting(d time.Duration) string {
	m := int(d.Round(time.Minute).Minutes())
	if m < 60 {
		return fmt.Sprintf("%d min", m)
	}
	return fmt.Sprintf("%d h %02d min", m/60, m%60)
}
