package flight

import (
	"fmt"
	"math"
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
			w.between(w.blocks[i-1].to-1, w.blocks[i+1].from) < shortest && w.reach(b.from, b.to) < nearestNM
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
// between them, one of the two being on the ground.
func (w *trail) heardThrough(i, j int) bool {
	a, b := w.blocks[i].to-1, w.blocks[j].from
	if w.between(a, b) <= quiet {
		return true
	}
	spare, least := w.slack(w.glimpse(w.blocks[i], true), w.glimpse(w.blocks[j], false))
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
	case spare > least+levelExtra:
		return true, Reason{Rule: "unheard stop", Text: text, Rows: rows}
	}
	return false, Reason{}
}

// slack returns the minutes that a hole has beyond the direct flight from a to b, and the
// least that a stop in it would take.
func (w *trail) slack(a, b glimpse) (spare, least float64) {
	g := b.at.Sub(a.at).Minutes()
	nm := place.Distance(a.point, b.point)
	direct := nm / w.speed(a, b, nm) * 60
	down, up := a.height()/sinkFPM, b.height()/climbFPM
	// A stop on the way loses part of its descent and climb; one that goes nowhere, all.
	least = max(progress*(down+up), down+up-direct) + turnround + windShare*g
	return g - direct, least
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
		if s.hop || s.land-s.air >= leastRows && w.between(s.air, s.land-1) >= shortest && w.reach(s.air, s.land) >= nearestNM {
			kept = append(kept, s)
		}
	}
	return kept
}

// share cuts the time on the ground between two legs at its longest silence, or else in
// its middle, so that each position is evidence of one leg, and trims long waits.
func (w *trail) share(legs []span) []span {
	for k := range legs {
		s := &legs[k]
		if k > 0 && s.from < legs[k-1].to {
			cut := w.cut(max(legs[k-1].land, s.from), min(s.air, legs[k-1].to))
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
