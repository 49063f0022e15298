package document

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Entry is one entry of a live blog: a stretch of the canonical text with its own time, from
// which its "today" and "on Monday" count.
type Entry struct {
	Start int    `json:"start"` // bytes of the text, half-open
	End   int    `json:"end"`
	At    *Stamp `json:"at"` // null: the entry states no time, so its relative dates stay unresolved

	number int // while it is read
}

// maxEntries bounds a live blog; one of a long day has a few hundred.
const maxEntries = 5000

// liveEntries are the entries of a live blog in the order of the page, nil for any other page.
// An entry is what schema.org calls a liveBlogUpdate; or, on a page that calls itself live
// somewhere, an element that is called a post or an entry and holds a time of its own.
func liveEntries(root *html.Node) []*html.Node {
	var marked, called []*html.Node
	live := false
	each(root, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		if n.DataAtom == atom.Script {
			live = live || n.FirstChild != nil && strings.Contains(n.FirstChild.Data, `"LiveBlogPosting"`)
			return
		}
		live = live || strings.Contains(attr(n, "itemtype"), "LiveBlogPosting")
		tokens := nameTokens(n)
		live = live || contains(tokens, "liveblog") || contains(tokens, "liveupdates")
		switch {
		case hasToken(strings.ToLower(attr(n, "itemprop")), "liveblogupdate"):
			marked = append(marked, n)
		case (n.DataAtom == atom.Article || n.DataAtom == atom.Section || n.DataAtom == atom.Div || n.DataAtom == atom.Li) && entryNamed(tokens) && timeOf(n) != "":
			called = append(called, n)
		}
	})
	list := marked
	if len(list) == 0 && live {
		list = called
	}
	list = innermost(list)
	if len(list) < 2 || len(list) > maxEntries {
		return nil
	}
	return list
}

func entryNamed(tokens []string) bool {
	for _, name := range []string{"post", "entry", "update", "block", "liveblogpost", "liveblogentry", "liveentry", "livepost"} {
		if contains(tokens, name) {
			return true
		}
	}
	return false
}

// innermost drops an element that holds others of the list: the frame around the entries.
func innermost(list []*html.Node) []*html.Node {
	frame := map[*html.Node]bool{}
	for _, n := range list {
		for up := n.Parent; up != nil; up = up.Parent {
			frame[up] = true
		}
	}
	var out []*html.Node
	for _, n := range list {
		if !frame[n] {
			out = append(out, n)
		}
	}
	return out
}

// timeOf is the datetime of the first time element in an entry.
func timeOf(n *html.Node) string {
	t := find(n, func(n *html.Node) bool { return n.DataAtom == atom.Time && attr(n, "datetime") != "" })
	if t == nil {
		return ""
	}
	return attr(t, "datetime")
}

// extractLive reads a live blog: the headline and standfirst above, then each entry for
// itself. What an entry repeats of another word for word is left out and counted.
func extractLive(root *html.Node, m metadata, entries []*html.Node, h Hints) (page, leftOut, []string) {
	var out leftOut
	var warnings []string
	out.add(scripts, count(root, atom.Script))
	out.add(styles, count(root, atom.Style))
	head := headlineElement(root, entries[0], m)
	p := page{headline: m.title}
	if head != nil {
		p.headline = innerText(head)
	}
	if stand := standfirstElement(root, entries[0], head); stand != nil && !insideAny(stand, entries) {
		p.standfirst = innerText(stand)
	}
	seen := map[string]bool{}
	without := 0
	for _, n := range entries {
		w := newWalker(n, nil, &out)
		w.skip = map[*html.Node]bool{head: true}
		w.read(n)
		body, captions := w.blocks(p.headline, p.standfirst)
		var stamp *Stamp
		if s, ok := parseStamp(timeOf(n), "time element of the entry", h.Zone); ok {
			stamp = s
		} else {
			without++
		}
		p.entries = append(p.entries, stamp)
		for _, b := range body {
			if k := key(b.text); len(k) >= 40 && seen[k] {
				out.add(repeats, 1)
				continue
			} else {
				seen[k] = true
			}
			b.entry = len(p.entries)
			p.body = append(p.body, b)
		}
		p.captions = append(p.captions, captions...)
	}
	if without > 0 {
		warnings = append(warnings, fmt.Sprintf("%d of %d entries of the live blog state no time: their relative dates stay unresolved", without, len(entries)))
	}
	return p, out, warnings
}

func insideAny(n *html.Node, list []*html.Node) bool {
	for _, up := range list {
		if within(n, up) {
			return true
		}
	}
	return false
}

// EntryAt is the entry of a live blog that the byte at offset belongs to.
func (d Document) EntryAt(offset int) (Entry, bool) {
	for _, e := range d.Entries {
		if e.Start <= offset && offset < e.End {
			return e, true
		}
	}
	return Entry{}, false
}
