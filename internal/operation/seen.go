package operation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
)

// seen writes one row a leg, in time order: what was heard, how sure, and what was not heard.
// A leg that was attached and lies outside the operation's days is shown as that.
func (t *table) seen() []SeenRow {
	out := make([]SeenRow, 0, len(t.legs)+len(t.outside))
	for _, h := range inTime(slices.Concat(t.legs, t.outside)) {
		out = append(out, SeenRow{
			Leg: h, From: endWords(h.Start), To: endWords(h.End),
			Depart: endTime(h.Start), Arrive: arriveWords(h.End), Gaps: gapWords(h), Refs: []Ref{legRef(h)},
			Outside: slices.ContainsFunc(t.outside, func(o journey.Hop) bool { return o.ID == h.ID }),
		})
	}
	return out
}

func arriveWords(e flight.End) string {
	if lost(e) {
		return "last heard " + heardWords(e.Heard)
	}
	return endTime(e)
}

// lost tells whether the track ended in the air with no field named.
func lost(e flight.End) bool { return e.Airport == nil && !e.Heard.Ground }

func gapWords(h journey.Hop) string {
	var total, longest time.Duration
	n := 0
	for _, g := range h.Gaps {
		if g.Kind != flight.NotHeard {
			continue
		}
		n++
		d := g.To.Sub(g.From)
		total += d
		longest = max(longest, d)
	}
	switch n {
	case 0:
		return "none"
	case 1:
		return "not heard once, for " + duration(total)
	}
	return fmt.Sprintf("not heard %d times, %s in all, longest %s", n, duration(total), duration(longest))
}

func duration(d time.Duration) string {
	d = d.Round(time.Minute)
	h, m := int(d.Hours()), int(d.Minutes())%60
	if h == 0 {
		return fmt.Sprintf("%d min", m)
	}
	return fmt.Sprintf("%d h %02d min", h, m)
}

// aircraft names what a leg's transmitter claimed to be.
func aircraft(h journey.Hop) string {
	var parts []string
	if h.Registration != "" {
		parts = append(parts, h.Registration)
	}
	if h.Type != "" {
		parts = append(parts, h.Type)
	}
	if len(h.Callsigns) > 0 {
		parts = append(parts, strings.Join(h.Callsigns, "/"))
	}
	return strings.Join(append(parts, h.Hex), " ")
}
