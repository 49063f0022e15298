package journey

import (
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/place"
)

// Wait is an aircraft that stands at a staging facility: it came there and was not heard
// leaving. Why it stands there and who is to be aboard is not visible.
type Wait struct {
	Hex          string     `json:"hex"`
	Registration string     `json:"registration"`
	Airport      string     `json:"airport"`
	Probability  float64    `json:"probability"` // that it came down there
	Since        time.Time  `json:"since"`       // it landed, or was last heard
	Until        *time.Time `json:"until"`       // it was heard leaving; null while it was not
	Leg          string     `json:"leg"`         // that brought it
	Words        string     `json:"words"`
	Source       string     `json:"source"` // of the fact about the airport
}

// waitLeast is a stay that is no night between two pieces of work.
const waitLeast = 24 * time.Hour

// Waiting lists the aircraft that stood for more than a day at one of the staging facilities
// at a moment, in the order of the journeys. A later leg from another airport ends a wait
// without saying when: such an aircraft is not listed.
func Waiting(js []Journey, at time.Time, airports *place.Airports) []Wait {
	out := []Wait{}
	for i, j := range js {
		var next *Hop
		if i+1 < len(js) && js[i+1].Hex == j.Hex {
			next = &js[i+1].Hops[0]
		}
		if w, ok := wait(j, next, at, airports); ok {
			out = append(out, w)
		}
	}
	return out
}

// Before is the wait that a journey ended, if it began with one: the aircraft stood for more
// than a day at the staging facility from which the journey left. all are the aircraft's journeys.
func Before(all []Journey, id string, airports *place.Airports) (Wait, bool) {
	for i := range all {
		if all[i].ID == id && i > 0 && all[i-1].Hex == all[i].Hex {
			first := all[i].Hops[0]
			return wait(all[i-1], &first, first.Start.Heard.At.Add(-time.Second), airports)
		}
	}
	return Wait{}, false
}

// wait says whether the aircraft stood at a staging facility at a moment between the end of a
// journey and its next leg.
func wait(j Journey, next *Hop, at time.Time, airports *place.Airports) (Wait, bool) {
	last := j.Hops[len(j.Hops)-1]
	if last.End.Airport == nil || !at.After(last.End.Heard.At) {
		return Wait{}, false
	}
	r, known := roleOf(*last.End.Airport, last.End.Heard.At, airports)
	if !known || !r.facility {
		return Wait{}, false
	}
	w := Wait{Hex: j.Hex, Registration: j.Registration, Airport: *last.End.Airport, Probability: last.End.Probability,
		Since: last.End.Heard.At, Leg: last.ID, Source: said(r.fact)}
	stood := at.Sub(w.Since)
	if next != nil {
		left := next.Start.Heard.At
		if next.Start.Airport == nil || *next.Start.Airport != w.Airport || !at.Before(left) {
			return Wait{}, false
		}
		w.Until, stood = &left, left.Sub(w.Since)
	}
	if stood < waitLeast {
		return Wait{}, false
	}
	w.Words = fmt.Sprintf("aircraft staged at %s, %s; passengers unknown", w.Airport, r.fact.Value)
	return w, true
}

// Stood is how long the wait lasted, or had lasted at a moment.
func (w Wait) Stood(at time.Time) time.Duration {
	if w.Until != nil {
		return w.Until.Sub(w.Since)
	}
	return at.Sub(w.Since)
}
