// Package report makes a monitors' monthly report of a tally: summary, totals, removals by
// country, hubs, operators, third countries, military flights, methodology, what was seen and
// not counted, and what was not heard.
//
//	r, err := report.Build("2025-09", journey.Count(journeys, rule), place.Embedded())
//	err = r.HTML(w) // CSV, LegsCSV and JSON say the same
//
// The same legs and rule give the same bytes. Every total names its rule, and every number the
// legs behind it. It counts flights, never people, and says nothing of who was aboard. Compare
// sets two releases of one month side by side: a difference that no leg explains is printed as
// unexplained.
package report
