package web

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// captured adds a text as an address showed it.
func (w *world) captured(t testing.TB, address, text string, at time.Time, change func(*document.Hints)) document.Document {
	t.Helper()
	h := document.Hints{URL: address, ContentType: "text/plain; charset=utf-8", Published: "2025-09-30", Publisher: "Example Wire (invented)", Retrieved: at, Simulated: true}
	if change != nil {
		change(&h)
	}
	docs, err := document.Read([]byte(text), h)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddDocument(t.Context(), docs[0], docs[0].Raw, statement.Propose(docs[0])); err != nil {
		t.Fatal(err)
	}
	return docs[0]
}

// edited is one address with three texts: a silent edit, then a declared one.
func (w *world) edited(t testing.TB) (first, second, third document.Document) {
	const address = "https://wire.example/flight"
	at := func(h int) time.Time { return time.Date(2025, 10, 1, h, 0, 0, 0, time.UTC) }
	first = w.captured(t, address, "Flight to Doha\n\nThe ministry said that 120 people should be flown home on Tuesday.\n\nA witness saw the jet leave.", at(6), nil)
	second = w.captured(t, address+"?utm_source=mail", "Flight to Doha\n\nThe ministry said that 120 people were flown home on Tuesday.\n\nA witness saw the jet leave.", at(9), nil)
	third = w.captured(t, address+"#top", "Flight to Doha\n\nThe ministry said that about 110 people were flown home on Tuesday.\n\nCorrection: an earlier version of this article gave another figure.", at(12), nil)
	return first, second, third
}

func TestVersionsOfAnAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, second, third := w.edited(t)
	page := must(t, w.Handler, "/documents/"+third.ID)
	if want := "3 versions; 1 silent edit since 1 Oct 2025 06:00Z, 1 declared"; !strings.Contains(textOf(parse(t, "", page)), want) {
		t.Errorf("the document's page does not say %q", want)
	}
	path := "/documents/" + first.ID + "/versions"
	body := must(t, w.Handler, path)
	checkPage(t, path, body)
	text := textOf(parse(t, path, body))
	for _, want := range []string{"▼ silent", "▲ declared", "removed: should be", "added: were", "removed: 120", "added: about 110", "its words were changed", "Correction: an earlier version",
		"https://wire.example/flight?utm_source=mail", second.ID, third.ID} {
		if !strings.Contains(text, want) {
			t.Errorf("the page of versions does not say %q", want)
		}
	}
	// By shape too: brackets and signs stand in the sheet, and the elements say what they are.
	if !strings.Contains(body, "<del>") || !strings.Contains(body, "<ins>") {
		t.Error("removed and added words are told by nothing but colour")
	}
	rec := get(t, w.Handler, path+".json")
	if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), `"kind": "silent"`) || !strings.Contains(rec.Header().Get("Content-Type"), "json") {
		t.Errorf("as data: status %d, %s", rec.Code, rec.Body)
	}
	alone := textOf(parse(t, "", must(t, w.Handler, "/documents/"+w.docs[0].ID+"/versions")))
	if !strings.Contains(alone, "One version") {
		t.Error("a text without an address does not say that it has one version")
	}
	if rec := get(t, w.Handler, "/documents/d-0/versions"); rec.Code != http.StatusNotFound {
		t.Errorf("versions of nothing: status %d", rec.Code)
	}
}

func TestHowTheBytesCame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.captured(t, "https://wire.example/sent", "A charter left.", now, func(h *document.Hints) {
		h.Transfer = &document.Transfer{Asked: "https://wire.example/old", Redirects: []string{"https://wire.example/old"}, Remote: "192.0.2.7:443", Status: 200,
			Sent: []string{"GET /old HTTP/1.1\r\nUser-Agent: charterwatch\r\n\r\n"}, Headers: map[string][]string{"Server": {"<script>alert(1)</script>"}}}
	})
	body := must(t, w.Handler, "/documents/"+d.ID)
	text := textOf(parse(t, "", body))
	for _, want := range []string{"GET /old HTTP/1.1", "User-Agent: charterwatch", "192.0.2.7:443", "<script>alert(1)</script>", d.RawHash, d.TextHash} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	rec := get(t, w.Handler, "/documents/"+d.ID+"/bytes")
	if rec.Body.String() != "A charter left." || rec.Header().Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(rec.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("the bytes come as %v: %q", rec.Header(), rec.Body)
	}
}

