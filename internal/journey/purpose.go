package journey

import (
	"fmt"
	"math"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// judge gives every hop of a journey its purpose: first how likely the piece of work that it
// belongs to is removal work, by what the aircraft did and by reference facts, then which of
// the monitors' exclusive categories the leg falls into.
func judge(j *Journey, next *flight.Leg, airports *place.Airports) {
	c := &course{Journey: j, next: next, airports: airports}
	for _, p := range c.pieces() {
		s := p.weigh()
		for i := p.first; i <= p.last; i++ {
			j.Hops[i].Purpose = p.purpose(i, s)
		}
	}
	c.turnBacks()
	c.empties()
}

// purpose gives hop i the category that it has if the piece is removal work, when that
// is more likely than not; other work needs evidence of its own; the rest is unclear.
func (p piece) purpose(i int, s *scale) Purpose {
	q := s.probability()
	out := Purpose{Value: Unclear, Probability: 1 - q, Reasons: append([]Reason{}, s.reasons...)}
	switch {
	case s.other && s.did() < 0.2:
		out.Value, out.Probability = OtherWork, min(out.Probability, surest)
	case !s.behaved:
		out.Reasons = append(out.Reasons, Reason{Text: "nothing that the aircraft did on this journey speaks for removal work; a tail or a call sign alone never decides"})
		out.Probability = 1
	case s.did() >= 0.5:
		value, share, why := p.category(i)
		if s.did()*share >= 0.5 {
			return Purpose{Value: value, Probability: round(min(max(q*share, 0.5), surest)), Reasons: append(out.Reasons, Reason{For: true, Text: why})}
		}
		out.Probability = 1 - s.did()*share
		out.Reasons = append(out.Reasons, Reason{Text: why})
	default:
		out.Reasons = append(out.Reasons, Reason{Text: fmt.Sprintf("what speaks for removal work does not outweigh that most charters are other work (%.2f)", s.did())})
	}
	out.Probability = round(out.Probability)
	return out
}

func round(p float64) float64 { return math.Round(p*10000) / 10000 }

// surest is the most that an inferred purpose claims: no track shows who was aboard.
const surest = 0.99

// The shares of categories that a track cannot tell apart.
const (
	feedShare  = 0.6 // one between two staging facilities that begins a chain out of the country: monitors count it as a connection, and it may have flown empty
	emptyShare = 0.5 // a leg inside the country at the end of a chain, to or from where people load: people or nobody, one as likely as the other, so that it stays unclear
	awayShare  = 0.7 // one away from staging facilities at the end of a chain: nobody
)

// category is what hop i is if the piece is removal work, the probability that its ends
// are where the category needs them, and why.
func (p piece) category(i int) (Value, float64, string) {
	h := p.Hops[i]
	inland, outland := p.share(h.Start)
	landed, beyond := p.share(h.End)
	if within([]string{guantanamo}, h.End.Airport) || within([]string{guantanamo}, h.Start.Airport) {
		return Transfer, h.Start.Probability * h.End.Probability, "to or from the base at Guantánamo, which monitors count apart"
	}
	switch {
	case p.leaves(i):
		return Removal, inland * beyond, "this leg is the one that left the country"
	case outland >= 0.5 && beyond >= 0.5 && p.unloaded(i):
		return Return, outland * beyond, "this leg went on from a last drop-off by way of a fuel stop home"
	case outland >= 0.5 && beyond >= 0.5:
		return Continuation, outland * beyond, "this leg went on from one foreign place to another"
	case outland >= 0.5 && landed >= 0.5 && p.removedBefore(i):
		return Return, outland * landed, "this leg came back after one that left the country"
	case outland >= 0.5 && landed >= 0.5 && i == p.first:
		return Return, outland * landed, "this leg came home from abroad; how the aircraft had got there is not known"
	case inland < 0.5 || landed < 0.5:
		return Unclear, 0, "where it began or ended is not known well enough to say which leg of the journey it was"
	}
	return p.inland(i, inland*landed)
}

// inland is the category of a leg inside the country.
func (p piece) inland(i int, known float64) (Value, float64, string) {
	h := p.Hops[i]
	from, to := p.facility(h.Start.Airport), p.facility(h.End.Airport)
	begins, ends := i == 0, i == len(p.Hops)-1
	switch {
	case i < p.last && p.leaves(i+1) && begins && from && !p.Stops[i].Technical:
		share := emptyShare
		if to {
			share = feedShare
		}
		return Connection, share * known, "this leg came from a staging airport and fed the one that leaves the country next; as the first of its chain it may have flown empty"
	case i < p.last && p.leaves(i+1) && (!begins || from):
		return Connection, known, "this leg fed the one that leaves the country next"
	case i < p.last && p.leaves(i+1) && p.loads(h.Start.Airport):
		return Connection, emptyShare * known, "this leg fed the one that leaves the country next; as the first of its chain it may have flown empty"
	case ends && i > p.first && p.removedBefore(i) && p.abroadAt(p.Hops[i-1].Start):
		return Positioning, awayShare * known, "this leg went on after the aircraft had come back, at the end of the chain"
	case from && to:
		return Transfer, known, "this leg lies between two staging airports inside the country"
	case begins && !from && !p.loads(h.Start.Airport), ends && !to && from && !p.loads(h.End.Airport) && i > p.first:
		return Positioning, awayShare * known, "this leg begins or ends the chain at an airport where removal flights are not known to load"
	case (begins || ends) && (from || to):
		return Transfer, emptyShare * known, "this leg lies inside the country with a staging airport at one end; at the end of a chain it may have flown empty"
	case from || to:
		return Transfer, known, "this leg lies inside the country with a staging airport at one end"
	case begins || ends:
		return Positioning, awayShare * known, "this leg goes to or from the chain, away from staging airports"
	case p.first < i && i < p.last && p.turned(i-1) && p.turned(i):
		return Transfer, known, "this leg lies inside a chain by way of staging airports, with the times on the ground of loading"
	}
	return Unclear, 0, "inside a chain by way of staging airports, without a time on the ground that says whether people got on"
}

// unloaded reports that hop i went from abroad to a fuel stop and from there home: after the
// last place where people got off.
func (p piece) unloaded(i int) bool {
	return i+1 <= p.last && p.Stops[i].Technical && p.removedBefore(i) && p.endsAtHome(i+1)
}

func (p piece) removedBefore(i int) bool {
	for k := p.first; k < i; k++ {
		if p.leaves(k) {
			return true
		}
	}
	return false
}
