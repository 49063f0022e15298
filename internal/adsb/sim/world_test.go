package sim_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/place"
)

func world(t *testing.T, seed uint64, n int) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for f, err := range sim.World(seed, time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC), n, place.Embedded()) {
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name] != nil {
			t.Errorf("%s twice", f.Name)
		}
		out[f.Name] = f.Data
	}
	return out
}

// A world has all kinds of aircraft, every row of them can be read, all of one day, and a
// quarter of the rows has details, at the size that real rows have.
func TestWorldIsLikeADay(t *testing.T) {
	t.Parallel()
	files := world(t, 1, 100)
	if files[sim.TruthFile] == nil {
		t.Error("no truth")
	}
	kinds := map[string]int{}
	points, details, text, packed := 0, 0, 0, 0
	for name, data := range files {
		if name == sim.TruthFile {
			continue
		}
		plain, err := archive.Decompress(data, nil)
		if err != nil {
			t.Fatal(err)
		}
		var track adsb.Track
		track.Reset()
		if err := readsb.Parse(plain, adsb.Member{Name: name}, &track); err != nil || len(track.Rejected) > 0 || len(track.Points) == 0 {
			t.Errorf("%s: %v, %d points, rejected %v", name, err, len(track.Points), track.Rejected)
		}
		if !track.Simulated || !strings.HasPrefix(name, "2025/09/29/traces/"+track.Hex[4:]+"/") {
			t.Errorf("%s: simulated %t, of %s", name, track.Simulated, track.Hex)
		}
		ground := true
		for _, p := range track.Points {
			ground = ground && p.Is(adsb.OnGround)
			if p.When().Format(time.DateOnly) != "2025-09-29" {
				t.Fatalf("%s: a row of %s", name, p.When())
			}
		}
		switch {
		case track.NonICAO:
			kinds["without an address"]++
		case ground:
			kinds["never off the ground"]++
		case track.Type == "C172" || track.Type == "EC35":
			kinds[track.Type]++
		default:
			kinds["under way"]++
		}
		points, text, packed = points+len(track.Points), text+len(plain), packed+len(data)
		details += bytes.Count(plain, []byte(`{"type"`))
	}
	for _, kind := range []string{"without an address", "never off the ground", "C172", "EC35", "under way"} {
		if kinds[kind] == 0 {
			t.Errorf("nobody is %s: %v", kind, kinds)
		}
	}
	if share := float64(details) / float64(points); share < 0.24 || share > 0.30 {
		t.Errorf("%.2f of the rows have details, want a quarter", share)
	}
	// A real day has 171 bytes a point, 25 of them packed.
	if raw, small := text/points, packed/points; raw < 150 || raw > 200 || small < 20 || small > 32 {
		t.Errorf("%d bytes a point, %d packed", raw, small)
	}
}

func TestWorldIsTheSameAgain(t *testing.T) {
	t.Parallel()
	a, b, other := world(t, 7, 30), world(t, 7, 30), world(t, 8, 30)
	differ := 0
	for name, data := range a {
		if !bytes.Equal(b[name], data) {
			t.Errorf("%s differs", name)
		}
		if !bytes.Equal(other[name], data) {
			differ++
		}
	}
	if len(a) != len(b) || differ == 0 {
		t.Errorf("%d and %d files; another seed changes %d", len(a), len(b), differ)
	}
}
