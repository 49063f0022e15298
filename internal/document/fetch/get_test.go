package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// site serves pages by path; asked counts every request that reached it.
func site(t *testing.T, pages map[string]http.HandlerFunc) (address string, asked *atomic.Int64) {
	t.Helper()
	asked = new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if page, found := pages[r.URL.Path]; found {
			page(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL, asked
}

func says(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, text) }
}

func to(address string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address, http.StatusFound) }
}

var own = Options{AllowPrivate: true}

func wantError(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
}

func TestGet(t *testing.T) {
	t.Parallel()
	var got http.Header
	address, _ := site(t, map[string]http.HandlerFunc{
		"/old": to("/new?x=1#part"),
		"/new": func(w http.ResponseWriter, r *http.Request) {
			got = r.Header.Clone()
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			http.SetCookie(w, &http.Cookie{Name: "who", Value: "you"})
			io.WriteString(w, "<p>A flight left.</p>")
		},
	})
	at := time.Date(2025, 10, 2, 8, 0, 0, 0, time.FixedZone("", 3600))
	raw, meta, err := Get(t.Context(), address+"/old", Options{AllowPrivate: true, Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	if string(raw) != "<p>A flight left.</p>" || meta.Status != 200 || meta.ContentType != "text/html; charset=utf-8" || !meta.Retrieved.Equal(at) || meta.Retrieved.Location() != time.UTC {
		t.Errorf("raw %q, meta %+v", raw, meta)
	}
	if meta.FinalURL != address+"/new?x=1" || fmt.Sprint(meta.Redirects) != "["+address+"/old]" || "http://"+meta.Remote != address {
		t.Errorf("came from %s by %v at %s", meta.FinalURL, meta.Redirects, meta.Remote)
	}
	for _, h := range []string{"Cookie", "Referer", "Authorization", "Accept-Language"} {
		if got.Get(h) != "" {
			t.Errorf("the server was sent %s: %s", h, got.Get(h))
		}
	}
	if got.Get("User-Agent") != UserAgent {
		t.Errorf("the server was sent User-Agent %q", got.Get("User-Agent"))
	}
	if len(meta.Sent) != 3 || !strings.HasPrefix(meta.Sent[0], "GET /robots.txt HTTP/1.1\r\n") || !strings.HasPrefix(meta.Sent[2], "GET /new?x=1 HTTP/1.1\r\n") {
		t.Fatalf("recorded as sent: %q", meta.Sent)
	}
	// What is recorded is what the server saw, header by header.
	for name, values := range got {
		if line := name + ": " + values[0] + "\r\n"; !strings.Contains(meta.Sent[2], line) {
			t.Errorf("the record %q lacks %q", meta.Sent[2], line)
		}
	}
	if want := len(got) + 1; strings.Count(strings.TrimSpace(meta.Sent[2]), "\r\n") != want { // and Host
		t.Errorf("the record has other lines than the %d headers that were sent: %q", want, meta.Sent[2])
	}
}

func TestProxyOfTheEnvironmentIsNotUsed(t *testing.T) {
	proxy, asked := site(t, nil)
	t.Setenv("HTTP_PROXY", proxy)
	t.Setenv("http_proxy", proxy)
	_, _, err := Get(t.Context(), "http://192.0.2.1/", Options{})
	wantError(t, err, "192.0.2.1", "documentation")
	if asked.Load() != 0 {
		t.Error("the proxy was asked")
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	t.Parallel()
	address, asked := site(t, map[string]http.HandlerFunc{"/": says("secret")})
	port := address[strings.LastIndex(address, ":"):]
	for _, u := range []string{address, "http://localhost" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port, "http://169.254.169.254/latest/meta-data/", "http://10.1.2.3/", "http://[fd00:ec2::254]/", "https://192.168.1.1/"} {
		if _, _, err := Get(t.Context(), u, Options{}); err == nil || !strings.Contains(err.Error(), "refused to connect") {
			t.Errorf("%s: %v", u, err)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("%d requests reached the private server", asked.Load())
	}
}

func TestRedirectToPrivateIsRefused(t *testing.T) {
	t.Parallel()
	inside, asked := site(t, map[string]http.HandlerFunc{"/": says("secret")})
	outside, _ := site(t, map[string]http.HandlerFunc{"/": to(inside)})
	port := netip.MustParseAddrPort(strings.TrimPrefix(outside, "http://"))
	_, meta, err := Get(t.Context(), outside+"/", Options{allow: func(a netip.AddrPort) bool { return a == port }})
	wantError(t, err, "refused to connect", "this machine")
	if asked.Load() != 0 || len(meta.Redirects) != 1 {
		t.Errorf("%d requests reached the inside, redirects %v", asked.Load(), meta.Redirects)
	}
}

func TestNotPublic(t *testing.T) {
	t.Parallel()
	for _, a := range []string{"127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.0.8", "::", "::1", "::7f00:1", "::ffff:10.0.0.1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:1::", "2001:db8::1"} {
		if notPublic(netip.MustParseAddr(a)) == "" {
			t.Errorf("%s is let through", a)
		}
	}
	for _, a := range []string{"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::200e", "::ffff:8.8.8.8"} {
		if what := notPublic(netip.MustParseAddr(a)); what != "" {
			t.Errorf("%s is refused as %s", a, what)
		}
	}
}

func TestRedirectsEnd(t *testing.T) {
	t.Parallel()
	var address string
	address, asked := site(t, map[string]http.HandlerFunc{
		"/feed": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/feed?n="+r.URL.RawQuery+"x", http.StatusMovedPermanently)
		},
		"/five0": to("/five1"), "/five1": to("/five2"), "/five2": to("/five3"), "/five3": to("/five4"), "/five4": to("/five5"), "/five5": says("here"),
		"/nowhere": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) },
		"/file":    to("file:///etc/passwd"),
		"/user":    to("http://me:secret@x.example/"),
	})
	_, _, err := Get(t.Context(), address+"/feed", own)
	wantError(t, err, "more than 5 redirects", address+"/feed -> "+address+"/feed?n=x -> ")
	if n := asked.Load(); n != 1+6 {
		t.Errorf("%d requests for robots.txt and six pages", n)
	}
	if raw, meta, err := Get(t.Context(), address+"/five0", own); err != nil || string(raw) != "here" || len(meta.Redirects) != 5 {
		t.Errorf("five redirects: %q, %v, %v", raw, meta.Redirects, err)
	}
	_, _, err = Get(t.Context(), address+"/nowhere", own)
	wantError(t, err, "without saying where")
	_, _, err = Get(t.Context(), address+"/file", own)
	wantError(t, err, "file:///etc/passwd", "not an http")
	_, _, err = Get(t.Context(), address+"/user", own)
	wantError(t, err, "password")
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, u := range []string{"", "ftp://x.example/", "x.example", "http://", "http://:80/", "https://me:hunter2@x.example/", "http://x y/", "gopher://x"} {
		_, _, err := Get(t.Context(), u, own)
		wantError(t, err, "get ")
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the message %q tells the password", err)
		}
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	address, _ := site(t, nil)
	_, meta, err := Get(t.Context(), address+"/gone", own)
	wantError(t, err, address+"/gone", "404 Not Found")
	if meta.Status != 404 {
		t.Errorf("status %d", meta.Status)
	}
}

func TestBodyLimits(t *testing.T) {
	t.Parallel()
	packed := func(n int) []byte {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
		chunk := make([]byte, 1<<20)
		for ; n > 0; n -= len(chunk) {
			z.Write(chunk[:min(n, len(chunk))])
		}
		z.Close()
		return b.Bytes()
	}
	gz := func(body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(body)
		}
	}
	small := packed(1000)
	address, _ := site(t, map[string]http.HandlerFunc{
		"/small": gz(small),
		"/bomb":  gz(packed(MaxBody + 1)),
		"/cut":   gz(small[:len(small)-4]),
		"/brotli": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, "x")
		},
		"/announced": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(MaxBody+1))
			w.WriteHeader(200)
		},
		"/endless": func(w http.ResponseWriter, _ *http.Request) {
			for chunk := make([]byte, 1<<20); ; {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		},
	})
	if raw, meta, err := Get(t.Context(), address+"/small", own); err != nil || len(raw) != 1000 || meta.Encoding != "gzip" {
		t.Errorf("%d bytes, %q, %v", len(raw), meta.Encoding, err)
	}
	for path, want := range map[string]string{"/bomb": "the unpacked answer is over the limit", "/cut": "unexpected EOF", "/brotli": `"br"`, "/announced": "over the limit", "/endless": "the answer is over the limit"} {
		_, _, err := Get(t.Context(), address+path, own)
		wantError(t, err, want, path)
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	address, _ := site(t, map[string]http.HandlerFunc{"/slow": func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}})
	_, _, err := Get(ctx, address+"/slow", own)
	wantError(t, err, "canceled")
}

