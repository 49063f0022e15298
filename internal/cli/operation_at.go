package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/scan"
	"github.com/charterwatch/charterwatch/internal/store"
)

// operationAtCmd says where the aircraft of an operation can have been in one minute.
type operationAtCmd struct {
	Slug  string `arg:"" help:"The operation."`
	Time  string `arg:"" help:"The minute: 2025-03-15T22:48Z, with an offset, or without on the clock of --court."`
	Court string `placeholder:"ZONE" help:"The court's zone, such as America/New_York: a third clock beside the place's and UTC."`
	AsOf  string `placeholder:"DATE|N" help:"${as_of}"`
	JSON  bool   `help:"Print as JSON."`
}

func (c operationAtCmd) Run(a *app) error {
	var court *time.Location
	if c.Court != "" {
		var err error
		if court, err = time.LoadLocation(c.Court); err != nil || c.Court == "Local" {
			return exitError{Usage, fmt.Errorf("operation at: --court %q: give a zone by its IANA name, such as America/New_York", c.Court)}
		}
	}
	at, err := operation.ParseMoment(c.Time, court)
	if err != nil {
		return exitError{Usage, fmt.Errorf("operation at: %w", err)}
	}
	return a.withStore(func(st *store.Store) error {
		ev, err := a.evidence(st, c.Slug, c.AsOf)
		if err != nil {
			return err
		}
		paths, err := paths(st, ev)
		if err != nil {
			return err
		}
		m := operation.At(ev, paths, at, court)
		if c.JSON {
			return a.printJSON(m)
		}
		return m.Text(a.stdout)
	})
}

// paths reads the positions of every leg of an operation from the files that were kept.
func paths(st *store.Store, ev operation.Evidence) (map[string][]flight.PathPoint, error) {
	out := map[string][]flight.PathPoint{}
	for _, j := range ev.Journeys {
		for _, h := range j.Hops {
			track, err := scan.Track(st, h.Leg)
			if errors.Is(err, store.ErrNotFound) {
				continue // its two ends stand in the leg itself
			}
			if err != nil {
				return nil, fmt.Errorf("leg %s: %w", h.ID, err)
			}
			out[h.ID] = flight.Path(track, h.Leg, 0)
		}
	}
	return out, nil
}

// evidence gathers an operation as of a day, a place in the log, or now.
func (a *app) evidence(st *store.Store, slug, asOf string) (operation.Evidence, error) {
	moment, err := a.parseAsOf(asOf)
	if err != nil {
		return operation.Evidence{}, err
	}
	return a.evidenceAsOf(st, slug, moment)
}

func (a *app) evidenceAsOf(st *store.Store, slug string, m store.AsOf) (operation.Evidence, error) {
	ev, err := st.EvidenceAsOf(a.ctx, slug, m)
	if errors.Is(err, store.ErrNotFound) {
		if m.Size > 0 {
			return ev, fmt.Errorf("%w: it may have begun after the first %d records of the log", err, m.Size)
		}
		return ev, a.noOperation(st, slug)
	}
	return ev, err
}

// asOfHelp stands at every flag of the kind.
const asOfHelp = "As it stood: a day counts what was published until its end; a number N what the first N records of the log hold; both as DATE@N; @DATE what was recorded by the end of that day, DATE@DATE both."

// parseAsOf reads --as-of. Without it the view is of now.
func (a *app) parseAsOf(text string) (store.AsOf, error) {
	m, err := store.ParseAsOf(text)
	if err != nil {
		return m, exitError{Usage, fmt.Errorf("--as-of: %w", err)}
	}
	if m.Asked.IsZero() && m.Size == 0 && m.Recorded.IsZero() {
		m.Asked = a.now().UTC()
	}
	return m, nil
}
