package document

import (
	"strings"
	"testing"
)

// Feeds of the RSS 0.91 kind begin with a document type, which is no sign of a page.
func TestFeedWithDocumentTypeIsAFeed(t *testing.T) {
	t.Parallel()
	for name, head := range map[string]string{
		"public":   `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://example.org/rss-0.91.dtd">`,
		"entities": `<!DOCTYPE rss [<!ENTITY me "somebody">]>`,
	} {
		docs, err := Read([]byte(`<?xml version="1.0"?>`+head+`<rss version="0.91"><channel><title>Example</title>
<item><title>Ministry expects 120 people</title><link>http://x.example/a</link><description>They should be flown home.</description></item>
<item><title>Flight landed</title><link>http://x.example/b</link><description>Officials said so.</description></item>
</channel></rss>`), Hints{})
		if err != nil || len(docs) != 2 || docs[0].Kind != Feed || strings.Contains(docs[0].Text, "Flight landed") {
			t.Errorf("%s: %v, %d documents", name, err, len(docs))
		}
	}
	if docs, err := Read([]byte(`<!DOCTYPE html><html><body><p>A flight left.</p></body></html>`), Hints{}); err != nil || docs[0].Kind != HTML {
		t.Errorf("a page: %v", err)
	}
}

func TestJSONIsNoReport(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{`{"icao":"a2c4e0","timestamp":1.0,"trace":[]}`, "\n[1, 2]\n"} {
		if _, err := Read([]byte(raw), Hints{File: "trace.json"}); err == nil || !strings.Contains(err.Error(), "trace.json") || !strings.Contains(err.Error(), "scan") {
			t.Errorf("%q: %v", raw, err)
		}
	}
	if _, err := Read([]byte("{An aside} A flight left."), Hints{}); err != nil {
		t.Errorf("a text in braces: %v", err)
	}
}
