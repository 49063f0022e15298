package readsb_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// shared is the folder of real data; a test that needs it skips where it is absent.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("../../../../shared/data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("real data not here: %v", err)
	}
	return path
}

func plainText(t testing.TB, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		return raw
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestRealTrace(t *testing.T) {
	t.Parallel()
	var track adsb.Track
	err := readsb.Parse(plainText(t, shared(t, "traces/trace_full_ac671b.json")), adsb.Member{Name: "trace_full_ac671b.json"}, &track)
	if err != nil {
		t.Fatal(err)
	}
	if len(track.Points) != 2500 || len(track.Rejected) != 0 || len(track.Cleaned) != 0 {
		t.Errorf("%d points, %d rejected, %d cleaned; want 2500, 0, 0", len(track.Points), len(track.Rejected), len(track.Cleaned))
	}
	if track.Hex != "ac671b" || track.Registration != "N899DN" || track.Type != "B739" || track.Military || track.Simulated {
		t.Errorf("aircraft is %+v", track.Hex)
	}
	track.Finish()
	if len(track.Points) != 2500 {
		t.Errorf("Finish dropped %v", track.RejectedByReason())
	}
	// The four call signs and the three starts of a leg that readsb marked are in the text.
	if got := track.CallsignsBetween(0, 2500); !slices.Equal(got, []string{"DAL1812", "DAL2418", "DAL1615", "DAL2927"}) {
		t.Errorf("call signs %v", got)
	}
	starts := 0
	for i, p := range track.Points {
		if p.Is(adsb.LegStart) {
			starts++
		}
		if i > 0 && p.Time < track.Points[i-1].Time {
			t.Fatalf("point %d is before point %d", i, i-1)
		}
	}
	if starts != 3 {
		t.Errorf("%d starts of a leg, want 3", starts)
	}
	p := track.Points[0] // [0.00,16.777359,-88.036868,32000,478.6,327.8,1,0,null,"adsb_icao",33825,…
	want := adsb.Point{Time: 1738703622619, Lat: 16.777359, Lon: -88.036868, AltFt: 32000, GeomFt: 33825, GS: 478.6, Track: 327.8,
		Has:    adsb.HasAlt | adsb.HasGeom | adsb.HasSpeed | adsb.HasTrack | adsb.HasRate | adsb.Stale,
		Source: adsb.ADSB, NIC: -1, NACp: -1, SIL: -1}
	if p != want {
		t.Errorf("first point\n%+v, want\n%+v", p, want)
	}
}

func TestRealArchive(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(shared(t, "adsb-actions/globe_history"), "2023/08/20/traces/*/trace_full_*.json"))
	if err != nil || len(files) != 22 {
		t.Fatalf("%d files, want 22 (%v)", len(files), err)
	}
	points := 0
	for _, file := range files {
		var track adsb.Track
		text := plainText(t, file)
		if err := readsb.Parse(text, adsb.Member{Name: filepath.Base(file)}, &track); err != nil {
			t.Error(err)
		}
		if rows := bytes.Count(text, []byte("\"adsb_icao\",")) - bytes.Count(text, []byte("{\"type\":\"adsb_icao\",")); len(track.Points) != rows {
			t.Errorf("%s: %d points of %d rows; rejected %v", track.Hex, len(track.Points), rows, track.Rejected)
		}
		if track.Hex != readsb.HexOf(file) {
			t.Errorf("%s is the track of %s", file, track.Hex)
		}
		points += len(track.Points)
		track.Finish()
		if len(track.Rejected) > 0 {
			t.Errorf("%s: Finish dropped %v", track.Hex, track.RejectedByReason())
		}
	}
	if points != 3930 { // counted with another program
		t.Errorf("%d points, want 3,930", points)
	}
}
