package store_test

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// faulty is a source of randomness and a clock that fail on demand. A record takes its salt
// and its time in the middle of its transaction, when some of its rows are written.
type faulty struct {
	good    store.Options
	dry     bool
	onClock func()
}

var errDry = errors.New("no randomness today")

func (f *faulty) Read(p []byte) (int, error) {
	if f.dry {
		return 0, errDry
	}
	return f.good.Rand.Read(p)
}

func (f *faulty) now() time.Time {
	if f.onClock != nil {
		f.onClock()
	}
	return f.good.Now()
}

// Whatever fails in the middle of a transaction, nothing of it stays, and the same step
// passes when it is tried again.
func TestFaultsLeaveNothing(t *testing.T) {
	t.Parallel()
	f := &faulty{good: storetest.Options()}
	s, err := store.Init(ctx, filepath.Join(t.TempDir(), "workspace"), store.Options{Now: f.now, Rand: io.Reader(f)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	filled := storetest.Fill(t, s)

	d, raw := storetest.Document("Another report. " + storetest.Text)
	m := storetest.Member("abcdef", "day1.json", storetest.Start, storetest.Start.Add(24*time.Hour))
	leg := storetest.Leg(m, "KAEX", "OTHH", m.From, m.To)
	for _, step := range []struct {
		name string
		do   func(ctx context.Context) error
	}{
		{"document", func(ctx context.Context) error {
			_, err := s.AddDocument(ctx, d, raw, []statement.Statement{storetest.Statement(d, "120 people")})
			return err
		}},
		{"decision", func(ctx context.Context) error {
			_, err := s.Decide(ctx, store.Decision{Statement: filled.Statements[2].ID, Verdict: "accept"})
			return err
		}},
		{"scan", func(ctx context.Context) error {
			_, err := s.AddScan(ctx, storetest.Part("p-9", m, leg))
			return err
		}},
		{"operation", func(ctx context.Context) error {
			return s.NewOperation(ctx, operation.Operation{Slug: "another"})
		}},
		{"leg of interest and attachment", func(ctx context.Context) error {
			_, err := s.Attach(ctx, store.Attachment{Operation: filled.Slug, Kind: "leg", Ref: leg.ID})
			return err
		}},
		{"detachment", func(ctx context.Context) error {
			return s.Detach(ctx, store.Attachment{Operation: filled.Slug, Kind: "leg", Ref: leg.ID})
		}},
		{"checkpoint", func(ctx context.Context) error {
			_, err := s.Checkpoint(ctx)
			return err
		}},
	} {
		before := state(t, s)
		f.dry = true
		if err := step.do(ctx); !errors.Is(err, errDry) {
			t.Errorf("%s without randomness: %v", step.name, err)
		}
		f.dry = false
		if after := state(t, s); after != before {
			t.Errorf("%s without randomness changed %+v to %+v", step.name, before, after)
		}

		stopped, stop := context.WithCancel(ctx)
		f.onClock = stop
		if err := step.do(stopped); !errors.Is(err, context.Canceled) {
			t.Errorf("%s interrupted: %v", step.name, err)
		}
		f.onClock = nil
		if after := state(t, s); after != before {
			t.Errorf("%s interrupted changed %+v to %+v", step.name, before, after)
		}

		if err := step.do(ctx); err != nil {
			t.Errorf("%s again: %v", step.name, err)
		}
		if after := state(t, s); after == before {
			t.Errorf("%s recorded nothing", step.name)
		}
	}
}

// total is what a workspace holds, as far as anything would show.
type total struct {
	counts      store.Counts
	root        string
	attachments int
	problems    int
}

func state(t *testing.T, s *store.Store) total {
	t.Helper()
	counts, err := s.Counts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	l, err := s.Ledger(ctx)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Attachments(ctx, "september-charter")
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Check(ctx, nil)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("check: %+v, %v", report.Problems, err)
	}
	return total{counts, l.Root, len(list), len(report.Problems)}
}
