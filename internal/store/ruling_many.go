package store

import (
	"context"
	"fmt"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// RuleAll records rulings of a list in one transaction, each as its own record with its row:
// all of them or none. It does not look whether one is in force already; the last of two counts.
func (s *Store) RuleAll(ctx context.Context, list []statement.Ruling) error {
	err := s.write(ctx, func(w *writing) error {
		for i, r := range list {
			if err := r.Check(); err != nil {
				return fmt.Errorf("ruling %d: %w", i+1, err)
			}
			rec, err := w.append("ruling", r.A, rulingFact{r.Kind, r.A, r.B, r.Reason, r.By})
			if err != nil {
				return err
			}
			if err := w.exec(`INSERT INTO rulings (seq, kind, a, b) VALUES ($1, $2, $3, $4)`, rec.Seq, string(r.Kind), r.A, r.B); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("record %d rulings: %w", len(list), err)
	}
	return nil
}
