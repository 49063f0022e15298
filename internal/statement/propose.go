package statement

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Extractor is the name and version of the rules that Propose applies; it stands on every Statement.
const Extractor = "rules/3"

// Propose reads a document with rules and returns its proposed statements in the order of
// their place in the text. It includes the folded ones (Topic other): filter with InDomain.
// The same document always gives the same statements.
func Propose(d document.Document) []Statement {
	p := newProposer(d)
	if d.Kind == document.List {
		return p.legRows()
	}
	if l, ok := languageOf(d); ok {
		return p.foreign(l)
	} else if document.ReadingLanguage(d) == "" {
		return []Statement{}
	}
	p.r = read(d)
	p.calendar = anchored(p.r, d)
	p.survey()
	p.attributed()
	p.headlineOutlets()
	p.unattributed()
	return p.settled()
}

func newProposer(d document.Document) proposer {
	p := proposer{d: d, hash: d.TextHash}
	if p.hash == "" {
		sum := sha256.Sum256([]byte(d.Text))
		p.hash = hex.EncodeToString(sum[:])
	}
	return p
}

// InDomain tells whether s is about removals; the rest is shown folded.
func InDomain(s Statement) bool { return s.Topic != TopicOther && s.Topic != "" }

// proposer is one reading of one document.
type proposer struct {
	r        *reading
	d        document.Document
	hash     string
	calendar calendar
	resolver *resolver
	inDomain bool            // the document is about removals
	sentence []themes        // of each sentence
	themed   int             // sentences about the domain
	claims   [][]attribution // of each sentence
	asks     []bool          // of each sentence: it is a question
	last     map[int]int     // the last attributed statement of a sentence
	out      []Statement
}

// survey finds what each sentence and the whole document are about.
func (p *proposer) survey() {
	p.resolver = newResolver(p.r, p.d)
	p.asks = p.r.questions()
	p.sentence = make([]themes, len(p.r.sentences))
	for i, s := range p.r.sentences {
		p.sentence[i] = p.r.themes([]stretch{{s.from, s.to}})
		if p.sentence[i].any() {
			p.themed++
		}
		p.inDomain = p.inDomain || p.sentence[i].strong() || p.sentence[i].flight > 0 && p.r.namesPeople(stretch{s.from, s.to})
	}
}

// near tells whether sentence i, one beside it, or one two before it in its paragraph is
// about the domain.
func (p *proposer) near(i int) bool {
	for j := max(0, i-2); j <= min(len(p.sentence)-1, i+1); j++ {
		if p.sentence[j].any() && (j >= i-1 || p.r.sentences[j].paragraph == p.r.sentences[i].paragraph) {
			return true
		}
	}
	return false
}

// mostlyDomain tells whether a third of the sentences are about the domain: then a refusal
// to comment is about it too.
func (p *proposer) mostlyDomain() bool { return p.inDomain && p.themed*3 >= len(p.sentence) }

// attributed makes a statement of each attribution, two where its content joins a fact and a plan.
func (p *proposer) attributed() {
	all := p.r.attribute()
	chains := make([][]Hop, len(all))
	sources := make([]stretch, len(all))
	p.last = map[int]int{}
	p.claims = make([][]attribution, len(p.r.sentences))
	for i, a := range all {
		var inherited []Hop
		if a.borrowed >= 0 && a.source.empty() {
			if c := chains[a.borrowed]; len(c) > 0 {
				inherited = c[:len(c)-1]
			}
		}
		hops, source, class := p.resolver.chain(a, inherited)
		if source.empty() && a.borrowed >= 0 {
			source = sources[a.borrowed]
		}
		chains[i], sources[i] = hops, source
		a.content = slices.DeleteFunc(a.content, stretch.empty)
		if len(a.content) == 0 {
			continue
		}
		if isStance(p.speech(a, a.content)) {
			a.content = p.r.withoutComment(a.content)
		}
		p.claims[a.sentence] = append(p.claims[a.sentence], a)
		for _, content := range p.split(a) {
			s := p.statement(content, a.sentence)
			s.Source = Source{Passage: p.passage(nonEmpty(source)), Class: class}
			s.Cue = p.passage(a.cue)
			s.Direct, s.Chain = a.direct, slices.Clone(hops)
			s.Speech = p.speech(a, content)
			s.Event = intention(p.event(s.Part, content), a, p.r.tokens[content[0].from].low)
			p.fill(&s, a.sentence, content, p.circumstance(a))
			p.stance(&s, a.sentence, content)
			s.Band = p.band(a, s)
			p.asked(&s, a.sentence, content)
			if p.keep(a, s) {
				p.last[a.sentence] = len(p.out)
				p.out = append(p.out, s)
			}
		}
	}
}

