package web

import (
	"context"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

var anywhere = rapid.Custom(func(t *rapid.T) place.Point {
	return place.Point{Lat: rapid.Float64Range(-89, 89).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon")}
})

// TestEverythingFitsOnItsMap: whatever the points, each lands inside the window with room for
// words, across the antimeridian and over the poles.
func TestEverythingFitsOnItsMap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anywhere.Draw(t, "a")
		points := []place.Point{a}
		for range rapid.IntRange(0, 5).Draw(t, "n") {
			points = append(points, place.Offset(a, rapid.Float64Range(0, 360).Draw(t, "bearing"), rapid.Float64Range(0, 6500).Draw(t, "nm")))
		}
		p := fit(points)
		for _, pt := range points {
			q := p.at(pt)
			if !(q.X >= 0 && q.X <= p.w && q.Y >= 0 && q.Y <= p.h) {
				t.Fatalf("%v lands at %.0f, %.0f of a window of %.0f by %.0f", pt, q.X, q.Y, p.w, p.h)
			}
		}
	})
}

// TestProjectionComesBack: unplane undoes plane.
func TestProjectionComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var p projection
		c, d := anywhere.Draw(t, "centre"), anywhere.Draw(t, "point")
		p.aim(c)
		v := toVec(d)
		if dot(v, p.up) < -0.99 {
			t.Skip("near the far side every projection of the globe tears")
		}
		if got := p.unplane(p.plane(v)); dot(got, v) < 1-1e-9 {
			t.Fatalf("%v comes back as %v", d, got.point())
		}
	})
}

// TestAreasStayTrue: a square degree has the same area on the drawing wherever it is (Snyder).
func TestAreasStayTrue(t *testing.T) {
	t.Parallel()
	p := fit([]place.Point{{Lat: 31.3, Lon: -92.5}, {Lat: 25.3, Lon: 51.6}})
	area := func(lat, lon float64) float64 {
		var sum float64
		c := []place.Point{{Lat: lat, Lon: lon}, {Lat: lat + .1, Lon: lon}, {Lat: lat + .1, Lon: lon + .1}, {Lat: lat, Lon: lon + .1}}
		for i := range c {
			a, b := p.at(c[i]), p.at(c[(i+1)%4])
			sum += a.X*b.Y - b.X*a.Y
		}
		return math.Abs(sum/2) / math.Cos((lat+.05)*math.Pi/180)
	}
	want := area(55, -20)
	for _, at := range [][2]float64{{31, -92}, {25, 51}, {70, 0}, {10, -60}} {
		if got := area(at[0], at[1]); math.Abs(got/want-1) > 0.01 {
			t.Errorf("a tenth of a degree at %v is %.4f px², in the middle %.4f", at, got, want)
		}
	}
}

var numbers = regexp.MustCompile(`-?\d+`)

// inside says whether a pixel is land by the even-odd rule, reading the path that is sent.
func inside(t *testing.T, path string, q xy) bool {
	t.Helper()
	in := false
	for ring := range strings.SplitSeq(path, "M") {
		n := numbers.FindAllString(ring, -1)
		var pts []xy
		var at xy
		for i := 0; i+1 < len(n); i += 2 {
			x, _ := strconv.Atoi(n[i])
			y, _ := strconv.Atoi(n[i+1])
			if i == 0 {
				at = xy{float64(x), float64(y)}
			} else {
				at = xy{at.X + float64(x), at.Y + float64(y)}
			}
			pts = append(pts, at)
		}
		for i := range pts {
			a, b := pts[i], pts[(i+1)%len(pts)]
			if (a.Y > q.Y) != (b.Y > q.Y) && q.X < (b.X-a.X)*(q.Y-a.Y)/(b.Y-a.Y)+a.X {
				in = !in
			}
		}
	}
	return in
}

