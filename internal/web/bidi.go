package web

import (
	"html/template"
	"regexp"
	"strings"
	"unicode"
)

// latinRun is a call sign, a tail, a name or a time inside a text that runs from right to
// left: letters and digits of Latin script with what joins them.
var latinRun = regexp.MustCompile(`[A-Za-z0-9](?:[A-Za-z0-9]|[-./:+'’ ][A-Za-z0-9])*`)

// isolated writes text that holds Arabic or Hebrew letters with each Latin run on its own,
// so that "N276GX" does not draw the Persian figure behind it to its side. It adds no
// character: selections and offsets stay those of the text.
func isolated(text string) template.HTML {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) }) {
		return exact(text)
	}
	var b strings.Builder
	at := 0
	for _, run := range latinRun.FindAllStringIndex(text, -1) {
		b.WriteString(string(exact(text[at:run[0]])))
		b.WriteString(`<bdi dir="ltr">`)
		b.WriteString(string(exact(text[run[0]:run[1]])))
		b.WriteString(`</bdi>`)
		at = run[1]
	}
	b.WriteString(string(exact(text[at:])))
	return template.HTML(b.String()) //nolint:gosec // every piece is escaped by exact
}
