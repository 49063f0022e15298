package web

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// filter is what the board was asked for, as its form says it.
type filter struct {
	Query  string
	State  string // ISO code
	Month  string // 2006-01
	Grade  string
	Silent string // more days than this
	Show   string // unexplained
	Since  string // a day, or a number of records of the log

	days  int   // of Silent; -1 none
	since int64 // records that the log had then; -1 none
}

// deep tells that operations have to be looked into before it is known whether they are meant.
func (f filter) deep() bool { return f.Grade != "" || f.days >= 0 || f.Show != "" }

// unexplainedOnly is the value of ?show= for operations that no report speaks of.
const unexplainedOnly = "unexplained"

func (p *pages) filterOf(r *http.Request) (f filter, err error) {
	q := r.URL.Query()
	get := func(name string) string { return strings.TrimSpace(clip(q.Get(name), 60)) }
	f = filter{Query: paging(r).Query, State: strings.ToUpper(get("state")), Month: get("month"), Grade: get("grade"), Silent: get("silent"), Show: get("show"), Since: get("since"), days: -1, since: -1}
	if f.Month != "" {
		if _, err := time.Parse("2006-01", f.Month); err != nil {
			return f, fmt.Errorf("month %q is none such as 2025-09: %w", f.Month, errBadInput)
		}
	}
	if f.Silent != "" {
		if f.days, err = strconv.Atoi(f.Silent); err != nil || f.days < 0 {
			return f, fmt.Errorf("silent for more than %q days: give a number: %w", f.Silent, errBadInput)
		}
	}
	if f.Grade != "" && !slices.Contains(grades(), f.Grade) {
		return f, fmt.Errorf("grade %q is none of %s: %w", f.Grade, strings.Join(grades(), ", "), errBadInput)
	}
	if f.Show != "" && f.Show != unexplainedOnly {
		return f, fmt.Errorf("show %q is not %q: %w", f.Show, unexplainedOnly, errBadInput)
	}
	if f.Since != "" {
		m, err := store.ParseAsOf(f.Since)
		if err != nil {
			return f, fmt.Errorf("since: %w: %w", err, errBadInput)
		}
		if f.since = m.Size; m.Size == 0 {
			if f.since, err = p.keep.SizeAt(r.Context(), m.Asked); err != nil {
				return f, err
			}
		}
	}
	return f, nil
}

func grades() []string {
	return []string{operation.Confirmed, operation.Fair, operation.Weak, operation.Contested, operation.Discounted, operation.Unassessed}
}

// meant tells whether an operation by itself is what was asked for.
func (f filter) meant(o operation.Operation) bool {
	if f.State != "" && !slices.Contains(o.States, f.State) {
		return false
	}
	return f.Month == "" || o.From != "" && o.From[:min(len(o.From), 7)] <= f.Month && cmp.Or(o.To, o.From) >= f.Month
}

// found tells whether what is open in an operation is what was asked for.
func (f filter) found(o *open) bool {
	return (f.Grade == "" || o.Grade == f.Grade) && (f.days < 0 || o.mostSilent() > f.days) && (f.Show == "" || o.Unexplained)
}

// boardPage is the list of operations, with the form that filters it.
type boardPage struct {
	Rows   []operationRow
	List   listing
	Filter filter
	States []string
	Months []string
	Grades []string
	NotYet int // operations that were not looked into

	Counts   store.Counts
	Since    int64 // records that the log had at the moment asked for; -1 none
	AnyRuled bool  // records that can bear on any operation came since
}

func (p *pages) operations(w http.ResponseWriter, r *http.Request, f format) error {
	ctx, page := r.Context(), paging(r)
	asked, err := p.filterOf(r)
	if err != nil {
		return err
	}
	all, _, err := p.keep.Operations(ctx, store.Page{Query: page.Query})
	if err != nil {
		return err
	}
	b := boardPage{Filter: asked, Grades: grades(), Since: asked.since}
	var changed store.Changed
	if asked.since >= 0 {
		if changed, err = p.keep.ChangedSince(ctx, asked.since); err != nil {
			return err
		}
		b.AnyRuled = changed.All
	}
	ops := slices.DeleteFunc(slices.Clone(all), func(o operation.Operation) bool {
		return !asked.meant(o) || asked.since >= 0 && changed.Records[o.Slug] == 0
	})
	rows, total, err := p.boardRows(ctx, &b, ops, page, f != asHTML)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].Changed = changed.Records[rows[i].Slug]
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"total": total, "operations": notNil(rows)})
	case asCSV:
		return writeCSV(w, "operations", operationsCSV(rows))
	}
	if b.Counts, err = p.keep.Counts(ctx); err != nil {
		return err
	}
	b.Rows, b.List = rows, list(r, page, len(rows), total)
	states, months := map[string]bool{}, map[string]bool{}
	for _, o := range all {
		for _, s := range o.States {
			states[s] = true
		}
		if len(o.From) >= 7 {
			months[o.From[:7]] = true
		}
	}
	b.States = slices.SortedFunc(maps.Keys(states), func(x, y string) int { return strings.Compare(country(x), country(y)) })
	b.Months = slices.Sorted(maps.Keys(months))
	slices.Reverse(b.Months)
	return p.page(w, r, http.StatusOK, "operations", frame{
		Title: "Operations", Section: "operations", JSON: as(r, asJSON), CSV: as(r, asCSV), Body: b,
	})
}

// boardRows is a part of the operations that were asked for, and how many there are. Where the
// question is of what is open in them, all are looked into; what was not yet is counted.
func (p *pages) boardRows(ctx context.Context, b *boardPage, ops []operation.Operation, page store.Page, whole bool) ([]operationRow, int, error) {
	part := func(n int) (int, int) { from := min(page.Offset, n); return from, min(from+page.Limit, n) }
	if !b.Filter.deep() {
		from, to := part(len(ops))
		rows, err := p.look(ctx, ops[from:to], whole)
		return rows, len(ops), err
	}
	rows, err := p.look(ctx, ops, whole)
	if err != nil {
		return nil, 0, err
	}
	rows = slices.DeleteFunc(rows, func(r operationRow) bool {
		if r.Open == nil {
			b.NotYet++
			return true
		}
		return !b.Filter.found(r.Open)
	})
	from, to := part(len(rows))
	return rows[from:to], len(rows), nil
}
