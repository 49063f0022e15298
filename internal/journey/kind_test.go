package journey_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// The same trip from San Antonio to Guatemala and home to Houston: by an airliner it looks like
// removal work; companies' jets and light aircraft fly there all day, and a C-17 is none of these.
func TestSmallAircraftAreNoRemovals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind string
		said bool // a reason speaks of the kind of aircraft
		want journey.Value
	}{
		{"A320", false, journey.Removal}, {"", false, journey.Removal}, {"C17", false, journey.Removal}, {"C130", false, journey.Removal},
		{"GLF5", true, journey.Unclear}, {"C56X", true, journey.Unclear}, {"C172", true, journey.Unclear}, {"R44", true, journey.Unclear},
	} {
		a := on("d00001", "", "").flies("KSAT", "MGGT", 3).waits(time.Hour).flies("MGGT", "KIAH", 3)
		for i := range a.legs {
			a.legs[i].Type = c.kind
		}
		p := journey.Build(a.legs, place.Embedded())[0].Hops[0].Purpose
		said := slices.ContainsFunc(p.Reasons, func(r journey.Reason) bool { return strings.HasPrefix(r.Text, "it is a ") && !r.For })
		if p.Value != c.want || said != c.said {
			t.Errorf("%q: %s %.2f, the kind is a reason: %v; want %s and %v", c.kind, p.Value, p.Probability, said, c.want, c.said)
		}
	}
	// Who flies from the agency's own facility by a private jet stays a question, not a no.
	a := on("d00001", "", "").flies("KAEX", "MGGT", 3).waits(time.Hour).flies("MGGT", "KHRL", 3)
	for i := range a.legs {
		a.legs[i].Type = "GLF5"
	}
	if p := journey.Build(a.legs, place.Embedded())[0].Hops[0].Purpose; p.Value != journey.Removal || p.Probability > 0.95 {
		t.Errorf("a Gulfstream from KAEX to MGGT and to KHRL: %s %.2f", p.Value, p.Probability)
	}
}
