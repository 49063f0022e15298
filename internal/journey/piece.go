package journey

import (
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// course is a journey with what is asked of it.
type course struct {
	*Journey
	next     *flight.Leg // the first leg of the aircraft after it, nil where none is known
	airports *place.Airports
}

// piece is hops of a journey that follow each other and are read as one piece of work, because
// an aircraft can fly people out of a staging facility in the morning and holiday makers in the
// afternoon.
type piece struct {
	*course
	first, last int  // inclusive
	other       bool // it touched a field, or carried a call sign, that speaks for other work
	excursion   bool // it left the country
}

// pieces cuts a journey. A way out of the country and back is never cut; legs that touch other
// work are kept from those that do not; and a way out of the country that neither begins nor
// ends at an airport of removal work, nor was fed from one, stands alone.
func (c *course) pieces() []piece {
	var out []piece
	for i := 0; i < len(c.Hops); {
		p := piece{course: c, first: i, last: i}
		for p.excursion = !c.endsAtHome(i); !c.endsAtHome(p.last) && p.last+1 < len(c.Hops); p.last++ {
		}
		p.excursion = p.excursion || c.abroadAt(c.Hops[i].Start)
		p.other = p.speaksForOther()
		i = p.last + 1
		if n := len(out); n > 0 && out[n-1].other == p.other && out[n-1].joins(p) {
			out[n-1].last, out[n-1].excursion = p.last, out[n-1].excursion || p.excursion
			continue
		}
		out = append(out, p)
	}
	return out
}

// joins reports that the next piece is one with this.
func (p piece) joins(next piece) bool {
	if p.other {
		return true
	}
	if next.excursion && !next.fromStaging() {
		if p.excursion && next.served() {
			return false // it had been abroad and back: this is the day's next work
		}
		return p.turned(p.last) && (p.facility(p.Hops[p.last].Start.Airport) || p.collecting(next.first) >= 2)
	}
	if p.excursion && !p.fromStaging() {
		return p.facility(p.Hops[p.last].End.Airport)
	}
	return true
}

// served reports that the piece touched a field abroad that airlines and charters serve every day.
func (p piece) served() bool {
	return slices.ContainsFunc(p.Hops[p.first:p.last+1], func(h Hop) bool {
		return h.End.Airport != nil && served(*h.End.Airport, p.From)
	})
}

// outAndBack reports that the piece left the country from an airport and came straight back to it.
func (p piece) outAndBack() bool {
	n := p.last - p.first + 1
	if n%2 != 0 || !p.excursion {
		return false
	}
	for i := p.first; i < p.last; i += 2 {
		from, to := p.Hops[i].Start.Airport, p.Hops[i+1].End.Airport
		if from == nil || to == nil || *from != *to || p.facility(from) {
			return false
		}
	}
	return true
}

// collecting is how many legs inside the country led up to hop i without a stop that was
// longer than loading takes; none unless one of them left an airport where removal flights load.
func (p piece) collecting(i int) int {
	n, loads := 0, false
	for i--; i >= p.first && p.turned(i) && p.endsAtHome(i) && !p.abroadAt(p.Hops[i].Start); i-- {
		n++
		loads = loads || p.loads(p.Hops[i].Start.Airport)
	}
	if !loads {
		return 0
	}
	return n
}

// fromStaging reports that one end of the piece is an airport of removal work.
func (p piece) fromStaging() bool {
	for i := p.first; i <= p.last; i++ {
		for _, e := range []flight.End{p.Hops[i].Start, p.Hops[i].End} {
			if e.Airport == nil {
				continue
			}
			if r, ok := roleOf(*e.Airport, p.From, p.airports); ok && (r.facility || r.agency) {
				return true
			}
		}
	}
	return false
}

func (p piece) speaksForOther() bool {
	for i := p.first; i <= p.last; i++ {
		h := p.Hops[i]
		for _, e := range []flight.End{h.Start, h.End} {
			if e.Airport == nil {
				continue
			}
			if _, _, _, ok := otherField(*e.Airport, p.From, p.airports); ok {
				return true
			}
		}
		if prefixed(h.Callsigns, scheduledCalls) != "" {
			return true
		}
	}
	return false
}

// endsAtHome reports that hop i came down in the country, as far as that is known.
func (c *course) endsAtHome(i int) bool {
	in, _ := c.share(c.Hops[i].End)
	return in >= 0.5
}

func (c *course) abroadAt(e flight.End) bool {
	_, out := c.share(e)
	return out >= 0.5
}

// facility reports that an end was at one of the staging facilities.
func (c *course) facility(code *string) bool {
	if code == nil {
		return false
	}
	r, ok := roleOf(*code, c.From, c.airports)
	return ok && r.facility
}

// loads reports that an end was at an airport where removal flights load.
func (c *course) loads(code *string) bool {
	if code == nil {
		return false
	}
	_, ok := roleOf(*code, c.From, c.airports)
	return ok
}

// leaves reports that hop i left the country, for a named airport abroad or for one that is
// not named but lies abroad.
func (c *course) leaves(i int) bool {
	h := c.Hops[i]
	if within([]string{guantanamo}, h.Start.Airport) || within([]string{guantanamo}, h.End.Airport) {
		return false
	}
	in, _ := c.share(h.Start)
	return in >= 0.5 && c.abroadAt(h.End)
}

// turned reports that the aircraft stood for a drop-off's time after hop i.
func (c *course) turned(i int) bool {
	return i < len(c.Stops) && c.Stops[i].Ground >= turnLeast && c.Stops[i].Ground <= turnMost
}

// share is the probability that an end lay inside and outside the home country, among the
// fields that it can have been at. Where an end is unknown to the most part, its fields
// say which country only if they agree.
func (c *course) share(e flight.End) (in, out float64) {
	for _, k := range e.Candidates {
		switch country(&k.Airport, c.airports) {
		case "":
		case home:
			in += k.Probability
		default:
			out += k.Probability
		}
	}
	if known := in + out; known > enoughKnown {
		sure := 1 - unnamedCost*(1-known)
		in, out = in/known*sure, out/known*sure
	}
	return in, out
}

// lasted is how long a leg was heard, from the first position to the last.
func lasted(h Hop) time.Duration { return h.End.Heard.At.Sub(h.Start.Heard.At) }
