package flight

import (
	"fmt"
	"math"
	"slices"

	"github.com/charterwatch/charterwatch/internal/place"
)

// inCruise guesses for an aircraft lost (or first heard) high and not on its way down (or
// up): a set of fields in the cone ahead (or behind), never a name. For an end it also
// asks whether the field lies on a sensible way from the start of the leg.
func (w *trail) inCruise(l glimpse, start bool, from *guess, flownNM float64) *guess {
	g := &guess{glimpse: l, kind: dark, start: start, ceiling: notNamed, total: darkTotal}
	if start {
		g.total, g.ceiling = darkStartTotal, silent
	}
	if math.IsNaN(l.track) || math.IsNaN(l.alt) || !w.jet {
		g.kind, g.total = blind, 0
		g.settle()
		g.why = []Reason{w.nothing(l)}
		return g
	}
	origin := from.named(w)
	g.of = func(n place.Nearby) float64 { return w.cone(l, start, origin, flownNM, n) }
	for a := range w.airports.All() {
		if a.Size != place.Small && (a.Scheduled || a.Size == place.Large || ofEntry(a)) {
			w.consider(g, a)
		}
	}
	slices.SortStableFunc(g.fits, compareFits)
	g.fits = g.fits[:min(len(g.fits), 60)]
	if len(g.fits) == 0 {
		g.total = 0
	}
	g.settle()
	how := "last heard"
	if start {
		how = "first heard"
	}
	g.why = []Reason{{Rule: "cruise", Rows: []int{int(w.Points[l.i].Row)},
		Text: fmt.Sprintf("%s at %.0f ft on a track of %.0f degrees, not near a field: only a set of fields within reach can be given", how, l.alt, l.track)}}
	return g
}

// consider adds a field to the fits of a cruise guess if it is at all likely.
func (w *trail) consider(g *guess, a *place.Airport) {
	nm := place.Distance(g.point, a.At)
	// Fewer flights go far, and most to the large fields: a prior of this end alone, which
	// a known next position replaces (see pairs).
	f := fit{Nearby: place.Nearby{Airport: a, NM: nm}, prior: w.prior(a) * nearerNM / (nm + nearerNM)}
	if a.Size == place.Medium {
		f.prior *= mediumShare
	}
	if f.like = g.of(f.Nearby); f.like > 1e-7 {
		g.fits = append(g.fits, f)
	}
}

func compareFits(a, b fit) int {
	x, y := a.like*a.prior, b.like*b.prior
	switch {
	case x > y:
		return -1
	case x < y:
		return 1
	case a.Airport.Code < b.Airport.Code:
		return -1
	}
	return 1
}

// cone is how well a field fits a flight at cruise, 0 to 1.
func (w *trail) cone(l glimpse, start bool, origin *place.Airport, flownNM float64, n place.Nearby) float64 {
	if n.NM < 1 {
		return 0
	}
	nose := l.track
	if start {
		nose += 180
	}
	off := turn(nose, place.Bearing(l.point, n.Airport.At))
	fit := direct*bell(off, directDeg) + straight*bell(off, aheadDeg) + turned*bell(off, turnDeg)
	if off < 100 {
		fit += anyTurn
	}
	tod := todNM * l.height()
	fit /= 1 + math.Exp(-(n.NM-tod)/(0.15*tod+5))
	if left := w.endurance() - flownNM - n.NM; left < 0 {
		fit *= math.Exp(left / 200)
	}
	if origin != nil && !start {
		way := max(50, place.Distance(origin.At, n.Airport.At))
		fit *= 0.02 + bell(max(0, (flownNM+n.NM)/way-1.03), detourSigma)
	}
	return fit
}

// endurance is how far the aircraft flies in nautical miles, by its type where that is
// one that charters use, otherwise as far as a small airliner. Manufacturers' ranges with
// full seats, rounded up by a tenth since a light cabin flies farther.
func (w *trail) endurance() float64 {
	if nm, ok := ranges[w.Type]; ok {
		return nm
	}
	return 4000
}

// ranges in nautical miles by ICAO type designator.
var ranges = map[string]float64{
	"A319": 3700, "A320": 3400, "A321": 3500, "A20N": 3800, "A21N": 4100,
	"A332": 7900, "A333": 6900, "A339": 7900, "A343": 8000, "A359": 9000,
	"B733": 2500, "B734": 2400, "B736": 3400, "B737": 3400, "B738": 3300, "B739": 3300, "B38M": 3800,
	"B752": 4300, "B753": 3800, "B762": 7200, "B763": 6600, "B772": 8100, "B77L": 9500, "B77W": 8100,
	"B788": 8100, "B789": 8400, "C17": 5200, "C130": 3000, "C30J": 3000,
	"CRJ2": 1900, "CRJ7": 1700, "CRJ9": 1800, "E75L": 2300, "E190": 2700, "MD82": 2300, "MD83": 2800,
	"GLF4": 4700, "GLF5": 7200, "GLF6": 8300, "GLEX": 7000, "C25A": 1800,
}

// named is the field of a start that is sure enough to reckon from, or nil.
func (g *guess) named(w *trail) *place.Airport {
	if g == nil {
		return nil
	}
	code, p := top(g.list)
	if p < 0.5 {
		return nil
	}
	a, ok := w.airports.Lookup(code)
	if !ok {
		return nil
	}
	return &a
}
