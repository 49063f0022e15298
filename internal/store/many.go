package store

import (
	"context"
	"fmt"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Many records operations, documents and attachments in one transaction: all of them or none.
// Each is a record of its own, as if it had been recorded alone.
type Many struct{ w *writing }

// AddMany runs f in one transaction.
func (s *Store) AddMany(ctx context.Context, f func(Many) error) error {
	if err := s.write(ctx, func(w *writing) error { return f(Many{w}) }); err != nil {
		return fmt.Errorf("record many: %w", err)
	}
	return nil
}

// Operation is NewOperation.
func (m Many) Operation(o operation.Operation) error { return m.w.newOperation(o) }

// Attach is Attach.
func (m Many) Attach(a Attachment) (added bool, err error) { return m.w.attach(a) }

// Document is AddDocument. Blobs are kept at once, as they are there: a transaction that fails
// leaves blobs that no record names.
func (m Many) Document(d document.Document, raw []byte, proposals []statement.Statement) (added bool, err error) {
	c, err := m.w.s.prepareCapture(m.w.ctx, d, raw, proposals)
	if err != nil {
		return false, err
	}
	return m.w.capture(c)
}

// Size is how many records the log has.
func (s *Store) Size(ctx context.Context) (size int64, err error) {
	if _, err := one(ctx, s.reader, `SELECT size FROM head WHERE one = 1`, nil, &size); err != nil {
		return 0, fmt.Errorf("size of the log: %w", s.explain(err))
	}
	return size, nil
}
