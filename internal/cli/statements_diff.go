package cli

import (
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// statementsDiffCmd prints the relation of two statements.
type statementsDiffCmd struct {
	A    string `arg:"" help:"A statement's identifier."`
	B    string `arg:"" help:"Another one's."`
	JSON bool   `help:"Print as JSON."`
}

// diffJSON is the relation with both statements whole.
type diffJSON struct {
	Relation   statement.Relation     `json:"relation"`
	Statements [2]statement.Statement `json:"statements"` // A and B of the relation
}

func (c statementsDiffCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		var two [2]statement.Placed
		for i, id := range []string{c.A, c.B} {
			s, err := st.Statement(a.ctx, id)
			if err != nil {
				return err
			}
			d, err := st.Document(a.ctx, s.Document)
			if err != nil {
				return err
			}
			two[i] = statement.Placed{Statement: s.Statement, In: d}
		}
		r := statement.Compare(two[0], two[1])
		if r.A != two[0].Statement.ID || r.DocA != two[0].Statement.Document {
			two[0], two[1] = two[1], two[0]
		}
		if c.JSON {
			return a.printJSON(diffJSON{r, [2]statement.Statement{two[0].Statement, two[1].Statement}})
		}
		fmt.Fprintf(a.stdout, "%s: %s\n", strings.ReplaceAll(string(r.Kind), "_", " "), r.Reason)
		for i, p := range two {
			published := "publication day not known"
			if p.In.Published != nil {
				published = p.In.Published.Day().Format("2006-01-02")
			}
			fmt.Fprintf(a.stdout, "\n  %s  %s  %s, %s\n    %s\n    “%s”\n", [2]string{"A", "B"}[i], p.Statement.ID, p.Statement.Document, published, chainWords(p.Statement), oneLine(p.Statement.Content.Text))
		}
		return nil
	})
}
