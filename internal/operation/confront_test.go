package operation_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

var update = flag.Bool("update", false, "rewrite the golden files; read the difference before it is committed")

func TestTextGolden(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	if err := operation.Confront(iran()).Text(&got); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "iran-2025-09.txt")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Errorf("printed page differs from %s (-want +got):\n%s", file, d)
	}
	for i, line := range strings.Split(got.String(), "\n") {
		if n := utf8.RuneCountInString(line); n > 100 {
			t.Errorf("line %d is %d columns wide: %s", i+1, n, line)
		}
	}
}

func rows(v operation.View, question, stage string) []operation.SaidRow {
	var out []operation.SaidRow
	for _, r := range v.Said {
		if r.Question == question && r.Stage == stage {
			out = append(out, r)
		}
	}
	return out
}

func kinds(v operation.View) string {
	var out []string
	for _, c := range v.Conflicts {
		out = append(out, c.Kind)
	}
	return strings.Join(out, " ")
}

func silenceOf(t *testing.T, v operation.View, state string) operation.Silence {
	t.Helper()
	for _, s := range v.Silent {
		if s.State == state {
			return s
		}
	}
	t.Fatalf("no stance of %s in %v", state, v.Silent)
	return operation.Silence{}
}

// TestStoryS1 holds the view against what the story of 29-30 September 2025 expects.
func TestStoryS1(t *testing.T) {
	t.Parallel()
	v := operation.Confront(iran())

	if v.Origins != 3 || v.Reports != 4 {
		t.Errorf("%d origins, %d reports; want three origins (ministry, the newspaper's officials, US officials) of four reports", v.Origins, v.Reports)
	}
	if r := rows(v, "how many", "planned"); len(r) != 2 || r[0].Answer != "120 people" || r[1].Answer != "up to 400 Iranians" || r[0].Class != statement.NamedOfficial {
		t.Errorf("planned: %+v; want 120 and up to 400 by the ministry", r)
	}
	var aboard []string
	for _, r := range rows(v, "how many", "aboard") {
		aboard = append(aboard, r.Answer)
	}
	slices.Sort(aboard)
	if d := cmp.Diff([]string{"54 Iranians", "about 100 Iranians", "nearly 120 people"}, aboard); d != "" {
		t.Errorf("aboard: %s", d)
	}
	if r := rows(v, "how many", "arrived"); len(r) != 1 || r[0].Answer != "unknown" || r[0].Origin != "no origin states it" {
		t.Errorf("arrived: %+v; want unknown", r)
	}
	if strings.Contains(v.Answer, "77") || strings.Contains(v.Answer, "91") {
		t.Errorf("a mean of figures stands in the answer: %s", v.Answer)
	}
	if got, want := kinds(v), "plan_to_fact misattribution figures"; got != want {
		t.Errorf("conflicts %q, want %q", got, want)
	}
	plan := v.Conflicts[0]
	if plan.A.ID != "s-plan" || plan.B.ID != "s-fact" || !strings.Contains(plan.QuoteA, "should be") || !strings.Contains(plan.QuoteB, "has deported") {
		t.Errorf("a plan became a fact: %+v", plan)
	}
	if c := v.Conflicts[1]; c.A.ID != "s-hundred" || c.B.ID != "s-nearly" {
		t.Errorf("misattribution: %+v", c)
	}
	if c := v.Conflicts[2]; !strings.Contains(c.Text, "about 100") || !strings.Contains(c.Text, "54") {
		t.Errorf("figures: %+v", c)
	}
	us := silenceOf(t, v, "US")
	if !us.IsSilent() || us.Days == nil || *us.Days != 43 || us.Through != "2025-11-11" { // 29 September to the report of 11 November
		t.Errorf("US: %+v; want silent for the 43 days that the reports reach", us)
	}
	if !strings.HasPrefix(us.Text, "silent in the 4 attached reports; the latest is of 11 Nov 2025") || !strings.Contains(us.Text, "no report attached since 11 Nov 2025") {
		t.Errorf("US: %q; want silence in the evidence, and where the evidence ends", us.Text)
	}
	if !slices.ContainsFunc(us.Refs, func(r operation.Ref) bool { return r.ID == "s-noack" }) || !strings.Contains(us.Text, "neither acknowledgement nor denial") {
		t.Errorf("US: %+v; want the report's \"not acknowledged\" and the general remark beside the silence", us)
	}
	if ir := silenceOf(t, v, "IR"); ir.Stance != "acknowledged on record" || ir.Since != "2025-09-30" || ir.Days != nil {
		t.Errorf("Iran: %+v; want on record since 30 September", ir)
	}
	if us.Stance != "silent" {
		t.Errorf("US: %q; a report says that it has not acknowledged", us.Stance)
	}
	if qa := silenceOf(t, v, "QA"); qa.Stance != "silent" || qa.Days == nil || *qa.Days != 43 {
		t.Errorf("Qatar: %+v; want silent for 43 days", qa)
	}
	if len(v.Assurances) != 1 || v.Assurances[0].Kind != law.ToReturnees || v.Assurances[0].To != "returnees" || v.Assurances[0].By != "IR" {
		t.Fatalf("assurances: %+v; want one reassurance to returnees", v.Assurances)
	}
	if yes, no, unknown := v.Assurances[0].Count(); yes != 5 || no != 0 || unknown != 10 {
		t.Errorf("assurance: %d true, %d false, %d unknown; want 5, 0, 10", yes, no, unknown)
	}
	for _, r := range v.Said {
		if r.Question == "warned" && (!strings.Contains(r.Answer, "Jul 2025") || r.Note == "") {
			t.Errorf("the warning of July carries neither its date nor that it is about something else: %+v", r)
		}
		if strings.HasPrefix(r.Answer, "119") && r.Question != "around it" {
			t.Errorf("119 to Panama stands under %q: it counts other people", r.Question)
		}
	}
	if v.Grade != operation.Fair || !strings.HasPrefix(v.GradeRule, "grade/1.5") {
		t.Errorf("grade %s by %s", v.Grade, v.GradeRule)
	}
}

