package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/cli"
)

// run runs a command line and returns what it printed, of both kinds.
func ran(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := cli.Main(t.Context(), args, strings.NewReader(""), &out, &errs); code != want {
		t.Fatalf("%v: exit code %d, want %d: %s%s", args, code, want, out.String(), errs.String())
	}
	return out.String() + errs.String()
}

// A field that the receivers hear from 9,000 ft on is dark beside the month's total, by the
// schedule that the simulation wrote, and nothing counted from there is not known.
func TestCountSaysWhatCanHaveBeenSeen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := filepath.Join(dir, "workspace")
	ran(t, cli.Done, "init", w)
	var schedule bytes.Buffer
	schedule.WriteString("airport,time,arrivals,callsign\n")
	for i, depart := range []string{"2025-09-29T10:00Z", "2025-09-29T13:00Z", "2025-09-29T16:00Z"} {
		file, hex := filepath.Join(dir, "s"+hexOf(i)+".csv"), hexOf(i)
		ran(t, cli.Done, "simulate", "--out", filepath.Join(dir, hex), "--hex", hex, "--from", "KDFW", "--to", "KAEX", "--depart", depart, "--floor", "KAEX=9000", "--schedule", file)
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, row, _ := strings.Cut(string(raw), "\n")
		schedule.WriteString(row)
		ran(t, cli.Done, "-w", w, "scan", filepath.Join(dir, hex))
	}
	due := filepath.Join(dir, "due.csv")
	if err := os.WriteFile(due, append(schedule.Bytes(), "KAEX,noon,1,\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := ran(t, cli.Skipped, "-w", w, "places", "schedule", due); !strings.Contains(got, "line 5") {
		t.Errorf("the bad row is not named: %s", got)
	}
	for _, args := range [][]string{{"journeys", "count", "--month", "2025-09"}, {"report", "2025-09"}} {
		got := ran(t, cli.Done, append([]string{"-w", w}, args...)...)
		for _, want := range []string{"overage 0 % of 3 arrivals scheduled at KAEX (due.csv); dark: KAEX", "KAEX: 0 of 3 arrivals seen below 3,000 ft: dark", "not known"} {
			if !strings.Contains(got, want) {
				t.Errorf("%v does not say %q:\n%s", args, want, got)
			}
		}
	}
	ran(t, cli.Nothing, "-w", w, "discover", "mark", "d0ffff", "other-work", "--why", "a team", "--day", "2025-09-29")
	ran(t, cli.Nothing, "-w", w, "discover", "mark", hexOf(1), "guilty", "--why", "a team", "--day", "2025-09-29")
	ran(t, cli.Done, "-w", w, "discover", "mark", hexOf(1), "other-work", "--why", "a team", "--day", "2025-09-29")
	if got := ran(t, cli.Done, "-w", w, "discover", "--day", "2025-09-29", "--json"); !strings.Contains(got, `"finds": []`) || !strings.Contains(got, `"coverage": [`) {
		t.Errorf("discover: %s", got)
	}
	ran(t, cli.Done, "-w", w, "ledger", "check")
}

func hexOf(n int) string { return "d0000" + string(rune('1'+n)) }
