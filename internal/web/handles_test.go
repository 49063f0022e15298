package web

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/charterwatch/charterwatch/internal/store"
)

func pageOf(limit int) store.Page { return store.Page{Limit: limit} }

// script runs a line of script in the page.
func script(line string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](line+`, true`))
		return err
	})
}

func thousandless(n int) string { return strconv.Itoa(n) }

// TestHandles moves the ends of a passage by pointer and by keyboard, puts them back, keeps
// them, and sees that what is kept are whole words of the text.
func TestHandles(t *testing.T) {
	w := newWorld(t)
	tab := browser(t)
	url := serve(t, w.Handler)
	path := "/documents/" + w.docs[0].ID + "?s=" + w.ids["planned"]
	do := func(actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(tab, actions...); err != nil {
			t.Fatal(err)
		}
	}
	says := func(expression string) string {
		t.Helper()
		got, err := chromedp.Run(tab, chromedp.Evaluate[string](expression))
		if err != nil {
			t.Fatalf("%s: %v", expression, err)
		}
		return got
	}
	const words = `document.querySelector("details.edit textarea").value`
	do(chromedp.EmulateViewport(1440, 900), chromedp.Navigate(url+path))
	if got := says(`[...document.querySelectorAll(".handle")].map(h => h.getAttribute("aria-valuetext")).join(" … ")`); got != "120 … days" {
		t.Fatalf("the handles stand at %q, want the first and the last word", got)
	}

	// By keyboard: the end goes back by three words, the start on by one.
	do(script(`document.querySelector(".handle.end").focus()`), chromedp.KeyEvent("\u0302"), chromedp.KeyEvent("\u0302"), chromedp.KeyEvent("\u0302"))
	if got := says(words); got != "120 people should be flown home over the next" {
		t.Errorf("after three steps back the words are %q", got)
	}
	do(script(`document.querySelector(".handle.start").focus()`), chromedp.KeyEvent("\u0303"))
	if got := says(words); got != "people should be flown home over the next" {
		t.Errorf("after a step on the words are %q", got)
	}
	shoot(t, tab, "document-handles")
	do(chromedp.KeyEvent("\u001b"))
	if got := says(words); !strings.HasPrefix(got, "120 people") || !strings.HasSuffix(got, "couple of days") {
		t.Errorf("Escape leaves %q", got)
	}
	if v := w.verdict(t, "planned").Verdict; v != "" {
		t.Fatalf("moving a handle decided: %s", v)
	}

	// By pointer: the end is dragged into the middle of the word "home".
	spot := func(expression string) (x, y float64) {
		t.Helper()
		got, err := chromedp.Run(tab, chromedp.Evaluate[[]float64](`(() => { const r = `+expression+`; return [r.left + r.width / 2, r.top + r.height / 2] })()`))
		if err != nil {
			t.Fatal(err)
		}
		return got[0], got[1]
	}
	do(script(`document.querySelector(".text").scrollIntoView()`))
	fromX, fromY := spot(`document.querySelector(".handle.end").getBoundingClientRect()`)
	toX, toY := spot(`(() => { const w = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT); while (w.nextNode()) { const i = w.currentNode.data.indexOf("home over"); if (i >= 0) { const r = document.createRange(); r.setStart(w.currentNode, i); r.setEnd(w.currentNode, i + 4); return r.getBoundingClientRect() } } })()`)
	do(chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, fromX, fromY, chromedp.Button("left"), chromedp.ClickCount(1)),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, (fromX+toX)/2, (fromY+toY)/2, chromedp.Button("left")),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, toX, toY, chromedp.Button("left")),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, toX, toY, chromedp.Button("left"), chromedp.ClickCount(1)))
	if got := says(words); got != "120 people should be flown home" {
		t.Fatalf("after the drag the words are %q", got)
	}
	if _, err := chromedp.RunResponse(tab, chromedp.KeyEvent("\r")); err != nil {
		t.Fatal(err)
	}
	if got := w.verdict(t, "planned"); got.Verdict != "edit" || got.Content.Text != "120 people should be flown home" || len(got.Quantities) != 1 {
		t.Errorf("kept is %s %q with %v", got.Verdict, got.Content.Text, got.Quantities)
	}
	// And back again by a key: a new record, not a deletion.
	if _, err := chromedp.RunResponse(tab, chromedp.KeyEvent("u")); err != nil {
		t.Fatal(err)
	}
	all, err := w.Decisions(t.Context(), w.ids["planned"])
	if err != nil || len(all) != 2 || all[1].Verdict != "undo" || w.verdict(t, "planned").Verdict != "" {
		t.Errorf("after undo the records are %+v, %v", all, err)
	}
	do(chromedp.KeyEvent("?"))
	listed := says(`document.querySelector('[data-key="?"]').open ? document.querySelector('[data-key="?"]').innerText : ""`)
	for _, key := range []string{"j", "k", "a", "e", "r", "u", "?"} {
		if !strings.Contains(listed, key) {
			t.Errorf("? does not list %s: %q", key, listed)
		}
	}
}

