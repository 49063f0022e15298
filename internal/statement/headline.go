package statement

import (
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
)

// method of headlines: they drop the auxiliary and speak of yesterday in the present tense.
// A bare participle of expectation and a bare "to" with a verb are plans ("flight expected",
// "US to deport 120"); a bare form in -ing is under way; a present tense has happened.

// awaited are participles that announce when the auxiliary is dropped.
var awaited = wordSet{"expected": true, "planned": true, "due": true, "scheduled": true, "slated": true, "set": true, "likely": true, "poised": true, "ready": true, "expects": true, "expect": true, "looms": true, "looming": true, "awaited": true}

// headlineVerbs are verbs of moving people and aircraft, as a plural has them, as a singular
// has them, and in -ing.
var headlineVerbs, headlineThird, headlineGoing = forms("deport expel repatriate remove return send fly land leave depart arrive receive transfer accept bring carry board reach touch hold free release detain hand begin start resume take")

func forms(verbs string) (base, third, going wordSet) {
	base, third, going = wordSet{}, wordSet{}, wordSet{}
	for v := range strings.FieldsSeq(verbs) {
		es, ing := v+"s", v+"ing"
		switch {
		case v == "fly" || v == "carry":
			es = v[:len(v)-1] + "ies"
		case v == "reach" || v == "touch":
			es = v + "es"
		case v == "expel" || v == "begin":
			ing = v + v[len(v)-1:] + "ing"
		case strings.HasSuffix(v, "e") && v != "free":
			ing = v[:len(v)-1] + "ing"
		}
		base[v], third[es], going[ing] = true, true, true
	}
	return base, third, going
}

// headlineEvent corrects the event that the words of running text would have.
func (r *reading) headlineEvent(content []stretch, ev Event) Event {
	switch ev {
	case Happened, UnderWay, EventUnknown, Planned:
	default:
		return ev // a lower commitment stands
	}
	if r.unclear(content) {
		return ev
	}
	going, present := false, false
	for _, s := range content {
		for k := s.from; k < s.to; k++ {
			t, p := r.tokens[k], ""
			if k > s.from {
				p = r.tokens[k-1].low
			}
			next := r.lowIn(k+1, s)
			switch {
			case compared(r, k):
			case awaited[t.low] && k > s.from && !determiners[p] && !prepositions[p] && (t.low != "set" && t.low != "ready" && t.low != "poised" || next == "to" || next == "for") && (t.low != "due" || next != "to" || r.verbAfterTo(k+2, s)):
				return Planned
			case t.low == "to" && (headlineVerbs[next] || next == "be" || next == "get" || next == "go" || next == "face" || next == "follow") && k > s.from:
				return Planned
			case t.low == "being" || headlineGoing[t.low] && k > s.from && !prepositions[p]:
				going = true
			case headlineThird[t.low] && k > s.from && !prepositions[p] && !determiners[p] && r.objectFollows(k, s):
				present = true
			case headlineVerbs[t.low] && k > s.from && strings.HasSuffix(p, "s") && len(p) > 2 && !r.tokens[k-1].possessive() && r.objectFollows(k, s):
				present = true
			}
		}
	}
	switch {
	case going && ev == Happened && r.has(content[0], "being"): // "120 Iranians being deported"
		return UnderWay
	case ev != EventUnknown:
		return ev
	case present:
		return Happened
	case going:
		return UnderWay
	}
	return ev
}

// objectFollows tells whether the word at k is a verb by what comes next: a figure, a name,
// a preposition, or nothing. Before another noun it is one itself ("return flights").
func (r *reading) objectFollows(k int, s stretch) bool {
	if k+1 >= s.to {
		return r.tokens[k].low != "returns" && r.tokens[k].low != "transfers"
	}
	n := r.tokens[k+1]
	return n.kind == figure || n.kind == mark || n.capital || prepositions[n.low] || determiners[n.low] || adverbs[n.low] || units[n.low] != "" && units[n.low] != "flights" || n.low == "off" || n.low == "home" || n.low == "back" || domainTopic(n.low) != "" && n.low != "flight" && n.low != "flights" || r.numberAt(k+1, s)
}

func (r *reading) numberAt(k int, s stretch) bool {
	_, _, _, ok := r.number(k, s.to)
	return ok
}

