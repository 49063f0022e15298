package cli

import (
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
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

// history views the operation after each run of records that bear on it.
func (a *app) history(st *store.Store, slug string, moment store.AsOf) (operation.History, error) {
	moment, err := st.Settle(a.ctx, moment)
	if err != nil {
		return operation.History{}, err
	}
	if _, err := a.evidenceAsOf(st, slug, moment); err != nil {
		return operation.History{}, err
	}
	return web.HistoryOf(a.ctx, st, slug, moment, operation.Confront)
}
