package web

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

func TestEveryAnswerForbidsWhatItDoesNotNeed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, path := range []string{"/operations", "/operations/" + slug + ".json", "/nothing", "/documents.csv", "/assets/style.css"} {
		h := get(t, w.Handler, path).Header()
		for key, want := range map[string]string{
			"Content-Security-Policy":    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":     "nosniff",
			"Referrer-Policy":            "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got := h.Get(key); got != want {
				t.Errorf("%s: %s is %q, want %q", path, key, got, want)
			}
		}
	}
}

// TestOnlyThisMachineIsAnswered is the defence against a page elsewhere that points its own
// name at 127.0.0.1.
func TestOnlyThisMachineIsAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.options()
	o.Hosts = []string{"desk.example"}
	h := New(o)
	for host, want := range map[string]int{
		"127.0.0.1": 200, "127.0.0.1:8647": 200, "localhost": 200, "LOCALHOST:1": 200, "[::1]:8647": 200, "::1": 200, "desk.example:80": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:8647": 421, "192.168.1.4": 421, "": 421, "127.0.0.1@evil.example": 421,
	} {
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/about", nil)
		r.Host = host
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if rec.Code != want {
			t.Errorf("Host %q: status %d, want %d", host, rec.Code, want)
		}
	}
}

// formOf fills the form of a document page whose verdict is given, as a browser would.
func formOf(t *testing.T, h http.Handler, path, verdict string) (action string, values url.Values) {
	t.Helper()
	page := parse(t, path, must(t, h, path))
	for _, f := range elements(page, "form") {
		values = url.Values{}
		for _, name := range []string{"input", "textarea", "select"} {
			for _, field := range elements(f, name) {
				switch name {
				case "input":
					values.Set(attr(field, "name"), attr(field, "value"))
				case "textarea":
					values.Set(attr(field, "name"), rawText(field))
				case "select":
					for _, opt := range elements(field, "option") {
						for _, a := range opt.Attr {
							if a.Key == "selected" {
								values.Set(attr(field, "name"), attr(opt, "value"))
							}
						}
					}
				}
			}
		}
		if values.Get("verdict") == verdict {
			return attr(f, "action"), values
		}
	}
	t.Fatalf("%s has no form to %s", path, verdict)
	return "", nil
}

func rawText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func post(h http.Handler, path string, v url.Values, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

func (w *world) verdict(t *testing.T, name string) store.Reviewed {
	t.Helper()
	s, err := w.Statement(t.Context(), w.ids[name])
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWritesNeedOurOwnForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/documents/" + w.docs[0].ID + "?s=" + w.ids["planned"]
	action, form := formOf(t, w.Handler, path, "accept")
	with := func(change func(url.Values)) url.Values {
		v := url.Values{}
		for k := range form {
			v.Set(k, form.Get(k))
		}
		change(v)
		return v
	}
	later := w.options()
	later.Now = func() time.Time { return now.Add(25 * time.Hour) }
	other := w.options()
	other.Token = []byte("another program's thirty-two byte")
	for name, c := range map[string]struct {
		h      http.Handler
		v      url.Values
		header []string
		path   string
		want   int
	}{
		"no token":              {w.Handler, with(func(v url.Values) { v.Del("token") }), nil, action, 403},
		"another token":         {w.Handler, with(func(v url.Values) { v.Set("token", strings.Repeat("0", 64)) }), nil, action, 403},
		"token of another form": {w.Handler, form, nil, "/ledger/check", 403},
		"token of a day ago":    {New(later), form, nil, action, 403},
		"another secret":        {New(other), form, nil, action, 403},
		"another site":          {w.Handler, form, []string{"Sec-Fetch-Site", "cross-site"}, action, 403},
		"another port":          {w.Handler, form, []string{"Sec-Fetch-Site", "same-site"}, action, 403},
		"another origin":        {w.Handler, form, []string{"Origin", "http://evil.example"}, action, 403},
		"null origin alone":     {w.Handler, form, []string{"Origin", "null"}, action, 403},
		"too large":             {w.Handler, with(func(v url.Values) { v.Set("note", strings.Repeat("x", 70<<10)) }), nil, action, 400},
		"no such verdict":       {w.Handler, with(func(v url.Values) { v.Set("verdict", "delete") }), nil, action, 422},
		"no such statement":     {w.Handler, with(func(v url.Values) { v.Set("statement", "s-0") }), nil, action, 404},
		"another document":      {w.Handler, with(func(v url.Values) { v.Set("statement", w.ids["aboard"]) }), nil, action, 422},
		"nothing to undo":       {w.Handler, with(func(v url.Values) { v.Set("verdict", "undo") }), nil, action, 409},
	} {
		if rec := post(c.h, c.path, c.v, c.header...); rec.Code != c.want {
			t.Errorf("%s: status %d, want %d: %s", name, rec.Code, c.want, rec.Body)
		}
		if got := w.verdict(t, "planned").Verdict; got != "" {
			t.Fatalf("%s: the statement was decided: %s", name, got)
		}
	}
	if rec := get(t, w.Handler, action); rec.Code == 200 || rec.Code == 303 {
		t.Errorf("GET %s answers %d: a link must not decide", action, rec.Code)
	}
	// A browser's own form, with the headers that no-referrer makes it send.
	rec := post(w.Handler, action, form, "Origin", "null", "Sec-Fetch-Site", "same-origin")
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("our own form: status %d: %s", rec.Code, rec.Body)
	}
	if got := w.verdict(t, "planned").Verdict; got != "accept" {
		t.Errorf("after accept the verdict is %q", got)
	}
}

