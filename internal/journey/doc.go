// Package journey chains the legs of one aircraft to journeys and says what each leg
// seems to have been flown for, with the reasons for and against.
//
//	journeys := journey.Build(legs, place.Embedded())
//	tally := journey.Count(journeys, rule).Within(from, to)
//
// What counts is for each monitor to say: a Rule is a small file (rules/*.toml) that says what
// one is and what stands in, beside or out of the total. A Tally has every leg behind its
// totals and every leg that was seen and not counted, with the reason.
//
// It never decides from a tail or a call sign alone, keeps "unclear" as an answer, and
// leaves journeys that change carrier to package operation.
package journey
