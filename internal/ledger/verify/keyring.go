package verify

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// The second lines of the two notes about keys. No checkpoint can have them: its second line is a number.
const (
	rotationLine   = "charterwatch key rotation v1"
	compromiseLine = "charterwatch key compromise v1"
)

// Keyring is the keys of one log in their order: the first one is known from elsewhere (who
// publishes it is trusted for it), each later one by a note that the one before it signed.
type Keyring struct{ keys []HeldKey }

// HeldKey is one key and the sizes of checkpoints that it may sign: more than After, at most Until.
type HeldKey struct {
	Verifier     string
	After, Until int64
	Compromised  time.Time // zero, or since when others may have had it

	verifier note.Verifier
}

// Trust makes the keyring of a log's first key, as its keeper published it.
func Trust(verifierKey string) (Keyring, error) {
	v, err := note.NewVerifier(strings.TrimSpace(verifierKey))
	if err != nil {
		return Keyring{}, fmt.Errorf("verifier key %.200q: %w", verifierKey, err)
	}
	return Keyring{[]HeldKey{{Verifier: strings.TrimSpace(verifierKey), After: -1, Until: math.MaxInt64, verifier: v}}}, nil
}

// Keys returns the keys, the first one first.
func (k Keyring) Keys() []HeldKey { return k.keys }

// Current returns the key that signs now.
func (k Keyring) Current() HeldKey { return k.keys[len(k.keys)-1] }

// With follows the notes about keys in their order and returns the keyring that they lead to.
func (k Keyring) With(notes ...[]byte) (Keyring, error) {
	k.keys = append([]HeldKey(nil), k.keys...)
	for i, text := range notes {
		if err := k.follow(text); err != nil {
			return Keyring{}, fmt.Errorf("note %d about keys: %w", i+1, err)
		}
	}
	return k, nil
}

func (k *Keyring) follow(text []byte) error {
	last := k.Current()
	n, err := note.Open(text, note.VerifierList(last.verifier))
	if err != nil {
		return fmt.Errorf("%w: the key in force did not sign it: %w", ErrForged, err)
	}
	lines := strings.Split(strings.TrimSuffix(n.Text, "\n"), "\n")
	if len(lines) < 4 || lines[0] != last.verifier.Name() {
		return fmt.Errorf("%w: it is not a note about a key of %s", ErrMalformed, last.verifier.Name())
	}
	size, err := plainNumber(lines[2], "size ")
	if err != nil {
		return err
	}
	switch lines[1] {
	case rotationLine:
		return k.rotate(text, lines, size)
	case compromiseLine:
		return k.compromise(lines)
	}
	return fmt.Errorf("%w: it says %q", ErrMalformed, lines[1])
}

// rotate takes a note "size", "old", "new" that both keys signed: the new one too, so that
// nobody is given a key that he does not hold.
func (k *Keyring) rotate(text []byte, lines []string, size int64) error {
	last := &k.keys[len(k.keys)-1]
	next, found := strings.CutPrefix(lines[len(lines)-1], "new ")
	if len(lines) != 5 || lines[3] != "old "+last.Verifier || !found {
		return fmt.Errorf("%w: it does not go on from the key in force", ErrMalformed)
	}
	v, err := note.NewVerifier(next)
	if err != nil {
		return fmt.Errorf("%w: the new key: %w", ErrMalformed, err)
	}
	if v.Name() != last.verifier.Name() || v.KeyHash() == last.verifier.KeyHash() || size <= last.After {
		return fmt.Errorf("%w: the new key is of another log, or the old one again", ErrMalformed)
	}
	if _, err := note.Open(text, note.VerifierList(v)); err != nil {
		return fmt.Errorf("%w: the new key did not sign it: %w", ErrForged, err)
	}
	last.Until = size
	k.keys = append(k.keys, HeldKey{Verifier: next, After: size, Until: math.MaxInt64, verifier: v})
	return nil
}

func (k *Keyring) compromise(lines []string) error {
	which, isKey := strings.CutPrefix(lines[3], "key ")
	if len(lines) != 5 || !isKey {
		return fmt.Errorf("%w: it names no key", ErrMalformed)
	}
	since, err := time.Parse(time.RFC3339, strings.TrimPrefix(lines[4], "since "))
	if err != nil {
		return fmt.Errorf("%w: since when: %w", ErrMalformed, err)
	}
	for i := range k.keys {
		if k.keys[i].Verifier == which {
			k.keys[i].Compromised = since.UTC()
			return nil
		}
	}
	return fmt.Errorf("%w: it names a key that is none of this log's", ErrMalformed)
}

func plainNumber(line, prefix string) (int64, error) {
	digits, found := strings.CutPrefix(line, prefix)
	n, err := strconv.ParseInt(digits, 10, 64)
	if !found || err != nil || n < 0 || strconv.FormatInt(n, 10) != digits {
		return 0, fmt.Errorf("%w: %.100q is not %q and a plain number", ErrMalformed, line, prefix)
	}
	return n, nil
}

// Open verifies a checkpoint by the key that may sign its size, and says which one did.
func (k Keyring) Open(text []byte) (Checkpoint, HeldKey, error) {
	if !strings.Contains(string(text), "\n\n") {
		return Checkpoint{}, HeldKey{}, fmt.Errorf("open checkpoint: %w: there is no signature", ErrTruncated)
	}
	var first error
	for _, key := range k.keys {
		c, err := Open(text, key.Verifier)
		if err != nil {
			var unknown *note.UnverifiedNoteError
			if first == nil || !errors.As(err, &unknown) {
				first = err
			}
			continue
		}
		if c.Size <= key.After || c.Size > key.Until {
			return c, key, fmt.Errorf("open checkpoint: %w: it signs %d records, and may sign more than %d, at most %d", ErrRetired, c.Size, key.After, key.Until)
		}
		return c, key, nil
	}
	return Checkpoint{}, HeldKey{}, k.refusal(text, first)
}

// refusal names what is wrong with a text that no key opened.
func (k Keyring) refusal(text []byte, err error) error {
	var unverified *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	origin, _, _ := strings.Cut(string(text), "\n")
	switch {
	case origin != k.keys[0].verifier.Name():
		return fmt.Errorf("open checkpoint: %w: it is of %.100q, the key is of %q", ErrOtherLog, origin, k.keys[0].verifier.Name())
	case errors.As(err, &invalid):
		return fmt.Errorf("open checkpoint: %w: the signature does not fit the text: %w", ErrForged, err)
	case errors.As(err, &unverified):
		return fmt.Errorf("open checkpoint: %w: no key of this log signed it", ErrForged)
	}
	if !strings.HasSuffix(string(text), "\n") {
		return fmt.Errorf("open checkpoint: %w: it ends within a line", ErrTruncated)
	}
	return fmt.Errorf("open checkpoint: %w: %w", ErrMalformed, err)
}
