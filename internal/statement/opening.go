package statement

// opensContent tells whether content of a kind that the cue takes begins at token at.
func (r *reading) opensContent(a *attribution, at, end int) (int, bool) {
	t, v := r.tokens[at], a.verb
	rest := stretch{at, end}
	switch {
	case t.low == "that" && at+2 < end && r.tokens[at+1].low == ",": // "said that, while it lasts, nobody leaves"
		a.that = true
		return at + 2, v.that || v.strength == reports
	case t.low == "that" && (at+1 >= end || r.tokens[at+1].kind == mark && r.tokens[at+1].quote < 0):
		return at, v.noun // "disputed that, saying …"
	case t.low == "that" && v.noun && !r.hasVerb(stretch{at + 1, r.segmentEnd(at+1, end)}):
		return at, true // "disputed that account"
	case t.low == "that":
		a.that = true
		return at + 1, v.that || v.strength == reports
	case t.low == ":":
		a.that = true
		return at + 1, v.quotes || v.strength == reports
	case t.quote >= 0:
		a.that = true
		return at, v.quotes || v.that || v.noun
	case t.kind == mark:
		return at, false
	case t.low == "to" && v.toVerb:
		return at, true
	case (t.low == "of" || t.low == "about" || t.low == "for" || t.low == "against") && v.about:
		return at, true
	case t.low == "whether" || t.low == "how" || t.low == "why" || t.low == "if" || t.low == "what" || t.low == "who" || t.low == "where":
		return at, v.strength <= needs && (v.that || v.quotes)
	case conjunctions[t.low] || t.low == "as":
		return at, false
	case v.object && r.objectTo(rest):
		return at, true
	case v.about && r.objectAbout(rest):
		return at, true
	case a.what:
		return at, !prepositions[t.low] && !beForms[t.low] // "what the mayor does not say is that …"
	case v.clause && v.strength == reports && (v.lemma == "say" && !a.relative || v.noun || personal[t.low] || v.hearer && at > a.cueEnd() && !prepositions[t.low] || r.hasVerb(stretch{at, r.segmentEnd(at, end)})):
		return at, true
	case v.clause && v.strength == reports && !a.relative && !v.hearer && v.lemma != "argue" && v.lemma != "claim":
		return at, true
	case v.clause && r.hasVerb(stretch{at, r.segmentEnd(at, end)}) && !prepositions[t.low]:
		return at, true
	case v.that && r.clauseSoon(rest):
		return at, true
	case v.noun && !prepositions[t.low] && !adverbs[t.low], v.that && v.strength == needs && !prepositions[t.low] && !adverbs[t.low] && r.isDocument(a.source):
		return at, true
	case v.lemma == "call" && r.namesAs(rest, a.borrowed == -2):
		return at, true
	case v.quotes && v.strength <= needs && r.quoteWithin(rest, 10):
		return at, true
	}
	return at, false
}

// finders are people whose trade is to find.
var finders = wordSet{"researchers": true, "researcher": true, "scientists": true, "scientist": true, "authors": true, "investigators": true, "inspectors": true, "auditors": true, "auditor": true, "jury": true, "jurors": true, "economists": true, "court": true, "judge": true, "panel": true, "team": true}

// isDocument tells whether a paper or a study speaks: what it finds needs no clause.
func (r *reading) isDocument(source stretch) bool {
	if source.empty() {
		return false
	}
	for k := source.from; k < source.to && !relatives[r.tokens[k].low] && r.tokens[k].kind != mark; k++ {
		if roles[r.tokens[k].low] == documentRole || roles[r.tokens[k].low] == expertRole || finders[r.tokens[k].low] {
			return true
		}
		if prepositions[r.tokens[k].low] {
			break
		}
	}
	return false
}

// segmentEnd is the next comma from token k on, or the end.
func (r *reading) segmentEnd(k, end int) int {
	for k < end && (r.tokens[k].low != "," || r.tokens[k].quote >= 0) {
		k++
	}
	return k
}

// clauseSoon tells whether a noun phrase and its verb begin here: "confirmed the flight had left".
func (r *reading) clauseSoon(s stretch) bool {
	first := r.tokens[s.from]
	if !(determiners[first.low] || personal[first.low] || first.capital || first.kind == figure) {
		return false
	}
	switch first.low {
	case "he", "she", "they", "we", "i":
		return s.from+1 < s.to && r.tokens[s.from+1].kind == word
	}
	for k := s.from + 1; k < min(s.to, s.from+7); k++ {
		t := r.tokens[k]
		if t.kind == mark || relatives[t.low] || prepositions[t.low] || conjunctions[t.low] {
			return false
		}
		if auxiliaries[t.low] {
			return true
		}
	}
	return false
}

// namesAs tells whether something is called something: "called the plan a disaster", and
// not "called a cab". A verb that shares the subject of another cue needs less.
func (r *reading) namesAs(s stretch, shared bool) bool {
	if shared {
		return s.to-s.from >= 3
	}
	for k := s.from + 1; k+1 < min(s.to, s.from+9); k++ {
		t, p := r.tokens[k], r.tokens[k-1]
		if t.kind == mark {
			return false
		}
		if (t.low == "a" || t.low == "an") && !conjunctions[p.low] && !prepositions[p.low] && p.kind == word {
			return true
		}
	}
	return false
}

// objectTo tells whether somebody is asked to do something: "urged Qatar to refuse".
func (r *reading) objectTo(s stretch) bool {
	for k := s.from; k < min(s.to, s.from+9); k++ {
		if r.tokens[k].low == "to" {
			return k > s.from && r.tokens[k-1].low != "up" && r.infinitive(k+1, s.to)
		}
	}
	return false
}

// objectAbout tells whether somebody is accused of something: "accused the US of".
func (r *reading) objectAbout(s stretch) bool {
	for k := s.from + 1; k < min(s.to, s.from+10); k++ {
		if l := r.tokens[k].low; l == "of" || l == "against" {
			return true
		}
	}
	return false
}

func (r *reading) quoteWithin(s stretch, n int) bool {
	for k := s.from; k < min(s.to, s.from+n); k++ {
		if r.tokens[k].quote >= 0 || r.tokens[k].low == "“" || r.tokens[k].low == `"` {
			return true
		}
	}
	return false
}