// TestDecideWithoutScript accepts, undoes, rejects and edits with forms alone.
func TestDecideWithoutScript(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/documents/" + w.docs[0].ID + "?s=" + w.ids["planned"]
	send := func(path, verdict string, change func(url.Values)) string {
		t.Helper()
		action, form := formOf(t, w.Handler, path, verdict)
		if change != nil {
			change(form)
		}
		rec := post(w.Handler, action, form)
		if rec.Code != http.StatusSeeOther {
			t.Fatalf("%s: status %d: %s", verdict, rec.Code, rec.Body)
		}
		return rec.Header().Get("Location")
	}
	next := send(path, "accept", nil)
	if w.verdict(t, "planned").Verdict != "accept" {
		t.Fatal("accept did not accept")
	}
	if !strings.Contains(next, "s="+w.ids["upto"]) {
		t.Errorf("after accepting the second statement the page leads to %s, want the third", next)
	}
	if body := must(t, w.Handler, next); !strings.Contains(body, "<b>accepted:</b>") {
		t.Error("the page does not say what was just accepted")
	}
	send(next, "undo", nil)
	if v := w.verdict(t, "planned").Verdict; v != "" {
		t.Fatalf("after undo the verdict is %q", v)
	}
	send(path, "reject", nil)
	if w.verdict(t, "planned").Verdict != "reject" {
		t.Fatal("reject did not reject")
	}
	send(path, "edit", func(v url.Values) {
		v.Set("words", "eople should be  flown\nhom")
		v.Set("event", "proposed")
		v.Set("note", "the figure belongs to another sentence")
	})
	got := w.verdict(t, "planned")
	if got.Verdict != "edit" || got.Content.Text != "people should be flown home" || got.Event != statement.Proposed {
		t.Errorf("the edit gave %s %q %s, want whole words and the chosen event", got.Verdict, got.Content.Text, got.Event)
	}
	if len(got.Quantities) != 0 {
		t.Errorf("the figure stands outside the edited words and is still there: %v", got.Quantities)
	}
	if got.Proposed == nil || got.Proposed.Content.Text != "120 people should be flown home over the next couple of days" {
		t.Error("what was proposed is lost")
	}
	send("/documents/"+w.docs[0].ID+"?s="+w.ids["upto"], "edit", func(v url.Values) {
		v.Set("bound", "at_most")
		v.Set("value", "401")
	})
	if q := w.verdict(t, "upto").Quantities; len(q) != 1 || *q[0].Value != 401 || q[0].Bound != statement.AtMost {
		t.Errorf("the edited figure is %v", q)
	}
}

