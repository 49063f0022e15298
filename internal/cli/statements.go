package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
)

// statementsCmd lists statements, or sets two beside each other.
type statementsCmd struct {
	List statementsListCmd `cmd:"" default:"withargs" help:"List statements (this is what happens without a word)."`
	Diff statementsDiffCmd `cmd:"" help:"How two statements stand to each other, with both passages."`
}

// statementsListCmd lists statements of one document, of one operation, or of all documents.
type statementsListCmd struct {
	Document  string `placeholder:"ID" help:"Only of this document."`
	Operation string `placeholder:"SLUG" help:"Only of this operation."`
	All       bool   `help:"Show what the domain filter folds, too."`
	JSON      bool   `help:"Print as JSON."`
}

func (c statementsListCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		reviewed, err := c.gather(a, st)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.printJSON(reviewed)
		}
		verdicts := map[string]string{}
		list := make([]statement.Statement, len(reviewed))
		for i, r := range reviewed {
			list[i] = r.Statement
			verdicts[r.ID] = r.Verdict
		}
		a.printStatements(list, verdicts)
		fmt.Fprintf(a.stdout, "%d statement(s)\n", len(list))
		return nil
	})
}

func (c statementsListCmd) gather(a *app, st *store.Store) ([]store.Reviewed, error) {
	var docs []string
	switch {
	case c.Document != "":
		docs = []string{c.Document}
	case c.Operation != "":
		ev, err := st.Evidence(a.ctx, c.Operation, a.now())
		if err != nil {
			return nil, err
		}
		out := make([]store.Reviewed, 0, len(ev.Statements))
		for _, s := range ev.Statements {
			if c.All || statement.InDomain(s) {
				out = append(out, store.Reviewed{Statement: s, Verdict: ev.Decisions[s.ID]})
			}
		}
		return out, nil
	default:
		list, err := a.allDocuments(st)
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			docs = append(docs, d.ID)
		}
	}
	out := []store.Reviewed{}
	for _, id := range docs {
		if _, err := st.Document(a.ctx, id); err != nil {
			return nil, err
		}
		rs, err := st.Statements(a.ctx, id)
		if err != nil {
			return nil, err
		}
		for _, r := range rs {
			if c.All || statement.InDomain(r.Statement) {
				out = append(out, r)
			}
		}
	}
	return out, nil
}

func (a *app) allDocuments(st *store.Store) ([]document.Document, error) {
	var out []document.Document
	for {
		page, total, err := st.Documents(a.ctx, store.Page{Limit: 500, Offset: len(out)})
		if err != nil {
			return nil, err
		}
		out = append(out, page...)
		if len(page) == 0 || len(out) >= total {
			return out, nil
		}
	}
}

// printStatements prints one block a statement: the finding, the chain, the exact words.
func (a *app) printStatements(list []statement.Statement, verdicts map[string]string) {
	for _, s := range list {
		facts := web.KindWords(s.Speech, s.Event)
		for _, q := range s.Quantities {
			facts = append(facts, quantityWords(q))
		}
		for _, d := range s.Dates {
			facts = append(facts, dateWords(d))
		}
		for _, m := range s.Route {
			facts = append(facts, moveWords(m))
		}
		for _, c := range s.Aircraft {
			facts = append(facts, c.Words())
		}
		verdict := ""
		if v := verdicts[s.ID]; v != "" {
			verdict = " · " + v
		}
		fmt.Fprintf(a.stdout, "\n  %s  %s  [%s%s]\n", s.ID, strings.Join(facts, "; "), s.Band, verdict)
		fmt.Fprintf(a.stdout, "    %s\n", chainWords(s))
		fmt.Fprintf(a.stdout, "    “%s”  bytes %d-%d\n", oneLine(s.Content.Text), s.Content.Spans[0].Start, s.Content.Spans[len(s.Content.Spans)-1].End)
	}
}

// chainWords prints the chain from the origin to this document.
func chainWords(s statement.Statement) string {
	hops := make([]string, len(s.Chain))
	for i, h := range s.Chain {
		hops[i] = fmt.Sprintf("%s (%s", oneLine(h.Text), strings.ReplaceAll(string(h.Class), "_", " "))
		if h.Inferred {
			hops[i] += ", inferred"
		}
		hops[i] += ")"
	}
	return strings.Join(hops, " ▸ ")
}

func quantityWords(q statement.Quantity) string {
	n := ""
	switch {
	case q.Value != nil:
		n = strconv.Itoa(*q.Value)
	case q.Low != nil && q.High != nil:
		n = fmt.Sprintf("%d-%d", *q.Low, *q.High)
	case q.High != nil:
		n = strconv.Itoa(*q.High)
	case q.Low != nil:
		n = strconv.Itoa(*q.Low)
	}
	words := []string{}
	if q.Bound != statement.Exact {
		words = append(words, strings.ReplaceAll(string(q.Bound), "_", " "))
	}
	for _, w := range []string{n, q.Population} {
		if w != "" {
			words = append(words, w)
		}
	}
	if q.Population == "" && q.Unit != "" {
		words = append(words, q.Unit)
	}
	return strings.Join(words, " ")
}

func dateWords(d statement.Date) string {
	if d.From == nil && d.To == nil {
		return "date unresolved"
	}
	day := func(t *time.Time, shift time.Duration) string {
		if t == nil {
			return "…"
		}
		return t.Add(shift).Format("2006-01-02")
	}
	from, to := day(d.From, 0), day(d.To, -time.Second)
	words := from
	if to != from {
		words += " – " + to
	}
	if d.Approx {
		words = "about " + words
	}
	return words
}

func moveWords(m statement.Move) string {
	var w []string
	if m.From != "" {
		w = append(w, "from "+m.From)
	}
	for _, v := range m.Via {
		w = append(w, "via "+v)
	}
	if m.To != "" {
		w = append(w, "to "+m.To)
	}
	return strings.Join(w, " ") + " (" + strings.ReplaceAll(string(m.Event), "_", " ") + ")"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
