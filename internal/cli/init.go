package cli

import (
	"errors"
	"fmt"

	"github.com/charterwatch/charterwatch/internal/store"
)

// initCmd makes a workspace.
type initCmd struct {
	Dir string `arg:"" optional:"" default:"." help:"Folder to make it in; made if it is not there."`
}

func (c initCmd) Run(a *app) error {
	dir := c.Dir
	if dir == "." && a.workspace != "" {
		dir = a.workspace
	}
	st, err := store.Init(a.ctx, dir, store.Options{Now: a.now, Rand: a.rand})
	if err != nil {
		return err
	}
	state, err := st.Ledger(a.ctx)
	if err := errors.Join(err, st.Close()); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "Workspace made in %s\n", dir)
	fmt.Fprintf(a.stdout, "Verification key of its ledger (publish it in more than one place):\n  %s\n", state.VerifierKey)
	return nil
}
