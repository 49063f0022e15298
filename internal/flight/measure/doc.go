// Package measure scores legs against flights whose truth is known, and reads the real data
// that they are scored on.
//
//	score := measure.Legs(measure.Case{Legs: legs, Flights: flights})
//	total.Add(score)
//
// A measure is a pure function; its doc comment is its definition. What was observable is
// part of the truth: an end that nobody could hear is scored by whether it was left open,
// never by whether a guess happened to be right.
//
// The readers (Samples, Radar, Trace) turn files of other people's making into tracks for
// tests and for "charterwatch bench accuracy". They are no product formats: package adsb and
// its siblings read those. None of the data is part of the project.
package measure
