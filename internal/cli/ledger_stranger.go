package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/store"
)

// ledgerExportCmd writes what may be published of the log.
type ledgerExportCmd struct {
	Dir string `arg:"" help:"Folder; an earlier export of the same log in it is brought up to date."`
	Pad int64  `default:"256" placeholder:"N" help:"Add records without content first, up to a multiple of N."`
}

func (c ledgerExportCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		if err := st.Pad(a.ctx, c.Pad); err != nil {
			return err
		}
		out, err := st.Export(a.ctx, c.Dir)
		if err != nil {
			return a.twoHistories(err)
		}
		fmt.Fprintf(a.stdout, "%d record(s) as %d tile(s), %d of them new, in %s: checkpoint, tile/, keys/.\nEntries are types and salted commitments: no content, no salt, no identifier.\nA stranger checks it with: charterwatch verify %s --key VKEY\n", out.Size, out.Files, out.New, c.Dir, c.Dir)
		return nil
	})
}

// ledgerProveCmd proves or refutes that history was only added to.
type ledgerProveCmd struct {
	From string `required:"" placeholder:"CHECKPOINT" help:"The checkpoint that somebody kept; - reads it."`
	Out  string `placeholder:"FILE" help:"Write the proof here instead of printing it."`
}

func (c ledgerProveCmd) Run(a *app) error {
	kept, err := a.readSmall(c.From)
	if err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		h, err := st.ProveFrom(a.ctx, kept)
		if err != nil {
			return a.twoHistories(err)
		}
		if c.Out == "" {
			_, err = a.stdout.Write(h.Text())
			return err
		}
		if err := os.WriteFile(c.Out, h.Text(), 0o644); err != nil {
			return fmt.Errorf("write the proof: %w", err)
		}
		fmt.Fprintf(a.stdout, "Proved: the log only grew since the checkpoint of %d record(s). The proof is in %s; it is checked, without a workspace, with: charterwatch verify %s --from %s --key VKEY\n", h.Old, c.Out, c.Out, c.From)
		return nil
	})
}

// twoHistories prints both checkpoints of a log that shows two histories: they are the evidence.
func (a *app) twoHistories(err error) error {
	var two *verify.TwoHistories
	if errors.As(err, &two) {
		fmt.Fprintf(a.stdout, "REFUTED: two histories of one log. Both texts are signed by its keys; keep them, they are the evidence.\n\n--- the checkpoint that was kept\n%s\n--- the checkpoint that is shown\n%s", two.OldText, two.NowText)
		if two.Derived != nil {
			fmt.Fprintf(a.stdout, "\nThe root that the log shown now gives for %d record(s): %x; the kept checkpoint signs %x\n", two.Old.Size, *two.Derived, two.Old.Root)
		}
	}
	return err
}

// maxSmall bounds checkpoints, proofs, notes and keys, which are a few kilobytes.
const maxSmall = 1 << 20

// readSmall reads a small file, or the standard input for "-".
func (a *app) readSmall(path string) ([]byte, error) {
	in := a.stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxSmall+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if len(b) > maxSmall {
		return nil, fmt.Errorf("read %s: it is larger than 1 MiB, which no checkpoint, proof or key is", path)
	}
	return b, nil
}

// ledgerProofCmd writes the proof of one record.
type ledgerProofCmd struct {
	Record int64 `arg:"" help:"Its place in the log, as ledger list prints it."`
}

func (c ledgerProofCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		text, err := st.ProofOf(a.ctx, c.Record)
		if err != nil {
			return err
		}
		_, err = a.stdout.Write(text)
		return err
	})
}

// ledgerPadCmd hides how much was recorded.
type ledgerPadCmd struct {
	To int64 `default:"64" help:"The next checkpoint's size is a multiple of this."`
}

func (c ledgerPadCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error { return st.Pad(a.ctx, c.To) })
}
