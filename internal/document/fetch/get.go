package fetch

import (
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httputil"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// UserAgent is how this program names itself to a server and looks for itself in robots.txt.
const UserAgent = "charterwatch"

// Limits on what a server can make us do.
const (
	MaxBody      = 64 << 20 // bytes of one answer, as sent and again as unpacked
	MaxRedirects = 5
	connectTime  = 10 * time.Second
	totalTime    = 30 * time.Second
	maxHeader    = 256 << 10
)

// Options are a caller's choices; the zero value is the safe one.
type Options struct {
	AllowPrivate bool             // let the address lead to private and loopback networks: a user's own server, tests
	IgnoreRobots bool             // fetch although robots.txt asks automatic readers to stay away
	Now          func() time.Time // the clock for Meta.Retrieved; nil is time.Now
	MaxBytes     int              // of one answer, as sent and again as unpacked; 0 is MaxBody
	Within       time.Duration    // for everything together; 0 is 30 s

	allow    func(netip.AddrPort) bool // tests: which private addresses may be dialled
	resolver *net.Resolver             // tests: who answers for names; nil is the system's
}

// Meta is what was asked and what came.
type Meta struct {
	FinalURL    string              `json:"final_url"`
	Redirects   []string            `json:"redirects"` // every address asked before the final one, in order
	Status      int                 `json:"status"`
	ContentType string              `json:"content_type"`
	Headers     map[string][]string `json:"headers"`  // of the final answer
	Sent        []string            `json:"sent"`     // request line and headers of every request, in order, robots.txt among them
	Remote      string              `json:"remote"`   // address and port that the final answer came from
	Encoding    string              `json:"encoding"` // content coding that was unpacked; empty for none
	Retrieved   time.Time           `json:"retrieved"`
}

// Get asks for rawURL and follows its redirects. The bytes are those of the final answer,
// unpacked where the server packed them. An answer that is not 2xx is an error; Meta then
// holds what is known.
func Get(ctx context.Context, rawURL string, o Options) ([]byte, Meta, error) {
	if o.MaxBytes <= 0 {
		o.MaxBytes = MaxBody
	}
	if o.Within <= 0 {
		o.Within = totalTime
	}
	ctx, cancel := context.WithTimeout(ctx, o.Within)
	defer cancel()
	s := newSession(o)
	defer s.client.CloseIdleConnections()
	raw, err := s.get(ctx, rawURL)
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil {
			err = fmt.Errorf("no complete answer within %v: %w", o.Within, err)
		}
		return nil, s.meta, fmt.Errorf("get %s: %w", redacted(rawURL), err)
	}
	return raw, s.meta, nil
}

// session is one Get: its client, the robots rules it has read, and its record.
type session struct {
	o      Options
	client *http.Client
	rules  map[string]rules // by scheme and host
	meta   Meta
}

func newSession(o Options) *session {
	if o.Now == nil {
		o.Now = time.Now
	}
	dialer := &net.Dialer{Timeout: connectTime, ControlContext: guard(o), Resolver: o.resolver}
	transport := &http.Transport{
		Proxy:                  nil, // see the package comment
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    connectTime,
		ResponseHeaderTimeout:  totalTime,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true, // unpacked here, under a limit
		DisableKeepAlives:      true,
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{}, // HTTP/1.1 alone
	}
	return &session{
		o:      o,
		client: &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		rules:  map[string]rules{},
		meta:   Meta{Redirects: []string{}, Sent: []string{}},
	}
}

func (s *session) get(ctx context.Context, rawURL string) ([]byte, error) {
	at, err := parseURL(rawURL)
	if err != nil {
		return nil, err
	}
	for {
		if err := s.askRobots(ctx, at); err != nil {
			return nil, err
		}
		resp, err := s.ask(ctx, at)
		if err != nil {
			return nil, err
		}
		if next, err := redirect(resp, at); err != nil || next != nil {
			resp.Body.Close()
			if err != nil {
				return nil, err
			}
			s.meta.Redirects = append(s.meta.Redirects, at.String())
			if len(s.meta.Redirects) > MaxRedirects {
				return nil, fmt.Errorf("more than %d redirects: %s -> %s", MaxRedirects, strings.Join(s.meta.Redirects, " -> "), next)
			}
			at = next
			continue
		}
		defer resp.Body.Close()
		s.meta.FinalURL, s.meta.Status, s.meta.Headers = at.String(), resp.StatusCode, maps.Clone(resp.Header)
		s.meta.ContentType = resp.Header.Get("Content-Type")
		s.meta.Retrieved = s.o.Now().UTC()
		if resp.StatusCode < 200 || resp.StatusCode > 299 {
			return nil, fmt.Errorf("the server answered %s", resp.Status)
		}
		return s.body(resp)
	}
}

