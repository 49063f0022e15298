package statement

import "strings"

// method of negation: a negative subject, a verb that keeps an event from happening, an
// adverb that stops short of it. Where such a word stands in the clause of the event and no
// rule settles what it leaves of it, the event is unknown: never a plain happened.

// limit is what the words of a clause leave of the event that its verbs tell.
type limit int

const (
	unlimited  limit = iota
	negated          // the words deny it: "nobody was deported"
	averted          // the words imply that it did not happen: "a court stopped the deportation"
	unrealised       // it would have happened
	unsettled        // they limit it, and no rule says to what
)

// limited lowers an event by the negative words of the content; nothing is ever raised.
func (r *reading) limited(content []stretch, ev Event) Event {
	if ev != Happened && ev != UnderWay && ev != Planned {
		return ev
	}
	switch l := r.limits(content); {
	case l == unlimited:
		return ev
	case l == unrealised:
		return Hypothetical
	case l == unsettled, ev == Planned: // a plan that is denied is no event that did not happen
		return EventUnknown
	}
	return DidNotHappen
}

// limits is the limit of a content: one clause that denies and one that affirms leave it open.
func (r *reading) limits(content []stretch) limit {
	out, affirmed := unlimited, false
	for _, s := range content {
		for k := s.from; k < s.to; k++ { // before the clauses, which end at "but" and "instead"
			if r.excepted(k, s) != unlimited || r.replaced(k, s) {
				return unsettled
			}
		}
		for k := s.from; k < s.to; {
			c := r.clauseAt(k, s)
			c.from = max(c.from, k)
			l := r.clauseLimit(c)
			switch {
			case l == unlimited:
				affirmed = affirmed || r.affirms(c)
			case out == unlimited || l == out:
				out = l
			default:
				out = unsettled
			}
			k = max(c.to, k) + 1
		}
	}
	if affirmed && (out == negated || out == averted) {
		return unsettled
	}
	return out
}

// affirms tells whether a clause tells of people or an aircraft that moved.
func (r *reading) affirms(c stretch) bool {
	for k := c.from; k < c.to; k++ {
		if r.tells(k) && r.pastAt(k, c) {
			return true
		}
	}
	return false
}

// clauseLimit is the first limit that a word of a clause sets.
func (r *reading) clauseLimit(c stretch) limit {
	for k := c.from; k < c.to; k++ {
		for _, rule := range []func(int, stretch) limit{r.noSubject, r.untrue, r.kept, r.shortOf, r.missing} {
			if l := rule(k, c); l != unlimited {
				return l
			}
		}
	}
	return unlimited
}

// tells tells whether the word at k is one of removing or moving people.
func (r *reading) tells(k int) bool {
	low := r.lowAt(k)
	switch low {
	case "stop", "stopped", "stopping", "back", "going", "held", "released", "bound", "took", "take", "took-off", "turned", "continued", "refuel", "refuelled", "refueled":
		return false
	case "put", "placed", "loaded", "escorted":
		return true
	}
	return domainTopic(low) == TopicRemoval || moveVerbs[low] || low == "boarding" || low == "landed"
}

var (
	noOne = wordSet{"nobody": true, "none": true, "neither": true, "no-one": true, "noone": true}
	// clauseOpeners begin what is told beside the main clause.
	clauseOpeners = wordSet{"when": true, "while": true, "as": true, "after": true, "before": true, "since": true, "because": true, "although": true, "though": true, "until": true, "if": true, "unless": true}
	scant         = wordSet{"hardly": true, "barely": true, "scarcely": true}
	shorts        = wordSet{"nearly": true, "almost": true, "narrowly": true}
)

// negativeAt reads a negative subject or object at k and gives the word behind it: "nobody",
// "none of", "not one", "no one"; few and hardly any leave the event open.
func (r *reading) negativeAt(k int, c stretch) (to int, l limit) {
	next := r.lowIn(k+1, c)
	prev := ""
	if k > c.from {
		prev = r.lowAt(k - 1)
	}
	switch low := r.tokens[k].low; {
	case low == "no" && next == "one", low == "not" && (next == "one" || next == "a" && r.lowIn(k+2, c) == "single"):
		return k + 2, negated
	case low == "almost" && (next == "nobody" || next == "none" || next == "no"), low == "next" && next == "to" && (r.lowIn(k+2, c) == "nobody" || r.lowIn(k+2, c) == "none"):
		return k + 2, unsettled
	case noOne[low] && (prev == "almost" || prev == "to"):
		return k + 1, unsettled
	case noOne[low]:
		return k + 1, negated
	case low == "not" && (next == "all" || next == "every" || next == "many" || next == "everyone" || next == "everybody" || next == "most" || next == "enough"):
		return k + 2, unsettled
	case scant[low] && (next == "any" || next == "anyone" || next == "anybody" || next == "a"):
		return k + 2, unsettled
	case low == "few" && prev != "a" && prev != "the" && prev != "last" && prev != "next" && prev != "past" && !timeUnits[units[next]]:
		return k + 1, unsettled
	}
	return k, unlimited
}

