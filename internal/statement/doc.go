// Package statement reads a canonical text and proposes Statements: who stated what,
// through whom, planned or happened, how many, when, and where, each part with its exact
// place in the text.
//
//	for _, s := range statement.Propose(doc) { fmt.Println(s.Origin().Text, s.Event, s.Content.Text) }
//
// The rules refuse to upgrade: a plan stays a plan, "as many as 400" stays an upper bound,
// "dozens" never becomes a number, a weekday without a publication date stays unresolved.
// What a rule inferred from another sentence is marked inferred. Sentences without a source
// are the document's own statements, so that a headline's figure is never lost. Every
// passage's text equals the slice of the document at its spans.
//
// The rules need no tagger: a lexicon of cues (lexicon/cues.txt, data and not code) finds
// who says what in each sentence; small layers read the content on their own: number words,
// figures, dates, route, modality; the resolver follows names, "he" and "the official"
// through the document; the domain filter folds what is not about removals into Topic other.
//
// A headline is read as one: "flight expected" is a plan, "US deports 120" has happened,
// "newspaper says" is the one newspaper that the body names, inferred. A flight that left
// for a place has not arrived there: each end of a route has its own event. What is "expected",
// "believed" or "announced" by nobody has the class not_stated.
//
// A negation ends with its clause; a question and a denial state no event; what a state says
// of its own conduct is a stance. A figure counts people only where its noun does.
//
// Narrow reads an edited passage anew, and Check refuses a statement that does not stand in
// the text or has a word outside the closed lists (Events, Speeches, Topics, …).
//
// Origins groups statements by who first stated them; a repeat never adds an origin, and
// independence that nobody has shown counts as none.
package statement
