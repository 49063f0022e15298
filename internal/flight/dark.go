package flight

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/place"
)

// inCruise guesses for an aircraft lost (or first heard) high and not on its way down (or
// up): a set of fields in the cone ahead (or behind), never a name. For an end it also
// asks whether the field lies on a sensible way from the start of the leg.
func (w *trail) inCruise(l glimpse, start bool, from *guess, flownNM float64) *guess {
	g := &guess{glimpse: l, kind: dark, start: start, wide: w.endurance() > wideBodyNM, ceiling: notNamed, total: darkTotal}
	if start {
		g.total, g.ceiling = darkStartTotal, silent
	}
	if math.IsNaN(l.track) || math.IsNaN(l.alt) || !w.jet {
		g.kind, g.total = blind, 0
		g.settle()
		g.why = []Reason{w.nothing(l)}
		return g
	}
	if w.workedAt(l.i, start) {
		g.kind, g.total = blind, 0
		g.settle()
		g.why = []Reason{{Rule: "circled", Rows: []int{int(w.Points[l.i].Row)},
			Text: fmt.Sprintf("at %.0f ft it had circled in one area: its heading says nothing of where the flight began or ended", l.alt)}}
		return g
	}
	c := cone{w: w, compass: compassAt(l.point), nose: headingOf(l.track), tod: todNM * l.height(), left: w.endurance() - flownNM, flown: flownNM}
	if start {
		c.nose = heading{-c.nose.sin, -c.nose.cos}
	} else {
		if c.origin = from.named(w); c.origin != nil {
			c.from = unit(c.origin.At)
		}
	}
	g.of = func(n place.Nearby) float64 {
		at := unit(n.Airport.At)
		nm, off, ok := c.to(at, c.nose)
		if !ok {
			return turnedBack
		}
		return max(c.fit(nm, off, c.wayTo(at, nm)), turnedBack)
	}
	w.consider(g, &c)
	g.settle()
	how := "last heard"
	if start {
		how = "first heard"
	}
	g.why = []Reason{{Rule: "cruise", Rows: []int{int(w.Points[l.i].Row)},
		Text: fmt.Sprintf("%s at %.0f ft on a track of %.0f degrees, not near a field: only a set of fields within reach can be given", how, l.alt, l.track)}}
	return g
}

// workedAt reports that the aircraft circled in an area just before an end at point i, or
// just after a start there.
func (w *trail) workedAt(i int, start bool) bool {
	if start {
		return w.circledIn(i, max(i+1, w.edge(i, true)), false)
	}
	return w.circledIn(min(i, w.edge(i, false)), i+1, true)
}

// consider fills a cruise guess with every field that is not far less likely than the best.
func (w *trail) consider(g *guess, c *cone) {
	best, kind, medium, mean := 0.0, 0, mediumShare, narrowNM
	if g.wide {
		medium, mean = mediumWide, wideNM
	}
	if w.Military {
		kind = 1
	}
	// What lies too far is told by one product; the hundredth of a radian is more than angle is wrong by.
	reach := math.Cos(min(math.Pi, (c.left+500)/place.EarthRadiusNM+0.01))
	found := w.fields[:0]
	for _, t := range terminals(w.airports) {
		if t.at.dot(c.up) < reach {
			continue
		}
		nm, off, ok := c.to(t.at, c.nose)
		if !ok || nm > c.left+500 {
			continue
		}
		size := 1.0
		if t.airport.Size == place.Medium {
			size = medium
		}
		by := c.wayTo(t.at, nm)
		if most := mostFit(off, by) * t.prior[kind] * size * mostRoute(by.whole, nm, g.wide); most < best/leastShare {
			continue
		}
		like := c.fit(nm, off, by)
		if like < 1e-5 {
			continue
		}
		f := fit{Nearby: place.Nearby{Airport: t.airport, NM: nm}, like: like, prior: t.prior[kind] * routePrior(by.whole, nm, mean) * size, suit: 1}
		if weight := f.like * f.prior; weight > best/leastShare {
			best = max(best, weight)
			found = append(found, f)
		}
	}
	w.fields = found
	g.fits = inOrder(slices.DeleteFunc(found, func(f fit) bool { return f.like*f.prior < best/leastShare }))
	if len(g.fits) == 0 {
		g.total = 0
	}
}