// TestQueueByKeyboard goes through the queue with keys alone.
func TestQueueByKeyboard(t *testing.T) {
	w := newWorld(t)
	w.edited(t)
	tab := browser(t)
	url := serve(t, w.Handler)
	press := func(key string) {
		t.Helper()
		if _, err := chromedp.RunResponse(tab, chromedp.KeyEvent(key)); err != nil {
			t.Fatalf("key %s: %v", key, err)
		}
	}
	list, total, err := w.Waiting(t.Context(), pageOf(0))
	if err != nil || total < 4 {
		t.Fatalf("%d wait, %v", total, err)
	}
	verdict := func(i int) string {
		t.Helper()
		s, err := w.Statement(t.Context(), list[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		return s.Verdict
	}
	if err := chromedp.Do(tab, chromedp.Navigate(url+"/review")); err != nil {
		t.Fatal(err)
	}
	press("a")
	press("j")
	press("k")
	press("r")
	if verdict(0) != "accept" || verdict(1) != "reject" {
		t.Errorf("a, j, k, r give %q and %q, want the first accepted and the second rejected", verdict(0), verdict(1))
	}
	press("u")
	if verdict(1) != "" {
		t.Errorf("u leaves %q", verdict(1))
	}
	press("e")
	where, err := chromedp.Run(tab, chromedp.Evaluate[string](`location.pathname + location.search`))
	if err != nil || !strings.HasPrefix(where, "/documents/") || !strings.Contains(where, list[1].ID) {
		t.Errorf("e leads to %s, %v; want the statement in its document", where, err)
	}
}

// TestDocumentPagesFit looks at the new pages on a telephone and on a desk.
func TestDocumentPagesFit(t *testing.T) {
	w := newWorld(t)
	first, _, third := w.edited(t)
	tab := browser(t)
	url := serve(t, w.Handler)
	for _, width := range []int64{390, 1440} {
		for name, path := range map[string]string{"versions": "/documents/" + first.ID + "/versions", "versioned": "/documents/" + third.ID, "review": "/review", "documents-paste": "/documents"} {
			if err := chromedp.Do(tab, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url+path), script(`document.querySelectorAll("details.paste, details.more").forEach(d => d.open = true)`)); err != nil {
				t.Fatalf("%s at %d px: %v", path, width, err)
			}
			over, err := chromedp.Run(tab, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > document.documentElement.clientWidth`))
			if err != nil || over {
				t.Errorf("%s at %d px scrolls sideways, %v", path, width, err)
			}
			low, err := chromedp.Run(tab, chromedp.Evaluate[[]string](contrast))
			if err != nil || len(low) > 0 {
				t.Errorf("%s at %d px: too little contrast: %v %v", path, width, low, err)
			}
			shoot(t, tab, name+"-"+strconv.FormatInt(width, 10))
		}
	}
}
