package statement

import "strings"

// active reads "SOURCE cue content", "content, SOURCE cue" and "“content,” cue SOURCE".
func (r *reading) active(a attribution, g group, k int, s sentence, end int, previous *attribution) (attribution, bool) {
	limit := s.from
	if previous != nil {
		limit = previous.cueEnd()
	}
	at := k + 1
	if a.verb.lemma == "put" && r.lowAt(k+1) == "it" && r.lowAt(k+2) != "at" {
		at = k + 2
		a.cue[0].to = at
	}
	switch {
	case r.inverted(g, k, limit, end, a.verb):
		a.source = r.nounPhraseRight(k+1, end, false)
		if a.source.empty() {
			return a, false
		}
		at, a.start = a.source.to, g.from
	default:
		src, start, ok := r.subject(g.from, limit)
		switch {
		case ok:
			a.source, a.start = src, start
			a.relative = relatives[r.lowAt(g.from-1)]
			a.what = start > s.from && r.tokens[start-1].low == "what"
		case previous != nil && r.sharesSubject(g.from):
			a.borrowed, a.start = -2, g.from
		case previous == nil && r.sharesSubject(g.from) && a.verb.strength <= needs: // "smiled, but noted that"
			a.source, a.start = r.clauseSubject(s.from, g.from-1, true), g.from
			if a.source.empty() {
				return a, false
			}
		default:
			return a, false
		}
		if !r.canSpeak(a) {
			return a, false
		}
	}
	return r.withContent(a, at, s, end, previous)
}

// canSpeak refuses subjects that do not state anything.
func (r *reading) canSpeak(a attribution) bool {
	if a.source.empty() {
		return true
	}
	if a.verb.lemma == "hear" { // "the court heard that": who hears there is told it in public
		for k := a.source.from; k < a.source.to; k++ {
			if bench[r.tokens[k].low] {
				return true
			}
		}
		return false
	}
	switch r.tokens[a.source.from].low {
	case "it", "this", "that", "there", "which", "what":
		low := r.lowAt(a.source.from - 1)
		after := a.verb.quotes && a.verb.strength <= needs && (low == "," || a.source.from > 0 && r.tokens[a.source.from-1].quote >= 0) // "…, it added"
		return a.source.to-a.source.from > 1 || (a.verb.strength == reports || after) && r.tokens[a.source.from].low == "it"
	case "not": // "54, not the 120 announced, were aboard"
		return false
	case "i", "you":
		return a.verb.strength == reports
	}
	return !r.hasMainVerb(stretch{a.source.from, r.segmentEnd(a.source.from, a.source.to)})
}

// bench are bodies before which things are said: "the court heard that …".
var bench = wordSet{"court": true, "jury": true, "jurors": true, "tribunal": true, "inquiry": true, "inquest": true, "committee": true, "panel": true, "hearing": true}

// reducedRelative tells whether the verb at k only describes the noun before it: "a letter
// obtained by the AP".
func (r *reading) reducedRelative(k, to int) bool {
	next := ""
	if k+1 < to {
		next = r.tokens[k+1].low
	}
	after := prepositions[next] || weekdayWords[next] || next == "last" || next == "this" || next == "earlier" || next == "yesterday"
	return k+1 < to && !auxiliaries[r.tokens[k].low] && after && k > 0 && !personal[r.tokens[k-1].low]
}

// inverted tells whether the subject follows the cue at k: “…,” said X.
func (r *reading) inverted(g group, k, limit, end int, v *cueVerb) bool {
	if g.from != k || k+1 >= end || v.lemma == "tell" { // after "told" stands the hearer: "…, X told the Courier"
		return false
	}
	next := r.tokens[k+1]
	if next.quote >= 0 || next.kind == mark || next.low == "that" || (prepositions[next.low] && next.low != "another") {
		return false
	}
	if k == limit { // "Said the minister: …"
		return v.lemma == "say" || v.lemma == "add"
	}
	p := r.tokens[k-1]
	if p.quote >= 0 {
		return true
	}
	if k < 2 || p.low != "," && !(isQuoteMark(p.low) && r.tokens[k-2].low == ",") {
		return false
	}
	if p.low == "," && r.tokens[k-2].quote >= 0 {
		return true
	}
	if v.strength != reports || !r.verbOutside(stretch{limit, k - 1}) {
		return false
	}
	np := r.nounPhraseRight(k+1, end, false)
	begins := next.capital || determiners[next.low] || personal[next.low] || next.kind == figure
	return !r.hasFiniteVerb(np) && (np.to >= end || begins && r.tokens[np.to].low == ",")
}

