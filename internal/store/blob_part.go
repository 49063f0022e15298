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
)

// keepAll keeps the raw bytes of a part in one pack, with one fsync of it and one of its
// folder. When it returns nil every byte lasts; when it fails, what is there already is whole
// and stays. Bytes that were kept before, alone or in the pack of another part, are not kept again.
func (s *Store) keepAll(ctx context.Context, p ScanPart) error {
	raws := map[string][]byte{}
	for _, a := range p.Aircraft {
		for _, m := range a.Members {
			if m.Raw != nil {
				raws[m.Hash] = m.Raw
			}
		}
	}
	if len(raws) == 0 {
		return ctx.Err()
	}
	s.swept.Do(s.sweep)
	if err := s.keepNew(ctx, s.packPath(p.ID), raws); err != nil {
		return s.explain(fmt.Errorf("keep the raw files: %w", err))
	}
	return nil
}

func (s *Store) keepNew(ctx context.Context, path string, raws map[string][]byte) error {
	hashes := slices.Sorted(maps.Keys(raws))
	packs, err := s.packsOf(ctx, hashes)
	if err != nil {
		return err
	}
	known := map[string]index{}
	hashes = slices.DeleteFunc(hashes, func(hash string) bool {
		if fi, err := os.Stat(s.blobPath(hash)); err == nil && fi.Size() == int64(len(raws[hash])) {
			return true
		}
		return slices.ContainsFunc(packs[hash], func(pack string) bool {
			if _, seen := known[pack]; !seen {
				known[pack], _ = readIndex(pack) // what cannot be read holds nothing, and Check says so
			}
			_, there := known[pack].find(hash)
			return there
		})
	})
	if len(hashes) == 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	err = writePack(path, hashes, raws)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	// An earlier try of this part was interrupted before its record, or another process is
	// about the same part. Its pack stays as it is; what it does not hold is kept alone.
	there, err := readIndex(path)
	if err != nil {
		return err
	}
	for _, hash := range hashes {
		if _, ok := there.find(hash); !ok {
			if err := s.keep(hash, raws[hash]); err != nil {
				return err
			}
		}
	}
	return syncFolder(filepath.Dir(path))
}

// packsOf finds the packs that may hold the bytes of each hash: those of the parts whose
// record names it.
func (s *Store) packsOf(ctx context.Context, hashes []string) (map[string][]string, error) {
	out := map[string][]string{}
	const atOnce = 200 // far below any limit on parameters
	for some := range slices.Chunk(hashes, atOnce) {
		args := make([]any, len(some))
		for i, hash := range some {
			args[i] = hash
		}
		err := each(ctx, s.reader, `SELECT m.hash, s.id FROM members m JOIN scans s ON s.seq = m.scan
			WHERE m.hash IN (`+places(1, len(args))+`) ORDER BY m.scan DESC`, args, func(scan func(...any) error) error {
			var hash, part string
			if err := scan(&hash, &part); err != nil {
				return err
			}
			out[hash] = append(out[hash], s.packPath(part))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// packed returns the bytes of a hash from a pack, and where they are; fs.ErrNotExist when none holds them.
func (s *Store) packed(hash string) (b []byte, path string, err error) {
	packs, err := s.packsOf(context.Background(), []string{hash})
	if err != nil {
		return nil, "", err
	}
	err = fs.ErrNotExist
	for _, path := range packs[hash] {
		b, readErr := readPacked(path, hash)
		if readErr == nil {
			return b, path, nil
		}
		if !errors.Is(readErr, fs.ErrNotExist) {
			err = readErr
		}
	}
	return nil, "", err
}
