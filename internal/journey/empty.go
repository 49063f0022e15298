package journey

import "fmt"

// empties marks the legs inside the country that only brought an aircraft to other work, or
// away from it: the guests boarded at one airport and were brought back to it, so whoever
// flew there before or from there after, at the edge of the chain, was the crew.
func (c *course) empties() {
	for i := range c.Hops {
		h := &c.Hops[i]
		if h.Purpose.Value != Unclear || h.Purpose.Attempted || !c.endsAtHome(i) || c.abroadAt(h.Start) {
			continue
		}
		if i == 0 && c.guests(i+1) {
			c.empty(h, "it brought the aircraft to %s, where guests of other work boarded next and to which they were brought back", h.End.Airport)
		}
		if i == len(c.Hops)-1 && c.guests(i-2) {
			c.empty(h, "it took the aircraft away from %s, where guests of other work had boarded and to which they had been brought back", h.Start.Airport)
		}
	}
}

// guests reports that hops i and i+1 are other work out and straight back.
func (c *course) guests(i int) bool {
	if i < 0 || i+1 >= len(c.Hops) || c.Hops[i].Purpose.Value != OtherWork || c.Hops[i+1].Purpose.Value != OtherWork {
		return false
	}
	from := c.Hops[i].Start.Airport
	return from != nil && within([]string{*from}, c.Hops[i+1].End.Airport)
}

func (c *course) empty(h *Hop, format string, at *string) {
	if at == nil {
		return
	}
	h.Purpose.Value, h.Purpose.Probability = Positioning, round(emptyBefore*h.Start.Probability*h.End.Probability)
	h.Purpose.Reasons = append(h.Purpose.Reasons, Reason{For: true, Text: fmt.Sprintf(format, *at)})
	if h.Purpose.Probability < 0.5 {
		h.Purpose.Value, h.Purpose.Probability = Unclear, 1
	}
}
