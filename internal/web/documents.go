package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// documentRow is a document without its text.
type documentRow struct {
	ID        string          `json:"id"`
	Title     string          `json:"title"`
	Publisher string          `json:"publisher"`
	Kind      document.Kind   `json:"kind"`
	Published *document.Stamp `json:"published"`
	Retrieved time.Time       `json:"retrieved"`
	URL       string          `json:"url"`
	File      string          `json:"file"`
	Simulated bool            `json:"simulated,omitempty"`
}

func rowOf(d document.Document) documentRow {
	row := documentRow{d.ID, d.Title, d.Publisher, d.Kind, d.Published, d.Retrieved, d.URL, d.File, d.Simulated}
	return row
}

// Name is what a document is called: its title, else its file or address, else its ID.
func (d documentRow) Name() string {
	for _, s := range []string{d.Title, d.File, d.URL} {
		if s != "" {
			return clip(s, 160)
		}
	}
	return d.ID
}

func (p *pages) documents(w http.ResponseWriter, r *http.Request, f format) error {
	page := paging(r)
	since, err := dayAsked(r, "since")
	if err != nil {
		return err
	}
	docs, total, err := p.documentsSince(r.Context(), page, since)
	if err != nil {
		return err
	}
	rows := make([]documentRow, len(docs))
	anySimulated := false
	for i, d := range docs {
		rows[i] = rowOf(d)
		anySimulated = anySimulated || d.Simulated
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"total": total, "documents": rows})
	case asCSV:
		out := [][]string{{"id", "title", "publisher", "published", "published_source", "retrieved", "address", "simulated"}}
		for _, d := range rows {
			at, source := "", ""
			if d.Published != nil {
				at, source = stamp(*d.Published), d.Published.Source
			}
			out = append(out, []string{d.ID, d.Title, d.Publisher, at, source, d.Retrieved.UTC().Format(time.RFC3339), d.URL + d.File, strconv.FormatBool(d.Simulated)})
		}
		return writeCSV(w, "documents", out)
	}
	fr := frame{Title: "Documents", Section: "documents", JSON: as(r, asJSON), CSV: as(r, asCSV),
		Body: map[string]any{"Rows": rows, "List": list(r, page, len(rows), total), "Since": r.URL.Query().Get("since"), "Paste": pasteAction, "Token": p.token(pasteAction)}}
	if anySimulated {
		fr.Banner = "Rows marked as a reconstruction retell public reports in other words."
	}
	return p.page(w, r, http.StatusOK, "documents", fr)
}

// stamp is a document's own time in words: a day when only the day is known.
func stamp(s document.Stamp) string {
	if s.Date {
		return day(s.At)
	}
	return minute(s.At)
}

// documentPage is one document with its statements, one of them chosen.
type documentPage struct {
	Document  document.Document
	Row       documentRow
	Published string
	// PublishedBy is where the time was found.
	PublishedBy string
	Updated     string
	Headline    []piece // the title as the document has it, with its marks; empty when it has none
	HeadlineAt  int
	Paragraphs  []paragraph
	Statements  []store.Reviewed
	Listed      []listed // those that begin in this part
	NotListed   int
	Undecided   int
	Folded      int           // statements outside the domain that nobody decided
	All         bool          // they are shown
	History     store.History // of the address
	Versions    string        // in words; empty where there is one
	Chosen      *chosen
	Part        int // of a long text, counted from 1
	Parts       int
	PartPrev    string
	PartNext    string
	Done        *done // what was decided just now
	Token       string
	Action      string

	Original     *document.Document  // what this document translates
	Translations []document.Document // of this document
}

// listed is one row of the table of statements.
type listed struct {
	store.Reviewed
	Number int
	Href   string
}

// chosen is the statement in the panel.
type chosen struct {
	store.Reviewed
	Number     int
	Prev, Next string
	Start, End int // the content, in bytes
	Decisions  []store.Decided
	Choices
}

// Choices are what the edit form offers.
type Choices struct {
	Events   []statement.Event
	Speeches []statement.Speech
	Bounds   []statement.Bound
	Value    string // of the first quantity
	Bound    statement.Bound
	Classes  []statement.Class
}

type done struct {
	ID, Words, Quote string
	Was              string // the speaker whom an edit took away: the words are the report's own now
}

