package model

import (
	"slices"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// label says what a token is part of, and whether that begins there.
type label uint8

const (
	outside label = iota
	sourceBegins
	sourceGoesOn
	cueBegins
	cueGoesOn
	contentBegins
	contentGoesOn
	labels // how many there are
)

// Example is a text with all attributions that somebody accepted in it.
type Example struct {
	Text  string
	Marks []statement.Mark
}

// follows says whether a label may stand after another: nothing goes on that has not begun.
func follows(before, l label) bool {
	switch l {
	case sourceGoesOn:
		return before == sourceBegins || before == sourceGoesOn
	case cueGoesOn:
		return before == cueBegins || before == cueGoesOn
	case contentGoesOn:
		return before == contentBegins || before == contentGoesOn
	}
	return true
}

// gold labels tokens as an example's marks say. Where marks overlap, a cue wins over a source
// and a source over a content, since a content that holds another attribution is still one.
func gold(tokens []token, marks []statement.Mark) []label {
	out := make([]label, len(tokens))
	lay := func(spans []statement.Span, begins, goesOn label) {
		for _, s := range spans {
			first := true
			for i, t := range tokens {
				if t.start < s.Start || t.end > s.End {
					continue
				}
				if out[i] = goesOn; first {
					out[i], first = begins, false
				}
			}
		}
	}
	for _, m := range marks {
		lay(m.Content, contentBegins, contentGoesOn)
	}
	for _, m := range marks {
		lay(m.Source, sourceBegins, sourceGoesOn)
	}
	for _, m := range marks {
		lay(m.Cue, cueBegins, cueGoesOn)
	}
	for i := range out { // a content that goes on behind a cue begins anew there
		before := outside
		if i > 0 {
			before = out[i-1]
		}
		if !follows(before, out[i]) {
			out[i]--
		}
	}
	return out
}

// segment is a run of tokens of one kind.
type segment struct {
	kind     label // sourceBegins, cueBegins or contentBegins
	from, to int
}

func segments(tokens []label) []segment {
	var out []segment
	for i, l := range tokens {
		switch l {
		case sourceBegins, cueBegins, contentBegins:
			out = append(out, segment{l, i, i + 1})
		case sourceGoesOn, cueGoesOn, contentGoesOn:
			if n := len(out); n > 0 && out[n-1].to == i && out[n-1].kind == l-1 {
				out[n-1].to = i + 1
			}
		}
	}
	return out
}

// join makes attributions of the segments of a paragraph. Each cue takes the nearest source
// and the contents next to it; a content between two cues goes to the one whose sentence it
// stands in, or else to the nearer.
func join(tokens []token, segs []segment) []statement.Mark {
	sentence := sentences(tokens)
	var cues []int
	for i, s := range segs {
		if s.kind == cueBegins {
			cues = append(cues, i)
		}
	}
	nearest := func(i int, sameSentence bool) int {
		best, least := -1, 1<<30
		for _, c := range cues {
			if sameSentence && sentence[segs[c].from] != sentence[segs[i].from] {
				continue
			}
			d := segs[i].from - segs[c].to
			if d < 0 {
				d = segs[c].from - segs[i].to
			}
			if d < least {
				best, least = c, d
			}
		}
		return best
	}
	marks := map[int]*statement.Mark{}
	at := func(s segment) statement.Span {
		return statement.Span{Start: tokens[s.from].start, End: tokens[s.to-1].end}
	}
	for _, c := range cues {
		marks[c] = &statement.Mark{Cue: []statement.Span{at(segs[c])}}
	}
	for i, s := range segs {
		switch s.kind {
		case sourceBegins:
			if c := nearest(i, true); c >= 0 && len(marks[c].Source) == 0 {
				marks[c].Source = []statement.Span{at(s)}
			}
		case contentBegins:
			c := nearest(i, true)
			if c < 0 {
				c = nearest(i, false)
			}
			if c >= 0 {
				marks[c].Content = append(marks[c].Content, at(s))
			}
		}
	}
	var out []statement.Mark
	for _, c := range cues {
		if m := *marks[c]; len(m.Content) > 0 {
			slices.SortFunc(m.Content, func(a, b statement.Span) int { return a.Start - b.Start })
			out = append(out, m)
		}
	}
	return out
}

// sentences numbers the tokens by sentence: a full stop, question or exclamation mark ends
// one, with the quotation mark after it.
func sentences(tokens []token) []int {
	out := make([]int, len(tokens))
	n := 0
	for i, t := range tokens {
		out[i] = n
		if t.low != "." && t.low != "?" && t.low != "!" {
			continue
		}
		if i+1 < len(tokens) && (tokens[i+1].low == "”" || tokens[i+1].low == `"` && !tokens[i+1].quoted || tokens[i+1].low == "»") {
			continue
		}
		n++
	}
	for i := 1; i < len(tokens); i++ { // the mark that closes a quotation ends its sentence, unless a small letter follows
		closes := tokens[i].low == "”" || tokens[i].low == "»" || tokens[i].low == `"` && !tokens[i].quoted
		if before := tokens[i-1].low; closes && (before == "." || before == "?" || before == "!") && i+1 < len(tokens) && tokens[i+1].shape != "x" {
			for j := i + 1; j < len(tokens); j++ {
				out[j]++
			}
		}
	}
	return out
}
