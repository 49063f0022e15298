package measure

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// half is the token F1 that each of source, cue and content has to reach (statements.md).
const half = 0.5

// Result is what a run of an extractor over a part of the gold gives.
type Result struct {
	Texts     int
	All       Tally           // every marked attribution
	Reporting Tally           // without beliefs and intentions ("fears that", "expects")
	Spans     map[string]Mean // token F1 of source, cue and content of the attributions that were matched
	Intact    Share           // proposals of which every span equals its slice of the text
	Bands     map[statement.Band]Share
	Chain     Share
	Origin    Share
	Event     Share
	Date      Share
	Figures   Tally
	PartOf    Share            // of how many a figure is a part
	People    Share            // whom a figure counts
	AsOf      Share            // the moment a figure holds for
	Legs      Tally            // stretches of routes, with what happened to each
	Own       Share            // the document's own statements that are marked: found
	Roles     map[string]Tally // spans of sources, cues and contents, whatever they were paired with
	Faults    []Fault          // what was missed, too many, or read wrongly, in the order of the text
}

// Fault is one thing that was not right.
type Fault struct {
	Text  string // the document's name
	What  string // "missed", "too many", "layer"
	Words string
}

// Tally is right ones among the proposed and the wanted.
type Tally struct{ Right, Proposed, Wanted int }

// Precision is the part of the proposed that is right; 1 when nothing is proposed.
func (t Tally) Precision() float64 { return Share{t.Right, t.Proposed}.Value() }

// Recall is the part of the wanted that was found.
func (t Tally) Recall() float64 { return Share{t.Right, t.Wanted}.Value() }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 { return Share{2 * t.Right, t.Proposed + t.Wanted}.Value() }

// Share is right ones among all.
type Share struct{ Right, Of int }

// Value is the share; 1 when there is nothing to be right about.
func (s Share) Value() float64 {
	if s.Of == 0 {
		return 1
	}
	return float64(s.Right) / float64(s.Of)
}

// Mean is a mean on the way.
type Mean struct {
	Sum float64
	Of  int
}

// Value is the mean; 1 of nothing.
func (m Mean) Value() float64 {
	if m.Of == 0 {
		return 1
	}
	return m.Sum / float64(m.Of)
}

// Run lets an extractor read the texts and scores what it proposes.
func Run(texts []Text, propose func(document.Document) []statement.Statement) Result {
	r := Result{Texts: len(texts), Spans: map[string]Mean{}, Bands: map[statement.Band]Share{}, Roles: map[string]Tally{}}
	for _, t := range texts {
		r.text(t, propose(t.Doc))
	}
	return r
}

func (r *Result) text(t Text, list []statement.Statement) {
	words := tokens(t.Doc.Text)
	r.own(t, words, list)
	for _, s := range list {
		r.Intact.Of++
		if statement.Check(t.Doc, s) == nil {
			r.Intact.Right++
		}
	}
	list = slices.DeleteFunc(slices.Clone(list), func(s statement.Statement) bool { return len(s.Cue.Spans) == 0 })
	have := make([]parts, len(list))
	for i, s := range list {
		have[i] = parts{words.in(s.Source.Spans), words.in(s.Cue.Spans), words.in(s.Content.Spans)}
	}
	r.roles(t.Marked, have, words)
	taken := make([]bool, len(list))
	for _, m := range t.Marked {
		if len(m.Cue) == 0 {
			continue // the document's own: see own
		}
		want := parts{words.in(m.Source), words.in(m.Cue), words.in(m.Content)}
		reporting := !attitude(t.Doc.Text, m.Cue)
		r.All.Wanted++
		if reporting {
			r.Reporting.Wanted++
		}
		best, sum := -1, 0.0
		for i, h := range have {
			if s, c, x := want.agree(h); !taken[i] && s >= half && c >= half && x >= half && s+c+x > sum {
				best, sum = i, s+c+x
			}
		}
		if best < 0 {
			r.fault(t, "missed", quote(t.Doc.Text, m.Source)+" | "+quote(t.Doc.Text, m.Cue)+" | "+quote(t.Doc.Text, m.Content))
			continue
		}
		taken[best] = true
		r.All.Right++
		r.All.Proposed++
		if reporting {
			r.Reporting.Right++
			r.Reporting.Proposed++
		}
		s, c, x := want.agree(have[best])
		r.span("source", s)
		r.span("cue", c)
		r.span("content", x)
		r.band(list[best].Band, true)
		for _, w := range r.score(m.Layers, list[best]) {
			r.fault(t, "layer", list[best].Content.Text+": "+w)
		}
	}
	for i, s := range list {
		if !taken[i] {
			r.All.Proposed++
			r.Reporting.Proposed++
			r.band(s.Band, false)
			r.fault(t, "too many", fmt.Sprintf("%s: %s | %s | %s", s.Band, s.Source.Text, s.Cue.Text, s.Content.Text))
		}
	}
}

