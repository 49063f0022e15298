package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/cli"
	"github.com/charterwatch/charterwatch/internal/place"
)

// storyFile is story.toml of one folder under testdata/stories: an operation, the flights that
// the simulator flies for it, and what the program must print. The reports stand beside it in
// reports/*.txt, in our own words, each with its publisher and its day in its first two lines.
type storyFile struct {
	Story     string
	Slug      string
	Title     string
	From, To  string
	States    []string
	Flight    []storyFlight
	Receivers struct {
		OceanNM      float64        `toml:"ocean_nm"`
		DefaultFloor int            `toml:"default_floor_ft"`
		Floor        map[string]int `toml:"floor_ft"`
	}
	Hole []struct {
		From, To time.Time
		Lat, Lon float64
		RadiusNM float64 `toml:"radius_nm"`
	}
	// Generated names tables that the test makes by rule; {tables} is their folder, else the story's own.
	Generated string
	Attach    []string           // reports that are attached, by the beginning of their file's name; all where none is given
	Also      []string           // reports of other stories that are read too: S01-…/reports/1-….txt
	Before    []storyExpectation // after the flights were scanned, before any report was read
	Run       []string           // decisions, after everything is attached; {1-press} is the document of that report
	Expect    []storyExpectation
	Gap       []storyGap
}

// storyGap is a sentence of the story that does not hold yet: listed, never weakened.
type storyGap struct {
	Sentence string // of the story
	Wording  string // the input in the words with which it does not hold, where it is one
	Reason   string
}

type storyFlight struct {
	Hex, Registration, Type, Callsign, From, To string
	Depart                                      time.Time
	Via                                         [][2]float64
}

// storyExpectation is what one command prints, whitespace folded, and which sentence of the
// story it is.
type storyExpectation struct {
	Sentence string
	Run      string
	Code     int
	Has      []string
	Lacks    []string
	Times    map[string]int // how often something is printed
}

// TestStories plays every story of testdata/stories through the program: flights are flown and
// scanned, reports read, an operation begun and everything attached, decisions made.
func TestStories(t *testing.T) {
	t.Parallel()
	dirs, err := filepath.Glob("../../testdata/stories/S*")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			playStory(t, dir)
		})
	}
}

type player struct {
	t         *testing.T
	workspace string
	tables    string // folder of the tables that {tables} stands for
}

func playStory(t *testing.T, dir string) {
	var s storyFile
	meta, err := toml.DecodeFile(filepath.Join(dir, "story.toml"), &s)
	if err != nil || len(meta.Undecoded()) > 0 {
		t.Fatalf("%v, unknown keys %v", err, meta.Undecoded())
	}
	if len(s.Expect) == 0 {
		t.Fatal("the story expects nothing")
	}
	p := player{t, filepath.Join(t.TempDir(), "workspace"), filepath.Join(dir, "tables")}
	if s.Generated == "releases" {
		p.tables = twoReleases(t)
	}
	p.must("init", p.workspace)
	attach := p.fly(s)
	p.expect(s.Before)
	reports := p.read(dir, s.Also)
	for _, name := range slices.Sorted(maps.Keys(reports)) {
		if len(s.Attach) == 0 || slices.ContainsFunc(s.Attach, func(a string) bool { return strings.HasPrefix(name, a) }) {
			attach = append(attach, reports[name])
		}
	}
	if s.Slug != "" {
		args := []string{"operation", "new", s.Slug, "--title", s.Title, "--reconstruction", "Retold from public reports in our own words; flights by a simulator."}
		for flag, value := range map[string]string{"--from": s.From, "--to": s.To, "--states": strings.Join(s.States, ",")} {
			if value != "" {
				args = append(args, flag, value)
			}
		}
		p.must(args...)
		if len(attach) > 0 {
			p.must(append([]string{"operation", "attach", s.Slug, "--by", "tester"}, attach...)...)
		}
	}
	for _, line := range s.Run {
		for name, id := range reports {
			line = strings.ReplaceAll(line, "{"+strings.TrimSuffix(name, ".txt")+"}", id)
		}
		p.must(words(line)...)
	}
	p.expect(s.Expect)
	p.must("ledger", "check")
	for _, g := range s.Gap {
		t.Run("does not hold yet", func(t *testing.T) {
			if g.Sentence == "" || g.Reason == "" {
				t.Fatal("a gap names the sentence and the reason")
			}
			t.Skipf("%q: %s %s", g.Sentence, g.Reason, g.Wording)
		})
	}
}

func (p player) expect(list []storyExpectation) {
	t := p.t
	for _, e := range list {
		if e.Sentence == "" {
			t.Errorf("%s: which sentence of the story it is, is not said", e.Run)
		}
		code, out := p.run(words(strings.ReplaceAll(e.Run, "{tables}", p.tables))...)
		if code != e.Code {
			t.Errorf("%s: exit code %d, want %d: %s", e.Run, code, e.Code, out)
		}
		folded := strings.Join(strings.Fields(out), " ")
		missing := false
		for _, want := range e.Has {
			if !strings.Contains(folded, want) {
				missing = true
				t.Errorf("%s: %s lacks %q", e.Sentence, e.Run, want)
			}
		}
		for _, not := range append(e.Lacks, "violated", "illegal", "tortured", "refouled") {
			if strings.Contains(folded, not) {
				missing = true
				t.Errorf("%s: %s has %q", e.Sentence, e.Run, not)
			}
		}
		for word, n := range e.Times {
			if got := strings.Count(folded, word); got != n {
				missing = true
				t.Errorf("%s: %s has %q %d times, not %d", e.Sentence, e.Run, word, got, n)
			}
		}
		if missing {
			t.Log(out)
		}
	}
}

