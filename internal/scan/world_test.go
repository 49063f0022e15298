package scan

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dayFiles are the traces of a simulated archive, in the order of their days.
func dayFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*", "*", "*", "traces", "*", "trace_full_*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no traces in %s: %v", dir, err)
	}
	slices.Sort(files)
	return files
}

// cutCopy writes the first half of a trace's text under the same name.
func cutCopy(t *testing.T, file string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if z, err := gzip.NewReader(bytes.NewReader(raw)); err == nil {
		if raw, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), filepath.Base(file))
	if err := os.WriteFile(out, raw[:len(raw)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// The legs of files that were not kept cannot be made again: a later day of the same aircraft,
// scanned alone, leaves those of the days before where they are.
func TestWorldDaysOneByOneLoseNoLeg(t *testing.T) {
	t.Parallel()
	files := dayFiles(t, fleetArchive(t, 1, 3))
	if len(files) < 3 {
		t.Fatalf("%d days", len(files))
	}
	st := workspace(t)
	for _, f := range files {
		before := legList(t, st)
		sum := run(t, st, Options{World: true}, f)
		after := map[string]bool{}
		for _, l := range legList(t, st) {
			after[l.ID] = true
		}
		for _, l := range before {
			if !after[l.ID] {
				t.Errorf("%s: leg %s is gone: %+v", f, l.ID, sum)
			}
		}
	}
	checked(t, st)
}

// A leg that was read from more rows is not superseded by one from a cut copy of its file,
// whether the whole file was kept or not.
func TestACutCopySupersedesNothing(t *testing.T) {
	t.Parallel()
	for name, world := range map[string]bool{"kept": false, "not kept": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := dayFiles(t, fleetArchive(t, 1, 2))
			st := workspace(t)
			run(t, st, Options{World: world}, files...)
			before := legList(t, st)
			sum, err := Run(t.Context(), st, []string{cutCopy(t, files[0])}, Options{Until: now})
			if world != (err != nil) {
				t.Fatalf("scan of the cut copy: %v", err)
			}
			after := legList(t, st)
			if len(after) != len(before) {
				t.Fatalf("%d legs before the cut copy, %d after: %+v", len(before), len(after), sum)
			}
			for i := range before {
				if before[i].ID != after[i].ID || after[i].Points < before[i].Points {
					t.Errorf("%s with %d positions became %s with %d", before[i].ID, before[i].Points, after[i].ID, after[i].Points)
				}
			}
			if world && (len(sum.Skipped) != 1 || !strings.Contains(sum.Skipped[0].Reason, "its legs stay; scan that file with --fleet")) {
				t.Errorf("skipped: %+v", sum.Skipped)
			}
			checked(t, st)
		})
	}
}
