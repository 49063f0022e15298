package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// oneSitting is how near in time the records of one step are: a command records within seconds.
const oneSitting = time.Minute

// HistoryArchive is what a history is made from; *store.Store is one.
type HistoryArchive interface {
	EvidenceAsOf(context.Context, string, store.AsOf) (operation.Evidence, error)
	OperationRecords(context.Context, string) ([]store.Bearing, error)
}

// HistoryOf views an operation after each run of records that bear on it, up to a moment.
// Records that changed nothing and that nobody made of this operation are left out.
func HistoryOf(ctx context.Context, keep HistoryArchive, slug string, m store.AsOf, confront func(operation.Evidence) operation.View) (operation.History, error) {
	now, err := keep.EvidenceAsOf(ctx, slug, m)
	if err != nil {
		return operation.History{}, err
	}
	h := operation.History{Operation: now.Operation, AskedAs: now.AskedAs, Steps: []operation.Step{}, Method: operation.Method}
	records, err := keep.OperationRecords(ctx, slug)
	if err != nil {
		return h, err
	}
	records = slices.DeleteFunc(records, func(b store.Bearing) bool { return m.Size > 0 && b.Record >= m.Size })
	var before operation.View
	for from := 0; from < len(records); {
		to := from + 1
		for to < len(records) && records[to].At.Sub(records[to-1].At) <= oneSitting && records[to].By == records[from].By && records[to].Type != "operation" {
			to++
		}
		ev, err := keep.EvidenceAsOf(ctx, now.Operation.Slug, store.AsOf{Size: records[to-1].Record + 1, Asked: now.Asked})
		if err != nil {
			return h, err
		}
		view := confront(ev)
		step := operation.Step{First: records[from].Record, Last: records[to-1].Record, At: records[to-1].At, By: []string{}, Through: []string{}, Changes: operation.Changes(before, view)}
		own := false
		for _, r := range records[from:to] {
			own = own || r.Type != "ruling" && r.Type != "capture" && r.Type != "scan"
			step.Through = append(step.Through, r.Words)
			if r.By != "" && !slices.Contains(step.By, r.By) {
				step.By = append(step.By, r.By)
			}
		}
		if own || len(step.Changes) > 0 {
			h.Steps = append(h.Steps, step)
		}
		before, from = view, to
	}
	return h, nil
}

// The measures of a history's page; the JSON has all.
const (
	stepsShown   = 40
	changesShown = 30 // of one step
	throughShown = 8
)

// historyPage is what changed of an operation, the last change first.
type historyPage struct {
	operation.History
	Shown  []operation.Step
	More   int // steps that are not shown
	AsOf   asked
	Shared operationPage
}

// Href is the address of a piece of evidence.
func (h historyPage) Href(r operation.Ref) string { return h.Shared.Href(r) }

// First and Some keep a step readable.
func (historyPage) First(list []operation.Change) []operation.Change {
	return list[:min(len(list), changesShown)]
}

// Some is the first records that a step came through.
func (historyPage) Some(list []string) []string { return list[:min(len(list), throughShown)] }

func (p *pages) operationHistory(w http.ResponseWriter, r *http.Request, slug string, f format) error {
	ctx := r.Context()
	moment, err := p.asOf(r)
	if err != nil {
		return err
	}
	e, err := p.keep.EvidenceAsOf(ctx, slug, moment.AsOf)
	if err != nil || moved(w, r, e) {
		return err
	}
	h, err := HistoryOf(ctx, p.keep, slug, moment.AsOf, p.confront)
	if err != nil {
		return err
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, h)
	case asCSV:
		return writeCSV(w, slug+"-history", historyCSV(h))
	}
	b := historyPage{History: h, AsOf: moment, Shared: p.referring(e), Shown: slices.Clone(h.Steps)}
	slices.Reverse(b.Shown)
	if b.More = max(0, len(b.Shown)-stepsShown); b.More > 0 {
		b.Shown = b.Shown[:stepsShown]
	}
	return p.page(w, r, http.StatusOK, "history", frame{Title: "History of " + h.Operation.Title, Section: "operations", Banner: h.Operation.Reconstruction,
		JSON: as(r, asJSON), CSV: as(r, asCSV), Body: b})
}

func historyCSV(h operation.History) [][]string {
	rows := [][]string{{"at", "first_record", "last_record", "by", "through", "what", "was", "is", "reference"}}
	for _, s := range h.Steps {
		head := []string{s.At.UTC().Format(time.RFC3339), strconv.FormatInt(s.First, 10), strconv.FormatInt(s.Last, 10), strings.Join(s.By, "; "), strings.Join(s.Through, "; ")}
		for _, c := range s.Changes {
			rows = append(rows, append(slices.Clone(head), c.What, c.Was, c.Is, refList(c.Refs)))
		}
		if len(s.Changes) == 0 {
			rows = append(rows, append(head, "", "", "", ""))
		}
	}
	return rows
}
