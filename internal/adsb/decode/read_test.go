package decode_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/aircraftjson"
	"github.com/charterwatch/charterwatch/internal/adsb/decode"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
	"github.com/charterwatch/charterwatch/internal/adsb/sbs"
)

var until = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// told prints a point as a table has it: time, position, altitude, speed and so on.
func told(t *adsb.Track, p adsb.Point) string {
	alt := "-"
	switch {
	case p.Is(adsb.OnGround):
		alt = "ground"
	case p.Is(adsb.HasAlt | adsb.AltGeometric):
		alt = fmt.Sprintf("%dH", p.AltFt)
	case p.Is(adsb.HasAlt):
		alt = fmt.Sprint(p.AltFt)
	}
	s := fmt.Sprintf("%d %s %.4f %.4f %s", p.Row, p.When().Format("15:04:05.0"), p.Lat, p.Lon, alt)
	for _, f := range []struct {
		has  adsb.Has
		text string
	}{{adsb.HasGeom, fmt.Sprintf(" geom %d", p.GeomFt)}, {adsb.HasSpeed, fmt.Sprintf(" %.1f kt", p.GS)}, {adsb.HasTrack, fmt.Sprintf(" %.0f°", p.Track)}, {adsb.HasRate, fmt.Sprintf(" %d fpm", p.VRate)}} {
		if p.Is(f.has) {
			s += f.text
		}
	}
	if p.Source != adsb.SourceUnknown {
		s += fmt.Sprintf(" src %d", p.Source)
	}
	if p.Callsign != 0 {
		s += " " + t.Callsigns[p.Callsign]
	}
	return s
}

func read(t testing.TB, text string) (map[string]string, decode.Report, error) {
	t.Helper()
	tracks, report, err := decode.Read([]byte(text), adsb.Member{Name: "file"}, decode.Options{Until: until})
	out := map[string]string{}
	for _, tr := range tracks {
		var lines []string
		for _, p := range tr.Points {
			lines = append(lines, told(tr, p))
		}
		hex := tr.Hex
		if tr.NonICAO {
			hex = "~" + hex
		}
		out[hex] = strings.Join(lines, "\n")
	}
	return out, report, err
}

