package statement

import (
	"strings"

	"github.com/charterwatch/charterwatch/internal/place"
)

// domain words: exact ones, and beginnings of words by their first four letters.
var domainWords, domainStems = readDomain()

type stem struct {
	begin string
	topic Topic
}

func readDomain() (map[string]Topic, map[string][]stem) {
	exact, stems := map[string]Topic{}, map[string][]stem{}
	for _, e := range entries("domain") {
		if begin, ok := strings.CutSuffix(e[0], "*"); ok {
			stems[begin[:4]] = append(stems[begin[:4]], stem{begin, Topic(e[1])})
		} else {
			exact[e[0]] = Topic(e[1])
		}
	}
	return exact, stems
}

// domainTopic is what a word is about, or empty.
func domainTopic(low string) Topic {
	if t, ok := domainWords[low]; ok {
		return t
	}
	if len(low) < 4 {
		return ""
	}
	for _, s := range domainStems[low[:4]] {
		if strings.HasPrefix(low, s.begin) {
			return s.topic
		}
	}
	return ""
}

// themes counts what the words of some stretches are about.
type themes struct {
	removal, flight, assurance, consent, context int
	phrase                                       bool // "sent back", "home country", "third country"
}

func (t themes) any() bool {
	return t.removal+t.flight+t.assurance+t.consent+t.context > 0 || t.phrase
}

// strong tells whether the words alone are about moving people.
func (t themes) strong() bool { return t.removal > 0 || t.phrase || t.consent > 0 && t.flight > 0 }

func (r *reading) themes(content []stretch) themes {
	var out themes
	for _, s := range content {
		for k := s.from; k < s.to; k++ {
			low := r.tokens[k].low
			switch domainTopic(low) {
			case TopicRemoval:
				out.removal++
			case TopicFlight:
				out.flight++
			case TopicAssurance:
				out.assurance++
			case TopicConsent:
				out.consent++
			case TopicContext:
				out.context++
			}
			if k+1 < s.to && backPhrases[low+" "+r.tokens[k+1].low] {
				out.phrase = true
			}
			if sending[low] && !out.phrase {
				out.phrase = r.sentPeople(k, s)
			}
			if sending[low] && k > s.from && beForms[r.tokens[k-1].low] && !out.phrase {
				out.phrase = r.peopleMoved(k, s)
			}
			if k+1 < s.to && carriedFrom[low+" "+r.tokens[k+1].low] && !out.phrase {
				out.phrase = r.countedAway(k, s)
			}
		}
	}
	return out
}

// backPhrases are pairs of words that mean a removal.
var backPhrases = wordSet{"sent back": true, "send back": true, "sending back": true, "flown home": true, "flown back": true, "fly home": true, "returned home": true, "sent home": true, "home country": true, "third country": true, "third countries": true, "ice air": true, "took off": true, "taken back": true, "return home": true, "brought home": true, "brought back": true, "bring home": true, "returned to": true, "transferred to": true, "handed over": true, "taken off": true, "expelled to": true, "flown to": true, "were returned": true, "be returned": true, "accepted return": true, "return flight": true}

// carriedFrom are pairs of words that mean a removal where people are counted and a place, or
// "various countries", is named: "190 people were flown from Comayagua", and not "returned from lunch".
var carriedFrom = wordSet{"flown from": true, "flown out": true, "returned from": true, "sent from": true, "brought from": true, "removed from": true, "taken from": true, "flown in": true}

// countedAway tells whether people are counted before token k of s and a place is named behind.
func (r *reading) countedAway(k int, s stretch) bool {
	people, away := false, false
	for j := max(s.from, k-9); j < k && !people; j++ {
		if r.numberAt(j, stretch{j, k}) {
			for n := j + 1; n < min(k, j+5) && !people; n++ {
				m := r.placeAt(n)
				people = units[r.tokens[n].low] == "persons" || m != nil && m.Kind == place.KindDemonym
			}
		}
	}
	for j := k + 2; j < min(s.to, k+7) && people && !away; j++ {
		m := r.placeAt(j)
		away = m != nil && m.Kind != place.KindDemonym || r.tokens[j].low == "countries" || r.tokens[j].low == "abroad"
	}
	return away
}

// sentPeople tells whether the verb at k has a counted people for its object and a place to go
// to: "sent 70 Cubans to Villahermosa", "has flown 230 Venezuelans home".
func (r *reading) sentPeople(k int, s stretch) bool {
	people := false
	for j := k + 1; j < min(s.to, k+9); j++ {
		m := r.placeAt(j)
		switch low := r.tokens[j].low; {
		case units[low] == "persons" || m != nil && m.Kind == place.KindDemonym:
			people = people || r.peopleNoun(j, s) || units[low] == "persons"
		case people && (low == "home" || low == "back"):
			return true
		case people && (low == "to" || low == "into" || low == "from" || low == "via"):
			next := r.placeAt(j + 1)
			return next != nil && next.Kind != place.KindDemonym
		case r.verbLike(j):
			return false
		}
	}
	return false
}

