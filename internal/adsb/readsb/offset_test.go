package readsb_test

import (
	"slices"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

func TestOffsets(t *testing.T) {
	t.Parallel()
	text := `{"icao":"a2c4e0","x":{"trace":[1]}, "trace": [ [0,1,2], 7 ,[3,4,5]],"r":1}`
	var got []string
	for _, at := range readsb.Offsets([]byte(text)) {
		got = append(got, text[at:at+1+int64(len("0,1"))])
	}
	if want := []string{"[0,1", "7 ,[", "[3,4"}; !slices.Equal(got, want) {
		t.Errorf("rows begin %q, want %q", got, want)
	}
	for text, n := range map[string]int{"": 0, "[]": 0, `{"trace":[[1],[2],[3`: 2, `{"trace":5}`: 0, "\x1f\x8b": 0} {
		if at := readsb.Offsets([]byte(text)); len(at) != n {
			t.Errorf("%q: %d rows, want %d", text, len(at), n)
		}
	}
}
