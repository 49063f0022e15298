package archive

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
	"sync"
)

// gunzip unpacks what nearly every trace is, one gzip member of the usual size, in half the
// time of a reader: the whole text is its own window, and nothing is copied through another.
// It takes only what is right in every bit: header, codes, length and checksum. At
// anything else it reports false, and the reader decides what is wrong or unusual.
//
// The text is in buf's memory where that suffices.
func gunzip(raw, buf []byte) ([]byte, bool) {
	from, ok := gzipHeader(raw)
	if !ok || len(raw)-from < trailer {
		return nil, false
	}
	end := raw[len(raw)-trailer:]
	size := int(binary.LittleEndian.Uint32(end[4:])) // a claim of the file, which is bounded here
	if size > freeText {
		return nil, false
	}
	if cap(buf) < size+overrun {
		buf = make([]byte, size+overrun)
	}
	z := inflaters.Get().(*inflater)
	defer inflaters.Put(z)
	*z = inflater{in: raw[from:], out: buf[:size+overrun], size: size, tables: z.tables}
	if !z.run() {
		return nil, false
	}
	text := buf[:size]
	return text, crc32.ChecksumIEEE(text) == binary.LittleEndian.Uint32(end)
}

const (
	trailer = 8 // bytes: checksum and length (RFC 1952)
	// overrun is how far one step may write beyond the end of the text before it is noticed:
	// a few literals, the longest copy, and fifteen bytes because copies go by eight, the
	// first two at once.
	overrun = 3 + 258 + 15
)

// gzipHeader returns where the compressed bytes begin (RFC 1952, section 2.3).
func gzipHeader(raw []byte) (int, bool) {
	const headerCRC, extra, name, comment, reserved = 1 << 1, 1 << 2, 1 << 3, 1 << 4, 0xe0
	if len(raw) < 10 || !isGzip(raw) || raw[2] != 8 || raw[3]&(headerCRC|extra|reserved) != 0 {
		return 0, false
	}
	at := 10
	for _, flag := range [...]byte{name, comment} {
		if raw[3]&flag == 0 {
			continue
		}
		for at < len(raw) && raw[at] != 0 {
			at++
		}
		at++
	}
	return at, at <= len(raw)
}

var inflaters = sync.Pool{New: func() any { return &inflater{tables: new(tables)} }}

// inflater decodes one deflate stream (RFC 1951) that is in memory as a whole.
type inflater struct {
	in, out []byte
	size    int // of the text
	*tables

	pos  int    // next byte of in that hold has not
	hold uint64 // bits that were read and not used, the next one lowest
	have uint   // how many of them count
	at   int    // next byte of out
}

// tables map the next bits of the stream to entries: the first tableBits of a code directly,
// longer codes through a second step. The sizes are the most that codes of 15 bits can need
// (zlib's examples/enough.c: 2,342 and 402), up to the next power of two.
type tables struct {
	literal  [4096]entry
	distance [512]entry
	lengths  [288 + 32]uint8
}

const (
	literalBits  = 11
	distanceBits = 8
)

// entry is what a code stands for: from the lowest bit four bits of the code's length,
// four of how many extra bits follow (or of how many bits choose in the second step), a kind,
// and from bit 16 the literal, the base value, or where the second step begins. Zero is no code.
type entry uint32

const (
	isLiteral entry = 1 << 8
	isSecond  entry = 1 << 9
	isEnd     entry = 1 << 10
	isBase    entry = 1 << 11
)

func (e entry) length() uint { return uint(e & 15) }
func (e entry) extra() uint  { return uint(e >> 4 & 15) }
func (e entry) value() int   { return int(e >> 16) }

// fill makes at least 56 bits ready. Beyond the end of the input they are zeros; run notices.
func (z *inflater) fill() {
	if z.pos+8 <= len(z.in) {
		z.hold |= binary.LittleEndian.Uint64(z.in[z.pos:]) << (z.have & 63)
		z.pos += int((63 - z.have) >> 3)
		z.have |= 56
		return
	}
	for z.have < 56 {
		if z.pos < len(z.in) {
			z.hold |= uint64(z.in[z.pos]) << (z.have & 63)
		}
		z.pos++
		z.have += 8
	}
}

// take returns the next n bits, at most 32.
func (z *inflater) take(n uint) uint {
	if z.have < n {
		z.fill()
	}
	v := uint(z.hold & (1<<n - 1))
	z.hold >>= n
	z.have -= n
	return v
}

// run decodes all blocks and reports whether they make the text and end where the trailer begins.
func (z *inflater) run() bool {
	for last := false; !last; {
		last = z.take(1) == 1
		ok := false
		switch z.take(2) {
		case 0:
			ok = z.stored()
		case 1:
			ok = z.fixedCodes() && z.codes()
		case 2:
			ok = z.dynamicCodes() && z.codes()
		}
		if !ok || z.at > z.size || z.pos-int(z.have/8) > len(z.in) {
			return false
		}
	}
	return z.at == z.size && z.pos-int(z.have/8) == len(z.in)-trailer
}

