package gather

import (
	"bytes"
	"iter"
	"math"
	"strconv"
	"unsafe"
)

// Line is one line of a text, without its end and without white space around it.
type Line struct {
	Text   []byte
	Row    int32 // counted from 0, blank lines too
	Offset int64
	Last   bool // nothing ends it: it may be cut
}

// MaxLine is the longest line that is looked into. A row of any of the formats is under a
// kilobyte; OpenSky's lists of receivers take some more.
const MaxLine = 64 << 10

// Lines yields the lines of a text. A byte order mark is passed over.
func Lines(text []byte) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		at := 0
		if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
			at = 3
		}
		for row := int32(0); at < len(text); row++ {
			end, last := len(text), true
			if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
				end, last = at+n, false
			}
			if !yield(Line{bytes.TrimSpace(text[at:end]), row, int64(at), last}) {
				return
			}
			at = end + 1
		}
	}
}

// Fields splits a line at a separator into the slice given. A field in quotes may hold
// separators; its quotes are taken off, and doubled ones are left as they are.
func Fields(line []byte, separator byte, into [][]byte) [][]byte {
	into = into[:0]
	for {
		var field []byte
		if len(line) > 0 && line[0] == '"' {
			if end := bytes.Index(line[1:], []byte{'"', separator}); end >= 0 {
				into = append(into, line[1:1+end])
				line = line[end+3:]
				continue
			}
			return append(into, bytes.TrimSuffix(line[1:], []byte{'"'}))
		}
		n := bytes.IndexByte(line, separator)
		if n < 0 {
			return append(into, bytes.TrimSpace(line))
		}
		field, line = line[:n], line[n+1:]
		into = append(into, bytes.TrimSpace(field))
	}
}

// Number reads a field: NaN when it is empty or says so, infinite when it is no number.
func Number(field []byte) float64 {
	switch len(field) {
	case 0:
		return math.NaN()
	case 3, 4:
		if s := string(bytes.ToLower(field)); s == "nan" || s == "null" || s == "none" {
			return math.NaN()
		}
	}
	if len(field) > 400 {
		return math.Inf(1)
	}
	x, err := strconv.ParseFloat(unsafe.String(&field[0], len(field)), 64)
	if err != nil || math.IsNaN(x) {
		return math.Inf(1)
	}
	return x
}
