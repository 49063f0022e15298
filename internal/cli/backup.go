package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"filippo.io/age"

	"github.com/charterwatch/charterwatch/internal/store"
)

// backupCmd writes a workspace into one file.
type backupCmd struct {
	File string   `arg:"" help:"File to write; none is replaced."`
	To   []string `short:"r" placeholder:"AGE1…" help:"Recipients (age); without any the file is not encrypted and holds the ledger key."`
}

func (c backupCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		r, err := st.Backup(a.ctx, c.File, c.To)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%d record(s) and %d file(s), %d bytes, in %s.\nErasures will reach it while it stays there; if you move it, it is yours to destroy.\n", r.Records, r.Blobs, r.Bytes, r.File)
		if !r.Encrypted {
			fmt.Fprintln(a.stderr, "It is not encrypted and holds the ledger key: who has it can sign another history. Give -r AGE1… to encrypt.")
		}
		return nil
	})
}

// restoreCmd makes a workspace out of a backup and checks it.
type restoreCmd struct {
	File     string `arg:"" help:"What backup wrote."`
	Dir      string `arg:"" help:"Folder for the workspace: missing or empty."`
	Identity string `short:"i" placeholder:"FILE" help:"File with the age identity that it was encrypted to."`
}

func (c restoreCmd) Run(a *app) (err error) {
	var identities []age.Identity
	if c.Identity != "" {
		text, err := a.readSmall(c.Identity)
		if err != nil {
			return err
		}
		if identities, err = age.ParseIdentities(bytes.NewReader(text)); err != nil {
			return fmt.Errorf("%s: %w", c.Identity, err)
		}
	}
	in, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := store.Restore(a.ctx, in, identities, c.Dir); err != nil {
		return err
	}
	st, err := store.Open(a.ctx, c.Dir, store.Options{Now: a.now, Rand: a.rand})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	report, err := st.Check(a.ctx, nil)
	if err != nil {
		return err
	}
	if len(report.Problems) > 0 {
		return fmt.Errorf("%s is restored and does not match its ledger: %s: run charterwatch ledger check there", c.Dir, report.Problems[0].What)
	}
	fmt.Fprintf(a.stdout, "%d record(s), %d blob(s) restored to %s; all match what was accepted.\n", report.Records, report.Blobs, c.Dir)
	return nil
}
