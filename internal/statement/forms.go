package statement

// gerund reads ", adding that …": its source is the subject of the clause it hangs on.
func (r *reading) gerund(a attribution, k int, s sentence, end int, previous *attribution) (attribution, bool) {
	if k == s.from {
		return a, false
	}
	p := r.tokens[k-1]
	switch p.low {
	case ",", "—", "–", "and", "-", "also", "while", "by", "but", "then":
	default:
		if p.quote < 0 && !statementNouns[p.low] && !(isQuoteMark(p.low) && k-2 > s.from && r.tokens[k-2].low == ",") { // "issued a statement saying"
			return a, false
		}
	}
	limit := s.from
	if previous != nil {
		limit = previous.cueEnd()
	}
	if src := r.clauseSubject(limit, k-1, previous == nil); !src.empty() {
		a.source = src
	} else if src := r.openingNoun(s.from, k-1); previous == nil && !src.empty() {
		a.source = src
	} else if previous != nil {
		a.borrowed = -2
	} else {
		return a, false
	}
	a.start = k
	for a.start-1 > s.from && (r.tokens[a.start-1].low == "also" || r.tokens[a.start-1].low == "then" || r.tokens[a.start-1].low == "by") {
		a.start--
	}
	if previous != nil && !a.source.empty() {
		a.start = a.source.from // "although the US military disagreed, saying …"
	}
	b, ok := r.withContent(a, k+1, sentence{from: k, to: s.to}, end, nil)
	return b, ok
}

// openingNoun is the name, the pronoun, or the article and noun at the beginning of a
// sentence whose verb the lexicon does not know: "The firm quit the fair, saying …".
func (r *reading) openingNoun(from, to int) stretch {
	k := r.skipOpening(from, to)
	if k+2 >= to {
		return stretch{}
	}
	switch t := r.tokens[k]; {
	case personal[t.low]:
		return stretch{k, k + 1}
	case t.low == "the" || t.low == "a" || t.low == "an":
		end := k + 2
		for j := k + 1; j < min(to, k+5); j++ {
			if roles[r.tokens[j].low] != "" {
				end = j + 1
			}
		}
		return stretch{k, end}
	case t.capital && t.kind == word && !prepositions[t.low] && !subordinators[t.low] && !determiners[t.low]:
		end := k + 1
		for end < to && r.tokens[end].capital && r.tokens[end].kind == word {
			end++
		}
		return stretch{k, end}
	}
	return stretch{}
}

// clauseSubject is the subject of the last clause in [limit, to): the words up to its verb.
// Without main, only a clause that begins with a conjunction of contrast counts.
func (r *reading) clauseSubject(limit, to int, main bool) stretch {
	from := -1
	for k := to - 1; k >= limit; k-- {
		switch r.tokens[k].low {
		case "although", "though", "while", "but", "whereas", "as":
			if r.tokens[k].quote < 0 {
				from = k + 1
			}
		}
		if from >= 0 {
			break
		}
	}
	if from < 0 {
		if !main {
			return stretch{}
		}
		from = r.skipOpening(limit, to)
	}
	for k := from; k < to && k-from <= 14; k++ {
		if r.tokens[k].low == "," && k > from && !r.hasFiniteVerb(stretch{from, k}) && prepositions[r.tokens[from].low] {
			from = k + 1 // "In Doha, the minister …"
			continue
		}
		if r.verbLike(k) {
			src := stretch{from, k}
			for src.to > src.from && (adverbs[r.tokens[src.to-1].low] || r.tokens[src.to-1].kind == mark) {
				src.to--
			}
			if src.empty() || subordinators[r.tokens[from].low] {
				return stretch{}
			}
			return src
		}
	}
	return stretch{}
}

