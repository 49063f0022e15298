package store_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

var ctx = context.Background()

func TestInit(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a", "b with ?#% signs")
	s, err := store.Init(ctx, dir, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, mode := range map[string]os.FileMode{"ledger.key": 0o600, "blobs": os.ModeDir | 0o700, "charterwatch.db": 0o600} {
		fi, err := os.Stat(filepath.Join(dir, name))
		if err != nil || fi.Mode() != mode {
			t.Errorf("%s: %v, %v", name, fi, err)
		}
	}
	var mode string
	if err := s.DB().QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("journal mode %q, %v", mode, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("left over: %s", e.Name())
		}
	}
	if _, err := store.Init(ctx, dir, storetest.Options()); !errors.Is(err, store.ErrExists) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a second init: %v", err)
	}
}

func TestInitInEmptyFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := store.Init(ctx, dir, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestInitRefusesForeignFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Init(ctx, dir, storetest.Options())
	if !errors.Is(err, store.ErrExists) || !strings.Contains(err.Error(), "thesis.txt") {
		t.Errorf("init: %v", err)
	}
	onlyHolds(t, dir, "thesis.txt")
}

// An init that fails, here for lack of randomness at each place where it is needed, leaves
// the world as it was.
func TestInitLeavesNothingHalfMade(t *testing.T) {
	t.Parallel()
	for enough := range int64(72) { // 8 for the name, 32 for the key, 32 for the first salt
		parent := t.TempDir()
		o := storetest.Options()
		o.Rand = io.LimitReader(o.Rand, enough)
		if _, err := store.Init(ctx, filepath.Join(parent, "new", "workspace"), o); err == nil {
			t.Fatalf("init with %d random bytes: no error", enough)
		}
		onlyHolds(t, parent)
	}
}

func onlyHolds(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(names) {
		t.Fatalf("%s holds %v, %v; want %v", dir, entries, err, names)
	}
	for i, e := range entries {
		if e.Name() != names[i] {
			t.Errorf("%s holds %s, want %s", dir, e.Name(), names[i])
		}
	}
}

func TestOpenSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, err := store.Open(ctx, dir, storetest.Options())
	if !errors.Is(err, store.ErrNoWorkspace) || !strings.Contains(err.Error(), "charterwatch init") {
		t.Errorf("open an empty folder: %v", err)
	}
	onlyHolds(t, dir)

	dir, other := initialised(t, 1), initialised(t, 2)
	key := filepath.Join(dir, "ledger.key")
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, dir, storetest.Options()); err == nil || !strings.Contains(err.Error(), "ledger.key is missing") {
		t.Errorf("open without a key: %v", err)
	}
	text, err := os.ReadFile(filepath.Join(other, "ledger.key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(key, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, dir, storetest.Options()); err == nil || !strings.Contains(err.Error(), "another log") {
		t.Errorf("open with another's key: %v", err)
	}
	if err := os.WriteFile(filepath.Join(other, "charterwatch.db"), []byte("not a database at all, but long enough to be looked at"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, other, storetest.Options()); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("open a database that is none: %v", err)
	}
}

// initialised makes a workspace and closes it.
func initialised(t *testing.T, seed byte) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "workspace")
	o := storetest.Options()
	o.Rand = storetest.Rand(seed)
	s, err := store.Init(ctx, dir, o)
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestNewerWorkspaceIsRefused(t *testing.T) {
	t.Parallel()
	newer := `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`
	check := func(t *testing.T, err error) {
		t.Helper()
		if !errors.Is(err, store.ErrNewer) || !strings.Contains(err.Error(), "9999") {
			t.Errorf("open: %v", err)
		}
	}
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		s := storetest.OpenSQLite(t)
		if _, err := s.DB().Exec(newer); err != nil {
			t.Fatal(err)
		}
		_, err := store.Open(ctx, s.Dir(), storetest.Options())
		check(t, err)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		dsn, dir := postgres.Database(t), postgres.Folder(t)
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			t.Fatal(err)
		}
		_, err = db.Exec(newer)
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		_, err = store.OpenPostgres(ctx, dsn, dir, storetest.Options())
		check(t, err)
	})
}

// A workspace that is closed and opened again is the same.
func TestReopen(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "workspace")
	s, err := store.Init(ctx, dir, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	f := storetest.Fill(t, s)
	before, err := s.Ledger(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = store.Open(ctx, dir, storetest.Options()); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	after, err := s.Ledger(ctx)
	if err != nil || after.Root != before.Root || after.Size != before.Size {
		t.Errorf("the ledger was %+v and is %+v, %v", before, after, err)
	}
	if _, err := s.Evidence(ctx, f.Slug, storetest.Start); err != nil {
		t.Error(err)
	}
}
