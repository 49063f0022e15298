package verify

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // an operation of the format, not our choice
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
)

// otsMagic begins every OpenTimestamps proof file; version 1 follows.
var otsMagic = []byte("\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94")

var (
	otsPending = []byte{0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e}
	otsBitcoin = []byte{0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01}
)

// Anchor is what an OpenTimestamps proof leads to. Pending means that a calendar promised to
// put the hash into a block; a Block is only as good as its header, which the proof does not hold.
type Anchor struct {
	Pending []string // calendars
	Blocks  []Block
	Unread  []string // branches that end in what we do not know
}

// Block says that a Bitcoin block of some height is claimed to have a Merkle root.
type Block struct {
	Height uint64
	Root   [32]byte // in the order of the bytes of a header
}

// In says whether a block header of 80 bytes has the root, and returns its hash as block
// explorers write it, for the reader to compare with a source that he trusts. Nothing here
// sees that the header is of the chain.
func (b Block) In(header []byte) (hash string, err error) {
	if len(header) != 80 {
		return "", fmt.Errorf("block header of %d bytes, it has 80", len(header))
	}
	if !bytes.Equal(header[36:68], b.Root[:]) {
		return "", fmt.Errorf("%w: the header has another Merkle root than the proof leads to", ErrForged)
	}
	once := sha256.Sum256(header)
	twice := sha256.Sum256(once[:])
	slices.Reverse(twice[:])
	return hex.EncodeToString(twice[:]), nil
}

// ReadAnchor follows an OpenTimestamps proof over text.
func ReadAnchor(text, proof []byte) (Anchor, error) {
	r := &otsReader{r: bytes.NewReader(proof)}
	head := r.bytes(len(otsMagic))
	version, op := r.byte(), r.byte()
	digest := r.bytes(32)
	switch {
	case r.err != nil:
		return Anchor{}, fmt.Errorf("read OpenTimestamps proof: %w", ErrTruncated)
	case !bytes.Equal(head, otsMagic) || version != 1 || op != 0x08:
		return Anchor{}, fmt.Errorf("read OpenTimestamps proof: %w: not version 1 over a SHA-256", ErrMalformed)
	}
	if sum := sha256.Sum256(text); !bytes.Equal(sum[:], digest) {
		return Anchor{}, fmt.Errorf("read OpenTimestamps proof: %w: it is over other bytes (SHA-256 %x), not over this checkpoint (%x)", ErrForged, digest, sum)
	}
	r.walk(digest, 0)
	if r.err == nil && r.r.Len() > 0 {
		r.err = fmt.Errorf("%w: %d bytes follow its end", ErrMalformed, r.r.Len())
	}
	if errors.Is(r.err, io.EOF) || errors.Is(r.err, io.ErrUnexpectedEOF) {
		r.err = ErrTruncated
	}
	if r.err != nil {
		return Anchor{}, fmt.Errorf("read OpenTimestamps proof: %w", r.err)
	}
	return r.found, nil
}

const (
	otsDeep  = 256  // operations on one way; real proofs have some dozens
	otsBytes = 4096 // of a message or an argument, as the reference implementation limits them
)

type otsReader struct {
	r     *bytes.Reader
	found Anchor
	steps int
	err   error
}

// walk follows every way on from a message; nil is one that an unknown operation made.
func (r *otsReader) walk(message []byte, depth int) {
	if r.steps++; depth > otsDeep || r.steps > 1<<14 {
		r.err = fmt.Errorf("%w: it goes on for too long", ErrMalformed)
	}
	for r.err == nil {
		tag := r.byte()
		more := tag == 0xff
		if more {
			tag = r.byte()
		}
		if r.err != nil {
			return
		}
		if tag == 0x00 {
			r.attestation(message)
		} else {
			r.walk(r.apply(tag, message), depth+1)
		}
		if !more {
			return
		}
	}
}

func (r *otsReader) attestation(message []byte) {
	tag := r.bytes(8)
	payload := &otsReader{r: bytes.NewReader(r.varBytes())}
	switch {
	case r.err != nil:
	case bytes.Equal(tag, otsPending):
		url := string(payload.varBytes())
		if r.err = payload.err; r.err == nil {
			r.found.Pending = append(r.found.Pending, url)
		}
	case bytes.Equal(tag, otsBitcoin) && len(message) == 32:
		height := payload.varUint()
		if r.err = payload.err; r.err == nil {
			r.found.Blocks = append(r.found.Blocks, Block{height, [32]byte(message)})
		}
	default:
		r.found.Unread = append(r.found.Unread, fmt.Sprintf("attestation %x", tag))
	}
}

func (r *otsReader) apply(tag byte, m []byte) []byte {
	var arg []byte
	if tag == 0xf0 || tag == 0xf1 {
		arg = r.varBytes()
	}
	if r.err != nil || m == nil {
		return nil
	}
	var out []byte
	switch tag {
	case 0xf0:
		out = slices.Concat(m, arg)
	case 0xf1:
		out = slices.Concat(arg, m)
	case 0xf2:
		out = slices.Clone(m)
		slices.Reverse(out)
	case 0xf3:
		out = []byte(hex.EncodeToString(m))
	case 0x02:
		sum := sha1.Sum(m) //nolint:gosec // as above
		out = sum[:]
	case 0x08:
		sum := sha256.Sum256(m)
		out = sum[:]
	case 0x03, 0x67: // RIPEMD-160 and Keccak are not in the standard library; no calendar uses them
		r.found.Unread = append(r.found.Unread, fmt.Sprintf("operation %02x", tag))
		return nil
	default:
		r.err = fmt.Errorf("%w: operation %02x", ErrMalformed, tag)
	}
	if len(out) > otsBytes {
		r.err = fmt.Errorf("%w: a message of %d bytes", ErrMalformed, len(out))
	}
	return out
}

func (r *otsReader) byte() byte {
	if r.err != nil {
		return 0
	}
	b, err := r.r.ReadByte()
	r.err = err
	return b
}

func (r *otsReader) bytes(n int) []byte {
	if r.err != nil {
		return nil
	}
	b := make([]byte, n)
	_, r.err = io.ReadFull(r.r, b)
	return b
}

func (r *otsReader) varUint() uint64 {
	if r.err != nil {
		return 0
	}
	n, err := binary.ReadUvarint(r.r)
	r.err = err
	return n
}

func (r *otsReader) varBytes() []byte {
	n := r.varUint()
	if r.err == nil && n > otsBytes {
		r.err = fmt.Errorf("%w: an argument of %d bytes", ErrMalformed, n)
	}
	if r.err != nil {
		return nil
	}
	return r.bytes(int(n))
}
