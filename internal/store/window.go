package store

import (
	"math"
	"slices"
	"strings"
	"time"
)

// current is a leg that is current before a part is committed.
type current struct {
	rowKey
	body     string
	from, to int64
	keep     bool // outside of what the part answers
}

// overlapping returns the current legs of an aircraft that a part has an answer for, by ID.
// A leg of the same ID is always among them.
//
//	members     |-------day 2-------|
//	answer      |-------[From, To)-------|
//	current   <-A->   <-B->     <-C->     <-D->
//
// A starts before the answer and stays, unless one of the new legs overlaps it. B and C start
// inside it: each is among the new legs, or superseded. D stays.
func (c *commit) overlapping(a readyAircraft) (map[string]current, error) {
	answered := newSpan(a)
	from, to := answered.hull()
	old := map[string]current{}
	err := each(c.w.ctx, c.w, `SELECT scan, ord, id, t_from, t_to, body FROM legs
		WHERE hex = $1 AND superseded = 0 AND t_from <= $2 AND t_to >= $3`, []any{a.Hex, to, from},
		func(scan func(...any) error) error {
			var o current
			var id string
			if err := scan(&o.scan, &o.ord, &id, &o.from, &o.to, &o.body); err != nil {
				return err
			}
			o.keep = !answered.covers(o)
			old[id] = o
			return nil
		})
	for _, l := range a.legs {
		if o, ok := old[l.id]; ok {
			o.keep = false
			old[l.id] = o
		}
	}
	return old, err
}

// span is the time that a part answers for, in Unix milliseconds.
type span struct {
	starts [2]int64   // a leg that starts in [0], [1) is answered for
	times  [][2]int64 // so is a leg that overlaps one of these
}

func newSpan(a readyAircraft) span {
	var s span
	if !a.From.IsZero() && a.To.After(a.From) {
		s.starts = [2]int64{a.From.UnixMilli(), a.To.UnixMilli()}
	} else {
		for _, m := range a.Members {
			if !m.From.IsZero() {
				s.times = append(s.times, [2]int64{m.From.UnixMilli(), m.To.UnixMilli()})
			}
		}
	}
	for _, l := range a.legs {
		s.times = append(s.times, [2]int64{l.from, l.to})
	}
	return s
}

func (s span) covers(o current) bool {
	if s.starts[0] <= o.from && o.from < s.starts[1] {
		return true
	}
	for _, t := range s.times {
		if o.from < t[1] && t[0] < o.to {
			return true
		}
	}
	return false
}

// hull is a time that holds everything answered for. It is wider by a minute, since a leg's
// ID names the minute of its first position.
func (s span) hull() (from, to int64) {
	from, to = math.MaxInt64, math.MinInt64
	for _, t := range append(s.times, s.starts) {
		if t != [2]int64{} {
			from, to = min(from, t[0]), max(to, t[1])
		}
	}
	if from > to {
		return from, to
	}
	const minute = int64(time.Minute / time.Millisecond)
	return from - minute, to + minute
}

func sortMembers(members []StoredMember) {
	slices.SortStableFunc(members, func(a, b StoredMember) int {
		if d := a.From.Compare(b.From); d != 0 {
			return d
		}
		return strings.Compare(a.Hash, b.Hash)
	})
}
