package exhibit_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/charterwatch/charterwatch/internal/exhibit"
)

// variant is an exhibit that somebody changed; all three ways to verify must refuse it.
type variant struct {
	name  string
	files []exhibit.File
}

// variants are changes of each kind of file: with SHA256SUMS as it was, and made again where
// the signed log or the evidence binds what was changed.
func variants(t testing.TB, files []exhibit.File) (out []variant) {
	t.Helper()
	kinds := map[string]bool{}
	for i, f := range files {
		kind := filepath.Dir(f.Name) + filepath.Ext(f.Name)
		if filepath.Dir(f.Name) == "." {
			kind = f.Name
		}
		if kinds[kind] {
			continue
		}
		kinds[kind] = true
		bound := strings.Contains(f.Name, "/") || strings.HasPrefix(f.Name, "checkpoint") || f.Name == "key.pem" || f.Name == "vkey.txt"
		for how, change := range map[string]func([]byte) []byte{
			"one bit of":  func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
			"the half of": func(b []byte) []byte { return b[:len(b)/2] },
			"more than":   func(b []byte) []byte { return append(b, 'x') },
		} {
			changed := cloned(files)
			changed[i].Data = change(changed[i].Data)
			out = append(out, variant{how + " " + f.Name, changed})
			if bound {
				again := cloned(changed)
				resum(again)
				out = append(out, variant{how + " " + f.Name + ", sums made again", again})
			}
		}
		without := slices.Delete(cloned(files), i, i+1)
		out = append(out, variant{"without " + f.Name, without})
		if f.Name != "SHA256SUMS" {
			again := cloned(without)
			resum(again)
			out = append(out, variant{"without " + f.Name + ", sums made again", again})
		}
	}
	for _, name := range []string{"more.txt", "records/000099.json", "raw/" + hashOf(nil) + ".raw", "sheet2.html"} {
		added := append(cloned(files), exhibit.File{Name: name, Data: []byte{}})
		out = append(out, variant{"added " + name, added})
		again := cloned(added)
		resum(again)
		out = append(out, variant{"added " + name + ", sums made again", again})
	}
	for _, c := range [][3]string{
		{"a passage with another figure", `"quote": "120 people`, `"quote": "220 people`},
		{"a passage at other bytes", `"start": `, `"start": 1`},
		{"a row with another number", `"text": "[`, `"text": "[1`},
		{"a row that is not there", `"text": "[`, `"text": "[9,9,9] [`},
		{"the size of the log", `"log_size": `, `"log_size": 1`},
		{"another log", `"log": "`, `"log": "x`},
	} {
		changed := cloned(files)
		for i := range changed {
			if changed[i].Name == "facts.json" {
				changed[i].Data = bytes.Replace(changed[i].Data, []byte(c[1]), []byte(c[2]), 1)
				if bytes.Equal(changed[i].Data, files[i].Data) {
					t.Fatalf("facts.json has no %q", c[1])
				}
			}
		}
		resum(changed)
		out = append(out, variant{c[0] + ", sums made again", changed})
	}
	swap := func(name, a, b string) {
		changed := cloned(files)
		var one, two *exhibit.File
		for i := range changed {
			switch {
			case strings.HasSuffix(changed[i].Name, a) && one == nil:
				one = &changed[i]
			case strings.HasSuffix(changed[i].Name, b) && two == nil && one != nil:
				two = &changed[i]
			}
		}
		one.Data, two.Data = two.Data, one.Data
		resum(changed)
		out = append(out, variant{name + ", sums made again", changed})
	}
	swap("two salts exchanged", ".salt", ".salt")
	swap("two proofs exchanged", ".tlog-proof", ".tlog-proof")
	swap("two records exchanged", ".json", ".json")
	swap("two texts exchanged", ".txt", ".txt")
	return out
}

// Every tampered variant fails in verify, in a shell with openssl, and in the page in a browser
// without a network.
func TestTamperedFailsInAllThreeWays(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs a shell for each of more than a hundred variants")
	}
	sh := script(t)
	files := build(t)
	list := variants(t, files)
	page := openPage(t, files)
	if !page.check(t, files) {
		t.Fatalf("the page refuses the whole exhibit: %s", page.said(t))
	}
	t.Logf("%d variants", len(list))
	for _, v := range list {
		if r := exhibit.Verify(tree(v.files), ""); r.Holds() {
			t.Errorf("%s: verify accepts it", v.name)
		}
		if page.check(t, v.files) {
			t.Errorf("%s: the page accepts it", v.name)
		}
	}
	for _, v := range list {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			if out, err := shell(t, v.files, sh); err == nil || strings.Contains(out, "All holds.") {
				t.Errorf("the script accepts it: %v\n%s", err, out)
			}
		})
	}
}