// TestDecember: a later page makes the same plan a fact; it is one conflict of two reports.
func TestDecember(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Asked = at("2025-12-31")
	v := operation.Confront(e)
	if v.Conflicts[0].Kind != "plan_to_fact" || !strings.Contains(v.Conflicts[0].Text, "2 reports") || v.Origins != 3 {
		t.Errorf("%+v, %d origins", v.Conflicts[0], v.Origins)
	}
}

func TestAsOf(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Asked = at("2025-10-01")
	v := operation.Confront(e)
	if strings.Contains(v.Answer, "54") || len(rows(v, "how many", "aboard")) != 2 {
		t.Errorf("a figure of November is known on 1 October: %s", v.Answer)
	}
	if us := silenceOf(t, v, "US"); us.Days == nil || *us.Days != 1 {
		t.Errorf("US: %+v, want one day: the latest report is of 30 September", us)
	}
	e.Asked = at("2025-09-30") // a day is asked to its end: what was published at 14:05 counts
	if v := operation.Confront(e); v.Reports != 3 {
		t.Errorf("%d reports by the end of 30 September, want 3", v.Reports)
	}
	e.Asked = at("2025-09-30T08:00:00Z")
	if v := operation.Confront(e); v.Reports != 1 {
		t.Errorf("%d reports at 08:00Z, want 1", v.Reports)
	}
}

func TestRejectedStatementsAreOut(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Decisions = map[string]string{"s-fact": "reject", "s-plan": "accept", "s-54": "edit"}
	v := operation.Confront(e)
	if strings.Contains(kinds(v), "plan_to_fact") {
		t.Error("a rejected statement still makes a conflict")
	}
	if v.Reviewed != 2 || v.Statements != 12 {
		t.Errorf("%d of %d reviewed, want 2 of 12", v.Reviewed, v.Statements)
	}
}

// TestCustody: seen places, the point where the track was lost, and the stated arrival, each
// with its own mark; no airport is named where the track names none.
func TestCustody(t *testing.T) {
	t.Parallel()
	v := operation.Confront(iran())
	type box struct{ place, marks string }
	var got []box
	for _, h := range v.Custody {
		var m []string
		for _, x := range h.Marks {
			m = append(m, string(x))
		}
		got = append(got, box{h.Place, strings.Join(m, " ")})
	}
	want := []box{
		{"detention, United States", "unknown"},
		{"Alexandria (KAEX)", "seen said"},
		{"Doha (OTHH)", "seen said"},
		{"lost", "seen unknown"},
		{"Iran", "said"},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(box{})); d != "" {
		t.Errorf("custody (-want +got):\n%s", d)
	}
	if lost := v.Custody[3]; !strings.Contains(lost.Time, "FL340 over Iraq") || !strings.Contains(lost.Detail, "unknown 0.37") {
		t.Errorf("lost: %+v", lost)
	}
	if len(v.Seen) != 2 || !strings.HasPrefix(v.Seen[1].To, "not known") {
		t.Errorf("seen: %+v", v.Seen)
	}
	if !slices.ContainsFunc(v.Unknown, func(s string) bool { return strings.Contains(s, "arrived in Iran: said, not seen") }) {
		t.Errorf("the stated arrival is not shown as said, not seen: %v", v.Unknown)
	}
}

