package statement

import (
	"slices"
	"strings"
)

// Trail is how one figure or word changed from document to document. Only steps at which it
// changed are listed, in the order of publication.
type Trail struct {
	What  string `json:"what"`  // "figure", "event" or "description"
	Of    string `json:"of"`    // whose figure, which figure, or who is described: a key or a figure in words
	Steps []Step `json:"steps"` // at least two
}

// Step is one document's version.
type Step struct {
	Value     string `json:"value"` // "about 100", "should be deported", "semi-official"
	Document  string `json:"document"`
	Statement string `json:"statement"`
	Published string `json:"published"` // day; empty when not known
	By        string `json:"by"`        // whom the document names for it
	Text      string `json:"text"`      // the passage
}

// driftOf finds the trails among a group's statements, which come the earliest first.
func driftOf(list []Placed) []Trail {
	out := []Trail{}
	out = append(out, figureTrails(list)...)
	out = append(out, eventTrails(list)...)
	out = append(out, descriptionTrails(list)...)
	return out
}

func stepOf(p Placed, value, text string) Step {
	s := Step{Value: value, Document: p.Statement.Document, Statement: p.Statement.ID, By: p.Statement.Origin().Text, Text: text}
	if p.In.Published != nil {
		s.Published = isoDay(p.In.Published.Day())
	}
	return s
}

// trailing is a figure on its way: the first document that has it.
type trailing struct {
	p Placed
	q Quantity
}

// figureTrails follows the figures given in one name: an origin's, or an outlet's that stands
// in the chain. Two figures of one document are two things and no trail; nor are a plan and a
// count, or figures of other people or scope.
func figureTrails(list []Placed) []Trail {
	lineages := map[string][]trailing{}
	inDoc := map[string]map[string]bool{} // document to its figures
	seen := map[string]bool{}
	for _, p := range list {
		for _, q := range p.Statement.Quantities {
			if !counted(q) || q.Unit != "persons" {
				continue
			}
			doc := p.Statement.Document
			if inDoc[doc] == nil {
				inDoc[doc] = map[string]bool{}
			}
			inDoc[doc][figureText(q)] = true
			for _, h := range p.Statement.Chain {
				key := strings.Join([]string{h.Key, figureText(q), string(p.Statement.Event)}, "\x00")
				if h.Class == ThisDocument || h.Key == "" || seen[key] {
					continue
				}
				seen[key] = true
				lineages[h.Key] = append(lineages[h.Key], trailing{p, q})
			}
		}
	}
	var out []Trail
	told := map[string]bool{}
	for _, key := range sortedKeys(lineages) {
		figures := lineages[key]
		if len(figures) > mostCompared {
			figures = figures[:mostCompared]
		}
		used := make([]bool, len(figures))
		for i, a := range figures {
			if used[i] {
				continue
			}
			trail := Trail{What: "figure", Of: key, Steps: []Step{stepOf(a.p, figureText(a.q), a.p.Statement.Content.Text)}}
			last := a
			for j := i + 1; j < len(figures); j++ {
				if b := figures[j]; !used[j] && drifted(last, b, inDoc) {
					used[j] = true
					trail.Steps = append(trail.Steps, stepOf(b.p, figureText(b.q), b.p.Statement.Content.Text))
					last = b
				}
			}
			var same []string
			for _, s := range trail.Steps {
				same = append(same, s.Document, s.Statement, s.Value)
			}
			if id := strings.Join(same, "\x00"); len(trail.Steps) > 1 && !told[id] {
				told[id] = true
				out = append(out, trail)
			}
		}
	}
	return out
}

// drifted tells whether the second figure stands where the first stood.
func drifted(a, b trailing, inDoc map[string]map[string]bool) bool {
	s, t := a.p.Statement, b.p.Statement
	x, y := figureText(a.q), figureText(b.q)
	return x != y && s.Document != t.Document && !inDoc[s.Document][y] && !inDoc[t.Document][x] && planned(s.Event) == planned(t.Event) &&
		samePopulation(a.q, b.q) && !apart(s, t) && scopeOf(s, a.q).differs(scopeOf(t, b.q)) == ""
}

// eventTrails follows one figure from plan to fact: the words that tell of the event.
func eventTrails(list []Placed) []Trail {
	byFigure := map[string][]Placed{}
	for _, p := range list {
		done := map[string]bool{}
		for _, q := range p.Statement.Quantities {
			if k := plainFigure(q); counted(q) && q.Unit == "persons" && !done[k] && commitment(p.Statement.Event) > 0 {
				done[k] = true
				byFigure[k] = append(byFigure[k], p)
			}
		}
	}
	var out []Trail
	for _, k := range sortedKeys(byFigure) {
		trail := Trail{What: "event", Of: k}
		high := 0
		for _, p := range byCommitment(byFigure[k]) {
			c := commitment(p.Statement.Event)
			if c <= high || c == 6 {
				continue
			}
			high = c
			trail.Steps = append(trail.Steps, stepOf(p, verbWords(p.Statement), p.Statement.Content.Text))
		}
		if len(trail.Steps) > 1 && commitment(eventOf(list, trail.Steps[0])) <= 3 {
			out = append(out, trail)
		}
	}
	return out
}

