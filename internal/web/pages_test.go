package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/store"
)

// parse reads a page as a browser does.
func parse(t testing.TB, path, body string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return n
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func elements(n *html.Node, name string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			out = append(out, d)
		}
	}
	return out
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return squeeze(b.String())
}

// checkPage is what every page has to be, whatever is on it.
func checkPage(t *testing.T, path, body string) {
	t.Helper()
	if len(body) > 100<<10 {
		t.Errorf("%s is %d bytes, more than 100 KB", path, len(body))
	}
	n := parse(t, path, body)
	if h := elements(n, "h1"); len(h) != 1 || textOf(h[0]) == "" {
		t.Errorf("%s has %d first headings, want one with words", path, len(h))
	}
	if title := elements(n, "title"); len(title) == 0 || textOf(title[0]) == "" {
		t.Errorf("%s has no title", path)
	}
	if h := elements(n, "html"); attr(h[0], "lang") != "en" {
		t.Errorf("%s does not say its language", path)
	}
	ids := map[string]bool{}
	for d := range n.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		for _, a := range d.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s %s=%q> is blocked by our own policy", path, d.Data, a.Key, a.Val)
			}
			if a.Key == "id" {
				if ids[a.Val] {
					t.Errorf("%s has the id %q twice", path, a.Val)
				}
				ids[a.Val] = true
			}
		}
		switch d.Data {
		case "script":
			if attr(d, "src") == "" || d.FirstChild != nil {
				t.Errorf("%s has an inline script", path)
			}
		case "style":
			t.Errorf("%s has an inline style", path)
		case "form":
			checkForm(t, path, d)
		case "input", "select", "textarea":
			if attr(d, "type") != "hidden" && !labelled(n, d) {
				t.Errorf("%s: field %q has no label", path, attr(d, "name"))
			}
		case "svg":
			if attr(d, "role") != "img" && attr(d, "aria-hidden") != "true" {
				t.Errorf("%s has a picture without a text alternative", path)
			}
		}
	}
}

func checkForm(t *testing.T, path string, form *html.Node) {
	t.Helper()
	if strings.EqualFold(attr(form, "method"), "post") {
		ok := slices.ContainsFunc(elements(form, "input"), func(i *html.Node) bool { return attr(i, "name") == "token" && len(attr(i, "value")) == 64 })
		if !ok {
			t.Errorf("%s: the form to %s carries no token", path, attr(form, "action"))
		}
	}
	if len(elements(form, "button")) == 0 {
		t.Errorf("%s: the form to %s has no button and does nothing without script", path, attr(form, "action"))
	}
}

func labelled(page, field *html.Node) bool {
	for p := field.Parent; p != nil; p = p.Parent {
		if p.Data == "label" {
			return true
		}
	}
	return slices.ContainsFunc(elements(page, "label"), func(l *html.Node) bool {
		return attr(l, "for") != "" && attr(l, "for") == attr(field, "id")
	})
}

