package cli

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/store"
)

// riskCmd keeps material on how people are treated in a country: dated items with their sources,
// and UNHCR's counts as context. There is no score in it and none comes out.
type riskCmd struct {
	Import      riskImportCmd      `cmd:"" help:"Keep a file of items on treatment in a country (TOML or JSON; docs/METHODS.md has one): source, date, period, scope, profile, the source's own word for how often."`
	Recognition riskRecognitionCmd `cmd:"" help:"Keep UNHCR's table of asylum decisions (CSV from its Refugee Data Finder, packed with gzip or not), shown as context with its caveat."`
	List        riskListCmd        `cmd:"" help:"What was imported."`
}

type riskImportCmd struct {
	File string `arg:"" type:"path" help:"The file; - is standard input."`
	Name string `help:"What later imports follow under; the file's name if not given."`
	Day  string `placeholder:"DATE" help:"The day of the file; today if not given."`
	JSON bool   `help:"Print the record as JSON."`
}

func (c riskImportCmd) Run(a *app) error {
	flags := pullFlags{From: c.File, Day: c.Day, JSON: c.JSON}
	p, err := flags.get(a, c.Name, nil)
	if err != nil {
		return err
	}
	if err := release.RefuseIdentity(string(p.Raw)); err != nil { // the bytes are kept, remarks included
		return exitError{Usage, fmt.Errorf("risk import %s: %w; nothing was kept", p.File, err)}
	}
	items, err := law.ParseRisk(p.Raw)
	if err != nil {
		return fmt.Errorf("risk import %s: %w; nothing was kept", p.File, err)
	}
	for _, it := range items {
		if err := wording("risk import, "+it.Source, it.Treatment, it.Scope, it.Method); err != nil {
			return fmt.Errorf("%w (put the source's words in quotation marks); nothing was kept", err)
		}
		if err := nobodyInside("risk import", it); err != nil {
			return fmt.Errorf("%w; nothing was kept", err)
		}
	}
	p.Kind, p.Format, p.Rows = store.PullRisk, "risk items", len(items)
	if !c.JSON {
		for _, line := range law.OneSidedProfiles(items) {
			fmt.Fprintln(a.stdout, line)
		}
	}
	return flags.keep(a, p)
}

type riskRecognitionCmd struct {
	File string `arg:"" type:"path" help:"The CSV; - is standard input."`
	Day  string `placeholder:"DATE" help:"The day on which it was downloaded; today if not given."`
	JSON bool   `help:"Print the record as JSON."`
}

func (c riskRecognitionCmd) Run(a *app) error {
	flags := pullFlags{From: c.File, Day: c.Day, JSON: c.JSON}
	p, err := flags.get(a, "unhcr-asylum-decisions", nil)
	if err != nil {
		return err
	}
	if err := release.RefuseIdentity(string(p.Raw)); err != nil {
		return exitError{Usage, fmt.Errorf("risk recognition %s: %w; nothing was kept", p.File, err)}
	}
	rows, bad, err := law.Recognitions(p.Raw)
	if err != nil {
		return fmt.Errorf("risk recognition %s: %w; nothing was kept", p.File, err)
	}
	for i, b := range bad {
		if i == 20 {
			fmt.Fprintf(a.stderr, "left out: %d more row(s)\n", len(bad)-i)
			break
		}
		p.BadLines = append(p.BadLines, b.Line)
		fmt.Fprintf(a.stderr, "left out: line %d: %s\n", b.Line, b.Reason)
	}
	p.Kind, p.Format, p.Rows, p.BadRows = store.PullRecognition, "UNHCR asylum decisions", len(rows), len(bad)
	if !c.JSON {
		fmt.Fprintln(a.stdout, law.RecognitionCaveat)
	}
	return flags.keep(a, p)
}

type riskListCmd struct {
	JSON bool `help:"Print as JSON."`
}

func (c riskListCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		list := []store.PullRecord{}
		for _, kind := range []string{store.PullRisk, store.PullRecognition} {
			some, err := st.Pulls(a.ctx, kind)
			if err != nil {
				return err
			}
			list = append(list, some...)
		}
		if c.JSON {
			return a.printJSON(list)
		}
		for _, r := range list {
			a.printPull(r)
		}
		fmt.Fprintf(a.stdout, "%d import(s)\n", len(list))
		return nil
	})
}
