package storetest

import (
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/store"
)

var day = time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC)

func at(hours float64) time.Time { return day.Add(time.Duration(hours * float64(time.Hour))) }

func addScan(t *testing.T, s *store.Store, p store.ScanPart, want store.ScanResult) {
	t.Helper()
	got, err := s.AddScan(t.Context(), p)
	if err != nil {
		t.Fatalf("add scan %s: %v", p.ID, err)
	}
	equal(t, "scan "+p.ID, want, got)
}

// ids lists the current legs, the newest first.
func ids(t *testing.T, s *store.Store, f store.LegFilter) []string {
	t.Helper()
	legs, total, err := s.Legs(t.Context(), f)
	if err != nil {
		t.Fatalf("legs: %v", err)
	}
	if f.Limit == 0 && f.Offset == 0 && total != len(legs) {
		t.Errorf("%d legs, total %d", len(legs), total)
	}
	out := []string{}
	for _, l := range legs {
		out = append(out, l.ID)
	}
	return out
}

func scanOnce(t *testing.T, s *store.Store) {
	m := Member("a2c4e0", "day1.json", at(0), at(24))
	a := Leg(m, "KAEX", "OTHH", at(1), at(10), "OAE2024")
	b := Leg(m, "OTHH", "KAEX", at(12), at(20))
	p := Part("p-1", m, a, b)
	p.Skipped = []store.Skip{{Name: "bad.json", Reason: "truncated gzip"}}
	if there, err := s.HasScan(t.Context(), "p-1"); there || err != nil {
		t.Errorf("the part is there before: %t, %v", there, err)
	}
	addScan(t, s, p, store.ScanResult{LegsAdded: 2, MembersAdded: 1})
	before := sound(t, s)
	addScan(t, s, p, store.ScanResult{Already: true})
	if there, err := s.HasScan(t.Context(), "p-1"); !there || err != nil {
		t.Errorf("the part is not there: %t, %v", there, err)
	}
	equal(t, "what a second scan changed", before, sound(t, s))
	// The same file in another part: same legs, nothing new but the record of the scan.
	p.ID = "p-1b"
	addScan(t, s, p, store.ScanResult{LegsUnchanged: 2})

	got, err := s.Leg(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "leg", a, got)
	_, err = s.Leg(t.Context(), "a2c4e0-20010101T0000Z")
	wants(t, err, store.ErrNotFound, "a2c4e0-20010101T0000Z")
}

func scanSupersedes(t *testing.T, s *store.Store) {
	m := Member("a2c4e0", "day1.json", at(0), at(24))
	other := Member("ac671b", "day1.json", at(0), at(24))
	early := Leg(m, "KMSP", "KAEX", at(-30), at(-26))
	a := Leg(m, "KAEX", "", at(14), at(23))
	b := Leg(m, "OTHH", "KAEX", at(23.5), at(30))
	late := Leg(m, "KAEX", "KMSP", at(200), at(210))
	addScan(t, s, Part("p-1", m, early, a, b, late), store.ScanResult{LegsAdded: 4, MembersAdded: 1})
	addScan(t, s, Part("p-o", other, Leg(other, "KDEN", "KMSP", at(15), at(18))), store.ScanResult{LegsAdded: 1, MembersAdded: 1})

	// The next day's file shows that a and b were one leg, and adds one.
	m2 := Member("a2c4e0", "day2.json", at(24), at(48))
	whole := Leg(m2, "KAEX", "KAEX", at(14), at(30))
	third := Leg(m2, "KAEX", "KDEN", at(40), at(44))
	p := Part("p-2", m2, whole, third)
	p.Aircraft[0].From, p.Aircraft[0].To = at(-20), at(100)
	if whole.ID != a.ID {
		t.Fatal("the case is wrong: the whole leg must have the ID of its first half")
	}
	addScan(t, s, p, store.ScanResult{LegsAdded: 2, LegsSuperseded: 2, MembersAdded: 1})
	equal(t, "current legs", []string{late.ID, third.ID, whole.ID, early.ID}, ids(t, s, store.LegFilter{Hex: "a2c4e0"}))
	equal(t, "the other aircraft's", 1, len(ids(t, s, store.LegFilter{Hex: "ac671b"})))
	got, err := s.Leg(t.Context(), whole.ID)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "the leg's current version", whole, got)
	if got, err = s.Leg(t.Context(), b.ID); err != nil || got.ID != b.ID {
		t.Errorf("a superseded leg is gone: %v", err)
	}

	// A leg that starts before the answer but overlaps a new one cannot stay.
	long := Leg(m2, "KMSP", "KDEN", at(-27), at(-10))
	q := Part("p-3", m2, long, whole, third)
	q.Aircraft[0].From, q.Aircraft[0].To = at(-20), at(100)
	addScan(t, s, q, store.ScanResult{LegsAdded: 1, LegsUnchanged: 2, LegsSuperseded: 1})
	equal(t, "current legs", []string{late.ID, third.ID, whole.ID, long.ID}, ids(t, s, store.LegFilter{Hex: "a2c4e0"}))
}

