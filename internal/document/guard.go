package document

import (
	"bytes"
	"fmt"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tooMuch says before a page is parsed that its tree would be too large or too slow to
// build. A parser opens every unclosed formatting element again after each element that
// closed it, so that a small page can become a huge tree, and it compares the attributes
// of formatting elements pair by pair. The estimate is never too low for what it guards
// against; a page that it wrongly refuses is still read flat.
func tooMuch(b []byte) error {
	if len(b) > maxTreeBytes {
		return fmt.Errorf("%d bytes of html, over %d", len(b), maxTreeBytes)
	}
	var nodes, compared, open, roots int
	var in foreign
	z := html.NewTokenizer(bytes.NewReader(b))
	for at := 0; ; at += len(z.Raw()) {
		kind := z.Next()
		if kind == html.ErrorToken {
			return nil
		}
		nodes++
		if kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken {
			name, more := z.TagName()
			a := atom.Lookup(name)
			in.tag(a, kind)
			if kind == html.StartTagToken && in.foreign() {
				z.NextIsNotRawText()
			}
			attrs := 0
			for more {
				_, _, more = z.TagAttr()
				attrs++
			}
			switch {
			case formatting[a] && kind == html.EndTagToken:
				open = max(0, open-1)
			case formatting[a]:
				open = min(512, open+1) // x/net/html holds no more elements open
				compared += attrs * attrs * open
			case (a == atom.Html || a == atom.Body) && kind != html.EndTagToken:
				if roots++; roots > 64 {
					return fmt.Errorf("the page begins again and again, last at byte %d", at)
				}
				compared += attrs * attrs
			}
			nodes += open
		}
		switch {
		case nodes > maxTreeNodes:
			return fmt.Errorf("its tree may have over %d nodes at byte %d", maxTreeNodes, at)
		case compared > maxCompared:
			return fmt.Errorf("it has too many attributes on unclosed tags at byte %d", at)
		}
	}
}

// formatting elements are opened again by a parser after something closed them.
var formatting = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Nobr: true, atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// foreign follows SVG and MathML, in which a script's or style's content is markup like
// any other. Once HTML has been opened inside of them, a closing tag may or may not have
// closed them: from then on everything is taken for markup.
type foreign struct {
	depth     int
	inner     atom.Atom // the element inside which HTML may stand
	uncertain bool
}

func (f *foreign) foreign() bool { return f.depth > 0 || f.uncertain }

func (f *foreign) tag(a atom.Atom, kind html.TokenType) {
	switch {
	case kind == html.SelfClosingTagToken:
	case a == atom.Svg || a == atom.Math:
		if kind == html.StartTagToken {
			f.depth++
		} else {
			f.depth = max(0, f.depth-1)
		}
		f.uncertain = f.uncertain || f.inner != 0
	case f.depth == 0:
	case kind == html.EndTagToken && a == f.inner:
		f.inner = 0
	case kind == html.StartTagToken && f.inner != 0:
		f.uncertain = true
	case kind == html.StartTagToken && integration[a]:
		f.inner = a
	}
}

// integration elements of SVG and MathML may hold HTML.
var integration = map[atom.Atom]bool{
	atom.Title: true, atom.Desc: true, atom.Foreignobject: true, atom.ForeignObject: true, atom.AnnotationXml: true,
	atom.Mi: true, atom.Mo: true, atom.Mn: true, atom.Ms: true, atom.Mtext: true,
}
