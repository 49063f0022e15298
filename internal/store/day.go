package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	fastjson "github.com/go-json-experiment/json" // twice as fast at what it passes over

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
)

// lateArrivals is how long before a day a leg that comes down on it can have begun: the
// longest scheduled flights take 19 hours.
const lateArrivals = 20 * time.Hour

// DayCount is how many current legs were first heard on one UTC day.
type DayCount struct {
	Day  string `json:"day"`
	Legs int    `json:"legs"`
}

// Days counts legs by the UTC day of their first position, the newest day first.
func (s *Store) Days(ctx context.Context, p Page) (days []DayCount, total int, err error) {
	const day = `t_from / 86400000`
	err = s.read(ctx, func(q queryer) error {
		if _, err := one(ctx, q, `SELECT count(*) FROM (SELECT DISTINCT `+day+` FROM legs WHERE superseded = 0) AS found`, nil, &total); err != nil {
			return err
		}
		return each(ctx, q, `SELECT `+day+`, count(*) FROM legs WHERE superseded = 0 GROUP BY `+day+` ORDER BY 1 DESC`+limit(p.Limit, p.Offset), nil,
			func(scan func(...any) error) error {
				var n int64
				var c DayCount
				if err := scan(&n, &c.Legs); err != nil {
					return err
				}
				c.Day = time.UnixMilli(n * 86400000).UTC().Format(time.DateOnly)
				days = append(days, c)
				return nil
			})
	})
	if err != nil {
		return nil, 0, fmt.Errorf("count legs by day: %w", s.explain(err))
	}
	return days, total, nil
}

// Span returns the first positions of the earliest and of the latest current leg; ok is false
// where there is none.
func (s *Store) Span(ctx context.Context) (first, last time.Time, ok bool, err error) {
	var from, to int64
	for _, q := range []struct {
		order string
		into  *int64
	}{{"ASC", &from}, {"DESC", &to}} {
		if ok, err = one(ctx, s.reader, `SELECT t_from FROM legs WHERE superseded = 0 ORDER BY t_from `+q.order+` LIMIT 1`, nil, q.into); err != nil || !ok {
			if err != nil {
				err = fmt.Errorf("first and last leg: %w", s.explain(err))
			}
			return time.Time{}, time.Time{}, false, err
		}
	}
	return time.UnixMilli(from).UTC(), time.UnixMilli(to).UTC(), true, nil
}

// CountLegs counts the current legs that were first heard in [from, to).
func (s *Store) CountLegs(ctx context.Context, from, to time.Time) (n int, err error) {
	_, err = one(ctx, s.reader, `SELECT count(*) FROM legs WHERE superseded = 0 AND t_from >= $1 AND t_from < $2`, []any{from.UnixMilli(), to.UnixMilli()}, &n)
	if err != nil {
		return 0, fmt.Errorf("count legs: %w", s.explain(err))
	}
	return n, nil
}

