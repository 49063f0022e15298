package gather

import (
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// Why a row is not used, beside the reasons of package readsb.
const (
	BadAddress = "no address of six hex digits"
	NotARow    = "row of another shape"
	LongRow    = "row longer than any position has"
	BadAge     = "age of the position is below zero or no number"
	NotFinite  = "latitude or longitude is no finite number"
)

// The times that a row may claim, in Unix milliseconds, as in package readsb.
const (
	earliestTime = 946684800000.0  // 2000-01-01T00:00:00Z
	latestTime   = 4102444800000.0 // 2100-01-01T00:00:00Z
)

// The range of values that can be meant, as in package readsb.
const (
	maxAltitude = 200_000 // feet
	maxSpeed    = 5_000   // knots
	maxRate     = 100_000 // feet per minute
)

// When a position is one that was told before.
const (
	// sameAge: a position's own time comes rounded to a tenth or a whole second.
	sameAge = 1000 // milliseconds
	// parked: an aircraft that stands, in a file that does not give the age of positions,
	// is told of again every so often, not every second.
	parked = 10_000 // milliseconds
	// moving: at this speed nothing keeps its position to the last digit.
	moving = 30 // knots
	// backwards: feeds deliver out of order by less than this all the time.
	backwards = 1000 // milliseconds
)

// Row is one row with a position. A number that is absent is NaN, one that
// is written and cannot be read is infinite.
type Row struct {
	Row          int32   // counted from 0 in the file
	Offset       int64   // its first byte in the uncompressed text
	Time         float64 // of the position, Unix milliseconds
	Own          bool    // Time is the position's own and not that of the row
	Lat, Lon     float64
	Alt          float64 // feet, barometric unless AltGeometric
	Geom         float64 // feet above the ellipsoid
	GS           float64 // knots
	Track        float64 // degrees
	Rate         float64 // feet per minute
	Ground       bool
	AltGeometric bool
	Source       adsb.Source
	NIC          int8 // -1 unknown, like the next two
	NACp, SIL    int8
}

// Blank is a row that says nothing yet.
func Blank(row int32, offset int64) Row {
	nan := math.NaN()
	return Row{Row: row, Offset: offset, Time: nan, Lat: nan, Lon: nan, Alt: nan, Geom: nan, GS: nan, Track: nan, Rate: nan, NIC: -1, NACp: -1, SIL: -1}
}

// Aircraft is one address in the book.
type Aircraft struct {
	Track *adsb.Track
	Flags int // see Report
	book  *Book
	names []string // call signs heard; [0] is ""
	heard []heard
	last  int64 // time of the last row, 0 before the first
}

// Reject notes a row of this aircraft that is not used.
func (a *Aircraft) Reject(row int32, offset int64, reason string) {
	if a.book.list() {
		a.Track.Rejected = append(a.Track.Rejected, adsb.Rejection{Row: row, Offset: offset, Reason: reason})
		return
	}
	a.book.Rejected[reason]++
}

// clean notes what of a row was left out.
func (a *Aircraft) clean(row int32, offset int64, reason string) {
	if len(a.Track.Cleaned) < maxListed {
		a.Track.Cleaned = append(a.Track.Cleaned, adsb.Rejection{Row: row, Offset: offset, Reason: reason})
	}
}

// Add takes a row: as a point, as one of the counts of the report, or as rejected.
func (a *Aircraft) Add(r Row) {
	b := a.book
	if b.opts.Row != nil {
		b.opts.Row(r)
	}
	if math.IsNaN(r.Lat) && math.IsNaN(r.Lon) {
		b.NoPosition++
		return
	}
	if reason := b.unusable(r); reason != "" {
		a.Reject(r.Row, r.Offset, reason)
		return
	}
	p := adsb.Point{Time: int64(math.Round(r.Time)), Lat: r.Lat, Lon: r.Lon, Row: r.Row, Source: r.Source, NIC: r.NIC, NACp: r.NACp, SIL: r.SIL}
	if a.last != 0 && p.Time < a.last-backwards {
		b.Backwards++
	}
	a.last = p.Time
	if a.repeats(r, p.Time) {
		b.Repeated++
		return
	}
	if r.Ground {
		p.Has |= adsb.OnGround
	} else if a.within(r.Alt, -maxAltitude, maxAltitude, readsb.AltitudeRange, r) {
		p.AltFt = int32(math.Round(r.Alt))
		p.Has |= adsb.HasAlt
		if r.AltGeometric {
			p.Has |= adsb.AltGeometric
		}
	}
	if a.within(r.Geom, -maxAltitude, maxAltitude, readsb.AltitudeRange, r) {
		p.GeomFt = int32(math.Round(r.Geom))
		p.Has |= adsb.HasGeom
	}
	if a.within(r.GS, 0, maxSpeed, readsb.SpeedRange, r) {
		p.GS = float32(r.GS)
		p.Has |= adsb.HasSpeed
	}
	if a.within(r.Track, -360, 360, readsb.TrackRange, r) {
		if r.Track < 0 {
			r.Track += 360
		}
		p.Track = float32(r.Track)
		p.Has |= adsb.HasTrack
	}
	if a.within(r.Rate, -maxRate, maxRate, readsb.RateRange, r) {
		p.VRate = int32(math.Round(r.Rate))
		p.Has |= adsb.HasRate
	}
	a.Track.Points = append(a.Track.Points, p)
	b.Positions++
}

// unusable says why a row cannot be a point, "" when it can.
func (b *Book) unusable(r Row) string {
	switch {
	case math.IsNaN(r.Time) || math.IsInf(r.Time, 0):
		return readsb.NoTime
	case r.Time < earliestTime:
		return readsb.TooEarly
	case r.Time > b.latest:
		return readsb.TooLate
	case math.IsNaN(r.Lat) || math.IsNaN(r.Lon):
		return readsb.NoPosition
	case math.IsInf(r.Lat, 0) || math.IsInf(r.Lon, 0):
		return NotFinite
	case r.Lat < -90 || r.Lat > 90:
		if math.Abs(r.Lat) <= 180 && math.Abs(r.Lon) <= 90 {
			b.fits++
		}
		return readsb.BadLatitude
	case r.Lon < -180 || r.Lon > 180:
		return readsb.BadLongitude
	}
	return ""
}

func (a *Aircraft) within(x, low, high float64, reason string, r Row) bool {
	if x >= low && x <= high {
		return true
	}
	if !math.IsNaN(x) {
		a.clean(r.Row, r.Offset, reason)
	}
	return false
}

// repeats reports whether a row tells the position of the last point again.
func (a *Aircraft) repeats(r Row, at int64) bool {
	n := len(a.Track.Points)
	if n == 0 {
		return false
	}
	q := &a.Track.Points[n-1]
	silent := !r.Ground && math.IsNaN(r.Alt) // says nothing of whether it flew
	if q.Lat != r.Lat || q.Lon != r.Lon || q.Is(adsb.OnGround) != r.Ground && !silent {
		return false
	}
	since := at - q.Time
	switch {
	case r.Own:
		return since <= sameAge && since >= -sameAge
	case !r.Ground && r.GS >= moving:
		return true
	}
	return since < parked
}
