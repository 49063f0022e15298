package flight

import (
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// verdict is what the whole track says of one point against its transmitter.
type verdict int8

const (
	asSaid verdict = iota
	stood          // on the ground, though the transmitter did not say so
	flew           // in the air, though the transmitter said "ground"
)

// onGround reports that point i was on the ground.
func (w *trail) onGround(i int) bool {
	if w.verdicts != nil && w.verdicts[i] != asSaid {
		return w.verdicts[i] == stood
	}
	return onGround(&w.Points[i])
}

// onGround believes the transmitter, except at a speed that nothing rolls at.
func onGround(p *adsb.Point) bool {
	return p.Has&adsb.OnGround != 0 && !(p.Has&adsb.HasSpeed != 0 && p.GS > groundSpeedLimit)
}

// judge sets right what a transmitter says of the ground: a state that stuck in the air,
// and an aircraft that stood although its source never says "ground".
func (w *trail) judge() {
	said := false
	for i := 0; i < len(w.Points); i++ {
		if w.Points[i].Has&adsb.OnGround == 0 {
			continue
		}
		said = true
		from := i
		for i < len(w.Points) && w.Points[i].Has&adsb.OnGround != 0 && (i == from || w.between(i-1, i) <= quiet) {
			i++
		}
		if w.stuck(from, i) {
			w.rule(from, i, flew)
		}
		i-- // the row that ended the run may begin the next
	}
	if !said {
		w.byHeight = true
		w.stand()
		return
	}
	w.hold()
}

// hold keeps an aircraft on the ground where its state flickers while it stands: rows "in the
// air" next to rows on the ground that stay at one place for a minute, whatever their height.
func (w *trail) hold() {
	n := len(w.Points)
	for i := 1; i < n; i++ {
		if w.onGround(i) == w.onGround(i-1) {
			continue
		}
		home, from, step := w.at(i-1), i, 1 // took off?
		if w.onGround(i) {
			home, from, step = w.at(i), i-1, -1 // landed?
		}
		far := from
		for far >= 0 && far < n && !w.onGround(far) && place.Distance(home, w.at(far)) < holdNM {
			far += step
		}
		lo, hi := min(from, far-step), max(from, far-step)
		if far != from && w.between(lo, hi) >= stillFor {
			w.rule(lo, hi+1, stood)
		}
	}
}

func (w *trail) rule(from, to int, v verdict) {
	if w.verdicts == nil {
		w.verdicts = make([]verdict, len(w.Points))
	}
	for k := from; k < to; k++ {
		w.verdicts[k] = v
	}
}

// stuck reports that Points[from:to], all said to be on the ground, were flown: never slower
// than stuckKT, and farther than a runway is long or where no field is.
func (w *trail) stuck(from, to int) bool {
	for _, p := range w.Points[from:to] {
		if p.Has&adsb.HasSpeed == 0 || p.GS < stuckKT {
			return false
		}
	}
	if place.Distance(w.at(from), w.at(to-1)) >= stuckNM {
		return true
	}
	return len(w.airports.Near(w.at(from), groundReachNM)) == 0
}

// stand finds where an aircraft stood whose source never says "ground" (radar,
// multilateration, exports that write the height 0): it hardly moved for a minute, or its
// speed was below any that its wings bear, no higher than a field beside it.
func (w *trail) stand() {
	limit := w.crawl()
	for i, j := 0, 0; j < len(w.Points); j++ {
		for i < j && w.between(i+1, j) >= stillFor {
			i++
		}
		if k := j - 1; k >= 0 && w.crawls(k, limit) && w.crawls(j, limit) && w.between(k, j) <= stillFor && w.atField(j) {
			w.rule(k, j+1, stood)
			continue
		}
		if d := w.between(i, j); d >= stillFor && d <= 2*stillFor && w.stayed(i, j) && w.atField(j) {
			w.rule(i, j+1, stood)
		}
	}
}

// stayed reports that no point from i to j left a box of stillDeg, and that all were low.
func (w *trail) stayed(i, j int) bool {
	home := &w.Points[j]
	for k := i; k <= j; k++ {
		p := &w.Points[k]
		if !low(p) || math.Abs(p.Lat-home.Lat) > stillDeg || math.Abs(p.Lon-home.Lon) > stillDeg {
			return false
		}
	}
	return true
}

// crawls reports a speed below the limit.
func (w *trail) crawls(i int, limit float32) bool {
	p := &w.Points[i]
	return p.Has&adsb.HasSpeed != 0 && p.GS >= 0 && p.GS < limit && low(p)
}

// crawl is the speed in knots at which no wing flies that is often as fast as this one; 0
// for helicopters, and where nothing fast was heard.
func (w *trail) crawl() float32 {
	if rotorcraft[w.Type] {
		return 0
	}
	fast, jet := 0, 0
	for i := range w.Points {
		if p := &w.Points[i]; p.Has&adsb.HasSpeed != 0 && p.GS > crawlSure && p.GS < 800 {
			fast++
			if p.GS > crawlSureJet {
				jet++
			}
		}
	}
	switch n := len(w.Points); {
	case jet*4 > n:
		return crawlJetKT
	case fast*4 > n:
		return crawlKT
	}
	return 0
}

func low(p *adsb.Point) bool { return p.Has&adsb.HasAlt != 0 && p.AltFt < stillTop }

// atField reports that point i is no higher than a field near it. A height below the field
// is no height at all, so only the upper side counts.
func (w *trail) atField(i int) bool {
	for _, n := range w.airports.Near(w.at(i), stillNM) {
		if n.Airport.ElevationKnown && float64(w.Points[i].AltFt)-float64(n.Airport.ElevationFt) < stillFt {
			return true
		}
	}
	return false
}
