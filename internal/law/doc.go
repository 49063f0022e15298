// Package law holds instruments, dated status facts and assurances as data, and answers
// two questions as of a date: what is this state bound by, and which duties bear on this
// hop.
//
//	law.StatusOf("QA", "CAT", day)   // bound, with the facts relied on
//	law.Duties(hop)                  // each with why and what is unknown
//
// Every fact is itself a sourced claim: who recorded it, when, verified or not; two sources
// that disagree are both kept. The package never says that a duty was breached, scores
// nothing, and codes what is not reported as unknown. Nothing here is legal advice.
package law
