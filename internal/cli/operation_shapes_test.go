package cli_test

import "testing"

// The shapes of an operation are those of docs/JSON.md.
func TestShapeOfOperations(t *testing.T) {
	t.Parallel()
	dir := example(t)
	var view map[string]any
	printed(t, dir, &view, "operation", "show", "iran-2025-09", "--json")
	has(t, "view", view, "operation as_of answer grade grade_rule custody path said origins seen silent hidden owed assurances conflicts questions unknown method")
	questions := view["questions"].([]any)
	if len(questions) != 10 {
		t.Errorf("%d questions, want ten", len(questions))
	}
	for _, q := range questions {
		m := has(t, "question", q, "id text grade rule answers relations note")
		n := len(m["answers"].([]any))
		for _, a := range m["answers"].([]any) {
			has(t, "answer", a, "mark origin class words stated reports counts quote refs")
		}
		for _, r := range m["relations"].([]any) {
			rel := has(t, "relation", r, "kind a b why")
			if rel["a"].(float64) >= float64(n) || rel["b"].(float64) >= float64(n) {
				t.Errorf("%v: a relation to an answer that is not there: %v", m["id"], rel)
			}
		}
	}
	for _, s := range view["path"].([]any) {
		has(t, "stretch", s, "mode from to start end carriers holder nationalities events marks refs")
	}
	has(t, "hidden", view["hidden"], "from reported days text refs")
	for _, s := range view["silent"].([]any) {
		for _, o := range has(t, "silence", s, "state role stance since days text refs organs")["organs"].([]any) {
			has(t, "organ", o, "organ stance since refs")
		}
	}

	var moment map[string]any
	printed(t, dir, &moment, "operation", "at", "iran-2025-09", "2025-09-30T04:00Z", "--court", "America/New_York", "--json")
	has(t, "moment", moment, "operation from to as_of court aircraft clocks told unknowable method")
	for _, w := range moment["aircraft"].([]any) {
		m := has(t, "aircraft", w, "hex aircraft state before after during reach about airspace exits words refs")
		has(t, "reach", m["reach"], "before before_nm after after_nm")
		has(t, "airspace", m["airspace"], "over near high_seas")
		has(t, "position", m["before"], "leg at point alt_ft ground row words")
		if m["about"] != nil {
			t.Errorf("a point over the Atlantic, where nobody heard it: %v", m["about"])
		}
	}
	for _, r := range moment["clocks"].([]any) {
		has(t, "clock", has(t, "clock row", r, "mark what where at until clock end_clock refs")["clock"], "utc local zone court")
	}

	var history map[string]any
	printed(t, dir, &history, "operation", "history", "iran-2025-09", "--json")
	for _, s := range has(t, "history", history, "operation steps method")["steps"].([]any) {
		for _, c := range has(t, "step", s, "first last at by through changes")["changes"].([]any) {
			has(t, "change", c, "what was is refs")
		}
	}
}
