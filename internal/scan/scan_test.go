package scan

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func workspace(t testing.TB) *store.Store {
	t.Helper()
	st, err := store.Init(t.Context(), filepath.Join(t.TempDir(), "w"), store.Options{
		Now: func() time.Time { return now }, Rand: rand.NewChaCha8([32]byte{1})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

func run(t *testing.T, st *store.Store, o Options, paths ...string) Summary {
	t.Helper()
	o.Until = now
	sum, err := Run(t.Context(), st, paths, o)
	if err != nil {
		t.Fatalf("scan %v: %v (%+v)", paths, err, sum)
	}
	return sum
}

// legs prints every current leg of the workspace, one canonical line each.
func legs(t *testing.T, st *store.Store) []string {
	t.Helper()
	all, _, err := st.Legs(t.Context(), store.LegFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range all {
		b, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	slices.Sort(out)
	return out
}

// ledger prints the records without what differs between two runs of anything: time and salt.
func ledger(t *testing.T, st *store.Store) []string {
	t.Helper()
	records, err := st.Records(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range records {
		out = append(out, fmt.Sprintf("%d %s %s %s", r.Seq, r.Type, r.ID, r.Body))
	}
	return out
}

func checked(t *testing.T, st *store.Store) {
	t.Helper()
	rep, err := st.Check(t.Context(), nil)
	if err != nil || len(rep.Problems) > 0 {
		t.Fatalf("ledger check: %v %+v", err, rep.Problems)
	}
}

// fleetArchive is a simulated archive of some aircraft over some days.
func fleetArchive(t *testing.T, n, days int) string {
	t.Helper()
	var fields []place.Airport
	for _, code := range []string{"KAEX", "KMIA", "KIWA", "KELP", "KDEN"} {
		ap, ok := place.Embedded().Lookup(code)
		if !ok {
			t.Fatalf("no airport %s", code)
		}
		fields = append(fields, ap)
	}
	dir := t.TempDir()
	flights := sim.Fleet(7, time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC), n, days, fields)
	if err := sim.WriteFolder(dir, sim.Files(flights, sim.Receivers{}, 7)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func realTrace(t *testing.T, path string) string {
	t.Helper()
	full := filepath.Join("..", "..", "..", "shared", "data", path)
	if _, err := os.Stat(full); err != nil {
		t.Skipf("the real traces are not here: %v", err)
	}
	return full
}

func ends(l flight.Leg) string {
	name := func(e flight.End) string {
		if e.Airport == nil {
			return "unknown"
		}
		return *e.Airport
	}
	return name(l.Start) + " - " + name(l.End)
}

func TestRealTraceGivesItsFourLegs(t *testing.T) {
	t.Parallel()
	path := realTrace(t, "traces/trace_full_ac671b.json")
	st := workspace(t)
	sum := run(t, st, Options{}, path)
	if sum.Read != 1 || sum.LegsAdded != 4 {
		t.Errorf("summary %+v", sum)
	}
	all, _, err := st.Legs(t.Context(), store.LegFilter{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(all) // oldest first
	var got []string
	for _, l := range all {
		got = append(got, ends(l))
	}
	want := []string{"unknown - KMSP", "KMSP - KGEG", "KGEG - KMSP", "KMSP - KDEN"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if all[0].Start.Status != flight.Unknown {
		t.Errorf("first origin is %s, want unknown", all[0].Start.Status)
	}
	checked(t, st)
}

func TestArchiveOfTwentyTwoTraces(t *testing.T) {
	t.Parallel()
	path := realTrace(t, "adsb-actions/globe_history")
	st := workspace(t)
	sum := run(t, st, Options{}, path)
	if sum.Inputs != 22 || sum.Read+len(sum.Skipped) != 22 {
		t.Errorf("22 traces: %d inputs, %d read, skipped %v", sum.Inputs, sum.Read, sum.Skipped)
	}
	// What stays near one place gives positions and no leg, and that is said.
	names := ""
	for _, n := range sum.NoLeg {
		names += n.Name + " "
		if n.Positions == 0 || !strings.Contains(n.Reason, fmt.Sprint(n.Positions)) {
			t.Errorf("%+v", n)
		}
	}
	if !strings.Contains(names, "a2fe8f") {
		t.Errorf("a2fe8f has positions and no leg, and is not among %q", names)
	}
	all, _, err := st.Legs(t.Context(), store.LegFilter{})
	if err != nil {
		t.Fatal(err)
	}
	flew, unnamed := map[string]bool{}, map[string]int{}
	for _, l := range all {
		flew[l.Hex] = true
		if l.Start.Airport == nil && l.End.Airport == nil {
			unnamed[l.Hex]++
		}
	}
	// aa178d, read by hand: six times it taxies on a strip that no list has (40.76 N, 119.21 W), rolls
	// at 38 to 60 kt, climbs 1,500 ft, flies for 12 to 15 minutes round it and lands there: six local flights.
	// a57b8b is nine rows of a 737 at FL390 and 455 kt: a piece of one flight. Neither names a field.
	if len(all) == 0 || unnamed["aa178d"] != 6 || unnamed["a57b8b"] != 1 {
		t.Errorf("flights with no field named: %v; want six of aa178d and one of a57b8b", unnamed)
	}
	if sum.NoLegs != len(sum.NoLeg) || len(flew)+sum.NoLegs != sum.Read {
		t.Errorf("%d aircraft with legs and %d without of %d", len(flew), sum.NoLegs, sum.Read)
	}
	again := run(t, st, Options{}, path)
	if again.Read != 0 || again.AlreadyThere != 22 || again.LegsAdded != 0 {
		t.Errorf("second run: %+v", again)
	}
	checked(t, st)
}

func TestSecondScanAddsNothing(t *testing.T) {
	t.Parallel()
	dir := fleetArchive(t, 5, 2)
	st := workspace(t)
	first := run(t, st, Options{partSize: 2}, dir)
	if first.Aircraft != 5 || first.LegsAdded == 0 {
		t.Fatalf("first run: %+v", first)
	}
	before := append(legs(t, st), ledger(t, st)...)
	second := run(t, st, Options{partSize: 2}, dir)
	if second.Read != 0 || second.LegsAdded != 0 || second.AlreadyThere != first.Read {
		t.Errorf("second run: %+v", second)
	}
	if diff := cmp.Diff(before, append(legs(t, st), ledger(t, st)...)); diff != "" {
		t.Errorf("second run changed something:\n%s", diff)
	}
}

// An interruption can fall anywhere; what matters to the workspace is after which part.
func TestInterruptedScanEndsInTheSameState(t *testing.T) {
	t.Parallel()
	dir := fleetArchive(t, 6, 2)
	whole := workspace(t)
	run(t, whole, Options{partSize: 1}, dir)
	wantLegs, wantLedger := legs(t, whole), ledger(t, whole)
	for stopAfter := range 6 {
		st := workspace(t)
		ctx, cancel := context.WithCancel(t.Context())
		if stopAfter == 0 {
			cancel()
		}
		_, err := Run(ctx, st, []string{dir}, Options{partSize: 1, Until: now, Progress: func(done, _ int) {
			if done == stopAfter {
				cancel()
			}
		}})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped after %d parts: error %v", stopAfter, err)
		}
		run(t, st, Options{partSize: 1}, dir)
		if diff := cmp.Diff(wantLegs, legs(t, st)); diff != "" {
			t.Errorf("stopped after %d parts, legs differ:\n%s", stopAfter, diff)
		}
		if diff := cmp.Diff(wantLedger, ledger(t, st)); diff != "" {
			t.Errorf("stopped after %d parts, ledger differs:\n%s", stopAfter, diff)
		}
		checked(t, st)
	}
}

func TestDaysTogetherOrOneByOneGiveTheSameLegs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	kaex, _ := place.Embedded().Lookup("KAEX")
	othh, _ := place.Embedded().Lookup("OTHH")
	flights := []sim.Flight{{Hex: sim.Hex(1), Registration: sim.Registration(1), Type: "B763", Callsign: "SIM001",
		From: kaex, To: othh, Depart: time.Date(2025, 9, 29, 22, 14, 0, 0, time.UTC)}} // over midnight UTC
	if err := sim.WriteFolder(dir, sim.Files(flights, sim.Receivers{}, 1)); err != nil {
		t.Fatal(err)
	}
	together := workspace(t)
	run(t, together, Options{}, dir)
	want := legs(t, together)
	if len(want) != 1 {
		t.Fatalf("one flight over midnight made %d legs", len(want))
	}
	for _, order := range [][]string{{"2025/09/29", "2025/09/30"}, {"2025/09/30", "2025/09/29"}} {
		st := workspace(t)
		for _, day := range order {
			run(t, st, Options{}, filepath.Join(dir, day))
		}
		got := legs(t, st)
		if len(got) != 1 {
			t.Errorf("%v: %d legs, want 1: %v", order, len(got), got)
			continue
		}
		var a, b flight.Leg
		if err := errors.Join(json.Unmarshal([]byte(want[0]), &a), json.Unmarshal([]byte(got[0]), &b)); err != nil {
			t.Fatal(err)
		}
		if ends(a) != "KAEX - OTHH" || ends(a) != ends(b) || a.ID != b.ID || a.Points != b.Points {
			t.Errorf("%v: %s %s %d points, want %s %s %d points", order, b.ID, ends(b), b.Points, a.ID, ends(a), a.Points)
		}
		checked(t, st)
	}
}

func TestFleetListAndUnnamedFiles(t *testing.T) {
	t.Parallel()
	dir := fleetArchive(t, 3, 1)
	var names []string
	if err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if strings.HasPrefix(d.Name(), "trace_full_") {
			names = append(names, p)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	hex := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(names[0]), "trace_full_"), ".json")

	st := workspace(t)
	sum := run(t, st, Options{Fleet: map[string]bool{hex: true}}, dir)
	if sum.Aircraft != 1 || sum.NotInFleet != 2 {
		t.Errorf("fleet of one: %+v", sum)
	}

	// The same trace under a name that tells nothing is the same evidence.
	raw, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	plain := filepath.Join(t.TempDir(), "from-a-friend.dat")
	if err := os.WriteFile(plain, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if again := run(t, st, Options{}, plain); again.AlreadyThere != 1 {
		t.Errorf("the same bytes under another name: %+v", again)
	}

	// A name that lies is refused with both addresses, never guessed.
	liar := filepath.Join(t.TempDir(), "trace_full_abcdef.json")
	if err := os.WriteFile(liar, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	sum, err = Run(t.Context(), workspace(t), []string{liar}, Options{Until: now})
	if !errors.Is(err, ErrNothing) || len(sum.Skipped) != 1 || !strings.Contains(sum.Skipped[0].Reason, hex) {
		t.Errorf("lying name: %v %+v", err, sum)
	}
}

func TestWorldScanKeepsNoRawTraces(t *testing.T) {
	t.Parallel()
	st := workspace(t)
	run(t, st, Options{World: true}, fleetArchive(t, 1, 1))
	all, _, err := st.Legs(t.Context(), store.LegFilter{})
	if err != nil || len(all) == 0 {
		t.Fatal(err, len(all))
	}
	if _, err := Track(st, all[0]); err == nil {
		t.Error("a trace that was not kept was read")
	}
	checked(t, st)
}

func TestGoodFilesSurviveBadOnes(t *testing.T) {
	t.Parallel()
	dir := fleetArchive(t, 2, 1)
	bad := filepath.Join(dir, "2025", "09", "01", "traces", "ff", "trace_full_0000ff.json")
	if err := os.MkdirAll(filepath.Dir(bad), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(bad, bytes.Repeat([]byte("not a trace "), 9), 0o600); err != nil {
		t.Fatal(err)
	}
	sum := run(t, workspace(t), Options{}, dir)
	if sum.Aircraft != 2 || len(sum.Skipped) != 1 || !strings.Contains(sum.Skipped[0].Name, "0000ff") {
		t.Errorf("%+v", sum)
	}
}
