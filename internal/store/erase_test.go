package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// secretText is a report that has to go: its words stand in rows, blobs, a decision's note and
// an edited statement.
const secretText = "Zanzibarquartz: a charter left with 120 people, said Quixotefield. " + storetest.Text

func fillSecret(t *testing.T, s *store.Store) (document.Document, statement.Statement) {
	t.Helper()
	d, raw := storetest.Document(secretText)
	said := storetest.Statement(d, "Quixotefield")
	if _, err := s.AddDocument(ctx, d, raw, []statement.Statement{said}); err != nil {
		t.Fatal(err)
	}
	edited := said
	edited.Event = statement.Planned
	if _, err := s.Decide(ctx, store.Decision{Statement: said.ID, Verdict: "edit", Edited: &edited, Note: "Zanzibarquartz says so", By: "analyst"}); err != nil {
		t.Fatal(err)
	}
	for kind, ref := range map[string]string{"document": d.ID, "statement": said.ID} {
		if _, err := s.Attach(ctx, store.Attachment{Operation: "september-charter", Kind: kind, Ref: ref, Note: "Zanzibarquartz is the key"}); err != nil {
			t.Fatal(err)
		}
	}
	quote(t, s, d)
	return d, said
}

// quote has every kind of record quote the report: about it, in five of its words, between
// quotation marks, or only by a name.
func quote(t *testing.T, s *store.Store, d document.Document) {
	t.Helper()
	translation, raw := storetest.Document("Another text of another report altogether.")
	translation.TranslationOf = d.ID
	fine := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	fine(s.AddDocument(ctx, translation, raw, nil))
	fine(s.Rule(ctx, statement.Ruling{Kind: statement.RuleSplit, A: "paper:x", B: d.ID, Reason: "Zanzibarquartz wrote it", By: "analyst"}))
	fine(s.Rule(ctx, statement.Ruling{Kind: statement.RuleMerge, A: "official:y", B: "paper:z", Reason: `it says "with 120 people, said Quixotefield"`, By: "analyst"}))
	fine(s.Judge(ctx, journey.Verdict{Hex: "a2c4e0", Day: "2025-09-29", Verdict: journey.JudgedOther, Why: "a charter left with 120 people says a report of Quixotefield", By: "analyst", Signs: []string{}, Letters: []string{}}))
	fine(s.AnswerQuestion(ctx, law.Answered{Operation: "september-charter", State: "QA", Question: law.Questions()[0].ID, Answer: law.Yes, Evidence: "Quixotefield told us", Known: "2025-10-01", By: "analyst"}))
	fine(nil, s.NewOperation(ctx, operation.Operation{Slug: "quoted", Title: "Zanzibarquartz: a charter left with 120"}))
	fine(s.SplitOperation(ctx, "september-charter", operation.Operation{Slug: "split-off"}, []store.Moved{{Kind: "document", Ref: d.ID}}, "analyst", "Quixotefield is another matter", 0))
	fine(nil, s.Detach(ctx, store.Attachment{Operation: "september-charter", Kind: "statement", Ref: firstStatement(t, s, d.ID), Note: "Quixotefield is not sure"}))
}

func firstStatement(t *testing.T, s *store.Store, document string) string {
	t.Helper()
	list, err := s.Statements(ctx, document)
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	return list[0].ID
}

// Promise 11: after an erasure no file of the workspace or of its backups holds a word, a salt
// or a hash of what was erased; the redaction record stands, every other proof holds, a kept
// checkpoint of before is still the beginning of the log.
func TestErasure(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) { t.Parallel(); erasure(t, storetest.OpenSQLite(t), true) })
	t.Run("PostgreSQL", func(t *testing.T) { t.Parallel(); erasure(t, postgres.Open(t), false) })
}

