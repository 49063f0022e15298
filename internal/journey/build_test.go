package journey_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

var evening = time.Date(2025, 9, 29, 22, 14, 0, 0, time.UTC)

// aircraft makes legs as package flight would.
type aircraft struct {
	hex, registration, callsign string
	at                          time.Time
	legs                        []flight.Leg
}

func on(hex, registration, callsign string) *aircraft {
	return &aircraft{hex: hex, registration: registration, callsign: callsign, at: evening}
}

// flies adds a leg of some hours; "?" is an end that was not named and could be anywhere abroad.
func (a *aircraft) flies(from, to string, hours float64) *aircraft {
	left, landed := a.at, a.at.Add(time.Duration(hours*float64(time.Hour)))
	a.legs = append(a.legs, flight.Leg{
		ID: a.hex + "-" + left.Format("20060102T1504Z"), Hex: a.hex, Registration: a.registration,
		Callsigns: []string{a.callsign}, Start: end(from, left), End: end(to, landed), Points: 100,
	})
	a.at = landed
	return a
}

func (a *aircraft) waits(d time.Duration) *aircraft { a.at = a.at.Add(d); return a }

func end(code string, at time.Time) flight.End {
	if code == "?" {
		return flight.End{Status: flight.Possible, Probability: 0.4, Heard: flight.Heard{At: at}, Interval: [2]*time.Time{&at, nil},
			Candidates: []flight.Candidate{{Airport: "unknown", Probability: 0.4}, {Airport: "OIIE", Probability: 0.35}, {Airport: "UBBB", Probability: 0.25}}}
	}
	return flight.End{Status: flight.Observed, Airport: &code, Probability: 0.99, Time: &at, Heard: flight.Heard{At: at, Ground: true},
		Candidates: []flight.Candidate{{Airport: code, Probability: 0.99}, {Airport: "unknown", Probability: 0.01}}}
}

// shape is a journey in one line: KAEX>OTHH removal, OTHH>? continuation.
func shape(j journey.Journey) string {
	var out []string
	name := func(e flight.End) string {
		if e.Airport == nil {
			return "?"
		}
		return *e.Airport
	}
	for i, h := range j.Hops {
		if i > 0 && j.Stops[i-1].Technical {
			out = append(out, "(technical)")
		}
		out = append(out, name(h.Start)+">"+name(h.End)+" "+string(h.Purpose.Value))
	}
	return strings.Join(out, ", ")
}

