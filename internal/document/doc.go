// Package document turns bytes that somebody published into a Document: the hash of
// the bytes, one canonical text that every later span points into, headline apart from
// body, and the times that the document states, each with where it was found.
//
//	d, err := document.Read(raw, document.Hints{File: "report.txt"})
//
// A plain-text file's canonical text is its own bytes. HTML is read for its article,
// never run: scripts, styles and hidden text are dropped. A feed gives one Document an
// entry. Nothing is fetched here; package cli asks package document/fetch for that, and
// only when the user named a URL.
package document