func scanMemberTimes(t *testing.T, s *store.Store) {
	var all []flight.Leg
	m := Member("a2c4e0", "all.json", at(0), at(96))
	for d := range 4 {
		all = append(all, Leg(m, "KAEX", "OTHH", at(float64(24*d+2)), at(float64(24*d+8))))
	}
	addScan(t, s, Part("p-1", m, all...), store.ScanResult{LegsAdded: 4, MembersAdded: 1})
	// Files of the first and the last day: the days between are not answered for.
	first, last := Member("a2c4e0", "1.json", at(0), at(24)), Member("a2c4e0", "4.json", at(72), at(96))
	p := Part("p-2", first)
	p.Aircraft[0].Members = append(p.Aircraft[0].Members, last)
	addScan(t, s, p, store.ScanResult{LegsSuperseded: 2, MembersAdded: 2})
	equal(t, "current legs", []string{all[2].ID, all[1].ID}, ids(t, s, store.LegFilter{}))
}

func scanFails(t *testing.T, s *store.Store) {
	m := Member("a2c4e0", "day1.json", at(0), at(24))
	addScan(t, s, Part("p-1", m, Leg(m, "KAEX", "OTHH", at(1), at(10))), store.ScanResult{LegsAdded: 1, MembersAdded: 1})
	before := sound(t, s)

	bad := Member("ac671b", "x.json", at(0), at(24))
	leg := Leg(bad, "KMSP", "KDEN", at(2), at(4))
	strange := Leg(m, "KMSP", "KDEN", at(2), at(4))
	short := Member("ac671b", "y.json", at(0), at(24))
	short.Raw = short.Raw[1:]
	for what, a := range map[string]store.Aircraft{
		"two legs of one ID":       {Hex: bad.Hex, Members: []store.StoredMember{bad}, Legs: []flight.Leg{leg, leg}},
		"a leg of another address": {Hex: bad.Hex, Members: []store.StoredMember{bad}, Legs: []flight.Leg{strange}},
		"bytes of another hash":    {Hex: short.Hex, Members: []store.StoredMember{short}},
		"no address":               {Members: []store.StoredMember{bad}},
		"an address twice":         {Hex: "a2c4e0"},
	} {
		good := Member("a2c4e0", "day2.json", at(24), at(48))
		p := Part("p-2", good, Leg(good, "OTHH", "KAEX", at(30), at(40)))
		p.Aircraft = append(p.Aircraft, a)
		if _, err := s.AddScan(t.Context(), p); err == nil {
			t.Errorf("%s: no error", what)
		}
		after := sound(t, s)
		equal(t, what, before.Records, after.Records)
		equal(t, what, before.Legs, after.Legs)
	}
	if there, _ := s.HasScan(t.Context(), "p-2"); there {
		t.Error("the failed part is there")
	}
}

