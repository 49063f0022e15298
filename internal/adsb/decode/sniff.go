package decode

import (
	"bytes"
	"errors"
	"strings"

	"github.com/charterwatch/charterwatch/internal/adsb/aircraftjson"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
	"github.com/charterwatch/charterwatch/internal/adsb/jsontext"
	"github.com/charterwatch/charterwatch/internal/adsb/opensky"
	"github.com/charterwatch/charterwatch/internal/adsb/sbs"
)

// Format is what a text is, by its content.
type Format uint8

// The formats. Those from Reported on are not read here.
const (
	Unknown Format = iota
	Trace
	Aircraft
	SBS
	StatesCSV
	StatesJSON
	Path
	Reported // legs that somebody reports: a table of them, or OpenSky's flights
	Wide     // UTF-16
)

func (f Format) String() string {
	return [...]string{"unknown", "readsb trace", aircraftjson.Format, sbs.Format, opensky.FormatCSV, opensky.FormatStates,
		opensky.FormatTrack, "list of reported legs", "text in UTF-16"}[f]
}

// Positions reports whether the format holds positions, so that Read reads it.
func (f Format) Positions() bool { return f >= Trace && f <= Path }

// Sniff tells the format of an unpacked text.
func Sniff(text []byte) Format {
	if isWide(text) {
		return Wide
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	trimmed := bytes.TrimLeft(text, " \t\r\n")
	if len(trimmed) > 0 && (trimmed[0] == '{' || trimmed[0] == '[') {
		return sniffJSON(trimmed)
	}
	return sniffLines(trimmed)
}

// isWide knows UTF-16 by its mark, or by every other byte of the start being zero.
func isWide(text []byte) bool {
	if bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) {
		return true
	}
	head := text[:min(len(text), 64)]
	return len(head) >= 8 && bytes.Count(head, []byte{0}) >= len(head)/2-1
}

// looked is how many lines are looked at: a log may begin in the middle of one.
const looked = 5

func sniffLines(text []byte) Format {
	n := 0
	for l := range gather.Lines(text) {
		if len(l.Text) == 0 {
			continue
		}
		if n++; n > looked || len(l.Text) > gather.MaxLine {
			break
		}
		kind, _, comma := bytes.Cut(l.Text, []byte(","))
		switch string(kind) {
		case "MSG", "MLAT", "SEL", "ID", "AIR", "STA", "CLK":
			if comma {
				return SBS
			}
		}
		switch {
		case l.Text[0] == '{': // lines of JSON behind half a line
			return sniffJSON(text[l.Offset:])
		case n > 1: // a header stands first
		case opensky.IsHeader(l.Text):
			return StatesCSV
		case isLegsHeader(l.Text):
			return Reported
		}
	}
	return Unknown
}

// isLegsHeader reports whether a line heads a table with a place of departure and one of
// arrival, in English, Spanish, French, Portuguese or German; letters with accents are left out.
func isLegsHeader(line []byte) bool {
	for _, separator := range []byte{',', ';', '\t', '|'} {
		var from, to bool
		for _, cell := range gather.Fields(line, separator, nil) {
			name := strings.Map(func(r rune) rune {
				if r < 'a' || r > 'z' {
					return -1
				}
				return r
			}, strings.ToLower(string(cell)))
			begins := func(words ...string) bool {
				for _, w := range words {
					if strings.HasPrefix(name, w) {
						return true
					}
				}
				return false
			}
			from = from || name == "from" || name == "dep" || begins("orig", "depart", "dpart", "provenance", "procedencia", "salida", "partida", "abflug", "estdepart", "airportofdepart", "adep", "depa", "fromairport", "fromcity")
			to = to || name == "to" || name == "arr" || begins("dest", "arriv", "llegada", "chegada", "ankunft", "estarriv", "airportofdest", "ades", "toairport", "tocity")
		}
		if from && to {
			return true
		}
	}
	return false
}

var errKnown = errors.New("known")

// sniffJSON tells formats by the keys of the first object; of a line when they stand one a line.
func sniffJSON(text []byte) Format {
	found := Unknown
	look := func(v jsontext.Value) error {
		if v.IsArray() { // OpenSky's flights are a bare list
			err := jsontext.Elements(v, func(v jsontext.Value) error {
				if f := sniffObject(v); f == Reported {
					found = f
				}
				return errKnown
			})
			if errors.Is(err, errKnown) {
				return err
			}
			return nil
		}
		if found = sniffObject(v); found != Unknown {
			return errKnown
		}
		return nil
	}
	n := 0
	err := jsontext.Values(text, func(v jsontext.Value) error {
		if n++; n > looked {
			return errKnown
		}
		return look(v)
	})
	_ = err // whatever is wrong with the rest, its reader will say
	return found
}

func sniffObject(v jsontext.Value) Format {
	if !v.IsObject() {
		return Unknown
	}
	var has struct{ icao, icao24, path, hex, now bool }
	found := Unknown
	err := jsontext.Members(v, func(key []byte, v jsontext.Value) error {
		switch string(key) {
		case "trace":
			found = Trace
		case "states":
			found = StatesJSON
		case "aircraft", "ac":
			if v.IsArray() {
				found = Aircraft
			}
		case "path":
			has.path = v.IsArray()
		case "estDepartureAirport", "estArrivalAirport", "estdepartureairport", "airportofdeparture":
			found = Reported
		case "icao":
			has.icao = true
		case "icao24":
			has.icao24 = true
		case "hex":
			has.hex = v.IsString()
		case "now":
			has.now = true
		}
		if found != Unknown {
			return errKnown
		}
		return nil
	})
	switch {
	case errors.Is(err, errKnown):
	case has.path && has.icao24:
		found = Path
	case has.icao:
		found = Trace // without rows: readsb says what is missing
	case has.hex || has.now:
		found = Aircraft
	}
	return found
}
