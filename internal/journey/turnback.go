package journey

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/fleet"
)

// turnBacks marks the legs of flights that were, or may have been, attempted and not carried
// out: an aircraft that came down where it took off landed nobody anywhere else, and one that
// stood for a day at a fuel stop and flew straight home may not have.
func (c *course) turnBacks() {
	for i := range c.Hops {
		c.cameBack(i)
		c.stoodAndCameHome(i)
	}
}

// cameBack marks hop i if it came down where it took off.
func (c *course) cameBack(i int) {
	h := &c.Hops[i]
	if h.Start.Airport == nil || h.End.Airport == nil || *h.Start.Airport != *h.End.Airport {
		return
	}
	text := fmt.Sprintf("it came down at %s, where it took off, after %s: turned back, or a local flight; nobody was landed elsewhere", *h.End.Airport, clock(lasted(*h)))
	long := lasted(*h) >= turnBackLeast && c.loads(h.Start.Airport)
	c.spoil(h, text, long)
}

// stoodAndCameHome marks hops i and i+1 if the first left the country for a fuel stop, where
// the aircraft stood for longer than a crew rests, and the second came straight home.
func (c *course) stoodAndCameHome(i int) {
	if i+1 >= len(c.Hops) || !c.leaves(i) || !c.endsAtHome(i+1) || c.Stops[i].Airport == nil || c.Stops[i].Ground < longStand {
		return
	}
	f, fuel := fleet.FuelStop(*c.Stops[i].Airport)
	if !fuel {
		return
	}
	text := fmt.Sprintf("it stood up to %s at %s, a fuel stop (%s), and flew straight home: no track shows whether anybody left the aircraft there", clock(c.Stops[i].Ground), *c.Stops[i].Airport, said(f))
	attempted := c.Hops[i].Purpose.Value == Removal
	c.spoil(&c.Hops[i], text, attempted)
	c.spoil(&c.Hops[i+1], text, attempted)
}

// spoil takes a purpose that is contradicted and leaves its evidence, with text as the last word.
func (c *course) spoil(h *Hop, text string, attempted bool) {
	h.Purpose.Attempted = attempted
	if h.Purpose.Value != OtherWork {
		h.Purpose.Value, h.Purpose.Probability = Unclear, 1
	}
	reasons := h.Purpose.Reasons
	if n := len(reasons); n > 0 && reasons[n-1].Weight == 0 {
		reasons = reasons[:n-1]
	}
	h.Purpose.Reasons = append(reasons, Reason{Text: text})
}
