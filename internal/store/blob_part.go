package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
)

// atOnce is how many files of a part are on their way to the disk at a time. An fsync is
// waiting, not work, and the file system makes one commit of those that wait together.
const atOnce = 16

// keepAll keeps the raw bytes of a part, like PutBlob but in step: all temporary files, all
// fsyncs, all renames, and one fsync of each folder. When it returns nil every byte lasts under
// its name; when it fails, what has its name already is whole and stays.
func (s *Store) keepAll(ctx context.Context, p ScanPart) error {
	blobs := map[string][]byte{}
	folders := map[string]bool{}
	for _, a := range p.Aircraft {
		for _, m := range a.Members {
			if m.Raw != nil {
				blobs[m.Hash] = m.Raw
				folders[filepath.Dir(s.blobPath(m.Hash))] = true
			}
		}
	}
	if len(blobs) == 0 {
		return ctx.Err()
	}
	s.swept.Do(s.sweep)
	hashes, touched := slices.Sorted(maps.Keys(blobs)), slices.Sorted(maps.Keys(folders))
	temps := make([]string, len(hashes))
	defer func() {
		for _, t := range temps {
			if t != "" {
				_ = os.Remove(t) // what was renamed is not there any more
			}
		}
	}()
	err := errors.Join(s.makeBlobFolders(touched), ctx.Err())
	if err == nil {
		err = inParallel(ctx, len(hashes), func(i int) (err error) {
			path, b := s.blobPath(hashes[i]), blobs[hashes[i]]
			if fi, there := os.Stat(path); there == nil && fi.Size() == int64(len(b)) {
				return nil
			}
			if temps[i], err = writeTemp(filepath.Dir(path), b, 0o600); err != nil {
				return fmt.Errorf("blob %s: %w", hashes[i], err)
			}
			return nil
		})
	}
	for i, t := range temps {
		if err == nil && t != "" {
			err = os.Rename(t, s.blobPath(hashes[i]))
		}
	}
	if err == nil { // all folders: another process may have put a blob there this moment
		err = inParallel(ctx, len(touched), func(i int) error { return syncFolder(touched[i]) })
	}
	if err != nil {
		return s.explain(fmt.Errorf("keep the raw files: %w", err))
	}
	return nil
}

// makeBlobFolders makes the folders that are missing, and makes that last.
func (s *Store) makeBlobFolders(paths []string) error {
	made := false
	for _, path := range paths {
		err := os.Mkdir(path, 0o700)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		made = made || err == nil
	}
	if !made {
		return nil
	}
	return syncFolder(filepath.Join(s.dir, blobFolder))
}

// inParallel calls do for 0 to n-1, atOnce at a time, and returns all their errors.
func inParallel(ctx context.Context, n int, do func(i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(atOnce, n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				errs[i] = do(i)
			}
		})
	}
	wg.Wait()
	return errors.Join(append(errs, ctx.Err())...)
}
