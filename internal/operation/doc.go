// Package operation is the hall: what was Said, what was Seen, who is Silent and what is
// Owed meet here, and only here.
//
//	view := operation.Confront(evidence)
//
// It groups statements by origin, not by article; sets plans beside events and statements
// beside tracks; and lists where they differ. It never averages, never picks a side, never
// says that a duty was breached, and prints what is not known as unknown. Its answer
// sentence says no more than its weakest evidence.
package operation
