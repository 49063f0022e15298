// Package sbs reads what a receiver writes to its BaseStation port (30003): one line a
// message with 22 fields between commas. Lines of every aircraft that was heard follow
// one another, and what one line does not say another of the same address has said.
//
//	tracks, report, err := sbs.Read(text, member, gather.Options{Until: now})
//
// A line with a position makes a point. Speed, track, vertical rate, altitude and
// whether it is on the ground are taken from the same line, or from one of the last ten
// seconds. Call signs come from MSG,1 alone and count where most of those around agree.
//
// The lines have date and time and no zone. They are read as UTC, which is what readsb
// writes; the report says so, because other programs write local time. The time at which
// the message was generated counts, and the time at which it was logged where there is none.
package sbs
