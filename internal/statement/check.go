package statement

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/document"
)

// joint stands between the spans of an interrupted passage in its Text.
const joint = " … "

// Check tells whether every part of s stands in d exactly where s says: each passage's text
// equals the slices at its spans, every span lies inside the text on rune boundaries, spans
// ascend, a span that carries words carries those at its place, and each quantity lies inside
// the content; and whether every word of a closed list (Event, Speech, Topic, Band, Class,
// Bound) is one of that list. The error names the part and its offsets or the unknown word.
func Check(d document.Document, s Statement) error {
	if err := checkWords(s); err != nil {
		return fmt.Errorf("check statement %s: %w", s.ID, err)
	}
	for _, p := range []struct {
		name    string
		passage Passage
		empty   bool
	}{{"source", s.Source.Passage, true}, {"cue", s.Cue, true}, {"content", s.Content, false}} {
		if len(p.passage.Spans) == 0 && (!p.empty || p.passage.Text != "") {
			return fmt.Errorf("check statement %s: %s has no span", s.ID, p.name)
		}
		if err := checkSpans(d.Text, p.passage.Spans); err != nil {
			return fmt.Errorf("check statement %s: %s: %w", s.ID, p.name, err)
		}
		if got := textAt(d.Text, p.passage.Spans); got != p.passage.Text {
			return fmt.Errorf("check statement %s: %s says %q, the text at its spans is %q", s.ID, p.name, p.passage.Text, got)
		}
	}
	for _, q := range s.Quantities {
		if err := checkSpans(d.Text, q.Spans); err != nil {
			return fmt.Errorf("check statement %s: quantity: %w", s.ID, err)
		}
		if !within(q.Spans, s.Content.Spans) {
			return fmt.Errorf("check statement %s: quantity at %v is outside the content", s.ID, q.Spans)
		}
	}
	for _, a := range s.Aircraft {
		if err := checkSpans(d.Text, a.Spans); err != nil {
			return fmt.Errorf("check statement %s: aircraft: %w", s.ID, err)
		}
	}
	for _, t := range slices.Concat(s.Dates, s.Uttered) {
		if err := checkSpans(d.Text, t.Spans); err != nil {
			return fmt.Errorf("check statement %s: date: %w", s.ID, err)
		}
	}
	for _, m := range s.Route {
		if err := checkSpans(d.Text, m.Spans); err != nil {
			return fmt.Errorf("check statement %s: route: %w", s.ID, err)
		}
	}
	return nil
}

func checkSpans(text string, spans []Span) error {
	end := 0
	for _, sp := range spans {
		switch {
		case sp.Start < end || sp.End <= sp.Start || sp.End > len(text):
			return fmt.Errorf("span %d-%d does not ascend inside a text of %d bytes", sp.Start, sp.End, len(text))
		case !utf8.RuneStart(text[sp.Start]) || (sp.End < len(text) && !utf8.RuneStart(text[sp.End])):
			return fmt.Errorf("span %d-%d cuts a character", sp.Start, sp.End)
		case sp.Text != "" && sp.Text != text[sp.Start:sp.End]:
			return fmt.Errorf("span %d-%d says %q, the text there is %q", sp.Start, sp.End, sp.Text, text[sp.Start:sp.End])
		}
		end = sp.End
	}
	return nil
}

// textAt is the text of a passage with these spans.
func textAt(text string, spans []Span) string {
	if len(spans) == 1 {
		return text[spans[0].Start:spans[0].End]
	}
	parts := make([]string, len(spans))
	for i, sp := range spans {
		parts[i] = text[sp.Start:sp.End]
	}
	return strings.Join(parts, joint)
}

func passageAt(text string, spans ...Span) Passage {
	if len(spans) == 0 {
		return Passage{Spans: []Span{}}
	}
	return Passage{Spans: spans, Text: textAt(text, spans)}
}

// within tells whether every inner span lies inside one of the outer ones.
func within(inner, outer []Span) bool {
	for _, in := range inner {
		found := false
		for _, out := range outer {
			found = found || (out.Start <= in.Start && in.End <= out.End)
		}
		if !found {
			return false
		}
	}
	return true
}
