// Package readsb reads the trace files of readsb: trace_full_<hex>.json and
// trace_recent_<hex>.json, as globe_history archives and live receivers hold them.
//
//	track := &adsb.Track{}
//	track.Reset()
//	err := readsb.ParseUntil(text, adsb.Member{Name: name, Hash: hash}, now, track)
//	var part *readsb.Partial
//	if errors.As(err, &part) { /* the rows before the damage are in the track */ }
//	track.Finish()
//
// It reads rows of 9, 14 and 15 cells and takes every key as optional, in any order.
// It takes the time of a row from the file's timestamp and nothing else: neither
// midnight nor the folder's date. It rejects a bad row, says which and why, and goes on.
//
// The rows are read by a tokeniser of our own, because encoding/json takes ten times
// as long there; a fuzz test holds the two against each other.
package readsb
