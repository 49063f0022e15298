package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// pasteAction is where the form of a pasted text is sent.
const pasteAction = "/documents/paste"

// maxPaste is the largest form of a pasted text, in bytes as sent: a letter of another script
// takes nine.
const maxPaste = 2 << 20

// paste keeps a text that a person copied from somewhere. Nothing is fetched from the address
// that it is said to have stood at.
func (p *pages) paste(w http.ResponseWriter, r *http.Request, _ format) error {
	form := r.PostForm
	text := strings.ReplaceAll(form.Get("text"), "\r\n", "\n") // forms send these for every line end
	if strings.TrimSpace(text) == "" {
		return fmt.Errorf("there is no text in the form: %w", errBadInput)
	}
	published := strings.TrimSpace(form.Get("published"))
	if published != "" {
		if _, err := time.Parse(time.DateOnly, published); err != nil {
			return fmt.Errorf("the day of publication %q is not a day such as 2025-09-30: %w", clip(published, 40), errBadInput)
		}
	}
	address := strings.TrimSpace(form.Get("address"))
	if address != "" && document.Address(address) == "" {
		return fmt.Errorf("the address %q is not an http or https address: %w", clip(address, 120), errBadInput)
	}
	if found := release.Identifies(text + "\n" + form.Get("publisher")); len(found) > 0 {
		return fmt.Errorf("the text holds %s, which is never kept here: leave that part out, or keep the text sealed elsewhere: %w", found[0].Kind, errBadInput)
	}
	docs, err := document.Read([]byte(text), document.Hints{File: "pasted", URL: address, Published: published, Publisher: clip(strings.TrimSpace(form.Get("publisher")), 200),
		ContentType: "text/plain; charset=utf-8", Retrieved: p.Now().UTC(), ByHand: &document.ByHand{How: document.Pasted, By: p.By}})
	if err != nil && (!errors.Is(err, document.ErrPartial) || len(docs) == 0) {
		return fmt.Errorf("%w: %w", err, errBadInput)
	}
	for _, d := range docs {
		if _, err := p.keep.AddDocument(r.Context(), d, d.Raw, statement.Propose(d)); err != nil {
			return err
		}
	}
	to := "/documents"
	if len(docs) == 1 {
		to = "/documents/" + url.PathEscape(docs[0].ID)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
