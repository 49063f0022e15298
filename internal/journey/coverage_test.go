package journey_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// flown flies out-and-back legs between KAEX and others and says which arrivals the
// receivers can hear low: the truth is in the floors and holes, not in the code under test.
func flown(t *testing.T) (legs []flight.Leg, truth []sim.Truth, r sim.Receivers, day time.Time) {
	t.Helper()
	airports := place.Embedded()
	at := func(code string) place.Airport { a, _ := airports.Lookup(code); return a }
	day = time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC)
	r = sim.Receivers{FloorFt: map[string]int{"KAEX": 9000, "KHRL": 500, "KELP": 2000, "KIWA": 0},
		Holes: []sim.Hole{{From: day.Add(10 * time.Hour), To: day.Add(16 * time.Hour), Centre: at("KIWA").At, RadiusNM: 60}}}
	for n, route := range [][]string{{"KAEX", "KHRL", "KELP", "KIWA", "KAEX", "KHRL"}, {"KDFW", "KAEX", "KIWA", "KELP", "KHRL"}, {"KIWA", "KAEX", "KELP", "KIWA", "KDFW"}, {"KELP", "KIWA", "KHRL", "KAEX", "KDFW"}} {
		var own []sim.Flight
		depart := day.Add(time.Duration(60+37*n) * time.Minute)
		for i := 1; i < len(route); i++ {
			own = append(own, sim.Flight{Hex: sim.Hex(100 + n), Type: "B738", Callsign: fmt.Sprintf("SIM%d%d", n, i), From: at(route[i-1]), To: at(route[i]), Depart: depart})
			depart = depart.Add(4 * time.Hour)
		}
		track, truths, err := sim.Track(own, r, 7)
		if err != nil {
			t.Fatal(err)
		}
		truth = append(truth, truths...)
		legs = append(legs, flight.Extract(track, airports)...)
	}
	return legs, truth, r, day
}

func scheduleOf(t *testing.T, truth []sim.Truth) journey.Schedule {
	t.Helper()
	var b strings.Builder
	b.WriteString("airport,time,arrivals\n")
	for _, f := range truth {
		fmt.Fprintf(&b, "%s,%s,1\n", f.To, f.Landing.Format(time.RFC3339))
	}
	s, bad, err := journey.ReadSchedule("truth", strings.NewReader(b.String()), place.Embedded())
	if err != nil || len(bad) > 0 {
		t.Fatal(bad, err)
	}
	return s
}

// The share by a schedule is the true one, field by field, and a floor of 9,000 ft is dark.
func TestCoverageIsTheTrueShare(t *testing.T) {
	t.Parallel()
	legs, truth, r, day := flown(t)
	fields := journey.StagingFields(day)
	if !slices.Equal(fields, []string{"KAEX", "KELP", "KHRL", "KIWA"}) {
		t.Fatalf("staging fields are %v", fields)
	}
	got := journey.Cover(legs, fields, day, day.AddDate(0, 0, 1), scheduleOf(t, truth), place.Embedded())
	if len(got) != 1 || got[0].Basis != journey.BySchedule {
		t.Fatalf("every field is scheduled, got %+v", got)
	}
	for _, field := range fields {
		expected, seen := 0, 0
		for _, f := range truth {
			if f.To != field || f.Landing.Before(day) || !f.Landing.Before(day.AddDate(0, 0, 1)) {
				continue
			}
			expected++
			hole := field == "KIWA" && f.Landing.After(r.Holes[0].From) && f.OnBlock.Before(r.Holes[0].To)
			if r.FloorFt[field] < 1000 && !hole {
				seen++
			}
		}
		at, ok := journey.At(got, field)
		if !ok || at.Expected != expected || at.Seen != seen {
			t.Errorf("%s: %d of %d seen, the truth is %d of %d", field, at.Seen, at.Expected, seen, expected)
		}
	}
	dark, _ := journey.At(got, "KAEX")
	if dark.State != journey.FieldDark || !slices.Equal(got[0].Dark, []string{"KAEX"}) {
		t.Errorf("KAEX is %s, dark are %v", dark.State, got[0].Dark)
	}
	if want := fmt.Sprintf("KAEX: 0 of %d arrivals seen below 3,000 ft: dark", dark.Expected); dark.Words != want {
		t.Errorf("%q, want %q", dark.Words, want)
	}
	if dark.Observed(0) != "not known" || dark.Observed(2) != "2" {
		t.Errorf("nothing counted at a dark field is %q", dark.Observed(0))
	}
	if low, _ := journey.At(got, "KELP"); low.State != journey.FieldSeen || low.Seen != 0 || low.Low == 0 {
		t.Errorf("a floor of 2,000 ft sees no landing and is not dark: %+v", low)
	}
}

