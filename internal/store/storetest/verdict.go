package storetest

import (
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/store"
)

func verdicts(t *testing.T, s *store.Store) {
	judge := func(hex, verdict, why string) int64 {
		t.Helper()
		seq, err := s.Judge(t.Context(), journey.Verdict{Hex: hex, Day: "2025-09-29", Verdict: verdict, Why: why, By: "A", Signs: []string{"at KAEX"}, Letters: []string{"GXA"}})
		if err != nil {
			t.Fatal(err)
		}
		return seq
	}
	first := judge("d0000a", journey.NotDecided, "no photo yet")
	equal(t, "the same verdict again", first, judge("d0000a", journey.NotDecided, "no photo yet"))
	judge("d0000b", journey.JudgedRemoval, "seen at the ramp")
	last := judge("D0000A", journey.JudgedOther, "a team, by its own page")
	got, err := s.Verdicts(t.Context())
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	equal(t, "the verdict in force", journey.Verdict{Seq: last, Hex: "d0000a", Day: "2025-09-29", Verdict: journey.JudgedOther, Why: "a team, by its own page",
		By: "A", At: got[1].At, Signs: []string{"at KAEX"}, Letters: []string{"GXA"}}, got[1])
	for _, bad := range []journey.Verdict{
		{Hex: "~0000a", Day: "2025-09-29", Verdict: journey.JudgedOther, Why: "why"},
		{Hex: "d0000a", Day: "2025-09-29", Verdict: "guilty", Why: "why"},
		{Hex: "d0000a", Day: "2025-09-29", Verdict: journey.JudgedOther, Why: " "},
		{Hex: "d0000a", Day: "yesterday", Verdict: journey.JudgedOther, Why: "why"},
	} {
		if _, err := s.Judge(t.Context(), bad); err == nil {
			t.Errorf("%+v was recorded", bad)
		}
	}
	if again, err := s.Verdicts(t.Context()); err != nil || len(again) != 2 {
		t.Errorf("after verdicts that were refused: %+v, %v", again, err)
	}
}

func days(t *testing.T, s *store.Store) {
	m := Member("a2c4e0", "day1.json", at(0), at(24))
	m.Said = fleet.NewClaim("N278GX", "A320", "", "", "", fleet.LADD)
	addScan(t, s, Part("p-1", m, Leg(m, "KAEX", "OTHH", at(1), at(10), "TYSON45"), Leg(m, "OTHH", "KAEX", at(12), at(23), "TYSON45")), store.ScanResult{LegsAdded: 2, MembersAdded: 1})
	o := Member("acb2ba", "day1.json", at(0), at(40))
	addScan(t, s, Part("p-2", o, Leg(o, "KDEN", "KMIA", at(2), at(4), "SWA12"), Leg(o, "KMIA", "KAEX", at(23), at(26), "SWA13"), Leg(o, "KAEX", "KDEN", at(30), at(32), "SWA14")), store.ScanResult{LegsAdded: 3, MembersAdded: 1})
	from, to := at(0), at(24)
	n, err := s.CountLegs(t.Context(), from, to)
	if err != nil || n != 4 {
		t.Errorf("%d legs were first heard on the day, want 4: %v", n, err)
	}
	list, total, err := s.Days(t.Context(), store.Page{Limit: 1})
	if err != nil || total != 2 || len(list) != 1 || list[0].Day != at(30).Format(time.DateOnly) || list[0].Legs != 1 {
		t.Errorf("the newest of %d days is %+v, %v", total, list, err)
	}
	all := func(string, string, []string) bool { return true }
	routes := func(from, to time.Time, keep func(string, string, []string) bool) []string {
		t.Helper()
		legs, err := s.Touching(t.Context(), from, to, []string{"KAEX"}, keep)
		if err != nil {
			t.Fatal(err)
		}
		out := []string{}
		for _, l := range legs {
			out = append(out, *l.Start.Airport+"-"+*l.End.Airport)
		}
		return out
	}
	equal(t, "legs at KAEX", []string{"KAEX-OTHH", "OTHH-KAEX", "KMIA-KAEX"}, routes(from, to, all))
	equal(t, "legs at KAEX the day after, with one that began the day before", []string{"KMIA-KAEX", "KAEX-KDEN"}, routes(to, to.AddDate(0, 0, 1), all))
	equal(t, "legs that are kept, and the one before", []string{"KAEX-KDEN", "KMIA-KAEX"},
		routes(to, to.AddDate(0, 0, 1), func(start, _ string, _ []string) bool { return start == "KAEX" }))
	hexes, err := s.HeardOn(t.Context(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "aircraft of the day", []string{"a2c4e0", "acb2ba"}, hexes)
	if hexes, err = s.HeardOn(t.Context(), from, to, "TYSON", "X_%"); err != nil {
		t.Fatal(err)
	}
	equal(t, "aircraft under a call sign", []string{"a2c4e0"}, hexes)
	legs, err := s.LegsOf(t.Context(), []string{"acb2ba", "000000"}, from, to)
	if err != nil || len(legs) != 2 {
		t.Errorf("%d legs of one aircraft on the day, want 2: %v", len(legs), err)
	}
	flags, err := s.FlagsOf(t.Context(), []string{"acb2ba", "a2c4e0"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "flags", map[string]fleet.Flags{"a2c4e0": fleet.LADD}, flags)
}
