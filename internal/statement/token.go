package statement

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind is what a token is made of.
type tokenKind uint8

const (
	word   tokenKind = iota
	figure           // digits, with inner commas and points
	mark             // one punctuation character
)

// token is a word, a figure or one punctuation mark, with its bytes in the text.
type token struct {
	start, end int
	kind       tokenKind
	capital    bool   // starts with a capital letter
	quote      int32  // index of the quotation that holds it, or -1
	low        string // lower case, straight apostrophes
}

// tokenize cuts text[from:to] into tokens whose offsets point into text. It never looks
// back, so its time is linear in the length.
func tokenize(dst []token, text string, from, to int) []token {
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:to])
		switch {
		case unicode.IsSpace(r) || invisible(r):
			i += n
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := wordEnd(text, i, to)
			dst = append(dst, newToken(text, i, end, unicode.IsUpper(r)))
			i = end
		default:
			dst = append(dst, token{start: i, end: i + n, kind: mark, quote: -1, low: text[i : i+n]})
			i += n
		}
	}
	return dst
}

// invisible runes separate nothing and mean nothing here: controls, joiners, direction marks.
func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError
}

func newToken(text string, start, end int, capital bool) token {
	t := token{start: start, end: end, capital: capital, quote: -1, low: lower(text[start:end])}
	t.kind = word
	if c := t.low[0]; c >= '0' && c <= '9' {
		t.kind = figure
		for i := 0; i < len(t.low); i++ {
			if c := t.low[i]; (c < '0' || c > '9') && c != ',' && c != '.' {
				t.kind = word
				break
			}
		}
	}
	return t
}

func lower(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || ('A' <= c && c <= 'Z') {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.ReplaceAll(strings.ToLower(s), "’", "'")
}

// wordEnd finds the end of the word at i: letters and digits, joined by an inner
// apostrophe, hyphen or, between digits or single letters, a point or comma.
func wordEnd(text string, i, to int) int {
	letters, points := 0, false // letters since the last point
	for i < to {
		r, n := utf8.DecodeRuneInString(text[i:to])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			i += n
			letters++
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[min(i+n, to):to])
		inner := unicode.IsLetter(next) || unicode.IsDigit(next)
		prev := text[i-1]
		digit := prev >= '0' && prev <= '9'
		switch {
		case (r == '\'' || r == '’' || r == '-' || r == '‑' || r == '&') && inner:
		case (r == '.' || r == ',') && digit && next >= '0' && next <= '9':
		case r == '.' && letters == 1 && !digit && inner:
			points = true
		case r == '.' && letters == 1 && points:
			return i + n // the last point of U.S. or p.m.
		case r == '.' && letters == 1 && !digit && prev >= 'A' && prev <= 'Z':
			return i + n // an initial
		case r == '+' && letters > 1 && prev == 'Q':
			return i + n
		default:
			return i
		}
		i += n
		letters = 0
	}
	return i
}

// base is the word without a possessive ending.
func (t token) base() string {
	if s, ok := strings.CutSuffix(t.low, "'s"); ok {
		return s
	}
	return strings.TrimSuffix(t.low, "'")
}

func (t token) possessive() bool { return strings.HasSuffix(t.low, "'s") }
