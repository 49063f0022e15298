package document

import (
	"bytes"
	"fmt"
)

// feed is a feed cut at its entries: what stands before the first one, each entry's own
// bytes, and what must stand around one entry to read it by itself.
type feed struct {
	isAtom      bool
	head        []byte
	open, close []byte
	entries     []feedEntry
}

// feedEntry is an entry's own element and where it stands in the feed.
type feedEntry struct {
	raw []byte
	at  int
}

// splitFeed finds the entries in one pass, passing over comments and CDATA. A feed that
// ends inside an entry, or has too many, gives what it has and says what is missing.
func splitFeed(b []byte) (feed, error) {
	rootStart, rootEnd, root := rootTag(b)
	f := feed{head: b}
	name := "item"
	switch root {
	case "feed":
		f.isAtom, name = true, "entry"
		f.open, f.close = b[rootStart:rootEnd], []byte("</feed>")
	case "rss":
		f.open, f.close = append(append([]byte{}, b[rootStart:rootEnd]...), "<channel>"...), []byte("</channel></rss>")
	case "rdf:rdf":
		f.open, f.close = b[rootStart:rootEnd], append(append([]byte("</"), b[rootStart+1:rootStart+8]...), '>')
	case "entry": // an entry by itself, as it is kept
		f.isAtom, name = true, "entry"
		f.open, f.close = []byte(`<feed xmlns="http://www.w3.org/2005/Atom">`), []byte("</feed>")
		rootEnd = rootStart
	default:
		f.open, f.close = []byte(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>`), []byte("</channel></rss>")
		rootEnd = rootStart
	}
	start, depth := -1, 0
	for at := rootEnd; ; {
		i := bytes.IndexByte(b[at:], '<')
		if i < 0 {
			break
		}
		at += i
		rest := b[at:]
		if skip := opaque(rest); skip > 0 {
			at += skip
			continue
		}
		switch {
		case isTag(rest, "</", name):
			end := bytes.IndexByte(rest, '>')
			if end < 0 {
				break
			}
			if depth--; depth == 0 {
				f.entries = append(f.entries, feedEntry{b[start : at+end+1 : at+end+1], start})
				start = -1
			}
			depth = max(0, depth)
		case isTag(rest, "<", name) && selfClosed(rest):
		case isTag(rest, "<", name):
			if depth == 0 && len(f.entries) == MaxFeedItems {
				return f, fmt.Errorf("the feed has more than %d entries: cut at byte %d", MaxFeedItems, at)
			}
			if depth++; depth == 1 {
				start = at
				if len(f.entries) == 0 {
					f.head = b[:at]
				}
			}
		}
		at++
	}
	if len(f.entries) == 0 && start < 0 {
		f.close = nil // no entry: head is the whole feed
	}
	if start >= 0 {
		return f, fmt.Errorf("the feed ends inside the entry that begins at byte %d", start)
	}
	return f, nil
}

// opaque is the length of a comment, CDATA section or instruction that b begins with; one
// that does not end reaches to the end.
func opaque(b []byte) int {
	for _, m := range [...][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(b, []byte(m[0])) {
			if i := bytes.Index(b[len(m[0]):], []byte(m[1])); i >= 0 {
				return len(m[0]) + i + len(m[1])
			}
			return len(b)
		}
	}
	return 0
}

// selfClosed is true for an entry that has no content at all.
func selfClosed(tag []byte) bool {
	i := bytes.IndexByte(tag, '>')
	return i > 0 && tag[i-1] == '/'
}

func isTag(b []byte, open, name string) bool {
	n := len(open) + len(name)
	return len(b) > n && string(b[:len(open)]) == open && string(b[len(open):n]) == name &&
		(b[n] == '>' || b[n] == '/' || asciiSpace(b[n]))
}

// rootTag is where the root's start tag stands and its lower-case name.
func rootTag(b []byte) (start, end int, name string) {
	rest := skipProlog(b)
	for firstTag(rest) == "!doctype" {
		i := bytes.IndexByte(rest, '>')
		if i < 0 {
			break
		}
		rest = skipProlog(rest[i+1:])
	}
	start = len(b) - len(rest)
	i := bytes.IndexByte(rest, '>')
	if i < 0 {
		return start, len(b), firstTag(rest)
	}
	return start, start + i + 1, firstTag(rest)
}
