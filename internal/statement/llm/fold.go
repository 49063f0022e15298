package llm

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// folded is a text beside a copy in which only typography is made alike, with the way back.
type folded struct {
	text  string
	alike string
	at    []int // for each byte of alike, where its character starts in text; and the end
}

// foldText makes the copy: runs of white space are one blank, quotation marks, apostrophes and
// dashes have one shape each, soft hyphens go. Letters, digits and order stay as they are.
func foldText(s string) folded {
	f := folded{text: s}
	var b strings.Builder
	blank := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r):
			if !blank {
				b.WriteByte(' ')
				f.at = append(f.at, i)
			}
			blank = true
			i += n
			continue
		case r == '\u00ad':
			i += n
			continue
		}
		blank = false
		word := s[i : i+n]
		switch r {
		case '“', '”', '„', '‟', '«', '»', '"', '〝', '〞':
			word = `"`
		case '‘', '’', '‚', '‛', '\'', 'ʼ', '`', '´':
			word = "'"
		case '‐', '‑', '‒', '–', '—', '―', '−', '-':
			word = "-"
		}
		for range len(word) {
			f.at = append(f.at, i)
		}
		b.WriteString(word)
		i += n
	}
	f.at = append(f.at, len(s))
	f.alike = b.String()
	return f
}

// all finds every place of some words: byte for byte where that is possible, else on the copy.
func (f folded) all(words string) []statement.Span {
	words = strings.TrimSpace(words)
	if words == "" {
		return nil
	}
	if out := places(f.text, words); len(out) > 0 {
		return f.sliced(out)
	}
	var out []statement.Span
	alike := strings.TrimSpace(foldText(words).alike)
	for _, p := range places(f.alike, alike) {
		out = append(out, statement.Span{Start: f.at[p.Start], End: f.after(p.End)})
	}
	return f.sliced(out)
}

// after is where the character that ends before a byte of the copy ends in the text.
func (f folded) after(end int) int {
	last := f.at[end-1]
	_, n := utf8.DecodeRuneInString(f.text[last:])
	return last + n
}

func (f folded) sliced(spans []statement.Span) []statement.Span {
	for i, s := range spans {
		spans[i].Text = f.text[s.Start:s.End]
	}
	return spans
}

// places are the places of words in a text at which no letter or digit touches them.
func places(text, words string) []statement.Span {
	var out []statement.Span
	for from := 0; words != "" && len(out) < 100; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			break
		}
		start, end := from+i, from+i+len(words)
		if !touches(text, words, start, end) {
			out = append(out, statement.Span{Start: start, End: end})
		}
		from = start + 1
	}
	return out
}

// touches tells whether words found at a place are part of longer ones there.
func touches(text, words string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return start > 0 && letter(before) && letter(first) || end < len(text) && letter(after) && letter(last)
}
