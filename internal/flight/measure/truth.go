package measure

import (
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Flight is one true flight and how much of it could be known.
type Flight struct {
	From, To         string // codes of the true fields
	TakeOff, Landing time.Time
	First, Last      time.Time // of what was heard of it; zero: nothing
	AloftFrom        time.Time // of what was heard of it in the air; zero: nothing
	AloftTo          time.Time
	Start, End       Reach
	Observable       bool // enough was heard to find it: five positions and four minutes in the air, or both grounds

	// JoinedNext says that nothing tells this flight and the next from one: the stop lies in a
	// hole which a direct flight fills to within 25 minutes, heard low on neither side.
	JoinedNext bool
}

// Reach is how near to the true field an end of a flight was heard.
type Reach int

// From surely known to out of coverage. The limits are not the method's: 18,000 ft is where
// cruise levels begin in North America, 80 NM a descent of three degrees from there and a half more.
const (
	OnGround Reach = iota // heard on the ground at the field
	Low                   // heard in the air below 18,000 ft above the field and within 80 NM; or there by the neighbouring flight
	Away                  // out of coverage: neither this flight nor the one before or after it was heard near the field
)

const (
	lowFt        = 18_000
	lowNM        = 80
	groundNM     = 5.0
	leastAloft   = 5
	leastFlying  = 4 * time.Minute
	joinedSlack  = 25 * time.Minute
	unknownField = "" // the truth of an end that no flight has
)

func (r Reach) String() string { return [...]string{"ground", "low", "away"}[r] }

// Simulated says what of a simulated aircraft's flights could be known.
func Simulated(flown []sim.Flown) []Flight {
	flights := make([]Flight, len(flown))
	for i, f := range flown {
		t := Flight{From: f.From, To: f.To, TakeOff: f.TakeOff, Landing: f.Landing, First: f.First.At, Last: f.Last.At, AloftFrom: f.AloftFrom, AloftTo: f.AloftTo,
			Start: reach(f.First), End: reach(f.Last)}
		t.Observable = f.Aloft >= leastAloft && f.AloftTo.Sub(f.AloftFrom) >= leastFlying || t.Start == OnGround && t.End == OnGround && f.Aloft > 0
		if t.Start == Away && i > 0 && flown[i-1].To == f.From && reach(flown[i-1].Last) != Away {
			t.Start = Low
		}
		if t.End == Away && i+1 < len(flown) && flown[i+1].From == f.To && reach(flown[i+1].First) != Away {
			t.End = Low
		}
		if i+1 < len(flown) {
			t.JoinedNext = joined(f, flown[i+1])
		}
		flights[i] = t
	}
	return flights
}

func reach(n sim.Nearest) Reach {
	switch {
	case n.At.IsZero():
		return Away
	case n.Ground && n.NM < groundNM:
		return OnGround
	case n.AboveFt < lowFt && n.NM < lowNM:
		return Low
	}
	return Away
}

func joined(a, b sim.Flown) bool {
	if a.Last.At.IsZero() || b.First.At.IsZero() || reach(a.Last) != Away && reach(b.First) != Away {
		return false
	}
	speed := max(250, a.CruiseKT, b.CruiseKT)
	direct := time.Duration(place.Distance(a.Last.Point, b.First.Point) / speed * float64(time.Hour))
	return b.First.At.Sub(a.Last.At)-direct < joinedSlack
}
