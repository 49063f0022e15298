package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/release"
)

// policy is the content security policy of every answer: our own style sheet, script and
// pictures, forms to ourselves, nothing else and nobody's frame.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// maxForm is the largest body that a form of ours can need, in bytes.
const maxForm = 64 << 10

// guard wraps the pages: who may ask, what may be posted, and what a browser may load.
func guard(o Options, next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !hostAllowed(r.Host, o.Hosts) {
			plain(w, http.StatusMisdirectedRequest, fmt.Sprintf("This server does not answer for the host %q. Open it as 127.0.0.1 or localhost.", clip(r.Host, 80)))
			return
		}
		if r.Method == http.MethodPost {
			// Sec-Fetch-Site where the browser sends it, Origin against Host otherwise.
			if err := cross.Check(r); err != nil {
				plain(w, http.StatusForbidden, "This form was sent from another site and was not read.")
				return
			}
			most := int64(maxForm)
			if r.URL.Path == pasteAction {
				most = maxPaste
			}
			r.Body = http.MaxBytesReader(w, r.Body, most)
			if err := r.ParseForm(); err != nil {
				plain(w, http.StatusBadRequest, fmt.Sprintf("This form could not be read: it is larger than %d KB or not a form.", most>>10))
				return
			}
			if !o.tokenValid(r.PostForm.Get("token"), r.URL.Path) {
				plain(w, http.StatusForbidden, "The form is too old or not from this server. Go back, reload the page and send it again; nothing was changed.")
				return
			}
		}
		if err := nobody(r); err != nil {
			plain(w, http.StatusUnprocessableEntity, "Nothing was changed: "+err.Error()+".")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// machineWord is an identifier or a token as the pages write it, a number or a day: it names
// nobody, whatever its digits look like.
var machineWord = regexp.MustCompile(`^(?:[dsj]-[0-9a-f-]+[TZ0-9.-]*|[0-9a-f]{64}|~?[0-9a-f]{6}|-?\d+(?:\.\d+)?|\d{4}-\d{2}-\d{2})$`)

// nobody looks at every field of a form before a page reads it, so that a new form cannot
// forget it. An outlet may have a telephone and a handle, and so may its text.
func nobody(r *http.Request) error {
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		for _, value := range r.PostForm[name] {
			if machineWord.MatchString(value) {
				continue
			}
			look := release.RefusePersons
			if slices.Contains([]string{"text", "publisher", "address", "words", "by"}, name) {
				look = release.RefuseIdentity
			}
			if err := look(value); err != nil {
				return fmt.Errorf("%q in the form: %w", clip(name, 40), err)
			}
		}
	}
	return nil
}

// hostAllowed says whether a Host header names this machine. Without the check a page
// elsewhere could let its own name point at 127.0.0.1 and read everything here.
func hostAllowed(host string, more []string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	switch name {
	case "127.0.0.1", "localhost", "::1":
		return true
	}
	for _, m := range more {
		if m != "" && strings.EqualFold(strings.Trim(m, "[]"), name) {
			return true
		}
	}
	return false
}

// tokenSpan is how long a form stays good: the span in which it was made and the next.
const tokenSpan = 12 * time.Hour

// token is the proof that a form for this path came from a page of ours.
func (o Options) token(path string) string {
	return o.tokenAt(path, o.Now().Unix()/int64(tokenSpan/time.Second))
}

func (o Options) tokenAt(path string, span int64) string {
	m := hmac.New(sha256.New, o.Token)
	fmt.Fprintf(m, "charterwatch form\x00%s\x00%d", path, span)
	return hex.EncodeToString(m.Sum(nil))
}

func (o Options) tokenValid(got, path string) bool {
	if len(o.Token) == 0 {
		return false
	}
	span := o.Now().Unix() / int64(tokenSpan/time.Second)
	return hmac.Equal([]byte(got), []byte(o.tokenAt(path, span))) ||
		hmac.Equal([]byte(got), []byte(o.tokenAt(path, span-1)))
}

// plain answers with one sentence, for refusals that come before any page.
func plain(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	fmt.Fprintln(w, text)
}

// clip shortens text to at most n bytes, on a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
