package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/store"
)

// dayAsked reads a day of the query; zero when none is asked for.
func dayAsked(r *http.Request, name string) (time.Time, error) {
	v := r.URL.Query().Get(name)
	if v == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, v)
	if err != nil {
		return t, fmt.Errorf("%s %q is no day such as 2025-09-29: %w", name, clip(v, 40), errBadInput)
	}
	return t, nil
}

// walk is how many documents are read at a time when only the new ones are asked for.
const walk = 200

// documentsSince is a part of the list of documents that were captured on or after a day. The
// list has the last read first, so that the first stretch without a new one ends the search.
func (p *pages) documentsSince(ctx context.Context, page store.Page, since time.Time) ([]document.Document, int, error) {
	if since.IsZero() {
		return p.keep.Documents(ctx, page)
	}
	var found []document.Document
	for off := 0; ; off += walk {
		docs, total, err := p.keep.Documents(ctx, store.Page{Limit: walk, Offset: off, Query: page.Query})
		if err != nil {
			return nil, 0, err
		}
		before := len(found)
		for _, d := range docs {
			if !d.Retrieved.Before(since) {
				found = append(found, d)
			}
		}
		if len(found) == before || off+walk >= total {
			break
		}
	}
	from := min(page.Offset, len(found))
	return found[from:min(from+page.Limit, len(found))], len(found), nil
}
