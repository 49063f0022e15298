package readsb_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
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
	t.Log(track.RejectedByReason(), track.Callsigns)
}

func TestRealArchive(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(shared(t, "adsb-actions/globe_history"), "2023/08/20/traces/*/trace_full_*.json"))
	if err != nil || len(files) != 22 {
		t.Fatalf("%d files, want 22 (%v)", len(files), err)
	}
	for _, file := range files {
		var track adsb.Track
		if err := readsb.Parse(plainText(t, file), adsb.Member{Name: filepath.Base(file)}, &track); err != nil {
			t.Error(err)
		}
		n := len(track.Points)
		track.Finish()
		t.Log(track.Hex, n, len(track.Points), track.RejectedByReason(), track.Callsigns)
	}
}
