package store

import (
	"context"
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"golang.org/x/mod/sumdb/tlog"
)

// The migrations only grow: a published file is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

var emptyRoot = tlog.Hash(sha256.Sum256(nil))

// migrate brings the schema up to date, and refuses one that this program does not know.
func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	var options []goose.ProviderOption
	if s.engine.name == "postgres" {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(goose.Dialect(s.engine.name), s.writer, files, options...)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return s.explain(fmt.Errorf("read the schema version: %w", err))
	}
	sources := p.ListSources()
	known := sources[len(sources)-1].Version
	switch {
	case have > known:
		return fmt.Errorf("its schema is version %d, %w: this one knows up to version %d; install a newer charterwatch", have, ErrNewer, known)
	case have == known:
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return s.explain(fmt.Errorf("migrate from schema version %d to %d: %w", have, known, err))
	}
	return nil
}
