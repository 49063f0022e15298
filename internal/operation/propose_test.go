package operation_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

func TestProposeTheStory(t *testing.T) {
	t.Parallel()
	e := iran()
	ps := operation.Propose(e.Documents, e.Statements, e.Journeys)
	if len(ps) == 0 {
		t.Fatal("nothing proposed")
	}
	p := ps[0]
	if strings.Join(p.States, " ") != "US QA IR" || p.From != "2025-09-29" || p.To != "2025-09-30" || p.Slug != "iran-2025-09" {
		t.Errorf("best proposal: %s %s to %s, %s", p.States, p.From, p.To, p.Slug)
	}
	for _, d := range []string{"d-ministry", "d-paper", "d-headline", "d-november"} {
		if !slices.Contains(p.Documents, d) {
			t.Errorf("%s is not in it: %v", d, p.Documents)
		}
	}
	if slices.Contains(p.Statements, "s-panama") || slices.Contains(p.Statements, "s-warn") {
		t.Errorf("statements about something else are in it: %v", p.Statements)
	}
	if len(p.Journeys) != 1 || len(p.Legs) != 2 {
		t.Errorf("journeys %v, legs %v", p.Journeys, p.Legs)
	}
	for _, p := range ps {
		sum := 0.0
		for _, r := range p.Reasons {
			var add float64
			if _, err := fmt.Sscanf(r, "+%f", &add); err != nil {
				t.Errorf("reason %q does not say what it adds", r)
			}
			sum += add
		}
		if math.Abs(sum-p.Score) > 0.005*float64(len(p.Reasons)) {
			t.Errorf("%s: the reasons add up to %.2f, the score is %.2f", p.Slug, sum, p.Score)
		}
	}
}

// TestProposeKeepsWeeklyFlightsApart: one route, a week between, two operations.
func TestProposeKeepsWeeklyFlightsApart(t *testing.T) {
	t.Parallel()
	var docs []document.Document
	var list []statement.Statement
	for week, day := range []string{"2025-02-04", "2025-02-12", "2025-02-20", "2025-02-28"} {
		id := fmt.Sprintf("d-%d", week)
		docs = append(docs, report(id, "One", day))
		end := at(day).Add(24 * time.Hour).Format(time.DateOnly)
		list = append(list, st(fmt.Sprintf("s-%d", week), id, "people were flown to Guatemala", american).of("GT").
			people(80+week, statement.Exact, "people").move("US", "", "GT", statement.Happened).days(day, end).s)
	}
	ps := operation.Propose(docs, list, nil)
	if len(ps) != 4 {
		t.Fatalf("%d proposals, want four", len(ps))
	}
	slugs := map[string]bool{}
	for _, p := range ps {
		slugs[p.Slug] = true
	}
	if len(slugs) != 4 {
		t.Errorf("slugs are not distinct: %v", slugs)
	}
}

// TestProposeUnexplained (story S21): a removal-like journey without any report is proposed on
// its own; a positioning flight is not.
func TestProposeUnexplained(t *testing.T) {
	t.Parallel()
	ps := operation.Propose(nil, nil, []journey.Journey{flown()})
	if len(ps) != 1 || len(ps[0].Journeys) != 1 || ps[0].Score != 0.9 || !strings.Contains(ps[0].Reasons[0], "no statement fits") {
		t.Errorf("%+v", ps)
	}
	empty := flown()
	for i := range empty.Hops {
		empty.Hops[i].Purpose.Value = journey.Positioning
	}
	if ps := operation.Propose(nil, nil, []journey.Journey{empty}); len(ps) != 0 {
		t.Errorf("a positioning flight is proposed: %+v", ps)
	}
	e := iran()
	other := flown()
	other.ID = "j-other"
	for i := range other.Hops {
		other.Hops[i].ID = fmt.Sprintf("other-%d", i)
		other.Hops[i].Start.Heard.At = other.Hops[i].Start.Heard.At.AddDate(0, 2, 0)
	}
	for _, p := range operation.Propose(e.Documents, e.Statements, []journey.Journey{other}) {
		if slices.Contains(p.Journeys, "j-other") && len(p.Statements) > 0 {
			t.Errorf("a flight two months later is put with %v", p.Statements)
		}
	}
}

func TestProposeNothing(t *testing.T) {
	t.Parallel()
	if ps := operation.Propose(nil, nil, nil); ps == nil || len(ps) != 0 {
		t.Errorf("%v, want an empty list", ps)
	}
	undated := []document.Document{{ID: "d-1"}}
	list := []statement.Statement{st("s-1", "d-1", "120 people were deported", noushabadi).of("IR").people(120, statement.Exact, "people").s}
	if ps := operation.Propose(undated, list, nil); len(ps) != 0 {
		t.Errorf("a statement without any day places nothing: %+v", ps)
	}
}