// 1759183200 is 2025-09-29 22:00:00 UTC.
func TestFormats(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		format     decode.Format
		want       map[string]string
		counts     string // no position, repeated, stale, backwards
	}{
		{
			name: "aircraft.json: position time is now less seen_pos", format: decode.Aircraft,
			text: `{"now":1759183200.0,"messages":1,"aircraft":[
{"hex":"A2C4E0","type":"adsb_icao","flight":"OAE2000 ","r":"N225AX","t":"B763","dbFlags":5,"alt_baro":35000,"alt_geom":36100,"gs":450.1,"track":90.2,"baro_rate":-64,"lat":31.5,"lon":-92.5,"nic":8,"nac_p":9,"sil":3,"seen_pos":1.5,"seen":0.1},
{"hex":"~2c4e01","type":"tisb_other","alt_baro":"ground","lat":31.1,"lon":-92.1,"seen_pos":0.0},
{"hex":"ac0001","type":"adsb_icao","mlat":["lat","lon"],"tisb":[],"alt_geom":1000,"lat":10.0,"lon":20.0,"seen_pos":2},
{"hex":"ac0002","lastPosition":{"lat":1.0,"lon":2.0,"seen_pos":100},"rr_lat":3.0,"rr_lon":4.0,"seen":1},
{"hex":"ac0003","lat":5.0,"seen_pos":1}]}`,
			want: map[string]string{
				"a2c4e0":  "0 21:59:58.5 31.5000 -92.5000 35000 geom 36100 450.1 kt 90° -64 fpm src 1 OAE2000",
				"~2c4e01": "1 22:00:00.0 31.1000 -92.1000 ground src 5",
				"ac0001":  "2 21:59:58.0 10.0000 20.0000 - geom 1000 src 4",
				"ac0002":  "3 21:58:20.0 1.0000 2.0000 -",
			},
			counts: "0 0 0 0",
		},
		{
			name: "aircraft.json: a position of more than a minute ago is of its own time, without today's height, and told once", format: decode.Aircraft,
			text: `{"now":1759183200,"aircraft":[{"hex":"a2c4e0","alt_baro":"ground","gs":4,"lat":31.3,"lon":-92.5,"seen_pos":0.2}]}` + "\n" +
				`{"now":1759183290,"aircraft":[{"hex":"a2c4e0","type":"mode_s","lastPosition":{"lat":31.3,"lon":-92.5,"nic":8,"rc":186,"seen_pos":90.3}}]}` + "\n" +
				`{"now":1759183900,"aircraft":[{"hex":"a2c4e0","type":"mode_s","alt_baro":9000,"gs":280,"rr_lat":31.0,"rr_lon":-92.0,"lastPosition":{"lat":31.31,"lon":-92.5,"seen_pos":610}}]}` + "\n" +
				`{"now":1759183910,"aircraft":[{"hex":"a2c4e0","alt_baro":9000,"lastPosition":{"lat":31.4,"lon":-92.5}}]}`,
			want:   map[string]string{"a2c4e0": "0 21:59:59.8 31.3000 -92.5000 ground 4.0 kt\n2 22:01:30.0 31.3100 -92.5000 -"},
			counts: "1 1 0 0",
		},
		{
			name: "aircraft.json of dump1090 before 2018", format: decode.Aircraft,
			text: `{ "now" : 1759183200.0,
  "messages" : 2,
  "aircraft" : [
    {"hex":"a2c4e0","squawk":"2000","flight":"OAE2000 ","lat":31.5,"lon":-92.5,"nucp":7,"seen_pos":1.5,"altitude":35000,"vert_rate":-64,"track":90,"speed":450,"category":"A3","mlat":[],"tisb":[],"messages":100,"seen":0.1,"rssi":-20.1},
    {"hex":"a2c4e1","lat":31.6,"lon":-92.5,"seen_pos":0,"altitude":"ground","speed":0,"mlat":["lat","lon"],"tisb":[],"seen":0}
  ]
}
`,
			want: map[string]string{"a2c4e0": "0 21:59:58.5 31.5000 -92.5000 35000 450.0 kt 90° -64 fpm OAE2000", "a2c4e1": "1 22:00:00.0 31.6000 -92.5000 ground 0.0 kt src 4"},
		},
		{
			name: "aircraft.json: how each kind of position came", format: decode.Aircraft,
			text: `{"now":1759183200,"aircraft":[{"hex":"a00001","type":"adsr_icao","lat":1,"lon":2,"seen_pos":0},{"hex":"a00002","type":"adsc","lat":1,"lon":2,"seen_pos":30},` +
				`{"hex":"a00003","type":"mode_s","lat":1,"lon":2,"seen_pos":0},{"hex":"a00004","type":"adsb_icao_nt","lat":1,"lon":2,"seen_pos":0},{"hex":"a00005","type":"adsb_icao","tisb":["altitude","lat","lon"],"lat":1,"lon":2,"seen_pos":0}]}`,
			want: map[string]string{"a00001": "0 22:00:00.0 1.0000 2.0000 - src 2", "a00002": "1 21:59:30.0 1.0000 2.0000 - src 3", "a00003": "2 22:00:00.0 1.0000 2.0000 - src 6",
				"a00004": "3 22:00:00.0 1.0000 2.0000 - src 1", "a00005": "4 22:00:00.0 1.0000 2.0000 - src 5"},
		},
		{
			name: "v2: milliseconds, and the time behind the list", format: decode.Aircraft,
			text: `{"ac":[{"hex":"a2c4e0","lat":31.5,"lon":-92.5,"seen_pos":1}],"msg":"No error","now":1759183200500,"total":1}`,
			want: map[string]string{"a2c4e0": "0 21:59:59.5 31.5000 -92.5000 -"},
		},
		{
			name: "lines: heartbeats, a broken one, a blank one, a repeated position", format: decode.Aircraft,
			text: "{\"now\": 1759183200, \"alt_baro\": 3775, \"gscp\": 119, \"lat\": 40.765236, \"lon\": -119.192047, \"track\": 258.1, \"hex\": \"a19702\", \"flight\": \"N201PC\"}\n" +
				"{\"flight\": \"N/A\", \"now\": 1759183201}\n\n" +
				"{\"now\": 1759183202, \"lat\": 40.7, \"lon\": -119.1, \"hex\": \"a19702\n" +
				"{\"now\": 1759183203, \"alt_baro\": 3775, \"gscp\": 119, \"lat\": 40.765236, \"lon\": -119.192047, \"hex\": \"a19702\"}\n" +
				"{\"now\": 1759183204, \"alt_baro\": NaN, \"gscp\": 1e99, \"lat\": 40.766, \"lon\": -119.2, \"hex\": \"a19702\"}\n",
			want:   map[string]string{"a19702": "0 22:00:00.0 40.7652 -119.1920 3775 119.0 kt 258° N201PC\n4 22:00:04.0 40.7660 -119.2000 - N201PC"},
			counts: "1 1 0 0",
		},
		{
			name: "SBS: fields of several lines meet, and age", format: decode.SBS,
			text: "MSG,1,1,1,A2C4E0,1,2025/09/29,22:00:00.000,2025/09/29,22:00:00.100,OAE2000 ,,,,,,,,,,,0\r\n" +
				"MSG,4,1,1,A2C4E0,1,2025/09/29,22:00:01.000,2025/09/29,22:00:01.100,,,450,90.5,,,-64,,0,0,0,0\r\n" +
				"MSG,3,1,1,A2C4E0,1,2025/09/29,22:00:02.250,2025/09/29,22:00:02.300,,35000,,,31.50000,-92.50000,,,0,0,0,0\r\n" +
				"\r\n" +
				"MSG,5,1,1,A2C4E0,1,2025/09/29,22:00:05.000,2025/09/29,22:00:05.100,WRONG1  ,34975,,,,,,,0,,0,0\r\n" +
				"MSG,3,1,1,A2C4E0,1,2025/09/29,22:00:12.000,2025/09/29,22:00:12.000,,34900H,,,31.50000,-92.40000,,,0,0,0,0\r\n" +
				"MSG,2,1,1,A2C4E0,1,2025/09/29,23:00:00.000,2025/09/29,23:00:00.000,,,12.5,180,31.30000,-92.50000,,,,,,-1\r\n" +
				"MLAT,3,1,1,ACB2BA,1,2025/09/29,22:00:00.000,2025/09/29,22:00:00.000,,1000,,,30.00000,-91.00000,,,,,,\r\n",
			want: map[string]string{
				"a2c4e0": "2 22:00:02.2 31.5000 -92.5000 35000 450.0 kt 90° -64 fpm OAE2000\n" +
					"5 22:00:12.0 31.5000 -92.4000 34900H OAE2000\n" +
					"6 23:00:00.0 31.3000 -92.5000 ground 12.5 kt 180° OAE2000",
				"acb2ba": "7 22:00:00.0 30.0000 -91.0000 1000 src 4",
			},
			counts: "3 0 0 0",
		},
		{
			name: "OpenSky CSV: metres, stale and repeated rows, order of the header", format: decode.StatesCSV,
			text: "\xef\xbb\xbftime,icao24,lon,lat,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,geoaltitude,lastposupdate,lastcontact,serials\n" +
				"1759183200,a2c4e0,-92.5,31.5,231.5,90.0,-0.32512,OAE2000 ,false,false,false,2000,10668.0,11000.0,1759183199.5,1759183199.9,\"[1, 2]\"\n" +
				"1759183201,a2c4e0,-92.5,31.5,231.5,90.0,-0.32512,OAE2000 ,false,false,false,2000,10668.0,11000.0,1759183199.5,1759183200.9,\"[1, 2]\"\n" +
				"1759183211,a2c4e0,-92.5,31.5,231.5,90.0,,,False,false,false,2000,10668.0,,1759183199.5,1759183200.9,\n" +
				"1759183212,a2c4e0,,,231.5,90.0,,,false,false,false,2000,10668.0,,,1759183200.9,\n" +
				"1759183213,a2c4e0,-92.3,31.5,NaN,90.0,,OAE2000,true,false,false,2000,,,1759183213,1759183213,\n",
			want: map[string]string{"a2c4e0": "1 21:59:59.5 31.5000 -92.5000 35000 geom 36089 450.0 kt 90° -64 fpm OAE2000\n" +
				"5 22:00:13.0 31.5000 -92.3000 ground 90° OAE2000"},
			counts: "1 1 1 0",
		},
		{
			name: "OpenSky CSV out of the database: NULL is nothing, not a fault", format: decode.StatesCSV,
			text: "icao24,callsign,time,lon,lat,geoaltitude,baroaltitude,velocity,heading,vertrate,onground,lastposupdate,lastcontact,serials\n" +
				"a2c4e0,NULL,1759183200,-92.5,31.5,NULL,10668.0,NULL,NULL,NULL,false,1759183199,1759183199,NULL\n" +
				"a2c4e0,OAE2000 ,1759183210,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1759183199,NULL\n",
			want:   map[string]string{"a2c4e0": "1 21:59:59.0 31.5000 -92.5000 35000"},
			counts: "1 0 0 0",
		},
		{
			name: "OpenSky states: longitude before latitude, sources", format: decode.StatesJSON,
			text: `{"time":1759183200,"states":[["a2c4e0","OAE2000 ","United States",1759183199,1759183200,-92.5,31.5,10668.0,false,231.5,90.0,-0.32512,null,11000.0,"2000",false,0],
["ac0001",null,"United States",1759183199,1759183200,20.0,10.0,null,true,0,null,null,null,null,null,false,2],
["ac0002","","Germany",1759183190,1759183200,8.0,50.0,300.0,false,30.0,10.0,0,null,null,null,false,3],
["ac0003","","Germany",1759183100,1759183200,8.0,50.0,300.0,false,30.0,10.0,0,null,null,null,false,0],
["ac0004","","Germany",null,1759183200,null,null,null,false,30.0,10.0,0,null,null,null,false,0]]}`,
			want: map[string]string{
				"a2c4e0":  "0 21:59:59.0 31.5000 -92.5000 35000 geom 36089 450.0 kt 90° -64 fpm src 1 OAE2000",
				"ac0001":  "1 21:59:59.0 10.0000 20.0000 ground 0.0 kt src 4",
				"~ac0002": "2 21:59:50.0 50.0000 8.0000 984 58.3 kt 10° 0 fpm src 7",
			},
			counts: "1 0 1 0",
		},
		{
			name: "OpenSky track: latitude before longitude", format: decode.Path,
			text: `{"icao24":"a2c4e0","startTime":1759183200,"endTime":1759183800,"callsign":"OAE2000 ","path":[[1759183200,31.3,-92.5,0,90,true],[1759183800,31.5,-92.0,3048,80,false]]}`,
			want: map[string]string{"a2c4e0": "0 22:00:00.0 31.3000 -92.5000 ground 90° OAE2000\n1 22:10:00.0 31.5000 -92.0000 10000 80° OAE2000"},
		},
		{
			name: "a trace is handed on", format: decode.Trace,
			text: `{"icao":"a2c4e0","timestamp":1759183200,"trace":[[0,31.3,-92.5,"ground",0,90,0,0,null]]}`,
			want: map[string]string{"a2c4e0": "0 22:00:00.0 31.3000 -92.5000 ground 0.0 kt 90° 0 fpm"},
		},
		{
			name: "time running backwards is counted and put in order", format: decode.Aircraft,
			text:   "{\"now\":1759183260,\"hex\":\"a2c4e0\",\"lat\":31.6,\"lon\":-92.5,\"seen_pos\":0}\n{\"now\":1759183200,\"hex\":\"a2c4e0\",\"lat\":31.5,\"lon\":-92.5,\"seen_pos\":0}\n",
			want:   map[string]string{"a2c4e0": "1 22:00:00.0 31.5000 -92.5000 -\n0 22:01:00.0 31.6000 -92.5000 -"},
			counts: "0 0 0 1",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := decode.Sniff([]byte(c.text)); got != c.format {
				t.Fatalf("it is taken for %v, want %v", got, c.format)
			}
			got, r, err := read(t, c.text)
			if err != nil {
				t.Fatal(err)
			}
			for hex, want := range c.want {
				if got[hex] != want {
					t.Errorf("%s is\n%s\nwant\n%s", hex, got[hex], want)
				}
			}
			if len(got) != len(c.want) {
				t.Errorf("%d aircraft, want %d: %v", len(got), len(c.want), got)
			}
			if counts := fmt.Sprint(r.NoPosition, r.Repeated, r.Stale, r.Backwards); c.counts != "" && counts != c.counts {
				t.Errorf("without position, repeated, stale, backwards: %s, want %s", counts, c.counts)
			}
		})
	}
}

