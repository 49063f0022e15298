package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"os/user"
	"slices"

	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// decideCmd records what an analyst decided of a statement, as the document page does.
type decideCmd struct {
	Statement string `arg:"" help:"The statement's identifier."`
	Verdict   string `arg:"" help:"accept, edit, reject or undo; it may also stand first."`
	Edited    string `placeholder:"FILE" help:"With edit: a JSON file of the statement as it should read; - is standard input."`
	By        string `help:"Who decides; your user name if not given."`
	Note      string `help:"Why, in a sentence. Never a returnee's name."`
}

// decidable is what can be said of a statement.
var decidable = []string{"accept", "edit", "reject", "undo"}

func (c decideCmd) Run(a *app) error {
	if slices.Contains(decidable, c.Statement) && !slices.Contains(decidable, c.Verdict) {
		c.Statement, c.Verdict = c.Verdict, c.Statement
	}
	if !slices.Contains(decidable, c.Verdict) {
		return exitError{Usage, fmt.Errorf("decide: %q is none of accept, edit, reject, undo", c.Verdict)}
	}
	if (c.Verdict == "edit") != (c.Edited != "") {
		return exitError{Usage, fmt.Errorf("decide: edit goes with --edited FILE, and --edited with edit")}
	}
	if err := wording("decide", c.Note); err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		d := store.Decision{Statement: c.Statement, Verdict: c.Verdict, By: by(c.By), Note: c.Note}
		if c.Edited != "" {
			var raw []byte
			var err error
			if c.Edited == "-" {
				raw, err = readLimited(a.stdin, "standard input")
			} else {
				raw, err = os.ReadFile(c.Edited)
			}
			if err != nil {
				return err
			}
			d.Edited = new(statement.Statement)
			if err := json.Unmarshal(raw, d.Edited); err != nil {
				return fmt.Errorf("decide: edited statement %s: %w", c.Edited, err)
			}
			if err := nobodyInside("decide: edited statement", d.Edited); err != nil {
				return err
			}
		}
		seq, err := st.Decide(a.ctx, d)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s: %s, ledger record %d\n", c.Statement, c.Verdict, seq)
		return nil
	})
}

// by is the name under which a decision is recorded.
func by(given string) string {
	if given != "" {
		return given
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "unknown"
}
