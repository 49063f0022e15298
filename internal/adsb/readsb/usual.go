package readsb

import (
	"encoding/binary"
	"math"
	"math/bits"

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
	offset, at := cell(data, p.pos+1, -1e9, 1e9)
	ms := (p.base + offset) * 1000
	if at < 0 || ms < earliestTime || ms > p.latest {
		return false
	}
	pt.Time = int64(math.Round(ms))
	if pt.Lat, at = cell(data, at, -90, 90); at < 0 {
		return false
	}
	if pt.Lon, at = cell(data, at, -180, 180); at < 0 {
		return false
	}
	var x float64
	const ground = `"ground",`
	switch {
	case at+len(ground) <= len(data) && data[at] == '"' && string(data[at:at+len(ground)]) == ground:
		at += len(ground)
		pt.Has |= adsb.OnGround
	case absent(data, at):
		at += len("null,")
	default:
		if x, at = cell(data, at, -maxAltitude, maxAltitude); at < 0 {
			return false
		}
		pt.AltFt = int32(math.Round(x))
		pt.Has |= adsb.HasAlt
	}
	if absent(data, at) {
		at += len("null,")
	} else {
		if x, at = cell(data, at, 0, maxSpeed); at < 0 {
			return false
		}
		pt.GS = float32(x)
		pt.Has |= adsb.HasSpeed
	}
	if absent(data, at) {
		at += len("null,")
	} else {
		if x, at = cell(data, at, 0, 360); at < 0 {
			return false
		}
		pt.Track = float32(x)
		pt.Has |= adsb.HasTrack
	}
	if x, at = cell(data, at, 0, 15); at < 0 {
		return false
	}
	pt.Has |= flagBits[int(x)]
	if absent(data, at) {
		at += len("null,")
	} else {
		if x, at = cell(data, at, -maxRate, maxRate); at < 0 {
			return false
		}
		pt.VRate = int32(math.Round(x))
		pt.Has |= adsb.HasRate
	}
	if absent(data, at) {
		at += len("null,")
	} else {
		if at == len(data) || data[at] != '{' {
			return false
		}
		p.pos = at
		cleaned := len(p.track.Cleaned)
		if !p.usualDetails(pt) {
			p.pos, pt.NIC, pt.NACp, pt.SIL = at, -1, -1, -1
			p.track.Cleaned = p.track.Cleaned[:cleaned]
			if p.details(pt) != fine {
				return false
			}
		}
		if at = p.pos + 1; at > len(data) || data[p.pos] != ',' {
			return false
		}
	}
	const own = `"adsb_icao",`
	if at+len(own) <= len(data) && string(data[at:at+len(own)]) == own {
		pt.Source = adsb.ADSB
		at += len(own)
	} else {
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
	}
	if absent(data, at) {
		at += len("null,")
	} else {
		if x, at = cell(data, at, -maxAltitude, maxAltitude); at < 0 {
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

// cell reads a number that a comma follows, and returns where the next cell begins; -1 for
// anything else, and for a number beyond the limits. Up to seven digits on each side of the point, as
// nearly all have, take two steps; the rest plainNumber decides.
func cell(data []byte, at int, low, high float64) (x float64, next int) {
	i, ok := at, false
	if at+18 <= len(data) { // a sign, seven digits, a point and one more word
		if data[at] == '-' {
			i++
		}
		value, n := digitsOf(binary.LittleEndian.Uint64(data[i:]))
		if i += n; n-1 < 7 {
			ok, x = n > 0, float64(value)
			if data[i] == '.' {
				more, m := digitsOf(binary.LittleEndian.Uint64(data[i+1:]))
				ok = ok && m-1 < 7 && m > 0
				x = float64(value*whole10[m]+more) / pow10[m]
				i += 1 + m
			}
			if data[at] == '-' {
				x = -x
			}
		}
	}
	if !ok || data[i] != ',' {
		x, i = plainNumber(data, at)
		if i < 0 || data[i] != ',' {
			return 0, -1
		}
	}
	if !(x >= low && x <= high) {
		return 0, -1
	}
	return x, i + 1
}

// absent reports whether a null and a comma stand at a place.
func absent(data []byte, at int) bool {
	return at+4 < len(data) && data[at] == 'n' && string(data[at:at+5]) == "null,"
}

// usualDetails reads details without white space, escapes or anything nested but a list of
// words. At anything else it reports false, and details reads the object again from its start.
func (p *parser) usualDetails(pt *adsb.Point) bool {
	data, at := p.data, p.pos+1 // at the key's opening quote
	for {
		if at >= len(data) || data[at] != '"' {
			return false
		}
		from := at + 1
		at = textEnd(data, from)
		if at+2 >= len(data) || data[at] != '"' || data[at+1] != ':' {
			return false
		}
		key := data[from:at]
		at += 2
		start := at
		switch c := data[at]; {
		case c == '"':
			at = textEnd(data, at+1)
			if at >= len(data) || data[at] != '"' {
				return false
			}
			at++
		case c == '[':
			p.pos = at
			if p.skipNested() != fine {
				return false
			}
			at = p.pos
		default:
			if at = passOver(&scalarByte, data, at); at == start {
				return false
			}
		}
		if !p.detail(pt, key, start, at) || at >= len(data) {
			return false
		}
		switch data[at] {
		case ',':
			at++
		case '}':
			p.pos = at + 1
			return true
		default:
			return false
		}
	}
}

// detail takes one value of the details, data[from:to].
func (p *parser) detail(pt *adsb.Point, key []byte, from, to int) bool {
	text := p.data[from] == '"'
	switch string(key) {
	case "flight":
		if text {
			p.pos = from
			return p.flight() == fine
		}
	case "type": // old rows have no tenth cell
		if text {
			pt.Source = sourceOf(p.data[from+1 : to-1])
		}
	case "nic":
		return usualSmall(p.data[from:to], &pt.NIC)
	case "nac_p":
		return usualSmall(p.data[from:to], &pt.NACp)
	case "sil":
		return usualSmall(p.data[from:to], &pt.SIL)
	}
	return true
}

// usualSmall reads a whole number of 0 to 15.
func usualSmall(digits []byte, into *int8) bool {
	n := int8(digits[0] - '0')
	switch {
	case len(digits) > 2 || n < 0 || n > 9:
		return false
	case len(digits) == 2:
		n = n*10 + int8(digits[1]-'0')
		if digits[1] < '0' || digits[1] > '9' || n < 10 || n > 15 {
			return false
		}
	}
	*into = n
	return true
}

// textEnd returns the first place from at on that ends a plain string: a quote, an escape or a
// control character. It looks at eight bytes at once, since nobody foresees how long a word is.
func textEnd(data []byte, at int) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for at+8 <= len(data) {
		word := binary.LittleEndian.Uint64(data[at:])
		quote, escape := word^('"'*ones), word^('\\'*ones)
		// The lowest top bit that is set is that of the first byte that is zero, or below ' '.
		if found := ((quote-ones)&^quote | (escape-ones)&^escape | (word-' '*ones)&^word) & tops; found != 0 {
			return at + bits.TrailingZeros64(found)/8
		}
		at += 8
	}
	return passOver(&textByte, data, at)
}

// passOver returns the first place from at on whose byte is not in the set.
func passOver(set *[256]bool, data []byte, at int) int {
	for at < len(data) && set[data[at]] {
		at++
	}
	return at
}

// textByte are the bytes of a string without an escape, scalarByte those of a number or a literal.
var textByte, scalarByte = func() (text, scalar [256]bool) {
	for c := range 256 {
		text[c] = c >= ' ' && c != '"' && c != '\\'
		scalar[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '+' || c == '.'
	}
	return text, scalar
}()
