package web

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// A page of a long document: so much text and so many marked statements that the page stays
// under 100 KB. The rest is on the pages before and after it.
const (
	partBytes = 16 << 10
	maxMarked = 120
)

// paragraph is one paragraph of canonical text with the statements that begin in it.
type paragraph struct {
	Kind   document.PartKind
	At     int // first byte of it in the text; -1 where a browser cannot count along
	Margin []marginMark
	Pieces []piece
	Panel  bool // the chosen statement is shown after this paragraph
}

// marginMark is a statement's number beside the paragraph in which it begins.
type marginMark struct {
	Number int
	Href   string
	Chosen bool
	Words  string
}

// piece is a run of text that the same statements cover.
type piece struct {
	Text    string
	Anchors []string // statements that begin here and are not this piece's own
	ID      string   // the statement that begins here, for the address's fragment
	Href    string   // empty: plain text
	Class   string
	Source  bool // part of the words that name the chosen statement's source
	Words   string
}

// lay fills the page with one part of the text. part 0 is the part of the chosen statement.
func (b *documentPage) lay(part, pick int) {
	windows := cut(b.Document.Text, partBytes)
	b.Parts = len(windows)
	at := 0
	if b.Chosen != nil {
		at = b.Chosen.Start
	}
	if part < 1 || part > len(windows) {
		part = 1
		for i, w := range windows {
			if at >= w.Start && at < w.End {
				part = i + 1
			}
		}
	}
	b.Part = part
	address := func(n int) string {
		out := "/documents/" + b.Document.ID + "?part=" + thousands(n)
		if b.All {
			out += "&all=1"
		}
		return out
	}
	if part > 1 {
		b.PartPrev = address(part - 1)
	}
	if part < b.Parts {
		b.PartNext = address(part + 1)
	}
	if len(windows) == 0 {
		return
	}
	text, spot := b.Document.Text, windows[part-1]
	for i, s := range b.Statements {
		in := len(s.Content.Spans) > 0 && s.Content.Spans[0].Start >= spot.Start && s.Content.Spans[0].Start < spot.End
		if !in || len(b.Listed) >= maxMarked {
			b.NotListed++
			continue
		}
		b.Listed = append(b.Listed, listed{s, i + 1, passageAddress(b.Document.ID, s.ID)})
	}
	begun := map[string]bool{}
	var above []marginMark // the numbers of the title stand beside the first paragraph
	for _, s := range paragraphsOf(text, spot) {
		p := paragraph{Kind: kindAt(b.Document.Parts, s.Start), At: s.Start}
		if strings.IndexByte(text[s.Start:s.End], 0) >= 0 {
			p.At = -1
		}
		p.Pieces, p.Margin = b.mark(s, pick, begun)
		if p.Kind == document.Headline && b.Headline == nil && len(b.Paragraphs) == 0 && part == 1 && s.End-s.Start < 400 {
			b.Headline, b.HeadlineAt, above = p.Pieces, p.At, p.Margin
			continue
		}
		p.Margin, above = append(above, p.Margin...), nil
		b.Paragraphs = append(b.Paragraphs, p)
	}
	if len(above) > 0 {
		b.Paragraphs = append(b.Paragraphs, paragraph{Kind: document.Body, Margin: above, At: -1})
	}
	b.place()
}

// place puts the chosen statement's panel after the paragraph in which it begins, or after
// the first where it begins elsewhere.
func (b *documentPage) place() {
	if b.Chosen == nil {
		return
	}
	if len(b.Paragraphs) == 0 {
		b.Paragraphs = []paragraph{{Kind: document.Body, At: -1}}
	}
	at := max(0, slices.IndexFunc(b.Paragraphs, func(p paragraph) bool {
		return slices.ContainsFunc(p.Margin, func(m marginMark) bool { return m.Chosen })
	}))
	b.Paragraphs[at].Panel = true
}

// cut divides text into windows of at most size bytes, at a line's end where there is one,
// else between words, else between characters.
func cut(text string, size int) []statement.Span {
	var out []statement.Span
	for start := 0; start < len(text); {
		end := min(start+size, len(text))
		if end < len(text) {
			if i := strings.LastIndexByte(text[start:end], '\n'); i > size/2 {
				end = start + i + 1
			} else if i := strings.LastIndexByte(text[start:end], ' '); i > size/2 {
				end = start + i + 1
			} else {
				for end > start+1 && !utf8.RuneStart(text[end]) {
					end--
				}
			}
		}
		out = append(out, statement.Span{Start: start, End: end})
		start = end
	}
	return out
}

