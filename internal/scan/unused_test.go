package scan

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// badRows is a trace of which the rows that are given cannot be used, between two that can.
func badRows(hex string, rows ...string) string {
	return `{"icao":"` + hex + `","timestamp":1759104000,"trace":[` +
		`[0,31.3,-92.5,5000,250,90,0,0,null],` + strings.Join(rows, ",") + `,[90,31.4,-92.5,5000,250,90,0,0,null]]}`
}

func TestRejectedRowsNameTheirPlace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lost, far := `[10,NaN,-92.5,5000,250,90,0,0,null]`, `[20,95,-92.5,5000,250,90,0,0,null]`
	text := badRows("d00abc", lost, lost, lost, far)
	if err := os.WriteFile(filepath.Join(dir, "trace_full_d00abc.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := run(t, workspace(t), Options{}, dir)
	const notFinite, beyond = "latitude is not a finite number", "latitude beyond 90 degrees"
	if diff := cmp.Diff(map[string]int{notFinite: 3, beyond: 1}, sum.Rejected); diff != "" {
		t.Error(diff)
	}
	first := strings.Index(text, lost)
	want := []RejectedRow{ // the first of each reason, then the next; three of a file
		{"trace_full_d00abc.json", 1, int64(first), notFinite},
		{"trace_full_d00abc.json", 2, int64(first + len(lost) + 1), notFinite},
		{"trace_full_d00abc.json", 4, int64(strings.Index(text, far)), beyond},
	}
	if diff := cmp.Diff(want, sum.Rejections); diff != "" {
		t.Error(diff)
	}
}

// Thousands of bad files give a hundred examples, and a reason that comes last has one.
func TestExamplesAreBoundedAndNameEveryReason(t *testing.T) {
	t.Parallel()
	var sum Summary
	for i := range 5000 {
		sum.addRows(examples(fmt.Sprint(i), []adsb.Rejection{{Row: 1, Reason: "common"}, {Row: 2, Reason: "common"}}))
	}
	sum.addRows(examples("last", []adsb.Rejection{{Row: 7, Reason: "rare"}}))
	for i := range 5000 {
		sum.addRows(examples("hostile", []adsb.Rejection{{Row: 1, Reason: fmt.Sprint("reason ", i)}}))
	}
	if len(sum.Rejections) != 100 {
		t.Errorf("%d examples, want 100", len(sum.Rejections))
	}
	rare := 0
	for _, r := range sum.Rejections {
		if r.Reason == "rare" && r.Name == "last" && r.Row == 7 {
			rare++
		}
	}
	if rare != 1 {
		t.Errorf("the rare reason has %d examples, want 1", rare)
	}
}

// An address that is not ICAO's is counted and named with the reason; it never makes a leg or an
// aircraft, not even of a flight that the same rows under an ICAO address are.
func TestNoICAOAddressIsNoIdentity(t *testing.T) {
	t.Parallel()
	var rows []string
	for i := range 200 {
		rows = append(rows, fmt.Sprintf(`[%d,%.4f,-92.5,%d,300,0,0,0,null]`, i*10, 31.3+float64(i)*0.0139, 3000+100*min(i, 200-i)))
	}
	for hex, flights := range map[string]int{"~2c4e01": 0, "d00abc": 1} {
		dir := t.TempDir()
		text := `{"icao":"` + hex + `","timestamp":1759104000,"trace":[` + strings.Join(rows, ",") + `]}`
		if err := os.WriteFile(filepath.Join(dir, "trace_full_"+hex+".json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		st := workspace(t)
		sum := run(t, st, Options{}, dir)
		if sum.LegsAdded != flights || sum.NoLegs != 1-flights || sum.Read != 1 || len(legs(t, st)) != flights {
			t.Errorf("%s: %+v", hex, sum)
		}
		if flights == 0 && (len(sum.NoLeg) != 1 || sum.NoLeg[0].Hex != hex || !strings.Contains(sum.NoLeg[0].Reason, "never an identity")) {
			t.Errorf("%s: %+v", hex, sum.NoLeg)
		}
		if want := 1 - flights; sum.NonICAO != want || sum.NonICAOAt != want*200 || sum.Points != 200 {
			t.Errorf("%s: %d aircraft without an ICAO address with %d of %d positions, want %d with %d of 200", hex, sum.NonICAO, sum.NonICAOAt, sum.Points, want, want*200)
		}
	}
}
