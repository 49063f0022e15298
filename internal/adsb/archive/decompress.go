package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Limits of what one file may unpack to. A row of a trace is about 171 bytes of text
// (measured), and a receiver hears a position twice a second at most: 86,400 s of that are
// 30 MB for an aircraft that never landed. A live file, or one that somebody joined, may hold
// more, so four times that is allowed. Real traces pack 5 to 20 times; a text that packs 200
// times says next to nothing.
const (
	maxText   = 128 << 20 // bytes
	bombRatio = 200       // unpacked : packed; gzip itself reaches 1,032 on zeros
	freeText  = 8 << 20   // bytes; below this the ratio does no harm
)

// Partial says that compressed bytes were damaged or cut; what came before was unpacked.
type Partial struct {
	Text int64 // bytes of text that were unpacked
	Err  error
}

func (p *Partial) Error() string {
	return fmt.Sprintf("unpack: %v after %d bytes of text; what came before is kept, fetch the file again for the rest", p.Err, p.Text)
}

func (p *Partial) Unwrap() error { return p.Err }

// ErrBomb is returned for compressed bytes that unpack to more than maxText, or to more
// than any positions pack.
var ErrBomb = errors.New("it unpacks to more than a trace can be")

// Decompress unpacks gzip and zstd, which it knows by their first bytes, and returns
// everything else as it is. The text is in buf's memory where that suffices, or is
// raw itself. With a *Partial error comes the text before the damage; with ErrBomb none.
func Decompress(raw, buf []byte) ([]byte, error) {
	if text, ok := gunzip(raw, buf); ok {
		return text, nil
	}
	r, put, err := unpacker(raw, bytes.NewReader(raw))
	if err != nil {
		return nil, &Partial{Err: err}
	}
	if r == nil {
		return raw, nil
	}
	defer put()
	buf = buf[:0]
	if guess := sizeGuess(raw); cap(buf) < guess {
		buf = make([]byte, 0, guess)
	}
	for {
		if len(buf) == cap(buf) {
			if buf, err = grow(buf, raw); err != nil {
				return nil, err
			}
		}
		n, err := r.Read(buf[len(buf):min(cap(buf), len(buf)+1<<20)])
		buf = buf[:len(buf)+n]
		switch {
		case tooMuch(int64(len(buf)), int64(len(raw)), maxText):
			return nil, bomb(int64(len(buf)), raw)
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return buf, &Partial{Text: int64(len(buf)), Err: damage(err)}
		}
	}
}

// grow makes room for more text. Beyond freeText, where a bomb would begin to cost, the text
// is unpacked once into nothing and counted: a bomb is refused before it has taken memory, and
// what is left gets the room that it needs and no more.
func grow(buf, raw []byte) ([]byte, error) {
	size := int64(2 * cap(buf))
	if size > freeText {
		var err error
		if size, err = count(raw); err != nil {
			return nil, err
		}
		size++ // the end shows in one more read
	}
	return append(make([]byte, 0, max(size, 512)), buf...), nil
}

// count says how long the text is, as far as it can be read.
func count(raw []byte) (int64, error) {
	r, put, err := unpacker(raw, bytes.NewReader(raw))
	if err != nil {
		return 0, &Partial{Err: err}
	}
	defer put()
	scratch := make([]byte, 32<<10)
	for size := int64(0); ; {
		n, err := r.Read(scratch)
		size += int64(n)
		if tooMuch(size, int64(len(raw)), maxText) {
			return 0, bomb(size, raw)
		}
		if err != nil { // the end, or damage that the reader of the text will meet too
			return size, nil
		}
	}
}

func bomb(text int64, raw []byte) error {
	return fmt.Errorf("unpack: %w (%d bytes from %d so far); one file may hold %d MiB of text: cut a large log by the hour, with its header line in each piece",
		ErrBomb, text, len(raw), maxText>>20)
}

func tooMuch(text, packed, limit int64) bool {
	return text > limit || text > freeText && text > bombRatio*packed
}

// damage puts the libraries' errors into words that say what happened.
func damage(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("the compressed bytes are cut: %w", err)
	case errors.Is(err, gzip.ErrHeader):
		return fmt.Errorf("bytes that are not compressed follow: %w", err)
	case errors.Is(err, gzip.ErrChecksum):
		return fmt.Errorf("the checksum does not fit: %w", err)
	}
	return fmt.Errorf("the compressed bytes are damaged: %w", err)
}

// sizeGuess is how long the text may be: gzip ends with its length. It is a claim of
// the file, so no more than a few megabytes are set aside on it.
func sizeGuess(raw []byte) int {
	if isGzip(raw) && len(raw) > 18 {
		return int(min(binary.LittleEndian.Uint32(raw[len(raw)-4:]), 4<<20)) + 512
	}
	return min(len(raw)*8, 4<<20) + 512
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b}) }
func isZstd(head []byte) bool { return bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}) }

var gzips, zstds sync.Pool

// unpacker returns a reader of the text for what the head promises, nil for what is
// not compressed, and a function that gives the reader back.
func unpacker(head []byte, r io.Reader) (io.Reader, func(), error) {
	switch {
	case isGzip(head):
		z, _ := gzips.Get().(*gzip.Reader)
		if z == nil {
			z = new(gzip.Reader)
		}
		if err := z.Reset(r); err != nil {
			gzips.Put(z)
			return nil, nil, damage(err)
		}
		return z, func() { gzips.Put(z) }, nil
	case isZstd(head):
		z, _ := zstds.Get().(*zstd.Decoder)
		if z == nil {
			var err error
			if z, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20)); err != nil {
				return nil, nil, err
			}
		}
		if err := z.Reset(r); err != nil {
			zstds.Put(z)
			return nil, nil, damage(err)
		}
		return z, func() { zstds.Put(z) }, nil
	}
	return nil, nil, nil
}
