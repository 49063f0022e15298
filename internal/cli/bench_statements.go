package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
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
	sentences := sentenceRows(measure.Run(measure.Gold(measure.Fresh), statement.Propose))
	article := timeArticle()
	missed := 0
	for _, r := range rows {
		if r.Target > 0 && !r.Reached {
			missed++
		}
	}
	if !article.Reached {
		missed++
	}
	if c.JSON {
		if err := a.printJSON(map[string]any{"extractor": statement.Extractor, "tuned_documents": tuned.Texts, "frozen_documents": frozen.Texts, "missed": missed, "rows": rows, "sentences": sentences, "article": article}); err != nil {
			return err
		}
	} else {
		printStatementRows(a, tuned, frozen, rows)
		printSentenceRows(a, sentences)
		fmt.Fprintf(a.stdout, "\nan article of %d words, one core, %d readings: p50 %.1f ms, p95 %.1f ms; target under %.0f ms%s\n",
			article.Words, article.Times, article.P50, article.P95, article.Target, missedMark(article.Reached))
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
	share("every span equals its slice of the text", 1, tuned.Intact, frozen.Intact)
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
			target = fmt.Sprintf("%.2f met", r.Target)
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

// sentenceRow is one part of an attribution in the sentences that were marked before the
// rules read them: spans found among the marked ones and right among the proposed ones.
type sentenceRow struct {
	Part      string  `json:"part"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Marked    int     `json:"marked"`
	Proposed  int     `json:"proposed"`
}

func sentenceRows(r measure.Result) []sentenceRow {
	rows := make([]sentenceRow, 0, 4)
	row := func(part string, t measure.Tally) {
		rows = append(rows, sentenceRow{part, t.Precision(), t.Recall(), t.F1(), t.Wanted, t.Proposed})
	}
	for _, part := range []string{"source", "cue", "content"} {
		row(part, r.Roles[part])
	}
	row("all three of one attribution", r.All)
	return rows
}

func printSentenceRows(a *app, rows []sentenceRow) {
	fmt.Fprintf(a.stdout, "\nsingle sentences of general news, marked before any rule read them%26s %7s %7s %7s\n", "precision", "recall", "F1", "marked")
	for _, r := range rows {
		fmt.Fprintf(a.stdout, "  %-80s %9.3f %7.3f %7.3f %7d\n", r.Part, r.Precision, r.Recall, r.F1, r.Marked)
	}
}

// articleTime is how long the rules take for an article of the tuned part's sentences.
type articleTime struct {
	Words   int     `json:"words"`
	Times   int     `json:"times"`
	P50     float64 `json:"p50_ms"`
	P95     float64 `json:"p95_ms"`
	Target  float64 `json:"target_ms"`
	Reached bool    `json:"reached"`
}

// timeArticle reads an article of a thousand words many times, each reading on its own core
// time: one goroutine, nothing in parallel.
func timeArticle() articleTime {
	const words, times = 1000, 200
	var text strings.Builder
	n := 0
	for _, t := range measure.Gold(measure.Tune) {
		if n >= words {
			break
		}
		for line := range strings.Lines(t.Doc.Text) {
			if n < words {
				text.WriteString(line)
				n += len(strings.Fields(line))
			}
		}
	}
	out := articleTime{Words: n, Times: times, Target: 20}
	docs, err := document.Read([]byte(text.String()), document.Hints{File: "article.txt", Published: "2025-09-30"})
	if err != nil || len(docs) == 0 {
		return out
	}
	took := make([]float64, 0, times)
	for range times {
		start := time.Now()
		statement.Propose(docs[0])
		took = append(took, float64(time.Since(start).Microseconds())/1000)
	}
	slices.Sort(took)
	out.P50, out.P95 = took[times/2], took[times*95/100]
	out.Reached = out.P95 < out.Target
	return out
}

func missedMark(reached bool) string {
	if reached {
		return ""
	}
	return " missed"
}
