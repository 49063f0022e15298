package statement

import (
	"slices"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Reader proposes statements from documents. The rules are one and are always on; a model
// learned on the user's machine (package statement/model) and a language model that the user
// names (package statement/llm) are others. Each stamps what it proposes with its Name.
type Reader interface {
	Name() string // name and version: "rules/1", "model/1 3f9a0c12d4e5"
	Propose(document.Document) []Statement
}

// Rules is the reader that is always on: Propose.
type Rules struct{}

// Name is Extractor.
func (Rules) Name() string { return Extractor }

// Propose reads a document by rules.
func (Rules) Propose(d document.Document) []Statement { return Propose(d) }

// Merge joins what several readers propose for one document, the first of them first. Where a
// later one marks the same words, the earlier proposal stays and names it in Agrees; what only
// a later one found is added. Agreement raises an amber proposal to green where its cue is
// words and its source is in the text: two that know nothing of each other found the same.
// What only a language model found is never green, and grey where it names no source.
// The answer is in the order of the text.
func Merge(first []Statement, later ...[]Statement) []Statement {
	out := slices.Clone(first)
	for _, list := range later {
		for _, s := range list {
			i := slices.IndexFunc(out, func(o Statement) bool { return o.Extractor != s.Extractor && sameWords(o, s) })
			if i < 0 {
				if len(s.Source.Spans) == 0 {
					s.Band = Grey
				}
				out = append(out, s)
				continue
			}
			o := &out[i]
			if !slices.Contains(o.Agrees, s.Extractor) {
				o.Agrees = append(slices.Clone(o.Agrees), s.Extractor)
			}
			if o.Band == Amber && len(o.Cue.Spans) > 0 && len(o.Source.Spans) > 0 && sameSource(*o, s) {
				o.Band = Green
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Statement) int { return a.Content.Spans[0].Start - b.Content.Spans[0].Start })
	seen := map[string]bool{}
	return slices.DeleteFunc(out, func(s Statement) bool {
		twice := seen[s.ID]
		seen[s.ID] = true
		return twice
	})
}

// sameWords tells whether two contents share half of the longer one's bytes or more, and their
// cues, where both have one, touch.
func sameWords(a, b Statement) bool {
	common := shared(a.Content.Spans, b.Content.Spans)
	if 2*common < max(length(a.Content.Spans), length(b.Content.Spans)) {
		return false
	}
	return len(a.Cue.Spans) == 0 == (len(b.Cue.Spans) == 0) && (len(a.Cue.Spans) == 0 || shared(a.Cue.Spans, b.Cue.Spans) > 0)
}

// sameSource tells whether two sources share half of the longer one's bytes or more.
func sameSource(a, b Statement) bool {
	return 2*shared(a.Source.Spans, b.Source.Spans) >= max(length(a.Source.Spans), length(b.Source.Spans))
}

func length(spans []Span) int {
	n := 0
	for _, s := range spans {
		n += s.End - s.Start
	}
	return n
}

// shared is how many bytes two lists of spans have in common.
func shared(a, b []Span) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
}
