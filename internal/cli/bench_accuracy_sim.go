package cli

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/flight/measure"
	"github.com/charterwatch/charterwatch/internal/place"
)

// trialScore is what is kept of a trial.
type trialScore struct {
	score    measure.Score
	rows     int
	rejected map[string]int
	wrong    []string
}

// scored flies the trial of a seed and scores the legs that are made of it.
func (r *accuracyRun) scored(where string, seed uint64, fly func(uint64, *place.Airports) (sim.Trial, error)) (trialScore, error) {
	trial, err := fly(seed, r.runways)
	if err != nil {
		return trialScore{}, err
	}
	legs := flight.Extract(trial.Track, r.airportsFor(seed))
	score := measure.Legs(legs, measure.Simulated(trial.Flown))
	return trialScore{score, len(trial.Track.Points), trial.Track.RejectedByReason(), wrongIn(where, trial, legs, score)}, nil
}

// holdOut measures legs and their ends on simulated recordings with every flaw.
func (r *accuracyRun) holdOut() error {
	var all measure.Score
	rejected := map[string]int{}
	rows := 0
	err := eachSeed(r, "hold-out", func(seed uint64) (trialScore, error) { return r.scored("hold-out", seed, sim.HoldOut) },
		func(_ uint64, x trialScore) {
			all.Add(x.score)
			for why, n := range x.rejected {
				rejected[why] += n
			}
			rows += x.rows
			r.failures = append(r.failures, x.wrong...)
		})
	if err != nil {
		return err
	}
	s := accuracySection{Name: "Hold-out: simulated recordings with silences, floors, noise, go-arounds, diversions",
		Note: "half with runway data, half without; definitions: go doc ./internal/flight/measure", Rows: endRows(all)}
	for _, why := range slices.Sorted(maps.Keys(rejected)) {
		s.Rows = append(s.Rows, count("rows rejected: "+why, measure.Ratio{Of: rows + rejected[why], Yes: rejected[why]}))
	}
	s.Reliability = all.Reliability()
	r.sections = append(r.sections, s)
	if r.cmd.Reliability != "" {
		return os.WriteFile(r.cmd.Reliability, []byte(measure.ReliabilitySVG(s.Reliability)), 0o644)
	}
	return nil
}

// endRows are the figures of a score.
func endRows(s measure.Score) []accuracyRow {
	brier, n := s.Brier()
	wrong := s.Wrong()
	widths := s.Widths(0.5, 0.9)
	return []accuracyRow{
		legCount(s.Count).atLeast(0.99, "0.99"),
		{Measure: "  legs invented or cut", Value: float64(s.Count.Invented), Text: fmt.Sprint(s.Count.Invented), Of: s.Count.Right + s.Count.Invented},
		{Measure: "  flights missed or joined", Value: float64(s.Count.Missed), Text: fmt.Sprint(s.Count.Missed), Of: s.Count.Right + s.Count.Missed},
		share("ends heard on the ground: right", s.ObservedRight()).atLeast(0.995, "99.5 %"),
		share("  origin first in its list", s.Top(1, true)),
		share("  origin among the first three", s.Top(3, true)),
		share("  destination first in its list", s.Top(1, false)),
		share("  destination among the first three", s.Top(3, false)),
		share("ends heard low: named and right", s.LowNamed()),
		share("all ends: named at 0.9 or more", s.Sure()),
		perThousand("named at 0.9 or more and wrong", s.SureWrong()).below(2, "2/1000"),
		share("names that are wrong", wrong),
		{Measure: "  that their probabilities allow", Value: s.Expected(), Text: fmt.Sprintf("%.1f", s.Expected()), Of: wrong.Of},
		count("  that there are", wrong),
		count("ends out of coverage: named", s.AwayNamed()).exactly(0),
		share("time of take-off holds the truth", s.Holds(true)).atLeast(0.95, "95 %"),
		share("time of landing holds the truth", s.Holds(false)).atLeast(0.95, "95 %"),
		share("  of intervals bounded on both sides", s.IntervalHolds()),
		minutes("  width of those, median", widths[0], s.IntervalHolds().Of),
		minutes("  width of those, nine in ten below", widths[1], s.IntervalHolds().Of),
		{Measure: "Brier score of the first of the list", Value: brier, Text: fmt.Sprintf("%.4f", brier), Of: n},
		share("aircraft whose days are told exactly", measure.Ratio{Of: s.Aircraft, Yes: s.Exactly}),
	}
}

func legCount(c measure.LegCount) accuracyRow {
	return accuracyRow{Measure: "leg count, F1", Value: c.F1(), Text: fmt.Sprintf("%.4f", c.F1()), Of: c.Right + c.Missed}
}

func minutes(name string, d time.Duration, of int) accuracyRow {
	return accuracyRow{Measure: name, Value: d.Minutes(), Text: fmt.Sprintf("%.1f min", d.Minutes()), Of: of}
}