// verbOutside tells whether s has a verb outside its relative clauses, each of which ends
// with the next comma: "The price, which had doubled, will fall".
func (r *reading) verbOutside(s stretch) bool {
	relative := false
	for k := s.from; k < s.to; k++ {
		switch t := r.tokens[k]; {
		case t.low == ",":
			relative = false
		case relatives[t.low]:
			relative = true
		case !relative && r.verbLike(k) && !r.reducedRelative(k, s.to):
			return true
		}
	}
	return false
}

// sharesSubject tells whether the verb group at g continues an earlier verb's subject.
func (r *reading) sharesSubject(g int) bool {
	if g == 0 {
		return false
	}
	switch r.tokens[g-1].low {
	case "and", "but", "or":
		return true
	}
	return false
}

// withContent finds what is stated: right of the cue from token at, left of the clause, or both.
func (r *reading) withContent(a attribution, at int, s sentence, end int, previous *attribution) (attribution, bool) {
	cueEnd := at
	if l := r.lowAt(at); a.verb.lemma == "call" && at < end && (l == "on" || l == "for") {
		a.content = []stretch{{at, end}}
		return r.finish(a), true
	}
	if a.verb.hearer {
		at = r.skipHearer(at, end)
	}
	if !(a.verb.toVerb && r.lowAt(at) == "to") {
		at = r.skipCircumstance(at, end)
	}
	a.tail = stretch{cueEnd, at}
	left := stretch{s.from, a.start}
	quoteLeft := a.start > s.from && (r.tokens[a.start-1].quote >= 0 || (r.tokens[a.start-1].low == "," && a.start-2 >= s.from && r.tokens[a.start-2].quote >= 0))
	if previous != nil {
		left.from = r.unclaimedFrom(previous, a.start)
	}
	if left.to > left.from && r.tokens[left.to-1].low == "as" {
		left.to-- // "…, as X said"
	}
	left = r.trimLeft(left)
	if quoteLeft && !left.empty() && !a.relative {
		a.that = true
		a.content = []stretch{left}
		if more := r.continuation(at, end, true); !more.empty() {
			a.content = append(a.content, more)
		} else if more := r.resumed(at, end); !more.empty() {
			a.content = append(a.content, more)
		}
		return r.finish(a), true
	}
	if at >= end {
		return r.leftContent(a, left, stretch{}, s, previous)
	}
	t := r.tokens[at]
	if k := a.start - 1; k >= s.from && k == r.skipConjunctions(s.from) && r.tokens[k].low == "as" || k > s.from && r.tokens[k].low == "as" && r.tokens[k-1].low == "," && t.low == "," && r.lowAt(at+1) == "that" { // "As X said, …"
		to := end
		if t.low == "," {
			at++
		} else {
			to = r.segmentEnd(at, end) // "As X said that …, the lights went out"
		}
		a.content = []stretch{{at, to}}
		return r.finish(a), to-at > 1
	}
	if t.low == "," {
		if q := at + 1; q < end && r.tokens[q].quote >= 0 && (left.to-left.from < 4 || r.opensClause(left)) {
			a.that = true
			a.content = []stretch{{q, end}}
			return r.finish(a), true
		}
		if skipped := r.skipAside(at, end); skipped > at {
			at, t = skipped, r.tokens[skipped]
		} else if more := r.mainClause(left, at, end); !more.empty() && a.verb.strength == reports {
			a.content = []stretch{left, more}
			return r.finish(a), true
		} else if r.isClause(left) || left.to-left.from >= 1 && !r.opensClause(left) {
			return r.leftContent(a, left, r.continuation(at, end, !r.isClause(left)), s, previous)
		} else {
			return a, false
		}
	}
	ok := false
	at, ok = r.opensContent(&a, at, end)
	if !ok && left.empty() && a.verb.quotes && end-at <= 8 && !a.relative { // “Why?” the minister asked the hall
		if b, ok := r.lookBack(a, s); ok {
			return b, true
		}
	}
	if !ok {
		if left.to-left.from >= 3 && r.isClause(left) && a.start > s.from && r.tokens[a.start-1].low == "," {
			return r.leftContent(a, left, stretch{}, s, previous)
		}
		return a, false
	}
	if at >= end {
		a.pending = a.that
		return a, a.pending
	}
	a.content = []stretch{{at, r.contentEnd(a, at, end)}}
	return r.finish(a), true
}