func members(t *testing.T, s *store.Store) {
	m1 := Member("a2c4e0", "day1.json", at(0), at(24))
	m0 := Member("a2c4e0", "day0.json", at(-24), at(0))
	m1.Raw = nil
	addScan(t, s, Part("p-1", m1), store.ScanResult{MembersAdded: 1})
	addScan(t, s, Part("p-0", m0), store.ScanResult{MembersAdded: 1})
	list := func() []store.StoredMember {
		t.Helper()
		got, err := s.Members(t.Context(), "a2c4e0")
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	want0, want1 := m0, m1
	want0.Raw, want0.Kept = nil, true
	equal(t, "members by time", []store.StoredMember{want0, want1}, list())

	// A scan of the fleet keeps what the scan of the world did not; later ones do not lose it.
	kept := Member("a2c4e0", "day1.json", at(0), at(24))
	addScan(t, s, Part("p-2", kept), store.ScanResult{MembersAdded: 1})
	addScan(t, s, Part("p-3", m1), store.ScanResult{})
	want1.Kept = true
	equal(t, "members by time", []store.StoredMember{want0, want1}, list())
	raw, err := s.Blob(kept.Hash)
	if err != nil || string(raw) != string(kept.Raw) {
		t.Errorf("kept bytes %q, %v", raw, err)
	}
	if got, err := s.Members(t.Context(), "000000"); len(got) != 0 || err != nil {
		t.Errorf("members of nobody: %v, %v", got, err)
	}
}

func legFilters(t *testing.T, s *store.Store) {
	m, o := Member("a2c4e0", "day1.json", at(0), at(24)), Member("ac671b", "day1.json", at(0), at(24))
	a := Leg(m, "KAEX", "OTHH", at(1), at(10), "OAE2024", "OAE9")
	b := Leg(m, "OTHH", "", at(12), at(20), "A%E2024")
	c := Leg(o, "KDEN", "KAEX", at(15), at(18), "oae2024")
	addScan(t, s, Part("p-1", m, a, b), store.ScanResult{LegsAdded: 2, MembersAdded: 1})
	addScan(t, s, Part("p-2", o, c), store.ScanResult{LegsAdded: 1, MembersAdded: 1})
	for _, x := range []struct {
		what string
		f    store.LegFilter
		want []string
	}{
		{"all", store.LegFilter{}, []string{c.ID, b.ID, a.ID}},
		{"address", store.LegFilter{Hex: "A2C4E0"}, []string{b.ID, a.ID}},
		{"either end", store.LegFilter{Airport: "kaex"}, []string{c.ID, a.ID}},
		{"whole call sign", store.LegFilter{Callsign: "oae2024"}, []string{c.ID, a.ID}},
		{"second call sign", store.LegFilter{Callsign: "OAE9"}, []string{a.ID}},
		{"part of a call sign", store.LegFilter{Callsign: "OAE"}, []string{}},
		{"wildcards are letters", store.LegFilter{Callsign: "A%E2024"}, []string{b.ID}},
		{"heard from", store.LegFilter{From: at(19)}, []string{b.ID}},
		{"heard until", store.LegFilter{To: at(12)}, []string{a.ID}},
		{"heard between", store.LegFilter{From: at(5), To: at(13)}, []string{b.ID, a.ID}},
		{"IDs", store.LegFilter{IDs: []string{a.ID, c.ID, "none"}}, []string{c.ID, a.ID}},
		{"IDs and address", store.LegFilter{IDs: []string{a.ID, c.ID}, Hex: "ac671b"}, []string{c.ID}},
		{"limit", store.LegFilter{Limit: 1}, []string{c.ID}},
		{"offset", store.LegFilter{Limit: 1, Offset: 2}, []string{a.ID}},
		{"quotes", store.LegFilter{Airport: "' OR 1=1 --"}, []string{}},
	} {
		equal(t, x.what, x.want, ids(t, s, x.f))
	}
	if _, total, err := s.Legs(t.Context(), store.LegFilter{Limit: 1}); total != 3 || err != nil {
		t.Errorf("total %d, %v", total, err)
	}
}
