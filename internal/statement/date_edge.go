package statement

import (
	"strings"
	"time"
)

// wholeUnit reads "the month" and its like behind "end of", "start of": the unit of the anchor.
func (r *reading) wholeUnit(k int, s stretch, c calendar) (Date, int, bool) {
	if k-2 < s.from || r.tokens[k-1].low != "of" || c.anchor == nil {
		return Date{}, k, false
	}
	switch r.tokens[k-2].low {
	case "end", "start", "beginning", "middle", "close":
	default:
		return Date{}, k, false
	}
	switch r.lowIn(k+1, s) {
	case "week":
		monday := (int(c.anchor.Weekday()) + 6) % 7
		return c.because(c.from(-monday, 7), "the week of"), k + 2, true
	case "month":
		return c.because(month(c.anchor.Year(), c.anchor.Month()), "the month of"), k + 2, true
	case "year":
		return c.because(year(c.anchor.Year()), "the year of"), k + 2, true
	}
	return Date{}, k, false
}

// weekend is the latest Saturday and Sunday up to the anchor, or the next ones.
func (c calendar) weekend(ahead bool) Date {
	if c.anchor == nil {
		return Date{Granularity: "days"}
	}
	back := (int(c.anchor.Weekday()) + 1) % 7
	if ahead && back > 1 {
		return c.because(c.from(7-back, 2), "the first weekend from")
	}
	return c.because(c.from(-back, 2), "the latest weekend up to")
}

// withinUnits reads "within two weeks": from the anchor to then. "Within a day of notice"
// counts from something else.
func (r *reading) withinUnits(k int, s stretch, c calendar) (Date, int, bool) {
	if r.tokens[k].low != "within" || c.anchor == nil {
		return Date{}, k, false
	}
	n, to := 1, k+1
	if low := r.lowIn(to, s); low == "a" || low == "the" {
		to++
	} else if v, next, _, ok := r.number(to, s.to); ok {
		n, to = v, next
	} else {
		return Date{}, k, false
	}
	if next := r.lowIn(to+1, s); n > 400 || next == "of" || next == "after" {
		return Date{}, k, false
	}
	end := *c.anchor
	switch units[r.lowIn(to, s)] {
	case "days":
		end = end.AddDate(0, 0, n+1)
	case "weeks":
		end = end.AddDate(0, 0, 7*n+1)
	case "months":
		end = end.AddDate(0, n, 1)
	default:
		return Date{}, k, false
	}
	from := *c.anchor
	return c.because(Date{From: &from, To: &end, Granularity: "days"}, "from then on, counted from"), to + 1, true
}

// edged narrows or opens a date by the words before it: "so far this year" ends with the
// anchor, "the week of 15 September" has seven days, "after 1 October" begins on the second.
func (r *reading) edged(d Date, k int, s stretch, c calendar) Date {
	if d.From == nil || d.To == nil {
		return d
	}
	before := func(n int) string {
		if k-n < s.from {
			return ""
		}
		return r.tokens[k-n].low
	}
	switch {
	case before(1) == "far" && before(2) == "so" && c.anchor != nil && d.From.Before(*c.anchor):
		if end := c.anchor.AddDate(0, 0, 1); end.Before(*d.To) {
			d.To, d.Granularity = &end, "days"
		}
	case before(1) == "of" && before(2) == "week" && d.Granularity == "day":
		end := d.From.AddDate(0, 0, 7)
		d.To, d.Granularity = &end, "days"
	case before(1) == "after" && d.Granularity == "day" && strings.ContainsAny(d.Spans[0].wordsIn(r.text), "0123456789") && !timeUnits[units[before(2)]] && before(2) != "shortly" && before(2) != "soon" && before(2) != "just":
		from := *d.To
		d.From, d.To, d.Granularity = &from, nil, "open"
	}
	return d
}

// weekFromTo moves one end of "from Monday to Wednesday" by a week where each was resolved
// for itself and they came out in the wrong order.
func weekFromTo(a, b Date, start, end time.Time) (time.Time, time.Time) {
	if start.Before(end) || a.Granularity != "day" || b.Granularity != "day" {
		return start, end
	}
	if strings.HasPrefix(a.Reason, "the first") {
		return start, end.AddDate(0, 0, 7)
	}
	return start.AddDate(0, 0, -7), end
}
