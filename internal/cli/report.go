package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/report"
	"github.com/charterwatch/charterwatch/internal/store"
)

// ruleFlags choose what one counts by.
type ruleFlags struct {
	Rule      string `default:"monitor-monthly" placeholder:"NAME|FILE" help:"A built-in rule set or a file (.toml); journeys count --rules lists them."`
	Simulated bool   `help:"Count what a simulator flew too."`
}

// load finds a rule by its built-in name, or reads a file.
func (f ruleFlags) load(name string) (journey.Rule, error) {
	r, err := journey.RuleNamed(name)
	if errors.Is(err, journey.ErrNoRule) && (strings.HasSuffix(name, ".toml") || strings.ContainsRune(name, filepath.Separator)) {
		r, err = readRule(name)
	}
	if err != nil {
		return r, exitError{Usage, err}
	}
	r.Simulated = r.Simulated || f.Simulated
	return r, nil
}

func readRule(path string) (journey.Rule, error) {
	file, err := os.Open(path)
	if err != nil {
		return journey.Rule{}, fmt.Errorf("open rule: %w", err)
	}
	defer file.Close()
	return journey.ParseRule(path, file)
}

// monthJourneys chains the legs of a month, and of the days around it so that its journeys are whole.
func (a *app) monthJourneys(month string) ([]journey.Journey, error) {
	from, to, err := report.Period(month)
	if err != nil {
		return nil, exitError{Usage, err}
	}
	var js []journey.Journey
	err = a.withStore(func(st *store.Store) error {
		js, err = a.journeys(st, store.LegFilter{From: from.Add(-journey.Around), To: to.Add(journey.Around)})
		return err
	})
	return js, err
}

// reportCmd makes a month's report.
type reportCmd struct {
	Month string `arg:"" help:"The month, such as 2025-09, UTC."`
	ruleFlags
	Out     string `placeholder:"DIR" type:"path" help:"Write the page, two tables and the JSON here; else print the figures."`
	Compare string `placeholder:"FILE" type:"path" help:"List what differs from this earlier report (its .json)."`
	JSON    bool   `help:"Print the report, or with --compare the differences, as JSON."`
}

func (c reportCmd) Run(a *app) error {
	rule, err := c.load(c.Rule)
	if err != nil {
		return err
	}
	earlier, err := c.earlier()
	if err != nil {
		return err
	}
	js, err := a.monthJourneys(c.Month)
	if err != nil {
		return err
	}
	airports, err := a.airports()
	if err != nil {
		return err
	}
	tally := journey.Count(js, rule)
	r, err := report.Build(c.Month, tally, airports)
	if err != nil {
		return err
	}
	beside, err := a.cover(c.Month, js, tally)
	if err != nil {
		return err
	}
	r = r.WithCoverage(beside.Coverage)
	// A rule file brings a monitor's own words into the report.
	if found := release.CheckWording(r.Words()); len(found) > 0 {
		return fmt.Errorf("report: the word %q stands in %q; %s", found[0].Word, found[0].Sentence, found[0].Suggestion)
	}
	if c.Out != "" {
		if err := a.writeReport(c.Out, r); err != nil {
			return err
		}
	}
	switch {
	case earlier != nil && c.JSON:
		return a.printJSON(report.Compare(*earlier, r))
	case earlier != nil:
		a.printChanges(*earlier, r)
	case c.JSON:
		return r.JSON(a.stdout)
	case c.Out == "":
		a.printReport(r)
	}
	return nil
}

// earlier reads the release to compare with, nil for none.
func (c reportCmd) earlier() (*report.Report, error) {
	if c.Compare == "" {
		return nil, nil
	}
	f, err := os.Open(c.Compare)
	if err != nil {
		return nil, fmt.Errorf("report: open the earlier one: %w", err)
	}
	defer f.Close()
	r, err := report.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Compare, err)
	}
	return &r, nil
}

// writeReport writes each file whole or not at all, the JSON last: it is what the next release is compared with.
func (a *app) writeReport(dir string, r report.Report) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	for _, f := range []struct {
		ending string
		write  func(io.Writer) error
	}{{".html", r.HTML}, {".csv", r.CSV}, {"-legs.csv", r.LegsCSV}, {".json", r.JSON}} {
		path := filepath.Join(dir, r.Month+f.ending)
		if err := writeWhole(path, func(w *os.File) error { return f.write(w) }); err != nil {
			return fmt.Errorf("report: write %s: %w", path, err)
		}
		fmt.Fprintln(a.stderr, path)
	}
	return nil
}

func (a *app) printReport(r report.Report) {
	fmt.Fprintf(a.stdout, "%s\n", r.Finding)
	for _, s := range r.Sections {
		fmt.Fprintf(a.stdout, "\n%s\n", s.Title)
		for _, n := range s.Notes {
			fmt.Fprintf(a.stdout, "  %s\n", n)
		}
		w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
		for _, f := range s.Figures {
			fmt.Fprintf(w, "  %d\t%s\t%s\t%s\n", f.Count, f.Unit, f.Label, f.Note)
		}
		_ = w.Flush() // stdout; a failure shows there
	}
}

func (a *app) printChanges(earlier, later report.Report) {
	changes := report.Compare(earlier, later)
	for _, c := range changes {
		fmt.Fprintln(a.stdout, c)
	}
	fmt.Fprintf(a.stdout, "%d difference(s) between the earlier release of %s and this one\n", len(changes), later.Month)
}