// keep drops weak cues outside the domain: an intention or a belief is only wanted inside.
func (p *proposer) keep(a attribution, s Statement) bool {
	if a.verb.strength != intends || a.passive || InDomain(s) && p.r.themes(a.content).any() {
		return true
	}
	return believes[a.verb.lemma] && (a.that || p.r.tokens[a.content[0].from].low == "to" || p.r.hasVerb(a.content[0])) || a.direct
}

// believes are verbs of belief that newspapers report as they report speech.
var believes = wordSet{"believe": true, "think": true, "fear": true, "hope": true, "worry": true, "expect": true, "suspect": true, "doubt": true, "anticipate": true, "figure": true}

// intention reads "plans to", "vowed to", "urged X to": what is intended or asked for is no
// event yet, whatever the words after "to" look like.
func intention(ev Event, a attribution, first string) Event {
	switch {
	case a.verb.toVerb && first == "to", a.passive && a.verb.lemma == "expect" && ev != Hypothetical && ev != Cancelled:
		return Planned
	case a.verb.act == Asks && ev == Happened && (a.verb.object || a.verb.toVerb):
		return Proposed
	case a.verb.lemma == "fear" && first == "being": // what is feared has not been seen to happen
		return Hypothetical
	}
	return ev
}

func nonEmpty(s stretch) []stretch {
	if s.empty() {
		return nil
	}
	return []stretch{s}
}

// statement begins a statement with what does not depend on its source.
func (p *proposer) statement(content []stretch, sentence int) Statement {
	return Statement{
		Document:  p.d.ID,
		Source:    Source{Passage: Passage{Spans: []Span{}}, Class: ThisDocument},
		Cue:       Passage{Spans: []Span{}},
		Content:   p.passage(content),
		Speech:    Asserts,
		Part:      p.r.sentences[sentence].part,
		Extractor: Extractor,
	}
}

func (p *proposer) passage(s []stretch) Passage {
	spans := make([]Span, 0, len(s))
	for _, c := range s {
		if !c.empty() {
			spans = append(spans, p.r.span(c))
		}
	}
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	return passageAt(p.d.Text, spans...)
}

// event reads the event of a content in the part of the document where it stands.
func (p *proposer) event(part document.PartKind, content []stretch) Event {
	ev := p.r.event(content)
	if part == document.Headline {
		if corrected := p.r.headlineEvent(content, ev); corrected != ev {
			ev = p.r.limited(content, corrected)
		}
		if ev == Happened && p.r.limits(content) != unlimited {
			return EventUnknown
		}
	}
	return ev
}

// fill adds what the content's words tell beside its event: topic, figures, dates, route.
// said is the words around the cue, whose dates are those of the utterance.
func (p *proposer) fill(s *Statement, sentence int, content []stretch, said stretch) {
	p.count(s, content)
	s.Topic = p.r.topic(content, s.Speech, p.inDomain, p.near(sentence) || p.mostlyDomain() && (s.Speech != Asserts || hasPersons(s.Quantities)), len(s.Nationalities) > 0 || hasPersons(s.Quantities))
	if noEvent(s.Topic) {
		s.Event = NotApplicable
	}
	if s.Topic == TopicAssurance && s.Speech == Asserts {
		s.Speech = Assures
	}
	if !said.empty() {
		s.Uttered = p.r.dates(said, p.calendarAt(said.from), false)
	}
	p.place(s, content)
}

