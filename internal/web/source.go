package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// sourceRow is somebody who stated or carried something, by the key that groups the words for them.
type sourceRow struct {
	Key       string          `json:"key"`
	Name      string          `json:"name"`
	Class     statement.Class `json:"class"`
	State     string          `json:"state"`
	Stated    int             `json:"stated"`  // statements that begin with them
	Carried   int             `json:"carried"` // statements of others that came through them
	Documents int             `json:"documents"`
	Simulated bool            `json:"-"`
}

// Href is the address of its page.
func (s sourceRow) Href() string { return "/sources/" + url.PathEscape(s.Key) }

// sourceSaid is one statement of a source.
type sourceSaid struct {
	statement.Statement
	Published string
	Document  documentRow
}

// Href is where it stands in its document.
func (s sourceSaid) Href() string { return passageAddress(s.Document.ID, s.ID) }

// sourceFinding is a relation between two statements in which the source has a part.
type sourceFinding struct {
	statement.Relation
	Part string `json:"part"` // what the source's statement did: B is the later one
}

// HrefA is where the earlier statement stands.
func (f sourceFinding) HrefA() string { return passageAddress(f.DocA, f.A) }

// HrefB is where the later statement stands.
func (f sourceFinding) HrefB() string { return passageAddress(f.DocB, f.B) }

// sourcePage is what an outlet or official has stated, carried from others, corrected, and been
// found to have changed on the way.
type sourcePage struct {
	sourceRow
	Said      []sourceSaid    `json:"statements"`
	Relayed   []sourceSaid    `json:"carried_statements"`
	Corrected []sourceFinding `json:"corrected"`
	Changed   []sourceFinding `json:"changed"`
	Repeats   []sourceRow     `json:"repeats"` // whose statements it carried
	Published []documentRow   `json:"published"`
}

// Words names a relation as a reader reads it.
func (sourcePage) Words(k statement.RelationKind) string { return originPage{}.RelationWords(k) }

// Shown is whether a row stands on the page; the JSON has all.
func (sourcePage) Shown(i int) bool { return i < 40 }

// allSources is everybody in the chains of the statements that nobody rejected.
func allSources(all *rooted) []sourceRow {
	rows := map[string]*sourceRow{}
	documents := map[string]map[string]bool{}
	for _, s := range all.statements {
		for i, h := range s.Chain {
			if h.Key == "" || h.Class == statement.ThisDocument {
				continue
			}
			r := rows[h.Key]
			if r == nil {
				r = &sourceRow{Key: h.Key, Name: h.Text, Class: h.Class, State: h.State}
				rows[h.Key], documents[h.Key] = r, map[string]bool{}
			}
			if len(h.Text) > len(r.Name) && len(h.Text) < 120 { // the fullest words for the same key
				r.Name, r.Class = h.Text, h.Class
			}
			if i == 0 {
				r.Stated++
			} else {
				r.Carried++
			}
			documents[h.Key][s.Document] = true
		}
	}
	out := make([]sourceRow, 0, len(rows))
	for key, r := range rows {
		r.Documents = len(documents[key])
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b sourceRow) int {
		if c := strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)); c != 0 {
			return c
		}
		return strings.Compare(a.Key, b.Key)
	})
	return out
}

// sources lists them.
func (p *pages) sources(w http.ResponseWriter, r *http.Request, f format) error {
	all, err := p.allOrigins(r.Context())
	if err != nil {
		return err
	}
	page := paging(r)
	found := slices.DeleteFunc(allSources(all), func(s sourceRow) bool { return !holds(page.Query, s.Name, s.Key) })
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"total": len(found), "sources": found})
	case asCSV:
		out := [][]string{{"key", "name", "class", "state", "stated", "carried", "documents"}}
		for _, s := range found {
			out = append(out, []string{s.Key, s.Name, string(s.Class), s.State, strconv.Itoa(s.Stated), strconv.Itoa(s.Carried), strconv.Itoa(s.Documents)})
		}
		return writeCSV(w, "sources", out)
	}
	from := min(page.Offset, len(found))
	rows := found[from:min(from+page.Limit, len(found))]
	return p.page(w, r, http.StatusOK, "sources", frame{Title: "Sources", Section: "sources", JSON: as(r, asJSON), CSV: as(r, asCSV),
		Body: map[string]any{"Rows": rows, "List": list(r, page, len(rows), len(found))}})
}