func TestWhatIsNotUsedHasAReason(t *testing.T) {
	t.Parallel()
	state := func(cells string) string {
		return "time,icao24,lat,lon,velocity,lastposupdate\n1759183200,a2c4e0,31.5,-92.5,200,1759183200\n" + cells + "\n"
	}
	for _, c := range []struct{ text, reason string }{
		{state("1759183201,a2c4e0,91.5,-192.5,200,1759183201"), "latitude beyond 90 degrees"},
		{state("1759183201,a2c4e0,31.5,-192.5,200,1759183201"), "longitude beyond 180 degrees"},
		{state("1759183201,a2c4e0,1e400,-92.5,200,1759183201"), gather.NotFinite},
		{state("1759183201,a2c4e0,31.5,,200,1759183201"), "no position"},
		{state("9,a2c4e0,31.5,-92.5,200,9"), "time before the year 2000"},
		{state("1859183200,a2c4e0,31.5,-92.5,200,1859183200"), "time in the future"},
		{state("1759183201,a2c4e0,31.5,-92.5,200,"), "no time"},
		{state("1759183201,nobody,31.5,-92.5,200,1759183201"), gather.BadAddress},
		{state("1759183201,a2c4e0,31.5,-92.5"), gather.NotARow},
		{state("1759183201,a2c4e0," + strings.Repeat("9", 10<<20) + ",1,1,1"), gather.LongRow},
		{"{\"now\":1759183200,\"hex\":\"a2c4e0\",\"lat\":1,\"lon\":2,\"seen_pos\":-5}\n{}\n", gather.BadAge},
		{"{\"now\":1759183200,\"hex\":\"a2c4e0\",\"lat\":1,\"lon\":2}\n{\"hex\":\"a2c4e0\",\"lat\":1,\"lon\":2}\n", "no time"},
		{`{"aircraft":[{"hex":"a2c4e0","lat":1,"lon":2}]}`, aircraftjson.NoNow},
		{"MSG,3,1,1,A2C4E0,1,29.09.2025,22:00,x,y,,1000,,,31.5,-92.5,,,,,,0\n", "no time"},
		{"MSG,3,1,1,A2C4,1,2025/09/29,22:00:00.000,,,,1000,,,31.5,-92.5,,,,,,0\n", gather.BadAddress},
		{"MSG,3,1,1\nMSG,8,1,1,A2C4E0,1,2025/09/29,22:00:00.000,,,,,,,,,,,,,,0\n", gather.NotARow},
	} {
		tracks, r, err := decode.Read([]byte(c.text), adsb.Member{Name: "file"}, decode.Options{Until: until})
		if err != nil {
			t.Errorf("%.60q: %v", c.text, err)
		}
		n := r.Rejected[c.reason]
		for _, tr := range tracks {
			n += tr.RejectedByReason()[c.reason]
		}
		if n != 1 {
			t.Errorf("%.60q: %d rows rejected for %q, want 1 (%v)", c.text, n, c.reason, r.Rejected)
		}
	}
}

