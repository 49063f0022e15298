package cli

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"
)

// benchCmd measures whole jobs beside their physical floor, in one run on one machine. Only
// the ratios mean something elsewhere.
type benchCmd struct {
	Scan       benchScanCmd       `cmd:"" help:"A world day to legs, beside only unpacking it."`
	Read       benchReadCmd       `cmd:"" help:"A report to statements, on one core."`
	Statements benchStatementsCmd `cmd:"" help:"How right who-said-what is, on our own annotated documents, beside the targets."`
	Origins    benchOriginsCmd    `cmd:"" help:"Ten thousand documents to origins, beside the limits."`
	Page       benchPageCmd       `cmd:"" help:"The operation page on a workspace with many legs."`
	Pages      benchPagesCmd      `cmd:"" help:"Every kind of page of a full board, with many readers at once."`
	Accuracy   benchAccuracyCmd   `cmd:"" help:"How right legs, ends and purposes are, beside their targets."`
	Evidence   benchEvidenceCmd   `cmd:"" help:"The ledger: records a second; the check of everything beside only hashing it."`
	All        benchAllCmd        `cmd:"" default:"1" help:"All of them, with their defaults."`
}

type benchAllCmd struct {
	Aircraft int    `default:"3000" help:"Aircraft of the simulated day of the scan benchmark."`
	Legs     int    `default:"100000" help:"Legs in the workspace of the page benchmark."`
	Report   string `placeholder:"FILE" help:"A report for the read benchmark; else the bundled example's."`
}

func (c benchAllCmd) Run(a *app) error {
	fmt.Fprintf(a.stdout, "%s, %d processor(s), %s\n", runtime.Version(), runtime.NumCPU(), runtime.GOARCH)
	if err := (benchReadCmd{Report: c.Report, Times: 200}).Run(a); err != nil {
		return err
	}
	if err := (benchPageCmd{Legs: c.Legs, Times: 50}).Run(a); err != nil {
		return err
	}
	return benchScanCmd{Aircraft: c.Aircraft, Rounds: 5}.Run(a)
}

// timings are repeated measurements of one job.
type timings []time.Duration

func (t timings) String() string {
	s := slices.Sorted(slices.Values(t))
	return fmt.Sprintf("median %s, slowest of %d %s", round(s[len(s)/2]), len(s), round(s[len(s)-1]))
}

func round(d time.Duration) time.Duration {
	switch {
	case d > time.Second:
		return d.Round(10 * time.Millisecond)
	case d > time.Millisecond:
		return d.Round(10 * time.Microsecond)
	}
	return d.Round(100 * time.Nanosecond)
}

// inTemp runs f with a folder that is removed afterwards.
func inTemp(f func(dir string) error) error {
	dir, err := os.MkdirTemp("", "charterwatch-bench-")
	if err != nil {
		return fmt.Errorf("bench: temporary folder: %w", err)
	}
	defer os.RemoveAll(dir)
	return f(dir)
}
