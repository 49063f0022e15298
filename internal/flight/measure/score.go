package measure

import (
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
)

// Score is how right the legs of one or many aircraft are.
type Score struct {
	Aircraft int      `json:"aircraft"`
	Exactly  int      `json:"exactly"` // aircraft whose days are told exactly right, see Legs
	Count    LegCount `json:"count"`
	Ends     []End    `json:"ends"`
}

// Legs scores the legs of one aircraft against its true flights, which are in the order of
// time. Its days are told exactly right if there is one leg for each observable flight and
// no other, every end heard on the ground is named right, and no name is wrong.
func Legs(legs []flight.Leg, flights []Flight) Score {
	flights = fused(legs, flights)
	_, count := Match(legs, flights)
	s := Score{Aircraft: 1, Count: count}
	exactly := count.Invented == 0 && count.Missed == 0
	for _, l := range legs {
		for _, start := range []bool{true, false} {
			e := score(l, start, flights)
			exactly = exactly && (e.Named == "" || e.Right) && (e.Reach != OnGround || e.Named != "")
			s.Ends = append(s.Ends, e)
		}
	}
	if exactly {
		s.Exactly = 1
	}
	return s
}

// Add adds the score of other aircraft.
func (s *Score) Add(o Score) {
	s.Aircraft += o.Aircraft
	s.Exactly += o.Exactly
	s.Count.add(o.Count)
	s.Ends = append(s.Ends, o.Ends...)
}

// Ratio is a part of a whole.
type Ratio struct {
	Of  int `json:"of"`
	Yes int `json:"yes"`
}

// Share is Yes/Of, and NaN-free: where there is nothing to divide by it is zero, so that an
// empty measurement reaches no target from below.
func (r Ratio) Share() float64 {
	if r.Of == 0 {
		return 0
	}
	return float64(r.Yes) / float64(r.Of)
}

func (r *Ratio) add(yes bool) {
	r.Of++
	if yes {
		r.Yes++
	}
}

func (s Score) ratio(of, yes func(End) bool) Ratio {
	var r Ratio
	for _, e := range s.Ends {
		if of(e) {
			r.add(yes(e))
		}
	}
	return r
}

// ObservedRight is the share of ends heard on the ground at the field that are named, and right.
func (s Score) ObservedRight() Ratio {
	return s.ratio(onGround, func(e End) bool { return e.Named != "" && e.Right })
}

// Top is the share of observed starts (or ends) whose truth is among the first n fields of the list.
func (s Score) Top(n int, start bool) Ratio {
	return s.ratio(func(e End) bool { return onGround(e) && e.Start == start }, func(e End) bool { return e.Rank > 0 && e.Rank <= n })
}

func onGround(e End) bool { return e.Reach == OnGround && e.Truth != unknownField }

// Sure is the share of all ends that are named at 0.9 or more.
func (s Score) Sure() Ratio { return s.ratio(every, sure) }

// SureWrong is the share of all ends that are named at 0.9 or more and wrong.
func (s Score) SureWrong() Ratio {
	return s.ratio(every, func(e End) bool { return sure(e) && !e.Right })
}

// Wrong is the share of the named ends that are wrong, whatever the probability.
func (s Score) Wrong() Ratio {
	return s.ratio(named, func(e End) bool { return !e.Right })
}

// LowNamed is the share of ends heard near the field but not on the ground that are named, and right.
func (s Score) LowNamed() Ratio {
	return s.ratio(func(e End) bool { return e.Reach == Low && e.Truth != unknownField }, func(e End) bool { return e.Named != "" && e.Right })
}

// AwayNamed is the share of ends out of coverage that are named (at 0.5 or more), right or wrong.
func (s Score) AwayNamed() Ratio {
	return s.ratio(func(e End) bool { return e.Reach == Away }, named)
}

func every(End) bool   { return true }
func sure(e End) bool  { return named(e) && e.P >= 0.9 }
func named(e End) bool { return e.Named != "" }

// Holds is the share of times of take-off (or of landing) that hold the truth: observed to
// 20 seconds, or an interval that contains it. Ends about which no time is said do not count.
func (s Score) Holds(start bool) Ratio {
	return s.ratio(func(e End) bool { return e.Timed && e.Start == start }, func(e End) bool { return e.Holds })
}

// IntervalHolds is the same over the times that were not observed and are bounded on both
// sides, the only ones that can be wrong on either side.
func (s Score) IntervalHolds() Ratio {
	return s.ratio(func(e End) bool { return e.Closed && e.Width > 0 }, func(e End) bool { return e.Holds })
}

// Widths are the widths of the intervals that are bounded on both sides, at the shares
// asked for (0.5 is the median).
func (s Score) Widths(shares ...float64) []time.Duration {
	var all []time.Duration
	for _, e := range s.Ends {
		if e.Closed && e.Width > 0 {
			all = append(all, e.Width)
		}
	}
	slices.Sort(all)
	out := make([]time.Duration, len(shares))
	for i, q := range shares {
		if len(all) > 0 {
			out[i] = all[min(len(all)-1, int(q*float64(len(all))))]
		}
	}
	return out
}

// Brier is the mean of (p - right)² over the ends whose list has a field: p is what is stated
// for the best field, right is one if it is the truth and else zero. 0 is perfect; 0.25 is
// what a coin gives. n is the number of ends.
func (s Score) Brier() (score float64, n int) {
	for _, e := range s.Ends {
		if e.Listed > 0 {
			score += square(e.P - one(e.Right))
			n++
		}
	}
	return score / float64(max(1, n)), n
}

// Expected is how many of the names are wrong if their probabilities are honest: the sum of 1-p.
func (s Score) Expected() float64 {
	sum := 0.0
	for _, e := range s.Ends {
		if named(e) {
			sum += 1 - e.P
		}
	}
	return sum
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func square(x float64) float64 { return x * x }
