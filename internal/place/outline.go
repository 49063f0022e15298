package place

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/outlines.txt
var outlineLines string

// Ring is one closed outline of a country, without the first point repeated at the end.
// A lake or an enclave is a ring of its own: fill by the even-odd rule.
type Ring struct {
	Country string  `json:"country"` // ISO 3166-1 alpha-2; empty where Natural Earth's area has none
	Points  []Point `json:"points"`
}

// CountryAt returns the ISO 3166-1 alpha-2 code of the country at p after Natural Earth
// 1:50 million, and "" at sea. It is good to a few kilometres: a field on an islet or on
// reclaimed land can lie in the sea here, so an airport's own Country is the better
// witness. Natural Earth draws who holds the ground, not who claims it, and counts French
// Guiana, Guadeloupe, Martinique, Mayotte and Réunion as France, which they are.
func CountryAt(p Point) string {
	if !valid(p) {
		return ""
	}
	o := outlines()
	for start := 0; start < len(o.rings); {
		end, inside := start, false
		for ; end < len(o.rings) && o.rings[end].country == o.rings[start].country; end++ {
			for turn := -360.0; turn <= 360; turn += 360 {
				if r := &o.rings[end]; r.covers(p.Lat, p.Lon+turn) && contains(r.points, p.Lat, p.Lon+turn) {
					inside = !inside
				}
			}
		}
		if inside {
			return o.rings[start].country
		}
		start = end
	}
	return ""
}

// contains counts the edges north of the point: odd is inside.
func contains(points []outlinePoint, lat, lon float64) bool {
	inside := false
	b := points[len(points)-1]
	for _, a := range points {
		if (a.lon > lon) != (b.lon > lon) && lat < a.lat+(lon-a.lon)*(b.lat-a.lat)/(b.lon-a.lon) {
			inside = !inside
		}
		b = a
	}
	return inside
}

// Land returns every outline at full detail, cut at the antimeridian.
func Land() []Ring { return LandWithin(-90, -180, 90, 180, 0) }

// LandWithin returns the outlines inside a box of degrees, cut off at its edges, with
// points left out as long as no line moves by more than toleranceDeg degrees. Borders
// that two countries share stay shared. minLon may be as low as -540 and maxLon as high
// as 540, so that a map can cross the antimeridian: 170 to 200 is the Bering Sea.
// It returns nil for an empty box.
//
// For a map, give a box a little larger than what is shown: the cut lies on its edges.
func LandWithin(minLat, minLon, maxLat, maxLon float64, toleranceDeg float64) []Ring {
	if !(minLat < maxLat && minLon < maxLon) {
		return nil
	}
	clip := frame{minLat, minLon, maxLat, maxLon}
	var out []Ring
	for i := range outlines().rings {
		r := &outlines().rings[i]
		for turn := -720.0; turn <= 720; turn += 360 {
			if r.minLat > maxLat || r.maxLat < minLat || r.minLon+turn > maxLon || r.maxLon+turn < minLon {
				continue
			}
			if points := clip.cut(r.simplified(toleranceDeg, turn)); len(points) >= 3 {
				out = append(out, Ring{Country: r.country, Points: points})
			}
		}
	}
	return out
}

// outline is a ring with longitudes that never jump: one that crosses the antimeridian
// runs on beyond 180, and Antarctica is closed along the pole.
type outline struct {
	country                        string
	points                         []outlinePoint
	minLat, minLon, maxLat, maxLon float64
}

// outlinePoint has, as weight, the tolerance in degrees up to which it must be drawn.
type outlinePoint struct{ lat, lon, weight float64 }

func (r *outline) covers(lat, lon float64) bool {
	return lat >= r.minLat && lat <= r.maxLat && lon >= r.minLon && lon <= r.maxLon
}

func (r *outline) simplified(tolerance, turn float64) []Point {
	var points []Point
	for _, p := range r.points {
		if p.weight >= tolerance {
			points = append(points, Point{Lat: p.lat, Lon: p.lon + turn})
		}
	}
	return points
}

// frame is the box of a map.
type frame struct{ minLat, minLon, maxLat, maxLon float64 }

// cut keeps the part of a ring inside the frame (Sutherland and Hodgman, 1974), one edge
// of the frame after the other.
func (f frame) cut(ring []Point) []Point {
	for _, e := range []edge{{f.minLat, +1, true}, {f.maxLat, -1, true}, {f.minLon, +1, false}, {f.maxLon, -1, false}} {
		if len(ring) == 0 {
			return nil
		}
		var kept []Point
		a := ring[len(ring)-1]
		for _, b := range ring {
			if e.inner(a) != e.inner(b) {
				kept = append(kept, e.crossing(a, b))
			}
			if e.inner(b) {
				kept = append(kept, b)
			}
			a = b
		}
		ring = slices.Compact(kept)
	}
	return ring
}

// edge is one side of a frame: a parallel or a meridian, and which side of it is in.
type edge struct {
	limit, sign float64
	parallel    bool
}

func (e edge) depth(p Point) float64 {
	if e.parallel {
		return e.sign * (p.Lat - e.limit)
	}
	return e.sign * (p.Lon - e.limit)
}

