package cli_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/cli"
	"github.com/charterwatch/charterwatch/internal/store"
)

var kills = flag.Int("kills", 12, "how many commands TestKilled kills (make kill: 200)")

// program is this test binary as charterwatch, in a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), "CHARTERWATCH_TEST_MAIN=1", "CHARTERWATCH_WORKSPACE=")
	return cmd
}

// killing is one run of TestKilled.
type killing struct {
	t        *testing.T
	dir, w   string
	n        int
	typical  map[string]time.Duration
	reports  map[string]string // acknowledged documents by file
	erased   map[string]bool   // erasures that were acknowledged
	killed   map[string]int
	finished map[string]int
}

// SIGKILL at random points of scan, read, decide, exhibit, backup and erase: after each, the
// ledger matches, and nothing that was acknowledged (exit code 0) is lost or comes back.
func TestKilled(t *testing.T) {
	t.Parallel()
	dir := example(t)
	k := &killing{t: t, dir: t.TempDir(), w: filepath.Join(dir, "workspace"), typical: map[string]time.Duration{},
		reports: map[string]string{}, erased: map[string]bool{}, killed: map[string]int{}, finished: map[string]int{}}
	random := rand.New(rand.NewPCG(uint64(*kills), 6))
	verbs := []string{"scan", "read", "decide", "exhibit", "backup", "erase"}
	for _, verb := range verbs { // once undisturbed, to know how long it takes
		start := time.Now()
		args := k.command(verb, random)
		if out, err := program(t, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
		k.typical[verb] = time.Since(start)
		k.acknowledge(verb, args)
	}
	for i := range *kills {
		k.round(verbs[i%len(verbs)], i/len(verbs), random)
	}
	k.nothingLost()
	for _, verb := range verbs {
		if n := k.killed[verb] + k.finished[verb]; n > 20 && k.killed[verb]*2 < n {
			t.Errorf("%s: only %d of %d were killed: the delays are not spread over its work", verb, k.killed[verb], n)
		}
	}
	t.Logf("killed %v, finished before the kill %v, typical %v", k.killed, k.finished, k.typical)
}

// round kills a command at one of twenty slices of its work, each in its turn: from the start
// of the program to where its files take their names. What it takes is learnt as it goes,
// because the machine is now busy and now not.
func (k *killing) round(verb string, turn int, random *rand.Rand) {
	args := k.command(verb, random)
	cmd := program(k.t, args...)
	start := time.Now()
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	at := (float64(turn*7%20) + random.Float64()) / 20
	timer := time.AfterFunc(time.Duration(at*float64(k.typical[verb])), func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	timer.Stop()
	switch {
	case err == nil:
		k.finished[verb]++
		k.typical[verb] = time.Since(start)
		k.acknowledge(verb, args)
	case cmd.ProcessState.ExitCode() == -1:
		k.killed[verb]++
		if at > 0.9 { // it was not yet at its end: it takes longer than was thought
			k.typical[verb] = k.typical[verb] * 11 / 10
		}
	default:
		k.t.Errorf("%v: exit code %d", args, cmd.ProcessState.ExitCode())
	}
	if out, errs, code := say(k.t, "-w", k.w, "ledger", "check"); code != cli.Done {
		k.t.Fatalf("after a kill of %s: %s%s", verb, out, errs)
	}
	if verb == "backup" { // it is there whole or not at all
		if _, err := os.Stat(args[len(args)-1]); err == nil {
			must(k.t, "restore", args[len(args)-1], filepath.Join(k.dir, fmt.Sprint("back", k.n)))
			_ = os.RemoveAll(filepath.Join(k.dir, fmt.Sprint("back", k.n)))
		}
	}
}

// command makes a command line that has something new to do.
func (k *killing) command(verb string, random *rand.Rand) []string {
	k.n++
	base := []string{"-w", k.w}
	file := func(name, text string) string {
		path := filepath.Join(k.dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			k.t.Fatal(err)
		}
		return path
	}
	report := func() string {
		return file(fmt.Sprintf("report%d.txt", k.n), fmt.Sprintf("Nonce%dword%d. A minister said that %d people should be deported on a charter flight to Tehran.\n", k.n, random.Uint32(), 100+k.n))
	}
	switch verb {
	case "scan":
		world := filepath.Join(k.dir, fmt.Sprint("world", k.n))
		must(k.t, "simulate", "--out", world, "--fleet", "2", "--seed", fmt.Sprint(k.n))
		return append(base, "scan", world)
	case "read":
		return append(base, "read", report(), "--published", "2025-09-30")
	case "exhibit":
		return append(base, "exhibit", "iran-2025-09", "--out", filepath.Join(k.dir, fmt.Sprint("exhibit", k.n)))
	case "backup":
		return append(base, "backup", filepath.Join(k.dir, fmt.Sprint("backup", k.n)))
	}
	path := report()
	must(k.t, append(base, "read", path, "--published", "2025-09-30")...)
	id := k.documentOf(path)
	if verb == "erase" {
		return append(base, "erase", id, "--rule", "asked for by the person concerned")
	}
	st := k.open()
	defer st.Close()
	list, err := st.Statements(k.t.Context(), id)
	if err != nil || len(list) == 0 {
		k.t.Fatalf("%d statements of %s, %v", len(list), id, err)
	}
	return append(base, "decide", list[0].ID, "accept")
}

func (k *killing) open() *store.Store {
	st, err := store.Open(k.t.Context(), k.w, store.Options{Now: time.Now})
	if err != nil {
		k.t.Fatal(err)
	}
	return st
}

// documentOf is the identifier of a report: the hash of its bytes.
func (k *killing) documentOf(path string) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		k.t.Fatal(err)
	}
	sum := sha256.Sum256(raw)
	return "d-" + hex.EncodeToString(sum[:])[:16]
}

