// Package decode tells by its content what format a text of positions has, and reads it.
//
//	tracks, report, err := decode.Read(text, member, decode.Options{Until: now})
//	if decode.IsPartial(err) { /* the rows before the damage are in the tracks */ }
//
// | format | read by |
// |---|---|
// | readsb traces: old, new, trace_recent | readsb |
// | aircraft.json, answers of v2 interfaces, lines of one aircraft each | aircraftjson |
// | SBS-1 BaseStation streams | sbs |
// | OpenSky state vectors (CSV, JSON), tracks | opensky |
//
// Lists of flights with their airports (a monitor's table, OpenSky's flights) are reports
// of legs. They state; nobody saw. They are recognised and refused here, because what is
// said must never come in as what was seen.
//
// A file is read whole: archive hands out at most 128 MiB of text, which is some 700,000
// rows. A larger one is refused whole with that reason; cut it by the hour.
package decode
