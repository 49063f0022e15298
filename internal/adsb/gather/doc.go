// Package gather puts the rows of a file of many aircraft into one track an aircraft.
// The formats that have such files (aircraftjson, sbs, opensky) read their rows; what a
// row may say, and what is done with the rest, is the same for all and stands here.
//
//	book := gather.New(member, opts)
//	plane, ok := book.Of(address)      // nil for an aircraft that is not wanted
//	plane.Add(gather.Row{…}); plane.Hear(at, callsign, row, offset)
//	tracks, report, err := book.Close()
//
// A row is used or rejected whole, with its reason, as in package readsb and in its
// words. A position that is told again is no new position: it is dropped and counted.
// A file whose latitudes and longitudes are exchanged is refused, never put right.
//
// Addresses with "~" are marked as nobody's. Nothing here is an identity.
package gather