func (k *killing) acknowledge(verb string, args []string) {
	switch verb {
	case "read":
		k.reports[args[3]] = k.documentOf(args[3])
	case "erase":
		k.erased[args[3]] = true
	case "decide":
		st := k.open()
		defer st.Close()
		if s, err := st.Statement(k.t.Context(), args[3]); err != nil || s.Verdict != "accept" {
			k.t.Errorf("an acknowledged decision: %q, %v", s.Verdict, err)
		}
	case "backup":
		if _, err := os.Stat(args[3]); err != nil {
			k.t.Errorf("an acknowledged backup: %v", err)
		}
	}
}

// nothingLost sees that what was acknowledged is there, and that what was erased is nowhere.
func (k *killing) nothingLost() {
	st := k.open()
	defer st.Close()
	for _, id := range k.reports {
		if _, err := st.Document(k.t.Context(), id); err != nil {
			k.t.Errorf("acknowledged: %v", err)
		}
	}
	for id := range k.erased {
		if _, err := st.Document(k.t.Context(), id); err == nil {
			k.t.Errorf("%s was erased and is here", id)
		}
	}
}

// Each fault is named by doctor, with what to do.
func TestDoctor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		hurt  func(t *testing.T, w string)
		words []string
	}{
		{"a corrupted page", func(t *testing.T, w string) {
			path := filepath.Join(w, "charterwatch.db")
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 5 * 4096; i < 6*4096; i++ {
				b[i] = 0xaa
			}
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}, []string{"damaged", "charterwatch restore"}},
		{"no database", func(t *testing.T, w string) { _ = os.Remove(filepath.Join(w, "charterwatch.db")) }, []string{"charterwatch.db is missing", "restore"}},
		{"an open key", func(t *testing.T, w string) { _ = os.Chmod(filepath.Join(w, "ledger.key"), 0o644) }, []string{"other users", "compromised"}},
		{"a lost blob", func(t *testing.T, w string) {
			names, err := filepath.Glob(filepath.Join(w, "blobs", "??", "*"))
			if err != nil || len(names) == 0 {
				t.Fatal(err)
			}
			_ = os.Remove(names[0])
		}, []string{"missing", "keep this copy"}},
		{"no backup", func(*testing.T, string) {}, []string{"no backup", "charterwatch backup"}},
		{"another backup's place", func(t *testing.T, w string) {
			file := filepath.Join(t.TempDir(), "backup")
			must(t, "-w", w, "backup", file)
			_ = os.Remove(file)
		}, []string{"not where it was put"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := filepath.Join(t.TempDir(), "w")
			must(t, "init", w)
			report := filepath.Join(t.TempDir(), "report.txt")
			if err := os.WriteFile(report, []byte("A minister said that 120 people should be deported.\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			must(t, "-w", w, "read", report)
			c.hurt(t, w)
			out, errs, code := say(t, "-w", w, "doctor")
			if code != cli.Skipped {
				t.Errorf("exit code %d: %s", code, errs)
			}
			for _, word := range c.words {
				if !strings.Contains(out, word) {
					t.Errorf("it does not say %q:\n%s", word, out)
				}
			}
		})
	}
}

// A disk that is full in the middle of a step: the step is refused with what to do, nothing
// of it stays, and it passes when there is room. The shell's limit on the size of a file is
// the disk that ends.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := filepath.Join(dir, "w")
	must(t, "init", w)
	big := filepath.Join(dir, "report.txt")
	if err := os.WriteFile(big, []byte("A minister said that 120 people should be deported.\n\n"+strings.Repeat("It rained.\n", 40000)), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := program(t)
	limited := exec.Command("sh", "-c", `ulimit -f 600; exec "$0" -w "$1" read "$2"`, cmd.Path, w, big)
	limited.Env = cmd.Env
	out, err := limited.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "too large") && !strings.Contains(string(out), "full") {
		t.Errorf("on a full disk: %v: %s", err, out)
	}
	must(t, "-w", w, "ledger", "check")
	if names, err := filepath.Glob(filepath.Join(w, "blobs", "*", ".tmp-*")); err != nil || len(names) > 0 {
		t.Errorf("left behind: %v, %v", names, err)
	}
	must(t, "-w", w, "read", big)
	must(t, "-w", w, "ledger", "check")
}

// A workspace that was moved to another folder is the same workspace; its clock set back is said.
func TestMovedAndClockSetBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w, moved := filepath.Join(dir, "w"), filepath.Join(dir, "elsewhere", "w")
	must(t, "init", w)
	must(t, "-w", w, "backup", filepath.Join(dir, "backup"))
	if err := os.MkdirAll(filepath.Dir(moved), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(w, moved); err != nil {
		t.Fatal(err)
	}
	must(t, "-w", moved, "operation", "new", "a-2025", "--title", "A")
	if out := must(t, "-w", moved, "doctor"); strings.Contains(out, "LOOK") {
		t.Errorf("a moved workspace:\n%s", out)
	}
	then := time.Now().Add(-48 * time.Hour)
	findings := store.Examine(t.Context(), moved, store.Options{Now: func() time.Time { return then }})
	said := false
	for _, f := range findings {
		said = said || !f.Well && strings.Contains(f.What, "set back") && strings.Contains(f.Do, "timestamp")
	}
	if !said {
		t.Errorf("a clock set back: %+v", findings)
	}
}
