// Package law holds instruments, dated status facts and assurances as data, and answers
// two questions as of a date: what is this state bound by, and which duties bear on this
// hop.
//
//	law.StatusOf("QA", "CAT", day)   // bound, with the facts relied on
//	law.Duties(hop)                  // each with why and what is unknown
//	law.NotBoundBy(hop)              // the treaties that would bear and do not bind
//	law.Assess(kind, by, to, what)   // fifteen weaknesses: true, false or unknown
//
// Every fact is itself a sourced claim: who recorded it, when, verified or not; two sources
// that disagree are both kept. A date in force is derived by the treaty's own rule, never
// typed in, and marked so; where only the year of an act is known, days that it leaves open
// are answered unknown. The package never says that a duty was breached, scores nothing, and
// codes what is not reported as unknown. The data sets end in August 2022, and an answer
// that rests on the absence of an act says so. Nothing here is legal advice.
package law
