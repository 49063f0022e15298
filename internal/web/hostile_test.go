package web

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>'` + "\u202e"

// TestHostileStringsStayText puts markup into every string of a view that outside bytes can
// reach: titles, call signs, file names, places, reasons, quotations, addresses.
func TestHostileStringsStayText(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	leg := w.legs[0]
	leg.Registration, leg.Type, leg.Callsigns, leg.Method = evil, evil, []string{evil}, evil
	code := evil
	leg.Start.Airport, leg.Start.Status = &code, flight.Observed
	leg.End.Airport, leg.End.Candidates = nil, []flight.Candidate{{Airport: evil, Probability: 0.4}, {Airport: "OIIE", Probability: 0.3}, {Airport: "unknown", Probability: 0.3}}
	leg.End.Status = flight.Possible
	leg.Start.Why = []flight.Reason{{Rule: evil, Text: evil, Weight: evil}}
	leg.Rejected = map[string]int{evil: 3}
	leg.Sources[0].Member.Name, leg.Sources[0].Member.Hash = evil, evil
	hop := journey.Hop{Leg: leg, Purpose: journey.Purpose{Value: journey.Value(evil), Probability: 0.5, Reasons: []journey.Reason{{Text: evil, Source: evil}}}}
	j := journey.Journey{ID: "j-" + leg.ID, Hex: evil, Registration: evil, Hops: []journey.Hop{hop}, From: now, To: now}
	days := 3
	ref := operation.Ref{Kind: "statement", ID: evil, Label: evil}
	view := operation.View{
		Operation: operation.Operation{Slug: slug, Title: evil, Reconstruction: evil, States: []string{evil}}, AsOf: now, Answer: evil, Grade: evil, GradeRule: evil, Method: evil,
		Custody:    []operation.CustodyHop{{Place: evil, Time: evil, Holder: evil, Detail: evil, Marks: []operation.Mark{operation.Mark(evil)}, How: []string{evil}, Refs: []operation.Ref{ref, {Kind: evil, ID: "javascript:alert(1)", Label: evil}}}},
		Said:       []operation.SaidRow{{Question: "how many", Stage: evil, Answer: evil, Origin: evil, Class: statement.Class(evil), Through: []string{evil}, Stated: evil, Quote: evil, Refs: []operation.Ref{ref, ref}}, {Question: evil, Answer: evil, Quote: evil}},
		Seen:       []operation.SeenRow{{Leg: hop, From: evil, To: evil + ": " + evil, Depart: evil, Arrive: evil, Gaps: evil}},
		Journeys:   []journey.Journey{j},
		Silent:     []operation.Silence{{State: evil, Role: evil, Stance: evil, Days: &days, Text: evil, Refs: []operation.Ref{ref}}},
		Owed:       []operation.HopDuties{{Hop: evil, State: evil, Role: law.Role(evil), Duties: []law.Duty{{Instrument: law.Instrument{Name: evil, Protects: evil}, Why: evil, Relies: []law.Fact{{Treaty: evil, Source: evil}}, Unknown: []string{evil}}}, NotBound: []law.Status{{Treaty: evil, Why: evil}}}},
		Assurances: []law.Assurance{{Kind: law.AssuranceKind(evil), By: evil, Statement: evil, Weaknesses: []law.Weakness{{Text: evil, Answer: law.Yes, Evidence: evil}, {Text: evil, Answer: law.UnknownYet}}}},
		Conflicts:  []operation.Conflict{{Title: evil, Text: evil, A: ref, B: ref, QuoteA: evil, QuoteB: evil}},
		Unknown:    []string{evil},
	}
	h := newPages(w.options(), w.Store, func(operation.Evidence) operation.View { return view }).routes()
	inert(t, "operation", must(t, h, "/operations/"+slug))

	d := w.add(t, "evil<script>.txt", "2025-09-30", evil, "He said "+evil+" that 12 people left.\n\n"+evil+"\n",
		told{name: "evil", words: evil + " that 12 people left", source: "He", chain: []statement.Hop{{Text: evil, Class: statement.NamedOfficial, State: evil, Key: "x"}, itself}, speech: statement.Asserts, event: statement.Happened, topic: statement.TopicRemoval, figure: "12", bound: statement.Exact, value: 12, band: statement.Green, about: evil})
	inert(t, "document", must(t, w.Handler, "/documents/"+d.ID+"?s="+w.ids["evil"]))
	inert(t, "documents", must(t, w.Handler, "/documents?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"))
	inert(t, "journeys", must(t, w.Handler, "/journeys?hex=%22%3E%3Cscript%3E&callsign=%3Cscript%3E"))
	inert(t, "error", get(t, w.Handler, "/%22%3E%3Cscript%3Ealert(1)%3C/script%3E").Body.String())

	p := newPages(w.options(), w.Store, nil)
	rec := httptest.NewRecorder()
	if err := p.page(rec, httptest.NewRequest("GET", "/journeys/x", nil), 200, "journey", p.journeyFrame(t.Context(), []journey.Journey{j}, j)); err != nil {
		t.Fatal(err)
	}
	inert(t, "journey", rec.Body.String())
	rec = httptest.NewRecorder()
	state := store.LedgerState{Root: evil, Last: []byte(evil), VerifierKey: evil}
	if err := p.ledgerPage(rec, httptest.NewRequest("GET", "/ledger", nil), state, &store.CheckReport{Problems: []store.Problem{{Type: evil, ID: evil, What: evil}}}); err != nil {
		t.Fatal(err)
	}
	inert(t, "ledger", rec.Body.String())
}

