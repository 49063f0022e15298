package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

// What a caller can tell apart with errors.Is; the message around them says what to do.
var (
	ErrNotFound    = errors.New("not found")
	ErrExists      = errors.New("exists already")
	ErrNoWorkspace = errors.New("no workspace")
	ErrNewer       = errors.New("made by a newer charterwatch")
	ErrConflict    = errors.New("conflict")
	ErrNotKept     = errors.New("raw file not kept")
)

// Options are the clock and the randomness of a store: time.Now and crypto/rand.Reader in
// the program, fixed ones in a test.
type Options struct {
	Now  func() time.Time
	Rand io.Reader
}

// Store is an open workspace. It is safe for use by several goroutines.
type Store struct {
	dir    string                     // blobs and key
	key    atomic.Pointer[ledger.Key] // in force
	opt    Options
	engine engine
	writer *sql.DB
	reader *sql.DB
	turn   chan struct{} // holds one token while a write runs in this process
	swept  sync.Once     // see sweep
}

// engine is what differs between the two databases.
type engine struct {
	name     string
	batch    int           // rows of one INSERT: round trips are free in SQLite
	snapshot sql.TxOptions // a read transaction that sees one moment
}

// Page asks for a part of a list.
type Page struct {
	Limit, Offset int    // Limit 0: no limit
	Query         string // words that the entry must hold, whatever their case
}

// Close ends the use of the workspace.
func (s *Store) Close() error {
	return errors.Join(s.reader.Close(), s.writer.Close())
}

// queryer is a database or a transaction on it.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// read runs f on one moment of the database.
func (s *Store) read(ctx context.Context, f func(queryer) error) error {
	tx, err := s.reader.BeginTx(ctx, &s.engine.snapshot)
	if err != nil {
		return s.explain(err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	return f(tx)
}

// each calls f for every row of a query; f scans it.
func each(ctx context.Context, q queryer, query string, args []any, f func(scan func(...any) error) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one scans the first row of a query and says whether there was one.
func one(ctx context.Context, q queryer, query string, args []any, dest ...any) (bool, error) {
	err := q.QueryRowContext(ctx, query, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