func TestPurposesFollowBehaviour(t *testing.T) {
	t.Parallel()
	const hour = time.Hour
	cases := []struct {
		name string
		a    *aircraft
		want []string
	}{
		{"S1: out of a staging facility, on from Doha, lost", on("d00001", "", "").flies("KAEX", "OTHH", 14).waits(90*time.Minute).flies("OTHH", "?", 1),
			[]string{"KAEX>OTHH removal, (technical), OTHH>? removal continuation"}},
		{"S2: Mesa, Cairo, Kuwait", on("d00001", "", "").flies("KIWA", "HECA", 13).waits(150*time.Minute).flies("HECA", "OKKK", 2.5),
			[]string{"KIWA>HECA removal, HECA>OKKK removal continuation"}},
		{"out and home the same night", on("a2c4e0", "N278GX", "GXA6143").flies("KAEX", "KHRL", 1.5).waits(hour).flies("KHRL", "MHSC", 3).waits(50*time.Minute).flies("MHSC", "KAEX", 3),
			[]string{"KAEX>KHRL connection, KHRL>MHSC removal, MHSC>KAEX return"}},
		{"S17: a listed tail under the agency's call sign to a Cuban holiday field", on("a00001", "N149XA", "TYSON45").flies("KMIA", "MUCC", 1).waits(hour).flies("MUCC", "KMIA", 1),
			[]string{"KMIA>MUCC other work, MUCC>KMIA other work"}},
		{"a tail and a call sign alone", on("a00002", "N278GX", "TYSON45").flies("KPHL", "KBOS", 1).waits(hour).flies("KBOS", "KPHL", 1),
			[]string{"KPHL>KBOS unclear, KBOS>KPHL unclear"}},
		{"a tail and a call sign out of the country from an ordinary airport", on("a00002", "N278GX", "TYSON45").flies("KFLL", "MGGT", 3),
			[]string{"KFLL>MGGT unclear"}},
		{"S18: Southwest at El Paso and Harlingen", on("a00003", "N8650F", "SWA785").flies("KELP", "KHRL", 1.5).waits(40*time.Minute).flies("KHRL", "KHOU", 1),
			[]string{"KELP>KHRL other work, KHRL>KHOU other work"}},
		{"an airliner at one of the many airports where removals load", on("ac671b", "N899DN", "DAL2418").flies("KMSP", "KGEG", 2.7),
			[]string{"KMSP>KGEG other work"}},
		{"nothing known", on("d00009", "", "").flies("?", "KDEN", 2), []string{"?>KDEN unclear"}},
		{"S24: next heard days later at Doha", on("d00001", "", "").flies("OTHH", "?", 1).waits(60*hour).flies("OTHH", "?", 1),
			[]string{"OTHH>? unclear", "OTHH>? unclear"}},
		{"a night at base ends the journey", on("a2c4e0", "N278GX", "").flies("KHRL", "MGGT", 3).waits(hour).flies("MGGT", "KHRL", 3).waits(9*hour).flies("KHRL", "MHLM", 3),
			[]string{"KHRL>MGGT removal, MGGT>KHRL return", "KHRL>MHLM removal"}},
		{"23 hours abroad do not", on("d00001", "", "").flies("KAEX", "MGGT", 3).waits(23*hour).flies("MGGT", "KAEX", 3),
			[]string{"KAEX>MGGT removal, MGGT>KAEX return"}},
		{"fuel out and home: the stops are technical, the drop-off is not", on("d00001", "", "").flies("KAEX", "GOBD", 9).waits(hour).flies("GOBD", "FKYS", 5).waits(hour).flies("FKYS", "GOBD", 5).waits(hour).flies("GOBD", "KAEX", 9),
			[]string{"KAEX>GOBD removal, (technical), GOBD>FKYS removal continuation, FKYS>GOBD return, (technical), GOBD>KAEX return"}},
		{"by way of San Juan the country is left after it", on("d00001", "", "").flies("KAEX", "TJSJ", 4).waits(hour).flies("TJSJ", "FKYS", 9),
			[]string{"KAEX>TJSJ connection, (technical), TJSJ>FKYS removal"}},
		{"a crew's duty ends at home after fourteen hours", on("d00001", "", "").flies("KAEX", "KIWA", 3).waits(3*hour).flies("KIWA", "KELP", 1).waits(3*hour).flies("KELP", "KHRL", 2).waits(3*hour).flies("KHRL", "MGGT", 3),
			[]string{"KAEX>KIWA transfer, KIWA>KELP transfer, KELP>KHRL transfer", "KHRL>MGGT removal"}},
		{"the same aircraft in the morning and in the afternoon", on("a00001", "N149XA", "TYSON45").flies("KHRL", "MHLM", 2.5).waits(hour).flies("MHLM", "KMIA", 2.5).waits(2*hour).flies("KMIA", "MUPB", 1).waits(hour).flies("MUPB", "KMIA", 1),
			[]string{"KHRL>MHLM removal, MHLM>KMIA return, KMIA>MUPB other work, MUPB>KMIA other work"}},
		{"soldiers leave from the same airport", on("d00001", "N225AX", "OAE4107").flies("KAEX", "KBGR", 3).waits(hour).flies("KBGR", "ETAR", 7).waits(hour).flies("ETAR", "OKKK", 6),
			[]string{"KAEX>KBGR unclear, (technical), KBGR>ETAR other work, ETAR>OKKK other work"}},
		{"kept abroad for days", on("d00001", "", "").flies("KIWA", "MSLP", 4).waits(100*hour).flies("MSLP", "KMIA", 3),
			[]string{"KIWA>MSLP unclear", "MSLP>KMIA unclear"}},
		{"an unheard flight between does", on("d00001", "", "").flies("KAEX", "MHLM", 3).waits(3*hour).flies("KBOS", "KJFK", 1),
			[]string{"KAEX>MHLM removal", "KBOS>KJFK unclear"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			journeys := journey.Build(c.a.legs, place.Embedded())
			got := []string{}
			for _, j := range journeys {
				got = append(got, shape(j))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				text, _ := json.MarshalIndent(journeys, "", " ")
				t.Errorf("journeys (-want +got):\n%s\n%s", diff, text)
			}
		})
	}
}

