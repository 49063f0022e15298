package statement

import (
	"slices"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Mark is one attribution that somebody or something else found in a text: where it names the
// source, where the words that attribute, where what was said. Only the places count.
type Mark struct {
	Source, Cue, Content []Span
}

// FromMarks makes statements of marks: everything that a mark means (who the speaker is,
// through whom, what kind of utterance, planned or happened, figures, dates, route) is read
// from the marked words by the rules, never taken from who marked them. extractor names who
// did. A mark whose content is no place in the text is left out. The band is amber: nothing
// has measured the one who marked (see Merge).
func FromMarks(d document.Document, marks []Mark, extractor string) []Statement {
	if d.Kind == document.List { // its rows are the statements
		return nil
	}
	p := newProposer(d)
	p.r, p.calendar = read(d), newCalendar(d.Published)
	p.survey()
	for _, m := range marks {
		a, ok := p.r.marked(m)
		if !ok {
			continue
		}
		hops, source, class := p.resolver.chain(a, nil)
		if source.empty() {
			source = a.source
		}
		s := p.statement(a.content, a.sentence)
		s.Source = Source{Passage: p.passage(nonEmpty(source)), Class: class}
		s.Cue = p.passage(a.cue)
		s.Direct, s.Chain = a.direct, slices.Clone(hops)
		s.Speech = p.speech(a, a.content)
		s.Event = intention(p.event(s.Part, a.content), a, p.r.tokens[a.content[0].from].low)
		p.fill(&s, a.sentence, a.content, p.circumstance(a))
		p.stance(&s, a.sentence, a.content)
		p.asked(&s, a.sentence, a.content)
		s.Band, s.Extractor = Amber, extractor
		p.out = append(p.out, s)
	}
	return p.settled()
}

// marked turns the places of a mark into tokens.
func (r *reading) marked(m Mark) (attribution, bool) {
	a := attribution{borrowed: -1, verb: cues["said"].cueVerb}
	inText := func(spans []Span) (out []stretch) {
		for _, sp := range spans {
			if sp.Start < 0 || sp.End <= sp.Start {
				continue
			}
			if s := r.stretchAt(sp); !s.empty() {
				out = append(out, s)
			}
		}
		slices.SortFunc(out, func(a, b stretch) int { return a.from - b.from })
		return slices.CompactFunc(out, func(a, b stretch) bool { return b.from < a.to })
	}
	a.content, a.cue = inText(m.Content), inText(m.Cue)
	if len(a.content) == 0 {
		return a, false
	}
	if source := inText(m.Source); len(source) > 0 {
		a.source = source[0]
	}
	for _, c := range a.cue {
		for k := c.from; k < c.to; k++ {
			if w, ok := cues[r.tokens[k].low]; ok {
				a.verb = w.cueVerb
			}
		}
	}
	at := a.content[0].from
	if len(a.cue) > 0 {
		at = a.cue[0].from
	}
	a.sentence = slices.IndexFunc(r.sentences, func(s sentence) bool { return s.from <= at && at < s.to })
	if a.sentence < 0 {
		return a, false
	}
	a.start = r.sentences[a.sentence].from
	for _, c := range a.content {
		for k := c.from; k < c.to; k++ {
			a.direct = a.direct || r.tokens[k].quote >= 0
		}
	}
	if len(a.cue) == 0 { // quotation marks alone tell that somebody speaks: the words count as their own cue's place
		a.cue = []stretch{{at, at}}
	}
	return a, true
}

// HoldsCue tells whether words hold one that attributes: a verb or noun of speech.
func HoldsCue(words string) bool {
	r := read(document.Document{Text: words, Parts: []document.Part{{Kind: document.Body, Start: 0, End: len(words)}}})
	for _, t := range r.tokens {
		if _, ok := cues[t.low]; ok {
			return true
		}
		if _, ok := speechNouns[t.low]; ok {
			return true
		}
		if t.low == "according" {
			return true
		}
	}
	return false
}
