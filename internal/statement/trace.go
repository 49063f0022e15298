package statement

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Trace is how the statements of one group hang together: who cites whom, how figures and
// words changed on the way, and how the figures stand to each other.
type Trace struct {
	Graph     Graph      `json:"graph"`
	Drift     []Trail    `json:"drift"`
	Relations []Relation `json:"relations"` // those that a reader must know of
	Repeats   []Relation `json:"repeats"`   // who repeats, paraphrases or refines whom: each statement set against the first of its kind
}

// mostCompared is how many different figures of a group are set against each other at most: the
// earliest ones. Repeats of a figure by the same origin are one.
const mostCompared = 60

// TraceGroup follows the statements of a group that Origins returned for the same documents
// and statements. The order of either changes nothing.
func TraceGroup(docs []document.Document, statements []Statement, g Group) Trace {
	return TraceGroups(docs, statements, []Group{g})[0]
}

// TraceGroups does the same for several groups and looks at each statement once.
func TraceGroups(docs []document.Document, statements []Statement, groups []Group) []Trace {
	byID := make(map[string]document.Document, len(docs))
	for _, d := range docs {
		byID[d.ID] = d
	}
	byStatement := map[string][]Statement{}
	for _, s := range outletsByPublisher(docs, statements) {
		byStatement[s.ID] = append(byStatement[s.ID], s)
	}
	out := make([]Trace, len(groups))
	var claims, events []Placed // what calls something the first, and what came before, over all groups
	of := map[[2]string]int{}
	for i, g := range groups {
		list := placedIn(g, byID, byStatement)
		out[i] = Trace{Graph: graphOf(g, list), Drift: driftOf(list)}
		out[i].Relations, out[i].Repeats = relationsOf(list)
		earliest := map[string]bool{}
		for _, p := range list {
			if callsFirst(p.Statement) {
				claims = append(claims, p)
				of[[2]string{p.Statement.Document, p.Statement.ID}] = i
			}
			if key := strings.Join(p.Statement.Nationalities, "+"); !earliest[key] && len(p.Statement.Dates) > 0 && p.Statement.Event == Happened {
				earliest[key] = true
				events = append(events, p)
			}
		}
	}
	for _, c := range claims[:min(len(claims), mostCompared)] {
		i := of[[2]string{c.Statement.Document, c.Statement.ID}]
		for _, e := range events {
			if kind, reason := notFirst(c, e); kind != "" {
				out[i].Relations = append(out[i].Relations, relationOf(kind, reason, c, e))
			}
		}
	}
	otherDaysAcross(out, groups, byID, byStatement)
	otherDaysOfRoutes(out, groups, byID, byStatement)
	for _, t := range out {
		sortRelations(t.Relations)
		sortRelations(t.Repeats)
	}
	return out
}

// shifted is how far apart two days of one figure are compared: a month that was mistaken for
// the next, with what a figure may drift in publishing.
const shifted = 62 * day

// otherDaysAcross finds, over groups, one figure of one people that reports which cannot be told
// apart put on different days. Both groups list it. Two speakers who are each named may
// speak of two flights with one number, and are left alone.
func otherDaysAcross(out []Trace, groups []Group, docs map[string]document.Document, statements map[string][]Statement) {
	type in struct {
		p     Placed
		group int
	}
	byFigure := map[string][]in{}
	for i, g := range groups {
		if g.Kind != AboutPeople {
			continue
		}
		had := map[string]bool{}
		for _, p := range placedIn(g, docs, statements) {
			if from, _, ok := interval(p.Statement); ok && commitment(p.Statement.Event) > 0 {
				for _, f := range figureKeys(p.Statement) {
					key := strings.Join(p.Statement.Nationalities, "+") + "\x00" + f
					at := strings.Join([]string{key, p.Statement.Origin().Key, isoDay(from)}, "\x00")
					if !attributed(p.Statement) {
						at = strings.Join([]string{key, isoDay(from)}, "\x00")
					}
					if !had[at] && len(byFigure[key]) < mostCompared {
						had[at] = true
						byFigure[key] = append(byFigure[key], in{p, i})
					}
				}
			}
		}
	}
	for _, key := range sortedKeys(byFigure) {
		list := byFigure[key]
		for i, a := range list {
			for _, b := range list[i+1:] {
				s, t := a.p.Statement, b.p.Statement
				if a.group == b.group || attributed(s) && attributed(t) && s.Origin().Key != t.Origin().Key && !sharedOutlet(a.p, b.p) {
					continue
				}
				fa, ta, _ := interval(s)
				fb, tb, _ := interval(t)
				if fa.Sub(tb) > shifted || fb.Sub(ta) > shifted {
					continue
				}
				if r := Compare(a.p, b.p); r.Kind == Contradicts {
					out[a.group].Relations, out[b.group].Relations = append(out[a.group].Relations, r), append(out[b.group].Relations, r)
				}
			}
		}
	}
}

