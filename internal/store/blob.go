package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// PutBlob keeps b under its SHA-256 and returns that hash in lower-case hex. The bytes are
// on the disk under their name, or not there at all: temporary file, fsync, rename, fsync of
// the folder.
func (s *Store) PutBlob(b []byte) (hash string, err error) {
	sum := sha256.Sum256(b)
	hash = hex.EncodeToString(sum[:])
	path := s.blobPath(hash)
	if fi, err := os.Stat(path); err == nil && fi.Size() == int64(len(b)) {
		return hash, nil
	}
	folder := filepath.Dir(path)
	if err := makeFolder(folder); err != nil {
		return "", s.explain(fmt.Errorf("keep blob %s: %w", hash, err))
	}
	if err := writeWhole(path, b, 0o600); err != nil {
		return "", s.explain(fmt.Errorf("keep blob %s: %w", hash, err))
	}
	return hash, nil
}

// Blob returns the bytes that were kept under hash. Bytes that do not hash to their name
// are an error, never an answer.
func (s *Store) Blob(hash string) ([]byte, error) {
	if !isHash(hash) {
		return nil, fmt.Errorf("read blob: %q is not a SHA-256 in lower-case hex", hash)
	}
	b, err := os.ReadFile(s.blobPath(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read blob %s: %w", hash, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read blob %s: %w", hash, err)
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != hash {
		return nil, fmt.Errorf("read blob %s: its bytes hash to %x: the file %s was changed; run charterwatch ledger check",
			hash, sum, s.blobPath(hash))
	}
	return b, nil
}

func (s *Store) blobPath(hash string) string {
	return filepath.Join(s.dir, "blobs", hash[:2], hash[2:])
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
	f, err := os.CreateTemp(folder, ".tmp-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is nothing to remove
	_, err = f.Write(b)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(folder)
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
