package readsb

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// FuzzParse holds the tokeniser against encoding/json on every text that is JSON, and
// against its own promises on every text.
func FuzzParse(f *testing.F) {
	const head = `{"icao":"a2c4e0","r":"N1","timestamp":1759104000.5,"trace":[`
	for _, rows := range []string{
		``, `[]`, `[1,2,3]`, `[-1.25,-89.999999,180,"ground",0.0,359.9,9,-64,null]`,
		`[0.00,16.777359,-88.036868,32000,478.6,327.8,1,0,{"type":"adsb_icao","flight":"DAL1812 ","nic":8,"nac_p":10,"sil":3,"nav_modes":["autopilot","lnav"],"acas_ra":{"a":[{}]}},"adsb_icao",33825,32,280,0.0]`,
		`[1,2,3,4],[2,95,3,4],[3,NaN,3,4],[4,1,2,1e999]`, `[1e2,1,2,"air",true,"x",{},[],7,8,"9",10,11,12]`, `null,{},[[]],"x",[1,2,3]`,
		`[1234567890123456789,1,2],[1,0.1234567890123456789,2]`, `[1,2,3,4,,5],[1,2,3]`, "[1,2,3,4,5,6,7,8,{\"flight\":\"A\x00\xff@\"}]",
	} {
		f.Add([]byte(head + rows + `]}`))
	}
	f.Add([]byte(`{"trace":[[1,2,3]],"timestamp":1759104000,"dbFlags":1,"simulated":true,"icao":"~00ABCD"}`))
	f.Add([]byte(head + `[1,2,3,4],[1,2`))
	if text, err := os.ReadFile("../../../../shared/data/traces/trace_full_ac671b.json"); err == nil {
		rows := bytes.SplitAfterN(text, []byte(",\n"), 13) // the header's eight and the first four rows
		f.Add(append(bytes.Join(rows[:12], nil), "[1,2,3]]}"...))
	}
	until := time.Unix(1800000000, 0)
	f.Fuzz(func(t *testing.T, text []byte) {
		var track adsb.Track
		err := ParseUntil(text, adsb.Member{Name: "trace_full_00ab12.json"}, until, &track)
		for i, p := range track.Points {
			if !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) || p.Time < earliestTime || p.Time > until.UnixMilli() ||
				int(p.Callsign) >= len(track.Callsigns) || p.Is(adsb.OnGround|adsb.HasAlt) || math.IsNaN(float64(p.GS)) || math.IsNaN(float64(p.Track)) {
				t.Fatalf("point %d is %+v", i, p)
			}
			if i > 0 && p.Row <= track.Points[i-1].Row {
				t.Fatalf("row %d after row %d", p.Row, track.Points[i-1].Row)
			}
		}
		for _, r := range track.Rejected {
			if r.Reason == "" || r.Offset < 0 || r.Offset > int64(len(text)) {
				t.Fatalf("rejected %+v", r)
			}
		}
		for _, name := range track.Callsigns {
			if len(name) > maxCallsign || !plain([]byte(name)) && !strings.Contains(name, `\`) {
				t.Fatalf("call sign %q", name)
			}
		}
		var part *Partial
		if err != nil && !errors.As(err, &part) && (len(track.Points) > 0 || len(track.Members) > 0) {
			t.Fatalf("%v, but the track was changed", err)
		}
		if !json.Valid(text) || bytes.IndexByte(text, '\\') >= 0 || repeatsKeys(text) {
			return
		}
		want, ok := slowly(text, until)
		if !ok {
			return
		}
		if err != nil {
			t.Fatalf("the oracle reads it, we say: %v", err)
		}
		if len(track.Points) != len(want.points) || len(track.Rejected) != want.rejected {
			t.Fatalf("%d points and %d rejected, want %d and %d\n%v", len(track.Points), len(track.Rejected), len(want.points), want.rejected, track.Rejected)
		}
		for i, p := range track.Points {
			if want.flights[i] != "" && track.Callsigns[p.Callsign] != want.flights[i] {
				t.Fatalf("row %d has call sign %q, want %q", p.Row, track.Callsigns[p.Callsign], want.flights[i])
			}
			if p.Callsign = 0; p != want.points[i] {
				t.Fatalf("row %d is\n%+v, want\n%+v", p.Row, p, want.points[i])
			}
		}
	})
}

type oracle struct {
	points   []adsb.Point
	flights  []string // the call sign in the row's own details
	rejected int
}

// slowly reads a trace with encoding/json. It reports false where the file as a whole cannot be used.
func slowly(text []byte, until time.Time) (oracle, bool) {
	var o oracle
	var file map[string]json.RawMessage
	if json.Unmarshal(text, &file) != nil || file == nil {
		return o, false
	}
	base, isNumber := float(file["timestamp"])
	if !isNumber || math.IsInf(base, 0) {
		return o, false
	}
	var icao string
	if json.Unmarshal(file["icao"], &icao) == nil && icao != "" && !isHex(strings.TrimPrefix(strings.ToLower(icao), "~")) {
		return o, false
	}
	var rows []json.RawMessage
	if json.Unmarshal(file["trace"], &rows) != nil || rows == nil {
		return o, false
	}
	for i, raw := range rows {
		var cells []json.RawMessage
		if json.Unmarshal(raw, &cells) != nil || len(cells) < 3 {
			o.rejected++
			continue
		}
		p := adsb.Point{Row: int32(i), NIC: -1, NACp: -1, SIL: -1}
		flight, ok := "", true
		for c, cell := range cells[:min(len(cells), 11)] {
			x, isNumber := float(cell)
			isNull := string(cell) == "null"
			switch {
			case c == 3 && string(cell) == `"ground"`:
				p.Has |= adsb.OnGround
				continue
			case c == 8:
				flight = details(cell, &p)
				continue
			case c == 9:
				var word string
				if json.Unmarshal(cell, &word) == nil && !isNull {
					p.Source = sourceOf([]byte(word))
				}
				continue
			case isNull:
				ok = ok && c > 2
				continue
			case !isNumber || math.IsInf(x, 0):
				ok = false
				continue
			}
			set := func(lo, hi float64, has adsb.Has, put func(float64)) {
				if x >= lo && x <= hi {
					p.Has |= has
					put(x)
				}
			}
			round := func(to *int32) func(float64) { return func(x float64) { *to = int32(math.Round(x)) } }
			switch c {
			case 0:
				ms := (base + x) * 1000
				if ms < 946684800e3 || ms > float64(until.UnixMilli()) {
					ok = false
				} else {
					p.Time = int64(math.Round(ms))
				}
			case 1:
				p.Lat = x
				ok = ok && math.Abs(x) <= 90
			case 2:
				p.Lon = x
				ok = ok && math.Abs(x) <= 180
			case 3:
				set(-200000, 200000, adsb.HasAlt, round(&p.AltFt))
			case 4:
				set(0, 5000, adsb.HasSpeed, func(x float64) { p.GS = float32(x) })
			case 5:
				set(-360, 360, adsb.HasTrack, func(x float64) {
					if x < 0 {
						x += 360
					}
					p.Track = float32(x)
				})
			case 6:
				if x >= 0 && x < 1<<31 {
					for flag, has := range map[int]adsb.Has{1: adsb.Stale, 2: adsb.LegStart, 8: adsb.AltGeometric} {
						if int(x)&flag != 0 {
							p.Has |= has
						}
					}
				}
			case 7:
				set(-100000, 100000, adsb.HasRate, round(&p.VRate))
			case 10:
				set(-200000, 200000, adsb.HasGeom, round(&p.GeomFt))
			}
		}
		if !ok {
			o.rejected++
			continue
		}
		o.points = append(o.points, p)
		o.flights = append(o.flights, flight)
	}
	return o, true
}

func details(cell json.RawMessage, p *adsb.Point) (flight string) {
	var d map[string]json.RawMessage
	if json.Unmarshal(cell, &d) != nil {
		return ""
	}
	var word string
	if raw, ok := d["type"]; ok && raw[0] == '"' && json.Unmarshal(raw, &word) == nil {
		p.Source = sourceOf([]byte(word))
	}
	for key, to := range map[string]*int8{"nic": &p.NIC, "nac_p": &p.NACp, "sil": &p.SIL} {
		if x, ok := float(d[key]); ok && x >= 0 && x <= 15 {
			*to = int8(x)
		}
	}
	if raw, ok := d["flight"]; ok && raw[0] == '"' && json.Unmarshal(raw, &flight) == nil {
		flight = strings.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return -1
			}
			return r
		}, flight)
		flight = strings.Trim(flight, " @")
		flight = strings.TrimRight(flight[:min(len(flight), 8)], " @")
	}
	return flight
}

// float reads a JSON number; one beyond float64 is an infinity.
func float(raw json.RawMessage) (float64, bool) {
	if len(raw) == 0 || raw[0] != '-' && (raw[0] < '0' || raw[0] > '9') {
		return 0, false
	}
	x, _ := strconv.ParseFloat(string(raw), 64)
	return x, true
}

// repeatsKeys reports whether an object has a key twice: which one counts is nobody's rule.
func repeatsKeys(text []byte) bool {
	d := json.NewDecoder(bytes.NewReader(text))
	type level struct {
		keys  map[string]bool
		value bool
	}
	var stack []level
	for {
		token, err := d.Token()
		if err != nil {
			return false
		}
		if n := len(stack) - 1; n >= 0 && stack[n].keys != nil {
			if key, ok := token.(string); ok && !stack[n].value {
				if stack[n].keys[key] {
					return true
				}
				stack[n].keys[key] = true
				stack[n].value = true
				continue
			}
			stack[n].value = false
		}
		switch token {
		case json.Delim('{'):
			stack = append(stack, level{keys: map[string]bool{}})
		case json.Delim('['):
			stack = append(stack, level{})
		case json.Delim('}'), json.Delim(']'):
			stack = stack[:len(stack)-1]
		}
	}
}

// FuzzUnescape holds the decoding of strings against encoding/json.
func FuzzUnescape(f *testing.F) {
	for _, s := range []string{`plain`, `a\"b\\\/\b\f\n\r\t`, `\u00e9\ud83d\ude00`, `\ud83d`, `\ud83dx\ude00`, "\xff\xfe", `\ud800\ud800\udc00`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := unescape([]byte(s))
		var want string
		if json.Unmarshal([]byte(`"`+s+`"`), &want) == nil && got != want && strings.ToValidUTF8(s, "") == s {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	})
}
