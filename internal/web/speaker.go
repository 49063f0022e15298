package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// attribute gives an edited statement the speaker that the form names: words that stand in
// the text become its origin, and a relay that carried the old words stays. Without a choice
// the speaker stays too, unless the new words lie in another sentence than the old ones: that
// somebody said the one sentence is no sign that the same one said the other, so that it
// becomes the report's own.
func attribute(d document.Document, old, s statement.Statement, form url.Values) (statement.Statement, error) {
	class := statement.Class(form.Get("class"))
	if class != "" && !slices.Contains(classes, class) {
		return s, fmt.Errorf("class %q is not one of the list: %w", clip(string(class), 40), errBadInput)
	}
	words := strings.TrimSpace(form.Get("by"))
	apart := !sameSentence(d.Text, ends(old.Content), ends(s.Content))
	switch {
	case words != "" && class == statement.ThisDocument:
		return s, fmt.Errorf("a statement of the report itself has no other speaker: leave “Stated by” empty: %w", errBadInput)
	case words != "":
		at, ok := locateBefore(d.Text, words, ends(s.Content))
		if !ok {
			return s, fmt.Errorf("the speaker %q does not stand in the text: %w", clip(words, 120), errBadInput)
		}
		return spokenBy(d, s, snap(d.Text, at), class, apart), nil
	case class == statement.ThisDocument, class == "" && apart:
		s.Source = statement.Source{Passage: statement.Passage{Spans: []statement.Span{}}, Class: statement.ThisDocument}
		s.Cue = statement.Passage{Spans: []statement.Span{}}
		s.Chain = []statement.Hop{here(s)}
	case class != "" && apart:
		return s, fmt.Errorf("the words lie in another sentence: name who stated them under “Stated by”, or choose the report itself: %w", errBadInput)
	case class != "" && class != s.Origin().Class:
		if s.Origin().Class == statement.ThisDocument {
			return s, fmt.Errorf("nobody is named: write under “Stated by” the words that name who stated it: %w", errBadInput)
		}
		s.Chain = slices.Clone(s.Chain)
		s.Chain[0].Class, s.Source.Class = class, class
	}
	return s, nil
}

// spokenBy puts the words at a span at the head of the chain. They are the analyst's own
// finding, so that the new origin is not marked inferred.
func spokenBy(d document.Document, s statement.Statement, at statement.Span, class statement.Class, apart bool) statement.Statement {
	origin := statement.Hop{Text: d.Text[at.Start:at.End], Class: class, Key: strings.ToLower(squeeze(d.Text[at.Start:at.End]))}
	if known, ok := hopNamed(d, origin.Text); ok { // the same speaker elsewhere in the report is one origin
		origin.Key, origin.State = known.Key, known.State
		if class == "" {
			origin.Class = known.Class
		}
	}
	if origin.Class == "" {
		origin.Class = statement.UnspecifiedClass
	}
	s.Source = statement.Source{Passage: statement.Passage{Spans: []statement.Span{at}, Text: origin.Text}, Class: origin.Class}
	chain := []statement.Hop{origin}
	if apart {
		s.Cue = statement.Passage{Spans: []statement.Span{}}
	} else if len(s.Chain) > 2 {
		chain = append(chain, s.Chain[1:len(s.Chain)-1]...)
	}
	s.Chain = append(chain, here(s))
	return s
}

// here is the hop that is the document itself.
func here(s statement.Statement) statement.Hop {
	if n := len(s.Chain); n > 0 && s.Chain[n-1].Class == statement.ThisDocument {
		return s.Chain[n-1]
	}
	return statement.Hop{Text: "this document", Class: statement.ThisDocument, Key: s.Document}
}

// hopNamed finds a speaker whom the rules found under the same words in the same report.
func hopNamed(d document.Document, words string) (statement.Hop, bool) {
	for _, s := range statement.Propose(d) {
		for _, h := range s.Chain {
			if h.Key != "" && strings.EqualFold(squeeze(h.Text), squeeze(words)) {
				return h, true
			}
		}
	}
	return statement.Hop{}, false
}

// locateBefore finds the words that name a speaker: inside the content or nearest before it,
// since a report names who speaks first; behind it only where they stand nowhere before.
func locateBefore(text, words string, content statement.Span) (statement.Span, bool) {
	best, ok := locate(text[:content.End], words, content.Start)
	if ok {
		return best, true
	}
	return locate(text, words, content.End)
}

// ends is the stretch of a passage from its first to its last word.
func ends(p statement.Passage) statement.Span {
	if len(p.Spans) == 0 {
		return statement.Span{}
	}
	return statement.Span{Start: p.Spans[0].Start, End: p.Spans[len(p.Spans)-1].End}
}

// sameSentence says whether two stretches overlap or no sentence ends between them. A full
// stop of an abbreviation counts as an end: rather the report's own than a wrong name.
func sameSentence(text string, a, b statement.Span) bool {
	if a.Start > b.Start {
		a, b = b, a
	}
	if b.Start < a.End {
		return true
	}
	between := text[max(a.End-1, 0):b.Start]
	if strings.Contains(between, "\n\n") {
		return false
	}
	for i := range len(between) {
		if strings.IndexByte(".!?", between[i]) < 0 {
			continue
		}
		rest := strings.TrimLeft(between[i+1:], "\"'”’»)]")
		if rest == "" || strings.IndexByte(" \t\r\n", rest[0]) >= 0 {
			return false
		}
	}
	return true
}
