package flight

import (
	"fmt"
	"math"
	"strings"
)

// Feasible is a set of fields for an end that no field is named for.
type Feasible struct {
	// Probability that the end was at one of Airports: 0.95, or less where even the most
	// fields that are listed hold less. It is measured on flights whose truth is known, not only computed.
	Probability float64 `json:"probability"`
	// Airports are ICAO codes where one exists, the likeliest first, at most 250.
	Airports []string `json:"airports"`
}

// firstOf is how many fields of a set a line names.
const firstOf = 10

// Words says a set in one line: "can have landed at any of 58 fields (95 %): OIIE, OIII, … and
// 48 more". start says which end of the leg it is. No field of a set is an answer by itself.
func (f Feasible) Words(start bool) string {
	verb, names, more := "landed at", f.Airports, ""
	if start {
		verb = "left from"
	}
	if len(names) > firstOf {
		names, more = names[:firstOf], fmt.Sprintf(" … and %d more", len(names)-firstOf)
	}
	fields := fmt.Sprintf("any of %d fields", len(f.Airports))
	if len(f.Airports) == 1 {
		fields = "one field"
	}
	return fmt.Sprintf("can have %s %s (%.0f %%): %s%s", verb, fields, 100*f.Probability, strings.Join(names, ", "), more)
}

// feasible is the smallest set of fields that holds the truth with the stated probability,
// for an end that was lost (or first heard) high up; nil for any other.
func (g *guess) feasible() *Feasible {
	if g.kind != dark && g.kind != steep || len(g.all) == 0 {
		return nil
	}
	sum := 0.0
	for _, c := range g.all {
		sum += c.Probability
	}
	share := setShare
	if g.wide {
		share = setShareWide
	}
	switch {
	case g.kind == steep:
		share = setShareSteep
	case g.before != nil && g.other.low():
		share = setShareNext
	case g.before != nil:
		share = setShareBoth
	}
	f := &Feasible{Probability: setHolds}
	held := 0.0
	for _, c := range g.all {
		if held >= share*sum {
			return f
		}
		if len(f.Airports) == setMost {
			f.Probability = math.Floor(setHolds*held/(share*sum)*100) / 100
			return f
		}
		f.Airports = append(f.Airports, c.Airport)
		held += c.Probability
	}
	return f
}