// TestEveryLinkResolves starts at / and follows every link of every page: each answers, stays
// on this server, and its fragment is on the page that it leads to.
func TestEveryLinkResolves(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	home, _ := url.Parse("http://127.0.0.1/")
	bodies := map[string]string{} // path and query to body, redirects followed
	var fetch func(u *url.URL, depth int) (*url.URL, string)
	fetch = func(u *url.URL, depth int) (*url.URL, string) {
		key := u.RequestURI()
		if b, ok := bodies[key]; ok {
			return u, b
		}
		rec := get(t, w.Handler, key)
		if loc := rec.Header().Get("Location"); rec.Code == http.StatusFound && loc != "" && depth < 3 {
			next, err := u.Parse(loc)
			if err != nil {
				t.Fatalf("%s leads to %q: %v", key, loc, err)
			}
			return fetch(next, depth+1)
		}
		if rec.Code != http.StatusOK {
			t.Errorf("%s: status %d", key, rec.Code)
		}
		bodies[key] = rec.Body.String()
		return u, bodies[key]
	}
	queue, seen := []string{"/"}, map[string]bool{"/": true}
	html := 0
	for len(queue) > 0 {
		at, err := home.Parse(queue[0])
		if err != nil {
			t.Fatal(err)
		}
		queue = queue[1:]
		at, body := fetch(at, 0)
		if !strings.HasPrefix(body, "<!doctype html>") {
			continue
		}
		html++
		checkPage(t, at.RequestURI(), body)
		n := parse(t, at.RequestURI(), body)
		if got := hatched(n); strings.Count(got, retoldSentence) != 1 {
			t.Errorf("%s: the banner is %q, want the sentence of the reconstruction once", at.RequestURI(), got)
		}
		if f := at.Fragment; f != "" && !hasID(n, f) {
			t.Errorf("%s: nothing on the page has the id %q", at.RequestURI(), f)
		}
		for d := range n.Descendants() {
			for _, key := range []string{"href", "src", "action"} {
				ref := attr(d, key)
				if ref == "" || strings.HasPrefix(ref, "#") {
					if ref != "" && ref != "#" && !hasID(n, ref[1:]) {
						t.Errorf("%s: nothing on the page has the id %q", at.RequestURI(), ref[1:])
					}
					continue
				}
				u, err := at.Parse(ref)
				if err != nil {
					t.Errorf("%s: link %q: %v", at, ref, err)
					continue
				}
				if u.Host != home.Host {
					t.Errorf("%s leads out of the house: %s", at.RequestURI(), ref)
					continue
				}
				if post := d.Data == "form" && strings.EqualFold(attr(d, "method"), "post"); !post && !seen[u.String()] {
					seen[u.String()] = true
					queue = append(queue, u.String())
				}
			}
		}
	}
	if html < 12 {
		t.Errorf("only %d pages were reached from /", html)
	}
	t.Logf("%d addresses, %d of them pages", len(seen), html)
}

// hatched is the words of a page's banner; empty where there is none.
func hatched(n *html.Node) string {
	for _, p := range elements(n, "p") {
		if attr(p, "class") == "recon" && attr(p, "role") == "note" {
			return textOf(p)
		}
	}
	return ""
}

// TestErrorsCarryTheSentenceToo and an ordinary workspace carries none.
func TestErrorsCarryTheSentenceToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, path := range []string{"/nothing", "/documents/d-0", "/journeys?from=monday", "/ledger", "/about", "/operations?q=nothing+has+this"} {
		if got := hatched(parse(t, path, get(t, w.Handler, path).Body.String())); strings.Count(got, retoldSentence) != 1 {
			t.Errorf("%s: the banner is %q, want the sentence of the reconstruction", path, got)
		}
	}
	st, err := store.Init(t.Context(), t.TempDir(), store.Options{Now: w.options().Now, Rand: randomness{rand.New(rand.NewPCG(3, 4))}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	o := w.options()
	o.Store = st
	h := New(o)
	for _, path := range []string{"/operations", "/documents", "/journeys", "/ledger", "/about", "/nothing"} {
		if got := hatched(parse(t, path, get(t, h, path).Body.String())); got != "" {
			t.Errorf("%s of an ordinary workspace has the banner %q", path, got)
		}
	}
	if err := st.NewOperation(t.Context(), operation.Operation{Slug: "later", Title: "later", Reconstruction: retoldSentence}); err != nil {
		t.Fatal(err)
	}
	if got := hatched(parse(t, "/about", get(t, h, "/about").Body.String())); !strings.Contains(got, retoldSentence) {
		t.Errorf("a reconstruction made while the pages run is not on /about: %q", got)
	}
}

func hasID(n *html.Node, id string) bool {
	for d := range n.Descendants() {
		if attr(d, "id") == id {
			return true
		}
	}
	return false
}

// TestPagesDrawNoConclusion reads every page as text and every template: no word on them may
// say what evidence cannot, outside quotations.
func TestPagesDrawNoConclusion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, path := range []string{"/operations", "/operations/" + slug, "/documents", "/documents/" + w.docs[0].ID, "/journeys", "/journeys/" + w.journey, "/ledger", "/about", "/nothing"} {
		text := textOf(parse(t, path, get(t, w.Handler, path).Body.String()))
		for _, f := range release.CheckWording(text) {
			t.Errorf("%s: %q in %q; %s", path, f.Word, f.Sentence, f.Suggestion)
		}
	}
	for name, tpl := range templates() {
		for _, part := range tpl.Templates() {
			if part.Tree == nil {
				continue
			}
			for _, f := range release.CheckWording(part.Tree.Root.String()) {
				t.Errorf("template %s: %q in %q; %s", name, f.Word, f.Sentence, f.Suggestion)
			}
		}
	}
}

