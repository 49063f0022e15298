// Package adsb holds what every public position format is turned into: a Track,
// the positions that one transmitter address sent, in time order, with what was
// rejected and why.
//
// One subpackage reads one format (readsb); archive walks files, folders and tars
// of them; sim flies tracks whose truth is known. All of them work on readers, so
// a test, a tar and a network stream are the same to them.
//
// A Track is an observation, never an identity and never a passenger list: an
// address can be copied, a call sign can be anything, and nobody aboard is visible.
//
// Units: Unix milliseconds UTC, degrees, feet, knots, feet per minute.
package adsb
