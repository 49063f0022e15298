package journey

import "time"

// Method names the rules and weights below; a journey carries it.
const Method = "journeys/5"

// The constants of the method: unit, reason, source.
const (
	// homeBreak and awayBreak: a longer stop ends a journey. Monitors' missions do not span
	// days, so six hours on the ground at home is a night at base; abroad an aircraft waits
	// for its crew and comes home on the same mission (the longest known wait of that kind is
	// the 23 hours at Dakar, December 2017).
	homeBreak = 6 * time.Hour
	awayBreak = 30 * time.Hour

	// dutyMost: a charter crew's longest duty (14 CFR 117, table B: 9 to 14 hours without
	// extra pilots). At home a leg that leaves later than this after the crew began is another
	// crew's and another journey. dutyRest: the rest that begins a new duty (14 CFR 117.25).
	dutyMost = 14 * time.Hour
	dutyRest = 10 * time.Hour

	// techLeast and techMost: a stop of this length at a field known for fuel is technical if
	// the flight then goes on; a shorter one is a brief touch, a longer one may be a drop-off.
	techLeast = 20 * time.Minute
	techMost  = 100 * time.Minute

	// turnLeast and turnMost: the ground times of drop-offs and pick-ups that monitors
	// describe are 45 to 120 minutes; half an hour more on both sides for ends that are estimated.
	turnLeast = 20 * time.Minute
	turnMost  = 150 * time.Minute

	// turnBackLeast: a flight that comes down where it took off after an hour or more went
	// somewhere; a shorter one is a local flight or a return for a fault.
	turnBackLeast = time.Hour

	// longStand: an aircraft that stands at a fuel stop for longer than a crew's rest and the
	// ways to it (10 hours of rest, a duty period and a margin), and then flies straight home,
	// may never have let anybody off, as at Dakar in December 2017, or may have.
	longStand = 20 * time.Hour
)

// emptyBefore is the probability that a leg which brings an aircraft to the airport where guests
// board, and to which they are brought back, is flown empty: nobody's trip begins with it. Some
// operators sell such legs, or carry crews and baggage on them.
const emptyBefore = 0.8

// aloneLeast and aloneTimes: an end that is not named still speaks for a field, with the field's own
// probability, where that is nearly the half that a name needs and the field has four times what
// all other fields together have: an arrival and a departure, both lost low, that leave only one field.
const (
	aloneLeast = 0.4
	aloneTimes = 4
)

// enoughKnown: where the fields of an unnamed end have this much together, their shares say
// on which side of the border it was, even though none is named.
// unnamedCost is what the part that is unknown takes away.
const (
	enoughKnown = 0.15
	unnamedCost = 0.2
)

// Log-odds of a piece of work being removal work. Each is the logarithm of how many times as
// often removal work shows the sign as the other work of the same kind of aircraft does; the
// times are the project's judgement from monitors' descriptions, kept in round figures, and
// held against simulated seasons (docs/METHODS.md). No sum of the facts about who the
// aircraft is (marked identity) reaches a purpose without one of the facts about what it did.
// A fact about a field that is known with probability p has p times its weight, and one that
// is not settled half.
const (
	base            = -2.4 // one in twelve among the pieces of work of aircraft that ever fly it
	stagingWeight   = 2.2  // × 9: a staging facility that monitors name, where hardly any other charter calls
	busyStaging     = 1.4  // × 4: one where airlines and other charters are busy too
	agencyWeight    = 1.4  // × 4: a small airport on the agency's own list of departure airports, and out of the country from there
	alsoLoads       = 0.3  // × 1.3: one of the many airports where removal flights also load
	secondStaging   = 0.4  // the share of its weight that a second staging facility adds: it is the same habit
	sleptShare      = 0.7  // the share of its weight that a staging facility has where the chain only set out from it: aircraft of all work spend nights there
	abroadWeight    = 0.9  // × 2.5: from an airport of removal work, or fed from one, out of the country
	collectWeight   = 1.4  // × 4: two airports or more inside the country, each for a loading time, and then out of it
	secondDrop      = 1.4  // × 4: two places abroad or more on one trip, each with such a time: a charter takes its guests to one place and brings them back
	elsewhereWeight = 1.1  // × 3: back home to another airport than it left
	sameTownWeight  = -1.1 // ÷ 3: back home to the airport that it left, where that is no quiet staging facility
	turnWeight      = 0.4  // × 1.5: with a drop-off's time on the ground there
	usualWeight     = 0.7  // × 2: to a country that receives most of the removal flights
	chainWeight     = 0.5  // × 1.6: three legs or more with loading times between
	longChain       = 0.9  // × 2.5: four legs or more; the domestic transfers of the agency are some 25 a day, campaigns and tours that fly so are rare
	stayedWeight    = -1.8 // ÷ 6: it stood abroad for more than awayBreak before it was heard leaving: maintenance, mostly
	fuelWeight      = 0.4  // × 1.5: by way of a fuel stop
	operatorWeight  = 0.7  // × 2, identity: an operator that flies removals at that date
	callSignWeight  = 0.9  // × 2.5, identity: a call sign of the agency's own; that it is one is not settled
	otherWorkWeight = -0.3 // ÷ 1.3, identity: the tail is known for other work too
	leisureWeight   = -4.0 // ÷ 50: a leisure field in Cuba
	holidayWeight   = -3.0 // ÷ 20: a holiday field abroad
	servedWeight    = -2.0 // ÷ 7: a field abroad that airlines and charters serve every day, a removal flight hardly ever
	casinoWeight    = -3.0 // ÷ 20: a casino resort's field
	armyWeight      = -3.0 // ÷ 20: a military field that is not known for removals: soldiers travel by the same charters
	byLandWeight    = -2.0 // ÷ 7: a country to which people are returned by land
	scheduledWeight = -3.0 // ÷ 20: the call sign of a scheduled airline
	smallWeight     = -3.0 // ÷ 20: a type with a handful of seats, or a helicopter
	privateWeight   = -1.9 // ÷ 7: a jet of at most nineteen seats: owners fly them by the thousand between the same airports, and Gulfstreams that carry people who are removed are a few
	shuttleWeight   = -1.5 // ÷ 4.5: the same pair there and back twice or more
	spokeWeight     = -0.8 // ÷ 2: inside the country from an airport to another and straight back, as airlines fly from a hub
	besideWeight    = -1.5 // ÷ 4.5: it fed or followed other work of the same aircraft, with no stop between that is long enough for a change
	sameWayWeight   = -0.7 // ÷ 2: inside the country, out and back the same way after hours on the ground, as teams fly
)
