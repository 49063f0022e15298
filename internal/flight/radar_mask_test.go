package flight_test

import (
	"path/filepath"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// The 45 radar tracks into Heathrow, cut where a receiver with a higher horizon would lose
// them, and thinned to one row in ten seconds: Northolt lies 5 NM away, four more airports
// of London within 30. What is named at 0.9 is Heathrow, and the share of wrong names is no
// more than the probabilities say.
func TestRadarTracksCutInTheApproach(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(sharedFile(t, "egll-radar/positions"), "*.csv"))
	if err != nil || len(files) != 45 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for name, airports := range map[string]*place.Airports{"runways": withRunways(t), "reference points": place.Embedded()} {
		var all tally
		for _, floor := range []int32{500, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 10000} {
			var c tally
			for _, path := range files {
				track := radarTrack(t, path)
				var kept []adsb.Point
				last := int64(0)
				for _, p := range track.Points {
					if p.Is(adsb.HasAlt) && p.AltFt < floor {
						break
					}
					if p.Time-last >= 10_000 {
						kept, last = append(kept, p), p.Time
					}
				}
				track.Points = kept
				for _, l := range flight.Extract(track, airports) {
					c.add(l.End, "EGLL")
					all.add(l.End, "EGLL")
					if l.Start.Airport != nil {
						t.Errorf("%s: the origin is named %s", filepath.Base(path), *l.Start.Airport)
					}
					if l.End.Airport != nil && *l.End.Airport != "EGLL" {
						t.Logf("WRONG %s at %d ft: %v\n%s", filepath.Base(path), floor, l.End.Candidates, describe([]flight.Leg{l}))
					}
				}
			}
			t.Logf("%s, cut at %5d ft: %v", name, floor, &c)
		}
		t.Logf("%s, all: %v", name, &all)
		if all.surelyWrong > 0 || float64(all.wrong) > all.expected {
			t.Errorf("%s: %v", name, &all)
		}
	}
}
