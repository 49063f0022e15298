package archive

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
)

func gzipped(t testing.TB, text []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// texts are of every kind that makes a block of its own kind or a code of another shape.
func texts() map[string][]byte {
	rnd := rand.New(rand.NewPCG(1, 1))
	noise := make([]byte, 70_000)
	for i := range noise {
		noise[i] = byte(rnd.Uint32())
	}
	skewed := make([]byte, 200_000) // codes of all lengths up to 15
	for i := range skewed {
		skewed[i] = byte(rnd.ExpFloat64() * 3)
	}
	var rows bytes.Buffer
	for i := range 3000 {
		fmt.Fprintf(&rows, "\n[%.2f,%.6f,%.6f,%d,null,\"adsb_icao\"],", float64(i)*7.3, rnd.Float64()*90, rnd.Float64()*180, rnd.IntN(1600)*25)
	}
	return map[string][]byte{
		"nothing": {}, "one": {'x'}, "noise": noise, "skewed": skewed, "rows": rows.Bytes(),
		"zeros": make([]byte, 100_000), "pairs": bytes.Repeat([]byte("ab"), 5000), "sevens": bytes.Repeat([]byte("abcdefg"), 5000),
	}
}

func TestGunzipIsWhatTheReaderGives(t *testing.T) {
	t.Parallel()
	for name, text := range texts() {
		for _, level := range []int{flate.HuffmanOnly, flate.NoCompression, 1, 6, 9} {
			packed := gzipped(t, text, level)
			for _, buf := range [][]byte{nil, make([]byte, 0, 300_000)} {
				got, ok := gunzip(packed, buf)
				if !ok || !bytes.Equal(got, text) {
					t.Errorf("%s at level %d: %t, %d bytes of %d", name, level, ok, len(got), len(text))
				}
			}
		}
	}
}

// What is damaged or unusual is left to the reader, whose answer says what it is.
func TestGunzipLeavesWhatIsNotRight(t *testing.T) {
	t.Parallel()
	text := texts()["rows"][:5000]
	whole := gzipped(t, text, 9)
	extra := bytes.Clone(whole)
	extra[3] |= 1 << 2
	for name, raw := range map[string][]byte{
		"cut":           whole[:len(whole)-1],
		"cut early":     whole[:12],
		"two members":   append(bytes.Clone(whole), whole...),
		"bytes behind":  append(bytes.Clone(whole), 0),
		"extra field":   extra,
		"not gzip":      []byte(`{"icao":"ac671b"}`),
		"only a header": whole[:10],
	} {
		if _, ok := gunzip(raw, nil); ok {
			t.Errorf("%s: taken", name)
		}
	}
	taken := 0 // with a flipped bit: time and system in the header and the padding of the last byte say nothing
	for at := range 8 * len(whole) {
		bad := bytes.Clone(whole)
		bad[at/8] ^= 1 << (at % 8)
		if got, ok := gunzip(bad, nil); ok {
			taken++
			if !bytes.Equal(got, text) {
				t.Fatalf("bit %d flipped: another text is taken", at)
			}
		}
	}
	if most := 6*8 + 1 + 7; taken > most { // the six bytes, the flag "is text", the padding
		t.Errorf("%d flipped bits were not noticed, at most %d say nothing", taken, most)
	}
}

// FuzzGunzip holds gunzip against the standard library: what it takes is what that gives.
func FuzzGunzip(f *testing.F) {
	for _, text := range texts() {
		f.Add(gzipped(f, text[:min(len(text), 2000)], 9))
		f.Add(gzipped(f, text[:min(len(text), 200)], flate.HuffmanOnly))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		// The trailer is put right, so that the checksum does not hide what the codes do.
		stream := raw
		if from, ok := gzipHeader(raw); ok {
			stream = raw[from:]
		}
		text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(stream)), freeText))
		z := inflater{in: append(bytes.Clone(stream), make([]byte, trailer)...), out: make([]byte, len(text)+overrun), size: len(text), tables: new(tables)}
		if z.run() && (err != nil || !bytes.Equal(z.out[:z.size], text)) {
			t.Errorf("taken with %d bytes; flate says %d bytes, %v", z.at, len(text), err)
		}
		got, ok := gunzip(raw, nil)
		if !ok {
			return
		}
		r, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("taken; the reader says %v", err)
		}
		if want, err := io.ReadAll(r); err != nil || !bytes.Equal(got, want) {
			t.Errorf("another text than the reader's (%v)", err)
		}
	})
}
