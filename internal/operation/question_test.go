package operation_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

func question(t *testing.T, v operation.View, id operation.QuestionID) operation.Question {
	t.Helper()
	i := slices.IndexFunc(v.Questions, func(q operation.Question) bool { return q.ID == id })
	if i < 0 {
		t.Fatalf("no question %s", id)
	}
	return v.Questions[i]
}

func relations(q operation.Question) string {
	var out []string
	for _, r := range q.Relations {
		out = append(out, r.Kind)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", ")
}

// TestQuestionsOfS1: each question of the story has its answers, relations and a grade of its own.
func TestQuestionsOfS1(t *testing.T) {
	t.Parallel()
	v := operation.Confront(iran())
	for _, c := range []struct {
		id        operation.QuestionID
		grade     string
		relations string
	}{
		{operation.DidLeave, operation.Confirmed, ""}, // heard, and officials say that people were aboard
		{operation.HowMany, operation.Contested, ""},  // about 100 and 54
		{operation.OfWhichNation, operation.Weak, ""},
		{operation.ByConsent, operation.Unassessed, ""},
		{operation.DidArrive, operation.Weak, ""},    // the track is lost; that it is due to arrive is a plan
		{operation.Acknowledged, operation.Fair, ""}, // Iran on record, the United States and Qatar silent
		{operation.PromisedSafe, operation.Weak, ""},
	} {
		q := question(t, v, c.id)
		if q.Grade != c.grade || !strings.HasPrefix(q.Rule, "question/1.") {
			t.Errorf("%s: %s by %s, want %s; answers %+v, relations %s", c.id, q.Grade, q.Rule, c.grade, q.Answers, relations(q))
		}
	}
	people := question(t, v, operation.HowMany)
	for _, a := range people.Answers {
		if a.Mark == operation.Seen {
			t.Errorf("a track answers how many: %+v", a)
		}
	}
	for _, kind := range []string{"contradicts", "plan told as fact", "under another's name"} {
		if !strings.Contains(relations(people), kind) {
			t.Errorf("how many: no relation %q in %s", kind, relations(people))
		}
	}
	for i := 1; i < len(people.Answers); i++ {
		if a, b := people.Answers[i-1].Stated, people.Answers[i].Stated; b != "" && a > b {
			t.Errorf("answers are not in time order: %s before %s", a, b)
		}
	}
	if q := question(t, v, operation.Acknowledged); q.Answers[len(q.Answers)-1].Mark != operation.Silent {
		t.Errorf("acknowledged: %+v", q.Answers)
	}
}