// parseURL accepts an absolute http or https address without credentials in it.
func parseURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return nil, err
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%q is not an http or https address", raw)
	case u.Host == "" || u.Hostname() == "":
		return nil, fmt.Errorf("%q names no host", raw)
	case u.User != nil:
		return nil, errors.New("the address holds a user name or password; those are not sent")
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// redacted is an address for a message: without a password.
func redacted(raw string) string {
	if u, err := url.Parse(raw); err == nil {
		return u.Redacted()
	}
	return fmt.Sprintf("%q", raw)
}

// ask sends one request and records it as it goes on the wire.
func (s *session) ask(ctx context.Context, at *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", UserAgent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/plain;q=0.9, */*;q=0.5")
	req.Header.Set("Accept-Encoding", "gzip")
	req.Close = true
	ctx = withTrace(ctx, func(remote string) { s.meta.Remote = remote })
	sent, err := httputil.DumpRequestOut(req, false)
	if err != nil {
		return nil, err
	}
	s.meta.Sent = append(s.meta.Sent, string(sent))
	resp, err := s.client.Do(req.WithContext(ctx))
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err // the address is named by Get
	}
	return resp, err
}

// redirect is where an answer sends us; nil where it does not.
func redirect(resp *http.Response, at *url.URL) (*url.URL, error) {
	switch resp.StatusCode {
	case 301, 302, 303, 307, 308:
	default:
		return nil, nil
	}
	location := resp.Header.Get("Location")
	if location == "" {
		return nil, fmt.Errorf("%s redirects (%s) without saying where", at, resp.Status)
	}
	next, err := at.Parse(location)
	if err != nil {
		return nil, fmt.Errorf("%s redirects to %q: %w", at, location, err)
	}
	if next, err = parseURL(next.String()); err != nil {
		return nil, fmt.Errorf("%s redirects: %w", at, err)
	}
	return next, nil
}

// body reads an answer and unpacks it, each under the limit.
func (s *session) body(resp *http.Response) ([]byte, error) {
	if resp.ContentLength > int64(s.o.MaxBytes) {
		return nil, fmt.Errorf("the answer is %d bytes, over the limit of %d (%d MiB)", resp.ContentLength, s.o.MaxBytes, s.o.MaxBytes>>20)
	}
	coding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding")))
	r := io.Reader(&limited{r: resp.Body, left: s.o.MaxBytes, most: s.o.MaxBytes, what: "the answer"})
	var err error
	switch coding {
	case "", "identity":
		coding = ""
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(r)
	case "deflate":
		r, err = zlib.NewReader(r)
	default:
		return nil, fmt.Errorf("the answer is packed as %q, which was not asked for", coding)
	}
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", coding, err)
	}
	if coding != "" {
		r = &limited{r: r, left: s.o.MaxBytes, most: s.o.MaxBytes, what: "the unpacked answer"}
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("after %d bytes: %w", len(raw), err)
	}
	s.meta.Encoding = coding
	return raw, nil
}

// limited fails, rather than ends, where there is more than the limit.
type limited struct {
	r    io.Reader
	left int
	most int
	what string
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, fmt.Errorf("%s is over the limit of %d bytes (%d MiB)", l.what, l.most, l.most>>20)
	}
	n, err := l.r.Read(p[:min(len(p), l.left+1)])
	l.left -= n
	if l.left < 0 {
		return n, fmt.Errorf("%s is over the limit of %d bytes (%d MiB)", l.what, l.most, l.most>>20)
	}
	return n, err
}
