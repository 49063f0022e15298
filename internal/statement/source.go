package statement

import "strings"

// subject finds the noun phrase that governs the verb group starting at g, looking left no
// further than limit. start is the first token of its clause.
func (r *reading) subject(g, limit int) (source stretch, start int, ok bool) {
	if g <= limit {
		return stretch{}, g, false
	}
	p := r.tokens[g-1]
	switch {
	case p.quote >= 0:
		return stretch{}, g, false
	case p.low == "and" || p.low == "but" || p.low == "or":
		return stretch{}, g, false // shares the subject of the verb before
	case p.low == "who" || p.low == "which" || p.low == "that":
		return r.antecedent(g-1, limit)
	case p.low == "," || p.low == ")" || p.low == "—" || p.low == "–":
		return r.interruptedSubject(g-1, limit)
	case isQuoteMark(p.low) && g-2 > limit && r.tokens[g-2].low == ",": // in “Meet the Press,” disputed
		return r.interruptedSubject(g-2, limit)
	case p.kind == mark:
		return stretch{}, g, false
	}
	from := r.clauseStart(g, limit)
	from = r.skipOpening(from, g)
	if from >= g {
		return stretch{}, g, false
	}
	src := r.subjectIn(stretch{from, g})
	return src, from, !src.empty()
}

// clauseStart goes left from token g to the beginning of its clause.
func (r *reading) clauseStart(g, limit int) int {
	for k := g - 1; k >= limit; k-- {
		t := r.tokens[k]
		if t.quote >= 0 {
			return k + 1
		}
		if t.kind == mark && t.low != "'" && t.low != "’" && t.low != "/" && t.low != "&" && t.low != "$" && t.low != "%" && t.low != "“" && t.low != "”" && t.low != `"` && t.low != "." {
			return k + 1
		}
		switch t.low {
		case "that", "because", "while", "when", "if", "although", "though", "whereas", "unless", "whether", "but", "what", "which", "whom":
			return k + 1
		case "after", "before", "until", "since", "once", "where": // "fell after the company said"
			if k > limit && r.hasVerb(stretch{limit, k}) {
				return k + 1
			}
		case "as":
			if k+1 < g && r.tokens[k+1].low != "well" {
				return k + 1
			}
		case "and", "or":
			if personal[r.tokens[k+1].low] && k+2 == g { // "turn to the annex and it says"
				return k + 1
			}
			if r.hasVerb(stretch{max(r.commaStart(k, limit), k-12), k}) && !r.hasVerb(stretch{k + 1, g}) && !r.joinsNames(k, g) {
				return k + 1
			}
		}
	}
	return limit
}

// joinsNames tells whether the "and" at k joins two names or nouns of one subject.
func (r *reading) joinsNames(k, g int) bool {
	return k > 0 && r.tokens[k-1].capital && r.tokens[k+1].capital && g-k <= 4 && (k < 2 || !r.verbLike(k-2))
}

// skipOpening steps over what may stand before a subject: But, And, However, On Monday, In a statement.
func (r *reading) skipOpening(from, g int) int {
	for from < g {
		t := r.tokens[from]
		switch {
		case isQuoteMark(t.low) && t.quote < 0 && r.tokens[from+1].start > t.end: // the closing mark of "fiction,"
			from++
		case conjunctions[t.low], adverbs[t.low] && t.low != "even", t.low == "while", t.low == "although", t.low == "though":
			from++
		case weekdayWords[t.low]:
			from++
		case (t.low == "on" || t.low == "in" || t.low == "last" || t.low == "by") && from+1 < g && (weekdayWords[r.tokens[from+1].low] || monthWords[r.tokens[from+1].low] || r.tokens[from+1].kind == figure || r.tokens[from+1].low == "week" || r.tokens[from+1].low == "month"):
			from += 2
		case from > 0 && (t.kind == figure && monthWords[r.tokens[from-1].low] || r.tokens[from-1].kind == figure && monthWords[t.low]):
			from++
		default:
			return from
		}
	}
	return from
}

