package journey

import "time"

// Method names the rules and weights below; a journey carries it.
const Method = "journeys/1"

// The constants of the method: unit, reason, source.
const (
	// homeBreak and awayBreak: a longer stop ends a journey. Monitors' missions do not span
	// days and a charter crew's duty is 14 hours, so six hours on the ground at home is a
	// night at base; abroad an aircraft waits for its crew and comes home on the same
	// mission (the longest known wait of that kind is the 23 hours at Dakar, December 2017).
	homeBreak = 6 * time.Hour
	awayBreak = 30 * time.Hour

	// techLeast and techMost: a stop of this length at a field known for fuel is technical;
	// a shorter one is a brief touch, a longer one may be a drop-off.
	techLeast = 20 * time.Minute
	techMost  = 100 * time.Minute

	// turnLeast and turnMost: the ground times of drop-offs and pick-ups that monitors describe.
	turnLeast = 30 * time.Minute
	turnMost  = 150 * time.Minute
)

// enoughKnown: where the fields of an unnamed end have this much together, their shares say
// on which side of the border it was, even though none is named.
// unnamedCost is what the part that is unknown takes away.
const (
	enoughKnown = 0.15
	unnamedCost = 0.2
)

// Log-odds of a journey being removal work. The base stands for about one in twelve among
// the journeys of aircraft that ever fly it. No sum of the facts about who the aircraft is
// (marked identity) reaches a purpose without at least one of the facts about what it did.
const (
	base            = -2.4
	stagingWeight   = 2.2  // it left one of the staging facilities that monitors name
	busyStaging     = 1.4  // one where airlines are busy too
	alsoLoads       = 0.3  // one of the many airports where removal flights also load
	secondStaging   = 0.4  // the share of its weight that a second such airport adds
	abroadWeight    = 0.9  // from a staging facility out of the country
	turnWeight      = 0.4  // with a drop-off's ground time there
	chainWeight     = 0.5  // three legs or more in one chain
	fuelWeight      = 0.4  // by way of a fuel stop
	operatorWeight  = 1.0  // identity: an operator with a contract at that date
	callSignWeight  = 1.2  // identity: a call sign of the agency's own
	otherWorkWeight = -0.3 // identity: the tail is known for other work too
	leisureWeight   = -4.0 // a leisure field in Cuba, from an airport of its charters
	casinoWeight    = -2.5 // a casino resort's field
	scheduledWeight = -3.0 // the call sign of a scheduled airline
	shuttleWeight   = -1.5 // the same pair there and back twice or more
)
