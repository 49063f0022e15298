package statement

import "strings"

// stretch is a run of tokens, half-open; empty when to <= from.
type stretch struct{ from, to int }

func (s stretch) empty() bool { return s.to <= s.from }

// attribution is one "who, cue, what" found by grammar, before anything is resolved.
type attribution struct {
	sentence int
	start    int // first token of the clause that attributes
	source   stretch
	borrowed int       // index of the attribution whose source this one shares, or -1
	relay    stretch   // an outlet named between the source and this document
	cue      []stretch // mostly one; "quoted … as saying" has two
	verb     *cueVerb
	speech   Speech  // overrides the verb's
	tail     stretch // hearer and circumstances: where, when, to whom it was said
	content  []stretch
	direct   bool
	that     bool // "that", a colon or a quotation mark introduces the content
	passive  bool
	inferred bool // the source was carried over from another sentence
	whole    bool // its content is the whole sentence before it
	pending  bool // its content is in the next sentence: "X said:"
	relative bool // its clause only describes a noun: "X, who said that …, left"
	what     bool // "what X called …"
}

func (a attribution) cueEnd() int { return a.cue[len(a.cue)-1].to }

// attribute finds the attributions of every sentence, in order.
func (r *reading) attribute() []attribution {
	var out []attribution
	for i := range r.sentences {
		from := len(out)
		if from > 0 && out[from-1].pending {
			if out = r.continueQuotation(out, i); !out[from-1].pending {
				continue
			}
		}
		if from > 0 && r.holds(out[from-1], r.sentences[i]) {
			continue // inside a block that somebody is quoted with
		}
		out = r.attributeSentence(out, i)
		if len(out) == from {
			out = r.headlineColon(out, i)
		}
		if len(out) == from {
			out = r.continueQuotation(out, i)
		}
		if len(out) == from {
			out = r.unsourced(out, i)
		}
	}
	return out
}

// holds tells whether the content of a reaches into a later sentence s.
func (r *reading) holds(a attribution, s sentence) bool {
	if len(a.content) == 0 || a.direct {
		return false
	}
	c := a.content[len(a.content)-1]
	return c.from < s.from && s.from < c.to
}

// attributeSentence appends the attributions of sentence i: each cue in turn claims the text
// around it, and a cue that begins a clause of its own cuts the content of the one before.
func (r *reading) attributeSentence(out []attribution, i int) []attribution {
	s := r.sentences[i]
	end := r.trimStop(s)
	first := len(out)
	for k := s.from; k < end; k++ {
		if r.tokens[k].quote >= 0 {
			continue
		}
		var previous *attribution
		if len(out) > first {
			previous = &out[len(out)-1]
		}
		a, ok := r.attributionAt(k, i, s, end, previous)
		if !ok {
			continue
		}
		if a.whole { // what looked like attributions before it lies inside its content
			out = out[:first]
		} else if previous != nil && !r.cutBefore(previous, &a) {
			continue
		}
		if a.borrowed == -2 {
			a.borrowed = len(out) - 1
		}
		k = max(k, a.cueEnd()-1)
		out = append(out, a)
	}
	return out
}

// cutBefore ends previous's content where a's clause begins. It tells false when a is
// nested inside that content and is no attribution of its own.
func (r *reading) cutBefore(previous, a *attribution) bool {
	kept := previous.content[:0:0]
	for _, c := range previous.content {
		switch {
		case c.to <= a.start:
			kept = append(kept, c)
		case c.from < a.start:
			if !r.coordinate(a.start) {
				return false
			}
			if cut := (stretch{c.from, r.trimJoint(a.start)}); !cut.empty() {
				kept = append(kept, cut)
			}
		case c.from >= a.cueEnd():
		default:
			return false
		}
	}
	if len(kept) == 0 {
		return false
	}
	previous.content = kept
	return true
}

// coordinate tells whether a clause that starts at token k stands beside the clause before
// it and not inside it.
func (r *reading) coordinate(k int) bool {
	if k == 0 {
		return true
	}
	p := r.tokens[k-1]
	if p.quote >= 0 {
		return true
	}
	switch p.low {
	case ",", ";", ":", "—", "–", "and", "but", "while", "although", "though", "whereas", ")", "-":
		return true
	}
	return false
}

// trimJoint steps back over the comma and conjunction that join a clause to the one before.
func (r *reading) trimJoint(k int) int {
	for k > 0 {
		t := r.tokens[k-1]
		if t.quote >= 0 || t.low == "%" || r.closesTight(k-1) || (t.kind != mark && !conjunctions[t.low] && t.low != "while" && t.low != "although" && t.low != "though" && t.low != "whereas") {
			break
		}
		k--
	}
	return k
}

