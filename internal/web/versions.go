package web

import (
	"fmt"
	"mime"
	"net/http"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/store"
)

// maxChanges and maxChangeBytes are what the page of versions shows of one edit; the JSON and
// the command line have all of it.
const (
	maxChanges     = 40
	maxChangeBytes = 12 << 10
	maxEdits       = 8
)

// versionsPage is what stood at a document's address, and how it was changed.
type versionsPage struct {
	Row     documentRow
	History store.History
	Words   string
	Edits   []edition // the last first
	Left    int       // edits that are not shown
}

// edition is one edit as the page shows it.
type edition struct {
	store.Revision
	Before, After document.Version
	Shown         []document.Change
	Left          int // changes that are not shown
}

// versions shows every text that stood at a document's address.
func (p *pages) versions(w http.ResponseWriter, r *http.Request, id string, f format) error {
	h, err := p.keep.History(r.Context(), id)
	if err != nil {
		return err
	}
	if f == asJSON {
		return writeJSON(w, http.StatusOK, h)
	}
	d, err := p.keep.Document(r.Context(), id)
	if err != nil {
		return err
	}
	b := versionsPage{Row: rowOf(d), History: h, Words: historyWords(h)}
	for i := len(h.Edits) - 1; i >= 0; i-- {
		if len(b.Edits) == maxEdits {
			b.Left = i + 1
			break
		}
		b.Edits = append(b.Edits, lay(h.Edits[i], h.Versions[i], h.Versions[i+1]))
	}
	fr := frame{Title: "Versions of " + b.Row.Name(), Section: "documents", JSON: "/documents/" + d.ID + "/versions.json", Body: b}
	if d.Simulated {
		fr.Banner = simulatedDocument
	}
	return p.page(w, r, http.StatusOK, "versions", fr)
}

// lay takes as many changes as a page can hold; of a long run that did not change, its ends.
func lay(r store.Revision, before, after document.Version) edition {
	e := edition{Revision: r, Before: before, After: after}
	size := 0
	for _, c := range r.Changes {
		shown := c
		shown.Runs = nil
		for i, run := range c.Runs {
			if run.Op == document.Same && c.Kind == document.ParagraphChanged {
				run.Text = ellipsis(run.Text, i > 0, i < len(c.Runs)-1)
			} else {
				run.Text = clip(run.Text, 2000)
			}
			size += len(run.Text)
			shown.Runs = append(shown.Runs, run)
		}
		if len(e.Shown) > 0 && (len(e.Shown) == maxChanges || size > maxChangeBytes) {
			break
		}
		if len(shown.Runs) > 200 {
			shown.Runs = shown.Runs[:200]
		}
		e.Shown = append(e.Shown, shown)
	}
	e.Left = len(r.Changes) - len(e.Shown)
	return e
}

// ellipsis keeps of unchanged words those beside a change.
func ellipsis(text string, head, tail bool) string {
	const keep = 90
	r := []rune(text)
	if len(r) <= 2*keep+20 {
		return text
	}
	out := " … "
	if head {
		out = string(r[:keep]) + " …"
	}
	if tail {
		out += " " + string(r[len(r)-keep:])
	}
	return out
}

// historyWords is "3 versions; 2 silent edits since 30 Sep 2025 08:00Z"; empty for one version.
func historyWords(h store.History) string {
	if len(h.Versions) < 2 {
		return ""
	}
	declared, unclear := 0, 0
	for _, e := range h.Edits {
		switch e.Kind {
		case document.DeclaredEdit:
			declared++
		case document.UnclearEdit:
			unclear++
		}
	}
	out := fmt.Sprintf("%d versions; %s since %s", len(h.Versions), plural(h.Silent(), "silent edit", "silent edits"), minute(h.Versions[0].First))
	if declared > 0 {
		out += fmt.Sprintf(", %d declared", declared)
	}
	if unclear > 0 {
		out += fmt.Sprintf(", %d unclear", unclear)
	}
	return out
}

// fateWords says what became of a statement's words.
func fateWords(k document.FateKind) string {
	return map[document.FateKind]string{document.Kept: "its words stand as they were", document.Moved: "its words stand at another place",
		document.Changed: "its words were changed", document.Gone: "its words are gone"}[k]
}

// picture answers with the picture that a transcript was typed from. Its type is found from
// its bytes again, and nothing that a browser could run is allowed beside it.
func (p *pages) picture(w http.ResponseWriter, r *http.Request, id string, _ format) error {
	d, err := p.keep.Document(r.Context(), id)
	if err != nil {
		return err
	}
	if d.ByHand == nil || d.ByHand.Image == nil {
		return errNoPage
	}
	raw, err := p.keep.Blob(d.ByHand.Image.Hash)
	if err != nil {
		return err
	}
	image, err := document.ReadImage(raw, d.ByHand.Image.File)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", image.Type)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Disposition", "inline")
	_, _ = w.Write(raw)
	return nil
}

// bytes hands out what was captured, as a file that no browser opens by itself.
func (p *pages) bytes(w http.ResponseWriter, r *http.Request, id string, _ format) error {
	d, err := p.keep.Document(r.Context(), id)
	if err != nil {
		return err
	}
	raw, err := p.keep.Blob(d.RawHash)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.ID + ".bin"}))
	_, _ = w.Write(raw)
	return nil
}
