package journey_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// season makes aircraft with addresses of their own and chains what they flew.
type season struct {
	n    int
	legs []flight.Leg
}

// flown adds times aircraft that each flew the same route, such as "KHRL 3 MGGT 3 KHRL":
// airports, with the hours between; an hour on the ground at each, two and a half at Cairo.
func (s *season) flown(times int, tail, call, route string) *season {
	f := strings.Fields(route)
	for range times {
		s.n++
		a := on(fmt.Sprintf("a%05x", s.n), tail, call)
		for i := 0; i+2 < len(f); i += 2 {
			var hours float64
			_, _ = fmt.Sscan(f[i+1], &hours)
			a.flies(f[i], f[i+2], hours).waits(time.Hour)
			if f[i+2] == "HECA" {
				a.waits(90 * time.Minute)
			}
		}
		s.legs = append(s.legs, a.legs...)
	}
	return s
}

func (s *season) chained() []journey.Journey { return journey.Build(s.legs, place.Embedded()) }

func rule(t testing.TB, name string) journey.Rule {
	t.Helper()
	r, err := journey.RuleNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func categories(t journey.Tally) map[string]int {
	out := map[string]int{}
	for _, c := range t.Categories {
		out[c.Category] = c.In
	}
	return out
}

// The week of 7 June 2021 by Witness at the Border: 98 legs, of which 8 removal, 5 connection,
// 6 return and 79 shuffle.
func TestAWeekByLegs(t *testing.T) {
	t.Parallel()
	var s season
	s.flown(5, "", "", "KAEX 1.5 KHRL 3 MHLM 3 KAEX"). // connection, removal, return
								flown(1, "", "", "KHRL 3 MGGT 3 KHRL").       // removal, return
								flown(2, "", "", "KAEX 3 MHLM").              // removal, the way home not seen
								flown(79, "N278GX", "GXA6143", "KAEX 2 KIWA") // shuffle
	got := journey.Count(s.chained(), rule(t, "witness-weekly"))
	want := map[string]int{"removal": 8, "connection": 5, "return": 6, "shuffle": 79}
	if diff := cmp.Diff(want, categories(got)); diff != "" || got.Total != 98 || got.Beside != 0 {
		t.Errorf("total %d, want 98; beside %d, want 0; categories (-want +got):\n%s", got.Total, got.Beside, diff)
	}
}

// Story S9: 1,214 flights are not 1,214 removals.
func TestAMonthByItsScopes(t *testing.T) {
	t.Parallel()
	var s season
	s.flown(80, "", "", "KAEX 1.5 KHRL 3 MHLM 3 KAEX").
		flown(120, "", "", "KHRL 3 MGGT 3 KHRL").
		flown(7, "", "", "KAEX 3 MHLM").
		flown(727, "N278GX", "GXA6143", "KAEX 2 KIWA")
	got := journey.Count(s.chained(), rule(t, "monitor-monthly"))
	want := map[string]int{"removal": 207, "domestic transfer": 727, "connection or return": 280}
	if diff := cmp.Diff(want, categories(got)); diff != "" || got.Total != 1214 {
		t.Errorf("total %d, want 1214; categories (-want +got):\n%s", got.Total, diff)
	}
	if missions := journey.Count(s.chained(), rule(t, "missions")); missions.Total != 207+727 {
		t.Errorf("%d missions, want 934: one for each aircraft", missions.Total)
	}
}

// Story S26: 65 flights and 74 destination legs are one season under two rules. Nine of the
// flights went to two countries.
func TestOneSeasonTwoTotals(t *testing.T) {
	t.Parallel()
	var s season
	s.flown(56, "", "", "KAEX 3 MHLM 3 KAEX").flown(9, "", "", "KIWA 13 HECA 2.5 OKKK")
	js := s.chained()
	flights, places := journey.Count(js, rule(t, "missions")), journey.Count(js, rule(t, "destinations"))
	if flights.Total != 65 || places.Total != 74 {
		t.Fatalf("%d missions and %d destinations, want 65 and 74", flights.Total, places.Total)
	}
	difference := journey.Difference(flights, places)
	if len(difference) != 9 {
		t.Fatalf("%d legs make the difference, want the 9 from Cairo to Kuwait", len(difference))
	}
	for _, d := range difference {
		if *d.B.Hop.Start.Airport != "HECA" || *d.B.Hop.End.Airport != "OKKK" || d.By != 1 || d.A.Adds || !d.B.Adds {
			t.Errorf("%+v", d)
		}
	}
}

// Story S17: listed tails under the agency's call sign to Cuban holiday fields are seen and
// not counted, and the reason names the field. The same tails' removals count.
func TestLeisureChartersAreSeenNotCounted(t *testing.T) {
	t.Parallel()
	var s season
	s.flown(3, "N149XA", "TYSON45", "KMIA 1 MUCC 1 KMIA").flown(2, "N313XA", "TYSON46", "KMIA 1 MUPB 1 KMIA").
		flown(1, "N149XA", "TYSON45", "KAEX 3 MHLM")
	got := journey.Count(s.chained(), rule(t, "witness-weekly"))
	if got.Total != 1 || len(got.Seen) != 10 {
		t.Fatalf("total %d, want 1; %d seen and not counted, want 10", got.Total, len(got.Seen))
	}
	for _, l := range got.Seen {
		if !strings.Contains(l.Why, "holiday field") || !strings.Contains(l.Why, "other work") || !l.Weighed() {
			t.Errorf("%s: %q", l.Leg, l.Why)
		}
	}
}

// Story S18: none of 785 Southwest flights counts, by any rule.
func TestSouthwestNeverCounts(t *testing.T) {
	t.Parallel()
	var s season
	s.flown(785, "N8650F", "SWA785", "KELP 1.5 KHRL 1 KHOU")
	rules, err := journey.Rules()
	if err != nil || len(rules) < 3 {
		t.Fatal(rules, err)
	}
	for _, r := range rules {
		got := journey.Count(s.chained(), r)
		if got.Total != 0 || got.Beside != 0 || len(got.Seen) != 2*785 {
			t.Errorf("%s: total %d, beside %d, seen %d", r.Name, got.Total, got.Beside, len(got.Seen))
		}
		if why := got.Seen[0].Why; !strings.Contains(why, "SWA785, the call sign of a scheduled airline") {
			t.Errorf("%s: %q", r.Name, why)
		}
	}
}

// Story S16: a flight that is refused and comes back is an attempt and no removal. What only a
// person can know stands in the rule file, with its source.
func TestTurnBacksAreAttempts(t *testing.T) {
	t.Parallel()
	var s season
	s.flown(1, "", "RCH538", "KBIF 5 KBIF").flown(1, "", "", "KAEX 9 GOOY 9 KAEX")
	s.legs[0].Hex, s.legs[0].ID = "ae0001", "ae0001-20250929T2214Z"
	text := strings.Replace(rule(t, "witness-weekly").Text, `name   = "witness-weekly"`, `name = "mine"`, 1) + `
[[correction]]
leg      = "j-a00002-20250929T2214Z"
count_as = "attempted"
why      = "92 people stayed aboard and were flown back"
source   = "court filings, December 2017"
`
	r, err := journey.ParseRule("mine.toml", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if plain := journey.Count(s.chained(), rule(t, "witness-weekly")); plain.Total != 2 {
		t.Fatalf("without the correction %d, want 2: no track shows that nobody left", plain.Total)
	}
	got := journey.Count(s.chained(), r)
	if got.Total != 0 || got.Beside != 0 || len(got.Seen) != 3 {
		t.Fatalf("total %d, beside %d, seen %d; want 0, 0, 3", got.Total, got.Beside, len(got.Seen))
	}
	why := map[string]string{}
	for _, l := range got.Seen {
		why[*l.Hop.Start.Airport] = l.Why
	}
	if !strings.Contains(why["KBIF"], "turned back") || !strings.HasPrefix(why["KAEX"], "attempted: 92 people") || !strings.Contains(why["KAEX"], "December 2017") {
		t.Errorf("%q", why)
	}
}

// The four dials: in, beside and out, each with its reason.
func TestDials(t *testing.T) {
	t.Parallel()
	var s season
	s.flown(1, "N278GX", "GXA6143", "KAEX 2 KELP"). // a lateral by our rule below
							flown(1, "", "RCH538", "KAEX 5 MGGT 5 KAEX"). // military out and home
							flown(1, "N278GX", "GXA6143", "KAEX 3 MUGM")  // to Guantánamo
	base := rule(t, "witness-weekly")
	base.Lateral = journey.Lateral{Airports: []string{"KELP"}}
	cases := []struct {
		name                                   string
		returns, laterals, military, guantanam journey.Standing
		total, beside, seen                    int
	}{
		{"all in", journey.In, journey.In, journey.In, journey.In, 4, 0, 0},
		{"all beside", journey.Beside, journey.Beside, journey.Beside, journey.Beside, 0, 4, 0},
		{"all out", journey.Out, journey.Out, journey.Out, journey.Out, 0, 0, 4},
		{"military beside", journey.In, journey.In, journey.Beside, journey.In, 2, 2, 0},
		{"returns out goes before military beside", journey.Out, journey.In, journey.Beside, journey.In, 2, 1, 1},
		{"laterals out", journey.In, journey.Out, journey.In, journey.In, 3, 0, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := base
			r.Returns, r.Laterals, r.Military, r.Guantanamo = c.returns, c.laterals, c.military, c.guantanam
			got := journey.Count(s.chained(), r)
			if got.Total != c.total || got.Beside != c.beside || len(got.Seen) != c.seen {
				t.Errorf("total %d, beside %d, seen %d; want %d, %d, %d", got.Total, got.Beside, len(got.Seen), c.total, c.beside, c.seen)
			}
			for _, l := range got.Seen {
				if !strings.Contains(l.Why, "not counted by this rule") {
					t.Errorf("%s: %q", l.Leg, l.Why)
				}
			}
		})
	}
}

// The window of laterals is part of the rule: in 2025 a transfer to El Paso is no lateral.
func TestLateralsHaveTheirTime(t *testing.T) {
	t.Parallel()
	var s season
	s.flown(1, "N278GX", "GXA6143", "KAEX 2 KELP")
	then := season{}
	a := on("a00009", "N278GX", "GXA6143")
	a.at = time.Date(2021, 6, 7, 12, 0, 0, 0, time.UTC)
	then.legs = a.flies("KAEX", "KELP", 2).legs
	r := rule(t, "witness-weekly")
	for _, c := range []struct {
		s    season
		want bool
	}{{s, false}, {then, true}} {
		got := journey.Count(c.s.chained(), r)
		if got.Total != 1 || got.Counted[0].Lateral != c.want || got.Counted[0].Category != "shuffle" {
			t.Errorf("%+v", got.Counted)
		}
	}
}

// A leg flown by the simulator counts only by a rule that says so, and a doubtful purpose not at all.
func TestSimulatedAndDoubtful(t *testing.T) {
	t.Parallel()
	var s season
	s.flown(1, "", "", "KAEX 3 MHLM")
	s.legs[0].Simulated = true
	r := rule(t, "witness-weekly")
	if got := journey.Count(s.chained(), r); got.Total != 0 || got.Seen[0].Why != "flown by a simulator" {
		t.Errorf("%+v", got)
	}
	r.Simulated = true
	if got := journey.Count(s.chained(), r); got.Total != 1 {
		t.Errorf("%+v", got)
	}
	r.Least = 1
	if got := journey.Count(s.chained(), r); got.Total != 0 || !strings.Contains(got.Seen[0].Why, "below 1.00") {
		t.Errorf("%+v", got)
	}
}

// A leg belongs to the month in which it was first heard, a mission to the month in which it began.
func TestMonths(t *testing.T) {
	t.Parallel()
	a := on("a00001", "", "")
	a.at = time.Date(2025, 9, 30, 22, 0, 0, 0, time.UTC)
	js := journey.Build(a.flies("KAEX", "MHLM", 1.5).waits(time.Hour).flies("MHLM", "KAEX", 3).legs, place.Embedded())
	september, october, november := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		rule string
		want [2]int
	}{{"witness-weekly", [2]int{1, 1}}, {"missions", [2]int{1, 0}}} {
		all := journey.Count(js, rule(t, c.rule))
		if got := [2]int{all.Within(september, october).Total, all.Within(october, november).Total}; got != c.want {
			t.Errorf("%s: %v in September and October, want %v", c.rule, got, c.want)
		}
	}
}

