package journey_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

var watched = time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC)

// tour flies one aircraft from field to field, an hour on the ground at each, from 12:00 of a day on.
func tour(t *testing.T, n int, day time.Time, sign string, route ...string) []flight.Leg {
	t.Helper()
	airports := place.Embedded()
	var own []sim.Flight
	depart := day.Add(12*time.Hour + time.Duration(7*n)*time.Minute)
	for i := 1; i < len(route); i++ {
		from, ok := airports.Lookup(route[i-1])
		to, held := airports.Lookup(route[i])
		if !ok || !held {
			t.Fatal(route)
		}
		own = append(own, sim.Flight{Hex: sim.Hex(n), Registration: sim.Registration(n), Type: "B738", Callsign: fmt.Sprint(sign, 100+i), From: from, To: to, Depart: depart})
		depart = depart.Add(time.Duration(place.Distance(from.At, to.At)/430*60+100) * time.Minute)
	}
	track, _, err := sim.Track(own, sim.Receivers{}, 5)
	if err != nil {
		t.Fatal(err)
	}
	return flight.Extract(track, airports)
}

func hexes(finds []journey.Find) []string {
	out := []string{}
	for _, f := range finds {
		out = append(out, f.Hex)
	}
	return out
}

func removalDay(t *testing.T) []flight.Leg {
	return slices.Concat(tour(t, 1, watched, "XYZ", "KIWA", "KAEX", "MGGT", "KHRL"), tour(t, 2, watched, "XYZ", "KMIA", "MUPB", "KMIA"), tour(t, 3, watched, "SWA", "KELP", "KDEN", "KELP"),
		tour(t, 4, watched, "TYSON", "KATL", "KDEN", "KSLC"))
}

