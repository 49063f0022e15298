package readsb_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// midnight is 2025-09-29T00:00:00Z, the timestamp of the traces below.
const midnight = 1759104000

func trace(rows ...string) string {
	return fmt.Sprintf(`{"icao":"a2c4e0","r":"N278GX","t":"A320","timestamp":%d,"trace":[%s]}`, midnight, strings.Join(rows, ","))
}

const good = `[10,31.3,-92.5,2000,180.5,140,0,1500]`

func parse(t *testing.T, text string) (*adsb.Track, error) {
	t.Helper()
	now := time.Unix(midnight, 0).Add(48 * time.Hour)
	track := &adsb.Track{}
	track.Reset()
	err := readsb.ParseUntil([]byte(text), adsb.Member{Name: "traces/e0/trace_full_a2c4e0.json"}, now, track)
	return track, err
}

func TestRows(t *testing.T) {
	t.Parallel()
	at := func(s float64) int64 { return int64((midnight + s) * 1000) }
	none := adsb.Point{NIC: -1, NACp: -1, SIL: -1, Lat: 1, Lon: 2, Time: at(10)}
	with := func(change func(*adsb.Point)) adsb.Point { p := none; change(&p); return p }
	for _, c := range []struct {
		name, row string
		want      adsb.Point
	}{
		{"nine cells of old files", `[10.25,1,2,-125,0.0,359.9,2,-64,null]`, with(func(p *adsb.Point) {
			p.Time, p.AltFt, p.Track, p.VRate = at(10.25), -125, 359.9, -64
			p.Has = adsb.HasAlt | adsb.HasSpeed | adsb.HasTrack | adsb.HasRate | adsb.LegStart
		})},
		{"fourteen cells on the ground", `[10,1,2,"ground",12.5,90,1,null,null,"mlat",475,null,null,null]`, with(func(p *adsb.Point) {
			p.GS, p.Track, p.GeomFt, p.Source = 12.5, 90, 475, adsb.MLAT
			p.Has = adsb.OnGround | adsb.HasSpeed | adsb.HasTrack | adsb.HasGeom | adsb.Stale
		})},
		{"fifteen cells with a receiver", `[10,1,2,30000,null,null,8,null,{"nic":8,"nac_p":9,"sil":3,"nav_modes":["a","b"],"acas_ra":{"x":[1]}},"tisb_other",null,null,null,-0.4,"0d81-"]`, with(func(p *adsb.Point) {
			p.AltFt, p.Source, p.NIC, p.NACp, p.SIL = 30000, adsb.TISB, 8, 9, 3
			p.Has = adsb.HasAlt | adsb.AltGeometric
		})},
		{"before the timestamp", `[-30.5,1,2,null,null,null,0,null,null]`, with(func(p *adsb.Point) { p.Time = at(-30.5) })},
		{"a day and more after it", `[100000,1,2,null,null,null,0,null,null]`, with(func(p *adsb.Point) { p.Time = at(100000) })},
		{"only a position", `[10,1,2]`, none},
		{"spaces and exponents", " [ 1e1 , 1.0 ,\n2E0 , null ] ", none},
		{"the source in the details of an old row", `[10,1,2,null,null,null,0,null,{"type":"adsr_icao"}]`, with(func(p *adsb.Point) { p.Source = adsb.ADSR })},
	} {
		track, err := parse(t, trace(c.row))
		if err != nil || len(track.Points) != 1 || len(track.Rejected) != 0 || len(track.Cleaned) != 0 {
			t.Errorf("%s: %d points, %v, %v, %v", c.name, len(track.Points), track.Rejected, track.Cleaned, err)
			continue
		}
		if track.Points[0] != c.want {
			t.Errorf("%s:\n%+v, want\n%+v", c.name, track.Points[0], c.want)
		}
	}
}

func TestBadRowsAreRejectedOneByOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ row, reason string }{
		{`[NaN,1,2,3000]`, "time is not a finite number"},
		{`[10,NaN,2,3000]`, "latitude is not a finite number"},
		{`[10,1,-Infinity,3000]`, "longitude is not a finite number"},
		{`[10,1,2,1e999]`, "altitude is not a finite number"},
		{`[10,1,2,3000,nan]`, "speed is not a finite number"},
		{`[10,95,2,3000]`, readsb.BadLatitude},
		{`[10,-90.000001,2,3000]`, readsb.BadLatitude},
		{`[10,1,200,3000]`, readsb.BadLongitude},
		{`[-1759104000,1,2,3000]`, readsb.TooEarly}, // 1970
		{`[-1e300,1,2,3000]`, readsb.TooEarly},
		{`[172801,1,2,3000]`, readsb.TooLate}, // a second after now
		{`[1e300,1,2,3000]`, readsb.TooLate},
		{`[null,1,2,3000]`, readsb.NoTime},
		{`[10,null,2,3000]`, readsb.NoPosition},
		{`[10,"1",2,3000]`, "latitude is not a number"},
		{`[10,1,2,"air"]`, "altitude is not a number"},
		{`[]`, readsb.TooShort},
		{`[10,1]`, readsb.TooShort},
		{`null`, readsb.NotARow},
		{`{"lat":[1]}`, readsb.NotARow},
		{`[10,1,2,3000,hello world,[x]]`, readsb.NotJSON},
		{`[10,1,2,3000,1.2.3]`, readsb.NotJSON},
	} {
		text := trace(good, c.row, strings.Replace(good, "10", "20", 1))
		track, err := parse(t, text)
		if err != nil {
			t.Errorf("%s: %v", c.row, err)
			continue
		}
		want := []adsb.Rejection{{Row: 1, Offset: int64(strings.Index(text, good) + len(good) + 1), Reason: c.reason}}
		if !slices.Equal(track.Rejected, want) {
			t.Errorf("%s: rejected %+v, want %+v", c.row, track.Rejected, want)
		}
		if len(track.Points) != 2 || track.Points[0].Row != 0 || track.Points[1].Row != 2 {
			t.Errorf("%s: the good rows around it are not kept: %+v", c.row, track.Points)
		}
	}
}

func TestValuesThatCannotBeMeantAreLeftOut(t *testing.T) {
	t.Parallel()
	for row, reason := range map[string]string{
		`[10,1,2,900000]`:                              readsb.AltitudeRange,
		`[10,1,2,null,-5]`:                             readsb.SpeedRange,
		`[10,1,2,null,99999]`:                          readsb.SpeedRange,
		`[10,1,2,null,null,720]`:                       readsb.TrackRange,
		`[10,1,2,null,null,null,0,1e9]`:                readsb.RateRange,
		`[10,1,2,null,null,null,0,null,null,"",-3e15]`: readsb.AltitudeRange,
	} {
		track, err := parse(t, trace(row))
		if err != nil || len(track.Points) != 1 || track.Points[0].Has != 0 {
			t.Errorf("%s: %+v, %v", row, track.Points, err)
			continue
		}
		if len(track.Cleaned) != 1 || track.Cleaned[0].Reason != reason {
			t.Errorf("%s: listed %+v, want %q", row, track.Cleaned, reason)
		}
	}
}

// A row earlier than the one before it is used, and listed: Finish puts it in its place.
func TestTimeRunningBackwardsIsListed(t *testing.T) {
	t.Parallel()
	track, err := parse(t, trace(`[10,1,2,3000]`, `[30,1,2,3000]`, `[20,1,2,3000]`, `[19.5,1,2,3000,100,90,0,0,null]`, `[40,1,2,3000]`))
	if err != nil || len(track.Points) != 5 || len(track.Rejected) != 0 {
		t.Fatal(track.Rejected, err)
	}
	// Half a second is rounding.
	if len(track.Cleaned) != 1 || track.Cleaned[0].Row != 2 || track.Cleaned[0].Reason != readsb.Backwards || track.Cleaned[0].Offset <= 0 {
		t.Errorf("listed %+v, want row 2", track.Cleaned)
	}
}

