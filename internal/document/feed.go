package document

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html"
	htmlatom "golang.org/x/net/html/atom"
)

// readFeed gives one document an entry. An entry's raw bytes are its own element, so that
// an entry that stands unchanged in tomorrow's feed is the same document.
func readFeed(text decoded, h Hints) ([]Document, error) {
	f, problem := splitFeed(text.utf8)
	problems := []error{problem}
	var docs []Document
	source := f.about()
	entries := f.entries[:min(len(f.entries), h.feedItems())]
	for _, e := range entries {
		d, err := f.document(e.raw, source, h)
		if err != nil {
			problems = append(problems, fmt.Errorf("entry at byte %d: %w", e.at, err))
			continue
		}
		docs = append(docs, d)
	}
	bad := failed(problems[1:])
	if n := len(f.entries) - len(entries); n > 0 {
		problems = append(problems, &Unread{Entries: n, Of: len(f.entries)})
	}
	switch err := joinSome(problems, 5); {
	case len(docs) == 0 && err == nil:
		return nil, fmt.Errorf("the feed %q has no entries", source.title)
	case len(docs) == 0:
		return nil, fmt.Errorf("no entry of the feed can be read: %w", err)
	case err != nil:
		return docs, fmt.Errorf("%w: %d of %d entries: %w", ErrPartial, len(docs), max(len(docs)+bad, len(f.entries)), err)
	}
	return docs, nil
}

// Unread says that a feed has more entries than were asked for. The rest was not looked at.
type Unread struct{ Entries, Of int }

func (u *Unread) Error() string {
	return fmt.Sprintf("the last %d of %d entries in the feed's order are not read: more were not asked for", u.Entries, u.Of)
}

func (h Hints) feedItems() int {
	if h.FeedItems <= 0 {
		return DefaultFeedItems
	}
	return h.FeedItems
}

// entry is what RSS and Atom both say of an entry.
type entry struct {
	title, link, summary, content string
	published, publishedIn        string // value and where it stands
	updated, updatedIn            string
	publisher, language           string
}

// document reads one entry.
func (f feed) document(raw []byte, source about, h Hints) (Document, error) {
	e, err := f.parse(raw)
	if err != nil {
		return Document{}, err
	}
	d := Document{Kind: Feed, Extractor: feedVersion + " " + htmlVersion, Raw: raw}
	var out leftOut
	p := page{headline: oneLine(e.title)}
	if len(p.headline) > MaxHeadline {
		p.body = []block{{text: p.headline}}
		p.headline = ""
	}
	body := e.content
	if strings.TrimSpace(body) == "" {
		body = e.summary
	} else if s := oneLine(e.summary); len(s) < 1000 && !strings.Contains(key(oneLine(body)), strings.TrimSuffix(key(s), " read more")) {
		p.standfirst = s
	}
	blocks, captions, err := fragment(body, p.headline, p.standfirst, &out)
	if err != nil {
		d.Warnings = append(d.Warnings, err.Error()+": read without its structure")
	}
	p.body, p.captions = append(p.body, blocks...), captions
	d.assemble(p)
	if len(d.Parts) == 0 {
		return Document{}, errors.New("it has no text")
	}
	d.Publisher, d.Language = source.title, source.language
	if e.publisher != "" {
		d.Publisher = e.publisher
	}
	if e.language != "" {
		d.Language = languageTag(e.language)
	}
	d.URL = resolve(e.link, source.link, h.URL)
	d.Published = d.feedStamp(e.published, e.publishedIn, h)
	d.Updated = d.feedStamp(e.updated, e.updatedIn, h)
	if d.Published == nil && d.Updated != nil {
		d.Published = d.Updated
	}
	if list := out.String(); list != "" {
		d.Warnings = append(d.Warnings, "left out of the text: "+list)
	}
	return d, nil
}

func (d *Document) feedStamp(value, where string, h Hints) *Stamp {
	if strings.TrimSpace(value) == "" {
		return nil
	}
	s, ok := parseStamp(value, where, h.Zone)
	if !ok {
		d.Warnings = append(d.Warnings, fmt.Sprintf("time %.80q (%s) cannot be read", value, where))
		return nil
	}
	if s.Zone == "" && !s.Date {
		d.Warnings = append(d.Warnings, fmt.Sprintf("time %q (%s) states no zone: read as UTC", value, where))
	}
	return s
}

