package report_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// flown is an aircraft that flew a route such as "KHRL 3 MGGT 3 KHRL": airports with the hours
// between, an hour on the ground at each; "?" was not heard.
func flown(hex, tail, call string, at time.Time, route string) []flight.Leg {
	f := strings.Fields(route)
	var legs []flight.Leg
	for i := 0; i+2 < len(f); i += 2 {
		hours, err := time.ParseDuration(f[i+1] + "h")
		if err != nil {
			panic(err)
		}
		landed := at.Add(hours)
		legs = append(legs, flight.Leg{ID: hex + "-" + at.Format("20060102T1504Z"), Hex: hex, Registration: tail,
			Callsigns: strings.Fields(call), Start: end(f[i], at), End: end(f[i+2], landed), Points: 100, Method: "legs/test"})
		at = landed.Add(time.Hour)
	}
	return legs
}

func end(code string, at time.Time) flight.End {
	if code == "?" {
		alt := 34000
		return flight.End{Status: flight.Possible, Probability: 0.4, Heard: flight.Heard{At: at, AltFt: &alt}, Interval: [2]*time.Time{&at, nil},
			Candidates: []flight.Candidate{{Airport: "unknown", Probability: 0.4}, {Airport: "OIIE", Probability: 0.35}, {Airport: "UBBB", Probability: 0.25}}}
	}
	return flight.End{Status: flight.Observed, Airport: &code, Probability: 0.99, Time: &at, Heard: flight.Heard{At: at, Ground: true},
		Candidates: []flight.Candidate{{Airport: code, Probability: 0.99}, {Airport: "unknown", Probability: 0.01}}}
}

func day(n int) time.Time { return time.Date(2025, 9, n, 14, 0, 0, 0, time.UTC) }

// small is a month with one of each.
func small() []flight.Leg {
	return slices.Concat(
		flown("a00001", "N278GX", "GXA6143", day(2), "KAEX 1.5 KHRL 3 MHLM 3 KAEX"), // connection, removal, return
		flown("a00002", "", "", day(3), "KHRL 3 MSLP"),                              // removal to a receiving state
		flown("a00003", "", "", day(29), "KAEX 14 OTHH 1 ?"),                        // removal by way of Doha, lost
		flown("a00004", "N660CP", "TYSON45", day(4), "KAEX 2 KIWA"),                 // transfer
		flown("a00005", "N149XA", "TYSON45", day(5), "KMIA 1 MUCC 1 KMIA"),          // leisure
		flown("ae0001", "", "RCH538", day(6), "KAEX 4 MGGT"),                        // military
		flown("a00006", "", "", day(7), "KBOS 1 KPHL"),                              // nothing known
		flown("a00007", "", "", time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), "KHRL 3 MGGT"),
	)
}