// stored copies a block that is not compressed.
func (z *inflater) stored() bool {
	z.pos -= int(z.have / 8) // to the next byte that no bit was used of
	z.hold, z.have = 0, 0
	if z.pos+4 > len(z.in) {
		return false
	}
	n := int(binary.LittleEndian.Uint16(z.in[z.pos:]))
	if n != int(^binary.LittleEndian.Uint16(z.in[z.pos+2:])) {
		return false
	}
	z.pos += 4
	if z.pos+n > len(z.in) || z.at+n > z.size {
		return false
	}
	copy(z.out[z.at:], z.in[z.pos:z.pos+n])
	z.pos, z.at = z.pos+n, z.at+n
	return true
}

// codes decodes the symbols of one block. It works on copies of the fields, which stay in registers.
func (z *inflater) codes() bool {
	in, out, pos, hold, have, at := z.in, z.out, z.pos, z.hold, z.have, z.at
	literal, distance := &z.literal, &z.distance
	for {
		if at > z.size {
			return false
		}
		if pos+8 <= len(in) {
			hold |= binary.LittleEndian.Uint64(in[pos:]) << (have & 63)
			pos += int((63 - have) >> 3)
			have |= 56
		} else {
			if pos > len(in)+8 {
				return false
			}
			z.pos, z.hold, z.have = pos, hold, have
			z.fill()
			pos, hold, have = z.pos, z.hold, z.have
		}
		e := literal[hold&(1<<literalBits-1)]
		if e&isLiteral != 0 { // up to three literals of at most 11 bits: 23 are left
			hold >>= e.length()
			have -= e.length()
			out[at] = byte(e >> 16)
			at++
			if e = literal[hold&(1<<literalBits-1)]; e&isLiteral != 0 {
				hold >>= e.length()
				have -= e.length()
				out[at] = byte(e >> 16)
				at++
				if e = literal[hold&(1<<literalBits-1)]; e&isLiteral != 0 {
					hold >>= e.length()
					have -= e.length()
					out[at] = byte(e >> 16)
					at++
				}
			}
			if have < 48 || e&isLiteral != 0 { // a copy takes 15+5 bits of length and 15+13 of distance
				continue
			}
		}
		if e&isSecond != 0 {
			e = literal[(e.value()+int(hold>>literalBits&(1<<e.extra()-1)))&(len(literal)-1)]
		}
		hold >>= e.length()
		have -= e.length()
		switch {
		case e&isBase != 0:
		case e&isLiteral != 0:
			out[at] = byte(e >> 16)
			at++
			continue
		case e&isEnd != 0:
			z.pos, z.hold, z.have, z.at = pos, hold, have, at
			return true
		default:
			return false
		}
		length := e.value() + int(hold&(1<<e.extra()-1))
		hold >>= e.extra()
		have -= e.extra()

		e = distance[hold&(1<<distanceBits-1)]
		if e&isSecond != 0 {
			e = distance[(e.value()+int(hold>>distanceBits&(1<<e.extra()-1)))&(len(distance)-1)]
		}
		if e&isBase == 0 {
			return false
		}
		hold >>= e.length()
		far := e.value() + int(hold&(1<<e.extra()-1))
		hold >>= e.extra()
		have -= e.length() + e.extra()
		if far > at {
			return false
		}
		stop := at + length
		if far >= 8 {
			// Most copies are of at most 16 bytes: two steps at once, and no loop to foresee.
			binary.LittleEndian.PutUint64(out[at:], binary.LittleEndian.Uint64(out[at-far:]))
			binary.LittleEndian.PutUint64(out[at+8:], binary.LittleEndian.Uint64(out[at+8-far:]))
			for at += 16; at < stop; at += 8 {
				binary.LittleEndian.PutUint64(out[at:], binary.LittleEndian.Uint64(out[at-far:]))
			}
		} else {
			for ; at < stop; at++ {
				out[at] = out[at-far]
			}
		}
		at = stop
	}
}

// The symbols of lengths (from 257 on) and distances: base value and extra bits (RFC 1951, section 3.2.5).
var lengthEntries, distanceEntries = baseEntries()

func baseEntries() (lengths [29]entry, distances [30]entry) {
	base := 3
	for i := range lengths {
		extra := max(0, i/4-1)
		lengths[i] = isBase | entry(extra)<<4 | entry(base)<<16
		base += 1 << extra
	}
	lengths[28] = isBase | 258<<16
	base = 1
	for i := range distances {
		extra := max(0, i/2-1)
		distances[i] = isBase | entry(extra)<<4 | entry(base)<<16
		base += 1 << extra
	}
	return lengths, distances
}

