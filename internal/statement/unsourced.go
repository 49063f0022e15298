package statement

import "strings"

// unsourced finds what a sentence says that nobody is named for: "was announced", "is
// expected to", "it is believed that", and nouns of speech, "the claim that". It looks only
// at sentences in which nobody is found to speak, so that it never takes a word from them.
func (r *reading) unsourced(out []attribution, i int) []attribution {
	s := r.sentences[i]
	end := r.trimStop(s)
	for k := s.from; k < end; k++ {
		if r.tokens[k].quote >= 0 {
			continue
		}
		a, ok := r.impersonal(k, i, s, end)
		if !ok {
			a, ok = r.nounCue(k, i, s, end)
		}
		if ok {
			return append(out, a)
		}
	}
	return out
}

// How a verb of speech or belief stands without a speaker.
var (
	beforeInfinitive = wordSet{"expect": true, "believe": true, "think": true, "say": true, "report": true, "allege": true, "claim": true, "estimate": true, "fear": true, "know": true}
	thingsStated     = wordSet{"announce": true, "confirm": true, "disclose": true, "report": true, "reveal": true}
	toldSomebody     = wordSet{"tell": true, "inform": true, "assure": true, "warn": true, "advise": true, "notify": true, "remind": true, "reassure": true}
	// hearsay are verbs that put what they carry at a distance.
	hearsay = wordSet{"believe": true, "think": true, "say": true, "allege": true, "claim": true, "fear": true}
)

// impersonal reads the passive whose participle is token k.
func (r *reading) impersonal(k, i int, s sentence, end int) (attribution, bool) {
	w, ok := cues[r.tokens[k].low]
	if !ok || w.forms&(pastForm|participleForm) == 0 || k == s.from || r.tokens[k].capital || compared(r, k) {
		return attribution{}, false
	}
	g, ok := r.verbGroup(k, w, s)
	if !ok || !g.passive {
		return attribution{}, false
	}
	for j := g.from; j < k; j++ {
		if negations[r.tokens[j].low] {
			return attribution{}, false // "is not expected": nobody is said to think so
		}
	}
	subject, start, ok := r.subject(g.from, s.from)
	if !ok || relatives[r.tokens[subject.from].low] || r.hasMainVerb(stretch{subject.from, r.segmentEnd(subject.from, subject.to)}) {
		return attribution{}, false
	}
	a := attribution{sentence: i, borrowed: -1, verb: w.cueVerb, cue: []stretch{{g.from, k + 1}}, passive: true, start: start}
	if hearsay[w.lemma] {
		a.speech = Alleges
	}
	at := r.skipCircumstance(k+1, end)
	next := r.lowIn(k+1, stretch{k + 1, end})
	it := r.tokens[subject.from].low == "it" && subject.to-subject.from == 1
	switch {
	case it && next != "to":
		if r.lowAt(at) != "that" || at+1 >= end || w.lemma != "expect" && !beforeInfinitive[w.lemma] && !thingsStated[w.lemma] {
			return a, false
		}
		a.content, a.that = []stretch{{at + 1, end}}, true
	case next == "to" && beforeInfinitive[w.lemma] && k+2 < end:
		a.content = []stretch{subject, {k + 1, end}}
	case next == "to" && toldSomebody[w.lemma] && k+2 < end:
		a.content = []stretch{{k + 1, end}}
	case toldSomebody[w.lemma] && at < end && r.tokens[at].low == "that" && at+1 < end:
		a.content, a.that = []stretch{{at + 1, end}}, true
	case next == "by":
		return a, false
	case w.lemma == "expect" && (next == "" || prepositions[next] || weekdayWords[next] || next == "this" || next == "next" || next == "later" || next == "soon"):
		a.content = []stretch{subject}
		if k+1 < end {
			a.content = append(a.content, stretch{k + 1, end})
		}
	case thingsStated[w.lemma] && (next == "" || at > k+1):
		a.content, a.tail = []stretch{subject}, stretch{k + 1, max(at, k+1)}
	case w.lemma == "report" && r.tokens[k+1].kind == word && !conjunctions[next]:
		a.content = []stretch{subject, {k + 1, end}} // "were reported missing"
	default:
		return a, false
	}
	last := &a.content[len(a.content)-1]
	if r.holdsClauseOfItsOwn(*last) {
		return a, false // a fact beside the plan: the document's own words keep both
	}
	return r.finish(a), true
}

// holdsClauseOfItsOwn tells whether another clause with its own subject and verb follows an
// "and" or "but" in s.
func (r *reading) holdsClauseOfItsOwn(s stretch) bool {
	for k := s.from + 1; k+2 < s.to; k++ {
		switch r.tokens[k].low {
		case "and", "but", "while", ";":
			if r.tokens[k].quote < 0 && !r.verbLike(k+1) && r.hasFiniteVerb(stretch{k + 2, min(s.to, k+9)}) {
				return true
			}
		}
	}
	return false
}