// subjectIn takes the noun phrase at the end of a clause's beginning.
func (r *reading) subjectIn(c stretch) stretch {
	// trailing "on Tuesday", "Tuesday", "in a statement", "last week" belong to the verb
	to := c.to
	for to > c.from+1 {
		t := r.tokens[to-1]
		switch {
		case t.low == "first" && to-2 > c.from && r.tokens[to-2].low == "at":
			to -= 2
		case weekdayWords[t.low] || t.low == "week" || t.low == "month" || t.low == "year":
			to--
		case monthWords[t.low] && t.capital && to-2 > c.from && (r.tokens[to-2].low == "in" || r.tokens[to-2].low == "last"):
			to--
		case t.kind == figure && to-2 > c.from && monthWords[r.tokens[to-2].low] && r.tokens[to-2].capital:
			to -= 2
		case (t.low == "on" || t.low == "last" || t.low == "late" || t.low == "early" || t.low == "in" || t.low == "this") && to < c.to, t.low == "at":
			to--
		default:
			goto done
		}
	}
done:
	if prepositions[r.tokens[c.from].low] && to-c.from > 3 && r.tokens[c.from].low != "as" {
		// "In Tehran the ministry": the subject starts at the next determiner or pronoun
		for k := c.from + 2; k < to; k++ {
			if l := r.tokens[k].low; (l == "the" || l == "a" || l == "an" || personal[l]) && !prepositions[r.tokens[k-1].low] {
				return stretch{k, to}
			}
		}
	}
	if to-c.from > 30 {
		return stretch{}
	}
	return stretch{c.from, to}
}

// antecedent finds what the "who" or "which" at k refers to.
func (r *reading) antecedent(k, limit int) (stretch, int, bool) {
	to := k
	for to > limit && r.tokens[to-1].kind == mark && r.tokens[to-1].quote < 0 {
		to--
	}
	if to <= limit || r.tokens[to-1].quote >= 0 || r.tokens[k].low == "that" && (roles[r.tokens[to-1].low] == "" || to != k) {
		return stretch{}, k, false
	}
	from := r.clauseStart(to, limit)
	for j := to - 1; j > from; j-- { // the phrase after the last verb or preposition
		if r.verbLike(j-1) || (prepositions[r.tokens[j-1].low] && r.tokens[j-1].low != "of" && r.tokens[j-1].low != "for") {
			from = j
			break
		}
	}
	from = r.skipOpening(from, to)
	return stretch{from, to}, from, to > from
}

// interruptedSubject finds the subject before the comma at c: "X, 58, who lives in Doha, said".
func (r *reading) interruptedSubject(c, limit int) (stretch, int, bool) {
	to := c
	sourceTo := c
	right := -1 // the segment to the right, when it names somebody
	for range 6 {
		from := r.commaStart(to, limit)
		if from >= to {
			return stretch{}, c, false
		}
		if from <= limit || r.tokens[from-1].low == ";" || r.tokens[from-1].low == ":" {
			limit = max(limit, from)
			from = r.skipOpening(limit, to)
			if from >= to || r.insertion(from, to) == adverbial {
				return stretch{}, c, false
			}
			if r.hasMainVerb(stretch{from, to}) {
				if right >= 0 && !conjunctions[r.tokens[right].low] { // "The road is closed, Ann Lee, the mayor, said"
					return stretch{right, sourceTo}, right, true
				}
				return r.lastClauseSubject(stretch{from, to}, sourceTo)
			}
			return stretch{from, sourceTo}, from, true
		}
		kind := r.insertion(from, to)
		if kind == adverbial {
			if sourceTo == to {
				sourceTo = from - 1
			}
		} else if kind == noInsertion || (to != c && kind == appositive && !r.appositiveOf(from, limit)) {
			if at := r.skipOpening(from, to); at < to && to != c {
				if r.hasFiniteVerb(stretch{at, to}) {
					return r.lastClauseSubject(stretch{at, to}, sourceTo)
				}
				return stretch{at, sourceTo}, at, true
			}
		}
		if right = -1; kind == appositive && (r.tokens[from].capital || determiners[r.tokens[from].low]) {
			right = from
		}
		to = from - 1
	}
	return stretch{}, c, false
}