// passive reads "it was announced that", "they were told that", "was confirmed by X".
func (r *reading) passive(a attribution, g group, k int, s sentence, end int) (attribution, bool) {
	if k+1 >= end || a.verb.strength == intends {
		return a, false
	}
	from := r.skipOpening(r.clauseStart(g.from, s.from), g.from)
	subject := stretch{from, g.from}
	if subject.empty() {
		return a, false
	}
	a.start = from
	at := k + 1
	if r.tokens[at].low == "by" && at+1 < end {
		a.source = r.nounPhraseRight(at+1, end, false)
		for j := a.source.from; j < a.source.to; j++ { // "by officials that"
			if r.tokens[j].low == "that" {
				a.source.to = j
			}
		}
		at = a.source.to
		if a.source.empty() {
			return a, false
		}
		if at >= end || r.tokens[at].low != "that" {
			if a.verb.hearer || !a.verb.noun || relatives[r.tokens[subject.from].low] {
				return a, false
			}
			a.content = []stretch{subject}
			return r.finish(a), true
		}
	}
	at = r.skipCircumstance(at, end)
	if at >= end || (r.tokens[at].low != "that" && !(a.verb.hearer && a.verb.clause && r.clauseSoon(stretch{at, end}))) {
		return a, false
	}
	if !a.verb.hearer && r.tokens[subject.from].low != "it" {
		return a, false
	}
	if r.tokens[at].low == "that" {
		at++
	}
	a.tail = stretch{k + 1, at}
	if at >= end {
		return a, false
	}
	a.that = true
	a.content = []stretch{{at, end}}
	return r.finish(a), true
}

// quoted reads "OUTLET quoted S as saying", "S was quoted by OUTLET as saying".
func (r *reading) quoted(a attribution, g group, k int, s sentence, end int) (attribution, bool) {
	as := -1
	for j := k + 1; j+1 < min(end, k+26); j++ {
		if r.tokens[j].low == "as" && cues[r.tokens[j+1].low].cueVerb != nil && cues[r.tokens[j+1].low].forms&gerundForm != 0 {
			as = j
			break
		}
		if r.tokens[j].quote >= 0 {
			break
		}
	}
	if as < 0 {
		return a, false
	}
	a.verb = cues[r.tokens[as+1].low].cueVerb
	src, start, ok := r.subject(g.from, s.from)
	if !ok {
		if !g.gerund {
			return a, false
		}
		start = g.from
	}
	a.start = start
	a.cue = append(a.cue, stretch{as, as + 2})
	if g.passive {
		a.source = src
		if r.tokens[k+1].low == "by" {
			a.relay = stretch{k + 2, as}
		}
		if as == k+1 {
			a.cue = []stretch{{g.from, as + 2}}
		}
	} else {
		a.source, a.relay = stretch{k + 1, as}, src
	}
	for a.source.to > a.source.from && r.tokens[a.source.to-1].kind == mark {
		a.source.to--
	}
	if a.source.empty() {
		return a, false
	}
	at := as + 2
	if g.passive && at+1 < end && r.tokens[at].low == "by" {
		a.relay = r.nounPhraseRight(at+1, end, false)
		at = a.relay.to
	}
	at = r.skipCircumstance(at, end)
	a.tail = stretch{as + 2, at}
	if at < end && (r.tokens[at].low == "that" || r.tokens[at].low == "," || r.tokens[at].low == ":") {
		at++
	}
	if at < end {
		a.that = true
		a.content = []stretch{{at, end}}
		return r.finish(a), true
	}
	if left := r.trimLeft(stretch{s.from, start}); !left.empty() && r.isClause(left) {
		a.content = []stretch{left}
		return r.finish(a), true
	}
	return a, false
}

// accordingVerb is what "according to" says: an assertion.
var accordingVerb = &cueVerb{lemma: "according to", act: Asserts, strength: reports}

