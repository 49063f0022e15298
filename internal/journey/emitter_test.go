package journey_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Legs of two transmitters of one address never stand in one journey, whatever their order
// and however well they fit; and the legs of one are chained as if the other were not there.
func TestTransmittersAreNotChained(t *testing.T) {
	t.Parallel()
	fields := []string{"KAEX", "KHRL", "MGGT", "KMIA", "MHLM"}
	start := time.Date(2025, 9, 29, 8, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		var legs, first []flight.Leg
		at := start
		n := rapid.IntRange(2, 9).Draw(t, "legs")
		for range n {
			l := leg(rapid.SampledFrom(fields).Draw(t, "from"), rapid.SampledFrom(fields).Draw(t, "to"), at, at.Add(time.Hour))
			l.Emitter = rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "transmitter")
			at = at.Add(time.Duration(rapid.IntRange(61, 300).Draw(t, "minutes")) * time.Minute)
			legs = append(legs, l)
			if l.Emitter == "A" {
				first = append(first, l)
			}
		}
		got := journey.Build(rapid.Permutation(legs).Draw(t, "order"), place.Embedded())
		var ofA []journey.Journey
		hops := 0
		for i, j := range got {
			hops += len(j.Hops)
			for _, h := range j.Hops {
				if h.Emitter != j.Hops[0].Emitter {
					t.Fatalf("%s holds legs of transmitters %q and %q", j.ID, j.Hops[0].Emitter, h.Emitter)
				}
			}
			if i > 0 && got[i-1].From.After(j.From) {
				t.Fatal("journeys are not in the order of time")
			}
			if j.Hops[0].Emitter == "A" {
				ofA = append(ofA, j)
			}
		}
		if hops != n {
			t.Fatalf("%d legs in journeys, %d given", hops, n)
		}
		alone := journey.Build(first, place.Embedded())
		same := slices.EqualFunc(ofA, alone, func(a, b journey.Journey) bool {
			return a.ID == b.ID && len(a.Hops) == len(b.Hops) && a.Hops[0].Purpose.Value == b.Hops[0].Purpose.Value
		})
		if !same {
			t.Fatalf("the journeys of one transmitter depend on the other: %d, alone %d", len(ofA), len(alone))
		}
	})
}

// Where it is in doubt whose flight it was, what a tail or a call sign is known for weighs
// nothing, and the reasons say so.
func TestDoubtWeighsNoIdentity(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 9, 29, 8, 0, 0, 0, time.UTC)
	out, back := leg("KAEX", "MGGT", at, at.Add(3*time.Hour)), leg("MGGT", "KAEX", at.Add(4*time.Hour), at.Add(7*time.Hour))
	known := func(doubt string) journey.Purpose {
		a, b := out, back
		for _, l := range []*flight.Leg{&a, &b} {
			l.Registration, l.Callsigns, l.Doubt = "N278GX", []string{"TYSON45"}, doubt
		}
		return journey.Build([]flight.Leg{a, b}, place.Embedded())[0].Hops[0].Purpose
	}
	sure, doubted := known(""), known("heard in two places 900 NM apart at one time")
	weighs := func(p journey.Purpose) bool {
		return slices.ContainsFunc(p.Reasons, func(r journey.Reason) bool { return r.Weight != 0 && strings.Contains(r.Text, "TYSON45") })
	}
	if !weighs(sure) || weighs(doubted) {
		t.Error("the call sign should weigh only where it is not in doubt who flew")
	}
	if !slices.ContainsFunc(doubted.Reasons, func(r journey.Reason) bool {
		return strings.Contains(r.Text, "900 NM apart") && strings.Contains(r.Text, "in doubt") && r.Times() == ""
	}) {
		t.Errorf("the doubt is not among the reasons: %+v", doubted.Reasons)
	}
	if doubted.Probability >= sure.Probability {
		t.Errorf("%.2f in doubt, %.2f without", doubted.Probability, sure.Probability)
	}
}

// leg is one that was observed at both ends.
func leg(from, to string, left, landed time.Time) flight.Leg {
	return flight.Leg{ID: "a2c4e0-" + left.Format("20060102T1504Z"), Hex: "a2c4e0", Start: end(from, left), End: end(to, landed), Points: 100}
}
