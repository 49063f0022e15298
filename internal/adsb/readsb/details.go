package readsb

import (
	"bytes"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// details reads the object that every fourth row or so carries in its ninth cell.
func (p *parser) details(pt *adsb.Point) fault {
	p.pos++ // the opening brace
	for first := true; ; first = false {
		key, f := p.key(first)
		if f == done {
			return fine
		}
		if f != fine {
			return f
		}
		switch string(key) {
		case "flight":
			f = p.flight()
		case "type": // old rows have no tenth cell
			if p.data[p.pos] != '"' {
				f = p.skip()
				break
			}
			var word []byte
			word, f = p.str()
			pt.Source = sourceOf(word)
		case "nic":
			pt.NIC, f = p.small()
		case "nac_p":
			pt.NACp, f = p.small()
		case "sil":
			pt.SIL, f = p.small()
		default:
			f = p.skip()
		}
		if f != fine {
			return f
		}
	}
}

// small reads one of the quality numbers, which are 0 to 15; -1 for anything else.
func (p *parser) small() (int8, fault) {
	x, k, f := p.number()
	if k != number || !(x >= 0 && x <= 15) {
		return -1, f
	}
	return int8(x), f
}

// flight reads the call sign and carries it forward. What is no printable ASCII is
// removed and listed; padding, and the "@" of an empty character, are not text.
func (p *parser) flight() fault {
	if p.data[p.pos] != '"' {
		return p.skip()
	}
	at := p.pos
	raw, f := p.str()
	if f != fine {
		return f
	}
	t := p.track
	name := bytes.Trim(raw, " @")
	if !plain(name) {
		decoded := unescape(raw)
		name = name[:0:0]
		for _, r := range decoded {
			if r >= ' ' && r <= '~' {
				name = append(name, byte(r))
			}
		}
		if len(name) < len(decoded) {
			p.clean(at, CallsignText)
		}
		name = bytes.Trim(name, " @")
	}
	if len(name) > maxCallsign {
		name = bytes.TrimRight(name[:maxCallsign], " @")
		p.clean(at, CallsignText)
	}
	if len(name) == 0 {
		return fine
	}
	p.heard = true
	if t.Callsigns[p.callsign] == string(name) {
		return fine
	}
	for i, known := range t.Callsigns {
		if known == string(name) {
			p.callsign = uint16(i)
			return fine
		}
	}
	if p.callsign = t.Callsign(string(name)); p.callsign == 0 {
		p.clean(at, TooManySigns)
	}
	return fine
}

// maxCallsign is the longest call sign: ICAO Annex 10 gives it eight characters.
const maxCallsign = 8

// plain reports whether a text is printable ASCII without escapes.
func plain(s []byte) bool {
	for _, c := range s {
		if c < ' ' || c > '~' || c == '\\' {
			return false
		}
	}
	return true
}

// sourceOf puts readsb's words for the way of a position into the classes of adsb.
func sourceOf(word []byte) adsb.Source {
	switch string(word) {
	case "adsb_icao", "adsb_icao_nt", "adsb_other":
		return adsb.ADSB
	case "adsr_icao", "adsr_other":
		return adsb.ADSR
	case "adsc":
		return adsb.ADSC
	case "mlat":
		return adsb.MLAT
	case "tisb_icao", "tisb_trackfile", "tisb_other":
		return adsb.TISB
	case "mode_s", "mode_a":
		return adsb.ModeS
	case "other":
		return adsb.Other
	}
	return adsb.SourceUnknown
}
