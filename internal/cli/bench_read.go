package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// benchReadCmd times a report from bytes to statements.
type benchReadCmd struct {
	Report string `placeholder:"FILE" help:"The report; else the bundled example's."`
	Times  int    `default:"200" help:"How often."`
}

func (c benchReadCmd) Run(a *app) error {
	name := c.Report
	raw, err := exampleReports.ReadFile("example/headline.txt")
	if name != "" {
		raw, err = os.ReadFile(name)
	} else {
		name = "the bundled example's headline.txt"
	}
	if err != nil {
		return fmt.Errorf("bench read: %w", err)
	}
	hints := document.Hints{File: "report.txt", Published: "2025-09-30", Retrieved: a.now()}
	var ts timings
	statements := 0
	for range max(c.Times, 1) + 1 {
		start := time.Now()
		docs, err := document.Read(raw, hints)
		if err != nil {
			return fmt.Errorf("bench read: %s: %w", name, err)
		}
		statements = 0
		for _, d := range docs {
			statements += len(statement.Propose(d))
		}
		ts = append(ts, time.Since(start))
	}
	sorted := slices.Sorted(slices.Values(ts[1:]))
	fmt.Fprintf(a.stdout, "read   %s, %d words, %d statements: first (loads the word lists) %s; then %s, p95 %s\n",
		name, len(strings.Fields(string(raw))), statements, round(ts[0]), ts[1:], round(sorted[len(sorted)*95/100]))
	return nil
}
