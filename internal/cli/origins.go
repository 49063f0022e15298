package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// originsCmd groups statements by who first stated them, or records what a person rules of
// origins.
type originsCmd struct {
	List originsListCmd `cmd:"" default:"withargs" help:"Groups with their origins, who cites whom, and how figures drifted (this is what happens without a word)."`
	Rule originsRuleCmd `cmd:"" help:"Record that two origins are independent or one, or that a document's is another; undo the last such record."`
}

// originsListCmd prints the groups.
type originsListCmd struct {
	About     string `placeholder:"WORDS|OPERATION" help:"Only the evidence of this operation, or groups in which all these words stand."`
	Operation string `placeholder:"SLUG" help:"Only the evidence of this operation."`
	JSON      bool   `help:"Print as JSON."`
}

func (c originsListCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		words := c.About
		if c.Operation == "" && c.About != "" {
			switch _, err := st.Operation(a.ctx, c.About); {
			case err == nil:
				c.Operation, words = c.About, ""
			case !errors.Is(err, store.ErrNotFound):
				return err
			}
		}
		docs, list, err := c.gather(a, st)
		if err != nil {
			return err
		}
		ruled, err := st.Rulings(a.ctx)
		if err != nil {
			return err
		}
		groups := statement.About(statement.OriginsTraced(docs, list, ruled...), list, words)
		if c.JSON {
			return a.printJSON(groups)
		}
		for _, g := range groups {
			a.printGroup(g)
		}
		fmt.Fprintf(a.stdout, "%d group(s)\n", len(groups))
		return nil
	})
}

// printGroup prints a group: its counts, its origins, what counts as none, the drift, the
// relations, and who cites whom with the words that carry it.
func (a *app) printGroup(g statement.Traced) {
	fmt.Fprintf(a.stdout, "%s  [%s]\n  %d origin(s), %d institution(s), %d shown to be independent; %d report(s), %d statement(s)\n",
		g.About, g.ID, len(g.Origins), g.Institutions(), g.Independent, len(g.Documents), len(g.Statements))
	for _, o := range g.Origins {
		through := ""
		if len(o.Through) > 0 {
			through = " through " + strings.Join(o.Through, ", ")
		}
		if o.Circular {
			through += ", in a circle of outlets that cite each other"
		}
		fmt.Fprintf(a.stdout, "  ● %s (%s, %s)%s: %d report(s), independence %s\n", oneLine(o.Text), plainWord(string(o.Class)), o.Key, through, len(o.Documents), plainWord(o.Independence))
		for _, r := range o.Reasons {
			fmt.Fprintf(a.stdout, "      independent %s\n", r)
		}
	}
	for _, r := range g.Reports {
		fmt.Fprintf(a.stdout, "  □ %s: %s\n", r.Document, r.Reason)
		for _, s := range r.Stamps {
			fmt.Fprintf(a.stdout, "      it says of itself “%s”: ignored\n", oneLine(s))
		}
	}
	for _, c := range g.Copies {
		fmt.Fprintf(a.stdout, "  = nearly one body: %s\n", strings.Join(c, ", "))
	}
	for _, c := range g.Cycles {
		fmt.Fprintf(a.stdout, "  ↻ cite each other: %s\n", strings.Join(c, ", "))
	}
	for _, t := range g.Drift {
		fmt.Fprintf(a.stdout, "  drift of the %s, %s:\n", t.What, t.Of)
		for _, s := range t.Steps {
			day := s.Published
			if day == "" {
				day = "day not known"
			}
			fmt.Fprintf(a.stdout, "    %-10s  %s  %s  “%s”\n", day, s.Value, s.Document, oneLine(s.Text))
		}
	}
	apart := 0 // pairs that count different things are one line; --json has each
	for _, r := range slices.Concat(g.Relations, g.Repeats) {
		if r.Kind == statement.Incommensurable {
			apart++
			continue
		}
		fmt.Fprintf(a.stdout, "  %s: %s\n    A %s “%s”\n    B %s “%s”\n", plainWord(string(r.Kind)), r.Reason, r.A, oneLine(r.TextA), r.B, oneLine(r.TextB))
	}
	if apart > 0 {
		fmt.Fprintf(a.stdout, "  incommensurable: %d pair(s) of figures count different things, neither summed nor a contradiction; --json lists each\n", apart)
	}
	fmt.Fprintln(a.stdout, "  who cites whom:")
	for _, e := range g.Graph.Edges {
		inferred := ""
		if e.Inferred {
			inferred = ", inferred"
		}
		fmt.Fprintf(a.stdout, "    %s → %s (%s%s, %d) “%s”\n", e.From, e.To, e.Kind, inferred, e.Count, oneLine(e.Text))
	}
	fmt.Fprintln(a.stdout)
}

func plainWord(s string) string { return strings.ReplaceAll(s, "_", " ") }

func (c originsListCmd) gather(a *app, st *store.Store) ([]document.Document, []statement.Statement, error) {
	if c.Operation != "" {
		ev, err := st.Evidence(a.ctx, c.Operation, a.now())
		return ev.Documents, ev.Statements, err
	}
	docs, err := a.allDocuments(st)
	if err != nil {
		return nil, nil, err
	}
	reviewed, err := statementsListCmd{}.gather(a, st)
	list := make([]statement.Statement, 0, len(reviewed))
	for _, r := range reviewed {
		if r.Verdict != "reject" {
			list = append(list, r.Statement)
		}
	}
	return docs, list, err
}

// originsRuleCmd records what a person decided of origins.
type originsRuleCmd struct {
	Kind   string `arg:"" enum:"independent,merge,split,undo" help:"independent: A and B knew it each for themselves. merge: they are one. split: what document B gives to A is another's. undo: the last of these on A and B."`
	A      string `arg:"" help:"Key of an origin, as origins prints it."`
	B      string `arg:"" help:"Key of another one; for split a document's identifier."`
	Reason string `placeholder:"WORDS" help:"Why, in a sentence. Never a returnee's name."`
	By     string `help:"Who decides; your user name if not given."`
}

func (c originsRuleCmd) Run(a *app) error {
	if err := wording("origins rule", c.Reason); err != nil {
		return err
	}
	r := statement.Ruling{Kind: statement.RulingKind(c.Kind), A: c.A, B: c.B, Reason: c.Reason, By: by(c.By)}
	if c.Kind != "undo" {
		if err := r.Check(); err != nil {
			return exitError{Usage, fmt.Errorf("origins rule: %w", err)}
		}
	}
	return a.withStore(func(st *store.Store) error {
		seq, err := st.Rule(a.ctx, r)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s %s, %s: ledger record %d\n", c.Kind, c.A, c.B, seq)
		return nil
	})
}