// contentEnd is where content that begins at token at ends: with its clause where the clause
// only describes a noun, at a day where it is no clause ("accused him of fraud Thursday in a debate").
func (r *reading) contentEnd(a attribution, at, end int) int {
	bare := !a.that && !a.verb.clause
	for k := at + 1; k+1 < end; k++ {
		t := r.tokens[k]
		switch {
		case t.quote >= 0:
		case t.low == "," && (a.relative || a.what) && (a.what || r.verbLike(k+1) || adverbs[r.tokens[k+1].low] && r.verbLike(k+2)):
			return k
		case bare && weekdayWords[t.low] && (prepositions[r.tokens[k+1].low] || r.tokens[k+1].low == ","):
			if p := r.tokens[k-1]; prepositions[p.low] {
				return k - 1
			}
			return k
		}
	}
	return end
}

// endsStatement tells whether token k can stand between a statement and ", X said".
func (r *reading) endsStatement(k int) bool {
	t := r.tokens[k]
	return t.quote >= 0 || t.kind == mark || t.low == "as"
}

func (r *reading) skipConjunctions(k int) int {
	for k+1 < len(r.tokens) && conjunctions[r.tokens[k].low] {
		k++
	}
	return k
}

// leftContent takes the words before the attributing clause.
func (r *reading) leftContent(a attribution, left, more stretch, s sentence, previous *attribution) (attribution, bool) {
	if a.relative || a.what {
		return a, false
	}
	if !left.empty() && a.borrowed < 0 && a.source.from == a.start && !r.endsStatement(a.start-1) {
		return a, false // "A third plane, and nobody agrees": nothing marks the words before as stated
	}
	if left.empty() && previous != nil && a.start > s.from && r.tokens[a.start-1].low == "," && a.verb.strength <= needs && !a.source.empty() {
		if sp := r.describe(a.source); sp.role == mediumRole && previous.relay.empty() {
			if cut := *previous; r.cutBefore(&cut, &a) { // "X said …, the agency reported"
				cut.relay = a.source
				*previous = cut
			}
			return a, false
		}
		for j := a.start - 2; j > previous.cueEnd(); j-- { // "X said A; B, he said"
			if r.tokens[j].low == ";" && r.tokens[j].quote < 0 {
				left = r.trimLeft(stretch{j + 1, a.start})
				a.start = j + 1
				break
			}
		}
	}
	if left.empty() && previous != nil && a.start > s.from && r.tokens[a.start-1].low == "," && a.verb.strength == reports && !a.source.empty() {
		left = r.trimLeft(stretch{s.from, a.start}) // "…, the newspaper said" at the end takes the whole sentence
		a.whole = true
	}
	if left.empty() {
		return r.lookBack(a, s)
	}
	if !r.isClause(left) && more.empty() && left.to-left.from < 4 {
		return a, false
	}
	if !a.verb.quotes && !a.verb.that {
		return a, false
	}
	a.content = []stretch{left}
	if !more.empty() {
		a.content = append(a.content, more)
	}
	return r.finish(a), true
}

