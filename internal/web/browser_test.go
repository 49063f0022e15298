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
