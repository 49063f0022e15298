package cli

import (
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// operationHistoryCmd says what changed of an operation, when and through which evidence.
type operationHistoryCmd struct {
	Slug string `arg:"" help:"The operation."`
	AsOf string `placeholder:"DATE|N" help:"${as_of}"`
	JSON bool   `help:"Print as JSON."`
}

func (c operationHistoryCmd) Run(a *app) error {
	moment, err := a.parseAsOf(c.AsOf)
	if err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		h, err := a.history(st, c.Slug, moment)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.printJSON(h)
		}
		return h.Text(a.stdout)
	})
}

// oneSitting is how near in time the records of one step are: a command records within seconds.
const oneSitting = time.Minute

// history views the operation after each run of records that bear on it. Records that changed
// nothing and that nobody made of this operation are left out.
func (a *app) history(st *store.Store, slug string, moment store.AsOf) (operation.History, error) {
	now, err := a.evidenceAsOf(st, slug, moment)
	if err != nil {
		return operation.History{}, err
	}
	h := operation.History{Operation: now.Operation, Steps: []operation.Step{}, Method: operation.Method}
	records, err := st.OperationRecords(a.ctx, slug)
	if err != nil {
		return h, err
	}
	records = slices.DeleteFunc(records, func(b store.Bearing) bool { return moment.Size > 0 && b.Record >= moment.Size })
	var before operation.View
	for from := 0; from < len(records); {
		to := from + 1
		for to < len(records) && records[to].At.Sub(records[to-1].At) <= oneSitting && records[to].By == records[from].By && records[to].Type != "operation" {
			to++
		}
		ev, err := st.EvidenceAsOf(a.ctx, now.Operation.Slug, store.AsOf{Size: records[to-1].Record + 1, Asked: now.Asked})
		if err != nil {
			return h, err
		}
		view := operation.Confront(ev)
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
