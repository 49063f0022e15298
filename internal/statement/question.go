package statement

// method of questions: nothing in a question is stated. A question is a sentence that ends
// in "?", what a line that begins with "Q:" says before its "A:", and the sentence that
// "Is that right?" asks about.

// questions tells of each sentence whether it asks.
func (r *reading) questions() []bool {
	out := make([]bool, len(r.sentences))
	asking, paragraph := false, -1
	for i, s := range r.sentences {
		if s.paragraph != paragraph {
			asking, paragraph = false, s.paragraph
		}
		switch low, next := r.tokens[s.from].low, r.lowAt(s.from+1); {
		case next != ":":
		case low == "q" || low == "question":
			asking = true
		case low == "a" || low == "answer":
			asking = false
		}
		out[i] = asking || r.endsAsking(s)
		if i > 0 && r.asksBack(s) && r.sentences[i-1].paragraph == s.paragraph {
			out[i-1] = true
		}
	}
	return out
}

// endsAsking tells whether a sentence ends in a question mark of its own, not of a quotation.
func (r *reading) endsAsking(s sentence) bool {
	for k := s.to - 1; k >= s.from && r.tokens[k].kind == mark; k-- {
		if r.tokens[k].low == "?" && r.tokens[k].quote < 0 {
			return true
		}
	}
	return false
}

// asksBack reads "Is that right?", "Right?", "Is this true?".
func (r *reading) asksBack(s sentence) bool {
	if !r.endsAsking(s) || s.to-s.from > 6 {
		return false
	}
	for k := s.from; k < s.to; k++ {
		switch r.tokens[k].low {
		case "right", "correct", "true", "so", "accurate", "wrong":
			return true
		}
	}
	return false
}

// asked makes a question of a statement whose sentence asks, or whose own words end in "?".
func (p *proposer) asked(s *Statement, sentence int, content []stretch) {
	last := content[len(content)-1]
	if p.asks[sentence] || p.r.tokens[last.to-1].low == "?" {
		s.Speech, s.Event, s.Band = Asks, EventUnknown, Grey
		for i := range s.Route {
			s.Route[i].Event = EventUnknown
		}
	}
}