// nounCue reads "the mayor's claim that …", "a warning from S that …", "reports that …".
func (r *reading) nounCue(k, i int, s sentence, end int) (attribution, bool) {
	act, ok := speechNouns[r.tokens[k].low]
	if !ok || (r.tokens[k].capital && k > s.from) {
		return attribution{}, false
	}
	a := attribution{sentence: i, borrowed: -1, verb: nounVerbs[act], cue: []stretch{{k, k + 1}}, start: k, that: true}
	that := k + 1
	switch l := r.lowIn(k+1, stretch{k + 1, end}); l {
	case "that":
	case "from", "by", "of", "among":
		that = k + 2
		for that < min(end, k+14) && r.tokens[that].low != "that" && r.tokens[that].kind == word && !r.verbLike(that) {
			that++
		}
		if that >= end || that == k+2 || r.tokens[that].low != "that" {
			return a, false
		}
		if l != "of" {
			a.source = stretch{k + 2, that}
		}
	default:
		return a, false
	}
	if that+2 >= end || r.tokens[that].low != "that" || r.verbLike(that+1) { // "the report that was printed"
		return a, false
	}
	if a.source.empty() {
		a.source = r.ownerBefore(k, s.from)
	}
	if a.source.empty() { // "the agency issued a warning that …"
		if j := k - 1; j-1 > s.from && determiners[r.tokens[j].low] && utters[r.tokens[j-1].low] {
			if src, _, ok := r.subject(j-1, s.from); ok && !r.hasMainVerb(src) {
				a.source = src
			}
		}
	}
	if !a.source.empty() {
		a.start = min(a.start, a.source.from)
	}
	to := end
	if !r.hasVerb(stretch{s.from, a.start}) { // the noun is the subject: its clause ends before the main verb
		to = r.clauseEnd(that+1, end)
	}
	if to-that < 3 || !r.hasVerb(stretch{that + 1, to}) {
		return a, false
	}
	a.content = []stretch{{that + 1, to}}
	return r.finish(a), true
}

// utters are verbs whose subject says what a noun of speech after them carries.
var utters = wordSet{"issued": true, "issues": true, "made": true, "makes": true, "gave": true, "gives": true, "repeated": true, "repeats": true, "sent": true, "published": true, "released": true, "offered": true, "renewed": true, "sounded": true}

// ownerBefore is "his", "the mayor's" or "residents'" in front of the noun at k.
func (r *reading) ownerBefore(k, limit int) stretch {
	for j := k - 1; j >= limit && j >= k-3; j-- {
		t := r.tokens[j]
		if t.kind == mark && t.low != "'" && t.low != "’" || prepositions[t.low] || r.verbLike(j) {
			return stretch{}
		}
		switch t.low {
		case "his", "her", "their", "its", "our", "my":
			return stretch{j, j + 1}
		}
		if t.possessive() || t.low == "'" || t.low == "’" {
			from := j
			for from > limit && r.tokens[from-1].kind == word && r.tokens[from-1].quote < 0 && !prepositions[r.tokens[from-1].low] && !conjunctions[r.tokens[from-1].low] && !r.verbLike(from-1) && j-from < 8 {
				from--
				if l := r.tokens[from].low; l == "the" || l == "a" || l == "an" {
					break
				}
			}
			return stretch{from, j + 1}
		}
	}
	return stretch{}
}

// clauseEnd is where the clause that begins at from ends before a second main verb.
func (r *reading) clauseEnd(from, end int) int {
	first, inner := false, false
	for k := from; k < end; k++ {
		t := r.tokens[k]
		if relatives[t.low] || subordinators[t.low] {
			inner = true
		}
		if !r.verbLike(k) || t.low == "be" || t.low == "been" || t.low == "being" {
			continue
		}
		chain := k > from && (auxiliaries[r.tokens[k-1].low] || negations[r.tokens[k-1].low] || conjunctions[r.tokens[k-1].low] || adverbs[r.tokens[k-1].low] && k-1 > from && auxiliaries[r.tokens[k-2].low])
		switch {
		case !first:
			first = true
		case chain:
		case inner:
			inner = false
		default:
			return k
		}
	}
	return end
}

// speechNouns are nouns that can carry a clause, with what they do.
var speechNouns = nounLexicon()

func nounLexicon() map[string]Speech {
	out := map[string]Speech{}
	for _, e := range entries("nouns") {
		for w := range strings.FieldsSeq(e[0]) {
			out[w] = Speech(e[1])
		}
	}
	return out
}

// nounVerbs stand in for the verb of a noun cue, one for each act.
var nounVerbs = func() map[Speech]*cueVerb {
	out := map[Speech]*cueVerb{}
	for _, act := range speechNouns {
		out[act] = &cueVerb{lemma: "noun", act: act, strength: needs, that: true, quotes: true}
	}
	return out
}()