// A tail or a call sign alone never moves a purpose: whatever legs an aircraft flew, each has
// the purpose that it would have with no tail and no call sign. It only moves the probability.
func TestIdentityAloneNeverDecides(t *testing.T) {
	t.Parallel()
	fields := []string{"KPHL", "KBOS", "KMIA", "KMSP", "KFLL", "KBRO", "KAEX", "KHRL", "KELP", "KIWA", "KIFP", "MGGT", "MHLM", "MUHA", "MUCC", "MMUN", "EINN", "OTHH", "MUGM", "TJSJ", "?"}
	rapid.Check(t, func(t *rapid.T) {
		who := on("a2c4e0", rapid.SampledFrom([]string{"N278GX", "N660CP", "N149XA", "N225AX", ""}).Draw(t, "tail"),
			rapid.SampledFrom([]string{"TYSON45", "TYS61", "RPN529", "GXA6143", "BBQ8201", "OAE2119", "RCH538", "SWQ3501", ""}).Draw(t, "call"))
		nobody := on("a2c4e0", "", "")
		at := rapid.SampledFrom(fields).Draw(t, "from")
		for range rapid.IntRange(1, 6).Draw(t, "legs") {
			to, wait := rapid.SampledFrom(fields).Draw(t, "to"), time.Duration(rapid.IntRange(10, 2000).Draw(t, "minutes"))*time.Minute
			who.flies(at, to, 2).waits(wait)
			nobody.flies(at, to, 2).waits(wait)
			at = to
		}
		named, bare := journey.Build(who.legs, place.Embedded()), journey.Build(nobody.legs, place.Embedded())
		for i, j := range named {
			for k, h := range j.Hops {
				if want := bare[i].Hops[k].Purpose; h.Purpose.Value != want.Value || h.Purpose.Attempted != want.Attempted {
					t.Fatalf("%s: %+v, without tail and call sign %+v", h.ID, h.Purpose, want)
				}
			}
		}
	})
}

func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	var legs []flight.Leg
	for _, a := range []*aircraft{
		on("d00001", "", "").flies("KAEX", "OTHH", 14).waits(90*time.Minute).flies("OTHH", "?", 1),
		on("a2c4e0", "N278GX", "").flies("KHRL", "MGGT", 3).waits(time.Hour).flies("MGGT", "KHRL", 3).waits(9*time.Hour).flies("KHRL", "MHLM", 3),
	} {
		legs = append(legs, a.legs...)
	}
	want := journey.Build(legs, place.Embedded())
	for seed := range uint64(20) {
		mixed := append(slices.Clone(legs), legs[int(seed)%len(legs)]) // one given twice
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if diff := cmp.Diff(want, journey.Build(mixed, place.Embedded())); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

func TestReasonsSayForAndAgainst(t *testing.T) {
	t.Parallel()
	a := on("a00001", "N149XA", "TYSON45").flies("KAEX", "MHLM", 3).waits(time.Hour).flies("MHLM", "KAEX", 3)
	p := journey.Build(a.legs, place.Embedded())[0].Hops[0].Purpose
	if p.Value != journey.Removal || p.Probability < 0.5 || p.Probability >= 1 {
		t.Errorf("%+v", p)
	}
	var pro, con, sourced int
	for _, r := range p.Reasons {
		if r.For {
			pro++
		} else {
			con++
		}
		if r.Source != "" {
			sourced++
		}
		if r.Weight > 0 != r.For && r.Weight != 0 {
			t.Errorf("reason %q is for=%v with weight %v", r.Text, r.For, r.Weight)
		}
	}
	if pro < 2 || con < 1 || sourced < 2 {
		t.Errorf("%d for, %d against, %d with a source: %+v", pro, con, sourced, p.Reasons)
	}
}

// The JSON of a hop is the leg's own with the field purpose.
func TestJSONShape(t *testing.T) {
	t.Parallel()
	j := journey.Build(on("d00001", "", "").flies("KAEX", "OTHH", 14).waits(90*time.Minute).flies("OTHH", "?", 1).legs, place.Embedded())[0]
	text, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		ID   string
		Legs []struct {
			ID      string
			Purpose struct{ Value string }
			End     struct {
				Airport *string
				Status  string
			}
		}
		Stops []struct{ Airport *string }
	}
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if back.ID != "j-d00001-20250929T2214Z" || len(back.Legs) != 2 || len(back.Stops) != 1 || *back.Stops[0].Airport != "OTHH" ||
		back.Legs[1].End.Airport != nil || back.Legs[0].Purpose.Value != "removal" {
		t.Errorf("%s", text)
	}
	if got := journey.Build(nil, place.Embedded()); got == nil || len(got) != 0 {
		t.Errorf("no legs: %v, want an empty list", got)
	}
}
