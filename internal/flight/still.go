package flight

import (
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// onGround reports that point i was on the ground.
func (w *trail) onGround(i int) bool {
	return onGround(&w.Points[i]) || w.still != nil && w.still[i]
}

// onGround believes the transmitter, except at a speed that nothing rolls at.
func onGround(p *adsb.Point) bool {
	return p.Has&adsb.OnGround != 0 && !(p.Has&adsb.HasSpeed != 0 && p.GS > groundSpeedLimit)
}

// stand finds where an aircraft stood whose source never says "ground" (radar,
// multilateration): it hardly moved for a minute at the height of a field.
func (w *trail) stand() {
	for i := range w.Points {
		if w.Points[i].Has&adsb.OnGround != 0 {
			return
		}
	}
	for i, j := 0, 0; j < len(w.Points); j++ {
		for i < j && w.between(i+1, j) >= stillFor {
			i++
		}
		p, q := &w.Points[i], &w.Points[j]
		if w.between(i, j) < stillFor || w.between(i, j) > 2*stillFor || !low(p) || !low(q) ||
			math.Abs(p.Lat-q.Lat) > stillDeg || math.Abs(p.Lon-q.Lon) > stillDeg || !w.atField(j) {
			continue
		}
		if w.still == nil {
			w.still = make([]bool, len(w.Points))
		}
		for k := i; k <= j; k++ {
			w.still[k] = true
		}
	}
}

func low(p *adsb.Point) bool { return p.Has&adsb.HasAlt != 0 && p.AltFt < stillTop }

// atField reports that point i is at the height of a field near it.
func (w *trail) atField(i int) bool {
	for _, n := range w.airports.Near(w.at(i), stillNM) {
		if n.Airport.ElevationKnown && math.Abs(float64(w.Points[i].AltFt)-float64(n.Airport.ElevationFt)) < stillFt {
			return true
		}
	}
	return false
}
