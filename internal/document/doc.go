// Package document turns bytes that somebody published into a Document: the hash of
// the bytes, one canonical text that every later span points into, headline apart from
// body, and the times that the document states, each with where it was found.
//
//	docs, err := document.Read(raw, document.Hints{File: "report.txt", Published: "2025-09-30"})
//
// What the bytes are is found from the bytes. A plain-text file's canonical text is its
// own bytes. HTML is read for its article, never run: scripts, styles, hidden text, menus,
// teasers and pull quotes that repeat the text are left out and counted in a warning. A
// feed gives one Document an entry, and an entry's raw bytes are its own element, so that
// tomorrow's feed gives the same Document. Nothing is fetched here; package cli asks
// package document/fetch for that, and only when the user named a URL.
//
// Invariants, which Verify checks: RawHash is over Raw, the ID follows from RawHash,
// TextHash is over Text, parts are in order, inside Text and on character boundaries, and
// a plain text that was UTF-8 is byte for byte what came in.
//
// It refuses to guess. A time that lies before 1990 or after the document was received is
// named in a warning and not used; without a publication time there is none. Characters
// that make a reader and a program see different texts stay in the text and are named.
// An input that would cost more than the limits in method.go is refused or read flat,
// tags dropped in one pass, and says so.
package document
