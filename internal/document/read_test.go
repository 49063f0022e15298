package document

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func readOne(t *testing.T, raw string, h Hints) Document {
	t.Helper()
	docs, err := Read([]byte(raw), h)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	if len(docs) != 1 {
		t.Fatalf("Read gives %d documents, want 1", len(docs))
	}
	if err := Verify(docs[0]); err != nil {
		t.Fatal(err)
	}
	return docs[0]
}

func partText(d Document, kind PartKind) string {
	var all []string
	for _, p := range d.Parts {
		if p.Kind == kind {
			all = append(all, d.Text[p.Start:p.End])
		}
	}
	return strings.Join(all, " | ")
}

func warned(d Document, words ...string) bool {
	for _, w := range d.Warnings {
		all := true
		for _, word := range words {
			all = all && strings.Contains(w, word)
		}
		if all {
			return true
		}
	}
	return false
}

func TestOriginReport(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../../shared/data/origin-report.txt")
	if err != nil {
		t.Skip("needs shared/data/origin-report.txt beside the checkout: ", err)
	}
	d := readOne(t, string(raw), Hints{File: "/somewhere/origin-report.txt", Published: "2025-09-30"})
	if d.Text != string(raw) || d.TextHash != d.RawHash {
		t.Error("the text of a plain-text file is not its own bytes")
	}
	if d.Kind != Text || d.Title != "" || partText(d, Headline) != "" {
		t.Errorf("kind %q, title %q: the file begins with a lede, not with a headline", d.Kind, d.Title)
	}
	if len(d.Parts) != 1 || d.Parts[0].Start != 1 || !strings.HasPrefix(d.Text[1:], "The US has deported 120 Iranians") {
		t.Errorf("parts %v: want one body that begins after the first newline", d.Parts)
	}
	if d.Published == nil || d.Published.Day().Format("Monday 2006-01-02") != "Tuesday 2025-09-30" || d.Published.Source != "--published" {
		t.Errorf("published %+v", d.Published)
	}
	if fmt.Sprint(d.Credits) != "[Agencies]" || d.Language != "en" || d.File != "origin-report.txt" || len(d.Warnings) != 0 {
		t.Errorf("credits %v, language %q, file %q, warnings %q", d.Credits, d.Language, d.File, d.Warnings)
	}
}

func TestPlainParts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ raw, headline, body string }{
		"set apart":            {"Flight leaves for Doha\n\nA flight left on Monday.\n", "Flight leaves for Doha", "A flight left on Monday."},
		"carriage returns":     {"Flight leaves for Doha\r\n\r\nA flight left.\r\nIt went east.\r\n", "Flight leaves for Doha", "A flight left.\r\nIt went east."},
		"byte order mark":      {"\ufeffFlight leaves for Doha\n\nA flight left.", "Flight leaves for Doha", "A flight left."},
		"on top":               {"Flight leaves for Doha\nA flight left on Monday with a number of people on board.\n", "Flight leaves for Doha", "A flight left on Monday with a number of people on board."},
		"abbreviation":         {"Ninety people sent back by the U.S.\n\nA flight left.", "Ninety people sent back by the U.S.", "A flight left."},
		"a question":           {"Where did they go?\n\nNobody says.", "Where did they go?", "Nobody says."},
		"lede set apart":       {"A flight left on Monday.\n\nIt went east.", "", "A flight left on Monday.\n\nIt went east."},
		"quotation":            {"“They were afraid.”\n\nIt went east.", "", "“They were afraid.”\n\nIt went east."},
		"wrapped":              {"A flight left on Monday for the\nstate of Qatar and went on from there to Tehran.", "", "A flight left on Monday for the\nstate of Qatar and went on from there to Tehran."},
		"wrapped at a capital": {"A flight left on Monday for the state of\nQatar and went on from there to Tehran.", "", "A flight left on Monday for the state of\nQatar and went on from there to Tehran."},
		"one line":             {"A flight left", "", "A flight left"},
		"too long":             {strings.Repeat("long ", 41) + "\n\nA flight left.", "", strings.Repeat("long ", 41) + "\n\nA flight left."},
		"mentions markup":      {"The page said <b>120</b> people.\n", "", "The page said <b>120</b> people."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := "x.html" // names lie; only where markup stands in the text are they believed
			if name == "mentions markup" {
				file = "x.txt"
			}
			d := readOne(t, c.raw, Hints{File: file})
			if d.Text != c.raw {
				t.Errorf("text %q is not the file's own bytes %q", d.Text, c.raw)
			}
			if got := partText(d, Headline); got != c.headline {
				t.Errorf("headline %q, want %q", got, c.headline)
			}
			if got := strings.TrimSpace(partText(d, Body)); got != strings.TrimSpace(c.body) {
				t.Errorf("body %q, want %q", got, c.body)
			}
		})
	}
}

