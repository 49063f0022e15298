// Package ledger makes what was accepted tamper-evident: an append-only log of salted
// commitments in C2SP formats (tlog-checkpoint v1.0.0, signed-note v1.0.0, and the stored
// hashes that tlog-tiles are cut from).
//
//	r, err := ledger.New(seq, "capture", doc.ID, at, salt, fact) // canonical body, RFC 8785
//	hashes, err := ledger.Append(r, stored)                     // what to keep for it
//	text, err := key.Checkpoint(seq+1, stored)                  // signed: origin, size, root
//
// # The leaf
//
//	leaf = type NUL SHA-256("charterwatch record v1\n" ‖ salt ‖ body)
//	body = {"at":…,"fact":…,"id":…,"type":…}   as RFC 8785 writes it, text in NFC
//
// The log reveals a record's type and nothing else: the salt is 32 random bytes, because
// "120" and "IR" can be guessed. Destroying salt and body erases a record while every other
// proof still holds. The sequence number is bound by the leaf's place in the tree.
//
// Because a body's text is in NFC, evidence whose bytes must stay as they were (a quote, a
// page) is never carried in a body but by the hash of its exact bytes.
//
// Package store keeps records and rows in one transaction; this package works on bytes
// alone: no clock, no randomness of its own, no file. Package ledger/verify checks what
// this package makes, shares no code with it and imports only the standard library and
// golang.org/x/mod.
package ledger
