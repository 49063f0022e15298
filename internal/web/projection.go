package web

import (
	"math"

	"github.com/charterwatch/charterwatch/internal/place"
)

// vec is a point on the unit sphere.
type vec [3]float64

func toVec(p place.Point) vec {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return vec{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
}

func (v vec) point() place.Point {
	return place.Point{Lat: math.Atan2(v[2], math.Hypot(v[0], v[1])) * 180 / math.Pi, Lon: math.Atan2(v[1], v[0]) * 180 / math.Pi}
}

func dot(a, b vec) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }

// xy is a place on the drawing, in pixels of the view box, y down.
type xy struct{ X, Y float64 }

// projection is Lambert's azimuthal equal-area projection around the middle of what is
// drawn, north up there. It is chosen because areas stay true, a great circle near the
// middle is nearly straight, and neither the antimeridian nor a pole is a special case.
// Snyder, Map Projections: A Working Manual, USGS 1395 (1987), pages 182-190.
type projection struct {
	up, east, north vec
	scale           float64 // pixels a unit radius
	ox, oy          float64 // where the middle lands
	w, h            float64
	reach           float64 // angle from the middle that the window holds, radians
}

// The window: wide enough for a page, never so near that a receiver's error would show.
const (
	mapWidth  = 960.0
	minHeight = 380.0
	maxHeight = 620.0
	minSpan   = 0.10  // radians, about 340 NM
	padX      = 105.0 // pixels around what is drawn, for words
	padY      = 62.0
)

// fit makes the projection whose window holds all the points.
func fit(points []place.Point) projection {
	var p projection
	p.aim(middle(points))
	var lo, hi xy
	for range 4 { // the box's middle moves a little when the projection does
		lo, hi = p.box(points)
		p.aim(p.unplane(xy{(lo.X + hi.X) / 2, (lo.Y + hi.Y) / 2}).point())
	}
	lo, hi = p.box(points)
	spanX, spanY := math.Max(hi.X-lo.X, minSpan), math.Max(hi.Y-lo.Y, minSpan)
	inner := mapWidth - 2*padX
	p.w = mapWidth
	p.h = math.Round(math.Min(math.Max(inner*spanY/spanX+2*padY, minHeight), maxHeight))
	p.scale = math.Min(inner/spanX, (p.h-2*padY)/spanY)
	p.ox = p.w/2 - p.scale*(lo.X+hi.X)/2
	p.oy = p.h/2 + p.scale*(lo.Y+hi.Y)/2
	for _, c := range []xy{{0, 0}, {p.w, 0}, {0, p.h}, {p.w, p.h}} {
		rho := math.Hypot(c.X-p.ox, c.Y-p.oy) / p.scale
		p.reach = math.Max(p.reach, 2*math.Asin(math.Min(1, rho/2)))
	}
	p.reach = math.Min(p.reach+0.03, 0.97*math.Pi)
	return p
}

// middle is the direction that the points share; where they cancel out, the first of them.
func middle(points []place.Point) place.Point {
	var sum vec
	for _, p := range points {
		v := toVec(p)
		sum = vec{sum[0] + v[0], sum[1] + v[1], sum[2] + v[2]}
	}
	if math.Sqrt(dot(sum, sum)) < 1e-6 {
		if len(points) == 0 {
			return place.Point{}
		}
		return points[0]
	}
	return sum.point()
}

func (p *projection) aim(c place.Point) {
	lat, lon := c.Lat*math.Pi/180, c.Lon*math.Pi/180
	p.up = toVec(c)
	p.east = vec{-math.Sin(lon), math.Cos(lon), 0}
	p.north = vec{-math.Sin(lat) * math.Cos(lon), -math.Sin(lat) * math.Sin(lon), math.Cos(lat)}
}

// plane is the projection in units of the radius, y up.
func (p *projection) plane(v vec) xy {
	f := math.Sqrt(2 / math.Max(1+dot(v, p.up), 1e-9))
	return xy{f * dot(v, p.east), f * dot(v, p.north)}
}

func (p *projection) unplane(q xy) vec {
	rho := math.Hypot(q.X, q.Y)
	if rho < 1e-12 {
		return p.up
	}
	c := 2 * math.Asin(math.Min(1, rho/2))
	var v vec
	for i := range v {
		v[i] = p.up[i]*math.Cos(c) + (p.east[i]*q.X+p.north[i]*q.Y)*math.Sin(c)/rho
	}
	return v
}

func (p *projection) box(points []place.Point) (lo, hi xy) {
	lo, hi = xy{math.Inf(1), math.Inf(1)}, xy{math.Inf(-1), math.Inf(-1)}
	for _, pt := range points {
		q := p.plane(toVec(pt))
		lo = xy{math.Min(lo.X, q.X), math.Min(lo.Y, q.Y)}
		hi = xy{math.Max(hi.X, q.X), math.Max(hi.Y, q.Y)}
	}
	if len(points) == 0 {
		return xy{}, xy{}
	}
	return lo, hi
}

// at puts a place on the drawing.
func (p *projection) at(pt place.Point) xy { return p.put(p.plane(toVec(pt))) }

func (p *projection) put(q xy) xy { return xy{p.ox + p.scale*q.X, p.oy - p.scale*q.Y} }

// sees says whether the place is within the window's reach.
func (p *projection) sees(pt place.Point) bool { return dot(toVec(pt), p.up) >= math.Cos(p.reach) }

// bounds is the latitude and longitude box that holds everything within reach; its
// longitudes run on beyond 180 where the window crosses the antimeridian.
func (p *projection) bounds() (minLat, minLon, maxLat, maxLon float64) {
	c, r := p.up.point(), p.reach*180/math.Pi
	minLat, maxLat = math.Max(-90, c.Lat-r), math.Min(90, c.Lat+r)
	if c.Lat-r <= -90 || c.Lat+r >= 90 || r >= 90 {
		return minLat, c.Lon - 180, maxLat, c.Lon + 180 // a pole is within reach
	}
	half := math.Asin(math.Min(1, math.Sin(p.reach)/math.Cos(c.Lat*math.Pi/180))) * 180 / math.Pi
	return minLat, c.Lon - half, maxLat, c.Lon + half
}

// degrees is how many degrees of arc a pixel is in the middle.
func (p *projection) degrees() float64 { return 180 / math.Pi / p.scale }
