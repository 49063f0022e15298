package flight

import (
	"math"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Seen is one position that an end rests on, with the way back to it.
type Seen struct {
	What   string      `json:"what"` // which position it is: "last heard", "two minutes before", "next heard"
	At     time.Time   `json:"at"`
	File   string      `json:"file"` // name of the file among the leg's sources
	Row    int32       `json:"row"`  // row in that file, counted from 0
	Point  place.Point `json:"point"`
	AltFt  *int        `json:"alt_ft"` // barometric; null on the ground or not sent
	Ground bool        `json:"ground"`
	Knots  *int        `json:"knots"`
	Field  string      `json:"field,omitempty"`  // the best candidate of the end
	NM     *float64    `json:"nm,omitempty"`     // to its nearest runway, or to its reference point
	Runway string      `json:"runway,omitempty"` // that runway, "" where it is not known
}

// evidence lists the positions that the start or the end of a span rests on, the nearest to
// it first: the edge of what was heard, what led to it, and what was heard beyond it.
func (w *trail) evidence(s span, g *guess, start bool) []Seen {
	field, best := top(g.list)
	if best < worthSaying {
		field = "" // a distance to it would suggest what nothing says
	}
	see := func(what string, i int) Seen { return w.seen(what, i, field) }
	var out []Seen
	edge, on, step, words := s.to-1, s.to > s.land, -1, [3]string{"last heard", "two minutes before", "next heard of the aircraft"}
	wheels, air, beyond := s.land, s.land-1, s.to
	if start {
		edge, on, step, words = s.from, s.air > s.from, 1, [3]string{"first heard", "two minutes after", "last heard of the aircraft before"}
		wheels, air, beyond = s.air-1, s.air, s.from-1
	}
	if on {
		what := [2]string{"first position on the ground", "last position in the air"}
		if start {
			what = [2]string{"last position on the ground", "first position in the air"}
		}
		out = append(out, see(what[0], wheels))
		if air >= s.from && air < s.to && !w.onGround(air) {
			out = append(out, see(what[1], air))
		}
		if edge != wheels {
			out = append(out, see(words[0], edge))
		}
		return out
	}
	out = append(out, see(words[0], edge))
	for i := edge + step; i >= s.air && i < s.land; i += step {
		if apart := w.between(min(i, edge), max(i, edge)); apart > look {
			break
		} else if apart >= evidenceApart {
			out = append(out, see(words[1], i))
			break
		}
	}
	if beyond >= 0 && beyond < len(w.Points) && g.before != nil {
		out = append(out, see(words[2], beyond))
	}
	return out
}

// evidenceApart is how far before the last position the second is taken that shows the trend.
const evidenceApart = 2 * time.Minute

func (w *trail) seen(what string, i int, field string) Seen {
	p := &w.Points[i]
	e := Seen{What: what, At: p.When(), Row: p.Row, Point: w.at(i), Ground: w.onGround(i)}
	if int(p.Member) < len(w.Members) {
		e.File = w.Members[p.Member].Name
	}
	if p.Is(adsb.HasAlt) && !e.Ground {
		ft := int(p.AltFt)
		e.AltFt = &ft
	}
	if p.Is(adsb.HasSpeed) {
		kt := int(math.Round(float64(p.GS)))
		e.Knots = &kt
	}
	a, ok := w.airports.Lookup(field)
	if !ok || field == "" {
		return e
	}
	nm := place.Distance(e.Point, a.At)
	e.Field = field
	if nm < runwayReachNM {
		for _, n := range w.nearby(e.Point, nm+1) {
			if n.Airport.Code == field && n.Runway != nil {
				nm, e.Runway = n.NM, n.Runway.Name
			}
		}
	}
	nm = math.Round(nm*10) / 10
	e.NM = &nm
	return e
}

// runwayReachNM: farther away the distance to a runway and to its field say the same.
const runwayReachNM = 40
