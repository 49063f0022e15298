// Package fleet answers who an aircraft is, as far as public reference facts go: the
// state that issued its 24-bit address, its United States registration by the published
// algorithm, the operators that its registration or call sign was seen with, the fields
// where removal flights are staged or refuelled, and the seats of its type.
//
// Each fact is dated, sourced and graded. A grade of 3 or 4 is one outlet or nobody yet:
// Settled is false for it and no page may print it as settled. Facts disagree with each
// other and all stand; the package never picks an operator for an aircraft, and never
// reads one off a call sign alone (five airframes flew TYSON45 in one season).
//
//	n, ok := fleet.NNumber("a2c4e0")                  // N278GX
//	facts := fleet.Operators("GXA6143", leg.Start)    // what the prefix is known for
package fleet
