package archive

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/adsb/decode"
)

// content is what a file's first bytes say that it is.
type content uint8

const (
	unknown content = iota
	nothing
	aText      // positions as JSON or lines, compressed or not
	aTar       // a tar
	aPackedTar // a tar, compressed
)

// sniff looks at the first block of a file, unpacked where it is compressed.
// It also returns the first bytes as they are stored.
func sniff(r io.ReaderAt, size int64) (content, []byte) {
	if size == 0 {
		return nothing, nil
	}
	head := make([]byte, looked)
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	if isTar(head) {
		return aTar, head
	}
	text, put, err := unpacker(head, io.NewSectionReader(r, 0, size))
	switch {
	case err != nil: // compressed and damaged at once: reading it will say so
		return aText, head
	case text == nil:
		if isPositions(head) {
			return aText, head
		}
		return unknown, head
	}
	defer put()
	first := make([]byte, looked)
	n, _ = io.ReadFull(text, first)
	switch first = first[:n]; {
	case isTar(first):
		return aPackedTar, head
	case isPositions(first) || n == 0:
		return aText, head
	}
	return unknown, head
}

// isPositions reports whether the start of a text can be that of positions. JSON is let
// through unseen, since its start need not tell; so is a list of reported legs or a text
// in UTF-16, which its reader refuses with the reason.
func isPositions(head []byte) bool {
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	return bytes.HasPrefix(start, []byte("{")) || bytes.HasPrefix(start, []byte("[")) || decode.Sniff(head) != decode.Unknown
}

const (
	blockSize = 512     // of a tar
	looked    = 4 << 10 // bytes of a text: the header of a table and some lines of a log
)

// isTar reports whether a block is a tar header: its checksum, over its bytes with
// the checksum's own field blank, must fit.
func isTar(block []byte) bool {
	if len(block) < blockSize {
		return false
	}
	field := strings.Trim(string(block[148:156]), " \x00")
	want, err := strconv.ParseInt(field, 8, 64)
	if err != nil {
		return false
	}
	sum := int64(8 * ' ')
	for i, c := range block[:blockSize] {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return sum == want
}
