package statement

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// dates reads the dates of a stretch; the rules for what is relative are those of calendar.
func (l *language) dates(r *reading, s stretch, c calendar, ahead bool) []Date {
	out := []Date{}
	for k := s.from; k < s.to; {
		d, to, ok := l.dateAt(r, k, s, c, ahead)
		if ok {
			d.Spans = []Span{r.span(stretch{k, to})}
			out = append(out, c.flagged(d))
		}
		k = max(to, k+1)
	}
	return out
}

func (l *language) dateAt(r *reading, k int, s stretch, c calendar, ahead bool) (Date, int, bool) {
	if t := r.tokens[k]; len(t.low) == 10 && t.low[4] == '-' && t.low[7] == '-' {
		if at, err := time.Parse("2006-01-02", t.low); err == nil {
			return days(at, 1), k + 1, true
		}
	}
	if d, to, ok := l.numeric(r, k, s); ok {
		return d, to, true
	}
	if v, to := l.match(r, "span", k, s.to); to > k {
		n, _ := strconv.Atoi(v)
		d := c.from(0, n)
		d.Approx, d.Granularity = true, "days"
		return d, to, true
	}
	if d, to, ok := l.period(r, k, s, c); ok {
		return d, to, true
	}
	if v, to := l.match(r, "day", k, s.to); to > k && !l.timeOfDay(r, k, s) {
		n, _ := strconv.Atoi(v)
		return c.from(n, 1), to, true
	}
	if d, to, ok := l.ago(r, k, s, c); ok {
		return d, to, true
	}
	if d, to, ok := l.weekdayAt(r, k, s, c, ahead); ok {
		return d, to, true
	}
	if d, to, ok := l.dayMonth(r, k, s, c, ahead); ok {
		return d, to, true
	}
	if d, to, ok := l.monthAt(r, k, s, c, ahead); ok {
		return d, to, true
	}
	return l.yearAt(r, k, s)
}

// timeOfDay tells whether "mañana" is the morning: "por la mañana", "el lunes por la mañana".
func (l *language) timeOfDay(r *reading, k int, s stretch) bool {
	return l.code == "es" && k > s.from && r.lowAt(k-1) == "la"
}

// numeric reads "30/09/2025" (the day first: nobody writes the month first in these
// languages) and the Solar Hijri "1404/07/08".
func (l *language) numeric(r *reading, k int, s stretch) (Date, int, bool) {
	if k+4 >= s.to || r.tokens[k+1].low != "/" || r.tokens[k+3].low != "/" {
		return Date{}, k, false
	}
	var n [3]int
	for i := range n {
		v, err := strconv.Atoi(r.tokens[k+2*i].low)
		if err != nil {
			return Date{}, k, false
		}
		n[i] = v
	}
	switch {
	case n[0] >= 1300 && n[0] < 1500 && (l.code == "fa" || l.code == "ar"):
		at, ok := solarDay(n[0], n[1], n[2])
		return solar(days(at, 1)), k + 5, ok
	case n[0] > 1900 && validMonthDay(n[0], n[1], n[2]):
		return days(time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC), 1), k + 5, true
	case n[2] > 1900 && n[2] < 2200 && validMonthDay(n[2], n[1], n[0]):
		return days(time.Date(n[2], time.Month(n[1]), n[0], 0, 0, 0, 0, time.UTC), 1), k + 5, true
	}
	return Date{}, k, false
}

func validMonthDay(y, m, d int) bool {
	return m >= 1 && m <= 12 && d >= 1 && validDay(y, time.Month(m), d)
}

func solar(d Date) Date { d.Calendar = "solar_hijri"; return d }