// peopleMoved tells whether a people is counted before the passive verb at k, or anybody where a
// flight is named: "302 Cubans have been returned", "40 people were removed on charter flights".
func (r *reading) peopleMoved(k int, s stretch) bool {
	people, nation, flight := false, false, false
	for j := max(s.from, k-9); j < k; j++ {
		if r.numberAt(j, stretch{j, k}) {
			for n := j + 1; n < min(k, j+4); n++ {
				people = people || units[r.tokens[n].low] == "persons"
				m := r.placeAt(n)
				nation = nation || m != nil && m.Kind == place.KindDemonym && r.peopleNoun(n, s)
			}
		}
	}
	for j := s.from; j < s.to && people; j++ {
		flight = flight || domainTopic(r.tokens[j].low) == TopicFlight
	}
	return nation || people && flight
}

// sending are verbs whose object may be people who are moved.
var sending = wordSet{"sent": true, "flew": true, "flown": true, "returned": true, "transferred": true, "moved": true, "removed": true, "handed": true, "shipped": true, "bussed": true, "bused": true}

// topic says what a statement is about. doc tells whether the document is about removals,
// near whether the sentences around are: without either, a flight is just a flight.
// moved tells whether the words name people or a route, so that "arrived" is about them.
func (r *reading) topic(content []stretch, speech Speech, doc, near, moved bool) Topic {
	t := r.themes(content)
	near = near || moved && r.mentionsMove(content)
	switch speech {
	case NotAcknowledged, NeitherNor, Declines, NoReply:
		if doc && (t.any() || near) {
			return TopicAcknowledgement
		}
		return TopicOther
	}
	if !doc || (!t.any() && !near) {
		return TopicOther
	}
	switch {
	case speech == Warns:
		return TopicWarning
	case speech == Assures && (t.assurance > 0 || r.promisesTreatment(content)), t.assurance > 0, r.promisesTreatment(content):
		return TopicAssurance
	case t.consent > 0 || r.consents(content):
		return TopicConsent
	case t.flight > 0 && t.removal == 0:
		return TopicFlight
	case t.removal > 0 || t.phrase:
		return TopicRemoval
	case r.mentionsMove(content):
		return TopicRemoval
	}
	return TopicContext
}

// harms are what an assurance says will not be done to people.
var harms = wordSet{"harmed": true, "punished": true, "prosecuted": true, "arrested": true, "persecuted": true, "mistreated": true, "ill-treated": true, "abused": true, "interrogated": true, "detained": true, "jailed": true, "imprisoned": true, "executed": true, "charged": true, "tried": true, "hurt": true}

// promisesTreatment tells whether the words promise that people will be safe: "will be safe",
// "will not face", "none of the returnees will be prosecuted".
func (r *reading) promisesTreatment(content []stretch) bool {
	for _, s := range content {
		none := false // nobody is its subject
		for k := s.from; k+2 < s.to; k++ {
			low := r.tokens[k].low
			switch low {
			case "none", "nobody":
				none = true
			case "no":
				next := r.tokens[k+1].low
				none = none || next == "one" || units[next] == "persons"
			case ",", ";", "but":
				none = false
			}
			will := low == "will" || low == "would"
			never := low == "won't" || low == "wouldn't" || will && none
			if !will && !never {
				continue
			}
			n, m := r.tokens[k+1].low, r.tokens[k+2].low
			if !never && (n == "not" || n == "never") {
				never, n, m = true, m, r.lowIn(k+3, s)
			}
			if n == "be" && (!never && (m == "safe" || m == "treated" || m == "protected") || never && harms[m]) || never && n == "face" {
				return true
			}
		}
	}
	return false
}

// consents tells whether the words are about people's own will.
func (r *reading) consents(content []stretch) bool {
	for _, s := range content {
		for k := s.from; k+1 < s.to; k++ {
			switch low, n := r.tokens[k].low, r.tokens[k+1].low; {
			case (low == "agreed" || low == "accepted" || low == "refused" || low == "chose" || low == "asked") && (n == "return" || n == "to" && k+2 < s.to && (r.tokens[k+2].low == "return" || r.tokens[k+2].low == "leave" || r.tokens[k+2].low == "go" || r.tokens[k+2].low == "board")):
				return true
			case low == "against" && n == "their":
				return true
			case (n == "forced" || n == "coerced") && beForms[low]:
				return true
			case (low == "forced" || low == "coerced" || low == "compelled" || low == "pressured") && (n == "to" || n == "into" || n == "onto") && !determiners[r.lowAt(k-1)]:
				return true
			}
		}
	}
	return false
}

// namesPeople tells whether a nationality's people are named: "100 Iranians".
func (r *reading) namesPeople(s stretch) bool {
	for k := s.from; k < s.to; k++ {
		if m := r.placeAt(k); m != nil && m.Kind == place.KindDemonym && strings.HasSuffix(r.tokens[k].low, "s") && !r.tokens[k].possessive() && r.peopleNoun(k, s) {
			return true
		}
	}
	return false
}

func (r *reading) mentionsMove(content []stretch) bool {
	for _, s := range content {
		for k := s.from; k < s.to; k++ {
			switch low := r.tokens[k].low; low {
			case "arrived", "arrive", "departed", "flown", "boarded", "transferred", "transfer", "transfers", "returned", "return", "returning", "sent", "removed", "board":
				return true
			}
		}
	}
	return false
}
