// Package journey chains the legs of one aircraft to journeys and says what each leg
// seems to have been flown for, with the reasons for and against.
//
//	journeys := journey.Build(legs, place.Embedded())
//
// It never decides from a tail or a call sign alone, keeps "unclear" as an answer, and
// leaves journeys that change carrier to package operation.
package journey
