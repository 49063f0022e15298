package statement

import "github.com/charterwatch/charterwatch/internal/document"

// Snap widens the content of s to whole words of d, as every edit is kept: a span that cuts a
// word quotes what nobody wrote. Spans that meet become one. A span outside the text is left
// as it is, for Check to refuse.
func Snap(d document.Document, s Statement) Statement {
	if checkSpans(d.Text, s.Content.Spans) != nil || textAt(d.Text, s.Content.Spans) != s.Content.Text {
		return s
	}
	whole, widened := []Span{}, false
	for _, sp := range s.Content.Spans {
		start, end := document.Snap(d.Text, sp.Start, sp.End)
		if start >= end {
			return s
		}
		widened = widened || start != sp.Start || end != sp.End
		if n := len(whole); n > 0 && start <= whole[n-1].End {
			whole[n-1].End = max(end, whole[n-1].End)
			continue
		}
		whole = append(whole, Span{Start: start, End: end})
	}
	if !widened {
		return s
	}
	s.Content = passageAt(d.Text, whole...)
	return lettered(d.Text, s)
}
