package operation_test

import (
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// TestHidden (story S21): a flight of 14 January whose first report is of 14 February was
// hidden for 31 days; before that report nothing is said to be hidden for a number of days.
func TestHidden(t *testing.T) {
	t.Parallel()
	e := operation.Evidence{
		Operation: operation.Operation{Slug: "cameroon", From: "2026-01-14", To: "2026-01-15", States: []string{"US", "CM"}},
		Asked:     at("2026-02-20"),
	}
	if h := operation.Confront(e).Hidden; h.Days != nil || h.Text != "no attached report speaks of it, 37 days after 14 Jan 2026" {
		t.Errorf("before any report: %+v", h)
	}
	lawyers := statement.Hop{Text: "lawyers", Class: statement.NGO, Key: "lawyers"}
	e.Documents = []document.Document{report("d-1", "One", "2026-02-14T09:00:00Z"), report("d-2", "Two", "2026-02-16T09:00:00Z"), report("d-0", "Before", "2026-01-02T09:00:00Z")}
	e.Statements = []statement.Statement{
		st("s-2", "d-2", "nine people were flown to Cameroon", lawyers).people(9, statement.Exact, "people").move("US", "", "CM", statement.Happened).s,
		st("s-1", "d-1", "nine people were flown to Cameroon", lawyers).people(9, statement.Exact, "people").move("US", "", "CM", statement.Happened).s,
	}
	h := operation.Confront(e).Hidden
	if h.Days == nil || *h.Days != 31 || h.Reported != "2026-02-14" || len(h.Refs) != 1 || h.Refs[0].ID != "s-1" {
		t.Errorf("after the report: %+v; want 31 days", h)
	}
	e.Asked = at("2026-02-01")
	if h := operation.Confront(e).Hidden; h.Days != nil {
		t.Errorf("as of a day before the report: %+v", h)
	}
}

// TestOrgans: a ministry on record and a spokesman who neither confirms nor denies stand apart.
func TestOrgans(t *testing.T) {
	t.Parallel()
	ministry := statement.Hop{Text: "the interior ministry", Class: statement.Institution, State: "GH", Key: "interior:GH"}
	spokesman := statement.Hop{Text: "a government spokesman", Class: statement.NamedOfficial, State: "GH", Key: "spokesman:GH"}
	e := operation.Evidence{Operation: operation.Operation{Slug: "x", From: "2025-09-05", States: []string{"US", "GH"}}, Asked: at("2025-09-20"),
		Documents: []document.Document{report("d-1", "One", "2025-09-08"), report("d-2", "Two", "2025-09-10")},
		Statements: []statement.Statement{
			st("s-1", "d-1", "fourteen people were received", ministry).people(14, statement.Exact, "people").s,
			st("s-2", "d-2", "we neither confirm nor deny", spokesman).topic(statement.TopicAcknowledgement).speech(statement.NeitherNor).event(statement.NotApplicable).about("GH").s,
		}}
	s := silenceOf(t, operation.Confront(e), "GH")
	if len(s.Organs) != 2 || s.Organs[0].Organ != "the interior ministry" || s.Organs[0].Stance != "acknowledged on record" || s.Organs[0].Since != "2025-09-08" ||
		s.Organs[1].Stance != "neither confirms nor denies" {
		t.Errorf("organs: %+v", s.Organs)
	}
}
