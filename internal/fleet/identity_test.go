package fleet

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t.Add(15 * time.Hour)
}

func heard(hex, on string, signs ...string) Sighting {
	return Sighting{Leg: hex + "-" + on, Hex: hex, From: date(on), To: date(on).Add(3 * time.Hour), Callsigns: signs}
}

func said(id Identity, field string) []Said {
	var out []Said
	for _, s := range id.Said {
		if s.Field == field {
			out = append(out, s)
		}
	}
	return out
}

// S23: a table says that N276GX is flown by a Dutch airline. The entry stands, with its source
// and its day, beside those that say otherwise.
func TestStaleRegistryStands(t *testing.T) {
	t.Parallel()
	hex, _ := HexOf("N276GX")
	table := Pull{Seq: 7, Name: "old table", Format: "CSV", Day: "2024-05-01"}
	airline := Pulled{table, Entry{Key: hex, Registration: "N276GX", Operator: "Transavia Airlines"}}
	id := Identify(Known{Hex: hex, Pulls: []Pull{table}, Pulled: []Pulled{airline}, Heard: []Sighting{heard(hex, "2025-09-01", "GXA6143")},
		Claims: []Claim{{Registration: "N276GX", Operator: "GLOBAL CROSSING AIRLINES INC", Day: "2025-09-01"}}})
	operators := said(id, FieldOperator)
	if len(operators) != 2 {
		t.Fatalf("operators: %+v", operators)
	}
	dutch := operators[slices.IndexFunc(operators, func(s Said) bool { return s.Value == "Transavia Airlines" })]
	if dutch.From != "2024-05-01" || dutch.To != "2024-05-01" || dutch.Source != "old table" || dutch.Grade != OneOutlet || dutch.Otherwise != 2 {
		t.Errorf("the table's entry: %+v; want its day, its name and two other sources against it", dutch)
	}
	if len(id.Conflicts) != 1 || id.Conflicts[0].Field != FieldOperator || len(id.Conflicts[0].Values) != 2 {
		t.Errorf("conflicts: %+v", id.Conflicts)
	}
	if id.Name != "N276GX" || len(said(id, FieldRegistration)) != 3 {
		t.Errorf("registration: %q, %+v", id.Name, said(id, FieldRegistration))
	}
}

// S19: five airframes flew TYSON45, four of which also flew BBQ numbers. No operator follows.
func TestOneCallSignManyTails(t *testing.T) {
	t.Parallel()
	fleet := []string{"a11111", "a22222", "a33333", "a44444", "a55555"}
	var others []Sighting
	for i, hex := range fleet[1:] {
		others = append(others, heard(hex, fmt.Sprintf("2025-06-%02d", i+2), "TYSON45"))
		if i < 3 {
			others = append(others, heard(hex, fmt.Sprintf("2025-07-%02d", i+2), fmt.Sprintf("BBQ82%02d", i)))
		}
	}
	mine := []Sighting{heard(fleet[0], "2025-06-01", "TYSON45"), heard(fleet[0], "2025-06-20", "BBQ8211")}
	id := Identify(Known{Hex: fleet[0], Heard: mine, Others: others})
	if len(id.Overlap) != 1 || id.Overlap[0].Sign != "TYSON45" || len(id.Overlap[0].Users) != 5 || id.Overlap[0].Users[0].Hex != fleet[0] {
		t.Fatalf("overlap: %+v", id.Overlap)
	}
	bbq := 0
	for _, u := range id.Overlap[0].Users {
		if slices.Contains(u.Also, "BBQ") {
			bbq++
		}
	}
	if bbq != 4 {
		t.Errorf("%d of five also flew BBQ numbers, want 4: %+v", bbq, id.Overlap[0].Users)
	}
	if got := append(said(id, FieldOperator), said(id, FieldOwnOp)...); got != nil {
		t.Errorf("an operator was read off a call sign: %+v", got)
	}
}

// S18: SWA is Southwest, on the page of an aircraft too.
func TestBlockOfSouthwest(t *testing.T) {
	t.Parallel()
	id := Identify(Known{Hex: "a11111", Heard: []Sighting{heard("a11111", "2025-06-01", "SWA1234", "SWA1299"), heard("a11111", "2025-06-03", "SWA12")}})
	if len(id.Blocks) != 2 || id.Blocks[0].Name != "SWA12xx" || id.Blocks[0].Signs != 2 || id.Blocks[0].Legs != 1 || id.Blocks[1].Name != "SWAxx" {
		t.Fatalf("blocks: %+v", id.Blocks)
	}
	for _, b := range id.Blocks {
		if len(b.Says) != 1 || b.Says[0].Value != "Southwest Airlines" || b.Says[0].Field != PrefixOf {
			t.Errorf("%s says %+v", b.Name, b.Says)
		}
	}
}

// A registry that was pulled three times: an owner that the last pull withdrew stays visible,
// as of the days on which it stood.
func TestWithdrawnOwnerStaysVisible(t *testing.T) {
	t.Parallel()
	var pulls []Pull
	var rows []Pulled
	for i, owner := range []string{"FIRST LEASING LLC", "FIRST LEASING LLC", "SECOND BANK NA", "FIRST LEASING LLC"} {
		p := Pull{Seq: int64(i + 1), Name: "faa", Format: "FAA", Day: fmt.Sprintf("2025-0%d-01", i+1)}
		pulls, rows = append(pulls, p), append(rows, Pulled{p, Entry{Key: "a11111", Owner: owner}})
	}
	got := said(Identify(Known{Hex: "a11111", Pulls: pulls, Pulled: rows}), FieldOwner)
	want := []string{"FIRST LEASING LLC 2025-01-01 2025-02-01 2", "SECOND BANK NA 2025-03-01 2025-03-01 1", "FIRST LEASING LLC 2025-04-01 2025-04-01 1"}
	var have []string
	for _, s := range got {
		have = append(have, fmt.Sprintln(s.Value, s.From, s.To, s.Times))
	}
	if strings.Join(have, "") != strings.Join(want, "\n")+"\n" {
		t.Errorf("owners\n%s\nwant\n%s", strings.Join(have, ""), strings.Join(want, "\n"))
	}
}

