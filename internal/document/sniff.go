package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// refuse names the formats that are not read, so that nobody takes their bytes for text.
func refuse(raw []byte) error {
	if len(bytes.TrimSpace(raw)) == 0 {
		return errors.New("it is empty")
	}
	for _, m := range []struct{ magic, what string }{
		{"\x1f\x8b", "gzip: unpack it first"},
		{"PK\x03\x04", "a zip archive or an office document: unpack it or save it as text"},
		{"\xd0\xcf\x11\xe0", "an old office document: save it as text"},
		{"{\\rtf", "RTF: save it as text"},
		{"\x89PNG", "an image: type what it says and read that"},
		{"\xff\xd8\xff", "an image: type what it says and read that"},
		{"GIF8", "an image: type what it says and read that"},
		{"SQLite format 3\x00", "a database"},
	} {
		if bytes.HasPrefix(raw, []byte(m.magic)) {
			return fmt.Errorf("it is %s; text, HTML and feeds are read", m.what)
		}
	}
	return nil
}

// sniff says what the text is by its first markup; file names and labels lie. A label of
// HTML is believed only where some markup stands in the text, and one of plain text only
// where the text does not begin as a page or a feed.
func sniff(text []byte, h Hints) Kind {
	head := text[:min(len(text), 64<<10)]
	head = skipProlog(head)
	tag := firstTag(head)
	if tag == "!doctype" {
		// Old feeds name their root in a document type, with entities or without.
		if root := strings.ToLower(string(secondWord(head))); root == "rss" || root == "feed" || root == "rdf:rdf" {
			return Feed
		}
	}
	switch tag {
	case "rss", "feed", "rdf:rdf", "item", "entry":
		if !hasHTMLRoot(head) {
			return Feed
		}
	case "html", "head", "body", "!doctype", "meta", "title", "article", "main", "script", "style":
		return HTML
	case "p", "div", "section", "h1", "h2", "h3", "header", "blockquote", "ul", "ol", "table", "figure", "span", "a", "img", "br", "b", "i", "em", "strong", "center", "font":
		if bytes.IndexByte(text, '>') > 0 && bytes.Contains(text, []byte("</")) {
			return HTML
		}
	}
	if labelledHTML(h) && bytes.Contains(text, []byte("</")) {
		return HTML
	}
	return Text
}

func labelledHTML(h Hints) bool {
	if strings.Contains(strings.ToLower(h.ContentType), "html") {
		return true
	}
	name := strings.ToLower(h.File + " " + h.URL)
	return strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".htm") || strings.HasSuffix(name, ".xhtml")
}

// skipProlog drops a byte order mark, white space, comments and XML instructions.
func skipProlog(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	for {
		b = bytes.TrimLeft(b, " \t\r\n\f\x00")
		var end string
		switch {
		case bytes.HasPrefix(b, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(b, []byte("<?")):
			end = "?>"
		default:
			return b
		}
		i := bytes.Index(b, []byte(end))
		if i < 0 {
			return nil
		}
		b = b[i+len(end):]
	}
}

// secondWord is what follows the name of the tag that b begins with.
func secondWord(b []byte) []byte {
	fields := bytes.FieldsFunc(b[:min(len(b), 256)], func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' || r == '\n' || r == '>' || r == '[' })
	if len(fields) < 2 {
		return nil
	}
	return fields[1]
}

// firstTag is the lower-case name of the tag that b begins with; empty where it begins with text.
func firstTag(b []byte) string {
	if len(b) < 2 || b[0] != '<' {
		return ""
	}
	end := bytes.IndexAny(b[1:], " \t\r\n\f/>")
	if end < 0 || end > 40 {
		return ""
	}
	return strings.ToLower(string(b[1 : 1+end]))
}

// hasHTMLRoot is true for a page that only begins like a feed.
func hasHTMLRoot(head []byte) bool {
	return bytes.Contains(bytes.ToLower(head[:min(len(head), 512)]), []byte("<html"))
}

// isJSON reports a whole JSON object or list: a trace, an export, an answer of some API.
func isJSON(text []byte) bool {
	t := bytes.TrimSpace(text)
	return len(t) > 1 && (t[0] == '{' || t[0] == '[') && json.Valid(t)
}