// TestGradesOfQuestions tries each rule with the least that makes it fit.
func TestGradesOfQuestions(t *testing.T) {
	t.Parallel()
	a := statement.Hop{Text: "the ministry", Class: statement.Institution, State: "PA", Key: "ministry:PA"}
	b := statement.Hop{Text: "the lawyers", Class: statement.NGO, Key: "lawyers"}
	happened := func(id, doc string, who statement.Hop) *builder {
		return st(id, doc, "a flight left for Panama", who).topic(statement.TopicFlight).move("US", "", "PA", statement.Happened)
	}
	independent := []statement.Ruling{{Kind: statement.RuleIndependent, A: "ministry:PA", B: "lawyers", Reason: "each counted for itself", By: "ana"}}
	for _, c := range []struct {
		name  string
		id    operation.QuestionID
		list  []*builder
		ruled []statement.Ruling
		grade string
		rel   string
	}{
		{"nothing", operation.DidLeave, nil, nil, operation.Unassessed, ""},
		{"one origin", operation.DidLeave, []*builder{happened("s-1", "d-1", a)}, nil, operation.Weak, ""},
		{"two origins, unshown", operation.DidLeave, []*builder{happened("s-1", "d-1", a), happened("s-2", "d-2", b)}, nil, operation.Weak, "same, unshown"},
		{"two origins, shown", operation.DidLeave, []*builder{happened("s-1", "d-1", a), happened("s-2", "d-2", b)}, independent, operation.Fair, "agrees"},
		{"yes and no", operation.DidLeave, []*builder{happened("s-1", "d-1", a), happened("s-2", "d-2", b).event(statement.DidNotHappen)}, nil, operation.Contested, "contradicts"},
		{"only no", operation.DidLeave, []*builder{happened("s-1", "d-1", a).event(statement.Cancelled)}, nil, operation.Discounted, ""},
		{"a plan is weak", operation.DidLeave, []*builder{happened("s-1", "d-1", a).event(statement.Planned)}, nil, operation.Weak, ""},
		{"other people", operation.HowMany, []*builder{happened("s-1", "d-1", a).people(119, statement.Exact, "migrants sent to Panama"), happened("s-2", "d-2", b).people(171, statement.Exact, "people who accepted return")}, nil, operation.Weak, "other people"},
		{"figures apart", operation.HowMany, []*builder{happened("s-1", "d-1", a).people(119, statement.Exact, "people"), happened("s-2", "d-2", b).people(171, statement.Exact, "people")}, nil, operation.Contested, "contradicts"},
		{"plan and event", operation.HowMany, []*builder{happened("s-1", "d-1", a).people(205, statement.Exact, "people").event(statement.Planned), happened("s-2", "d-2", b).people(104, statement.Exact, "people")}, nil, operation.Weak, "other stage"},
		{"consent and not", operation.ByConsent, []*builder{st("s-1", "d-1", "they returned voluntarily", a).topic(statement.TopicConsent), st("s-2", "d-2", "they were sent against their will", b).topic(statement.TopicConsent)}, nil, operation.Contested, "contradicts"},
	} {
		e := operation.Evidence{Operation: operation.Operation{Slug: "x", States: []string{"US", "PA"}}, Rulings: c.ruled,
			Documents: []document.Document{report("d-1", "One", "2025-02-13"), report("d-2", "Two", "2025-02-20")}}
		for _, s := range c.list {
			e.Statements = append(e.Statements, s.s)
		}
		q := question(t, operation.Confront(e), c.id)
		if q.Grade != c.grade || relations(q) != c.rel {
			t.Errorf("%s: %s (%s) with relations %q, want %s and %q; answers %+v", c.name, q.Grade, q.Rule, relations(q), c.grade, c.rel, q.Answers)
		}
	}
}

// TestCapacityOnlyRefutes: more aboard than a jet has seats is refuted; fewer says nothing, and
// a plan or a total is held against no aircraft.
func TestCapacityOnlyRefutes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n    int
		text string
		want bool
	}{{700, "700 people were aboard", true}, {190, "190 people were aboard", true}, {189, "189 people were aboard", false}, {54, "54 people were aboard", false}, {700, "700 people were removed", false}} {
		e := iran()
		for i := range e.Journeys[0].Hops {
			e.Journeys[0].Hops[i].Type = "B738" // at most 189 seats
		}
		e.Statements = []statement.Statement{st("s-1", "d-paper", c.text, officials, paper).people(c.n, statement.Exact, "people").of("IR").s}
		q := question(t, operation.Confront(e), operation.HowMany)
		if got := strings.Contains(relations(q), "refuted by capacity"); got != c.want || got != (q.Grade == operation.Contested) {
			t.Errorf("%q: relations %q, %s", c.text, relations(q), q.Grade)
		}
		_, _, source, _ := fleet.Seats("B738")
		for _, r := range q.Relations {
			if r.Kind == "refuted by capacity" && (!strings.Contains(r.Why, "not possible with that aircraft: a B738 has at most 189 seats") || !strings.Contains(r.Why, strings.TrimSuffix(source, "."))) {
				t.Errorf("%q is refuted by %q, which does not say what by and on whose word", c.text, r.Why)
			}
		}
		if !c.want && len(q.Relations) > 0 {
			t.Errorf("%q: fewer than the seats proves nothing, and is related: %+v", c.text, q.Relations)
		}
	}
}

// Promise 2, question by question: a repeat changes no grade and adds no answer that counts.
func TestRepeatsChangeNoQuestion(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := some(t)
		before := operation.Confront(e)
		doc := rapid.SampledFrom([]string{"d-ministry", "d-paper", "d-headline", "d-november"}).Draw(t, "copied")
		after := operation.Confront(copies(e, doc, rapid.IntRange(1, 5).Draw(t, "copies")))
		for i, q := range before.Questions {
			if got := after.Questions[i]; got.Grade != q.Grade || len(got.Answers) != len(q.Answers) {
				t.Fatalf("%s: %s with %d answers became %s with %d", q.ID, q.Grade, len(q.Answers), got.Grade, len(got.Answers))
			}
		}
	})
}
