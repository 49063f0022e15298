package verify

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
)

// tileWidth is how many hashes a full tile of C2SP tlog-tiles holds.
const tileWidth = 256

// TilePath is where C2SP tlog-tiles keeps a tile: level "entries" or a number, place n in its
// level, width below 256 for a partial one.
func TilePath(level string, n int64, width int) string {
	place := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		place = fmt.Sprintf("x%03d/%s", n%1000, place)
	}
	if width == tileWidth {
		return "tile/" + level + "/" + place
	}
	return fmt.Sprintf("tile/%s/%s.p/%d", level, place, width)
}

// Tiles derives a log that was exported in the tlog-tiles layout again: every entry, every
// hash of every tile, the root that its checkpoint signs. For each kept checkpoint it sees
// that the log begins with it; one that does not is TwoHistories.
func Tiles(fsys fs.FS, keys Keyring, kept ...[]byte) (Checkpoint, error) {
	text, err := fs.ReadFile(fsys, "checkpoint")
	if err != nil {
		return Checkpoint{}, fmt.Errorf("read the exported log: %w", err)
	}
	now, _, err := keys.Open(text)
	if err != nil {
		return now, err
	}
	roots := map[int64][32]byte{now.Size: {}}
	olds := make([]Checkpoint, len(kept))
	for i, k := range kept {
		if olds[i], _, err = Compare(keys, k, text); err != nil {
			return now, err
		}
		roots[olds[i].Size] = [32]byte{}
	}
	if err := deriveTiles(fsys, now.Size, roots); err != nil {
		return now, err
	}
	if roots[now.Size] != now.Root {
		return now, fmt.Errorf("the exported log: %w: its %d entries have another root than the checkpoint signs", ErrForged, now.Size)
	}
	for i, old := range olds {
		if derived := roots[old.Size]; derived != old.Root {
			return now, &TwoHistories{Old: old, Now: now, OldText: kept[i], NowText: text, Derived: &derived}
		}
	}
	return now, nil
}

// deriveTiles reads the entries and compares every tile with what they give. It fills in the
// roots at the sizes that roots has as keys.
func deriveTiles(fsys fs.FS, size int64, roots map[int64][32]byte) error {
	var tree Tree
	note := func() {
		if _, asked := roots[tree.Size()]; asked {
			roots[tree.Size()] = tree.Root()
		}
	}
	note()
	levels := &levelTiles{fsys: fsys}
	for n := int64(0); n*tileWidth < size; n++ {
		width := int(min(size-n*tileWidth, tileWidth))
		name := TilePath("entries", n, width)
		bundle, err := readTile(fsys, name, -1)
		if err != nil {
			return err
		}
		for i := range width {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return fmt.Errorf("%s: %w: it ends in entry %d", name, ErrTruncated, n*tileWidth+int64(i))
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			hash := LeafHash(bundle[2:end])
			bundle = bundle[end:]
			tree.AddHash(hash)
			note()
			if err := levels.add(0, hash); err != nil {
				return err
			}
		}
		if len(bundle) > 0 {
			return fmt.Errorf("%s: %w: %d bytes after its last entry", name, ErrForged, len(bundle))
		}
	}
	return levels.end()
}

// levelTiles collects the hashes of the last tile of each level.
type levelTiles struct {
	fsys  fs.FS
	open  [][][32]byte // by level: the hashes of the tile that is not full yet
	place []int64      // by level: which tile that is
}

func (l *levelTiles) add(level int, hash [32]byte) error {
	if level == len(l.open) {
		l.open, l.place = append(l.open, nil), append(l.place, 0)
	}
	l.open[level] = append(l.open[level], hash)
	if len(l.open[level]) < tileWidth {
		return nil
	}
	if err := l.compare(level); err != nil {
		return err
	}
	var sub Tree
	for _, h := range l.open[level] {
		sub.AddHash(h)
	}
	l.open[level], l.place[level] = l.open[level][:0], l.place[level]+1
	return l.add(level+1, sub.Root())
}

// end compares the partial tiles.
func (l *levelTiles) end() error {
	for level := range l.open {
		if len(l.open[level]) > 0 {
			if err := l.compare(level); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *levelTiles) compare(level int) error {
	hashes := l.open[level]
	name := TilePath(strconv.Itoa(level), l.place[level], len(hashes))
	have, err := readTile(l.fsys, name, 32*len(hashes))
	if err != nil {
		return err
	}
	for i, h := range hashes {
		if !bytes.Equal(have[32*i:32*i+32], h[:]) {
			return fmt.Errorf("%s: %w: hash %d is not that of the entries below it", name, ErrForged, i)
		}
	}
	return nil
}

// readTile reads a tile, of size bytes unless that is -1. No bundle has more than 256 entries of 64 KiB.
func readTile(fsys fs.FS, name string, size int) ([]byte, error) {
	b, err := fs.ReadFile(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w: the tile is missing", name, ErrTruncated)
	case err != nil:
		return nil, fmt.Errorf("read tile: %w", err)
	case size >= 0 && len(b) < size:
		return nil, fmt.Errorf("%s: %w: %d bytes of %d: export the log again into an empty folder", name, ErrTruncated, len(b), size)
	case size >= 0 && len(b) > size:
		return nil, fmt.Errorf("%s: %w: %d bytes, a tile of this width has %d", name, ErrForged, len(b), size)
	}
	return b, nil
}
