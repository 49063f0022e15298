package store_test

import (
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// table is what the database itself says of a table: no list of ours can forget a column.
type table struct {
	name    string
	columns []string
}

var mutations = flag.Int("mutations", 300, "how many changes TestEveryMutationIsFound makes on each engine (make mutate: 10,000 on SQLite)")

// Promise 8: any change of a stored record is found. Random single changes of rows (each
// column of each table), deleted and copied rows, changed and deleted blobs.
func TestEveryMutationIsFound(t *testing.T) {
	t.Parallel()
	mutations := *mutations
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		s := storetest.OpenSQLite(t)
		mutate(t, s, mutations, `SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p
			WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, 2`)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		s := postgres.Open(t)
		mutate(t, s, min(mutations, 300), `SELECT table_name, column_name FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%' ORDER BY 1, 2`)
	})
}

func mutate(t *testing.T, s *store.Store, n int, schema string) {
	storetest.Fill(t, s)
	d, _ := fillSecret(t, s)
	if _, err := s.Erase(ctx, d.ID, "so that erased and redacted records are changed too", "analyst", "Quixotefield"); err != nil {
		t.Fatal(err)
	}
	if report, err := s.Check(ctx, nil); err != nil || len(report.Problems) > 0 {
		t.Fatalf("before any change: %+v, %v", report.Problems, err)
	}
	tables := readSchema(t, s.DB(), schema)
	if len(tables) != 18 {
		t.Fatalf("%d tables, want 18: %+v", len(tables), tables)
	}
	random := rand.New(rand.NewPCG(1, 2))
	kinds := map[string]int{}
	tiles := exported(t, s)
	for done := 0; done < n; {
		var what string
		switch random.IntN(6) {
		case 0:
			what = mutateBlob(t, s, random)
		case 1:
			what = tiles.mutate(t, random)
		default:
			what = mutateRow(t, s, random, tables[random.IntN(len(tables))])
		}
		kind, _, _ := strings.Cut(what, ":")
		kinds[kind]++
		if kind != "refused" {
			done++
		}
	}
	if report, err := s.Check(ctx, nil); err != nil || len(report.Problems) > 0 {
		t.Errorf("after all changes were taken back: %+v, %v", report.Problems, err)
	}
	t.Logf("%d changes found: %v", n, kinds)
}

// exportedLog is a log that was given to a stranger, who has the key from elsewhere.
type exportedLog struct {
	files fstest.MapFS
	names []string
	keys  verify.Keyring
}

func exported(t *testing.T, s *store.Store) exportedLog {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "log")
	if err := s.Pad(ctx, 300); err != nil { // one full tile of level 0, one of level 1
		t.Fatal(err)
	}
	if _, err := s.Export(ctx, dir); err != nil {
		t.Fatal(err)
	}
	keys, err := s.Keys(ctx)
	if err != nil {
		t.Fatal(err)
	}
	e := exportedLog{files: fstest.MapFS{}}
	if e.keys, err = keys.Ring(); err != nil {
		t.Fatal(err)
	}
	walkFiles(t, dir, func(path string, b []byte) {
		name, err := filepath.Rel(dir, path)
		if err != nil {
			t.Fatal(err)
		}
		if name == "checkpoint" || strings.HasPrefix(name, "tile") {
			e.files[name] = &fstest.MapFile{Data: b}
			e.names = append(e.names, name)
		}
	})
	if _, err := verify.Tiles(e.files, e.keys); err != nil {
		t.Fatal(err)
	}
	return e
}

// mutate changes one bit of a tile, a bundle or the checkpoint, cuts it or removes it, and puts it back.
func (e exportedLog) mutate(t *testing.T, random *rand.Rand) (what string) {
	t.Helper()
	name := e.names[random.IntN(len(e.names))]
	whole := e.files[name]
	data := slices.Clone(whole.Data)
	switch random.IntN(4) {
	case 0:
		what = "tile removed: " + name
		delete(e.files, name)
	case 1:
		what = "tile cut: " + name
		e.files[name] = &fstest.MapFile{Data: data[:random.IntN(len(data))]}
	default:
		what = "tile flipped: " + name
		data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		e.files[name] = &fstest.MapFile{Data: data}
	}
	if _, err := verify.Tiles(e.files, e.keys); err == nil {
		t.Errorf("not found: %s", what)
	}
	e.files[name] = whole
	return what
}

// found fails the test unless Check finds something.
func found(t *testing.T, s *store.Store, what string) {
	t.Helper()
	report, err := s.Check(ctx, nil)
	if err != nil {
		t.Errorf("%s: check failed: %v", what, err)
	} else if len(report.Problems) == 0 {
		t.Errorf("not found: %s", what)
	}
}

