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
	for _, n := range w.nearby(l.point, reach) {
		f := fit{Nearby: n, like: g.of(n), prior: w.prior(n.Airport), suit: w.suits(n.Airport)}
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
	if !w.jet && l.gs > 0 && l.gs < hangKT && above > hangFt {
		return w.roams(l, start)
	}
	landing := !g.away() && above < 600 && b.NM*kmPerNM < 2+halfWidthKM(b.Nearby) // over the threshold, even if level
	switch {
	case !toward && !landing:
		if above > lowFt {
			return nil
		}
		g.total, g.ceiling = levelTotal, silent
	case above < lowFt:
		g.total = lowTotal
	case above < highFt:
		g.total = lowTotal - (lowTotal-midTotal)*min(1, (above-lowFt)/(midFt-lowFt))
	default:
		g.kind, g.ceiling = steep, notNamed
	}
	g.total *= min(1, b.like/goodLike)
	if len(b.Airport.Runways) == 0 {
		g.total *= middleTotal
	}
	if !start && above > lowFt && b.like < 1 && turn(l.track, place.Bearing(l.point, b.Airport.At)) > asideDeg {
		g.aside = true
		g.ceiling = min(g.ceiling, notNamed)
	}
	if g.ceiling == 1 {
		g.ceiling = mostBy(flatShare(g.fits, best), sureShare(b.Airport, start))
	}
	g.settle()
	g.why = append([]Reason{g.pathReason(w, b, above, toward)}, w.doubts(b.Airport, g)...)
	return g
}

// flatShare is the share of fit k among all if what usually flies there did not count, but where
// this aircraft was before did.
func flatShare(fits []fit, k int) float64 {
	flat := func(f fit) float64 { return f.like * f.suit * max(1, f.gain) }
	sum := 0.0
	for _, f := range fits {
		sum += flat(f)
	}
	return flat(fits[k]) / sum
}

// mostBy is the most that one field may have where the positions alone give it the share flat:
// what usually flies there adds at most habit to it, and confirms nothing.
func mostBy(flat, sure float64) float64 {
	if flat >= sure {
		return 1
	}
	return min(notConfirmed, max(notNamed, flat+habit))
}

// sureShare is flatSure, and more where a field's runways are not known, and for departures, which
// turn to any side as soon as they are up.
func sureShare(a *place.Airport, start bool) float64 {
	if len(a.Runways) == 0 || start {
		return flatSureMiddle
	}
	return flatSure
}

// doubts are the reasons why an end in the air is less sure than its fit.
func (w *trail) doubts(a *place.Airport, g *guess) []Reason {
	var why []Reason
	if len(a.Runways) == 0 {
		why = append(why, Reason{Rule: "no runway data", Weight: fmt.Sprintf("times %.2f", middleTotal),
			Text: fmt.Sprintf("where the runways of %s lie is not loaded: distances are to the middle of the field and no line to a runway could be tested, so this is less sure", a.Code)})
	}
	switch most := g.ceiling; {
	case g.aside:
		why = append(why, Reason{Rule: "aside", Weight: fmt.Sprintf("at most %.2f", most),
			Text: fmt.Sprintf("it was not flying towards %s, so it was in the area and not yet on an approach", a.Code)})
	case most >= notNamed && most < 1:
		why = append(why, Reason{Rule: "neighbours", Weight: fmt.Sprintf("at most %.2f", most),
			Text: "the positions alone do not tell this field from its neighbours; only what usually flies there does, and that confirms nothing"})
	}
	return why
}

// above is the height over a field in feet, by barometric altitude at standard pressure:
// up to about 800 ft wrong in unusual weather.
func above(l glimpse, a *place.Airport) float64 {
	if !a.ElevationKnown {
		return l.alt
	}
	return l.alt - float64(a.ElevationFt)
}

