package store

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

// openSQLite opens the database in dir: one connection that writes, a pool that reads.
func openSQLite(dir string, key *ledger.Key, o Options) (*Store, error) {
	path, err := filepath.Abs(filepath.Join(dir, databaseFile))
	if err != nil {
		return nil, err
	}
	// A second writer, in this process or another, waits its turn for up to 30 s. FULL makes a
	// commit last through a power cut; WAL lets readers go on while one writes.
	writer, err := sql.Open("sqlite", dsn(path, "busy_timeout(30000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)")+"&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite", dsn(path, "busy_timeout(30000)", "query_only(1)"))
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader.SetMaxOpenConns(8)
	reader.SetMaxIdleConns(8)
	s := &Store{
		dir: dir, opt: o,
		engine: engine{name: "sqlite3", batch: 1, snapshot: sql.TxOptions{ReadOnly: true}},
		writer: writer, reader: reader, turn: make(chan struct{}, 1),
	}
	s.key.Store(key)
	return s, nil
}

func dsn(path string, pragmas ...string) string {
	u := url.URL{Scheme: "file", Path: path, RawQuery: url.Values{"_pragma": pragmas}.Encode()}
	return u.String()
}

// explain adds to an error of the database what a person can do about it.
func (s *Store) explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return fmt.Errorf("%w: the folder %s or its database cannot be written; even reading needs that (WAL): copy the workspace to a place that you can write", err, s.dir)
	case lib.SQLITE_BUSY:
		return fmt.Errorf("%w: another charterwatch has been writing to this workspace for more than 30 s: wait for it and try again", err)
	case lib.SQLITE_FULL:
		return fmt.Errorf("%w: the disk is full; nothing of this step was kept: make room and run it again", err)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: the database file is damaged: restore %s from a backup", err, s.dir)
	}
	return err
}