// lastClauseSubject is the subject that ends at an interruption inside a longer clause:
// "the flight left and the minister, speaking in Doha, said".
func (r *reading) lastClauseSubject(c stretch, sourceTo int) (stretch, int, bool) {
	for k := c.to - 1; k > c.from; k-- {
		switch l := r.tokens[k-1].low; {
		case l == "and" || l == "but" || l == "while" || l == "as" || l == "that" || l == "although" || l == "because" || l == "when":
			if !r.hasFiniteVerb(stretch{k, c.to}) {
				return stretch{k, sourceTo}, k, true
			}
			return stretch{}, k, false
		}
	}
	return stretch{}, c.from, false
}

// commaStart is the first token after the comma, dash or bracket left of to, or the limit.
func (r *reading) commaStart(to, limit int) int {
	for k := to - 1; k >= limit; k-- {
		t := r.tokens[k]
		if t.quote >= 0 {
			return k + 1
		}
		if t.kind == mark && (t.low == "," || t.low == ";" || t.low == ":" || t.low == "—" || t.low == "–" || t.low == "(") {
			return k + 1
		}
	}
	return limit
}

type insertionKind uint8

const (
	noInsertion insertionKind = iota
	appositive                // names the same thing again, or says who
	adverbial                 // says when, where or how
)

// insertion says what the words between two commas are.
func (r *reading) insertion(from, to int) insertionKind {
	t := r.tokens[from]
	switch {
	case relatives[t.low] && t.low != "that" && t.low != "where":
		return appositive
	case t.low == "where" || t.low == "when" || t.low == "while" || t.low == "as" || t.low == "if" || t.low == "asked" || t.low == "pressed":
		return adverbial
	case t.low == "of":
		return appositive // "Ann Lee, of the county board,"
	case prepositions[t.low] || adverbs[t.low] || subordinators[t.low]:
		return adverbial
	case len(t.low) > 4 && t.low[len(t.low)-3:] == "ing" && !t.capital:
		return adverbial
	case t.kind == figure && to-from <= 2:
		return appositive
	case weekdayWords[t.low] || monthWords[t.low]:
		return adverbial
	case t.low == "a" || t.low == "an" || t.low == "the" || t.low == "his" || t.low == "her" || roles[t.low] != "":
		if r.hasFiniteVerb(stretch{from, to}) {
			return noInsertion
		}
		return appositive
	case !r.hasFiniteVerb(stretch{from, to}) && !personal[t.low]:
		return appositive
	}
	return noInsertion
}

// appositiveOf tells whether the comma segment starting at from follows something it can explain.
func (r *reading) appositiveOf(from, limit int) bool {
	before := stretch{r.commaStart(from-1, limit), from - 1}
	if before.empty() {
		return false
	}
	at := r.skipOpening(before.from, before.to)
	if at >= before.to || prepositions[r.tokens[at].low] || subordinators[r.tokens[at].low] {
		return false
	}
	return r.tokens[at].capital || determiners[r.tokens[at].low] || roles[r.tokens[at].low] != ""
}

// verbLike tells whether token k looks like a finite verb; there is no tagger here.
func (r *reading) verbLike(k int) bool {
	if k < 0 {
		return false
	}
	t := r.tokens[k]
	if t.kind != word || t.quote >= 0 {
		return false
	}
	if auxiliaries[t.low] || plainVerbs[t.low] {
		return true
	}
	if t.capital && k > 0 && r.tokens[k-1].kind != mark || describing[t.low] {
		return false
	}
	if w, ok := cues[t.low]; ok && !w.isNoun && w.forms&gerundForm == 0 {
		return true
	}
	if n := len(t.low); n > 4 && t.low[n-2:] == "ed" && k > 0 {
		p := r.tokens[k-1]
		return p.kind == word && !determiners[p.low] && !prepositions[p.low] && p.low != "and" && !p.possessive() && !(k+1 < len(r.tokens) && r.countedNoun(k))
	}
	return false
}

// describing are words in -ed that say of what kind somebody is and never what they did.
var describing = wordSet{"unnamed": true, "unidentified": true, "unspecified": true, "undisclosed": true, "unconfirmed": true, "unauthorised": true, "unauthorized": true, "undocumented": true, "unaccompanied": true, "unrelated": true, "unpublished": true, "unsigned": true, "so-called": true, "wide-bodied": true}