// A person gives the page the zip, or the folder; it works from a file, without a network.
func TestPageAcceptsFolderAndZip(t *testing.T) {
	t.Parallel()
	files := build(t)
	page := openPage(t, files)
	dir := filepath.Dir(page.file)
	packed := dir + ".zip"
	if err := os.WriteFile(packed, zipped(t, files), 0o600); err != nil {
		t.Fatal(err)
	}
	for id, path := range map[string]string{"zip": packed, "folder": dir} {
		page.give(t, id, path)
		if got := page.said(t); !strings.Contains(got, "All holds") {
			t.Errorf("%s: %s", id, got)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "sheet.html"), []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	page.give(t, "folder", dir)
	if got := page.said(t); !strings.Contains(got, "Not all holds") || !strings.Contains(got, "sheet.html was changed") {
		t.Errorf("a changed sheet: %s", got)
	}
}

// browserPage is verify.html in chromium, opened from a file, offline.
type browserPage struct {
	tab  context.Context
	file string
	base map[string]string
}

func openPage(t *testing.T, files []exhibit.File) browserPage {
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
		t.Skip("no chromium on this machine: the page was not seen in a browser")
	}
	profile, err := os.MkdirTemp("", "charterwatch-chromium-")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "exhibit")
	write(t, dir, files)
	ctx, stop := context.WithTimeout(t.Context(), 8*time.Minute)
	ctx, cancelAlloc := chromedp.NewExecAllocator(ctx,
		chromedp.ExecPath(path), chromedp.UserDataDir(profile), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"), chromedp.Flag("proxy-server", "127.0.0.1:1"))
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
	p := browserPage{tab: tab, file: filepath.Join(dir, "verify.html"), base: map[string]string{}}
	if err := chromedp.Do(tab); err != nil {
		t.Fatalf("start chromium: %v", err)
	}
	offline(t, tab)
	if err := chromedp.Do(tab, chromedp.Navigate("file://"+p.file)); err != nil {
		t.Fatalf("open the page: %v", err)
	}
	for _, f := range files {
		p.base[f.Name] = base64.StdEncoding.EncodeToString(f.Data)
	}
	send, err := json.Marshal(p.base)
	if err != nil {
		t.Fatal(err)
	}
	p.eval(t, fmt.Sprintf(`window.base = %s, "ok"`, send))
	return p
}

// offline takes the network away, as far as the browser has any.
func offline(t *testing.T, tab context.Context) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: true})
		return err
	})); err != nil {
		t.Fatalf("take the network away: %v", err)
	}
}

func (p browserPage) eval(t *testing.T, expression string) string {
	t.Helper()
	got, err := chromedp.Run(p.tab, chromedp.Evaluate[string](expression))
	if err != nil {
		t.Fatalf("in the page: %v", err)
	}
	return got
}

// check gives the page's own function files, of which only those that differ are sent.
func (p browserPage) check(t *testing.T, files []exhibit.File) bool {
	t.Helper()
	changed, names := map[string]string{}, []string{}
	for _, f := range files {
		names = append(names, f.Name)
		if b := base64.StdEncoding.EncodeToString(f.Data); p.base[f.Name] != b || len(f.Data) == 0 {
			changed[f.Name] = b
		}
	}
	send, err := json.Marshal(map[string]any{"names": names, "changed": changed})
	if err != nil {
		t.Fatal(err)
	}
	p.eval(t, fmt.Sprintf(`delete document.body.dataset.result, ((given) => run(async () => new Map(given.names.map(n => [n, Uint8Array.from(atob(n in given.changed ? given.changed[n] : window.base[n]), c => c.charCodeAt(0))]))))(%s), "ok"`, send))
	return p.result(t) == "holds"
}

func (p browserPage) result(t *testing.T) string {
	t.Helper()
	if err := chromedp.Do(p.tab, chromedp.WaitReady(`body[data-result]`)); err != nil {
		t.Fatalf("the page gives no answer: %v", err)
	}
	return p.eval(t, `document.body.dataset.result`)
}

func (p browserPage) give(t *testing.T, id, path string) {
	t.Helper()
	p.eval(t, `delete document.body.dataset.result, "ok"`)
	if err := chromedp.Do(p.tab, chromedp.SetUploadFiles("#"+id, []string{path})); err != nil {
		t.Fatalf("give %s: %v", path, err)
	}
	p.result(t)
}

func (p browserPage) said(t *testing.T) string {
	t.Helper()
	return p.eval(t, `document.querySelector("main").innerText`)
}
