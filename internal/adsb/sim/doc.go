// Package sim flies tracks whose truth is known, to test what makes legs of them and
// to show the product where no recording may be given away.
//
//	flights := []sim.Flight{{Hex: "d00001", Type: "B763", Callsign: "SIM001", From: kaex, To: othh, Depart: at}}
//	err := sim.WriteFolder(dir, sim.Files(flights, sim.Receivers{}, seed))
//
// An aircraft taxies, takes off, climbs, cruises along the great circle, descends at
// three degrees, lands, rolls out and taxies in. Receivers hear it above a floor at
// each airport and outside their holes, and keep the points that readsb would keep.
// The files have the layout and the rows of a globe_history archive, and every one of
// them says "simulated": true. What really happened stands in truth.json beside them.
//
// The same flights, receivers and seed give the same bytes. There is no wind but the
// one that a flight is given, no weather, no traffic and no spoofing.
package sim
