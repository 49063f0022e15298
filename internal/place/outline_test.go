package place

import (
	"encoding/json"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestCountryAt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what string
		p    Point
		want string
	}{
		{"Tehran", Point{35.69, 51.42}, "IR"}, {"Baghdad", Point{33.31, 44.36}, "IQ"}, {"Kuwait", Point{29.3, 47.6}, "KW"},
		{"Alexandria", kaex, "US"}, {"Denver", Point{39.86, -104.67}, "US"}, {"Havana", Point{22.99, -82.41}, "CU"},
		{"Lesotho inside South Africa", Point{-29.5, 28.3}, "LS"}, {"South Africa around it", Point{-29, 26}, "ZA"},
		{"Chukotka, beyond the antimeridian", Point{66.5, -172}, "RU"}, {"Siberia", Point{66.5, 150}, "RU"}, {"Alaska", Point{65, -150}, "US"},
		{"Fiji, west", Point{-17.8, 178}, "FJ"}, {"the South Pole", Point{-90, 0}, "AQ"}, {"Antarctica", Point{-85, 170}, "AQ"},
		{"Kosovo", Point{42.6, 20.9}, "XK"}, {"Hargeisa", Point{9.56, 44.06}, "SO"}, {"Greenland", Point{72, -40}, "GL"},
		{"mid-Atlantic", Point{30, -40}, ""}, {"the Gulf", Point{27, 51.5}, ""}, {"the Pacific at the antimeridian", Point{0, 180}, ""}, {"the North Pole", Point{90, 0}, ""},
		{"nowhere", Point{math.NaN(), 0}, ""}, {"latitude 95", Point{95, 0}, ""}, {"longitude 200", Point{0, 200}, ""},
	} {
		if got := CountryAt(c.p); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// The airports were placed by other people than the outlines: inland they agree but for
// fields on a border or in a country that Natural Earth counts with another.
func TestCountryAtAgreesWithAirports(t *testing.T) {
	t.Parallel()
	all, sea, other := 0, 0, 0
	for a := range Embedded().All() {
		all++
		switch CountryAt(a.At) {
		case a.Country:
		case "":
			sea++
		default:
			other++
		}
	}
	if float64(other) > 0.01*float64(all) || float64(sea) > 0.12*float64(all) {
		t.Errorf("of %d airports %d lie in another country and %d at sea", all, other, sea)
	}
}

func TestLandWithin(t *testing.T) {
	t.Parallel()
	rings := LandWithin(23, 45, 42, 65, 0.05)
	seen := map[string]bool{}
	for _, r := range rings {
		seen[r.Country] = true
		for _, p := range r.Points {
			if p.Lat < 23 || p.Lat > 42 || p.Lon < 45 || p.Lon > 65 {
				t.Fatalf("%s: %v lies outside", r.Country, p)
			}
		}
		if len(r.Points) < 3 {
			t.Errorf("%s: %d points", r.Country, len(r.Points))
		}
	}
	for _, code := range []string{"IR", "IQ", "QA", "KW", "SA", "AE", "TM"} {
		if !seen[code] {
			t.Errorf("%s is not on the map of Iran", code)
		}
	}
	if seen["US"] || seen["ZA"] {
		t.Error("another part of the world is on the map of Iran")
	}
	for _, empty := range [][]Ring{LandWithin(10, 10, 10, 20, 0), LandWithin(20, 10, 10, 20, 0), LandWithin(math.NaN(), 0, 1, 1, 0), LandWithin(28, -42, 32, -38, 0)} {
		if len(empty) != 0 {
			t.Errorf("%d rings where there is no land or no box", len(empty))
		}
	}
}

// A map may cross the antimeridian: Siberia on its left, Alaska on its right.
func TestLandAcrossTheAntimeridian(t *testing.T) {
	t.Parallel()
	var siberia, alaska bool
	for _, r := range LandWithin(55, 160, 72, 210, 0.1) {
		for _, p := range r.Points {
			siberia = siberia || r.Country == "RU" && p.Lon > 160.1 && p.Lon < 180
			alaska = alaska || r.Country == "US" && p.Lon > 195 && p.Lon < 209
		}
	}
	if !siberia || !alaska {
		t.Errorf("Siberia %v, Alaska %v", siberia, alaska)
	}
}

// No line runs across the map: what crosses the antimeridian is cut there.
func TestLandHasNoLineAcrossTheWorld(t *testing.T) {
	t.Parallel()
	for _, r := range Land() {
		for i, p := range r.Points {
			q := r.Points[(i+1)%len(r.Points)]
			polar := p.Lat == -90 && q.Lat == -90
			if math.Abs(p.Lon-q.Lon) > 20 && !polar {
				t.Errorf("%s: from %v to %v", r.Country, p, q)
			}
		}
	}
}

// A basemap must leave room for the page: the world at a quarter of a degree, two
// decimals a coordinate, stays well under 100 KB.
func TestWorldMapIsLight(t *testing.T) {
	t.Parallel()
	n := 0
	for _, r := range LandWithin(-60, -180, 85, 180, 0.5) {
		n += len(r.Points)
	}
	if n < 1500 || n > 5000 {
		t.Errorf("%d points at half a degree", n)
	}
}

// Leaving points out moves no line by more than the tolerance.
func TestSimplifiedStaysWithinTolerance(t *testing.T) {
	t.Parallel()
	rings := outlines().rings
	rapid.Check(t, func(t *rapid.T) {
		r := &rings[rapid.IntRange(0, len(rings)-1).Draw(t, "ring")]
		tolerance := rapid.SampledFrom([]float64{0.01, 0.1, 0.5, 2}).Draw(t, "tolerance")
		var kept []outlinePoint
		for _, p := range r.points {
			if p.weight >= tolerance {
				kept = append(kept, p)
			}
		}
		if len(kept) < 3 {
			return // too small to draw
		}
		at := rapid.IntRange(0, len(r.points)-1).Draw(t, "point")
		best := math.Inf(1)
		for i := range kept {
			best = min(best, planar(r.points[at], kept[i], kept[(i+1)%len(kept)]))
		}
		if best > tolerance {
			t.Fatalf("%s: %v lies %v from the simplified line, tolerance %v", r.country, r.points[at], best, tolerance)
		}
	})
}

func TestRingJSON(t *testing.T) {
	t.Parallel()
	b, err := json.Marshal(Ring{Country: "QA", Points: []Point{{25, 51}}})
	if err != nil || string(b) != `{"country":"QA","points":[{"lat":25,"lon":51}]}` {
		t.Errorf("%s, %v", b, err)
	}
}