func TestPartAt(t *testing.T) {
	t.Parallel()
	d := readOne(t, "Flight leaves\n\nIt left.\n", Hints{})
	for offset, want := range map[int]PartKind{-1: "", 0: Headline, 12: Headline, 13: "", 14: "", 15: Body, 22: Body, 23: "", 900: ""} {
		if got := d.PartAt(offset); got != want {
			t.Errorf("byte %d is %q, want %q", offset, got, want)
		}
	}
}

func TestVerifyFindsChanges(t *testing.T) {
	t.Parallel()
	whole := readOne(t, "Zürich says nothing\n\nA flight left.\n", Hints{})
	for name, change := range map[string]func(*Document){
		"a byte of the raw":   func(d *Document) { d.Raw = append([]byte("x"), d.Raw[1:]...) },
		"a letter":            func(d *Document) { d.Text = strings.Replace(d.Text, "left", "came", 1) },
		"another identifier":  func(d *Document) { d.ID = "d-0000000000000000" },
		"no hash":             func(d *Document) { d.RawHash = "" },
		"part past the end":   func(d *Document) { d.Parts = []Part{{Body, 0, len(d.Text) + 1}} },
		"part in a character": func(d *Document) { d.Parts = []Part{{Body, 2, 5}} },
		"end in a character":  func(d *Document) { d.Parts = []Part{{Body, 0, 2}} },
		"overlap":             func(d *Document) { d.Parts = []Part{{Headline, 0, 5}, {Body, 4, 9}} },
		"empty part":          func(d *Document) { d.Parts = []Part{{Body, 5, 5}} },
		"text of another": func(d *Document) {
			d.Text += "x"
			d.TextHash = hash([]byte(d.Text))
		},
	} {
		d := whole
		change(&d)
		if Verify(d) == nil {
			t.Errorf("%s: not found", name)
		}
	}
}

func TestCharsets(t *testing.T) {
	t.Parallel()
	const utf = "Zürich, Genève: „120“ people"
	latin := "Z\xfcrich, Gen\xe8ve: \x84120\x93 people"
	utf16le := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.Write([]byte{byte(r), byte(r >> 8)})
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		raw, label, want, charset string
		warning                   []string
	}{
		"utf-8":                         {utf, "", utf, "", nil},
		"utf-8 labelled latin":          {utf, "text/plain; charset=iso-8859-1", utf, "", []string{"Content-Type header", "windows-1252", "UTF-8"}},
		"latin labelled utf-8":          {latin, "text/plain; charset=utf-8", utf, "windows-1252", []string{"not UTF-8", "at 1"}},
		"latin without a label":         {latin, "", utf, "windows-1252", []string{"not UTF-8", "at 1"}},
		"latin labelled":                {latin, "text/plain; charset=windows-1252", utf, "windows-1252", []string{"declared in the Content-Type header"}},
		"cyrillic labelled":             {"\xd0\xe5\xe9\xf1", "text/plain; charset=windows-1251", "Рейс", "windows-1251", []string{"windows-1251"}},
		"unknown label":                 {latin, "text/plain; charset=klingon", utf, "windows-1252", []string{"klingon", "not one that is known"}},
		"utf-16 with a mark":            {"\xff\xfe" + utf16le(utf), "", utf, "utf-16le", []string{"byte order mark"}},
		"utf-16 without a mark":         {utf16le("Рейс 120 Qatar and Tehran, " + utf), "", "Рейс 120 Qatar and Tehran, " + utf, "utf-16le", []string{"every other byte is 0"}},
		"utf-8 with one bad byte":       {utf + " \xff.", "", utf + " \ufffd.", "utf-8", []string{"1 bytes", fmt.Sprintf("at byte %d", len(utf)+1)}},
		"utf-8 that is cut":             {utf + " Zü"[:3], "", utf + " Z\ufffd", "utf-8", []string{"1 bytes"}},
		"utf-16 label on plain letters": {"plain letters", "text/plain; charset=utf-16", "plain letters", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := readOne(t, c.raw, Hints{ContentType: c.label})
			if d.Text != c.want || d.Charset != c.charset {
				t.Errorf("text %q from %q, want %q from %q", d.Text, d.Charset, c.want, c.charset)
			}
			if c.warning != nil && !warned(d, c.warning...) {
				t.Errorf("warnings %q name no %q", d.Warnings, c.warning)
			}
			if c.warning == nil && len(d.Warnings) > 0 {
				t.Errorf("warnings %q, want none", d.Warnings)
			}
			if d.RawHash != hash([]byte(c.raw)) {
				t.Error("the hash is not of the bytes as received")
			}
		})
	}
}