// byCommitment keeps, of statements in order of publication, the plans before the facts where
// one document or one day has both.
func byCommitment(list []Placed) []Placed {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Placed) int {
		x, y := publishedOrder(a.In).Truncate(day), publishedOrder(b.In).Truncate(day)
		if c := x.Compare(y); c != 0 {
			return c
		}
		return commitment(a.Statement.Event) - commitment(b.Statement.Event)
	})
	return list
}

func eventOf(list []Placed, s Step) Event {
	for _, p := range list {
		if p.Statement.ID == s.Statement && p.Statement.Document == s.Document {
			return p.Statement.Event
		}
	}
	return ""
}

// plainFigure is a figure without its bound.
func plainFigure(q Quantity) string {
	if q.Value == nil {
		if q.Low == nil || q.High == nil {
			return ""
		}
		return figureText(q)
	}
	q.Bound = Exact
	return figureText(q)
}

// verbs are the words that tell of an event: "should be deported", "has deported", "were flown".
var verbs = late(`(?i)\b(?:(?:should|will|would|could|may|might|must|can|is|are|was|were|be|been|being|has|have|had|to|due|set|expected|scheduled|planned|about|not|already|yet) )+(?:\pL+(?:ed|en|ing|own|ent|eft|ade)\b|(?:leave|arrive|depart|return|fly|go|board|land|deport|remove|expel|send)\b)?|\b(?:deport|return|remov|expell|repatriat|arriv|land|board)ed\b|\b(?:flew|left|sent|took off)\b`)

// verbWords are the words of a statement that tell whether it happened; the modality itself
// where none stand out.
func verbWords(s Statement) string {
	if m := verbs.FindString(s.Content.Text); m != "" {
		return strings.TrimSpace(m)
	}
	return words(s.Event)
}

// kinds of media as documents describe them, from the least to the most a state's own.
var mediumWords = late(`(?i)\b(independent|private|semi-official|semiofficial|state-linked|state-affiliated|state-run|state-owned|state|official|government)\b`)

// descriptionTrails follows how an outlet or a speaker is described: "semi-official", "state".
func descriptionTrails(list []Placed) []Trail {
	trails := map[string]*Trail{}
	for _, p := range list {
		for _, h := range p.Statement.Chain {
			if !medium(h.Class) || h.Inferred {
				continue
			}
			value := describedAs(h, p)
			if value == "" {
				continue
			}
			t := trails[h.Key]
			if t == nil {
				t = &Trail{What: "description", Of: h.Key}
				trails[h.Key] = t
			}
			if !slices.ContainsFunc(t.Steps, func(s Step) bool { return s.Value == value }) {
				t.Steps = append(t.Steps, stepOf(p, value, around(p.In.Text, h, p)))
			}
		}
	}
	var out []Trail
	for _, k := range sortedKeys(trails) {
		if len(trails[k].Steps) > 1 {
			out = append(out, *trails[k])
		}
	}
	return out
}

// describedAs is the kind of medium that a document's words give to an outlet, next to its name.
func describedAs(h Hop, p Placed) string {
	text := around(p.In.Text, h, p)
	name := bareName(h)
	i := strings.Index(lower(text), name)
	if i < 0 || len(lower(text)) != len(text) {
		i = len(text)
	}
	before := mediumWords.FindAllString(text[:i], -1)
	if len(before) > 0 && near(text[:i], before[len(before)-1]) {
		return lower(before[len(before)-1])
	}
	if m := mediumWords.FindStringIndex(text[i:]); m != nil && m[0] < len(name)+12 { // "Tasnim, a semi-official agency"
		return lower(text[i+m[0] : i+m[1]])
	}
	return ""
}

// near tells whether a word ends a text within some words: "the semi-official news agency".
func near(text, w string) bool {
	rest := text[strings.LastIndex(text, w)+len(w):]
	return len(strings.Fields(rest)) <= 4 && !strings.ContainsAny(rest, ".;")
}

// bareName is an outlet's name as it stands in text, in lower case.
func bareName(h Hop) string {
	if n := outletName(DisplayName(h.Key)); n != "" && strings.Contains(lower(h.Text), n) {
		return n
	}
	return lastWord(strings.TrimSuffix(strings.TrimSuffix(lower(h.Text), " news agency"), " agency"))
}

// around is the sentence of a document that names an outlet, nearest to the statement.
func around(text string, h Hop, p Placed) string {
	low := lower(text)
	if len(low) != len(text) {
		return h.Text
	}
	at := startOf(p.Statement)
	name := bareName(h)
	best := -1
	for from := 0; ; {
		i := strings.Index(low[from:], name)
		if i < 0 {
			break
		}
		if i += from; best < 0 || abs(i-at) < abs(best-at) {
			best = i
		}
		from = i + len(name)
	}
	if name == "" || best < 0 {
		return h.Text
	}
	from := max(strings.LastIndexByte(text[:best], '\n'), strings.LastIndex(text[:best], ". ")+1) + 1
	end := best + sentenceLength(text[best:best+lineLength(text[best:])])
	return strings.TrimSpace(text[min(from, best):end])
}

func abs(n int) int { return max(n, -n) }
