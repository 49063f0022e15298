package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

// OpenPostgres opens the workspace whose rows are in the PostgreSQL database that dsn names
// and whose blobs and key are in dir. An empty database and a folder without a key become a
// new workspace.
func OpenPostgres(ctx context.Context, dsn, dir string, o Options) (*Store, error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, fmt.Errorf("open shared workspace %s: %w", dir, err)
	}
	db.SetMaxOpenConns(16)
	s := &Store{
		dir: dir, opt: o,
		engine: engine{name: "postgres", batch: 200, snapshot: sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}},
		writer: db, reader: db, turn: make(chan struct{}, 1),
	}
	if err := s.openShared(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open shared workspace %s: %w", dir, err), db.Close())
	}
	return s, nil
}

func (s *Store) openShared(ctx context.Context) error {
	if err := s.migrate(ctx); err != nil {
		return err
	}
	var n int64
	if _, err := one(ctx, s.writer, `SELECT count(*) FROM records`, nil, &n); err != nil {
		return err
	}
	if n == 0 {
		if err := s.makeFolders(); err != nil {
			return err
		}
	}
	key, err := readKey(s.dir)
	if err != nil {
		return err
	}
	s.key.Store(key)
	if n == 0 {
		if err := s.begin(ctx); err != nil {
			return err
		}
	}
	return s.ready(ctx)
}

// makeFolders makes what a shared workspace keeps in its folder; a key that is there stays.
func (s *Store) makeFolders() error {
	if err := os.MkdirAll(filepath.Join(s.dir, blobFolder), 0o700); err != nil {
		return err
	}
	path := filepath.Join(s.dir, keyFile)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var key *ledger.Key
	key, err := newKey(s.opt.Rand)
	if err != nil {
		return err
	}
	return writeWhole(path, key.Text(), 0o600)
}
