package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word or a mark of punctuation at its place in the text.
type token struct {
	start, end int
	low        string // lower case
	shape      string // what it looks like: "Xx", "d", "X", "x", "“"
	quoted     bool   // between quotation marks of its paragraph
}

// longest is the most tokens that are decoded as one: a longer paragraph is cut, since no
// sentence is as long and a hostile one must not cost more.
const longest = 600

// paragraphs cuts a text at its line breaks into tokens.
func paragraphs(text string) [][]token {
	var out [][]token
	var now []token
	open := false
	end := func() {
		if len(now) > 0 {
			out = append(out, now)
		}
		now, open = nil, false
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n' || r == '\r':
			end()
			i += n
			continue
		case unicode.IsSpace(r):
			i += n
			continue
		}
		t := token{start: i}
		if wordy(r) {
			i += n
			for i < len(text) {
				r, n := utf8.DecodeRuneInString(text[i:])
				if !wordy(r) {
					next, _ := utf8.DecodeRuneInString(text[i+n:])
					if r != '\'' && r != '’' && r != '-' && r != '.' && r != ',' || !wordy(next) || (r == '.' || r == ',') && !unicode.IsDigit(next) {
						break
					}
				}
				i += n
			}
			t.end, t.quoted = i, open
		} else {
			i += n
			t.end = i
			switch r {
			case '“', '«', '„':
				open = true
			case '”', '»':
				open = false
			case '"':
				open = !open
			}
			t.quoted = open
		}
		t.low = strings.ToLower(text[t.start:t.end])
		t.shape = shape(text[t.start:t.end])
		if now = append(now, t); len(now) == longest {
			end()
		}
	}
	end()
	return out
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// shape is a word's look, with repeats left out: "Iran" and "Tehran" are Xx, "120" is d.
func shape(s string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			r = 'X'
		case unicode.IsLetter(r):
			r = 'x'
		case unicode.IsDigit(r):
			r = 'd'
		}
		if r != last {
			b.WriteRune(r)
			last = r
		}
		if b.Len() > 12 {
			break
		}
	}
	return b.String()
}
