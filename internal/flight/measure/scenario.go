package measure

import (
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
)

// Routes writes legs as scenarios do: "KHRL-MGGT MGGT-?".
func Routes(legs []flight.Leg) string {
	name := func(e flight.End) string {
		if e.Airport == nil {
			return "?"
		}
		return *e.Airport
	}
	var out []string
	for _, l := range legs {
		out = append(out, name(l.Start)+"-"+name(l.End))
	}
	return strings.Join(out, " ")
}

// Scenario reports whether legs are what a scenario asks for: the routes; where the first
// end must stay open, the field in its list and no field above 0.6; and in every leg a time
// or an interval that holds the truth.
func Scenario(s sim.Scenario, legs []flight.Leg, truths []sim.Truth) bool {
	if Routes(legs) != s.Want || len(legs) != len(truths) {
		return false
	}
	for i, l := range legs {
		for _, start := range []bool{true, false} {
			e := End{Truth: "known"}
			if start {
				e.time(l.Start, truths[i].TakeOff)
			} else {
				e.time(l.End, truths[i].Landing)
			}
			if e.Timed && !e.Holds {
				return false
			}
		}
	}
	if s.List == "" {
		return true
	}
	var fields []string
	for _, c := range legs[0].End.Candidates {
		if c.Airport != unknownName {
			if c.Probability > 0.6 {
				return false
			}
			fields = append(fields, c.Airport)
		}
	}
	i := slices.Index(fields, s.List)
	return i == 0 || i > 0 && !s.First
}