// placedIn is a group's statements with their documents, the earliest published first.
func placedIn(g Group, docs map[string]document.Document, statements map[string][]Statement) []Placed {
	in := map[string]bool{}
	for _, id := range g.Documents {
		in[id] = true
	}
	seen := map[[2]string]bool{}
	var out []Placed
	for _, id := range g.Statements {
		for _, s := range statements[id] {
			if at := [2]string{s.Document, s.ID}; in[s.Document] && !seen[at] {
				seen[at] = true
				out = append(out, Placed{s, docs[s.Document]})
			}
		}
	}
	slices.SortFunc(out, earlier)
	return out
}

// earlier orders by publication, undated last, then by document and place in the text.
func earlier(a, b Placed) int {
	return cmp.Or(publishedOrder(a.In).Compare(publishedOrder(b.In)), strings.Compare(a.Statement.Document, b.Statement.Document),
		cmp.Compare(startOf(a.Statement), startOf(b.Statement)), strings.Compare(a.Statement.ID, b.Statement.ID))
}

func startOf(s Statement) int {
	if len(s.Content.Spans) == 0 {
		return 0
	}
	return s.Content.Spans[0].Start
}

// telling are the relations that a reader must know of.
var telling = map[RelationKind]bool{Translates: true, UpgradesModality: true, Misattributes: true, ChangesScope: true, Contradicts: true,
	Incommensurable: true, Supersedes: true, Corrects: true, Retracts: true}

// relationsOf sets the different figures of a group against each other: one statement for
// each origin, figure, modality and language, the earliest. A later one of the same key is
// set against that earliest alone: it repeats or paraphrases it.
func relationsOf(list []Placed) (relations, repeats []Relation) {
	first := map[string]Placed{}
	var distinct []Placed
	relations, repeats = []Relation{}, []Relation{}
	tell := func(r Relation) {
		switch {
		case telling[r.Kind]:
			relations = append(relations, r)
		case (r.Kind == Repeats || r.Kind == Paraphrases || r.Kind == Refines) && len(repeats) < mostCompared:
			repeats = append(repeats, r)
		}
	}
	for _, p := range list {
		s := p.Statement
		var figs []string
		for _, q := range s.Quantities {
			if counted(q) {
				figs = append(figs, figureText(q)+" "+q.Unit+" "+lower(q.Population))
			}
		}
		if len(figs) == 0 && s.Topic != TopicAcknowledgement && s.Topic != TopicFlight && !s.Direct {
			continue
		}
		_, note := noteOf(p.In, s)
		words := ""
		if len(figs) == 0 {
			words = lower(s.Content.Text)
		} else if from, _, ok := interval(s); ok {
			words = isoDay(from) // the same figure on another day is no repeat
		}
		key := strings.Join([]string{s.Origin().Key, string(s.Event), string(s.Speech), strings.Join(figs, ";"), baseLanguage(p.In.Language), p.In.URL, words, map[bool]string{true: "note"}[note]}, "\x00")
		if s.Origin().Class == ThisDocument {
			key = strings.TrimPrefix(key, s.Origin().Key) // one page's own is like another's
		}
		switch earliest, had := first[key]; {
		case had && len(repeats) < mostCompared:
			tell(Compare(earliest, p))
		case !had && len(distinct) < mostCompared:
			first[key] = p
			distinct = append(distinct, p)
		}
	}
	for i, a := range distinct {
		for _, b := range distinct[i+1:] {
			tell(Compare(a, b))
		}
	}
	return relations, repeats
}

func sortRelations(list []Relation) {
	slices.SortFunc(list, func(a, b Relation) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.A, b.A), strings.Compare(a.B, b.B), strings.Compare(a.DocA, b.DocA), strings.Compare(a.DocB, b.DocB))
	})
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Traced is a group with its trace; in JSON one object.
type Traced struct {
	Group
	Trace
}

// OriginsTraced is Origins with the trace of each group.
func OriginsTraced(docs []document.Document, statements []Statement, ruled ...Ruling) []Traced {
	groups := Origins(docs, statements, ruled...)
	traces := TraceGroups(docs, statements, groups)
	out := make([]Traced, len(groups))
	for i := range groups {
		out[i] = Traced{groups[i], traces[i]}
	}
	return out
}

// About keeps the groups in which all the words stand, whatever their case: in what the group
// is about, the names of its states, its origins, or what was stated. No words keep all.
func About(groups []Traced, statements []Statement, words string) []Traced {
	asked := strings.Fields(strings.ToLower(words))
	content := map[string]string{}
	for _, s := range statements {
		content[s.ID] = s.Content.Text
	}
	out := []Traced{}
	for _, g := range groups {
		hay := []string{g.ID, g.About}
		for _, w := range strings.FieldsFunc(g.About, func(r rune) bool { return r < 'A' || r > 'Z' }) {
			if c, ok := place.CountryByCode(w); ok {
				hay = append(hay, c.Name)
			}
		}
		for _, o := range g.Origins {
			hay = append(hay, o.Text, o.Key)
		}
		for _, id := range g.Statements {
			hay = append(hay, content[id])
		}
		all := strings.ToLower(strings.Join(hay, " "))
		if !slices.ContainsFunc(asked, func(w string) bool { return !strings.Contains(all, w) }) {
			out = append(out, g)
		}
	}
	return out
}
