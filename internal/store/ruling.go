package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// undoRuling takes the last ruling on the same two off, as a new record.
const undoRuling statement.RulingKind = "undo"

// rulingFact is the fact of a record "ruling".
type rulingFact struct {
	Kind   statement.RulingKind `json:"kind"`
	A      string               `json:"a"`
	B      string               `json:"b"`
	Reason string               `json:"reason"`
	By     string               `json:"by"`
}

// Rule records what an analyst decided of origins and returns its place in the log; the kind
// "undo" takes the last ruling on the same two off. The same ruling in force by the same
// person adds nothing.
func (s *Store) Rule(ctx context.Context, r statement.Ruling) (recordSeq int64, err error) {
	fact := rulingFact{r.Kind, r.A, r.B, r.Reason, r.By}
	err = s.write(ctx, func(w *writing) error {
		inForce, err := rulings(ctx, w)
		if err != nil {
			return err
		}
		same := func(k kept) bool { return k.A == r.A && k.B == r.B }
		switch at := slices.IndexFunc(inForce, same); {
		case r.Kind == undoRuling && at < 0:
			return fmt.Errorf("%w: there is no ruling on %s and %s to undo", ErrConflict, r.A, r.B)
		case r.Kind == undoRuling:
		default:
			if err := r.Check(); err != nil {
				return err
			}
			if i := slices.IndexFunc(inForce, func(k kept) bool { return k.fact() == fact }); i >= 0 {
				recordSeq = inForce[i].seq
				return nil
			}
		}
		rec, err := w.append("ruling", r.A, fact)
		if err != nil {
			return err
		}
		recordSeq = rec.Seq
		return w.exec(`INSERT INTO rulings (seq, kind, a, b) VALUES ($1, $2, $3, $4)`, rec.Seq, string(r.Kind), r.A, r.B)
	})
	if err != nil {
		return 0, fmt.Errorf("rule on origins %s and %s: %w", r.A, r.B, err)
	}
	return recordSeq, nil
}

// Rulings returns the rulings in force, in the order in which they were made.
func (s *Store) Rulings(ctx context.Context) ([]statement.Ruling, error) {
	list, err := rulings(ctx, s.reader)
	if err != nil {
		return nil, fmt.Errorf("list rulings: %w", s.explain(err))
	}
	out := make([]statement.Ruling, len(list))
	for i, k := range list {
		out[i] = k.Ruling
	}
	return out, nil
}

// kept is a ruling with its place in the log.
type kept struct {
	statement.Ruling
	seq int64
}

func (k kept) fact() rulingFact { return rulingFact{k.Kind, k.A, k.B, k.Reason, k.By} }

// rulings replays the records: an undo takes the last one on the same two off.
func rulings(ctx context.Context, q queryer) ([]kept, error) {
	var out []kept
	err := each(ctx, q, `SELECT r.seq, r.at, r.body FROM rulings u JOIN records r ON r.seq = u.seq ORDER BY r.seq`, nil, func(scan func(...any) error) error {
		var k kept
		var at int64
		var body string
		if err := scan(&k.seq, &at, &body); err != nil {
			return err
		}
		var f rulingFact
		if err := ledger.Fact([]byte(body), &f); err != nil {
			return err
		}
		k.Ruling = statement.Ruling{Kind: f.Kind, A: f.A, B: f.B, Reason: f.Reason, By: f.By, At: time.UnixMilli(at).UTC()}
		if f.Kind != undoRuling {
			out = append(out, k)
			return nil
		}
		for i := len(out) - 1; i >= 0; i-- {
			if out[i].A == f.A && out[i].B == f.B {
				out = slices.Delete(out, i, i+1)
				break
			}
		}
		return nil
	})
	return out, err
}

func (c *checking) ruling(e *entry, f rulingFact) error {
	c.row(e, "rulings", string(f.Kind), f.A, f.B)
	c.same(e, "origin", e.id, f.A)
	return nil
}