// own scores the document's own statements that are marked; what else it states is not counted.
func (r *Result) own(t Text, words tokenList, list []statement.Statement) {
	for _, m := range t.Marked {
		if len(m.Cue) > 0 {
			continue
		}
		want := words.in(m.Content)
		best, most := -1, half
		for i, s := range list {
			if f := tokenF1(want, words.in(s.Content.Spans)); len(s.Cue.Spans) == 0 && f >= most {
				best, most = i, f
			}
		}
		r.Own.Of++
		if best < 0 {
			r.fault(t, "missed", "own: "+quote(t.Doc.Text, m.Content))
			continue
		}
		r.Own.Right++
		for _, w := range r.score(m.Layers, list[best]) {
			r.fault(t, "layer", list[best].Content.Text+": "+w)
		}
	}
}

// roles counts spans of each role by themselves, each distinct one once: right where one of
// the other side reaches half in token F1.
func (r *Result) roles(marked []Mark, have []parts, words tokenList) {
	pick := map[string]func(parts) []int{
		"source":  func(p parts) []int { return p.source },
		"cue":     func(p parts) []int { return p.cue },
		"content": func(p parts) []int { return p.content },
	}
	for role, of := range pick {
		var want, got [][]int
		add := func(list [][]int, x []int) [][]int {
			if len(x) == 0 || slices.ContainsFunc(list, func(y []int) bool { return slices.Equal(x, y) }) {
				return list
			}
			return append(list, x)
		}
		for _, m := range marked {
			if len(m.Cue) > 0 {
				want = add(want, of(parts{words.in(m.Source), words.in(m.Cue), words.in(m.Content)}))
			}
		}
		for _, h := range have {
			got = add(got, of(h))
		}
		n := r.Roles[role]
		n.Wanted += len(want)
		n.Proposed += len(got)
		for _, w := range want {
			i := slices.IndexFunc(got, func(g []int) bool { return tokenF1(w, g) >= half })
			if i >= 0 {
				n.Right++
				got = slices.Delete(got, i, i+1)
			}
		}
		r.Roles[role] = n
	}
}

func (r *Result) fault(t Text, what, words string) {
	r.Faults = append(r.Faults, Fault{Text: t.Name, What: what, Words: strings.Join(strings.Fields(words), " ")})
}

func (r *Result) span(part string, f float64) {
	m := r.Spans[part]
	r.Spans[part] = Mean{m.Sum + f, m.Of + 1}
}

func (r *Result) band(b statement.Band, right bool) {
	s := r.Bands[b]
	s.Of++
	if right {
		s.Right++
	}
	r.Bands[b] = s
}

// attitudes are beginnings of cues that report no speech: they are marked, and left out of
// the figure for reporting cues.
var attitudes = []string{"believ", "think", "expect", "fear", "hope", "worr", "remember", "know", "learn", "want", "plan"}

// attitude tells whether a cue reports a belief and no speech.
func attitude(text string, cue []statement.Span) bool {
	low := strings.ToLower(quote(text, cue))
	if strings.HasPrefix(low, "is ") || strings.HasPrefix(low, "are ") || strings.HasPrefix(low, "was ") || strings.HasPrefix(low, "it is ") {
		return false // a passive without a source
	}
	for w := range strings.FieldsSeq(low) {
		for _, a := range attitudes {
			if strings.HasPrefix(w, a) {
				return true
			}
		}
	}
	return false
}

func quote(text string, spans []statement.Span) string {
	out := make([]string, 0, len(spans))
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return strings.Join(out, " … ")
}

// parts are the token numbers of an attribution.
type parts struct{ source, cue, content []int }

// agree is the token F1 of each part.
func (p parts) agree(q parts) (source, cue, content float64) {
	return tokenF1(p.source, q.source), tokenF1(p.cue, q.cue), tokenF1(p.content, q.content)
}

// tokenF1 is the harmonic mean of precision and recall over ascending token numbers; two
// empty lists agree.
func tokenF1(a, b []int) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	n, j := 0, 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j < len(b) && b[j] == x {
			n++
			j++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}

// tokenList is where each word and each mark of a text stands; it is the measure's own cut,
// so that an extractor's tokens cannot favour it.
type tokenList [][2]int

func tokens(text string) tokenList {
	var out tokenList
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
			i += n
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := i + n
			for end < len(text) {
				r, n := utf8.DecodeRuneInString(text[end:])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-' {
					break
				}
				end += n
			}
			out = append(out, [2]int{i, end})
			i = end
		default:
			out = append(out, [2]int{i, i + n})
			i += n
		}
	}
	return out
}

// in is the numbers of the tokens that begin inside one of the spans, ascending.
func (l tokenList) in(spans []statement.Span) []int {
	var out []int
	for _, s := range spans {
		at, _ := slices.BinarySearchFunc(l, s.Start, func(t [2]int, at int) int { return t[0] - at })
		for ; at < len(l) && l[at][0] < s.End; at++ {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
