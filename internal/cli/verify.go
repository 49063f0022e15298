package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/charterwatch/charterwatch/internal/exhibit"
)

// verifyCmd checks what anybody gives: an exhibit, an exported log, a proof. It needs no workspace.
type verifyCmd struct {
	Path   string   `arg:"" help:"An exhibit (folder or zip), an exported log, a .tlog-proof, a history that ledger prove wrote, a checkpoint."`
	From   string   `placeholder:"CHECKPOINT" help:"A checkpoint that you kept: sees that history was only added to since."`
	Record string   `placeholder:"FILE" help:"For a .tlog-proof: the record's bytes; else the .json beside it."`
	Salt   string   `placeholder:"FILE" help:"For a .tlog-proof: its salt in hex; else the .salt beside it."`
	Notes  []string `placeholder:"FILE" help:"Signed notes that lead from --key to later keys, in order; an exported log has them in keys/."`
	Key    string   `placeholder:"VKEY" help:"The log's verifier key as its keeper publishes it; else the one inside is used."`
	JSON   bool     `help:"Print as JSON."`
}

func (c verifyCmd) Run(a *app) error {
	if known, err := c.ledgerThing(a); known {
		return a.twoHistories(err)
	}
	files, done, err := openExhibit(c.Path)
	if err != nil {
		return fmt.Errorf("verify %s: %w", c.Path, err)
	}
	defer done()
	report := exhibit.Verify(files, c.Key)
	if c.JSON {
		if err := a.printJSON(report); err != nil {
			return err
		}
	} else {
		c.print(a, report)
	}
	if !report.Holds() {
		return fmt.Errorf("verify %s: not all holds", c.Path)
	}
	return nil
}

func (c verifyCmd) print(a *app, r exhibit.Report) {
	for _, check := range r.Checks {
		word := "holds"
		if len(check.Problems) > 0 {
			word = "FAILS"
		}
		fmt.Fprintf(a.stdout, "%s  %s\n", word, check.What)
		for _, p := range check.Problems {
			fmt.Fprintf(a.stdout, "         %s\n", p)
		}
	}
	if !r.Holds() {
		return
	}
	fmt.Fprintf(a.stdout, "Operation %s: %d facts, %d records.\nFingerprint %s: the same one, if you have it from its maker, says that the sheet is as it was made.\n", r.Operation, r.Facts, r.Records, r.Fingerprint)
	if r.Extracts > 0 {
		fmt.Fprintf(a.stdout, "%d files of many aircraft are not inside; rows of one aircraft stand for each. The log names those files by hash; that the rows stand in them, only who has them can check.\n", r.Extracts)
	}
	if r.KeyGiven {
		fmt.Fprintln(a.stdout, "The key is the one that you gave.")
	} else {
		fmt.Fprintf(a.stdout, "The key is the one inside: %s\nCompare it with the one that the log's keeper publishes, or give that one with --key.\n", r.VerifierKey)
	}
}

// openExhibit opens a folder, out of which no link leads, or a zip.
func openExhibit(path string) (fs.FS, func(), error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, nil, err
		}
		return root.FS(), func() { _ = root.Close() }, nil
	}
	if !info.Mode().IsRegular() {
		return nil, nil, errors.New("neither a folder nor a file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	files, err := exhibit.OpenZip(f, info.Size())
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return files, func() { f.Close() }, nil
}