func rule(t testing.TB, name string) journey.Rule {
	t.Helper()
	r, err := journey.RuleNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func built(t testing.TB, legs []flight.Leg, r journey.Rule) report.Report {
	t.Helper()
	out, err := report.Build("2025-09", journey.Count(journey.Build(legs, place.Embedded()), r), place.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func numbers(r report.Report, section string) map[string]int {
	out := map[string]int{}
	for _, s := range r.Sections {
		for _, f := range s.Figures {
			if s.Key == section {
				out[f.Key] = f.Count
			}
		}
	}
	return out
}

// The figures of the small month, counted by hand.
func TestSmallMonth(t *testing.T) {
	t.Parallel()
	r := built(t, small(), rule(t, "monitor-monthly"))
	for section, want := range map[string]map[string]int{
		"summary":       {"total": 7, "beside": 1, "not-counted": 3},
		"totals":        {"removal": 3, "removal, beside": 1, "domestic transfer": 1, "connection or return": 3},
		"countries":     {"HN": 1, "SV": 1, "QA stop": 1},
		"hubs":          {"KAEX": 3, "KHRL": 2, "MHLM": 1, "OTHH": 1},
		"third-country": {"HN": 1, "SV": 1},
		"military":      {"in": 0, "beside": 1, "out": 0},
		"not-counted":   {"other work": 2, "unclear, nothing known": 1},
		"not-heard":     {"from": 0, "to": 1, "doubtful": 0, "hole": 0},
		"operators": {"tail seen with: Global Crossing Airlines (GlobalX)": 3, "call-sign prefix of: Global Crossing Airlines (GlobalX)": 3,
			"tail seen with: Eastern Air Express": 1, "unknown": 3},
	} {
		if diff := cmp.Diff(want, numbers(r, section)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", section, diff)
		}
	}
	if want := "September 2025, by rule monitor-monthly (Human Rights First, ICE Flight Monitor): 7 legs in the total (3 removal, 1 domestic transfer, 3 connection or return), 1 beside it; 3 legs seen and not counted."; r.Finding != want {
		t.Errorf("got  %s\nwant %s", r.Finding, want)
	}
	order := []string{"summary", "totals", "countries", "hubs", "operators", "third-country", "military", "methodology", "not-counted", "not-heard"}
	var got []string
	for _, s := range r.Sections {
		got = append(got, s.Key)
	}
	if diff := cmp.Diff(order, got); diff != "" {
		t.Error(diff)
	}
	if f := release.CheckWording(r.Words()); len(f) > 0 {
		t.Errorf("%+v", f)
	}
}

// The golden files are the small month as page and tables; -update writes them anew.
func TestGolden(t *testing.T) {
	t.Parallel()
	r := built(t, small(), rule(t, "monitor-monthly"))
	for name, write := range map[string]func(io.Writer) error{"small.html": r.HTML, "small.csv": r.CSV, "small-legs.csv": r.LegsCSV} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

var (
	link   = regexp.MustCompile(`href="#([^"]+)"`)
	anchor = regexp.MustCompile(` id="([^"]+)"`)
)

// Every number of the page leads to its legs and every leg to its row; the page stands alone.
func TestPageLeadsFromEachNumberToItsLegs(t *testing.T) {
	t.Parallel()
	r := built(t, small(), rule(t, "witness-weekly"))
	var b bytes.Buffer
	if err := r.HTML(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	ids := map[string]int{}
	for _, m := range anchor.FindAllStringSubmatch(text, -1) {
		ids[m[1]]++
	}
	for id, n := range ids {
		if n != 1 {
			t.Errorf("anchor %s stands %d times", id, n)
		}
	}
	for _, m := range link.FindAllStringSubmatch(text, -1) {
		if ids[m[1]] == 0 {
			t.Errorf("a link to %s leads nowhere", m[1])
		}
	}
	for _, no := range []string{"<script", "http://", "https://", "KBOS"} {
		if strings.Contains(text, no) {
			t.Errorf("the page has %q", no)
		}
	}
	for _, yes := range []string{"unknown", "OIIE 0.35", "holiday field", "rule witness-weekly", "lost at FL340"} {
		if !strings.Contains(text, yes) {
			t.Errorf("the page lacks %q", yes)
		}
	}
	for _, s := range r.Sections {
		for _, f := range s.Figures {
			if f.Unit == journey.Legs && f.Count != len(f.Legs) {
				t.Errorf("%s %s: %d legs, %d listed", s.Key, f.Key, f.Count, len(f.Legs))
			}
		}
	}
}

// The same legs in any order give the same bytes, in every form.
func TestRebuiltByteForByte(t *testing.T) {
	t.Parallel()
	all := func(legs []flight.Leg, name string) string {
		r := built(t, legs, rule(t, name))
		var b bytes.Buffer
		for _, write := range []func(io.Writer) error{r.HTML, r.CSV, r.LegsCSV, r.JSON} {
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	}
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{"monitor-monthly", "missions", "destinations"}).Draw(rt, "rule")
		if all(small(), name) != all(rapid.Permutation(small()).Draw(rt, "legs"), name) {
			rt.Fatal("other bytes")
		}
	})
}

// What JSON wrote is read back and differs in nothing.
func TestJSONReadsBack(t *testing.T) {
	t.Parallel()
	r := built(t, small(), rule(t, "missions"))
	var b bytes.Buffer
	if err := r.JSON(&b); err != nil {
		t.Fatal(err)
	}
	back, err := report.Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	if changes := report.Compare(r, back); len(changes) != 0 {
		t.Errorf("%v", changes)
	}
	for _, bad := range []string{"", "{", "[]", "{}", `{"format":"charterwatch-report/1","month":"May"}`, `{"format":"charterwatch-report/1","legs":7}`} {
		if _, err := report.Read(strings.NewReader(bad)); err == nil || !strings.HasPrefix(err.Error(), "read report: ") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := report.Build("September", journey.Tally{}, place.Embedded()); err == nil || !strings.Contains(err.Error(), "2025-09") {
		t.Errorf("%v", err)
	}
}

func removals(n int) []flight.Leg {
	var legs []flight.Leg
	for i := range n {
		legs = append(legs, flown(fmt.Sprintf("a%05x", i), "", "", day(10), "KHRL 3 MGGT")...)
	}
	return legs
}

// Story S27: 193 removals in one release and 192 in the next. With legs, the one that is gone
// is named; a figure that was changed without its legs is unexplained.
func TestSilentRevision(t *testing.T) {
	t.Parallel()
	r := rule(t, "monitor-monthly")
	earlier, later := built(t, removals(193), r), built(t, removals(192), r)

	named := find(t, report.Compare(earlier, later), "totals", "removal")
	if *named.Earlier != 193 || *named.Later != 192 || named.Unexplained != 0 || !slices.Equal(named.Gone, []string{"a000c0-20250910T1400Z"}) {
		t.Errorf("%+v", named)
	}
	if !strings.Contains(named.String(), "193 → 192") || !strings.Contains(named.String(), "nothing says why") {
		t.Error(named)
	}

	silent := built(t, removals(193), r)
	for _, s := range silent.Sections {
		for i := range s.Figures {
			if s.Key == "totals" && s.Figures[i].Key == "removal" {
				s.Figures[i].Count = 192
			}
		}
	}
	changes := report.Compare(earlier, silent)
	if len(changes) != 1 || changes[0].Unexplained != -1 || len(changes[0].Gone) != 0 || !strings.Contains(changes[0].String(), "unexplained: -1") {
		t.Errorf("%v", changes)
	}
}

// A correction between two releases is found with its reason and source.
func TestCorrectedRevision(t *testing.T) {
	t.Parallel()
	r := rule(t, "monitor-monthly")
	corrected := r
	corrected.Corrections = []journey.Correction{{Leg: "a00001-20250910T1400Z", CountAs: journey.Attempted, Why: "refused and flown back", Source: "ministry, 11 September"}}
	corrected.Digest = "another"
	changes := report.Compare(built(t, removals(3), r), built(t, removals(3), corrected))
	c := find(t, changes, "countries", "GT")
	if *c.Earlier != 3 || *c.Later != 2 || c.Unexplained != 0 || !strings.Contains(c.String(), "attempted: refused and flown back (ministry, 11 September)") {
		t.Errorf("%v", c)
	}
	find(t, changes, "report", "rule")
	swapped := built(t, append(removals(2), flown("a000ff", "", "", day(10), "KHRL 3 MGGT")...), r)
	same := find(t, report.Compare(built(t, removals(3), r), swapped), "totals", "removal")
	if len(same.Gone) != 1 || len(same.New) != 1 || same.Unexplained != 0 {
		t.Errorf("%+v", same)
	}
}

func find(t *testing.T, changes []report.Change, section, figure string) report.Change {
	t.Helper()
	for _, c := range changes {
		if c.Section == section && c.Figure == figure {
			return c
		}
	}
	t.Fatalf("no change of %s %s in %v", section, figure, changes)
	return report.Change{}
}

// No bytes make Read or what follows it panic.
func FuzzRead(f *testing.F) {
	tally := journey.Count(journey.Build(flown("a00003", "", "", day(29), "KAEX 14 OTHH 1 ?"), place.Embedded()), rule(f, "missions"))
	r, err := report.Build("2025-09", tally, place.Embedded())
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.JSON(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"format":"charterwatch-report/1","month":"2025-09","sections":[{"key":"a","figures":[{"key":"b","count":-1,"legs":["x","x"]}]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		back, err := report.Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		if n := len(report.Compare(back, back)); n != 0 {
			t.Errorf("%d changes of a release to itself", n)
		}
		for _, c := range report.Compare(r, back) {
			_ = c.String()
		}
		for _, write := range []func(io.Writer) error{back.HTML, back.CSV, back.LegsCSV} {
			if err := write(io.Discard); err != nil {
				t.Errorf("%v", err)
			}
		}
	})
}
