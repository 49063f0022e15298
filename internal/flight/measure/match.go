package measure

import (
	"cmp"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
)

// span is a time from one moment to another.
type span struct{ from, to time.Time }

// half reports whether two spans share at least half of the time that either covers.
func half(a, b span) (share float64, ok bool) {
	common := earlier(a.to, b.to).Sub(later(a.from, b.from))
	all := later(a.to, b.to).Sub(earlier(a.from, b.from))
	if common <= 0 || all <= 0 {
		return 0, false
	}
	share = float64(common) / float64(all)
	return share, share >= 0.5
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// flown is what a leg says that it flew: wheels off to wheels on where it says so, else
// what was heard.
func flownBy(l flight.Leg) span {
	s := span{l.Start.Heard.At, l.End.Heard.At}
	if l.Start.Time != nil {
		s.from = *l.Start.Time
	}
	if l.End.Time != nil {
		s.to = *l.End.Time
	}
	return s
}

// heardOf is the part of a flight in the air that was heard.
func heardOf(f Flight) span {
	return span{later(f.TakeOff, f.First), earlier(f.Landing, f.Last)}
}

// LegCount is the count of legs against the count of flights.
type LegCount struct {
	Right    int `json:"right"`    // legs that match a flight
	Invented int `json:"invented"` // legs that match none
	Missed   int `json:"missed"`   // observable flights that no leg matches
}

// F1 is 2 Right / (2 Right + Invented + Missed), one where there was nothing to find and
// nothing was found.
func (c LegCount) F1() float64 {
	all := 2*c.Right + c.Invented + c.Missed
	if all == 0 {
		return 1
	}
	return float64(2*c.Right) / float64(all)
}

func (c *LegCount) add(o LegCount) {
	c.Right, c.Invented, c.Missed = c.Right+o.Right, c.Invented+o.Invented, c.Missed+o.Missed
}

// Match pairs legs and flights of one aircraft, each with at most one of the other, the
// greatest overlap first. A pair shares at least half of the time that either of the two
// covers: what the leg says that it flew, and what was heard of the flight in the air, or the
// whole flight, which a leg ends with where the aircraft was next heard parked. A
// flight that was not observable costs nothing if it is missed and nothing if it is found.
// of holds the index of each leg's flight, or -1.
func Match(legs []flight.Leg, flights []Flight) (of []int, count LegCount) {
	type pair struct {
		leg, flight int
		share       float64
	}
	var pairs []pair
	for i, l := range legs {
		for k, f := range flights {
			if f.First.IsZero() {
				continue
			}
			heard, _ := half(flownBy(l), heardOf(f))
			whole, _ := half(flownBy(l), span{f.TakeOff, f.Landing})
			if share := max(heard, whole); share >= 0.5 {
				pairs = append(pairs, pair{i, k, share})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.leg, b.leg), cmp.Compare(a.flight, b.flight))
	})
	of = make([]int, len(legs))
	for i := range of {
		of[i] = -1
	}
	found := make([]bool, len(flights))
	for _, p := range pairs {
		if of[p.leg] < 0 && !found[p.flight] {
			of[p.leg], found[p.flight] = p.flight, true
		}
	}
	for _, k := range of {
		switch {
		case k < 0:
			count.Invented++
		case flights[k].Observable:
			count.Right++
		}
	}
	for k, f := range flights {
		if f.Observable && !found[k] {
			count.Missed++
		}
	}
	return of, count
}

// fused joins the flights that nothing tells from one where the legs say one, so that
// neither answer is wrong.
func fused(legs []flight.Leg, flights []Flight) []Flight {
	out := slices.Clone(flights)
	for i := 0; i+1 < len(out); {
		a, b := out[i], out[i+1]
		if a.JoinedNext {
			one := Flight{From: a.From, To: b.To, TakeOff: a.TakeOff, Landing: b.Landing, First: a.First, Last: b.Last, AloftFrom: a.AloftFrom, AloftTo: b.AloftTo,
				Start: a.Start, End: b.End, Observable: a.Observable || b.Observable, JoinedNext: b.JoinedNext}
			_, apart := Match(legs, out)
			joined := slices.Replace(slices.Clone(out), i, i+2, one)
			if _, together := Match(legs, joined); together.F1() > apart.F1() {
				out = joined
				continue
			}
		}
		i++
	}
	return out
}
