package cli

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// seasonsFlown is how many seasons are measured: one has about ninety removals, too few to
// tell 0.98 from 0.95.
const seasonsFlown = 11

// season measures purposes on simulated seasons of forty aircraft that fly removals and
// other charters, from the first seeds that were asked for.
func (r *accuracyRun) season() error {
	seasons := *r
	seasons.seeds = r.seeds[:min(len(r.seeds), seasonsFlown)]
	if r.cmd.Quick {
		seasons.seeds = r.seeds[:1]
	}
	var all journey.Score
	err := eachSeed(&seasons, "seasons", func(seed uint64) (journey.Score, error) { return seasonScore(seed, r.plain) },
		func(_ uint64, one journey.Score) { all.Add(one) })
	if err != nil {
		return err
	}
	said := func(p journey.Value) (truth, named, both int) {
		for t, row := range all.Confused {
			for s, n := range row {
				switch {
				case t == p && s == p:
					truth, named, both = truth+n, named+n, both+n
				case t == p:
					truth += n
				case s == p:
					named += n
				}
			}
		}
		return truth, named, both
	}
	figure := func(name string, value float64, of int) accuracyRow {
		return accuracyRow{Measure: name, Value: value, Text: fmt.Sprintf("%.3f", value), Of: of}
	}
	section := accuracySection{Name: fmt.Sprintf("Purposes: %d simulated season(s) of %d aircraft on removals and other charters", len(seasons.seeds), sim.SeasonAircraft),
		Note: "of flights that some leg tells of; an attempted removal that turned back is none"}
	heard := all.Flights - all.Unheard
	section.Rows = append(section.Rows, accuracyRow{Measure: "flights that some leg tells of", Value: float64(heard), Text: fmt.Sprint(heard), Of: all.Flights})
	for _, p := range journey.Purposes() {
		if p == journey.Unclear {
			continue
		}
		truth, named, _ := said(p)
		if truth == 0 {
			continue
		}
		precision, recall := all.Of(p)
		a, b := figure(string(p)+": precision", precision, named), figure("  recall", recall, truth)
		if p == journey.Removal {
			a, b = a.atLeast(0.98, "0.98"), b.atLeast(0.95, "0.95")
		}
		section.Rows = append(section.Rows, a, b)
	}
	section.Rows = append(section.Rows, figure("macro F1", all.Macro, heard))
	r.sections = append(r.sections, section)
	return nil
}

// seasonScore flies a season, hears it, makes legs and journeys of what was heard, and compares.
func seasonScore(seed uint64, airports *place.Airports) (journey.Score, error) {
	flights, truths, receivers, err := sim.Season(seed, airports)
	if err != nil {
		return journey.Score{}, err
	}
	byHex := map[string][]sim.Flight{}
	for _, f := range flights {
		byHex[f.Hex] = append(byHex[f.Hex], f)
	}
	var legs []flight.Leg
	for hex, own := range byHex {
		track, _, err := sim.Track(own, receivers, seed)
		if err != nil {
			return journey.Score{}, fmt.Errorf("season, aircraft %s: %w", hex, err)
		}
		legs = append(legs, flight.Extract(track, airports)...)
	}
	known := make([]journey.Flown, len(truths))
	for i, f := range truths {
		known[i] = journey.Flown{Hex: f.Hex, From: f.Depart, To: f.Arrive, Purpose: journey.Value(f.Purpose)}
		if f.Purpose == journey.Attempted {
			known[i].Purpose = journey.Unclear
		}
	}
	return journey.ScorePurposes(journey.Build(legs, airports), known), nil
}
