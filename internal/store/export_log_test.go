package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// What a stranger is given holds no content, and leads from the checkpoint that he kept to the
// one of today; a log that was rewritten behind its back is refuted with both checkpoints.
func TestStrangerWithAnOldCheckpoint(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	kept, err := s.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f := storetest.Fill(t, s)
	dir := filepath.Join(t.TempDir(), "log")
	if _, err := s.Export(ctx, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Rotate(ctx, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Pad(ctx, 64); err != nil {
		t.Fatal(err)
	}
	out, err := s.Export(ctx, dir)
	if err != nil || out.Size != 64 || out.New == 0 {
		t.Fatalf("the export brought up to date: %+v, %v", out, err)
	}
	keys, err := s.Keys(ctx)
	if err != nil || len(keys.Notes) != 1 {
		t.Fatalf("%+v, %v", keys, err)
	}
	ring, err := keys.Ring()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := verify.Tiles(os.DirFS(dir), ring, kept); err != nil {
		t.Error(err)
	}
	h, err := s.ProveFrom(ctx, kept)
	if err != nil {
		t.Fatal(err)
	}
	if _, now, err := h.Holds(ring, kept); err != nil || now.Size != 64 {
		t.Errorf("%+v, %v", now, err)
	}
	secrets := []string{f.Documents[0].ID, f.Slug, "a2c4e0", "KAEX", "analyst", f.Documents[0].RawHash, "Example"}
	walkFiles(t, dir, func(path string, b []byte) {
		for _, secret := range secrets {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s holds %q", path, secret)
			}
		}
	})

	// Somebody with the key rewrites the log and signs it again.
	other := storetest.OpenSQLite(t) // the same key: its randomness repeats
	d, raw := storetest.Document("Another history. " + storetest.Text)
	for range 2 {
		if _, err := other.AddDocument(ctx, d, raw, nil); err != nil {
			t.Fatal(err)
		}
	}
	var two *verify.TwoHistories
	if _, err := other.ProveFrom(ctx, kept); !errors.As(err, &two) || !bytes.Equal(two.OldText, kept) {
		t.Errorf("another history: %v", err)
	}
	long, err := s.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Export(ctx, dir); err == nil {
		t.Error("an export of one history was written over by another")
	}
	if got, err := os.ReadFile(filepath.Join(dir, "checkpoint")); err != nil || !bytes.Equal(got, long) {
		t.Errorf("the export was changed: %v", err)
	}
	first := mustCheckpointBefore(t, f, s)
	if _, err := other.ProveFrom(ctx, first); !errors.Is(err, verify.ErrForked) {
		t.Errorf("a log whose end is gone: %v", err)
	}
}

// mustCheckpointBefore is the checkpoint that the first key signed last.
func mustCheckpointBefore(t *testing.T, f storetest.Filled, s *store.Store) []byte {
	t.Helper()
	var text string
	if err := s.DB().QueryRow(`SELECT text FROM checkpoints WHERE size < (SELECT seq FROM records WHERE type = 'rotation') ORDER BY size DESC LIMIT 1`).Scan(&text); err != nil {
		t.Fatal(f.Slug, err)
	}
	return []byte(text)
}

func walkFiles(t *testing.T, dir string, f func(path string, b []byte)) {
	t.Helper()
	err := filepath.Walk(dir, func(path string, fi os.FileInfo, err error) error {
		if err != nil || fi.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		f(path, b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A rotation that is killed between its commit and its file is finished when the workspace is
// opened; a process that still has the old key writes nothing and says what to do.
func TestRotationIsFinished(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	path := filepath.Join(s.Dir(), "ledger.key")
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(ctx, s.Dir(), storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	next, err := s.Compromised(ctx, "", storetest.Start)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Checkpoint(ctx); err == nil || !strings.Contains(err.Error(), "rotated by another") {
		t.Errorf("a process with the old key: %v", err)
	}
	now, err := os.ReadFile(path)
	if err != nil || bytes.Contains(now, bytes.TrimSpace(old)) || !bytes.Contains(now, []byte(next)) {
		t.Errorf("the key file does not hold the new key, %v", err)
	}
	if err := errors.Join(os.WriteFile(path+".next", now, 0o600), os.WriteFile(path, old, 0o600)); err != nil { // as the kill would leave it
		t.Fatal(err)
	}
	again, err := store.Open(ctx, s.Dir(), storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := again.Checkpoint(ctx); err != nil {
		t.Error(err)
	}
	report, err := again.Check(ctx, nil)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("%+v, %v", report.Problems, err)
	}
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, s.Dir(), storetest.Options()); err == nil || !strings.Contains(err.Error(), "put the right one back") {
		t.Errorf("with the old key alone: %v", err)
	}
}
