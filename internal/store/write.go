package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

// writing is one write transaction: rows and the records that account for them.
type writing struct {
	ctx  context.Context
	s    *Store
	tx   *sql.Tx
	key  *ledger.Key // signs the head
	size int64       // records so far, those of this transaction included
	from int64       // records before this transaction

	prepared map[string]*sql.Stmt // by text: a part asks the same of each aircraft
}

// write runs f as the one writer, in one transaction. When f appended records, the new head
// is signed before the commit; when f fails or appended nothing, nothing is kept.
func (s *Store) write(ctx context.Context, f func(*writing) error) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.explain(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	w := &writing{ctx: ctx, s: s, tx: tx, key: s.key.Load(), prepared: map[string]*sql.Stmt{}}
	// The update takes PostgreSQL's row lock, as BEGIN IMMEDIATE took SQLite's.
	var head string
	if err := tx.QueryRowContext(ctx, `UPDATE head SET size = size WHERE one = 1 RETURNING size, text`).Scan(&w.size, &head); err != nil {
		return s.explain(fmt.Errorf("read the head of the log: %w", err))
	}
	if !w.key.Signed(head) {
		return errors.New("the key of the log was rotated by another charterwatch, or the head was changed: start this one again; if it says so again, run charterwatch ledger check")
	}
	w.from = w.size
	if err := f(w); err != nil {
		return s.explain(err)
	}
	if w.size == w.from {
		return nil
	}
	text, err := w.key.Checkpoint(w.size, w.hashes())
	if err != nil {
		return err
	}
	if err := w.exec(`UPDATE head SET size = $1, text = $2 WHERE one = 1`, w.size, string(text)); err != nil {
		return s.explain(err)
	}
	if err := tx.Commit(); err != nil {
		return s.explain(fmt.Errorf("commit: %w", err))
	}
	return nil
}

// append adds the record of a fact to the log.
func (w *writing) append(typ, id string, fact any) (ledger.Record, error) {
	var salt [32]byte
	if _, err := io.ReadFull(w.s.opt.Rand, salt[:]); err != nil {
		return ledger.Record{}, fmt.Errorf("record %s %s: read randomness: %w", typ, id, err)
	}
	r, err := ledger.New(w.size, typ, id, w.s.opt.Now(), salt, fact)
	if err != nil {
		return ledger.Record{}, err
	}
	hashes, err := ledger.Append(r, w.hashes())
	if err != nil {
		return ledger.Record{}, err
	}
	if err := w.exec(`INSERT INTO records (seq, type, id, at, salt, body) VALUES ($1, $2, $3, $4, $5, $6)`,
		r.Seq, r.Type, r.ID, r.At.UnixMilli(), r.Salt[:], string(r.Body)); err != nil {
		return ledger.Record{}, fmt.Errorf("record %s %s: %w", typ, id, err)
	}
	at := ledger.StoredIndex(r.Seq)
	for i, h := range hashes {
		if err := w.exec(`INSERT INTO hashes (idx, hash) VALUES ($1, $2)`, at+int64(i), h[:]); err != nil {
			return ledger.Record{}, fmt.Errorf("record %s %s: %w", typ, id, err)
		}
	}
	w.size++
	return r, nil
}

func (w *writing) exec(query string, args ...any) error {
	stmt, err := w.prepare(w.ctx, query)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(w.ctx, args...)
	return err
}

// prepare prepares a statement once; the end of the transaction closes it.
func (w *writing) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := w.prepared[query]; ok {
		return stmt, nil
	}
	stmt, err := w.tx.PrepareContext(ctx, query)
	if err == nil {
		w.prepared[query] = stmt
	}
	return stmt, err
}

// QueryContext makes a writing a queryer.
func (w *writing) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := w.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// QueryRowContext makes a writing a queryer.
func (w *writing) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := w.prepare(ctx, query)
	if err != nil {
		return w.tx.QueryRowContext(ctx, query, args...) // which says the error again
	}
	return stmt.QueryRowContext(ctx, args...)
}

// hashes reads the stored hashes as this transaction sees them.
func (w *writing) hashes() tlog.HashReader { return storedHashes(w.ctx, w) }

func storedHashes(ctx context.Context, q queryer) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		if len(indexes) == 0 {
			return nil, nil
		}
		found := make(map[int64]tlog.Hash, len(indexes))
		args := make([]any, len(indexes))
		for i, idx := range indexes {
			args[i] = idx
		}
		err := each(ctx, q, `SELECT idx, hash FROM hashes WHERE idx IN (`+places(1, len(args))+`)`, args,
			func(scan func(...any) error) error {
				var idx int64
				var hash []byte
				if err := scan(&idx, &hash); err != nil {
					return err
				}
				if len(hash) != tlog.HashSize {
					return fmt.Errorf("stored hash %d has %d bytes: run charterwatch ledger check", idx, len(hash))
				}
				found[idx] = tlog.Hash(hash)
				return nil
			})
		if err != nil {
			return nil, err
		}
		out := make([]tlog.Hash, len(indexes))
		for i, idx := range indexes {
			h, ok := found[idx]
			if !ok {
				return nil, fmt.Errorf("stored hash %d is missing: run charterwatch ledger check", idx)
			}
			out[i] = h
		}
		return out, nil
	})
}

// insert is a bulk insert into one table. Rows are sent batch by batch; flush sends the rest.
type insert struct {
	w       *writing
	table   string
	columns []string
	args    []any

	text string // the statement for rows rows
	rows int
}

func (w *writing) insert(table string, columns ...string) *insert {
	return &insert{w: w, table: table, columns: columns}
}

func (in *insert) row(values ...any) error {
	in.args = append(in.args, values...)
	if len(in.args) < in.w.s.engine.batch*len(in.columns) {
		return nil
	}
	return in.flush()
}

func (in *insert) flush() error {
	if len(in.args) == 0 {
		return nil
	}
	if n := len(in.args) / len(in.columns); n != in.rows {
		in.text, in.rows = in.statement(), n
	}
	if err := in.w.exec(in.text, in.args...); err != nil {
		return fmt.Errorf("insert into %s: %w", in.table, err)
	}
	in.args = in.args[:0]
	return nil
}

// statement is the INSERT for the rows that wait.
func (in *insert) statement() string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + in.table + " (" + strings.Join(in.columns, ", ") + ") VALUES ")
	for i := 0; i < len(in.args); i += len(in.columns) {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("(" + places(i+1, len(in.columns)) + ")")
	}
	return b.String()
}

// places returns "$from, ..." for n arguments.
func places(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(from+i))
	}
	return b.String()
}
