package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// Waiting returns a part of the queue of statements that nobody has decided, the document read
// last first and each in the order of its text, and how many wait. They are those in the
// domain that readings in force propose; a statement whose decisions were all undone waits
// again, and one that two documents with the same text have waits once.
func (s *Store) Waiting(ctx context.Context, p Page) (out []Reviewed, total int, err error) {
	err = s.read(ctx, func(q queryer) error {
		decided, err := verdicts(ctx, q, `1 = 1`)
		if err != nil {
			return err
		}
		seen := map[string]bool{}
		return each(ctx, q, `SELECT s.body FROM statements s JOIN documents d ON d.seq = s.capture WHERE `+inForce+
			` ORDER BY d.seq DESC, s.ord`, nil, func(scan func(...any) error) error {
			var body string
			if err := scan(&body); err != nil {
				return err
			}
			var r Reviewed
			if err := json.Unmarshal([]byte(body), &r.Statement); err != nil {
				return err
			}
			if seen[r.ID] || decided[r.ID] != nil || !statement.InDomain(r.Statement) {
				return nil
			}
			seen[r.ID] = true
			total++
			if total > p.Offset && (p.Limit <= 0 || len(out) < p.Limit) {
				out = append(out, r)
			}
			return nil
		})
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list what waits for a decision: %w", s.explain(err))
	}
	return out, total, nil
}