// noEvent tells whether statements of a topic are about no event: an opinion, a stance.
func noEvent(t Topic) bool {
	return t == TopicWarning || t == TopicAssurance || t == TopicAcknowledgement
}

// count reads the peoples and the figures of a content.
func (p *proposer) count(s *Statement, content []stretch) {
	s.Nationalities, s.Quantities = p.r.nationalities(content), []Quantity{}
	for _, c := range content {
		s.Quantities = append(s.Quantities, p.r.quantities(c)...)
	}
}

// place reads the dates and the route of a content whose event and figures are known, and
// drops the figures that belong to a date.
func (p *proposer) place(s *Statement, content []stretch) {
	r := p.r
	s.Dates, s.Route = []Date{}, []Move{}
	ahead := s.Event == Planned || s.Event == Proposed
	for _, c := range content {
		s.Dates = append(s.Dates, r.dates(c, p.calendarAt(c.from), ahead)...)
	}
	if s.Part == document.Headline {
		s.Dates = r.statedDates(s.Dates, content)
	}
	s.Quantities = slices.DeleteFunc(s.Quantities, func(q Quantity) bool { return overlapsDate(q, s.Dates) })
	home := ""
	if len(s.Nationalities) == 1 {
		home = s.Nationalities[0]
	}
	s.Route = append(s.Route, r.route(content, s.Event, home)...)
	r.nights(s.Dates, s.Route)
	for _, c := range content {
		r.asOf(s.Quantities, s.Dates, c, p.calendarAt(c.from))
	}
	if s.Event == NotApplicable && len(s.Dates) == 0 && len(s.Uttered) > 0 {
		s.Dates = s.Uttered // a warning happened when it was given
	}
}

func hasPersons(quantities []Quantity) bool {
	return slices.ContainsFunc(quantities, func(q Quantity) bool { return q.Unit == "persons" })
}

// overlapsDate tells whether a figure belongs to a date, as in "two days ago".
func overlapsDate(q Quantity, dates []Date) bool {
	for _, d := range dates {
		if d.Granularity != "open" && q.Spans[0].Start < d.Spans[0].End && d.Spans[0].Start < q.Spans[0].End {
			return true
		}
	}
	return false
}

// circumstance is the words between a source and its content that say when it was said.
func (p *proposer) circumstance(a attribution) stretch {
	if !a.tail.empty() {
		return a.tail
	}
	if !a.source.empty() && a.source.to < a.cue[0].from {
		return stretch{a.source.to, a.cue[0].from}
	}
	return stretch{}
}

// speech is the kind of utterance, by cue and negation.
func (p *proposer) speech(a attribution, content []stretch) Speech {
	if a.speech != "" {
		return a.speech
	}
	for _, c := range a.cue {
		for k := c.from; k < c.to; k++ {
			if negations[p.r.tokens[k].low] && a.verb.act == Acknowledges {
				return NotAcknowledged
			}
		}
	}
	for _, c := range content {
		if p.r.hasAssurance(c) {
			return Assures
		}
	}
	return a.verb.act
}

// hasAssurance tells whether people are said to have been given an assurance.
func (r *reading) hasAssurance(s stretch) bool {
	for k := s.from; k < s.to; k++ {
		if domainTopic(r.tokens[k].low) == TopicAssurance {
			for j := max(s.from, k-4); j < k; j++ {
				switch r.tokens[j].low {
				case "given", "received", "gave", "got", "offered":
					return true
				}
			}
		}
	}
	return false
}

// stance sets whose stance it is, and finds "has not acknowledged" inside another's words.
func (p *proposer) stance(s *Statement, sentence int, content []stretch) {
	p.posture(s, sentence, content)
	if !isStance(s.Speech) {
		p.innerStance(s, content)
	}
}