func (p player) run(args ...string) (int, string) {
	var out bytes.Buffer
	code := cli.Main(context.Background(), append([]string{"--workspace", p.workspace}, args...), strings.NewReader(""), &out, &out)
	return code, out.String()
}

func (p player) must(args ...string) string {
	p.t.Helper()
	code, out := p.run(args...)
	if code != cli.Done {
		p.t.Fatalf("%v: exit code %d: %s", args, code, out)
	}
	return out
}

// fly writes what the receivers heard as an archive, scans it, and returns the legs.
func (p player) fly(s storyFile) []string {
	if len(s.Flight) == 0 {
		return nil
	}
	field := func(code string) place.Airport {
		a, ok := place.Embedded().Lookup(code)
		if !ok {
			p.t.Fatalf("no airport %s", code)
		}
		return a
	}
	r := sim.Receivers{OceanNM: s.Receivers.OceanNM, DefaultFloorFt: s.Receivers.DefaultFloor, FloorFt: s.Receivers.Floor}
	for _, h := range s.Hole {
		r.Holes = append(r.Holes, sim.Hole{From: h.From, To: h.To, Centre: place.Point{Lat: h.Lat, Lon: h.Lon}, RadiusNM: h.RadiusNM})
	}
	var flights []sim.Flight
	for _, f := range s.Flight {
		flown := sim.Flight{Hex: f.Hex, Registration: f.Registration, Type: f.Type, Callsign: f.Callsign, From: field(f.From), To: field(f.To),
			Depart: f.Depart, GateBefore: 10 * time.Minute, GateAfter: 5 * time.Minute}
		for _, v := range f.Via {
			flown.Via = append(flown.Via, place.Point{Lat: v[0], Lon: v[1]})
		}
		flights = append(flights, flown)
	}
	archive := filepath.Join(p.t.TempDir(), "globe_history")
	if err := sim.WriteFolder(archive, sim.Files(flights, r, 1)); err != nil {
		p.t.Fatal(err)
	}
	var hexes []string
	for _, f := range s.Flight {
		if !slices.Contains(hexes, f.Hex) {
			hexes = append(hexes, f.Hex)
		}
	}
	p.must("scan", archive, "--fleet", strings.Join(hexes, ","))
	var ids []string
	for _, line := range strings.Split(p.must("legs", "--limit", "1000", "--csv"), "\n")[1:] {
		if id, _, ok := strings.Cut(line, ","); ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// read reads the reports of a story, and those of others that it names, and returns their
// documents by the names of their files.
func (p player) read(dir string, also []string) map[string]string {
	files, err := filepath.Glob(filepath.Join(dir, "reports", "*.txt"))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, f := range also {
		files = append(files, filepath.Join(filepath.Dir(dir), f))
	}
	ids := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			p.t.Fatal(err)
		}
		parts := strings.SplitN(string(b), "\n", 3)
		publisher, ok1 := strings.CutPrefix(parts[0], "publisher: ")
		published, ok2 := strings.CutPrefix(parts[1], "published: ")
		if len(parts) != 3 || !ok1 || !ok2 {
			p.t.Fatalf("%s: its first lines are publisher and published", f)
		}
		file := filepath.Join(p.t.TempDir(), filepath.Base(f))
		if err := os.WriteFile(file, []byte(strings.TrimLeft(parts[2], "\n")), 0o644); err != nil {
			p.t.Fatal(err)
		}
		out := p.must("read", file, "--publisher", publisher, "--published", published, "--reconstruction", "--brief")
		i := strings.Index(out, "d-")
		if i < 0 || len(out) < i+18 {
			p.t.Fatalf("read %s names no document: %s", f, out)
		}
		name := filepath.Base(f)
		if ids[name] != "" { // of another story
			name = filepath.Base(filepath.Dir(filepath.Dir(f))) + " " + name
		}
		ids[name] = out[i : i+18]
	}
	return ids
}

// words splits a command line at spaces, with single quotes around words that hold some.
func words(line string) []string {
	var out []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

// twoReleases writes two releases of 561 operations as story S25 has them: of 282 that differ
// 243 are exactly twofold, 27 exactly 1.5-fold and 12 neither.
func twoReleases(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var first, second strings.Builder
	first.WriteString("operation,persons\n")
	second.WriteString("operation,persons\n")
	for i := 1; i <= 561; i++ {
		n := 4 + 2*(i%17)
		later := n
		switch {
		case i <= 243:
			later = 2 * n
		case i <= 243+27:
			later = 3 * n / 2
		case i <= 282:
			later = n + 1
		}
		fmt.Fprintf(&first, "OP-%04d,%d\n", i, n)
		fmt.Fprintf(&second, "OP-%04d,%d\n", i, later)
	}
	for name, text := range map[string]string{"first.csv": first.String(), "second.csv": second.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
