package cli

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// ledgerThing verifies what is of a log and no exhibit, told by content. known is false for
// anything else.
func (c verifyCmd) ledgerThing(a *app) (known bool, err error) {
	wrap := func(err error) error {
		if err != nil {
			return fmt.Errorf("verify %s: %w", c.Path, err)
		}
		return nil
	}
	fi, err := os.Stat(c.Path)
	if err != nil {
		return false, nil // the exhibit's way says what is wrong
	}
	if fi.IsDir() {
		if _, err := os.Stat(filepath.Join(c.Path, "tile")); err != nil {
			return false, nil
		}
		return true, wrap(c.tiles(a))
	}
	if !fi.Mode().IsRegular() || fi.Size() > maxSmall {
		return false, nil
	}
	text, err := os.ReadFile(c.Path)
	if err != nil {
		return false, nil
	}
	switch first, rest, _ := strings.Cut(string(text), "\n"); {
	case strings.HasPrefix(first, "PK\x03\x04"):
		return false, nil // a zip, whose files stand in it as they are
	case strings.HasPrefix(first, "c2sp.org/tlog-proof@"):
		return true, wrap(c.proof(a, text))
	case strings.HasPrefix(first, "old "):
		return true, wrap(c.history(a, text))
	case strings.Contains(rest, "\n\n\u2014 "):
		return true, wrap(c.checkpoint(a, text))
	}
	return false, nil
}

// ring is the keyring that the user trusts: --key and --notes.
func (c verifyCmd) ring(notes ...[]byte) (verify.Keyring, error) {
	if c.Key == "" {
		return verify.Keyring{}, errors.New("which key? give --key with the log's verifier key as its keeper publishes it")
	}
	for _, name := range c.Notes {
		note, err := os.ReadFile(name)
		if err != nil {
			return verify.Keyring{}, err
		}
		notes = append(notes, note)
	}
	ring, err := verify.Trust(c.Key)
	if err != nil {
		return verify.Keyring{}, err
	}
	return ring.With(notes...)
}

func (c verifyCmd) kept(a *app) ([][]byte, error) {
	if c.From == "" {
		return nil, nil
	}
	b, err := a.readSmall(c.From)
	return [][]byte{b}, err
}

// tiles verifies an exported log. Its keys/ are followed from --key on: notes before it are passed over.
func (c verifyCmd) tiles(a *app) error {
	root, err := os.OpenRoot(c.Path)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	ring, err := c.ring()
	if err != nil {
		return err
	}
	notes, err := laterNotes(root.FS(), strings.TrimSpace(c.Key))
	if err != nil {
		return err
	}
	if ring, err = ring.With(notes...); err != nil {
		return err
	}
	kept, err := c.kept(a)
	if err != nil {
		return err
	}
	now, err := verify.Tiles(root.FS(), ring, kept...)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "holds  every tile and entry of %s leads to its signed checkpoint of %d record(s)\n", now.Origin, now.Size)
	if len(kept) > 0 {
		fmt.Fprintln(a.stdout, "holds  it begins with the whole log of the checkpoint that you kept: it was only added to")
	}
	return nil
}

// laterNotes are the notes of an exported log that come after the one that put key in force.
func laterNotes(root fs.FS, key string) (notes [][]byte, err error) {
	names, err := fs.Glob(root, "keys/*.note")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		note, err := fs.ReadFile(root, name)
		if err != nil {
			return nil, err
		}
		if notes = append(notes, note); strings.Contains(string(note), "\nnew "+key+"\n") {
			notes = nil
		}
	}
	return notes, nil
}

// proof verifies that a record stands in the log.
func (c verifyCmd) proof(a *app, text []byte) error {
	p, err := verify.ParseProof(text)
	if err != nil {
		return err
	}
	ring, err := c.ring()
	if err != nil {
		return err
	}
	base := strings.TrimSuffix(c.Path, ".tlog-proof")
	body, err := a.readSmall(or(c.Record, base+".json"))
	if err != nil {
		return fmt.Errorf("the record itself: %w: name it with --record", err)
	}
	hexSalt, err := a.readSmall(or(c.Salt, base+".salt"))
	if err != nil {
		return fmt.Errorf("its salt: %w: name it with --salt", err)
	}
	salt, err := hex.DecodeString(strings.TrimSpace(string(hexSalt)))
	if err != nil {
		return fmt.Errorf("its salt: %w: %w", verify.ErrMalformed, err)
	}
	var record struct{ Type, ID, At string }
	if err := json.Unmarshal(body, &record); err != nil {
		return fmt.Errorf("the record itself: %w: %w", verify.ErrMalformed, err)
	}
	now, err := p.Holds(ring, verify.Leaf(record.Type, salt, body))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "holds  record %d (%s %s, said to be of %s) stands in %s, in the signed checkpoint of %d record(s)\n", p.Index, record.Type, record.ID, record.At, now.Origin, now.Size)
	if c.From == "" {
		return nil
	}
	kept, err := a.readSmall(c.From)
	if err != nil {
		return err
	}
	if _, _, err := verify.Compare(ring, kept, p.Checkpoint); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, "       the checkpoint that you kept is not newer and does not contradict it; that one begins with the other takes a history (ledger prove)")
	return nil
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// history verifies what ledger prove wrote, against the checkpoint that the user kept.
func (c verifyCmd) history(a *app, text []byte) error {
	h, err := verify.ParseHistory(text)
	if err != nil {
		return err
	}
	if c.From == "" {
		return errors.New("against which checkpoint? give --from with the one that you kept")
	}
	ring, err := c.ring()
	if err != nil {
		return err
	}
	kept, err := a.readSmall(c.From)
	if err != nil {
		return err
	}
	old, now, err := h.Holds(ring, kept)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "holds  %s only grew: the log of %d record(s) begins with the whole log of %d that you kept the checkpoint of\n", now.Origin, now.Size, old.Size)
	return nil
}

// checkpoint verifies a signature, and against a kept checkpoint that they do not contradict each other.
func (c verifyCmd) checkpoint(a *app, text []byte) error {
	ring, err := c.ring()
	if err != nil {
		return err
	}
	if c.From != "" {
		kept, err := a.readSmall(c.From)
		if err != nil {
			return err
		}
		if _, _, err := verify.Compare(ring, kept, text); err != nil {
			return err
		}
	}
	now, key, err := ring.Open(text)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "holds  %s signed a log of %d record(s) with key %s\n", now.Origin, now.Size, key.Verifier)
	if !key.Compromised.IsZero() {
		fmt.Fprintf(a.stdout, "       others may have had this key since %s\n", key.Compromised.Format("2006-01-02T15:04Z"))
	}
	return nil
}
