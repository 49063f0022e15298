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
	removal, transfer, other []float64 // scores
	listed, right            int       // of the day's lists
	full, fullDays           int       // right among the first ten, on days with ten aircraft of removal work or more
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
			all.add(d)
		})
	if err != nil {
		return err
	}
	r.sections = append(r.sections, all.section(len(seasons.seeds)))
	return nil
}

// add puts the cases of another season to these.
func (d *discovered) add(o discovered) {
	d.removal, d.transfer, d.other = append(d.removal, o.removal...), append(d.transfer, o.transfer...), append(d.other, o.other...)
	d.listed, d.right, d.full, d.fullDays = d.listed+o.listed, d.right+o.right, d.full+o.full, d.fullDays+o.fullDays
}

// section is the figures with their targets. Transfers are told apart less well: a campaign's
// tour of towns has their airports and their times on the ground.
func (d discovered) section(seasons int) accuracySection {
	area := func(name string, high []float64) accuracyRow {
		row := accuracyRow{Measure: name, Value: areaUnder(high, d.other), Of: len(high) + len(d.other)}
		row.Text = fmt.Sprintf("%.3f", row.Value)
		return row
	}
	share := func(name, layout string, part, of int) accuracyRow {
		row := accuracyRow{Measure: name, Of: of}
		if of > 0 {
			row.Value = float64(part) / float64(of)
		}
		row.Text = fmt.Sprintf(layout, row.Value)
		return row
	}
	return accuracySection{
		Name: fmt.Sprintf("Discovery: aircraft by day on %d simulated season(s), none on a list", seasons),
		Note: "a case is an aircraft on a UTC day; a day of removals or transfers is right on a list, of anything else wrong",
		Rows: []accuracyRow{
			area("removals above other charters (area under the curve)", d.removal).atLeast(0.95, "0.95"),
			area("  removals and transfers above other charters", slices.Concat(d.removal, d.transfer)),
			area("  transfers alone above other charters", d.transfer),
			share("right among the first ten, on days with ten or more", "%.2f", d.full, d.fullDays).atLeast(9, "9"),
			share("right among all that the day's lists named", "%.3f", d.right, d.listed).atLeast(0.9, "0.90"),
		}}
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
	agency := map[string]string{} // aircraft and day to "removal" or "transfer", where there was any
	first, last := truths[0].Depart, truths[0].Depart
	for _, t := range truths {
		at := t.Hex + t.Depart.UTC().Format(time.DateOnly)
		if t.Work == "removal" || t.Work == "transfer" && agency[at] == "" {
			agency[at] = t.Work
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
		work := func(hex string) string { return agency[hex+day.Format(time.DateOnly)] }
		near := slices.DeleteFunc(slices.Clone(legs), func(l flight.Leg) bool {
			at := l.Start.Heard.At
			return at.Before(day.Add(-journey.Context)) || !at.Before(day.AddDate(0, 0, 1).Add(journey.Context))
		})
		there := 0
		for _, f := range journey.Rank(near, day, journey.Watch{}, airports) {
			switch work(f.Hex) {
			case "removal":
				d.removal = append(d.removal, f.Score)
				there++
			case "transfer":
				d.transfer = append(d.transfer, f.Score)
				there++
			default:
				d.other = append(d.other, f.Score)
			}
		}
		finds := journey.Discover(near, day, journey.Watch{}, airports)
		right := 0
		for _, f := range finds {
			if work(f.Hex) != "" {
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