// drawn is a season of some aircraft that flew anything, with marks of all kinds.
func drawn(t *rapid.T) []journey.Journey {
	fields := []string{"KAEX", "KHRL", "KELP", "KIWA", "MHLM", "MHSC", "OTHH", "OKKK", "MUCC", "KMIA", "MUGM", "?"}
	var s season
	for n := range rapid.IntRange(1, 6).Draw(t, "aircraft") {
		a := on(fmt.Sprintf("%05x%d", rapid.SampledFrom([]int{0xae000, 0xa0000}).Draw(t, "block"), n),
			rapid.SampledFrom([]string{"N278GX", ""}).Draw(t, "tail"), rapid.SampledFrom([]string{"RCH538", "TYSON45", "SWA1", ""}).Draw(t, "call"))
		at := rapid.SampledFrom(fields).Draw(t, "from")
		for range rapid.IntRange(1, 6).Draw(t, "legs") {
			to := rapid.SampledFrom(fields).Draw(t, "to")
			a.flies(at, to, 2).waits(time.Duration(rapid.IntRange(10, 2000).Draw(t, "minutes")) * time.Minute)
			at = to
		}
		s.legs = append(s.legs, a.legs...)
	}
	return s.chained()
}

func drawnRule(t *rapid.T, label string) journey.Rule {
	r, err := journey.RuleNamed(rapid.SampledFrom([]string{"witness-weekly", "monitor-monthly", "missions", "destinations"}).Draw(t, label))
	if err != nil {
		t.Fatal(err)
	}
	standings := []journey.Standing{journey.In, journey.Beside, journey.Out}
	r.Military, r.Guantanamo = rapid.SampledFrom(standings).Draw(t, label+" military"), rapid.SampledFrom(standings).Draw(t, label+" guantanamo")
	r.Laterals, r.Lateral = rapid.SampledFrom(standings).Draw(t, label+" laterals"), journey.Lateral{Airports: []string{"KELP"}}
	return r
}