// Touching returns the current legs that began or ended at one of some airports, were first
// heard in [from, to) or came down in it, and are kept by their airports and call signs, with
// the leg of the same aircraft right before each of them that left one of the airports. It
// reads the index of the days and then only the legs that are kept, and of those their ends
// without the evidence.
func (s *Store) Touching(ctx context.Context, from, to time.Time, airports []string, keep func(start, end string, callsigns []string) bool) (legs []flight.Leg, err error) {
	if len(airports) == 0 {
		return nil, nil
	}
	in := places(4, len(airports))
	args := []any{from.Add(-lateArrivals).UnixMilli(), to.UnixMilli(), from.UnixMilli()}
	for _, a := range airports {
		args = append(args, a)
	}
	have := map[string]bool{}
	take := func(found []flight.Leg) {
		for _, leg := range found {
			if leg.ID != "" && !have[leg.ID] {
				have[leg.ID] = true
				legs = append(legs, leg)
			}
		}
	}
	err = s.read(ctx, func(q queryer) error {
		var rows []rowKey
		err := each(ctx, q, `SELECT scan, ord, start_airport, end_airport, callsigns FROM legs WHERE superseded = 0 AND t_from >= $1 AND t_from < $2 AND t_to >= $3
			AND (end_airport IN (`+in+`) OR start_airport IN (`+in+`)) ORDER BY t_from`, args, func(scan func(...any) error) error {
			var k rowKey
			var start, end, signs string
			err := scan(&k.scan, &k.ord, &start, &end, &signs)
			if err == nil && keep(start, end, strings.Fields(signs)) {
				rows = append(rows, k)
			}
			return err
		})
		if err != nil {
			return err
		}
		args = args[:0]
		for _, k := range rows {
			args = append(args, k.scan, k.ord)
		}
		found, err := endsOf(ctx, q, `SELECT body FROM legs WHERE scan = asked.a AND ord = asked.b`, "BIGINT", args)
		if err != nil {
			return err
		}
		take(found)
		args = args[:0]
		for _, l := range legs {
			if l.Start.Airport != nil && slices.Contains(airports, *l.Start.Airport) {
				args = append(args, l.Hex, l.Start.Heard.At.UnixMilli())
			}
		}
		found, err = endsOf(ctx, q, `SELECT body FROM legs WHERE hex = asked.a AND superseded = 0 AND t_from < asked.b ORDER BY t_from DESC LIMIT 1`, "TEXT", args)
		take(found)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("legs at %s: %w", strings.Join(airports, ", "), s.explain(err))
	}
	return legs, nil
}

// endsOf asks the same for many pairs of values, a of a type and b an integer, and returns the ends
// of the leg that each pair finds, in the order of the pairs; a leg without an ID where it finds none.
func endsOf(ctx context.Context, q queryer, question, a string, pairs []any) ([]flight.Leg, error) {
	out := make([]flight.Leg, len(pairs)/2)
	first := 0
	for some := range slices.Chunk(pairs, 2*lookAtOnce) {
		args := make([]any, 0, 3*len(some)/2)
		for i := 0; i < len(some); i += 2 {
			args = append(args, first+i/2, some[i], some[i+1])
		}
		err := each(ctx, q, `WITH asked (n, a, b) AS (VALUES `+tuples(len(args), "CAST(? AS BIGINT)", "CAST(? AS "+a+")", "CAST(? AS BIGINT)")+`)
			SELECT n, coalesce((`+question+`), '') FROM asked`, args, func(scan func(...any) error) error {
			var n int
			var body string
			err := scan(&n, &body)
			if err == nil && body != "" {
				out[n], err = endsIn(body)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		first += len(some) / 2
	}
	return out, nil
}

// endsIn reads of a leg what says where it began and came down, and passes over the rest unread.
func endsIn(body string) (flight.Leg, error) {
	type end struct {
		Status      flight.Status `json:"status"`
		Airport     *string       `json:"airport"`
		Probability float64       `json:"probability"`
		Time        *time.Time    `json:"time"`
		Heard       flight.Heard  `json:"heard"`
	}
	var l struct {
		ID        string   `json:"id"`
		Hex       string   `json:"hex"`
		Callsigns []string `json:"callsigns"`
		Start     end      `json:"start"`
		End       end      `json:"end"`
	}
	err := fastjson.Unmarshal([]byte(body), &l)
	whole := func(e end) flight.End {
		return flight.End{Status: e.Status, Airport: e.Airport, Probability: e.Probability, Time: e.Time, Heard: e.Heard}
	}
	return flight.Leg{ID: l.ID, Hex: l.Hex, Callsigns: l.Callsigns, Start: whole(l.Start), End: whole(l.End)}, err
}

// HeardOn returns the addresses of the aircraft that were first heard on a leg in [from, to),
// in order: all of them, or those that had a call sign with one of some prefixes.
func (s *Store) HeardOn(ctx context.Context, from, to time.Time, prefixes ...string) (hexes []string, err error) {
	where, args := "", []any{from.UnixMilli(), to.UnixMilli()}
	for i, p := range prefixes {
		where += fmt.Sprintf(` OR callsigns LIKE $%d ESCAPE '\'`, i+3)
		args = append(args, "% "+escapeLike(p)+"%")
	}
	if where != "" {
		where = ` AND (` + strings.TrimPrefix(where, " OR ") + `)`
	}
	err = each(ctx, s.reader, `SELECT DISTINCT hex FROM legs WHERE superseded = 0 AND t_from >= $1 AND t_from < $2`+where+` ORDER BY hex`, args,
		func(scan func(...any) error) error {
			var hex string
			err := scan(&hex)
			hexes = append(hexes, hex)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list aircraft of a day: %w", s.explain(err))
	}
	return hexes, nil
}

// LegsOf returns the current legs of some aircraft that were first heard in [from, to), in
// order of address and time.
func (s *Store) LegsOf(ctx context.Context, hexes []string, from, to time.Time) (legs []flight.Leg, err error) {
	err = s.read(ctx, func(q queryer) error {
		for _, hex := range hexes {
			err := each(ctx, q, `SELECT body FROM legs WHERE hex = $1 AND superseded = 0 AND t_from >= $2 AND t_from < $3 ORDER BY t_from`,
				[]any{hex, from.UnixMilli(), to.UnixMilli()}, func(scan func(...any) error) error {
					leg, err := scanLeg(scan)
					legs = append(legs, leg)
					return err
				})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("legs of %d aircraft: %w", len(hexes), s.explain(err))
	}
	return legs, nil
}

// FlagsOf returns what producers mark some addresses with, of those that any file marks.
func (s *Store) FlagsOf(ctx context.Context, hexes []string) (map[string]fleet.Flags, error) {
	out := map[string]fleet.Flags{}
	for _, part := range slices.Collect(slices.Chunk(hexes, maxIDs)) {
		args := make([]any, len(part))
		for i, h := range part {
			args[i] = h
		}
		err := each(ctx, s.reader, `SELECT hex, body FROM members WHERE hex IN (`+places(1, len(part))+`) AND body LIKE '%"flags"%'`, args, func(scan func(...any) error) error {
			var hex, body string
			if err := scan(&hex, &body); err != nil {
				return err
			}
			var b struct {
				Said fleet.Claim `json:"said"`
			}
			err := json.Unmarshal([]byte(body), &b)
			out[hex] |= b.Said.Flags
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("flags of %d aircraft: %w", len(hexes), s.explain(err))
		}
	}
	return out, nil
}
