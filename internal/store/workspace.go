package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

// The files of a workspace folder.
const (
	databaseFile = "charterwatch.db"
	keyFile      = "ledger.key"
	blobFolder   = "blobs"
)

// Init makes a workspace in dir, which must be missing or empty, and opens it. The database
// moves in last, so that a folder is a workspace or it is not.
func Init(ctx context.Context, dir string, o Options) (*Store, error) {
	if err := mayInit(dir); err != nil {
		return nil, fmt.Errorf("init workspace %s: %w", dir, err)
	}
	made, err := makePath(dir)
	if err != nil {
		return nil, fmt.Errorf("init workspace %s: %w", dir, err)
	}
	if err := initInside(ctx, dir, o); err != nil {
		for _, name := range []string{databaseFile, keyFile, blobFolder} {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, name)))
		}
		for _, folder := range made {
			err = errors.Join(err, os.Remove(folder))
		}
		return nil, fmt.Errorf("init workspace %s: %w", dir, err)
	}
	return Open(ctx, dir, o)
}

// mayInit refuses a workspace and a folder that holds anything else.
func mayInit(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == databaseFile {
			return fmt.Errorf("it is a workspace and it %w: use it, or choose another folder", ErrExists)
		}
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s %w in this folder: a workspace needs an empty or a new one", entries[0].Name(), ErrExists)
	}
	return nil
}

// makePath makes dir and its missing parents and returns those that it made, innermost first.
func makePath(dir string) (made []string, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for p := dir; ; p = filepath.Dir(p) {
		if _, err := os.Stat(p); err == nil {
			break
		}
		made = append(made, p)
	}
	return made, os.MkdirAll(dir, 0o700)
}

// initInside builds the workspace in a folder inside dir and moves its files up.
func initInside(ctx context.Context, dir string, o Options) error {
	tmp, err := os.MkdirTemp(dir, ".init-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	key, err := newKey(o.Rand)
	if err != nil {
		return err
	}
	if err := writeWhole(filepath.Join(tmp, keyFile), key.Text(), 0o600); err != nil {
		return err
	}
	if err := makeFolder(filepath.Join(tmp, blobFolder)); err != nil {
		return err
	}
	// Notes and unpublished documents are nobody else's; the files beside it take its mode.
	if err := writeWhole(filepath.Join(tmp, databaseFile), nil, 0o600); err != nil {
		return err
	}
	s, err := openSQLite(tmp, key, o)
	if err != nil {
		return err
	}
	if err := errors.Join(s.begin(ctx), s.Close()); err != nil {
		return err
	}
	for _, name := range []string{keyFile, blobFolder, databaseFile} {
		if err := os.Rename(filepath.Join(tmp, name), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return syncFolder(dir)
}

// newKey makes the key of a log with a name of its own.
func newKey(random io.Reader) (*ledger.Key, error) {
	var name [8]byte
	if _, err := io.ReadFull(random, name[:]); err != nil {
		return nil, fmt.Errorf("read randomness: %w", err)
	}
	return ledger.NewKey(random, fmt.Sprintf("charterwatch.local/%x", name))
}

// workspaceFact is the fact of record 0.
type workspaceFact struct {
	Verifier string `json:"verifier"` // the verifier key of the log
}

// begin migrates an empty database and writes record 0.
func (s *Store) begin(ctx context.Context) error {
	if err := s.migrate(ctx); err != nil {
		return err
	}
	text, err := s.key.Load().Sign(0, emptyRoot)
	if err != nil {
		return err
	}
	// Two programs that begin one shared database at once: the second finds the row.
	if _, err := s.writer.ExecContext(ctx,
		`INSERT INTO head (one, size, text) VALUES (1, 0, $1) ON CONFLICT (one) DO NOTHING`, string(text)); err != nil {
		return s.explain(err)
	}
	return s.write(ctx, func(w *writing) error {
		if w.size > 0 {
			return nil
		}
		_, err := w.append("workspace", s.key.Load().Origin(), workspaceFact{s.key.Load().Verifier()})
		return err
	})
}

// Open opens the workspace in dir.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open %s: %w here (%s is missing): make one with charterwatch init %s, or name one with --workspace",
			dir, ErrNoWorkspace, databaseFile, dir)
	} else if err != nil {
		return nil, fmt.Errorf("open workspace %s: %w", dir, err)
	}
	key, err := readKey(dir)
	if err != nil {
		return nil, fmt.Errorf("open workspace %s: %w", dir, err)
	}
	s, err := openSQLite(dir, key, o)
	if err != nil {
		return nil, fmt.Errorf("open workspace %s: %w", dir, err)
	}
	if err := s.ready(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open workspace %s: %w", dir, err), s.Close())
	}
	return s, nil
}

func readKey(dir string) (*ledger.Key, error) {
	path := filepath.Join(dir, keyFile)
	if err := private(path); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is missing: without it nothing can be recorded; put it back from your backup", keyFile)
	}
	if err != nil {
		return nil, err
	}
	return ledger.ParseKey(text)
}

// private refuses a key that other users of the machine can read or replace: who holds it can
// sign another history. Windows keeps its permissions elsewhere and is not asked.
func private(path string) error {
	fi, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" {
		return nil // reading it says what is wrong
	}
	if mode := fi.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("%s can be read or written by other users (mode %#o), who could sign another history: run chmod 600 %s, and if somebody may have copied it, say so to those who rely on it",
			keyFile, mode, path)
	}
	return nil
}

// ready migrates what is older, refuses what is newer, and sees that key and log belong together.
func (s *Store) ready(ctx context.Context) error {
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if err := s.holdsKey(ctx); err != nil {
		return err
	}
	// An erasure that was interrupted goes on; when another program is in the way the check says so.
	_ = s.finishErasure(ctx, nil)
	return nil
}
