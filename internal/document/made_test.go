package document

import (
	"strings"
	"testing"
)

// A page may give itself another's address, and a pasted text may be what this program printed:
// both are named, neither is left out.
func TestMadeToBeTakenForAnother(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ raw, url, want string }{
		"lookalike canonical": {`<html><head><link rel="canonical" href="https://www.reutеrs.com/world/1"></head><body><article><p>Forty people were deported to Ghana on Monday, an official said there.</p></article></body></html>`, "", "looks like reuters.com but is not"},
		"lookalike og:url":    {`<html><head><meta property="og:url" content="https://nytimes.com.example.net/a"></head><body><article><p>Forty people were deported to Ghana on Monday, an official said there.</p></article></body></html>`, "", "begins like nytimes.com but is not"},
		"another host":        {`<html><head><link rel="canonical" href="https://www.reuters.com/a"></head><body><article><p>Forty people were deported to Ghana on Monday, an official said there.</p></article></body></html>`, "https://example.org/a", "was read from example.org"},
		"pasted output":       {"s-bd176480dbf42cb4  happened; approx 100 people  [amber]\n  this document\ns-d2d58b7f0980c74f  happened; 30 people  [green]\n", "", "words of this program's own pages"},
		"pasted page":         {"Forty people were aboard. Unknown means unknown. A track never says who was aboard. Not legal advice.", "", "words of this program's own pages"},
	} {
		docs, err := Read([]byte(c.raw), Hints{File: "a.html", URL: c.url})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := strings.Join(docs[0].Warnings, "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s: warnings %q, want %q", name, got, c.want)
		}
		if strings.HasPrefix(name, "pasted") != RepeatsOurs(docs[0]) {
			t.Errorf("%s: repeats ours is %v", name, RepeatsOurs(docs[0]))
		}
	}
	docs, err := Read([]byte(`<html><head><link rel="canonical" href="https://www.example.org/a"></head><body><article><p>Forty people were deported to Ghana on Monday.</p></article></body></html>`), Hints{URL: "https://example.org/a?utm_source=x"})
	if err != nil || len(docs[0].Warnings) != 0 {
		t.Errorf("its own address: %v %v", docs[0].Warnings, err)
	}
}
