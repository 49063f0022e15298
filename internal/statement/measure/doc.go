// Package measure scores the extractor against our own gold: news in our own words, of many
// kinds, in which who said what was marked by hand before any rule had read it.
//
//	for _, part := range []measure.Part{measure.Tune, measure.Test} {
//		fmt.Println(part, measure.Run(measure.Gold(part), statement.Propose).Reporting.F1())
//	}
//
// The quotations are made up: nobody named there said them.
//
// Tune may be looked at while rules are written. Test is frozen: it only counts.
//
// An attribution is fully right when source, cue and content each reach half in token F1
// (statements.md); every marked one is matched once, and every proposal with a cue that
// matches none is wrong. The layers below (chain, event, figures, dates, route) are scored
// on the attributions that were matched, where the gold marks them.
package measure
