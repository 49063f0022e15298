package statement

// clauseEnds are the words that end the reach of a negation.
var clauseEnds = wordSet{"and": true, "but": true, "&": true, ";": true, "instead": true, "…": true, ".": true, "while": true, "although": true, "though": true, "whereas": true}

// joins tells whether a clause of its own may begin after token k: after "and" or "but"
// always, after ";", "…" or a comma only where the whole content denies something.
func (r *reading) joins(k int, denies bool) bool {
	switch r.tokens[k].low {
	case "and", "but", "&":
		return true
	case ";", ",", "…", ".":
		next := r.tokens[k+1].low
		return denies && r.tokens[k+1].kind != mark && !subordinators[next] && !relatives[next] && !prepositions[next]
	}
	return false
}

// denied tells whether the words deny an event.
func (r *reading) denied(s stretch) bool {
	for k := s.from; k < s.to; k++ {
		if r.deniedAt(k, s) {
			return true
		}
	}
	l := r.limits([]stretch{s})
	return l == negated || l == averted || l == unsettled
}

// movesFirst tells whether a clause without its subject begins with a past of moving:
// "stopped in Bahrain".
func (r *reading) movesFirst(s stretch) bool {
	return !s.empty() && moveVerbs[r.tokens[s.from].low] && r.pastAt(s.from, s)
}

// toFollow tells whether the words announce without a finite verb: "1,200 more to follow".
func (r *reading) toFollow(s stretch) bool {
	for k := s.from; k+1 < min(s.to, s.from+6); k++ {
		if r.tokens[k+1].low == "to" && k+2 < s.to && (r.tokens[k].low == "more" || r.tokens[k].low == "others") {
			return true
		}
	}
	return false
}

// clauseAt is the clause of content s around token k: from the last word that ends a
// negation's reach, or comma before a verb, to the next.
func (r *reading) clauseAt(k int, s stretch) stretch {
	ends := func(j int) bool {
		t := r.tokens[j]
		return clauseEnds[t.low] || t.low == "," && j+1 < s.to && (moveVerbs[r.tokens[j+1].low] || auxiliaries[r.tokens[j+1].low] || personal[r.tokens[j+1].low])
	}
	out := stretch{k, k + 1}
	for out.from > s.from && !ends(out.from-1) {
		out.from--
	}
	for out.to < s.to && !ends(out.to) {
		out.to++
	}
	return out
}

// eventNear is the event of the clause around the place at k, where the whole content denies
// something: "never landed in Doha but went via Cairo".
func (r *reading) eventNear(k int, s stretch) Event {
	return r.event([]stretch{r.clauseAt(k, s)})
}
