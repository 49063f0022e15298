package cli

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// operationMergeCmd makes one operation a part of another.
type operationMergeCmd struct {
	A    string `arg:"" help:"The operation that becomes a part of the other; its name leads there."`
	B    string `arg:"" help:"The operation that gets its evidence."`
	By   string `help:"Who decides; your user name if not given."`
	Note string `help:"Why, in a sentence."`
	Seen int64  `placeholder:"RECORD" help:"The last record that you saw of them: anything recorded since refuses the merge."`
}

func (c operationMergeCmd) Run(a *app) error {
	if err := wording("operation merge", c.Note); err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		j, err := st.MergeOperations(a.ctx, c.A, c.B, by(c.By), c.Note, c.Seen)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s is a part of %s now: %d piece(s) of evidence moved; undo with charterwatch operation undo %d\n", c.A, c.B, len(j.Moved), j.Record)
		return nil
	})
}

// operationSplitCmd begins an operation with a part of another's evidence.
type operationSplitCmd struct {
	Slug  string   `arg:"" help:"The operation to split."`
	New   string   `arg:"" help:"What the new one is called: iran-2025-12."`
	IDs   []string `arg:"" help:"Documents (d-…), statements (s-…), legs, journeys (j-…) that go with it."`
	Title string   `required:"" help:"Route and dates of the new one."`
	From  string   `placeholder:"DATE" help:"Its first day."`
	To    string   `placeholder:"DATE" help:"Its last day."`
	By    string   `help:"Who decides; your user name if not given."`
	Note  string   `help:"Why, in a sentence."`
	Seen  int64    `placeholder:"RECORD" help:"The last record that you saw of it: anything recorded since refuses the split."`
}

func (c operationSplitCmd) Run(a *app) error {
	if err := wording("operation split", c.Title, c.Note); err != nil {
		return err
	}
	for flag, day := range map[string]string{"--from": c.From, "--to": c.To} {
		if _, err := parseDay(flag, day); err != nil {
			return err
		}
	}
	return a.withStore(func(st *store.Store) error {
		old, err := st.Operation(a.ctx, c.Slug)
		if err != nil {
			return err
		}
		var refs []store.Moved
		for _, id := range c.IDs {
			more, err := a.resolve(st, id)
			if err != nil {
				return err
			}
			for _, r := range more {
				refs = append(refs, store.Moved{Kind: r.kind, Ref: r.id})
			}
		}
		o := operation.Operation{Slug: c.New, Title: c.Title, From: c.From, To: c.To, States: old.States, Created: a.now().UTC(), Reconstruction: old.Reconstruction}
		j, err := st.SplitOperation(a.ctx, c.Slug, o, refs, by(c.By), c.Note, c.Seen)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s split off %s with %d piece(s) of evidence; undo with charterwatch operation undo %d\n", c.New, c.Slug, len(j.Moved), j.Record)
		return nil
	})
}

// operationUndoCmd takes a merge or a split back.
type operationUndoCmd struct {
	Record int64  `arg:"" help:"The record of the merge or split, as it printed and as operation history shows."`
	By     string `help:"Who decides; your user name if not given."`
	Note   string `help:"Why, in a sentence."`
}

func (c operationUndoCmd) Run(a *app) error {
	if err := wording("operation undo", c.Note); err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		j, err := st.UndoJoin(a.ctx, c.Record, by(c.By), c.Note)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "record %d undone (%s and %s): %d piece(s) of evidence moved back\n", c.Record, j.A, j.B, len(j.Moved))
		return nil
	})
}
