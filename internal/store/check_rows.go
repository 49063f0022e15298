package store

import (
	"fmt"
	"slices"
	"strings"
)

// projections are the tables with one row for one record, keyed by seq.
var projections = []struct {
	table   string
	columns []string
}{
	{"documents", []string{"id", "raw_hash", "text_hash", "search"}},
	{"decisions", []string{"statement", "verdict", "coalesce(edited, '')"}},
	{"scans", []string{"id"}},
	{"operations", []string{"slug", "search"}},
	{"attachments", []string{"operation", "kind", "ref", "attached"}},
	{"pulls", []string{"kind", "name", "day", "hash", "pages"}},
	{"verdicts", []string{"hex", "verdict"}},
	{"rulings", []string{"kind", "a", "b"}},
	{"joinings", []string{"kind", "a", "b", "undoes"}},
	{"answers", []string{"operation", "state", "question", "answer"}},
}

// batch holds the rows of a run of records, by table and seq, until a record accounts for them.
type batch map[string]map[int64][]string

func (b batch) get(table string, seq int64) []string { return b[table][seq] }

func (c *checking) loadRows(from, to int64) error {
	c.rows = batch{}
	for _, p := range projections {
		rows := map[int64][]string{}
		c.rows[p.table] = rows
		query := `SELECT seq, ` + strings.Join(p.columns, ", ") + ` FROM ` + p.table + ` WHERE seq >= $1 AND seq < $2`
		err := c.each(p.table, query, []any{from, to}, func(scan func(...any) error) error {
			var seq int64
			row := make([]string, len(p.columns))
			dest := []any{&seq}
			for i := range row {
				dest = append(dest, &row[i])
			}
			if err := scan(dest...); err != nil {
				return err
			}
			rows[seq] = row
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// row compares the row of a record with what its fact says, and takes it out of the batch.
func (c *checking) row(e *entry, table string, want ...string) {
	got := c.rows.get(table, e.seq)
	delete(c.rows[table], e.seq)
	switch {
	case got == nil:
		c.about(e, "its row in table %s is missing", table)
	case !slices.Equal(got, want):
		for i := range want {
			if got[i] != want[i] {
				c.about(e, "table %s has %q where %q was recorded", table, got[i], want[i])
				return
			}
		}
	}
}

// leftRows reports rows of the batch that no record accounts for.
func (c *checking) leftRows() {
	for _, p := range projections {
		for seq, row := range c.rows[p.table] {
			c.problem(seq, p.table, row[0], fmt.Sprintf("table %s has a row that no record accounts for", p.table))
		}
	}
}

// strays reports rows outside of the log, and rows of sets whose record is not there.
func (c *checking) strays(size int64) error {
	type question struct {
		table, query string
		args         []any
	}
	questions := []question{
		{"records", `SELECT seq, id FROM records WHERE seq < 0`, nil},
		{"hashes", `SELECT idx, '' FROM hashes WHERE idx < 0 OR idx >= $1`, []any{hashesBefore(size)}},
		{"checkpoints", `SELECT size, '' FROM checkpoints WHERE size - 1 NOT IN (SELECT seq FROM records WHERE type = 'checkpoint')`, nil},
		{"statements", `SELECT capture, id FROM statements WHERE capture NOT IN (SELECT seq FROM records WHERE type = 'capture')`, nil},
		{"members", `SELECT scan, hash FROM members WHERE scan NOT IN (SELECT seq FROM records WHERE type = 'scan')`, nil},
		{"pull_pages", `SELECT pull, kind FROM pull_pages WHERE pull NOT IN (SELECT seq FROM records WHERE type = 'pull')`, nil},
		{"legs", `SELECT scan, id FROM legs WHERE scan NOT IN (SELECT seq FROM records WHERE type = 'scan')
			OR superseded <> 0 AND superseded NOT IN (SELECT seq FROM records WHERE type = 'scan')`, nil},
	}
	for _, p := range projections {
		questions = append(questions, question{p.table,
			`SELECT seq, ` + p.columns[0] + ` FROM ` + p.table + ` WHERE seq < 0 OR seq >= $1`, []any{size}})
	}
	for _, q := range questions {
		err := c.each(q.table, q.query, q.args, func(scan func(...any) error) error {
			var place int64
			var id string
			if err := scan(&place, &id); err != nil {
				return err
			}
			c.problem(-1, q.table, id, fmt.Sprintf("table %s has a row (%d) that no record accounts for", q.table, place))
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
