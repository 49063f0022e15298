package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// domain separates our commitments from any other use of SHA-256 over the same bytes, and
// names the version of the leaf.
const domain = "charterwatch record v1\n"

// Record is one accepted fact as the log commits to it.
type Record struct {
	Seq  int64     // its place in the log, from 0
	Type string    // what kind of fact: capture, decision, scan, ...; the one thing that the log reveals
	ID   string    // what the fact is about: a document, a statement, an operation
	At   time.Time // when it was accepted, UTC, to the millisecond
	Salt [32]byte  // of an erased record: the commitment that salt and body gave
	Body []byte    // canonical JSON: at, fact, id and type; empty when it was erased; after Redacted, what an erasure left of it
}

// Redacted begins the body of a record whose free text was erased: what follows is what is
// left of it, which the commitment does not cover and the redaction record does.
const Redacted = '~'

// whole says whether r is what its commitment was made of.
func (r Record) whole() bool { return len(r.Body) > 0 && r.Body[0] != Redacted }

// envelope is what a body holds, so that a record's columns are committed to with its fact.
type envelope struct {
	At   string          `json:"at"`
	Fact json.RawMessage `json:"fact"`
	ID   string          `json:"id"`
	Type string          `json:"type"`
}

// New makes the record of a fact: its body is the canonical JSON of fact with its type, ID
// and time. The salt must be random and used once.
func New(seq int64, typ, id string, at time.Time, salt [32]byte, fact any) (Record, error) {
	if typ == "" || strings.ContainsRune(typ, 0) {
		return Record{}, fmt.Errorf("record %d: type %q is empty or holds a NUL", seq, typ)
	}
	at = at.UTC().Truncate(time.Millisecond)
	body, err := Canonical(struct {
		At   string `json:"at"`
		Fact any    `json:"fact"`
		ID   string `json:"id"`
		Type string `json:"type"`
	}{at.Format(time.RFC3339Nano), fact, id, typ})
	if err != nil {
		return Record{}, fmt.Errorf("record %d, %s %s: %w", seq, typ, id, err)
	}
	return Record{Seq: seq, Type: typ, ID: id, At: at, Salt: salt, Body: body}, nil
}

// Fact decodes the fact of a body into v, a pointer.
func Fact(body []byte, v any) error {
	var e envelope
	if err := json.Unmarshal(bytes.TrimPrefix(body, []byte{Redacted}), &e); err != nil {
		return fmt.Errorf("read record body: %w", err)
	}
	if err := json.Unmarshal(e.Fact, v); err != nil {
		return fmt.Errorf("read the fact of %s %s: %w", e.Type, e.ID, err)
	}
	return nil
}

// Leaf returns the bytes that stand in the log for r: type, NUL, and the salted commitment.
func Leaf(r Record) []byte {
	commitment := Commitment(r)
	return append(append([]byte(r.Type), 0), commitment[:]...)
}

// Commitment is the salted hash of a record's body. Of an erased record it is all that is kept.
func Commitment(r Record) (sum [32]byte) {
	if !r.whole() {
		return r.Salt
	}
	h := sha256.New()
	h.Write([]byte(domain))
	h.Write(r.Salt[:])
	h.Write(r.Body)
	h.Sum(sum[:0])
	return sum
}

// RecordHash returns the hash of r's leaf in the tree (RFC 6962: SHA-256 over 0x00 and the leaf).
func RecordHash(r Record) tlog.Hash { return tlog.RecordHash(Leaf(r)) }
