package statement

import (
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/place"
)

// foreign reads a document in one of the four languages: who said what, for the commonest
// reporting verbs and quotation marks, and otherwise the document's own statements.
func (p *proposer) foreign(l *language) []Statement {
	p.r, p.calendar = l.readIn(p.d), newCalendar(p.d.Published)
	p.resolver = newResolver(p.r, p.d)
	for _, s := range p.r.sentences {
		all := stretch{s.from, s.to}
		_, removal := l.domain(p.r, all, TopicRemoval)
		_, flight := l.domain(p.r, all, TopicFlight)
		p.inDomain = p.inDomain || removal || flight && len(l.nationalities(p.r, []stretch{all})) > 0
	}
	for i, s := range p.r.sentences {
		free := stretch{s.from, l.trimStop(p.r, s.to, s.from)}
		if c, ok := l.claim(p.r, free); ok {
			p.foreignClaim(l, c, i)
			continue
		}
		if !free.empty() && !l.denies(p.r, free) {
			p.foreignOwn(l, free, i)
		}
	}
	return p.settled()
}

// saidIn is one attribution of a sentence.
type saidIn struct {
	source, cue, relay stretch
	content            []stretch
	speech             Speech
	direct             bool
}

func (p *proposer) foreignClaim(l *language, c saidIn, sentence int) {
	s := p.statement(c.content, sentence)
	s.Cue, s.Source.Passage = p.passage([]stretch{c.cue}), p.passage(nonEmpty(c.source))
	s.Direct, s.Speech = c.direct, c.speech
	origin := l.hop(p, c.source)
	s.Source.Class = origin.Class
	s.Chain = []Hop{origin}
	if relay, ok := l.medium(p.r, c.relay); ok && relay.Key != origin.Key {
		s.Chain = append(s.Chain, relay)
	}
	s.Chain = append(s.Chain, p.resolver.here)
	s.Band = Amber
	l.fill(p, &s, c.content, sentence)
	p.out = append(p.out, s)
}

// denies tells whether somebody denies something in a sentence whose attribution was not
// understood: nothing of it may be taken for the document's own words.
func (l *language) denies(r *reading, s stretch) bool {
	for k := s.from; k < s.to; k++ {
		if v, to := l.match(r, "cue", k, s.to); to > k && Speech(v) == Denies {
			return true
		}
	}
	return false
}

func (p *proposer) foreignOwn(l *language, content stretch, sentence int) {
	s := p.statement([]stretch{content}, sentence)
	s.Chain, s.Band = p.resolver.own(), Amber
	l.fill(p, &s, []stretch{content}, sentence)
	if s.Topic == TopicRemoval || s.Topic == TopicFlight {
		if len(s.Quantities)+len(s.Dates)+len(s.Route) > 0 {
			p.out = append(p.out, s)
		}
	}
}

// fill reads what the words of a content tell.
func (l *language) fill(p *proposer, s *Statement, content []stretch, sentence int) {
	r := p.r
	s.Extractor = "rules-" + l.code + "/2"
	s.Event = l.event(r, content)
	s.Nationalities, s.Quantities, s.Dates = l.nationalities(r, content), []Quantity{}, []Date{}
	ahead := s.Event == Planned || s.Event == Proposed
	for _, c := range content {
		s.Quantities = append(s.Quantities, slices.DeleteFunc(l.quantities(r, c), func(q Quantity) bool { return r.ofFamily(q, c) })...)
		l.parts(r, s.Quantities, c)
		s.Dates = append(s.Dates, l.dates(r, c, p.calendarAt(c.from), ahead)...)
	}
	s.Quantities = slices.DeleteFunc(s.Quantities, func(q Quantity) bool {
		return overlapsDate(q, s.Dates) || q.Bound == Vague && s.Event == EventUnknown // "it is not known how many"
	})
	s.Route = l.route(r, content, s.Event)
	s.Topic = l.topic(r, content, sentence, p.inDomain, hasPersons(s.Quantities) || len(s.Route) > 0)
	if s.Speech == Warns && s.Topic != TopicOther {
		s.Topic = TopicWarning
	}
	if noEvent(s.Topic) {
		s.Event = NotApplicable
	}
}