func TestTemporaryAddress(t *testing.T) {
	t.Parallel()
	faa := Pull{Seq: 1, Name: "faa", Format: "FAA", Day: "2025-08-01"}
	for _, c := range []struct {
		name  string
		known Known
		word  string
	}{
		{"marked PIA", Known{Hex: "a11111", Claims: []Claim{{Flags: PIA, Day: "2025-09-01"}}}, "privacy address (PIA) by the producer of the traces, 2025-09-01 to 2025-09-01"},
		{"not in the registry", Known{Hex: "a11111", Pulls: []Pull{faa}}, "in no row of the United States' registry of 2025-08-01"},
		{"above the civil numbers", Known{Hex: "ae1234"}, "no registration can be computed"},
		{"two registrations", Known{Hex: "400001", Claims: []Claim{{Registration: "G-ABCD", Day: "2025-09-01"}, {Registration: "G-WXYZ", Day: "2025-09-02"}}}, "2 registrations are said of it"},
		{"no block", Known{Hex: "b00000"}, "in no state's block"},
	} {
		if got := Identify(c.known).Temporary; len(got) != 1 || !strings.Contains(got[0], c.word) {
			t.Errorf("%s: %q, want %q", c.name, got, c.word)
		}
	}
	if got := Identify(Known{Hex: "a11111", Pulls: []Pull{faa}, Pulled: []Pulled{{faa, Entry{Key: "a11111"}}}}).Temporary; len(got) != 0 {
		t.Errorf("an aircraft of the registry: %q", got)
	}
}

func TestFlagsAreDated(t *testing.T) {
	t.Parallel()
	id := Identify(Known{Hex: "a11111", Claims: []Claim{{Flags: LADD, Day: "2025-09-01"}, {Flags: 0, Day: "2025-09-02"}, {Flags: LADD | Military, Day: "2025-09-05"}, {Flags: LADD, Day: "2025-09-05"}}})
	var got []string
	for _, s := range said(id, FieldFlag) {
		got = append(got, fmt.Sprint(s.Value, " ", s.From, " ", s.To, " ", s.Times, " ", s.Of))
	}
	want := []string{"LADD: display limited 2025-09-01 2025-09-05 2 days", "military 2025-09-05 2025-09-05 1 days"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSwaps(t *testing.T) {
	t.Parallel()
	id := Identify(Known{Hex: "a11111", Heard: []Sighting{heard("a11111", "2025-06-01", "GXA6143")},
		Others: []Sighting{heard("a22222", "2025-06-02", "GXA6143"), heard("a22222", "2025-06-04", "GXA6143"), heard("a22222", "2025-06-01", "GXA6144")}})
	if len(id.Swaps) != 1 || id.Swaps[0].Other != "a22222-2025-06-02" || id.Swaps[0].Mine != "a11111-2025-06-01" {
		t.Errorf("swaps: %+v", id.Swaps)
	}
}

// The same facts in another order give the same answer.
func TestIdentityIgnoresOrder(t *testing.T) {
	t.Parallel()
	p, q := Pull{Seq: 1, Name: "a", Format: "CSV", Day: "2025-01-01"}, Pull{Seq: 2, Name: "b", Format: "CSV", Day: "2025-01-01"}
	k := Known{Hex: "a11111", Pulls: []Pull{p, q},
		Pulled: []Pulled{{p, Entry{Key: "a11111", Type: "A320", Operator: "One Air"}}, {q, Entry{Key: "a11111", Type: "A321", Operator: "Two Air"}}, {p, Entry{Key: "callsign:GXA", Operator: "X"}}},
		Heard:  []Sighting{heard("a11111", "2025-06-01", "TYSON45", "GXA1"), heard("a11111", "2025-06-02", "GXA2")},
		Others: []Sighting{heard("a22222", "2025-06-01", "TYSON45", "GXA1"), heard("a33333", "2025-06-01", "TYSON45")},
		Claims: []Claim{{Type: "A320", Day: "2025-06-01"}, {Type: "B738", Flags: PIA, Day: "2025-06-02"}},
	}
	want := Identify(k)
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		random.Shuffle(len(k.Pulls), func(i, j int) { k.Pulls[i], k.Pulls[j] = k.Pulls[j], k.Pulls[i] })
		random.Shuffle(len(k.Pulled), func(i, j int) { k.Pulled[i], k.Pulled[j] = k.Pulled[j], k.Pulled[i] })
		random.Shuffle(len(k.Heard), func(i, j int) { k.Heard[i], k.Heard[j] = k.Heard[j], k.Heard[i] })
		random.Shuffle(len(k.Others), func(i, j int) { k.Others[i], k.Others[j] = k.Others[j], k.Others[i] })
		random.Shuffle(len(k.Claims), func(i, j int) { k.Claims[i], k.Claims[j] = k.Claims[j], k.Claims[i] })
		if got := Identify(k); !reflect.DeepEqual(got, want) {
			t.Fatalf("another order gives\n%+v\nwant\n%+v", got, want)
		}
	}
}
