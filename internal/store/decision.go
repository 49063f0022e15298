package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Decision is what an analyst says of a statement. Undo restores the verdict before the one
// in force, as a new record: nothing is taken back in silence.
type Decision struct {
	Statement string
	Verdict   string               // accept, edit, reject, undo
	Edited    *statement.Statement // for edit: the statement as it should be, widened to whole words; its ID stays
	By, Note  string
}

// decisionFact is the fact of a record "decision".
type decisionFact struct {
	Statement  string `json:"statement"`
	Verdict    string `json:"verdict"`
	EditedHash string `json:"edited_sha256,omitempty"` // of the row's JSON
	By         string `json:"by"`
	Note       string `json:"note"`
}

// verdict is a decision in force.
type verdict struct {
	Seq    int64
	At     time.Time
	Edited *statement.Statement
	decisionFact
}

// Decide records a decision and returns its place in the log. The same decision by the same
// person again adds nothing and returns the place of the first.
func (s *Store) Decide(ctx context.Context, d Decision) (recordSeq int64, err error) {
	err = s.write(ctx, func(w *writing) error {
		now, captured, err := statementByID(ctx, w, d.Statement)
		if err != nil {
			return err
		}
		fact := decisionFact{Statement: d.Statement, Verdict: d.Verdict, By: d.By, Note: d.Note}
		edited, err := w.checkDecision(d, now, captured, &fact)
		if err != nil {
			return err
		}
		history, err := verdicts(ctx, w, `d.statement = $1`, d.Statement)
		if err != nil {
			return err
		}
		last := history[d.Statement]
		if last != nil && d.Verdict != "undo" && last.same(fact) {
			recordSeq = last.Seq
			return nil
		}
		r, err := w.append("decision", d.Statement, fact)
		if err != nil {
			return err
		}
		recordSeq = r.Seq
		return w.exec(`INSERT INTO decisions (seq, statement, verdict, edited) VALUES ($1, $2, $3, $4)`,
			r.Seq, d.Statement, d.Verdict, edited)
	})
	if err != nil {
		return 0, fmt.Errorf("decide on statement %s: %w", d.Statement, err)
	}
	return recordSeq, nil
}

// same says whether a decision repeats v. Both sides are compared as their records hold them.
func (v *verdict) same(f decisionFact) bool {
	a, errA := ledger.Canonical(v.decisionFact)
	b, errB := ledger.Canonical(f)
	return errA == nil && errB == nil && string(a) == string(b)
}

// checkDecision refuses what cannot be decided, and returns the row's JSON of an edited statement.
func (w *writing) checkDecision(d Decision, now Reviewed, captured string, fact *decisionFact) (edited any, err error) {
	switch d.Verdict {
	case "accept", "reject":
	case "undo":
		if now.Verdict == "" {
			return nil, fmt.Errorf("%w: there is no decision to undo", ErrConflict)
		}
	case "edit":
		return w.checkEdit(d, now, captured, fact)
	default:
		return nil, fmt.Errorf("verdict %q is none of accept, edit, reject, undo", d.Verdict)
	}
	if d.Edited != nil {
		return nil, fmt.Errorf("%s takes no edited statement: use edit", d.Verdict)
	}
	return nil, nil
}

// checkEdit sees that an edited statement still quotes its document, as it was captured.
func (w *writing) checkEdit(d Decision, now Reviewed, captured string, fact *decisionFact) (edited any, err error) {
	if d.Edited == nil {
		return nil, fmt.Errorf("edit needs the statement as it should be")
	}
	e := *d.Edited
	e.ID, e.Document = d.Statement, now.Document
	doc, err := w.s.fromCapture(captured)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", e.Document, err)
	}
	e = statement.Snap(doc, e)
	if err := statement.Check(doc, e); err != nil {
		return nil, fmt.Errorf("the edit does not fit document %s: %w", e.Document, err)
	}
	b, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	fact.EditedHash = sha256Hex(b)
	return string(b), nil
}

// Decided is one decision as it was recorded, undone or not.
type Decided struct {
	Record  int64     `json:"record"`  // its place in the log, under the signed head
	Verdict string    `json:"verdict"` // accept, edit, reject, undo
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Note    string    `json:"note,omitempty"`
}

// Decisions returns every decision on a statement in the order of the log.
func (s *Store) Decisions(ctx context.Context, statementID string) ([]Decided, error) {
	out := []Decided{}
	err := s.read(ctx, func(q queryer) error {
		return each(ctx, q, `SELECT d.seq, r.at, r.body FROM decisions d JOIN records r ON r.seq = d.seq
			WHERE d.statement = $1 ORDER BY d.seq`, []any{statementID}, func(scan func(...any) error) error {
			var d Decided
			var at int64
			var body string
			if err := scan(&d.Record, &at, &body); err != nil {
				return err
			}
			var f decisionFact
			if err := ledger.Fact([]byte(body), &f); err != nil {
				return err
			}
			d.Verdict, d.By, d.Note, d.At = f.Verdict, f.By, f.Note, time.UnixMilli(at).UTC()
			out = append(out, d)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("decisions on %s: %w", statementID, s.explain(err))
	}
	return out, nil
}

// verdicts replays the decisions that match a condition and returns the one in force for
// each statement: an undo takes the last one off.
func verdicts(ctx context.Context, q queryer, condition string, args ...any) (map[string]*verdict, error) {
	stacks := map[string][]*verdict{}
	err := each(ctx, q, `SELECT d.seq, d.edited, r.at, r.body FROM decisions d JOIN records r ON r.seq = d.seq
		WHERE `+condition+` ORDER BY d.seq`, args, func(scan func(...any) error) error {
		var v verdict
		var edited *string
		var at int64
		var body string
		if err := scan(&v.Seq, &edited, &at, &body); err != nil {
			return err
		}
		if err := ledger.Fact([]byte(body), &v.decisionFact); err != nil {
			return err
		}
		v.At = time.UnixMilli(at).UTC()
		if edited != nil {
			v.Edited = new(statement.Statement)
			if err := json.Unmarshal([]byte(*edited), v.Edited); err != nil {
				return fmt.Errorf("decision %d: %w", v.Seq, err)
			}
		}
		stack := stacks[v.Statement]
		if v.Verdict == "undo" {
			stacks[v.Statement] = stack[:max(0, len(stack)-1)]
			return nil
		}
		stacks[v.Statement] = append(stack, &v)
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make(map[string]*verdict, len(stacks))
	for id, stack := range stacks {
		if len(stack) > 0 {
			out[id] = stack[len(stack)-1]
		}
	}
	return out, nil
}
