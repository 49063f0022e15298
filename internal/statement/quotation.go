package statement

// scare is the number of words up to which a quotation that touches no cue is read as a
// title or a scare quote and stays part of the running text.
const scare = 3

// quoteParagraph finds the quotations of paragraph i and marks their tokens. A quotation
// that is not closed ends with its paragraph when it began there, otherwise with its sentence.
func (r *reading) quoteParagraph(i int) {
	p := r.paragraphs[i]
	for k := p.from; k < p.to; k++ {
		closer, ok := r.opens(k, p)
		if !ok {
			continue
		}
		end, closed := r.quoteEnd(k, p.to, closer)
		if !closed && (closer == "’" || closer == "'") {
			continue // an apostrophe, not a quotation
		}
		if !closed && !r.closesLater(i, closer) && r.attributesInside(stretch{k + 1, end}) {
			continue // “The plane left, the official said: opened, never closed, and no quotation to its end
		}
		if !closed && k > p.from {
			end = r.nextStop(k, p.to)
		}
		words := 0
		for j := k + 1; j < end; j++ {
			if r.tokens[j].kind != mark {
				words++
			}
		}
		if words > scare || (words > 0 && r.touchesComma(k, end, p, closed)) {
			q := int32(len(r.quotes))
			r.quotes = append(r.quotes, quotation{k, end, words, closed})
			for j := k; j < end; j++ {
				r.tokens[j].quote = q
			}
		}
		k = end - 1
	}
}

// longestSpeech is how many paragraphs a quotation that opens again in each is followed.
const longestSpeech = 40

// closesLater tells whether a quotation that paragraph i leaves open is closed in one of the
// paragraphs behind it, each of which opens it again, as newspapers print long speech.
func (r *reading) closesLater(i int, closer string) bool {
	for j := i + 1; j < min(len(r.paragraphs), i+longestSpeech); j++ {
		p := r.paragraphs[j]
		if p.from >= p.to {
			return false
		}
		c, ok := r.opens(p.from, p)
		if !ok || c != closer {
			return false
		}
		if _, closed := r.quoteEnd(p.from, p.to, closer); closed {
			return true
		}
	}
	return false
}

// attributesInside tells whether words behind a comma say who stated what stands before them:
// they are not a part of what was said.
func (r *reading) attributesInside(s stretch) bool {
	for k := s.from + 2; k < s.to; k++ {
		w, ok := cues[r.tokens[k].low]
		if !ok || !w.quotes || w.strength != reports {
			continue
		}
		for j := k - 1; j > max(s.from, k-10); j-- {
			if r.tokens[j].low == "," {
				return true
			}
		}
	}
	return false
}

// touchesComma tells whether a short quotation ends as speech does: “No,” or “No.”
func (r *reading) touchesComma(k, end int, p paragraph, closed bool) bool {
	if !closed || end < 2 {
		return false
	}
	switch r.tokens[end-2].low {
	case ",", "!", "?", ".":
		// after a word that is no cue it is a title: NBC's “Meet the Press,”
		return k == p.from || r.tokens[k-1].kind == mark || cues[r.tokens[k-1].low].cueVerb != nil
	}
	return false
}

// opens tells whether token k opens a quotation, and with what mark it closes.
func (r *reading) opens(k int, p paragraph) (closer string, ok bool) {
	t := r.tokens[k]
	switch t.low {
	case "“", "„":
		return "”", true
	case "«":
		return "»", true
	case "‘":
		return "’", true
	case "'":
		tight := k+1 < p.to && r.tokens[k+1].start == t.end && r.tokens[k+1].capital
		loose := k == p.from || r.tokens[k-1].end < t.start
		return "'", tight && loose
	case `"`:
		tight := k+1 < p.to && r.tokens[k+1].start == t.end
		loose := k == p.from || r.tokens[k-1].end < t.start || isOpening(r.tokens[k-1].low) || r.tokens[k-1].low == "—"
		return `"`, tight && loose
	case "`":
		if k+1 < p.to && r.tokens[k+1].low == "`" {
			return "''", true
		}
	}
	return "", false
}

// quoteEnd returns the token after the closing mark, or the limit.
func (r *reading) quoteEnd(k, limit int, closer string) (end int, closed bool) {
	open := r.tokens[k].start
	single := closer == "’" || closer == "'"
	for j := k + 1; j < limit; j++ {
		t := r.tokens[j]
		if t.start-open > maxSentence*2 || (single && (t.start-open > maxSentence/4 || t.low == "‘")) {
			return j, false
		}
		switch {
		case t.low == closer && closer == `"`:
			if next := j + 1; next >= limit || r.tokens[next].start > t.end || r.tokens[next].kind == mark {
				return j + 1, true
			}
		case closer == "''":
			if t.low == "'" && j+1 < limit && r.tokens[j+1].low == "'" {
				return j + 2, true
			}
		case single && t.low == closer: // not the apostrophe of "the officials’ plan"
			if j+1 >= limit || r.tokens[j+1].kind == mark || r.tokens[j-1].kind == mark && r.tokens[j+1].start > t.end {
				return j + 1, true
			}
		case t.low == closer:
			return j + 1, true
		case t.low == r.tokens[k].low && closer == "”":
			return j, false // opened again: the first was never closed
		}
	}
	return limit, false
}

// nextStop returns the token after the next full stop.
func (r *reading) nextStop(k, limit int) int {
	for j := k + 1; j < limit; j++ {
		if s := r.tokens[j].low; s == "." || s == "!" || s == "?" {
			return j + 1
		}
	}
	return limit
}