// TestLandIsLandAndSeaIsSea asks maps around the globe, poles and antimeridian among them,
// for places that everybody knows.
func TestLandIsLandAndSeaIsSea(t *testing.T) {
	t.Parallel()
	known := map[string]struct {
		at   place.Point
		land bool
	}{
		"Kansas": {place.Point{Lat: 38.5, Lon: -98}, true}, "Sahara": {place.Point{Lat: 23, Lon: 10}, true}, "Siberia": {place.Point{Lat: 64, Lon: 100}, true},
		"Chukotka beyond 180": {place.Point{Lat: 67, Lon: -178}, true}, "Antarctica": {place.Point{Lat: -80, Lon: 30}, true}, "the South Pole": {place.Point{Lat: -89, Lon: 0}, true},
		"Australia": {place.Point{Lat: -25, Lon: 134}, true}, "Brazil": {place.Point{Lat: -10, Lon: -52}, true}, "Greenland": {place.Point{Lat: 72, Lon: -40}, true},
		"mid Atlantic": {place.Point{Lat: 35, Lon: -40}, false}, "mid Pacific": {place.Point{Lat: 5, Lon: -150}, false}, "the North Pole": {place.Point{Lat: 89, Lon: 0}, false},
		"Indian Ocean": {place.Point{Lat: -30, Lon: 80}, false}, "Southern Ocean": {place.Point{Lat: -58, Lon: 120}, false}, "the date line": {place.Point{Lat: 0, Lon: 180}, false},
	}
	for name, ends := range map[string][]place.Point{
		"Louisiana to Doha":    {{Lat: 31.3, Lon: -92.5}, {Lat: 25.3, Lon: 51.6}},
		"Honolulu to Auckland": {{Lat: 21.3, Lon: -157.9}, {Lat: -37, Lon: 174.8}},
		"over the North Pole":  {{Lat: 40, Lon: -100}, {Lat: 30, Lon: 80}},
		"over the South Pole":  {{Lat: -33, Lon: 151}, {Lat: -34, Lon: -58}},
		"Mesa to Djibouti":     {{Lat: 33.3, Lon: -111.6}, {Lat: 11.5, Lon: 43.1}},
		"half the globe":       {{Lat: 10, Lon: 0}, {Lat: -5, Lon: 150}},
	} {
		p := fit(ends)
		minLat, minLon, maxLat, maxLon := p.bounds()
		path := coast(p, place.LandWithin(minLat, minLon, maxLat, maxLon, coastStep*p.degrees()))
		if len(path) > 28<<10 {
			t.Errorf("%s: the coast is %d bytes", name, len(path))
		}
		asked := 0
		for where, k := range known {
			q := p.at(k.at)
			if !p.sees(k.at) || q.X < 1 || q.Y < 1 || q.X > p.w-1 || q.Y > p.h-1 {
				continue
			}
			asked++
			if got := inside(t, path, q); got != k.land {
				t.Errorf("map of %s: %s is land: %v, want %v", name, where, got, k.land)
			}
		}
		if asked < 2 {
			t.Errorf("map of %s shows only %d of the known places", name, asked)
		}
	}
}

// TestWhatWasNotHeardIsNeverALine draws a track with a hole and a lost end.
func TestWhatWasNotHeardIsNeverALine(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := newPages(w.options(), w.Store, nil)
	e, err := w.Evidence(t.Context(), slug, now)
	if err != nil {
		t.Fatal(err)
	}
	var legs []flight.Leg
	for _, h := range e.Journeys[0].Hops {
		legs = append(legs, h.Leg)
	}
	c := p.draw(t.Context(), "m", legs)
	if len(c.Gaps) != 1 || !strings.HasPrefix(c.Gaps[0].Words, "not heard ") {
		t.Fatalf("the hole over the ocean is drawn as %+v, want one row of dots with words", c.Gaps)
	}
	if len(c.Lost) != 1 || len(c.Heard) != 3 {
		t.Errorf("%d lost ends and %d heard lines, want 1 and 3: two sides of the hole, and the second leg", len(c.Lost), len(c.Heard))
	}
	// No heard line is longer between two points than a receiver's reach would allow: 15 minutes of flight.
	pr := c.W
	for _, line := range c.Heard {
		n := regexp.MustCompile(`-?[\d.]+`).FindAllString(line, -1)
		for i := 2; i+1 < len(n); i += 2 {
			x0, _ := strconv.ParseFloat(n[i-2], 64)
			x1, _ := strconv.ParseFloat(n[i], 64)
			if math.Abs(x1-x0) > float64(pr)/20 {
				t.Errorf("a heard line jumps %.0f px", math.Abs(x1-x0))
			}
		}
	}
	for _, word := range []string{"KAEX", "OTHH", c.Gaps[0].Words} {
		found := false
		for _, l := range c.Words {
			found = found || l.Text == word
		}
		if !found {
			t.Errorf("the map lacks the word %q", word)
		}
	}
	if !strings.Contains(c.Title, "KAEX") || !strings.Contains(c.Title, "not heard") || !strings.Contains(c.Title, "last heard") {
		t.Errorf("the text alternative says %q", c.Title)
	}

	p.Track = func(context.Context, flight.Leg) (*adsb.Track, error) { return nil, errors.New("gone") }
	if c := p.draw(t.Context(), "m", legs); !c.NoPath || len(c.Heard) != 0 || len(c.Gaps) != 0 {
		t.Errorf("without its rows a leg is drawn with %d lines", len(c.Heard)+len(c.Gaps))
	}
}

// TestSpans checks lengths of time against arithmetic.
func TestSpans(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		37 * time.Minute: "37 min", 302 * time.Minute: "5 h 02 min", 47 * time.Hour: "47 h 00 min", 67*time.Hour + 20*time.Minute: "2 days 19 h", 59*time.Minute + 40*time.Second: "1 h 00 min",
	} {
		if got := span(d); got != want {
			t.Errorf("span(%v) = %q, want %q", d, got, want)
		}
	}
}
