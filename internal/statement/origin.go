package statement

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
)

// GroupKind is the question that the statements of a group answer.
type GroupKind string

// The questions.
const (
	AboutPeople          GroupKind = "people" // who is, was or will be moved, and how many
	AboutFlight          GroupKind = "flight" // which aircraft went where, when
	AboutAcknowledgement GroupKind = "acknowledgement"
	AboutAssurance       GroupKind = "assurance"
	AboutWarning         GroupKind = "warning"
	AboutConsent         GroupKind = "consent"
	AboutContext         GroupKind = "context"
)

// Group is the statements that are about one thing, and who first stated them.
type Group struct {
	ID          string     `json:"id"`    // of question, people, destination and first day: "people-ir-2025-09-29"
	About       string     `json:"about"` // in words: "people, IR, 2025-09-29 to 2025-10-03"
	Kind        GroupKind  `json:"kind"`
	Origins     []Origin   `json:"origins"`     // distinct origins, never documents; ordered by key
	Independent int        `json:"independent"` // how many of them a person showed to be independent of each other; 0 where nobody did
	Reports     []Report   `json:"reports"`     // documents that state it without a source that counts: no origin, weight nothing
	Documents   []string   `json:"documents"`   // every document of the group, ordered
	Statements  []string   `json:"statements"`  // every statement of the group, ordered
	Copies      [][]string `json:"copies"`      // documents whose bodies are nearly the same
	Cycles      [][]string `json:"cycles"`      // outlets that cite each other in a circle
}

// Origin is one who stated it first, as far as the documents tell. Repeats add to
// Statements and Documents, never to the number of origins.
type Origin struct {
	Key          string   `json:"key"`
	Text         string   `json:"text"`
	Class        Class    `json:"class"`
	State        string   `json:"state"`             // ISO code of the state the speaker belongs to; empty when not known
	Through      []string `json:"through"`           // keys of the relays between the origin and the documents, ordered
	Statements   []string `json:"statements"`        // ids
	Documents    []string `json:"documents"`         // ids
	Independence string   `json:"independence"`      // "unknown" unless shown; "independent" of those in Reasons; "interested_same_side" when another origin of the group is of the same institution
	Reasons      []string `json:"reasons,omitempty"` // why it is independent, as a person said
	Institution  string   `json:"institution"`       // whose interest it speaks for, such as "government:IR"; empty when not known
	Inferred     bool     `json:"inferred"`          // the chain, or a part of it, was inferred by rule
	Circular     bool     `json:"circular"`          // known only from outlets that cite each other in a circle

	names map[string]bool // how the chains call it
	since string          // day of the first document, empty when not known
	own   []*framed
}

// Report is a document that states it itself and names no source.
type Report struct {
	Document   string   `json:"document"`
	Statements []string `json:"statements"`
	Repeats    string   `json:"repeats"` // key of the origin whose figure it has; empty: no source at all supports it
	Reason     string   `json:"reason"`
	CopyOf     string   `json:"copy_of,omitempty"` // the document whose body it nearly is
	Stamps     []string `json:"stamps,omitempty"`  // "verified" and the like on the page, which are ignored

	same map[string]string // statement to the origin whose figure it has
}

// Institutions counts the institutions behind the origins; an origin whose institution is
// not known counts for itself.
func (g Group) Institutions() int {
	set := map[string]bool{}
	for _, o := range g.Origins {
		if o.Institution != "" {
			set[o.Institution] = true
		} else {
			set[o.Key] = true
		}
	}
	return len(set)
}

// Origins groups statements by what they are about and finds the origins in each group.
// Folded statements are left out. The answer does not depend on the order of docs or
// statements, and a repeat never adds an origin: not a report that names no source, not an
// outlet's bare report beside an origin that spoke through the same outlet or stated the same
// figure, not a copied body, not two pages that took it from one wire. What an analyst ruled
// goes before what the words show.
func Origins(docs []document.Document, statements []Statement, ruled ...Ruling) []Group {
	n := newDesk(docs, outletsByPublisher(docs, FullHouses(statements)), ruled)
	var groups []Group
	for _, cluster := range clusters(n.frames) {
		groups = append(groups, n.group(cluster))
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.About, b.About), slices.Compare(a.Statements, b.Statements))
	})
	used := map[string]int{}
	for i := range groups {
		id := groups[i].ID
		if used[id]++; used[id] > 1 {
			groups[i].ID += "-" + strconv.Itoa(used[id])
		}
	}
	return groups
}