func TestMetaCharset(t *testing.T) {
	t.Parallel()
	d := readOne(t, "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"></head><body><h1>\xd0\xe5\xe9\xf1</h1><p>\xd0\xe5\xe9\xf1 120.</p></body></html>", Hints{})
	if partText(d, Headline) != "Рейс" || partText(d, Body) != "Рейс 120." || !warned(d, "windows-1251", "meta element") {
		t.Errorf("text %q, warnings %q", d.Text, d.Warnings)
	}
}

func TestStrangeCharacters(t *testing.T) {
	t.Parallel()
	raw := "A flight\u202e left\u200b with\u200b 12\x000 people.\nمی\u200cروم"
	d := readOne(t, raw, Hints{})
	if d.Text != raw {
		t.Error("the characters are not kept")
	}
	for _, want := range [][]string{{"right-to-left override", "U+202E", "1 in", "byte 8:"}, {"zero-width space", "2 in", "byte 16:"}, {"NUL", "byte 30:"}} {
		if !warned(d, want...) {
			t.Errorf("no warning says %q: %q", want, d.Warnings)
		}
	}
	if warned(d, "non-joiner") {
		t.Error("ordinary Persian spelling is warned of")
	}
}

func TestStamps(t *testing.T) {
	t.Parallel()
	retrieved := time.Date(2025, 10, 2, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		h             Hints
		at, day, zone string // empty: not believed
		warning       string
	}{
		"a day":          {Hints{Published: "2025-09-30", Zone: "America/New_York"}, "2025-09-30T00:00:00Z", "2025-09-30", "America/New_York", ""},
		"a time":         {Hints{Published: "2025-09-30T23:30:00-05:00"}, "2025-10-01T04:30:00Z", "2025-09-30", "-05:00", ""},
		"outlet's zone":  {Hints{Published: "2025-09-30T21:30:00Z", Zone: "Asia/Tehran"}, "2025-09-30T21:30:00Z", "2025-10-01", "Asia/Tehran", ""},
		"offset as zone": {Hints{Published: "2025-09-30T23:30:00Z", Zone: "+02:00"}, "2025-09-30T23:30:00Z", "2025-10-01", "+02:00", ""},
		"the future":     {Hints{Published: "2031-01-01"}, "", "", "", "after the document was received"},
		"long ago":       {Hints{Published: "1970-01-01"}, "", "", "", "before 1990"},
		"tomorrow here":  {Hints{Published: "2025-10-03"}, "2025-10-03T00:00:00Z", "2025-10-03", "", ""},
	} {
		c.h.Retrieved = retrieved
		d := readOne(t, "A flight left.", c.h)
		switch {
		case c.at == "" && (d.Published != nil || !warned(d, c.warning)):
			t.Errorf("%s: published %+v, warnings %q", name, d.Published, d.Warnings)
		case c.at != "" && (d.Published == nil || d.Published.At.Format(time.RFC3339) != c.at || d.Published.Day().Format("2006-01-02") != c.day || d.Published.Zone != c.zone):
			t.Errorf("%s: published %+v, want %s, day %s, zone %s", name, d.Published, c.at, c.day, c.zone)
		}
	}
	for _, h := range []Hints{{Published: "30/09/2025"}, {Published: "yesterday"}, {Zone: "Mars/Olympus"}, {Zone: "Local"}} {
		if _, err := Read([]byte("A flight left."), h); err == nil {
			t.Errorf("%+v is accepted", h)
		}
	}
}

func TestUserTimeWinsAndSaysSo(t *testing.T) {
	t.Parallel()
	d := readOne(t, `<html><head><meta property="article:published_time" content="2025-09-28T10:00:00Z"></head><body><p>A flight left.</p></body></html>`, Hints{Published: "2025-09-30"})
	if d.Published.At.Day() != 30 || !warned(d, "2025-09-30 by --published, used", "2025-09-28", "meta article:published_time") {
		t.Errorf("published %+v, warnings %q", d.Published, d.Warnings)
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"2025-09-30T07:10:00.123+01:00":     "2025-09-30T06:10:00Z +01:00",
		"2025-09-30T07:10:00+0100":          "2025-09-30T06:10:00Z +01:00",
		"2025-09-30 07:10":                  "2025-09-30T07:10:00Z ",
		"Tue, 30 Sep 2025 07:10:00 GMT":     "2025-09-30T07:10:00Z GMT",
		"Tue, 30 Sep 2025 07:10:00 PST":     "2025-09-30T15:10:00Z PST",
		"30 Sep 25 07:10 -0500":             "2025-09-30T12:10:00Z -05:00",
		"September 30, 2025":                "2025-09-30T00:00:00Z date",
		"20250930":                          "2025-09-30T00:00:00Z date",
		"Tue,  30 Sep 2025 07:10:00\n+0200": "2025-09-30T05:10:00Z +02:00",
		"soon":                              "",
		"2025-13-45":                        "",
	} {
		got := ""
		if s, ok := parseStamp(value, "x", ""); ok {
			got = s.At.Format(time.RFC3339) + " " + s.Zone
			if s.Date {
				got += "date"
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", value, got, want)
		}
	}
}

func TestCredits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"A flight left.\nAgencies contributed to this report":                                "[Agencies]",
		"A flight left.\nThe Associated Press and Reuters contributed to this report.":       "[AP Reuters]",
		"WASHINGTON (AP) — A flight left.":                                                   "[AP]",
		"A flight left. (Reuters)":                                                           "[Reuters]",
		"A flight left.\nWith Reuters":                                                       "[Reuters]",
		"A flight left.\nWith reporting by AFP and the Associated Press":                     "[AP AFP]",
		"A flight left.\nAdditional reporting by Jane Example in Doha":                       "[]",
		"A flight left.\nAdditional reporting by Reuters and Jane Example":                   "[Reuters]",
		"Reuters first reported that a flight left.":                                         "[]",
		"A flight left.\nThe news agencies were told nothing, an official said.":             "[]",
		"The airline (AP Air) flew.\nA longer line follows here and it names no wire at all": "[]",
	} {
		if got := fmt.Sprint(readOne(t, text, Hints{}).Credits); got != want {
			t.Errorf("%q credits %s, want %s", text, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ raw, want string }{
		"nothing":    {"", "empty"},
		"only space": {" \r\n\t", "empty"},
		"pdf":        {"%PDF-1.7\n", "a PDF"},
		"gzip":       {"\x1f\x8b\x08\x00", "gzip"},
		"zip":        {"PK\x03\x04xxxx", "zip"},
		"binary":     {strings.Repeat("\x01\x02\xff\x00\x03", 100), "byte 2 is not text"},
		"empty page": {"<html><body><script>x</script></body></html>", "no text"},
		"empty feed": {"<rss><channel><title>Nothing</title></channel></rss>", "no entries"},
	} {
		if docs, err := Read([]byte(c.raw), Hints{File: "input.bin"}); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "input.bin") {
			t.Errorf("%s: %d documents, error %v, want one that names the file and says %q", name, len(docs), err, c.want)
		}
	}
}

func TestHugeHeadline(t *testing.T) {
	t.Parallel()
	_, err := Read(make([]byte, MaxRaw+1), Hints{File: "huge.html"})
	if err == nil || !strings.Contains(err.Error(), "huge.html") || !strings.Contains(err.Error(), "limit") {
		t.Errorf("an input over the limit: %v", err)
	}
	long := strings.Repeat("word ", 1000)
	d := readOne(t, "<html><body><h1>"+long+"</h1><p>A flight left.</p></body></html>", Hints{})
	if partText(d, Headline) != "" || !strings.Contains(partText(d, Body), "word word") {
		t.Error("a heading of 5,000 bytes is taken for a headline")
	}
}

func TestFeedIsCutNotLost(t *testing.T) {
	t.Parallel()
	cut := "<rss><channel><item><title>One left</title></item><item><title>Two"
	docs, err := Read([]byte(cut), Hints{URL: "https://x.example/feed"})
	if !errors.Is(err, ErrPartial) || len(docs) != 1 || docs[0].Title != "One left" || !strings.Contains(err.Error(), fmt.Sprint(strings.LastIndex(cut, "<item>"))) {
		t.Errorf("%d documents, error %v", len(docs), err)
	}
	var many strings.Builder
	many.WriteString("<rss><channel>")
	for i := range MaxFeedItems + 5 {
		fmt.Fprintf(&many, "<item><title>Entry number %d</title></item>", i)
	}
	many.WriteString("</channel></rss>")
	f, err := splitFeed([]byte(many.String()))
	last := fmt.Sprintf("<item><title>Entry number %d</title></item>", MaxFeedItems-1)
	if err == nil || !strings.Contains(err.Error(), "50000") || len(f.entries) != MaxFeedItems || string(f.entries[MaxFeedItems-1].raw) != last {
		t.Errorf("%d entries of a feed that is too long, error %v", len(f.entries), err)
	}
}

func TestFeedEntryIsTheSameByItself(t *testing.T) {
	t.Parallel()
	feed := `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title><item><title>One</title><link>https://x.example/1</link><content:encoded>&lt;p&gt;It left.&lt;/p&gt;</content:encoded></item></channel></rss>`
	d := readOne(t, feed, Hints{})
	if want := feed[strings.Index(feed, "<item>") : strings.Index(feed, "</item>")+7]; string(d.Raw) != want {
		t.Errorf("raw %q, want the entry's own element", d.Raw)
	}
	again := readOne(t, string(d.Raw), Hints{})
	if again.ID != d.ID || again.Text != d.Text || again.URL != d.URL {
		t.Errorf("read from the feed: %s %q; by itself: %s %q", d.ID, d.Text, again.ID, again.Text)
	}
}

// Inputs that are made to cost much. The limit is generous: what it guards against is minutes.
func TestCostlyPages(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of parsing")
	}
	attrs := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " a%d=%d", i, i)
		}
		return b.String()
	}
	for name, raw := range map[string]string{
		"nested 100,000 deep": "<html><body>" + strings.Repeat("<div>", 100_000) + "A flight left." + strings.Repeat("</div>", 100_000),
		"formatting in blocks": "<html><body>" + func() (s string) {
			for i := range 400 {
				s += fmt.Sprintf("<b a=%d>", i)
			}
			return s
		}() + strings.Repeat("<p>A flight left.", 100_000),
		"a tag of attributes": "<html><body>" + strings.Repeat("<b"+attrs(2000)+">", 200) + "A flight left.",
		"body again and again": "<html>" + func() string {
			var b strings.Builder
			for i := range 100_000 {
				fmt.Fprintf(&b, "<body a%d=1>", i)
			}
			return b.String()
		}() + "A flight left.",
		"a line of 10 MB":        "<html><body><p>" + strings.Repeat("A flight left. ", 700_000) + "</p></body></html>",
		"plain line of 10 MB":    strings.Repeat("A flight left. ", 700_000),
		"many paragraphs":        "<html><body>" + strings.Repeat("<p>A flight left, they said.</p>", 20_000),
		"many divs":              "<html><body>" + strings.Repeat("<div class=x>A flight left, <a href=y>they</a> said.</div>", 12_000),
		"nested 400 deep, often": "<html><body>" + strings.Repeat(strings.Repeat("<div class='intro related'>", 400)+"A flight left."+strings.Repeat("</div>", 400), 40),
		"links and lists":        "<html><body>" + strings.Repeat("<ul><li><a href=x>A flight left</a></li></ul>", 12_000) + "<p>A flight left.",
		"tags never closed":      "<html><body>" + strings.Repeat("<a href=x", 500_000) + ">A flight left.",
		"comments never closed":  "<html><body><p>A flight left." + strings.Repeat("<!--", 500_000),
		"behind svg": "<html><body><svg><title><p></svg></title></p><style></svg><p>" + func() (s string) {
			for i := range 400 {
				s += fmt.Sprintf("<b a=%d>", i)
			}
			return s
		}() + strings.Repeat("<p>A flight left.", 100_000),
		"tables in tables": "<html><body>" + strings.Repeat("<table><tr><td>A flight left.", 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			d := readOne(t, raw, Hints{})
			if took := time.Since(start); took > time.Minute {
				t.Errorf("%d bytes took %v", len(raw), took)
			} else {
				t.Logf("%d bytes, %v, %s, %q", len(raw), took.Round(time.Millisecond), d.Extractor, d.Warnings)
			}
			if !strings.Contains(d.Text, "A flight left") && name != "behind svg" { // a style that never ends hides all after it
				t.Error("the text is lost")
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"A flight left.", "Headline\r\n\r\nBody.", "\ufeffx", "<html><body><p>x</p>", "<rss><channel><item><title>x</title></item>",
		"<feed><entry><title>x</title><content type=\"html\">&lt;p&gt;y</content></entry></feed>", "\xff\xfea\x00", "Z\xfcrich",
		"<p><aside>x y z</aside><table><tr><td>1<td>2</table>", "<rdf:RDF><item><title>x</title></item></rdf:RDF>",
		"<html><head><meta charset=koi8-r></head><body>\xd2<time datetime=2025-09-30>x</time><figure><figcaption>c",
	} {
		f.Add([]byte(seed), "text/html; charset=utf-8")
	}
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		docs, err := Read(raw, Hints{File: "f", ContentType: contentType})
		if err != nil && len(docs) > 0 && !errors.Is(err, ErrPartial) {
			t.Errorf("documents beside an error that is not ErrPartial: %v", err)
		}
		for _, d := range docs {
			if err := Verify(d); err != nil {
				t.Error(err)
			}
			if !utf8.ValidString(d.Text) {
				t.Error("the text is not UTF-8")
			}
			if d.Kind == Text && d.Charset == "" && !bytes.Equal([]byte(d.Text), raw) {
				t.Error("plain text is not its own bytes")
			}
		}
		again, _ := Read(raw, Hints{File: "f", ContentType: contentType})
		if diff := cmp.Diff(docs, again); diff != "" {
			t.Errorf("the same bytes read twice give two answers: %s", diff)
		}
	})
}

func BenchmarkPlain(b *testing.B) {
	raw := []byte(strings.Repeat("A flight left on Monday with 120 people, an official said. ", 45))
	for b.Loop() {
		if _, err := Read(raw, Hints{Published: "2025-09-30"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	raw, err := os.ReadFile("testdata/pages/news.txtar")
	if err != nil {
		b.Fatal(err)
	}
	page := bytes.SplitN(raw, []byte("-- page --\n"), 2)[1]
	page = bytes.Replace(page, []byte("<p>The department"), bytes.Repeat([]byte("<p>A paragraph of ordinary length that says where an aircraft was seen and <a href=x>when</a>.</p>\n"), 60), 1)
	for b.Loop() {
		if _, err := Read(page, Hints{}); err != nil {
			b.Fatal(err)
		}
	}
}
