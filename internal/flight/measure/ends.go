package measure

import (
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
)

// End is what was said about one end of one leg beside what was so.
type End struct {
	Leg    string        `json:"leg"`
	Start  bool          `json:"start"` // of the leg; else its end
	Reach  Reach         `json:"reach"`
	Truth  string        `json:"truth"`           // "": no flight has such an end, so any name is wrong
	Named  string        `json:"named,omitempty"` // "": left open
	P      float64       `json:"p"`               // stated for Named, or for the best field of the list
	Rank   int           `json:"rank"`            // of the truth among the fields of the list, from 1; 0: not there
	PTruth float64       `json:"p_truth"`         // stated for the truth
	Right  bool          `json:"right"`           // the best field of the list is the truth
	Status flight.Status `json:"status"`

	Timed  bool          `json:"timed"`  // a flight has this end, and a time or an interval is said
	Holds  bool          `json:"holds"`  // it contains the truth
	Closed bool          `json:"closed"` // bounded on both sides, or observed
	Width  time.Duration `json:"width"`  // of a closed interval; 0 observed

	Listed int     `json:"listed"` // fields in the list of candidates
	Set    int     `json:"set"`    // fields in the feasible set; 0: none is stated
	Stated float64 `json:"stated"` // probability stated for the set
	InSet  bool    `json:"in_set"` // it holds the truth
}

// wheels is how far an observed time may be from the truth: rows come every few seconds,
// and the wheels touch between two of them.
const wheels = 20 * time.Second

// interior is how far inside a flight a leg may begin or end while the flight was heard
// going on in the air. Beyond it the leg was cut, and no field is its end.
const interior = 5 * time.Minute

// score says how right an end is.
func score(l flight.Leg, start bool, flights []Flight) End {
	e := l.End
	if start {
		e = l.Start
	}
	s := End{Leg: l.ID, Start: start, Reach: Away, Status: e.Status, P: e.Probability}
	var at time.Time
	if f := flightAt(flights, l, start); f != nil {
		if start {
			s.Truth, s.Reach, at = f.From, f.Start, f.TakeOff
		} else {
			s.Truth, s.Reach, at = f.To, f.End, f.Landing
		}
	}
	if e.Airport != nil {
		s.Named = *e.Airport
	}
	rank := 0
	for _, c := range e.Candidates {
		if c.Airport == unknownName {
			continue
		}
		rank++
		if rank == 1 && e.Airport == nil {
			s.P = c.Probability
		}
		if s.Truth != unknownField && c.Airport == s.Truth {
			s.Rank, s.PTruth = rank, c.Probability
		}
	}
	s.Listed = rank
	if rank == 0 {
		s.P = 0
	}
	s.Right = s.Rank == 1
	if s.Named != "" {
		s.Right = s.Named == s.Truth
	}
	if e.Feasible != nil {
		s.Set, s.Stated = len(e.Feasible.Airports), e.Feasible.Probability
		s.InSet = s.Truth != unknownField && slices.Contains(e.Feasible.Airports, s.Truth)
	}
	if s.Truth != unknownField {
		s.time(e, at)
	}
	return s
}

const unknownName = "unknown"

func (s *End) time(e flight.End, at time.Time) {
	from, to := e.Interval[0], e.Interval[1]
	switch {
	case e.Time != nil:
		s.Timed, s.Closed = true, true
		s.Holds = e.Time.Sub(at).Abs() <= wheels
	case from != nil || to != nil:
		s.Timed = true
		s.Holds = (from == nil || !at.Before(from.Add(-2*time.Second))) && (to == nil || !at.After(to.Add(2*time.Second)))
		if from != nil && to != nil {
			s.Closed, s.Width = true, to.Sub(*from)
		}
	}
}

// flightAt is the flight whose start (or end) a leg's start (or end) must be, or nil where
// the leg begins or ends in the middle of what was heard of a flight.
func flightAt(flights []Flight, l flight.Leg, start bool) *Flight {
	said := flownBy(l)
	i := slices.IndexFunc(flights, func(f Flight) bool {
		return !f.First.IsZero() && !f.Landing.Before(said.from) && f.Last.After(said.from)
	})
	if !start {
		i = -1
		for k, f := range flights {
			if !f.First.IsZero() && !f.TakeOff.After(said.to) && f.First.Before(said.to) {
				i = k
			}
		}
	}
	if i < 0 {
		return nil
	}
	f := &flights[i]
	if start && said.from.Sub(f.AloftFrom) > interior || !start && f.AloftTo.Sub(said.to) > interior {
		return nil
	}
	return f
}