// innerStance reads a state's silence out of content: "the US has not acknowledged the deal".
func (p *proposer) innerStance(s *Statement, content []stretch) {
	if !p.inDomain || len(content) == 0 {
		return
	}
	c := content[0]
	for k := c.from; k+1 < c.to; k++ {
		if p.r.tokens[k].low == "neither" && cues[p.r.tokens[k+1].low].speech() == Acknowledges && len(s.Chain) > 0 {
			if o := s.Chain[0]; o.Class == Institution || official(o.Class) { // "said it neither confirms nor denies"
				s.Speech, s.About, s.Topic, s.Event = NeitherNor, o.State, TopicAcknowledgement, NotApplicable
				return
			}
		}
		if k == c.from || !negations[p.r.tokens[k].low] {
			continue
		}
		j := k + 1
		for j < c.to && (adverbs[p.r.tokens[j].low] || strings.HasSuffix(p.r.tokens[j].low, "ly")) {
			j++
		}
		if w, ok := cues[p.r.lowIn(j, c)]; !ok || w.speech() != Acknowledges {
			continue
		}
		if state := p.r.stateIn(stretch{c.from, k}); state != "" {
			s.Speech, s.About, s.Topic, s.Event = NotAcknowledged, state, TopicAcknowledgement, NotApplicable
		}
		return
	}
}

// split cuts "took off on Monday and was scheduled to arrive on Tuesday" in two, each with
// the subject they share: a plan and a fact are never one statement.
func (p *proposer) split(a attribution) [][]stretch {
	if len(a.content) != 1 || a.direct || a.speech != "" || !p.inDomain {
		return [][]stretch{a.content}
	}
	return p.splitContent(a.content[0])
}

func (p *proposer) splitContent(c stretch) [][]stretch { return p.splitClauses(c, p.r.denied(c)) }

// splitClauses is splitContent; where something is denied, it goes on until every clause
// stands alone, because none may be taken for denied with another.
func (p *proposer) splitClauses(c stretch, denies bool) [][]stretch {
	r := p.r
	for k := c.from + 2; k+2 < c.to; k++ {
		if r.tokens[k].quote >= 0 || !r.joins(k, denies) {
			continue
		}
		left, right := stretch{c.from, r.trimJoint(k)}, stretch{k + 1, c.to}
		if denies && r.tokens[k+1].low == "that" && right.to-right.from > 2 { // "and that 1,200 will follow"
			right.from++
		}
		shared := r.verbLike(right.from) || auxiliaries[r.tokens[right.from].low] || denies && r.movesFirst(right)
		if !shared && !r.hasFiniteVerb(stretch{right.from, min(c.to, k+10)}) && !r.toFollow(right) || left.empty() || !r.hasFiniteVerb(left) && !(denies && r.movesFirst(left)) {
			continue
		}
		before, after := r.event([]stretch{left}), r.event([]stretch{right})
		if after == DidNotHappen { // the denial may stand in a later clause
			after = r.event([]stretch{r.clauseAt(right.from, right)})
		}
		if before == after || before == EventUnknown || after == EventUnknown || before == Hypothetical || after == Hypothetical {
			continue
		}
		second := []stretch{right}
		if shared {
			subject := stretch{c.from, c.from}
			for subject.to < left.to && !r.verbLike(subject.to) {
				subject.to++
			}
			for !subject.empty() && negations[r.tokens[subject.to-1].low] { // "the plane never": the plane
				subject.to--
			}
			if !subject.empty() {
				second = []stretch{subject, right}
			}
		}
		if !denies {
			return [][]stretch{{left}, second}
		}
		rest := p.splitClauses(right, true)
		rest[0] = append(second[:len(second)-1:len(second)-1], rest[0]...)
		return append([][]stretch{{left}}, rest...)
	}
	return [][]stretch{{c}}
}

