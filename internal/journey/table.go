package journey

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
)

// Around is how far before and after a leg the other legs of its journey are looked for: no
// stop inside a journey is longer than awayBreak, and no chain of legs was longer than days. It is ten days so that what came next, or a wait at
// a staging facility before, is known as well (the longest reported one is nine days).
const Around = 10 * 24 * time.Hour

// Containing returns the journey that a leg is part of.
func Containing(js []Journey, leg string) (Journey, bool) {
	for _, j := range js {
		if slices.ContainsFunc(j.Hops, func(h Hop) bool { return h.ID == leg }) {
			return j, true
		}
	}
	return Journey{}, false
}

// Route is the journey's places in order, with "unknown" where none is named.
func (j Journey) Route() string {
	var places []string
	for i, h := range j.Hops {
		if i == 0 {
			places = append(places, placeName(h.Start, "unknown"))
		}
		onward := "unknown"
		if i == len(j.Hops)-1 {
			onward = "onward, unknown"
		}
		places = append(places, placeName(h.End, onward))
	}
	return strings.Join(places, " – ")
}

func placeName(e flight.End, otherwise string) string {
	if e.Airport != nil {
		return *e.Airport
	}
	return otherwise
}

// Table is the legs of journeys as rows under a row of column names, for CSV. A time is an
// instant or an ISO 8601 interval, ".." where a side is open.
func Table(js []Journey) [][]string {
	rows := [][]string{{"journey", "leg", "hex", "registration", "type", "callsigns",
		"from", "from_status", "from_probability", "departed", "to", "to_status", "to_probability", "arrived",
		"not_heard_minutes", "points", "purpose", "purpose_probability", "method", "simulated"}}
	for _, j := range js {
		for _, h := range j.Hops {
			var hole time.Duration
			for _, g := range h.Gaps {
				if g.Kind == flight.NotHeard {
					hole += g.To.Sub(g.From)
				}
			}
			rows = append(rows, []string{j.ID, h.ID, h.Hex, h.Registration, h.Type, strings.Join(h.Callsigns, " "),
				placeName(h.Start, "unknown"), string(h.Start.Status), share(h.Start.Probability), when(h.Start),
				placeName(h.End, "unknown"), string(h.End.Status), share(h.End.Probability), when(h.End),
				strconv.Itoa(int(hole.Minutes())), strconv.Itoa(h.Points),
				string(h.Purpose.Value), share(h.Purpose.Probability), h.Method, strconv.FormatBool(h.Simulated)})
		}
	}
	return rows
}

func share(p float64) string { return strconv.FormatFloat(p, 'f', 2, 64) }

func when(e flight.End) string {
	if e.Time != nil {
		return e.Time.UTC().Format(time.RFC3339)
	}
	side := func(t *time.Time) string {
		if t == nil {
			return ".."
		}
		return t.UTC().Format(time.RFC3339)
	}
	if e.Interval[0] == nil && e.Interval[1] == nil {
		return "unknown"
	}
	return side(e.Interval[0]) + "/" + side(e.Interval[1])
}