func readSchema(t *testing.T, db *sql.DB, query string) []table {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []table
	for rows.Next() {
		var name, column string
		if err := rows.Scan(&name, &column); err != nil {
			t.Fatal(err)
		}
		if len(out) == 0 || out[len(out)-1].name != name {
			out = append(out, table{name: name})
		}
		out[len(out)-1].columns = append(out[len(out)-1].columns, column)
	}
	return out
}

// mutateRow changes one cell of one row, deletes the row or copies it, sees that this is
// found, and puts the table back.
func mutateRow(t *testing.T, s *store.Store, random *rand.Rand, tab table) (what string) {
	t.Helper()
	rows := readRows(t, s.DB(), tab)
	i := random.IntN(len(rows))
	after := slices.Clone(rows)
	switch random.IntN(8) {
	case 0:
		what = fmt.Sprintf("deleted: %s row %d", tab.name, i)
		after = slices.Delete(after, i, i+1)
	case 1:
		row := slices.Clone(rows[i])
		what = fmt.Sprintf("added: %s like row %d", tab.name, i)
		for c, v := range row { // whatever may be a key gets a value of its own
			switch v := v.(type) {
			case int64:
				row[c] = v + 1000
			case string:
				if slices.Contains([]string{"id", "slug"}, tab.columns[c]) {
					row[c] = v + "x"
				}
			}
		}
		after = append(after, row)
	default:
		c := random.IntN(len(tab.columns))
		row := slices.Clone(rows[i])
		row[c] = mutateValue(random, row[c])
		what = fmt.Sprintf("changed: %s.%s row %d from %.80v to %.80v", tab.name, tab.columns[c], i, rows[i][c], row[c])
		after[i] = row
	}
	if err := writeRows(s.DB(), tab, after); err != nil {
		// The schema itself refused the change: a key that is there twice.
		return "refused: " + what
	}
	found(t, s, what)
	if err := writeRows(s.DB(), tab, rows); err != nil {
		t.Fatal(err)
	}
	return what
}

// mutateValue is another value of the same type: one digit, one letter, one bit, one more.
func mutateValue(random *rand.Rand, v any) any {
	switch v := v.(type) {
	case int64:
		return v + []int64{1, -1, 1000}[random.IntN(3)]
	case string:
		if v == "" {
			return "x"
		}
		b := []byte(v)
		i := random.IntN(len(b))
		switch {
		case b[i] >= '0' && b[i] <= '9':
			b[i] = '0' + (b[i]-'0'+1)%10
		case b[i] < 0x80:
			b[i] = 'a' + (b[i]+1)%26
		default:
			b = slices.Delete(b, i, i+1)
			return strings.ToValidUTF8(string(b), "?")
		}
		if string(b) == v {
			return v + "x"
		}
		return string(b)
	case []byte:
		b := slices.Clone(v)
		b[random.IntN(len(b))] ^= 1 << random.IntN(8)
		return b
	case nil:
		return "{}"
	}
	panic(fmt.Sprintf("a value of type %T", v))
}