// headlineColon reads "Police: man had a knife" and "Strike to last all week: union": a
// colon is the cue of a headline when somebody who speaks stands alone on one side of it.
func (r *reading) headlineColon(out []attribution, i int) []attribution {
	s := r.sentences[i]
	end := r.trimStop(s)
	if s.part != document.Headline && (i > 0 || !s.first || end < s.to || s.to < len(r.tokens) && r.sentences[min(1, len(r.sentences)-1)].paragraph == s.paragraph) {
		return out
	}
	for k := s.from + 1; k+1 < end; k++ {
		if r.tokens[k].low != ":" || r.tokens[k].quote >= 0 {
			continue
		}
		left, right := stretch{s.from, k}, stretch{k + 1, end}
		a := attribution{sentence: i, borrowed: -1, verb: colonVerb, cue: []stretch{{k, k + 1}}, that: true}
		switch {
		case r.speaksAlone(left) && right.to-right.from > 2:
			a.source, a.start, a.content = left, left.from, []stretch{right}
		case r.speaksAlone(right) && left.to-left.from > 2:
			a.source, a.start, a.content = right, k, []stretch{left}
		default:
			return out
		}
		return append(out, r.finish(a))
	}
	return out
}

var colonVerb = &cueVerb{lemma: ":", act: Asserts, strength: needs}

// speaksAlone tells whether the words are only somebody who can speak: "Police", "union", "UN experts".
func (r *reading) speaksAlone(s stretch) bool {
	if s.empty() || s.to-s.from > 4 || r.hasVerb(s) {
		return false
	}
	if n, ok := r.nameIn(s); ok && len(n.words) == s.to-s.from {
		return true
	}
	return roles[r.tokens[s.to-1].low] != ""
}

// compared tells whether the word at k only says what was thought before: "than first said",
// "later than planned", "as expected".
func compared(r *reading, k int) bool {
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		low := r.tokens[j].low
		if low == "than" || low == "as" {
			return true
		}
		if !adverbs[low] && !strings.HasSuffix(low, "ly") {
			return false
		}
	}
	return false
}

// statedDates drops the months that only name a thing, "the September flight": a headline
// states nothing about a day by them.
func (r *reading) statedDates(dates []Date, content []stretch) []Date {
	out := []Date{}
	for _, d := range dates {
		if d.Granularity != "month" || !r.beforeThing(d.Spans[0], content) {
			out = append(out, d)
		}
	}
	return out
}

func (r *reading) beforeThing(sp Span, content []stretch) bool {
	for _, s := range content {
		for k := s.from; k+1 < s.to; k++ {
			if r.tokens[k].end == sp.End {
				n := r.tokens[k+1]
				return n.kind == word && !prepositions[n.low] && !conjunctions[n.low] && !auxiliaries[n.low] && !r.verbLike(k+1)
			}
		}
	}
	return false
}

// headlineOutlets gives "newspaper says" in a headline the outlet that the body names, when
// it names exactly one of that kind; otherwise the unnamed outlet stays tied to this document.
func (p *proposer) headlineOutlets() {
	var named []Hop
	for _, s := range p.out {
		if s.Part == document.Headline {
			continue
		}
		for _, h := range s.Chain {
			if !medium(h.Class) || strings.HasPrefix(h.Key, unnamedOutlet) {
				continue
			}
			known := false
			for _, n := range named {
				known = known || n.Key == h.Key
			}
			if !known {
				named = append(named, h)
			}
		}
	}
	for i := range p.out {
		s := &p.out[i]
		if s.Part != document.Headline {
			continue
		}
		for j, h := range s.Chain {
			if !strings.HasPrefix(h.Key, unnamedOutlet) {
				continue
			}
			var fits []Hop
			for _, n := range named {
				if sameKindOfOutlet(h.Text, n.Class) {
					fits = append(fits, n)
				}
			}
			if len(fits) == 1 {
				s.Chain[j] = fits[0]
				s.Chain[j].Inferred = true
				if j == 0 {
					s.Source.Class = fits[0].Class
					if s.Band == Green {
						s.Band = Amber // inferred: the analyst must confirm
					}
				}
			}
		}
	}
}

// unnamedOutlet begins the key of an outlet that a document does not name.
const unnamedOutlet = "outlet@"

// sameKindOfOutlet tells whether "newspaper" or "agency" can mean an outlet of this class.
func sameKindOfOutlet(words string, c Class) bool {
	agency := lastWord(words) == "agency"
	wire := c == Wire || c == StateMedium || c == SemiOfficial
	return agency == wire || (!agency && lastWord(words) != "newspaper" && lastWord(words) != "paper")
}
