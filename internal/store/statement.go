package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// Reviewed is a statement with the decision in force. Without one it is what an extractor
// proposed, and Verdict is empty; after an edit it is what the analyst made of it.
type Reviewed struct {
	statement.Statement
	Verdict  string               `json:"verdict"`            // "", accept, edit, reject
	By       string               `json:"by,omitempty"`       // who decided
	At       time.Time            `json:"at,omitzero"`        // when
	Note     string               `json:"note,omitempty"`     // why
	Proposed *statement.Statement `json:"proposed,omitempty"` // what the extractor said, when it was edited
}

// Statements returns what was proposed from a document, in the order of its text, decisions applied.
func (s *Store) Statements(ctx context.Context, documentID string) ([]Reviewed, error) {
	var out []Reviewed
	err := s.read(ctx, func(q queryer) error {
		var capture int64
		found, err := one(ctx, q, `SELECT seq FROM documents WHERE id = $1`, []any{documentID}, &capture)
		if err != nil {
			return err
		}
		if !found {
			return ErrNotFound
		}
		out, err = statementsOf(ctx, q, capture)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("statements of %s: %w", documentID, s.explain(err))
	}
	return out, nil
}

// statementsOf returns the statements of a capture, decisions applied.
func statementsOf(ctx context.Context, q queryer, capture int64) ([]Reviewed, error) {
	var out []Reviewed
	err := each(ctx, q, `SELECT body FROM statements WHERE capture = $1 ORDER BY ord`, []any{capture},
		func(scan func(...any) error) error {
			r, err := scanStatement(scan)
			out = append(out, r)
			return err
		})
	if err != nil {
		return nil, err
	}
	inForce, err := verdicts(ctx, q, `d.statement IN (SELECT id FROM statements WHERE capture = $1)`, capture)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].apply(inForce[out[i].ID])
	}
	return out, nil
}

// Statement returns one statement, decision applied.
func (s *Store) Statement(ctx context.Context, id string) (Reviewed, error) {
	var r Reviewed
	err := s.read(ctx, func(q queryer) error {
		var err error
		r, err = statementByID(ctx, q, id)
		return err
	})
	if err != nil {
		return Reviewed{}, fmt.Errorf("statement %s: %w", id, s.explain(err))
	}
	return r, nil
}

// statementByID returns a statement as the first capture that has it proposed it. Two
// documents with one text have the same statements; a decision holds for both.
func statementByID(ctx context.Context, q queryer, id string) (Reviewed, error) {
	var body string
	found, err := one(ctx, q, `SELECT body FROM statements WHERE id = $1 ORDER BY capture LIMIT 1`, []any{id}, &body)
	if err != nil {
		return Reviewed{}, err
	}
	if !found {
		return Reviewed{}, ErrNotFound
	}
	var r Reviewed
	if err := json.Unmarshal([]byte(body), &r.Statement); err != nil {
		return Reviewed{}, err
	}
	inForce, err := verdicts(ctx, q, `d.statement = $1`, id)
	if err != nil {
		return Reviewed{}, err
	}
	r.apply(inForce[id])
	return r, nil
}

func scanStatement(scan func(...any) error) (Reviewed, error) {
	var body string
	if err := scan(&body); err != nil {
		return Reviewed{}, err
	}
	var r Reviewed
	err := json.Unmarshal([]byte(body), &r.Statement)
	return r, err
}

// apply puts the decision in force on what was proposed.
func (r *Reviewed) apply(v *verdict) {
	if v == nil {
		return
	}
	r.Verdict, r.By, r.At, r.Note = v.Verdict, v.By, v.At, v.Note
	if v.Edited != nil {
		proposed := r.Statement
		document := proposed.Document
		r.Statement, r.Proposed = *v.Edited, &proposed
		r.Document = document
	}
}