// period reads "la semana pasada", "this year", each a whole week, month or year.
func (l *language) period(r *reading, k int, s stretch, c calendar) (Date, int, bool) {
	for _, p := range []struct {
		kind, unit string
		step       int
	}{{"lastweek", "week", -1}, {"nextweek", "week", 1}, {"lastmonth", "month", -1}, {"thismonth", "month", 0}, {"thisyear", "year", 0}, {"lastyear", "year", -1}, {"nextyear", "year", 1}} {
		_, to := l.match(r, p.kind, k, s.to)
		if to == k {
			continue
		}
		if c.anchor == nil {
			return Date{Granularity: map[string]string{"week": "days", "month": "month", "year": "year"}[p.unit], Approx: p.unit == "week"}, to, true
		}
		a := *c.anchor
		switch {
		case p.unit == "week" && l.code == "fa": // the week begins on Saturday
			d := days(a.AddDate(0, 0, -(int(a.Weekday())+1)%7+7*p.step), 7)
			d.Approx = true
			return d, to, true
		case p.unit == "week":
			d := days(a.AddDate(0, 0, -(int(a.Weekday())+6)%7+7*p.step), 7)
			d.Approx = true
			return d, to, true
		case l.code == "fa":
			y, m := solarYearAt(a)
			if p.unit == "year" {
				m = 0
				y += p.step
			} else if m += p.step; m < 1 {
				y, m = y-1, 12
			} else if m > 12 {
				y, m = y+1, 1
			}
			d, ok := solarSpan(y, m)
			return d, to, ok
		case p.unit == "month":
			first := time.Date(a.Year(), a.Month()+time.Month(p.step), 1, 0, 0, 0, 0, time.UTC)
			return month(first.Year(), first.Month()), to, true
		}
		return year(a.Year() + p.step), to, true
	}
	return Date{}, k, false
}

