package readsb

import (
	"bytes"
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// Why a row is not used. A cell that holds no finite number gives a reason that names it.
const (
	NotARow      = "not a row"
	TooShort     = "fewer than three cells"
	NoTime       = "no time"
	TooEarly     = "time before the year 2000"
	TooLate      = "time in the future"
	NoPosition   = "no position"
	BadLatitude  = "latitude beyond 90 degrees"
	BadLongitude = "longitude beyond 180 degrees"
	NotJSON      = "row is not JSON"
)

// Why something of a row that is used was left out.
const (
	AltitudeRange = "altitude out of range left out"
	SpeedRange    = "speed out of range left out"
	TrackRange    = "track out of range left out"
	RateRange     = "vertical rate out of range left out"
	CallsignText  = "characters removed from the call sign"
	TooManySigns  = "call sign beyond the number that is kept"
	Backwards     = "time running backwards, put in order"
)

// backwards is how much earlier, in milliseconds, than the row before it a row may be:
// producers round their times.
const backwards = 1000

// The range of values that can be meant; an aircraft's are far inside. Beyond it the
// value is left out and the position kept.
const (
	maxAltitude = 200_000 // feet; balloons reach 130,000
	maxSpeed    = 5_000   // knots
	maxRate     = 100_000 // feet per minute
)

// breakAfter is the silence, in milliseconds, after which the call sign may be another:
// the rows from the break to the next call sign heard are given that one.
const breakAfter = 10 * 60 * 1000

var cellNames = [...]string{"time", "latitude", "longitude", "altitude", "speed", "track", "flags", "vertical rate", "details", "source", "geometric altitude"}

// rows reads the trace from its opening bracket to its end.
func (p *parser) rows() fault {
	p.read = true
	p.pos++
	for p.row = 0; ; p.row++ {
		p.space()
		if p.pos < len(p.data) && p.data[p.pos] == ',' {
			p.pos++
			p.space()
		}
		if p.pos == len(p.data) {
			return cut
		}
		start := p.pos
		switch p.data[p.pos] {
		case ']':
			p.pos++
			return fine
		case '[':
			blank := adsb.Point{Row: p.row, Member: p.member, NIC: -1, NACp: -1, SIL: -1}
			point := blank
			if p.usual(&point) {
				p.keep(point, start)
				continue
			}
			point = blank
			reason, f := p.cells(&point)
			if f == broken && p.resume() {
				reason, f = NotJSON, fine
			}
			if f != fine {
				return f
			}
			if reason == "" {
				p.keep(point, start)
				continue
			}
			p.reject(start, reason)
		default:
			if f := p.skip(); f != fine {
				return f
			}
			p.reject(start, NotARow)
		}
		if p.rejected > maxRejected {
			return flood
		}
	}
}

func (p *parser) reject(at int, reason string) {
	p.rejected++
	p.track.Rejected = append(p.track.Rejected, adsb.Rejection{Member: p.member, Row: p.row, Offset: int64(at), Reason: reason})
}

func (p *parser) clean(at int, reason string) {
	if len(p.track.Cleaned) < maxRejected {
		p.track.Cleaned = append(p.track.Cleaned, adsb.Rejection{Member: p.member, Row: p.row, Offset: int64(at), Reason: reason})
	}
}

// resume finds the end of a row whose inside is not JSON: the next "],[".
func (p *parser) resume() bool {
	for {
		n := bytes.IndexByte(p.data[p.pos:], ']')
		if n < 0 {
			return false
		}
		p.pos += n + 1
		next := scanner{p.data, p.pos}
		next.space()
		if next.pos == len(p.data) || p.data[next.pos] != ',' {
			continue
		}
		next.pos++
		next.space()
		if next.pos < len(p.data) && p.data[next.pos] == '[' {
			return true
		}
	}
}

// keep takes a row that is good and begins at a byte.
func (p *parser) keep(point adsb.Point, start int) {
	t := p.track
	if p.last-point.Time > backwards {
		p.clean(start, Backwards)
	}
	at := len(t.Points)
	if p.last != 0 && (point.Time-p.last > breakAfter || point.Is(adsb.LegStart)) {
		p.sinceBreak = at
	}
	p.last = point.Time
	if p.heard {
		p.heard = false
		if p.sinceBreak >= 0 {
			for i := p.sinceBreak; i < at; i++ {
				t.Points[i].Callsign = p.callsign
			}
			p.sinceBreak = -1
		}
	}
	point.Callsign = p.callsign
	t.Points = append(t.Points, point)
}

// cells reads one row. It returns why the row cannot be used, "" when it can, and
// stands behind the closing bracket unless there is a fault.
func (p *parser) cells(pt *adsb.Point) (reason string, f fault) {
	p.pos++ // the opening bracket
	for cell := 0; ; cell++ {
		p.space()
		if p.pos == len(p.data) {
			return "", cut
		}
		var x float64
		var k kind
		from := p.pos
		switch c := p.data[p.pos]; {
		case c == ']' && cell == 0:
			p.pos++
			return TooShort, fine
		case cell == 3 && c == '"':
			var word []byte
			if word, f = p.str(); string(word) == "ground" {
				pt.Has |= adsb.OnGround
			} else {
				k = other
			}
		case cell == 8:
			if c == '{' {
				f = p.details(pt)
			} else {
				f = p.skip()
			}
		case cell == 9:
			if c == '"' {
				var word []byte
				word, f = p.str()
				pt.Source = sourceOf(word)
			} else {
				f = p.skip()
			}
		case cell > 10:
			f = p.skip()
		default:
			x, k, f = p.number()
		}
		if f != fine {
			return "", f
		}
		if k != null {
			if why := p.take(pt, cell, x, k, from); reason == "" {
				reason = why
			}
		} else if cell < 3 && reason == "" {
			reason = [...]string{NoTime, NoPosition, NoPosition}[cell]
		}
		p.space()
		if p.pos == len(p.data) {
			return "", cut
		}
		switch p.data[p.pos] {
		case ',':
			p.pos++
		case ']':
			p.pos++
			if cell < 2 && reason == "" {
				reason = TooShort
			}
			return reason, fine
		default:
			return "", broken
		}
	}
}

// take puts the number of one cell into the point, or says why the row cannot be used.
func (p *parser) take(pt *adsb.Point, cell int, x float64, k kind, at int) string {
	switch k {
	case notFinite:
		return cellNames[cell] + " is not a finite number"
	case other:
		return cellNames[cell] + " is not a number"
	}
	switch cell {
	case 0:
		ms := (p.base + x) * 1000
		switch {
		case ms < earliestTime:
			return TooEarly
		case ms > p.latest:
			return TooLate
		}
		pt.Time = int64(math.Round(ms))
	case 1:
		if x < -90 || x > 90 {
			return BadLatitude
		}
		pt.Lat = x
	case 2:
		if x < -180 || x > 180 {
			return BadLongitude
		}
		pt.Lon = x
	case 3:
		if p.within(x, -maxAltitude, maxAltitude, AltitudeRange, at) {
			pt.AltFt = int32(math.Round(x))
			pt.Has |= adsb.HasAlt
		}
	case 4:
		if p.within(x, 0, maxSpeed, SpeedRange, at) {
			pt.GS = float32(x)
			pt.Has |= adsb.HasSpeed
		}
	case 5:
		if p.within(x, -360, 360, TrackRange, at) {
			if x < 0 {
				x += 360
			}
			pt.Track = float32(x)
			pt.Has |= adsb.HasTrack
		}
	case 6:
		if x >= 0 && x < 1<<31 {
			pt.Has |= flagBits[int(x)&15]
		}
	case 7:
		if p.within(x, -maxRate, maxRate, RateRange, at) {
			pt.VRate = int32(math.Round(x))
			pt.Has |= adsb.HasRate
		}
	case 10:
		if p.within(x, -maxAltitude, maxAltitude, AltitudeRange, at) {
			pt.GeomFt = int32(math.Round(x))
			pt.Has |= adsb.HasGeom
		}
	}
	return ""
}

// within reports whether a value can be meant, and lists it when it cannot.
func (p *parser) within(x, low, high float64, reason string, at int) bool {
	if x >= low && x <= high {
		return true
	}
	p.clean(at, reason)
	return false
}

// flagBits are a row's flags as adsb has them. Flag 4, a geometric vertical rate, tells nothing here.
var flagBits = func() (bits [16]adsb.Has) {
	for i := range bits {
		for flag, has := range map[int]adsb.Has{1: adsb.Stale, 2: adsb.LegStart, 8: adsb.AltGeometric} {
			if i&flag != 0 {
				bits[i] |= has
			}
		}
	}
	return bits
}()
