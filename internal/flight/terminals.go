package flight

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/place"
)

// terminal is an airport that flights at cruise go to, ready for many distances.
type terminal struct {
	airport *place.Airport
	at      vector
	prior   [2]float64 // for a jet, and for a military one
}

type vector struct{ x, y, z float64 }

func (a vector) dot(b vector) float64 { return a.x*b.x + a.y*b.y + a.z*b.z }

// terminals are the large and the medium fields; where reports name a field for staging
// removal flights or for their fuel (package fleet, dated), it counts a little more.
// An Airports never changes, so the list is made once for each.
func terminals(airports *place.Airports) []terminal {
	made, ok := terminalsOf.Load(airports)
	if !ok { // whoever comes second waits for the first
		made, _ = terminalsOf.LoadOrStore(airports, sync.OnceValue(func() []terminal { return newTerminals(airports) }))
	}
	return made.(func() []terminal)()
}

func newTerminals(airports *place.Airports) []terminal {
	var list []terminal
	for a := range airports.All() {
		if a.Size == place.Large || a.Size == place.Medium {
			civil, force := trail{Track: &adsb.Track{}, jet: true}, trail{Track: &adsb.Track{Military: true}, jet: true}
			known := 1.0
			_, stages := fleet.StagingAirport(a.Code)
			if _, fuels := fleet.FuelStop(a.Code); stages || fuels {
				known = knownField
			}
			list = append(list, terminal{a, unit(a.At), [2]float64{known * civil.prior(a), known * force.prior(a)}})
		}
	}
	// The likeliest first, so that the rest is soon known to be too unlikely.
	slices.SortStableFunc(list, func(a, b terminal) int { return cmp.Compare(b.prior[0], a.prior[0]) })
	return list
}

var terminalsOf sync.Map // *place.Airports to func() []terminal

func unit(p place.Point) vector {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return vector{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
}

// apart is the distance in nautical miles between two places, within 0.3.
func apart(a, b vector) float64 { return angle(a.dot(b)) * place.EarthRadiusNM }

// angle is the arc cosine within 0.00007 (Abramowitz and Stegun, 4.4.45), several times as fast
// as math.Acos: thousands of fields are measured for one end.
func angle(cos float64) float64 {
	x := math.Abs(cos)
	a := math.Sqrt(max(0, 1-x)) * (1.5707288 + x*(-0.2121144+x*(0.0742610-0.0187293*x)))
	if cos < 0 {
		return math.Pi - a
	}
	return a
}

// compass measures distances and bearings from one point.
type compass struct{ up, east, north vector }

func compassAt(p place.Point) compass {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return compass{
		up:    unit(p),
		east:  vector{-math.Sin(lon), math.Cos(lon), 0},
		north: vector{-math.Sin(lat) * math.Cos(lon), -math.Sin(lat) * math.Sin(lon), math.Cos(lat)},
	}
}

// heading is a direction on a compass.
type heading struct{ sin, cos float64 }

func headingOf(deg float64) heading {
	sin, cos := math.Sincos(deg * math.Pi / 180)
	return heading{sin, cos}
}

// to returns the distance in nautical miles and the degrees off a heading; ok is false
// for what lies farther off it than widest.
func (c *compass) to(v vector, h heading) (nm, off float64, ok bool) {
	e, n := v.dot(c.east), v.dot(c.north)
	side, way := math.Sqrt(e*e+n*n), e*h.sin+n*h.cos
	if way <= cosWidest*side {
		return 0, 0, false
	}
	return angle(v.dot(c.up)) * place.EarthRadiusNM, angle(way/side) * 180 / math.Pi, true
}

var cosWidest = math.Cos(widest * math.Pi / 180)
