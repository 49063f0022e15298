package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/operation"
)

// AsOf is a moment that a view is asked for: what was published by a day, what the first
// records of the log hold, or both. The zero value is all that is recorded, without a day.
type AsOf struct {
	Asked time.Time `json:"asked"` // what was published later is not there yet
	Size  int64     `json:"size"`  // what was recorded later is not there yet; 0: the whole log

	// Recorded is a day after which nothing recorded counts, where no size is known: Settle
	// gives the size. Zero: none was asked for.
	Recorded time.Time `json:"recorded,omitzero"`
}

// ParseAsOf reads 2025-11-12 (published by then), a size of the log such as 17, both as
// 2025-11-12@17, or after the @ a day by which it was recorded: @2025-11-13.
func ParseAsOf(text string) (AsOf, error) {
	var m AsOf
	day, size, both := strings.Cut(text, "@")
	if !both && text != "" && strings.Trim(text, "0123456789") == "" {
		day, size = "", text
	}
	if day != "" {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return m, fmt.Errorf("%q is neither a day such as 2025-09-29, nor a size of the log such as 17, nor both as 2025-09-29@17", text)
		}
		m.Asked = d
	}
	if d, err := time.Parse(time.DateOnly, size); both && err == nil {
		m.Recorded = d
		return m, nil
	}
	if size != "" || both {
		n, err := strconv.ParseInt(size, 10, 64)
		if err != nil || n < 1 {
			return m, fmt.Errorf("%q: a size of the log is a number of records from 1 on", text)
		}
		m.Size = n
	}
	return m, nil
}

// Settle finds the size of the log at the end of the day that a moment asks for. A day before the
// first record is an error: there is nothing to show of it.
func (s *Store) Settle(ctx context.Context, m AsOf) (AsOf, error) {
	err := s.read(ctx, func(q queryer) (err error) {
		m, err = settle(ctx, q, m)
		return err
	})
	return m, s.explain(err)
}

func settle(ctx context.Context, q queryer, m AsOf) (AsOf, error) {
	if m.Recorded.IsZero() || m.Size > 0 {
		return m, nil
	}
	if _, err := one(ctx, q, `SELECT coalesce(max(seq) + 1, 0) FROM records WHERE at < $1`, []any{m.Recorded.AddDate(0, 0, 1).UnixMilli()}, &m.Size); err != nil {
		return m, err
	}
	if m.Size == 0 {
		return m, fmt.Errorf("nothing was recorded by %s: the log begins later", m.Recorded.Format(time.DateOnly))
	}
	return m, nil
}

// EvidenceAsOf is Evidence as the first records of the log hold it. With a size and no day,
// the view is of the moment of the last of those records.
func (s *Store) EvidenceAsOf(ctx context.Context, slug string, m AsOf) (operation.Evidence, error) {
	g := gathering{ctx: ctx, s: s, documents: map[string]bool{}, statements: map[string]bool{}}
	g.out.Decisions, g.out.Asked = map[string]string{}, m.Asked
	err := s.read(ctx, func(q queryer) error {
		g.q = q
		m, err := settle(ctx, q, m)
		if err != nil {
			return err
		}
		if m.Size > 0 {
			at, err := s.sizeAt(ctx, q, m.Size)
			if err != nil {
				return err
			}
			if g.out.Asked.IsZero() {
				g.out.Asked = at
			}
			g.q = s.asOf(q, m.Size)
		}
		to, err := aliasOf(ctx, g.q, slug)
		if err != nil {
			return err
		}
		if to != slug {
			g.out.AskedAs = slug
		}
		return g.operation(to)
	})
	if err != nil {
		return operation.Evidence{}, fmt.Errorf("evidence of operation %s: %w", slug, s.explain(err))
	}
	return g.out, nil
}

// sizeAt is when the last of the first size records was made. A log that is shorter is an error.
func (s *Store) sizeAt(ctx context.Context, q queryer, size int64) (time.Time, error) {
	var at, head int64
	found, err := one(ctx, q, `SELECT at FROM records WHERE seq = $1`, []any{size - 1}, &at)
	if err != nil || found {
		return time.UnixMilli(at).UTC(), err
	}
	if _, err := one(ctx, q, `SELECT size FROM head WHERE one = 1`, nil, &head); err != nil {
		return time.Time{}, err
	}
	return time.Time{}, fmt.Errorf("%w: the log has %d records, asked for are the first %d", ErrNotFound, head, size)
}

// earlier answers every question from the rows that the first size records account for: each
// table is shadowed by its earlier self, so that what reads today reads any checkpoint.
type earlier struct {
	queryer
	tables string
}

// asOf is a queryer over the first size records.
func (s *Store) asOf(q queryer, size int64) queryer {
	schema := "" // PostgreSQL reads the name inside its own definition as the table
	if s.engine.name == "sqlite3" {
		schema = "main."
	}
	n := strconv.FormatInt(size, 10)
	var parts []string
	for _, t := range []struct{ table, columns, until string }{
		{"records", "*", "seq"},
		{"documents", "*", "seq"},
		{"statements", "*", "capture"},
		{"decisions", "*", "seq"},
		{"rulings", "*", "seq"},
		{"operations", "*", "seq"},
		{"attachments", "*", "seq"},
		{"joinings", "*", "seq"},
		{"legs", "scan, ord, id, hex, t_from, t_to, start_airport, end_airport, callsigns, CASE WHEN superseded >= " + n + " THEN 0 ELSE superseded END AS superseded, body", "scan"},
	} {
		parts = append(parts, t.table+" AS NOT MATERIALIZED (SELECT "+t.columns+" FROM "+schema+t.table+" WHERE "+t.until+" < "+n+")")
	}
	return earlier{q, "WITH " + strings.Join(parts, ", ") + " "}
}

func (e earlier) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return e.queryer.QueryContext(ctx, e.tables+query, args...)
}

func (e earlier) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return e.queryer.QueryRowContext(ctx, e.tables+query, args...)
}
