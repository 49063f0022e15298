package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// rooted remembers the origins of the whole workspace while nothing was recorded.
type rooted struct {
	mu         sync.Mutex
	records    int
	groups     []statement.Traced
	statements []statement.Statement
	documents  map[string]documentRow
}

// allOrigins groups every statement that nobody rejected, with what was ruled of origins.
func (p *pages) allOrigins(ctx context.Context) (*rooted, error) {
	counts, err := p.keep.Counts(ctx)
	if err != nil {
		return nil, err
	}
	p.rooted.mu.Lock()
	defer p.rooted.mu.Unlock()
	if p.rooted.documents != nil && p.rooted.records == counts.Records {
		return &p.rooted, nil
	}
	var docs []document.Document
	for {
		page, total, err := p.keep.Documents(ctx, store.Page{Limit: walk, Offset: len(docs)})
		if err != nil {
			return nil, err
		}
		docs = append(docs, page...)
		if len(page) == 0 || len(docs) >= total {
			break
		}
	}
	rows := map[string]documentRow{}
	var list []statement.Statement
	for _, d := range docs {
		rows[d.ID] = rowOf(d)
		reviewed, err := p.keep.Statements(ctx, d.ID)
		if err != nil {
			return nil, err
		}
		for _, r := range reviewed {
			if r.Verdict != "reject" {
				list = append(list, r.Statement)
			}
		}
	}
	ruled, err := p.keep.Rulings(ctx)
	if err != nil {
		return nil, err
	}
	p.rooted.groups, p.rooted.statements, p.rooted.documents, p.rooted.records = statement.OriginsTraced(docs, list, ruled...), list, rows, counts.Records
	return &p.rooted, nil
}

// origins lists the groups: what they are about, and how many first stated it.
func (p *pages) origins(w http.ResponseWriter, r *http.Request, f format) error {
	all, err := p.allOrigins(r.Context())
	if err != nil {
		return err
	}
	page := paging(r)
	found := statement.About(all.groups, all.statements, page.Query)
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, found)
	case asCSV:
		out := [][]string{{"id", "about", "origins", "institutions", "independent", "reports", "statements", "origin_keys"}}
		for _, g := range found {
			var keys []string
			for _, o := range g.Origins {
				keys = append(keys, o.Key)
			}
			out = append(out, []string{g.ID, g.About, strconv.Itoa(len(g.Origins)), strconv.Itoa(g.Institutions()), strconv.Itoa(g.Independent), strconv.Itoa(len(g.Documents)), strconv.Itoa(len(g.Statements)), strings.Join(keys, " ")})
		}
		return writeCSV(w, "origins", out)
	}
	from := min(page.Offset, len(found))
	rows := found[from:min(from+page.Limit, len(found))]
	return p.page(w, r, http.StatusOK, "origins", frame{Title: "Origins", Section: "origins", JSON: as(r, asJSON), CSV: as(r, asCSV),
		Body: map[string]any{"Rows": rows, "List": list(r, page, len(rows), len(found))}})
}

// originPage is one group: its origins, the drawing of who cites whom, and the same as tables.
type originPage struct {
	statement.Traced
	Drawing   drawing
	Documents map[string]documentRow
	Keys      []statement.Origin
	Token     string
	Action    string
}

// codesAndDays are what stands in the name of a group for programs.
var codesAndDays = regexp.MustCompile(`\b[A-Z]{2}\b|\b\d{4}-\d{2}-\d{2}\b`)

// aboutWords is what a group is about as a reader reads it: "People, Iran, 29 Sep 2025".
func aboutWords(about string) string {
	about = codesAndDays.ReplaceAllStringFunc(about, func(s string) string {
		if len(s) > 2 {
			return isoDay(s)
		}
		if c, ok := place.CountryByCode(s); ok {
			return c.Name
		}
		return s
	})
	about = strings.NewReplacer("+", " and ", "/", " and ").Replace(about)
	if about == "" {
		return about
	}
	return strings.ToUpper(about[:1]) + about[1:]
}

// Heading is what the group is about.
func (b originPage) Heading() string { return aboutWords(b.About) }

// Passage is where a statement stands in its document.
func (originPage) Passage(doc, id string) string { return passageAddress(doc, id) }

// Name is what a node is called in the tables.
func (b originPage) Name(id string) string {
	for _, n := range b.Graph.Nodes {
		if n.ID == id {
			return n.Text
		}
	}
	return id
}

// DocName is what a document is called.
func (b originPage) DocName(id string) string {
	if d, ok := b.Documents[id]; ok {
		if d.Publisher != "" {
			return d.Publisher
		}
		return d.Name()
	}
	return id
}

// RelationWords names a relation as a reader reads it.
func (originPage) RelationWords(k statement.RelationKind) string {
	switch k {
	case statement.UpgradesModality:
		return "a plan told as a fact"
	case statement.ChangesScope:
		return "the same figure for another scope"
	case statement.Misattributes:
		return "under another’s name"
	case statement.Incommensurable:
		return "count different things"
	case statement.OtherDay:
		return "one route on another day"
	}
	return strings.ReplaceAll(string(k), "_", " ")
}

// IsDocument tells whether a node of the graph is a page that was read.
func (b originPage) IsDocument(id string) bool { _, ok := b.Documents[id]; return ok }

func (p *pages) origin(w http.ResponseWriter, r *http.Request, id string, f format) error {
	all, err := p.allOrigins(r.Context())
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all.groups, func(g statement.Traced) bool { return g.ID == id })
	if at < 0 {
		return fmt.Errorf("origins of %s: %w", clip(id, 80), store.ErrNotFound)
	}
	g := all.groups[at]
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, g)
	case asCSV:
		out := [][]string{{"from", "to", "kind", "inferred", "statements", "statement", "document", "passage"}}
		for _, e := range g.Graph.Edges {
			out = append(out, []string{e.From, e.To, string(e.Kind), strconv.FormatBool(e.Inferred), strconv.Itoa(e.Count), e.Statement, e.Document, e.Text})
		}
		return writeCSV(w, g.ID, out)
	}
	action := "/origins/" + url.PathEscape(g.ID) + "/rule"
	b := originPage{Traced: g, Drawing: draw(g.Trace), Documents: all.documents, Action: action, Token: p.token("/origins/" + g.ID + "/rule")}
	return p.page(w, r, http.StatusOK, "origin", frame{Title: "Origins: " + aboutWords(g.About), Section: "origins", JSON: "/origins/" + g.ID + ".json", CSV: "/origins/" + g.ID + ".csv", Body: b})
}

// rule takes an analyst's ruling on origins from the form.
func (p *pages) rule(w http.ResponseWriter, r *http.Request, _ format) error {
	form := r.PostForm
	rl := statement.Ruling{Kind: statement.RulingKind(form.Get("kind")), A: form.Get("a"), B: form.Get("b"), Reason: clip(strings.TrimSpace(form.Get("reason")), 2000), By: p.By}
	if rl.Kind == statement.RuleSplit {
		rl.B = form.Get("document")
	}
	if err := release.Refuse("the reason", rl.Reason); err != nil {
		return fmt.Errorf("%w: %w", err, errBadInput)
	}
	if rl.Kind != "undo" {
		if err := rl.Check(); err != nil {
			return fmt.Errorf("%w: %w", err, errBadInput)
		}
	}
	if _, err := p.keep.Rule(r.Context(), rl); err != nil {
		return err
	}
	http.Redirect(w, r, "/origins/"+url.PathEscape(r.PathValue("id")), http.StatusSeeOther)
	return nil
}
