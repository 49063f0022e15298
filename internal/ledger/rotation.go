package ledger

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Successor makes a new key of the same log.
func (k *Key) Successor(random io.Reader) (*Key, error) { return NewKey(random, k.Origin()) }

// Rotation is the signed note that hands a log over from k to next after its first size
// records: five lines (origin, what it is, size, old and new verifier key), signed by both.
func (k *Key) Rotation(size int64, next *Key) ([]byte, error) {
	text := fmt.Sprintf("%s\ncharterwatch key rotation v1\nsize %d\nold %s\nnew %s\n", k.Origin(), size, k.verifier, next.verifier)
	signed, err := note.Sign(&note.Note{Text: text}, k.signer, next.signer)
	if err != nil {
		return nil, fmt.Errorf("sign key rotation: %w", err)
	}
	return signed, nil
}

// Compromise is the signed note that others may have had a retired key since a moment. k, the
// key in force, signs it.
func (k *Key) Compromise(size int64, retired string, since time.Time) ([]byte, error) {
	text := fmt.Sprintf("%s\ncharterwatch key compromise v1\nsize %d\nkey %s\nsince %s\n", k.Origin(), size, retired, since.UTC().Format(time.RFC3339))
	signed, err := note.Sign(&note.Note{Text: text}, k.signer)
	if err != nil {
		return nil, fmt.Errorf("sign key compromise: %w", err)
	}
	return signed, nil
}

// Signed says whether a signature on a checkpoint names k as its key. It does not verify it.
func (k *Key) Signed(checkpoint string) bool {
	_, signatures, _ := strings.Cut(checkpoint, "\n\n")
	for line := range strings.Lines(signatures) {
		fields := strings.Fields(line)
		if len(fields) != 3 || fields[1] != k.Origin() {
			continue
		}
		raw, err := base64.StdEncoding.DecodeString(fields[2])
		if err == nil && len(raw) > 4 && binary.BigEndian.Uint32(raw) == k.signer.KeyHash() {
			return true
		}
	}
	return false
}
