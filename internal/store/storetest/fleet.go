package storetest

import (
	"fmt"
	"testing"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/store"
)

func pull(t *testing.T, s *store.Store, p store.Pull, added bool) store.PullRecord {
	t.Helper()
	rec, got, err := s.AddPull(t.Context(), p)
	if err != nil || got != added {
		t.Fatalf("pull %s: added %t, want %t, %v", p.Name, got, added, err)
	}
	return rec
}

// operators are the operators that the pulls name, with the day of each.
func operators(t *testing.T, s *store.Store, hex string) []string {
	t.Helper()
	k, err := s.Known(t.Context(), hex)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, r := range k.Pulled {
		out = append(out, r.Day+" "+r.Name+" "+r.Operator)
	}
	return out
}

func pulledTables(t *testing.T, s *store.Store) {
	// More rows than a page holds, one address at the seam of two pages.
	var rows []fleet.Entry
	for i := range 700 {
		rows = append(rows, fleet.Entry{Key: fmt.Sprintf("4000%02x", i/4), Registration: fmt.Sprintf("G-A%03d", i), Operator: fmt.Sprintf("Air %d", i)})
	}
	first := pull(t, s, Registry("one", "2025-08-01", rows...), true)
	pull(t, s, Registry("one", "2025-08-01", rows...), false)
	equal(t, "at the seam", []string{"2025-08-01 one Air 252", "2025-08-01 one Air 253", "2025-08-01 one Air 254", "2025-08-01 one Air 255"}, operators(t, s, "40003f"))

	rows = rows[:len(rows):len(rows)]
	again := Registry("one", "2025-08-01", rows...)
	again.Day = "2025-09-01" // the same bytes, pulled again later
	second := pull(t, s, again, true)
	pull(t, s, Registry("one", "2025-10-01", fleet.Entry{Key: "400000", Operator: "New Air"}), true)
	equal(t, "operators over time", []string{"2025-08-01 one Air 0", "2025-08-01 one Air 1", "2025-08-01 one Air 2", "2025-08-01 one Air 3",
		"2025-09-01 one Air 0", "2025-09-01 one Air 1", "2025-09-01 one Air 2", "2025-09-01 one Air 3", "2025-10-01 one New Air"}, operators(t, s, "400000"))
	equal(t, "an address that no registry has", []string{}, operators(t, s, "500000"))

	list, err := s.Pulls(t.Context(), store.PullFleet)
	if err != nil || len(list) != 3 {
		t.Fatalf("%d pulls, %v", len(list), err)
	}
	equal(t, "the first pull", first, list[0])
	equal(t, "the second pull", second, list[1])
	if list[0].Hash != list[1].Hash || list[0].Entries != 700 || list[0].BadRows != 1 {
		t.Errorf("%+v", list[:2])
	}
	if runways, err := s.Pulls(t.Context(), store.PullRunways); err != nil || len(runways) != 0 {
		t.Errorf("runways: %+v, %v", runways, err)
	}
	if raw, err := s.Blob(list[2].Hash); err != nil || len(raw) == 0 {
		t.Errorf("the bytes of a pull: %d, %v", len(raw), err)
	}
	if _, _, err := s.AddPull(t.Context(), store.Pull{Kind: store.PullFleet, Name: "empty"}); err == nil {
		t.Error("a pull without bytes was added")
	}
	hexes, err := s.HexesOf(t.Context(), "g-a255")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "the address of a registration", []string{"40003f"}, hexes)
}

