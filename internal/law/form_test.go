package law_test

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/law"
)

func answered(seq int64, state, question string, a law.Answer) law.Answered {
	return law.Answered{Seq: seq, Operation: "x", State: state, Question: question, Answer: a, Evidence: "a report of 13 Feb, paragraph 4", Known: "2025-02-13", By: "ana"}
}

// TestForm: every question stands there, unanswered ones as unknown; the last answer counts, and
// a withdrawal brings back the one before.
func TestForm(t *testing.T) {
	t.Parallel()
	list := []law.Answered{
		answered(4, "PA", "detention", law.Yes), answered(5, "PA", "detention", law.No), answered(6, "PA", "link", law.Yes),
		answered(7, "PA", "link", law.Withdrawn), answered(8, "CR", "detention", law.No), answered(9, "PA", "detention", law.Withdrawn),
		answered(10, "PA", "stay", law.Withdrawn),
	}
	rows := law.Form("PA", list)
	if len(rows) != 10 {
		t.Fatalf("%d rows, want all ten", len(rows))
	}
	for _, r := range rows {
		want, history := law.UnknownYet, 0
		switch r.ID {
		case "detention":
			want, history = law.Yes, 3
		case "link":
			history = 2
		case "stay":
			history = 1
		}
		if r.Answer != want || len(r.History) != history || (r.InForce == nil) != (want == law.UnknownYet) {
			t.Errorf("%s: %s with %d answers, want %s with %d", r.ID, r.Answer, len(r.History), want, history)
		}
	}
}

func TestAnsweredNeedsEvidence(t *testing.T) {
	t.Parallel()
	good := answered(1, "PA", "detention", law.Yes)
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*law.Answered){
		"no question":  func(a *law.Answered) { a.Question = "score" },
		"evidence":     func(a *law.Answered) { a.Evidence = " " },
		"such as":      func(a *law.Answered) { a.Known = "yesterday" },
		"two letters":  func(a *law.Answered) { a.State = "Panama" },
		"true, false":  func(a *law.Answered) { a.Answer = "probably" },
		"who answers":  func(a *law.Answered) { a.By = "" },
		"at most 4000": func(a *law.Answered) { a.Evidence = strings.Repeat("a", 4001) },
	} {
		a := good
		change(&a)
		if err := a.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", want, err)
		}
	}
}