// Values that cannot be meant are left out and listed; the position is kept.
func TestOddValuesAreLeftOut(t *testing.T) {
	t.Parallel()
	text := `{"now":1759183200,"aircraft":[{"hex":"a2c4e0","lat":1.5,"lon":2.5,"seen_pos":0,"alt_baro":9999999,"gs":-1,"track":1e999,"baro_rate":NaN,"flight":"OA` + "\x07" + `E\u00002000\u202e9"}]}`
	tracks, _, err := decode.Read([]byte(text), adsb.Member{Name: "file"}, decode.Options{Until: until})
	if err != nil || len(tracks) != 1 || len(tracks[0].Points) != 1 {
		t.Fatal(err, tracks)
	}
	if got, want := told(tracks[0], tracks[0].Points[0]), "0 22:00:00.0 1.5000 2.5000 - OAE20009"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	var reasons []string
	for _, r := range tracks[0].Cleaned {
		reasons = append(reasons, r.Reason)
	}
	slices.Sort(reasons)
	want := []string{"altitude out of range left out", "characters removed from the call sign", "speed out of range left out", "track out of range left out", "vertical rate out of range left out"}
	if !slices.Equal(reasons, want) {
		t.Errorf("cleaned %q, want %q", reasons, want)
	}
}

// A decoder gives a call sign to the wrong aircraft once; a change in flight is another thing.
func TestCallSignsByMajority(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i, sign := range []string{"OAE1", "OAE1", "UAL999", "OAE1", "OAE1", "OAE2", "OAE2", "OAE2"} {
		fmt.Fprintf(&b, "MSG,1,1,1,A2C4E0,1,2025/09/29,22:%02d:00.000,,,%s,,,,,,,,,,,\n", i, sign)
		fmt.Fprintf(&b, "MSG,3,1,1,A2C4E0,1,2025/09/29,22:%02d:01.000,,,,1000,,,31.5,-92.%d,,,,,,0\n", i, i+1)
	}
	tracks, r, err := decode.Read([]byte(b.String()), adsb.Member{}, decode.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range tracks[0].Points {
		got = append(got, tracks[0].Callsigns[p.Callsign])
	}
	if want := []string{"OAE1", "OAE1", "OAE1", "OAE1", "OAE1", "OAE2", "OAE2", "OAE2"}; !slices.Equal(got, want) {
		t.Errorf("call signs %v, want %v", got, want)
	}
	if !slices.Contains(r.Assumed, sbs.ZoneAssumed) {
		t.Errorf("that the times are UTC was not said: %v", r.Assumed)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want error
	}{
		{"Date;Call sign;Origin;Destination;Tail\n29.09.2025;OAE2000;Alexandria;Doha;N225AX\n", decode.ErrReported},
		{"icao24,firstseen,estdepartureairport,lastseen,estarrivalairport\n", decode.ErrReported},
		{`[{"icao24":"a2c4e0","firstSeen":1,"estDepartureAirport":null}]`, decode.ErrReported},
		{`[{"icao24":"a2c4e0","firstSeen":1,"lastSeen":2,"estArrivalAirport":"KSAT","callsign":"GXA6143 "}]`, decode.ErrReported},
		{"Fecha;Vuelo;Origen;Destino;Matrícula\n", decode.ErrReported},
		{"Date;Vol;Départ;Arrivée;Immatriculation\n", decode.ErrReported},
		{"Datum;Abflug;Ankunft\n", decode.ErrReported},
		{"from\tto\tdate\n", decode.ErrReported},
		{"timestamp,icao24,latitude,longitude,groundspeed,altitude\n", decode.ErrUnknown}, // knots and feet of somebody else
		{"1759183200,a2c4e0,31.5,-92.5,200,1759183200\n", decode.ErrUnknown},              // no header: nobody says which is the latitude
		{"", decode.ErrUnknown},
		{"%PDF-1.7", decode.ErrUnknown},
		{"[[[[", decode.ErrUnknown},
	} {
		tracks, _, err := decode.Read([]byte(c.text), adsb.Member{Name: "list"}, decode.Options{})
		if !errors.Is(err, c.want) || tracks != nil || decode.IsPartial(err) {
			t.Errorf("%q: %v, want %v", c.text, err, c.want)
		}
	}
}

// Barometric levels in the column of the geometric altitude: one version of the
// documentation names them so.
func TestExchangedAltitudesAreRefused(t *testing.T) {
	t.Parallel()
	table := func(first, second string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "time,icao24,lat,lon,velocity,heading,vertrate,onground,%s,%s,lastposupdate\n", first, second)
		for i := range 60 {
			fmt.Fprintf(&b, "%d,a2c4e0,31.5,%.3f,231.5,90,0,false,10668.0,%.2f,%d\n", 1759183200+i*10, -92.5+float64(i)*0.02, 10900+float64(i%9)*7.62, 1759183200+i*10)
		}
		return b.String()
	}
	if _, _, err := read(t, table("baroaltitude", "geoaltitude")); err != nil {
		t.Error(err)
	}
	if got, _, err := read(t, table("geoaltitude", "baroaltitude")); err == nil || !strings.Contains(err.Error(), "barometric and geometric altitude are exchanged") || len(got) != 0 {
		t.Errorf("exchanged: %v, %d aircraft", err, len(got))
	}
}