func TestOwed(t *testing.T) {
	t.Parallel()
	var got []string
	for _, h := range operation.Confront(iran()).Owed {
		got = append(got, strings.Join([]string{h.Hop, h.State, string(h.Role)}, "|"))
		if h.State == "" && len(h.Duties) > 0 {
			t.Error("duties of a carrier's state that nobody knows")
		}
		if h.State != "" && len(h.Duties) == 0 {
			t.Errorf("%s: no duty", h.State)
		}
		if h.Role == law.Carrier && !(strings.Contains(h.Inferred, "inferred: the address a2c4e0") && strings.Contains(h.Inferred, "operator of another state")) {
			t.Errorf("the carrier's state does not say that it is inferred: %q", h.Inferred)
		}
	}
	want := []string{
		"KAEX - OTHH, 29 Sep 2025|US|sends",
		"KAEX - OTHH, 29 Sep 2025|US|carrier's state", // inferred from the address of the aircraft
		"OTHH - not known, 30 Sep 2025|QA|transit",
		"OTHH - not known, 30 Sep 2025|US|carrier's state",
		"OTHH - not known, 30 Sep 2025|IR|receives",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("hops (-want +got):\n%s", d)
	}
	e := iran()
	e.Journeys = nil
	if o := operation.Confront(e).Owed; len(o) != 5 || o[1].State != "" || !strings.Contains(o[1].Inferred, "no aircraft was heard") || o[0].Hop != "United States - Qatar, stated, 29 Sep 2025" {
		t.Errorf("without a track: %+v", o[0].Hop)
	}
}

// TestStances covers each word of the ladder for one state.
func TestStances(t *testing.T) {
	t.Parallel()
	ghana := statement.Hop{Text: "a government spokesman", Class: statement.NamedOfficial, State: "GH", Key: "gh-spokesman"}
	source := statement.Hop{Text: "a Ghanaian official", Class: statement.UnnamedOfficial, State: "GH", Key: "officials:GH@x"}
	specific := func(id, doc string, h statement.Hop) *builder {
		return st(id, doc, "fourteen people were received", h).people(14, statement.Exact, "people")
	}
	for _, c := range []struct {
		name  string
		list  []*builder
		want  string
		days  int // -1: none
		grade string
	}{
		{"nothing", nil, "silent", 5, operation.Unassessed},
		{"on record", []*builder{specific("s-1", "d-1", ghana)}, "acknowledged on record", -1, operation.Weak},
		{"unnamed", []*builder{specific("s-1", "d-1", source)}, "silent; anonymous officials only", 5, operation.Weak},
		{"general", []*builder{st("s-1", "d-1", "we always cooperate on returns", ghana).event(statement.Planned)}, "silent; in general terms only", 5, operation.Unassessed},
		{"denied", []*builder{specific("s-1", "d-1", ghana).speech(statement.Denies).event(statement.DidNotHappen)}, "denied", -1, operation.Contested},
		{"glomar", []*builder{st("s-1", "d-1", "we neither confirm nor deny", ghana).topic(statement.TopicAcknowledgement).speech(statement.NeitherNor).event(statement.NotApplicable).about("GH")}, "neither confirms nor denies", -1, operation.Unassessed},
		{"no answer", []*builder{st("s-1", "d-1", "did not answer", ghana).topic(statement.TopicAcknowledgement).speech(statement.NoReply).event(statement.NotApplicable).about("GH")}, "silent", 5, operation.Unassessed},
		{"acknowledged, then denied", []*builder{specific("s-1", "d-1", ghana), specific("s-2", "d-2", ghana).speech(statement.Denies).event(statement.DidNotHappen)}, "denied", -1, operation.Contested},
		{"denied, then acknowledged", []*builder{specific("s-2", "d-1", ghana).speech(statement.Denies).event(statement.DidNotHappen), specific("s-1", "d-2", ghana)}, "acknowledged on record", -1, operation.Weak},
	} {
		e := operation.Evidence{
			Operation: operation.Operation{Slug: "x", From: "2025-09-05", To: "2025-09-06", States: []string{"US", "GH"}},
			Documents: []document.Document{report("d-1", "One", "2025-09-08T10:00:00Z"), report("d-2", "Two", "2025-09-10T10:00:00Z")},
			Asked:     at("2025-09-14"),
		}
		for _, b := range c.list {
			e.Statements = append(e.Statements, b.s)
		}
		v := operation.Confront(e)
		s := silenceOf(t, v, "GH")
		days := -1
		if s.Days != nil {
			days = *s.Days
		}
		if s.Stance != c.want || days != c.days {
			t.Errorf("%s: %q for %d days, want %q for %d", c.name, s.Stance, days, c.want, c.days)
		}
		if v.Grade != c.grade && !(c.grade == operation.Unassessed && v.Grade == operation.Weak && len(c.list) > 0) {
			t.Errorf("%s: grade %s by %s, want %s", c.name, v.Grade, v.GradeRule, c.grade)
		}
		if both := len(c.list) == 2; both != strings.Contains(kinds(v), "acknowledgement") {
			t.Errorf("%s: conflicts %q", c.name, kinds(v))
		}
	}
}