func (p *pages) document(w http.ResponseWriter, r *http.Request, id string, f format) error {
	d, err := p.keep.Document(r.Context(), id)
	if err != nil {
		return err
	}
	reviewed, err := p.keep.Statements(r.Context(), id)
	if err != nil {
		return err
	}
	inOrder(reviewed)
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"document": d, "statements": notNil(reviewed)})
	case asCSV:
		return writeCSV(w, d.ID, statementsCSV(reviewed))
	}
	b := documentPage{Document: d, Row: rowOf(d), All: r.URL.Query().Get("all") != "",
		Action: "/documents/" + url.PathEscape(d.ID) + "/decide"}
	if b.History, err = p.keep.History(r.Context(), id); err != nil {
		return err
	}
	b.Versions = historyWords(b.History)
	if err := p.translations(r.Context(), &b); err != nil {
		return err
	}
	asked := r.URL.Query().Get("s")
	everything := reviewed
	reviewed, b.Folded = unfolded(reviewed, b.All, asked, r.URL.Query().Get("done"))
	b.Statements = reviewed
	b.Token = p.token("/documents/" + d.ID + "/decide")
	if d.Published != nil {
		b.Published, b.PublishedBy = stamp(*d.Published), d.Published.Source
		if b.PublishedBy == "--published" {
			b.PublishedBy = "as the user stated"
		}
	}
	if d.Updated != nil {
		b.Updated = stamp(*d.Updated)
	}
	pick := pickStatement(reviewed, asked)
	for _, s := range reviewed {
		if s.Verdict == "" {
			b.Undecided++
		}
	}
	if pick >= 0 {
		b.Chosen = choose(reviewed, pick, b.Row, b.All)
		if b.Chosen.Decisions, err = p.keep.Decisions(r.Context(), b.Chosen.ID); err != nil {
			return err
		}
	}
	part, _ := strconv.Atoi(r.URL.Query().Get("part"))
	b.lay(part, pick)
	if s, ok := find(everything, r.URL.Query().Get("done")); ok {
		b.Done = &done{ID: s.ID, Words: verdictWords(s.Verdict), Quote: clip(s.Content.Text, 120)}
		if s.Proposed != nil && s.Origin().Class == statement.ThisDocument && s.Proposed.Origin().Class != statement.ThisDocument {
			b.Done.Was = clip(s.Proposed.Origin().Text, 120)
		}
	}
	fr := frame{Title: b.Row.Name(), Section: "documents", Script: true, Handles: true, JSON: "/documents/" + d.ID + ".json", CSV: "/documents/" + d.ID + ".csv", Body: b}
	if d.Simulated {
		fr.Banner = simulatedDocument
	}
	return p.page(w, r, http.StatusOK, "document", fr)
}

// statement leads from a statement's own name to its place in its document.
func (p *pages) statement(w http.ResponseWriter, r *http.Request, id string, f format) error {
	s, err := p.keep.Statement(r.Context(), id)
	if err != nil {
		return err
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, s)
	case asCSV:
		return writeCSV(w, s.ID, statementsCSV([]store.Reviewed{s}))
	}
	http.Redirect(w, r, passageAddress(s.Document, s.ID), http.StatusFound)
	return nil
}

func find(reviewed []store.Reviewed, id string) (store.Reviewed, bool) {
	for _, s := range reviewed {
		if s.ID == id && id != "" {
			return s, true
		}
	}
	return store.Reviewed{}, false
}

// pickStatement is the one asked for, else the first that nobody has decided, else the first.
func pickStatement(reviewed []store.Reviewed, id string) int {
	for i, s := range reviewed {
		if s.ID == id {
			return i
		}
	}
	for i, s := range reviewed {
		if s.Verdict == "" && statement.InDomain(s.Statement) {
			return i
		}
	}
	return min(0, len(reviewed)-1)
}

// unfolded leaves out what lies outside the domain, unless it is asked for or somebody decided
// on it, and counts it.
func unfolded(reviewed []store.Reviewed, all bool, asked ...string) (shown []store.Reviewed, folded int) {
	for _, s := range reviewed {
		outside := s.Verdict == "" && !statement.InDomain(s.Statement)
		if outside {
			folded++
		}
		if !outside || all || slices.Contains(asked, s.ID) {
			shown = append(shown, s)
		}
	}
	return shown, folded
}

func choose(reviewed []store.Reviewed, i int, d documentRow, all bool) *chosen {
	s := reviewed[i]
	c := &chosen{Reviewed: s, Number: i + 1}
	address := func(id string) string {
		if all {
			return "/documents/" + url.PathEscape(d.ID) + "?all=1&s=" + url.QueryEscape(id) + "#" + url.PathEscape(id)
		}
		return passageAddress(d.ID, id)
	}
	if i > 0 {
		c.Prev = address(reviewed[i-1].ID)
	}
	if i < len(reviewed)-1 {
		c.Next = address(reviewed[i+1].ID)
	}
	if n := len(s.Content.Spans); n > 0 {
		c.Start, c.End = s.Content.Spans[0].Start, s.Content.Spans[n-1].End
	}
	c.Choices = Choices{Events: statement.Events, Speeches: statement.Speeches, Bounds: statement.Bounds, Classes: classes}
	c.Value, c.Bound = figureField(s.Statement)
	return c
}

// classes are what an analyst can choose for a speaker, the usual ones first.
var classes = []statement.Class{statement.NamedOfficial, statement.UnnamedOfficial, statement.Institution, statement.NamedPerson, statement.UnnamedSource,
	statement.Experts, statement.NGO, statement.Returnee, statement.DocumentSource, statement.Outlet, statement.Wire, statement.StateMedium,
	statement.SemiOfficial, statement.Sensor, statement.ThisDocument, statement.NotStated}

func statementsCSV(reviewed []store.Reviewed) [][]string {
	out := [][]string{{"id", "document", "origin", "origin_class", "chain", "speech", "event", "quantities", "dates", "content", "start", "end", "band", "verdict", "by"}}
	for _, s := range reviewed {
		var figures, days string
		for _, q := range s.Quantities {
			figures = joined(figures, quantity(s.Statement, q))
		}
		for _, d := range s.Dates {
			days = joined(days, dates(d))
		}
		start, end := "", ""
		if n := len(s.Content.Spans); n > 0 {
			start, end = strconv.Itoa(s.Content.Spans[0].Start), strconv.Itoa(s.Content.Spans[n-1].End)
		}
		chain := ""
		for _, h := range s.Chain {
			if chain != "" {
				chain += " > "
			}
			chain += h.Text
		}
		out = append(out, []string{s.ID, s.Document, s.Origin().Text, string(s.Origin().Class), chain, string(s.Speech), string(s.Event),
			figures, days, s.Content.Text, start, end, string(s.Band), s.Verdict, s.By})
	}
	return out
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return fmt.Sprintf("%s; %s", a, b)
}
