package store

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// Exported is what Export wrote.
type Exported struct {
	Size       int64 // records in the log
	Files, New int   // tiles and bundles, and how many of them were not there before
}

// Export writes the log in the C2SP tlog-tiles layout: tile/…, the notes about keys, and last
// the checkpoint, each file whole or not at all. Entries are leaves: a type and a salted
// commitment. A folder that holds an earlier export of the same log is brought up to date; one
// that holds anything else is left as it is, because two histories are evidence.
func (s *Store) Export(ctx context.Context, dir string) (Exported, error) {
	out, err := s.export(ctx, dir)
	if err != nil {
		return Exported{}, fmt.Errorf("export the log to %s: %w", dir, s.explain(err))
	}
	return out, nil
}

func (s *Store) export(ctx context.Context, dir string) (out Exported, err error) {
	text, err := s.Checkpoint(ctx)
	if err != nil {
		return out, err
	}
	keys, err := s.Keys(ctx)
	if err != nil {
		return out, err
	}
	if out.Size, err = s.maySucceed(ctx, dir, keys, text); err != nil {
		return out, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return out, err
	}
	err = s.read(ctx, func(q queryer) error {
		for t, err := range ledger.Tiles(out.Size, storedHashes(ctx, q), leavesOf(ctx, q)) {
			if err != nil {
				return err
			}
			out.Files++
			path := filepath.Join(dir, filepath.FromSlash(t.Path))
			if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, t.Data) {
				continue
			} else if err == nil {
				return fmt.Errorf("%s is there and is not what the log has: keep it, it may be evidence; export to an empty folder", t.Path)
			}
			out.New++
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			if err := writeWhole(path, t.Data, 0o644); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	if err := writeKeys(dir, keys); err != nil {
		return out, err
	}
	return out, writeWhole(filepath.Join(dir, "checkpoint"), text, 0o644)
}

func writeKeys(dir string, keys LogKeys) error {
	if err := os.MkdirAll(filepath.Join(dir, "keys"), 0o755); err != nil {
		return err
	}
	if err := writeWhole(filepath.Join(dir, "keys", "first"), []byte(keys.First+"\n"), 0o644); err != nil {
		return err
	}
	for i, note := range keys.Notes {
		if err := writeWhole(filepath.Join(dir, "keys", fmt.Sprintf("%03d.note", i+1)), note, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// maySucceed sees that a folder holds nothing, or an export that the log begins with.
func (s *Store) maySucceed(ctx context.Context, dir string, keys LogKeys, text []byte) (size int64, err error) {
	ring, err := keys.Ring()
	if err != nil {
		return 0, err
	}
	now, _, err := ring.Open(text)
	if err != nil {
		return 0, err
	}
	there, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if errors.Is(err, fs.ErrNotExist) {
		return now.Size, nil
	}
	if err != nil {
		return 0, err
	}
	if _, err := s.ProveFrom(ctx, there); err != nil {
		return 0, fmt.Errorf("the export that is there: %w: it was left as it is", err)
	}
	return now.Size, nil
}

// Ring makes a verifier's keyring of the log's own account of its keys.
func (k LogKeys) Ring() (verify.Keyring, error) {
	ring, err := verify.Trust(k.First)
	if err != nil {
		return verify.Keyring{}, err
	}
	return ring.With(k.Notes...)
}

func leavesOf(ctx context.Context, q queryer) func(from, to int64) ([][]byte, error) {
	return func(from, to int64) ([][]byte, error) {
		var out [][]byte
		records, err := recordsFrom(ctx, q, from, int(to-from))
		for _, r := range records {
			out = append(out, ledger.Leaf(r))
		}
		if err == nil && int64(len(out)) != to-from {
			err = fmt.Errorf("records from %d to %d: %d are there: run charterwatch ledger check", from, to, len(out))
		}
		return out, err
	}
}

// ProveFrom answers a stranger who kept a checkpoint: the newest one with the path that shows
// that history was only added to. When it was not, the error is a *verify.TwoHistories with
// both texts; a checkpoint that this log's keys did not sign is refused by name.
func (s *Store) ProveFrom(ctx context.Context, kept []byte) (verify.History, error) {
	h, err := s.proveFrom(ctx, kept)
	if err != nil {
		return verify.History{}, fmt.Errorf("prove from a kept checkpoint: %w", s.explain(err))
	}
	return h, nil
}

func (s *Store) proveFrom(ctx context.Context, kept []byte) (h verify.History, err error) {
	text, err := s.Checkpoint(ctx)
	if err != nil {
		return h, err
	}
	keys, err := s.Keys(ctx)
	if err != nil {
		return h, err
	}
	ring, err := keys.Ring()
	if err != nil {
		return h, err
	}
	old, now, err := verify.Compare(ring, kept, text)
	if err != nil {
		if errors.Is(err, verify.ErrReplayed) { // it signed more than it has: the end of the log is gone
			return h, &verify.TwoHistories{Old: old, Now: now, OldText: kept, NowText: text}
		}
		return h, err
	}
	h = verify.History{Old: old.Size, Now: text}
	if old.Size == 0 {
		return h, nil
	}
	err = s.read(ctx, func(q queryer) error {
		root, err := ledger.Root(old.Size, storedHashes(ctx, q))
		if err != nil {
			return err
		}
		if derived := [32]byte(root); derived != old.Root {
			return &verify.TwoHistories{Old: old, Now: now, OldText: kept, NowText: text, Derived: &derived}
		}
		if old.Size == now.Size {
			return nil
		}
		path, err := ledger.ProveConsistency(now.Size, old.Size, storedHashes(ctx, q))
		for _, hash := range path {
			h.Path = append(h.Path, hash)
		}
		return err
	})
	if err != nil {
		return h, err
	}
	_, _, err = h.Holds(ring, kept) // as the stranger will
	return h, err
}

// ProofOf returns the C2SP tlog-proof of one record under a fresh checkpoint.
func (s *Store) ProofOf(ctx context.Context, seq int64) ([]byte, error) {
	text, err := s.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := s.Keys(ctx)
	if err != nil {
		return nil, err
	}
	ring, err := keys.Ring()
	if err != nil {
		return nil, err
	}
	now, _, err := ring.Open(text)
	if err != nil {
		return nil, err
	}
	path, err := s.ProveInclusion(ctx, now.Size, seq)
	if err != nil {
		return nil, err
	}
	return proofText(seq, path, text), nil
}

func proofText(seq int64, path tlog.RecordProof, checkpoint []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "c2sp.org/tlog-proof@v1\nindex %d\n", seq)
	for _, h := range path {
		b.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	b.WriteString("\n")
	b.Write(checkpoint)
	return b.Bytes()
}

// Pad adds records without content until the next checkpoint's size is a multiple of n, so
// that the size in a proof says little of how much was recorded and when. They have salts as
// all others. A log that stands at such a checkpoint is left as it is.
func (s *Store) Pad(ctx context.Context, n int64) error {
	if n < 1 || n > 4096 {
		return fmt.Errorf("pad the log to a multiple of %d: give 1 to 4096", n)
	}
	return s.write(ctx, func(w *writing) error {
		var size int64
		signed, err := one(ctx, w, `SELECT size FROM checkpoints WHERE size = $1`, []any{w.size}, &size)
		if err != nil || signed && w.size%n == 0 {
			return err
		}
		for (w.size+1)%n != 0 {
			if _, err := w.append("padding", "", struct{}{}); err != nil {
				return err
			}
		}
		return nil
	})
}
