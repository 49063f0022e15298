package document

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// metadata is what a page declares of itself.
type metadata struct {
	title, publisher, language string
	published, updated         *Stamp
	simulated                  bool
	warnings                   []string
}

// stamps in the order in which they are believed; "json-ld" stands for structured data.
var (
	publishedNames = []string{"article:published_time", "og:article:published_time", "json-ld datepublished", "datepublished", "og:published_time", "parsely-pub-date", "article.published", "publish-date", "publication_date", "pubdate", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "sailthru.date", "date"}
	updatedNames   = []string{"article:modified_time", "og:article:modified_time", "json-ld datemodified", "datemodified", "og:updated_time", "dcterms.modified", "last-modified", "lastmod"}
)

// readMetadata reads meta elements, JSON-LD and time elements. Where they name different
// days, the first in order is used and the rest are named in a warning.
func readMetadata(root *html.Node, h Hints) metadata {
	var m metadata
	values := map[string]string{}
	set := func(name, value string) {
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		if name != "" && value != "" && values[name] == "" {
			values[name] = value
		}
	}
	var title string
	var addresses []string // what the page says that its own address is
	each(root, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Html:
			m.language = attr(n, "lang")
		case atom.Title:
			if title == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
				title = innerText(n)
			}
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") {
				addresses = append(addresses, attr(n, "href"))
			}
		case atom.Meta:
			for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
				set(attr(n, key), attr(n, "content"))
			}
		case atom.Script:
			if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				structuredData(n.FirstChild.Data, set)
			}
		}
	})
	m.warnings = append(m.warnings, ownAddress(append(addresses, values["og:url"]), h.URL)...)
	m.publisher = first(values, "og:site_name", "json-ld publisher", "article:publisher_name", "application-name", "dc.publisher")
	m.title = first(values, "og:title", "json-ld headline", "twitter:title", "dc.title")
	if m.title == "" {
		m.title = withoutSite(title, m.publisher)
	}
	if len(m.title) > MaxHeadline {
		m.title = ""
	}
	if m.language == "" {
		m.language = first(values, "content-language", "json-ld inlanguage", "og:locale", "dc.language")
	}
	m.language = languageTag(m.language)
	m.simulated = strings.EqualFold(values["charterwatch"], "reconstruction")
	m.published = m.choose("publication", publishedNames, values, timeElement(root, "datepublished", "pubdate", "published", "publish", "dtpublished"), h)
	m.updated = m.choose("update", updatedNames, values, timeElement(root, "datemodified", "updated", "modified", "dtmodified"), h)
	if m.published == nil {
		m.published = m.choose("publication", nil, nil, anyTimeElement(root), h)
	}
	return m
}

// ownAddress warns where the address that a page gives for itself is made to be taken for
// another's, or is of another host than the one that it was read from. It is never believed.
func ownAddress(given []string, from string) []string {
	var out []string
	said := map[string]bool{}
	read, _ := url.Parse(from)
	for _, g := range given {
		u, err := url.Parse(strings.TrimSpace(g))
		if err != nil || u.Hostname() == "" || said[u.Hostname()] {
			continue
		}
		said[u.Hostname()] = true
		if w := Lookalike(u.String()); w != "" {
			out = append(out, "the page's own address, as it gives it: "+w)
		} else if read != nil && read.Hostname() != "" && !sameSite(read.Hostname(), u.Hostname()) {
			out = append(out, fmt.Sprintf("the page says that its address is at %s, but it was read from %s: what it says is not believed", shownHost(u.Hostname(), u.Hostname()), shownHost(read.Hostname(), read.Hostname())))
		}
	}
	return out
}

