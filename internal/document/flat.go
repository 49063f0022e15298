package document

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readFlat reads HTML in one pass over its tags, without a tree: for a page that is too
// large or too deep for one. The text is all there, what is the article is not known.
func readFlat(text decoded, why string) Document {
	title, body := flatten(text.utf8)
	d := Document{Kind: HTML, Extractor: flatVersion}
	d.assemble(page{headline: title, body: []block{{text: body}}})
	d.Warnings = append(d.Warnings, fmt.Sprintf("%s: read without the page's structure, menus and teasers are among the text", why))
	return d
}

// flatten is the text of HTML with a blank line between blocks, and its title.
func flatten(b []byte) (title, body string) {
	var out lines
	var inTitle strings.Builder
	z := html.NewTokenizer(bytes.NewReader(b))
	var skip atom.Atom // the element whose content is left out; such elements do not nest
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(inTitle.String()), " "), out.String()
		case html.TextToken:
			switch skip {
			case 0:
				out.text(string(z.Text()))
			case atom.Title:
				if inTitle.Len() < MaxHeadline {
					inTitle.Write(z.Text())
				}
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if skip == 0 && rawText[a] {
				skip = a
			}
			if a == atom.Br {
				out.newline()
			} else if blockTags[a] {
				out.paragraph()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if a == skip {
				skip = 0
			}
			if blockTags[a] {
				out.paragraph()
			}
		}
	}
}

// rawText elements are closed by their own end tag and by nothing else.
var rawText = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Iframe: true, atom.Noscript: true,
	atom.Noframes: true, atom.Noembed: true, atom.Textarea: true,
}

// silent elements hold nothing that a reader is shown as text.
var silent = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true,
	atom.Object: true, atom.Svg: true, atom.Canvas: true, atom.Audio: true, atom.Video: true,
	atom.Textarea: true, atom.Select: true, atom.Noframes: true, atom.Noembed: true, atom.Math: true,
}

// blockTags end the line before and after them.
var blockTags = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Center: true,
	atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true, atom.Div: true, atom.Dl: true, atom.Dt: true,
	atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.Form: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true,
	atom.Hgroup: true, atom.Hr: true, atom.Li: true, atom.Main: true, atom.Menu: true, atom.Nav: true, atom.Ol: true,
	atom.P: true, atom.Pre: true, atom.Section: true, atom.Summary: true, atom.Table: true, atom.Tbody: true,
	atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Tr: true, atom.Ul: true,
}

// lines gathers text as a browser shows it: runs of white space are one space, a line
// break is one newline, two or a block's edge are a blank line. No-break spaces stay.
type lines struct {
	b       strings.Builder
	space   bool // a space is due before the next word
	breaks  int  // newlines that are due before the next word, at most 2
	content bool
}

func (l *lines) text(s string) {
	for i := 0; i < len(s); {
		if asciiSpace(s[i]) {
			l.space = true
			i++
			continue
		}
		j := i
		for j < len(s) && !asciiSpace(s[j]) {
			j++
		}
		l.word(s[i:j])
		i = j
	}
}

func (l *lines) word(s string) {
	switch {
	case !l.content:
	case l.breaks > 0:
		l.b.WriteString("\n\n"[:l.breaks])
	case l.space:
		l.b.WriteByte(' ')
	}
	l.b.WriteString(s)
	l.space, l.breaks, l.content = false, 0, true
}

func (l *lines) newline() { l.breaks = min(2, l.breaks+1) }

func (l *lines) paragraph() { l.breaks = 2 }

func (l *lines) String() string { return l.b.String() }

func asciiSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}
