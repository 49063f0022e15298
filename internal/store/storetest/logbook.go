package storetest

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/store"
)

// checkpoints is what a stranger does who has the verifier key and kept the first checkpoint.
func checkpoints(t *testing.T, s *store.Store) {
	ctx := t.Context()
	state, err := s.Ledger(ctx)
	if err != nil || state.Size != 1 || state.Last != nil {
		t.Fatalf("a new ledger: %+v, %v", state, err)
	}
	first, err := s.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Checkpoint(ctx)
	if err != nil || string(again) != string(first) {
		t.Errorf("nothing was recorded, but the next checkpoint differs: %q, %v", again, err)
	}
	Fill(t, s)
	last, err := s.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	old, err := verify.Open(first, state.VerifierKey)
	if err != nil {
		t.Fatal(err)
	}
	now, err := verify.Open(last, state.VerifierKey)
	if err != nil {
		t.Fatal(err)
	}
	path, err := s.ProveConsistency(ctx, now.Size, old.Size)
	if err != nil {
		t.Fatal(err)
	}
	if err := verify.Consistency(old, now, hashes(path)); err != nil {
		t.Error(err)
	}
	all, err := s.Records(ctx, 0, 0)
	if err != nil || int64(len(all)) != now.Size {
		t.Fatalf("%d records of %d, %v", len(all), now.Size, err)
	}
	for _, r := range all {
		path, err := s.ProveInclusion(ctx, now.Size, r.Seq)
		if err != nil {
			t.Fatal(err)
		}
		if err := verify.Inclusion(now, r.Seq, verify.Leaf(r.Type, r.Salt[:], r.Body), hashes(path)); err != nil {
			t.Error(err)
		}
		other := strings.Replace(string(r.Body), "2025", "2024", 1)
		if err := verify.Inclusion(now, r.Seq, verify.Leaf(r.Type, r.Salt[:], []byte(other)), hashes(path)); err == nil {
			t.Errorf("record %d: another body was accepted", r.Seq)
		}
	}
	if state, err = s.Ledger(ctx); err != nil || string(state.Last) != string(last) || state.Size != now.Size {
		t.Errorf("state %+v, %v", state, err)
	}
	if report := sound(t, s); report.Checkpoints != 3 {
		t.Errorf("%d checkpoints checked, want 3", report.Checkpoints)
	}
}

func hashes[H ~[32]byte](path []H) [][32]byte {
	out := make([][32]byte, len(path))
	for i, h := range path {
		out[i] = h
	}
	return out
}

func records(t *testing.T, s *store.Store) {
	Fill(t, s)
	all, err := s.Records(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for i, r := range all {
		n[r.Type]++
		if r.Seq != int64(i) || r.At.Before(Start) {
			t.Errorf("record %d has place %d, time %s", i, r.Seq, r.At)
		}
	}
	equal(t, "records by type", map[string]int{"workspace": 1, "capture": 4, "decision": 4, "checkpoint": 2, "scan": 4, "verdict": 1, "ruling": 1,
		"operation": 2, "joining": 3, "answer": 1, "attachment": 5, "leg of interest": 2, "detachment": 1, "pull": 3}, n)
	some, err := s.Records(t.Context(), 3, 2)
	if err != nil || len(some) != 2 || some[0].Seq != 3 {
		t.Errorf("two from the third: %v, %v", some, err)
	}
	report := sound(t, s)
	equal(t, "what was checked", store.CheckReport{Records: len(all), Blobs: 3 + 4 + 3, Legs: 8, Checkpoints: 2}, report)
}

func blobs(t *testing.T, s *store.Store) {
	for _, b := range [][]byte{nil, []byte("a"), make([]byte, 1<<20)} {
		name, err := s.PutBlob(b)
		if err != nil || name != hash(b) {
			t.Fatalf("put %d bytes: %q, %v", len(b), name, err)
		}
		if name, err = s.PutBlob(b); err != nil || name != hash(b) {
			t.Errorf("put again: %q, %v", name, err)
		}
		got, err := s.Blob(name)
		if err != nil || string(got) != string(b) {
			t.Errorf("got %d bytes of %d, %v", len(got), len(b), err)
		}
	}
	_, err := s.Blob(hash([]byte("never put")))
	wants(t, err, store.ErrNotFound)
	for _, name := range []string{"", "ab", "../../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("/", 64)} {
		_, err := s.Blob(name)
		wants(t, err, nil, "not a SHA-256")
	}
}

func counts(t *testing.T, s *store.Store) {
	f := Fill(t, s)
	got, err := s.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.Records(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "counts", store.Counts{Documents: 3, Statements: 9, Undecided: 7, Legs: len(f.Legs), Aircraft: 2, Operations: 1, Records: len(all)}, got)
}

func writersAtOnce(t *testing.T, s *store.Store) {
	const writers, each = 8, 5
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				d, raw := Document(fmt.Sprintf("Report %d of writer %d", i, w))
				if _, err := s.AddDocument(t.Context(), d, raw, nil); err != nil {
					t.Errorf("writer %d: %v", w, err)
				}
				if _, _, err := s.Documents(t.Context(), store.Page{Limit: 5}); err != nil {
					t.Errorf("reader %d: %v", w, err)
				}
			}
		})
	}
	wg.Wait()
	if report := sound(t, s); report.Records != 1+writers*each {
		t.Errorf("%d records, want %d", report.Records, 1+writers*each)
	}
}
