package web

import (
	"net/http"
	"strconv"

	"github.com/charterwatch/charterwatch/internal/store"
)

type ledgerPage struct {
	store.LedgerState
	Checkpoint string
	Records    int // the size, as a number of records in words
	Counts     store.Counts
	Report     *store.CheckReport // after "check now"
	Token      string
}

func (p *pages) ledger(w http.ResponseWriter, r *http.Request, f format) error {
	state, err := p.keep.Ledger(r.Context())
	if err != nil {
		return err
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, ledgerJSON{state.Size, state.Root, string(state.Last), state.VerifierKey})
	case asCSV:
		return writeCSV(w, "ledger", [][]string{{"size", "root", "verifier_key"}, {strconv.FormatInt(state.Size, 10), state.Root, state.VerifierKey}})
	}
	return p.ledgerPage(w, r, state, nil)
}

type ledgerJSON struct {
	Size        int64  `json:"size"`
	Root        string `json:"root"`
	Checkpoint  string `json:"checkpoint"` // as signed, empty before the first
	VerifierKey string `json:"verifier_key"`
}

// check derives everything again and shows what was found. It changes nothing; it is a
// POST because it can take long, so that no crawler or link preview starts it.
func (p *pages) check(w http.ResponseWriter, r *http.Request, _ format) error {
	report, err := p.keep.Check(r.Context(), nil)
	if err != nil {
		return err
	}
	state, err := p.keep.Ledger(r.Context())
	if err != nil {
		return err
	}
	return p.ledgerPage(w, r, state, &report)
}

func (p *pages) ledgerPage(w http.ResponseWriter, r *http.Request, state store.LedgerState, report *store.CheckReport) error {
	counts, err := p.keep.Counts(r.Context())
	if err != nil {
		return err
	}
	return p.page(w, r, http.StatusOK, "ledger", frame{Title: "Ledger", Section: "ledger", JSON: "/ledger.json", CSV: "/ledger.csv",
		Body: ledgerPage{LedgerState: state, Checkpoint: string(state.Last), Records: int(state.Size), Counts: counts, Report: report, Token: p.token("/ledger/check")}})
}
