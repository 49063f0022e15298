package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/ledger"
)

// verdictFact is the fact of a record "verdict".
type verdictFact struct {
	Hex     string   `json:"hex"`
	Day     string   `json:"day"` // that was looked at, 2006-01-02
	Verdict string   `json:"verdict"`
	Why     string   `json:"why"`
	By      string   `json:"by"`
	Signs   []string `json:"signs"`   // what the aircraft did that day, see journey.Find
	Letters []string `json:"letters"` // of its call signs
}

var address = regexp.MustCompile(`^[0-9a-f]{6}$`)

// Judge records a person's verdict on an aircraft and returns its place in the log. The one
// before it stays; the last is in force. The same verdict by the same person again adds
// nothing and returns the place of the first.
func (s *Store) Judge(ctx context.Context, v journey.Verdict) (seq int64, err error) {
	fact := verdictFact{Hex: strings.ToLower(v.Hex), Day: v.Day, Verdict: v.Verdict, Why: v.Why, By: v.By,
		Signs: append([]string{}, v.Signs...), Letters: append([]string{}, v.Letters...)}
	if err := fact.check(); err != nil {
		return 0, fmt.Errorf("verdict on aircraft %s: %w", v.Hex, err)
	}
	err = s.write(ctx, func(w *writing) error {
		history, err := verdictsOf(ctx, w, `v.hex = $1`, fact.Hex)
		if err != nil {
			return err
		}
		if n := len(history); n > 0 && history[n-1].same(fact) {
			seq = history[n-1].Seq
			return nil
		}
		r, err := w.append("verdict", fact.Hex, fact)
		if err != nil {
			return err
		}
		seq = r.Seq
		return w.exec(`INSERT INTO verdicts (seq, hex, verdict) VALUES ($1, $2, $3)`, r.Seq, fact.Hex, fact.Verdict)
	})
	if err != nil {
		return 0, fmt.Errorf("verdict on aircraft %s: %w", v.Hex, err)
	}
	return seq, nil
}

func (f verdictFact) check() error {
	if !address.MatchString(f.Hex) {
		return errors.New("give its address of six hex digits")
	}
	if !slices.Contains(journey.Verdicts(), f.Verdict) {
		return fmt.Errorf("%q is none of %s", f.Verdict, strings.Join(journey.Verdicts(), ", "))
	}
	if strings.TrimSpace(f.Why) == "" {
		return errors.New("say why, in a sentence")
	}
	if _, err := time.Parse(time.DateOnly, f.Day); err != nil {
		return fmt.Errorf("day %q: give one such as 2025-09-29", f.Day)
	}
	return nil
}

// judged is a verdict as it stands in the log.
type judged struct {
	journey.Verdict
	fact verdictFact
}

func (j judged) same(f verdictFact) bool {
	a, errA := ledger.Canonical(j.fact)
	b, errB := ledger.Canonical(f)
	return errA == nil && errB == nil && string(a) == string(b)
}

// Verdicts returns the verdict in force on each aircraft that has one, in order of the log.
func (s *Store) Verdicts(ctx context.Context) ([]journey.Verdict, error) {
	all, err := verdictsOf(ctx, s.reader, `1 = 1`)
	if err != nil {
		return nil, fmt.Errorf("list verdicts: %w", s.explain(err))
	}
	last := map[string]int64{}
	for _, v := range all {
		last[v.Hex] = v.Seq
	}
	out := []journey.Verdict{}
	for _, v := range all {
		if last[v.Hex] == v.Seq {
			out = append(out, v.Verdict)
		}
	}
	return out, nil
}

func verdictsOf(ctx context.Context, q queryer, where string, args ...any) (out []judged, err error) {
	err = each(ctx, q, `SELECT v.seq, r.at, r.body FROM verdicts v JOIN records r ON r.seq = v.seq WHERE `+where+` ORDER BY v.seq`, args,
		func(scan func(...any) error) error {
			var j judged
			var seq, at int64
			var body string
			if err := scan(&seq, &at, &body); err != nil {
				return err
			}
			if err := ledger.Fact([]byte(body), &j.fact); err != nil {
				return err
			}
			f := j.fact
			j.Verdict = journey.Verdict{Seq: seq, Hex: f.Hex, Day: f.Day, Verdict: f.Verdict, Why: f.Why, By: f.By, At: time.UnixMilli(at).UTC(), Signs: f.Signs, Letters: f.Letters}
			out = append(out, j)
			return nil
		})
	return out, err
}

// verdict checks the row of a verdict.
func (c *checking) verdict(e *entry, f verdictFact) error {
	c.row(e, "verdicts", f.Hex, f.Verdict)
	c.same(e, "aircraft", e.id, f.Hex)
	return nil
}
