package place

import (
	"iter"
	"math"
)

// EarthRadiusNM is the mean radius of the earth, 6,371.0 km in nautical miles of 1,852 m
// (IUGG mean radius R1, rounded). Distances on this sphere differ from those on the
// WGS 84 ellipsoid by at most about 0.56 %.
const EarthRadiusNM = 3440.065

// Distance returns the great-circle distance between a and b in nautical miles.
// It is exact to rounding for neighbours and for antipodes alike.
func Distance(a, b Point) float64 { return EarthRadiusNM * angle(unit(a), unit(b)) }

// Length returns the length in nautical miles of the way through points, each of which is
// taken to a vector once.
func Length(points iter.Seq[Point]) float64 {
	nm, last, first := 0.0, vector{}, true
	for p := range points {
		v := unit(p)
		if !first {
			nm += EarthRadiusNM * angle(last, v)
		}
		last, first = v, false
	}
	return nm
}

// Bearing returns the initial great-circle course from one point to another, in degrees
// true from 0 up to but not including 360. It is 0 where from and to are one point.
func Bearing(from, to Point) float64 {
	φ1, φ2, Δλ := rad(from.Lat), rad(to.Lat), rad(to.Lon-from.Lon)
	y := math.Sin(Δλ) * math.Cos(φ2)
	x := math.Cos(φ1)*math.Sin(φ2) - math.Sin(φ1)*math.Cos(φ2)*math.Cos(Δλ)
	if x == 0 && y == 0 {
		return 0
	}
	d := math.Mod(deg(math.Atan2(y, x))+360, 360)
	if d >= 360 { // Mod of a value that rounds up to 360
		return 0
	}
	return d
}

// Along returns the point a fraction of the way on the great circle between two points:
// 0 is from, 1 is to. Between antipodes, where every way is as short, it goes over the north.
func Along(from, to Point, fraction float64) Point {
	a, b := unit(from), unit(to)
	ω := angle(a, b)
	if ω < 1e-12 {
		return from
	}
	if math.Pi-ω < 1e-9 {
		return Offset(from, 0, fraction*ω*EarthRadiusNM)
	}
	s := math.Sin(ω)
	return a.times(math.Sin((1-fraction)*ω) / s).plus(b.times(math.Sin(fraction*ω) / s)).point()
}

// Offset returns the point that lies nm nautical miles from a point on an initial course
// of bearing degrees true.
func Offset(from Point, bearing, nm float64) Point {
	φ, θ, δ := rad(from.Lat), rad(bearing), nm/EarthRadiusNM
	sinφ2 := math.Sin(φ)*math.Cos(δ) + math.Cos(φ)*math.Sin(δ)*math.Cos(θ)
	y := math.Sin(θ) * math.Sin(δ) * math.Cos(φ)
	x := math.Cos(δ) - math.Sin(φ)*sinφ2
	φ2 := math.Asin(max(-1, min(1, sinφ2)))
	return Point{Lat: deg(φ2), Lon: wrap(from.Lon + deg(math.Atan2(y, x)))}
}

// OffTrack returns how far p is from the great-circle segment between two points, in
// nautical miles: the cross-track distance abeam of it, the distance to the nearer end
// beyond its ends.
func OffTrack(p, from, to Point) float64 {
	return EarthRadiusNM * offTrack(unit(p), unit(from), unit(to))
}

func offTrack(p, a, b vector) float64 {
	n := a.cross(b)
	if l := n.norm(); l > 1e-12 {
		abeam := n.cross(a).dot(p) >= 0 && b.cross(n).dot(p) >= 0
		if abeam {
			return math.Abs(math.Asin(max(-1, min(1, n.dot(p)/l))))
		}
	}
	return min(angle(p, a), angle(p, b))
}

// vector is a place as a vector from the centre of the earth: no special case at the
// poles or at the antimeridian.
type vector struct{ x, y, z float64 }

func unit(p Point) vector {
	sinφ, cosφ := math.Sincos(rad(p.Lat))
	sinλ, cosλ := math.Sincos(rad(p.Lon))
	return vector{cosφ * cosλ, cosφ * sinλ, sinφ}
}

func (v vector) point() Point {
	return Point{Lat: deg(math.Atan2(v.z, math.Hypot(v.x, v.y))), Lon: deg(math.Atan2(v.y, v.x))}
}

func (v vector) plus(w vector) vector   { return vector{v.x + w.x, v.y + w.y, v.z + w.z} }
func (v vector) times(f float64) vector { return vector{v.x * f, v.y * f, v.z * f} }
func (v vector) dot(w vector) float64   { return v.x*w.x + v.y*w.y + v.z*w.z }
func (v vector) norm() float64          { return math.Sqrt(v.dot(v)) }
func (v vector) cross(w vector) vector {
	return vector{v.y*w.z - v.z*w.y, v.z*w.x - v.x*w.z, v.x*w.y - v.y*w.x}
}

// angle is the angle between two unit vectors in radians. The arc tangent of sine and
// cosine keeps its precision where an arc cosine (near 0) or an arc sine (near 90°) loses it.
func angle(a, b vector) float64 { return math.Atan2(a.cross(b).norm(), a.dot(b)) }

func rad(d float64) float64 { return d * (math.Pi / 180) }
func deg(r float64) float64 { return r * (180 / math.Pi) }

// wrap brings a longitude into [-180, 180].
func wrap(lon float64) float64 {
	if lon >= -180 && lon <= 180 {
		return lon
	}
	lon = math.Mod(lon+180, 360)
	if lon < 0 {
		lon += 360
	}
	return lon - 180
}
