package readsb

import (
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// usual reads a row of the fourteen cells that readsb writes, without white space and
// with nothing wrong in it: nearly every row there is, in half the time of cells. At
// anything else it reports false and stands where it stood, and cells decides.
func (p *parser) usual(pt *adsb.Point) bool {
	start, cleaned := p.pos, len(p.track.Cleaned)
	if p.usualCells(pt) {
		return true
	}
	p.pos, p.track.Cleaned = start, p.track.Cleaned[:cleaned]
	return false
}

func (p *parser) usualCells(pt *adsb.Point) bool {
	data := p.data
	at := p.pos + 1
	// next reads a number that a comma follows, and passes over both.
	next := func(low, high float64) (x float64, ok bool) {
		x, end := plainNumber(data, at)
		if end < 0 || data[end] != ',' || !(x >= low && x <= high) {
			return 0, false
		}
		at = end + 1
		return x, true
	}
	// absent passes over a null and its comma.
	absent := func() bool {
		if at+4 < len(data) && data[at] == 'n' && string(data[at:at+5]) == "null," {
			at += 5
			return true
		}
		return false
	}

	offset, ok := next(-1e9, 1e9)
	ms := (p.base + offset) * 1000
	if !ok || ms < earliestTime || ms > p.latest {
		return false
	}
	pt.Time = int64(math.Round(ms))
	if pt.Lat, ok = next(-90, 90); !ok {
		return false
	}
	if pt.Lon, ok = next(-180, 180); !ok {
		return false
	}
	var x float64
	const ground = `"ground",`
	switch {
	case at+len(ground) <= len(data) && data[at] == '"' && string(data[at:at+len(ground)]) == ground:
		at += len(ground)
		pt.Has |= adsb.OnGround
	case absent():
	default:
		if x, ok = next(-maxAltitude, maxAltitude); !ok {
			return false
		}
		pt.AltFt = int32(math.Round(x))
		pt.Has |= adsb.HasAlt
	}
	if !absent() {
		if x, ok = next(0, maxSpeed); !ok {
			return false
		}
		pt.GS = float32(x)
		pt.Has |= adsb.HasSpeed
	}
	if !absent() {
		if x, ok = next(0, 360); !ok {
			return false
		}
		pt.Track = float32(x)
		pt.Has |= adsb.HasTrack
	}
	if x, ok = next(0, 15); !ok {
		return false
	}
	pt.Has |= flagBits[int(x)]
	if !absent() {
		if x, ok = next(-maxRate, maxRate); !ok {
			return false
		}
		pt.VRate = int32(math.Round(x))
		pt.Has |= adsb.HasRate
	}
	if !absent() {
		p.pos = at
		if at == len(data) || data[at] != '{' || p.details(pt) != fine {
			return false
		}
		if at = p.pos + 1; at > len(data) || data[p.pos] != ',' {
			return false
		}
	}
	if at == len(data) || data[at] != '"' {
		return false
	}
	p.pos = at
	word, f := p.str()
	if f != fine || p.pos == len(data) || data[p.pos] != ',' {
		return false
	}
	pt.Source = sourceOf(word)
	at = p.pos + 1
	if !absent() {
		if x, ok = next(-maxAltitude, maxAltitude); !ok {
			return false
		}
		pt.GeomFt = int32(math.Round(x))
		pt.Has |= adsb.HasGeom
	}
	for ; at < len(data); at++ {
		switch data[at] {
		case ']':
			p.pos = at + 1
			return true
		case '"', '[', '{', '}':
			return false
		}
	}
	return false
}
