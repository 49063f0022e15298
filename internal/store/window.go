package store

import (
	"fmt"
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

// lookAtOnce bounds the aircraft of one question, far below any limit on parameters.
const lookAtOnce = 200

// look reads what is there of the aircraft of a part, in two questions for all of them.
func (c *commit) look(ready []readyAircraft) error {
	c.known, c.old = map[[2]string]string{}, map[string]map[string]current{}
	for some := range slices.Chunk(ready, lookAtOnce) {
		if err := c.lookAtMembers(some); err != nil {
			return err
		}
		if err := c.lookAtLegs(some); err != nil {
			return err
		}
	}
	return nil
}

func (c *commit) lookAtMembers(ready []readyAircraft) error {
	var args []any
	for _, a := range ready {
		for _, m := range a.members {
			args = append(args, m.Hex, m.Hash)
		}
	}
	for args := range slices.Chunk(args, 2*lookAtOnce) {
		err := each(c.w.ctx, c.w, `WITH asked (hex, hash) AS (VALUES `+tuples(len(args), "CAST(? AS TEXT)", "CAST(? AS TEXT)")+`)
			SELECT m.hex, m.hash, m.body FROM asked CROSS JOIN members m WHERE m.hex = asked.hex AND m.hash = asked.hash ORDER BY m.scan, m.ord`,
			args, func(scan func(...any) error) error {
				var hex, hash, body string
				err := scan(&hex, &hash, &body)
				c.known[[2]string{hex, hash}] = body // the last stays
				return err
			})
		if err != nil {
			return err
		}
	}
	return nil
}

// lookAtLegs finds the current legs of each aircraft that a part has an answer for.
// A leg of the same ID is always among them.
//
//	members     |-------day 2-------|
//	answer      |-------[From, To)-------|
//	current   <-A->   <-B->     <-C->     <-D->
//
// A starts before the answer and stays, unless one of the new legs overlaps it. B and C start
// inside it: each is among the new legs, or superseded. D stays.
func (c *commit) lookAtLegs(ready []readyAircraft) error {
	var args []any
	answered := map[string]span{}
	for _, a := range ready {
		s := newSpan(a)
		from, to := s.hull()
		args, answered[a.Hex] = append(args, a.Hex, from, to), s
		c.old[a.Hex] = map[string]current{}
	}
	err := each(c.w.ctx, c.w, `WITH asked (hex, low, high) AS (VALUES `+tuples(len(args), "CAST(? AS TEXT)", "CAST(? AS BIGINT)", "CAST(? AS BIGINT)")+`)
		SELECT l.hex, l.scan, l.ord, l.id, l.t_from, l.t_to, l.body FROM asked CROSS JOIN legs l
		WHERE l.hex = asked.hex AND l.superseded = 0 AND l.t_from <= asked.high AND l.t_to >= asked.low`, args,
		func(scan func(...any) error) error {
			var o current
			var hex, id string
			if err := scan(&hex, &o.scan, &o.ord, &id, &o.from, &o.to, &o.body); err != nil {
				return err
			}
			o.keep = !answered[hex].covers(o)
			c.old[hex][id] = o
			return nil
		})
	for _, a := range ready {
		old := c.old[a.Hex]
		for _, l := range a.legs {
			if o, ok := old[l.id]; ok {
				o.keep = false
				old[l.id] = o
			}
		}
	}
	return err
}

// tuples returns "($1, $2), …" for n arguments, each written as its place in a tuple says.
func tuples(n int, as ...string) string {
	var b strings.Builder
	for i := range n {
		switch {
		case i == 0:
			b.WriteByte('(')
		case i%len(as) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		b.WriteString(strings.Replace(as[i%len(as)], "?", fmt.Sprint("$", i+1), 1))
	}
	b.WriteByte(')')
	return b.String()
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