// inert says that nothing of evil became markup: no script but ours, no picture, no address
// that runs, and the words are there to read.
func inert(t *testing.T, name, body string) {
	t.Helper()
	checkPage(t, name, body)
	n := parse(t, name, body)
	for _, s := range elements(n, "script") {
		if !strings.HasPrefix(attr(s, "src"), "/assets/") {
			t.Errorf("%s: a script got in", name)
		}
	}
	if len(elements(n, "img")) > 0 {
		t.Errorf("%s: a picture got in", name)
	}
	for d := range n.Descendants() {
		if href := attr(d, "href"); strings.HasPrefix(strings.ToLower(strings.TrimSpace(href)), "javascript:") {
			t.Errorf("%s: an address that runs: %s", name, href)
		}
	}
	if !strings.Contains(textOf(n), "alert(1)") && name != "documents" && name != "journeys" {
		t.Errorf("%s: the words themselves are lost", name)
	}
}

func TestSpreadsheetsRunNothing(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"=HYPERLINK(\"x\")": "'=HYPERLINK(\"x\")", "+1": "'+1", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx",
		"54": "54", "": "", "about 100": "about 100", "ä=1": "ä=1",
	} {
		if got := csvCell(in); got != want {
			t.Errorf("csvCell(%q) = %q, want %q", in, got, want)
		}
	}
	w := newWorld(t)
	w.add(t, "x.txt", "2025-09-30", "=cmd|' /C calc'!A0", "Nothing.\n")
	if body := get(t, w.Handler, "/documents.csv").Body.String(); !strings.Contains(body, "'=cmd|") || strings.Contains(body, ",=cmd|") {
		t.Errorf("a publisher that is a formula reaches the table as one:\n%s", body)
	}
}