// routePrior is the prior of a field by the length of the whole flight, way, and by what is
// left of it, nm. Long flights are fewer; a long flight is lost over any one mile of it more
// seldom; and what is lost where nobody listens often ends in the same region.
func routePrior(way, nm, mean float64) float64 {
	return math.Exp(-way/mean) / (way + fieldsNM) * (1 + regional*math.Exp(-nm/regionalNM))
}

func compareFits(a, b fit) int { return byWeight(a.like*a.prior, b.like*b.prior, &a, &b) }

func byWeight(x, y float64, a, b *fit) int {
	switch {
	case x > y:
		return -1
	case x < y:
		return 1
	}
	return strings.Compare(a.Airport.Code, b.Airport.Code)
}

// inOrder sorts fits by their weight, the greatest first, equal ones by code. It moves small
// keys and each fit once.
func inOrder(fits []fit) []fit {
	type key struct {
		weight float64
		i      int
	}
	keys := make([]key, len(fits))
	for i, f := range fits {
		keys[i] = key{f.like * f.prior, i}
	}
	slices.SortFunc(keys, func(a, b key) int { return byWeight(a.weight, b.weight, &fits[a.i], &fits[b.i]) })
	out := make([]fit, len(fits))
	for k, key := range keys {
		out[k] = fits[key.i]
	}
	return out
}

// cone is the way ahead of an aircraft lost at cruise, or behind one first heard there.
type cone struct {
	compass
	w      *trail
	nose   heading
	tod    float64 // nautical miles from the top of descent to the field
	left   float64 // nautical miles of endurance
	flown  float64
	origin *place.Airport // where the leg began, or nil
	from   vector         // and where that is
}

// flightBy is the whole flight to a field in nautical miles.
type flightBy struct {
	flown float64 // by the way that was flown and straight on
	whole float64 // the direct way from a known origin; the same as flown where none is known
}

func (c *cone) wayTo(at vector, nm float64) flightBy {
	by := flightBy{c.flown + nm, c.flown + nm}
	if c.origin != nil {
		by.whole = max(50, apart(c.from, at))
	}
	return by
}

// detour is how much longer than the direct way a flight is, beyond what airways add.
func (b flightBy) detour() float64 { return max(0, b.flown/b.whole-1.03) }

// fit is how well a field fits, 0 to 1.
func (c *cone) fit(nm, off float64, by flightBy) float64 {
	if nm < 1 {
		return 0
	}
	fit := turned*bell(off, turnDeg) + anyTurn
	if off < 6*aheadDeg { // beyond six sigma they add nothing that a float holds beside anyTurn
		fit += direct*bell(off, directDeg) + straight*bell(off, aheadDeg)
	}
	if past := (nm - c.tod) / (0.15*c.tod + 5); past < 40 { // 1 + exp(-40) is 1
		fit /= 1 + math.Exp(-past)
	}
	if nm > c.left {
		fit *= math.Exp((c.left - nm) / 200)
	}
	if c.origin != nil {
		fit *= anyWay + (1-anyWay)*bell(by.detour(), detourSigma)
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

// ranges in nautical miles by ICAO type designator. A C-17 is refuelled in the air: its range is what a crew flies in a day.
var ranges = map[string]float64{
	"A319": 3700, "A320": 3400, "A321": 3500, "A20N": 3800, "A21N": 4100,
	"A332": 7900, "A333": 6900, "A339": 7900, "A343": 8000, "A359": 9000,
	"B733": 2500, "B734": 2400, "B736": 3400, "B737": 3400, "B738": 3300, "B739": 3300, "B38M": 3800,
	"B752": 4300, "B753": 3800, "B762": 7200, "B763": 6600, "B772": 8100, "B77L": 9500, "B77W": 8100,
	"B788": 8100, "B789": 8400, "C17": 8000, "C130": 3000, "C30J": 3000,
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
