package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/ledger/rfc3161"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// The kinds of attestation: what somebody else says of a checkpoint.
const (
	Timestamp   = "timestamp"   // an RFC 3161 token
	Anchor      = "anchor"      // an OpenTimestamps proof
	Cosigned    = "cosignature" // a C2SP cosignature/v1
	attestTypes = `'timestamp', 'anchor', 'cosignature'`
)

// Attestation is what somebody else says of the checkpoint of a size.
type Attestation struct {
	Kind string
	Size int64
	From string    // the authority, calendar file or witness, as the user named it
	Hash string    // of the token or proof, a blob
	Line string    // of a cosignature
	At   time.Time // when it was recorded here
}

// attestationFact is the fact of the records timestamp, anchor and cosignature.
type attestationFact struct {
	Size int64  `json:"size"`
	From string `json:"from"`
	Hash string `json:"sha256,omitempty"`
	Line string `json:"line,omitempty"`
}

func attestationID(size int64) string { return fmt.Sprintf("checkpoint-%d", size) }

// Attest keeps what somebody else says of a checkpoint of this log; what is not over its bytes
// is refused. The same again adds nothing.
func (s *Store) Attest(ctx context.Context, a Attestation, token []byte) (added bool, err error) {
	text, err := s.CheckpointAt(ctx, a.Size)
	if err != nil {
		return false, err
	}
	fact := attestationFact{Size: a.Size, From: a.From, Line: a.Line}
	if err := attests(a.Kind, text, token, a.Line); err != nil {
		return false, fmt.Errorf("keep %s of the checkpoint of %d records: %w", a.Kind, a.Size, err)
	}
	if a.Kind != Cosigned {
		if fact.Hash, err = s.PutBlob(token); err != nil {
			return false, err
		}
	}
	err = s.write(ctx, func(w *writing) error {
		there, err := attestations(ctx, w, a.Size)
		if err != nil {
			return err
		}
		for _, t := range there {
			if t.Kind == a.Kind && t.From == a.From && t.Hash == fact.Hash && t.Line == a.Line {
				return nil
			}
		}
		added = true
		_, err = w.append(a.Kind, attestationID(a.Size), fact)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("keep %s of the checkpoint of %d records: %w", a.Kind, a.Size, err)
	}
	return added, nil
}

// attests sees that an attestation is over the bytes of a checkpoint.
func attests(kind string, text, token []byte, line string) error {
	switch kind {
	case Timestamp:
		_, err := rfc3161.Read(text, token, nil)
		return err
	case Anchor:
		_, err := verify.ReadAnchor(text, token)
		return err
	case Cosigned:
		if len(line) == 0 {
			return errors.New("there is no signature line")
		}
		return nil
	}
	return fmt.Errorf("%q is no kind of attestation", kind)
}

// CheckpointAt returns the checkpoint that was kept for a size.
func (s *Store) CheckpointAt(ctx context.Context, size int64) ([]byte, error) {
	var text string
	found, err := one(ctx, s.reader, `SELECT text FROM checkpoints WHERE size = $1`, []any{size}, &text)
	if err == nil && !found {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("checkpoint of %d records: %w", size, s.explain(err))
	}
	return []byte(text), nil
}

// Attestable returns the checkpoint to have attested: the last one, unless something other
// than attestations was recorded since; then a new one.
func (s *Store) Attestable(ctx context.Context) (text []byte, size int64, err error) {
	var newer int64
	err = s.read(ctx, func(q queryer) error {
		var last string
		if _, err := one(ctx, q, `SELECT size, text FROM checkpoints ORDER BY size DESC LIMIT 1`, nil, &size, &last); err != nil {
			return err
		}
		text = []byte(last)
		_, err := one(ctx, q, `SELECT count(*) FROM records WHERE seq >= $1 AND type NOT IN (`+attestTypes+`)`, []any{size}, &newer)
		return err
	})
	if err != nil || size > 0 && newer == 0 {
		return text, size, s.explain(err)
	}
	if text, err = s.Checkpoint(ctx); err != nil {
		return nil, 0, err
	}
	c, err := verify.Open(text, s.key.Load().Verifier())
	return text, c.Size, err
}

// Attestations returns what others say of the checkpoint of a size, in the order of the log.
func (s *Store) Attestations(ctx context.Context, size int64) ([]Attestation, error) {
	out, err := attestations(ctx, s.reader, size)
	if err != nil {
		return nil, fmt.Errorf("attestations: %w", s.explain(err))
	}
	return out, nil
}

func attestations(ctx context.Context, q queryer, size int64) (out []Attestation, err error) {
	err = each(ctx, q, `SELECT type, at, body FROM records WHERE id = $1 AND type IN (`+attestTypes+`) ORDER BY seq`, []any{attestationID(size)},
		func(scan func(...any) error) error {
			a := Attestation{Size: size}
			var at int64
			var body string
			var f attestationFact
			if err := scan(&a.Kind, &at, &body); err != nil {
				return err
			}
			if err := ledger.Fact([]byte(body), &f); err != nil {
				return err
			}
			a.From, a.Hash, a.Line, a.At = f.From, f.Hash, f.Line, time.UnixMilli(at).UTC()
			out = append(out, a)
			return nil
		})
	return out, err
}

// AttestedSizes returns the sizes of the checkpoints that somebody attested, the last first.
func (s *Store) AttestedSizes(ctx context.Context) (sizes []int64, err error) {
	err = each(ctx, s.reader, `SELECT DISTINCT c.size FROM checkpoints c JOIN records r ON r.id = 'checkpoint-' || c.size
		WHERE r.type IN (`+attestTypes+`) ORDER BY c.size DESC`, nil, func(scan func(...any) error) error {
		var size int64
		err := scan(&size)
		sizes = append(sizes, size)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("attested checkpoints: %w", s.explain(err))
	}
	return sizes, nil
}

// attestation checks what somebody else said: that it is over a checkpoint that is here.
func (c *checking) attestation(e *entry, f attestationFact) error {
	c.same(e, "subject", e.id, attestationID(f.Size))
	var text string
	found, err := one(c.ctx, c.q, `SELECT text FROM checkpoints WHERE size = $1`, []any{f.Size}, &text)
	if err != nil {
		return err
	}
	if !found {
		c.about(e, "the checkpoint of %d records that it is of is missing", f.Size)
		return nil
	}
	if f.Hash == "" {
		return nil // a cosignature is verified by who knows the witness: ledger status, verify
	}
	c.blob(e, "the "+e.typ, f.Hash)
	token, err := c.s.Blob(f.Hash)
	if err != nil {
		return nil // which c.blob has said
	}
	if err := attests(e.typ, []byte(text), token, f.Line); err != nil {
		c.about(e, "%v", err)
	}
	return nil
}
