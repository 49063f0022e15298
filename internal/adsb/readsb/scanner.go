package readsb

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"
	"strconv"
	"unsafe"
)

// scanner walks over JSON text. It is tolerant where that costs nothing (it reads NaN,
// it does not check what it skips) and never reads beyond the end.
type scanner struct {
	data []byte
	pos  int
}

// fault is how a step of the scanner ended.
type fault uint8

const (
	fine   fault = iota
	done         // the object or array ended
	cut          // the text ended inside
	broken       // the text is not what JSON has here
	flood        // see maxRejected
)

func (f fault) String() string {
	return [...]string{"no fault", "end", "the text is cut", "the text is not JSON of a trace", "too many bad rows"}[f]
}

// kind is what a cell held.
type kind uint8

const (
	null kind = iota
	number
	notFinite // NaN, Infinity, 1e999
	other     // a string, a literal, an object
)

// space passes over white space. Traces have little, so the usual case is one look.
func (s *scanner) space() {
	if s.pos < len(s.data) && s.data[s.pos] > ' ' {
		return
	}
	s.spaces()
}

func (s *scanner) spaces() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ' ', '\n', '\r', '\t':
			s.pos++
		default:
			return
		}
	}
}

// key reads up to and with the colon of the next member of an object, whose opening
// brace was read. It ends done after the closing brace, otherwise at the value.
func (s *scanner) key(first bool) ([]byte, fault) {
	if key := s.tightKey(); key != nil {
		return key, fine
	}
	s.space()
	if s.pos < len(s.data) && s.data[s.pos] == ',' && !first {
		s.pos++
		s.space()
	}
	if s.pos == len(s.data) {
		return nil, cut
	}
	switch s.data[s.pos] {
	case '}':
		s.pos++
		return nil, done
	case '"':
	default:
		return nil, broken
	}
	key, f := s.str()
	if f != fine {
		return nil, f
	}
	s.space()
	if s.pos == len(s.data) {
		return nil, cut
	}
	if s.data[s.pos] != ':' {
		return nil, broken
	}
	s.pos++
	s.space()
	if s.pos == len(s.data) {
		return nil, cut
	}
	return key, fine
}

// tightKey reads a key that is written as traces write them, ,"key": without white
// space or escapes, which is nearly all of them; nil leaves it to key.
func (s *scanner) tightKey() []byte {
	rest := s.data[s.pos:]
	if len(rest) < 2 || rest[0] != ',' || rest[1] != '"' {
		return nil
	}
	for i := 2; i+2 < len(rest); i++ {
		switch rest[i] {
		case '"':
			if rest[i+1] != ':' || rest[i+2] <= ' ' || i == 2 {
				return nil
			}
			s.pos += i + 2
			return rest[2:i]
		case '\\':
			return nil
		}
	}
	return nil
}

// str reads a string from its opening quote and returns what stands between the
// quotes, escapes as they are.
func (s *scanner) str() ([]byte, fault) {
	from := s.pos + 1
	end := from
	for {
		n := bytes.IndexByte(s.data[end:], '"')
		if n < 0 {
			s.pos = len(s.data)
			return nil, cut
		}
		end += n
		slashes := 0
		for end-slashes > from && s.data[end-slashes-1] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			s.pos = end + 1
			return s.data[from:end], fine
		}
		end++
	}
}

// text reads a string as text, "" for anything else.
func (s *scanner) text() (string, fault) {
	if s.data[s.pos] != '"' {
		return "", s.skip()
	}
	raw, f := s.str()
	return unescape(raw), f
}

// skip passes over one value of any kind.
func (s *scanner) skip() fault {
	if s.pos == len(s.data) {
		return cut
	}
	switch s.data[s.pos] {
	case '"':
		_, f := s.str()
		return f
	case '[', '{':
		return s.skipNested()
	case ']', '}', ',', ':':
		return broken
	}
	return s.skipScalar()
}

// skipScalar passes over a number or a literal.
func (s *scanner) skipScalar() fault {
	for i, c := range s.data[s.pos:] {
		if ends[c] {
			s.pos += i
			return fine
		}
	}
	s.pos = len(s.data)
	return cut
}