func TestPictureOfATranscript(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	shot := append(b.Bytes(), "<html><script>alert(1)</script>"...) // a picture that is also a page
	picture, err := document.ReadImage(shot, "shot.png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.PutBlob(shot); err != nil {
		t.Fatal(err)
	}
	d := w.captured(t, "", "Typed: 54 people left.", now, func(h *document.Hints) {
		h.File, h.ByHand = "typed.txt", &document.ByHand{How: document.Transcript, By: "A. Monitor", Image: &picture}
	})
	page := must(t, w.Handler, "/documents/"+d.ID)
	if text := textOf(parse(t, "", page)); !strings.Contains(text, "Typed by A. Monitor from a picture") || !strings.Contains(text, picture.Hash) {
		t.Error("the page does not say that a person typed the text, or from what")
	}
	rec := get(t, w.Handler, "/documents/"+d.ID+"/picture")
	h := rec.Header()
	if rec.Code != http.StatusOK || !bytes.Equal(rec.Body.Bytes(), shot) || h.Get("Content-Type") != "image/png" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Security-Policy") != "default-src 'none'; sandbox" {
		t.Errorf("status %d, %v", rec.Code, h)
	}
	if rec := get(t, w.Handler, "/documents/"+w.docs[0].ID+"/picture"); rec.Code != http.StatusNotFound {
		t.Errorf("the picture of a document without one: status %d", rec.Code)
	}
	for name, raw := range map[string]string{"svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "gif": "GIF89a\x01\x00\x01\x00", "cut": "\x89PNG\r\n\x1a\n", "page": "<html>", "nothing": ""} {
		if _, err := document.ReadImage([]byte(raw), name); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is taken for a picture: %v", name, err)
		}
	}
}

