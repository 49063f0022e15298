package statement

// claim finds who says what in a sentence: "according to", a reporting verb with its
// conjunction or a colon, or a quotation with a reporting verb beside it.
func (l *language) claim(r *reading, s stretch) (saidIn, bool) {
	quote, quoted := l.quotation(r, s)
	for k := s.from; k < s.to; k++ {
		if quoted && quote.from <= k && k < quote.to {
			continue
		}
		if _, to := l.match(r, "according", k, s.to); to > k {
			if c, ok := l.accordingTo(r, s, k, to); ok {
				return c, true
			}
		}
	}
	for k := s.from; k < s.to; k++ {
		if quoted && quote.from <= k && k < quote.to {
			continue
		}
		v, to := l.match(r, "cue", k, s.to)
		if to == k {
			continue
		}
		c := saidIn{cue: stretch{k, to}, speech: Speech(v)}
		if that, ok := l.that(r, to, s); ok && (!quoted || that >= quote.to || quote.from > that) {
			if l.clause(r, &c, s, that) {
				return c, true
			}
		}
		if quoted && l.beside(r, &c, s, quote) {
			return c, true
		}
		if c, ok := l.behind(r, c, s); ok {
			return c, true
		}
		if colon, ok := l.colon(r, to, s); ok {
			c.content = []stretch{{colon + 1, s.to}}
			if l.speaker(r, &c, s, colon) {
				return c, true
			}
		}
	}
	return saidIn{}, false
}

// behind reads "…, dijo X" and "…, a dit X": a comma, the verb, its subject, and the end.
func (l *language) behind(r *reading, c saidIn, s stretch) (saidIn, bool) {
	comma := c.cue.from - 1
	if comma > s.from && auxiliaryOnly(r, stretch{comma, comma + 1}) && r.tokens[comma].kind == word {
		comma-- // "a dit", "ha dicho"
	}
	if comma <= s.from+3 || r.tokens[comma].low != "," || l.code != "es" && l.code != "fr" {
		return c, false
	}
	end := c.cue.to
	for end < s.to && r.tokens[end].low != "," && end-c.cue.to < 16 {
		end++
	}
	c.source = l.name(r, stretch{c.cue.to, end})
	c.content = []stretch{l.trimmed(r, stretch{s.from, comma})}
	c.relay = c.source
	return c, !c.source.empty() && l.trimStop(r, s.to, s.from) <= end
}

// quotation is the longest stretch between quotation marks of a sentence, marks included;
// with fewer than three words it is a term, no quotation.
func (l *language) quotation(r *reading, s stretch) (best stretch, ok bool) {
	closing := map[string]string{"«": "»", "“": "”", `"`: `"`, "„": "“"}
	for k := s.from; k < s.to; k++ {
		end := closing[r.tokens[k].low]
		if end == "" {
			continue
		}
		for j := k + 1; j < s.to; j++ {
			if r.tokens[j].low == end {
				if j-k > best.to-best.from && j-k > 3 {
					best, ok = stretch{k, j + 1}, true
				}
				k = j
				break
			}
		}
	}
	return best, ok
}

// accordingTo reads "según X, …" and "…, según X".
func (l *language) accordingTo(r *reading, s stretch, k, to int) (saidIn, bool) {
	c := saidIn{cue: stretch{k, to}, speech: Asserts}
	end := to
	for end < s.to && end-to < 30 && r.tokens[end].low != "," && r.tokens[end].low != ":" {
		end++
	}
	c.source = l.trimmed(r, stretch{to, end})
	before := l.trimmed(r, stretch{s.from, k})
	switch {
	case c.source.empty():
		return c, false
	case k-s.from <= 2 && end+2 < s.to:
		c.content = []stretch{l.trimmed(r, stretch{end + 1, s.to})}
	case before.to-before.from > 3:
		c.content = []stretch{before}
		if rest := l.trimmed(r, stretch{min(end+1, s.to), s.to}); rest.to-rest.from > 2 {
			c.content = append(c.content, rest)
		}
	default:
		return c, false
	}
	c.relay = c.source
	return c, !c.content[0].empty()
}

// that finds the conjunction that opens what was said, a few words behind the verb.
func (l *language) that(r *reading, k int, s stretch) (at int, ok bool) {
	for j := k; j < min(s.to, k+22); j++ {
		if r.tokens[j].low == ":" || r.tokens[j].low == "." {
			return 0, false
		}
		if _, to := l.match(r, "that", j, s.to); to > j {
			return j, true
		}
	}
	return 0, false
}

func (l *language) colon(r *reading, k int, s stretch) (at int, ok bool) {
	for j := k; j < min(s.to-2, k+22); j++ {
		if r.tokens[j].low == ":" {
			return j, true
		}
	}
	return 0, false
}

// clause reads "X said that …": the speaker stands before the verb, or between the verb and
// the conjunction, where otherwise the hearer stands.
func (l *language) clause(r *reading, c *saidIn, s stretch, that int) bool {
	_, to := l.match(r, "that", that, s.to)
	if l.code == "ar" && len(r.tokens[that].low) > len("ان") && r.tokens[that].low != "بان" {
		to = that // "إنها رحلت": the pronoun is part of what was said
	}
	content := l.trimmed(r, stretch{to, s.to})
	if content.to-content.from < 2 {
		return false
	}
	c.content = []stretch{content}
	if q, ok := l.quotation(r, stretch{content.from, s.to}); ok && q.from == content.from && q.to >= content.to-1 {
		c.content, c.direct = []stretch{l.trimmed(r, stretch{q.from + 1, q.to - 1})}, true
	}
	return l.speaker(r, c, s, that)
}

