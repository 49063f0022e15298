// Package ledger makes what was accepted tamper-evident: an append-only log of salted
// commitments in C2SP formats (tlog-checkpoint, signed-note, tlog-tiles).
//
// A record is canonical JSON (RFC 8785). Its leaf is the record's type, a NUL, and
// SHA-256(domain || salt || body), so that the log itself reveals nothing and a record can
// be erased while every other proof still holds. Package store keeps records and rows in one
// transaction; this package works on bytes alone.
package ledger
