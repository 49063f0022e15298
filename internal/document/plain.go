package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// readPlain keeps the text as it is and only finds its headline.
func readPlain(text decoded, h Hints) Document {
	d := Document{Kind: Text, Text: string(text.utf8), Extractor: plainVersion}
	start := textStart(d.Text, 0)
	end := start + len(strings.TrimRightFunc(d.Text[start:], blank))
	if start >= end {
		return d
	}
	if headEnd := plainHeadline(d.Text[start:end]); headEnd > 0 {
		d.Title = d.Text[start : start+headEnd]
		d.Parts = append(d.Parts, Part{Headline, start, start + headEnd})
		start = textStart(d.Text, start+headEnd)
	}
	d.Parts = append(d.Parts, Part{Body, start, end})
	return d
}

// plainHeadline is the end of the first line where that line is a headline, else 0. A
// lede is a sentence: whatever ends like one is body. Set apart by a blank line, a short
// line is a headline; on top of longer lines only where no wrapped paragraph looks so.
func plainHeadline(text string) int {
	line, rest, more := cutLine(text)
	line = strings.TrimRightFunc(line, blank)
	if !more || strings.TrimFunc(rest, blank) == "" || utf8.RuneCountInString(line) >= MaxPlainHeadline {
		return 0
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, `"”’»')]`))
	if (last == '.' || last == '…' || last == '۔' || last == '。') && !endsInInitials(line) {
		return 0
	}
	next, _, _ := cutLine(rest)
	next = strings.TrimFunc(next, blank)
	if next == "" {
		return len(line)
	}
	first, _ := utf8.DecodeRuneInString(next)
	if last == '?' || last == '!' || last == ',' || last == ';' || unicode.IsLower(first) ||
		utf8.RuneCountInString(next)*2 < utf8.RuneCountInString(line)*3 {
		return 0
	}
	return len(line)
}

// endsInInitials is true for "… from the U.S.", whose full stop is of the abbreviation.
func endsInInitials(line string) bool {
	n := len(line)
	return n >= 4 && line[n-1] == '.' && line[n-3] == '.' && line[n-2] >= 'A' && line[n-2] <= 'Z' && line[n-4] >= 'A' && line[n-4] <= 'Z'
}

func cutLine(s string) (line, rest string, more bool) {
	i := strings.IndexAny(s, "\r\n")
	if i < 0 {
		return s, "", false
	}
	if strings.HasPrefix(s[i:], "\r\n") {
		return s[:i], s[i+2:], true
	}
	return s[:i], s[i+1:], true
}

// textStart is the first offset at or after from that is not blank.
func textStart(s string, from int) int {
	return len(s) - len(strings.TrimLeftFunc(s[from:], blank))
}

// blank is white space and the marks that show nothing: parts begin and end on ink.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r == 0 || r == '\u200b' || r == '\u2060'
}
