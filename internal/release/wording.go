package release

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"
)

// Finding is one word or phrase that must not leave unquoted.
type Finding struct {
	Sentence   string `json:"sentence"`
	Word       string `json:"word"` // as it stands in the text
	Offset     int    `json:"offset"`
	Suggestion string `json:"suggestion"`
}

// Span is a stretch of the checked text, in bytes, half-open.
type Span struct{ Start, End int }

// CheckWording lists the conclusions in text that stand outside quotation marks, in text
// order. Quotations are “…”, «…» and "…" within one paragraph, and the spans given as quoted
// (a page that sets a quotation in an element of its own names it that way). A mark that is
// never closed quotes nothing, so that it cannot hide the rest of a page.
func CheckWording(text string, quoted ...Span) []Finding {
	spans := append(Quotations(text), quoted...)
	var out []Finding
	for _, rule := range conclusions {
		for _, m := range rule.pattern.FindAllStringIndex(text, -1) {
			if inside(spans, m[0], m[1]) {
				continue
			}
			out = append(out, Finding{
				Sentence:   sentenceAround(text, m[0], m[1]),
				Word:       text[m[0]:m[1]],
				Offset:     m[0],
				Suggestion: rule.instead,
			})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Offset < out[j].Offset })
	return out
}

// conclusion is a wording that says more than evidence can, and what to say instead.
type conclusion struct {
	pattern *regexp.Regexp
	instead string
}

// conclusions is the list of what never leaves unquoted. The four words are those of the
// project's acceptance stories; the phrases say what no track can show.
var conclusions = []conclusion{
	{regexp.MustCompile(`(?i)\b(?:violat(?:e|es|ed|ing|ion|ions|or|ors)|in breach of|breach(?:es|ed)? (?:its|their|the) (?:duty|duties|obligations?|treat(?:y|ies)))\b`),
		"name the duty that bears on the hop, and what is unknown"},
	{regexp.MustCompile(`(?i)\b(?:illegal(?:ly|ity)?|unlawful(?:ly|ness)?)\b`),
		"name the rule and who says that it was not kept, in quotation"},
	{regexp.MustCompile(`(?i)\btortur(?:ed|ers?|ing)\b`),
		"quote who states it; a rule against torture may be named"},
	{regexp.MustCompile(`(?i)\brefoul(?:ed|s|ing)\b`),
		"say \"returned to\" with the origin that states it, and the duty that bears on it"},
	{regexp.MustCompile(`(?i)\bprov(?:e|es|ed|en|ing)\b[^.!?\n]{0,120}?\b(?:was|were|is|are|had been) (?:aboard|on board|on the (?:flight|plane|aircraft))`),
		"say \"passengers unknown\": a track never says who was aboard"},
	{regexp.MustCompile(`(?i)\b(?:beyond (?:any |all )?doubt|conclusively (?:shows?|established))\b`),
		"give the grade and name its rule"},
}

// Quotations returns the spans of text between quotation marks, marks included.
func Quotations(text string) []Span {
	var out []Span
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.Index(text[start:], "\n\n"); i >= 0 {
			end = start + i
		}
		out = append(out, quotedIn(text, start, end)...)
		start = end + 2
	}
	return out
}

var closers = map[rune]rune{'“': '”', '«': '»', '"': '"'}

func quotedIn(text string, start, end int) []Span {
	var out []Span
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(text[i:end])
		closer, opens := closers[r]
		if !opens {
			i += n
			continue
		}
		stop := closing(text, i+n, end, r, closer)
		if stop < 0 {
			i += n
			continue
		}
		out = append(out, Span{i, stop})
		i = stop
	}
	return out
}

// longestQuotation bounds the search for a closing mark, in bytes: a page is never one
// quotation, and marks that do not come out even cannot make the check slow.
const longestQuotation = 10_000

// closing finds the end of a quotation that began before text[from:]. Quotations inside it
// are counted; when they do not come out even, the first closing mark ends it. -1: never closed.
func closing(text string, from, end int, opener, closer rune) int {
	end = min(end, from+longestQuotation)
	depth, first := 1, -1
	for i := from; i < end; {
		r, n := utf8.DecodeRuneInString(text[i:end])
		i += n
		switch {
		case r == closer:
			if first < 0 {
				first = i
			}
			if depth--; depth == 0 {
				return i
			}
		case r == opener:
			depth++
		}
	}
	return first
}

func inside(spans []Span, start, end int) bool {
	for _, s := range spans {
		if s.Start <= start && end <= s.End {
			return true
		}
	}
	return false
}

// sentenceAround returns the sentence or line that holds text[start:end], at most 300 bytes of it.
func sentenceAround(text string, start, end int) string {
	const most = 300
	from := strings.LastIndexAny(text[:start], ".!?\n") + 1
	to := len(text)
	if i := strings.IndexAny(text[end:], ".!?\n"); i >= 0 {
		to = end + i + 1
	}
	if to-from > most {
		from, to = max(from, start-most/2), min(to, end+most/2)
		for from < start && !utf8.RuneStart(text[from]) {
			from++
		}
		for to < len(text) && to > end && !utf8.RuneStart(text[to]) {
			to--
		}
	}
	return strings.TrimSpace(text[from:to])
}
