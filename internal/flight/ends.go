package flight

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// startOf guesses where a span began.
func (w *trail) startOf(s span) *guess {
	if s.air > s.from {
		return w.onField(block{from: s.from, to: s.air, ground: true}, s.air-1, true)
	}
	return w.gaveUp(s, w.inAir(w.glimpse(block{from: s.air, to: w.edge(s.air, true)}, false), true, nil, 0))
}

// endOf guesses where a span ended, knowing where it began.
func (w *trail) endOf(s span, from *guess) *guess {
	if s.to > s.land {
		return w.onField(block{from: s.land, to: s.to, ground: true}, s.land, false)
	}
	return w.gaveUp(s, w.inAir(w.glimpse(block{from: w.edge(s.land-1, false), to: s.land}, true), false, from, w.flown(s)))
}

// gaveUp weakens what an approach (or a climb) says in a flight that gave up others: what came down
// and went on once may do so again, and what calibrates or practises does so all day.
func (w *trail) gaveUp(s span, g *guess) *guess {
	if g.kind != path || g.ceiling <= notNamed {
		return g
	}
	n := len(w.dips(s))
	switch {
	case n == 0:
		return g
	case n < practice:
		g.ceiling = min(g.ceiling, notConfirmed)
	default:
		g.ceiling, g.aside = notNamed, true
	}
	g.settle()
	g.why = append(g.why, Reason{Rule: "given up", Weight: fmt.Sprintf("at most %.2f", g.ceiling),
		Text: fmt.Sprintf("in this flight it came down low over a field and climbed away again %s, so another approach or climb is not sure to be a landing or a take-off", often(n))})
	return g
}

// edge is the far end of the unbroken reception around a point at the edge of a span.
func (w *trail) edge(i int, forward bool) int {
	for _, b := range w.blocks {
		if b.from <= i && i < b.to {
			if forward {
				return b.to
			}
			return b.from
		}
	}
	return i
}

// inAir guesses from flying.
func (w *trail) inAir(l glimpse, start bool, from *guess, flownNM float64) *guess {
	if rotorcraft[w.Type] {
		return w.roams(l, start)
	}
	if g := w.onPath(l, start); g != nil {
		return w.beforeItStrayed(g, start)
	}
	toward := l.rate < -levelFPM
	if start {
		toward = l.rate > levelFPM
	}
	if l.height() < 18000 || toward {
		g := &guess{glimpse: l, kind: blind, start: start}
		g.settle()
		g.why = []Reason{w.nothing(l)}
		return g
	}
	return w.inCruise(l, start, from, flownNM)
}

// beforeItStrayed is what the positions low over a field say where the very last of them (or
// first) make no sense there, or do not tell it from its neighbours: smoothed radar slides on past the runway at the height 0, and
// receivers on the roof of a terminal hear scattered echoes. The aircraft was low and did not climb
// away, so it cannot have gone elsewhere.
func (w *trail) beforeItStrayed(g *guess, start bool) *guess {
	best := g.best()
	if best.like >= goodLike && g.ceiling == 1 || above(g.glimpse, best.Airport) >= dipFt || g.away() {
		return g
	}
	on := block{from: w.edge(g.i, false), to: w.edge(g.i, true)}
	step := -1
	if start {
		step = 1
	}
	found := g
	for k := g.i + step; k >= on.from && k < on.to && w.between(min(k, g.i), max(k, g.i)) <= look; k += step {
		part := block{from: on.from, to: k + 1}
		if start {
			part = block{from: k, to: on.to}
		}
		l := w.glimpse(part, !start)
		if math.IsNaN(l.alt) || g.alt > l.alt+goAroundFt {
			continue
		}
		h := w.onPath(l, start)
		if h != nil && !h.away() && above(l, h.best().Airport) < dipFt && h.best().like > found.best().like {
			found = h
		}
	}
	return found
}

// best is the fit that is likeliest with its prior; a path has one.
func (g *guess) best() fit { return slices.MinFunc(g.fits, compareFits) }

// away reports a climb at an end, or a descent at a start.
func (g *guess) away() bool { return g.start && g.rate < -levelFPM || !g.start && g.rate > levelFPM }

