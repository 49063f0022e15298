package scan

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/store"
)

var writers = map[string]func([]sighting) string{
	"snapshots": snapshots, "v2": v2, "lines": aircraftLines, "sbs": baseStation, "opensky.csv": stateCSV, "opensky.json": stateJSON,
}

// formats is what the ledger calls each of them, at least in its first words.
var formats = map[string]string{
	"snapshots": "aircraft.json", "v2": "aircraft.json", "lines": "aircraft.json", "sbs": "SBS-1", "opensky.csv": "OpenSky", "opensky.json": "OpenSky",
}

// sources are the formats that the records of the scans name, each once.
func sources(t *testing.T, st *store.Store) []string {
	t.Helper()
	records, err := st.Records(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range records {
		var body struct {
			Fact struct{ Source string }
		}
		if err := json.Unmarshal(r.Body, &body); err != nil {
			t.Fatal(err)
		}
		if r.Type == "scan" && !slices.Contains(out, body.Fact.Source) {
			out = append(out, body.Fact.Source)
		}
	}
	return out
}

func legList(t *testing.T, st *store.Store) []flight.Leg {
	t.Helper()
	all, _, err := st.Legs(t.Context(), store.LegFilter{})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b flight.Leg) int { return strings.Compare(a.ID, b.ID) })
	return all
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	at := filepath.Join(dir, name)
	if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

// The same flights give the same legs in every format, and the file is their evidence.
func TestEveryFormatGivesTheLegsOfTheTraces(t *testing.T) {
	t.Parallel()
	flights := twoPlanes(t)
	dir := t.TempDir()
	if err := sim.WriteFolder(dir, sim.Files(flights, sim.Receivers{Interval: 10 * time.Second}, 1)); err != nil {
		t.Fatal(err)
	}
	st := workspace(t)
	run(t, st, Options{}, dir)
	if got := sources(t, st); len(got) != 1 || got[0] != "readsb" {
		t.Errorf("the ledger says that the traces were %q", got)
	}
	want := legList(t, st)
	if len(want) != 4 {
		t.Fatalf("%d legs in the traces, want the 4 that were flown", len(want))
	}
	all := sightings(t, flights)
	for name, writer := range writers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			st := workspace(t)
			// A name that lies: the content counts.
			path := write(t, t.TempDir(), "holiday.jpg", writer(all))
			sum := run(t, st, Options{}, path)
			if sum.Inputs != 1 || sum.Read != 1 || sum.Aircraft != 2 || len(sum.Skipped) != 0 || len(sum.Files) != 1 || sum.Files[0].Aircraft != 2 {
				t.Errorf("%+v", sum)
			}
			if len(sum.Rejected) != 0 {
				t.Errorf("rows not used: %v", sum.Rejected)
			}
			if got := sources(t, st); len(got) != 1 || !strings.HasPrefix(got[0], formats[name]) {
				t.Errorf("the ledger says that the files were %q, not %s", got, formats[name])
			}
			got := legList(t, st)
			if len(got) != len(want) {
				t.Fatalf("%d legs, want %d", len(got), len(want))
			}
			for i, l := range got {
				w := want[i]
				if ends(l) != ends(w) || l.Hex != w.Hex || !slices.Equal(l.Callsigns, w.Callsigns) {
					t.Errorf("%s %s %v, the traces have %s %s %v", l.ID, ends(l), l.Callsigns, w.ID, ends(w), w.Callsigns)
				}
				for _, pair := range [][2]time.Time{{l.Start.Heard.At, w.Start.Heard.At}, {l.End.Heard.At, w.End.Heard.At}} {
					if d := pair[0].Sub(pair[1]).Abs(); d > 30*time.Second {
						t.Errorf("%s: heard %v apart from the traces", l.ID, d)
					}
				}
				if l.Start.Status != w.Start.Status || l.End.Status != w.End.Status {
					t.Errorf("%s: %s to %s, the traces have %s to %s", l.ID, l.Start.Status, l.End.Status, w.Start.Status, w.End.Status)
				}
				track, err := Track(st, l)
				if err != nil {
					t.Fatal(err)
				}
				if track.Hex != l.Hex || len(track.Points) < l.Points || len(track.Members) != 1 || track.Members[0].Name != "holiday.jpg" {
					t.Errorf("%s read again: %s, %d points of %d, %v", l.ID, track.Hex, len(track.Points), l.Points, track.Members)
				}
			}
			before := append(legs(t, st), ledger(t, st)...)
			if again := run(t, st, Options{}, path); again.Read != 0 || again.AlreadyThere != 1 || again.LegsAdded != 0 {
				t.Errorf("second run: %+v", again)
			}
			if diff := cmp.Diff(before, append(legs(t, st), ledger(t, st)...)); diff != "" {
				t.Errorf("second run changed something:\n%s", diff)
			}
			checked(t, st)
		})
	}
}

