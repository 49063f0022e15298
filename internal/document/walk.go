package document

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// walker reads the blocks of an article in the order in which they stand.
type walker struct {
	root   *html.Node
	chosen map[*html.Node]bool // what the article search keeps; nil: everything
	skip   map[*html.Node]bool // read already: headline, standfirst
	sizes  map[*html.Node]size
	out    *leftOut

	line    lines // of the block that is being read
	linked  int   // bytes of it inside links
	inLink  int
	timed   int // bytes of it inside time elements
	inTime  int
	caption int
	pull    int // number of the pull quote that is being read, 0 outside
	pulls   int
	asides  map[int]bool // the pull quotes that are asides
	tight   bool
	found   []foundBlock
}

// size is what stands in and under an element.
type size struct {
	ink, linked int  // bytes of text, and of text in links, without white space
	kept        bool // by the article search
}

type foundBlock struct {
	block
	linked  int
	time    bool // nothing but a time element
	caption bool
	pull    int
}

func newWalker(root *html.Node, chosen map[*html.Node]bool, out *leftOut) *walker {
	w := &walker{root: root, chosen: chosen, out: out, sizes: map[*html.Node]size{}, asides: map[int]bool{}}
	w.measure(root, false)
	return w
}

// measure fills sizes once, so that no later question walks a subtree again.
func (w *walker) measure(n *html.Node, inLink bool) size {
	s := size{kept: w.chosen[n]}
	if n.Type == html.TextNode {
		s.ink = ink(n.Data)
		if inLink {
			s.linked = s.ink
		}
		return s
	}
	if n.Type == html.ElementNode && silent[n.DataAtom] {
		return s
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		under := w.measure(c, inLink || linksAway(n))
		s.ink += under.ink
		s.linked += under.linked
		s.kept = s.kept || under.kept
	}
	if n.Type == html.ElementNode {
		w.sizes[n] = s
	}
	return s
}

// linksAway is true for a link that leads off the page: one to a place on it does not.
func linksAway(n *html.Node) bool {
	return n.DataAtom == atom.A && hasAttr(n, "href") && !strings.HasPrefix(attr(n, "href"), "#")
}

func (w *walker) read(n *html.Node) {
	w.node(n)
	w.flush()
}

func (w *walker) node(n *html.Node) {
	if n.Type == html.TextNode {
		before := w.line.b.Len()
		if n.Parent != nil && n.Parent.DataAtom == atom.Pre {
			w.preformatted(n.Data)
		} else {
			w.line.text(n.Data)
		}
		if w.inLink > 0 {
			w.linked += ink(w.line.b.String()[before:])
		}
		if w.inTime > 0 {
			w.timed += ink(w.line.b.String()[before:])
		}
		return
	}
	if n.Type == html.CommentNode || n.Type == html.DoctypeNode {
		return
	}
	if n.Type == html.ElementNode && n != w.root && !(n.DataAtom == atom.Footer && w.pull > 0) && w.leave(n) {
		return
	}
	switch n.DataAtom {
	case atom.Br:
		if w.line.breaks >= 1 {
			w.flush()
		} else if w.line.content {
			w.line.newline()
		}
		return
	case atom.A:
		if linksAway(n) {
			w.inLink++
			defer func() { w.inLink-- }()
		}
	case atom.Time:
		w.inTime++
		defer func() { w.inTime-- }()
	case atom.Td, atom.Th:
		if w.line.content {
			w.line.b.WriteByte('\t')
		}
		w.children(n)
		return
	}
	caption := n.DataAtom == atom.Figcaption || captionNamed(n)
	pull := n != w.root && w.pull == 0 && pullQuoteElement(n)
	isBlock := blockTags[n.DataAtom] || caption || pull
	if isBlock {
		w.flush()
	}
	if caption {
		w.caption++
	}
	if pull {
		w.pulls++
		w.pull = w.pulls
		w.asides[w.pull] = n.DataAtom == atom.Aside
	}
	if isBlock {
		w.tight = (n.DataAtom == atom.Li || n.DataAtom == atom.Tr) && previousElement(n) != nil
	}
	w.children(n)
	if isBlock {
		w.flush()
	}
	if caption {
		w.caption--
	}
	if pull {
		w.pull = 0
	}
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *walker) preformatted(s string) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for i, line := range strings.Split(s, "\n") {
		if i > 0 && w.line.content {
			w.line.newline()
		}
		w.line.text(line)
	}
}

