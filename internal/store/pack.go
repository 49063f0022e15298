package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A pack is one file with the raw files of one part of a scan:
//
//	charterwatch pack 1\n
//	2\n                        how many files
//	<SHA-256> <bytes>\n        one line each, in the order of the hashes
//	<SHA-256> <bytes>\n
//	…their bytes, in that order, one behind the other
//
// It is found by the part, whose record names the hashes; no table has to agree with it. It
// is never changed once it has its name. One file in it can be destroyed without the others:
// a pack without it is written and takes its name, and nothing else refers to places in it.
const (
	packMagic   = "charterwatch pack 1\n"
	packFolder  = "packs"
	maxPacked   = 1 << 20 // files in a pack; a part has some dozens
	packEnding  = ".pack"
	maxPackLine = 64 + 1 + 19 + 1
)

// packPath is where the pack of a part is. A part's ID may be any text.
func (s *Store) packPath(part string) string {
	return filepath.Join(s.dir, blobFolder, packFolder, sha256Hex([]byte(part))+packEnding)
}

// index is what the head of a pack says, in the order of the hashes.
type index []placed

// placed is where one file is in a pack.
type placed struct {
	hash     string
	at, size int64
}

func (x index) find(hash string) (placed, bool) {
	i, ok := slices.BinarySearchFunc(x, hash, func(p placed, hash string) int { return strings.Compare(p.hash, hash) })
	if !ok {
		return placed{}, false
	}
	return x[i], true
}

// writePack writes the pack of sorted hashes so that it is there whole and lasting or not at
// all. It never replaces one: then the error is fs.ErrExist.
func writePack(path string, hashes []string, raws map[string][]byte) error {
	folder := filepath.Dir(path)
	var head bytes.Buffer
	fmt.Fprintf(&head, "%s%d\n", packMagic, len(hashes))
	for _, hash := range hashes {
		fmt.Fprintf(&head, "%s %d\n", hash, len(raws[hash]))
	}
	pieces := [][]byte{head.Bytes()}
	for _, hash := range hashes {
		pieces = append(pieces, raws[hash])
	}
	temp, err := writeTemp(folder, 0o600, pieces...)
	if err != nil {
		return err
	}
	if err := os.Link(temp, path); err != nil { // a rename would replace what is there
		return errors.Join(err, os.Remove(temp))
	}
	return errors.Join(os.Remove(temp), syncFolder(folder))
}

// readIndex reads the head of a pack.
func readIndex(path string) (index, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	x, err := parseIndex(f)
	if err != nil {
		return nil, fmt.Errorf("pack %s: %w", path, err)
	}
	return x, nil
}

// parseIndex takes nothing but what writePack writes, byte for byte, and a file of that size.
func parseIndex(f *os.File) (index, error) {
	r := bufio.NewReaderSize(f, 8<<10)
	magic := make([]byte, len(packMagic))
	if _, err := io.ReadFull(r, magic); err != nil || string(magic) != packMagic {
		return nil, errors.New("it does not begin as a pack does")
	}
	at := int64(len(magic))
	line := func() (string, error) {
		text, err := r.ReadSlice('\n')
		if err != nil || len(text) > maxPackLine {
			return "", errors.New("its list of files is damaged")
		}
		at += int64(len(text))
		return string(text[:len(text)-1]), nil
	}
	number := func(text string, most int64) (int64, error) {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || n > most || strconv.FormatInt(n, 10) != text {
			return 0, errors.New("its list of files is damaged")
		}
		return n, nil
	}
	text, err := line()
	if err != nil {
		return nil, err
	}
	count, err := number(text, maxPacked)
	if err != nil {
		return nil, err
	}
	x := make(index, 0, min(count, 4096))
	for range count {
		text, err := line()
		if err != nil {
			return nil, err
		}
		hash, size, _ := strings.Cut(text, " ")
		n, err := number(size, 1<<40)
		if err != nil || !isHash(hash) || len(x) > 0 && x[len(x)-1].hash >= hash {
			return nil, errors.New("its list of files is damaged")
		}
		x = append(x, placed{hash: hash, size: n})
	}
	for i := range x {
		x[i].at = at
		at += x[i].size
	}
	if fi, err := f.Stat(); err != nil || fi.Size() != at {
		return nil, errors.Join(errors.New("it does not have the length that its list of files says"), err)
	}
	return x, nil
}

// readPacked reads one file of a pack, whose bytes the caller hashes; fs.ErrNotExist when it is not in it.
func readPacked(path, hash string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	x, err := parseIndex(f)
	if err != nil {
		return nil, fmt.Errorf("pack %s: %w", path, err)
	}
	p, ok := x.find(hash)
	if !ok {
		return nil, fs.ErrNotExist
	}
	b := make([]byte, p.size)
	_, err = f.ReadAt(b, p.at)
	return b, err
}

// packs checks every byte of every pack, also of those files that no record names yet.
func (c *checking) packs() error {
	paths, err := filepath.Glob(filepath.Join(c.s.dir, blobFolder, packFolder, "*"+packEnding))
	if err != nil {
		return err
	}
	c.packed = map[string]string{}
	for _, path := range paths {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		hashes, err := checkPack(path)
		if err != nil {
			c.problem(-1, "pack", filepath.Base(path), err.Error())
			continue
		}
		for _, hash := range hashes {
			c.packed[hash] = path
		}
	}
	return nil
}

// checkPack hashes every file of a pack and returns their hashes.
func checkPack(path string) (hashes []string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	x, err := parseIndex(f)
	if err != nil {
		return nil, err
	}
	for _, p := range x {
		h := sha256.New()
		if _, err := io.Copy(h, io.NewSectionReader(f, p.at, p.size)); err != nil {
			return nil, fmt.Errorf("the file %s in it cannot be read: %w", p.hash, err)
		}
		if sum := hex.EncodeToString(h.Sum(nil)); sum != p.hash {
			return nil, fmt.Errorf("the bytes of the file %s in it hash to %s", p.hash, sum)
		}
		hashes = append(hashes, p.hash)
	}
	return hashes, nil
}