// countedNoun tells whether the word in -ed at k stands between a number and its noun: "two
// masked officers", "three chartered aircraft", and not "two escaped on Monday".
func (r *reading) countedNoun(k int) bool {
	p, next := r.tokens[k-1], r.tokens[k+1]
	return r.numberAt(k-1, stretch{k - 1, k}) && p.low != "one" && next.kind == word && (units[next.low] != "" || roles[next.base()] != "" || roles[strings.TrimSuffix(next.low, "s")] != "" || next.capital)
}

func (r *reading) hasVerb(s stretch) bool {
	for k := s.from; k < s.to; k++ {
		if r.verbLike(k) {
			return true
		}
	}
	return false
}

// hasFiniteVerb is hasVerb without what follows who, which or that.
func (r *reading) hasFiniteVerb(s stretch) bool {
	for k := s.from; k < s.to; k++ {
		if relatives[r.tokens[k].low] {
			return false
		}
		if r.verbLike(k) {
			return true
		}
	}
	return false
}

// hasMainVerb is hasFiniteVerb without participles that only describe: "an official briefed
// on the matter".
func (r *reading) hasMainVerb(s stretch) bool {
	for k := s.from; k < s.to; k++ {
		if relatives[r.tokens[k].low] {
			return false
		}
		if r.verbLike(k) && !r.reducedRelative(k, s.to) {
			return true
		}
	}
	return false
}

// nounPhraseRight reads the source that starts at token k and runs right: to a comma, with
// the appositives that follow it, to a quotation or to the end.
func (r *reading) nounPhraseRight(k, end int, opening bool) stretch {
	to := k
	for to < end && !r.phraseStop(to, k) {
		to++
	}
	to = r.afterBracket(to, end)
	for to < end && r.tokens[to].low == "," {
		next := to + 1
		stop := next
		for stop < end && r.tokens[stop].low != "," && r.tokens[stop].quote < 0 && r.tokens[stop].low != ":" && r.tokens[stop].low != ";" {
			stop++
		}
		if next >= stop || (opening && stop >= end) {
			break
		}
		if w, ok := cues[r.tokens[next].low]; ok && w.forms&gerundForm != 0 {
			break
		}
		kind := r.insertion(next, stop)
		if kind != appositive || r.tokens[next].low == "and" || conjunctions[r.tokens[next].low] {
			break
		}
		if opening && !relatives[r.tokens[next].low] && determiners[r.tokens[k].low] && !r.tokens[min(k+1, end-1)].capital && (determiners[r.tokens[next].low] || r.tokens[next].capital) {
			break // "According to the complaint, the men, both drivers, …"
		}
		if opening && r.tokens[next].capital && !relatives[r.tokens[next].low] && stop-next > 4 {
			break
		}
		to = stop
	}
	return stretch{k, to}
}

// afterBracket steps over "(R., Utah)" at token k.
func (r *reading) afterBracket(k, end int) int {
	if k < end && r.tokens[k].low == "(" {
		for j := k + 1; j < min(end, k+8); j++ {
			if r.tokens[j].low == ")" {
				return j + 1
			}
		}
	}
	return k
}

// phraseStop tells whether the phrase that began at from ends before token k.
func (r *reading) phraseStop(k, from int) bool {
	t := r.tokens[k]
	if t.quote >= 0 {
		return true
	}
	switch t.low {
	case ",", ";", ":", "—", "–", "(", "?", "!":
		return true
	case "on", "in", "during", "at", "late", "early", "last", "after", "earlier", "this":
		if k > from && k+1 < len(r.tokens) {
			n := r.tokens[k+1].low
			return weekdayWords[n] || monthWords[n] && r.tokens[k+1].capital || n == "week" || n == "month" || (t.low != "at" && statementNouns[n]) || (k+2 < len(r.tokens) && (n == "a" || n == "an" || n == "the") && statementNouns[r.tokens[k+2].low])
		}
	case "yesterday", "today":
		return true
	}
	return k > from && weekdayWords[t.low]
}

// statementNouns are things in which something is said.
var statementNouns = wordSet{"statement": true, "interview": true, "letter": true, "email": true, "e-mail": true, "tweet": true, "post": true, "speech": true, "briefing": true, "remarks": true, "news": true, "press": true, "message": true, "filing": true, "memo": true, "testimony": true, "telephone": true, "phone": true, "joint": true, "written": true, "brief": true, "televised": true, "report": true, "note": true, "memorandum": true}