// TestPopulations (story S5): figures of different people are never called contradictory;
// changing nothing but the label turns a conflict into none.
func TestPopulations(t *testing.T) {
	t.Parallel()
	a := statement.Hop{Text: "the president", Class: statement.NamedOfficial, State: "PA", Key: "president:PA"}
	b := statement.Hop{Text: "the ministry", Class: statement.Institution, State: "PA", Key: "ministry:PA"}
	for _, c := range []struct {
		name, pa, pb string
		na, nb       []string
		want         string
	}{
		{"one population", "people", "people", nil, nil, "figures"},
		{"a general word and a narrow one", "people", "Iranians", nil, nil, "figures"},
		{"other label", "migrants sent to Panama", "people who accepted return", nil, nil, ""},
		{"other nationality", "people", "people", []string{"IR"}, []string{"CN"}, ""},
		{"shared nationality", "people", "people", []string{"IR"}, []string{"IR"}, "figures"},
	} {
		e := operation.Evidence{Operation: operation.Operation{Slug: "x"}, Documents: []document.Document{report("d-1", "One", "2025-02-13"), report("d-2", "Two", "2025-02-20")}}
		e.Statements = []statement.Statement{
			st("s-1", "d-1", "119 people were removed", a).people(119, statement.Exact, c.pa).of(c.na...).s,
			st("s-2", "d-2", "171 people were removed", b).people(171, statement.Exact, c.pb).of(c.nb...).s,
		}
		if got := kinds(operation.Confront(e)); got != c.want {
			t.Errorf("%s: conflicts %q, want %q", c.name, got, c.want)
		}
	}
}

// TestStatementAgainstTrack: a lost track contradicts nothing; another departure or another
// day does; a Monday night that is a Tuesday elsewhere does not.
func TestStatementAgainstTrack(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, from, day, end, want string
	}{
		{"same place, same day", "US-LA", "2025-09-29", "2025-09-30", ""},
		{"the day after, elsewhere", "US-LA", "2025-09-30", "2025-10-01", ""},
		{"another state", "MX", "2025-09-29", "2025-09-30", "route"},
		{"another day", "US-LA", "2025-09-27", "2025-09-28", "date"},
	} {
		e := iran()
		e.Operation.States = []string{"US", "QA", "IR"}
		e.Statements = []statement.Statement{
			st("s-1", "d-paper", "the flight left", paper).topic(statement.TopicFlight).move(c.from, "", "IR", statement.Happened).days(c.day, c.end).s,
		}
		v := operation.Confront(e)
		if got := kinds(v); got != c.want {
			t.Errorf("%s: conflicts %q, want %q", c.name, got, c.want)
		}
		if (v.Grade == operation.Contested) != (c.want != "") {
			t.Errorf("%s: grade %s", c.name, v.Grade)
		}
	}
	e := iran()
	e.Statements = []statement.Statement{
		st("s-1", "d-paper", "the flight arrived in Tehran", paper).topic(statement.TopicFlight).move("", "", "IR", statement.Happened).s,
	}
	if v := operation.Confront(e); kinds(v) != "" || v.Grade == operation.Confirmed {
		t.Errorf("a lost track and a stated arrival: conflicts %q, grade %s", kinds(v), v.Grade)
	}
}

