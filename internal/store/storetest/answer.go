package storetest

import (
	"testing"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// formAnswers: an answer is a record, the same one adds nothing, another stands beside the first,
// and one about no operation is refused.
func formAnswers(t *testing.T, s *store.Store) {
	ctx := t.Context()
	if err := s.NewOperation(ctx, operation.Operation{Slug: "panama", Title: "Panama", States: []string{"US", "PA"}}); err != nil {
		t.Fatal(err)
	}
	a := law.Answered{Operation: "panama", State: "PA", Question: "detention", Answer: law.Yes, Evidence: "two reports of 18 Feb", Known: "2025-02-18", By: "ana"}
	first, err := s.AnswerQuestion(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.AnswerQuestion(ctx, a); err != nil || again != first {
		t.Errorf("the same answer again is record %d, %v; the first was %d", again, err, first)
	}
	b := a
	b.Answer, b.By = law.UnknownYet, "ben"
	if _, err := s.AnswerQuestion(ctx, b); err != nil {
		t.Fatal(err)
	}
	if back, err := s.AnswerQuestion(ctx, a); err != nil || back == first {
		t.Errorf("an answer given again after another one is record %d, %v: it must be new", back, err)
	}
	list, err := s.Answers(ctx, "panama")
	if err != nil || len(list) != 3 || list[0].Seq != first || list[1].By != "ben" || list[0].At.IsZero() {
		t.Fatalf("answers: %+v, %v", list, err)
	}
	if none, err := s.Answers(ctx, "elsewhere"); err != nil || none == nil || len(none) != 0 {
		t.Errorf("answers on another operation: %+v, %v", none, err)
	}
	a.Operation = "nowhere"
	_, err = s.AnswerQuestion(ctx, a)
	wants(t, err, store.ErrNotFound, "nowhere")
	a.Operation, a.Evidence = "panama", ""
	if _, err := s.AnswerQuestion(ctx, a); err == nil {
		t.Error("an answer without evidence is kept")
	}
}
