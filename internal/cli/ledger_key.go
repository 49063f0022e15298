package cli

import (
	"fmt"
	"math"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/store"
)

// ledgerKeyCmd prints what is to be published of the keys.
type ledgerKeyCmd struct {
	Notes bool `help:"Print also the signed notes that lead from the first key to this one."`
	JSON  bool `help:"Print as JSON."`
}

func (c ledgerKeyCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		keys, err := st.Keys(a.ctx)
		if err != nil {
			return err
		}
		ring, err := keys.Ring()
		if err != nil {
			return err
		}
		if c.JSON {
			return a.printJSON(keysShape(keys, ring))
		}
		fmt.Fprintln(a.stdout, ring.Current().Verifier)
		for _, k := range ring.Keys()[:len(ring.Keys())-1] {
			fmt.Fprintf(a.stderr, "earlier, for checkpoints of at most %d record(s): %s\n", k.Until, k.Verifier)
		}
		for _, k := range ring.Keys() {
			if !k.Compromised.IsZero() {
				fmt.Fprintf(a.stderr, "others may have had it since %s: %s\nWhat it signed after that proves little by itself: rely on checkpoints that were kept, timestamped or witnessed before.\n", k.Compromised.Format(time.RFC3339), k.Verifier)
			}
		}
		if c.Notes {
			for _, note := range keys.Notes {
				fmt.Fprintf(a.stdout, "\n%s", note)
			}
		}
		return nil
	})
}

func keysShape(keys store.LogKeys, ring verify.Keyring) any {
	type key struct {
		Verifier    string `json:"verifier_key"`
		Until       *int64 `json:"until_size,omitempty"`
		Compromised string `json:"compromised_since,omitempty"`
	}
	out := struct {
		Current string   `json:"current"`
		Keys    []key    `json:"keys"`
		Notes   []string `json:"notes"`
	}{Current: ring.Current().Verifier, Notes: []string{}}
	for _, k := range ring.Keys() {
		shown := key{Verifier: k.Verifier}
		if k.Until != math.MaxInt64 {
			shown.Until = &k.Until
		}
		if !k.Compromised.IsZero() {
			shown.Compromised = k.Compromised.Format(time.RFC3339)
		}
		out.Keys = append(out.Keys, shown)
	}
	for _, n := range keys.Notes {
		out.Notes = append(out.Notes, string(n))
	}
	return out
}

// ledgerRotateCmd changes the key.
type ledgerRotateCmd struct{}

func (ledgerRotateCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		next, err := st.Rotate(a.ctx, time.Time{})
		return a.rotated(next, err)
	})
}

func (a *app) rotated(next string, err error) error {
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "The key in force, to publish in more than one place:\n  %s\nThe notes that lead to it from the first one: charterwatch ledger key --notes. Programs that have this workspace open have to be started again.\n", next)
	return nil
}

// ledgerCompromiseCmd records that a key was not its keeper's alone.
type ledgerCompromiseCmd struct {
	Key   string `placeholder:"VKEY" help:"Which key; else the one in force, which is rotated."`
	Since string `required:"" placeholder:"TIME" help:"Since when, such as 2026-03-01T00:00:00Z or a day."`
}

func (c ledgerCompromiseCmd) Run(a *app) error {
	since, err := time.Parse(time.RFC3339, c.Since)
	if err != nil {
		if since, err = parseDay("--since", c.Since); err != nil {
			return err
		}
	}
	return a.withStore(func(st *store.Store) error {
		next, err := st.Compromised(a.ctx, c.Key, since)
		return a.rotated(next, err)
	})
}
