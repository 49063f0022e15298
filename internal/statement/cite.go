package statement

import (
	"cmp"
	"slices"
	"strings"
)

// Graph is who cites whom in a group. It points from a document through its relays to the
// origin; each edge has the passage that carries it.
type Graph struct {
	Nodes []Node `json:"nodes"`
	Edges []Edge `json:"edges"`
}

// NodeKind is what a node of the graph is.
type NodeKind string

// The kinds of nodes.
const (
	NodeDocument NodeKind = "document" // a page that was read
	NodeRelay    NodeKind = "relay"    // an outlet between it and the origin
	NodeOrigin   NodeKind = "origin"   // who first stated it
	NodeNone     NodeKind = "none"     // no source is named
)

// Node is a document, a relay or an origin.
type Node struct {
	ID        string   `json:"id"` // "d-…" for a document, otherwise the key
	Kind      NodeKind `json:"kind"`
	Text      string   `json:"text"`
	Class     Class    `json:"class"`
	Published string   `json:"published"` // day, of a document; empty when not known
	Circular  bool     `json:"circular"`  // stands in a circle of citations
}

// EdgeKind is how one node rests on another.
type EdgeKind string

// The kinds of edges.
const (
	EdgeCites   EdgeKind = "cites"   // names it as its source
	EdgeCopies  EdgeKind = "copies"  // has nearly the same body
	EdgeStates  EdgeKind = "states"  // states it itself, without a source
	EdgeRepeats EdgeKind = "repeats" // names no source and has the figure that the origin stated
)

// Edge is one citation with the words that carry it.
type Edge struct {
	From      string   `json:"from"`
	To        string   `json:"to"`
	Kind      EdgeKind `json:"kind"`
	Inferred  bool     `json:"inferred"`
	Count     int      `json:"count"`     // statements that carry it
	Statement string   `json:"statement"` // the first of them
	Document  string   `json:"document"`
	Text      string   `json:"text"` // its source and words
}

// unsourcedNode is what a page without a source rests on.
const unsourcedNode = "no-source"

// graphOf draws a group.
func graphOf(g Group, list []Placed) Graph {
	b := builder{nodes: map[string]Node{}, edges: map[[3]string]*Edge{}}
	origins := map[string][]Origin{} // of a statement: several where one text stands in several documents
	for _, o := range g.Origins {
		b.node(Node{ID: o.Key, Kind: NodeOrigin, Text: o.Text, Class: o.Class, Circular: o.Circular})
		for _, id := range o.Statements {
			origins[id] = append(origins[id], o)
		}
	}
	report := map[[2]string]Report{}
	copyOf := map[string]string{}
	for _, r := range g.Reports {
		for _, id := range r.Statements {
			report[[2]string{r.Document, id}] = r
		}
	}
	for _, class := range g.Copies {
		for _, d := range class[1:] {
			copyOf[d] = class[0]
		}
	}
	for _, p := range list {
		s := p.Statement
		b.node(documentNode(p))
		if first := copyOf[s.Document]; first != "" {
			b.edge(p, s.Document, first, EdgeCopies, false)
		}
		if r, ok := report[[2]string{s.Document, s.ID}]; ok {
			b.report(p, r)
			continue
		}
		for _, o := range origins[s.ID] { // none: a question
			if _, ok := slices.BinarySearch(o.Documents, s.Document); ok {
				b.chain(p, o)
				break
			}
		}
	}
	for _, circle := range g.Cycles {
		for _, k := range circle {
			if n, ok := b.nodes[k]; ok {
				n.Circular = true
				b.nodes[k] = n
			}
		}
	}
	return b.graph()
}

type builder struct {
	nodes map[string]Node
	edges map[[3]string]*Edge
}

func documentNode(p Placed) Node {
	d := p.In
	n := Node{ID: p.Statement.Document, Kind: NodeDocument, Class: ThisDocument, Text: cmp.Or(d.Publisher, d.Title, d.File, d.URL, p.Statement.Document)}
	if d.Published != nil {
		n.Published = isoDay(d.Published.Day())
	}
	return n
}

func (b *builder) node(n Node) {
	if have, ok := b.nodes[n.ID]; !ok || have.Kind == NodeRelay && n.Kind == NodeOrigin {
		b.nodes[n.ID] = n
	}
}

// edge adds a citation, or counts one more statement that carries it. Statements come with
// the earliest first, so that the first passage is the same whatever the order.
func (b *builder) edge(p Placed, from, to string, kind EdgeKind, inferred bool) {
	if from == to {
		return
	}
	key := [3]string{from, to, string(kind)}
	if e := b.edges[key]; e != nil {
		e.Count++
		e.Inferred = e.Inferred && inferred
		return
	}
	s := p.Statement
	text := s.Content.Text
	if s.Source.Text != "" {
		text = s.Source.Text + ": " + text
	}
	b.edges[key] = &Edge{From: from, To: to, Kind: kind, Inferred: inferred, Count: 1, Statement: s.ID, Document: s.Document, Text: text}
}

// chain draws a statement's way from its document through the relays to the origin that it
// is counted under.
func (b *builder) chain(p Placed, o Origin) {
	s := p.Statement
	at, inferred := s.Document, false
	for i := len(s.Chain) - 2; i >= 1; i-- {
		h := s.Chain[i]
		if h.Key == "" || h.Key == o.Key {
			continue
		}
		b.node(Node{ID: h.Key, Kind: NodeRelay, Text: cmp.Or(DisplayName(h.Key), h.Text), Class: h.Class})
		b.edge(p, at, h.Key, EdgeCites, h.Inferred)
		at = h.Key
	}
	if first := s.Origin(); len(s.Chain) > 0 {
		inferred = first.Inferred
		if first.Key != o.Key && isOutlet(first) { // counted with whom it stands for
			b.node(Node{ID: first.Key, Kind: NodeRelay, Text: cmp.Or(DisplayName(first.Key), first.Text), Class: first.Class})
			b.edge(p, at, first.Key, EdgeCites, inferred)
			at, inferred = first.Key, true
		}
	}
	b.edge(p, at, o.Key, EdgeCites, inferred)
}

func (b *builder) report(p Placed, r Report) {
	if r.Repeats != "" {
		b.edge(p, r.Document, r.Repeats, EdgeRepeats, true)
		return
	}
	b.node(Node{ID: unsourcedNode, Kind: NodeNone, Text: "no source that counts", Class: NotStated})
	b.edge(p, r.Document, unsourcedNode, EdgeStates, false)
}

func (b *builder) graph() Graph {
	out := Graph{Nodes: []Node{}, Edges: []Edge{}}
	rank := map[NodeKind]int{NodeDocument: 0, NodeRelay: 1, NodeOrigin: 2, NodeNone: 3}
	for _, k := range sortedKeys(b.nodes) {
		out.Nodes = append(out.Nodes, b.nodes[k])
	}
	slices.SortStableFunc(out.Nodes, func(a, c Node) int {
		return cmp.Or(cmp.Compare(rank[a.Kind], rank[c.Kind]), strings.Compare(cmp.Or(a.Published, "~"), cmp.Or(c.Published, "~")), strings.Compare(a.ID, c.ID))
	})
	for _, e := range b.edges {
		out.Edges = append(out.Edges, *e)
	}
	slices.SortFunc(out.Edges, func(a, c Edge) int {
		return cmp.Or(strings.Compare(a.From, c.From), strings.Compare(a.To, c.To), strings.Compare(string(a.Kind), string(c.Kind)))
	})
	return out
}
