package decode_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb/gather"
)

// In Europe both columns could be either: only the direction of flight tells.
func TestExchangedColumnsInEurope(t *testing.T) {
	t.Parallel()
	// 0.02 degrees of latitude and 0.01 of longitude at 50 N: 1.2 NM to the north and
	// 0.386 to the east, so the track is atan(0.386/1.2) = 18 degrees.
	table := func(rows int, track float64, exchange bool) string {
		var b strings.Builder
		b.WriteString("time,icao24,lat,lon,velocity,heading,onground,lastposupdate\n")
		for i := range rows {
			lat, lon := 50+0.02*float64(i), 10+0.01*float64(i)
			if exchange {
				lat, lon = lon, lat
			}
			fmt.Fprintf(&b, "%d,3c4e01,%.3f,%.3f,233,%.0f,false,%d\n", 1759183200+i*10, lat, lon, track, 1759183200+i*10)
		}
		return b.String()
	}
	for _, c := range []struct {
		name     string
		text     string
		exchange bool
	}{
		{"as it is", table(40, 18, false), false},
		{"exchanged", table(40, 18, true), true},
		{"too few to tell", table(15, 18, true), false},
		{"another direction than either: wrong tracks, not exchanged columns", table(40, 200, false), false},
	} {
		got, _, err := read(t, c.text)
		if refused := errors.Is(err, gather.ErrExchanged); refused != c.exchange || refused != (len(got) == 0) {
			t.Errorf("%s: %v, %d aircraft", c.name, err, len(got))
		}
		if err != nil && !strings.Contains(err.Error(), "put the columns right") {
			t.Errorf("%s: %v does not say what to do", c.name, err)
		}
	}
}