// The way back to the evidence: the row that a point names is the line that it stands in.
func TestRowsLeadBackToLines(t *testing.T) {
	t.Parallel()
	all := sightings(t, twoPlanes(t))
	for _, name := range []string{"lines", "sbs", "opensky.csv"} {
		st := workspace(t)
		text := writers[name](all)
		run(t, st, Options{}, write(t, t.TempDir(), "log", text))
		lines := strings.Split(text, "\n")
		l := legList(t, st)[0]
		track, err := Track(st, l)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []int{0, len(track.Points) / 2, len(track.Points) - 1} {
			point := track.Points[p]
			line := lines[point.Row]
			if !strings.Contains(strings.ToLower(line), l.Hex) || !strings.Contains(line, fmt.Sprintf("%.6f", point.Lat)) {
				t.Errorf("%s: the point at %v names row %d, which is %s", name, point.When(), point.Row, line)
			}
		}
	}
}

// A trace of one aircraft and a log of many meet in its legs, in whatever order they come.
func TestLogsMergeWithTraces(t *testing.T) {
	t.Parallel()
	flights := twoPlanes(t)
	all := sightings(t, flights)
	// The log has the morning, the traces have the afternoon.
	noon := time.Date(2025, 9, 1, 9, 0, 0, 0, time.UTC) // in the middle of the first flights
	morning := slices.DeleteFunc(slices.Clone(all), func(s sighting) bool { return !s.When().Before(noon) })
	logs := write(t, t.TempDir(), "morning.log", baseStation(morning))
	traces := t.TempDir()
	if err := sim.WriteFolder(traces, sim.Files(flights, sim.Receivers{Interval: 10 * time.Second, Holes: []sim.Hole{{To: noon}}}, 1)); err != nil {
		t.Fatal(err)
	}
	want := []string{"KAEX - KMIA", "KMIA - KAEX", "KIWA - KELP", "KELP - KDEN"}
	for _, order := range [][][]string{{{logs, traces}}, {{logs}, {traces}}, {{traces}, {logs}}} {
		st := workspace(t)
		for _, paths := range order {
			run(t, st, Options{}, paths...)
		}
		var got []string
		for _, l := range legList(t, st) {
			got = append(got, ends(l))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v:\n%s", order, diff)
		}
		for _, l := range legList(t, st)[:1] {
			if len(l.Sources) != 2 {
				t.Errorf("%s stands on %d files, want the log and the trace", l.ID, len(l.Sources))
			}
			if _, err := Track(st, l); err != nil {
				t.Error(err)
			}
		}
		checked(t, st)
	}
}