// noSubject reads who did not: the limit holds where the verb of the negative subject, or the
// verb that has it for an object, tells of the event.
func (r *reading) noSubject(k int, c stretch) limit {
	to, l := r.negativeAt(k, c)
	if l == unlimited {
		return unlimited
	}
	relative := false
	for j := to; j < c.to; j++ {
		low := r.tokens[j].low
		switch {
		case low == "whom" || low == "which":
			relative = true
		case low == "but" || low == "except":
			return unsettled
		case clauseOpeners[low]:
			return unlimited
		case r.tells(j) && relative:
			return unsettled
		case r.tells(j) && domainTopic(low) == TopicRemoval && r.nominal(j) && !r.verbBetween(to, j):
			continue // "nobody in the deportation centre"
		case r.tells(j):
			if r.otherVerb(to, j) {
				return unsettled
			}
			return l
		}
	}
	if k > c.from && r.tells(k-1) { // "deported nobody"
		return l
	}
	return unlimited
}

// nominal tells whether the word at k names an event: "deportation", "removal", "expulsions".
func (r *reading) nominal(k int) bool {
	low := strings.TrimSuffix(r.lowAt(k), "s")
	switch low {
	case "return", "transfer", "departure", "boarding", "flight", "removal", "expulsion", "extradition", "rendition", "handover":
		return true
	}
	return strings.HasSuffix(low, "ation") && domainTopic(low) == TopicRemoval
}

func (r *reading) verbBetween(from, to int) bool {
	for j := from; j < to; j++ {
		if auxiliaries[r.tokens[j].low] || plainVerbs[r.tokens[j].low] {
			return true
		}
	}
	return false
}

// otherVerb tells whether the verb between two places is another than the event's: "nobody was
// hurt in the deportation".
func (r *reading) otherVerb(from, to int) bool {
	for j := from; j < to; j++ {
		low := r.tokens[j].low
		if auxiliaries[low] && j+1 < to {
			next := r.tokens[j+1]
			if next.kind == word && !auxiliaries[next.low] && !adverbs[next.low] && !strings.HasSuffix(next.low, "ly") && next.low != "to" && next.low != "allowed" && next.low != "permitted" && next.low != "able" {
				return true
			}
		}
	}
	return false
}

// untrue reads "it is not true that …", "the claim that … is false".
func (r *reading) untrue(k int, c stretch) limit {
	next := r.lowIn(k+1, c)
	switch r.tokens[k].low {
	case "not":
		if next == "true" || next == "correct" || next == "accurate" || next == "so" || next == "the" && r.lowIn(k+2, c) == "case" {
			return unsettled
		}
	case "no":
		if next == "truth" || next == "basis" {
			return unsettled
		}
	case "false", "untrue", "incorrect", "baseless", "unfounded", "fabricated", "falsely", "wrongly", "fake", "hoax", "inaccurate", "debunked":
		for j := c.from; j < c.to; j++ {
			if r.tells(j) {
				return unsettled
			}
		}
	}
	return unlimited
}

