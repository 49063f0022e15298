package storetest

import (
	"testing"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// refs is what is attached to an operation, by kind and ID.
func refs(t *testing.T, s *store.Store, slug string) []string {
	t.Helper()
	list, err := s.Attachments(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, a := range list {
		out = append(out, a.Kind+" "+a.Ref)
	}
	return out
}

// joining merges an operation into another, splits one, and takes both back.
func joining(t *testing.T, s *store.Store) {
	ctx := t.Context()
	f := Fill(t, s)
	before := refs(t, s, f.Slug)
	other := operation.Operation{Slug: "other", Title: "Another"}
	if err := s.NewOperation(ctx, other); err != nil {
		t.Fatal(err)
	}
	for _, ref := range []string{f.Documents[1].ID, f.Documents[0].ID} { // the second of them is shared
		if _, err := s.Attach(ctx, store.Attachment{Operation: "other", Kind: "document", Ref: ref}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.MergeOperations(ctx, "other", "other", "ana", "", 0)
	wants(t, err, store.ErrConflict, "into itself")
	_, err = s.MergeOperations(ctx, "other", "none", "ana", "", 0)
	wants(t, err, store.ErrNotFound, "none")
	_, err = s.MergeOperations(ctx, "other", f.Slug, "ana", "", 3)
	wants(t, err, store.ErrConflict, "since record 3 that you saw")
	records := sound(t, s).Records

	m, err := s.MergeOperations(ctx, "other", f.Slug, "ana", "one flight", 0)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "moved", []store.Moved{{Kind: "document", Ref: f.Documents[1].ID}, {Kind: "document", Ref: f.Documents[0].ID, Shared: true}}, m.Moved)
	equal(t, "records of a merge", records+1+2+1, sound(t, s).Records) // itself, both leave, one arrives
	equal(t, "what it has now", append(before, "document "+f.Documents[1].ID), refs(t, s, f.Slug))
	equal(t, "what is left", []string{}, refs(t, s, "other"))
	if to, err := s.Alias(ctx, "other"); err != nil || to != f.Slug {
		t.Errorf("the merged one leads to %q, %v", to, err)
	}
	if e, err := s.Evidence(ctx, "other", Start); err != nil || e.Operation.Slug != f.Slug {
		t.Errorf("evidence by the merged slug is of %q, %v", e.Operation.Slug, err)
	}
	if list, total, err := s.Operations(ctx, store.Page{}); err != nil || total != 1 || len(list) != 1 || list[0].Slug != f.Slug {
		t.Errorf("list after a merge: %v of %d, %v", list, total, err)
	}
	_, err = s.MergeOperations(ctx, f.Slug, "other", "ana", "", 0) // around in a circle
	wants(t, err, store.ErrConflict, "a part of "+f.Slug)
	_, err = s.Attach(ctx, store.Attachment{Operation: "other", Kind: "document", Ref: f.Documents[2].ID})
	wants(t, err, store.ErrConflict, "a part of "+f.Slug)
	_, err = s.Attach(ctx, store.Attachment{Operation: f.Slug, Kind: "operation", Ref: f.Slug})
	wants(t, err, store.ErrConflict, "holds no operation")

	if _, err = s.UndoJoin(ctx, m.Record, "ben", "two flights"); err != nil {
		t.Fatal(err)
	}
	equal(t, "after the undo", before, refs(t, s, f.Slug))
	equal(t, "its own again", []string{"document " + f.Documents[1].ID, "document " + f.Documents[0].ID}, refs(t, s, "other"))
	_, err = s.UndoJoin(ctx, m.Record, "ben", "")
	wants(t, err, store.ErrConflict, "undone already")
	_, err = s.UndoJoin(ctx, 1, "ben", "")
	wants(t, err, store.ErrNotFound, "no merge or split")

	part := []store.Moved{{Kind: "leg", Ref: f.Legs[1].ID}}
	for what, c := range map[string]struct {
		slug string
		refs []store.Moved
		is   error
	}{
		"nothing":      {"part", nil, store.ErrConflict},
		"not attached": {"part", []store.Moved{{Kind: "leg", Ref: "none"}}, store.ErrNotFound},
		"exists":       {"other", part, store.ErrExists},
		"bad slug":     {"A b", part, nil},
	} {
		if _, err := s.SplitOperation(ctx, f.Slug, operation.Operation{Slug: c.slug}, c.refs, "ana", "", 0); err == nil {
			t.Errorf("a split with %s was recorded", what)
		} else if c.is != nil {
			wants(t, err, c.is)
		}
	}
	split, err := s.SplitOperation(ctx, f.Slug, operation.Operation{Slug: "part", Title: "The way back"}, part, "ana", "another day", 0)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "split off", []string{"leg " + f.Legs[1].ID}, refs(t, s, "part"))
	again, err := s.MergeOperations(ctx, "part", "other", "ana", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.UndoJoin(ctx, split.Record, "ana", "")
	wants(t, err, store.ErrConflict, "undo that first")
	if _, err := s.UndoJoin(ctx, again.Record, "ana", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoJoin(ctx, split.Record, "ana", ""); err != nil {
		t.Fatal(err)
	}
	if to, err := s.Alias(ctx, "part"); err != nil || to != f.Slug || len(refs(t, s, f.Slug)) != len(before) {
		t.Errorf("a split taken back leads to %q with %v, %v", to, refs(t, s, f.Slug), err)
	}
	if js, err := s.Joinings(ctx, "part"); err != nil || len(js) != 4 || !js[0].Undone {
		t.Errorf("joinings of the part: %+v, %v", js, err)
	}
	sound(t, s)
}

// asOf reads an operation as earlier sizes of the log hold it.
func asOf(t *testing.T, s *store.Store) {
	ctx := t.Context()
	f := Fill(t, s)
	all, err := s.OperationRecords(ctx, f.Slug)
	if err != nil {
		t.Fatal(err)
	}
	if all[0].Type != "operation" {
		t.Fatalf("the first record that bears on it is %+v", all[0])
	}
	begun := all[0].Record
	now, err := s.EvidenceAsOf(ctx, f.Slug, store.AsOf{})
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int64]struct{ documents, legs int }{
		begun + 1: {0, 0}, begun + 2: {1, 0}, begun + 3: {2, 0}, begun + 4: {3, 0},
	} {
		e, err := s.EvidenceAsOf(ctx, f.Slug, store.AsOf{Size: n})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "documents after "+string(rune('0'+n-begun)), want.documents, len(e.Documents))
		if e.Asked.IsZero() {
			t.Error("a size without a day is of no moment")
		}
	}
	_, err = s.EvidenceAsOf(ctx, f.Slug, store.AsOf{Size: begun})
	wants(t, err, store.ErrNotFound)
	_, err = s.EvidenceAsOf(ctx, f.Slug, store.AsOf{Size: 9999})
	wants(t, err, store.ErrNotFound, "the first 9999")
	head, err := s.Ledger(ctx)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := s.EvidenceAsOf(ctx, f.Slug, store.AsOf{Size: head.Size, Asked: Start})
	if err != nil {
		t.Fatal(err)
	}
	whole.Asked = now.Asked
	equal(t, "the whole log", now, whole)

	// A decision and a later reading change nothing of an earlier view.
	if _, err := s.Decide(ctx, store.Decision{Statement: f.Statements[0].ID, Verdict: "reject", By: "ana"}); err != nil {
		t.Fatal(err)
	}
	again, err := s.EvidenceAsOf(ctx, f.Slug, store.AsOf{Size: head.Size, Asked: Start})
	if err != nil {
		t.Fatal(err)
	}
	again.Asked = now.Asked
	equal(t, "the earlier view after a rejection", whole, again)
	after, err := s.OperationRecords(ctx, f.Slug)
	if err != nil || len(after) != len(all)+1 || after[len(after)-1].Words != "statement "+f.Statements[0].ID+": reject" {
		t.Errorf("records after a rejection: %+v, %v", after[len(after)-1], err)
	}
	if list, _, err := s.OperationsAsOf(ctx, store.Page{}, store.AsOf{Size: begun}); err != nil || len(list) != 0 {
		t.Errorf("operations before the first: %v, %v", list, err)
	}
}
