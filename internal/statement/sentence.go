package statement

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Bounds that keep hostile text linear: nothing below looks further than this.
const (
	maxSentence  = 4000  // bytes; longer ones are cut at a token
	maxParagraph = 64000 // bytes; longer ones are cut at a space
)

// sentence is a run of tokens; a quotation inside it is not cut.
type sentence struct {
	from, to  int // tokens, half-open
	paragraph int
	part      document.PartKind
	first     bool // first of its paragraph
}

// quotation is a stretch between quotation marks, marks included.
type quotation struct {
	from, to int  // tokens, half-open, marks included
	words    int  // tokens inside
	closed   bool // it has a closing mark
}

// reading is a document cut into tokens, quotations and sentences.
type reading struct {
	text       string
	tokens     []token
	quotes     []quotation
	sentences  []sentence
	paragraphs []paragraph
	places     []place.Mention
	proper     map[string]bool // words with a capital inside a sentence, found when first asked for
}

type paragraph struct {
	from, to int // tokens
	part     document.PartKind
}

// read cuts the document's text. Order is that of the text.
func read(d document.Document) *reading {
	r := &reading{text: d.Text}
	r.tokens = make([]token, 0, len(d.Text)/5+8)
	parts := d.Parts
	if len(parts) == 0 {
		parts = []document.Part{{Kind: document.Body, End: len(d.Text)}}
	}
	wrapped := hardWrapped(d.Text)
	for _, p := range parts {
		if p.Start < 0 || p.End > len(d.Text) || p.Start >= p.End {
			continue
		}
		for at := p.Start; at < p.End; {
			end := paragraphEnd(d.Text, at, p.End, wrapped)
			from := len(r.tokens)
			r.tokens = tokenize(r.tokens, d.Text, at, end)
			if len(r.tokens) > from {
				r.paragraphs = append(r.paragraphs, paragraph{from, len(r.tokens), p.Kind})
			}
			at = end
		}
	}
	for i := range r.paragraphs {
		r.quoteParagraph(i)
	}
	for i := range r.paragraphs {
		r.splitParagraph(i)
	}
	r.places = place.Find(d.Text)
	return r
}

// hardWrapped tells whether lines break in the middle of sentences, so that only an empty
// line ends a paragraph: most lines end without a full stop and none is long.
func hardWrapped(text string) bool {
	if len(text) > 1<<20 {
		text = text[:1<<20]
	}
	lines, open := 0, 0
	for line := range strings.Lines(text) {
		if len(line) > 120 {
			return false
		}
		if line = strings.TrimSpace(line); len(line) < 40 {
			continue
		}
		lines++
		if last, _ := utf8.DecodeLastRuneInString(line); unicode.IsLetter(last) || last == ',' {
			open++
		}
	}
	return lines >= 3 && open*2 > lines
}

func paragraphEnd(text string, at, end int, wrapped bool) int {
	limit := min(end, at+maxParagraph)
	for i := at; i < limit; {
		k := strings.IndexByte(text[i:limit], '\n')
		if k < 0 {
			break
		}
		i += k + 1
		if !wrapped || blankLine(text[i:limit]) {
			return i
		}
	}
	if limit == end {
		return end
	}
	if k := strings.LastIndexByte(text[at:limit], ' '); k > 0 {
		return at + k
	}
	for limit > at && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return limit
}

func blankLine(s string) bool {
	if k := strings.IndexByte(s, '\n'); k >= 0 {
		return strings.TrimSpace(s[:k]) == ""
	}
	return strings.TrimSpace(s) == ""
}

// splitParagraph cuts paragraph i into sentences.
func (r *reading) splitParagraph(i int) {
	p := r.paragraphs[i]
	start, first := r.afterDateline(p), true
	cut := func(end int) {
		if end > start {
			r.sentences = append(r.sentences, sentence{start, end, i, p.part, first})
			start, first = end, false
		}
	}
	for k := start; k < p.to; k++ {
		if r.tokens[k].end-r.tokens[start].start > maxSentence && k > start {
			cut(k)
		}
		if end := r.sentenceEnd(k, p.to); end > 0 {
			cut(end)
			k = end - 1
		}
	}
	cut(p.to)
}

// afterDateline is the first token after "DOHA, Sept 30 (Reuters) -", or the paragraph's first.
func (r *reading) afterDateline(p paragraph) int {
	if !upperCase(r.text[r.tokens[p.from].start:r.tokens[p.from].end]) {
		return p.from
	}
	for k := p.from + 1; k < min(p.to-1, p.from+12); k++ {
		t := r.tokens[k]
		switch t.low {
		case "—", "–", "--", "-":
			if r.tokens[k+1].start > t.end || t.low == "—" {
				return k + 1
			}
		case ".", "!", "?", ":":
			if !abbreviations[r.tokens[k-1].low] {
				return p.from
			}
		}
	}
	return p.from
}

// sentenceEnd returns the token after the sentence that token k ends, or 0.
func (r *reading) sentenceEnd(k, limit int) int {
	t := r.tokens[k]
	dotted := t.kind == word && strings.HasSuffix(t.low, ".")
	if t.kind != mark && !dotted {
		return 0
	}
	if t.kind == mark && !strings.Contains(".!?…", t.low) {
		return 0
	}
	end := k + 1
	for end < limit && (isClosing(r.tokens[end].low) || r.tokens[end].low == "." || r.straightClose(end)) {
		end++
	}
	if q := t.quote; q >= 0 && end < r.quotes[q].to {
		return 0 // a quotation is not cut
	}
	if end == limit {
		return end
	}
	next := r.tokens[end]
	gap := next.start > r.tokens[end-1].end
	if !gap && next.quote < 0 {
		return 0
	}
	starts := next.capital || next.kind == figure || isOpening(next.low) || next.low == `"` || next.quote >= 0 || next.low == "-" || next.low == "•"
	if !starts {
		return 0
	}
	if dotted && end == k+1 { // an initial or U.S.: a sentence ends only before a word that begins one
		if !starters[next.low] || len(t.low) == 2 {
			return 0
		}
		return end
	}
	if t.low == "." && k > 0 && end == k+1 && r.tokens[k-1].end == t.start && abbreviations[r.tokens[k-1].low] {
		return 0
	}
	return end
}

func (r *reading) straightClose(k int) bool {
	t := r.tokens[k]
	return t.low == `"` && t.quote >= 0 && r.quotes[t.quote].to == k+1
}

func isClosing(s string) bool { return s == "”" || s == "’" || s == ")" || s == "]" || s == "»" }
func isOpening(s string) bool {
	return s == "“" || s == "‘" || s == "«" || s == "„" || s == "(" || s == "["
}
