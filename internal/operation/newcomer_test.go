package operation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// What a newcomer found in the finished program, with articles of their own.

var (
	spain    = statement.Hop{Text: "the Spanish Interior Ministry", Class: statement.Institution, State: "ES", Key: "ministry:ES"}
	ministry = statement.Hop{Text: "Ministry", Class: statement.Institution, Key: "ministry"}
	colombia = statement.Hop{Text: "Migración Colombia", Class: statement.Institution, State: "CO", Key: "migracion:CO"}
	union    = statement.Hop{Text: "the police union", Class: statement.NGO, Key: "union"}
)

func toColombia(list ...*builder) operation.Evidence {
	e := operation.Evidence{
		Operation: operation.Operation{Slug: "x", From: "2025-09-29", To: "2025-09-30", States: []string{"ES", "CO"}},
		Documents: []document.Document{report("d-1", "One", "2025-09-29"), report("d-2", "Two", "2025-09-30")},
		Asked:     at("2025-10-05"),
	}
	for _, b := range list {
		e.Statements = append(e.Statements, b.s)
	}
	return e
}

// TestDenialIsNoAcknowledgement: what a state says did not happen it denies; what it leaves
// open, proposes or asks about it has not acknowledged.
func TestDenialIsNoAcknowledgement(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		event  statement.Event
		speech statement.Speech
		want   string
	}{
		{statement.DidNotHappen, statement.Asserts, "denied"},
		{statement.DidNotHappen, statement.Denies, "denied"},
		{statement.Happened, statement.Denies, "denied"},
		{statement.EventUnknown, statement.Denies, "denied"},
		{statement.EventUnknown, statement.Asserts, "silent; in general terms only"},
		{statement.EventUnknown, statement.Acknowledges, "silent; in general terms only"},
		{statement.Proposed, statement.Asserts, "silent; in general terms only"},
		{statement.Cancelled, statement.Asserts, "silent; in general terms only"},
		{statement.Happened, statement.Asks, "silent; in general terms only"},
		{statement.Happened, statement.Asserts, "acknowledged on record"},
		{statement.UnderWay, statement.Asserts, "acknowledged on record"},
		{statement.Planned, statement.Asserts, "acknowledged on record"},
		{statement.Happened, statement.Acknowledges, "acknowledged on record"},
	} {
		v := operation.Confront(toColombia(st("s-1", "d-1", "nobody of the 57 was put on the plane", spain).of("CO").people(57, statement.Exact, "Colombians").event(c.event).speech(c.speech)))
		if got := silenceOf(t, v, "ES"); got.Stance != c.want {
			t.Errorf("%s %s: %q, want %q", c.speech, c.event, got.Stance, c.want)
		}
	}
}

// TestMinistryOfOneArticleIsOneOrigin: the headline's "Ministry" is the ministry that the article
// names in full, and not where it names two.
func TestMinistryOfOneArticleIsOneOrigin(t *testing.T) {
	t.Parallel()
	short := func(id, doc string) *builder {
		return st(id, doc, "57 Colombians were removed", ministry).of("CO").people(57, statement.Exact, "Colombians")
	}
	full := func(id, doc string, h statement.Hop) *builder {
		return st(id, doc, "57 Colombians were removed by plane", h).of("CO").people(57, statement.Exact, "Colombians")
	}
	bogota := statement.Hop{Text: "Colombia's foreign ministry", Class: statement.Institution, State: "CO", Key: "ministry:CO"}
	for _, c := range []struct {
		name string
		list []*builder
		want int
	}{
		{"one article", []*builder{short("s-1", "d-1"), full("s-2", "d-1", spain)}, 1},
		{"another article", []*builder{short("s-1", "d-1"), full("s-2", "d-2", spain)}, 2},
		{"two ministries", []*builder{short("s-1", "d-1"), full("s-2", "d-1", spain), full("s-3", "d-1", bogota)}, 3},
	} {
		if v := operation.Confront(toColombia(c.list...)); v.Origins != c.want {
			t.Errorf("%s: %d origins %q, want %d", c.name, v.Origins, v.Named, c.want)
		}
	}
}

// TestInferredRepeatNeedsTheSameFigureAndPeople: a report is a repeat only in what it repeats.
func TestInferredRepeatNeedsTheSameFigureAndPeople(t *testing.T) {
	t.Parallel()
	v := operation.Confront(toColombia(
		st("s-1", "d-1", "57 Colombians were removed", spain).of("CO").people(57, statement.Exact, "Colombians"),
		st("s-2", "d-2", "57 people were removed").of("CO").people(57, statement.Exact, "people"),
		st("s-3", "d-2", "2 children were removed").of("CO").people(2, statement.Exact, "children"),
		st("s-4", "d-2", "up to 90 people were removed").of("CO").people(90, statement.UpTo, "people"),
		st("s-5", "d-2", "57 women were removed").of("CO").people(57, statement.Exact, "women"),
	))
	repeats := map[string]bool{}
	for _, r := range v.Said {
		if strings.Contains(r.Origin, "a repeat of the Spanish Interior Ministry") {
			repeats[r.Answer] = true
		}
	}
	if len(repeats) != 1 || !repeats["57 people"] {
		t.Errorf("repeats of the ministry: %v, want only 57 people", repeats)
	}
}

