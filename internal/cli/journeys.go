package cli

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
)

// journeysCmd is what one does with journeys; without a word more it lists them.
type journeysCmd struct {
	List   journeyListCmd `cmd:"" default:"withargs" help:"List journeys with what each leg was flown for."`
	Count  countCmd       `cmd:"" help:"Count a month by a monitor's rule; what was seen and not counted."`
	Staged stagedCmd      `cmd:"" help:"Aircraft that stood at a staging facility for more than a day."`
}

// journeyListCmd lists journeys.
type journeyListCmd struct {
	legFlags
}

func (c journeyListCmd) Run(a *app) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		journeys, err := a.journeys(st, f)
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			return a.printJSON(journeys)
		case c.CSV:
			return web.CSV(a.stdout, journey.Table(journeys))
		}
		for _, j := range journeys {
			a.printJourney(j)
		}
		fmt.Fprintf(a.stdout, "%d journey(s)\n", len(journeys))
		return nil
	})
}

func (a *app) printJourney(j journey.Journey) {
	fmt.Fprintf(a.stdout, "%s  %s  %s\n", j.ID, orUnknown(j.Registration), j.Route())
	for _, h := range j.Hops {
		fmt.Fprintf(a.stdout, "  %s  %s – %s  %s\n", h.ID, endWords(h.Start), endWords(h.End), h.Purpose.Words())
	}
}

// stagedCmd lists the aircraft that wait at a staging facility.
type stagedCmd struct {
	At   string `placeholder:"DATE" help:"At the end of this day; else now."`
	JSON bool   `help:"Print as JSON."`
}

func (c stagedCmd) Run(a *app) error {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	if at.IsZero() {
		at = a.now().UTC()
	} else {
		at = at.AddDate(0, 0, 1)
	}
	airports, err := a.airports()
	if err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		js, err := a.journeys(st, store.LegFilter{From: at.AddDate(0, 0, -stagedDays), To: at.Add(journey.Around)})
		if err != nil {
			return err
		}
		waits := journey.Waiting(js, at, airports)
		if c.JSON {
			return a.printJSON(waits)
		}
		for _, w := range waits {
			until := "not heard leaving"
			if w.Until != nil {
				until = "heard leaving " + w.Until.Format("2006-01-02 15:04Z")
			}
			fmt.Fprintf(a.stdout, "%s  %s  since %s (%.1f days), %s: %s\n", w.Leg, orUnknown(w.Registration), w.Since.Format("2006-01-02 15:04Z"), w.Stood(at).Hours()/24, until, w.Words)
		}
		fmt.Fprintf(a.stdout, "%d aircraft staged on %s; that nothing was heard leaving is no proof that nothing left\n", len(waits), at.Add(-1).Format("2006-01-02"))
		return nil
	})
}

// stagedDays is how far back an arrival is looked for, in days.
const stagedDays = 60
