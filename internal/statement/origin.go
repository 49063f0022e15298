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
	About      string    `json:"about"` // in words: "people, IR, 2025-09-29 to 2025-10-03"
	Kind       GroupKind `json:"kind"`
	Origins    []Origin  `json:"origins"`    // distinct origins, never documents; ordered by key
	Reports    []Report  `json:"reports"`    // documents that state it without naming a source: no origin, weight nothing
	Statements []string  `json:"statements"` // every statement of the group, ordered
}

// Origin is one who stated it first, as far as the documents tell. Repeats add to
// Statements and Documents, never to the number of origins.
type Origin struct {
	Key          string   `json:"key"`
	Text         string   `json:"text"`
	Class        Class    `json:"class"`
	State        string   `json:"state"`        // ISO code of the state the speaker belongs to; empty when not known
	Through      []string `json:"through"`      // keys of the relays between the origin and the documents, ordered
	Statements   []string `json:"statements"`   // ids
	Documents    []string `json:"documents"`    // ids
	Independence string   `json:"independence"` // "unknown" unless shown; "interested_same_side" when another origin of the group is of the same institution
	Institution  string   `json:"institution"`  // whose interest it speaks for, such as "government:IR"; empty when not known
	Inferred     bool     `json:"inferred"`     // the chain, or a part of it, was inferred by rule
}

// Report is a document that states it itself and names no source.
type Report struct {
	Document   string   `json:"document"`
	Statements []string `json:"statements"`
	Repeats    string   `json:"repeats"` // key of the origin whose figure it has; empty: no source at all supports it
	Reason     string   `json:"reason"`
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
// outlet's bare report beside an origin that spoke through the same outlet.
func Origins(docs []document.Document, statements []Statement) []Group {
	frames := framesOf(docs, statements)
	var groups []Group
	for _, cluster := range clusters(frames) {
		groups = append(groups, groupOf(cluster))
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.About, b.About), slices.Compare(a.Statements, b.Statements))
	})
	return groups
}

// groupOf finds the origins among statements about one thing.
func groupOf(cluster []*framed) Group {
	g := Group{Kind: cluster[0].kind, About: about(cluster), Origins: []Origin{}, Reports: []Report{}}
	byKey := map[string]*Origin{}
	var own []*framed
	text := map[string]string{} // words of each statement, by document and id
	for _, f := range cluster {
		text[f.s.Document+"\x00"+f.s.ID] = lower(f.s.Content.Text)
		g.Statements = append(g.Statements, f.s.ID)
		o := f.s.Origin()
		switch {
		case asksOnly(f.s): // a question states nothing: neither origin nor report
		case o.Class == ThisDocument || o.Class == NotStated || o.Key == "" || f.s.Speech == NotAcknowledged || f.s.Speech == NoReply:
			own = append(own, f)
		default:
			if byKey[o.Key] == nil {
				byKey[o.Key] = &Origin{Key: o.Key, Independence: "unknown"}
			}
			byKey[o.Key].add(f)
		}
	}
	foldCopies(byKey, text)
	foldOutlets(byKey)
	for _, k := range slices.Sorted(maps.Keys(byKey)) {
		o := byKey[k]
		o.tidy()
		g.Origins = append(g.Origins, *o)
	}
	for i := range g.Origins {
		for j := range g.Origins {
			if i != j && g.Origins[i].Institution != "" && g.Origins[i].Institution == g.Origins[j].Institution {
				g.Origins[i].Independence = "interested_same_side"
			}
		}
	}
	g.Reports = reportsOf(own, cluster)
	g.Statements = tidyStrings(g.Statements)
	return g
}

// add takes what one statement tells about its origin. The richest description wins, the
// same whatever the order: named before unnamed, then the longer words, then the alphabet.
func (o *Origin) add(f *framed) {
	h := f.s.Origin()
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
	if f.publisher != "" && f.publisher != o.Key {
		o.Through = append(o.Through, f.publisher)
	}
	o.Inferred = o.Inferred || h.Inferred
	o.Statements = append(o.Statements, f.s.ID)
	o.Documents = append(o.Documents, f.s.Document)
	o.Institution = institution(o.Class, o.State)
}

func (o *Origin) tidy() {
	o.Through, o.Statements, o.Documents = tidyStrings(o.Through), tidyStrings(o.Statements), tidyStrings(o.Documents)
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

// foldOutlets takes an outlet that names no source into the origin that spoke through the
// same outlet: most likely the same one, and in doubt no new origin.
func foldOutlets(byKey map[string]*Origin) {
	for _, k := range slices.Sorted(maps.Keys(byKey)) {
		outlet := byKey[k]
		if !medium(outlet.Class) {
			continue
		}
		for _, other := range slices.Sorted(maps.Keys(byKey)) {
			o := byKey[other]
			if other == k || medium(o.Class) || !slices.Contains(o.Through, k) {
				continue
			}
			o.Statements = append(o.Statements, outlet.Statements...)
			o.Documents = append(o.Documents, outlet.Documents...)
			delete(byKey, k)
			break
		}
	}
}

// reportsOf lists the documents that state it themselves, and whose figure each repeats.
func reportsOf(own, cluster []*framed) []Report {
	stated := map[string]string{} // figure to the first key, by the alphabet, of those who stated it
	for _, f := range cluster {
		o := f.s.Origin()
		if o.Class == ThisDocument || o.Class == NotStated || asksOnly(f.s) {
			continue
		}
		for _, k := range figureKeys(f.s) {
			if first, ok := stated[k]; !ok || o.Key < first {
				stated[k] = o.Key
			}
		}
	}
	byDoc := map[string]*Report{}
	for _, f := range own {
		r := byDoc[f.s.Document]
		if r == nil {
			r = &Report{Document: f.s.Document, Reason: "names no source and no origin states its figure: it has no weight"}
			byDoc[f.s.Document] = r
		}
		r.Statements = append(r.Statements, f.s.ID)
		for _, k := range figureKeys(f.s) {
			if key, ok := stated[k]; ok && (r.Repeats == "" || key < r.Repeats) {
				r.Repeats = key
				r.Reason = "names no source; its figure is the one that " + key + " stated: a repeat, no new origin"
			}
		}
	}
	out := []Report{}
	for _, d := range slices.Sorted(maps.Keys(byDoc)) {
		byDoc[d].Statements = tidyStrings(byDoc[d].Statements)
		out = append(out, *byDoc[d])
	}
	return out
}

// asksOnly tells whether a statement is a question; "asked Qatar to refuse" is a demand.
func asksOnly(s Statement) bool { return s.Speech == Asks && s.Event == EventUnknown }

// figureKeys are a statement's plain numbers with their units; durations are no figures.
func figureKeys(s Statement) []string {
	var out []string
	for _, q := range s.Quantities {
		if q.Value != nil && !timeUnits[q.Unit] {
			out = append(out, strconv.Itoa(*q.Value)+" "+q.Unit)
		}
	}
	return out
}