func TestPasteWithoutScript(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := parse(t, "/documents", must(t, w.Handler, "/documents"))
	form := url.Values{}
	for _, f := range elements(page, "form") {
		if attr(f, "action") == pasteAction {
			for _, i := range elements(f, "input") {
				form.Set(attr(i, "name"), attr(i, "value"))
			}
		}
	}
	send := func(set url.Values) (int, string, string) {
		v := url.Values{"token": {form.Get("token")}}
		for k := range set {
			v.Set(k, set.Get(k))
		}
		rec := post(w.Handler, pasteAction, v)
		return rec.Code, rec.Header().Get("Location"), rec.Body.String()
	}
	long := strings.Repeat("سُمِع أن ١٢٠ شخصاً نُقلوا. ", 1500) // as a form far more than 64 KB
	code, to, _ := send(url.Values{"text": {"Invented report\r\n\r\nThe ministry said that 54 people were deported on Monday.\r\n\r\n" + long}, "published": {"2025-09-30"}, "publisher": {"Example (invented)"}, "address": {"https://wire.example/pasted"}})
	if code != http.StatusSeeOther || !strings.HasPrefix(to, "/documents/d-") {
		t.Fatalf("paste: status %d to %q", code, to)
	}
	d, err := w.Document(t.Context(), strings.TrimPrefix(to, "/documents/"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(d.Text, "\r") || d.ByHand == nil || d.ByHand.How != document.Pasted || d.URL != "https://wire.example/pasted" || d.Transfer != nil || d.Published == nil || d.Publisher != "Example (invented)" {
		t.Errorf("kept as %+v", d.ByHand)
	}
	if text := textOf(parse(t, to, must(t, w.Handler, to))); !strings.Contains(text, "not the outlet’s own bytes") || !strings.Contains(text, "54 people") {
		t.Error("the page does not say that the text was pasted")
	}
	for name, set := range map[string]url.Values{
		"nothing":            {"text": {" \r\n "}},
		"no day":             {"text": {"A jet left."}, "published": {"yesterday"}},
		"no address":         {"text": {"A jet left."}, "address": {"file:///etc/passwd"}},
		"a script's address": {"text": {"A jet left."}, "address": {"javascript:alert(1)"}},
	} {
		if code, _, body := send(set); code != http.StatusUnprocessableEntity || !strings.Contains(body, "nothing was changed") {
			t.Errorf("%s: status %d", name, code)
		}
	}
	if rec := post(w.Handler, pasteAction, url.Values{"text": {"A jet left."}}); rec.Code != http.StatusForbidden {
		t.Errorf("a form of another site: status %d", rec.Code)
	}
}

func TestReviewQueueWithoutScript(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	list, total, err := w.Waiting(t.Context(), pageOf(0))
	if err != nil || total < 3 {
		t.Fatalf("%d wait, %v", total, err)
	}
	body := must(t, w.Handler, "/review")
	checkPage(t, "/review", body)
	action, form := formOf(t, w.Handler, "/review", "accept")
	if form.Get("statement") != list[0].ID {
		t.Fatalf("the queue begins with %s, want %s", form.Get("statement"), list[0].ID)
	}
	rec := post(w.Handler, action, form)
	to := rec.Header().Get("Location")
	if rec.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/review?") || !strings.Contains(to, "s="+list[1].ID) {
		t.Fatalf("accept leads to %d %s, want the next", rec.Code, to)
	}
	if s, _ := w.Statement(t.Context(), list[0].ID); s.Verdict != "accept" {
		t.Errorf("the verdict is %q", s.Verdict)
	}
	action, form = formOf(t, w.Handler, to, "undo")
	if rec := post(w.Handler, action, form); rec.Code != http.StatusSeeOther || !strings.Contains(rec.Header().Get("Location"), "s="+list[0].ID) {
		t.Errorf("undo leads to %d %s, want what was undone", rec.Code, rec.Header().Get("Location"))
	}
	if _, left, _ := w.Waiting(t.Context(), pageOf(0)); left != total {
		t.Errorf("%d wait after an undo, want %d", left, total)
	}
	for range total {
		action, form := formOf(t, w.Handler, "/review", "reject")
		if rec := post(w.Handler, action, form); rec.Code != http.StatusSeeOther {
			t.Fatal(rec.Code)
		}
	}
	if text := textOf(parse(t, "", must(t, w.Handler, "/review"))); !strings.Contains(text, "Nothing waits") {
		t.Error("an empty queue does not say so")
	}
	if rec := get(t, w.Handler, "/review.json"); !strings.Contains(rec.Body.String(), `"statements": []`) {
		t.Errorf("an empty queue as data: %s", rec.Body)
	}
}

// What lies outside the domain is folded, and shown when asked for.
func TestFoldedStatementsOnDemand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.captured(t, "", "A note\n\nThe ministry said that 54 people were deported on Monday.\n\nThe minister said that the weather was fine.", now, func(h *document.Hints) { h.File = "note.txt" })
	folded := ""
	list, err := w.Statements(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if !statement.InDomain(s.Statement) {
			folded = s.ID
		}
	}
	if folded == "" {
		t.Skip("the rules propose nothing outside the domain here")
	}
	has := func(path string) bool { return strings.Contains(must(t, w.Handler, path), `id="`+folded+`"`) }
	if has("/documents/"+d.ID) || !has("/documents/"+d.ID+"?all=1") || !has("/documents/"+d.ID+"?s="+folded) {
		t.Error("a folded statement is shown unasked, or not when asked for")
	}
	if text := textOf(parse(t, "", must(t, w.Handler, "/documents/"+d.ID))); !strings.Contains(text, "folded. Show them") {
		t.Error("the page does not say that something is folded")
	}
}

// The place that a handle gives is the one of several equal passages that is meant.
func TestPlaceSaysWhichOfTwo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	text := "Note\n\nThe ministry said that 54 people were deported. Later it said that 54 people were deported."
	d := w.captured(t, "", text, now, func(h *document.Hints) { h.File = "two.txt" })
	list, err := w.Statements(t.Context(), d.ID)
	if err != nil || len(list) == 0 {
		t.Fatalf("%d statements, %v", len(list), err)
	}
	action, form := formOf(t, w.Handler, "/documents/"+d.ID+"?s="+list[0].ID, "edit")
	at := strings.LastIndex(text, "54 people")
	if list[0].Content.Spans[0].Start >= at {
		t.Skip("the rules read the second first")
	}
	form.Set("words", "54 people")
	form.Set("start", thousandless(at))
	form.Set("end", thousandless(at+6)) // in the middle of a word
	if rec := post(w.Handler, action, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", rec.Code, rec.Body)
	}
	s, err := w.Statement(t.Context(), list[0].ID)
	if err != nil || s.Content.Spans[0].Start != at || s.Content.Text != "54 people" {
		t.Errorf("the edit is at %v %q, %v; want byte %d", s.Content.Spans, s.Content.Text, err, at)
	}
	form.Set("words", "the moon")
	form.Set("start", "0")
	if rec := post(w.Handler, action, form); rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("words and place that do not agree: status %d", rec.Code)
	}
}
