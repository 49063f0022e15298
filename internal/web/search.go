package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// hit is one thing that a search found.
type hit struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
	Href  string `json:"href"`
	Note  string `json:"note,omitempty"`
}

// hits are those of one kind: the first, and how many there are in all.
type hits struct {
	Kind  string `json:"kind"`
	Total int    `json:"total"`
	Hits  []hit  `json:"hits"`
	More  string `json:"more,omitempty"` // the list that has all of them
}

// hitsShown is how many of a kind a page shows.
const hitsShown = 10

// search looks for words in everything: operations, reports, statements, sources, countries,
// airports, aircraft.
func (p *pages) search(w http.ResponseWriter, r *http.Request, f format) error {
	q := strings.TrimSpace(strings.Map(func(r rune) rune { // what cannot be typed is no word to look for
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, paging(r).Query))
	groups := []hits{}
	if q != "" {
		var err error
		if groups, err = p.find(r, q); err != nil {
			return err
		}
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"query": q, "found": groups})
	case asCSV:
		out := [][]string{{"kind", "title", "address", "note"}}
		for _, g := range groups {
			for _, h := range g.Hits {
				out = append(out, []string{h.Kind, h.Title, h.Href, h.Note})
			}
		}
		return writeCSV(w, "search", out)
	}
	return p.page(w, r, http.StatusOK, "search", frame{Title: "Search", Section: "search", JSON: as(r, asJSON), CSV: as(r, asCSV), Body: map[string]any{"Query": q, "Groups": groups}})
}

func (p *pages) find(r *http.Request, q string) ([]hits, error) {
	ctx := r.Context()
	page := store.Page{Limit: hitsShown, Query: q}
	more := func(path string) string { return path + "?q=" + url.QueryEscape(q) }
	out := []hits{}
	add := func(g hits) {
		if g.Total > 0 {
			out = append(out, g)
		}
	}
	ops, total, err := p.keep.Operations(ctx, page)
	if err != nil {
		return nil, err
	}
	g := hits{Kind: "operations", Total: total, More: more("/operations"), Hits: []hit{}}
	for _, o := range ops {
		g.Hits = append(g.Hits, hit{"operation", o.Title, "/operations/" + url.PathEscape(o.Slug), isoDay(o.From)})
	}
	add(g)
	docs, total, err := p.keep.Documents(ctx, page)
	if err != nil {
		return nil, err
	}
	g = hits{Kind: "reports", Total: total, More: more("/documents"), Hits: []hit{}}
	for _, d := range docs {
		g.Hits = append(g.Hits, hit{"report", rowOf(d).Name(), "/documents/" + url.PathEscape(d.ID), d.Publisher})
	}
	add(g)
	all, err := p.allOrigins(ctx)
	if err != nil {
		return nil, err
	}
	g = hits{Kind: "statements", Hits: []hit{}}
	for _, s := range all.statements {
		if !holds(q, s.Content.Text, s.Origin().Text) {
			continue
		}
		if g.Total++; len(g.Hits) < hitsShown {
			g.Hits = append(g.Hits, hit{"statement", clip(s.Content.Text, 160), passageAddress(s.Document, s.ID), s.Origin().Text})
		}
	}
	add(g)
	g = hits{Kind: "sources", More: more("/sources"), Hits: []hit{}}
	for _, s := range allSources(all) {
		if holds(q, s.Name) {
			if g.Total++; len(g.Hits) < hitsShown {
				g.Hits = append(g.Hits, hit{"source", s.Name, s.Href(), classWords(s.Class)})
			}
		}
	}
	add(g)
	add(placesNamed(p.Airports, q))
	crafts, total, err := p.keep.Airframes(ctx, page)
	if err != nil {
		return nil, err
	}
	g = hits{Kind: "aircraft", Total: total, More: more("/aircraft"), Hits: []hit{}}
	for _, a := range crafts {
		g.Hits = append(g.Hits, hit{"aircraft", strings.TrimSpace(strings.Join(a.Registrations, ", ") + " " + a.Hex), "/aircraft/" + a.Hex, strings.Join(a.Types, ", ")})
	}
	if hex, ok := fleet.HexOf(strings.ToUpper(q)); ok && !slices.ContainsFunc(g.Hits, func(h hit) bool { return h.Href == "/aircraft/"+hex }) {
		g.Total++
		g.Hits = append(g.Hits, hit{"aircraft", strings.ToUpper(q) + " " + hex, "/aircraft/" + hex, "by the registry’s numbering; not heard here"})
	}
	add(g)
	return out, nil
}

// placesNamed finds countries and airports by name or code.
func placesNamed(airports *place.Airports, q string) hits {
	g := hits{Kind: "countries and airports", Hits: []hit{}}
	for _, c := range place.Countries() {
		if strings.EqualFold(c.Code, q) || holds(q, append([]string{c.Name}, c.Names...)...) {
			if g.Total++; len(g.Hits) < hitsShown {
				g.Hits = append(g.Hits, hit{"country", c.Name, "/countries/" + c.Code, c.Code})
			}
		}
	}
	for a := range airports.All() {
		if strings.EqualFold(a.Code, q) || strings.EqualFold(a.IATA, q) && a.IATA != "" || len(q) > 3 && holds(q, a.Name, a.City) {
			if g.Total++; len(g.Hits) < hitsShown {
				g.Hits = append(g.Hits, hit{"airport", a.Code + ", " + a.Name, "/airports/" + url.PathEscape(a.Code), country(a.Country)})
			}
		}
	}
	return g
}
