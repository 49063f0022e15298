package document

import (
	"testing"
	"time"
)

func TestAddress(t *testing.T) {
	t.Parallel()
	const page = "news.example/world/flight"
	for raw, want := range map[string]string{
		"https://news.example/world/flight":                            page,
		"http://NEWS.example:80/world/flight#comments":                 page,
		"https://news.example:443/world/flight?utm_source=x&fbclid=y":  page,
		"https://news.example./world/flight?UTM_Campaign=a":            page,
		"https://news.example/world/flight?id=3&utm_medium=rss&page=2": page + "?id=3&page=2",
		"https://news.example/world/flight?page=2&id=3":                page + "?page=2&id=3", // another order may be another page
		"https://news.example/world/flight?ref=home":                   page + "?ref=home",    // a site may choose its text by it
		"https://news.example/world/flight/":                           page + "/",
		"https://news.example/World/flight":                            "news.example/World/flight",
		"https://news.example:8443/world/flight":                       "news.example:8443/world/flight",
		"https://www.news.example/world/flight":                        "www.news.example/world/flight",
		"https://news.example/app#!/story/4":                           "news.example/app#!/story/4",
		"https://news.example":                                         "news.example/",
		"https://[2001:DB8::1]/a":                                      "[2001:db8::1]/a",
		"ftp://news.example/a":                                         "", "report.txt": "", "": "", "https://": "", "https://%zz": "",
	} {
		if got := Address(raw); got != want {
			t.Errorf("%s is %q, want %q", raw, got, want)
		}
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	at := func(d Document, day int) Document {
		d.Retrieved = time.Date(2025, 10, day, 6, 0, 0, 0, time.UTC)
		return d
	}
	page := func(raw, text string) Document {
		d := plainText(text)
		d.RawHash, d.Kind = hash([]byte(raw)), HTML
		return d
	}
	first, nonce, second := page("a", "120 left."), page("a with another nonce", "120 left."), page("b", "110 left.")
	entry := plainText("An entry of a feed.")
	entry.Kind = Feed
	again := page("b", "Head\n\n110 left.") // the bytes of the second, read by a better reader
	list := []Document{at(second, 4), at(first, 1), at(nonce, 2), at(entry, 3), at(first, 5), at(again, 4)}
	got := Versions(list, HTML)
	if len(got) != 3 {
		t.Fatalf("%d versions, want the first text, the second, and the first again", len(got))
	}
	for i, want := range []struct {
		text        string
		captures    int
		first, last int
	}{{"120 left.", 2, 1, 2}, {"Head\n\n110 left.", 2, 4, 4}, {"120 left.", 1, 5, 5}} {
		v := got[i]
		if v.Number != i+1 || v.Document.Text != want.text || v.Captures != want.captures || v.First.Day() != want.first || v.Last.Day() != want.last {
			t.Errorf("version %d is %q from %d to %d, %d captures; want %+v", v.Number, v.Document.Text, v.First.Day(), v.Last.Day(), v.Captures, want)
		}
	}
}