// Removal work of an aircraft that is on no list is found; a leisure charter to Cuba,
// Southwest, and a call sign alone are not (stories S17 and S18).
func TestDiscoverFindsWorkNotNames(t *testing.T) {
	t.Parallel()
	legs := removalDay(t)
	finds := journey.Discover(legs, watched, journey.Watch{}, place.Embedded())
	if got := hexes(finds); !slices.Equal(got, []string{sim.Hex(1)}) {
		t.Fatalf("found %v, want only the aircraft from KAEX to Guatemala", got)
	}
	f := finds[0]
	sum := 0.0
	for _, r := range f.Reasons {
		sum += r.Weight
	}
	if diff := sum - f.Score; diff > 0.006 || diff < -0.006 || f.Score <= 0 {
		t.Errorf("the reasons add up to %.2f, the score is %.2f", sum, f.Score)
	}
	if !slices.Contains(f.Signs, "at KAEX") || !slices.Contains(f.Signs, "out of the country to GT") {
		t.Errorf("signs %v", f.Signs)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	rnd.Shuffle(len(legs), func(i, k int) { legs[i], legs[k] = legs[k], legs[i] })
	if again := journey.Discover(legs, watched, journey.Watch{}, place.Embedded()); fmt.Sprint(again) != fmt.Sprint(finds) {
		t.Error("the order of legs changes the list")
	}
}

// Who is on a list is not found again: the user's own, a fleet fact, a verdict of removal work.
func TestDiscoverLeavesOutWhoIsKnown(t *testing.T) {
	t.Parallel()
	legs := removalDay(t)
	hex := sim.Hex(1)
	listed := slices.Clone(legs)
	for i := range listed {
		listed[i].Registration = "N278GX" // a tail that fleet has a fact about
	}
	for name, finds := range map[string][]journey.Find{
		"a list by address":      journey.Discover(legs, watched, journey.Watch{Listed: map[string]string{hex: "mine.txt"}}, place.Embedded()),
		"a list by registration": journey.Discover(legs, watched, journey.Watch{Listed: map[string]string{sim.Registration(1): "mine.txt"}}, place.Embedded()),
		"a fleet fact":           journey.Discover(listed, watched, journey.Watch{}, place.Embedded()),
		"a verdict":              journey.Discover(legs, watched, journey.Watch{Verdicts: []journey.Verdict{{Hex: hex, Verdict: journey.JudgedRemoval}}}, place.Embedded()),
	} {
		if len(finds) != 0 {
			t.Errorf("known by %s and found again: %v", name, hexes(finds))
		}
	}
}

// Judged other work, an aircraft stays away until it does what it had not done then, and the
// list says what; "not decided" comes back with its reason.
func TestVerdictsCountNextTime(t *testing.T) {
	t.Parallel()
	legs := removalDay(t)
	first := journey.Discover(legs, watched, journey.Watch{}, place.Embedded())[0]
	verdict := journey.Verdict{Hex: first.Hex, Day: "2025-09-29", Verdict: journey.JudgedOther, Why: "a relief flight", Signs: first.Signs, Letters: first.Letters}
	w := journey.Watch{Verdicts: []journey.Verdict{verdict}}
	if finds := journey.Discover(legs, watched, w, place.Embedded()); len(finds) != 0 {
		t.Errorf("judged other work and found again: %v", finds[0].News)
	}
	next := watched.AddDate(0, 0, 1)
	elsewhere := append(slices.Clone(legs), tour(t, 1, next.Add(8*time.Hour), "XYZ", "KHRL", "MHLM", "KHRL")...)
	finds := journey.Discover(elsewhere, next, w, place.Embedded())
	if len(finds) != 1 || !slices.Contains(finds[0].News, "out of the country to HN") || finds[0].Verdict == nil || slices.Contains(finds[0].News, "at KHRL") {
		t.Fatalf("to Honduras for the first time: %+v", finds)
	}
	verdict.Verdict = journey.NotDecided
	if finds := journey.Discover(legs, watched, journey.Watch{Verdicts: []journey.Verdict{verdict}}, place.Embedded()); len(finds) != 1 || finds[0].Verdict.Why != "a relief flight" {
		t.Errorf("not decided: %+v", finds)
	}
	// Another aircraft under the same letters weighs less for it, and its weight is printed.
	verdict.Hex, verdict.Verdict = sim.Hex(99), journey.JudgedOther
	finds = journey.Discover(legs, watched, journey.Watch{Verdicts: []journey.Verdict{verdict}}, place.Embedded())
	if len(finds) != 1 || finds[0].Score >= first.Score {
		t.Fatalf("%+v", finds)
	}
	if last := finds[0].Reasons[len(finds[0].Reasons)-1]; last.Weight != -0.69 || !strings.Contains(last.Text, "XYZ, 0 were judged removal work and 1 other work") {
		t.Errorf("%+v", last)
	}
}

// Flags and company are weighed and said; neither brings an aircraft onto the list alone.
func TestDiscoverTerms(t *testing.T) {
	t.Parallel()
	legs := append(removalDay(t), tour(t, 5, watched, "XYZ", "KDEN", "KAEX", "KIWA")...)
	w := journey.Watch{Flags: map[string]fleet.Flags{sim.Hex(1): fleet.LADD, sim.Hex(4): fleet.LADD | fleet.PIA}, Listed: map[string]string{sim.Hex(5): "mine.txt"}}
	finds := journey.Discover(legs, watched, w, place.Embedded())
	if !slices.Equal(hexes(finds), []string{sim.Hex(1)}) {
		t.Fatalf("%v", hexes(finds))
	}
	text := fmt.Sprint(finds[0].Reasons)
	for _, want := range []string{"hidden on request (LADD", "at KAEX within two hours of " + sim.Registration(5)} {
		if !strings.Contains(text, want) {
			t.Errorf("no reason says %q: %s", want, text)
		}
	}
}

// What a leg's airports and call signs alone say: enough not to read a world's legs.
func TestTells(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		start, end, sign string
		want             bool
	}{
		{"KAEX", "MGGT", "XYZ1", true}, {"KDEN", "KHRL", "", true}, {"KMIA", "MGGT", "XYZ1", true}, {"KMIA", "MUHA", "XYZ1", false},
		{"KELP", "KDEN", "SWA12", false}, {"KATL", "KDEN", "TYSON1", false}, {"", "", "", false},
	} {
		var signs []string
		if c.sign != "" {
			signs = []string{c.sign}
		}
		if got := journey.Tells(c.start, c.end, signs, watched, place.Embedded()); got != c.want {
			t.Errorf("%s-%s as %q tells %v, want %v", c.start, c.end, c.sign, got, c.want)
		}
	}
}