// TestEditedWordsBringTheirFigure narrows a statement until its figure is outside, and widens
// it again: the figure comes back from the words, and a value without a figure is refused.
func TestEditedWordsBringTheirFigure(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/documents/" + w.docs[0].ID + "?s=" + w.ids["planned"]
	send := func(set url.Values) *httptest.ResponseRecorder {
		t.Helper()
		action, form := formOf(t, w.Handler, path, "edit")
		for k := range set {
			form.Set(k, set.Get(k))
		}
		return post(w.Handler, action, form)
	}
	if rec := send(url.Values{"words": {"people should be flown home"}}); rec.Code != http.StatusSeeOther {
		t.Fatalf("narrow: status %d: %s", rec.Code, rec.Body)
	}
	if q := w.verdict(t, "planned").Quantities; len(q) != 0 {
		t.Fatalf("the narrowed words have the figures %v", q)
	}
	rec := send(url.Values{"value": {"120"}})
	if want := "the words hold no figure; widen the words so that it is inside"; rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), want) {
		t.Errorf("a value for words without a figure: status %d, want 422 saying %q", rec.Code, want)
	}
	if rec := send(url.Values{"words": {"120 people should be flown home"}}); rec.Code != http.StatusSeeOther {
		t.Fatalf("widen: status %d: %s", rec.Code, rec.Body)
	}
	got := w.verdict(t, "planned")
	if len(got.Quantities) != 1 || got.Quantities[0].Value == nil || *got.Quantities[0].Value != 120 {
		t.Fatalf("the widened words hold 120 and the statement has %v", got.Quantities)
	}
	if o := got.Origin(); o.Key != "noushabadi" {
		t.Errorf("the same sentence lost its speaker: %+v", o)
	}
	if rec := send(url.Values{"words": {"As many as 400 are to return in all"}, "by": {"Hossein Noushabadi, a foreign ministry official"}, "class": {"named_official"}}); rec.Code != http.StatusSeeOther {
		t.Fatalf("another sentence with its speaker: status %d: %s", rec.Code, rec.Body)
	}
	got = w.verdict(t, "planned")
	if len(got.Quantities) != 1 || got.Quantities[0].Value == nil || *got.Quantities[0].Value != 400 || got.Quantities[0].Bound != statement.UpTo {
		t.Errorf("the words say as many as 400 and the statement has %+v", got.Quantities)
	}
}

// TestEditedSpeaker names who stated it, and takes the name away from words of another sentence.
func TestEditedSpeaker(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/documents/" + w.docs[0].ID + "?s="
	send := func(name string, set url.Values) *httptest.ResponseRecorder {
		t.Helper()
		action, form := formOf(t, w.Handler, path+w.ids[name], "edit")
		for k := range set {
			form.Set(k, set.Get(k))
		}
		return post(w.Handler, action, form)
	}
	rec := send("flight", url.Values{"by": {"an unnamed Iranian official"}, "class": {"unnamed_official"}})
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("another speaker: status %d: %s", rec.Code, rec.Body)
	}
	got := w.verdict(t, "flight")
	if o := got.Origin(); o.Text != "an unnamed Iranian official" || o.Class != statement.UnnamedOfficial || got.Source.Text != o.Text || got.Chain[len(got.Chain)-1].Class != statement.ThisDocument {
		t.Errorf("stated by %+v, source %q, through %v", o, got.Source.Text, got.Chain)
	}
	rec = send("planned", url.Values{"words": {"Washington has not acknowledged the agreement"}})
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("words of another sentence: status %d: %s", rec.Code, rec.Body)
	}
	got = w.verdict(t, "planned")
	if got.Origin().Class != statement.ThisDocument || got.Source.Text != "" || len(got.Chain) != 1 || len(got.Quantities) != 0 {
		t.Errorf("words of another sentence are still stated by %+v with %v", got.Chain, got.Quantities)
	}
	body := textOf(parse(t, path, must(t, w.Handler, rec.Header().Get("Location"))))
	if !strings.Contains(body, "Stated by the report itself now, no longer by Hossein Noushabadi") {
		t.Error("the page does not say that the speaker was taken away")
	}
	for name, set := range map[string]url.Values{
		"a speaker who is not in the text": {"by": {"the King of Spain"}, "class": {"named_person"}},
		"no such class":                    {"class": {"wizard"}},
		"a class for nobody":               {"class": {"named_official"}},
	} {
		if rec := send("headline", set); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d, want 422", name, rec.Code)
		}
	}
}