// sameSite tells whether two hosts are one site: equal, or one under the other.
func sameSite(a, b string) bool {
	a, b = strings.TrimPrefix(strings.ToLower(a), "www."), strings.TrimPrefix(strings.ToLower(b), "www.")
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

// choose is the first stamp that can be read; another that is the same instant but says
// its zone is better than one in UTC.
func (m *metadata) choose(what string, names []string, values map[string]string, element string, h Hints) *Stamp {
	var best *Stamp
	try := func(value, source string) {
		s, ok := parseStamp(value, source, h.Zone)
		switch {
		case value == "":
		case !ok:
			m.warnings = append(m.warnings, fmt.Sprintf("%s time %.80q (%s) cannot be read", what, value, source))
		case best == nil:
			best = s
			if s.Zone == "" && !s.Date {
				m.warnings = append(m.warnings, fmt.Sprintf("%s time %q (%s) states no zone: read as UTC", what, value, source))
			}
		case s.At.Equal(best.At) && !s.Date && inUTC(best.Zone) && !inUTC(s.Zone):
			best = s
		case !s.Day().Equal(best.Day()) && what == "publication":
			m.warnings = append(m.warnings, fmt.Sprintf("%s time %s (%s), used; another is %s (%s)", what, best.At.Format("2006-01-02T15:04Z"), best.Source, s.At.Format("2006-01-02T15:04Z"), s.Source))
		}
	}
	for _, name := range names {
		source := "meta " + name
		if rest, ok := strings.CutPrefix(name, "json-ld "); ok {
			source = "JSON-LD " + map[string]string{"datepublished": "datePublished", "datemodified": "dateModified"}[rest]
		}
		try(values[name], source)
	}
	try(element, "time element")
	return best
}

func inUTC(zone string) bool { return zone == "" || zone == "Z" || zone == "+00:00" }

// timeElement is the datetime of the first time element called one of names.
func timeElement(root *html.Node, names ...string) string {
	n := find(root, func(n *html.Node) bool {
		if n.DataAtom != atom.Time || attr(n, "datetime") == "" || inTeaser(n, nil) {
			return false
		}
		tokens := nameTokens(n)
		for _, name := range names {
			if hasAttr(n, name) || contains(tokens, name) {
				return true
			}
		}
		return false
	})
	if n == nil {
		return ""
	}
	return attr(n, "datetime")
}

// anyTimeElement is the datetime of the first time element in an article or a main
// element, outside of teasers: in news pages that is the publication.
func anyTimeElement(root *html.Node) string {
	n := find(root, func(n *html.Node) bool {
		if n.DataAtom != atom.Time || attr(n, "datetime") == "" || inTeaser(n, nil) {
			return false
		}
		for up := n.Parent; up != nil; up = up.Parent {
			if up.DataAtom == atom.Article || up.DataAtom == atom.Main || up.DataAtom == atom.Header {
				return true
			}
		}
		return false
	})
	if n == nil {
		return ""
	}
	return attr(n, "datetime")
}

// structuredData reads the article of a JSON-LD block. What is not JSON is passed over:
// pages with broken blocks are common and the meta elements say the same.
func structuredData(text string, set func(name, value string)) {
	const maxBlock, maxObjects = 1 << 20, 1000
	if len(text) > maxBlock {
		return
	}
	var top any
	if json.Unmarshal([]byte(strings.TrimSpace(text)), &top) != nil {
		return
	}
	queue := []any{top}
	for i := 0; i < len(queue) && i < maxObjects; i++ {
		switch v := queue[i].(type) {
		case []any:
			queue = append(queue, v...)
		case map[string]any:
			if articleType(v["@type"]) {
				set("json-ld headline", name(v["headline"]))
				set("json-ld datepublished", name(v["datePublished"]))
				set("json-ld datemodified", name(v["dateModified"]))
				set("json-ld publisher", name(v["publisher"]))
				set("json-ld inlanguage", name(v["inLanguage"]))
			}
			queue = append(queue, v["@graph"], v["mainEntity"])
		}
	}
}

func articleType(v any) bool {
	switch t := v.(type) {
	case string:
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report"
	case []any:
		for _, e := range t {
			if articleType(e) {
				return true
			}
		}
	}
	return false
}

// name is a JSON-LD value as text: a string, or the name of a thing or of the first of several.
func name(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		s, _ := v["name"].(string)
		return s
	case []any:
		if len(v) > 0 {
			if _, nested := v[0].([]any); !nested {
				return name(v[0])
			}
		}
	}
	return ""
}

func first(values map[string]string, names ...string) string {
	for _, n := range names {
		if v := strings.Join(strings.Fields(values[n]), " "); v != "" {
			return v
		}
	}
	return ""
}

// withoutSite drops the outlet's name from a page title, "Headline | Outlet".
func withoutSite(title, publisher string) string {
	for _, sep := range []string{" | ", " – ", " — ", " - ", " :: "} {
		if i := strings.LastIndex(title, sep); i > 0 {
			tail := title[i+len(sep):]
			if publisher != "" && strings.EqualFold(tail, publisher) || sep == " | " && len(words(tail)) <= 4 && len(words(title[:i])) >= 4 {
				return strings.TrimSpace(title[:i])
			}
		}
	}
	return title
}

// languageTag is a declared language as BCP 47; empty where it is none.
func languageTag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if i := strings.IndexAny(s, ",; "); i >= 0 {
		s = s[:i]
	}
	for i, part := range strings.Split(s, "-") {
		if len(part) > 8 || i == 0 && len(part) < 2 || part == "" {
			return ""
		}
		for _, r := range part {
			if r >= 0x80 || !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' && i > 0) {
				return ""
			}
		}
	}
	return s
}