func readRows(t *testing.T, db *sql.DB, tab table) [][]any {
	t.Helper()
	rows, err := db.Query("SELECT " + strings.Join(tab.columns, ", ") + " FROM " + tab.name)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out [][]any
	for rows.Next() {
		row := make([]any, len(tab.columns))
		dest := make([]any, len(row))
		for i := range row {
			dest[i] = &row[i]
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	if len(out) == 0 {
		t.Fatalf("table %s is empty: the example does not fill it", tab.name)
	}
	return out
}

// writeRows makes the rows of a table these, or leaves it as it is.
func writeRows(db *sql.DB, tab table, rows [][]any) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	if _, err := tx.Exec("DELETE FROM " + tab.name); err != nil {
		return err
	}
	places := make([]string, len(tab.columns))
	for i := range places {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	for _, row := range rows {
		if _, err := tx.Exec("INSERT INTO "+tab.name+" ("+strings.Join(tab.columns, ", ")+") VALUES ("+strings.Join(places, ", ")+")", row...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// mutateBlob changes one bit of a kept file, cuts it, or removes it, and puts it back.
func mutateBlob(t *testing.T, s *store.Store, random *rand.Rand) (what string) {
	t.Helper()
	var files []string
	err := filepath.WalkDir(filepath.Join(s.Dir(), "blobs"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("%d blobs, %v", len(files), err)
	}
	path := files[random.IntN(len(files))]
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	after := slices.Clone(before)
	switch random.IntN(4) {
	case 0:
		what, err = "removed: blob "+path, os.Remove(path)
	case 1:
		what, err = "cut: blob "+path, os.WriteFile(path, after[:random.IntN(len(after))], 0o600)
	default:
		after[random.IntN(len(after))] ^= 1 << random.IntN(8)
		what, err = "flipped: blob "+path, os.WriteFile(path, after, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	found(t, s, what)
	if err := os.WriteFile(path, before, 0o600); err != nil {
		t.Fatal(err)
	}
	return what
}

// What a person would see who changed one figure: the first record that does not match is
// named, with its type and what it is about.
func TestCheckNamesTheRecord(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(s *store.Store, f storetest.Filled) error
		typ    string
		words  []string
	}{
		{"one byte of a capture", func(s *store.Store, f storetest.Filled) error {
			path := s.BlobPath(f.Documents[0].RawHash)
			b, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path, []byte(strings.Replace(string(b), "120", "121", 1)), 0o600))
		}, "capture", []string{"captured bytes"}},
		{"a figure in a proposal", func(s *store.Store, f storetest.Filled) error {
			return change(s, `UPDATE statements SET body = replace(body, '"value":120', '"value":121') WHERE ord = 0`)
		}, "capture", []string{"proposed statements"}},
		{"a figure in a proposal of an earlier reading", func(s *store.Store, f storetest.Filled) error {
			return change(s, `UPDATE statements SET body = replace(body, '"value":120', '"value":121')
				WHERE capture = (SELECT min(seq) FROM documents WHERE id = '`+f.Documents[0].ID+`') AND ord = 0`)
		}, "capture", []string{"proposed statements"}},
		{"an event in an edit", func(s *store.Store, f storetest.Filled) error {
			return change(s, `UPDATE decisions SET edited = replace(edited, 'planned', 'happened') WHERE edited IS NOT NULL`)
		}, "decision", []string{"edited"}},
		{"a verdict", func(s *store.Store, f storetest.Filled) error {
			return change(s, `UPDATE decisions SET verdict = 'reject' WHERE verdict = 'accept'`)
		}, "decision", []string{"reject", "accept"}},
		{"a time in a leg", func(s *store.Store, f storetest.Filled) error {
			return change(s, `UPDATE legs SET body = replace(body, 'T14:00:00Z', 'T15:00:00Z') WHERE ord = 0`)
		}, "scan", []string{"leg 0"}},
		{"an airport column", func(s *store.Store, f storetest.Filled) error {
			return change(s, `UPDATE legs SET start_airport = 'KDEN' WHERE start_airport = 'KAEX' AND superseded = 0`)
		}, "scan", []string{"columns"}},
		{"a superseded leg made current", func(s *store.Store, f storetest.Filled) error {
			return change(s, `UPDATE legs SET superseded = 0`)
		}, "scan", []string{"superseded"}},
		{"a deleted attachment", func(s *store.Store, f storetest.Filled) error {
			return change(s, `DELETE FROM attachments WHERE kind = 'leg'`)
		}, "attachment", []string{"missing"}},
		{"the last records removed with their hashes", func(s *store.Store, f storetest.Filled) error {
			return errors.Join(change(s, `DELETE FROM records WHERE seq >= 10`), change(s, `DELETE FROM hashes WHERE idx >= 18`))
		}, "", []string{"missing"}},
		{"a record's note", func(s *store.Store, f storetest.Filled) error {
			return change(s, `UPDATE records SET body = replace(body, 'a plan', 'no plan')`)
		}, "decision", []string{"changed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := storetest.OpenSQLite(t)
			f := storetest.Fill(t, s)
			if err := c.change(s, f); err != nil {
				t.Fatal(err)
			}
			report, err := s.Check(ctx, nil)
			if err != nil || len(report.Problems) == 0 {
				t.Fatalf("not found: %v", err)
			}
			p := report.Problems[0]
			if p.Type != c.typ || p.Seq < 0 {
				t.Errorf("named %+v, want a record of type %q", p, c.typ)
			}
			for _, w := range c.words {
				if !strings.Contains(p.What, w) {
					t.Errorf("%q does not say %q", p.What, w)
				}
			}
		})
	}
}

func change(s *store.Store, query string) error {
	r, err := s.DB().Exec(query)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); n == 0 {
		return fmt.Errorf("%s: no row: %w", query, errors.Join(err, errors.New("the case is wrong")))
	}
	return nil
}
