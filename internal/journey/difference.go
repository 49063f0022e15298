package journey

import (
	"cmp"
	"slices"
)

// Differing is one leg that two rules count differently.
type Differing struct {
	A  Line `json:"a"`
	B  Line `json:"b"`
	By int  `json:"by"` // what it adds to B's total less what it adds to A's
}

// Difference lists the legs that make the difference between two tallies, in order of time.
// The sum of By is B's total less A's.
func Difference(a, b Tally) []Differing {
	left, right := a.lines(), b.lines()
	out := []Differing{}
	for id, l := range left {
		r, both := right[id]
		if !both {
			r = l.absent()
		}
		if d := differ(l, r); d != nil {
			out = append(out, *d)
		}
	}
	for id, r := range right {
		if _, both := left[id]; !both {
			if d := differ(r.absent(), r); d != nil {
				out = append(out, *d)
			}
		}
	}
	slices.SortFunc(out, func(x, y Differing) int {
		return cmp.Or(x.A.Heard.Compare(y.A.Heard), cmp.Compare(x.A.Leg, y.A.Leg))
	})
	return out
}

func differ(a, b Line) *Differing {
	if a.adds(In) == b.adds(In) && a.adds(Beside) == b.adds(Beside) {
		return nil
	}
	return &Differing{A: a, B: b, By: b.adds(In) - a.adds(In)}
}

// adds is what a leg adds to the total or to what stands beside it.
func (l Line) adds(to Standing) int {
	if l.Adds && l.Standing == to {
		return 1
	}
	return 0
}

// absent stands for a leg that the other tally does not have.
func (l Line) absent() Line {
	return Line{Leg: l.Leg, Journey: l.Journey, Heard: l.Heard, Standing: Out, Purpose: l.Purpose, Sure: l.Sure, Hop: l.Hop,
		Because: ByOtherMonth, Why: ByOtherMonth}
}

func (t Tally) lines() map[string]Line {
	out := make(map[string]Line, len(t.Counted)+len(t.Seen))
	for _, l := range t.Counted {
		out[l.Leg] = l
	}
	for _, l := range t.Seen {
		out[l.Leg] = l
	}
	return out
}
