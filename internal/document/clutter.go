package document

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// clutter says why an element of this size is no part of the article; empty where it may be.
func clutter(n *html.Node, here size) string {
	switch n.DataAtom {
	case atom.Script:
		return scripts
	case atom.Style:
		return styles
	case atom.Nav, atom.Form, atom.Button, atom.Input, atom.Footer, atom.Dialog, atom.Address, atom.Aside, atom.Label:
		return menus
	}
	if silent[n.DataAtom] {
		return menus
	}
	if hidden(n) {
		return hiddenElements
	}
	switch strings.ToLower(attr(n, "role")) {
	case "navigation", "complementary", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alertdialog", "toolbar":
		return menus
	}
	if bylineElement(n, here.ink) {
		return bylines
	}
	if teaserElement(n, here) {
		return teasers
	}
	return ""
}

var hidingStyle = late(`(?i)(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0*)?(?:[a-z%]+)?\s*(?:;|!|$)|(?:^|[;\s])opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,})`)

// hidden is true for an element that its own markup keeps from sight. A style sheet is
// not read: what only that hides stays in the text.
func hidden(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return !strings.EqualFold(a.Val, "until-found")
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") {
				return true
			}
		case "style":
			if hidingStyle.MatchString(a.Val) {
				return true
			}
		case "class":
			for _, c := range strings.Fields(a.Val) {
				switch strings.ToLower(c) {
				case "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screen-reader-only", "u-visually-hidden", "a11y-hidden":
					return true
				}
			}
		}
	}
	return false
}

// hiddenUpTo is true where n or an element between it and up is hidden.
func hiddenUpTo(n, up *html.Node) bool {
	for ; n != nil && n != up; n = n.Parent {
		if hidden(n) {
			return true
		}
	}
	return false
}

func inTeaser(n, up *html.Node) bool {
	for ; n != nil && n != up; n = n.Parent {
		if n.DataAtom == atom.Aside || n.DataAtom == atom.Nav || teaserElement(n, size{}) {
			return true
		}
	}
	return false
}

// teaserNames are what outlets call the parts of a page that point elsewhere.
var teaserNames = map[string]bool{
	"related": true, "teaser": true, "teasers": true, "promo": true, "promotion": true, "newsletter": true, "newsletters": true,
	"share": true, "sharing": true, "sharetools": true, "social": true, "sharebar": true, "recommended": true, "recommendations": true,
	"recirc": true, "recirculation": true, "trending": true, "mostread": true, "mostpopular": true, "readmore": true, "alsoread": true,
	"morefrom": true, "moreon": true, "comments": true, "advert": true, "advertisement": true, "adslot": true, "adunit": true, "sponsored": true,
	"cookie": true, "consent": true, "subscribe": true, "signup": true, "breadcrumb": true, "breadcrumbs": true,
	"taglist": true, "outbrain": true, "taboola": true, "popup": true, "modal": true, "skiplink": true, "donate": true, "onward": true, "rich-link": true, "richlink": true,
}

// A paragraph of its own words is text whatever it is called: outlets name paragraphs
// after the tests and walls that they stand behind.
func teaserElement(n *html.Node, here size) bool {
	if n.Type != html.ElementNode || n.DataAtom == atom.Body || n.DataAtom == atom.P && here.ink > 150 && here.linked*2 < here.ink {
		return false
	}
	for _, t := range nameTokens(n) {
		if teaserNames[t] {
			return true
		}
	}
	return false
}

// bylineElement is true for the line that names the writers or the time, and for
// nothing longer than such a line.
func bylineElement(n *html.Node, ink int) bool {
	if n.Type != html.ElementNode || ink > 300 {
		return false
	}
	if hasToken(attr(n, "rel"), "author") {
		return true
	}
	for _, t := range nameTokens(n) {
		switch t {
		case "byline", "author", "authors", "bylines", "timestamp", "pubdate", "publishdate", "datepublished", "datemodified", "articledate", "postdate":
			return true
		}
	}
	return false
}

// pullQuoteElement is true for what repeats a sentence of the text in large letters.
func pullQuoteElement(n *html.Node) bool {
	if n.DataAtom == atom.Blockquote || n.DataAtom == atom.Aside || n.DataAtom == atom.Q {
		return true
	}
	for _, t := range nameTokens(n) {
		if t == "pullquote" || t == "pq" {
			return true
		}
	}
	return false
}

var leadsAway = late(`(?i)^\W*(?:read more|read also|also read|related|see also|more on this|more from|watch|recommended|don't miss|keep reading|continue reading|listen)\b`)

// pointsElsewhere is true for a paragraph that is a link to another page and no more:
// "Read more: …", or a line that is all link and no sentence.
func pointsElsewhere(text string, linked int) bool {
	if leadsAway.MatchString(text) && linked*2 > ink(text) {
		return true
	}
	return linked*10 >= ink(text)*9 && len(text) < 250 && !strings.ContainsAny(text[len(text)-1:], `.!?`) && !strings.HasSuffix(text, "”")
}

var (
	bylineText = late(`^(?:By|BY|Von|Par|Por)\s+(?:\p{Lu}[\p{L}.'’-]+(?:,?\s+(?:and|AND|in|with|de|van|von|al|for)\b)?[\s,]*)+$`)
	noticeText = late(`(?i)^(?:advertisement|advert|sponsored|share|share this( article| story)?|save|print|email|loading\W*|story continues below\W*.*|article continues after ad\w*|skip (?:to|past) .{0,60}|sign up .{0,100}|subscribe .{0,100}|(?:first )?(?:published|updated|last updated|posted)(?: on| at)?\W.{0,80}\d{4}.{0,40})$`)
)
