package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// showCmd prints anything by its identifier.
type showCmd struct {
	ID   string `arg:"" help:"A leg, journey (j-…), document (d-…), statement (s-…), operation, airport or aircraft address."`
	Why  bool   `help:"Of a leg: the evidence of both ends in words, position by position and rule by rule."`
	JSON bool   `help:"Print as JSON."`
}

func (c showCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		err := c.show(a, st)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("%w%s", err, a.beginning(st, c.ID))
		}
		return err
	})
}

func (c showCmd) show(a *app, st *store.Store) error {
	switch {
	case strings.HasPrefix(c.ID, "d-"):
		return c.document(a, st)
	case strings.HasPrefix(c.ID, "s-"):
		return c.statement(a, st)
	case strings.HasPrefix(c.ID, "j-"):
		j, err := a.journey(st, c.ID)
		if err != nil {
			return err
		}
		return c.journey(a, j)
	case isHex(strings.ToLower(c.ID)):
		return c.aircraft(a, st, strings.ToLower(c.ID))
	}
	if l, err := st.Leg(a.ctx, c.ID); err == nil {
		return c.leg(a, st, l)
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	err := a.showOperation(st, c.ID, store.AsOf{Asked: a.now().UTC()}, c.JSON, false)
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if ap, ok := place.Embedded().Lookup(c.ID); ok {
		return airportsCmd{Query: []string{ap.Code}, JSON: c.JSON}.Run(a)
	}
	if hexes, err := st.HexesOf(a.ctx, c.ID); err != nil {
		return err
	} else if len(hexes) == 1 {
		return c.aircraft(a, st, hexes[0])
	}
	return fmt.Errorf("show %s: %w: no leg, journey (j-…), document (d-…), statement (s-…), operation, airport or aircraft address here", c.ID, store.ErrNotFound)
}

func (c showCmd) document(a *app, st *store.Store) error {
	d, err := st.Document(a.ctx, c.ID)
	if err != nil {
		return err
	}
	reviewed, err := st.Statements(a.ctx, c.ID)
	if err != nil {
		return err
	}
	r := reading{Document: d, Added: true}
	verdicts := map[string]string{}
	for _, s := range reviewed {
		verdicts[s.ID] = s.Verdict
		if statement.InDomain(s.Statement) {
			r.Statements = append(r.Statements, s.Statement)
		} else {
			r.Folded++
		}
	}
	h, err := st.History(a.ctx, c.ID)
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(struct {
			reading
			Verdicts map[string]string `json:"verdicts"`
			History  store.History     `json:"history"`
		}{r, verdicts, h})
	}
	a.printReading(r)
	if len(h.Versions) > 1 {
		fmt.Fprintf(a.stdout, "  %s; charterwatch documents versions %s shows them\n", historyWords(h), c.ID)
	}
	return nil
}

func (c showCmd) statement(a *app, st *store.Store) error {
	s, err := st.Statement(a.ctx, c.ID)
	if err != nil {
		return err
	}
	decided, err := st.Decisions(a.ctx, c.ID)
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(struct {
			store.Reviewed
			Decisions []store.Decided `json:"decisions"`
		}{s, decided})
	}
	a.printStatements([]statement.Statement{s.Statement}, map[string]string{s.ID: s.Verdict})
	fmt.Fprintf(a.stdout, "    in document %s, by %s\n", s.Document, s.Extractor)
	for _, d := range decided {
		fmt.Fprintf(a.stdout, "    %s by %s, %s, ledger record %d", d.Verdict, d.By, d.At.Format("2006-01-02 15:04:05Z"), d.Record)
		if d.Note != "" {
			fmt.Fprintf(a.stdout, ": %s", oneLine(d.Note))
		}
		fmt.Fprintln(a.stdout)
	}
	return nil
}

func (c showCmd) journey(a *app, j journey.Journey) error {
	if c.JSON {
		return a.printJSON(j)
	}
	a.printJourney(j)
	for _, h := range j.Hops {
		for _, r := range h.Purpose.Reasons {
			sign := "for"
			if !r.For {
				sign = "against"
			}
			fmt.Fprintf(a.stdout, "    %s, %s: %s\n", h.ID, sign, r.Text)
		}
	}
	return nil
}

// leg prints a leg in a few lines, or with --why everything that it rests on.
func (c showCmd) leg(a *app, st *store.Store, l flight.Leg) error {
	if c.JSON {
		return a.printJSON(withRows(st, l))
	}
	if c.Why {
		fmt.Fprint(a.stdout, flight.Explain(l))
		return nil
	}
	fmt.Fprintf(a.stdout, "%s  %s  %s  call signs: %s\n", l.ID, orUnknown(l.Registration), orUnknown(l.Type), orUnknown(strings.Join(l.Callsigns, " ")))
	if l.Simulated {
		fmt.Fprintln(a.stdout, "  The track was flown by a simulator and is not a recording.")
	}
	fmt.Fprintf(a.stdout, "  start: %s\n", l.Start.Words(true))
	if f := l.Start.Feasible; f != nil {
		fmt.Fprintf(a.stdout, "    %s; all with --why\n", f.Words(true))
	}
	fmt.Fprintf(a.stdout, "  end: %s\n", l.End.Words(false))
	if f := l.End.Feasible; f != nil {
		fmt.Fprintf(a.stdout, "    %s; all with --why\n", f.Words(false))
	}
	for _, e := range l.Events {
		fmt.Fprintf(a.stdout, "  %s: %s\n", strings.ReplaceAll(e.Rule, "_", " "), e.Text)
	}
	for _, g := range l.Gaps {
		fmt.Fprintf(a.stdout, "  not heard %s – %s (%d min)\n", g.From.Format("15:04Z"), g.To.Format("15:04Z"), int(g.To.Sub(g.From).Minutes()))
	}
	for _, s := range l.Sources {
		fmt.Fprintf(a.stdout, "  source: %s, SHA-256 %s, rows %d-%d, %d positions\n", s.Member.Name, short(s.Member.Hash), s.Rows[0], s.Rows[1], s.Points)
	}
	if l.Doubt != "" {
		fmt.Fprintf(a.stdout, "  transmitter %s of this address: %s, so whose flight this was is in doubt\n", l.Emitter, l.Doubt)
	}
	a.rejections(st, l)
	a.cleanings(st, l)
	fmt.Fprintf(a.stdout, "  method: %s. A track never says who was aboard.\n", l.Method)
	fmt.Fprintf(a.stdout, "  why: charterwatch show %s --why\n", l.ID)
	return nil
}

func (c showCmd) aircraft(a *app, st *store.Store, hex string) error {
	if c.JSON {
		js, err := a.journeys(st, store.LegFilter{Hex: hex, Limit: 50})
		if err != nil {
			return err
		}
		return a.printJSON(js)
	}
	if err := a.printAircraft(st, hex); err != nil {
		return err
	}
	return a.printLegs(st, store.LegFilter{Hex: hex, Limit: 20})
}
