package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// names answers every question for an address with the next of a list, the last for ever.
func names(t *testing.T, answers ...netip.Addr) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		asked := 0
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var p dnsmessage.Parser
			head, err := p.Start(buf[:n])
			if err != nil {
				continue
			}
			q, err := p.Question()
			if err != nil {
				continue
			}
			b := dnsmessage.NewBuilder(nil, dnsmessage.Header{ID: head.ID, Response: true, Authoritative: true})
			_ = b.StartQuestions()
			_ = b.Question(q)
			_ = b.StartAnswers()
			if a := answers[min(asked, len(answers)-1)]; q.Type == dnsmessage.TypeA {
				asked++
				_ = b.AResource(dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 0}, dnsmessage.AResource{A: a.As4()})
			}
			if out, err := b.Finish(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// twoAt serves two sites on one port of two addresses: what a name pointed at when it was
// looked at, and what it points at a moment later.
func twoAt(t *testing.T) (outside, inside *atomic.Int64, port string) {
	t.Helper()
	outside, inside = new(atomic.Int64), new(atomic.Int64)
	first, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skipf("this machine has no second loopback address: %v", err)
	}
	_, port, _ = net.SplitHostPort(first.Addr().String())
	second, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		first.Close()
		t.Skipf("the port is taken on the other address: %v", err)
	}
	for l, n := range map[net.Listener]*atomic.Int64{first: outside, second: inside} {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n.Add(1)
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			io.WriteString(w, "text")
		}))
		s.Listener.Close()
		s.Listener = l
		s.Start()
		t.Cleanup(s.Close)
	}
	return outside, inside, port
}

// A name that points outside when it is first asked and inside the next time: what is checked
// is the address that is connected to, each time.
func TestRebindingNameIsRefused(t *testing.T) {
	t.Parallel()
	outside, inside, port := twoAt(t)
	public, private := netip.MustParseAddr("127.0.0.2"), netip.MustParseAddr("127.0.0.1")
	only := func(a netip.AddrPort) bool { return a.Addr() == public }
	raw, _, err := Get(t.Context(), "http://news.example:"+port+"/", Options{allow: only, resolver: names(t, public)})
	if err != nil || string(raw) != "text" {
		t.Fatalf("a name that stays outside: %q, %v", raw, err)
	}
	outside.Store(0)
	_, _, err = Get(t.Context(), "http://news.example:"+port+"/", Options{allow: only, resolver: names(t, public, private)})
	wantError(t, err, "refused to connect", "127.0.0.1", "this machine")
	if outside.Load() != 1 || inside.Load() != 0 {
		t.Errorf("%d requests outside, %d inside; want robots.txt alone, and none", outside.Load(), inside.Load())
	}
}

// Redirects that lead inside at their end, by every spelling of this machine.
func TestRedirectChainInside(t *testing.T) {
	t.Parallel()
	inside, asked := site(t, map[string]http.HandlerFunc{"/": says("secret")})
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(inside, "http://"))
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[::]", "127.1", "[::1]", "[64:ff9b::7f00:1]", "[fe80::1]", "169.254.169.254", "2130706433"} {
		outside, _ := site(t, map[string]http.HandlerFunc{"/a": to("/b"), "/b": to("/c"), "/c": to("http://" + host + ":" + port + "/")})
		at := netip.MustParseAddrPort(strings.TrimPrefix(outside, "http://"))
		_, meta, err := Get(t.Context(), outside+"/a", Options{allow: func(a netip.AddrPort) bool { return a == at }, resolver: names(t, netip.MustParseAddr("127.0.0.1"))})
		if err == nil {
			t.Errorf("%s: no error", host)
		}
		if len(meta.Redirects) != 3 || len(meta.Sent) > 5 {
			t.Errorf("%s: redirects %v, %d requests recorded", host, meta.Redirects, len(meta.Sent))
		}
	}
	if asked.Load() != 0 {
		t.Errorf("%d requests reached the inside", asked.Load())
	}
}

func TestHugeHeadersAreRefused(t *testing.T) {
	t.Parallel()
	address, _ := site(t, map[string]http.HandlerFunc{
		"/one": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Big", strings.Repeat("x", maxHeader+1))
		},
		"/many": func(w http.ResponseWriter, _ *http.Request) {
			for i := range 20_000 {
				w.Header().Set(fmt.Sprintf("X-%d", i), "0123456789")
			}
		},
	})
	for _, path := range []string{"/one", "/many"} {
		if raw, _, err := Get(t.Context(), address+path, own); err == nil {
			t.Errorf("%s: %d bytes and no error", path, len(raw))
		}
	}
}
