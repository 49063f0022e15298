package operation

import (
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// ClockRow is one time, or two that bound it, on every clock.
type ClockRow struct {
	Mark  Mark       `json:"mark"`
	What  string     `json:"what"`
	Where string     `json:"where"`
	At    time.Time  `json:"at"`
	Until *time.Time `json:"until"` // where only bounds are known: At is the first, this the last; null for an instant
	Clock Clock      `json:"clock"`
	End   *Clock     `json:"end_clock"` // of Until
	Asked bool       `json:"asked,omitempty"`
	Quote string     `json:"quote,omitempty"`
	Refs  []Ref      `json:"refs"`
}

// clocks lists the moment asked for, what was heard of each leg and what documents tell, in time order.
func (m Moment) clocks(t *table, paths map[string][]flight.PathPoint, court *time.Location) []ClockRow {
	asked := ClockRow{Mark: Unknown, What: "the minute asked for", At: m.From, Clock: ClockAt(m.From, nil, court), Asked: true, Refs: []Ref{}}
	if field := t.firstField(); field != nil { // whose clock the place's is: the first field of departure
		asked.Clock = ClockAt(m.From, &field.At, court)
		asked.Where = "on the clock of " + placeName(field.Code)
	}
	rows := []ClockRow{asked}
	for _, l := range inTime(slices.Concat(t.legs, t.outside)) {
		rows = append(rows, legClocks(l, court)...)
		for _, w := range m.Aircraft {
			for _, x := range w.Exits {
				if x.Leg != l.ID {
					continue
				}
				over := pointAt(fixesOf(l, paths[l.ID]), x.After)
				end := ClockAt(x.By, nil, court)
				rows = append(rows, ClockRow{Mark: Seen, What: l.Hex + " left the airspace of " + stateName(x.State), Where: "land and 12 NM of sea",
					At: x.After, Until: &x.By, Clock: ClockAt(x.After, over, court), End: &end, Refs: []Ref{legRef(l)}})
			}
		}
	}
	for _, told := range m.Told {
		for _, r := range told.Readings {
			if r.At == nil {
				continue
			}
			rows = append(rows, ClockRow{Mark: Said, What: told.Event + ", as told: " + r.Text, At: *r.At, Clock: ClockAt(*r.At, nil, court), Quote: r.Quote, Refs: []Ref{r.Ref}})
		}
	}
	slices.SortStableFunc(rows, func(a, b ClockRow) int { return a.At.Compare(b.At) })
	return rows
}

// legClocks are the times of one leg: an instant where it was observed, bounds where not.
func legClocks(l journey.Hop, court *time.Location) []ClockRow {
	var rows []ClockRow
	add := func(what string, e flight.End) {
		r := ClockRow{Mark: Seen, What: l.Hex + " " + what, Where: endWords(e), Refs: []Ref{legRef(l)}}
		over := &e.Heard.Point
		if a, ok := place.Embedded().Lookup(endCode(e)); ok {
			over = &a.At
		}
		switch from, to := e.Interval[0], e.Interval[1]; {
		case e.Time != nil:
			r.At = *e.Time
		case from != nil && to != nil:
			r.At, r.Until = *from, to
			end := ClockAt(*to, over, court)
			r.End = &end
		default:
			return
		}
		r.Clock = ClockAt(r.At, over, court)
		rows = append(rows, r)
	}
	heard := func(what string, at time.Time, over *place.Point) {
		rows = append(rows, ClockRow{Mark: Seen, What: l.Hex + " " + what, At: at, Clock: ClockAt(at, over, court), Refs: []Ref{legRef(l)}})
	}
	add("wheels off", l.Start)
	if l.Start.Time == nil {
		heard("first heard", l.Start.Heard.At, &l.Start.Heard.Point)
	}
	for _, g := range l.Gaps {
		if g.Kind == flight.NotHeard {
			heard("last heard before a gap", g.From, nil)
			heard("heard again", g.To, nil)
		}
	}
	add("wheels on", l.End)
	if l.End.Time == nil {
		heard("last heard", l.End.Heard.At, &l.End.Heard.Point)
	}
	return rows
}

func pointAt(fixes []Fix, at time.Time) *place.Point {
	for _, f := range fixes {
		if f.At.Equal(at) {
			return &f.Point
		}
	}
	return nil
}

// firstField is the first field that a leg is known to have left, nil for none.
func (t *table) firstField() *place.Airport {
	for _, l := range t.legs {
		if a, ok := place.Embedded().Lookup(endCode(l.Start)); ok {
			return &a
		}
	}
	return nil
}
