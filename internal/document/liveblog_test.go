package document

import (
	"strings"
	"testing"
	"time"
)

const livePage = `<!doctype html><html lang="en"><head><title>Removal flights: as it happened | Example News</title>
<meta property="og:site_name" content="Example News"><meta property="article:published_time" content="2025-09-29T08:00:00-04:00"><meta property="article:modified_time" content="2025-09-30T21:00:00-04:00"></head>
<body><main class="live-blog"><h1>Removal flights: as it happened</h1>
<div class="posts">
<article class="live-blog-post"><time datetime="2025-09-30T20:15:00-04:00">20:15</time><h2>Flight arrives</h2><p>The plane landed in Tehran today, officials said.</p></article>
<article class="live-blog-post"><time datetime="2025-09-29T22:40:00-04:00">22:40</time><h2>Take-off</h2><p>A charter with about 100 Iranians left Louisiana today, the newspaper reported.</p><p>The ministry has not replied to our questions about the flight.</p></article>
<article class="live-blog-post"><time datetime="2025-09-29T09:00:00-04:00">09:00</time><h2>Morning</h2><p>The ministry has not replied to our questions about the flight.</p></article>
</div></main></body></html>`

// Each entry of a live blog keeps its own time and words; what two entries say in the same
// words is read once.
func TestLiveBlog(t *testing.T) {
	t.Parallel()
	docs, err := Read([]byte(livePage), Hints{File: "live.html", Retrieved: time.Date(2025, 10, 1, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	d := docs[0]
	if err := Verify(d); err != nil {
		t.Error(err)
	}
	if d.Title != "Removal flights: as it happened" || d.Published == nil || d.Updated == nil || d.Published.Zone != "-04:00" {
		t.Errorf("head: %q, %v, %v", d.Title, d.Published, d.Updated)
	}
	want := []struct{ at, words string }{
		{"2025-10-01T00:15:00Z", "The plane landed in Tehran today, officials said."},
		{"2025-09-30T02:40:00Z", "A charter with about 100 Iranians left Louisiana today, the newspaper reported."},
		{"2025-09-29T13:00:00Z", "Morning"},
	}
	if len(d.Entries) != len(want) {
		t.Fatalf("%d entries, want %d: %+v", len(d.Entries), len(want), d.Entries)
	}
	for i, w := range want {
		e := d.Entries[i]
		if got := e.At.At.Format(time.RFC3339); got != w.at || e.At.Zone != "-04:00" {
			t.Errorf("entry %d is of %s zone %q, want %s", i, got, e.At.Zone, w.at)
		}
		if text := d.Text[e.Start:e.End]; !strings.Contains(text, w.words) || strings.HasPrefix(text, "\n") {
			t.Errorf("entry %d is %q, without %q", i, text, w.words)
		}
		if got, ok := d.EntryAt(e.Start); !ok || got.Start != e.Start {
			t.Errorf("entry %d is not found at its start", i)
		}
	}
	if n := strings.Count(d.Text, "has not replied"); n != 1 {
		t.Errorf("the repeated sentence is read %d times", n)
	}
}

func TestAPageWithTimesIsNoLiveBlog(t *testing.T) {
	t.Parallel()
	plain := strings.NewReplacer("live-blog-post", "post", "live-blog", "page").Replace(livePage)
	docs, err := Read([]byte(plain), Hints{File: "list.html"})
	if err != nil {
		t.Fatal(err)
	}
	if len(docs[0].Entries) > 0 {
		t.Errorf("a page that nowhere says that it is live has %d entries", len(docs[0].Entries))
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The flight left the airport on Monday, and officials said that it was full.":                    "en",
		"El vuelo salió el lunes del aeropuerto con los deportados, según el gobierno de Honduras.":      "es",
		"Le vol a quitté l’aéroport lundi avec les expulsés, selon des responsables qui ont parlé.":      "fr",
		"غادرت الطائرة المطار يوم الاثنين وعلى متنها المرحلون بحسب المسؤولين.":                           "ar",
		"هواپیما روز دوشنبه با اخراج‌شدگان از فرودگاه پرواز کرد و مقام‌ها گفتند که پر بود.":              "fa", //nolint:staticcheck // Persian is written with the joiner
		"هواپيما روز دوشنبه از فرودگاه به تهران رفت و اين را مقام ها در تهران گفته اند":                  "fa",
		"Der Flug ist am Montag mit den Abgeschobenen gestartet, und die Behörden haben nicht reagiert.": "de",
		"O voo não saiu do aeroporto com os deportados, e as autoridades não falaram com uma agência.":   "pt",
		"پرواز پیر کے روز ہوائی اڈے سے روانہ ہوئی اور حکام نے کہا کہ وہ بھری ہوئی تھی۔":                  "ur",
		"120": "",
	} {
		if got := guessLanguage(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	docs, err := Read([]byte(`<html lang="en"><body><article><h1>خبر</h1><p>غادرت الطائرة المطار يوم الاثنين وعلى متنها المرحلون بحسب المسؤولين في المطار.</p></article></body></html>`), Hints{File: "a.html"})
	if err != nil || docs[0].Language != "ar" || !strings.Contains(strings.Join(docs[0].Warnings, "\n"), `declared to be in "en"; its words are Arabic`) {
		t.Errorf("%v %q %q", err, docs[0].Language, docs[0].Warnings)
	}
}