func TestCallsigns(t *testing.T) {
	t.Parallel()
	row := func(s int, flight string) string {
		if flight == "" {
			return fmt.Sprintf(`[%d,1,2,3000]`, s)
		}
		return fmt.Sprintf(`[%d,1,2,3000,null,null,0,null,{"flight":"%s"}]`, s, flight)
	}
	track, err := parse(t, trace(
		row(0, ""), row(10, "GXA6143 "), row(20, ""), row(30, "@@@@@@@@"), row(40, "        "), row(50, ""),
		row(4000, ""), row(4010, ""), row(4020, `TY\u0000S\u001bON1`), row(4030, "")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range track.Points {
		got = append(got, track.Callsigns[p.Callsign])
	}
	// After more than an hour of silence the rows belong to the call sign heard next.
	want := []string{"", "GXA6143", "GXA6143", "GXA6143", "GXA6143", "GXA6143", "TYSON1", "TYSON1", "TYSON1", "TYSON1"}
	if !slices.Equal(got, want) {
		t.Errorf("call signs %q, want %q", got, want)
	}
	if len(track.Cleaned) != 1 || track.Cleaned[0].Row != 8 || track.Cleaned[0].Reason != readsb.CallsignText {
		t.Errorf("cleaned %+v, want the control characters of row 8", track.Cleaned)
	}
	track, err = parse(t, trace(row(0, "A\xff\xfeB\u202eC")))
	if err != nil || !slices.Equal(track.Callsigns, []string{"", "ABC"}) || len(track.Cleaned) != 1 {
		t.Errorf("invalid UTF-8: %q, cleaned %+v, %v", track.Callsigns, track.Cleaned, err)
	}
}

func TestHeader(t *testing.T) {
	t.Parallel()
	rows := `"trace":[` + good + `]`
	for _, c := range []struct {
		name, text string
		check      func(*adsb.Track) bool
	}{
		{"keys after the rows", `{` + rows + `,"timestamp":1759104000,"t":"B763","icao":"A2C4E0"}`, func(t *adsb.Track) bool { return t.Hex == "a2c4e0" && t.Type == "B763" && len(t.Points) == 1 }},
		{"address from the name", `{"timestamp":1759104000,` + rows + `}`, func(t *adsb.Track) bool { return t.Hex == "a2c4e0" && !t.NonICAO }},
		{"not ICAO's", `{"icao":"~2c4e01","timestamp":1759104000,` + rows + `}`, func(t *adsb.Track) bool { return t.Hex == "2c4e01" && t.NonICAO }},
		{"military and simulated", `{"dbFlags":9,"simulated":true,"timestamp":1759104000,` + rows + `}`, func(t *adsb.Track) bool { return t.Military && t.Simulated }},
		{"neither", `{"dbFlags":8,"simulated":false,"timestamp":1759104000,` + rows + `}`, func(t *adsb.Track) bool { return !t.Military && !t.Simulated }},
		{"no rows", `{"noRegData":true,"year":null,"timestamp":1759104000,"trace":[]}`, func(t *adsb.Track) bool { return len(t.Points) == 0 && t.Registration == "" }},
		{"escapes and invalid UTF-8", "{\"desc\":\"Caf\\u00e9 \xff\",\"ownOp\":\"a\\\"b\",\"timestamp\":1759104000," + rows + "}", func(t *adsb.Track) bool { return t.Description == "Café \uFFFD" && t.Operator == `a"b` }},
	} {
		track, err := parse(t, c.text)
		if err != nil || !c.check(track) {
			t.Errorf("%s: %+v, %v", c.name, track, err)
		}
	}
}

// What cannot be used at all leaves the track as it was and says why.
func TestWholeFileErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, says string }{
		{``, "empty"},
		{"  \n", "empty"},
		{`<html>`, "byte 0"},
		{`[1,2]`, "JSON object"},
		{`{"icao":"a2c4e0"}`, "no trace"},
		{`{"icao":"a2c4e0","timestamp":1759104000}`, "no trace"},
		{`{"trace":[` + good + `]}`, "no timestamp"},
		{`{"timestamp":"noon","trace":[` + good + `]}`, "no timestamp"},
		{`{"icao":"zz","timestamp":1,"trace":[]}`, `"zz"`},
		{`{"icao":"b00000","timestamp":1759104000,"trace":[` + good + `]}`, "cannot be added"},
		{`{"icao":"a2c4`, "cut at byte 13"},
		{`{"icao":"a2c4e0","timestamp":17591`, "cut at byte 34"},
		{`{"timestamp":1759104000,"trace":7}`, "byte 32"},
	} {
		track := &adsb.Track{}
		track.Reset()
		if err := readsb.Parse([]byte(trace(good)), adsb.Member{Name: "first.json"}, track); err != nil {
			t.Fatal(err)
		}
		err := readsb.Parse([]byte(c.text), adsb.Member{Name: "second.json"}, track)
		var part *readsb.Partial
		if err == nil || errors.As(err, &part) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "second.json") {
			t.Errorf("%q: error %v, want one that says %q and names the file", c.text, err, c.says)
		}
		if len(track.Points) != 1 || len(track.Members) != 1 || len(track.Rejected) != 0 || track.Hex != "a2c4e0" {
			t.Errorf("%q: the track was changed: %+v", c.text, track)
		}
	}
}