// unattributed makes the document's own statements: sentences about the domain that name
// a figure, a date, a place or a people and that nobody is said to have stated.
func (p *proposer) unattributed() {
	for i, s := range p.r.sentences {
		free := stretch{s.from, p.r.trimStop(s)}
		if claims := p.claims[i]; len(claims) > 0 {
			free.to = p.freeUntil(claims, free)
		}
		if free.to-free.from < 3 || !p.inDomain || p.r.allQuoted(free) {
			continue
		}
		if p.carryOver(i, free) {
			continue
		}
		for _, content := range p.splitContent(free) {
			own := p.statement(content, i)
			own.Chain = p.resolver.own()
			own.Event = p.event(own.Part, content)
			if p.r.has(content[0], "reportedly") || p.r.has(content[0], "allegedly") {
				own.Speech = Alleges
			}
			p.fill(&own, i, content, stretch{})
			p.innerStance(&own, content)
			own.Band = Amber
			p.asked(&own, i, content)
			switch {
			case p.ownWorth(own, i, content):
				p.out = append(p.out, own)
			case p.besideDomain(own, i, content):
				own.Band = Grey
				if !InDomain(own) {
					own.Topic = TopicContext
				}
				p.out = append(p.out, own)
			}
		}
	}
}

// freeUntil is where the words before the first attribution of a sentence end, when they
// belong to none.
func (p *proposer) freeUntil(claims []attribution, free stretch) int {
	end := free.to
	for _, a := range claims {
		end = min(end, a.start)
		if !a.source.empty() && a.source.from >= free.from {
			end = min(end, a.source.from)
		}
		for _, c := range a.content {
			if c.from >= free.from {
				end = min(end, c.from)
			}
		}
	}
	least := 6
	if a := claims[0]; a.passive && a.source.empty() {
		least = 3 // "The US deported 12 people and more are expected"
	}
	if end-free.from < least || !p.r.isClause(stretch{free.from, end}) {
		return free.from
	}
	return p.r.trimJoint(end)
}

// ownWorth tells whether a sentence without a source is worth a statement.
func (p *proposer) ownWorth(s Statement, i int, content []stretch) bool {
	t := p.r.themes(content)
	if s.Speech == NotAcknowledged {
		return true
	}
	persons := false
	for _, q := range s.Quantities {
		persons = persons || q.Unit == "persons" || q.Unit == "flights" || q.Unit == "removals" || q.Unit == "aircraft"
	}
	switch {
	case t.removal > 0 || t.phrase:
		return (persons || len(s.Dates) > 0 || len(s.Route) > 0) && (s.Event != EventUnknown || p.r.hasVerb(content[len(content)-1]))
	case t.flight > 0:
		return persons || len(s.Dates) > 0 || len(s.Route) > 0
	case t.consent > 0:
		return persons
	case s.Topic == TopicRemoval || s.Topic == TopicConsent:
		return persons && p.r.mentionsMove(content) || s.Topic == TopicConsent && persons
	case s.Event == EventUnknown && (len(s.Nationalities) > 0 || t.any()) && p.r.unclear(content):
		return true
	case t.context > 0:
		return persons && s.Event != EventUnknown
	case p.near(i) && len(s.Route) > 0 && s.Event != EventUnknown: // "Two of them went from Hamburg to Tirana"
		return slices.ContainsFunc(s.Route, func(m Move) bool { return m.From != "" && m.To != "" }) || len(s.Dates) > 0
	}
	return false
}

// besideDomain keeps a figure of people, or a dated move, in a sentence that has no word of the
// domain itself and stands among those that do: "Nineteen of them have been released". It is
// context and grey: that it is about a removal is only its neighbours' word.
func (p *proposer) besideDomain(s Statement, i int, content []stretch) bool {
	if !p.near(i) && !p.mostlyDomain() || s.Event == EventUnknown || s.Part != document.Body || !p.r.hasVerb(content[len(content)-1]) {
		return false
	}
	for _, q := range s.Quantities {
		if q.Unit == "persons" && (q.Value != nil && *q.Value > 1 || q.Low != nil) {
			return true
		}
	}
	return len(s.Route) > 0 && len(s.Dates) > 0
}

