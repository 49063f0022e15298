package fleet

import "strings"

// seats are what operators fit into a type, from the fewest to the most. They bound who
// can have been aboard and say nothing of who was: a removal charter carries far fewer
// (up to 135 on the standard charter; about 115 on average in the agency's own records
// of 2011-2018).
var seats = map[string]struct {
	low, high int
	source    string
}{
	"A320": {140, 180, "Airbus A320: two classes to high density; Global Crossing fits 180"},
	"A321": {183, 220, "Global Crossing, 2021: 183 in three classes; Airbus A321ceo: up to 220"},
	"B737": {130, 149, "Boeing 737-700: two classes to the certified 149 (FAA type certificate data sheet A16WE)"},
	"B738": {162, 189, "Boeing 737-800: two classes to the certified 189 (FAA type certificate data sheet A16WE)"},
	"B763": {210, 350, "Boeing 767-300: three classes to high density"},
	"CRJ2": {50, 50, "Bombardier CRJ-200: 50"},
	"GLF4": {16, 16, "several reports of removal flights by this type: 16"},
	"GLF5": {16, 16, "several reports of removal flights by this type: 16"},
}

// Seats returns how many passenger seats an aircraft of an ICAO type designator has, from
// the fewest to the most that operators fit, and where that is from; ok is false for a
// type that is not held. It is a capacity, never an estimate of people.
func Seats(typeCode string) (low, high int, source string, ok bool) {
	s, ok := seats[strings.ToUpper(strings.TrimSpace(typeCode))]
	return s.low, s.high, s.source, ok
}