func (e edge) inner(p Point) bool { return e.depth(p) >= 0 }

// crossing is where the line between two points on either side meets the edge, exactly on it.
func (e edge) crossing(a, b Point) Point {
	t := e.depth(a) / (e.depth(a) - e.depth(b))
	if e.parallel {
		return Point{Lat: e.limit, Lon: a.Lon + t*(b.Lon-a.Lon)}
	}
	return Point{Lat: a.Lat + t*(b.Lat-a.Lat), Lon: e.limit}
}

type outlineSet struct{ rings []outline }

// outlines decodes the lines that gen/outlines.go writes.
var outlines = sync.OnceValue(func() *outlineSet {
	var set outlineSet
	var arcs [][]outlinePoint
	var scale [4]float64
	for line := range strings.Lines(outlineLines) {
		key, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		switch key {
		case "scale":
			for i, f := range strings.Fields(rest) {
				if i < len(scale) {
					scale[i], _ = strconv.ParseFloat(f, 64)
				}
			}
		case "arc":
			arcs = append(arcs, decodeArc(rest, scale))
		default:
			for ring := range strings.SplitSeq(rest, ";") {
				if o, ok := joinArcs(key, ring, arcs); ok {
					set.rings = append(set.rings, o)
				}
			}
		}
	}
	return &set
})

// decodeArc unpacks one arc.
func decodeArc(packed string, scale [4]float64) []outlinePoint {
	var arc []outlinePoint
	points(packed, func(x, y int) {
		arc = append(arc, outlinePoint{lon: float64(x)*scale[0] + scale[2], lat: float64(y)*scale[1] + scale[3]})
	})
	unroll(arc)
	weigh(arc)
	return arc
}

// weigh gives each point the tolerance below which Douglas and Peucker's method (1973)
// keeps it, once for all tolerances. The ends of an arc, where borders meet, stay
// always; a closed arc (an island) is anchored at its farthest point too.
func weigh(arc []outlinePoint) {
	if len(arc) == 0 {
		return
	}
	arc[0].weight, arc[len(arc)-1].weight = math.Inf(1), math.Inf(1)
	var split func(first, last int, limit float64)
	split = func(first, last int, limit float64) {
		far, at := -1.0, 0
		for i := first + 1; i < last; i++ {
			if d := planar(arc[i], arc[first], arc[last]); d > far {
				far, at = d, i
			}
		}
		if at == 0 {
			return
		}
		far = min(far, limit)
		arc[at].weight = far
		split(first, at, far)
		split(at, last, far)
	}
	split(0, len(arc)-1, math.Inf(1))
}

// planar is the distance in degrees from p to the segment from a to b on the flat map.
func planar(p, a, b outlinePoint) float64 {
	dx, dy := b.lon-a.lon, b.lat-a.lat
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = max(0, min(1, ((p.lon-a.lon)*dx+(p.lat-a.lat)*dy)/l))
	}
	return math.Hypot(p.lon-a.lon-t*dx, p.lat-a.lat-t*dy)
}

// joinArcs makes a ring of arcs; ~n is arc n backwards, and each arc begins where the
// one before it ends.
func joinArcs(country, ring string, arcs [][]outlinePoint) (outline, bool) {
	o := outline{country: country, minLat: 90, minLon: math.Inf(1), maxLat: -90, maxLon: math.Inf(-1)}
	for s := range strings.SplitSeq(ring, ",") {
		n, err := strconv.Atoi(s)
		back := n < 0
		if back {
			n = ^n
		}
		if err != nil || n >= len(arcs) {
			return outline{}, false
		}
		arc := arcs[n]
		if back {
			arc = slices.Clone(arc)
			slices.Reverse(arc)
		}
		o.points = append(o.points, arc[:max(0, len(arc)-1)]...)
	}
	if len(o.points) < 3 {
		return outline{}, false
	}
	unroll(o.points)
	closeAtPole(&o)
	for _, p := range o.points {
		o.minLat, o.maxLat = min(o.minLat, p.lat), max(o.maxLat, p.lat)
		o.minLon, o.maxLon = min(o.minLon, p.lon), max(o.maxLon, p.lon)
	}
	return o, true
}

// unroll takes the jumps at the antimeridian out of a line.
func unroll(line []outlinePoint) {
	turn := 0.0
	for i := 1; i < len(line); i++ {
		line[i].lon += turn
		for line[i].lon-line[i-1].lon > 180 {
			line[i].lon, turn = line[i].lon-360, turn-360
		}
		for line[i].lon-line[i-1].lon < -180 {
			line[i].lon, turn = line[i].lon+360, turn+360
		}
	}
}

// closeAtPole closes a ring that goes around the earth, Antarctica's, along the south pole.
func closeAtPole(o *outline) {
	first, last := o.points[0], o.points[len(o.points)-1]
	if math.Abs(last.lon-first.lon) <= 180 {
		return
	}
	around := math.Copysign(360, last.lon-first.lon)
	o.points = append(o.points,
		outlinePoint{first.lat, first.lon + around, math.Inf(1)},
		outlinePoint{-90, first.lon + around, math.Inf(1)},
		outlinePoint{-90, first.lon, math.Inf(1)})
}
