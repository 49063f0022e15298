package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// lawCmd answers what binds whom.
type lawCmd struct {
	Show lawShowCmd `cmd:"" help:"What a state is bound by, or which duties bear on an operation, as of a date."`
}

type lawShowCmd struct {
	Subject string `arg:"" help:"A state (code or name) or an operation's slug."`
	On      string `placeholder:"DATE" help:"The day to answer for, of a state; today if not given."`
	JSON    bool   `help:"Print as JSON."`
}

func (c lawShowCmd) Run(a *app) error {
	on, err := parseDay("--on", c.On)
	if err != nil {
		return err
	}
	if on.IsZero() {
		on = a.now().UTC()
	}
	if code, ok := stateCode(c.Subject); ok {
		return c.state(a, code, on)
	}
	if former := strings.ToUpper(c.Subject); c.former(a, former, on) {
		return nil
	}
	if _, isState := countryCode(c.Subject); c.On != "" && isState {
		return exitError{Nothing, fmt.Errorf("law: no facts are held about %s: bound or not bound is unknown here; held are %s", c.Subject, strings.Join(law.States(), " "))}
	}
	if c.On != "" {
		return exitError{Usage, fmt.Errorf("law show %s: --on is for a state; an operation's duties are those of the days of its hops, and operation show --as-of gives an earlier view", c.Subject)}
	}
	return a.withStore(func(st *store.Store) error {
		ev, err := st.Evidence(a.ctx, c.Subject, on)
		if errors.Is(err, store.ErrNotFound) {
			return exitError{Nothing, fmt.Errorf("law: %q is neither a state that the data holds (%s) nor an operation here", c.Subject, strings.Join(law.States(), " "))}
		}
		if err != nil {
			return err
		}
		view := operation.Confront(ev)
		if c.JSON {
			return a.printJSON(view.Owed)
		}
		return view.OwedText(a.stdout)
	})
}

// former answers for a state that ended: that there was none on the day, or that of the time
// when there was one nothing is held.
func (c lawShowCmd) former(a *app, code string, on time.Time) bool {
	name, ok := law.Former(code)
	if !ok {
		return false
	}
	none := law.NoState(code, on)
	if none == "" {
		none = "no facts are held about " + name + ": bound or not bound on " + on.Format(time.DateOnly) + " is unknown here"
	}
	if c.JSON {
		return a.printJSON(law.Statuses(code, on)) == nil
	}
	fmt.Fprintf(a.stdout, "%s on %s\n\n%s\n", name, on.Format(time.DateOnly), none)
	return true
}

func (c lawShowCmd) state(a *app, code string, on time.Time) error {
	statuses := law.Statuses(code, on)
	if c.JSON {
		return a.printJSON(statuses)
	}
	name := code
	if country, ok := place.CountryByCode(code); ok {
		name = country.Name
	}
	fmt.Fprintf(a.stdout, "%s on %s\n", name, on.Format(time.DateOnly))
	if none := law.NoState(code, on); none != "" {
		fmt.Fprintf(a.stdout, "\n%s\nWhat it did later stands under a later day: law show %s --on DATE\n", none, code)
		return nil
	}
	for _, s := range statuses {
		printStatus(a.stdout, s)
	}
	fmt.Fprintln(a.stdout, "\nEvery status is a sourced claim, to be refreshed from the depositary. Not legal advice.")
	return nil
}

func printStatus(w io.Writer, s law.Status) {
	fmt.Fprintf(w, "\n%-10s %s\n", s.Treaty, s.Bound)
	if s.Why != "" {
		fmt.Fprintf(w, "  %s\n", s.Why)
	}
	for _, f := range s.Facts {
		date := f.Date
		if date == "" {
			date = "no date"
		}
		line := fmt.Sprintf("  %s %s", strings.ReplaceAll(string(f.Act), "_", " "), date)
		if f.InForce != "" {
			line += ", in force " + f.InForce
			if f.Derived {
				line += " (computed by the treaty's rule)"
			} else {
				line += " (" + f.Rule + ")"
			}
		}
		fmt.Fprintf(w, "%s [%s] %s, retrieved %s\n", line, f.Verified, f.Source, f.Retrieved)
		for _, r := range f.Remarks {
			fmt.Fprintf(w, "    %s\n", r)
		}
		if f.Territory != "" {
			fmt.Fprintf(w, "    territory: %s\n", f.Territory)
		}
	}
}

// stateCode finds a state that the law data holds by code or by name.
func stateCode(s string) (string, bool) {
	code, ok := countryCode(s)
	return code, ok && slices.Contains(law.States(), code)
}

// countryCode finds a country by its ISO 3166-1 alpha-2 code or a name of it.
func countryCode(s string) (string, bool) {
	if c, ok := place.CountryByCode(strings.ToUpper(s)); ok {
		return c.Code, true
	}
	for _, c := range place.Countries() {
		if slices.ContainsFunc(append([]string{c.Name}, c.Names...), func(n string) bool { return strings.EqualFold(n, s) }) {
			return c.Code, true
		}
	}
	return "", false
}
