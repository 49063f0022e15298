package ledger

import (
	"encoding/base64"
	"fmt"
	"strconv"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint signs the tree of the first size records: three lines (origin, size, root in
// base64) and the signature, as C2SP tlog-checkpoint and signed-note write them.
func (k *Key) Checkpoint(size int64, stored tlog.HashReader) ([]byte, error) {
	root, err := Root(size, stored)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	return k.Sign(size, root)
}

// Sign signs a size and its root as a checkpoint.
func (k *Key) Sign(size int64, root tlog.Hash) ([]byte, error) {
	text := k.Origin() + "\n" + strconv.FormatInt(size, 10) + "\n" +
		base64.StdEncoding.EncodeToString(root[:]) + "\n"
	signed, err := note.Sign(&note.Note{Text: text}, k.signer)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint of %d records: %w", size, err)
	}
	return signed, nil
}
