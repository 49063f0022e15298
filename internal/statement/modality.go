package statement

import "strings"

// method of modality: the words of the content are read for markers; the marker of the
// lowest commitment wins, so that no plan is ever taken for an event.

var (
	plannedAfterBe = wordSet{"scheduled": true, "expected": true, "due": true, "set": true, "planned": true, "supposed": true, "slated": true, "preparing": true, "planning": true, "intended": true, "meant": true, "going": true, "about": true, "poised": true, "ready": true, "to": true, "booked": true, "bound": true}
	plannedWords   = wordSet{"will": true, "should": true, "would": true, "shall": true, "'ll": true, "won't": true, "wouldn't": true, "shouldn't": true, "upcoming": true, "forthcoming": true, "plans": true, "intends": true, "intend": true, "planned": true, "scheduled": true, "they'll": true, "it'll": true, "he'll": true, "she'll": true, "we'll": true, "i'll": true, "they'd": true, "he'd": true, "she'd": true, "i'd": true, "we'd": true, "soon": true}
	hypothetical   = wordSet{"could": true, "might": true, "may": true, "if": true, "potentially": true, "can": true, "cannot": true, "couldn't": true}
	cancelledWords = wordSet{"cancelled": true, "canceled": true, "postponed": true, "scrapped": true, "suspended": true, "halted": true, "grounded": true}
	proposedWords  = wordSet{"proposed": true, "proposes": true, "proposal": true, "proposals": true, "considering": true, "offered": true, "mulling": true, "weighing": true}
	futureUnits    = wordSet{"week": true, "month": true, "year": true, "days": true, "weeks": true, "months": true, "monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true, "couple": true, "few": true, "hours": true, "flight": true}
)

// event reads the modality of the event from the content, and what its negative words leave
// of it.
func (r *reading) event(content []stretch) Event {
	return r.limited(content, r.modality(content))
}

// modality reads the markers of the content.
func (r *reading) modality(content []stretch) Event {
	var found struct{ past, present, underWay, planned, proposed, hypo, unknown, denied, cancelled, words bool }
	for _, s := range content {
		for k := s.from; k < s.to; k++ {
			t := r.tokens[k]
			if t.kind == mark {
				continue
			}
			found.words = true
			next, after := r.lowIn(k+1, s), r.lowIn(k+2, s)
			be := beForms[t.low]
			for be && (adverbs[next] || strings.HasSuffix(next, "ly")) && next != "" { // "is currently being"
				k++
				next, after = r.lowIn(k+1, s), r.lowIn(k+2, s)
			}
			switch {
			case be && plannedAfterBe[next] && (after == "to" || next == "to" || next == "due" || next == "scheduled" || next == "planned" || next == "expected" || next == "bound"):
				found.planned = true
			case t.low == "due" && (next == "to" && r.verbAfterTo(k+2, s) || next == "in" || next == "on"):
				found.planned = true
			case t.low == "not" && (next == "clear" || next == "immediately" && after == "clear" || next == "known" || next == "confirmed"), t.low == "unclear", t.low == "unknown", t.low == "unconfirmed", t.low == "whether":
				found.unknown = true
			case t.low == "being" && beForms[r.lowAt(k-1)] && k > s.from, be && next == "being", t.low == "underway", t.low == "under" && next == "way", t.low == "begun", t.low == "ongoing":
				found.underWay = true
			case be && strings.HasSuffix(next, "ing") && len(next) > 4 && (t.low == "are" || t.low == "is") && next != "being":
				found.underWay = true
			case t.low == "may" && t.capital:
			case hypothetical[t.low]:
				found.hypo = true
			case next == "going" && after == "to" && (strings.HasSuffix(t.low, "'re") || strings.HasSuffix(t.low, "'m") || strings.HasSuffix(t.low, "'s")):
				found.planned = true
			case strings.HasSuffix(t.low, "'d") && (next == "been" || next == "had" || strings.HasSuffix(next, "ed")):
				found.past = true // "he'd been held" is had, not would
			case t.low == "en" && next == "route":
				found.underWay = true
			case plannedWords[t.low] && !compared(r, k):
				found.planned = true
			case (t.low == "next" || t.low == "coming") && futureUnits[next]:
				found.planned = true
			case t.low == "to" && (next == "be" || next == "follow") && k > s.from && !prepositions[r.lowAt(k-1)]:
				if r.toBePlanned(k) {
					found.planned = true
				}
			case t.low == "plan" && next == "to", t.low == "agreed" && next == "to", t.low == "hopes" && next == "to", t.low == "wants" && next == "to", t.low == "want" && next == "to", t.low == "expects" && next == "to", t.low == "tomorrow":
				found.planned = true
			case proposedWords[t.low]:
				found.proposed = true
			case cancelledWords[t.low], t.low == "called" && next == "off":
				found.cancelled = true
			case r.deniedAt(k, s):
				found.denied = true
			case r.pastAt(k, s):
				found.past = true
			case t.low == "is" || t.low == "are" || t.low == "has" || t.low == "have":
				found.present = true
			}
		}
	}
	switch {
	case !found.words:
		return EventUnknown
	case found.hypo && !found.planned:
		return Hypothetical
	case found.unknown:
		return EventUnknown
	case found.cancelled && found.past || found.cancelled && !found.planned:
		return Cancelled
	case found.proposed && !found.past:
		return Proposed
	case found.hypo:
		return Hypothetical
	case found.planned:
		return Planned
	case found.underWay:
		return UnderWay
	case found.denied:
		return DidNotHappen
	case found.past:
		return Happened
	}
	return EventUnknown
}

func (r *reading) lowAt(k int) string {
	if k < 0 || k >= len(r.tokens) {
		return ""
	}
	return r.tokens[k].low
}

func (r *reading) lowIn(k int, s stretch) string {
	if k >= s.to {
		return ""
	}
	return r.tokens[k].low
}

// verbAfterTo tells whether "due to" is a plan ("due to land") and no cause ("due to fog").
func (r *reading) verbAfterTo(k int, s stretch) bool {
	switch r.lowIn(k, s) {
	case "land", "arrive", "leave", "depart", "fly", "take", "be", "return", "board", "follow", "go", "reach", "travel", "begin", "start", "stop", "continue":
		return true
	}
	return false
}

// toBePlanned tells whether "to be" at k announces something: "are to be flown", "120 to be deported".
func (r *reading) toBePlanned(k int) bool {
	switch p := r.tokens[k-1]; {
	case beForms[p.low], p.kind == figure, units[p.low] != "", p.low == "more":
		return true
	case p.low == "believed" || p.low == "thought" || p.low == "said" || p.low == "appeared" || p.low == "seemed" || p.low == "reported" || p.low == "claimed":
		return false
	}
	return false
}

// deniedAt tells whether the content itself denies the event at token k: "had not boarded".
func (r *reading) deniedAt(k int, s stretch) bool {
	t := r.tokens[k]
	if t.low == "no" {
		if p := r.lowAt(k - 1); k > s.from && (p == "with" || p == "carrying" || p == "carried") {
			return false // it flew, with nobody aboard
		}
		for j := k + 1; j < min(s.to, k+4); j++ {
			if d := domainTopic(r.tokens[j].low); d != "" || units[r.tokens[j].low] == "persons" || units[r.tokens[j].low] == "flights" {
				return true
			}
		}
		return false // "no one" is a subject: limits reads its verb
	}
	if !negations[t.low] || t.low == "nor" || t.low == "without" || t.low == "neither" {
		return false
	}
	for j := k + 1; j < min(s.to, k+5); j++ {
		low := r.tokens[j].low
		if domainTopic(low) != "" || moveVerbs[low] {
			return true
		}
		if !auxiliaries[low] && !adverbs[low] && low != "yet" {
			return false
		}
	}
	return false
}

// pastAt tells whether token k shows that something has happened.
func (r *reading) pastAt(k int, s stretch) bool {
	t := r.tokens[k]
	if cues[t.low].cueVerb != nil && compared(r, k) {
		return false // "fewer than first said"
	}
	switch t.low {
	case "was", "were", "had", "did", "wasn't", "weren't", "hadn't", "didn't", "been":
		return true
	}
	if plainVerbs[t.low] && t.low != "meant" {
		return true
	}
	if w, ok := cues[t.low]; ok && w.forms&pastForm != 0 && w.forms&baseForm == 0 && !determiners[r.lowAt(k-1)] {
		return true
	}
	return len(t.low) > 4 && strings.HasSuffix(t.low, "ed") && k > 0 && !determiners[r.lowAt(k-1)] && !prepositions[r.lowAt(k-1)] && !strings.Contains(t.low, "-")
}

// moveVerbs are verbs of moving people or aircraft, in all forms.
var moveVerbs = wordSet{"board": true, "boarded": true, "fly": true, "flown": true, "flew": true, "flies": true, "flying": true, "leave": true, "left": true, "leaving": true, "depart": true, "departed": true, "departs": true, "departing": true, "arrive": true, "arrived": true, "arrives": true, "arriving": true, "land": true, "landed": true, "lands": true, "landing": true, "took": true, "take": true, "return": true, "returned": true, "returning": true, "sent": true, "send": true, "sending": true, "transfer": true, "transferred": true, "transferring": true, "transported": true, "cross": true, "crossed": true, "crossing": true, "moved": true, "taken": true, "brought": true, "travel": true, "travelled": true, "traveled": true, "stopped": true, "refuelled": true, "refueled": true, "bound": true, "headed": true, "heading": true, "touched": true, "carrying": true, "carried": true, "departure": true, "arrival": true, "back": true, "transit": true, "transited": true, "going": true, "released": true, "stop": true, "stopping": true, "continued": true, "proceeded": true, "driven": true, "bussed": true, "bused": true, "ferried": true, "turned": true, "went": true, "diverted": true, "refuel": true, "handed": true}