// lookBack takes the quotation that ends the sentence before: “Why?” The minister asked.
func (r *reading) lookBack(a attribution, s sentence) (attribution, bool) {
	if a.sentence == 0 || !a.verb.quotes || s.first || a.verb.strength > needs {
		return a, false
	}
	p := r.sentences[a.sentence-1]
	last := r.tokens[p.to-1]
	if last.quote < 0 || r.quotes[last.quote].from < p.from || a.start > s.from+1 {
		return a, false
	}
	q := r.quotes[last.quote]
	a.content, a.that = []stretch{{q.from, q.to}}, true
	return r.finish(a), true
}

// isClause tells whether the words can stand as a statement: they hold a verb or a quotation.
func (r *reading) isClause(s stretch) bool {
	if s.empty() || r.opensClause(s) && !r.commaClause(s) {
		return false
	}
	for k := s.from; k < s.to; k++ {
		if r.tokens[k].quote >= 0 {
			return true
		}
	}
	return r.hasVerb(s)
}

// opensClause tells whether the words only lead into a clause: "After the talks".
func (r *reading) opensClause(s stretch) bool {
	if s.empty() {
		return true
	}
	l := r.tokens[s.from].low
	return prepositions[l] || subordinators[l] || l == "asked" || l == "speaking" || l == "citing"
}

// commaClause tells whether a main clause follows the comma in "After the talks, the flight left".
func (r *reading) commaClause(s stretch) bool {
	for k := s.from; k < s.to-2; k++ {
		if r.tokens[k].low == "," && r.hasVerb(stretch{k + 1, s.to}) {
			return true
		}
	}
	return s.to-s.from > 14
}

// continuation is the rest of an interrupted statement: “A,” he said, “B.” or "The flight,
// officials said, left on Monday".
func (r *reading) continuation(at, end int, open bool) stretch {
	if at >= end || r.tokens[at].low != "," || !open {
		if at < end && r.tokens[at].quote >= 0 {
			return stretch{at, end}
		}
		return stretch{}
	}
	at++
	if at >= end {
		return stretch{}
	}
	t := r.tokens[at]
	if t.quote >= 0 {
		to := at
		for to < end && r.tokens[to].quote >= 0 {
			to++
		}
		return stretch{at, to}
	}
	if _, ok := cues[t.low]; ok || conjunctions[t.low] || t.low == "according" || len(t.low) > 4 && t.low[len(t.low)-3:] == "ing" {
		return stretch{}
	}
	if r.verbLike(at) || auxiliaries[t.low] {
		return stretch{at, end}
	}
	return stretch{}
}

// resumed is the quotation that goes on after the circumstances: “The truth,” she told me
// when we met in Rome, “is dull.”
func (r *reading) resumed(at, end int) stretch {
	for k := at; k < min(end, at+30); k++ {
		t := r.tokens[k]
		if t.quote >= 0 {
			if q := r.quotes[t.quote]; k > at && r.tokens[k-1].low == "," && q.from == k {
				return stretch{k, min(end, q.to)}
			}
			return stretch{}
		}
		if w, ok := cues[t.low]; ok && w.strength == reports && !w.isNoun {
			return stretch{}
		}
	}
	return stretch{}
}

// mainClause is what follows ", he said," where only a subordinate clause stands before:
// "When they arrived, he said, the man ran".
func (r *reading) mainClause(left stretch, at, end int) stretch {
	if at+1 >= end || left.empty() || r.tokens[at].low != "," || !r.opensClause(left) || !r.hasVerb(stretch{at + 1, end}) {
		return stretch{}
	}
	if t := r.tokens[at+1]; conjunctions[t.low] || cues[t.low].cueVerb != nil || len(t.low) > 4 && strings.HasSuffix(t.low, "ing") {
		return stretch{}
	}
	return stretch{at + 1, end}
}

