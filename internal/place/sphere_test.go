package place

import (
	"math"
	"testing"

	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"
	"pgregory.net/rapid"
)

var (
	kaex = Point{31.3274, -92.5498}
	othh = Point{25.27306, 51.60806}
)

func TestDistanceKnown(t *testing.T) {
	t.Parallel()
	quarter := EarthRadiusNM * math.Pi / 2
	for _, c := range []struct {
		a, b Point
		want float64
	}{
		{Point{}, Point{}, 0},
		{Point{0, 0}, Point{0, 1}, EarthRadiusNM * math.Pi / 180}, // a degree: 60.04 NM
		{Point{0, 0}, Point{90, 12}, quarter},
		{Point{90, 0}, Point{-90, 0}, 2 * quarter},
		{Point{0, 179.5}, Point{0, -179.5}, EarthRadiusNM * math.Pi / 180},
		{Point{0, 0}, Point{0, 180}, 2 * quarter},
	} {
		if got := Distance(c.a, c.b); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%v to %v: %.6f, want %.6f", c.a, c.b, got, c.want)
		}
	}
}

func TestBearingKnown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to Point
		want     float64
	}{
		{Point{0, 0}, Point{1, 0}, 0}, {Point{0, 0}, Point{0, 1}, 90}, {Point{0, 0}, Point{-1, 0}, 180}, {Point{0, 0}, Point{0, -1}, 270},
		{Point{0, 179.5}, Point{0, -179.5}, 90}, {Point{10, 20}, Point{10, 20}, 0}, {Point{-90, 0}, Point{0, 0}, 0},
	} {
		if got := Bearing(c.from, c.to); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v to %v: %v, want %v", c.from, c.to, got, c.want)
		}
	}
}

func TestOffTrackKnown(t *testing.T) {
	t.Parallel()
	degree := EarthRadiusNM * math.Pi / 180
	for _, c := range []struct {
		p    Point
		want float64
	}{
		{Point{1, 5}, degree},      // abeam, north
		{Point{-1, 5}, degree},     // abeam, south
		{Point{0, 5}, 0},           // on it
		{Point{0, 12}, 2 * degree}, // beyond the end: to the end, not to the line
		{Point{0, -1}, degree},
		{Point{0, -175}, 175 * degree}, // behind the earth
	} {
		if got := OffTrack(c.p, Point{0, 0}, Point{0, 10}); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%v: %.6f, want %.6f", c.p, got, c.want)
		}
	}
	// A segment of no length is its point.
	if got := OffTrack(kaex, othh, othh); math.Abs(got-Distance(kaex, othh)) > 1e-9 {
		t.Errorf("to a point: %v", got)
	}
}

// FuzzSphere compares with golang/geo, which other people wrote.
func FuzzSphere(f *testing.F) {
	f.Add(31.3274, -92.5498, 25.27306, 51.60806, 35.4, 51.1)
	f.Add(0.0, 180.0, 0.0, -180.0, 0.0, 0.0)
	f.Add(90.0, 0.0, -90.0, 0.0, 1.0, 1.0)
	f.Add(0.0, 0.0, 0.0, 180.0, 45.0, 90.0)
	f.Add(1e-9, 0.0, 0.0, 1e-9, 0.0, 0.0)
	f.Fuzz(func(t *testing.T, alat, alon, blat, blon, plat, plon float64) {
		a, b, p := Point{alat, alon}, Point{blat, blon}, Point{plat, plon}
		if !valid(a) || !valid(b) || !valid(p) {
			return
		}
		sa, sb, sp := toS2(a), toS2(b), toS2(p)
		nm := func(d s1.Angle) float64 { return d.Radians() * EarthRadiusNM }
		d := Distance(a, b)
		if want := nm(sa.Distance(sb)); math.Abs(d-want) > 1e-6 {
			t.Errorf("Distance(%v, %v) = %v, s2 says %v", a, b, d, want)
		}
		// A segment of nearly half the earth has no one course, so none is compared.
		if antipodal := math.Pi*EarthRadiusNM - d; antipodal > 0.01 {
			if got, want := OffTrack(p, a, b), nm(s2.DistanceFromSegment(sp, sa, sb)); math.Abs(got-want) > 1e-3 {
				t.Errorf("OffTrack(%v, %v, %v) = %v, s2 says %v", p, a, b, got, want)
			}
			if got, want := Along(a, b, 0.3), s2.Interpolate(0.3, sa, sb); nm(toS2(got).Distance(want)) > 1e-3 {
				t.Errorf("Along(%v, %v, 0.3) = %v, s2 says %v", a, b, got, s2.LatLngFromPoint(want))
			}
		}
	})
}

func toS2(p Point) s2.Point { return s2.PointFromLatLng(s2.LatLngFromDegrees(p.Lat, p.Lon)) }

func drawPoint(t *rapid.T, name string) Point {
	return Point{Lat: rapid.Float64Range(-90, 90).Draw(t, name+" lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, name+" lon")}
}

func TestSphereProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawPoint(t, "a"), drawPoint(t, "b")
		f := rapid.Float64Range(0, 1).Draw(t, "fraction")
		d := Distance(a, b)
		if back := Distance(b, a); math.Abs(d-back) > 1e-9 {
			t.Fatalf("there %v, back %v", d, back)
		}
		if c := Bearing(a, b); !(c >= 0 && c < 360) {
			t.Fatalf("course %v", c)
		}
		m := Along(a, b, f)
		if !valid(m) || math.Abs(Distance(a, m)-f*d) > 1e-5 || math.Abs(Distance(m, b)-(1-f)*d) > 1e-5 {
			t.Fatalf("Along(%v, %v, %v) = %v: %v of %v NM", a, b, f, m, Distance(a, m), d)
		}
		if math.Pi*EarthRadiusNM-d > 1 && OffTrack(m, a, b) > 1e-5 {
			t.Fatalf("a point on the way is %v NM off it", OffTrack(m, a, b))
		}
		nm := rapid.Float64Range(0, 5000).Draw(t, "nm")
		course := rapid.Float64Range(0, 360).Draw(t, "course")
		if o := Offset(a, course, nm); !valid(o) || math.Abs(Distance(a, o)-nm) > 1e-4 {
			t.Fatalf("Offset(%v, %v, %v) = %v, %v NM away", a, course, nm, o, Distance(a, o))
		}
		if math.Abs(a.Lat) < 89.9 && d > 0.01 && math.Pi*EarthRadiusNM-d > 1 {
			if o := Offset(a, Bearing(a, b), d); Distance(o, b) > 1e-4 {
				t.Fatalf("course and distance from %v to %v lead to %v", a, b, o)
			}
		}
	})
}

func TestNotANumberStaysOne(t *testing.T) {
	t.Parallel()
	nan := Point{math.NaN(), 0}
	if !math.IsNaN(Distance(nan, kaex)) || !math.IsNaN(Bearing(nan, kaex)) || !math.IsNaN(OffTrack(nan, kaex, othh)) {
		t.Error("a distance from nowhere is a number")
	}
}