// TestEveryPageThatShowsSimulatedEvidenceSaysSo walks the pages of the reconstruction.
func TestEveryPageThatShowsSimulatedEvidenceSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for path, want := range map[string]string{
		"/operations/" + slug:        retoldSentence,
		"/documents/" + w.docs[0].ID: "retells public reports",
		"/journeys/" + w.journey:     "flown by a simulator",
		"/documents":                 "retell public reports",
		"/journeys":                  "flown by a simulator",
	} {
		n := parse(t, path, must(t, w.Handler, path))
		ok := false
		for _, p := range elements(n, "p") {
			ok = ok || attr(p, "class") == "recon" && strings.Contains(textOf(p), want)
		}
		if !ok {
			t.Errorf("%s carries no hatched banner with %q", path, want)
		}
	}
	if n := strings.Count(must(t, w.Handler, "/journeys"), `class="tag">simulated`); n < 2 {
		t.Errorf("the list of journeys marks %d rows, want each of at least 2", n)
	}
	if !strings.Contains(must(t, w.Handler, "/operations"), `>reconstruction<`) {
		t.Error("the list of operations does not mark the reconstruction")
	}
}

// TestSameViewAsData asks for the endings of every page.
func TestSameViewAsData(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, path := range []string{"/operations", "/documents", "/journeys", "/ledger", "/about", "/operations/" + slug, "/documents/" + w.docs[0].ID, "/journeys/" + w.journey, "/legs/" + w.legs[0].ID, "/statements/" + w.ids["planned"]} {
		var v any
		rec := get(t, w.Handler, path+".json")
		if err := json.Unmarshal(rec.Body.Bytes(), &v); err != nil || rec.Code != 200 {
			t.Errorf("%s.json: status %d, %v", path, rec.Code, err)
		}
		rec = get(t, w.Handler, path+".csv")
		rows, err := csv.NewReader(bytes.NewReader(rec.Body.Bytes())).ReadAll()
		if err != nil || rec.Code != 200 || len(rows) < 2 {
			t.Errorf("%s.csv: status %d, %d rows, %v", path, rec.Code, len(rows), err)
		}
	}
	var leg struct {
		ID      string
		Purpose struct{ Value string }
		Start   struct {
			Airport    *string
			Status     string
			Candidates []any
		}
		Method string
	}
	if err := json.Unmarshal(get(t, w.Handler, "/legs/"+w.legs[0].ID+".json").Body.Bytes(), &leg); err != nil || leg.ID != w.legs[0].ID || leg.Purpose.Value == "" || leg.Method == "" {
		t.Errorf("a leg as data lacks parts: %+v, %v", leg, err)
	}
	rec := get(t, w.Handler, "/operations/nothing.json")
	if rec.Code != 404 || !strings.HasPrefix(rec.Header().Get("Content-Type"), "application/json") {
		t.Errorf("a missing operation as data: status %d, %s", rec.Code, rec.Header().Get("Content-Type"))
	}
}

func TestMissingThingsAreMissing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for path, want := range map[string]int{
		"/nothing": 404, "/operations/nothing": 404, "/documents/d-0": 404, "/journeys/x": 404, "/journeys/j-x": 404, "/legs/x": 404, "/statements/s-0": 404,
		"/assets/nothing.css": 404, "/assets/..%2Fdoc.go": 404, "/operations/" + slug + "?as-of=yesterday": 422, "/journeys?from=monday": 422,
	} {
		rec := get(t, w.Handler, path)
		if rec.Code != want {
			t.Errorf("%s: status %d, want %d", path, rec.Code, want)
		}
		checkPage(t, path, rec.Body.String())
	}
	r := httptest.NewRequest(http.MethodPut, "http://127.0.0.1/operations/"+slug, nil)
	rec := httptest.NewRecorder()
	w.Handler.ServeHTTP(rec, r)
	if rec.Code != 404 && rec.Code != 405 {
		t.Errorf("PUT: status %d", rec.Code)
	}
}
