package flight

import (
	"cmp"
	"slices"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// Rejections are the rows of a track that were not used and lie in the time of one of its
// legs, by file and row. Before the first leg's first position and after the last leg's last
// one they belong to that leg for as long as a span of false positions can be.
func Rejections(t *adsb.Track, l Leg) []adsb.Rejection {
	e := emitterOf(t, l)
	from, to := window(e, l)
	if to <= from {
		return nil
	}
	var out []adsb.Rejection
	rejectedDuring(e, t.Rejected, from, to, func(r adsb.Rejection) { out = append(out, r) })
	slices.SortFunc(out, func(a, b adsb.Rejection) int {
		return cmp.Or(cmp.Compare(t.Members[a.Member].Name, t.Members[b.Member].Name), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Reason, b.Reason))
	})
	return out
}

// falseFor in milliseconds is how long before or after what was heard of a track rows that
// were not used still belong to its first or last leg (see spanLimit in package adsb).
const falseFor = 3 * 3600 * 1000

// rejectedDuring gives the rejections in the time of Points[from:to]. Rows that were never
// read have no time: they count where they lie between rows of the same file that were used.
func rejectedDuring(t *adsb.Track, all []adsb.Rejection, from, to int, yield func(adsb.Rejection)) {
	if len(all) == 0 {
		return
	}
	first, last := t.Points[from].Time, t.Points[to-1].Time
	if from == 0 {
		first -= falseFor
	}
	if to == len(t.Points) {
		last += falseFor
	}
	within := map[uint16][2]int32{}
	for i := from; i < to; i++ {
		p := &t.Points[i]
		r, ok := within[p.Member]
		if !ok {
			r = [2]int32{p.Row, p.Row}
		}
		within[p.Member] = [2]int32{min(r[0], p.Row), max(r[1], p.Row)}
	}
	for _, r := range all {
		if r.Time != 0 {
			if first <= r.Time && r.Time <= last {
				yield(r)
			}
		} else if rows, ok := within[r.Member]; ok && rows[0] <= r.Row && r.Row <= rows[1] {
			yield(r)
		}
	}
}

// rejectedIn counts the rows left out in the time of a span, by reason.
func (w *trail) rejectedIn(s span) map[string]int {
	var count map[string]int
	rejectedDuring(w.Track, w.rejected, s.from, s.to, func(r adsb.Rejection) {
		if count == nil {
			count = map[string]int{}
		}
		count[r.Reason]++
	})
	return count
}