// unclaimedFrom is where the text between an earlier attribution and token k is free.
func (r *reading) unclaimedFrom(previous *attribution, k int) int {
	from := max(previous.cueEnd(), previous.source.to, previous.tail.to)
	for _, c := range previous.content {
		if c.from < k {
			from = max(from, min(c.to, k))
		}
	}
	return from
}

// trimLeft drops the conjunction before and the comma after.
func (r *reading) trimLeft(s stretch) stretch {
	for s.from < s.to {
		t := r.tokens[s.from]
		if t.quote >= 0 || !(conjunctions[t.low] || (t.kind == mark && t.low != "$" && t.low != "“" && t.low != `"`)) {
			break
		}
		s.from++
	}
	for s.from < s.to {
		t := r.tokens[s.to-1]
		if t.quote >= 0 || t.kind != mark || isClosing(t.low) || t.low == `"` || t.low == "%" {
			break
		}
		s.to--
	}
	return s
}

// skipAside steps over ", however," between cue and content.
func (r *reading) skipAside(at, end int) int {
	for k := at + 1; k < min(end, at+8); k++ {
		if r.tokens[k].low == "," && k+1 < end {
			first := r.tokens[at+1]
			if next := r.tokens[k+1]; (next.low == "that" || next.quote >= 0) || (adverbs[first.low] && k == at+2) {
				return k + 1
			}
		}
	}
	return at
}

// skipHearer steps over who is told: reporters, the Guardian, her.
func (r *reading) skipHearer(at, end int) int {
	for k := at; k < min(end, at+14); k++ {
		t := r.tokens[k]
		if t.low == "that" || t.quote >= 0 || t.low == ":" || t.low == "," || t.low == "whether" || t.low == "how" {
			return k
		}
		if k == at && (t.low == "to" || t.low == "of" || t.low == "about" || t.low == "against") {
			return at
		}
		if k > at && (weekdayWords[t.low] || (t.low == "on" || t.low == "in" || t.low == "at" || t.low == "during") && k+1 < end) {
			return k
		}
		if k == at && hearers[t.low] {
			return k + 1
		}
		if k > at && (personal[t.low] || determiners[t.low] && !(t.capital && r.tokens[k-1].capital) || hearers[r.tokens[k-1].low] || r.verbLike(k)) {
			if r.verbLike(k) && !determiners[t.low] {
				return at // no hearer: the words were the subject of the content
			}
			return k
		}
	}
	if end-at < 14 {
		return end
	}
	return at
}

// skipCircumstance steps over when, where and in what it was said, when content follows.
func (r *reading) skipCircumstance(at, end int) int {
	for at < end {
		t := r.tokens[at]
		if _, to := r.matchPhrase(bounds, at, end); to > at && to < end && r.numberAt(to, stretch{at, end}) {
			return at // "said at least 55 people": a figure, not a place
		}
		switch {
		case weekdayWords[t.low]:
			at = r.partOfDay(at+1, end)
		case t.low == "yesterday" || t.low == "earlier" || t.low == "recently" || t.low == "later" || t.low == "today" || t.low == "again" || t.low == "repeatedly" || t.low == "publicly":
			at++
		case (t.low == "aloud" || strings.HasSuffix(t.low, "ly") && len(t.low) > 4) && at+1 < end && (r.tokens[at+1].low == "that" || r.tokens[at+1].low == "whether" || r.tokens[at+1].low == ":"):
			at++
		case prepositions[t.low] && t.low != "than" && t.low != "because" && t.low != "of" && t.low != "about" && t.low != "for" && t.low != "against" && !(t.low == "to" && r.infinitive(at+1, end)) || t.low == "last" || t.low == "this" && at+1 < end && (r.tokens[at+1].low == "week" || r.tokens[at+1].low == "month" || r.tokens[at+1].low == "year"):
			to := r.circumstanceEnd(at, end)
			if to == at {
				return at
			}
			at = to
		default:
			return at
		}
	}
	return at
}

