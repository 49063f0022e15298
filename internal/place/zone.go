package place

import (
	"math"
	"sync"

	tzfrellite "github.com/ringsaturn/tzf-rel-lite"
	tzf "github.com/ringsaturn/tzf/gen/go/tzf/v1"
	"google.golang.org/protobuf/proto"
)

// Zone returns the IANA name of the time zone at p, such as "Asia/Tehran", or "" where
// none is known. At sea it is a nautical zone such as "Etc/GMT+3". Where zones overlap
// (Urumqi keeps two) the first by the alphabet is taken.
//
// The outlines are those that github.com/ringsaturn/tzf uses for its exact finder, read
// on the first call. They are searched packed: tzf's own finder answers in 5 µs but takes
// half a second and 100 MB to unpack, this one a few hundredths of a second and tens of µs.
func Zone(p Point) string {
	if !valid(p) {
		return ""
	}
	at := [2]int{int(math.Round(p.Lon * zoneScale)), int(math.Round(p.Lat * zoneScale))}
	for i := range zones() {
		z := &zones()[i]
		if z.covers(at) && inside(z.outer, at) && !within(z.holes, at) {
			return z.name
		}
	}
	return ""
}

// zoneScale is how many steps of a packed zone outline make a degree.
const zoneScale = 1e5

type zonePolygon struct {
	name     string
	outer    []byte
	holes    []*tzf.CompressedPolygon
	min, max [2]int
}

var zones = sync.OnceValue(func() []zonePolygon {
	var packed tzf.CompressedTimezones
	if proto.Unmarshal(tzfrellite.LiteCompressData, &packed) != nil {
		return nil // linked in and tested; without it no zone is known
	}
	var list []zonePolygon
	for _, zone := range packed.Timezones {
		for _, polygon := range zone.Data {
			z := zonePolygon{name: zone.Name, outer: polygon.Points, holes: polygon.Holes, min: [2]int{math.MaxInt, math.MaxInt}, max: [2]int{math.MinInt, math.MinInt}}
			points(z.outer, func(lon, lat int) {
				z.min[0], z.max[0] = min(z.min[0], lon), max(z.max[0], lon)
				z.min[1], z.max[1] = min(z.min[1], lat), max(z.max[1], lat)
			})
			list = append(list, z)
		}
	}
	return list
})

func (z *zonePolygon) covers(at [2]int) bool {
	return at[0] >= z.min[0] && at[0] <= z.max[0] && at[1] >= z.min[1] && at[1] <= z.max[1]
}

func within(holes []*tzf.CompressedPolygon, at [2]int) bool {
	for _, h := range holes {
		if inside(h.Points, at) {
			return true
		}
	}
	return false
}

// inside counts the edges of a packed ring north of the point: odd is inside.
func inside(ring []byte, at [2]int) bool {
	odd, begun := false, false
	var last [2]int
	edge := func(lon, lat int) {
		if begun && (lon > at[0]) != (last[0] > at[0]) &&
			float64(at[1]) < float64(lat)+float64(at[0]-lon)*float64(last[1]-lat)/float64(last[0]-lon) {
			odd = !odd
		}
		last, begun = [2]int{lon, lat}, true
	}
	var first [2]int
	points(ring, func(lon, lat int) {
		if !begun {
			first = [2]int{lon, lat}
		}
		edge(lon, lat)
	})
	edge(first[0], first[1]) // a ring that is not closed in the data
	return odd
}

// valid reports whether p is a place on earth: finite, latitude within ±90, longitude within ±180.
func valid(p Point) bool {
	return math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180
}