func erasure(t *testing.T, s *store.Store, files bool) {
	storetest.Fill(t, s)
	d, said := fillSecret(t, s)
	var salt []byte
	if err := s.DB().QueryRow(`SELECT salt FROM records WHERE type = 'capture' AND id = '` + d.ID + `'`).Scan(&salt); err != nil {
		t.Fatal(err)
	}
	kept, err := s.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := t.TempDir()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	plain, sealed, lost := filepath.Join(elsewhere, "plain.tar"), filepath.Join(elsewhere, "sealed.age"), filepath.Join(elsewhere, "lost.tar")
	if files {
		for file, to := range map[string][]string{plain: nil, sealed: {identity.Recipient().String()}, lost: nil} {
			if _, err := s.Backup(ctx, file, to); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Remove(lost); err != nil {
			t.Fatal(err)
		}
	}
	e, err := s.Erase(ctx, d.ID, "court order 12", "analyst", "Quixotefield")
	if err != nil {
		t.Fatal(err)
	}
	if e.Records != 2 || e.Blobs != 1 {
		t.Errorf("%+v, want two records (capture and decision) and one blob (bytes and text are the same)", e)
	}
	words := [][]byte{[]byte("Zanzibarquartz"), []byte("Quixotefield"), salt, []byte(d.RawHash), []byte(d.ID), []byte(said.ID)}
	search := func(path string, b []byte) {
		for _, w := range words {
			if bytes.Contains(b, w) {
				t.Errorf("%s still holds %q", path, w)
			}
		}
	}
	walkFiles(t, s.Dir(), search)
	if files {
		if len(e.Renewed) != 2 || len(e.Missing) != 1 || e.Missing[0] != lost {
			t.Errorf("backups: %+v", e)
		}
		walkFiles(t, elsewhere, search)
		in, err := os.Open(sealed)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		back := filepath.Join(t.TempDir(), "back")
		if err := store.Restore(ctx, in, []age.Identity{identity}, back); err != nil {
			t.Fatal(err)
		}
		walkFiles(t, back, search)
	}
	for _, table := range []string{"records", "documents", "statements", "decisions", "attachments", "rulings", "answers", "verdicts", "operations", "joinings"} {
		for _, word := range []string{"Zanzibarquartz", "zanzibarquartz", "Quixotefield", d.ID, said.ID} {
			for _, row := range readRows(t, s.DB(), columnsOf(t, s, table)) {
				if strings.Contains(fmt.Sprint(row...), word) {
					t.Errorf("table %s still holds %q", table, word)
				}
			}
		}
	}
	if report, err := s.Check(ctx, nil); err != nil || len(report.Problems) > 0 {
		t.Errorf("%+v, %v", report.Problems, err)
	}
	h, err := s.ProveFrom(ctx, kept)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := s.Keys(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ring, err := keys.Ring()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.Holds(ring, kept); err != nil {
		t.Error(err)
	}
	dir := filepath.Join(t.TempDir(), "log")
	if _, err := s.Export(ctx, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := verify.Tiles(os.DirFS(dir), ring, kept); err != nil {
		t.Error(err)
	}

	for what, err := range map[string]error{
		"document": second(s.Document(ctx, d.ID)),
		"its mark": second(s.Document(ctx, e.ID)),
		"again":    second(s.Erase(ctx, d.ID, "again", "")),
	} {
		if !errors.Is(err, store.ErrErased) || !strings.Contains(err.Error(), "court order 12") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := s.Statement(ctx, said.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a statement of it: %v", err)
	}
	if e.Quotes == 0 || len(e.Elsewhere) == 0 {
		t.Errorf("%+v, want the records that quoted it and the documents that carry its words", e)
	}
	_, raw := storetest.Document(secretText)
	if _, err := s.AddDocument(ctx, d, raw, nil); !errors.Is(err, store.ErrErased) {
		t.Errorf("read again: %v", err)
	}
	view, err := s.Evidence(ctx, "split-off", storetest.Start) // where the document went
	if err != nil {
		t.Fatal(err)
	}
	shown := false
	for _, doc := range view.Documents {
		shown = shown || doc.ID == e.ID && strings.HasPrefix(doc.Title, "Erased on ") && doc.Text == ""
	}
	if !shown {
		t.Error("the operation does not say that an attached document was erased")
	}
	list, err := s.Attachments(ctx, "split-off") // the structure is as it was
	if err != nil || len(list) != 1 || list[0].Ref != e.ID || list[0].Note != "" && list[0].Note != "(erased)" {
		t.Errorf("%+v, %v", list, err)
	}
	verdicts, err := s.Verdicts(ctx)
	if err != nil || !slices.ContainsFunc(verdicts, func(v journey.Verdict) bool {
		return v.Hex == "a2c4e0" && v.Verdict == journey.JudgedOther && v.Why == "(erased)"
	}) {
		t.Errorf("%+v, %v", verdicts, err)
	}
	// What was erased cannot be put back, and a redaction cannot be taken away, unseen.
	if err := change(s, `UPDATE records SET body = '{}' WHERE body = ''`); err != nil {
		t.Fatal(err)
	}
	found(t, s, "an erased record put back")
}

func columnsOf(t *testing.T, s *store.Store, name string) table {
	t.Helper()
	rows, err := s.DB().Query(`SELECT * FROM ` + name + ` LIMIT 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	return table{name, columns}
}

func second[T any](_ T, err error) error { return err }

// A body that is emptied without a redaction record is damage, not erasure.
func TestErasedByHandIsFound(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	storetest.Fill(t, s)
	if err := change(s, `UPDATE records SET body = '' WHERE type = 'verdict'`); err != nil {
		t.Fatal(err)
	}
	found(t, s, "a record emptied by hand")
}

// A raw file in a pack is destroyed without the others of the pack.
func TestErasureOfARawFile(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	part := flownPart(0)
	if _, err := s.AddScan(ctx, part); err != nil {
		t.Fatal(err)
	}
	hash := part.Aircraft[3].Members[0].Hash
	raw := part.Aircraft[3].Members[0].Raw
	if _, err := s.Erase(ctx, hash, "a private flight", "analyst"); err != nil {
		t.Fatal(err)
	}
	walkFiles(t, s.Dir(), func(path string, b []byte) {
		if bytes.Contains(b, raw) {
			t.Errorf("%s still holds it", path)
		}
	})
	if _, err := s.Blob(part.Aircraft[4].Members[0].Hash); err != nil {
		t.Error(err)
	}
	if report, err := s.Check(ctx, nil); err != nil || len(report.Problems) > 0 {
		t.Errorf("%+v, %v", report.Problems, err)
	}
}

// A backup is of one moment while others write, replaces nothing, is refused when it is
// damaged or another thing, and what is restored passes the check.
func TestBackupWhileWriting(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	storetest.Fill(t, s)
	stop, done := make(chan bool), make(chan error, 1)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			d, raw := storetest.Document(fmt.Sprintf("Report %d meanwhile. ", i) + storetest.Text)
			if _, err := s.AddDocument(ctx, d, raw, []statement.Statement{storetest.Statement(d, "120 people")}); err != nil {
				done <- err
				return
			}
		}
	}()
	dir := t.TempDir()
	var last string
	for i := range 5 {
		last = filepath.Join(dir, fmt.Sprint(i))
		if _, err := s.Backup(ctx, last, nil); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(ctx, last, nil); !errors.Is(err, store.ErrExists) {
		t.Errorf("over another: %v", err)
	}
	whole, err := os.ReadFile(last)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		b, err := os.ReadFile(filepath.Join(dir, fmt.Sprint(i)))
		if err != nil {
			t.Fatal(err)
		}
		back := filepath.Join(t.TempDir(), "back")
		if err := store.Restore(ctx, bytes.NewReader(b), nil, back); err != nil {
			t.Fatal(err)
		}
		r, err := store.Open(ctx, back, storetest.Options())
		if err != nil {
			t.Fatal(err)
		}
		if report, err := r.Check(ctx, nil); err != nil || len(report.Problems) > 0 {
			t.Errorf("backup %d: %+v, %v", i, report.Problems, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	for name, b := range map[string][]byte{"cut": whole[:len(whole)/2], "nothing": nil, "another name": bytes.Replace(whole, []byte("ledger.key"), []byte("ledger.koy"), 1)} {
		back := filepath.Join(t.TempDir(), "back")
		if err := store.Restore(ctx, bytes.NewReader(b), nil, back); err == nil {
			t.Errorf("%s: restored", name)
		}
		if _, err := os.Stat(back); err == nil {
			t.Errorf("%s: left %s", name, back)
		}
	}
}

// A kill while a backup is made again leaves the old one aside, and one in the middle of a
// first backup leaves a part of it: both are destroyed when the erasure goes on.
func TestErasureGoesOnWithBackups(t *testing.T) {
	t.Parallel()
	for name, aside := range map[string]func(file string) error{
		"before the new one": func(file string) error { return os.Rename(file, file+".erasing") },
		"another set aside":  func(file string) error { return os.WriteFile(file+".erasing", []byte("Zanzibarquartz"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.OpenSQLite(t)
			storetest.Fill(t, s)
			d, _ := fillSecret(t, s)
			elsewhere := t.TempDir()
			file := filepath.Join(elsewhere, "backup")
			if _, err := s.Backup(ctx, file, nil); err != nil {
				t.Fatal(err)
			}
			killed := filepath.Join(elsewhere, ".tmp-1") // and its note, as a kill leaves them
			for path, text := range map[string]string{killed: "Zanzibarquartz", filepath.Join(s.Dir(), ".backup-.tmp-1.to"): killed} {
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := aside(file); err != nil {
				t.Fatal(err)
			}
			e, err := s.Erase(ctx, d.ID, "court order 12", "analyst", "Quixotefield")
			if err != nil || len(e.Renewed) != 1 || len(e.Missing) != 0 {
				t.Fatalf("%+v, %v", e, err)
			}
			if names, err := filepath.Glob(filepath.Join(elsewhere, "*")); err != nil || len(names) != 1 {
				t.Errorf("%v, %v", names, err)
			}
			walkFiles(t, elsewhere, func(path string, b []byte) {
				if bytes.Contains(b, []byte("Zanzibarquartz")) {
					t.Errorf("%s still holds it", path)
				}
			})
		})
	}
}