// TestGrades walks the published rules.
func TestGrades(t *testing.T) {
	t.Parallel()
	empty := operation.Confront(operation.Evidence{})
	if empty.Grade != operation.Unassessed || empty.Answer == "" {
		t.Errorf("nothing attached: %s, %q", empty.Grade, empty.Answer)
	}
	onlyTrack := iran()
	onlyTrack.Statements, onlyTrack.Documents = nil, nil
	if v := operation.Confront(onlyTrack); v.Grade != operation.Weak || v.Origins != 0 {
		t.Errorf("a track alone: %s", v.Grade)
	}
	noTrack := iran()
	noTrack.Journeys = nil
	if v := operation.Confront(noTrack); v.Grade != operation.Weak || !strings.Contains(v.Answer, "o flight was heard") {
		t.Errorf("no track: %s, %s", v.Grade, v.Answer)
	}
	through := iran()
	last := &through.Journeys[0].Hops[1]
	last.End = flight.End{Status: flight.Confirmed, Airport: ptr("OIIE"), Probability: 0.96, Time: ptr(at("2025-09-30T15:40:00Z")), Heard: last.End.Heard}
	if v := operation.Confront(through); v.Grade != operation.Confirmed || !strings.HasPrefix(v.GradeRule, "grade/1.4") {
		t.Errorf("seen from end to end: %s by %s", v.Grade, v.GradeRule)
	}
	cancelled := operation.Evidence{
		Operation:  operation.Operation{Slug: "x", States: []string{"US", "IR"}},
		Documents:  []document.Document{report("d-1", "One", "2025-09-30")},
		Statements: []statement.Statement{st("s-1", "d-1", "the flight was cancelled", american).of("IR").event(statement.Cancelled).s},
	}
	if v := operation.Confront(cancelled); v.Grade != operation.Discounted {
		t.Errorf("only cancelled: %s by %s", v.Grade, v.GradeRule)
	}
	if len(operation.Rules()) != 7 {
		t.Errorf("%d published rules", len(operation.Rules()))
	}
}

// TestDark (story S20): without a track none is invented, and the route is what is said.
func TestDark(t *testing.T) {
	t.Parallel()
	gov := statement.Hop{Text: "the government of Ghana", Class: statement.Institution, State: "GH", Key: "gov:GH"}
	e := operation.Evidence{
		Operation: operation.Operation{Slug: "ghana-2025-09", From: "2025-09-05", To: "2025-09-06", States: []string{"US", "GH"}},
		Documents: []document.Document{report("d-1", "One", "2025-09-08")},
		Statements: []statement.Statement{
			st("s-1", "d-1", "fourteen people were flown to Ghana", gov).people(14, statement.Exact, "people").of("GM", "NG").move("US", "", "GH", statement.Happened).s,
		},
		Asked: at("2025-09-14"),
	}
	v := operation.Confront(e)
	if len(v.Seen) != 0 || !strings.Contains(v.Answer, "o flight was heard") {
		t.Errorf("a track was invented: %+v %s", v.Seen, v.Answer)
	}
	for _, h := range v.Custody {
		if slices.Contains(h.Marks, operation.Seen) {
			t.Errorf("%s is marked seen", h.Place)
		}
	}
	if last := v.Custody[len(v.Custody)-1]; last.Place != "Ghana" || !slices.Contains(last.Marks, operation.Said) {
		t.Errorf("last box: %+v", last)
	}
}

// TestPositioningIsNotCustody: nobody is held on an empty leg, so it is seen and is no hop.
func TestPositioningIsNotCustody(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Journeys[0].Hops[0].Purpose.Value = journey.Positioning
	v := operation.Confront(e)
	if len(v.Seen) != 2 {
		t.Errorf("%d legs seen, want both", len(v.Seen))
	}
	for _, h := range v.Custody {
		if h.Place == "Alexandria (KAEX)" {
			t.Error("a positioning leg stands in the custody path")
		}
	}
}

// TestJSONHasNoNulls: a list without entries is [], so that a reader need not guess.
func TestJSONHasNoNulls(t *testing.T) {
	t.Parallel()
	raw, err := json.Marshal(operation.Confront(operation.Evidence{}))
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	for k, v := range m {
		if v == nil {
			t.Errorf("%s is null", k)
		}
	}
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Operation.Title = "bad \x1b[31m title \u202e"
	e.Statements[0].Content.Text = strings.Repeat("word \x1b]0;x\x07 ", 100_000)
	e.Statements[1].Content.Text = "line\u2028 one\nline two \xff"
	var out bytes.Buffer
	if err := operation.Confront(e).Text(&out); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\x07\u202e") {
		t.Error("control characters reach the terminal")
	}
	if out.Len() > 40_000 || !strings.Contains(out.String(), "more characters") {
		t.Errorf("a long quotation is printed whole: %d bytes", out.Len())
	}
}

func BenchmarkConfront200(b *testing.B) {
	e := copies(iran(), "d-paper", 48)
	for b.Loop() {
		operation.Confront(e)
	}
}

func BenchmarkConfront10000(b *testing.B) {
	e := copies(iran(), "d-headline", 1660)
	for b.Loop() {
		operation.Confront(e)
	}
}
