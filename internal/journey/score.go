package journey

import (
	"slices"
	"time"
)

// Flown is what a flight was really flown for, from somebody who knows: the simulator, or a
// person who checked.
type Flown struct {
	Hex      string
	From, To time.Time // gate to gate
	Purpose  Value
}

// Score says how well the purposes of journeys agree with the truth.
type Score struct {
	Flights  int                     `json:"flights"`  // of which the truth is known
	Unheard  int                     `json:"unheard"`  // of those, how many no leg tells of; they count in nothing below
	Confused map[Value]map[Value]int `json:"confused"` // truth, then what was said, in flights
	Macro    float64                 `json:"macro_f1"` // the mean F1 of the purposes that occur in the truth, unclear left out
}

// ScorePurposes compares journeys with the truth, flight by flight: a flight is told by the leg
// of its aircraft that overlaps it most. A leg of no known flight is said against Unclear.
func ScorePurposes(js []Journey, truth []Flown) Score {
	s := Score{Flights: len(truth), Confused: map[Value]map[Value]int{}}
	hops := map[string][]Hop{}
	for _, j := range js {
		hops[j.Hex] = append(hops[j.Hex], j.Hops...)
	}
	told := map[string]bool{}
	add := func(truth, said Value) {
		if s.Confused[truth] == nil {
			s.Confused[truth] = map[Value]int{}
		}
		s.Confused[truth][said]++
	}
	for _, f := range truth {
		best, most := -1, time.Duration(0)
		for i, h := range hops[f.Hex] {
			if over := overlap(f, h); over > most {
				best, most = i, over
			}
		}
		if best < 0 {
			s.Unheard++
			continue
		}
		h := hops[f.Hex][best]
		told[h.ID] = true
		add(f.Purpose, h.Purpose.Value)
	}
	for _, list := range hops {
		for _, h := range list {
			if !told[h.ID] {
				add(Unclear, h.Purpose.Value)
			}
		}
	}
	s.sum()
	return s
}

func overlap(f Flown, h Hop) time.Duration {
	from, to := f.From, f.To
	if h.Start.Heard.At.After(from) {
		from = h.Start.Heard.At
	}
	if h.End.Heard.At.Before(to) {
		to = h.End.Heard.At
	}
	return to.Sub(from)
}

// Add puts the flights of another season to these.
func (s *Score) Add(other Score) {
	s.Flights += other.Flights
	s.Unheard += other.Unheard
	if s.Confused == nil {
		s.Confused = map[Value]map[Value]int{}
	}
	for truth, row := range other.Confused {
		if s.Confused[truth] == nil {
			s.Confused[truth] = map[Value]int{}
		}
		for said, n := range row {
			s.Confused[truth][said] += n
		}
	}
	s.sum()
}

func (s *Score) sum() {
	sum, n := 0.0, 0
	for _, p := range purposes {
		if p == Unclear || len(s.Confused[p]) == 0 {
			continue
		}
		precision, recall := s.Of(p)
		n++
		if precision+recall > 0 {
			sum += 2 * precision * recall / (precision + recall)
		}
	}
	if n > 0 {
		s.Macro = sum / float64(n)
	}
}

// Of is the precision and the recall of one purpose; one where nothing was said, or nothing to find.
func (s Score) Of(p Value) (precision, recall float64) {
	right, said, there := s.Confused[p][p], 0, 0
	for _, row := range s.Confused {
		said += row[p]
	}
	for _, n := range s.Confused[p] {
		there += n
	}
	part := func(of int) float64 {
		if of == 0 {
			return 1
		}
		return float64(right) / float64(of)
	}
	return part(said), part(there)
}

// Purposes lists the exclusive purposes, in the order in which pages and tables show them.
func Purposes() []Value { return slices.Clone(purposes) }