// infinitive tells whether the word after a "to" can be a verb: no name, article, pronoun or hearer.
func (r *reading) infinitive(k, end int) bool {
	if k >= end {
		return false
	}
	t := r.tokens[k]
	return t.kind == word && !t.capital && !determiners[t.low] && !pronouns[t.low] && !hearers[t.low]
}

// partOfDay steps over "night" or "17" after a day or a month.
func (r *reading) partOfDay(at, end int) int {
	for at < end {
		switch t := r.tokens[at]; {
		case t.kind == figure, t.low == "night", t.low == "morning", t.low == "afternoon", t.low == "evening":
			at++
		default:
			return at
		}
	}
	return at
}

// circumstanceEnd returns the token after "in a statement", or at when what follows is content.
func (r *reading) circumstanceEnd(at, end int) int {
	short := at + 1
	if short < end && (r.tokens[short].low == "the" || r.tokens[short].low == "a" || r.tokens[short].low == "an" || r.tokens[short].low == "last" || r.tokens[short].low == "late" || r.tokens[short].low == "early") {
		short++
	}
	if short < end && (weekdayWords[r.tokens[short].low] || monthWords[r.tokens[short].low] && r.tokens[short].capital || r.tokens[short].low == "week" || r.tokens[short].low == "month" || r.tokens[short].low == "year" || r.tokens[short].low == "night") {
		return r.partOfDay(short+1, end)
	}
	for k := at + 1; k < min(end, at+26); k++ {
		t := r.tokens[k]
		if t.low == "that" || t.quote >= 0 || t.low == ":" {
			return k
		}
		if t.low == "," {
			if k-at <= 12 {
				return k
			}
			return at
		}
		if personal[t.low] && k > at+1 {
			if statementNouns[r.tokens[k-1].low] {
				return k
			}
			return at
		}
		if (t.low == "the" || t.low == "a") && k > at+2 && (statementNouns[r.tokens[k-1].low] || weekdayWords[r.tokens[k-1].low]) {
			return k
		}
	}
	if end-at < 26 {
		return end
	}
	return at
}

// finish trims the content and tells whether it is a direct quotation.
func (r *reading) finish(a attribution) attribution {
	direct := len(a.content) > 0
	for i, c := range a.content {
		c = r.trimLeftMarks(c)
		q := int32(-1)
		if !c.empty() {
			q = r.tokens[c.from].quote
		}
		if q < 0 || r.tokens[c.to-1].quote < 0 || !r.allQuoted(c) {
			direct = false
		}
		a.content[i] = c
	}
	if direct {
		a.direct = true
		var inner []stretch
		for _, c := range a.content {
			inner = r.interiors(inner, c)
		}
		a.content = inner
	}
	return a
}

func (r *reading) trimLeftMarks(c stretch) stretch {
	for c.from < c.to && r.tokens[c.from].quote < 0 && r.tokens[c.from].kind == mark && r.tokens[c.from].low != "$" && !isOpening(r.tokens[c.from].low) && r.tokens[c.from].low != `"` {
		c.from++
	}
	return r.trimLeft(c)
}

func (r *reading) allQuoted(c stretch) bool {
	for k := c.from; k < c.to; k++ {
		if t := r.tokens[k]; t.quote < 0 && t.kind != mark {
			return false
		}
	}
	return true
}

// interiors appends what stands between the marks of the quotations in c.
func (r *reading) interiors(dst []stretch, c stretch) []stretch {
	for k := c.from; k < c.to; {
		q := r.tokens[k].quote
		if q < 0 {
			k++
			continue
		}
		from, to := max(k, r.quotes[q].from), min(c.to, r.quotes[q].to)
		k = to
		for from < to && isQuoteMark(r.tokens[from].low) {
			from++
		}
		for to > from && (isQuoteMark(r.tokens[to-1].low) || r.tokens[to-1].low == ",") {
			to--
		}
		if from < to {
			dst = append(dst, stretch{from, to})
		}
	}
	return dst
}

func isQuoteMark(s string) bool {
	switch s {
	case "“", "”", "„", "«", "»", "‘", "’", `"`, "`", "'":
		return true
	}
	return false
}
