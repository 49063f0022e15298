package store

import (
	"context"
	"encoding/json"
	"fmt"
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
		// Who waits is read from IDs; only the statements of this part are read whole. InDomain is
		// asked of the topic as it stands in a body, whose JSON is ours.
		type row struct{ capture, ord int64 }
		var part []row
		seen := map[string]bool{}
		err = each(ctx, q, `SELECT s.id, s.capture, s.ord FROM statements s JOIN documents d ON d.seq = s.capture WHERE `+inForce+
			` AND s.body NOT LIKE '%"topic":"other"%' AND s.body NOT LIKE '%"topic":""%' ORDER BY d.seq DESC, s.ord`, nil, func(scan func(...any) error) error {
			var id string
			var at row
			if err := scan(&id, &at.capture, &at.ord); err != nil {
				return err
			}
			if seen[id] || decided[id] != nil {
				return nil
			}
			seen[id] = true
			total++
			if total > p.Offset && (p.Limit <= 0 || len(part) < p.Limit) {
				part = append(part, at)
			}
			return nil
		})
		for _, at := range part {
			if err != nil {
				return err
			}
			err = each(ctx, q, `SELECT body FROM statements WHERE capture = $1 AND ord = $2`, []any{at.capture, at.ord}, func(scan func(...any) error) error {
				var body string
				if err := scan(&body); err != nil {
					return err
				}
				var r Reviewed
				if err := json.Unmarshal([]byte(body), &r.Statement); err != nil {
					return err
				}
				out = append(out, r)
				return nil
			})
		}
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list what waits for a decision: %w", s.explain(err))
	}
	return out, total, nil
}
