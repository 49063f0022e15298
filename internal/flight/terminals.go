package flight

import (
	"math"
	"sync"

	"github.com/charterwatch/charterwatch/internal/adsb"
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

// terminals are the large fields, and the medium ones with scheduled service or of entry.
// An Airports never changes, so the list is made once for each.
func terminals(airports *place.Airports) []terminal {
	if list, ok := terminalsOf.Load(airports); ok {
		return list.([]terminal)
	}
	var list []terminal
	for a := range airports.All() {
		if a.Size == place.Large || a.Size == place.Medium && (a.Scheduled || ofEntry(a)) {
			civil, force := trail{Track: &adsb.Track{}, jet: true}, trail{Track: &adsb.Track{Military: true}, jet: true}
			list = append(list, terminal{a, unit(a.At), [2]float64{civil.prior(a), force.prior(a)}})
		}
	}
	terminalsOf.Store(airports, list)
	return list
}

var terminalsOf sync.Map // *place.Airports to []terminal

func unit(p place.Point) vector {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return vector{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
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

// ahead reports that v lies within widest degrees of a direction, cheaper than to does.
func (c compass) ahead(v vector, sin, cos float64) bool {
	e, n := v.dot(c.east), v.dot(c.north)
	return e*sin+n*cos > cosWidest*math.Sqrt(e*e+n*n)
}

var cosWidest = math.Cos(widest * math.Pi / 180)

// to returns the distance in nautical miles and the first bearing in degrees.
func (c compass) to(v vector) (nm, bearing float64) {
	e, n := v.dot(c.east), v.dot(c.north)
	return math.Atan2(math.Hypot(e, n), v.dot(c.up)) * place.EarthRadiusNM, math.Atan2(e, n) * 180 / math.Pi
}
