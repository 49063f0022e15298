// Package flight turns a Track into Legs: where it split, where each end was, how
// sure, and from which positions.
//
//	legs := flight.Extract(track, place.Embedded())
//
// It never names an airport that nothing reaches 0.5 for, never draws or times what
// was not heard (it gives an interval), and never says who was aboard. Every end
// carries its candidates with probabilities, the explicit "unknown" among them, and
// the reasons in words. The constants of the method stand in method.go with unit,
// value, reason and source; Method names the version that made a leg.
package flight
