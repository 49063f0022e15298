package place

import (
	"math"
	"slices"
	"strings"

	"github.com/tidwall/rtree"
)

// Near returns the airports within radiusNM nautical miles of p, nearest first, equal
// distances in the order of the codes. Where an airport's runways are known the distance
// is to the nearest runway segment, otherwise to its reference point. It returns nil,
// and allocates nothing, where there is none.
func (a *Airports) Near(p Point, radiusNM float64) []Nearby { return a.AppendNear(nil, p, radiusNM) }

// AppendNear is Near for a caller with a buffer: it appends to dst, sorts what it
// appended, and returns the longer slice.
func (a *Airports) AppendNear(dst []Nearby, p Point, radiusNM float64) []Nearby {
	if !(radiusNM >= 0) || math.IsNaN(p.Lat+p.Lon) || math.IsInf(p.Lat+p.Lon, 0) {
		return dst
	}
	n, v, x := len(dst), unit(p), a.index()
	visit := func(_, _ [2]float64, i int32) bool {
		if nm, runway := a.measure(x, i, v); nm <= radiusNM {
			dst = append(dst, Nearby{Airport: &a.list[i], NM: nm, Runway: runway})
		}
		return true
	}
	for _, b := range boxesAround(p.Lat, wrap(p.Lon), radiusNM+x.reachNM) {
		if b.min[0] <= b.max[0] {
			x.tree.Search(b.min, b.max, visit)
		}
	}
	slices.SortFunc(dst[n:], func(x, y Nearby) int {
		if x.NM != y.NM {
			if x.NM < y.NM {
				return -1
			}
			return 1
		}
		return strings.Compare(x.Airport.Code, y.Airport.Code)
	})
	return dst
}

// measure is the distance from v to airport i, and the runway it was measured to.
func (a *Airports) measure(x *index, i int32, v vector) (float64, *Runway) {
	ends := x.ends[i]
	if len(ends) == 0 {
		return EarthRadiusNM * angle(v, x.at[i]), nil
	}
	best, runway := math.Inf(1), 0
	for k, e := range ends {
		if d := offTrack(v, e[0], e[1]); d < best {
			best, runway = d, k
		}
	}
	return EarthRadiusNM * best, &a.list[i].Runways[runway]
}

// index finds airports by their reference points; a search is widened by reachNM, the
// farthest that any known runway lies from its airport's reference point, because the
// box of a runway is not a box near a pole or at the antimeridian, and a point always is.
type index struct {
	tree    rtree.RTreeGN[float64, int32]
	at      []vector
	ends    [][][2]vector // of each airport's runways, in their order
	reachNM float64
}

func newIndex(list []Airport) *index {
	x := &index{at: make([]vector, len(list)), ends: make([][][2]vector, len(list))}
	for i := range list {
		p := &list[i]
		at := [2]float64{p.At.Lon, p.At.Lat}
		x.tree.Insert(at, at, int32(i))
		x.at[i] = unit(p.At)
		for _, r := range p.Runways {
			e := [2]vector{unit(r.Ends[0].At), unit(r.Ends[1].At)}
			x.ends[i] = append(x.ends[i], e)
			x.reachNM = max(x.reachNM, EarthRadiusNM*angle(x.at[i], e[0]), EarthRadiusNM*angle(x.at[i], e[1]))
		}
	}
	return x
}

type box struct{ min, max [2]float64 } // longitude, latitude

// boxesAround returns the boxes that hold every point within nm of a point: one, or two
// where the circle crosses the antimeridian (an unused second is empty: min above max).
func boxesAround(lat, lon, nm float64) [2]box {
	// A hair wider than the circle, so that rounding loses no point on its rim.
	δ := nm/EarthRadiusNM + 1e-9
	south, north := lat-deg(δ), lat+deg(δ)
	none := box{min: [2]float64{1, 0}, max: [2]float64{0, 0}}
	if south <= -90 || north >= 90 || δ >= math.Pi/2 {
		return [2]box{{[2]float64{-180, south}, [2]float64{180, north}}, none}
	}
	half := deg(math.Asin(min(1, math.Sin(δ)/math.Cos(rad(lat))))) + 1e-9
	west, east := lon-half, lon+half
	whole := box{[2]float64{west, south}, [2]float64{east, north}}
	switch {
	case west < -180:
		return [2]box{whole, {[2]float64{west + 360, south}, [2]float64{180, north}}}
	case east > 180:
		return [2]box{whole, {[2]float64{-180, south}, [2]float64{east - 360, north}}}
	}
	return [2]box{whole, none}
}