// group finds the origins among statements about one thing.
func (n *desk) group(cluster []*framed) Group {
	g := Group{ID: groupID(cluster), Kind: cluster[0].kind, About: about(cluster), Origins: []Origin{}, Cycles: n.cycles(cluster)}
	byKey := map[string]*Origin{}
	var own []ownWords
	for _, f := range cluster {
		g.Statements, g.Documents = append(g.Statements, f.s.ID), append(g.Documents, f.s.Document)
		o := f.s.Origin()
		taken, ours := n.takenBack(f.s), n.ofOurs(f.s)
		switch {
		case asksOnly(f.s): // a question states nothing: neither origin nor report
		case ours != "":
			own = append(own, ownWords{f: f, reason: ours})
		case taken:
			own = append(own, ownWords{f: f, reason: "a correction note takes it back: it counts as no origin"})
		case o.Class == ThisDocument || o.Class == NotStated || o.Key == "" || f.s.Speech == NotAcknowledged || f.s.Speech == NoReply:
			own = append(own, ownWords{f: f})
		default:
			key := n.key(f)
			if byKey[key] == nil {
				byKey[key] = &Origin{Key: key, Independence: "unknown", names: map[string]bool{}}
			}
			byKey[key].add(f)
		}
	}
	n.foldCopies(byKey)
	own = append(own, n.foldBare(byKey, g.Cycles)...)
	own = append(own, n.foldNameless(byKey)...)
	own = append(own, n.foldNames(byKey)...)
	own = append(own, foldGiven(byKey)...)
	toOrigins(own, byKey)
	for _, k := range slices.Sorted(maps.Keys(byKey)) {
		o := byKey[k]
		o.tidy()
		g.Origins = append(g.Origins, *o)
	}
	g.Independent = n.rulings.markIndependence(g.Origins)
	g.Reports = n.reportsOf(own, g.Origins)
	g.Statements, g.Documents = tidyStrings(g.Statements), tidyStrings(g.Documents)
	g.Copies = n.copiesIn(g.Documents)
	return g
}

// add takes what one statement tells about its origin. The richest description wins, the
// same whatever the order: named before unnamed, then the longer words, then the alphabet.
func (o *Origin) add(f *framed) {
	h := f.s.Origin()
	o.names[h.Key] = true
	o.own = append(o.own, f)
	if day := isoDay(f.published); day != "" && (o.since == "" || day < o.since) {
		o.since = day
	}
	if o.Text == "" || len(h.Text) > len(o.Text) || (len(h.Text) == len(o.Text) && h.Text < o.Text) {
		o.Text = h.Text
	}
	if name := DisplayName(o.Key); name != "" {
		o.Text = name // one outlet, one name, whatever the documents call it
	}
	if o.Class == "" || h.Class < o.Class {
		o.Class = h.Class
	}
	if o.State == "" || (h.State != "" && h.State < o.State) {
		o.State = h.State
	}
	for _, hop := range f.s.Chain[1:] {
		if hop.Class != ThisDocument {
			o.Through = append(o.Through, hop.Key)
		}
		o.Inferred = o.Inferred || hop.Inferred
	}
	if f.publisher != "" && !o.names[f.publisher] {
		o.Through = append(o.Through, f.publisher)
	}
	o.Inferred = o.Inferred || h.Inferred
	o.Statements = append(o.Statements, f.s.ID)
	o.Documents = append(o.Documents, f.s.Document)
	o.Institution = institution(o.Class, o.State)
}

func (o *Origin) tidy() {
	o.Through, o.Statements, o.Documents = tidyStrings(o.Through), tidyStrings(o.Statements), tidyStrings(o.Documents)
	o.names, o.own = nil, nil
	o.since = ""
}

// take adds all that another origin has: they are one, or the other adds nothing.
func (o *Origin) take(other *Origin) {
	o.Statements, o.Documents, o.own = append(o.Statements, other.Statements...), append(o.Documents, other.Documents...), append(o.own, other.own...)
	maps.Copy(o.names, other.names)
	if other.since != "" && (o.since == "" || other.since < o.since) {
		o.since = other.since
	}
}

// figures are the plain numbers that an origin states.
func (o *Origin) figures() map[string]bool {
	out := map[string]bool{}
	for _, f := range o.own {
		for _, k := range figureKeys(f.s) {
			out[k] = true
		}
	}
	return out
}

func tidyStrings(s []string) []string {
	slices.Sort(s)
	s = slices.Compact(s)
	if s == nil {
		return []string{}
	}
	return s
}

// institution is in whose interest an origin speaks.
func institution(c Class, state string) string {
	switch c {
	case NamedOfficial, UnnamedOfficial, Institution, StateMedium, SemiOfficial:
		if state != "" {
			return "government:" + state
		}
	case Experts:
		return "experts"
	}
	return ""
}

// asksOnly tells whether a statement is a question; "asked Qatar to refuse" is a demand.
func asksOnly(s Statement) bool { return s.Speech == Asks && s.Event == EventUnknown }

// figureKeys are a statement's plain numbers with their units; durations are no figures.
func figureKeys(s Statement) []string {
	var out []string
	for _, q := range s.Quantities {
		if k := figureKey(q); k != "" {
			out = append(out, k)
		}
	}
	return out
}

func figureKey(q Quantity) string {
	if q.Value == nil || timeUnits[q.Unit] {
		return ""
	}
	return strconv.Itoa(*q.Value) + " " + q.Unit
}
