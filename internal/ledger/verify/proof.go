package verify

import (
	"encoding/base64"
	"fmt"
	"math/bits"
	"strings"
)

// proofHeader is the first line of a C2SP tlog-proof.
const proofHeader = "c2sp.org/tlog-proof@v1"

// maxPath is how many hashes a path can have: the height of the tallest tree.
const maxPath = 63

// Proof is a file .tlog-proof: where a leaf stands, and the path from it to a signed root.
type Proof struct {
	Index      int64
	Path       [][32]byte
	Checkpoint []byte // as signed
}

// ParseProof reads a C2SP tlog-proof. Extra data, which nothing signs, is passed over.
func ParseProof(text []byte) (Proof, error) {
	head, checkpoint, err := parted(text)
	if err != nil {
		return Proof{}, fmt.Errorf("read proof: %w", err)
	}
	if head[0] != proofHeader {
		return Proof{}, fmt.Errorf("read proof: %w: the first line is not %s", ErrMalformed, proofHeader)
	}
	head = head[1:]
	if len(head) > 0 && strings.HasPrefix(head[0], "extra ") {
		head = head[1:]
	}
	if len(head) == 0 {
		return Proof{}, fmt.Errorf("read proof: %w: there is no index", ErrTruncated)
	}
	p := Proof{Checkpoint: checkpoint}
	if p.Index, err = plainNumber(head[0], "index "); err != nil {
		return Proof{}, fmt.Errorf("read proof: %w", err)
	}
	if p.Path, err = parsePath(head[1:]); err != nil {
		return Proof{}, fmt.Errorf("read proof: %w", err)
	}
	return p, nil
}

// Holds verifies that leaf stands where the proof says, in a tree that a key of the log signed.
func (p Proof) Holds(keys Keyring, leaf []byte) (Checkpoint, error) {
	c, _, err := keys.Open(p.Checkpoint)
	if err != nil {
		return c, err
	}
	if p.Index >= c.Size {
		return c, fmt.Errorf("verify record %d: %w: the checkpoint has %d records", p.Index, ErrForged, c.Size)
	}
	if err := lengthOf(len(p.Path), inclusionLength(c.Size, p.Index)); err != nil {
		return c, err
	}
	if err := Inclusion(c, p.Index, leaf, p.Path); err != nil {
		return c, fmt.Errorf("%w: %w", ErrForged, err)
	}
	return c, nil
}

// History is what a log answers to who kept an old checkpoint, in the form in which C2SP
// tlog-witness submits it: "old" and a size, the path, an empty line, the newer checkpoint.
type History struct {
	Old  int64
	Path [][32]byte
	Now  []byte // as signed
}

// Text writes h.
func (h History) Text() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "old %d\n", h.Old)
	for _, hash := range h.Path {
		b.WriteString(base64.StdEncoding.EncodeToString(hash[:]) + "\n")
	}
	return append([]byte(b.String()+"\n"), h.Now...)
}

// ParseHistory reads what Text writes.
func ParseHistory(text []byte) (History, error) {
	head, checkpoint, err := parted(text)
	if err != nil {
		return History{}, fmt.Errorf("read history: %w", err)
	}
	h := History{Now: checkpoint}
	if h.Old, err = plainNumber(head[0], "old "); err != nil {
		return History{}, fmt.Errorf("read history: %w", err)
	}
	if h.Path, err = parsePath(head[1:]); err != nil {
		return History{}, fmt.Errorf("read history: %w", err)
	}
	return h, nil
}

// Holds verifies against a checkpoint that somebody kept that nothing before it was changed
// or removed: the newer log begins with the whole older one.
func (h History) Holds(keys Keyring, kept []byte) (old, now Checkpoint, err error) {
	if old, now, err = Compare(keys, kept, h.Now); err != nil {
		return old, now, err
	}
	if h.Old != old.Size {
		return old, now, fmt.Errorf("verify history: %w: it goes on from %d records, the kept checkpoint has %d", ErrReplayed, h.Old, old.Size)
	}
	if old.Size == now.Size || old.Size == 0 {
		if len(h.Path) != 0 {
			return old, now, fmt.Errorf("verify history: %w: it needs no path and has one", ErrMalformed)
		}
		return old, now, nil
	}
	if err := lengthOf(len(h.Path), consistencyLength(now.Size, old.Size, true)); err != nil {
		return old, now, err
	}
	if err := Consistency(old, now, h.Path); err != nil {
		return old, now, fmt.Errorf("%w: %w", ErrForged, err)
	}
	return old, now, nil
}

// Compare opens two checkpoints of one log, the kept one first. Two roots for one size are
// TwoHistories; a newer one that holds less is replayed.
func Compare(keys Keyring, kept, newer []byte) (old, now Checkpoint, err error) {
	if old, _, err = keys.Open(kept); err != nil {
		return old, now, fmt.Errorf("the kept checkpoint: %w", err)
	}
	if now, _, err = keys.Open(newer); err != nil {
		return old, now, fmt.Errorf("the newer checkpoint: %w", err)
	}
	switch {
	case old.Size == now.Size && old.Root != now.Root:
		return old, now, &TwoHistories{Old: old, Now: now, OldText: kept, NowText: newer}
	case old.Size > now.Size:
		return old, now, fmt.Errorf("verify history: %w: the kept checkpoint has %d records, the one that is shown only %d", ErrReplayed, old.Size, now.Size)
	}
	return old, now, nil
}

// parted takes a file apart at its first empty line.
func parted(text []byte) (head []string, checkpoint []byte, err error) {
	before, after, found := strings.Cut(string(text), "\n\n")
	if !found || after == "" {
		return nil, nil, fmt.Errorf("%w: it ends before the checkpoint", ErrTruncated)
	}
	return strings.Split(before, "\n"), []byte(after), nil
}

func parsePath(lines []string) ([][32]byte, error) {
	if len(lines) > maxPath {
		return nil, fmt.Errorf("%w: a path of %d hashes", ErrMalformed, len(lines))
	}
	path := make([][32]byte, len(lines))
	for i, line := range lines {
		raw, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(raw) != 32 {
			return nil, fmt.Errorf("%w: hash %d of the path, %.60q, is not 32 bytes in base64", ErrMalformed, i+1, line)
		}
		path[i] = [32]byte(raw)
	}
	return path, nil
}

func lengthOf(have, want int) error {
	switch {
	case have < want:
		return fmt.Errorf("%w: the path has %d hashes of %d", ErrTruncated, have, want)
	case have > want:
		return fmt.Errorf("%w: the path has %d hashes, %d lead to the root", ErrForged, have, want)
	}
	return nil
}

// split is the largest power of two below n, where RFC 6962 cuts a tree of n leaves.
func split(n int64) int64 { return 1 << (bits.Len64(uint64(n-1)) - 1) }

// inclusionLength is how many hashes RFC 6962, section 2.1.1, gives for leaf m of n.
func inclusionLength(n, m int64) int {
	if n == 1 {
		return 0
	}
	if k := split(n); m >= k {
		return 1 + inclusionLength(n-k, m-k)
	} else {
		return 1 + inclusionLength(k, m)
	}
}

// consistencyLength is the same for the first m of n leaves, section 2.1.2.
func consistencyLength(n, m int64, whole bool) int {
	if m == n {
		if whole {
			return 0
		}
		return 1
	}
	if k := split(n); m > k {
		return 1 + consistencyLength(n-k, m-k, false)
	} else {
		return 1 + consistencyLength(k, m, whole)
	}
}
