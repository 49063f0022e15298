package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/ledger"
)

// Attachment puts one piece of evidence into an operation.
type Attachment struct {
	Operation string    `json:"operation"`
	Kind      string    `json:"kind"` // document, leg, statement
	Ref       string    `json:"ref"`  // its ID
	By        string    `json:"by"`
	Note      string    `json:"note"`
	At        time.Time `json:"at"` // in an answer: when it was recorded
}

// attachmentFact is the fact of a record "attachment" or "detachment".
type attachmentFact struct {
	Operation string `json:"operation"`
	Kind      string `json:"kind"`
	Ref       string `json:"ref"`
	By        string `json:"by"`
	Note      string `json:"note"`
}

// interestFact is the fact of a record "leg of interest": the leg itself, so that it can be
// shown and proved without the scan that it came from.
type interestFact struct {
	Scan int64      `json:"scan"` // place of the scan that added this version of the leg
	Ord  int64      `json:"ord"`
	Leg  flight.Leg `json:"leg"`
}

// Attach attaches evidence to an operation. What is attached already adds nothing. A leg
// becomes a leg of interest: its raw files must have been kept, because what a court is
// shown must be there to be read again.
func (s *Store) Attach(ctx context.Context, a Attachment) (added bool, err error) {
	err = s.write(ctx, func(w *writing) (err error) {
		added, err = w.attach(a)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("attach %s %s: %w", a.Kind, a.Ref, err)
	}
	return added, nil
}

func (w *writing) attach(a Attachment) (added bool, err error) {
	if _, err := operationBySlug(w.ctx, w, a.Operation); err != nil {
		return false, fmt.Errorf("operation %s: %w", a.Operation, err)
	}
	if to, err := aliasOf(w.ctx, w, a.Operation); err != nil {
		return false, err
	} else if to != a.Operation {
		return false, fmt.Errorf("operation %s: %w: it is a part of %s now: attach to that one", a.Operation, ErrConflict, to)
	}
	there, err := attached(w.ctx, w, a)
	if err != nil || there {
		return false, err
	}
	if err := w.checkRef(a); err != nil {
		return false, err
	}
	if a.Kind == "leg" {
		if err := w.legOfInterest(a.Ref); err != nil {
			return false, err
		}
	}
	return true, w.attachment("attachment", a, 1)
}

// Detach takes evidence out of an operation, as a new record. What is not attached is ErrNotFound.
func (s *Store) Detach(ctx context.Context, a Attachment) error {
	err := s.write(ctx, func(w *writing) error {
		there, err := attached(ctx, w, a)
		if err != nil {
			return err
		}
		if !there {
			return fmt.Errorf("in operation %s: %w", a.Operation, ErrNotFound)
		}
		return w.attachment("detachment", a, 0)
	})
	if err != nil {
		return fmt.Errorf("detach %s %s: %w", a.Kind, a.Ref, err)
	}
	return nil
}

// attachment appends a record of either type and its row.
func (w *writing) attachment(typ string, a Attachment, in int) error {
	r, err := w.append(typ, a.Operation, attachmentFact{a.Operation, a.Kind, a.Ref, a.By, a.Note})
	if err != nil {
		return err
	}
	return w.exec(`INSERT INTO attachments (seq, operation, kind, ref, attached) VALUES ($1, $2, $3, $4, $5)`,
		r.Seq, a.Operation, a.Kind, a.Ref, in)
}

func attached(ctx context.Context, q queryer, a Attachment) (bool, error) {
	var in int64
	found, err := one(ctx, q, `SELECT attached FROM attachments WHERE operation = $1 AND kind = $2 AND ref = $3
		ORDER BY seq DESC LIMIT 1`, []any{a.Operation, a.Kind, a.Ref}, &in)
	return found && in == 1, err
}

// checkRef sees that what is to be attached exists.
func (w *writing) checkRef(a Attachment) error {
	var err error
	switch a.Kind {
	case "document":
		_, err = w.s.document(w.ctx, w, a.Ref)
	case "statement":
		_, _, err = statementByID(w.ctx, w, a.Ref)
	case "leg":
		_, err = legByID(w.ctx, w, a.Ref)
	case "operation":
		err = fmt.Errorf("%w: an operation holds no operation: merge %s into it, which can be undone", ErrConflict, a.Ref)
	default:
		err = fmt.Errorf("kind %q is none of document, leg, statement", a.Kind)
	}
	return err
}

// legOfInterest records a leg with its whole body, once for each version.
func (w *writing) legOfInterest(id string) error {
	v, err := legByID(w.ctx, w, id)
	if err != nil {
		return err
	}
	for _, src := range v.leg.Sources {
		if _, err := w.s.Blob(src.Member.Hash); errors.Is(err, ErrNotFound) {
			return fmt.Errorf("%w: %s, which the leg was read from: scan it again with --fleet %s, which keeps it", ErrNotKept, src.Member.Name, v.leg.Hex)
		} else if err != nil {
			return err
		}
	}
	last, err := w.lastInterest(id)
	if err != nil {
		return err
	}
	if last != nil && last.Scan == v.scan && last.Ord == v.ord {
		return nil
	}
	_, err = w.append("leg of interest", id, interestFact{v.scan, v.ord, v.leg})
	return err
}

// lastInterest returns the last "leg of interest" of a leg, or nil.
func (w *writing) lastInterest(id string) (*interestFact, error) {
	var body string
	found, err := one(w.ctx, w, `SELECT body FROM records WHERE id = $1 AND type = 'leg of interest' ORDER BY seq DESC LIMIT 1`, []any{id}, &body)
	if err != nil || !found {
		return nil, err
	}
	var f interestFact
	return &f, ledger.Fact([]byte(body), &f)
}

// Attachments returns what is attached to an operation, in the order of attachment.
func (s *Store) Attachments(ctx context.Context, slug string) ([]Attachment, error) {
	var out []Attachment
	err := s.read(ctx, func(q queryer) error {
		if _, err := operationBySlug(ctx, q, slug); err != nil {
			return err
		}
		var err error
		out, err = attachmentsOf(ctx, q, slug)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("attachments of %s: %w", slug, s.explain(err))
	}
	return out, nil
}

func attachmentsOf(ctx context.Context, q queryer, slug string) ([]Attachment, error) {
	var out []Attachment
	err := each(ctx, q, `SELECT r.at, r.body FROM attachments a JOIN records r ON r.seq = a.seq
		WHERE a.operation = $1 AND a.attached = 1 AND NOT EXISTS (
			SELECT 1 FROM attachments b WHERE b.operation = a.operation AND b.kind = a.kind AND b.ref = a.ref AND b.seq > a.seq)
		ORDER BY a.seq`, []any{slug}, func(scan func(...any) error) error {
		var at int64
		var body string
		if err := scan(&at, &body); err != nil {
			return err
		}
		var f attachmentFact
		if err := ledger.Fact([]byte(body), &f); err != nil {
			return err
		}
		out = append(out, Attachment{f.Operation, f.Kind, f.Ref, f.By, f.Note, time.UnixMilli(at).UTC()})
		return nil
	})
	return out, err
}
