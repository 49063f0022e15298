package ledger

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Key signs the checkpoints of one log. Who holds it can sign another history.
type Key struct {
	secret   string // as note.NewSigner reads it
	verifier string
	signer   note.Signer
}

// algEd25519 is the signature type of signed notes that every C2SP verifier knows.
const algEd25519 = 1

// NewKey makes an Ed25519 key from 32 bytes of random for the log called origin, which C2SP
// wants to be unique and without spaces or plus signs (by habit a URL without its scheme).
func NewKey(random io.Reader, origin string) (*Key, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, fmt.Errorf("make ledger key: read randomness: %w", err)
	}
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	vkey, err := note.NewEd25519VerifierKey(origin, public)
	if err != nil {
		return nil, fmt.Errorf("make ledger key: %w", err)
	}
	if _, err := note.NewVerifier(vkey); err != nil {
		return nil, fmt.Errorf("make ledger key: origin %q: %w", origin, err)
	}
	id := strings.SplitN(vkey, "+", 3)[1]
	secret := "PRIVATE+KEY+" + origin + "+" + id + "+" +
		base64.StdEncoding.EncodeToString(append([]byte{algEd25519}, seed...))
	return parseSecret(secret)
}

// ParseKey reads a key file: lines that begin with # are remarks, one line is the key.
func ParseKey(text []byte) (*Key, error) {
	var secret string
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		if secret != "" {
			return nil, fmt.Errorf("read ledger key: more than one key in the file")
		}
		secret = string(line)
	}
	if secret == "" {
		return nil, fmt.Errorf("read ledger key: no key in the file")
	}
	return parseSecret(secret)
}

func parseSecret(secret string) (*Key, error) {
	signer, err := note.NewSigner(secret)
	if err != nil {
		// The error of note never holds the key itself.
		return nil, fmt.Errorf("read ledger key: %w", err)
	}
	parts := strings.SplitN(secret, "+", 5)
	raw, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(raw) != 1+ed25519.SeedSize {
		return nil, fmt.Errorf("read ledger key: not an Ed25519 key")
	}
	public := ed25519.NewKeyFromSeed(raw[1:]).Public().(ed25519.PublicKey)
	vkey, err := note.NewEd25519VerifierKey(signer.Name(), public)
	if err != nil {
		return nil, fmt.Errorf("read ledger key: %w", err)
	}
	return &Key{secret: secret, verifier: vkey, signer: signer}, nil
}

// Origin is the name of the log that the key signs for.
func (k *Key) Origin() string { return k.signer.Name() }

// Verifier is the key to publish: with it anyone checks what k signed.
func (k *Key) Verifier() string { return k.verifier }

// Text is the key file. Keep it readable by its owner alone.
func (k *Key) Text() []byte {
	return []byte("# Charterwatch ledger key. Who holds this line can sign another history: keep it to yourself.\n" +
		"# Verifier key, to publish: " + k.verifier + "\n" + k.secret + "\n")
}