// parts reads "12 de los 57 colombianos" and "12 des 57 Colombiens": 12, a part of 57.
func (l *language) parts(r *reading, list []Quantity, c stretch) {
	for i := range list {
		q := &list[i]
		k := r.tokenAt(q.Spans[0].Start) - 1
		if q.Spans[0].Start < r.tokens[c.from].start || q.Value == nil || k <= c.from {
			continue
		}
		if low := r.tokens[k+1].low; low == "los" || low == "las" { // the article is the figure's
			k++
		}
		switch r.tokens[k].low {
		case "los", "las":
			k--
			if k <= c.from || r.tokens[k].low != "de" {
				continue
			}
		case "des":
		default:
			continue
		}
		n, to, _, ok := l.number(r, k-1, c.to)
		if ok && to == k && n < *q.Value {
			whole := *q.Value
			q.Value, q.PartOf, q.Scope = &n, &whole, PartScope
			q.Spans = []Span{r.span(stretch{k - 1, r.tokenAt(q.Spans[0].End-1) + 1})}
		}
	}
}

// topic is what a content is about: nothing of the domain where the document is not.
func (l *language) topic(r *reading, content []stretch, sentence int, doc, moved bool) Topic {
	if !doc {
		return TopicOther
	}
	found := map[Topic]bool{}
	moves := false
	for _, c := range content {
		for _, t := range []Topic{TopicRemoval, TopicFlight, TopicAssurance, TopicContext} {
			_, ok := l.domain(r, c, t)
			found[t] = found[t] || ok
		}
		_, ok := l.has(r, "moves", c)
		moves = moves || ok
	}
	for _, t := range []Topic{TopicAssurance, TopicRemoval, TopicFlight} {
		if found[t] {
			return t
		}
	}
	switch {
	case moves && moved:
		return TopicRemoval
	case found[TopicContext] || moved:
		return TopicContext
	}
	return TopicOther
}

// domain finds a word of a topic.
func (l *language) domain(r *reading, s stretch, topic Topic) (at int, ok bool) {
	for k := s.from; k < s.to; k++ {
		if v, to := l.match(r, "domain", k, s.to); to > k && v == string(topic) {
			return k, true
		}
	}
	return 0, false
}

// event is the modality of the content: the lowest commitment of its words wins.
func (l *language) event(r *reading, content []stretch) Event {
	found := map[string]bool{}
	for _, c := range content {
		for k := c.from; k < c.to; k++ {
			if _, to := l.match(r, "bound", k, c.to); to > k { // "no menos de" denies nothing
				k = to - 1
				continue
			}
			for _, kind := range []string{"hypothetical", "unknown", "cancelled", "planned", "underway", "past", "negation"} {
				if _, to := l.match(r, kind, k, c.to); to > k && !l.notNegation(r, kind, k, c) {
					found[kind] = true
				}
			}
		}
	}
	switch {
	case found["unknown"]:
		return EventUnknown
	case found["cancelled"]:
		return Cancelled
	case found["hypothetical"] && !found["planned"]:
		return Hypothetical
	case found["planned"]:
		return Planned
	case found["underway"]:
		return UnderWay
	case found["negation"]:
		return DidNotHappen
	case found["past"]:
		return Happened
	}
	return EventUnknown
}

// notNegation tells whether a negation denies no event: French "ne … que" is "only", and a
// negation in another clause than the verb's denies something else.
func (l *language) notNegation(r *reading, kind string, k int, s stretch) bool {
	if kind != "negation" {
		return false
	}
	only, verb := false, l.code == "fa"
	for j := k + 1; j < min(s.to, k+6); j++ {
		if low := r.tokens[j].low; low == "que" || low == "qu'" {
			only = l.code == "fr"
		} else if low == "pas" || low == "plus" || low == "aucun" {
			only = false
			verb = true
		}
		for _, kind := range []string{"past", "domain", "moves", "planned"} {
			if _, to := l.match(r, kind, j, s.to); to > j {
				verb = true
			}
		}
	}
	return only || !verb && l.code != "ar"
}

// nationalities are the peoples that the content speaks of, as ISO codes, ordered.
func (l *language) nationalities(r *reading, content []stretch) []string {
	out := []string{}
	for _, c := range content {
		for k := c.from; k < c.to; k++ {
			m := l.placeAt(r, k)
			if m == nil || m.Kind != place.KindDemonym || m.Start < r.tokens[k].start || slices.Contains(out, m.Country) {
				continue
			}
			if l.ofPeople(r, k, c) {
				out = append(out, m.Country)
			}
		}
	}
	slices.Sort(out)
	return out
}

