package journey

import (
	"fmt"
	"math"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// judge gives every hop of a journey its purpose: first how likely the whole journey is
// removal work, by what the aircraft did and by reference facts, then which of the
// monitors' exclusive categories each leg falls into.
func judge(j *Journey, airports *place.Airports) {
	c := &course{Journey: j, airports: airports}
	reasons, p := c.weigh()
	for i := range j.Hops {
		j.Hops[i].Purpose = c.purpose(i, p, reasons)
	}
}

// course is a journey with what is asked of it.
type course struct {
	*Journey
	airports *place.Airports
	behaved  bool // something that the aircraft did speaks for removal work
	other    bool // something that it did speaks for other work
}

// weigh adds up the evidence for and against removal work.
func (c *course) weigh() ([]Reason, float64) {
	var reasons []Reason
	sum := base
	add := func(weight float64, source, format string, args ...any) {
		reasons = append(reasons, Reason{For: weight > 0, Weight: weight, Source: source, Text: fmt.Sprintf(format, args...)})
		sum += weight
	}
	staged, loads := false, false
	for _, code := range c.loadedAt() {
		f, weight, ok := stagingRole(code, c.airports)
		if !ok || weight == alsoLoads && loads {
			continue
		}
		loads = loads || weight == alsoLoads
		if staged {
			weight *= secondStaging
		}
		add(math.Round(weight*100)/100, said(f), "the journey left %s: %s", code, f.Value)
		staged = staged || c.stagedAt(&code)
	}
	c.behaved = staged
	if i := c.abroad(); staged && i >= 0 {
		h := c.Hops[i]
		add(abroadWeight, "", "the journey went out of the country after that: %s to %s", *h.Start.Airport, *h.End.Airport)
		if i < len(c.Stops) && c.Stops[i].Ground >= turnLeast && c.Stops[i].Ground <= turnMost {
			add(turnWeight, "", "the aircraft then stood %.0f minutes at most at %s", c.Stops[i].Ground.Minutes(), *h.End.Airport)
		}
	}
	if staged && len(c.Hops) >= 3 {
		add(chainWeight, "", "the journey is %d legs in one chain", len(c.Hops))
	}
	for _, s := range c.Stops {
		if s.Technical && staged {
			f, _ := fleet.FuelStop(*s.Airport)
			add(fuelWeight, said(f), "the stop of %.0f minutes at most was at %s, where long removal flights refuel", s.Ground.Minutes(), *s.Airport)
			break
		}
	}
	c.identity(add)
	calls := c.calls()
	if code, f := c.leisure(); code != "" {
		add(leisureWeight, said(f), "the journey touched %s, a holiday field: %s", code, f.Value)
		c.other = true
	}
	for _, h := range c.Hops {
		if within(casinoFields, h.End.Airport) {
			add(casinoWeight, "monitors on shared aircraft, June 2020", "the journey touched %s, a casino resort's field", *h.End.Airport)
			c.other = true
			break
		}
	}
	if call := prefixed(calls, scheduledCalls); call != "" {
		add(scheduledWeight, "ICAO airline designators", "on this journey the aircraft flew as %s, a scheduled airline's call sign", call)
		c.other = true
	}
	if pair := c.shuttle(); pair != "" {
		add(shuttleWeight, "", "the journey went %s there and back more than once", pair)
	}
	return reasons, 1 / (1 + math.Exp(-sum))
}

// identity adds what is known of the registration and the call signs: who is known to use
// them, never who flew. It has no say in whether the journey behaved like removal work.
func (c *course) identity(add func(weight float64, source, format string, args ...any)) {
	operator, special := false, false
	for _, word := range append([]string{c.Registration}, c.calls()...) {
		for _, f := range fleet.Operators(word, c.From) {
			note := operators[f.Value]
			switch {
			case f.Predicate == fleet.SpecialSign && !special:
				special = true
				add(callSignWeight, said(f), "on this journey the aircraft flew as %s, %s; by itself it decides nothing", word, f.Value)
			case (f.Predicate == fleet.SeenWith || f.Predicate == fleet.PrefixOf) && note && !operator:
				operator = true
				add(operatorWeight, said(f), "%s is known with %s, which flies removals among other work", word, f.Value)
			case f.Predicate == fleet.OtherWork:
				add(otherWorkWeight, said(f), "%s also flies %s", word, f.Value)
			}
		}
	}
}

// operators have flown removals under contract, by the reports in package fleet. All of
// them have other customers.
var operators = map[string]bool{
	"Global Crossing Airlines (GlobalX)": true, "Global Crossing Airlines": true, "Eastern Air Express": true,
	"Omni Air International": true, "Avelo Airlines": true, "Swift Air, later iAero Airways": true,
	"World Atlantic Airlines": true, "Hillwood Airways": true,
}

// said is where a fact comes from and how well it stands.
func said(f fleet.Fact) string {
	source := f.Source
	if f.From != "" {
		source += ", from " + f.From
	}
	if f.To != "" {
		source += ", to " + f.To
	}
	if !f.Settled() {
		source += " (not settled)"
	}
	return source
}

// leisure is the first holiday field of the journey.
func (c *course) leisure() (string, fleet.Fact) {
	for _, h := range c.Hops {
		for _, a := range []*string{h.Start.Airport, h.End.Airport} {
			if a == nil {
				continue
			}
			if f, ok := fleet.LeisureField(*a); ok {
				return *a, f
			}
		}
	}
	return "", fleet.Fact{}
}

// loadedAt lists the named airports that the journey left, once each, in order.
func (c *course) loadedAt() []string {
	var out []string
	seen := map[string]bool{}
	for _, h := range c.Hops {
		if a := h.Start.Airport; a != nil && !seen[*a] {
			seen[*a] = true
			out = append(out, *a)
		}
	}
	return out
}

// abroad is the first hop that left the country from a staging facility, or after one; -1 for none.
func (c *course) abroad() int {
	staged := false
	for i, h := range c.Hops {
		staged = staged || c.stagedAt(h.Start.Airport)
		if staged && c.leaves(i) {
			if _, leisure := fleet.LeisureField(*h.End.Airport); !leisure {
				return i
			}
		}
	}
	return -1
}

// leaves reports that hop i left the home country for a named airport abroad.
func (c *course) leaves(i int) bool {
	h := c.Hops[i]
	from, to := country(h.Start.Airport, c.airports), country(h.End.Airport, c.airports)
	return from == home && to != "" && to != home && *h.End.Airport != guantanamo
}

func (c *course) calls() []string {
	var out []string
	for _, h := range c.Hops {
		out = append(out, h.Callsigns...)
	}
	return out
}

// shuttle names a pair of airports that the journey flew at least twice in each direction.
func (c *course) shuttle() string {
	count := map[string]int{}
	for _, h := range c.Hops {
		if a, b := h.Start.Airport, h.End.Airport; a != nil && b != nil && *a != *b {
			count[*a+"-"+*b]++
			if count[*a+"-"+*b] >= 2 && count[*b+"-"+*a] >= 2 {
				return *a + "-" + *b
			}
		}
	}
	return ""
}

// purpose gives hop i the category that it has if the journey is removal work, when that
// is more likely than not; other work needs evidence of its own; the rest is unclear.
func (c *course) purpose(i int, p float64, reasons []Reason) Purpose {
	out := Purpose{Value: Unclear, Probability: 1 - p, Reasons: append([]Reason{}, reasons...)}
	switch {
	case c.other && p < 0.2:
		out.Value = OtherWork
	case !c.behaved:
		out.Reasons = append(out.Reasons, Reason{Text: "nothing that the aircraft did on this journey speaks for removal work; a tail or a call sign alone never decides"})
		out.Probability = 1
	case p >= 0.5:
		value, share, why := c.category(i)
		if q := p * share; q >= 0.5 {
			return Purpose{Value: value, Probability: round(q), Reasons: append(out.Reasons, Reason{For: true, Text: why})}
		}
		out.Probability = 1 - p*share
		out.Reasons = append(out.Reasons, Reason{Text: why})
	}
	out.Probability = round(out.Probability)
	return out
}

func round(p float64) float64 { return math.Round(p*10000) / 10000 }

// category is what hop i is if the journey is removal work, the probability that its ends
// are where the category needs them, and why.
func (c *course) category(i int) (Value, float64, string) {
	h := c.Hops[i]
	inland, outland := c.share(h.Start)
	landed, beyond := c.share(h.End)
	if within([]string{guantanamo}, h.End.Airport) || within([]string{guantanamo}, h.Start.Airport) {
		return Transfer, h.Start.Probability * h.End.Probability, "to or from the base at Guantánamo, which monitors count apart"
	}
	switch {
	case c.leaves(i) || inland >= 0.5 && beyond >= 0.5:
		return Removal, inland * beyond, "this leg is the one that left the country"
	case outland >= 0.5 && beyond >= 0.5:
		return Continuation, outland * beyond, "this leg went on from one foreign place to another"
	case outland >= 0.5 && landed >= 0.5 && c.removedBefore(i):
		return Return, outland * landed, "this leg came back after one that left the country"
	case inland >= 0.5 && landed >= 0.5 && i+1 < len(c.Hops) && c.leaves(i+1):
		return Connection, inland * landed, "this leg fed the one that leaves the country next"
	case inland >= 0.5 && landed >= 0.5 && c.stagedAt(h.Start.Airport) && c.stagedAt(h.End.Airport):
		return Transfer, inland * landed, "this leg lies between two staging airports inside the country"
	case inland >= 0.5 && landed >= 0.5 && (c.stagedAt(h.Start.Airport) || c.stagedAt(h.End.Airport)):
		if i == 0 || i == len(c.Hops)-1 {
			return Transfer, 0.6 * inland * landed, "this leg lies inside the country with a staging airport at one end; at the end of a chain it may have flown empty"
		}
		return Transfer, inland * landed, "this leg lies inside the country with a staging airport at one end"
	case inland >= 0.5 && landed >= 0.5 && (i == 0 || i == len(c.Hops)-1):
		return Positioning, 0.7 * inland * landed, "this leg goes to or from the chain, away from staging airports"
	}
	return Unclear, 0, "where it began or ended is not known well enough to say which leg of the journey it was"
}

// stagedAt reports that an end was at one of the staging facilities.
func (c *course) stagedAt(code *string) bool {
	if code == nil {
		return false
	}
	_, weight, ok := stagingRole(*code, c.airports)
	return ok && weight > alsoLoads
}

func (c *course) removedBefore(i int) bool {
	for k := range i {
		if c.leaves(k) {
			return true
		}
	}
	return false
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