// accordingTo reads "According to S, content" and "content, according to S"; n is how many
// tokens the cue takes ("in the view of": 4).
func (r *reading) accordingTo(k, n, i int, s sentence, end int, previous *attribution) (attribution, bool) {
	a := attribution{sentence: i, borrowed: -1, verb: accordingVerb, cue: []stretch{{k, k + n}}, start: k, that: true}
	opening := true
	for j := s.from; j < k; j++ {
		if t := r.tokens[j]; !conjunctions[t.low] && !adverbs[t.low] && t.low != "," && t.low != "still" {
			opening = false
		}
	}
	a.source = r.nounPhraseRight(k+n, end, opening)
	if !opening && !a.source.empty() { // "figures that the treasury released on Friday,"
		if at := a.source.to; at < end && r.tokens[at].quote < 0 && (prepositions[r.tokens[at].low] || weekdayWords[r.tokens[at].low]) && r.has(a.source, "that") {
			a.source.to = r.segmentEnd(at, end)
		}
	}
	if a.source.empty() {
		return a, false
	}
	at := a.source.to
	if opening && at < end && r.tokens[at].low != "," && r.tokens[at].quote < 0 {
		a.source.to = r.segmentEnd(at, end) // "a report released on Monday by the inspector"
		at = a.source.to
	}
	if opening {
		if at >= end || r.tokens[at].low != "," || at+1 >= end {
			return a, false
		}
		a.content = []stretch{{at + 1, end}}
		return r.finish(a), true
	}
	if previous != nil {
		for j := k - 1; j > previous.cueEnd(); j-- { // "X said A; B, according to Y"
			if r.tokens[j].low == ";" && r.tokens[j].quote < 0 {
				a.start = j + 1
				if !r.cutBefore(previous, &a) {
					return a, false
				}
				a.content = []stretch{r.trimLeft(stretch{j + 1, k})}
				return r.finish(a), !a.content[0].empty()
			}
		}
	}
	if previous != nil && previous.relay.empty() && len(previous.content) > 0 && previous.content[len(previous.content)-1].to > k {
		// "S said …, according to OUTLET": OUTLET stands between S and this document
		cut := *previous
		if r.cutBefore(&cut, &a) {
			cut.relay = a.source
			*previous = cut
		}
		return a, false
	}
	from := s.from
	if previous != nil {
		from = r.unclaimedFrom(previous, k)
	}
	left := r.trimLeft(stretch{from, k})
	if left.empty() {
		return a, false
	}
	a.content = []stretch{left}
	if at < end && (!r.hasFiniteVerb(left) || r.tokens[at].low == "," && (r.lowAt(at+1) == "that" || at+2 < end && prepositions[r.lowAt(at+1)] && !r.hasFiniteVerb(stretch{at + 1, end}))) {
		if more := r.trimLeft(stretch{at, end}); !more.empty() {
			a.content = append(a.content, more)
		}
	}
	return r.finish(a), true
}

// continueQuotation gives a sentence that is all quotation to the attribution before it.
func (r *reading) continueQuotation(out []attribution, i int) []attribution {
	if len(out) == 0 {
		return out
	}
	last := &out[len(out)-1]
	s := r.sentences[i]
	if last.sentence >= i || r.sentences[i].paragraph-r.sentences[last.sentence].paragraph > 1 {
		return out
	}
	whole := stretch{s.from, r.trimStop(s)}
	if last.pending {
		last.pending = false
		if r.sentences[last.sentence].paragraph != s.paragraph && r.tokens[s.from].quote < 0 {
			whole.to = r.trimStop(sentence{from: s.from, to: r.paragraphs[s.paragraph].to}) // a block without marks
		}
		last.content = []stretch{whole}
		*last = r.finish(*last)
		return out
	}
	if whole.empty() || !r.allQuoted(whole) || r.tokens[whole.from].quote < 0 || !r.followsOn(last, i) {
		return out
	}
	if last.direct && r.sentences[last.sentence].paragraph == s.paragraph {
		last.content = r.interiors(last.content, whole)
		return out
	}
	a := attribution{sentence: i, start: whole.from, borrowed: len(out) - 1, cue: last.cue, verb: last.verb, that: true, inferred: true, content: []stretch{whole}}
	return append(out, r.finish(a))
}

// followsOn tells whether only quotations stand between the attribution and sentence i.
func (r *reading) followsOn(last *attribution, i int) bool {
	for j := last.sentence + 1; j < i; j++ {
		s := r.sentences[j]
		if !r.allQuoted(stretch{s.from, s.to}) {
			return false
		}
	}
	return true
}