// Only some aircraft: the same points as when all are read.
func TestWant(t *testing.T) {
	t.Parallel()
	text := `{"now":1759183200,"aircraft":[{"hex":"a2c4e0","lat":31.5,"lon":-92.5,"seen_pos":1},{"lat":31.5,"lon":-92.5,"seen_pos":1,"hex" : "A2C4E1"},{"hex":"~a2c4e1","lat":1,"lon":2,"seen_pos":1}]}`
	for _, want := range []string{"a2c4e0", "a2c4e1", "~a2c4e1"} {
		tracks, _, err := decode.Read([]byte(text), adsb.Member{}, decode.Options{Want: func(hex string) bool { return hex == want }})
		if err != nil || len(tracks) != 1 || tracks[0].Hex != strings.TrimPrefix(want, "~") || tracks[0].NonICAO != (want[0] == '~') {
			t.Errorf("%s: %v %v", want, tracks, err)
		}
	}
}

var samples = []string{
	`{"now":1759183200,"aircraft":[{"hex":"a2c4e0","flight":"X","lat":31.5,"lon":-92.5,"seen_pos":1,"alt_baro":"ground"}]}`,
	"{\"now\":1,\"hex\":\"a2c4e0\",\"lat\":1,\"lon\":2}\n{\"ac\":[],\"now\":1759183200000}\n",
	"MSG,3,1,1,A2C4E0,1,2025/09/29,22:00:00.000,,,,1000H,,,31.5,-92.5,,,,,,-1\nMSG,1",
	"time,icao24,lat,lon,velocity,onground,lastposupdate\n1759183200,a2c4e0,31.5,-92.5,200,true,1759183200\n",
	`{"time":1759183200,"states":[["a2c4e0","X","",1759183199,1759183200,-92.5,31.5,10668.0,false,231.5,90.0,0,null,11000.0,"2000",false,0]]}`,
	`{"icao24":"a2c4e0","path":[[1759183200,31.3,-92.5,0,90,true]]}`,
	`{"icao":"a2c4e0","timestamp":1759183200,"trace":[[0,31.3,-92.5,"ground",0,90,0,0,null]]}`,
	"\xef\xbb\xbforigin;destination\n", "\xff\xfe{\x00",
}

