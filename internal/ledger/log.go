package ledger

import (
	"crypto/sha256"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Append returns the hashes to keep for r, the record after the last one that stored holds.
// The first goes to index StoredIndex(r.Seq), the others to the indexes that follow.
func Append(r Record, stored tlog.HashReader) ([]tlog.Hash, error) {
	hashes, err := tlog.StoredHashesForRecordHash(r.Seq, RecordHash(r), stored)
	if err != nil {
		return nil, fmt.Errorf("append record %d: %w", r.Seq, err)
	}
	return hashes, nil
}

// StoredIndex returns where the hash of record seq is kept among the stored hashes.
func StoredIndex(seq int64) int64 { return tlog.StoredHashIndex(0, seq) }

// Root returns the root of the tree of the first size records; of none it is SHA-256 of nothing.
func Root(size int64, stored tlog.HashReader) (tlog.Hash, error) {
	root, err := tlog.TreeHash(size, stored)
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("root of %d records: %w", size, err)
	}
	return root, nil
}

// ProveInclusion returns the path that shows that record seq is in the tree of size records.
func ProveInclusion(size, seq int64, stored tlog.HashReader) (tlog.RecordProof, error) {
	if seq < 0 || seq >= size {
		return nil, fmt.Errorf("prove record %d: the tree has %d records", seq, size)
	}
	p, err := tlog.ProveRecord(size, seq, stored)
	if err != nil {
		return nil, fmt.Errorf("prove record %d of %d: %w", seq, size, err)
	}
	return p, nil
}

// ProveConsistency returns the path that shows that the tree of size records begins with
// the tree of old records: that history was only added to.
func ProveConsistency(size, old int64, stored tlog.HashReader) (tlog.TreeProof, error) {
	if old < 1 || old > size {
		return nil, fmt.Errorf("prove that %d records begin with %d: the older tree must hold 1 to %d", size, old, size)
	}
	p, err := tlog.ProveTree(size, old, stored)
	if err != nil {
		return nil, fmt.Errorf("prove that %d records begin with %d: %w", size, old, err)
	}
	return p, nil
}

// RootOf returns the Merkle root (RFC 6962, section 2.1) of leaves whose hashes are given:
// what a record commits to when it stands for a set of rows.
func RootOf(leaves []tlog.Hash) tlog.Hash {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return leaves[0]
	}
	k := 1 << (bits.Len(uint(len(leaves)-1)) - 1) // the largest power of two below len
	return tlog.NodeHash(RootOf(leaves[:k]), RootOf(leaves[k:]))
}
