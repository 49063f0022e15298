// Package place knows where things are: airports and their runways, countries,
// time zones, the names that reports use for them, and the great circle between
// two of them.
//
// Everything here is a reference fact: dated, sourced (see Sources), and the same
// on every machine. The airports, the basemap and the names are embedded files
// made by "go generate ./internal/place" from npm packages; runways are read at
// run time from OurAirports' runways.csv when the user has it, and everything
// works without, less surely.
//
// The package refuses to guess: a code that it does not hold is not found, a
// point at sea is in no country.
//
// Units: degrees, nautical miles, feet.
//
//	a, _ := place.Embedded().Lookup("KAEX")
//	b, _ := place.Embedded().Lookup("OTHH")
//	fmt.Printf("%.0f NM\n", place.Distance(a.At, b.At))
package place
