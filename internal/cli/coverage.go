package cli

import (
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/report"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
)

// covered is a total with what can have been seen beside it.
type covered struct {
	journey.Tally
	Coverage []journey.Coverage `json:"coverage"`
	Staging  []stagingCount     `json:"staging"`
}

// stagingCount is what was counted from one staging field, set beside its coverage.
type stagingCount struct {
	Airport string `json:"airport"`
	Counted int    `json:"counted"` // legs in the total or beside it that left from there
	Words   string `json:"words"`   // the number, or "not known" where nothing was counted and the field is not seen
}

// cover measures the coverage of a month beside its tally.
func (a *app) cover(month string, js []journey.Journey, t journey.Tally) (covered, error) {
	from, to, err := report.Period(month)
	if err != nil {
		return covered{}, exitError{Usage, err}
	}
	airports, err := a.airports()
	if err != nil {
		return covered{}, err
	}
	var schedule journey.Schedule
	err = a.withStore(func(st *store.Store) error {
		schedule, err = web.ScheduleOf(a.ctx, st, airports)
		return err
	})
	if err != nil {
		return covered{}, err
	}
	return coverOf(t, from, journey.Cover(legsOf(js), journey.StagingFields(from), from, to, schedule, airports)), nil
}

func coverOf(t journey.Tally, from time.Time, coverage []journey.Coverage) covered {
	out := covered{Tally: t, Coverage: coverage, Staging: []stagingCount{}}
	for _, field := range journey.StagingFields(from) {
		n := 0
		for _, l := range t.Counted {
			if l.Hop.Start.Airport != nil && *l.Hop.Start.Airport == field {
				n++
			}
		}
		at, _ := journey.At(coverage, field)
		out.Staging = append(out.Staging, stagingCount{field, n, at.Observed(n)})
	}
	return out
}

func legsOf(js []journey.Journey) []flight.Leg {
	var out []flight.Leg
	for _, j := range js {
		for _, h := range j.Hops {
			out = append(out, h.Leg)
		}
	}
	return out
}

// printCoverage prints what can have been seen beside a total.
func (a *app) printCoverage(c covered) {
	fmt.Fprintln(a.stdout)
	for _, line := range c.Coverage {
		fmt.Fprintln(a.stdout, line.Words())
	}
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "STAGING FIELD\tCOUNTED FROM THERE\tARRIVALS SEEN")
	for _, s := range c.Staging {
		words := "not known"
		if at, ok := journey.At(c.Coverage, s.Airport); ok {
			words = at.Words
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", s.Airport, s.Words, words)
	}
	_ = w.Flush() // stdout; a failure shows there
	if slices.ContainsFunc(c.Staging, func(s stagingCount) bool { return s.Words == "not known" }) {
		fmt.Fprintln(a.stdout, "Where the source does not see landings, nothing counted is not known, never zero.")
	}
}