// wrongIn says what was wrong with a trial, so that somebody can fly it again.
func wrongIn(where string, trial sim.Trial, legs []flight.Leg, s measure.Score) []string {
	var wrong []string
	if s.Count.Invented+s.Count.Missed > 0 {
		wrong = append(wrong, fmt.Sprintf("%d leg(s) invented or cut, %d flight(s) missed or joined", s.Count.Invented, s.Count.Missed))
	}
	for _, e := range s.Ends {
		side := map[bool]string{true: "start", false: "end"}[e.Start]
		say := func(format string, args ...any) {
			wrong = append(wrong, fmt.Sprintf("%s of %s (%s, truth %q): %s", side, e.Leg, e.Reach, e.Truth, fmt.Sprintf(format, args...)))
		}
		switch {
		case e.Named != "" && e.P >= 0.9 && !e.Right:
			say("SURE AND WRONG: %s %.2f", e.Named, e.P)
		case e.Reach == measure.Away && e.Named != "":
			say("OUT OF COVERAGE AND NAMED: %s %.2f", e.Named, e.P)
		case e.Reach == measure.OnGround && !(e.Named != "" && e.Right):
			say("HEARD ON THE GROUND: %q %.2f %s", e.Named, e.P, e.Status)
		case e.Named != "" && !e.Right:
			say("wrong: %s %.2f", e.Named, e.P)
		}
		if e.Timed && !e.Holds {
			say("TIME does not hold the truth")
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	out := []string{}
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	say("== %s seed %d (%s) %v", where, trial.Seed, trial.Track.Type, trial.Traits)
	for _, f := range trial.Flown {
		say("   truth %s-%s %s to %s; heard %s (%.0f ft above, %.0f NM) to %s (%.0f ft above, %.0f NM), %d in the air",
			f.From, f.To, stamp(f.TakeOff), stamp(f.Landing), stamp(f.First.At), f.First.AboveFt, f.First.NM, stamp(f.Last.At), f.Last.AboveFt, f.Last.NM, f.Aloft)
	}
	for _, l := range legs {
		say("   leg   %s: %s -> %s; heard %s to %s", l.ID, l.Start.Words(true), l.End.Words(false), stamp(l.Start.Heard.At), stamp(l.End.Heard.At))
	}
	for _, w := range wrong {
		say("   %s", w)
	}
	return out
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Format("02T15:04:05")
}

// dark measures what is said of ends that were lost, or first heard, at cruise.
func (r *accuracyRun) dark() error {
	var all measure.Score
	err := eachSeed(r, "dark ends", func(seed uint64) (trialScore, error) { return r.scored("dark", seed, sim.Lost) },
		func(_ uint64, x trialScore) {
			all.Add(x.score)
			r.failures = append(r.failures, x.wrong...)
		})
	if err != nil {
		return err
	}
	r.sections = append(r.sections, accuracySection{Name: "Dark ends: simulated flights masked at cruise",
		Note: "for good, before, or until the cruise of the next flight", Rows: append(held(darkRows(all)), darkLegRows(all)...)})
	r.lost = all
	return nil
}

const setHeld = "  truth in the set, of those that state 0.95"

// held sets a target for the sets of one kind of end.
func held(rows []accuracyRow) []accuracyRow {
	for i := range rows {
		if rows[i].Measure == setHeld {
			rows[i] = rows[i].within(0.93, 0.97, "93-97 %")
		}
	}
	return rows
}

func darkRows(all measure.Score) []accuracyRow {
	rows := []accuracyRow{}
	for _, start := range []bool{false, true} {
		what := map[bool]string{true: "origins", false: "destinations"}[start]
		d := all.Dark(start)
		rows = append(rows,
			share(what+" out of coverage: with a set", d.Set),
			share(setHeld, d.Held))
		if d.HeldLess.Of > 0 {
			rows = append(rows, share(fmt.Sprintf("  of those that state less (mean %.2f)", d.Stated), d.HeldLess))
		}
		rows = append(rows,
			accuracyRow{Measure: "  fields in a set, median", Value: float64(d.MedianSize), Text: fmt.Sprint(d.MedianSize), Of: d.Set.Yes},
			accuracyRow{Measure: "  fields in a set, nine in ten have no more", Value: float64(d.NineSize), Text: fmt.Sprint(d.NineSize), Of: d.Set.Yes},
			count("  one name above 0.6", d.Above).exactly(0))
	}
	return append(rows, count("ends out of coverage: named", all.AwayNamed()).exactly(0))
}

func darkLegRows(all measure.Score) []accuracyRow {
	return []accuracyRow{
		perThousand("named at 0.9 or more and wrong", all.SureWrong()).below(2, "2/1000"),
		legCount(all.Count).atLeast(0.99, "0.99"),
		share("time of landing holds the truth", all.Holds(false)).atLeast(0.95, "95 %"),
		share("  of intervals bounded on both sides", all.IntervalHolds()),
	}
}

func (row accuracyRow) within(low, high float64, text string) accuracyRow {
	return row.judged(row.Value >= low && row.Value <= high, text)
}

// scenarios flies the twenty with three seeds each; one is right if it is right in all.
func (r *accuracyRun) scenarios() error {
	for _, with := range []struct {
		name string
		run  bool
	}{{"without runway data", false}, {"with runway data", true}} {
		airports := r.plain
		if with.run {
			if r.runways == r.plain {
				continue
			}
			airports = r.runways
		}
		right := measure.Ratio{}
		for _, s := range sim.Scenarios() {
			right.Of++
			ok := true
			for seed := range uint64(3) {
				track, truths, err := s.Fly(airports, seed+1)
				if err != nil {
					return err
				}
				legs := flight.Extract(track, airports)
				if !measure.Scenario(s, legs, truths) {
					ok = false
					r.failures = append(r.failures, fmt.Sprintf("== scenario %s, seed %d, %s: %s, want %s", s.Name, seed+1, with.name, measure.Routes(legs), s.Want))
				}
			}
			if ok {
				right.Yes++
			}
		}
		if !with.run {
			r.sections = append(r.sections, accuracySection{Name: "The twenty scenarios, three seeds each"})
		}
		at := &r.sections[len(r.sections)-1]
		at.Rows = append(at.Rows, count("right, "+with.name, right).exactly(len(sim.Scenarios())))
	}
	return nil
}
