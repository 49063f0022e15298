package statement

import (
	"slices"

	"github.com/charterwatch/charterwatch/internal/place"
)

// route reads the moves of a content by the words before its places, in the order of the
// frames. A place behind a departure alone is where people are bound, no arrival.
func (l *language) route(r *reading, content []stretch, ev Event) []Move {
	out := []Move{}
	current := -1
	for _, s := range content {
		if _, ok := l.has(r, "moves", s); !ok {
			continue
		}
		_, arrive := l.has(r, "arrive", s)
		_, depart := l.has(r, "depart", s)
		last := noFrame
		for k := s.from; k < s.to; k++ {
			m := l.placeAt(r, k)
			if m == nil || m.Start < r.tokens[k].start || m.Kind == place.KindDemonym || m.Kind == place.KindGovernment || m.Code == "" || m.End > r.tokens[s.to-1].end {
				continue
			}
			f := l.frameBefore(r, k, s, arrive)
			if f == noFrame && last != noFrame && k > s.from && (r.tokens[k-1].low == "," || l.is(r, "and", k-1, s)) {
				f = last
			}
			if f == noFrame && l.leaves(r, k, s) {
				f = fromFrame
			}
			if last = f; f == noFrame {
				continue
			}
			end := ev
			if f != fromFrame && ev == Happened && depart && !arrive {
				end = Planned
			}
			if n := len(out); current < 0 || n > 0 && (out[current].Event != end || f == fromFrame && out[current].From != "" || f == toFrame && out[current].To != "") {
				if current >= 0 && f != fromFrame && out[current].Event == end && out[current].To == m.Code {
					continue // "a Teherán, Irán" and the like say one place twice
				}
				out = append(out, Move{Via: []string{}, Event: end})
				current = len(out) - 1
			}
			move := &out[current]
			switch f {
			case fromFrame:
				move.From = m.Code
			case toFrame:
				move.To = m.Code
			case viaFrame:
				if !slices.Contains(move.Via, m.Code) {
					move.Via = append(move.Via, m.Code)
				}
			}
			move.Spans = append(move.Spans, Span{Start: m.Start, End: m.End})
		}
	}
	for i := range out {
		slices.SortFunc(out[i].Spans, func(a, b Span) int { return a.Start - b.Start })
	}
	return out
}

// leaves tells whether the place at k is what a verb of leaving has for its object, without
// a preposition: "غادرت الطائرة الدوحة", "کوئیت را ترک کرد".
func (l *language) leaves(r *reading, k int, s stretch) bool {
	if l.code == "fa" {
		return r.lowIn(k+1, s) == "را" && r.lowIn(k+2, s) == "ترک"
	}
	for j := max(s.from, k-5); j < k; j++ {
		if l.is(r, "leaves", j, s) {
			for i := j + 1; i < k; i++ {
				if l.is(r, "to", i, s) || l.is(r, "via", i, s) || l.is(r, "at", i, s) || r.tokens[i].low == "," || r.tokens[i].low == "من" {
					return false
				}
			}
			return true
		}
	}
	return false
}

func (l *language) is(r *reading, kind string, k int, s stretch) bool {
	_, to := l.match(r, kind, k, s.to)
	return to > k
}

// frameBefore reads the slot that the words before token k open. In Arabic the word may be
// joined to the place itself.
func (l *language) frameBefore(r *reading, k int, s stretch, arrive bool) frame {
	j := k
	for j > s.from {
		if at, ok := l.endsWith(r, "article", j, s.from); ok && at >= j-1 {
			j = at
			continue
		}
		break
	}
	for _, end := range []int{k, j} {
		for _, f := range []struct {
			kind  string
			frame frame
		}{{"via", viaFrame}, {"from", fromFrame}, {"to", toFrame}} {
			if at, ok := l.endsWith(r, f.kind, end, s.from); ok && !l.ofPeopleBefore(r, f.frame, at, s) {
				return f.frame
			}
		}
		if _, ok := l.endsWith(r, "at", end, s.from); ok && arrive {
			return toFrame
		}
	}
	return noFrame
}

// ofPeopleBefore tells whether "from" says where people are from: "مهاجران از کوبا".
func (l *language) ofPeopleBefore(r *reading, f frame, at int, s stretch) bool {
	if f != fromFrame || at == s.from || l.code == "es" || l.code == "fr" {
		return false
	}
	u, to := l.match(r, "unit", at-1, at)
	return to == at && u == "persons"
}