// pathFit is how well a descent (or climb) fits a field: the height against the distance,
// times where the nose (or tail) points; 1 is ideal, and a straight line to a runway adds
// up to lineGain.
func pathFit(l glimpse, start bool, n place.Nearby) float64 {
	agl := above(l, n.Airport)
	fit := heightFit(agl, max(0, n.NM*kmPerNM-halfWidthKM(n)), rollOut(n), start)
	if math.IsNaN(l.track) {
		return fit * 0.5
	}
	nose := l.track
	if start {
		nose += 180
	}
	free := min(1, max(0, agl)/vectorFt)
	return fit * (coneFit(l, nose, n) + vectored*free*bell(n.NM, vectorNM) + lineFit(l, nose, agl, start, n))
}

// heightFit compares the distance to a runway with the way that the height over it takes.
// Low down both the path and the distance are known better than high up, where vectors
// and level segments come between.
// A departure has left the ground anywhere along the runway, up to roll km before the nearest of it.
func heightFit(agl, km, roll float64, start bool) float64 {
	fit := 1.0
	if agl < -pressureFt {
		fit = math.Exp((agl + pressureFt) / 400)
	}
	slope := float64(pathSlope)
	if start {
		slope = climbSlope
	}
	free := min(1, max(0, agl)/vectorFt) // 0 on the runway, 1 where anything is flown
	pad, sigma := padLowKM+(padKM-padLowKM)*free, sigmaLow+(pathSigma-sigmaLow)*free
	ideal := max(agl, 0) / slope
	if start {
		km = min(max(km, ideal), km+roll)
	}
	off := math.Log((km + pad) / (ideal + pad))
	return fit * ((1-oddPath)*bell(off, sigma) + oddPath*bell(off, 2*pathSigma))
}

// rollOut is how much of a runway in km can lie between where a departure lifts off and its nearest part.
func rollOut(n place.Nearby) float64 {
	if n.Runway != nil {
		return float64(n.Runway.LengthFt) / 3281
	}
	return halfWidthKM(n)
}

// coneFit is how far off the nose (or tail) a field lies.
func coneFit(l glimpse, nose float64, n place.Nearby) float64 {
	km := max(0, n.NM*kmPerNM-halfWidthKM(n))
	close := max(0, nearKM-km) / nearKM
	return bell(turn(nose, place.Bearing(l.point, n.Airport.At)), coneDeg+nearCone*close*close)
}

// lineFit is what flying on the straight line to (or from) a runway adds, up to lineGain.
// Where the runways are not known, the line to the middle of the field says a little.
func lineFit(l glimpse, nose, agl float64, start bool, n place.Nearby) float64 {
	if agl > lineFt || n.NM > lineNM {
		return 0
	}
	spread, gain := lineSpread, func(float64) float64 { return lineGain }
	if start {
		spread, gain = lineSpreadOut, func(nm float64) float64 { return lineGain * bell(nm, lineOutNM) }
	}
	best := 0.0
	for _, r := range n.Airport.Runways {
		for _, e := range r.Ends {
			// Landing on e, or (seen backwards) taking off over e from the other end.
			if turn(nose, e.Heading) > lineDeg {
				continue
			}
			nm, off := place.Distance(l.point, e.At), turn(e.Heading, place.Bearing(l.point, e.At))
			if off > 90 {
				if nm > 2 { // over the runway the threshold lies behind
					continue
				}
				off = 180 - off
			}
			best = max(best, gain(nm)*bell(nm*math.Sin(off*math.Pi/180), lineWidthNM+spread*nm))
		}
	}
	if len(n.Airport.Runways) == 0 {
		off := turn(nose, place.Bearing(l.point, n.Airport.At))
		if off > 90 {
			off = 90
		}
		best = middleGain * bell(n.NM*math.Sin(off*math.Pi/180), middleWidth*halfWidthKM(n)/kmPerNM+spread*n.NM)
	}
	return best
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
	if b.like > 2 && b.Runway != nil {
		text += ", in line with a runway"
	}
	return Reason{Rule: "path", Text: text, Rows: []int{int(w.Points[g.i].Row)}, Weight: fmt.Sprintf("fit %.2f, prior %.2f, all fields together at most %.2f", b.like, b.prior, g.total)}
}
