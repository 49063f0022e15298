package verify

import (
	"crypto/sha256"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Leaf returns the bytes that stand in the log for a record: its type, a NUL, and
// SHA-256("charterwatch record v1\n" ‖ salt ‖ body).
func Leaf(typ string, salt, body []byte) []byte {
	message := make([]byte, 0, 23+len(salt)+len(body))
	message = append(message, "charterwatch record v1\n"...)
	message = append(message, salt...)
	message = append(message, body...)
	commitment := sha256.Sum256(message)
	return append(append([]byte(typ), 0), commitment[:]...)
}

// ErasedLeaf is the leaf of a record of which only the commitment is left.
func ErasedLeaf(typ string, commitment []byte) []byte {
	return append(append([]byte(typ), 0), commitment...)
}

// Tree derives the roots of a log again, leaf by leaf, and every hash that a log keeps on
// the way. The zero Tree is empty. It holds one hash for each bit of its size.
type Tree struct {
	size int64
	full []subtree // complete subtrees from left to right, each smaller than the one before
}

type subtree struct {
	leaves int64
	hash   [32]byte
}

// Add appends a leaf and returns the hashes that it completes, lowest level first: what a
// log keeps for this record, in the order of its stored hashes.
func (t *Tree) Add(leaf []byte) [][32]byte { return t.AddHash(LeafHash(leaf)) }

// LeafHash is the hash of a leaf in a tree (RFC 6962, section 2.1).
func LeafHash(leaf []byte) [32]byte {
	b := make([]byte, 0, 1+len(leaf))
	return sha256.Sum256(append(append(b, 0), leaf...))
}

// AddHash is Add for a leaf of which only the hash is known.
func (t *Tree) AddHash(leafHash [32]byte) [][32]byte {
	node := subtree{1, leafHash}
	done := [][32]byte{node.hash}
	for n := len(t.full); n > 0 && t.full[n-1].leaves == node.leaves; n = len(t.full) {
		node = subtree{2 * node.leaves, join(t.full[n-1].hash, node.hash)}
		t.full = t.full[:n-1]
		done = append(done, node.hash)
	}
	t.full = append(t.full, node)
	t.size++
	return done
}

// Size is the number of leaves so far.
func (t *Tree) Size() int64 { return t.size }

// Root is the Merkle root of the leaves so far (RFC 6962, section 2.1).
func (t *Tree) Root() [32]byte {
	if len(t.full) == 0 {
		return sha256.Sum256(nil)
	}
	root := t.full[len(t.full)-1].hash
	for i := len(t.full) - 2; i >= 0; i-- {
		root = join(t.full[i].hash, root)
	}
	return root
}

func join(left, right [32]byte) [32]byte {
	var b [65]byte
	b[0] = 1
	copy(b[1:], left[:])
	copy(b[33:], right[:])
	return sha256.Sum256(b[:])
}

// Inclusion verifies that leaf stands at index in the tree that c signs.
func Inclusion(c Checkpoint, index int64, leaf []byte, path [][32]byte) error {
	if index < 0 || index >= c.Size {
		return fmt.Errorf("verify record %d: the checkpoint has %d records", index, c.Size)
	}
	if err := tlog.CheckRecord(hashes(path), c.Size, c.Root, index, LeafHash(leaf)); err != nil {
		return fmt.Errorf("verify record %d of %d: the path does not lead to the signed root: %w", index, c.Size, err)
	}
	return nil
}

// Consistency verifies that the log of checkpoint now begins with the whole log of
// checkpoint old: nothing was changed or removed between them.
func Consistency(old, now Checkpoint, path [][32]byte) error {
	switch {
	case old.Origin != now.Origin:
		return fmt.Errorf("verify history: checkpoints of two logs, %q and %q", old.Origin, now.Origin)
	case old.Size > now.Size:
		return fmt.Errorf("verify history: the older checkpoint has %d records, the newer one only %d", old.Size, now.Size)
	case old.Size == 0:
		if len(path) != 0 {
			return fmt.Errorf("verify history: an empty log needs no path")
		}
		return nil
	}
	if err := tlog.CheckTree(hashes(path), now.Size, now.Root, old.Size, old.Root); err != nil {
		return fmt.Errorf("verify history: the log of %d records does not begin with that of %d: %w", now.Size, old.Size, err)
	}
	return nil
}

func hashes(path [][32]byte) []tlog.Hash {
	out := make([]tlog.Hash, len(path))
	for i, h := range path {
		out[i] = h
	}
	return out
}