// TestErasedIsNoReport: what stands in the place of an erased document counts nowhere.
func TestErasedIsNoReport(t *testing.T) {
	t.Parallel()
	e := toColombia(st("s-1", "d-1", "57 Colombians were removed", spain).of("CO").people(57, statement.Exact, "Colombians"))
	for _, id := range []string{"e-1", "e-2"} {
		e.Documents = append(e.Documents, document.Document{ID: id, Title: "Erased on 2025-10-01", Kind: document.Text, Retrieved: at("2025-10-01")})
	}
	v := operation.Confront(e)
	if v.Reports != 2 || silenceOf(t, v, "CO").Reports != 2 || !strings.Contains(silenceOf(t, v, "CO").Text, "the 2 attached reports") {
		t.Errorf("%d reports, silence over %q; want the two that are kept", v.Reports, silenceOf(t, v, "CO").Text)
	}
	if !slices.ContainsFunc(v.Unknown, func(u string) bool { return strings.Contains(u, "e-1, Erased on 2025-10-01") }) {
		t.Errorf("nothing says that a document was erased: %q", v.Unknown)
	}
	e.Statements, e.Documents = nil, e.Documents[2:]
	if v = operation.Confront(e); v.Reports != 0 || silenceOf(t, v, "CO").Stance != "silent; no report attached" || !strings.Contains(v.Answer, "no report is attached") {
		t.Errorf("only erased documents: %d reports, %q, %s", v.Reports, silenceOf(t, v, "CO").Stance, v.Answer)
	}
}

// TestBothBoundsStand: a lower bound beside an upper one is stated as both.
func TestBothBoundsStand(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"no fewer than 50 and no more than 60 people were deported to Colombia":         "50 to 60",
		"at least 50 and at most 60 people were deported to Colombia":                   "50 to 60",
		"at least 50 people were deported to Colombia and up to 60 more will be in May": "at least 50",
	} {
		e := toColombia()
		e.Documents = []document.Document{{ID: "d-1", Text: "The Spanish Interior Ministry said " + words + ".", Language: "en", RawHash: "00"}}
		e.Statements = statement.Propose(e.Documents[0])
		v := operation.Confront(e)
		if !strings.Contains(v.Answer, want+" ") {
			t.Errorf("%q: %s; want %s", words, v.Answer, want)
		}
		if want != "50 to 60" {
			continue
		}
		if strings.Contains(v.Answer, "at most") || strings.Contains(v.Answer, "at least") {
			t.Errorf("%q: a bound stands alone: %s", words, v.Answer)
		}
		found := false
		for _, a := range question(t, v, operation.HowMany).Answers {
			found = found || strings.Contains(a.Words, "50 to 60 people")
		}
		if !found {
			t.Errorf("%q: How many? %+v", words, question(t, v, operation.HowMany).Answers)
		}
	}
}

// TestAdditionIsNoRival: "4 more people" stands beside the 57 and is no other count of them.
func TestAdditionIsNoRival(t *testing.T) {
	t.Parallel()
	more := st("s-2", "d-1", "four more people were put aboard", union).people(4, statement.Exact, "more people")
	more.s.Quantities[0].Scope = statement.Additional
	v := operation.Confront(toColombia(st("s-1", "d-1", "57 Colombians were aboard", spain).of("CO").people(57, statement.Exact, "Colombians"), more))
	if !strings.Contains(v.Answer, "57 were aboard, as stated; 4 more were aboard, as stated") || kinds(v) != "" {
		t.Errorf("%s; conflicts %q", v.Answer, kinds(v))
	}
}

// TestFiguresInTwoLanguagesConflict: 57 and 61 of one flight differ whatever the language of
// their words; of other people they do not.
func TestFiguresInTwoLanguagesConflict(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ people, want string }{
		{"colombianos", "figures"},
		{"personas", "figures"},
		{"personas de nacionalidad colombiana", "figures"},
		{"ciudadanos colombianos", "figures"},
		{"nationals", "figures"},
		{"people", "figures"},
		{"venezolanos", ""},
		{"mujeres", ""},
		{"members of staff", ""},
	} {
		v := operation.Confront(toColombia(
			st("s-1", "d-1", "a flight carrying 57 Colombian nationals left", spain).people(57, statement.Exact, "Colombian nationals").days("2025-09-29", "2025-09-30"),
			st("s-2", "d-2", "un avión con 61 "+c.people+" a bordo aterrizó ayer en Bogotá", colombia).people(61, statement.Exact, c.people).days("2025-09-29", "2025-09-30"),
		))
		if kinds(v) != c.want {
			t.Errorf("57 Colombian nationals and 61 %s: conflicts %q, want %q", c.people, kinds(v), c.want)
		}
	}
}

// TestSameIsNoDifference: answers that agree are marked as the same, never as a difference.
func TestSameIsNoDifference(t *testing.T) {
	t.Parallel()
	v := operation.Confront(iran())
	for _, q := range v.Questions {
		for _, r := range q.Relations {
			agrees := strings.HasPrefix(r.Kind, "same") || strings.HasPrefix(r.Kind, "agrees")
			if agrees != (r.Sign() == "=") || r.Kind == "contradicts" && r.Sign() != "≠" {
				t.Errorf("%s: %s %s", q.Text, r.Sign(), r.Kind)
			}
		}
	}
	if words := text(t, v); !strings.Contains(words, "= agrees with track: ") || strings.Contains(words, "≠ agrees") {
		t.Error("the printed questions do not mark what agrees as the same")
	}
}
