package store

import (
	"database/sql"
	"io/fs"
)

// Migrations are the embedded migration files.
func Migrations() (fs.FS, error) { return fs.Sub(migrations, "migrations") }

// LegQuestion is the SQL that a filter becomes.
func LegQuestion(f LegFilter) (string, []any) {
	where, args := f.where()
	return `SELECT body FROM legs WHERE ` + where + legOrder + limit(f.Limit, f.Offset), args
}

// DB is the database under a store, for tests that change it behind the store's back.
func (s *Store) DB() *sql.DB { return s.writer }

// Dir is the folder of a store.
func (s *Store) Dir() string { return s.dir }

// BlobPath is the file of a blob.
func (s *Store) BlobPath(hash string) string { return s.blobPath(hash) }