// ofPeople tells whether a demonym names people: a noun, or beside a noun for people.
func (l *language) ofPeople(r *reading, k int, s stretch) bool {
	if u, to := l.match(r, "unit", k-1, k); to == k {
		return u == "persons"
	}
	if u, to := l.match(r, "unit", k+1, s.to); to > k+1 && u == "persons" {
		return true
	}
	prev := r.tokens[max(k-1, 0)]
	switch l.code {
	case "es":
		return strings.HasSuffix(r.tokens[k].low, "s") && (prev.kind == figure || k == s.from || prev.low == "los" || prev.low == "las" || prev.low == "de" || prev.low == "y" || prev.kind == mark || l.numeral(r, k-1))
	case "fr":
		return r.tokens[k].capital && strings.HasSuffix(r.tokens[k].low, "s")
	case "ar":
		low := r.tokens[k].low
		return prev.kind == figure || l.numeral(r, k-1) || strings.HasSuffix(low, "ین") || strings.HasSuffix(low, "ون") || strings.HasSuffix(low, "یا")
	}
	next := r.lowIn(k+1, s)
	return prev.kind == figure || l.numeral(r, k-1) || next == "ها" || next == "های" || strings.HasSuffix(r.tokens[k].low, "ان")
}

func (l *language) numeral(r *reading, k int) bool {
	_, to := l.match(r, "number", k, k+1)
	return k >= 0 && to > k
}

// medium finds an outlet or an agency of the lexicon in some words.
func (l *language) medium(r *reading, s stretch) (Hop, bool) {
	for k := s.from; k < s.to; k++ {
		if v, to := l.match(r, "outlet", k, s.to); to > k {
			f := append(strings.Split(v, ":"), "", "")
			return Hop{Text: r.slice(stretch{k, to}), Class: Class(f[1]), State: f[2], Key: f[0]}, true
		}
	}
	return Hop{}, false
}

// hop says who a source is, as far as its words tell. Someone unnamed has a key of this
// document alone: never the same person as in another.
func (l *language) hop(p *proposer, s stretch) Hop {
	r := p.r
	if s.empty() {
		return Hop{Class: NotStated, Key: "not-stated"}
	}
	h := Hop{Text: r.slice(s), Class: UnspecifiedClass}
	h.Key = place.Fold(h.Text)
	state := ""
	for k := s.from; k < s.to; k++ {
		if m := l.placeAt(r, k); m != nil && state == "" && m.Kind != place.KindCity && m.Kind != place.KindAirport {
			state = m.Country
		}
	}
	organ := ""
	for k := s.from; k < s.to && organ == ""; k++ {
		if v, to := l.match(r, "institution", k, s.to); to > k {
			organ = v
		}
	}
	_, office := l.has(r, "official", s)
	_, hidden := l.has(r, "unnamed", s)
	_, ngo := l.has(r, "ngo", s)
	named := l.namedPerson(r, s)
	m, medium := l.medium(r, s)
	switch {
	case medium && !office && !hidden:
		return m
	case hidden && (!named || l.anonymous(r, s)):
		h.Class, h.State, h.Key = UnnamedOfficial, state, "official:"+state+"@"+p.resolver.home
	case office && named:
		h.Class, h.State = NamedOfficial, state
	case office:
		h.Class, h.State, h.Key = UnnamedOfficial, state, "official:"+state+"@"+p.resolver.home
	case organ != "":
		h.Class, h.State = Institution, state
		if state != "" {
			h.Key = organ + ":" + state
		}
	case ngo:
		h.Class = NGO
	case named:
		h.Class = NamedPerson
	}
	return h
}

// anonymous tells whether the words say that somebody's name is withheld.
func (l *language) anonymous(r *reading, s stretch) bool {
	for k := s.from; k < s.to; k++ {
		if _, to := l.match(r, "unnamed", k, s.to); to > k+1 {
			return true
		}
	}
	return false
}

// namedPerson tells whether a source holds a name: two words with a capital that are no
// place and no office; in the scripts without capitals, two words that the lexicon and the
// places do not know.
func (l *language) namedPerson(r *reading, s stretch) bool {
	run := 0
	for k := s.from; k < s.to; k++ {
		t := r.tokens[k]
		known := t.kind != word || l.placeAt(r, k) != nil || len(t.low) < 3
		for _, kind := range []string{"official", "institution", "outlet", "unnamed", "ngo", "article", "that", "unit", "tell", "past"} {
			_, to := l.match(r, kind, k, s.to)
			known = known || to > k
		}
		latin := l.code == "es" || l.code == "fr"
		if known || latin && (!t.capital || k == s.from) || !latin && (t.low == "در" || t.low == "این" || t.low == "خارجه" || t.low == "باسم" || t.low == "امور" || strings.HasPrefix(t.low, "ال") && l.code == "ar") {
			run = 0
			continue
		}
		if run++; run == 2 {
			return true
		}
	}
	return false
}