func known(t *testing.T, s *store.Store) {
	m := Member("a2c4e0", "day1.json", at(0), at(24))
	m.Said = fleet.NewClaim("N278GX", "A320", "AIRBUS A-320", "GLOBAL CROSSING AIRLINES INC", "1999", fleet.LADD)
	addScan(t, s, Part("p-1", m, Leg(m, "KAEX", "OTHH", at(1), at(10), "TYSON45", "GXA6143")), store.ScanResult{LegsAdded: 1, MembersAdded: 1})
	o := Member("acb2ba", "day1.json", at(0), at(24))
	addScan(t, s, Part("p-2", o, Leg(o, "KAEX", "KMIA", at(2), at(4), "TYSON45"), Leg(o, "KMIA", "KAEX", at(6), at(8), "BBQ8211")), store.ScanResult{LegsAdded: 2, MembersAdded: 1})
	far := Member("a00001", "day1.json", at(0), at(24))
	addScan(t, s, Part("p-3", far, Leg(far, "KAEX", "KMIA", at(2), at(4), "SWA12")), store.ScanResult{LegsAdded: 1, MembersAdded: 1})
	pull(t, s, Registry("airlines", "2025-08-01", fleet.Entry{Key: "callsign:GXA", Operator: "Global X"}, fleet.Entry{Key: "callsign:SWA", Operator: "Southwest Airlines"}), true)
	pull(t, s, Registry("blocks", "2025-08-01", fleet.Entry{Key: "a00000-afffff", Country: "US"}, fleet.Entry{Key: "400000-43ffff", Country: "GB"}), true)

	k, err := s.Known(t.Context(), "a2c4e0")
	if err != nil {
		t.Fatal(err)
	}
	id := fleet.Identify(k)
	equal(t, "claim", []fleet.Claim{{Registration: "N278GX", Type: "A320", Description: "AIRBUS A-320", Operator: "GLOBAL CROSSING AIRLINES INC", Year: "1999", Flags: fleet.LADD, Day: "2025-09-29", Source: "day1.json"}}, k.Claims)
	var keys []string
	for _, r := range k.Pulled {
		keys = append(keys, r.Key)
	}
	equal(t, "rows of registries", []string{"callsign:GXA", "a00000-afffff"}, keys)
	if len(id.Overlap) != 1 || len(id.Overlap[0].Users) != 2 || id.Overlap[0].Users[1].Hex != "acb2ba" || fmt.Sprint(id.Overlap[0].Users[1].Also) != "[BBQ]" {
		t.Errorf("overlap: %+v", id.Overlap)
	}
	// Files that were scanned before claims were kept: the legs say what is known.
	k, err = s.Known(t.Context(), "a00001")
	if err != nil || len(k.Claims) != 1 || k.Claims[0].Registration != "N225AX" {
		t.Errorf("claims of legs: %+v, %v", k.Claims, err)
	}
	if k, err := s.Known(t.Context(), "ffffff"); err != nil || len(k.Heard) != 0 || len(k.Pulls) != 2 {
		t.Errorf("an address that is not here: %+v, %v", k, err)
	}
}

func airframes(t *testing.T, s *store.Store) {
	for i, hex := range []string{"a2c4e0", "a2c4e1", "3c6543"} {
		m := Member(hex, "day1.json", at(0), at(24))
		addScan(t, s, Part("p-"+hex, m, Leg(m, "KAEX", "OTHH", at(float64(i)), at(10+float64(i)), fmt.Sprintf("GXA61%d0", i)), Leg(m, "OTHH", "KAEX", at(14), at(20+float64(i)), "TYSON45")),
			store.ScanResult{LegsAdded: 2, MembersAdded: 1})
	}
	pull(t, s, Registry("one", "2025-08-01", fleet.Entry{Key: "3c6543", Registration: "D-AIBC"}), true)
	for _, c := range []struct {
		page  store.Page
		want  []string
		total int
	}{
		{store.Page{}, []string{"3c6543", "a2c4e1", "a2c4e0"}, 3},
		{store.Page{Limit: 1, Offset: 1}, []string{"a2c4e1"}, 3},
		{store.Page{Query: "A2C4"}, []string{"a2c4e1", "a2c4e0"}, 2},
		{store.Page{Query: "n278gx"}, []string{"a2c4e0"}, 1},
		{store.Page{Query: "D-AIBC"}, []string{"3c6543"}, 1},
		{store.Page{Query: "gxa6110"}, []string{"a2c4e1"}, 1},
		{store.Page{Query: "TYSON"}, []string{"3c6543", "a2c4e1", "a2c4e0"}, 3},
		{store.Page{Query: "N225AX"}, []string{"3c6543", "a2c4e1", "a2c4e0"}, 3}, // as their producers said
		{store.Page{Query: "%"}, nil, 0},
		{store.Page{Query: "nothing"}, nil, 0},
	} {
		list, total, err := s.Airframes(t.Context(), c.page)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range list {
			got = append(got, a.Hex)
		}
		equal(t, fmt.Sprintf("aircraft of %+v", c.page), c.want, got)
		if total != c.total {
			t.Errorf("%+v: total %d, want %d", c.page, total, c.total)
		}
	}
	list, _, err := s.Airframes(t.Context(), store.Page{Query: "a2c4e1"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "an aircraft", []store.Airframe{{Hex: "a2c4e1", First: at(1), Last: at(21), Legs: 2, Registrations: []string{"N225AX"}, Types: []string{"B762"}, Callsigns: []string{"GXA6110", "TYSON45"}}}, list)
}
