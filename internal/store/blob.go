package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// PutBlob keeps b under its SHA-256 and returns that hash in lower-case hex. The bytes are
// on the disk under their name, or not there at all: temporary file, fsync, rename, fsync of
// the folder.
func (s *Store) PutBlob(b []byte) (hash string, err error) {
	sum := sha256.Sum256(b)
	hash = hex.EncodeToString(sum[:])
	if err := s.keep(hash, b); err != nil {
		return "", err
	}
	return hash, nil
}

// keep keeps b, whose hash is known.
func (s *Store) keep(hash string, b []byte) error {
	s.swept.Do(s.sweep)
	path := s.blobPath(hash)
	folder := filepath.Dir(path)
	var err error
	if fi, there := os.Stat(path); there == nil && fi.Size() == int64(len(b)) {
		err = syncFolder(folder) // another process may have put it there this moment
	} else if err = makeFolder(folder); err == nil {
		err = writeWhole(path, b, 0o600)
	}
	if err != nil {
		return s.explain(fmt.Errorf("keep blob %s: %w", hash, err))
	}
	return nil
}

const (
	tempPrefix = ".tmp-"
	// A write takes seconds at most: what is older than abandoned was left by a process that
	// was killed, and no other process is about to rename it.
	abandoned = time.Hour
)

// sweep removes the temporary files of processes that were killed. It runs once, before the
// first blob that this Store keeps. What cannot be removed does no harm and stays.
func (s *Store) sweep() {
	root := filepath.Join(s.dir, blobFolder)
	left, _ := fs.Glob(os.DirFS(root), "*/"+tempPrefix+"*")
	if len(left) == 0 {
		return
	}
	before := s.opt.Now().Add(-abandoned)
	for _, name := range left {
		path := filepath.Join(root, filepath.FromSlash(name))
		if fi, err := os.Lstat(path); err == nil && fi.Mode().IsRegular() && fi.ModTime().Before(before) {
			_ = os.Remove(path)
		}
	}
}

// Blob returns the bytes that were kept under hash. Bytes that do not hash to their name
// are an error, never an answer.
func (s *Store) Blob(hash string) ([]byte, error) {
	if !isHash(hash) {
		return nil, fmt.Errorf("read blob: %q is not a SHA-256 in lower-case hex", hash)
	}
	path := s.blobPath(hash)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		b, path, err = s.packed(hash)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read blob %s: %w", hash, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read blob %s: %w", hash, err)
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != hash {
		return nil, fmt.Errorf("read blob %s: its bytes hash to %x: the file %s was changed; run charterwatch ledger check",
			hash, sum, path)
	}
	return b, nil
}

func (s *Store) blobPath(hash string) string {
	return filepath.Join(s.dir, blobFolder, hash[:2], hash[2:])
}

func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// makeFolder makes one folder whose parent exists, and makes that last.
func makeFolder(path string) error {
	err := os.Mkdir(path, 0o700)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// writeWhole writes a file so that it is there whole, under its name and lasting, or not at all.
func writeWhole(path string, b []byte, mode fs.FileMode) error {
	folder := filepath.Dir(path)
	temp, err := writeTemp(folder, mode, b)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return syncFolder(folder)
}

// writeTemp writes a temporary file whose bytes last, and leaves none when it fails.
func writeTemp(folder string, mode fs.FileMode, pieces ...[]byte) (path string, err error) {
	f, err := os.CreateTemp(folder, tempPrefix+"*")
	if err != nil {
		return "", err
	}
	for _, b := range pieces {
		if err == nil {
			_, err = f.Write(b)
		}
	}
	if err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
