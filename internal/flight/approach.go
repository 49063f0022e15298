package flight

import (
	"fmt"
	"math"

	"github.com/charterwatch/charterwatch/internal/place"
)

// onPath guesses from a descent towards the ground, or for a start from a climb away from
// it: how the height fits the distance, where the nose (or tail) points, which runway is
// in line, what flies there. Nil when the aircraft was not low or not on such a path.
func (w *trail) onPath(l glimpse, start bool) *guess {
	toward := l.rate < -levelFPM
	if start {
		toward = l.rate > levelFPM
	}
	if math.IsNaN(l.alt) {
		return nil
	}
	g := &guess{glimpse: l, kind: path, start: start, ceiling: 1, total: topTotal}
	g.of = func(n place.Nearby) float64 { return pathFit(l, start, n) }
	reach := 12.0
	if toward {
		reach = min(150, max(12, 2.6*l.alt/pathSlope/kmPerNM+10))
	}
	best := -1
	for _, n := range w.airports.Near(l.point, reach) {
		f := fit{Nearby: n, like: g.of(n), prior: w.prior(n.Airport)}
		if f.like < 1e-4 {
			continue
		}
		g.fits = append(g.fits, f)
		if k := len(g.fits) - 1; best < 0 || f.like*f.prior > g.fits[best].like*g.fits[best].prior {
			best = k
		}
	}
	if best < 0 {
		return nil
	}
	b := g.fits[best]
	above := above(l, b.Airport)
	landing := above < 600 && b.NM*kmPerNM < 2+halfWidthKM(b.Nearby) // over the threshold, whatever the rate says
	switch {
	case !toward && !landing:
		if above > lowFt {
			return nil
		}
		g.total, g.ceiling = levelTotal, silent
	case above < lowFt:
		g.total = lowTotal
	case above < midFt:
		g.total = midTotal
	case above < highFt:
		g.total = highTotal
	default:
		g.kind, g.ceiling = steep, notNamed
	}
	g.total *= min(1, b.like/0.3)
	g.settle()
	g.why = []Reason{g.pathReason(w, b, above, toward)}
	return g
}

// above is the height over a field in feet, by barometric altitude at standard pressure:
// up to about 800 ft wrong in unusual weather.
func above(l glimpse, a *place.Airport) float64 {
	if !a.ElevationKnown {
		return l.alt
	}
	return l.alt - float64(a.ElevationFt)
}

// pathFit is how well a descent (or climb) fits a field: 1 is ideal, alignGain at most.
func pathFit(l glimpse, start bool, n place.Nearby) float64 {
	km := max(0, n.NM*kmPerNM-halfWidthKM(n))
	agl := above(l, n.Airport)
	fit := 1.0
	if agl < -800 {
		fit = math.Exp((agl + 800) / 400)
	}
	slope := float64(pathSlope)
	if start {
		slope = climbSlope
	}
	fit *= bell(math.Log((km+padKM)/(max(agl, 0)/slope+padKM)), pathSigma)
	if math.IsNaN(l.track) {
		return fit * 0.5
	}
	nose := l.track
	if start {
		nose += 180
	}
	close := max(0, nearKM-km) / nearKM
	wide := coneDeg + nearCone*close*close
	fit *= bell(turn(nose, place.Bearing(l.point, n.Airport.At)), wide)
	if agl < alignFt && km < alignKM && aligned(l, nose, n.Airport) {
		fit *= alignGain
	}
	return fit
}

// aligned reports that the aircraft flew on the extended line of one of the runways.
func aligned(l glimpse, nose float64, a *place.Airport) bool {
	for _, r := range a.Runways {
		for _, e := range r.Ends {
			// Landing on e, or (seen backwards) taking off over e from the other end.
			if turn(nose, e.Heading) < alignTrack && turn(e.Heading, place.Bearing(l.point, e.At)) < alignBearing {
				return true
			}
		}
	}
	return false
}

func (g *guess) pathReason(w *trail, b fit, above float64, toward bool) Reason {
	how, where := "level", "from"
	switch {
	case toward && g.start:
		how, where = "climbing", "away from"
	case toward:
		how, where = "descending", "towards"
	}
	verb := "last"
	if g.start {
		verb = "first"
	}
	text := fmt.Sprintf("%s heard %s at %.0f ft, %.0f ft above %s and %.0f NM %s it",
		verb, how, g.alt, max(above, 0), b.Airport.Code, b.NM, where)
	if b.Airport.Scheduled {
		text += ", a field with scheduled service"
	}
	if b.like > 1 {
		text += ", in line with a runway"
	}
	return Reason{Rule: "path", Text: text, Rows: []int{int(w.Points[g.i].Row)}, Weight: fmt.Sprintf("fit %.2f, prior %.2f, all fields together at most %.2f", b.like, b.prior, g.total)}
}
