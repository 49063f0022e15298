package store

import "database/sql"

// DB is the database under a store, for tests that change it behind the store's back.
func (s *Store) DB() *sql.DB { return s.writer }

// Dir is the folder of a store.
func (s *Store) Dir() string { return s.dir }

// BlobPath is the file of a blob.
func (s *Store) BlobPath(hash string) string { return s.blobPath(hash) }
