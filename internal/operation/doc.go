// Package operation is the hall: what was Said, what was Seen, who is Silent and what is
// Owed meet here, and only here.
//
//	view := operation.Confront(evidence)
//	err := view.Text(os.Stdout) // or Brief, which fits a screen
//
// It groups statements by origin, not by article; sets plans beside events and statements
// beside tracks; and lists where they differ. It never averages, never picks a side, never
// says that a duty was breached, and prints what is not known as unknown. Its answer
// sentence says no more than its weakest evidence.
//
// What always holds, and is tested: a repeat changes neither origins nor grade; the order of
// the evidence changes nothing; what was published after the moment asked for is not there
// yet; no figure is printed that nobody stated; a track never says how many or who. The
// grades and the rules behind them stand in rules.go and are printed with each view.
//
// Propose finds statements and journeys that may be one operation, with reasons that add up
// to their score. Attaching is a person's decision.
package operation