// keepers are verbs that keep an event from happening, by their beginnings; "delay" and "pause"
// leave it open.
var keepers = []struct {
	stem  string
	forms []string
	l     limit
}{
	{"stop", []string{"", "s", "ped", "ping"}, averted}, {"block", []string{"", "s", "ed", "ing"}, averted}, {"halt", []string{"", "s", "ed", "ing"}, averted},
	{"bar", []string{"s", "red", "ring"}, averted}, {"prevent", []string{"", "s", "ed", "ing"}, averted}, {"avert", []string{"", "s", "ed", "ing"}, averted},
	{"avoid", []string{"", "s", "ed", "ing"}, averted}, {"escap", []string{"e", "es", "ed", "ing"}, averted}, {"evad", []string{"e", "es", "ed", "ing"}, averted},
	{"dodg", []string{"e", "es", "ed", "ing"}, averted}, {"thwart", []string{"", "s", "ed", "ing"}, averted}, {"foil", []string{"", "s", "ed", "ing"}, averted},
	{"forb", []string{"id", "ids", "ade", "idden"}, averted}, {"prohibit", []string{"", "s", "ed", "ing"}, averted}, {"ban", []string{"", "s", "ned", "ning"}, unsettled},
	{"cancel", []string{"", "s", "ed", "led", "ling", "ing"}, averted}, {"scrap", []string{"", "s", "ped", "ping"}, averted}, {"abort", []string{"", "s", "ed", "ing"}, averted},
	{"refus", []string{"e", "es", "ed", "ing"}, averted}, {"resist", []string{"", "s", "ed", "ing"}, unsettled}, {"reject", []string{"", "s", "ed", "ing"}, unsettled},
	{"deny", []string{"", "ing"}, unsettled}, {"deni", []string{"es", "ed"}, unsettled}, {"overturn", []string{"", "s", "ed", "ing"}, unsettled}, {"quash", []string{"", "es", "ed", "ing"}, unsettled},
	{"suspend", []string{"", "s", "ed", "ing"}, unsettled}, {"postpon", []string{"e", "es", "ed", "ing"}, unsettled}, {"delay", []string{"", "s", "ed", "ing"}, unsettled},
	{"paus", []string{"e", "es", "ed", "ing"}, unsettled}, {"fre", []string{"eze", "ezes"}, unsettled}, {"fr", []string{"oze", "ozen"}, unsettled}, {"stay", []string{"s", "ed"}, unsettled},
	{"spar", []string{"ed", "ing"}, averted}, {"surviv", []string{"ed"}, unsettled}, {"oppos", []string{"e", "es", "ed", "ing"}, unsettled}, {"fight", []string{"s", "ing"}, unsettled}, {"fought", []string{""}, unsettled},
	{"fail", []string{"", "s", "ed", "ing"}, averted}, {"unable", []string{""}, averted}, {"decline", []string{"", "s", "d"}, averted}, {"miss", []string{"ed", "es"}, averted}, {"kept", []string{""}, averted}, {"ground", []string{"ed"}, averted},
	{"yet", []string{""}, negated}, {"unwilling", []string{""}, unsettled},
}

var keeperForms = func() map[string]limit {
	out := map[string]limit{}
	for _, v := range keepers {
		for _, f := range v.forms {
			out[v.stem+f] = v.l
		}
	}
	return out
}()

// kept reads a verb that keeps the event from happening, before its object ("stopped the
// deportation", "refused to board", "was prevented from leaving") or behind its subject ("the
// removal was blocked"). A second negative, or an attempt, leaves it open.
func (r *reading) kept(k int, c stretch) limit {
	l, ok := keeperForms[r.tokens[k].low]
	if !ok || !r.keeps(k, c) {
		return unlimited
	}
	for j := max(c.from, k-4); j < k; j++ {
		switch low := r.tokens[j].low; {
		case negations[low], low == "tried", low == "failed", low == "sought", low == "attempted", low == "refused", low == "try", low == "trying", low == "bid", low == "efforts", low == "unable", low == "could", low == "attempts", low == "hoped", low == "wanted", low == "declined":
			return unsettled
		}
	}
	for j := k + 1; j+1 < c.to; j++ { // "who had escaped deportation before were deported on Monday"
		if (r.tokens[j].low == "was" || r.tokens[j].low == "were") && r.tells(j+1) {
			return unsettled
		}
	}
	return l
}

// keeps tells whether the verb at k has the event for its object or its subject.
func (r *reading) keeps(k int, c stretch) bool {
	low := r.tokens[k].low
	toOnly := strings.HasPrefix(low, "fail") || low == "unable" || low == "decline" || low == "declined" || low == "declines" || low == "yet" || low == "unwilling"
	for j := k + 1; j < min(c.to, k+9); j++ {
		t := r.tokens[j]
		next := r.lowIn(j+1, c)
		switch {
		case clauseOpeners[t.low] || t.low == "that" || t.kind == mark && t.low != "-":
			j = c.to
		case t.low == "to" || t.low == "from" && !toOnly:
			if next == "be" || next == "being" || next == "get" {
				next = r.lowIn(j+2, c)
				return r.tells(j+2) && next != ""
			}
			if r.tells(j+1) || next == "take" && r.lowIn(j+2, c) == "off" || strings.HasPrefix(next, "tak") && r.lowIn(j+2, c) == "off" {
				return true
			}
			if t.low == "to" {
				j = c.to
			}
		case toOnly:
			j = c.to
		case r.nominal(j) && t.low != "flight" && t.low != "flights", t.low == "being" && r.tells(j+1):
			return true
		case (t.low == "flight" || t.low == "flights" || t.low == "plane" || t.low == "planes" || t.low == "aircraft") && low != "stopped" && low != "stop" && low != "denied" && low != "kept":
			return true
		case low == "kept" || strings.HasPrefix(low, "ground"):
			if j > k+3 {
				j = c.to
			}
		}
	}
	if toOnly || low == "kept" || k == c.from || !beForms[r.lowAt(k-1)] && !(k > c.from+1 && adverbs[r.lowAt(k-1)] && beForms[r.lowAt(k-2)]) {
		return false
	}
	for j := k - 2; j >= c.from; j-- { // "the removal of 57 people was blocked"
		t := r.tokens[j]
		if t.kind == mark || clauseOpeners[t.low] || relatives[t.low] {
			return false
		}
		if r.nominal(j) || t.low == "plane" || t.low == "jet" {
			return !strings.HasPrefix(low, "stop") || r.nominal(j)
		}
	}
	return false
}

