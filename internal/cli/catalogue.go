package cli

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/store"
)

// documentListCmd lists what was read.
type documentListCmd struct {
	JSON bool `help:"Print as JSON."`
}

func (c documentListCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		docs, err := a.allDocuments(st)
		if err != nil {
			return err
		}
		if c.JSON {
			if docs == nil {
				docs = []document.Document{}
			}
			return a.printJSON(docs)
		}
		for _, d := range docs {
			published := "published unknown"
			if d.Published != nil {
				published = "published " + stampWords(d.Published)
			}
			fmt.Fprintf(a.stdout, "%s  %s, %s: %s\n", d.ID, orUnknown(d.Publisher), published, d.Title)
		}
		fmt.Fprintf(a.stdout, "%d document(s)\n", len(docs))
		return nil
	})
}