// A text cut at any byte keeps exactly the rows that are whole.
func TestCutAnywhere(t *testing.T) {
	t.Parallel()
	rows := []string{good, `[20,31.4,-92.4,"ground",180,140,0,null,{"flight":"GXA6143 ","nav_modes":["lnav"]},"adsb_icao",1,2,3,4.0]`, strings.Replace(good, "10", "30", 1)}
	text := trace(rows...)
	ends := []int{strings.Index(text, rows[0]) + len(rows[0])}
	ends = append(ends, ends[0]+1+len(rows[1]))
	ends = append(ends, ends[1]+1+len(rows[2]))
	begin := strings.Index(text, `[[`) + 1
	for n := begin; n < len(text); n++ {
		track, err := parse(t, text[:n])
		whole := 0
		for _, end := range ends {
			if end <= n {
				whole++
			}
		}
		var part *readsb.Partial
		if !errors.As(err, &part) {
			t.Fatalf("cut at %d: error %v, want a *Partial", n, err)
		}
		if len(track.Points) != whole || part.Row != int32(whole) || part.Offset != int64(n) {
			t.Errorf("cut at %d: %d points of %d whole rows, error %v", n, len(track.Points), whole, err)
		}
		if len(track.Rejected) != 1 || track.Rejected[0].Offset != int64(n) || track.Rejected[0].Row != int32(whole) {
			t.Errorf("cut at %d: rejected %+v", n, track.Rejected)
		}
	}
}

func TestNothingButBadRows(t *testing.T) {
	t.Parallel()
	track, err := parse(t, trace(strings.Repeat("[],", 300_000)+good))
	var part *readsb.Partial
	if !errors.As(err, &part) || len(track.Rejected) > 100_002 {
		t.Errorf("%d rejected, %v", len(track.Rejected), err)
	}
}

func TestReset(t *testing.T) {
	t.Parallel()
	track, err := parse(t, trace(good, `[5,1,2,3,4,5,0,0,{"flight":"ABC"}]`, `[]`))
	if err != nil {
		t.Fatal(err)
	}
	track.Reset()
	if err := readsb.Parse([]byte(`{"icao":"b00001","timestamp":1759104000,"trace":[`+good+`]}`), adsb.Member{Name: "b"}, track); err != nil {
		t.Fatal(err)
	}
	if track.Hex != "b00001" || track.Registration != "" || len(track.Points) != 1 || len(track.Members) != 1 || len(track.Callsigns) != 1 || len(track.Rejected) != 0 {
		t.Errorf("something of the last file is left: %+v", track)
	}
}