// By what was heard alone the two bases stay apart, and no field that is not seen has a zero.
func TestCoverageWithoutASchedule(t *testing.T) {
	t.Parallel()
	legs, truth, _, day := flown(t)
	fields := journey.StagingFields(day)
	got := journey.Cover(legs, fields, day, day.AddDate(0, 0, 1), journey.Schedule{}, place.Embedded())
	if len(got) != 1 || got[0].Basis != journey.ByHeard || !strings.Contains(got[0].Words(), "no schedule was given") {
		t.Fatalf("%+v", got)
	}
	if at, _ := journey.At(got, "KAEX"); at.State == journey.FieldSeen || at.Observed(0) != "not known" || at.Seen != 0 {
		t.Errorf("KAEX with a floor of 9,000 ft: %+v", at)
	}
	if at, _ := journey.At(got, "KHRL"); at.State != journey.FieldSeen || *at.Share != 1 {
		t.Errorf("KHRL with a floor of 500 ft: %+v", at)
	}
	one := slices.DeleteFunc(slices.Clone(truth), func(f sim.Truth) bool { return f.To != "KHRL" })
	both := journey.Cover(legs, fields, day, day.AddDate(0, 0, 1), scheduleOf(t, one), place.Embedded())
	if len(both) != 2 || both[0].Basis != journey.BySchedule || len(both[0].Fields) != 1 || len(both[1].Fields) != 3 {
		t.Errorf("one scheduled field of four: %+v", both)
	}
	empty := journey.Cover(nil, fields, day, day.AddDate(0, 0, 1), journey.Schedule{}, place.Embedded())
	if len(empty) != 1 || empty[0].Share != nil || len(empty[0].NotKnown) != 4 || !strings.HasPrefix(empty[0].Words(), "coverage not known") {
		t.Errorf("without a leg: %+v", empty)
	}
}

// Dark hours are named when three arrivals or more were due in them and none was heard low.
func TestDarkHours(t *testing.T) {
	t.Parallel()
	legs, _, _, day := flown(t)
	legs = slices.DeleteFunc(legs, func(l flight.Leg) bool { return l.Start.Heard.At.Before(day.Add(9 * time.Hour)) })
	s, _, err := journey.ReadSchedule("hours", strings.NewReader("airport,hour,arrivals\nHRL,2025-09-29T02,2\nKHRL,2025-09-29 04:00,2\nKHRL,2025-09-29T14,1\n"), place.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	got := journey.Cover(legs, nil, day, day.AddDate(0, 0, 1), s, place.Embedded())
	at, ok := journey.At(got, "KHRL")
	if !ok || at.Expected != 5 || at.Seen != 1 || len(at.DarkFrom) != 1 || at.DarkFrom[0].String() != "02–05Z" {
		t.Errorf("%+v", at)
	}
}

// The order of legs changes nothing, and no field has more seen than expected.
func TestCoverageProperties(t *testing.T) {
	t.Parallel()
	legs, truth, _, day := flown(t)
	s := scheduleOf(t, truth)
	want := fmt.Sprint(journey.Cover(legs, nil, day, day.AddDate(0, 0, 1), s, place.Embedded())[0].Words())
	rapid.Check(t, func(t *rapid.T) {
		mixed := rapid.Permutation(legs).Draw(t, "legs")
		kept := rapid.IntRange(0, len(mixed)).Draw(t, "kept")
		if got := journey.Cover(mixed, nil, day, day.AddDate(0, 0, 1), s, place.Embedded())[0].Words(); got != want {
			t.Fatalf("%q in another order, %q before", got, want)
		}
		for _, c := range journey.Cover(mixed[:kept], []string{"KAEX"}, day, day.AddDate(0, 0, 1), s, place.Embedded()) {
			for _, f := range c.Fields {
				if f.Seen > f.Low || f.Low > f.Expected {
					t.Fatalf("%+v", f)
				}
			}
		}
	})
}
