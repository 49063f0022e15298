package archive

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// content is what a file's first bytes say that it is.
type content uint8

const (
	unknown content = iota
	nothing
	aText      // JSON, compressed or not
	aTar       // a tar
	aPackedTar // a tar, compressed
)

// sniff looks at the first block of a file, unpacked where it is compressed.
// It also returns the first bytes as they are stored.
func sniff(r io.ReaderAt, size int64) (content, []byte) {
	if size == 0 {
		return nothing, nil
	}
	head := make([]byte, blockSize)
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
		if isObject(head) {
			return aText, head
		}
		return unknown, head
	}
	defer put()
	first := make([]byte, blockSize)
	n, _ = io.ReadFull(text, first)
	switch first = first[:n]; {
	case isTar(first):
		return aPackedTar, head
	case isObject(first) || n == 0:
		return aText, head
	}
	return unknown, head
}

func isObject(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{"))
}

const blockSize = 512 // of a tar

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
