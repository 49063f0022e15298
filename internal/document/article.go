package document

import (
	"net/url"
	"strconv"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// extract finds the article in a page and reads it: the headline and the standfirst stand
// above it or in it, the body and the captions in it.
func extract(root *html.Node, m metadata) (page, leftOut) {
	var out leftOut
	out.add(scripts, count(root, atom.Script))
	out.add(styles, count(root, atom.Style))
	node, chosen := articleNode(root)
	head := headlineElement(root, node, m)
	var p page
	p.headline = m.title
	if head != nil {
		p.headline = innerText(head)
	}
	stand := standfirstElement(root, node, head)
	if stand != nil {
		p.standfirst = innerText(stand)
	}
	w := newWalker(node, chosen, &out)
	w.skip = map[*html.Node]bool{head: true, stand: true}
	w.read(node)
	p.body, p.captions = w.blocks(p.headline, p.standfirst)
	return p, out
}

const mark = "data-charterwatch"

// articleNode is the smallest element that holds nearly all of what the article search
// keeps, and the set of elements that it keeps; the body and nil where it finds nothing.
func articleNode(root *html.Node) (*html.Node, map[*html.Node]bool) {
	body := find(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return root, nil
	}
	if n := find(body, func(n *html.Node) bool { return hasToken(attr(n, "itemprop"), "articlebody") }); n != nil && textLen(n) > 200 {
		return n, nil
	}
	var elements []*html.Node
	each(body, func(n *html.Node) {
		if n.Type == html.ElementNode {
			n.Attr = append(n.Attr, html.Attribute{Key: mark, Val: strconv.Itoa(len(elements))})
			elements = append(elements, n)
		}
	})
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxRankElements
	parser.DisableJSONLD = true
	article, err := parser.ParseDocument(root, &url.URL{Scheme: "https", Host: "page.invalid"})
	for _, n := range elements {
		n.Attr = n.Attr[:len(n.Attr)-1]
	}
	if err != nil || article.Node == nil {
		return body, nil
	}
	chosen := map[*html.Node]bool{}
	weight := map[*html.Node]int{} // text of kept elements in and under an element
	each(article.Node, func(n *html.Node) {
		i, err := strconv.Atoi(attr(n, mark))
		if err != nil || i < 0 || i >= len(elements) || chosen[elements[i]] {
			return
		}
		chosen[elements[i]] = true
		own := directText(elements[i])
		for up := elements[i]; own > 0 && up != nil; up = up.Parent {
			weight[up] += own
		}
	})
	if weight[body] == 0 {
		return body, nil
	}
	node := body
	for {
		next := (*html.Node)(nil)
		for c := node.FirstChild; c != nil; c = c.NextSibling {
			if weight[c]*20 >= weight[body]*19 && container[c.DataAtom] {
				next = c
			}
		}
		if next == nil {
			return node, chosen
		}
		node = next
	}
}

// container elements can be a whole article.
var container = map[atom.Atom]bool{
	atom.Article: true, atom.Main: true, atom.Section: true, atom.Div: true, atom.Table: true, atom.Tbody: true,
	atom.Tr: true, atom.Td: true, atom.Form: true, atom.Center: true, 0: true,
}

// headlineElement is the h1 nearest to the article that shares words with the title that
// the page declares, where it declares one; nil where there is none.
func headlineElement(root, node *html.Node, m metadata) *html.Node {
	above := map[*html.Node]int{} // the article's ancestors by their distance from it
	for up := node; up != nil; up = up.Parent {
		above[up] = len(above)
	}
	var best *html.Node
	nearest, seen := len(above), 0
	find(root, func(n *html.Node) bool {
		if n.DataAtom != atom.H1 {
			return false
		}
		seen++
		text := innerText(n)
		if text == "" || len(text) > MaxHeadline || hiddenUpTo(n, nil) || strings.EqualFold(text, m.publisher) || m.title != "" && !shareWords(text, m.title) {
			return seen > maxHeadings
		}
		up := n
		for above[up] == 0 && up != node {
			up = up.Parent
		}
		if above[up] < nearest {
			best, nearest = n, above[up]
		}
		return seen > maxHeadings
	})
	return best
}

// maxHeadings are as many h1 as are looked at; a page of news has one or two.
const maxHeadings = 50

// shareWords is true where two titles have a third of the shorter one's words in common.
func shareWords(a, b string) bool {
	in := map[string]bool{}
	for _, w := range words(a) {
		in[w] = true
	}
	common := 0
	other := words(b)
	for _, w := range other {
		if in[w] {
			common++
		}
	}
	return common > 0 && common*3 >= min(len(in), len(other))
}

// standfirstNames are what outlets call the summary under the headline.
var standfirstNames = map[string]bool{
	"standfirst": true, "dek": true, "deck": true, "subtitle": true, "subheadline": true, "subheading": true, "subhead": true,
	"alternativeheadline": true, "lede": true, "summary": true, "chapo": true, "excerpt": true, "intro": true, "abstract": true, "strapline": true,
}

// standfirstElement is the first shown element after the headline and at the head of the
// article that is called one of standfirstNames, or else a paragraph or h2 right after
// the h1 in the same header.
func standfirstElement(root, node, head *html.Node) *html.Node {
	usable := func(n *html.Node) bool {
		length := textLen(n)
		return length > 20 && length < 1000 && linkedLen(n)*3 < length && !within(head, n) && !hiddenUpTo(n, nil) && !inTeaser(n, nil)
	}
	before, read := head != nil, 0 // before the headline; text of the article that went by
	if n := find(root, func(n *html.Node) bool {
		switch {
		case n == head:
			before = false
		case before, read > maxLead, n.DataAtom == atom.Details, n.DataAtom == atom.Summary, n.DataAtom == atom.Body, n == node:
		default:
			for _, t := range nameTokens(n) {
				if standfirstNames[t] && count(n, atom.P) <= 2 && usable(n) {
					return true
				}
			}
			if within(n, node) {
				read += directText(n)
			}
		}
		return false
	}); n != nil {
		return n
	}
	if head == nil || head.Parent == nil || head.Parent.DataAtom != atom.Header && head.Parent.DataAtom != atom.Hgroup {
		return nil
	}
	for n := head.NextSibling; n != nil; n = n.NextSibling {
		if (n.DataAtom == atom.P || n.DataAtom == atom.H2) && usable(n) && !bylineElement(n, textLen(n)) {
			return n
		}
	}
	return nil
}

// maxLead is how much text of the article, in bytes, can stand above its standfirst: a
// headline, a byline, a caption.
const maxLead = 500

func linkedLen(n *html.Node) (total int) {
	each(n, func(n *html.Node) {
		if n.DataAtom == atom.A {
			total += textLen(n)
		}
	})
	return total
}
