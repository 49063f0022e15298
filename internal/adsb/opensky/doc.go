// Package opensky reads the state vectors of the OpenSky Network: rows of CSV under the
// documented header, the JSON of /states/all, and the path of one aircraft from /tracks.
//
//	tracks, report, err := opensky.ReadCSV(text, member, gather.Options{Until: now})
//
// OpenSky counts in metres and metres per second; they become feet, knots and feet per
// minute here. In a row of JSON the longitude stands before the latitude, in a path
// behind it; in CSV the header says, and nothing else does.
//
// A state vector is repeated every second whether or not something new was heard. A
// position counts once, at the time of its own update, and not when it was older than
// ten seconds as the row was written.
//
// One version of OpenSky's documentation names the two altitudes the wrong way round.
// Barometric altitudes at cruise stand on whole thousands of feet and geometric ones do
// not: a file in which it is the other way round is refused.
//
// Lists of flights with estDepartureAirport are conclusions, not positions, and are not
// read here.
package opensky
