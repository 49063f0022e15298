package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/charterwatch/charterwatch/internal/store"
)

// format is the shape of an answer, chosen by the end of the address.
type format int

const (
	asHTML format = iota
	asJSON
	asCSV
)

func (f format) suffix() string { return [...]string{"", ".json", ".csv"}[f] }

// split takes the ending off an identifier: "iran-2025-09.json" is iran-2025-09 as JSON.
func split(id string) (string, format) {
	for _, f := range []format{asJSON, asCSV} {
		if s, ok := strings.CutSuffix(id, f.suffix()); ok {
			return s, f
		}
	}
	return id, asHTML
}

// The errors that are the asker's; everything else comes from the store or from us.
var (
	errNoPage   = errors.New("no such page")
	errBadInput = errors.New("cannot be understood")
)

// outcomes is the one table from errors to statuses. The first that matches answers.
var outcomes = []struct {
	is   error
	code int
	say  string
}{
	{errNoPage, http.StatusNotFound, "There is no page at this address."},
	{store.ErrErased, http.StatusGone, "This was erased. A redaction record says when and under which rule."},
	{store.ErrNotFound, http.StatusNotFound, "Nothing is kept under this name."},
	{errBadInput, http.StatusUnprocessableEntity, "The request cannot be understood; nothing was changed."},
	{store.ErrConflict, http.StatusConflict, "This was decided otherwise in the meantime. Reload the page and look again; nothing was changed."},
	{store.ErrExists, http.StatusConflict, "This exists already; nothing was changed."},
	{context.DeadlineExceeded, http.StatusGatewayTimeout, "This took too long and was given up."},
	{context.Canceled, http.StatusServiceUnavailable, "The question was withdrawn before it was answered."},
}

// answer runs a handler and turns its error into a page with the right status.
func (p *pages) answer(f format, h func(http.ResponseWriter, *http.Request, format) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r, f); err != nil {
			p.fail(w, r, f, err)
		}
	}
}

// one runs a handler for one thing, whose identifier carries the ending.
func (p *pages) one(h func(w http.ResponseWriter, r *http.Request, id string, f format) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, f := split(r.PathValue("id"))
		if err := h(w, r, id, f); err != nil {
			p.fail(w, r, f, err)
		}
	}
}

// of runs a handler for something that belongs to one thing, in a fixed format.
func (p *pages) of(f format, h func(w http.ResponseWriter, r *http.Request, id string, f format) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r, r.PathValue("id"), f); err != nil {
			p.fail(w, r, f, err)
		}
	}
}

func (p *pages) fail(w http.ResponseWriter, r *http.Request, f format, err error) {
	code, say, detail := http.StatusInternalServerError, "Something went wrong on our side; nothing was changed.", ""
	for _, o := range outcomes {
		if errors.Is(err, o.is) {
			code, say = o.code, o.say
			break
		}
	}
	if code == http.StatusUnprocessableEntity || code == http.StatusGone {
		detail = err.Error()
	}
	if code == http.StatusInternalServerError {
		p.Log.ErrorContext(r.Context(), "page failed", "path", r.URL.Path, "error", err)
	}
	switch f {
	case asHTML:
		fr := frame{Title: http.StatusText(code), Body: map[string]any{"Say": say, "Detail": detail, "Path": r.URL.Path}}
		if err := p.page(w, r, code, "error", fr); err != nil {
			plain(w, http.StatusInternalServerError, say)
		}
	default:
		if detail != "" {
			say += " " + detail
		}
		_ = writeJSON(w, code, map[string]any{"error": say, "status": code})
	}
}

// frame is what every page has around its own content.
type frame struct {
	Title   string
	Section string // the entry of the navigation that is marked
	Banner  string // the sentence of a reconstruction or a simulation; hatched on top, joined with those of the workspace
	Script  bool   // the page has keys
	Handles bool   // the ends of a passage can be moved
	JSON    string // the same as data; empty where there is none
	CSV     string
	Foot    string // a line of the page's own at its foot
	Body    any

	Version string
	Path    string
	assets  map[string]string
}

// Asset is the address of a file of ours; its hash in the address lets browsers keep it.
func (f frame) Asset(name string) string { return "/assets/" + name + "?" + f.assets[name] }

// page renders whole pages only: an error on the way writes nothing of one.
func (p *pages) page(w http.ResponseWriter, r *http.Request, code int, name string, f frame) error {
	f.Version, f.Path, f.assets = p.Version, r.URL.Path, assetHashes
	if p.keep != nil {
		f.Banner = p.banner(r.Context(), f.Banner)
	}
	var b bytes.Buffer
	if err := templates()[name].ExecuteTemplate(&b, "layout", f); err != nil {
		return fmt.Errorf("render page %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	_, _ = w.Write(b.Bytes()) // the reader may have left; there is nobody to tell
	return nil
}

func writeJSON(w http.ResponseWriter, code int, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(code)
	_, _ = w.Write(b.Bytes())
	return nil
}

// templates is one set a page: the layout, the shared pieces and the page itself. They are
// parsed when the first page is asked for: no other command waits for them.
var templates = sync.OnceValue(func() map[string]*template.Template {
	shared := template.Must(template.New("").Funcs(words).ParseFS(files, "templates/layout.html", "templates/pieces.html", "templates/map.html", "templates/said.html"))
	out := map[string]*template.Template{}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		panic(err) // the pattern is ours
	}
	for _, n := range names {
		name := strings.TrimSuffix(path.Base(n), ".html")
		out[name] = template.Must(template.Must(shared.Clone()).ParseFS(files, n))
	}
	return out
})

var assetTypes = map[string]string{
	"style.css":  "text/css; charset=utf-8",
	"keys.js":    "text/javascript; charset=utf-8",
	"handles.js": "text/javascript; charset=utf-8",
	"mark.svg":   "image/svg+xml",
}

var assetHashes = func() map[string]string {
	out := map[string]string{}
	for name := range assetTypes {
		b, err := files.ReadFile("assets/" + name)
		if err != nil {
			panic(err) // embedded at build time
		}
		sum := sha256.Sum256(b)
		out[name] = hex.EncodeToString(sum[:6])
	}
	return out
}()

func (p *pages) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	b, err := files.ReadFile("assets/" + name)
	if err != nil || assetTypes[name] == "" {
		p.fail(w, r, asHTML, errNoPage)
		return
	}
	w.Header().Set("Content-Type", assetTypes[name])
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(b)
}
