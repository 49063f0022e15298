package statement

import (
	"strings"
)

// conductWords say what a state itself did, allowed or knew: with "it" or the state's name
// before them they are its stance to the operation.
var conductWords = wordSet{"informed": true, "notified": true, "told": true, "aware": true, "unaware": true, "knowledge": true, "role": true, "part": true, "involved": true, "involvement": true, "agreed": true, "agreement": true, "agree": true, "deal": true, "arrangement": true, "helped": true, "help": true, "helping": true, "assisted": true, "assistance": true, "cooperated": true, "cooperation": true, "cooperating": true, "consented": true, "permission": true, "permitted": true, "approved": true, "approval": true, "consulted": true, "allowed": true, "facilitated": true, "mediated": true, "participated": true, "participation": true, "request": true, "contact": true, "confirm": true, "comment": true, "allowing": true, "permitting": true, "granting": true, "granted": true, "allow": true, "permit": true}

// unknowing say that somebody was not told.
var unknowing = wordSet{"informed": true, "notified": true, "told": true, "aware": true, "unaware": true, "consulted": true, "knowledge": true}

// posture sets whose stance it is: a refusal, a denial, an acknowledgement by an official or
// an organ of a state, and what such a speaker says about the state's own conduct. A denial
// says of nothing that it happened. A stance is never folded.
func (p *proposer) posture(s *Statement, sentence int, content []stretch) {
	o := s.Chain[0]
	state := ""
	if o.Class == Institution || official(o.Class) {
		state = o.State
	}
	near := p.inDomain && (p.near(sentence) || p.mostlyDomain())
	switch s.Speech {
	case NotAcknowledged, NeitherNor, Declines, NoReply:
		s.About = state
		if s.Topic == TopicOther && state != "" && p.inDomain && (near || s.Content.Text == s.Cue.Text) {
			s.Topic, s.Event = TopicAcknowledgement, NotApplicable
		}
		return
	case Denies:
		s.About = state
		if s.Event != NotApplicable {
			s.Event = EventUnknown
		}
		for i := range s.Route {
			s.Route[i].Event = EventUnknown
		}
	case Acknowledges:
		s.About = state
	case Asserts:
		if o.Class != Institution && o.Class != NamedOfficial && o.Class != UnnamedOfficial {
			return
		}
	default:
		return
	}
	if o.Class != Institution && state == "" {
		return
	}
	if near && !hasPersons(s.Quantities) && p.r.ownConduct(s.Speech, state, content) {
		s.Topic, s.About, s.Event = TopicAcknowledgement, state, NotApplicable
	}
}

// ownConduct tells whether the content is what the speaker's own state did or knew: "it
// helped", "its role", "any involvement"; or, denied or acknowledged, just "it" or "the deal".
func (r *reading) ownConduct(act Speech, state string, content []stretch) bool {
	c := content[0]
	conduct, untold, denies := false, false, false
	for k := c.from; k < c.to; k++ {
		low := r.tokens[k].low
		conduct, untold, denies = conduct || conductWords[low], untold || unknowing[low], denies || negations[low] || low == "unaware"
	}
	at := c.from
	if r.tokens[at].low == "the" && at+1 < c.to {
		at++
	}
	first := r.tokens[at].low
	m := r.placeAt(at)
	own := first == "it" || first == "it'd" || first == "its" || first == "we" || first == "our" || m != nil && state != "" && m.Country == state
	if act == Asserts {
		return own && conduct || first == "they" && untold && denies
	}
	if c.to-c.from == 1 && (own || first == "this" || first == "that") {
		return true // "denied it"
	}
	return conduct && (own || first == "any" || first == "a" || strings.HasSuffix(first, "ing") || !r.hasVerb(c))
}

// isStance tells whether an utterance is a stance to something, so that a comment that
// follows ", which" is the document's and not the speaker's.
func isStance(s Speech) bool {
	switch s {
	case NotAcknowledged, NeitherNor, Declines, NoReply, Denies, Acknowledges:
		return true
	}
	return false
}

// withoutComment cuts a non-restrictive ", which …" off the end of what a stance is about.
func (r *reading) withoutComment(content []stretch) []stretch {
	for i, c := range content {
		for k := c.from + 1; k+1 < c.to; k++ {
			if r.tokens[k].low == "," && r.tokens[k].quote < 0 && r.tokens[k+1].low == "which" && r.tokens[k+1].quote < 0 {
				out := append([]stretch{}, content[:i]...)
				return append(out, stretch{c.from, r.trimJoint(k)})
			}
		}
	}
	return content
}
