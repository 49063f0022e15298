package exhibit

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
)

const (
	chartWidth  = 720.0
	chartHeight = 460.0
	// largestNM is the radius from which on a set is said in words and not drawn: a drawing of
	// half an ocean shows nothing, and no flat map of it keeps distances.
	largestNM = 1500.0
	leastNM   = 30.0 // of the window: never so near that a receiver's error would show
	aroundSet = 1.3  // the window's width by that of what is drawn
	steps     = 180  // points of a circle
)

// flat is an azimuthal equidistant map around a point: distances and bearings from there are
// true (Snyder, Map Projections: A Working Manual, USGS 1395, 1987, page 191). x is east and y
// south, in nautical miles.
type flat struct{ middle place.Point }

type xy struct{ x, y float64 }

func (f flat) at(p place.Point) xy {
	d, b := place.Distance(f.middle, p), place.Bearing(f.middle, p)*math.Pi/180
	return xy{d * math.Sin(b), -d * math.Cos(b)}
}

// chart draws the set of places that an aircraft can have been at, with the positions that
// bound it. Empty where there is no set or it is too large to draw.
func chart(w operation.Whereabouts) template.HTML {
	if w.Reach == nil || w.Reach.NM() > largestNM {
		return ""
	}
	middle := w.Reach.After
	if w.Reach.Before != nil && (middle == nil || w.Reach.BeforeNM <= w.Reach.AfterNM) {
		middle = w.Reach.Before
	}
	f := flat{*middle}
	set := region(f, *w.Reach)
	if len(set) < 3 {
		return ""
	}
	lo, hi := bounds(set)
	for _, p := range []*place.Point{w.Reach.Before, w.Reach.After} {
		if p != nil && place.Distance(*middle, *p) < 3*largestNM {
			a, b := bounds([]xy{lo, hi, f.at(*p)})
			lo, hi = a, b
		}
	}
	scale := min(chartWidth/max((hi.x-lo.x)*aroundSet, leastNM), chartHeight/max((hi.y-lo.y)*aroundSet, leastNM)) // pixels a NM
	centre := xy{(lo.x + hi.x) / 2, (lo.y + hi.y) / 2}
	pixel := func(p xy) xy {
		return xy{chartWidth/2 + (p.x-centre.x)*scale, chartHeight/2 + (p.y-centre.y)*scale}
	}
	var out strings.Builder
	fmt.Fprintf(&out, `<svg class="map" viewBox="0 0 %.0f %.0f" role="img" aria-label="%s"><rect width="%.0f" height="%.0f" class="sea"/>`,
		chartWidth, chartHeight, template.HTMLEscapeString("Where "+w.Hex+" can have been: "+w.Reach.Words()), chartWidth, chartHeight)
	span := max(chartWidth, chartHeight) / scale
	for _, ring := range landAround(f, centre, span) {
		points := make([]xy, len(ring))
		for i, p := range ring {
			points[i] = pixel(f.at(p))
		}
		polygon(&out, "land", points)
	}
	for i := range set {
		set[i] = pixel(set[i])
	}
	polygon(&out, "set", set)
	mark := func(p *place.Point, shape, text string) {
		if p == nil {
			return
		}
		at := pixel(f.at(*p))
		fmt.Fprintf(&out, shape, at.x, at.y)
		anchor, dx := "start", 9.0
		if at.x > chartWidth*0.65 {
			anchor, dx = "end", -9.0
		}
		fmt.Fprintf(&out, `<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>`, at.x+dx, at.y-6, anchor, template.HTMLEscapeString(text))
	}
	if w.Before != nil {
		mark(&w.Before.Point, `<circle cx="%.1f" cy="%.1f" r="4" class="fix"/>`, "heard before, "+w.Before.At.Format("15:04:05Z"))
	}
	if w.After != nil {
		text := "heard after, " + w.After.At.Format("15:04:05Z")
		if w.Before != nil && place.Distance(w.Before.Point, w.After.Point)*scale < 90 { // two lines of words would lie on each other
			text = ""
		}
		mark(&w.After.Point, `<circle cx="%.1f" cy="%.1f" r="4" class="fix"/>`, text)
	}
	bar := niceNM(span / 5)
	fmt.Fprintf(&out, `<path class="bar" d="M20 %.0fh%.1f"/><text x="20" y="%.0f">%g NM</text><text x="%.0f" y="24" text-anchor="end">north up</text></svg>`,
		chartHeight-16, bar*scale, chartHeight-22, bar, chartWidth-14)
	return template.HTML(out.String()) //nolint:gosec // made of numbers and of words escaped above
}

// region is the outline of the set on the map: that of one circle, or of what two share.
func region(f flat, r operation.Reach) []xy {
	circle := func(c *place.Point, nm float64, other *place.Point, otherNM float64) (out []xy) {
		if c == nil {
			return nil
		}
		for i := range steps {
			p := place.Offset(*c, float64(i)*360/steps, nm)
			if other == nil || place.Distance(*other, p) <= otherNM+0.01 {
				out = append(out, f.at(p))
			}
		}
		return out
	}
	out := append(circle(r.Before, r.BeforeNM, r.After, r.AfterNM), circle(r.After, r.AfterNM, r.Before, r.BeforeNM)...)
	var sum xy
	for _, p := range out {
		sum.x, sum.y = sum.x+p.x/float64(len(out)), sum.y+p.y/float64(len(out))
	}
	// What two circles share bulges outwards everywhere: by its angle from the middle, each
	// point of its outline comes after the one before it.
	slices.SortFunc(out, func(a, b xy) int {
		return cmp.Compare(math.Atan2(a.y-sum.y, a.x-sum.x), math.Atan2(b.y-sum.y, b.x-sum.x))
	})
	return out
}

func bounds(points []xy) (lo, hi xy) {
	lo, hi = points[0], points[0]
	for _, p := range points {
		lo, hi = xy{min(lo.x, p.x), min(lo.y, p.y)}, xy{max(hi.x, p.x), max(hi.y, p.y)}
	}
	return lo, hi
}

// landAround are outlines of countries in a square of span NM.
func landAround(f flat, centre xy, span float64) [][]place.Point {
	d := math.Hypot(centre.x, centre.y)
	c := f.middle
	if d > 0 {
		c = place.Offset(f.middle, math.Mod(math.Atan2(centre.x, -centre.y)*180/math.Pi+360, 360), d)
	}
	north := span / 60 * 0.75
	east := min(north/max(math.Cos(min(math.Abs(c.Lat)+north, 89)*math.Pi/180), 0.02), 180)
	var out [][]place.Point
	for _, shift := range []float64{0, 360, -360} { // the outlines are cut at the antimeridian
		west, to := max(c.Lon-east+shift, -180), min(c.Lon+east+shift, 180)
		if west >= to {
			continue
		}
		for _, r := range place.LandWithin(max(c.Lat-north, -90), west, min(c.Lat+north, 90), to, span/60/400) {
			out = append(out, r.Points)
		}
	}
	return out
}

func polygon(out *strings.Builder, class string, points []xy) {
	fmt.Fprintf(out, `<path class="%s" d="`, class)
	for i, p := range points {
		fmt.Fprintf(out, "%c%.1f %.1f", "ML"[min(i, 1)], p.x, p.y)
	}
	out.WriteString(`Z"/>`)
}

// niceNM is the largest of 1, 2 and 5 times a power of ten that is not above nm.
func niceNM(nm float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(nm)))
	for _, n := range []float64{5, 2} {
		if n*power <= nm {
			return n * power
		}
	}
	return power
}
