package operation_test

import (
	"os"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// TestOriginReport runs the report that began it all through the real rooms, with no track.
func TestOriginReport(t *testing.T) {
	t.Parallel()
	const file = "../../../shared/data/origin-report.txt"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Skipf("needs %s: %v", file, err)
	}
	docs, err := document.Read(raw, document.Hints{File: "origin-report.txt", Published: "2025-09-30"})
	if err != nil {
		t.Fatal(err)
	}
	e := iran()
	e.Documents, e.Statements, e.Journeys = docs, statement.Propose(docs[0]), nil
	e.Asked = at("2025-10-10")
	v := operation.Confront(e)

	if v.Origins != 2 || v.Reports != 1 {
		t.Errorf("%d origins, %d reports; want the ministry's official and the newspaper's official, in one report", v.Origins, v.Reports)
	}
	if len(v.Conflicts) == 0 || v.Conflicts[0].Kind != "plan_to_fact" || !strings.Contains(v.Conflicts[0].QuoteA, "should be deported") || !strings.Contains(v.Conflicts[0].QuoteB, "has deported 120") {
		t.Errorf("the plan that became a fact is not the first conflict: %+v", v.Conflicts)
	}
	if us := silenceOf(t, v, "US"); us.Stance != "silent" || us.Days == nil || *us.Days != 1 || len(us.Refs) == 0 {
		t.Errorf("US: %+v; want silent for the one day that the report reaches, with the report's sentence", us)
	}
	if ir := silenceOf(t, v, "IR"); ir.Stance != "acknowledged on record" || !strings.Contains(ir.Text, "Noushabadi") {
		t.Errorf("Iran: %+v; want on record by the named official", ir)
	}
	if len(v.Assurances) != 1 || v.Assurances[0].Kind != "reassurance_to_returnees" {
		t.Fatalf("assurances: %+v", v.Assurances)
	}
	if yes, no, unknown := v.Assurances[0].Count(); yes != 5 || no != 0 || unknown != 10 {
		t.Errorf("assurance: %d true, %d false, %d unknown; want 5, 0, 10", yes, no, unknown)
	}
	for _, r := range v.Said {
		if strings.HasPrefix(r.Answer, "119") && r.Question != "around it" {
			t.Errorf("119 to Panama is counted under %q", r.Question)
		}
		if r.Question == "warned" && !strings.Contains(r.Answer, "July 2025") {
			t.Errorf("the warning does not carry its date: %+v", r)
		}
		if r.Quote != "" && !strings.Contains(docs[0].Text, strings.Split(r.Quote, " … ")[0]) {
			t.Errorf("quotation %q does not stand in the text", r.Quote)
		}
	}
	if v.Grade != operation.Weak {
		t.Errorf("one report and no track: %s by %s", v.Grade, v.GradeRule)
	}
}