// speaker sets the source of a claim whose content begins at end.
func (l *language) speaker(r *reading, c *saidIn, s stretch, end int) bool {
	before, between := l.name(r, stretch{s.from, c.cue.from}), l.trimmed(r, stretch{c.cue.to, end})
	if q, ok := l.quotation(r, stretch{end, s.to}); ok && len(c.content) == 1 && q.from <= c.content[0].from+1 && q.to >= c.content[0].to-1 && q.to-q.from > 4 {
		c.content, c.direct = []stretch{l.trimmed(r, stretch{q.from + 1, q.to - 1})}, true
	}
	switch {
	case l.code == "ar":
		c.source, c.relay = between, between
		for j := between.from; j < between.to; j++ { // "نقلت وكالة تسنيم عن X قوله": the agency relays X
			if low := r.tokens[j].low; low == "عن" && j > between.from && l.relays(r, stretch{between.from, j}) {
				c.relay = stretch{between.from, j}
				c.source = stretch{j + 1, between.to}
			} else if low == "قوله" || low == "قولها" || low == "قولهم" {
				c.source.to = j
			}
		}
		if c.source.empty() {
			c.source = before
		}
	case before.empty():
		c.source, c.relay = between, between
	default:
		c.source, c.relay = before, between
		if l.code == "fa" {
			c.relay = before
			for j := before.from + 1; j < before.to; j++ { // "X به خبرگزاری Y گفت"
				if _, medium := l.medium(r, stretch{j + 1, before.to}); r.tokens[j].low == "به" && medium {
					c.source, c.relay = stretch{before.from, j}, stretch{j, before.to}
				}
			}
		}
	}
	c.source = l.name(r, c.source)
	return !c.source.empty() || l.code == "ar" || l.code == "es" // the verb alone has its subject in it
}

// beside reads a quotation with the verb and the speaker behind it or before it.
func (l *language) beside(r *reading, c *saidIn, s stretch, quote stretch) bool {
	c.content, c.direct = []stretch{l.trimmed(r, stretch{quote.from + 1, quote.to - 1})}, true
	if c.content[0].empty() {
		return false
	}
	if c.cue.from >= quote.to {
		if c.cue.from-quote.to > 8 {
			return false
		}
		end := c.cue.to
		for end < s.to && r.tokens[end].low != "," && r.tokens[end].low != "." {
			end++
		}
		after := l.trimmed(r, stretch{c.cue.to, end})
		between := l.name(r, stretch{quote.to, c.cue.from})
		c.source, c.relay = after, after
		if after.empty() || l.code == "fa" || !between.empty() && !auxiliaryOnly(r, between) {
			c.source, c.relay = between, stretch{quote.to, end}
		}
		return !c.source.empty()
	}
	if quote.from-c.cue.to > 16 {
		return false
	}
	return l.speaker(r, c, s, quote.from)
}

// relays tells whether some words name an outlet or agency.
func (l *language) relays(r *reading, s stretch) bool {
	_, ok := l.medium(r, s)
	return ok
}

func auxiliaryOnly(r *reading, s stretch) bool {
	return s.to-s.from == 1 && len(r.tokens[s.from].low) <= 5 && !r.tokens[s.from].capital
}

// name is the words before a verb that may name its subject: from the last comma that no
// second one encloses, without auxiliaries and circumstances of time.
func (l *language) name(r *reading, s stretch) stretch {
	s = l.trimmed(r, s)
	for !s.empty() { // "X a déclaré", "X ha dicho", "X روز دوشنبه گفت"
		last := r.tokens[s.to-1].low
		if last == "a" || last == "ont" || last == "ha" || last == "han" || last == "avait" || last == "لـ" || last == "se" || last == "را" || last == "هم" {
			s.to--
			continue
		}
		if at, ok := l.endsWith(r, "weekday", s.to, s.from); ok && at > s.from {
			s.to = at
			if low := r.tokens[s.to-1].low; s.to-1 > s.from && (low == "el" || low == "le" || low == "روز" || low == "یوم" || low == "este" || low == "ce") {
				s.to--
			}
			continue
		}
		if at, ok := l.endsWith(r, "day", s.to, s.from); ok && at > s.from {
			s.to = at
			continue
		}
		break
	}
	return l.trimmed(r, s)
}

// trimmed takes marks from both ends.
func (l *language) trimmed(r *reading, s stretch) stretch {
	for !s.empty() && r.tokens[s.from].kind == mark && r.tokens[s.from].low != "%" {
		s.from++
	}
	for !s.empty() && r.tokens[s.to-1].kind == mark && r.tokens[s.to-1].low != "%" {
		s.to--
	}
	return s
}

func (l *language) trimStop(r *reading, to, from int) int {
	for to > from && sentenceEnd(r.tokens[to-1].low) {
		to--
	}
	return to
}
