package document

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// each visits n and everything under it in document order.
func each(n *html.Node, visit func(*html.Node)) {
	visit(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, visit)
	}
}

// find is the first element at or under n that is wanted.
func find(n *html.Node, want func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && want(n) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := find(c, want); found != nil {
			return found
		}
	}
	return nil
}

func count(n *html.Node, a atom.Atom) (total int) {
	each(n, func(n *html.Node) {
		if n.Type == html.ElementNode && n.DataAtom == a {
			total++
		}
	})
	return total
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// within is true for n at or under up.
func within(n, up *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == up {
			return true
		}
	}
	return false
}

// innerText is the text of an element on one line, as a browser would show it.
func innerText(n *html.Node) string {
	var l lines
	each(n, func(c *html.Node) {
		if c.Type == html.TextNode && !silent[c.Parent.DataAtom] && !hiddenUpTo(c.Parent, n) {
			l.text(c.Data)
		} else if c.DataAtom == atom.Br || blockTags[c.DataAtom] {
			l.space = true
		}
	})
	return strings.TrimFunc(l.String(), blank)
}

// textLen counts the bytes of text under n that are not white space and not silent.
func textLen(n *html.Node) (total int) {
	if n == nil || n.Type == html.ElementNode && silent[n.DataAtom] {
		return 0
	}
	if n.Type == html.TextNode {
		return ink(n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		total += textLen(c)
	}
	return total
}

func directText(n *html.Node) (total int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			total += ink(c.Data)
		}
	}
	return total
}

func ink(s string) (n int) {
	for i := 0; i < len(s); i++ {
		if !asciiSpace(s[i]) {
			n++
		}
	}
	return n
}

func hasToken(list, token string) bool {
	for _, t := range strings.Fields(list) {
		if strings.EqualFold(t, token) {
			return true
		}
	}
	return false
}

// nameTokens are the words of an element's class, id, itemprop and test names, split at
// every mark and at capitals: "article__pullQuote" is article, pull, quote, pullquote.
func nameTokens(n *html.Node) []string {
	var out []string
	for _, key := range []string{"class", "id", "itemprop", "data-component", "data-testid"} {
		value := attr(n, key)
		if value == "" || len(value) > 1000 {
			continue
		}
		for _, name := range strings.Fields(value) {
			parts := splitName(name)
			out = append(out, parts...)
			for i := 1; i < len(parts); i++ {
				out = append(out, parts[i-1]+parts[i])
			}
		}
	}
	return out
}

func splitName(name string) []string {
	var parts []string
	start := 0
	lower := false
	cut := func(end int) {
		if end > start {
			parts = append(parts, strings.ToLower(name[start:end]))
		}
		start = end
	}
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			cut(i)
			start = i + len(string(r))
			lower = false
		case unicode.IsUpper(r) && lower:
			cut(i)
			lower = false
		default:
			lower = unicode.IsLower(r)
		}
	}
	cut(len(name))
	return parts
}

// words are the letters and digits of a text in lower case, for comparing alone.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
