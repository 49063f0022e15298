package statement

import (
	"slices"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Narrow returns s with its content at the span content of d, for an editor who moved its
// ends: figures, dates, route, nationalities and event are read anew from those words alone;
// source, cue, chain, speech, topic, band and ID stay; every span carries its words. The span
// has to lie inside the text on rune boundaries: one that does not comes back with nothing
// read, and Check refuses it.
func Narrow(d document.Document, s Statement, content Span) Statement {
	at := []Span{{Start: content.Start, End: content.End}}
	s.Content, s.Event = Passage{Spans: at}, EventUnknown
	s.Nationalities, s.Quantities, s.Dates, s.Route = []string{}, []Quantity{}, []Date{}, []Move{}
	if checkSpans(d.Text, at) != nil {
		return s
	}
	s.Content = passageAt(d.Text, at...)
	p := proposer{r: read(d), d: d, calendar: newCalendar(d.Published)}
	words := p.r.stretchAt(content)
	if words.empty() {
		return lettered(d.Text, s)
	}
	s.Event = p.eventAgain(s, words)
	p.count(&s, []stretch{words})
	p.place(&s, []stretch{words})
	return lettered(d.Text, s)
}

// eventAgain reads the event of words under the topic, the speech and the cue that s has.
func (p *proposer) eventAgain(s Statement, words stretch) Event {
	switch {
	case s.Speech == Denies && s.Topic != TopicAcknowledgement, p.question(s, words):
		return EventUnknown
	case noEvent(s.Topic):
		return NotApplicable
	}
	ev := p.event(s.Part, []stretch{words})
	if w, ok := cues[lastWord(s.Cue.Text)]; ok {
		return intention(ev, attribution{verb: w.cueVerb, passive: len(s.Source.Spans) == 0}, p.r.tokens[words.from].low)
	}
	return ev
}

// question tells whether s is one: it asks, in a sentence or in words that end in "?".
func (p *proposer) question(s Statement, words stretch) bool {
	if s.Speech != Asks {
		return false
	}
	i := slices.IndexFunc(p.r.sentences, func(s sentence) bool { return s.from <= words.from && words.from < s.to })
	return i >= 0 && p.r.questions()[i] || p.r.tokens[words.to-1].low == "?"
}

// stretchAt is the tokens that lie wholly inside a span.
func (r *reading) stretchAt(sp Span) stretch {
	from, _ := slices.BinarySearchFunc(r.tokens, sp.Start, func(t token, at int) int { return t.start - at })
	to := from
	for to < len(r.tokens) && r.tokens[to].end <= sp.End {
		to++
	}
	return stretch{from, to}
}
