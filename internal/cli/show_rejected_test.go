package cli_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/cli"
)

// A stray position in a simulated trace is counted by scan with its reason, and show LEG lists
// it with file, row and the byte at which the row begins. A row before its time is used and
// counted by both.
func TestShowListsTheRowsThatWereNotUsed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		if code := cli.Main(t.Context(), append([]string{"--workspace", filepath.Join(dir, "ws")}, args...), strings.NewReader(""), &out, &errs); code != cli.Done {
			t.Fatalf("%v: exit code %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	run("simulate", "--out", filepath.Join(dir, "archive"), "--fleet", "1")
	text := ""
	err := filepath.Walk(filepath.Join(dir, "archive"), func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() || text != "" || !strings.HasPrefix(info.Name(), "trace_full_") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
			if data, err = io.ReadAll(z); err != nil {
				return err
			}
		}
		text = string(data)
		return nil
	})
	if err != nil || text == "" {
		t.Fatalf("no trace was simulated: %v", err)
	}
	var trace map[string]json.RawMessage
	var rows []json.RawMessage
	if err := json.Unmarshal([]byte(text), &trace); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(trace["trace"], &rows); err != nil {
		t.Fatal(err)
	}
	stray := len(rows) / 2
	cells := strings.SplitN(string(rows[stray]), ",", 4)
	bad := cells[0] + ",-71.5,100.25," + cells[3]
	changed := strings.Replace(text, string(rows[stray]), bad, 1)
	early, late := string(rows[stray-20]), string(rows[stray-10])
	changed = strings.NewReplacer(early, late, late, early).Replace(changed)
	if err := os.MkdirAll(filepath.Join(dir, "in"), 0o755); err != nil {
		t.Fatal(err)
	}
	var hex string
	if err := json.Unmarshal(trace["icao"], &hex); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "in", "trace_full_"+hex+".json"), []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	run("init")
	const reason = "position that cannot be reached and that others contradict"
	scanned := run("scan", filepath.Join(dir, "in"))
	if !strings.Contains(scanned, "rows not used: 1, "+reason) {
		t.Errorf("scan does not count the stray row: %s", scanned)
	}
	var summary map[string]any
	if err := json.Unmarshal([]byte(run("scan", "--json", filepath.Join(dir, "in"))), &summary); err != nil {
		t.Fatal(err)
	}
	has(t, "scan", summary, `inputs read already_there not_in_fleet files incomplete aircraft points non_icao_aircraft non_icao_positions
		legs_added legs_unchanged legs_superseded legs rejected_rows rejections cleaned_rows no_leg_count no_leg skipped`)
	var legs []struct {
		ID       string         `json:"id"`
		Rejected map[string]int `json:"rejected"`
	}
	if err := json.Unmarshal([]byte(run("legs", "--json")), &legs); err != nil {
		t.Fatal(err)
	}
	const disorder = "time running backwards, put in order"
	listed, ordered := 0, 0
	for _, l := range legs {
		var shown struct {
			Rejections []struct {
				Row    int    `json:"row"`
				Offset int    `json:"offset"`
				Reason string `json:"reason"`
			} `json:"rejections"`
			Cleaned map[string]int `json:"cleaned"`
		}
		if err := json.Unmarshal([]byte(run("show", l.ID, "--json")), &shown); err != nil {
			t.Fatal(err)
		}
		if n := shown.Cleaned[disorder]; n > 0 {
			ordered += n
			if out, want := run("show", l.ID), fmt.Sprintf("used, not as they stood: %d, %s", n, disorder); !strings.Contains(out, want) {
				t.Errorf("show %s does not say %q: %s", l.ID, want, out)
			}
		}
		for _, r := range shown.Rejections {
			listed++
			if r.Row != stray || r.Reason != reason || !strings.HasPrefix(changed[r.Offset:], bad) {
				t.Errorf("%s lists %+v, want row %d at byte %d", l.ID, r, stray, strings.Index(changed, bad))
			}
			if out := run("show", l.ID); !strings.Contains(out, reason) || !strings.Contains(out, "byte") {
				t.Errorf("show %s: %s", l.ID, out)
			}
		}
	}
	if out, want := scanned, fmt.Sprintf("rows used, not as they stood: %d, %s", ordered, disorder); ordered == 0 || !strings.Contains(out, want) {
		t.Errorf("show counts %d rows put in order, scan says otherwise: %s", ordered, out)
	}
	if listed != 1 {
		t.Errorf("%d rows listed, want the stray one", listed)
	}
}