// holds tells whether the words of a query all stand in one of the texts.
func holds(query string, texts ...string) bool {
	joined := strings.ToLower(strings.Join(texts, "\n"))
	for _, word := range strings.Fields(strings.ToLower(query)) {
		if !strings.Contains(joined, word) {
			return false
		}
	}
	return true
}

func (p *pages) source(w http.ResponseWriter, r *http.Request, id string, f format) error {
	page, err := p.sourceOf(r.Context(), id)
	if err != nil {
		return err
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, page)
	case asCSV:
		return writeCSV(w, page.Key, page.table())
	}
	return p.page(w, r, http.StatusOK, "source", frame{Title: page.Name, Section: "sources", JSON: as(r, asJSON), CSV: as(r, asCSV), Body: page})
}

func (p *pages) sourceOf(ctx context.Context, key string) (sourcePage, error) {
	all, err := p.allOrigins(ctx)
	if err != nil {
		return sourcePage{}, err
	}
	list := allSources(all)
	at := slices.IndexFunc(list, func(s sourceRow) bool { return s.Key == key })
	if at < 0 {
		return sourcePage{}, fmt.Errorf("source %q: %w", clip(key, 60), store.ErrNotFound)
	}
	page := sourcePage{sourceRow: list[at], Said: []sourceSaid{}, Relayed: []sourceSaid{}, Corrected: []sourceFinding{}, Changed: []sourceFinding{}, Repeats: []sourceRow{}, Published: []documentRow{}}
	carriedFrom := map[string]int{}
	mine := map[string]string{} // statement to the part that the source has in it
	for _, s := range all.statements {
		i := slices.IndexFunc(s.Chain, func(h statement.Hop) bool { return h.Key == key })
		if i < 0 {
			continue
		}
		row := sourceSaid{Statement: s, Document: all.documents[s.Document]}
		if d := row.Document.Published; d != nil {
			row.Published = d.At.UTC().Format(time.DateOnly)
		}
		if i == 0 {
			page.Said, mine[s.ID] = append(page.Said, row), "stated"
			continue
		}
		page.Relayed, mine[s.ID] = append(page.Relayed, row), "carried"
		carriedFrom[s.Chain[0].Key]++
	}
	newest := func(a, b sourceSaid) int {
		if c := strings.Compare(b.Published, a.Published); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	}
	slices.SortFunc(page.Said, newest)
	slices.SortFunc(page.Relayed, newest)
	for _, s := range list {
		if n := carriedFrom[s.Key]; n > 0 && s.Key != key {
			s.Carried = n
			page.Repeats = append(page.Repeats, s)
		}
	}
	published := map[string]bool{}
	for id, d := range all.documents {
		if d.Publisher != "" && strings.EqualFold(d.Publisher, page.Name) {
			page.Published = append(page.Published, d)
			published[id] = true
		}
	}
	slices.SortFunc(page.Published, func(a, b documentRow) int { return strings.Compare(a.ID, b.ID) })
	page.findings(all, mine, published)
	return page, nil
}

// findings are the relations in which a statement of the source, or one in a document that it
// published, is the later one.
func (s *sourcePage) findings(all *rooted, mine map[string]string, published map[string]bool) {
	seen := map[string]bool{}
	for _, g := range all.groups {
		for _, rel := range g.Relations {
			part := mine[rel.B]
			if part == "" && published[rel.DocB] {
				part = "published"
			}
			id := string(rel.Kind) + rel.A + rel.B + rel.DocA + rel.DocB
			if part == "" || seen[id] {
				continue
			}
			seen[id] = true
			switch rel.Kind {
			case statement.Corrects, statement.Retracts, statement.Supersedes:
				s.Corrected = append(s.Corrected, sourceFinding{rel, part})
			case statement.UpgradesModality, statement.Misattributes, statement.ChangesScope, statement.Contradicts:
				s.Changed = append(s.Changed, sourceFinding{rel, part})
			}
		}
	}
}

func (s sourcePage) table() [][]string {
	out := [][]string{{"kind", "statement", "document", "published", "speech", "event", "words", "reason"}}
	add := func(kind string, list []sourceSaid) {
		for _, x := range list {
			out = append(out, []string{kind, x.ID, x.Document.ID, x.Published, string(x.Speech), string(x.Event), x.Content.Text, ""})
		}
	}
	add("stated", s.Said)
	add("carried", s.Relayed)
	for _, list := range [][]sourceFinding{s.Corrected, s.Changed} {
		for _, x := range list {
			out = append(out, []string{string(x.Kind), x.B, x.DocB, "", x.Part, "", x.TextB, x.Reason})
		}
	}
	return out
}
