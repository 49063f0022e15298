package flight

import (
	"fmt"
	"math"

	"github.com/charterwatch/charterwatch/internal/place"
)

// onField guesses from a position on the ground: the nearest runway, by how far it is.
func (w *trail) onField(b block, i int, start bool) *guess {
	g := &guess{glimpse: w.glimpse(b, !start), kind: roll, start: start, ceiling: 1}
	g.i, g.at, g.point, g.ground = i, w.Points[i].When(), w.at(i), true
	if w.byHeight {
		g.point = w.steadiest(b, i)
	}
	g.of = func(n place.Nearby) float64 {
		return math.Exp(-max(0, n.NM*kmPerNM-halfWidthKM(n)) / rollKM)
	}
	best := place.Nearby{NM: math.Inf(1)}
	like := 0.0
	for _, n := range w.nearby(g.point, groundReachNM) {
		f := fit{Nearby: n, like: g.of(n), prior: w.prior(n.Airport)}
		g.fits = append(g.fits, f)
		if f.like*f.prior > like*w.priorOf(best) {
			best, like = n, f.like
		}
	}
	rows := []int{int(w.Points[i].Row)}
	if best.Airport == nil {
		g.why = []Reason{{Rule: "on the ground", Rows: rows,
			Text: fmt.Sprintf("on the ground at %.4f, %.4f, and no known field lies within %d NM", g.point.Lat, g.point.Lon, groundReachNM)}}
		g.settle()
		return g
	}
	g.total = groundTotal * min(1, like/0.3)
	if rotorcraft[w.Type] && best.NM*kmPerNM-halfWidthKM(best) > hangKM {
		g.ceiling = notNamed
	}
	g.settle()
	what := "the reference point"
	if best.Runway != nil {
		what = "runway " + best.Runway.Name
	}
	g.why = []Reason{{Rule: "on the ground", Rows: rows, Weight: fmt.Sprintf("fit %.2f", like),
		Text: fmt.Sprintf("positions on the ground %.1f NM from %s of %s", best.NM, what, best.Airport.Code)}}
	return g
}

// steadiest is where an aircraft stood whose source never says "ground": smoothed radar lands it
// before the runway and rolls it on behind, so of the positions on the ground that one
// counts which lies nearest to a runway.
func (w *trail) steadiest(b block, i int) place.Point {
	best, nearest := w.at(i), math.Inf(1)
	step := max(1, (b.to-b.from)/60)
	for k := b.from; k < b.to; k += step {
		for _, n := range w.nearby(w.at(k), stillNM) {
			if km := n.NM*kmPerNM - halfWidthKM(n); km < nearest {
				best, nearest = w.at(k), km
			}
		}
	}
	return best
}

func (w *trail) priorOf(n place.Nearby) float64 {
	if n.Airport == nil {
		return 0
	}
	return w.prior(n.Airport)
}
