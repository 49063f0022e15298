package flight_test

import (
	"io/fs"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// realTracks are all real tracks beside the project but the radar ones, which begin 40 NM out.
func realTracks(t *testing.T) map[string]*adsb.Track {
	tracks := map[string]*adsb.Track{"ac671b": trace(t, sharedFile(t, "traces/trace_full_ac671b.json"))}
	err := filepath.WalkDir(sharedFile(t, "adsb-actions/globe_history"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			tracks[filepath.Base(path)] = trace(t, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"guatemala", "kingston", "montreal", "perth", "toulouse", "zurich_airport", "noisy_ground", "noisy_takeoff", "noisy_landing",
		"noisy_time_issue", "noisy_spoofing", "savan"} {
		for _, track := range sample(t, name) {
			tracks[name+"/"+track.Hex] = track
		}
	}
	return tracks
}

// Real tracks with stretches hidden. A silence in straight level flight changes neither the
// number of legs nor a name. A track that breaks off (or begins) high up has no name there. One
// that breaks off low names the field that the whole track shows, or none; only the first of the many
// approaches of a calibration flight cannot be told from a landing.
func TestRealTracksWithStretchesHidden(t *testing.T) {
	t.Parallel()
	airports := place.Embedded()
	var silences, cut, high, named, wrong int
	airframes := map[string]bool{}
	for name, track := range realTracks(t) {
		whole := flight.Extract(track, airports)
		for k, l := range whole {
			inLeg := func(p *adsb.Point) bool {
				return !p.When().Before(l.Start.Heard.At) && !p.When().After(l.End.Heard.At)
			}
			// Silences of a quarter of an hour in the way between, every twenty minutes.
			last := time.Time{}
			for i := range track.Points {
				p := &track.Points[i]
				if !inLeg(p) || !p.Is(adsb.HasAlt) || p.AltFt < 15_000 || p.When().Sub(last) < 20*time.Minute {
					continue
				}
				last = p.When()
				until := last.Add(15 * time.Minute)
				if !straight(track, i, until) {
					continue
				}
				silences++
				airframes[track.Hex] = true
				got := flight.Extract(sim.Mask(track, sim.Hole{From: last.Add(time.Second), To: until}), airports)
				if len(got) != len(whole) {
					t.Errorf("%s: %d legs without the quarter of an hour from %s, %d with it\n%s", name, len(got), last, len(whole), describe(got))
					continue
				}
				if a, b := routes(whole)[k], routes(got)[k]; a != b {
					t.Errorf("%s: leg %d is %s, without the quarter of an hour from %s %s", name, k, a, last, b)
				}
			}
			// Broken off, and begun late, at every tenth minute.
			last = time.Time{}
			for i := range track.Points {
				p := &track.Points[i]
				if !inLeg(p) || !p.Is(adsb.HasAlt) || p.Is(adsb.OnGround) || p.When().Sub(last) < 10*time.Minute {
					continue
				}
				last = p.When()
				for _, start := range []bool{false, true} {
					hidden, truth := sim.Mask(track, sim.Hole{From: last.Add(time.Millisecond)}), l.End
					if start {
						hidden, truth = sim.Mask(track, sim.Hole{To: last}), l.Start
					}
					legs := flight.Extract(hidden, airports)
					if len(legs) == 0 {
						continue
					}
					e := legs[len(legs)-1].End
					if start {
						e = legs[0].Start
					}
					if e.Heard.At.Sub(last).Abs() > time.Minute {
						continue // what was left of the flight is no leg
					}
					cut++
					if e.Heard.AltFt != nil && *e.Heard.AltFt > 18_000 {
						high++
					}
					if e.Airport == nil {
						continue
					}
					named++
					if e.Heard.AltFt != nil && *e.Heard.AltFt > 18_000 {
						t.Errorf("%s: %s %.2f named at %d ft", name, *e.Airport, e.Probability, *e.Heard.AltFt)
					}
					if truth.Airport != nil && *truth.Airport != *e.Airport {
						wrong++
						t.Logf("%s, start %v, cut %s: named %s %.2f, the whole track says %s\n%s", name, start, last, *e.Airport, e.Probability, *truth.Airport, describe(legs))
						if e.Probability >= 0.9 && !practises(l) {
							t.Errorf("%s: %s is sure and not what the whole track says, %s", name, *e.Airport, *truth.Airport)
						}
					}
				}
			}
		}
	}
	t.Logf("%d silences of %d airframes; %d tracks broken off or begun late, %d of them above 18,000 ft; %d named, %d not as the whole track says", silences, len(airframes), cut, high, named, wrong)
	if silences < 50 || high < 500 || len(airframes) < 5 {
		t.Errorf("only %d silences and %d high ends: the test tests little", silences, high)
	}
	if wrong*20 > named {
		t.Errorf("%d of %d names are not what the whole track says", wrong, named)
	}
}

// practises reports that a leg is one of calibration or practice.
func practises(l flight.Leg) bool {
	return slices.ContainsFunc(l.Events, func(r flight.Reason) bool { return r.Rule == "low_approaches" })
}

// straight reports that from point i until a time a track was heard throughout, within 1,500 ft of
// one height, and came as far as it flew.
func straight(track *adsb.Track, i int, until time.Time) bool {
	at := func(k int) place.Point { return place.Point{Lat: track.Points[k].Lat, Lon: track.Points[k].Lon} }
	way := 0.0
	for k := i + 1; k < len(track.Points); k++ {
		p, before := &track.Points[k], &track.Points[k-1]
		if p.Time-before.Time > 120_000 || !p.Is(adsb.HasAlt) || p.AltFt-track.Points[i].AltFt > 1500 || track.Points[i].AltFt-p.AltFt > 1500 {
			return false
		}
		if way += place.Distance(at(k-1), at(k)); p.When().After(until) {
			return place.Distance(at(i), at(k)) > 0.95*way
		}
	}
	return false
}
