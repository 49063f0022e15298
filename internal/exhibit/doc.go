// Package exhibit makes one operation into files that a stranger can verify without this
// program: a numbered sheet, the bytes that each fact rests on, and for each record of the
// ledger a proof that it stands in a signed log.
//
//	in.Records = …                       // Bearing picks them, the store proves them
//	files, err := exhibit.Build(in)      // the same input, the same bytes
//	err = exhibit.WriteZip(w, files)
//	report := exhibit.Verify(fsys, key)  // a folder or a zip from anybody
//
// What leads where: a fact of the sheet quotes a passage or rows; the passage stands at its
// bytes in text/, whose hash a record "capture" names beside the hash of the bytes in raw/;
// the record, with its salt, is a leaf of a tree; the tree's root is in checkpoint.txt, signed
// by the key of vkey.txt. SHA256SUMS is over every other file: its own hash is the exhibit's
// fingerprint, and the only thing that says that the sheet itself was not rewritten.
//
// It refuses to build what would not verify: a document or leg in the view without a record
// of exactly that version, a passage that does not stand where its spans say, a path that
// does not lead to the signed root, a conclusion outside quotations (package release).
//
// It reveals the log's size, each record's place in it and the salted hashes on its path, and
// of no other record its text, salt or identifier. It has no clock, no randomness and no
// files; verify.sh and README.txt are the same checks for a shell, sha256sum and openssl.
package exhibit
