package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/report"
	"github.com/charterwatch/charterwatch/internal/store"
)

// ruleFlags choose what one counts by.
type ruleFlags struct {
	Rule      string `default:"monitor-monthly" placeholder:"NAME|FILE" help:"A built-in rule set or a file (.toml); count --rules lists them."`
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
	r, err := report.Build(c.Month, journey.Count(js, rule), airports)
	if err != nil {
		return err
	}
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

// countCmd counts a month by a rule, and says what makes another rule's total differ.
type countCmd struct {
	Month string `placeholder:"MONTH" help:"The month, such as 2025-09, UTC."`
	ruleFlags
	Compare string `placeholder:"NAME|FILE" help:"List the flights that make the difference from this rule."`
	Rules   bool   `help:"List the built-in rules."`
	Show    string `placeholder:"NAME" help:"Print a built-in rule's file, to copy and change."`
	JSON    bool   `help:"Print as JSON."`
}

func (c countCmd) Run(a *app) error {
	switch {
	case c.Show != "":
		r, err := c.load(c.Show)
		if err != nil {
			return err
		}
		fmt.Fprint(a.stdout, r.Text)
		return nil
	case c.Rules:
		return c.list(a)
	case c.Month == "":
		return exitError{Usage, errors.New("count: give --month, such as --month 2025-09")}
	}
	rule, err := c.load(c.Rule)
	if err != nil {
		return err
	}
	js, err := a.monthJourneys(c.Month)
	if err != nil {
		return err
	}
	tally, err := c.tally(js, rule)
	if err != nil {
		return err
	}
	if c.Compare == "" {
		if c.JSON {
			return a.printJSON(tally)
		}
		return a.printTally(c.Month, tally)
	}
	other, err := c.load(c.Compare)
	if err != nil {
		return err
	}
	beside, err := c.tally(js, other)
	if err != nil {
		return err
	}
	difference := journey.Difference(tally, beside)
	if c.JSON {
		return a.printJSON(struct {
			A          journey.Tally       `json:"a"`
			B          journey.Tally       `json:"b"`
			Difference []journey.Differing `json:"difference"`
		}{tally, beside, difference})
	}
	return a.printDifference(c.Month, tally, beside, difference)
}

func (c countCmd) tally(js []journey.Journey, r journey.Rule) (journey.Tally, error) {
	from, to, err := report.Period(c.Month)
	if err != nil {
		return journey.Tally{}, exitError{Usage, err}
	}
	return journey.Count(js, r).Within(from, to), nil
}

func (c countCmd) list(a *app) error {
	rules, err := journey.Rules()
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(rules)
	}
	for _, r := range rules {
		fmt.Fprintf(a.stdout, "%-16s %-12s %s; %s, %s\n", r.Name, r.Unit, r.Title, r.By, r.Date)
	}
	return nil
}

// printTally prints the totals and what was seen and not counted. Legs of which nothing is
// known, most of the sky, are a number; --json has them.
func (a *app) printTally(month string, t journey.Tally) error {
	fmt.Fprintf(a.stdout, "%s by rule %s: %s (%s)\n", month, t.Rule.Name, t.Rule.Title, t.Rule.By)
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%s\tin the total\tbeside it\n", strings.ToUpper(string(t.Rule.Unit)))
	for _, c := range t.Categories {
		fmt.Fprintf(w, "%s\t%d\t%d\n", c.Category, c.In, c.Beside)
	}
	fmt.Fprintf(w, "total\t%d\t%d\n", t.Total, t.Beside)
	printLines(w, "COUNTED", t.Counted)
	weighed := slices.DeleteFunc(slices.Clone(t.Seen), func(l journey.Line) bool { return !l.Weighed() })
	printLines(w, "SEEN, NOT COUNTED", weighed)
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d leg(s) seen and not counted; of %d of them nothing is known for or against\n", len(t.Seen), len(t.Seen)-len(weighed))
	return nil
}

func printLines(w io.Writer, title string, lines []journey.Line) {
	if len(lines) > 0 {
		fmt.Fprintf(w, "\n%s\tROUTE\tPURPOSE\tWHY\n", title)
	}
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\t%s %.2f\t%s\n", l.Leg, route(l), l.Purpose, l.Sure, l.Why)
	}
}

func route(l journey.Line) string {
	name := func(code *string) string {
		if code == nil {
			return "unknown"
		}
		return *code
	}
	return name(l.Hop.Start.Airport) + " – " + name(l.Hop.End.Airport)
}

func (a *app) printDifference(month string, t, other journey.Tally, difference []journey.Differing) error {
	fmt.Fprintf(a.stdout, "%s by rule %s: %d %s, %d beside; by rule %s: %d %s, %d beside\n", month,
		t.Rule.Name, t.Total, t.Rule.Unit, t.Beside, other.Rule.Name, other.Total, other.Rule.Unit, other.Beside)
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	if len(difference) > 0 {
		fmt.Fprintf(w, "LEG\tROUTE\tADDS\t%s\t%s\n", strings.ToUpper(t.Rule.Name), strings.ToUpper(other.Rule.Name))
	}
	for _, d := range difference {
		fmt.Fprintf(w, "%s\t%s\t%+d\t%s\t%s\n", d.A.Leg, route(d.A), d.By, stands(d.A), stands(d.B))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d leg(s) make the difference of %+d\n", len(difference), other.Total-t.Total)
	return nil
}

// stands says where a leg is under a rule.
func stands(l journey.Line) string {
	switch {
	case l.Standing == journey.Out:
		return "not counted: " + l.Why
	case !l.Adds:
		return l.Category + ", with another leg of " + l.Unit
	}
	return l.Category + ", " + string(l.Standing)
}
