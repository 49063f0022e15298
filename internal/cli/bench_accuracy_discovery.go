package cli

import (
	"fmt"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// The seasons that discovery is measured on, of the hold-out; those that it was designed on
// are 1 to 20.
const (
	discoveryFirst = 1011
	discoveryLast  = 1020
)

// discovered is what discovery made of one or more seasons, an aircraft on a day a case.
type discovered struct {
	removal, other []float64 // scores
	listed, right  int       // of the day's lists
	full, fullDays int       // right among the first ten, on days with ten aircraft of removal work or more
}

// discovery measures how well a day's aircraft are ranked by what they did.
func (r *accuracyRun) discovery() error {
	seasons := *r
	if seasons.seeds = nil; r.seeds[0] >= sim.HoldOutFirst {
		for s := uint64(discoveryFirst); s <= discoveryLast; s++ {
			seasons.seeds = append(seasons.seeds, s)
		}
	} else {
		seasons.seeds = r.seeds[:min(len(r.seeds), discoveryLast-discoveryFirst+1)]
	}
	if r.cmd.Quick {
		seasons.seeds = seasons.seeds[:1]
	}
	var all discovered
	err := eachSeed(&seasons, "discovery", func(seed uint64) (discovered, error) { return discoverSeason(seed, r.plain) },
		func(_ uint64, d discovered) {
			all.removal, all.other = append(all.removal, d.removal...), append(all.other, d.other...)
			all.listed, all.right, all.full, all.fullDays = all.listed+d.listed, all.right+d.right, all.full+d.full, all.fullDays+d.fullDays
		})
	if err != nil {
		return err
	}
	auc := accuracyRow{Measure: "removal work above other charters (area under the curve)", Value: areaUnder(all.removal, all.other), Of: len(all.removal) + len(all.other)}
	auc.Text = fmt.Sprintf("%.3f", auc.Value)
	ten := accuracyRow{Measure: "right among the first ten, on days with ten or more", Of: all.fullDays}
	if all.fullDays > 0 {
		ten.Value = float64(all.full) / float64(all.fullDays)
	}
	ten.Text = fmt.Sprintf("%.2f", ten.Value)
	listed := accuracyRow{Measure: "right among all that the day's lists named", Of: all.listed}
	if all.listed > 0 {
		listed.Value = float64(all.right) / float64(all.listed)
	}
	listed.Text = fmt.Sprintf("%.3f", listed.Value)
	r.sections = append(r.sections, accuracySection{
		Name: fmt.Sprintf("Discovery: aircraft by day on %d simulated season(s), none on a list", len(seasons.seeds)),
		Note: "a case is an aircraft on a UTC day; removal work is removals and transfers, everything else the same fleet flew is other work",
		Rows: []accuracyRow{auc.atLeast(0.95, "0.95"), ten.atLeast(9, "9"), listed.atLeast(0.9, "0.90")}})
	return nil
}

// discoverSeason flies a season, ranks the aircraft of each day and holds them against the truth.
func discoverSeason(seed uint64, airports *place.Airports) (discovered, error) {
	flights, truths, receivers, err := sim.Season(seed, airports)
	if err != nil {
		return discovered{}, err
	}
	byHex := map[string][]sim.Flight{}
	for _, f := range flights {
		byHex[f.Hex] = append(byHex[f.Hex], f)
	}
	var legs []flight.Leg
	for hex, own := range byHex {
		track, _, err := sim.Track(own, receivers, seed)
		if err != nil {
			return discovered{}, fmt.Errorf("season, aircraft %s: %w", hex, err)
		}
		legs = append(legs, flight.Extract(track, airports)...)
	}
	agency := map[string]bool{} // aircraft and day
	first, last := truths[0].Depart, truths[0].Depart
	for _, t := range truths {
		if t.Work == "removal" || t.Work == "transfer" {
			agency[t.Hex+t.Depart.UTC().Format(time.DateOnly)] = true
		}
		if t.Depart.Before(first) {
			first = t.Depart
		}
		if t.Depart.After(last) {
			last = t.Depart
		}
	}
	var d discovered
	for day := first.UTC().Truncate(24 * time.Hour); !day.After(last); day = day.AddDate(0, 0, 1) {
		is := func(hex string) bool { return agency[hex+day.Format(time.DateOnly)] }
		near := slices.DeleteFunc(slices.Clone(legs), func(l flight.Leg) bool {
			at := l.Start.Heard.At
			return at.Before(day.Add(-journey.Context)) || !at.Before(day.AddDate(0, 0, 1).Add(journey.Context))
		})
		there := 0
		for _, f := range journey.Rank(near, day, journey.Watch{}, airports) {
			if is(f.Hex) {
				d.removal = append(d.removal, f.Score)
				there++
			} else {
				d.other = append(d.other, f.Score)
			}
		}
		finds := journey.Discover(near, day, journey.Watch{}, airports)
		right := 0
		for _, f := range finds {
			if is(f.Hex) {
				right++
			}
		}
		d.listed, d.right = d.listed+len(finds), d.right+right
		if there >= journey.MostFinds {
			d.full, d.fullDays = d.full+right, d.fullDays+1
		}
	}
	return d, nil
}

// areaUnder is how often a case of the first kind has a higher score than one of the second,
// a tie counted as half: the area under the curve of hits against false alarms.
func areaUnder(high, low []float64) float64 {
	if len(high) == 0 || len(low) == 0 {
		return 0
	}
	low = slices.Sorted(slices.Values(low))
	sum := 0.0
	for _, h := range high {
		below, _ := slices.BinarySearch(low, h)
		upto, _ := slices.BinarySearchFunc(low, h, func(a, b float64) int {
			if a <= b {
				return -1
			}
			return 1
		})
		sum += float64(below) + float64(upto-below)/2
	}
	return sum / float64(len(high)) / float64(len(low))
}