// TestHugeDocuments keeps pages small whatever the text: one long line, and many statements.
func TestHugeDocuments(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	long := "Headline " + strings.Repeat("word ü ", 60000) + "\n"
	d := w.add(t, "long.txt", "2025-09-30", "", long)
	body := must(t, w.Handler, "/documents/"+d.ID)
	checkPage(t, "a headline of half a megabyte", body)
	if !strings.Contains(body, "part 1 of ") {
		t.Error("the long text is not divided")
	}
	checkPage(t, "its last part", must(t, w.Handler, "/documents/"+d.ID+"?part=26"))
	checkPage(t, "a part that is not there", must(t, w.Handler, "/documents/"+d.ID+"?part=9999999"))

	b := documentPage{Row: documentRow{ID: "d-1"}, Token: strings.Repeat("0", 64), Document: document.Document{ID: "d-1", Text: strings.Repeat("120 people left. ", 5000)}}
	for i := range 5000 {
		at := statement.Span{Start: i * 17, End: i*17 + 15}
		b.Statements = append(b.Statements, store.Reviewed{Statement: statement.Statement{ID: "s-" + thousands(i), Document: "d-1", Topic: statement.TopicRemoval, Content: statement.Passage{Spans: []statement.Span{at}, Text: "120 people left"}}})
	}
	b.Chosen = choose(b.Statements, 0, documentRow{ID: "d-1"}, false)
	b.lay(0, 0)
	p := newPages(w.options(), w.Store, nil)
	rec := httptest.NewRecorder()
	if err := p.page(rec, httptest.NewRequest("GET", "/documents/d-1", nil), 200, "document", frame{Title: "many", Body: b}); err != nil {
		t.Fatal(err)
	}
	checkPage(t, "five thousand statements", rec.Body.String())
	if b.NotListed == 0 || !strings.Contains(rec.Body.String(), "more stand in other parts") {
		t.Error("the page does not say that it lists only some")
	}
}

// TestCrowdedOperation: two thousand rows of each kind stay one page, which says what it leaves out.
func TestCrowdedOperation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	h := newPages(w.options(), w.Store, func(e operation.Evidence) operation.View {
		v := operation.Confront(e)
		for i := range 2000 {
			ref := operation.Ref{Kind: "statement", ID: w.ids["planned"], Label: "Example Wire (invented), 30 Sep 2025"}
			refs := make([]operation.Ref, 50)
			for k := range refs {
				refs[k] = ref
			}
			v.Said = append(v.Said, operation.SaidRow{Question: []string{"how many", "warned", "around it"}[i%3], Stage: "planned", Answer: "120 people", Origin: "an official", Quote: "120 people should be flown home over the next couple of days", Refs: refs})
			v.Conflicts = append(v.Conflicts, operation.Conflict{Title: "Two figures", Text: "They differ.", A: ref, B: ref, QuoteA: "120", QuoteB: "54"})
			v.Owed = append(v.Owed, operation.HopDuties{Hop: "KAEX - OTHH", State: "US", Role: law.Sends})
		}
		return v
	}).routes()
	body := must(t, h, "/operations/"+slug)
	checkPage(t, "a crowded operation", body)
	if !strings.Contains(body, "Not on this page") || !strings.Contains(body, "1,990 conflicts") && !strings.Contains(body, "1,991 conflicts") {
		t.Error("the page does not say what it leaves out")
	}
	if rec := get(t, h, "/operations/"+slug+".csv"); strings.Count(rec.Body.String(), "conflict,") < 2000 {
		t.Error("the CSV leaves rows out")
	}
}

func TestZeroLegsDrawNothing(t *testing.T) {
	t.Parallel()
	p := newPages(Options{Airports: place.Embedded()}, nil, nil)
	if c := p.draw(t.Context(), "m", nil); c != nil {
		t.Error("a map of no legs was drawn")
	}
	at := flight.Leg{ID: "x", Start: flight.End{Heard: flight.Heard{At: time.Unix(0, 0), Point: place.Point{Lat: 89.9, Lon: 10}}}, End: flight.End{Heard: flight.Heard{At: time.Unix(60, 0), Point: place.Point{Lat: -89.9, Lon: -170}}}}
	if c := p.draw(t.Context(), "m", []flight.Leg{at}); c == nil || c.W == 0 {
		t.Error("a leg from pole to pole was not drawn")
	}
}