// ago reads "hace dos días", "il y a deux jours", "قبل يومين", "دو روز پیش".
func (l *language) ago(r *reading, k int, s stretch, c calendar) (Date, int, bool) {
	at := k
	_, before := l.match(r, "ago", k, s.to)
	if before > k {
		at = before
	}
	n, to, _, ok := l.number(r, at, s.to)
	if !ok || before == k && len(l.kinds["agoafter"]) == 0 || n > 10000 {
		return Date{}, k, false
	}
	unit, to := l.match(r, "unit", to, s.to)
	if before == k {
		_, end := l.match(r, "agoafter", to, s.to)
		if end == to {
			return Date{}, k, false
		}
		to = end
	}
	switch unit {
	case "days":
		return c.from(-n, 1), to, true
	case "weeks":
		d := c.from(-7*n-3, 7)
		d.Approx = true
		return d, to, true
	case "months", "years":
		g := strings.TrimSuffix(unit, "s")
		if c.anchor == nil {
			return Date{Granularity: g, Approx: true}, to, true
		}
		d := year(c.anchor.Year() - n)
		if unit == "months" {
			first := time.Date(c.anchor.Year(), c.anchor.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
			d = month(first.Year(), first.Month())
		}
		d.Approx = true
		return d, to, true
	}
	return Date{}, k, false
}

// weekdayAt reads a day of the week with the word for "last" or "next" beside it. A date
// behind it is the day, and the weekday its check: where they disagree the reason says so.
func (l *language) weekdayAt(r *reading, k int, s stretch, c calendar, ahead bool) (Date, int, bool) {
	which := ""
	at := k
	if _, to := l.match(r, "last", k, s.to); to > k {
		which, at = "last", to
	} else if _, to := l.match(r, "next", k, s.to); to > k {
		which, at = "next", to
	}
	v, to := l.match(r, "weekday", at, s.to)
	if to == at {
		return Date{}, k, false
	}
	n, _ := strconv.Atoi(v)
	w := time.Weekday(n)
	next := to
	for next < s.to && (r.tokens[next].low == "," || r.tokens[next].low == "el" || r.tokens[next].low == "le" || r.tokens[next].low == "(" || r.tokens[next].low == "الموافق" || r.tokens[next].low == "المصادف") {
		next++
	}
	if d, end, ok := l.dayMonth(r, next, s, c, ahead); ok {
		return c.checked(d, w), end, true
	}
	if which == "" {
		if _, end := l.match(r, "last", to, s.to); end > to {
			which, to = "last", end
		} else if _, end := l.match(r, "next", to, s.to); end > to {
			which, to = "next", end
		}
	}
	return c.weekday(w, ahead, which), to, true
}

// dayMonth reads "29 de septiembre de 2025", "1er octobre", "29 أيلول/سبتمبر", "۸ مهر ۱۴۰۴".
func (l *language) dayMonth(r *reading, k int, s stretch, c calendar, ahead bool) (Date, int, bool) {
	first, ok := l.dayNumber(r, k, s)
	if !ok {
		return Date{}, k, false
	}
	last, at := first, k+1
	if strings.Contains(r.tokens[k].low, "-") {
		first, last, _ = dayRange(r.tokens[k].low)
	}
	if at+1 < s.to {
		low := r.tokens[at].low
		if n, ok := l.dayNumber(r, at+1, s); ok && n > first && (low == "-" || low == "–" || low == "y" || low == "et" || low == "al" || low == "au" || low == "و" || low == "تا" || low == "إلى" || low == "الی") {
			last, at = n, at+2
		}
	}
	if at < s.to && (r.tokens[at].low == "de" || r.tokens[at].low == "من") {
		at++
	}
	if v, to := l.match(r, "month", at, s.to); to > at {
		m, _ := strconv.Atoi(v)
		if to < s.to-1 && r.tokens[to].low == "/" || to < s.to-1 && r.tokens[to].low == "(" { // "أيلول/سبتمبر": the same month twice
			if v2, end := l.match(r, "month", to+1, s.to); end > to+1 && v2 == v {
				if to = end; to < s.to && r.tokens[to].low == ")" {
					to++
				}
			}
		}
		if y, end, ok := l.yearNumber(r, to, s); ok {
			if !validMonthDay(y, m, last) {
				return noSuchDay(y, time.Month(m), last), end, true
			}
			return days(time.Date(y, time.Month(m), first, 0, 0, 0, 0, time.UTC), last-first+1), end, true
		}
		if !validMonthDay(2024, m, last) {
			return noSuchDay(0, time.Month(m), last), to, true
		}
		return c.dayOf(first, last, time.Month(m), ahead), to, true
	}
	if v, to := l.match(r, "solar", at, s.to); to > at {
		m, _ := strconv.Atoi(v)
		if y, end, ok := l.yearNumber(r, to, s); ok && y < 1600 {
			from, ok := solarDay(y, m, first)
			_, ok2 := solarDay(y, m, last)
			return solar(days(from, last-first+1)), end, ok && ok2
		}
		if l.code != "fa" {
			return Date{}, k, false
		}
		return c.solarDayOf(first, last, m, ahead), to, last <= 31
	}
	if _, to := l.match(r, "lunar", at, s.to); to > at {
		d := Date{Granularity: "day", Calendar: "lunar_hijri", Reason: "a date of the lunar calendar, which depends on the sighting of the moon: not resolved"}
		if _, end, ok := l.yearNumber(r, to, s); ok {
			to = end
		}
		return d, to, true
	}
	return Date{}, k, false
}

// solarDayOf is a day of a Solar Hijri month without a year, by the rule of dayOf.
func (c calendar) solarDayOf(first, last, m int, ahead bool) Date {
	if c.anchor == nil {
		return solar(Date{Granularity: "day"})
	}
	y, _ := solarYearAt(*c.anchor)
	at, ok := solarDay(y, m, first)
	switch {
	case ok && ahead && c.anchor.Sub(at) > 180*day:
		y++
	case ok && !ahead && at.Sub(*c.anchor) > 31*day:
		y--
	}
	if at, ok = solarDay(y, m, first); !ok {
		return solar(Date{Granularity: "day"})
	}
	return solar(days(at, last-first+1))
}

func (l *language) dayNumber(r *reading, k int, s stretch) (int, bool) {
	if k >= s.to {
		return 0, false
	}
	low := strings.TrimSuffix(r.tokens[k].low, "er")
	if f, _, ok := dayRange(low); ok && strings.Contains(low, "-") {
		return f, true
	}
	if n, err := strconv.Atoi(low); err == nil {
		return n, n >= 1 && n <= 31
	}
	switch low { // the first of a month, in words
	case "primero", "premier":
		return 1, true
	}
	if l.code == "fa" || l.code == "ar" {
		if n, to := l.words(r, k, s.to); to == k+1 && n >= 1 && n <= 31 {
			return n, true
		}
	}
	return 0, false
}

// yearNumber reads a year of either calendar after a month.
func (l *language) yearNumber(r *reading, k int, s stretch) (y, to int, ok bool) {
	for k < s.to && (r.tokens[k].low == "de" || r.tokens[k].low == "del" || r.tokens[k].low == "," || r.tokens[k].low == "عام" || r.tokens[k].low == "سنه" || r.tokens[k].low == "سال") {
		k++
	}
	if k >= s.to || len(r.tokens[k].low) != 4 {
		return 0, k, false
	}
	y, err := strconv.Atoi(r.tokens[k].low)
	to = k + 1
	if to < s.to && (r.tokens[to].low == "ه" || r.tokens[to].low == "م" || r.tokens[to].low == "ش") {
		to++
	}
	return y, to, err == nil && y >= 1200 && y < 2200
}

// monthAt reads a month with its year, or a bare one after a word that makes it a time.
func (l *language) monthAt(r *reading, k int, s stretch, c calendar, ahead bool) (Date, int, bool) {
	for _, kind := range []string{"month", "solar"} {
		v, to := l.match(r, kind, k, s.to)
		if to == k {
			continue
		}
		m, _ := strconv.Atoi(v)
		if v2, end := l.match(r, kind, to+1, s.to); to < s.to && r.tokens[to].low == "/" && end > to+1 && v2 == v {
			to = end
		}
		y, end, ok := l.yearNumber(r, to, s)
		_, marked := l.endsWith(r, "inmonth", k, s.from)
		switch {
		case ok && kind == "solar" && y < 1600:
			d, ok := solarSpan(y, m)
			return d, end, ok
		case ok && kind == "month" && y > 1600:
			return month(y, time.Month(m)), end, true
		case !marked || kind == "solar" && l.code != "fa":
			return Date{}, k, false
		case kind == "solar":
			if c.anchor == nil {
				return solar(Date{Granularity: "month"}), to, true
			}
			y, now := solarYearAt(*c.anchor)
			if ahead && m < now {
				y++
			} else if !ahead && m > now {
				y--
			}
			d, ok := solarSpan(y, m)
			return d, to, ok
		}
		return c.monthOf(time.Month(m), ahead), to, true
	}
	return Date{}, k, false
}

// yearAt reads a year that a word marks as one; after "since" it stays open.
func (l *language) yearAt(r *reading, k int, s stretch) (Date, int, bool) {
	at, marked := l.endsWith(r, "inyear", k, s.from)
	if !marked || r.tokens[k].kind != figure || len(r.tokens[k].low) != 4 {
		return Date{}, k, false
	}
	y, err := strconv.Atoi(r.tokens[k].low)
	if err != nil {
		return Date{}, k, false
	}
	if _, to := l.match(r, "unit", k+1, s.to); to > k+1 { // "de 1979 personas"
		return Date{}, k, false
	}
	var d Date
	switch {
	case y >= 1900 && y < 2100:
		d = year(y)
	case l.code == "fa" && y >= 1300 && y < 1450:
		d, _ = solarSpan(y, 0)
	case l.code == "ar" && y >= 1400 && y < 1500:
		return Date{Granularity: "year", Calendar: "lunar_hijri", Reason: "a year of the lunar calendar: not resolved"}, k + 1, true
	default:
		return Date{}, k, false
	}
	for j := max(s.from, at-3); j <= at; j++ {
		if _, to := l.match(r, "since", j, k); to > j {
			d.To, d.Granularity = nil, "open"
		}
	}
	return d, k + 1, true
}

// checked adds to a date what the weekday beside it says.
func (c calendar) checked(d Date, w time.Weekday) Date {
	if d.From != nil && d.Granularity == "day" && d.From.Weekday() != w {
		d.Reason = fmt.Sprintf("the text says %s; %s was a %s: one of the two is wrong", w, d.From.Format("2 January 2006"), d.From.Weekday())
	}
	return d
}

// flagged names a date that lies after the anchor although its words are not a plan's, and
// one far ahead: read, never used silently.
func (c calendar) flagged(d Date) Date {
	if c.anchor != nil && d.From != nil && d.Reason == "" && d.From.After(c.anchor.AddDate(2, 0, 0)) {
		d.Reason = "more than two years after the publication"
	}
	return d
}
