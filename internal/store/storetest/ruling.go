package storetest

import (
	"testing"

	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// originRulings: an analyst's ruling is a record, the same one adds nothing, undo is a record too.
func originRulings(t *testing.T, s *store.Store) {
	ctx := t.Context()
	r := statement.Ruling{Kind: statement.RuleIndependent, A: "official:US@ap", B: "noushabadi", Reason: "one counted at the gate, the other read the list", By: "ana"}
	first, err := s.Rule(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.Rule(ctx, r); err != nil || again != first {
		t.Errorf("the same ruling again is record %d, %v; the first was %d", again, err, first)
	}
	merge := statement.Ruling{Kind: statement.RuleMerge, A: "official:IR@nyt", B: "official:IR@ap", Reason: "both pages name the same post", By: "ana"}
	if _, err := s.Rule(ctx, merge); err != nil {
		t.Fatal(err)
	}
	list, err := s.Rulings(ctx)
	if err != nil || len(list) != 2 || list[0].Kind != r.Kind || list[0].Reason != r.Reason || list[0].At.IsZero() || list[1].A != merge.A {
		t.Fatalf("rulings in force: %+v, %v", list, err)
	}
	undo := statement.Ruling{Kind: "undo", A: r.A, B: r.B, By: "ben"}
	if seq, err := s.Rule(ctx, undo); err != nil || seq <= first {
		t.Errorf("undo is record %d, %v", seq, err)
	}
	if list, err := s.Rulings(ctx); err != nil || len(list) != 1 || list[0].Kind != statement.RuleMerge {
		t.Errorf("after the undo: %+v, %v", list, err)
	}
	_, err = s.Rule(ctx, undo)
	wants(t, err, store.ErrConflict, "no ruling")
	for _, bad := range []statement.Ruling{
		{Kind: statement.RuleMerge, A: "a", B: "a", Reason: "one"}, {Kind: statement.RuleMerge, A: "a", B: "b"}, {Kind: "believe", A: "a", B: "b", Reason: "x"}, {Kind: statement.RuleSplit, A: "a", Reason: "x"},
	} {
		if _, err := s.Rule(ctx, bad); err == nil {
			t.Errorf("%+v was recorded", bad)
		}
	}
}
