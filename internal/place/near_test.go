package place

import (
	"cmp"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func codesOf(near []Nearby) []string {
	var list []string
	for _, n := range near {
		list = append(list, n.Airport.Code)
	}
	return list
}

// far is the set of awkward places: the poles, both sides of the antimeridian, the equator.
func far() []Airport {
	var list []Airport
	for i, p := range []Point{
		{90, 0}, {89.9, 120}, {89.9, -60}, {-90, 0}, {-89.5, 179}, {-89.5, -1},
		{0, 180}, {0, -179.9}, {0, 179.9}, {10, 179.99}, {10, -179.99}, {0, 0}, {0.1, 0}, {51, 0}, {-17.7, 177.4}, {-13.8, -172},
	} {
		list = append(list, Airport{Code: string(rune('A'+i)) + "XXX", At: p})
	}
	return list
}

func TestNearAtTheEdgesOfTheMap(t *testing.T) {
	t.Parallel()
	a := newAirports(far())
	for _, c := range []struct {
		p    Point
		nm   float64
		want []string
	}{
		{Point{90, 50}, 10, []string{"AXXX", "BXXX", "CXXX"}},
		{Point{89.95, -60}, 10, []string{"AXXX", "BXXX", "CXXX"}},
		{Point{-90, 33}, 31, []string{"DXXX", "EXXX", "FXXX"}},
		{Point{0, 180}, 10, []string{"GXXX", "HXXX", "IXXX"}},
		{Point{0, -180}, 10, []string{"GXXX", "HXXX", "IXXX"}},
		{Point{0, -179.95}, 4, []string{"GXXX", "HXXX"}},
		{Point{10, -179.995}, 2, []string{"JXXX", "KXXX"}},
		{Point{0, 0}, 7, []string{"LXXX", "MXXX"}},
		{Point{30, 30}, 100, nil},
	} {
		near := a.Near(c.p, c.nm)
		if !slices.IsSortedFunc(near, func(a, b Nearby) int { return cmp.Compare(a.NM, b.NM) }) {
			t.Errorf("Near(%v, %v) is not sorted: %v", c.p, c.nm, near)
		}
		got := codesOf(near)
		slices.Sort(got) // some are equally far
		if !slices.Equal(got, c.want) {
			t.Errorf("Near(%v, %v) = %v, want %v", c.p, c.nm, got, c.want)
		}
	}
}

func TestNearRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		p  Point
		nm float64
	}{{Point{math.NaN(), 0}, 10}, {Point{0, math.Inf(1)}, 10}, {kaex, -1}, {kaex, math.NaN()}} {
		if got := Embedded().Near(c.p, c.nm); got != nil {
			t.Errorf("Near(%v, %v) = %v", c.p, c.nm, codesOf(got))
		}
	}
}

// bruteNear looks at every airport.
func bruteNear(a *Airports, p Point, nm float64) []Nearby {
	var list []Nearby
	for x := range a.All() {
		best := Nearby{Airport: x, NM: Distance(p, x.At)}
		if len(x.Runways) > 0 {
			best.NM = math.Inf(1)
			for i := range x.Runways {
				if d := OffTrack(p, x.Runways[i].Ends[0].At, x.Runways[i].Ends[1].At); d < best.NM {
					best.NM, best.Runway = d, &x.Runways[i]
				}
			}
		}
		if best.NM <= nm {
			list = append(list, best)
		}
	}
	slices.SortStableFunc(list, func(a, b Nearby) int {
		switch {
		case a.NM < b.NM:
			return -1
		case a.NM > b.NM:
			return 1
		}
		return 0
	})
	return list
}

func TestNearFindsWhatALookAtEachFinds(t *testing.T) {
	t.Parallel()
	sets := []*Airports{Embedded(), newAirports(far())}
	if f, err := os.Open(runwaysFile); err == nil {
		defer f.Close()
		with, _, err := Embedded().WithRunways(f)
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, with)
	}
	rapid.Check(t, func(t *rapid.T) {
		a := sets[rapid.IntRange(0, len(sets)-1).Draw(t, "set")]
		p := drawPoint(t, "p")
		if rapid.Bool().Draw(t, "at an airport") {
			p = a.list[rapid.IntRange(0, len(a.list)-1).Draw(t, "airport")].At
		}
		nm := rapid.SampledFrom([]float64{0, 0.5, 5, 30, 300, 6000, 12000}).Draw(t, "nm")
		got, want := a.Near(p, nm), bruteNear(a, p, nm)
		if !slices.Equal(got, want) {
			t.Fatalf("Near(%v, %v): %v, want %v", p, nm, codesOf(got), codesOf(want))
		}
	})
}

func TestNearAllocatesNothingWhereNothingIs(t *testing.T) {
	a := Embedded()
	a.Near(kaex, 1)
	if n := testing.AllocsPerRun(100, func() {
		if a.Near(Point{40, -40}, 50) != nil {
			t.Error("an airport in the Atlantic")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
	var buffer [64]Nearby
	if n := testing.AllocsPerRun(100, func() { a.AppendNear(buffer[:0], kaex, 20) }); n != 0 {
		t.Errorf("%v allocations with a buffer", n)
	}
}

func TestAppendNearKeepsWhatWasThere(t *testing.T) {
	t.Parallel()
	marker := Nearby{NM: 999}
	got := Embedded().AppendNear([]Nearby{marker}, kaex, 5)
	if len(got) < 2 || got[0] != marker || got[1].Airport.Code != "KAEX" {
		t.Errorf("%v", got)
	}
}

var runwaysFile = filepath.Join("..", "..", "..", "shared", "data", "ourairports", "runways.csv")
