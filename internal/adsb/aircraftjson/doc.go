// Package aircraftjson reads what readsb says of all aircraft at one moment: its
// aircraft.json, the answers of the public v2 interfaces ({"ac":[…],"now":…}), one or
// many of them in a file, and lines of one aircraft each ({"hex":…,"now":…,"lat":…}).
//
//	tracks, report, err := aircraftjson.Read(text, member, gather.Options{Until: now})
//
// A position's time is now less seen_pos, its age. now is in seconds, or in milliseconds
// as the v2 interfaces have it; the two are a thousandfold apart and cannot be mistaken.
// Where no age is given the position counts as of that moment, and the report says so.
//
// lastPosition and rr_lat, rr_lon are not positions of now and are not used. A call sign
// of "N/A" is none. Rows are counted from 0 over the aircraft objects of the file.
package aircraftjson
