// Package release is the door: what leaves the house is looked at here first.
//
//	for _, f := range release.CheckWording(text) { fmt.Println(f.Sentence, f.Word, f.Suggestion) }
//
// It refuses conclusions that no evidence here can carry: a text may say which duty bears
// on a hop, never that it was breached; which aircraft was heard, never who was aboard.
// Nor does it let through who a returnee is (Refuse, CheckPersons, Identifies): a name aboard,
// a date of birth, a number or a handle. People are named in the roles of Roles only.
// Quoted words are other people's and pass. The package is pure; it changes no text.
package release