func TestManyInATarWithAFleetList(t *testing.T) {
	t.Parallel()
	all := sightings(t, twoPlanes(t))
	var packed, tarred bytes.Buffer
	z := gzip.NewWriter(&packed)
	fmt.Fprint(z, stateCSV(all))
	z.Close()
	w := tar.NewWriter(&tarred)
	for _, f := range []struct {
		name string
		body []byte
	}{{"states_2025-09-01.csv.gz", packed.Bytes()}, {"other.csv", []byte(stateCSV(nil))}} {
		if err := w.WriteHeader(&tar.Header{Name: f.name, Mode: 0o644, Size: int64(len(f.body)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		w.Write(f.body)
	}
	w.Close()
	path := write(t, t.TempDir(), "states.tar", tarred.String())
	st := workspace(t)
	sum := run(t, st, Options{Fleet: map[string]bool{sim.Hex(2): true}}, path)
	if sum.Aircraft != 1 || sum.LegsAdded != 2 || sum.Read != 1 || sum.NotInFleet != 0 {
		t.Errorf("%+v", sum)
	}
	if len(sum.Skipped) != 1 || sum.Skipped[0].Name != "other.csv" || !strings.Contains(sum.Skipped[0].Reason, "no usable position") {
		t.Errorf("a file with a header alone: %v", sum.Skipped)
	}
	// Without the list the other aircraft comes, from the same bytes.
	if sum = run(t, st, Options{}, path); sum.LegsAdded != 2 || sum.LegsSame != 2 {
		t.Errorf("%+v", sum)
	}
	if nobody, err := Run(t.Context(), workspace(t), []string{path}, Options{Until: now, Fleet: map[string]bool{"abcdef": true}}); !errors.Is(err, ErrNothing) || nobody.NotInFleet != 1 {
		t.Errorf("nobody of the list: %v %+v", err, nobody)
	}
	checked(t, st)
}

func TestInterruptedScanOfALogEndsInTheSameState(t *testing.T) {
	t.Parallel()
	path := write(t, t.TempDir(), "log", baseStation(sightings(t, twoPlanes(t))))
	whole := workspace(t)
	run(t, whole, Options{partSize: 1}, path)
	want := append(legs(t, whole), ledger(t, whole)...)
	st := workspace(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Run(ctx, st, []string{path}, Options{partSize: 1, Until: now, Progress: func(int, int) { cancel() }})
	cancel()
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	sum := run(t, st, Options{partSize: 1}, path)
	if sum.Read != 1 || sum.AlreadyThere != 0 {
		t.Errorf("the second half: %+v", sum)
	}
	if diff := cmp.Diff(want, append(legs(t, st), ledger(t, st)...)); diff != "" {
		t.Errorf("not the same as without interruption:\n%s", diff)
	}
}

func TestRefusedFilesSayWhy(t *testing.T) {
	t.Parallel()
	all := sightings(t, twoPlanes(t))
	turned := slices.Clone(all)
	for i := range turned {
		turned[i].Lat, turned[i].Lon = turned[i].Lon, turned[i].Lat
	}
	for _, c := range []struct{ text, says string }{
		{"date,callsign,origin,destination,tail\n2025-09-29,OAE2000,KAEX,OTHH,N225AX\n", "this is a list of reported legs; read it with charterwatch read"},
		{`[{"icao24":"a2c4e0","firstSeen":1759183200,"estDepartureAirport":"KAEX","lastSeen":1759230000,"estArrivalAirport":"OTHH","callsign":"OAE2000"}]`, "list of reported legs"},
		{stateCSV(turned), "latitude and longitude are exchanged"},
		{baseStation(turned), "latitude and longitude are exchanged"},
		{snapshots(turned), "latitude and longitude are exchanged"},
		{"\xff\xfet\x00i\x00m\x00e\x00,\x00i\x00c\x00a\x00o\x00", "UTF-16"},
		{`{"timestamp":{"0":1},"icao24":{"0":"a2c4e0"}}`, "no position format that is known"},
	} {
		sum, err := Run(t.Context(), workspace(t), []string{write(t, t.TempDir(), "file", c.text)}, Options{Until: now})
		if !errors.Is(err, ErrNothing) || len(sum.Skipped) != 1 || !strings.Contains(sum.Skipped[0].Reason, c.says) {
			t.Errorf("%.40q: %v, %v; want %q", c.text, err, sum.Skipped, c.says)
		}
	}
	// A name of a trace over another content is refused with both.
	liar := write(t, t.TempDir(), "trace_full_d00001.json", baseStation(all))
	sum, err := Run(t.Context(), workspace(t), []string{liar}, Options{Until: now})
	if !errors.Is(err, ErrNothing) || len(sum.Skipped) != 1 || !strings.Contains(sum.Skipped[0].Reason, "SBS-1") {
		t.Errorf("%v %v", err, sum.Skipped)
	}
}

// A log that is cut keeps its whole lines, and the cut is listed.
func TestCutLog(t *testing.T) {
	t.Parallel()
	all := sightings(t, twoPlanes(t))
	for name, writer := range writers {
		text := writer(all)
		st := workspace(t)
		sum := run(t, st, Options{}, write(t, t.TempDir(), "log", text[:len(text)-70]))
		if len(sum.Skipped) != 1 || !strings.Contains(sum.Skipped[0].Reason, "rows before the fault were used") || sum.LegsAdded != 4 {
			t.Errorf("%s: skipped %v, %d legs", name, sum.Skipped, sum.LegsAdded)
		}
	}
}

func TestDayWithFewFoldersIsInTheSummary(t *testing.T) {
	t.Parallel()
	sum := run(t, workspace(t), Options{}, fleetArchive(t, 2, 1))
	if want := []Incomplete{{Name: "2025/09/01/traces", Folders: 2}}; !slices.Equal(sum.Incomplete, want) {
		t.Errorf("incomplete %v, want %v", sum.Incomplete, want)
	}
}

// Real lines of a receiver in the desert: small aircraft around one field, read whole.
func TestRealLines(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"adsb-actions/1hr.json", "adsb-actions/20minutes.json"} {
		st := workspace(t)
		sum := run(t, st, Options{}, realTrace(t, file))
		if sum.Read != 1 || len(sum.Skipped) != 0 || len(sum.Files) != 1 {
			t.Fatalf("%s: %+v", file, sum)
		}
		f := sum.Files[0]
		if f.Positions+f.NoPosition+f.Repeated+f.Stale != f.Rows || f.Aircraft < 10 {
			t.Errorf("%s: not every row is accounted for: %+v", file, f)
		}
		t.Logf("%s: %+v, %d legs", file, f, sum.LegsAdded)
		checked(t, st)
	}
}

// A scan of few aircraft has fewer parts than workers: then several work on one part, and it is
// the same part in the same order.
func TestSeveralHandsOnOnePart(t *testing.T) {
	t.Parallel()
	dir := fleetArchive(t, 9, 1)
	write(t, dir, "trace_full_~2c4e01.json", `{"icao":"~2c4e01","timestamp":1759104000,"trace":[[0,31.3,-92.5,2000,300,0,0,0,null]]}`)
	write(t, dir, "trace_full_d0ffff.json", `{"icao":"d0ffff","timestamp":1759104000,"trace":[[0,99,-92.5,2000,300,0,0,0,null]]}`)
	write(t, dir, "log.txt", baseStation(sightings(t, twoPlanes(t))))
	alone, together := workspace(t), workspace(t)
	want := run(t, alone, Options{Workers: 1}, dir)
	got := run(t, together, Options{Workers: 8}, dir)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the summary of eight workers differs from that of one:\n%s", diff)
	}
	if want.Aircraft < 10 || want.LegsAdded < 9 || len(want.Skipped) == 0 || want.NonICAO != 1 {
		t.Errorf("too little to compare: %+v", want)
	}
	if diff := cmp.Diff(ledger(t, alone), ledger(t, together)); diff != "" {
		t.Errorf("the ledger differs:\n%s", diff)
	}
}
