package place

import (
	"math"
	"sync"

	"github.com/ringsaturn/tzf"
)

// Zone returns the IANA name of the time zone at p, such as "Asia/Tehran", or "" where
// none is known. At sea it is a nautical zone such as "Etc/GMT+3". The zones are read on
// the first call.
func Zone(p Point) string {
	if !valid(p) {
		return ""
	}
	f := zones()
	if f == nil {
		return ""
	}
	return f.GetTimezoneName(wrap(p.Lon), p.Lat)
}

var zones = sync.OnceValue(func() tzf.F {
	f, err := tzf.NewDefaultFinder()
	if err != nil { // the data is linked in and tested; without it no zone is known
		return nil
	}
	return f
})

// valid reports whether p is a place on earth: finite, latitude within ±90, longitude within ±180.
func valid(p Point) bool {
	return math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180
}
