package statement

import (
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
)

// outletsByPublisher gives the class of an outlet to hops that bear the name of a publisher of
// these documents: "Evening Ledger said" names a paper, no person. Statements are copied
// where they change.
func outletsByPublisher(docs []document.Document, statements []Statement) []Statement {
	papers := map[string]bool{}
	for _, d := range docs {
		if name := outletName(d.Publisher); name != "" {
			papers[name] = true
		}
	}
	if len(papers) == 0 {
		return statements
	}
	copied := false
	for i, s := range statements {
		for j, h := range s.Chain {
			if h.Class != NamedPerson && h.Class != UnspecifiedClass || !papers[outletName(h.Text)] {
				continue
			}
			if !copied {
				statements, copied = slices.Clone(statements), true
			}
			chain := slices.Clone(statements[i].Chain)
			chain[j].Class = Outlet
			statements[i].Chain = chain
		}
	}
	return statements
}

// ofOurs says why a statement was read here before it was printed there: its page holds words
// of this program's pages, or its chain names this program. Empty: neither.
func (n *desk) ofOurs(s Statement) string {
	for _, h := range s.Chain {
		if h.Class != ThisDocument && strings.HasPrefix(outletName(h.Text), document.OurName) {
			return "it names this program as its source; what stands there was read in other reports: it counts as no origin"
		}
	}
	if p := n.papers[s.Document]; p != nil && p.ours {
		return "its page repeats a page of this program; what stands there was read in other reports: it counts as no origin"
	}
	return ""
}