// fragment reads an entry's HTML, or its plain text, to blocks.
func fragment(content, headline, standfirst string, out *leftOut) (body []block, captions []string, err error) {
	if strings.TrimSpace(content) == "" {
		return nil, nil, nil
	}
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: htmlatom.Div}
	if err = tooMuch([]byte(content)); err == nil {
		var nodes []*html.Node
		if nodes, err = html.ParseFragment(strings.NewReader(content), context); err == nil {
			for _, n := range nodes {
				context.AppendChild(n)
			}
			out.add(scripts, count(context, htmlatom.Script))
			out.add(styles, count(context, htmlatom.Style))
			w := newWalker(context, nil, out)
			w.read(context)
			body, captions = w.blocks(headline, standfirst)
			return body, captions, nil
		}
	}
	_, text := flatten([]byte(content))
	return []block{{text: text}}, nil, err
}

// oneLine is a title or summary without its markup.
func oneLine(s string) string {
	if strings.ContainsAny(s, "<&") {
		_, s = flatten([]byte(s))
	}
	return strings.Join(strings.Fields(s), " ")
}

// about is what a feed says of itself.
type about struct{ title, link, language string }

func (f feed) about() about {
	doc := append(append([]byte{}, f.head...), f.close...)
	if f.isAtom {
		if p, err := (&atom.Parser{}).Parse(bytes.NewReader(doc)); err == nil {
			a := about{title: oneLine(p.Title), language: languageTag(p.Language)}
			a.link = atomLink(p.Links)
			return a
		}
		return about{}
	}
	if p, err := (&rss.Parser{}).Parse(bytes.NewReader(doc)); err == nil {
		return about{title: oneLine(p.Title), link: p.Link, language: languageTag(p.Language)}
	}
	return about{}
}

// parse reads one entry inside a feed of its own, with the namespaces of the real one.
func (f feed) parse(raw []byte) (entry, error) {
	doc := bytes.Join([][]byte{f.open, raw, f.close}, nil)
	if f.isAtom {
		p, err := (&atom.Parser{}).Parse(bytes.NewReader(doc))
		if err != nil || len(p.Entries) == 0 {
			return entry{}, notParsed(err)
		}
		a := p.Entries[0]
		e := entry{title: a.Title, summary: a.Summary, link: atomLink(a.Links), published: a.Published, publishedIn: "feed published", updated: a.Updated, updatedIn: "feed updated"}
		if a.Content != nil {
			e.content = a.Content.Value
		}
		if a.Source != nil {
			e.publisher = oneLine(a.Source.Title)
		}
		if e.link == "" && strings.HasPrefix(a.ID, "http") {
			e.link = a.ID
		}
		return e, nil
	}
	p, err := (&rss.Parser{}).Parse(bytes.NewReader(doc))
	if err != nil || len(p.Items) == 0 {
		return entry{}, notParsed(err)
	}
	r := p.Items[0]
	e := entry{title: r.Title, summary: r.Description, content: r.Content, link: r.Link, published: r.PubDate, publishedIn: "feed pubDate"}
	if dc := r.DublinCoreExt; dc != nil {
		if e.published == "" && len(dc.Date) > 0 {
			e.published, e.publishedIn = dc.Date[0], "feed dc:date"
		}
		if len(dc.Language) > 0 {
			e.language = dc.Language[0]
		}
	}
	if r.Source != nil {
		e.publisher = oneLine(r.Source.Title)
	}
	if e.link == "" && r.GUID != nil && strings.HasPrefix(r.GUID.Value, "http") {
		e.link = r.GUID.Value
	}
	return e, nil
}

func notParsed(err error) error {
	if err == nil {
		return errors.New("it is not where the feed's format has entries")
	}
	return err
}

// atomLink is the address of the page itself rather than of its comments or edits.
func atomLink(links []*atom.Link) string {
	for _, l := range links {
		if l.Rel == "alternate" || l.Rel == "" {
			return l.Href
		}
	}
	return ""
}

// resolve is a link as an absolute http address; empty where it is none.
func resolve(link string, bases ...string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || strings.TrimSpace(link) == "" {
		return ""
	}
	for _, base := range bases {
		if u.IsAbs() {
			break
		}
		if b, err := url.Parse(base); err == nil && b.IsAbs() {
			u = b.ResolveReference(u)
		}
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// joinSome joins the errors that are not nil, and counts those after the first n.
func joinSome(errs []error, n int) error {
	var kept []error
	total := 0
	for _, err := range errs {
		if err == nil {
			continue
		}
		if total++; total <= n {
			kept = append(kept, err)
		}
	}
	if total > n {
		kept = append(kept, fmt.Errorf("and %d more", total-n))
	}
	return errors.Join(kept...)
}

func failed(errs []error) (n int) {
	for _, err := range errs {
		if err != nil {
			n++
		}
	}
	return n
}
