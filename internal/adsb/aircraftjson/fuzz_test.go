package aircraftjson

import (
	"encoding/json"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
)

// A snapshot that encoding/json understands has as many rows as it has objects, and each
// is used, counted or rejected.
func FuzzRead(f *testing.F) {
	f.Add(`{"now":1759183200,"aircraft":[{"hex":"a2c4e0","lat":31.5,"lon":-92.5,"seen_pos":1,"alt_baro":"ground"},{}]}`)
	f.Add(`{"ac":[{"hex":"~a2c4e0","lat":31.5,"seen_pos":-1}],"now":1759183200000}`)
	f.Fuzz(func(t *testing.T, text string) {
		tracks, r, err := Read([]byte(text), adsb.Member{}, gather.Options{Want: func(string) bool { return true }})
		rejected := 0
		for _, n := range r.Rejected {
			rejected += n
		}
		for _, tr := range tracks {
			rejected += len(tr.Rejected)
		}
		if sum := r.Positions + r.NoPosition + r.Repeated + rejected; err == nil && r.Rows > 0 && rejected == 0 && sum != r.Rows {
			t.Fatalf("%d of %d rows are accounted for", sum, r.Rows)
		}
		var s struct {
			Now      *float64          `json:"now"`
			Aircraft []json.RawMessage `json:"aircraft"`
		}
		if json.Unmarshal([]byte(text), &s) != nil || s.Now == nil || s.Aircraft == nil || err != nil || r.Rejected[NoNow] > 0 {
			return
		}
		var keys map[string]json.RawMessage
		if json.Unmarshal([]byte(text), &keys) != nil || len(keys) != 2 || keys["now"] == nil || keys["aircraft"] == nil {
			return // keys in another case, or twice
		}
		if r.Rows != len(s.Aircraft) && r.Rows != 0 {
			t.Fatalf("%d rows, encoding/json has %d", r.Rows, len(s.Aircraft))
		}
	})
}
