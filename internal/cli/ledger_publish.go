package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/store"
)

// publishFlags are a schedule on which the log is published: at one hour of each day, whatever
// was recorded when. A checkpoint that is made as work is done tells when work is done.
type publishFlags struct {
	Publish     string `placeholder:"DIR" help:"Write the log there (tiles, checkpoint, keys) once a day, as ledger export does."`
	PublishHour int    `default:"6" placeholder:"HOUR" help:"At which hour, UTC."`
	Pad         int64  `default:"256" placeholder:"N" help:"With records without content first, up to a multiple of N."`
}

// check refuses what no day has.
func (f publishFlags) check() error {
	if f.Publish != "" && (f.PublishHour < 0 || f.PublishHour > 23 || f.Pad < 1 || f.Pad > 4096) {
		return exitError{Usage, fmt.Errorf("publish at hour %d, padded to %d: give an hour from 0 to 23 and a multiple from 1 to 4096", f.PublishHour, f.Pad)}
	}
	return nil
}

// untilHour is how long it is from now to the next time that it is hour o'clock UTC.
func untilHour(now time.Time, hour int) time.Duration {
	now = now.UTC()
	next := time.Date(now.Year(), now.Month(), now.Day(), hour, 0, 0, 0, time.UTC)
	if !next.After(now) {
		next = next.AddDate(0, 0, 1)
	}
	return next.Sub(now)
}

// daily publishes the log at its hour until the context ends. What fails is said and tried again the next day.
func (f publishFlags) daily(ctx context.Context, a *app, st *store.Store) {
	for f.Publish != "" {
		select {
		case <-ctx.Done():
			return
		case <-time.After(untilHour(a.now(), f.PublishHour)):
		}
		if err := publish(ctx, st, f.Publish, f.Pad); err != nil {
			fmt.Fprintf(a.stderr, "publish the log: %v\n", err)
		}
	}
}

// publish pads the log to a multiple of n and writes it.
func publish(ctx context.Context, st *store.Store, dir string, n int64) error {
	if err := st.Pad(ctx, n); err != nil {
		return err
	}
	_, err := st.Export(ctx, dir)
	return err
}