// closesTight tells whether token k is a closing mark that belongs to the word before it.
func (r *reading) closesTight(k int) bool {
	t := r.tokens[k]
	return k > 0 && t.kind == mark && (isClosing(t.low) || t.low == `"`) && r.tokens[k-1].end == t.start
}

// trimStop is the end of a sentence without its full stop.
func (r *reading) trimStop(s sentence) int {
	end := s.to
	for end > s.from && r.tokens[end-1].kind == mark && r.tokens[end-1].quote < 0 {
		switch r.tokens[end-1].low {
		case ".", "!", "?", "…", ";", ",":
			end--
			continue
		}
		break
	}
	return end
}

// attributionAt reads the attribution whose cue stands at token k, if one does.
func (r *reading) attributionAt(k, i int, s sentence, end int, previous *attribution) (attribution, bool) {
	t := r.tokens[k]
	if t.low == "according" && k+1 < end && r.tokens[k+1].low == "to" {
		return r.accordingTo(k, 2, i, s, end, previous)
	}
	if n := r.opinionOf(k, end); n > 0 {
		return r.accordingTo(k, n, i, s, end, previous)
	}
	if a, ok := r.stance(k, i, s, end, previous); ok {
		return a, true
	}
	w, ok := cues[t.low+" "+r.lowAt(k+1)] // "ruled out" before "ruled"
	if !ok {
		w, ok = cues[t.low]
	}
	if !ok || (t.capital && k != s.from) {
		return attribution{}, false
	}
	if w.lemma == "put" && !r.putsFigure(k, end) || w.lemma == "identify" && !r.before("as", k, end) ||
		w.lemma == "ask" && (r.lowAt(k+1) == "not" || r.lowAt(k-1) == "," && w.forms&participleForm != 0 && questionWords[r.lowAt(k+1)]) || w.lemma == "insist" && r.lowAt(k+1) == "on" {
		return attribution{}, false
	}
	if w.particle != "" && r.lowAt(k+1) != w.particle {
		return attribution{}, false
	}
	g, ok := r.verbGroup(k, w, s)
	if !ok {
		return attribution{}, false
	}
	if w.particle != "" {
		k++ // the particle belongs to the cue
	}
	a := attribution{sentence: i, borrowed: -1, verb: w.cueVerb, cue: []stretch{{g.from, k + 1}}, passive: g.passive, start: g.from}
	switch {
	case w.lemma == "quote" || w.lemma == "cite":
		return r.quoted(a, g, k, s, end)
	case g.passive:
		return r.passive(a, g, k, s, end)
	case g.gerund:
		return r.gerund(a, k, s, end, previous)
	}
	return r.active(a, g, k, s, end, previous)
}

// opinionOf tells how many tokens "in the view of" and its like take at token k, else 0.
func (r *reading) opinionOf(k, end int) int {
	if r.tokens[k].low == "in" && k+3 < end && r.tokens[k+1].low == "the" && opinions[r.tokens[k+2].low] && r.tokens[k+3].low == "of" {
		return 4
	}
	return 0
}

var opinions = wordSet{"view": true, "opinion": true, "words": true, "judgment": true, "judgement": true, "estimation": true, "telling": true, "eyes": true}

// putsFigure tells whether the "put" at k says something: "put the number at 174", "put it at
// three times as much", "as X put it, …".
func (r *reading) putsFigure(k, end int) bool {
	if k+2 >= end {
		return false
	}
	if counters[r.tokens[k+2].low] || r.tokens[k+1].low == "it" && (r.tokens[k+2].low == "," || r.tokens[k+2].low == ":") {
		return true
	}
	for j := k + 2; j+1 < min(end, k+10); j++ {
		if t := r.tokens[j]; t.low == "at" {
			for n := j + 1; n < min(end, j+4); n++ {
				if r.tokens[n].kind == figure || r.numberAt(n, stretch{n, end}) {
					return true
				}
			}
		} else if t.kind == mark || t.quote >= 0 {
			return false
		}
	}
	return false
}

// before tells whether a word stands between token k and the next comma or quotation.
func (r *reading) before(low string, k, end int) bool {
	for j := k + 1; j < end && r.tokens[j].quote < 0 && r.tokens[j].low != ","; j++ {
		if r.tokens[j].low == low {
			return true
		}
	}
	return false
}

// questionWords follow "asked" where somebody was asked: "a spokesman, asked about it, said".
var questionWords = wordSet{"about": true, "whether": true, "if": true, "how": true, "why": true, "what": true, "when": true, "by": true, "who": true, "where": true}

// group is a cue verb with its auxiliaries, negation and adverbs.
type group struct {
	from, verb int
	passive    bool
	gerund     bool
}

