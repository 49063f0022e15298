package flight

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/place"
)

// A field is left out by the tables only where it would be left out by the functions.
func TestMostIsNeverLess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		off := rapid.Float64Range(0, widest+1).Draw(t, "off")
		nm, flown, direct := rapid.Float64Range(1, 11000).Draw(t, "nm"), rapid.Float64Range(0, 11000).Draw(t, "flown"), rapid.Float64Range(50, 11000).Draw(t, "direct")
		c := cone{tod: 100, left: 1e9}
		if fit, most := c.fit(nm, off, flightBy{flown + nm, flown + nm}), mostFit(off, flightBy{flown + nm, flown + nm}); fit > most {
			t.Errorf("fit %g, at most %g", fit, most)
		}
		c.origin = &place.Airport{}
		by := flightBy{flown + nm, direct}
		if fit, most := c.fit(nm, off, by), mostFit(off, by); fit > most {
			t.Errorf("from a known origin: fit %g, at most %g", fit, most)
		}
		for _, wide := range []bool{false, true} {
			mean := narrowNM
			if wide {
				mean = wideNM
			}
			if route, most := routePrior(flown, nm, mean), mostRoute(flown, nm, wide); route > most {
				t.Errorf("prior %g, at most %g", route, most)
			}
		}
	})
}
