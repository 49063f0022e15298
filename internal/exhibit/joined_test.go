package exhibit_test

import (
	"slices"
	"testing"

	"github.com/charterwatch/charterwatch/internal/exhibit"
	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/operation"
)

// TestMergeBearsWhenAllOfItIsShown: the record of a merge into the operation is shown with it
// when everything that it moved is shown; a merge that names more, one that was undone, one into
// another operation and a split, which names what else there is, are not.
func TestMergeBearsWhenAllOfItIsShown(t *testing.T) {
	t.Parallel()
	move := func(kind, a, b string, refs ...string) map[string]any {
		moved := []map[string]string{}
		for _, r := range refs {
			moved = append(moved, map[string]string{"kind": "document", "ref": r})
		}
		return map[string]any{"kind": kind, "a": a, "b": b, "moved": moved}
	}
	undo := func(of int64) map[string]any {
		return map[string]any{"kind": "undo", "a": "old", "b": "this", "moved": []any{}, "undoes": of}
	}
	for name, c := range map[string]struct {
		facts []map[string]any
		want  []int64
	}{
		"merged into this":           {[]map[string]any{move("merge", "old", "this", "d-1")}, []int64{0}},
		"moved something not shown":  {[]map[string]any{move("merge", "old", "this", "d-1", "d-9")}, nil},
		"moved nothing":              {[]map[string]any{move("merge", "old", "this")}, nil},
		"undone":                     {[]map[string]any{move("merge", "old", "this", "d-1"), undo(0)}, nil},
		"merged again":               {[]map[string]any{move("merge", "old", "this", "d-1"), undo(0), move("merge", "old", "this", "d-1")}, []int64{2}},
		"merged into another":        {[]map[string]any{move("merge", "old", "neighbour", "d-1")}, nil},
		"this is a part of another":  {[]map[string]any{move("merge", "this", "neighbour", "d-1")}, nil},
		"split off from another":     {[]map[string]any{move("split", "neighbour", "this", "d-1")}, nil},
		"another was split off this": {[]map[string]any{move("split", "this", "neighbour", "d-1")}, nil},
	} {
		l := &log{t: t}
		for _, f := range c.facts {
			l.add("joining", "old", f)
		}
		got, err := exhibit.Bearing(l.records, operation.View{Operation: operation.Operation{Slug: "this"}}, []string{"d-1"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var seqs []int64
		for _, r := range got {
			seqs = append(seqs, r.Seq)
		}
		if !slices.Equal(seqs, c.want) {
			t.Errorf("%s: records %v, want %v", name, seqs, c.want)
		}
	}
	broken := []ledger.Record{{Seq: 4, Type: "joining", Body: []byte("{")}}
	if _, err := exhibit.Bearing(broken, operation.View{}, nil, nil); err == nil {
		t.Error("a record that cannot be read bears on nothing and is not said")
	}
}