// verbGroup steps left over what belongs to the verb at k and tells false when the word is
// a noun or an adjective there.
func (r *reading) verbGroup(k int, w cueWord, s sentence) (group, bool) {
	g := group{from: k, verb: k, gerund: w.forms&gerundForm != 0}
	be, aux, to := false, false, false
	for g.from > s.from {
		p := r.tokens[g.from-1]
		if p.quote >= 0 || p.kind != word {
			break
		}
		switch {
		case p.low == "to" && g.from == k && g.from-1 > s.from && verbsBeforeTo[r.tokens[g.from-2].low]:
			to = true
			g.from -= 2
			if r.lowAt(g.from) == "on" && g.from > s.from { // "went on to say"
				g.from--
			}
			continue
		case auxiliaries[p.low]:
			aux = true
			be = be || beForms[p.low]
		case (p.low == "both" || p.low == "all") && g.from-1 > s.from && auxiliaries[r.tokens[g.from-2].low]:
		case negations[p.low] && p.low != "no" && p.low != "nor" && p.low != "none" && p.low != "without":
		case adverbs[p.low], len(p.low) > 4 && p.low[len(p.low)-2:] == "ly" && p.low != "family" && p.low != "july" && p.low != "daily":
			if g.from-1 == s.from || r.tokens[g.from-2].low == "," {
				return g, w.forms&baseForm == 0 || aux || to // a sentence adverb
			}
		default:
			if g.from == k {
				if p.low == "to" || prepositions[p.low] && !g.gerund || determiners[p.low] && !pronouns[p.low] && !relatives[p.low] || (p.possessive() && w.isNoun) {
					return g, false
				}
				if w.isNoun && r.nounHere(k, w, p) {
					return g, false
				}
			}
			g.passive = be && w.forms&(pastForm|participleForm) != 0 && !g.gerund
			g.gerund = g.gerund && !be && !aux
			return g, true
		}
		g.from--
	}
	if g.from == k && w.forms&baseForm != 0 && w.forms&pastForm == 0 && !(r.lowAt(k-1) == "," && r.lowAt(k+1) == "that") {
		return g, false // an order or a noun
	}
	g.passive = be && w.forms&(pastForm|participleForm) != 0 && !g.gerund
	g.gerund = g.gerund && !be && !aux
	return g, true
}

// counters are what "put the … at" counts.
var counters = wordSet{"number": true, "figure": true, "total": true, "toll": true, "count": true, "value": true, "cost": true, "price": true, "damage": true, "loss": true, "losses": true, "odds": true}

var (
	verbsBeforeTo = wordSet{"declined": true, "refused": true, "on": true, "continued": true, "likes": true, "like": true, "liked": true, "used": true, "loves": true, "hastened": true, "rushed": true, "wanted": true, "began": true, "quick": true, "careful": true, "eager": true, "seemed": true, "appeared": true, "appears": true, "seems": true, "continues": true, "failed": true, "declines": true, "refuses": true}
	beForms       = wordSet{"is": true, "are": true, "was": true, "were": true, "be": true, "been": true, "being": true, "isn't": true, "wasn't": true, "aren't": true, "weren't": true}
)

// roleOf is the word itself when it is a noun for somebody or something that speaks.
func roleOf(low string) string {
	if roles[low] == "" && roles[strings.TrimSuffix(low, "s")] == "" {
		return ""
	}
	return low
}

// nounHere tells whether a word that can be noun or verb is a noun after token p.
func (r *reading) nounHere(k int, w cueWord, p token) bool {
	if w.forms&pastForm != 0 && w.forms&baseForm == 0 {
		return false // claimed, reported
	}
	if personal[p.low] {
		return false
	}
	if k+1 < len(r.tokens) {
		next := r.tokens[k+1]
		if next.low == "that" || next.low == ":" || next.low == "to" || (next.quote >= 0 && next.start > r.tokens[k].end) {
			return w.forms&thirdForm != 0 && !p.capital && p.base() != p.low
		}
		if next.kind == mark && (w.forms&thirdForm != 0 && roles[p.low] != "" || w.forms&baseForm != 0 && strings.HasSuffix(roleOf(p.low), "s")) {
			return false // "…, the document shows."
		}
		if next.kind == mark || prepositions[next.low] || auxiliaries[next.low] {
			return true
		}
		if determiners[next.low] && !p.capital && w.forms&thirdForm != 0 {
			return false // "the firm estimates the damage": no noun is followed by an article
		}
	}
	if p.low == "and" || p.low == "but" || p.low == "who" || p.low == "which" {
		return false
	}
	if w.forms&thirdForm != 0 { // claims, plans: a verb after a singular subject
		return !p.capital && roles[p.low] == ""
	}
	return len(p.low) < 3 || p.low[len(p.low)-1] != 's' // plan, claim: a verb after a plural
}
