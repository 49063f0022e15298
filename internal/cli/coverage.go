package cli

import (
	"fmt"
	"strings"
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

// printCoverage prints what can have been seen beside a total, or beside the totals of
// several rules for the same legs.
func (a *app) printCoverage(tallies ...covered) {
	first := tallies[0]
	fmt.Fprintln(a.stdout)
	for _, line := range first.Coverage {
		fmt.Fprintln(a.stdout, line.Words())
	}
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprint(w, "STAGING FIELD")
	for _, t := range tallies {
		if len(tallies) == 1 {
			fmt.Fprint(w, "\tCOUNTED FROM THERE")
		} else {
			fmt.Fprintf(w, "\tCOUNTED BY %s", strings.ToUpper(t.Rule.Name))
		}
	}
	fmt.Fprintln(w, "\tARRIVALS SEEN")
	unseen := false
	for i, s := range first.Staging {
		fmt.Fprint(w, s.Airport)
		for _, t := range tallies {
			fmt.Fprintf(w, "\t%s", t.Staging[i].Words)
			unseen = unseen || t.Staging[i].Words == "not known"
		}
		words := "not known"
		if at, ok := journey.At(first.Coverage, s.Airport); ok {
			words = at.Words
		}
		fmt.Fprintf(w, "\t%s\n", words)
	}
	_ = w.Flush() // stdout; a failure shows there
	if unseen {
		fmt.Fprintln(a.stdout, "Where the source does not see landings, nothing counted is not known, never zero.")
	}
}
