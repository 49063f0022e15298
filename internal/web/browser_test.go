package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// browser starts chromium on a fresh profile and returns a tab of it. Without chromium the
// test is skipped, unless the environment requires it.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if strings.Contains(os.Getenv("CHARTERWATCH_REQUIRE"), "chromium") {
			t.Fatal("chromium is required here and is not installed: apt-get install chromium")
		}
		t.Skip("no chromium on this machine: the pages were not seen in a browser")
	}
	profile, err := os.MkdirTemp("", "charterwatch-chromium-")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	ctx, cancelAlloc := chromedp.NewExecAllocator(ctx,
		chromedp.ExecPath(path), chromedp.UserDataDir(profile), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	tab, cancelTab := chromedp.NewContext(ctx)
	t.Cleanup(func() {
		cancelTab()
		cancelAlloc()
		stop()
		for range 50 { // the browser's children may still write for a moment
			if os.RemoveAll(profile) == nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
	if err := chromedp.Do(tab); err != nil {
		t.Fatalf("start chromium: %v", err)
	}
	return tab
}

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// shoot keeps a picture of the whole page in the folder that CHARTERWATCH_SHOTS names.
func shoot(t *testing.T, tab context.Context, name string) {
	t.Helper()
	dir := os.Getenv("CHARTERWATCH_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(tab, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatalf("screenshot %s: %v", name, err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPagesInABrowser opens every kind of page on a telephone and on a desk: nothing may
// run out of the page sideways, and the marks must be there.
func TestPagesInABrowser(t *testing.T) {
	w := newWorld(t)
	tab := browser(t)
	url := serve(t, w.Handler)
	doc := w.docs[0].ID
	pages := map[string]string{
		"operations": "/operations", "operation": "/operations/" + slug + "?as-of=2025-11-12", "documents": "/documents",
		"document": "/documents/" + doc + "?s=" + w.ids["planned"], "journeys": "/journeys", "journey": "/journeys/" + w.journey,
		"ledger": "/ledger", "about": "/about", "missing": "/operations/nothing-here",
	}
	for _, width := range []int64{390, 1440} {
		for name, path := range pages {
			if err := chromedp.Do(tab, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url+path)); err != nil {
				t.Fatalf("%s at %d px: %v", path, width, err)
			}
			if name != "missing" {
				must(t, w.Handler, path)
			}
			over, err := chromedp.Run(tab, chromedp.Evaluate[string](`(() => {
				const w = document.documentElement.clientWidth;
				if (document.documentElement.scrollWidth <= w) return "";
				return document.documentElement.scrollWidth + " > " + w + ": " + [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > w + 1 && !e.closest(".wrap, pre, svg")).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ");
			})()`))
			if err != nil {
				t.Fatal(err)
			}
			if over != "" {
				t.Errorf("%s at %d px scrolls sideways: %s", path, width, over)
			}
			shoot(t, tab, fmt.Sprintf("%s-%d", name, width))
		}
	}
}

// TestReviewByKeyboard goes to the next statement, accepts it, undoes, opens the edit form
// and the list of keys, with keys alone.
func TestReviewByKeyboard(t *testing.T) {
	w := newWorld(t)
	tab := browser(t)
	url := serve(t, w.Handler)
	open := func(path string) {
		t.Helper()
		if _, err := chromedp.RunResponse(tab, chromedp.Navigate(url+path)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	// press sends a key that leads to another page and waits for it.
	press := func(key string) {
		t.Helper()
		if _, err := chromedp.RunResponse(tab, chromedp.KeyEvent(key)); err != nil {
			t.Fatalf("key %s: %v", key, err)
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
	const heading = `document.querySelector(".panel h2").innerText`

	open("/documents/" + w.docs[0].ID + "?s=" + w.ids["headline"])
	if got := says(heading); !strings.Contains(got, "Statement 1 of 6") {
		t.Fatalf("the page opens at %q", got)
	}
	press("j")
	if got := says(heading); !strings.Contains(got, "Statement 2 of 6") {
		t.Errorf("j leads to %q, want statement 2", got)
	}
	press("a")
	if v := w.verdict(t, "planned").Verdict; v != "accept" {
		t.Errorf("after a the verdict is %q, want accept", v)
	}
	if got := says(heading); !strings.Contains(got, "Statement 3 of 6") {
		t.Errorf("after a the page shows %q, want the next open statement", got)
	}
	press("u")
	if v := w.verdict(t, "planned").Verdict; v != "" {
		t.Errorf("after u the verdict is %q, want none", v)
	}
	press("j")
	press("k")
	press("r")
	if v := w.verdict(t, "planned").Verdict; v != "reject" {
		t.Errorf("after j, k, r the verdict is %q, want reject", v)
	}
	if err := chromedp.Do(tab, chromedp.KeyEvent("e")); err != nil {
		t.Fatal(err)
	}
	if got := says(`document.activeElement.name + " " + document.querySelector("details.edit").open`); got != "words true" {
		t.Errorf("e gives %q, want the edit form open and its first field ready", got)
	}
	if got := says(`document.activeElement.value === document.activeElement.defaultValue ? "" : document.activeElement.value.slice(0, 40)`); got != "" {
		t.Errorf("the key that opens the form was typed into it: %q", got)
	}
	if err := chromedp.Do(tab, chromedp.KeyEvent("j")); err != nil {
		t.Fatal(err)
	}
	if got := says(`document.activeElement.value`); !strings.Contains(got, "j") {
		t.Errorf("a key pressed in a field must be typed, the field holds %q", got)
	}
	shoot(t, tab, "document-edit")
}

// TestContrast measures the letters of every page against their ground, light and dark.
func TestContrast(t *testing.T) {
	w := newWorld(t)
	tab := browser(t)
	url := serve(t, w.Handler)
	for _, scheme := range []string{"light", "dark"} {
		for name, path := range map[string]string{"operation": "/operations/" + slug, "document": "/documents/" + w.docs[0].ID, "journey": "/journeys/" + w.journey, "ledger": "/ledger"} {
			err := chromedp.Do(tab, chromedp.EmulateViewport(1440, 900), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
				_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
				return err
			}), chromedp.Navigate(url+path))
			if err != nil {
				t.Fatal(err)
			}
			low, err := chromedp.Run(tab, chromedp.Evaluate[[]string](contrast))
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range low {
				t.Errorf("%s, %s: %s", name, scheme, l)
			}
			if scheme == "dark" {
				shoot(t, tab, name+"-dark")
			}
		}
	}
}

// TestPrint looks at the operation page as a printer does.
func TestPrint(t *testing.T) {
	w := newWorld(t)
	tab := browser(t)
	url := serve(t, w.Handler)
	err := chromedp.Do(tab, chromedp.EmulateViewport(794, 1123), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}), chromedp.Navigate(url+"/operations/"+slug))
	if err != nil {
		t.Fatal(err)
	}
	for what, expression := range map[string]string{
		"the navigation is gone":               `getComputedStyle(document.querySelector(".top nav")).display === "none"`,
		"forms are gone":                       `getComputedStyle(document.querySelector("form")).display === "none"`,
		"the banner is there":                  `document.querySelector(".recon").getClientRects().length > 0`,
		"a time shows the clocks of its place": `getComputedStyle(document.querySelector("time[data-local]"), "::after").content.includes("attr") || getComputedStyle(document.querySelector("time[data-local]"), "::after").content.includes(" in ")`,
		"a passage has its statement's ID":     `[...document.querySelectorAll(".inprint code")].some(e => e.getClientRects().length > 0 && e.innerText.startsWith("s-"))`,
		"nothing sends a reader to the JSON":   `!document.body.innerText.includes("JSON")`,
		"tables stay tables":                   `getComputedStyle(document.querySelector("table.stack thead")).position !== "absolute"`,
		"nothing runs off the paper":           `document.documentElement.scrollWidth <= document.documentElement.clientWidth`,
	} {
		ok, err := chromedp.Run(tab, chromedp.Evaluate[bool](expression))
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if !ok {
			t.Errorf("in print: not so that %s", what)
		}
	}
	shoot(t, tab, "operation-print")
}

// contrast lists elements whose own text has less than 4.5 to 1 (WCAG 2.2, 1.4.3) against the
// nearest ground behind them.
const contrast = `(() => {
	const parse = c => (c.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
	const lum = ([r, g, b]) => { const f = v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 }; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b) };
	const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > .5) return c } return [255, 255, 255] };
	const out = [];
	for (const e of document.querySelectorAll("body *")) {
		if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.getClientRects().length) continue;
		const svg = e.closest("svg"), s = getComputedStyle(e);
		const a = lum(parse(svg ? s.fill : s.color)), b = lum(svg ? parse(getComputedStyle(svg).backgroundColor) : ground(e));
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		if (ratio < 4.5) out.push(ratio.toFixed(2) + " " + e.outerHTML.slice(0, 90));
	}
	return out.slice(0, 5);
})()`