func literalEntry(symbol int) entry {
	switch {
	case symbol < 256:
		return isLiteral | entry(symbol)<<16
	case symbol == 256:
		return isEnd
	case symbol-257 < len(lengthEntries):
		return lengthEntries[symbol-257]
	}
	return 0
}

func distanceEntry(symbol int) entry {
	if symbol < len(distanceEntries) {
		return distanceEntries[symbol]
	}
	return 0
}

func (z *inflater) fixedCodes() bool {
	for i := range z.lengths {
		switch {
		case i < 144:
			z.lengths[i] = 8
		case i < 256:
			z.lengths[i] = 9
		case i < 280:
			z.lengths[i] = 7
		case i < 288:
			z.lengths[i] = 8
		default:
			z.lengths[i] = 5
		}
	}
	return build(z.literal[:], literalBits, z.lengths[:288], literalEntry) &&
		build(z.distance[:], distanceBits, z.lengths[288:], distanceEntry)
}

// codeOrder is the order in which the lengths of the codes for code lengths stand.
var codeOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamicCodes reads the codes of a block (RFC 1951, section 3.2.7).
func (z *inflater) dynamicCodes() bool {
	literals, distances, order := int(z.take(5))+257, int(z.take(5))+1, int(z.take(4))+4
	if literals > 286 || distances > 30 {
		return false
	}
	var lengths [19]uint8
	for _, k := range codeOrder[:order] {
		lengths[k] = uint8(z.take(3))
	}
	code := z.distance[:128] // used before the distances are known
	if !build(code, 7, lengths[:], func(symbol int) entry { return isBase | entry(symbol)<<16 }) {
		return false
	}
	all := z.lengths[:literals+distances]
	for i := 0; i < len(all); {
		if z.have < 14 {
			z.fill()
		}
		e := code[z.hold&127]
		if e == 0 {
			return false
		}
		z.take(e.length())
		value, times := uint8(0), 1
		switch n := e.value(); n {
		case 16:
			if i == 0 {
				return false
			}
			value, times = all[i-1], 3+int(z.take(2))
		case 17:
			times = 3 + int(z.take(3))
		case 18:
			times = 11 + int(z.take(7))
		default:
			value = uint8(n)
		}
		if i+times > len(all) {
			return false
		}
		for range times {
			all[i] = value
			i++
		}
	}
	return all[256] > 0 &&
		build(z.literal[:], literalBits, all[:literals], literalEntry) &&
		build(z.distance[:], distanceBits, all[literals:], distanceEntry)
}

// build makes the table of a canonical code from the lengths of its symbols. It refuses a
// code that is not complete, except one of a single symbol.
func build(table []entry, direct uint, lengths []uint8, meaning func(symbol int) entry) bool {
	var count [16]int
	for _, n := range lengths {
		count[n]++
	}
	var next [16]int // where the symbols of each length begin when sorted
	left, longest := 1, uint(0)
	for n := 1; n < 16; n++ {
		left = left<<1 - count[n]
		if left < 0 {
			return false
		}
		if count[n] > 0 {
			longest = uint(n)
		}
		if n < 15 {
			next[n+1] = next[n] + count[n]
		}
	}
	if left > 0 {
		if len(lengths)-count[0] > 1 || longest > 1 {
			return false
		}
		clear(table[:1<<direct])
	}
	var sorted [288]uint16
	for symbol, n := range lengths {
		if n > 0 {
			sorted[next[n]] = uint16(symbol)
			next[n]++
		}
	}
	code, free, prefix, second := uint(0), 1<<direct, -1, uint(0)
	k := 0
	for n := uint(1); n <= longest; n++ {
		for range count[n] {
			e := meaning(int(sorted[k])) | entry(n)
			k++
			waiting := count[n] // codes of this length that have no place yet, this one included
			count[n]--
			turned := int(bits.Reverse16(uint16(code)) >> (16 - n)) // the stream has the first bit lowest
			code++
			if n <= direct {
				for i := turned; i < 1<<direct; i += 1 << n {
					table[i] = e
				}
				continue
			}
			if p := turned & (1<<direct - 1); p != prefix { // the codes of one prefix stand together
				prefix = p
				second = n - direct
				for room := 1<<second - waiting; room > 0 && second+direct < longest; {
					second++
					room = room<<1 - count[second+direct]
				}
				table[p] = isSecond | entry(second)<<4 | entry(free)<<16
				free += 1 << second
			}
			from := table[prefix].value()
			for i := turned >> direct; i < 1<<second; i += 1 << (n - direct) {
				table[from+i] = e
			}
		}
		code <<= 1
	}
	return true
}
