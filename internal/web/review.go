package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// queueRows is how many of those that wait are listed; the rest come up as these are decided.
const queueRows = 25

// reviewPage is the queue of statements that nobody has decided, one of them before the reader.
type reviewPage struct {
	Total     int
	Rows      []waiting
	Chosen    *store.Reviewed
	Row       documentRow // its document
	Published string
	Before    string // the words of its paragraph around it
	Words     string
	After     string
	Prev      string
	Next      string // address of the next; empty at the end
	NextID    string
	Edit      string // its place in the document, the form open
	Action    string
	Token     string
	Done      *done
	DoneAct   string
	DoneToken string
}

// waiting is a row of the queue.
type waiting struct {
	store.Reviewed
	Document documentRow
	Href     string
	Chosen   bool
}

// review shows what waits for a decision over all documents, so that a monitor goes through it
// with a few keys.
func (p *pages) review(w http.ResponseWriter, r *http.Request, f format) error {
	ctx := r.Context()
	if f != asHTML {
		list, total, err := p.keep.Waiting(ctx, paging(r))
		if err != nil {
			return err
		}
		if f == asJSON {
			return writeJSON(w, http.StatusOK, map[string]any{"total": total, "statements": notNil(list)})
		}
		return writeCSV(w, "review", statementsCSV(list))
	}
	asked := r.URL.Query().Get("s")
	list, total, err := p.keep.Waiting(ctx, store.Page{})
	if err != nil {
		return err
	}
	b := reviewPage{Total: total}
	pick := max(0, slices.IndexFunc(list, func(s store.Reviewed) bool { return s.ID == asked }))
	simulated := false
	first := max(0, pick-2)
	for i := first; i < min(len(list), first+queueRows); i++ {
		d, err := p.keep.Document(ctx, list[i].Document)
		if err != nil {
			return err
		}
		simulated = simulated || d.Simulated
		b.Rows = append(b.Rows, waiting{list[i], rowOf(d), reviewAddress(list[i].ID), i == pick})
		if i == pick {
			b.show(d, list, i)
			b.Token = p.token(b.Action)
		}
	}
	if id := r.URL.Query().Get("done"); id != "" {
		s, err := p.keep.Statement(ctx, id)
		if err != nil {
			return err
		}
		b.Done = &done{ID: s.ID, Words: verdictWords(s.Verdict), Quote: clip(s.Content.Text, 120)}
		b.DoneAct = "/documents/" + url.PathEscape(s.Document) + "/decide"
		b.DoneToken = p.token("/documents/" + s.Document + "/decide")
	}
	fr := frame{Title: "Review", Section: "review", Script: true, JSON: as(r, asJSON), CSV: as(r, asCSV), Body: b}
	if simulated {
		fr.Banner = simulatedDocument
	}
	return p.page(w, r, http.StatusOK, "review", fr)
}

func reviewAddress(id string) string { return "/review?s=" + url.QueryEscape(id) }

// show puts one statement before the reader, with the words around it.
func (b *reviewPage) show(d document.Document, list []store.Reviewed, i int) {
	s := list[i]
	b.Chosen, b.Row = &s, rowOf(d)
	if d.Published != nil {
		b.Published = stamp(*d.Published)
	}
	b.Action = "/documents/" + url.PathEscape(d.ID) + "/decide"
	b.Edit = "/documents/" + url.PathEscape(d.ID) + "?s=" + url.QueryEscape(s.ID) + "#" + url.PathEscape(s.ID)
	if i > 0 {
		b.Prev = reviewAddress(list[i-1].ID)
	}
	if i < len(list)-1 {
		b.NextID = list[i+1].ID
		b.Next = reviewAddress(b.NextID)
	}
	if statement.Check(d, s.Statement) != nil || len(s.Content.Spans) == 0 {
		b.Words = s.Content.Text
		return
	}
	b.Before, b.Words, b.After = around(d.Text, s.Content.Spans[0].Start, s.Content.Spans[len(s.Content.Spans)-1].End)
}

// around is a passage with the rest of its paragraph on both sides, as far as a glance goes.
func around(text string, start, end int) (before, words, after string) {
	const most = 400
	lo, hi := max(0, start-most), min(len(text), end+most)
	from, _ := document.Snap(text, lo, start)
	_, to := document.Snap(text, end, hi)
	if from > start || start == lo {
		from = start
	}
	if to < end || end == hi {
		to = end
	}
	before, after = text[from:start], text[end:to]
	for i := len(before) - 1; i >= 1; i-- {
		if before[i] == '\n' && before[i-1] == '\n' {
			before = before[i+1:]
			break
		}
	}
	for i := 0; i+1 < len(after); i++ {
		if after[i] == '\n' && after[i+1] == '\n' {
			after = after[:i]
			break
		}
	}
	if lo > 0 && from > 0 && len(before) > 0 && before == text[from:start] {
		before = "… " + before
	}
	if hi < len(text) && after == text[end:to] && len(after) > 0 {
		after += " …"
	}
	return before, text[start:end], after
}
