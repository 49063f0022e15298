package statement

import "strings"

// stance reads a state's or body's refusal to say: "declined to comment", "did not respond",
// "neither confirmed nor denied". These stay apart from each other and from a denial.
func (r *reading) stance(k, i int, s sentence, end int, previous *attribution) (attribution, bool) {
	var speech Speech
	from, to := k, k+1
	low := func(j int) string {
		if j < end && r.tokens[j].quote < 0 {
			return r.tokens[j].low
		}
		return ""
	}
	lemma := func(j int) string {
		if w, ok := cues[low(j)]; ok {
			return w.lemma
		}
		return ""
	}
	switch t := r.tokens[k].low; {
	case (t == "declined" || t == "refused" || t == "declines" || t == "declining") && low(k+1) == "to":
		to = k + 3
		switch low(k + 2) {
		case "comment", "say", "answer", "discuss", "elaborate", "provide", "respond", "give":
			speech = Declines
		case "confirm":
			speech = Declines
			if low(k+3) == "or" && low(k+4) == "deny" {
				speech, to = NeitherNor, k+5
			}
		}
	case t == "neither" && lemma(k+1) == "confirm" && (low(k+2) == "nor" || low(k+2) == "or") && lemma(k+3) == "deny":
		speech, to = NeitherNor, k+4
	case lemma(k) == "confirm" && (low(k+1) == "nor" || low(k+1) == "or") && lemma(k+2) == "deny" && k > s.from:
		speech, to = NeitherNor, k+3
	case negations[t] && t != "no" && t != "nor" && t != "none" && t != "neither" && t != "without":
		to = k + 1
		for adverbs[low(to)] || low(to) == "immediately" || low(to) == "publicly" || low(to) == "officially" || low(to) == "formally" || low(to) == "directly" || low(to) == "return" {
			to++
		}
		switch lemma(to) {
		case "acknowledge", "confirm", "recognise", "recognize":
			speech = NotAcknowledged
		case "comment":
			speech = NotAcknowledged
		case "respond", "reply", "answer":
			speech = NoReply
		case "say":
			if low(to+1) == "whether" || low(to+1) == "how" || low(to+1) == "if" || low(to+1) == "where" || low(to+1) == "who" || low(to+1) == "what" || low(to+1) == "why" {
				speech = Declines
			}
		}
		if speech == "" && (low(to) == "requests" || low(to) == "messages" || low(to) == "calls") {
			speech = NoReply
		}
		to++
	}
	if speech == "" || to > end {
		return attribution{}, false
	}
	for from > s.from && (auxiliaries[r.tokens[from-1].low] || adverbs[r.tokens[from-1].low]) && r.tokens[from-1].quote < 0 {
		from--
	}
	if beForms[r.tokens[from].low] {
		return attribution{}, false
	}
	a := attribution{sentence: i, borrowed: -1, verb: stanceVerb, speech: speech, cue: []stretch{{from, to}}, start: from, that: true}
	limit := s.from
	if previous != nil {
		limit = previous.cueEnd()
	}
	src, start, ok := r.subject(from, limit)
	switch {
	case ok && r.canSpeak(attribution{source: src, verb: stanceVerb}):
		a.source, a.start = src, start
	case previous != nil && r.sharesSubject(from):
		a.borrowed = -2
	default:
		return a, false
	}
	for to+1 < end && strings.HasSuffix(r.tokens[to].low, "ly") && prepositions[r.tokens[to+1].low] {
		to++ // "publicly on the flight"
	}
	if to < end {
		a.content = []stretch{{to, end}}
		if c := r.trimLeftMarks(a.content[0]); !c.empty() {
			a.content[0] = c
			return a, true
		}
	}
	a.content = a.cue
	return a, true
}

var stanceVerb = &cueVerb{lemma: "comment", act: Declines, strength: reports}
