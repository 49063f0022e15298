package store_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// published are the migrations as they were published. A workspace somewhere has each of
// them: a file that is in this list is never changed again, a new one is added.
var published = []string{
	"00001_first.sql 7807abc16fe7c803fc1fed5433c3a14df16b7b568f961b178dca23ab4ce18551",
	"00002_pulls.sql 12b1573b0bb6524908f3e8efb9444dffc03b4ab4cebc68bd0b4fd43a170ad735",
	"00003_verdicts.sql 41896cc688da6318b9b4946a645d51bd4cf58c76f38b6ef3217a78a0c54f4020",
	"00004_rulings.sql 806be3b0f7665a63d1c53ad0a4ebb5802ccf2301d56e18a85b69455c3614454b",
	"00005_joinings.sql d290440c7efe9599ac6d0376018d1e3ff689128889b15054d71b09145cc1defa",
	"00006_answers.sql 535ac14cd0b36b5ea9c980f21ca329d2f6300537c300a55ab88e814f27af4c2b",
}

func TestMigrationsOnlyGrow(t *testing.T) {
	t.Parallel()
	files, err := store.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	err = fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, path)
		sum := sha256.Sum256(b)
		have = append(have, path+" "+hex.EncodeToString(sum[:]))
		return err
	})
	if err != nil || !slices.Equal(have, published) {
		t.Errorf("migrations are\n%s\npublished were\n%s\n%v", strings.Join(have, "\n"), strings.Join(published, "\n"), err)
	}
}

var update = flag.Bool("update", false, "write testdata/schema for the newest migration")

// A workspace of each earlier schema becomes one of today's when it is opened, and its log
// still holds. testdata/schema/N.sql is a new workspace as the program of migration N made it.
func TestMigrationFromEveryEarlierSchema(t *testing.T) {
	t.Parallel()
	fresh := storetest.OpenSQLite(t)
	want := schemaOf(t, fresh.DB())
	if *update {
		dump(t, fresh.DB(), filepath.Join("testdata", "schema", fmt.Sprintf("%d.sql", len(published))))
	}
	for i := range published {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join("testdata", "schema", fmt.Sprintf("%d.sql", i+1)))
			if err != nil {
				t.Fatal(err)
			}
			dir := initialised(t, 1) // for its key, which repeats
			path := filepath.Join(dir, "charterwatch.db")
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", "file:"+path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = db.Exec(string(text))
			if err := errors.Join(err, db.Close()); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(ctx, dir, storetest.Options())
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if got := schemaOf(t, s.DB()); got != want {
				t.Errorf("it became\n%s\nwant\n%s", got, want)
			}
			storetest.Fill(t, s)
			if report, err := s.Check(ctx, nil); err != nil || len(report.Problems) > 0 {
				t.Errorf("check: %+v, %v", report.Problems, err)
			}
		})
	}
}

// dump writes a database as SQL.
func dump(t *testing.T, db *sql.DB, path string) {
	t.Helper()
	var b strings.Builder
	rows, err := db.Query(`SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid`)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s;\n", text)
	}
	for _, tab := range []table{
		{"head", []string{"one", "size", "text"}}, {"records", []string{"seq", "type", "id", "at", "salt", "body"}},
		{"hashes", []string{"idx", "hash"}}, {"goose_db_version", []string{"version_id", "is_applied"}},
	} {
		quoted := make([]string, len(tab.columns))
		for i, c := range tab.columns {
			quoted[i] = "quote(" + c + ")"
		}
		rows, err := db.Query("SELECT " + strings.Join(quoted, " || ', ' || ") + " FROM " + tab.name)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var values string
			if err := rows.Scan(&values); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES (%s);\n", tab.name, strings.Join(tab.columns, ", "), values)
		}
	}
	err = errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(b.String()), 0o644))
	if err != nil {
		t.Fatal(err)
	}
}

func schemaOf(t *testing.T, db *sql.DB) string {
	t.Helper()
	rows, err := db.Query(`SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var kind, name, text string
		if err := rows.Scan(&kind, &name, &text); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, kind, name, strings.Join(strings.Fields(text), " "))
	}
	return b.String()
}

// Each question of the leg lists is answered by its own index; without statistics SQLite
// would as soon read the whole table.
func TestLegQuestionsUseTheirIndex(t *testing.T) {
	t.Parallel()
	db := storetest.OpenSQLite(t).DB()
	for _, c := range []struct {
		f     store.LegFilter
		index string
	}{
		{store.LegFilter{Limit: 50}, "legs_by_time"},
		{store.LegFilter{Airport: "KAEX", Limit: 50}, "legs_by_time"},
		{store.LegFilter{Callsign: "OAE1", Limit: 50}, "legs_by_time"},
		{store.LegFilter{From: storetest.Start, To: storetest.Start, Limit: 50}, "legs_by_time"},
		{store.LegFilter{Hex: "a2c4e0", Limit: 50}, "legs_by_hex"},
		{store.LegFilter{Hex: "a2c4e0", From: storetest.Start, To: storetest.Start}, "legs_by_hex"},
		{store.LegFilter{IDs: []string{"a"}}, "legs_by_id"},
		{store.LegFilter{IDs: []string{"a", "b", "c"}, Limit: 10}, "legs_by_id"},
	} {
		query, args := store.LegQuestion(c.f)
		var plan []string
		rows, err := db.Query("EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var id, parent, zero int
			var line string
			if err := rows.Scan(&id, &parent, &zero, &line); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, line)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan[0], c.index+" ") {
			t.Errorf("%+v: plan %q, want index %s", c.f, plan, c.index)
		}
	}
}

// There is no place for a person: no table and no column is named for one. The two "by" of
// the log are the analyst who decided, inside a record's body.
func TestSchemaHasNoPerson(t *testing.T) {
	t.Parallel()
	schema := schemaOf(t, storetest.OpenSQLite(t).DB())
	if m := regexp.MustCompile(`(?i)person|passenger|returnee|surname|birth|passport|visa|phone|email|seat|alien|address`).FindString(schema); m != "" {
		t.Errorf("the schema has %q", m)
	}
}
