// Package store keeps what was accepted: rows in SQLite (or PostgreSQL when a workspace is
// shared), bytes in a folder of content-addressed blobs, and one ledger record for each
// accepted fact, written in the same transaction as its row.
//
//	s, err := store.Open(ctx, dir, store.Options{Now: time.Now, Rand: rand.Reader})
//	added, err := s.AddDocument(ctx, doc, raw, statement.Propose(doc))
//
// # What holds
//
//   - The body of a ledger record is the fact. A table is a projection of record bodies that
//     makes questions fast; Check derives every column again and names the first record whose
//     rows, blobs or hashes do not match.
//   - What is too large for a record, or must keep its exact bytes (a document's text, a
//     proposed statement, the legs of a scan), stands in a row or a blob and its hash or
//     Merkle root in the record.
//   - Nothing is overwritten. A later scan marks a leg's row as superseded and names itself;
//     bytes that are read again get a second capture, and the last one is in force; a
//     decision, an undo, a detachment are new records.
//   - The head of the log is signed in every transaction, so that a record removed from the
//     end is found as well.
//   - There is one writer at a time, in this process and between processes; readers never wait.
//
// # What it refuses
//
// A workspace of a newer schema, a folder that is not a workspace, a blob whose bytes do not
// hash to its name, a leg of interest whose raw file was not kept, an edited statement whose
// quotes are not in its document. There is no table and no column for a person.
package store
