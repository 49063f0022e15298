package operation_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// What a monitor, a lawyer and an opposing counsel found in the finished program.

func text(t *testing.T, v operation.View) string {
	t.Helper()
	var out bytes.Buffer
	if err := v.Text(&out); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func two(a, b *builder) operation.Evidence {
	return operation.Evidence{
		Operation:  operation.Operation{Slug: "x", From: "2025-09-29", To: "2025-09-30", States: []string{"US", "IR"}},
		Documents:  []document.Document{report("d-1", "One", "2025-09-30"), report("d-2", "Two", "2025-10-02")},
		Statements: []statement.Statement{a.s, b.s},
		Asked:      at("2025-10-05"),
	}
}

// TestOnlyPeopleAreCounted: "11 of 14 detention centres" is no number of people.
func TestOnlyPeopleAreCounted(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"", "detention centres", "flights", "people-hours"} {
		a := st("s-1", "d-1", "people were taken from 11 centres and put aboard", american).of("IR").people(11, statement.Exact, "centres")
		b := st("s-2", "d-2", "people were taken from 14 centres and put aboard", noushabadi).of("IR").people(14, statement.Exact, "centres")
		a.s.Quantities[0].Unit, b.s.Quantities[0].Unit = unit, unit
		v := operation.Confront(two(a, b))
		if strings.Contains(v.Answer, "11") || strings.Contains(v.Answer, "14") || kinds(v) != "" {
			t.Errorf("unit %q: %s; conflicts %q", unit, v.Answer, kinds(v))
		}
		if r := rows(v, "how many", "aboard"); len(r) != 1 || r[0].Answer != "unknown" {
			t.Errorf("unit %q: aboard %+v", unit, r)
		}
	}
}

// TestSecondGroup: a second flight's people are other people, and the answer says so.
func TestSecondGroup(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ words, want, apart string }{
		{"54 Iranians were aboard a second flight", "", "second flight"},
		{"54 Iranians were aboard another chartered plane", "", "another chartered plane"},
		{"another 54 Iranians were aboard", "", "another 54"},
		{"54 Iranians were aboard the previous removal flight", "", "previous removal flight"},
		{"54 Iranians were aboard, officials said earlier this week of the flight", "figures", ""},
		{"54 Iranians were aboard the flight", "figures", ""},
	} {
		v := operation.Confront(two(
			st("s-1", "d-1", "100 Iranians were aboard the flight", american).of("IR").people(100, statement.Exact, "Iranians"),
			st("s-2", "d-2", c.words, noushabadi).of("IR").people(54, statement.Exact, "Iranians"),
		))
		if kinds(v) != c.want {
			t.Errorf("%q: conflicts %q, want %q", c.words, kinds(v), c.want)
		}
		if c.want == "" && !strings.Contains(v.Answer, "54 (“"+c.apart+"”)") {
			t.Errorf("%q: %s", c.words, v.Answer)
		}
	}
}

// TestAnswerListsEveryFigure: nothing is resolved, not even a figure under another's name.
func TestAnswerListsEveryFigure(t *testing.T) {
	t.Parallel()
	v := operation.Confront(iran())
	if want := "how many were aboard is contested: about 100, 54, or nearly 120 (attributed to the New York Times, see conflicts)"; !strings.Contains(v.Answer, want) {
		t.Errorf("%s\nwant %s", v.Answer, want)
	}
	if c := v.Conflicts[1]; strings.Contains(c.Text, "own report") {
		t.Errorf("%s: no report of the outlet itself is attached", c.Text)
	}
	e := iran()
	for i := range e.Documents {
		if e.Documents[i].ID == "d-paper" {
			e.Documents[i].Publisher = "The New York Times"
		}
	}
	if c := operation.Confront(e).Conflicts[1]; !strings.Contains(c.Text, "whose own report has about 100") {
		t.Errorf("%s: the outlet's own report is attached", c.Text)
	}
}