// leave decides whether an element is read, and counts it where it is not. An element
// that holds much of the article is read whatever it is called.
func (w *walker) leave(n *html.Node) bool {
	if w.skip[n] {
		return true
	}
	here := w.sizes[n]
	crowded := here.linked*10 > here.ink*3
	if n.DataAtom == atom.Aside && here.ink < maxPullQuote && !crowded && !hidden(n) && !teaserElement(n, here) {
		return false // decided with the pull quotes, by whether it repeats the text
	}
	why := clutter(n, here)
	if why == "" && w.chosen != nil && sectionTags[n.DataAtom] && !here.kept && crowded {
		why = teasers
	}
	if why == "" {
		return false
	}
	shown := why != hiddenElements && !silent[n.DataAtom]
	if shown && here.ink*5 > w.sizes[w.root].ink*2 {
		return false
	}
	if why == hiddenElements || shown && here.ink > 0 {
		w.out.add(why, 1)
	}
	return true
}

// maxPullQuote is longer than any sentence that was set large, in bytes.
const maxPullQuote = 600

var sectionTags = map[atom.Atom]bool{atom.Div: true, atom.Section: true, atom.Ul: true, atom.Ol: true, atom.Table: true, atom.Article: true, atom.Figure: true}

func captionNamed(n *html.Node) bool {
	if n.Type != html.ElementNode || n.DataAtom != atom.P && n.DataAtom != atom.Div && n.DataAtom != atom.Span && n.DataAtom != atom.Caption {
		return false
	}
	if n.DataAtom == atom.Caption {
		return true
	}
	for _, t := range nameTokens(n) {
		if t == "caption" || t == "captiontext" || t == "figcaption" {
			return true
		}
	}
	return false
}

func previousElement(n *html.Node) *html.Node {
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.Type == html.ElementNode && p.DataAtom == n.DataAtom {
			return p
		}
	}
	return nil
}

// flush ends the block that is being read.
func (w *walker) flush() {
	text := strings.TrimFunc(w.line.String(), blank)
	if text != "" {
		w.found = append(w.found, foundBlock{block{text: text, tight: w.tight}, w.linked, w.timed == ink(text), w.caption > 0, w.pull})
	}
	w.line, w.linked, w.timed, w.tight = lines{}, 0, 0, false
}

// blocks sorts what was found into body and captions, without what repeats or points away.
func (w *walker) blocks(headline, standfirst string) (body []block, captions []string) {
	repeated := w.repeatedPulls()
	seen := map[string]bool{key(headline): true, key(standfirst): true}
	for _, f := range w.found {
		k := key(f.text)
		switch {
		case k == "" && !f.caption:
			continue
		case f.caption:
			if !seen["caption "+k] {
				captions = append(captions, f.text)
			}
			seen["caption "+k] = true
			continue
		case f.pull > 0 && (repeated[f.pull] || w.asides[f.pull]):
			continue
		case f.time, len(body) < 4 && len(f.text) < 200 && bylineText.MatchString(f.text):
			w.out.add(bylines, 1)
			continue
		case len(f.text) < 200 && noticeText.MatchString(f.text), pointsElsewhere(f.text, f.linked):
			w.out.add(teasers, 1)
			continue
		case seen[k] && (len(k) >= 40 || len(body) == 0):
			if k != key(headline) {
				w.out.add(repeats, 1)
			}
			continue
		}
		seen[k] = true
		if len(body) == 0 {
			f.tight = false
		}
		body = append(body, f.block)
	}
	for n := 1; n <= w.pulls; n++ {
		if repeated[n] {
			w.out.add(pullQuotes, 1)
		} else if w.asides[n] {
			w.out.add(menus, 1)
		}
	}
	return body, captions
}

// repeatedPulls are the numbers of the pull quotes whose longest piece stands in the rest
// of the body. One that stands nowhere else is text like any other.
func (w *walker) repeatedPulls() map[int]bool {
	if w.pulls == 0 {
		return nil
	}
	var rest strings.Builder
	longest := map[int]string{}
	for _, f := range w.found {
		if f.pull == 0 && !f.caption {
			rest.WriteString(" " + key(f.text))
			continue
		}
		for _, piece := range strings.FieldsFunc(f.text, func(r rune) bool { return strings.ContainsRune("“”\"«»—–\n", r) }) {
			if k := key(piece); len(k) > len(longest[f.pull]) {
				longest[f.pull] = k
			}
		}
	}
	text := rest.String() + " "
	repeated := map[int]bool{}
	for n, piece := range longest {
		if n > 0 && piece != "" && strings.Contains(text, " "+piece+" ") {
			repeated[n] = true
		}
	}
	return repeated
}

// key is a text's words alone, so that marks and spacing make no difference.
func key(s string) string { return strings.Join(words(s), " ") }
