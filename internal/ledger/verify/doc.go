// Package verify checks what a ledger claims, as a stranger would: with the verifier key,
// the bytes, and nothing that the writer computed.
//
//	c, err := verify.Open(text, verifierKey)            // the signature holds
//	leaf := verify.Leaf("capture", salt, body)
//	err = verify.Inclusion(c, index, leaf, path)        // the record is in that tree
//	err = verify.Consistency(old, c, path)              // history was only added to
//
// It shares no code with package ledger and imports only the standard library and
// golang.org/x/mod, so that an exhibit can be checked by reading a few hundred lines.
package verify