// paragraphsOf splits a window at blank lines, or at every line end where the text has no
// blank lines. White space around a paragraph is no part of it.
func paragraphsOf(text string, w statement.Span) []statement.Span {
	sep := "\n"
	if strings.Contains(strings.TrimSpace(strings.ReplaceAll(text[w.Start:w.End], "\r", "")), "\n\n") {
		sep = "\n\n"
	}
	var out []statement.Span
	for start := w.Start; start < w.End; {
		end := w.End
		if i := strings.Index(text[start:w.End], sep); i >= 0 {
			end = start + i + len(sep)
		}
		a, z := start, end
		for a < z && strings.IndexByte(" \t\r\n", text[a]) >= 0 {
			a++
		}
		for z > a && strings.IndexByte(" \t\r\n", text[z-1]) >= 0 {
			z--
		}
		if a < z {
			out = append(out, statement.Span{Start: a, End: z})
		}
		start = end
	}
	return out
}

func kindAt(parts []document.Part, at int) document.PartKind {
	for _, p := range parts {
		if at >= p.Start && at < p.End {
			return p.Kind
		}
	}
	return document.Body
}

// mark cuts a paragraph where statements begin and end. Where several cover the same words
// the chosen one is shown, else the shortest: a statement inside another stays reachable.
func (b *documentPage) mark(par statement.Span, pick int, begun map[string]bool) ([]piece, []marginMark) {
	text := b.Document.Text
	type cover struct {
		i, length int
		statement.Span
	}
	var covers []cover
	var margin []marginMark
	edges := []int{par.Start, par.End}
	edge := func(sp statement.Span) (statement.Span, bool) {
		s := statement.Span{Start: max(sp.Start, par.Start), End: min(sp.End, par.End)}
		if s.Start >= s.End || !bounded(text, s) {
			return s, false
		}
		edges = append(edges, s.Start, s.End)
		return s, true
	}
	for i, s := range b.Statements {
		if len(margin) >= maxMarked {
			break
		}
		if s.Earlier && statement.Check(b.Document, s.Statement) != nil {
			continue // its spans point into the text of an earlier reading
		}
		length := 0
		for _, sp := range s.Content.Spans {
			length += sp.End - sp.Start
		}
		for n, sp := range s.Content.Spans {
			in, ok := edge(sp)
			if !ok {
				continue
			}
			covers = append(covers, cover{i, length, in})
			if n == 0 && sp.Start >= par.Start {
				margin = append(margin, marginMark{Number: i + 1, Href: passageAddress(b.Document.ID, s.ID), Chosen: i == pick, Words: statementWords(s)})
			}
		}
	}
	var sources []statement.Span
	if b.Chosen != nil {
		for _, sp := range b.Chosen.Source.Spans {
			if in, ok := edge(sp); ok {
				sources = append(sources, in)
			}
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []piece
	for k := 0; k+1 < len(edges); k++ {
		from, to := edges[k], edges[k+1]
		p := piece{Text: text[from:to]}
		p.Source = slices.ContainsFunc(sources, func(s statement.Span) bool { return s.Start <= from && to <= s.End })
		over := slices.DeleteFunc(slices.Clone(covers), func(c cover) bool { return c.Start > from || c.End < to })
		slices.SortStableFunc(over, func(a, b cover) int {
			return cmp.Or(cmp.Compare(first(b.i == pick), first(a.i == pick)), cmp.Compare(a.length, b.length), cmp.Compare(a.i, b.i))
		})
		for n, c := range over {
			s := b.Statements[c.i]
			if n == 0 {
				p.Href, p.Class, p.Words = passageAddress(b.Document.ID, s.ID), look(s, c.i == pick), statementWords(s)
			}
			if !begun[s.ID] {
				begun[s.ID] = true
				if n == 0 {
					p.ID = s.ID
				} else {
					p.Anchors = append(p.Anchors, s.ID)
				}
			}
		}
		out = append(out, p)
	}
	return out, margin
}

func first(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// look is how a statement is underlined: by what is said of the event, then by the verdict.
func look(s store.Reviewed, chosen bool) string {
	out := "st " + underline(s.Event)
	if s.Verdict == "reject" {
		out += " rejected"
	}
	if !statement.InDomain(s.Statement) {
		out += " folded"
	}
	if chosen {
		out += " chosen"
	}
	return out
}

// statementWords is what a mark says to someone who cannot see its underline.
func statementWords(s store.Reviewed) string {
	origin := clip(s.Origin().Text, 60)
	if origin == "" {
		origin = classWords(s.Origin().Class)
	}
	return origin + ": " + eventWords(s.Event) + ", " + verdictWords(s.Verdict)
}

// bounded says whether a span lies in the text on character boundaries.
func bounded(text string, s statement.Span) bool {
	return s.Start >= 0 && s.End <= len(text) && s.Start < s.End &&
		utf8.RuneStart(text[s.Start]) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// snap widens a span to whole words and takes white space off its ends.
func snap(text string, s statement.Span) statement.Span {
	s.Start, s.End = document.Snap(text, s.Start, s.End)
	return s
}

// exact is text whose letters a browser counts as we do: a carriage return of the page's
// source would become a line feed, so it is written as a reference.
func exact(text string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(text), "\r", "&#13;")) //nolint:gosec // escaped
}
