package cli

import (
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/store"
)

// calledWords is what a document is called: its title, else its file or its address.
func calledWords(d document.Document) string {
	for _, name := range []string{d.Title, d.File, d.URL} {
		if strings.TrimSpace(name) != "" {
			return oneLine(name)
		}
	}
	return "no title"
}

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
			fmt.Fprintf(a.stdout, "%s  %s, %s: %s\n", d.ID, orUnknown(d.Publisher), published, calledWords(d))
		}
		fmt.Fprintf(a.stdout, "%d document(s)\n", len(docs))
		return nil
	})
}
