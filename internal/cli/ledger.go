package cli

import (
	"encoding/json"
	"fmt"

	"github.com/charterwatch/charterwatch/internal/store"
)

// ledgerCmd reads and checks the record of what was accepted.
type ledgerCmd struct {
	Check      ledgerCheckCmd      `cmd:"" help:"Re-derive everything from blobs and rows; name the first record that does not match."`
	Checkpoint ledgerCheckpointCmd `cmd:"" help:"Sign the log as it stands and print the checkpoint."`
	List       ledgerListCmd       `cmd:"" help:"List the records."`
	Export     ledgerExportCmd     `cmd:"" help:"Write the log as C2SP tiles: checkpoint and salted commitments, no content."`
	Prove      ledgerProveCmd      `cmd:"" help:"Answer who kept an old checkpoint: history was only added to, or it was not."`
	Proof      ledgerProofCmd      `cmd:"" help:"The .tlog-proof of one record."`
	Pad        ledgerPadCmd        `cmd:"" help:"Add records without content, so that the log's size says little."`
	Key        ledgerKeyCmd        `cmd:"" help:"Print the verification key to publish, and how it came from the first one."`
	Rotate     ledgerRotateCmd     `cmd:"" help:"Hand the log over to a new key by a note that both sign."`
	Timestamp  ledgerTimestampCmd  `cmd:"" help:"Have the checkpoint timestamped (RFC 3161) by authorities that you name, or attach tokens and OpenTimestamps proofs."`
	Cosign     ledgerCosignCmd     `cmd:"" help:"Ask the witnesses of a policy file to cosign the checkpoint."`
	Status     ledgerStatusCmd     `cmd:"" help:"What others say of the checkpoints: timestamps, anchors, operators that witnessed."`
	Compromise ledgerCompromiseCmd `cmd:"" name:"compromised" help:"Record that others may have had a key; the one in force is rotated."`
}

type ledgerCheckCmd struct {
	JSON bool `help:"Print as JSON."`
}

func (c ledgerCheckCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		bar := a.progress("check")
		rep, err := st.Check(a.ctx, func(done, total int64) { bar.set(int(done), int(total)) })
		bar.finish()
		if err != nil {
			return err
		}
		if c.JSON {
			if err := a.printJSON(rep); err != nil {
				return err
			}
		} else {
			fmt.Fprintf(a.stdout, "%d record(s), %d blob(s), %d leg(s), %d checkpoint(s) re-derived\n", rep.Records, rep.Blobs, rep.Legs, rep.Checkpoints)
		}
		if len(rep.Problems) == 0 {
			if !c.JSON {
				fmt.Fprintln(a.stdout, "All match what was accepted.")
			}
			return nil
		}
		first := rep.Problems[0]
		if !c.JSON {
			for _, p := range rep.Problems {
				fmt.Fprintf(a.stdout, "  record %d (%s %s): %s\n", p.Seq, p.Type, p.ID, p.What)
			}
		}
		return exitError{Nothing, fmt.Errorf("the workspace does not match its ledger; first at record %d (%s %s): %s; restore from a backup, or keep this copy as evidence of the change", first.Seq, first.Type, first.ID, first.What)}
	})
}

type ledgerCheckpointCmd struct{}

func (ledgerCheckpointCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		text, err := st.Checkpoint(a.ctx)
		if err != nil {
			return err
		}
		_, err = a.stdout.Write(text)
		return err
	})
}

type ledgerListCmd struct {
	From  int64 `help:"First record."`
	Limit int   `default:"100" help:"How many."`
	JSON  bool  `help:"Print as JSON; the salt stays in the workspace."`
}

func (c ledgerListCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		records, err := st.Records(a.ctx, c.From, c.Limit)
		if err != nil {
			return err
		}
		type row struct {
			Seq  int64           `json:"seq"`
			At   string          `json:"at"`
			Type string          `json:"type"`
			ID   string          `json:"id"`
			Body json.RawMessage `json:"body"`
		}
		rows := make([]row, len(records))
		for i, r := range records {
			body := json.RawMessage(r.Body)
			if len(body) == 0 { // erased: the commitment is all that is left
				body, r.ID = json.RawMessage("null"), "erased"
			}
			rows[i] = row{r.Seq, r.At.UTC().Format("2006-01-02T15:04:05Z"), r.Type, r.ID, body}
		}
		if c.JSON {
			return a.printJSON(rows)
		}
		for _, r := range rows {
			fmt.Fprintf(a.stdout, "%6d  %s  %-16s %s\n", r.Seq, r.At, r.Type, r.ID)
		}
		return nil
	})
}