// TestOneArrived: figures read as sentences in every stage and number.
func TestOneArrived(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n           int
		words, want string
	}{
		{54, "people arrived", "54 arrived, as stated"},
		{1, "person arrived", "1 arrived, as stated"},
		{1, "person was aboard", "1 was aboard, as stated"},
		{2, "people were put on a bus", "2 boarded, as stated"},
	} {
		v := operation.Confront(two(
			st("s-1", "d-1", c.words, american).of("IR").people(c.n, statement.Exact, "persons"),
			st("s-2", "d-2", "removals will go on", whiteHouse).event(statement.Planned),
		))
		if !strings.Contains(v.Answer, c.want) {
			t.Errorf("%s\nwant %q", v.Answer, c.want)
		}
		if s := text(t, v); strings.Contains(s, "1 persons") || strings.Contains(s, "1 people") {
			t.Error("one person is printed as more")
		}
	}
}

// TestOutsideLegs: what is attached is shown, with what it is worth, and used for nothing.
func TestOutsideLegs(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Operation.From, e.Operation.To = "2025-11-01", "2025-11-02"
	v := operation.Confront(e)
	if len(v.Seen) != 2 || !v.Seen[0].Outside || !v.Seen[1].Outside || len(v.Journeys) != 0 {
		t.Errorf("seen %+v, %d journeys; want both legs marked outside and no journey", v.Seen, len(v.Journeys))
	}
	s := text(t, v)
	if !strings.Contains(s, "attached, outside the operation's days (1 Nov 2025 to 2 Nov 2025)") {
		t.Error("a leg outside the days is not shown as that")
	}
	if low := strings.ToLower(s); strings.Contains(low, "no flight was heard") || strings.Contains(low, "no flight is attached") || strings.Contains(low, "no track is attached") {
		t.Error("legs are attached, and it says that there is none")
	}
	if strings.Contains(v.Answer, "KAEX") || v.Grade == operation.Fair || v.Grade == operation.Confirmed {
		t.Errorf("a leg outside the days is used: %s, %s", v.Grade, v.Answer)
	}

	e = iran() // a late leg of the same journey is shown, and cut from the journey
	late := e.Journeys[0].Hops[1]
	late.ID, late.Start.Heard.At, late.End.Heard.At = "late", at("2025-10-09T10:00:00Z"), at("2025-10-09T20:00:00Z")
	e.Journeys[0].Hops = append(e.Journeys[0].Hops, late)
	v = operation.Confront(e)
	if len(v.Seen) != 3 || v.Seen[0].Outside || !v.Seen[2].Outside || len(v.Journeys[0].Hops) != 2 || v.Journeys[0].To.After(at("2025-10-01")) {
		t.Errorf("%d legs seen, journey %+v", len(v.Seen), v.Journeys)
	}
}

// TestOnRecord: the earliest report names the speaker, and only words about the people moved
// or their flight acknowledge.
func TestOnRecord(t *testing.T) {
	t.Parallel()
	minister := statement.Hop{Text: "the foreign minister", Class: statement.NamedOfficial, State: "IR", Key: "minister:IR"}
	v := operation.Confront(two(
		st("s-2", "d-1", "a flight with our citizens is coming", noushabadi).topic(statement.TopicFlight).of("IR").event(statement.Planned),
		st("s-1", "d-2", "the flight has come", minister).topic(statement.TopicFlight).of("IR"),
	))
	if ir := silenceOf(t, v, "IR"); !strings.Contains(ir.Text, "Noushabadi") || ir.Since != "2025-09-30" {
		t.Errorf("Iran: %+v; want the earlier speaker", ir)
	}
	v = operation.Confront(two(
		st("s-1", "d-1", "they will be safe", noushabadi).topic(statement.TopicAssurance).speech(statement.Assures).event(statement.NotApplicable),
		st("s-2", "d-2", "most had entered the US from Mexico", noushabadi).move("MX", "", "US", statement.Happened),
	))
	if ir := silenceOf(t, v, "IR"); !ir.IsSilent() {
		t.Errorf("Iran: %+v; neither a promise nor how people once came acknowledges a removal", ir)
	}
}

