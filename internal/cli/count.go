package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/report"
)

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
		return exitError{Usage, errors.New("journeys count: give --month, such as --month 2025-09")}
	}
	rule, err := c.load(c.Rule)
	if err != nil {
		return err
	}
	js, err := a.monthJourneys(c.Month)
	if err != nil {
		return err
	}
	tally, err := c.tally(a, js, rule)
	if err != nil {
		return err
	}
	if c.Compare == "" {
		if c.JSON {
			return a.printJSON(tally)
		}
		if err := a.printTally(c.Month, tally.Tally); err != nil {
			return err
		}
		a.printCoverage(tally)
		return nil
	}
	if rule, err = c.load(c.Compare); err != nil {
		return err
	}
	other, err := c.tally(a, js, rule)
	if err != nil {
		return err
	}
	difference := journey.Difference(tally.Tally, other.Tally)
	if c.JSON {
		return a.printJSON(struct {
			A          covered             `json:"a"`
			B          covered             `json:"b"`
			Difference []journey.Differing `json:"difference"`
		}{tally, other, difference})
	}
	if err := a.printDifference(c.Month, tally.Tally, other.Tally, difference); err != nil {
		return err
	}
	a.printCoverage(tally, other)
	return nil
}

// tally counts the month by a rule and sets beside it what can have been seen.
func (c countCmd) tally(a *app, js []journey.Journey, r journey.Rule) (covered, error) {
	from, to, err := report.Period(c.Month)
	if err != nil {
		return covered{}, exitError{Usage, err}
	}
	return a.cover(c.Month, js, journey.Count(js, r).Within(from, to))
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