func TestSameSentence(t *testing.T) {
	t.Parallel()
	text := "A plane left, he said; it was full. Another will leave.\n\nThe end"
	at := func(s string) statement.Span {
		i := strings.Index(text, s)
		return statement.Span{Start: i, End: i + len(s)}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"A plane left", "it was full", true}, {"it was full", "A plane", true}, {"it was full", "Another", false}, {"it was full.", "Another", false}, {"leave", "The end", false}, {"A plane left", "plane left, he", true}} {
		if got := sameSentence(text, at(c.a), at(c.b)); got != c.want {
			t.Errorf("%q and %q stand in one sentence: %v", c.a, c.b, got)
		}
	}
}

func TestEditsThatTheTextDoesNotCarryAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/documents/" + w.docs[0].ID + "?s=" + w.ids["upto"]
	for name, change := range map[string]func(url.Values){
		"words that are not there":  func(v url.Values) { v.Set("words", "the moon is made of cheese") },
		"a place beyond the text":   func(v url.Values) { v.Set("end", "999999") },
		"no number":                 func(v url.Values) { v.Set("start", "here") },
		"a number for a vague word": func(v url.Values) { v.Set("bound", "vague_word") },
		"a range without ends":      func(v url.Values) { v.Set("bound", "range") },
		"no such event":             func(v url.Values) { v.Set("event", "certain") },
		"a figure in words":         func(v url.Values) { v.Set("value", "dozens") },
	} {
		action, form := formOf(t, w.Handler, path, "edit")
		change(form)
		if rec := post(w.Handler, action, form); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d, want 422", name, rec.Code)
		}
	}
	if v := w.verdict(t, "upto").Verdict; v != "" {
		t.Errorf("a refused edit decided: %s", v)
	}
}

func TestLedgerPageFindsTheByte(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := parse(t, "/ledger", must(t, w.Handler, "/ledger"))
	form := elements(page, "form")[0]
	token := url.Values{"token": {attr(elements(form, "input")[0], "value")}}
	rec := post(w.Handler, attr(form, "action"), token)
	if rec.Code != 200 || !strings.Contains(rec.Body.String(), "Everything matches") {
		t.Fatalf("check of an untouched workspace: status %d\n%s", rec.Code, rec.Body)
	}
	checkPage(t, "/ledger/check", rec.Body.String())
	changed := 0
	err := filepath.WalkDir(w.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(d.Name(), ".db") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if i := bytes.Index(b, []byte("54 people")); i >= 0 {
			b[i] = '9' // 54 becomes 94
			changed++
			if err := os.Chmod(path, 0o600); err != nil {
				return err
			}
			return os.WriteFile(path, b, 0o600)
		}
		return nil
	})
	if err != nil || changed == 0 {
		t.Fatalf("no stored file holds the report's text: %v", err)
	}
	rec = post(w.Handler, attr(form, "action"), token)
	if rec.Code != 200 || !strings.Contains(rec.Body.String(), "not match what is kept") {
		t.Fatalf("one byte of a stored report was changed and the page says: status %d\n%s", rec.Code, rec.Body)
	}
	checkPage(t, "/ledger/check after a change", rec.Body.String())
	if body := must(t, w.Handler, "/ledger"); !strings.Contains(body, "What a checkpoint proves, and what it does not") || !strings.Contains(body, "— ") {
		t.Error("the ledger page lacks the signed checkpoint or what it proves")
	}
}