func TestRobots(t *testing.T) {
	t.Parallel()
	robots, page := "User-agent: *\nDisallow: /private\n", says("page")
	address, asked := site(t, map[string]http.HandlerFunc{"/robots.txt": says(robots), "/private/x": page, "/public": page, "/away": to("/private/x")})
	if _, _, err := Get(t.Context(), address+"/public", own); err != nil {
		t.Error(err)
	}
	asked.Store(0)
	for _, path := range []string{"/private/x", "/away"} {
		_, _, err := Get(t.Context(), address+path, own)
		wantError(t, err, address+"/robots.txt", "/private/x", UserAgent)
	}
	if n := asked.Load(); n != 3 { // robots.txt; robots.txt, /away
		t.Errorf("%d requests", n)
	}
	if raw, meta, err := Get(t.Context(), address+"/private/x", Options{AllowPrivate: true, IgnoreRobots: true}); err != nil || string(raw) != "page" || len(meta.Sent) != 1 {
		t.Errorf("robots ignored: %q, %d requests, %v", raw, len(meta.Sent), err)
	}
	broken, _ := site(t, map[string]http.HandlerFunc{"/x": page, "/robots.txt": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }})
	_, _, err := Get(t.Context(), broken+"/x", own)
	wantError(t, err, "503")
}