// Whatever the bytes: no panic, points that can be, in order, and the same for one
// aircraft alone as among all.
func FuzzRead(f *testing.F) {
	for _, s := range samples {
		f.Add([]byte(s))
		f.Add(bytes.Repeat([]byte(s), 3))
		f.Add([]byte(s)[:len(s)/2])
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		tracks, report, err := decode.Read(text, adsb.Member{Name: "f"}, decode.Options{Until: until})
		if err != nil && !decode.IsPartial(err) && tracks != nil {
			t.Fatal("a refused file has tracks")
		}
		points := 0
		for _, tr := range tracks {
			if len(tr.Hex) != 6 || len(tr.Points) == 0 {
				t.Fatalf("track %q with %d points", tr.Hex, len(tr.Points))
			}
			points += len(tr.Points)
			for i, p := range tr.Points {
				if !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) || p.Time > until.UnixMilli() || p.Time < 946684800000 || p.Row < 0 || int(p.Callsign) >= len(tr.Callsigns) {
					t.Fatalf("point %+v", p)
				}
				if i > 0 && report.Format != decode.Trace.String() && p.Time < tr.Points[i-1].Time {
					t.Fatal("points out of order")
				}
			}
			address := tr.Hex
			if tr.NonICAO {
				address = "~" + address
			}
			alone, _, _ := decode.Read(text, adsb.Member{Name: "f"}, decode.Options{Until: until, Want: func(hex string) bool { return hex == address }})
			if len(alone) != 1 || !slices.Equal(alone[0].Points, tr.Points) {
				t.Fatalf("%s alone is another track", address)
			}
		}
		if points != report.Positions {
			t.Fatalf("%d points, the report has %d", points, report.Positions)
		}
	})
}
