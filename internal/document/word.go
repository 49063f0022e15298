package document

import (
	"unicode"
	"unicode/utf8"
)

// Snap widens the bytes start to end of a text to whole words and takes white space off both
// ends. A figure with its separators is one word, and so is a word with an apostrophe in it.
// Where nothing but white space was asked for, both ends are the same.
func Snap(text string, start, end int) (int, int) {
	start, end = min(max(start, 0), len(text)), min(max(end, 0), len(text))
	if start > end {
		start, end = end, start
	}
	for start > 0 && start < len(text) && !utf8.RuneStart(text[start]) {
		start--
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	for start < end {
		r, n := utf8.DecodeRuneInString(text[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += n
	}
	for end > start {
		r, n := utf8.DecodeLastRuneInString(text[:end])
		if !unicode.IsSpace(r) {
			break
		}
		end -= n
	}
	if start == end {
		return start, end
	}
	for insideWord(text, start) {
		_, n := utf8.DecodeLastRuneInString(text[:start])
		start -= n
	}
	for insideWord(text, end) {
		_, n := utf8.DecodeRuneInString(text[end:])
		end += n
	}
	return start, end
}

// insideWord says whether the characters before and after the byte at belong to one word.
func insideWord(text string, at int) bool {
	if at <= 0 || at >= len(text) {
		return false
	}
	before, n := utf8.DecodeLastRuneInString(text[:at])
	after, m := utf8.DecodeRuneInString(text[at:])
	if ofWord(before) && ofWord(after) {
		return true
	}
	if ofWord(before) && joins(after) && at+m < len(text) {
		next, _ := utf8.DecodeRuneInString(text[at+m:])
		return joined(before, after, next)
	}
	if joins(before) && ofWord(after) && at-n > 0 {
		previous, _ := utf8.DecodeLastRuneInString(text[:at-n])
		return joined(previous, before, after)
	}
	return false
}

func ofWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == 0x200c || r == 0x200d
}

func joins(r rune) bool {
	switch r {
	case '\'', '’', ',', '.', '٫', '٬':
		return true
	}
	return false
}

// joined: an apostrophe stands between letters, a separator of figures between digits.
func joined(before, mark, after rune) bool {
	if mark == '\'' || mark == '’' {
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	}
	return unicode.IsDigit(before) && unicode.IsDigit(after)
}

// wordsOf cuts text[from:to] into words and single marks, white space left out.
func wordsOf(text string, from, to int) [][2]int {
	var out [][2]int
	for at := from; at < to; {
		r, n := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			at += n
			continue
		}
		end := at + n
		for end < to && insideWord(text, end) {
			_, n := utf8.DecodeRuneInString(text[end:])
			end += n
		}
		out = append(out, [2]int{at, end})
		at = end
	}
	return out
}
