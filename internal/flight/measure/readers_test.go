package measure_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight/measure"
)

func shared(t testing.TB, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join("../../../../shared/data", name))
	if err != nil {
		t.Skipf("the shared data is absent: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestSamplesReadRowsAndColumnsAlike(t *testing.T) {
	t.Parallel()
	rows := `[{"timestamp":1000,"icao24":"4B1815","latitude":1.5,"longitude":2.5,"altitude":350.0,"groundspeed":147.0,"track":-77,"vertical_rate":64,"callsign":"AB1 "},
		{"timestamp":2000,"icao24":"4b1815","latitude":null,"longitude":null},
		{"timestamp":3000,"icao24":"4b1815","latitude":1.6,"longitude":2.6,"altitude":1550,"onground":true,"last_position":2990},
		{"timestamp":4000,"icao24":"4b1815","latitude":1.6,"longitude":2.6,"onground":true,"last_position":2990}]`
	columns := `{"timestamp":{"0":1000,"1":2000,"10":4000,"2":3000},"icao24":{"0":"4B1815","1":"4b1815","2":"4b1815","10":"4b1815"},
		"latitude":{"0":1.5,"1":null,"2":1.6,"10":1.6},"longitude":{"0":2.5,"1":null,"2":2.6,"10":2.6},"altitude":{"0":350,"2":1550},
		"groundspeed":{"0":147},"track":{"0":-77},"vertical_rate":{"0":64},"callsign":{"0":"AB1"},"onground":{"2":true,"10":true},"last_position":{"2":2990,"10":2990}}`
	for name, text := range map[string]string{"rows": rows, "columns": columns} {
		tracks, err := measure.Samples(strings.NewReader(text), adsb.Member{Name: name})
		if err != nil || len(tracks) != 1 {
			t.Fatalf("%s: %d tracks, %v", name, len(tracks), err)
		}
		tr := tracks[0]
		if tr.Hex != "4b1815" || len(tr.Points) != 2 {
			t.Fatalf("%s: %s with %d points, want 4b1815 with 2", name, tr.Hex, len(tr.Points))
		}
		p, q := tr.Points[0], tr.Points[1]
		if p.Time != 1000 || p.AltFt != 350 || p.Track != 283 || !p.Is(adsb.HasAlt|adsb.HasSpeed|adsb.HasRate) || tr.Callsigns[p.Callsign] != "AB1" {
			t.Errorf("%s: first point %+v", name, p)
		}
		if q.Time != 3000 || !q.Is(adsb.OnGround) || q.Is(adsb.HasAlt) || q.Row != 2 {
			t.Errorf("%s: on the ground %+v", name, q)
		}
		if why := tr.RejectedByReason(); why[measure.NoPosition] != 1 || why[measure.HeldPosition] != 1 {
			t.Errorf("%s: rejected %v", name, why)
		}
	}
}

func TestReadersNameWhatTheyCannotRead(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "[{", `[{"timestamp":1}`, `[{"timestamp":"x"}]`, `{"timestamp":{"a":1}}`, "\x1f\x8bxx"} {
		if _, err := measure.Samples(strings.NewReader(text), adsb.Member{Name: "s.json"}); err == nil || !strings.Contains(err.Error(), "s.json") {
			t.Errorf("samples %q: %v", text, err)
		}
	}
	if _, err := measure.Radar(strings.NewReader("t,lat\n1,2\n"), measure.RadarLeg{ID: "x1"}); err == nil || !strings.Contains(err.Error(), "lon") {
		t.Errorf("radar without longitudes: %v", err)
	}
}

func FuzzSamples(f *testing.F) {
	f.Add([]byte(`[{"timestamp":1000,"icao24":"4b1815","latitude":1.5,"longitude":2.5}]`))
	f.Add([]byte(`{"timestamp":{"0":1000},"icao24":{"0":"4b1815"},"latitude":{"0":1},"longitude":{"0":2}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		tracks, err := measure.Samples(strings.NewReader(string(text)), adsb.Member{})
		if err != nil && tracks != nil {
			t.Error("tracks beside an error")
		}
	})
}

// What the collection's own description says of the real files.
func TestRealFiles(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct{ addresses, rows int }{
		"noisy_ground": {1, 924}, "noisy_landing": {1, 848}, "noisy_spoofing": {1, 8681}, "noisy_takeoff": {1, 730}, "noisy_time_issue": {1, 8294},
		"kingston": {1, 1455}, "zurich_airport": {10, 17132},
	} {
		tracks, err := measure.Samples(shared(t, "traffic-samples/"+name+".json.gz"), adsb.Member{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		for _, tr := range tracks {
			rows += len(tr.Points) + len(tr.Rejected)
		}
		if len(tracks) != want.addresses || rows != want.rows {
			t.Errorf("%s: %d addresses, %d rows; want %+v", name, len(tracks), rows, want)
		}
	}
	legs, err := measure.RadarLegs(shared(t, "egll-radar/legs.csv"))
	if err != nil || len(legs) != 45 {
		t.Fatalf("%d radar legs, want 45: %v", len(legs), err)
	}
	for _, l := range legs {
		tr, err := measure.Radar(shared(t, "egll-radar/"+l.File), l)
		if err != nil {
			t.Fatal(err)
		}
		if l.Destination != "EGLL" || !tr.Points[0].When().Equal(l.First) || tr.Points[0].Source != adsb.Other {
			t.Errorf("%s: %+v", l.ID, l)
		}
	}
}
