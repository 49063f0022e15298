package store

import (
	"context"
	"fmt"
	"regexp"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/operation"
)

// slugForm is what a slug may look like: it stands in URLs, file names and commands.
var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// maxSlug keeps a slug usable as a file name.
const maxSlug = 80

// NewOperation records an operation. Created is the moment of the record.
func (s *Store) NewOperation(ctx context.Context, o operation.Operation) error {
	if err := s.write(ctx, func(w *writing) error { return w.newOperation(o) }); err != nil {
		return fmt.Errorf("new operation %s: %w", o.Slug, err)
	}
	return nil
}

func (w *writing) newOperation(o operation.Operation) error {
	if len(o.Slug) > maxSlug || !slugForm.MatchString(o.Slug) {
		return fmt.Errorf("%q is no slug: lower-case letters and digits with single hyphens, at most %d", o.Slug, maxSlug)
	}
	var seq int64
	found, err := one(w.ctx, w, `SELECT seq FROM operations WHERE slug = $1`, []any{o.Slug}, &seq)
	if err != nil {
		return err
	}
	if found {
		return fmt.Errorf("it %w: choose another slug, or attach to this one", ErrExists)
	}
	if o.Created.IsZero() {
		o.Created = w.s.opt.Now()
	}
	o.Created = o.Created.UTC()
	r, err := w.append("operation", o.Slug, o)
	if err != nil {
		return err
	}
	return w.exec(`INSERT INTO operations (seq, slug, search) VALUES ($1, $2, $3)`, r.Seq, o.Slug, operationSearch(o))
}

func operationSearch(o operation.Operation) string {
	return searchable(append([]string{o.Slug, o.Title, o.From, o.To}, o.States...)...)
}

// Operation returns one operation.
func (s *Store) Operation(ctx context.Context, slug string) (operation.Operation, error) {
	o, err := operationBySlug(ctx, s.reader, slug)
	if err != nil {
		return operation.Operation{}, fmt.Errorf("operation %s: %w", slug, s.explain(err))
	}
	return o, nil
}

func operationBySlug(ctx context.Context, q queryer, slug string) (operation.Operation, error) {
	var body string
	found, err := one(ctx, q, `SELECT r.body FROM operations o JOIN records r ON r.seq = o.seq WHERE o.slug = $1`, []any{slug}, &body)
	if err != nil {
		return operation.Operation{}, err
	}
	if !found {
		return operation.Operation{}, ErrNotFound
	}
	var o operation.Operation
	return o, ledger.Fact([]byte(body), &o)
}

// Operations returns a part of the list of operations, the newest first, and how many there
// are. One that was merged into another is not among them: its slug leads there.
func (s *Store) Operations(ctx context.Context, p Page) (list []operation.Operation, total int, err error) {
	return s.OperationsAsOf(ctx, p, AsOf{})
}

// OperationsAsOf is the list as the first records of the log hold it. A day alone changes nothing.
func (s *Store) OperationsAsOf(ctx context.Context, p Page, m AsOf) (list []operation.Operation, total int, err error) {
	where, args := likeWords("o.search", p.Query, nil)
	where += " AND NOT " + mergedAway
	err = s.read(ctx, func(q queryer) error {
		m, err := settle(ctx, q, m)
		if err != nil {
			return err
		}
		if m.Size > 0 {
			if _, err := s.sizeAt(ctx, q, m.Size); err != nil {
				return err
			}
			q = s.asOf(q, m.Size)
		}
		if _, err := one(ctx, q, `SELECT count(*) FROM operations o WHERE `+where, args, &total); err != nil {
			return err
		}
		return each(ctx, q, `SELECT r.body FROM operations o JOIN records r ON r.seq = o.seq WHERE `+where+
			` ORDER BY o.seq DESC`+limit(p.Limit, p.Offset), args, func(scan func(...any) error) error {
			var body string
			if err := scan(&body); err != nil {
				return err
			}
			var o operation.Operation
			err := ledger.Fact([]byte(body), &o)
			list = append(list, o)
			return err
		})
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list operations: %w", s.explain(err))
	}
	return list, total, nil
}
