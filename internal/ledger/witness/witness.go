// Package witness cosigns checkpoints of logs that it knows, as C2SP tlog-witness says: only
// when the log begins with everything that it showed before.
//
//	w := &witness.Witness{Key: key, Logs: rings, Dir: folder, Now: time.Now}
//	http.Handle("POST /add-checkpoint", w)
//
// What it cosigned last of each log lasts on disk before the cosignature is given away: a
// witness that is killed never cosigns two histories.
package witness

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// Key is the key of a cosigner.
type Key struct {
	Name    string
	private ed25519.PrivateKey
}

// NewKey makes the key of the witness called name from 32 bytes of random.
func NewKey(random io.Reader, name string) (Key, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return Key{}, fmt.Errorf("make witness key: %w", err)
	}
	if name == "" || strings.ContainsAny(name, " +\t\n") {
		return Key{}, fmt.Errorf("make witness key: name %q is empty or holds a space or a plus sign", name)
	}
	return Key{name, ed25519.NewKeyFromSeed(seed)}, nil
}

// ParseKey reads what Text wrote.
func ParseKey(text string) (Key, error) {
	name, seed, _ := strings.Cut(strings.TrimSpace(text), " ")
	raw, err := base64.StdEncoding.DecodeString(seed)
	if err != nil || len(raw) != ed25519.SeedSize || name == "" {
		return Key{}, errors.New("read witness key: it is not a name and 32 bytes in base64")
	}
	return Key{name, ed25519.NewKeyFromSeed(raw)}, nil
}

// Text is the key file; keep it to yourself.
func (k Key) Text() string {
	return k.Name + " " + base64.StdEncoding.EncodeToString(k.private.Seed()) + "\n"
}

// Verifier is the key to publish.
func (k Key) Verifier() string {
	public := k.private.Public().(ed25519.PublicKey)
	return fmt.Sprintf("%s+%x+%s", k.Name, verify.CosignatureKeyID(k.Name, public), base64.StdEncoding.EncodeToString(append([]byte{4}, public...)))
}

// Cosign returns the signature line of k on a checkpoint.
func (k Key) Cosign(checkpoint []byte, at time.Time) string {
	id := verify.CosignatureKeyID(k.Name, k.private.Public().(ed25519.PublicKey))
	raw := binary.BigEndian.AppendUint64(id[:], uint64(at.Unix()))
	raw = append(raw, ed25519.Sign(k.private, verify.CosignatureMessage(checkpoint, at))...)
	return "\u2014 " + k.Name + " " + base64.StdEncoding.EncodeToString(raw) + "\n"
}

// Witness answers add-checkpoint.
type Witness struct {
	Key  Key
	Logs map[string]verify.Keyring // by origin
	Dir  string                    // where the last checkpoint of each log is kept
	Now  func() time.Time

	mu sync.Mutex
}

// maxBody is far above 63 hashes and a checkpoint with many signatures.
const maxBody = 64 << 10

// ServeHTTP answers with a cosignature, or with the status that C2SP tlog-witness gives.
func (w *Witness) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(out, r.Body, maxBody))
	if err != nil {
		http.Error(out, "the request is too large", http.StatusRequestEntityTooLarge)
		return
	}
	h, err := verify.ParseHistory(body)
	if err != nil {
		http.Error(out, err.Error(), http.StatusBadRequest)
		return
	}
	origin, _, _ := strings.Cut(string(h.Now), "\n")
	keys, known := w.Logs[origin]
	if !known {
		http.Error(out, "this log is not known here", http.StatusNotFound)
		return
	}
	now, _, err := keys.Open(h.Now)
	if err != nil {
		http.Error(out, err.Error(), http.StatusForbidden)
		return
	}
	if h.Old > now.Size {
		http.Error(out, "the old size is larger than the checkpoint's", http.StatusBadRequest)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answer(out, origin, keys, h, now)
}

func (w *Witness) answer(out http.ResponseWriter, origin string, keys verify.Keyring, h verify.History, now verify.Checkpoint) {
	kept, err := os.ReadFile(w.path(origin))
	var last verify.Checkpoint
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err == nil:
		last, _, err = keys.Open(kept)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		http.Error(out, "what was cosigned last cannot be read", http.StatusInternalServerError)
		return
	}
	if h.Old != last.Size {
		out.Header().Set("Content-Type", "text/x.tlog.size")
		out.WriteHeader(http.StatusConflict)
		fmt.Fprintf(out, "%d\n", last.Size)
		return
	}
	switch {
	case last.Size == 0:
		if len(h.Path) > 0 {
			http.Error(out, "an empty log needs no path", http.StatusUnprocessableEntity)
			return
		}
	default:
		if _, _, err := h.Holds(keys, kept); err != nil {
			status := http.StatusUnprocessableEntity
			if errors.Is(err, verify.ErrForked) {
				status = http.StatusConflict
				_ = os.WriteFile(w.path(origin)+".fork", h.Now, 0o600) // evidence; the answer is the same without it
			}
			http.Error(out, err.Error(), status)
			return
		}
	}
	if err := keep(w.path(origin), h.Now); err != nil {
		http.Error(out, "what is cosigned cannot be kept", http.StatusInternalServerError)
		return
	}
	out.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprint(out, w.Key.Cosign(h.Now, w.Now()))
}

func (w *Witness) path(origin string) string {
	sum := sha256.Sum256([]byte(origin))
	return filepath.Join(w.Dir, hex.EncodeToString(sum[:])+".checkpoint")
}

// keep replaces a file so that it is there whole and lasting, or as it was.
func keep(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".tmp-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
