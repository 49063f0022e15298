package store

import (
	"context"
	"fmt"
	"time"
)

// Changed is which operations records touched from a place of the log on.
type Changed struct {
	Records map[string]int // operation to how many records bear on it
	All     bool           // records that can bear on any operation are among them: rulings, scans, erasures, pulls
}

// ChangedSince says which operations the records after the first size of them bear on: their
// own, new readings of their documents, and decisions on statements of these.
func (s *Store) ChangedSince(ctx context.Context, size int64) (Changed, error) {
	out := Changed{Records: map[string]int{}}
	err := s.read(ctx, func(q queryer) error {
		for _, query := range []string{
			`SELECT slug, 1 FROM operations WHERE seq >= $1`,
			`SELECT operation, count(*) FROM attachments WHERE seq >= $1 GROUP BY operation`,
			`SELECT a, count(*) FROM joinings WHERE seq >= $1 GROUP BY a`,
			`SELECT b, count(*) FROM joinings WHERE seq >= $1 GROUP BY b`,
			`SELECT operation, count(*) FROM answers WHERE seq >= $1 GROUP BY operation`,
			`SELECT a.operation, count(DISTINCT d.seq) FROM documents d JOIN attachments a ON a.ref = d.id WHERE d.seq >= $1 GROUP BY a.operation`,
			`SELECT a.operation, count(DISTINCT d.seq) FROM decisions d JOIN statements s ON s.id = d.statement JOIN documents c ON c.seq = s.capture
				JOIN attachments a ON a.ref = c.id OR a.ref = s.id WHERE d.seq >= $1 GROUP BY a.operation`,
		} {
			if err := each(ctx, q, query, []any{size}, func(scan func(...any) error) error {
				var slug string
				var n int
				err := scan(&slug, &n)
				out.Records[slug] += n
				return err
			}); err != nil {
				return err
			}
		}
		return each(ctx, q, `SELECT DISTINCT type FROM records WHERE seq >= $1`, []any{size}, func(scan func(...any) error) error {
			var typ string
			err := scan(&typ)
			switch typ {
			case "operation", "attachment", "detachment", "joining", "answer", "capture", "decision", "leg of interest", "checkpoint":
			default:
				out.All = true
			}
			return err
		})
	})
	if err != nil {
		return out, fmt.Errorf("operations changed after record %d: %w", size, s.explain(err))
	}
	return out, nil
}

// SizeAt is how many records the log had at a moment.
func (s *Store) SizeAt(ctx context.Context, at time.Time) (size int64, err error) {
	if _, err := one(ctx, s.reader, `SELECT count(*) FROM records WHERE at < $1`, []any{at.UnixMilli()}, &size); err != nil {
		return 0, fmt.Errorf("size of the log at %s: %w", at.Format(time.RFC3339), s.explain(err))
	}
	return size, nil
}
