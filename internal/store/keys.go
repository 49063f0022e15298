package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

// keyID is what the records about keys are about; nextKeyFile holds a key that is not in
// force yet, between the moment when it is made and the one when the log names it.
const (
	keyID       = "key"
	nextKeyFile = keyFile + ".next"
)

// keyFact is the fact of the records "rotation" and "compromise": a signed note, exact bytes
// (it holds only ASCII and a dash, which normalization form C leaves alone).
type keyFact struct {
	Note string `json:"note"`
	Key  string `json:"key"` // the verifier key in force after a rotation, or the one that is compromised
}

// LogKeys is what a stranger needs to judge checkpoints of every age: the first key, and the
// notes that lead from it to the one in force.
type LogKeys struct {
	First string
	Notes [][]byte // in the order of the log
}

// Keys returns the first key of the log and the notes that hand it on.
func (s *Store) Keys(ctx context.Context) (LogKeys, error) {
	var keys LogKeys
	err := s.read(ctx, func(q queryer) (err error) {
		keys, err = logKeys(ctx, q)
		return err
	})
	if err != nil {
		return LogKeys{}, fmt.Errorf("read the keys of the log: %w", s.explain(err))
	}
	return keys, nil
}

func logKeys(ctx context.Context, q queryer) (LogKeys, error) {
	var body string
	found, err := one(ctx, q, `SELECT body FROM records WHERE seq = 0`, nil, &body)
	if err != nil {
		return LogKeys{}, err
	}
	if !found {
		return LogKeys{}, errors.New("the log has no first record: the database is damaged; restore it from a backup")
	}
	var first workspaceFact
	if err := ledger.Fact([]byte(body), &first); err != nil {
		return LogKeys{}, err
	}
	keys := LogKeys{First: first.Verifier}
	err = each(ctx, q, `SELECT body FROM records WHERE id = $1 AND type IN ('rotation', 'compromise') ORDER BY seq`, []any{keyID},
		func(scan func(...any) error) error {
			var body string
			var f keyFact
			if err := scan(&body); err != nil {
				return err
			}
			if err := ledger.Fact([]byte(body), &f); err != nil {
				return err
			}
			keys.Notes = append(keys.Notes, []byte(f.Note))
			return nil
		})
	return keys, err
}

// keyInForce is the verifier key that the log names last.
func keyInForce(ctx context.Context, q queryer) (string, error) {
	var body string
	found, err := one(ctx, q, `SELECT body FROM records WHERE id = $1 AND type = 'rotation' ORDER BY seq DESC LIMIT 1`, []any{keyID}, &body)
	if err != nil {
		return "", err
	}
	if !found {
		keys, err := logKeys(ctx, q)
		return keys.First, err
	}
	var f keyFact
	err = ledger.Fact([]byte(body), &f)
	return f.Key, err
}

// Rotate makes a new key and hands the log over to it by a note that both sign. With since,
// the old key is recorded as one that others may have had from that moment on. The old key is
// destroyed. Another program that has the workspace open has to be started again to write.
func (s *Store) Rotate(ctx context.Context, since time.Time) (next string, err error) {
	if since.After(s.opt.Now()) {
		return "", fmt.Errorf("rotate the key: %s is yet to come", since.UTC().Format(time.RFC3339))
	}
	old := s.key.Load()
	key, err := old.Successor(s.opt.Rand)
	if err != nil {
		return "", fmt.Errorf("rotate the key: %w", err)
	}
	err = s.write(ctx, func(w *writing) error {
		if err := writeWhole(filepath.Join(s.dir, nextKeyFile), key.Text(), 0o600); err != nil {
			return err
		}
		text, err := old.Rotation(w.size, key)
		if err != nil {
			return err
		}
		if _, err := w.append("rotation", keyID, keyFact{string(text), key.Verifier()}); err != nil {
			return err
		}
		w.key = key
		if since.IsZero() {
			return nil
		}
		text, err = key.Compromise(w.size, old.Verifier(), since)
		if err != nil {
			return err
		}
		_, err = w.append("compromise", keyID, keyFact{string(text), old.Verifier()})
		return err
	})
	if err != nil {
		// What was not committed is not in force; a commit whose answer was lost is settled by the next Open.
		return "", fmt.Errorf("rotate the key: %w", err)
	}
	s.key.Store(key)
	if err := s.adoptKey(); err != nil {
		return "", fmt.Errorf("the key was rotated, but its file could not take its place: %w: open the workspace again", err)
	}
	return key.Verifier(), nil
}

// Compromised records that others may have had a key since a moment. The key in force is
// rotated first, because what it signs from now on would be believed by nobody.
func (s *Store) Compromised(ctx context.Context, verifier string, since time.Time) (next string, err error) {
	now := s.key.Load()
	if verifier == "" || verifier == now.Verifier() {
		return s.Rotate(ctx, since)
	}
	err = s.write(ctx, func(w *writing) error {
		known := false
		keys, err := logKeys(ctx, w)
		if err != nil {
			return err
		}
		known = keys.First == verifier
		err = each(ctx, w, `SELECT body FROM records WHERE id = $1 AND type = 'rotation'`, []any{keyID}, func(scan func(...any) error) error {
			var body string
			var f keyFact
			err := errors.Join(scan(&body), ledger.Fact([]byte(body), &f))
			known = known || f.Key == verifier
			return err
		})
		if err != nil {
			return err
		}
		if !known {
			return fmt.Errorf("%.200q is no key of this log: %w", verifier, ErrNotFound)
		}
		text, err := now.Compromise(w.size, verifier, since)
		if err != nil {
			return err
		}
		_, err = w.append("compromise", keyID, keyFact{string(text), verifier})
		return err
	})
	if err != nil {
		return "", fmt.Errorf("record a compromised key: %w", err)
	}
	return now.Verifier(), nil
}

// adoptKey gives the next key the place of the one before it.
func (s *Store) adoptKey() error {
	path := filepath.Join(s.dir, keyFile)
	if err := destroyBytes(path); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(s.dir, nextKeyFile), path); err != nil {
		return err
	}
	return syncFolder(s.dir)
}

// destroyBytes writes zeros over a file before it is removed or replaced. On disks that write
// elsewhere (flash, copy on write) old bytes may stay until they are reused.
func destroyBytes(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	fi, err := f.Stat()
	if err == nil {
		zeros := make([]byte, min(fi.Size(), 1<<16))
		for at := int64(0); at < fi.Size() && err == nil; at += int64(len(zeros)) {
			_, err = f.WriteAt(zeros[:min(int64(len(zeros)), fi.Size()-at)], at)
		}
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// holdsKey sees that the key file is the key that the log names. A rotation that was killed
// between its commit and the renaming of its key is finished here.
func (s *Store) holdsKey(ctx context.Context) error {
	want, err := keyInForce(ctx, s.reader)
	if err != nil {
		return s.explain(err)
	}
	if s.key.Load() != nil && s.key.Load().Verifier() == want {
		return nil
	}
	text, err := os.ReadFile(filepath.Join(s.dir, nextKeyFile))
	if err == nil {
		next, err := ledger.ParseKey(text)
		if err == nil && next.Verifier() == want {
			s.key.Store(next)
			return s.adoptKey()
		}
	}
	return fmt.Errorf("%s belongs to another log than the database (%s): put the right one back", keyFile, want)
}
