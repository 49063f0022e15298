package cli

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/statement/measure"
)

// benchStatementsCmd measures who-said-what on our own gold, each figure beside the target of
// the reference. The gold is easier than other people's news: the figures say so.
type benchStatementsCmd struct {
	Faults bool `help:"List what is missed, too many or read wrongly in the tuned part. The frozen part is never listed."`
	JSON   bool `name:"json" help:"The same as JSON."`
}

// statementRow is one figure of both parts beside its target.
type statementRow struct {
	Measure string  `json:"measure"`
	Tuned   float64 `json:"tuned"`
	Frozen  float64 `json:"frozen"`
	Of      int     `json:"of"` // cases of the frozen part
	Target  float64 `json:"target"`
	Reached bool    `json:"reached"` // by the frozen part; never by no case
}

func (c benchStatementsCmd) Run(a *app) error {
	tuned := measure.Run(measure.Gold(measure.Tune), statement.Propose)
	frozen := measure.Run(measure.Gold(measure.Test), statement.Propose)
	rows := statementRows(tuned, frozen)
	missed := 0
	for _, r := range rows {
		if r.Target > 0 && !r.Reached {
			missed++
		}
	}
	if c.JSON {
		if err := a.printJSON(map[string]any{"extractor": statement.Extractor, "tuned_documents": tuned.Texts, "frozen_documents": frozen.Texts, "missed": missed, "rows": rows}); err != nil {
			return err
		}
	} else {
		printStatementRows(a, tuned, frozen, rows)
		if c.Faults {
			for _, f := range tuned.Faults {
				fmt.Fprintf(a.stdout, "%s: %s: %s\n", f.Text, f.What, f.Words)
			}
		}
	}
	if missed > 0 {
		return exitError{Skipped, fmt.Errorf("bench statements: %d target(s) missed, see the table", missed)}
	}
	return nil
}

// statementRows sets the measures of both parts beside their targets (statements.md).
func statementRows(tuned, frozen measure.Result) []statementRow {
	var rows []statementRow
	row := func(name string, target, t, f float64, of int) {
		rows = append(rows, statementRow{name, t, f, of, target, of > 0 && f >= target})
	}
	tally := func(name string, target float64, t, f measure.Tally, value func(measure.Tally) float64) {
		row(name, target, value(t), value(f), f.Wanted)
	}
	share := func(name string, target float64, t, f measure.Share) { row(name, target, t.Value(), f.Value(), f.Of) }
	tally("full attribution F1, reporting cues", 0.72, tuned.Reporting, frozen.Reporting, measure.Tally.F1)
	tally("  precision", 0, tuned.Reporting, frozen.Reporting, measure.Tally.Precision)
	tally("  recall", 0, tuned.Reporting, frozen.Reporting, measure.Tally.Recall)
	tally("full attribution F1, beliefs too", 0, tuned.All, frozen.All, measure.Tally.F1)
	for _, part := range []string{"source", "cue", "content"} {
		row("  token F1 of the "+part+" where found", 0, tuned.Spans[part].Value(), frozen.Spans[part].Value(), frozen.Spans[part].Of)
	}
	for _, b := range statement.Bands {
		target := 0.0
		if b == statement.Green {
			target = 0.85
		}
		share("precision of "+string(b), target, tuned.Bands[b], frozen.Bands[b])
	}
	share("chain exact", 0.80, tuned.Chain, frozen.Chain)
	share("origin right", 0.85, tuned.Origin, frozen.Origin)
	share("event modality right", 0.85, tuned.Event, frozen.Event)
	tally("figure and bound, precision", 0.95, tuned.Figures, frozen.Figures, measure.Tally.Precision)
	tally("figure and bound, recall", 0.90, tuned.Figures, frozen.Figures, measure.Tally.Recall)
	share("date interval right", 0.90, tuned.Date, frozen.Date)
	tally("route leg, precision", 0.90, tuned.Legs, frozen.Legs, measure.Tally.Precision)
	tally("route leg, recall", 0.80, tuned.Legs, frozen.Legs, measure.Tally.Recall)
	share("whom a figure counts", 0, tuned.People, frozen.People)
	share("of how many it is a part", 0, tuned.PartOf, frozen.PartOf)
	share("moment a figure holds for", 0, tuned.AsOf, frozen.AsOf)
	share("the document's own statements found", 0, tuned.Own, frozen.Own)
	return rows
}

func printStatementRows(a *app, tuned, frozen measure.Result, rows []statementRow) {
	fmt.Fprintf(a.stdout, "%s on our own gold: %d documents that rules were tuned on, %d frozen ones that only count\n", statement.Extractor, tuned.Texts, frozen.Texts)
	fmt.Fprintf(a.stdout, "%-42s %7s %7s %6s  %s\n", "", "tuned", "frozen", "of", "target")
	for _, r := range rows {
		target := ""
		switch {
		case r.Target > 0 && r.Reached:
			target = fmt.Sprintf("%.2f", r.Target)
		case r.Target > 0:
			target = fmt.Sprintf("%.2f missed", r.Target)
		}
		frozenText := fmt.Sprintf("%.3f", r.Frozen)
		if r.Of == 0 {
			frozenText = "none"
		}
		fmt.Fprintf(a.stdout, "%-42s %7.3f %7s %6d  %s\n", r.Measure, r.Tuned, frozenText, r.Of, target)
	}
}