// skipNested passes over an array or an object.
func (s *scanner) skipNested() fault {
	depth := 0
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case '"':
			if _, f := s.str(); f != fine {
				return f
			}
		case '[', '{':
			depth++
			s.pos++
		case ']', '}':
			depth--
			s.pos++
			if depth == 0 {
				return fine
			}
		default:
			s.pos++
		}
	}
	return cut
}

// ends are the bytes that end a number or a literal.
var ends = [256]bool{',': true, ']': true, '}': true, ':': true, ' ': true, '\n': true, '\r': true, '\t': true}

var pow10 = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

var whole10 = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// number reads a number, or says what stands there instead.
func (s *scanner) number() (float64, kind, fault) {
	if s.pos == len(s.data) {
		return 0, null, cut
	}
	x, end := plainNumber(s.data, s.pos)
	if end < 0 {
		return s.unusual()
	}
	s.pos = end
	return x, number, fine
}

// plainNumber reads a number without an exponent, of up to 15 digits, and returns where
// it ended; -1 for anything else. It is one exact division, which gives the same bits
// as strconv.
func plainNumber(data []byte, i int) (float64, int) {
	negative := i < len(data) && data[i] == '-'
	if negative {
		i++
	}
	mantissa, digits, i := digitsAt(data, i)
	fraction := 0
	if digits > 0 && i < len(data) && data[i] == '.' {
		var more uint64
		more, fraction, i = digitsAt(data, i+1)
		digits += fraction
		if digits > 15 {
			return 0, -1
		}
		mantissa = mantissa*whole10[fraction] + more
	}
	if digits == 0 || digits > 15 || i == len(data) || !ends[data[i]] {
		return 0, -1
	}
	x := float64(mantissa)
	if fraction > 0 {
		x /= pow10[fraction]
	}
	if negative {
		x = -x
	}
	return x, i
}

// digitsAt reads the digits from i on: their value, how many they are, and where they end.
// Up to seven are read in one step from a word of eight bytes, because how many there are
// cannot be foreseen and a loop stumbles over its end each time.
func digitsAt(data []byte, i int) (value uint64, n, end int) {
	if i+8 <= len(data) {
		if value, n = digitsOf(binary.LittleEndian.Uint64(data[i:])); n < 8 {
			return value, n, i + n
		}
		value = 0
	}
	start := i
	for i < len(data) && data[i]-'0' <= 9 {
		value = value*10 + uint64(data[i]-'0')
		i++
	}
	return value, i - start, i
}

// digitsOf reads the digits at the start of eight bytes: their value and how many they are.
func digitsOf(word uint64) (value uint64, n int) {
	word ^= 0x3030303030303030 // digits are 0 to 9 now
	n = bits.TrailingZeros64((word+0x7676767676767676|word)&0x8080808080808080) >> 3
	word <<= 64 - 8*uint(n) // the digits in front of zeros
	word = word*10 + word>>8
	return (word&0x000000FF000000FF*0x000F424000000064 + word>>16&0x000000FF000000FF*0x0000271000000001) >> 32 & 0xffffffff, n
}

// unusual reads a cell that number did not understand: null, an exponent, a long
// number, NaN, or something that is no number at all.
func (s *scanner) unusual() (float64, kind, fault) {
	switch s.data[s.pos] {
	case '"', '[', '{':
		return 0, other, s.skip()
	}
	from := s.pos
	for s.pos < len(s.data) && !ends[s.data[s.pos]] {
		s.pos++
	}
	if s.pos == len(s.data) {
		return 0, null, cut
	}
	word := s.data[from:s.pos]
	switch string(word) {
	case "null":
		return 0, null, fine
	case "true", "false":
		return 0, other, fine
	case "":
		return 0, null, broken
	}
	if len(word) > 400 {
		return 0, null, broken
	}
	x, err := strconv.ParseFloat(unsafe.String(&word[0], len(word)), 64) // takes NaN and Infinity too, in any case
	switch {
	case math.IsInf(x, 0) || math.IsNaN(x): // 1e999 is an error of range, with an infinity
		return 0, notFinite, fine
	case err != nil:
		return 0, null, broken
	}
	return x, number, fine
}