// unclear tells whether the words say that something is not known.
func (r *reading) unclear(content []stretch) bool {
	for _, s := range content {
		for k := s.from; k < s.to; k++ {
			switch r.tokens[k].low {
			case "clear", "unclear", "unknown", "known":
				return true
			}
		}
	}
	return false
}

// carryOver gives "Others faced …" after "X added that most …" to X, marked inferred.
func (p *proposer) carryOver(i int, free stretch) bool {
	first := p.r.tokens[free.from].low
	if first != "others" && first != "another" && first != "the" || (first == "the" && p.r.lowAt(free.from+1) != "rest" && p.r.lowAt(free.from+1) != "others") {
		return false
	}
	if i == 0 || len(p.claims[i]) > 0 || p.r.sentences[i-1].paragraph != p.r.sentences[i].paragraph {
		return false
	}
	at, ok := p.last[i-1]
	if !ok {
		return false
	}
	last := p.out[at]
	if last.Direct || len(last.Quantities) == 0 {
		return false
	}
	content := []stretch{free}
	s := p.statement(content, i)
	s.Source = last.Source
	s.Chain = markInferred(last.Chain, true)
	s.Chain[len(s.Chain)-1].Inferred = false
	s.Speech = last.Speech
	s.Event = p.event(s.Part, content)
	p.fill(&s, i, content, stretch{})
	s.Band = Grey
	p.asked(&s, i, content)
	if s.Topic == TopicOther && InDomain(last) {
		s.Topic = TopicContext
	}
	p.out = append(p.out, s)
	return true
}

// band says how far the proposal can be trusted unread.
func (p *proposer) band(a attribution, s Statement) Band {
	switch {
	case a.inferred || a.passive && a.source.empty() || a.verb.strength == intends:
		return Grey
	case p.doubtful(a.content) || impossibleDate(s.Dates):
		return Amber
	case a.direct && a.verb.strength <= needs && len(a.content) == 1,
		a.verb.strength == reports && (a.that || a.verb == accordingVerb || a.verb.clause) && s.Chain[0].Class != NotStated && !s.Chain[0].Inferred:
		return Green
	}
	return Amber
}

// doubtful tells whether the words need a second reader: they limit the event, and not by a
// plain denial.
func (p *proposer) doubtful(content []stretch) bool {
	l := p.r.limits(content)
	return l != unlimited && l != negated
}

// settled sorts, gives ids, and drops what stands twice.
func (p *proposer) settled() []Statement {
	carryBack(p.out)
	for i := range p.out {
		p.out[i].ID = p.id(p.out[i])
	}
	slices.SortStableFunc(p.out, func(a, b Statement) int {
		if d := a.Content.Spans[0].Start - b.Content.Spans[0].Start; d != 0 {
			return d
		}
		if d := a.Content.Spans[len(a.Content.Spans)-1].End - b.Content.Spans[len(b.Content.Spans)-1].End; d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	seen := make(map[string]bool, len(p.out))
	out := make([]Statement, 0, len(p.out))
	for _, s := range p.out {
		if !seen[s.ID] {
			seen[s.ID] = true
			out = append(out, lettered(p.d.Text, s))
		}
	}
	return out
}

// id is the hash of the text's hash and the content's spans: the same on every machine.
func (p *proposer) id(s Statement) string {
	h := sha256.New()
	h.Write([]byte(p.hash))
	var b [16]byte
	for _, sp := range s.Content.Spans {
		binary.BigEndian.PutUint64(b[:8], uint64(sp.Start))
		binary.BigEndian.PutUint64(b[8:], uint64(sp.End))
		h.Write(b[:])
	}
	return "s-" + hex.EncodeToString(h.Sum(nil)[:8])
}
