package document

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// readHTML reads the article of a page. Nothing on the page runs and nothing is fetched.
func readHTML(text decoded, h Hints) Document {
	root, err := parseTree(text.utf8)
	if err != nil {
		return readFlat(text, err.Error())
	}
	d := Document{Kind: HTML, Extractor: htmlVersion}
	m := readMetadata(root, h)
	var p page
	var out leftOut
	if entries := liveEntries(root); entries != nil {
		var w []string
		p, out, w = extractLive(root, m, entries, h)
		m.warnings = append(m.warnings, w...)
	} else {
		p, out = extract(root, m)
	}
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
	if w := ofOurs(string(text.utf8)); w != "" && ofOurs(d.Text) == "" { // in the foot of the page, which is no part of its text
		d.Warnings = append(d.Warnings, w)
	}
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
