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
	Record   int64                `json:"record,omitempty"`   // place of the decision in the log, whose head the workspace key signs
	Note     string               `json:"note,omitempty"`     // why
	Proposed *statement.Statement `json:"proposed,omitempty"` // what the extractor said, when it was edited
	Earlier  bool                 `json:"earlier,omitempty"`  // the reading in force does not propose it: its spans are in the text of an earlier one
}

// Statements returns what the reading in force of a document proposes, in the order of its
// text, decisions applied; then what only earlier readings proposed and a decision stands on.
func (s *Store) Statements(ctx context.Context, documentID string) ([]Reviewed, error) {
	var out []Reviewed
	err := s.read(ctx, func(q queryer) error {
		var err error
		out, err = statementsOf(ctx, q, documentID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("statements of %s: %w", documentID, s.explain(err))
	}
	return out, nil
}

func statementsOf(ctx context.Context, q queryer, documentID string) ([]Reviewed, error) {
	last, _, err := capture(ctx, q, documentID)
	if err != nil {
		return nil, err
	}
	decided, err := verdicts(ctx, q, `d.statement IN (SELECT s.id FROM statements s JOIN documents c ON c.seq = s.capture
		WHERE c.id = $1)`, documentID)
	if err != nil {
		return nil, err
	}
	var out []Reviewed
	seen := map[string]bool{}
	err = each(ctx, q, `SELECT s.capture, s.body FROM statements s JOIN documents d ON d.seq = s.capture
		WHERE d.id = $1 ORDER BY s.capture DESC, s.ord`, []any{documentID}, func(scan func(...any) error) error {
		var seq int64
		var body string
		if err := scan(&seq, &body); err != nil {
			return err
		}
		var r Reviewed
		if err := json.Unmarshal([]byte(body), &r.Statement); err != nil {
			return err
		}
		r.Earlier = seq != last
		if v := decided[r.ID]; !seen[r.ID] && (v != nil || !r.Earlier) {
			r.apply(v)
			out = append(out, r)
		}
		seen[r.ID] = true
		return nil
	})
	return out, err
}

// Statement returns one statement, decision applied.
func (s *Store) Statement(ctx context.Context, id string) (Reviewed, error) {
	var r Reviewed
	err := s.read(ctx, func(q queryer) error {
		var err error
		r, _, err = statementByID(ctx, q, id)
		return err
	})
	if err != nil {
		return Reviewed{}, fmt.Errorf("statement %s: %w", id, s.explain(err))
	}
	return r, nil
}

// statementByID returns a statement as it was proposed last, and the record of the capture
// that proposed it. Two documents with one text have the same statements, and a decision
// holds for both: the answer is of the first of them whose reading in force has it.
func statementByID(ctx context.Context, q queryer, id string) (r Reviewed, captured string, err error) {
	var body string
	found, err := one(ctx, q, `SELECT s.body, r.body, NOT (`+inForce+`) AS earlier
		FROM statements s JOIN documents d ON d.seq = s.capture JOIN records r ON r.seq = d.seq WHERE s.id = $1
		ORDER BY earlier, (SELECT min(f.seq) FROM documents f WHERE f.id = d.id), s.capture DESC LIMIT 1`,
		[]any{id}, &body, &captured, &r.Earlier)
	if err != nil {
		return Reviewed{}, "", err
	}
	if !found {
		return Reviewed{}, "", orErased(ctx, q, id, ErrNotFound)
	}
	if err := json.Unmarshal([]byte(body), &r.Statement); err != nil {
		return Reviewed{}, "", err
	}
	decided, err := verdicts(ctx, q, `d.statement = $1`, id)
	if err != nil {
		return Reviewed{}, "", err
	}
	r.apply(decided[id])
	return r, captured, nil
}

// apply puts the decision in force on what was proposed.
func (r *Reviewed) apply(v *verdict) {
	if v == nil {
		return
	}
	r.Verdict, r.By, r.At, r.Note, r.Record = v.Verdict, v.By, v.At, v.Note, v.Seq
	if v.Edited != nil {
		proposed := r.Statement
		document := proposed.Document
		r.Statement, r.Proposed = *v.Edited, &proposed
		r.Document = document
	}
}