// TestSilenceWithoutReports: what nobody could have read is no silence that can be counted.
func TestSilenceWithoutReports(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Documents, e.Statements = nil, nil
	if us := silenceOf(t, operation.Confront(e), "US"); us.Days != nil || us.Reports != 0 || us.Through != "" || !strings.Contains(us.Text, "no report is attached") {
		t.Errorf("US: %+v", us)
	}
	e = iran()
	for i := range e.Documents {
		e.Documents[i].Published = nil
	}
	if qa := silenceOf(t, operation.Confront(e), "QA"); qa.Days != nil || !strings.Contains(qa.Text, "no report has a day") {
		t.Errorf("Qatar: %+v", qa)
	}
}

// TestOriginsAreNamed: the count can be checked, and each name stands once.
func TestOriginsAreNamed(t *testing.T) {
	t.Parallel()
	v := operation.Confront(iran())
	if len(v.Named) != v.Origins || !slices.ContainsFunc(v.Named, func(s string) bool { return strings.HasPrefix(s, "Hossein Noushabadi") }) {
		t.Errorf("%d origins named %v", v.Origins, v.Named)
	}
	if !strings.Contains(text(t, v), "3 origins: Hossein Noushabadi, a foreign ministry official, through Tasnim; ") {
		t.Error("the origins are not printed by name")
	}
}

// TestGroundTime: 11:42 to 13:13 is 1 h 31 min, whatever the seconds are.
func TestGroundTime(t *testing.T) {
	t.Parallel()
	e := iran()
	one, two := &e.Journeys[0].Hops[0], &e.Journeys[0].Hops[1]
	one.End.Time, two.Start.Time = ptr(at("2025-09-30T11:42:05Z")), ptr(at("2025-09-30T13:13:50Z"))
	if s := text(t, operation.Confront(e)); !strings.Contains(s, "reached 30 Sep 11:42Z; left 30 Sep 13:13Z") || !strings.Contains(s, "on the ground 1 h 31 min") {
		t.Error("the ground time is not the difference of the minutes printed")
	}
}

// TestStatedHopDay: a stretch that is only stated stands on the day its statement gives.
func TestStatedHopDay(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Journeys = nil
	var hops []string
	for _, h := range operation.Confront(e).Owed {
		if !slices.Contains(hops, h.Hop) {
			hops = append(hops, h.Hop)
		}
	}
	if got, want := strings.Join(hops, "|"), "United States - Qatar, stated, 29 Sep 2025|Qatar - Iran, stated, 30 Sep 2025"; got != want {
		t.Errorf("hops %s, want %s", got, want)
	}
	e.Statements = nil
	if h := operation.Confront(e).Owed[0].Hop; !strings.Contains(h, "its day not stated; the law as of 29 Sep 2025") {
		t.Errorf("a hop without a stated day: %s", h)
	}
}

// TestPlacesAreWords: no region code reaches a reader.
func TestPlacesAreWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ words, want string }{
		{"the charter to Tehran left", "to Tehran, Iran"},
		{"the charter to the capital left", "to Iran"},
	} {
		v := operation.Confront(two(
			st("s-1", "d-1", c.words, paper).topic(statement.TopicFlight).move("US-LA", "", "IR-23", statement.Planned),
			st("s-2", "d-2", "removals will go on", whiteHouse).event(statement.Planned),
		))
		if s := text(t, v); strings.Contains(s, "IR-23") || !strings.Contains(s, c.want) {
			t.Errorf("%q: want %q and no code", c.words, c.want)
		}
	}
}