// roams abstains for a helicopter.
func (w *trail) roams(l glimpse, start bool) *guess {
	g := &guess{glimpse: l, kind: blind, start: start}
	g.settle()
	g.why = []Reason{{Rule: "helicopter", Rows: []int{int(w.Points[l.i].Row)},
		Text: "a helicopter, by its type or by how slowly it flew, may land anywhere: heard in the air it is at no field"}}
	return g
}

func (w *trail) nothing(l glimpse) Reason {
	return Reason{Rule: "none", Text: "nothing at this position says where the flight began or ended", Rows: []int{int(w.Points[l.i].Row)}}
}

// flown is the length of a span's track in nautical miles, holes crossed directly.
func (w *trail) flown(s span) float64 {
	key := [2]int{s.from, s.land}
	nm, known := w.ways[key]
	if !known {
		if w.ways == nil {
			w.ways = map[[2]int]float64{}
		}
		nm = w.way(s)
		w.ways[key] = nm
	}
	return nm
}

func (w *trail) way(s span) float64 {
	step := max(1, (s.land-s.from)/100)
	return place.Length(func(yield func(place.Point) bool) {
		for i := s.from; i < s.land; i += step {
			if !yield(w.at(i)) {
				return
			}
		}
		yield(w.at(s.land - 1))
	})
}

// endOfLeg makes the End of a span from its guess.
func (w *trail) endOfLeg(s span, g *guess) End {
	e := w.end(g, s.to-1)
	if s.to > s.land {
		w.timed(&e, s.land-1, s.land, s.land)
		return e
	}
	soonest := g.at.Add(w.soonest(g))
	e.Interval[0] = &soonest
	if s.to < len(w.Points) {
		latest := w.Points[s.to].When().Add(-minutes(w.heightAt(s.to) / fastestFPM))
		e.Interval[1] = later(latest, soonest)
	}
	if most, ok := w.longest(g, w.flown(s)); ok {
		if t := g.at.Add(most); e.Interval[1] == nil || t.Before(*e.Interval[1]) {
			e.Interval[1] = later(t, soonest)
		}
	}
	return e
}

// startOfLeg makes the Start of a span from its guess.
func (w *trail) startOfLeg(s span, g *guess) End {
	e := w.end(g, s.from)
	if s.air > s.from {
		w.timed(&e, s.air-1, s.air, s.air)
		return e
	}
	latest := g.at.Add(-w.soonest(g))
	e.Interval[1] = &latest
	if s.from > 0 {
		soonest := w.Points[s.from-1].When().Add(minutes(w.heightAt(s.from-1) / fastestFPM))
		e.Interval[0] = earlier(soonest, latest)
	}
	if most, ok := w.longest(g, w.flown(s)); ok {
		if t := g.at.Add(-most); e.Interval[0] == nil || t.After(*e.Interval[0]) {
			e.Interval[0] = earlier(t, latest)
		}
	}
	return e
}

// timed sets the time of an end whose wheels left or touched the ground between points i and j.
func (w *trail) timed(e *End, i, j, at int) {
	if i >= 0 && j < len(w.Points) {
		from, to := w.Points[i].When(), w.Points[j].When()
		e.Interval = [2]*time.Time{&from, &to}
		if to.Sub(from) <= wheelsKnown {
			t := w.Points[at].When()
			e.Time = &t
		}
	}
}

// end makes an End without times from a guess; outer is the first or last point of the leg.
func (w *trail) end(g *guess, outer int) End {
	p := &w.Points[outer]
	e := End{Candidates: g.list, Before: g.before, Why: g.why,
		Heard: Heard{At: p.When(), Point: w.at(outer), Ground: w.onGround(outer), Row: p.Row}}
	if p.Is(adsb.HasAlt) && !e.Heard.Ground {
		ft := int(p.AltFt)
		e.Heard.AltFt = &ft
	}
	code, best := top(g.list)
	e.Probability = best
	if best < 0.5 {
		e.Feasible = g.feasible()
	}
	if best >= 0.5 {
		e.Airport = &code
	}
	switch {
	case best >= 0.5 && g.kind == roll:
		e.Status = Observed
	case best >= 0.9:
		e.Status = Confirmed
	case best >= 0.5:
		e.Status = Estimated
	case best >= 0.2:
		e.Status = Possible
	default:
		e.Status = Unknown
		e.Probability = g.list[0].Probability
	}
	return e
}