// shortOf reads what came close, and a plane that did not get there: "were nearly deported",
// "came close to being deported", "the plane turned back".
func (r *reading) shortOf(k int, c stretch) limit {
	t, next := r.tokens[k], r.lowIn(k+1, c)
	participle := func(j int) bool {
		low := r.lowIn(j, c)
		return r.tells(j) && low != "" && !r.nominal(j)
	}
	switch {
	case shorts[t.low] && (participle(k+1) || (next == "been" || next == "being" || next == "got" || next == "were" || next == "was") && participle(k+2)):
		return averted
	case scant[t.low] && (participle(k+1) || next == "been"):
		return unsettled
	case t.low == "close" && next == "to" && (participle(k+2) || r.nominal(min(k+2, c.to-1)) || r.lowIn(k+2, c) == "being"):
		return averted
	case (t.low == "turned" || t.low == "turning" || t.low == "turns") && (next == "back" || next == "around" || next == "round"):
		for j := k - 1; j >= max(c.from, k-8); j-- {
			if oneCraft[r.tokens[j].low] || r.tokens[j].low == "flights" || r.tokens[j].low == "planes" {
				return unsettled
			}
		}
	case t.low == "would" && next == "have", t.low == "would've":
		return unrealised
	}
	return unlimited
}

// replaced tells whether the words at k name the event that did not come: "instead of being deported".
func (r *reading) replaced(k int, s stretch) bool {
	low, next := r.tokens[k].low, r.lowIn(k+1, s)
	if k+2 >= s.to || (low != "instead" || next != "of") && (low != "rather" || next != "than") {
		return false
	}
	return r.lowAt(k+2) == "being" && r.tells(k+3) || r.nominal(k+2) || strings.HasSuffix(r.lowAt(k+2), "ing") && r.tells(k+2)
}

// excepted reads "all but 12 of the 57": neither figure counts those who were moved.
func (r *reading) excepted(k int, c stretch) limit {
	number := func(j int) bool { _, _, _, ok := r.number(min(j, c.to), c.to); return ok && j < c.to }
	next := r.lowIn(k+1, c)
	found := false
	switch r.tokens[k].low {
	case "all", "everyone", "everybody":
		found = (next == "but" || next == "except" || next == "save") && (number(k+2) || r.lowIn(k+2, c) == "a" || r.lowIn(k+2, c) == "for")
	case "except", "excepting", "excluding", "barring", "minus":
		found = number(k+1) || next == "for" || next == "the"
	case "save":
		found = next == "for"
	}
	if !found {
		return unlimited
	}
	for j := c.from; j < c.to; j++ {
		if r.tells(j) {
			return unsettled
		}
	}
	return unlimited
}

// missing reads an aircraft that went without people, and a "not" before a verb of getting
// people aboard.
func (r *reading) missing(k int, c stretch) limit {
	switch low := r.tokens[k].low; {
	case low == "without":
		for j := k + 1; j < min(c.to, k+6); j++ {
			t := r.tokens[j]
			if t.kind == mark || prepositions[t.low] {
				break
			}
			if t.low == "being" && r.tells(j+1) || r.numberAt(j, c) || units[t.low] == "persons" || strings.HasPrefix(t.low, "deportee") || t.low == "anyone" || t.low == "anybody" || t.low == "them" {
				return unsettled
			}
		}
	case negations[low] && low != "no" && low != "nor" && low != "neither":
		for j := k + 1; j < min(c.to, k+4); j++ {
			switch v := r.tokens[j].low; v {
			case "get", "put", "placed", "allowed", "permitted", "able", "manage", "managed", "made", "make", "let":
				for i := j + 1; i < min(c.to, j+7); i++ {
					if r.tells(i) || r.tokens[i].low == "aboard" || oneCraft[r.tokens[i].low] {
						return negated
					}
				}
				return unlimited
			default:
				if !auxiliaries[v] && !adverbs[v] && !strings.HasSuffix(v, "ly") {
					return unlimited
				}
			}
		}
	}
	return unlimited
}
