package document

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads the article of a page. Nothing on the page runs and nothing is fetched.
func readHTML(text decoded, h Hints) Document {
	root, err := parseTree(text.utf8)
	if err != nil {
		return readFlat(text, err.Error())
	}
	d := Document{Kind: HTML, Extractor: htmlVersion}
	m := readMetadata(root, h)
	p, out := extract(root, m)
	if len(p.body) == 0 && len(p.captions) == 0 && textLen(root) > len(p.headline)+len(p.standfirst) {
		flat := readFlat(text, "nothing on the page looks like an article")
		d.Text, d.Parts, d.Title, d.Extractor, d.Warnings = flat.Text, flat.Parts, flat.Title, flat.Extractor, flat.Warnings
		out = leftOut{}
	} else {
		d.assemble(p)
	}
	if d.Title == "" {
		d.Title = m.title
	}
	d.Publisher = m.publisher
	d.Language = m.language
	d.Published, d.Updated = m.published, m.updated
	d.Simulated = m.simulated
	d.Warnings = append(d.Warnings, m.warnings...)
	if list := out.String(); list != "" {
		d.Warnings = append(d.Warnings, "left out of the text: "+list)
	}
	return d
}

// parseTree parses HTML unless its tree would be too large or too deep.
func parseTree(b []byte) (root *html.Node, err error) {
	if err := tooMuch(b); err != nil {
		return nil, err
	}
	root, err = html.Parse(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("parse html: %w", err)
	}
	return root, nil
}

// tooMuch estimates in one pass what a parse would cost. A parser opens every unclosed
// formatting element again in each block, so that a small page can become a huge tree,
// and it compares the attributes of formatting elements pair by pair.
func tooMuch(b []byte) error {
	if len(b) > maxTreeBytes {
		return fmt.Errorf("%d bytes of html, over %d", len(b), maxTreeBytes)
	}
	nodes, open, roots := 0, 0, 0
	for rest := b; ; {
		i := bytes.IndexByte(rest, '<')
		if i < 0 {
			return nil
		}
		rest = rest[i+1:]
		closing := len(rest) > 0 && rest[0] == '/'
		name := rest
		if closing {
			name = rest[1:]
		}
		a := lookupTag(name)
		switch {
		case formatting[a] && closing:
			open = max(0, open-1)
		case formatting[a]:
			open++
			if attrs := attributeBound(rest); attrs > maxTagAttrs {
				return fmt.Errorf("a tag at byte %d has about %d attributes", len(b)-len(rest)-1, attrs)
			}
		case !closing && (a == atom.Html || a == atom.Body):
			if roots++; roots > 64 || attributeBound(rest) > maxTagAttrs {
				return fmt.Errorf("the page begins again at byte %d", len(b)-len(rest)-1)
			}
		}
		nodes += 2
		if !closing && blockTags[a] {
			nodes += min(open, 512)
		}
		if nodes > maxTreeNodes {
			return fmt.Errorf("its tree would have over %d nodes at byte %d", maxTreeNodes, len(b)-len(rest)-1)
		}
	}
}

// formatting elements are opened again by a parser after a block closed them.
var formatting = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Nobr: true, atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// lookupTag is the element whose name b begins with, 0 for none that is known.
func lookupTag(b []byte) atom.Atom {
	var name [12]byte
	n := 0
	for n < len(b) && n < len(name) && (b[n]|0x20 >= 'a' && b[n]|0x20 <= 'z' || b[n] >= '0' && b[n] <= '9') {
		name[n] = b[n]
		if b[n] >= 'A' && b[n] <= 'Z' {
			name[n] |= 0x20
		}
		n++
	}
	return atom.Lookup(name[:n])
}

// attributeBound is an upper bound on the attributes of the tag that b begins with: the
// equals signs and bare words outside quotation marks.
func attributeBound(b []byte) int {
	n := 0
	var quote byte
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return n
		case (c == '"' || c == '\'') && i > 0 && b[i-1] == '=':
			quote = c
		case asciiSpace(c) || c == '/' || c == '"' || c == '\'':
			n++
		}
		if n > maxTagAttrs {
			return n
		}
	}
	return n
}

// leftOut counts what an extraction dropped, by what it was.
type leftOut struct {
	counts map[string]int
}

func (l *leftOut) add(what string, n int) {
	if l.counts == nil {
		l.counts = map[string]int{}
	}
	l.counts[what] += n
}

// leftOutOrder is every reason to leave something out, in the order of the warning.
var leftOutOrder = []string{scripts, styles, hiddenElements, menus, teasers, bylines, pullQuotes, repeats}

const (
	scripts        = "scripts"
	styles         = "styles"
	hiddenElements = "hidden elements"
	menus          = "menus, forms and asides"
	teasers        = "teasers, promotions and share bars"
	bylines        = "bylines and time lines"
	pullQuotes     = "pull quotes that repeat the text"
	repeats        = "repeated paragraphs"
)

func (l leftOut) String() string {
	var out []string
	for _, what := range leftOutOrder {
		if n := l.counts[what]; n > 0 {
			out = append(out, fmt.Sprintf("%s %d", what, n))
		}
	}
	return strings.Join(out, "; ")
}
