package ledger

import (
	"encoding/binary"
	"fmt"
	"iter"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight and tileWidth are those of C2SP tlog-tiles.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// Tile is one file of a log in the C2SP tlog-tiles layout.
type Tile struct {
	Path string // below the folder of the log
	Data []byte
}

// Tiles yields the files of the first size records: the hash tiles, and the bundles of
// entries, which are leaves: a type and a salted commitment, never a salt or a body. leaves
// returns the leaves from place from to place to. The checkpoint is for the caller to add, last.
func Tiles(size int64, stored tlog.HashReader, leaves func(from, to int64) ([][]byte, error)) iter.Seq2[Tile, error] {
	return func(yield func(Tile, error) bool) {
		for _, t := range tlog.NewTiles(tileHeight, 0, size) {
			data, err := tlog.ReadTileData(t, stored)
			if err != nil {
				yield(Tile{}, fmt.Errorf("cut tile %d of level %d: %w", t.N, t.L, err))
				return
			}
			if !yield(Tile{tilePath(strconv.Itoa(t.L), t.N, t.W), data}, nil) {
				return
			}
		}
		for from := int64(0); from < size; from += tileWidth {
			to := min(from+tileWidth, size)
			entries, err := leaves(from, to)
			var bundle []byte
			for _, leaf := range entries {
				if len(leaf) > 1<<16-1 {
					err = fmt.Errorf("a leaf of %d bytes", len(leaf))
					break
				}
				bundle = append(binary.BigEndian.AppendUint16(bundle, uint16(len(leaf))), leaf...)
			}
			if err != nil {
				yield(Tile{}, fmt.Errorf("bundle the entries from %d: %w", from, err))
				return
			}
			if !yield(Tile{tilePath("entries", from/tileWidth, int(to-from)), bundle}, nil) {
				return
			}
		}
	}
}

// tilePath is tile/<level>/<n>[.p/<width>], with n in groups of three digits.
func tilePath(level string, n int64, width int) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	path = "tile/" + level + "/" + path
	if width < tileWidth {
		path += ".p/" + strconv.Itoa(width)
	}
	return path
}