func TestParseRobots(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		robots          string
		allowed, denied []string
	}{
		"none":           {"", []string{"/", "/x"}, nil},
		"empty disallow": {"User-agent: *\nDisallow:\n", []string{"/x"}, nil},
		"all":            {"User-agent: *\nDisallow: /", nil, []string{"/", "/x"}},
		"others":         {"User-agent: otherbot\nDisallow: /\n", []string{"/x"}, nil},
		"our group wins": {"User-agent: *\nDisallow: /\n\nUser-Agent: CharterWatch\nDisallow: /a\n", []string{"/b"}, []string{"/a", "/ab"}},
		"shared group":   {"User-agent: otherbot\nUser-agent: charterwatch/1.0\nDisallow: /a", []string{"/b"}, []string{"/a"}},
		"longest wins":   {"User-agent: *\nDisallow: /a\nAllow: /a/b\n", []string{"/a/b/c"}, []string{"/a/c"}},
		"equal allows":   {"User-agent: *\nDisallow: /a\nAllow: /a\n", []string{"/a"}, nil},
		"wildcard":       {"User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?print=", []string{"/x.pdf.html", "/x"}, []string{"/x/y.pdf", "/x?print=1"}},
		"end":            {"User-agent: *\nDisallow: /a$", []string{"/ab"}, []string{"/a"}},
		"comments, CR":   {"# hello\rUser-agent: * # all\rDisallow: /a # this\r", []string{"/b"}, []string{"/a"}},
		"byte order":     {"\ufeffUser-agent: *\r\nDisallow: /a\r\n", []string{"/b"}, []string{"/a"}},
		"two groups":     {"User-agent: *\nDisallow: /a\nUser-agent: otherbot\nDisallow: /b\nUser-agent: *\nDisallow: /c", []string{"/b"}, []string{"/a", "/c"}},
		"not robots":     {"<html><body>Not found</body></html>", []string{"/x"}, nil},
	} {
		r := parseRobots([]byte(c.robots))
		for _, p := range c.allowed {
			if !r.allows(p) {
				t.Errorf("%s: %s is refused", name, p)
			}
		}
		for _, p := range c.denied {
			if r.allows(p) {
				t.Errorf("%s: %s is allowed", name, p)
			}
		}
	}
}

// A pattern's slow definition, by trying every way to fill each star.
func slowMatches(pattern, path string) bool {
	switch {
	case pattern == "":
		return true
	case pattern == "$":
		return path == ""
	case pattern[0] == '*':
		for i := 0; i <= len(path); i++ {
			if slowMatches(pattern[1:], path[i:]) {
				return true
			}
		}
		return false
	}
	return path != "" && path[0] == pattern[0] && slowMatches(pattern[1:], path[1:])
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a$", "/ba")
	f.Add("User-agent: charterwatch\nAllow: /a*b*c", "/abc")
	f.Fuzz(func(t *testing.T, robots, path string) {
		if len(robots) > 200 || len(path) > 40 {
			return
		}
		for _, l := range parseRobots([]byte(robots)).lines {
			if strings.Count(l.pattern, "*") > 4 || strings.Contains(strings.TrimSuffix(l.pattern, "$"), "$") {
				continue
			}
			if got, want := matches(l.pattern, path), slowMatches(l.pattern, path); got != want {
				t.Errorf("%q on %q is %v, want %v", l.pattern, path, got, want)
			}
		}
	})
}
