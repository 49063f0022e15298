package statement

import (
	"strings"
	"time"
)

// joined puts together what several words say of one time: a weekday and its date, the two
// ends of "from 20 January to 31 October 2025", and "since", which opens a date to the right.
func (r *reading) joined(list []Date, s stretch) []Date {
	out := list[:0:0]
	for i := 0; i < len(list); i++ {
		d := list[i]
		from := r.tokenAt(d.Spans[0].Start)
		to := r.tokenAt(d.Spans[len(d.Spans)-1].End-1) + 1
		if i+1 < len(list) {
			next := list[i+1]
			at := r.tokenAt(next.Spans[0].Start)
			if w, ok := weekdays[r.tokens[from].low]; ok && to == from+1 && r.onlyComma(to, at) && next.Granularity == "day" && !isWeekday(r.tokens[at].low) {
				next = calendar{}.checked(next, w)
				next.Spans = []Span{r.span(stretch{from, r.tokenAt(next.Spans[0].End-1) + 1})}
				list[i+1] = next
				continue
			}
			if e, ok := r.fromTo(d, next, from, to, at, s); ok {
				out = append(out, e)
				i++
				continue
			}
		}
		if r.sinceBefore(from, s) && d.From != nil && d.To != nil {
			d.To, d.Granularity = nil, "open"
		}
		out = append(out, d)
	}
	return out
}

func isWeekday(low string) bool { _, ok := weekdays[low]; return ok }

func (r *reading) onlyComma(from, to int) bool {
	for k := from; k < to; k++ {
		switch r.tokens[k].low {
		case ",", "the", "(", "night", "evening", "morning", "afternoon":
		default:
			return false
		}
	}
	return true
}

// fromTo joins the ends of a stretch of time. The first takes the year of the second where
// it has none of its own.
func (r *reading) fromTo(a, b Date, from, to, at int, s stretch) (Date, bool) {
	if at != to+1 || a.From == nil || b.To == nil || from == s.from {
		return Date{}, false
	}
	before, between := r.tokens[from-1].low, r.tokens[to].low
	if !(before == "from" && (between == "to" || between == "until" || between == "through")) && !(before == "between" && between == "and") {
		return Date{}, false
	}
	start := *a.From
	if a.Granularity != "year" && !strings.ContainsAny(a.Spans[0].wordsIn(r.text), "0123456789") || !hasYear(a.Spans[0].wordsIn(r.text)) {
		if hasYear(b.Spans[0].wordsIn(r.text)) {
			start = time.Date(b.To.AddDate(0, 0, -1).Year(), start.Month(), start.Day(), 0, 0, 0, 0, time.UTC)
			if !start.Before(*b.To) {
				start = start.AddDate(-1, 0, 0)
			}
		}
	}
	start, end := weekFromTo(a, b, start, *b.To)
	if !start.Before(end) {
		return Date{}, false
	}
	return Date{From: &start, To: &end, Granularity: "days", Approx: a.Approx || b.Approx, Spans: []Span{{Start: a.Spans[0].Start, End: b.Spans[len(b.Spans)-1].End}}}, true
}

func (s Span) wordsIn(text string) string { return text[s.Start:s.End] }

func hasYear(words string) bool {
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r < '0' || r > '9' }) {
		if isYear(w) {
			return true
		}
	}
	return false
}

func (r *reading) sinceBefore(k int, s stretch) bool {
	for j := k - 1; j >= max(s.from, k-4); j-- {
		switch r.tokens[j].low {
		case "since":
			return true
		case "the", "last", "late", "early", "mid", "on", "start", "beginning", "of":
		default:
			return false
		}
	}
	return false
}
