package statement

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// desk is the documents as far as they tell where their statements come from.
type desk struct {
	papers  map[string]*paper
	frames  []*framed
	rulings rulings

	published   map[string][]*framed // by publisher, once asked for
	byStatement map[string][]*framed // by statement id, once asked for
}

// paper is one document among the others.
type paper struct {
	document.Document
	day       time.Time // of publication, zero when not known
	home      string    // what unnamed speakers of the document are called after
	publisher string    // key of its publisher as chains name it; empty when not known
	wire      string    // key of the one wire that it credits; empty for none or several
	stamps    []string  // once looked for
	looked    bool      // the stamps are looked for
	ours      bool      // repeats a page of this program
	copyOf    string    // the document that stands for its near-duplicates, itself included; empty without such
}

func newDesk(docs []document.Document, statements []Statement, ruled []Ruling) *desk {
	n := &desk{papers: map[string]*paper{}, rulings: newRulings(ruled)}
	named := outletNames(statements)
	for _, d := range docs {
		p := &paper{Document: d, home: newResolver(&reading{}, d).home, wire: wireOf(d.Credits), ours: document.RepeatsOurs(d)}
		if c := newCalendar(d.Published); c.anchor != nil {
			p.day = *c.anchor
		}
		if d.Publisher != "" {
			p.publisher = named[outletName(d.Publisher)]
			if p.home != d.ID && p.home != lower(d.Publisher) {
				p.publisher = p.home // one that the lexicon knows
			}
		}
		n.papers[d.ID] = p
	}
	for id, first := range Duplicates(docs) {
		p := n.papers[id]
		p.copyOf = first
		if r := n.papers[first]; p.wire != "" && (r.wire == "" || p.wire < r.wire) {
			r.wire = p.wire // one of the copies names the wire that all of them are
		}
	}
	n.frames = framesOf(n.papers, statements)
	return n
}

// outletNames are the outlets that chains name, by their plain names.
func outletNames(statements []Statement) map[string]string {
	out := map[string]string{}
	for _, s := range statements {
		for _, h := range s.Chain {
			if name := outletName(h.Text); isOutlet(h) && (out[name] == "" || h.Key < out[name]) {
				out[name] = h.Key
			}
		}
	}
	return out
}

// outletName is an outlet's name without article, case and what follows in brackets.
func outletName(s string) string {
	s, _, _ = strings.Cut(lower(s), "(")
	return strings.TrimPrefix(strings.Join(strings.Fields(strings.ReplaceAll(s, "-", " ")), " "), "the ")
}

// isOutlet tells whether a hop is a medium: one of the lists, or "The Daily Echo", whose
// article no person's name has.
func isOutlet(h Hop) bool {
	return medium(h.Class) || h.Class == NamedPerson && strings.HasPrefix(h.Text, "The ")
}

// wireOf is the key of the only wire among a document's credits.
func wireOf(credits []string) string {
	found := ""
	for _, c := range credits {
		toks := tokenize(nil, c, 0, len(c))
		r := &reading{text: c, tokens: toks}
		if k, ok := r.nameIn(stretch{0, len(toks)}); ok && medium(k.class) {
			if found != "" && found != k.key {
				return ""
			}
			found = k.key
		}
	}
	return found
}

// key is the origin under which a statement is counted: an unnamed speaker of a document that
// took its text from a wire, or from another page, is that wire's or that page's.
func (n *desk) key(f *framed) string {
	key := f.s.Origin().Key
	p := n.papers[f.s.Document]
	if p == nil {
		return n.rulings.key(key, f.s.Document)
	}
	role, home, ok := strings.Cut(key, "@")
	if ok && home == p.home {
		first := p
		if p.copyOf != "" {
			first = n.papers[p.copyOf]
		}
		key = role + "@" + cmp.Or(p.wire, first.wire, first.home)
	}
	return n.rulings.key(key, f.s.Document)
}

// takenBack tells whether a statement only quotes what a correction note takes back.
func (n *desk) takenBack(s Statement) bool {
	p := n.papers[s.Document]
	if p == nil {
		return false
	}
	_, taken := noteOf(p.Document, s)
	return taken
}

// told tells whether a chain names the outlet that an unnamed speaker spoke to: such speakers
// are never taken for one across outlets.
func (f *framed) told() bool { return len(f.s.Chain) > 2 && isOutlet(f.s.Chain[1]) }

// copiesIn lists the near-duplicates among some documents, at least two to a list.
func (n *desk) copiesIn(documents []string) [][]string {
	classes := map[string][]string{}
	for _, id := range documents {
		if p := n.papers[id]; p != nil && p.copyOf != "" {
			classes[p.copyOf] = append(classes[p.copyOf], id)
		}
	}
	out := [][]string{}
	for _, first := range slices.Sorted(maps.Keys(classes)) {
		if len(classes[first]) > 1 {
			out = append(out, classes[first])
		}
	}
	return out
}

// cycles finds the outlets of a cluster that cite each other in a circle.
func (n *desk) cycles(cluster []*framed) [][]string {
	cites := map[string]map[string]bool{}
	for _, f := range cluster {
		for _, h := range f.s.Chain {
			if f.publisher != "" && h.Class != ThisDocument && isOutlet(h) && h.Key != f.publisher {
				if cites[f.publisher] == nil {
					cites[f.publisher] = map[string]bool{}
				}
				cites[f.publisher][h.Key] = true
			}
		}
	}
	reaches := map[string]map[string]bool{}
	for from := range cites {
		seen := map[string]bool{}
		open := []string{from}
		for len(open) > 0 {
			k := open[len(open)-1]
			open = open[:len(open)-1]
			for to := range cites[k] {
				if !seen[to] {
					seen[to] = true
					open = append(open, to)
				}
			}
		}
		reaches[from] = seen
	}
	out := [][]string{}
	done := map[string]bool{}
	for _, k := range slices.Sorted(maps.Keys(reaches)) {
		if done[k] || !reaches[k][k] {
			continue
		}
		var circle []string
		for _, other := range slices.Sorted(maps.Keys(reaches[k])) {
			if reaches[other][k] {
				circle = append(circle, other)
				done[other] = true
			}
		}
		out = append(out, circle)
	}
	return out
}

func publishedOrder(d document.Document) time.Time {
	if d.Published == nil {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) // undated last
	}
	return d.Published.At
}