// TestConflictLinksEveryReport: two reports that tell the plan as a fact are both one step away.
func TestConflictLinksEveryReport(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Asked = at("2025-12-31")
	v := operation.Confront(e)
	c := v.Conflicts[0]
	if len(c.More) != 1 || c.More[0].ID != "s-later" || c.B.ID != "s-fact" {
		t.Errorf("%+v; want s-fact and s-later linked", c)
	}
	for _, r := range v.Said {
		if strings.HasPrefix(r.Quote, "Earlier") && !strings.Contains(r.Note, "plan told as a fact") {
			t.Errorf("%+v: the second report's row does not point to the conflict", r)
		}
	}
	if !strings.Contains(text(t, v), "and also show s-later") {
		t.Error("the second report is not printed under the conflict")
	}
	// an outlet that tells it is a source that the report names
	e.Statements = append(e.Statements, st("s-wire", "d-later", "120 Iranians were deported", statement.Hop{Text: "the Wire", Class: statement.Wire, Key: "wire"}).people(120, statement.Exact, "Iranians").of("IR").s)
	if c := operation.Confront(e).Conflicts[0]; strings.Contains(c.Text, "no other source") || !strings.Contains(c.Text, "the Wire") {
		t.Errorf("%s: one of the reports names the Wire", c.Text)
	}
}

// TestBrief: one screen with the figures, the stances and the unknowns, and no more.
func TestBrief(t *testing.T) {
	t.Parallel()
	e := iran()
	e.Asked = at("2025-12-31")
	v := operation.Confront(e)
	var out bytes.Buffer
	if err := v.Brief(&out); err != nil {
		t.Fatal(err)
	}
	s := out.String()
	if n := strings.Count(s, "\n"); n >= 40 {
		t.Errorf("%d lines, want under 40:\n%s", n, s)
	}
	flat := strings.Join(strings.Fields(s), " ")
	for _, want := range []string{
		v.Operation.Reconstruction, v.Grade, "120 people – Hossein Noushabadi", "54 Iranians – unnamed US officials", "arrived: unknown",
		"United States, sends: silent in 5 reports, 29 Sep 2025 to 1 Dec 2025 (63 days)", "5 true, 0 false, 10 unknown", "no report is no sign of safety",
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
	if strings.Index(s, "Unknown") > strings.Index(s, "Seen") || strings.Index(s, "Unknown") < strings.Index(s, "contested") {
		t.Error("the unknowns do not stand first after the answer")
	}
	for _, c := range v.Conflicts {
		if !strings.Contains(flat, c.Title) {
			t.Errorf("conflict %q is left out", c.Title)
		}
	}
}

// TestProposeUndated: a report's day dates the report and not what it tells.
func TestProposeUndated(t *testing.T) {
	t.Parallel()
	docs := []document.Document{report("d-1", "One", "2025-09-30")}
	list := []statement.Statement{st("s-1", "d-1", "the July warning followed the transfer of 119 people to Panama").people(119, statement.Exact, "people").move("US", "", "PA", statement.Happened).s}
	ps := operation.Propose(docs, list, nil)
	if len(ps) != 1 || ps[0].From != "" || ps[0].To != "" || strings.Contains(ps[0].Slug, "2025") || !strings.Contains(ps[0].Title, "no day is stated") {
		t.Errorf("%+v; want a proposal without days", ps)
	}
}

// TestWarnedBefore: when it was said and when it was reported are two days.
func TestWarnedBefore(t *testing.T) {
	t.Parallel()
	e := iran()
	for i := range e.Statements {
		if e.Statements[i].ID == "s-warn" {
			e.Statements[i].Dates[0].Granularity = "month"
		}
	}
	if s := text(t, operation.Confront(e)); !strings.Contains(s, "warned in July 2025: UN human rights experts (UN experts), reported 30 Sep 2025") {
		t.Error("the warning of July does not read as one of July that was reported in September")
	}
}
