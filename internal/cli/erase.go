package cli

import (
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/store"
)

// eraseCmd destroys something for good.
type eraseCmd struct {
	ID    string   `arg:"" help:"A document (d-…) or the SHA-256 of a kept raw file."`
	Rule  string   `required:"" help:"Under which rule: it is recorded, and shown where the document was."`
	By    string   `default:"analyst" help:"Who decides."`
	Words []string `sep:"none" placeholder:"NAME" help:"Words that have to go from notes, reasons, answers and titles too, such as a name; they are not recorded. Give it once for each."`
}

func (c eraseCmd) Run(a *app) error {
	if err := wording("--rule", c.Rule); err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		e, err := st.Erase(a.ctx, c.ID, c.Rule, c.By, c.Words...)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s is erased: %d record(s) with their salts, %d file(s) of bytes, the free pages and the log of the database. A redaction record says so, and under which rule; every other proof still holds.\n", c.ID, e.Records, e.Blobs)
		if e.ID != c.ID {
			fmt.Fprintf(a.stdout, "It is called %s from now on: its identifier, by which a guess of its bytes could be confirmed, is erased too.\n", e.ID)
		}
		if e.Quotes > 0 {
			fmt.Fprintf(a.stdout, "%d record(s) named or quoted it: their notes say \"(erased)\".\n", e.Quotes)
		}
		if len(e.Elsewhere) > 0 {
			fmt.Fprintf(a.stdout, "STILL HERE: %d other document(s) carry words of it: %s. Erase each to which the rule applies.\n", len(e.Elsewhere), strings.Join(e.Elsewhere, ", "))
		}
		if e.Shared > 0 {
			fmt.Fprintf(a.stdout, "%d file(s) of bytes stay, because another document or leg rests on the same bytes.\n", e.Shared)
		}
		for _, file := range e.Renewed {
			fmt.Fprintf(a.stdout, "The backup %s was made again without it; what it held of earlier moments is gone.\n", file)
		}
		for _, file := range e.Missing {
			fmt.Fprintf(a.stdout, "NOT reached: the backup %s was made by this workspace and is not there any more. If you moved it, destroy it.\n", file)
		}
		fmt.Fprintln(a.stdout, "Not in our hands: copies that you made otherwise, exhibits that were given away, and old sectors of flash disks and snapshots of file systems.")
		return nil
	})
}