// Each leg has one line, in one list; the totals are the sum of the lines; neither the order of
// the journeys nor journeys given twice change anything.
func TestEachLegOnceWhateverTheOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		js, r := drawn(t), drawnRule(t, "rule")
		want := journey.Count(js, r)
		lines := map[string]int{}
		units := map[string]int{}
		for _, l := range append(append([]journey.Line{}, want.Counted...), want.Seen...) {
			lines[l.Leg]++
			if l.Adds {
				units[l.Unit]++
			}
			if l.Why == "" || (l.Standing == journey.Out) != (l.Because != "") || (l.Standing == journey.Out) != (l.Unit == "") || l.Adds && l.Standing == journey.Out {
				t.Fatalf("%+v", l)
			}
		}
		for _, j := range js {
			for _, h := range j.Hops {
				if lines[h.ID] != 1 {
					t.Fatalf("leg %s has %d lines", h.ID, lines[h.ID])
				}
			}
		}
		sum := 0
		for _, c := range want.Categories {
			sum += c.In + c.Beside
		}
		for unit, n := range units {
			if n != 1 {
				t.Fatalf("%s adds %d times", unit, n)
			}
		}
		if sum != want.Total+want.Beside || sum != len(units) {
			t.Fatalf("categories %d, total and beside %d, units %d", sum, want.Total+want.Beside, len(units))
		}
		mixed := append(append([]journey.Journey{}, js...), js[0])
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(mixed), func(i, k int) { mixed[i], mixed[k] = mixed[k], mixed[i] })
		if diff := cmp.Diff(want, journey.Count(mixed, r), cmpopts.IgnoreUnexported(journey.Line{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What Difference lists adds up to the difference of the totals, and a rule differs from itself in nothing.
func TestDifferenceAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		js := drawn(t)
		a, b := journey.Count(js, drawnRule(t, "a")), journey.Count(js, drawnRule(t, "b"))
		sum := 0
		for _, d := range journey.Difference(a, b) {
			sum += d.By
			if d.A.Leg != d.B.Leg {
				t.Fatalf("%s beside %s", d.A.Leg, d.B.Leg)
			}
		}
		if sum != b.Total-a.Total {
			t.Fatalf("the legs make %d, the totals %d", sum, b.Total-a.Total)
		}
		if d := journey.Difference(a, a); len(d) != 0 {
			t.Fatalf("%+v", d)
		}
	})
}
