package statement

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// calendar resolves dates against the day a document was published. Every answer is an
// interval of whole days; without an anchor, whatever is relative stays unresolved.
//
// Rules: a weekday is the latest such day up to the anchor when its event is past, the
// first from the anchor on when it is planned, and the anchor's own day when the name is
// the same; a bare month likewise; "the next couple of days" ends two or three days after
// the anchor.
type calendar struct {
	anchor   *time.Time // midnight UTC of the document's day
	anchorIs string     // what that day is, where it is not the day of publication
}

func newCalendar(p *document.Stamp) calendar {
	if p == nil || p.At.IsZero() {
		return calendar{}
	}
	at := p.At.UTC()
	if !p.Date {
		at = p.At.In(zone(p.Zone))
	}
	day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	return calendar{anchor: &day}
}

// zone reads an offset such as "+02:00"; a zone's name is looked up, UTC where unknown.
func zone(s string) *time.Location {
	if t, err := time.Parse("-07:00", s); err == nil {
		return t.Location()
	}
	if s == "" || s == "Local" {
		return time.UTC
	}
	if l, err := time.LoadLocation(s); err == nil {
		return l
	}
	return time.UTC
}

const day = 24 * time.Hour

var weekdays = map[string]time.Weekday{"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6}

var months = map[string]time.Month{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12}

// dates reads the dates inside one stretch; ahead says that its event lies in the future.
func (r *reading) dates(s stretch, c calendar, ahead bool) []Date {
	var out []Date
	for k := s.from; k < s.to; {
		d, to, ok := r.dateAt(k, s, c, ahead)
		if ok && ahead && r.afterPast(k, s) { // "that left on Sunday is expected": the day is that of leaving
			d, to, ok = r.dateAt(k, s, c, false)
		}
		if ok {
			d.Spans = []Span{r.span(stretch{k, to})}
			out = append(out, r.edged(r.deadline(d, k, s, c, ahead), k, s, c))
		}
		k = max(to, k+1)
	}
	return r.joined(out, s)
}

// deadline opens a day after "by" or "before" to the left: "by 10 October" is any day up to
// it, "before Friday" any day up to Thursday. What is planned begins at the anchor, what is
// past at no known day.
func (r *reading) deadline(d Date, k int, s stretch, c calendar, ahead bool) Date {
	j, last := k-1, false
	for j > s.from && (r.tokens[j].low == "the" || r.tokens[j].low == "end" || r.tokens[j].low == "of") {
		last = last || r.tokens[j].low == "end"
		j--
	}
	if j < s.from || d.From == nil || d.To == nil {
		return d
	}
	switch low := r.tokens[j].low; {
	case low == "by", low == "before", low == "until", low == "till":
	case low == "than" && j-2 >= s.from && r.tokens[j-1].low == "later" && r.tokens[j-2].low == "no":
	default:
		return d
	}
	if j > s.from && (r.tokens[j].low == "before" && units[r.tokens[j-1].low] != "" && timeUnits[units[r.tokens[j-1].low]]) {
		return d // "the day before Friday" names one day
	}
	end := *d.To
	if r.tokens[j].low == "before" && !last { // "before the end of October": any day of October too
		end = *d.From
	}
	out := Date{To: &end, Granularity: "open", Approx: d.Approx, Spans: d.Spans}
	if ahead && c.anchor != nil && c.anchor.Before(end) {
		from := *c.anchor
		out.From = &from
	}
	return out
}

// simplePast are verbs of journeys in forms that can only be the past.
var simplePast = wordSet{"left": true, "departed": true, "took": true, "flew": true, "arrived": true, "landed": true, "went": true, "came": true, "reached": true, "began": true}

// afterPast tells whether the verb that governs the words at k is a simple past, without an
// auxiliary that could make it a plan.
func (r *reading) afterPast(k int, s stretch) bool {
	for j := k - 1; j >= max(s.from, k-12); j-- {
		t := r.tokens[j]
		if simplePast[t.low] {
			return j == s.from || !auxiliaries[r.tokens[j-1].low] || r.tokens[j-1].low == "had"
		}
		if t.kind == mark || r.verbLike(j) || moveVerbs[t.low] && t.low != "back" {
			return false
		}
	}
	return false
}

func (r *reading) dateAt(k int, s stretch, c calendar, ahead bool) (Date, int, bool) {
	t := r.tokens[k]
	low := t.low
	switch {
	case len(low) == 10 && low[4] == '-' && low[7] == '-':
		if at, err := time.Parse("2006-01-02", low); err == nil {
			return days(at, 1), k + 1, true
		}
	case (weekdays[low] != 0 || low == "sunday") && r.ofTitle(k, s):
		return Date{}, k + 1, false
	case weekdays[low] != 0 || low == "sunday":
		return c.weekday(weekdays[low], ahead, ""), k + 1, true
	case t.possessive() && isWeekday(t.base()) && !r.ofTitle(k, s): // "Monday's flight"
		return c.weekday(weekdays[t.base()], ahead, ""), k + 1, true
	case t.possessive() && (t.base() == "yesterday" || t.base() == "tomorrow"):
		return c.from(map[string]int{"yesterday": -1, "tomorrow": 1}[t.base()], 1), k + 1, true
	case t.possessive() && t.capital && months[t.base()] != 0:
		return c.monthOf(months[t.base()], ahead), k + 1, true
	case low == "the" && r.lowIn(k+1, s) == "weekend":
		return c.weekend(ahead), k + 2, true
	case low == "the" && (r.lowIn(k+1, s) == "week" || r.lowIn(k+1, s) == "month" || r.lowIn(k+1, s) == "year"):
		return r.wholeUnit(k, s, c)
	case low == "today" || low == "tonight":
		return c.from(0, 1), k + 1, true
	case low == "overnight":
		return c.from(-1, 2), k + 1, true
	case low == "the" && r.lowIn(k+1, s) == "day" && (r.lowIn(k+2, s) == "before" && r.lowIn(k+3, s) == "yesterday"):
		return c.from(-2, 1), k + 4, true
	case low == "the" && r.lowIn(k+1, s) == "day" && (r.lowIn(k+2, s) == "after" && r.lowIn(k+3, s) == "tomorrow"):
		return c.from(2, 1), k + 4, true
	case low == "yesterday":
		return c.from(-1, 1), k + 1, true
	case low == "tomorrow":
		return c.from(1, 1), k + 1, true
	case strings.HasPrefix(low, "mid-") && months[low[4:]] != 0:
		d := c.monthOf(months[low[4:]], ahead)
		d.Approx = true
		return d, k + 1, true
	case t.kind == figure || strings.Contains(low, "-") || ordinal(low) > 0:
		if d, to, ok := r.dayMonth(k, s, c, ahead); ok {
			return d, to, true
		}
		if t.kind == figure {
			if d, to, ok := r.solarAt(k, s); ok {
				return d, to, true
			}
			return r.yearAt(k, s)
		}
	case solarMonths[low] != 0:
		return r.solarAt(k, s)
	case months[low] != 0 && (t.capital || low != "may" && low != "march" && low != "mar"):
		return r.monthAt(k, s, c, ahead)
	case low == "last" || low == "next" || low == "this" || low == "past" || low == "coming" || low == "previous" || low == "earlier" || low == "later":
		return r.relative(k, s, c)
	case low == "over" || low == "in" || low == "within" || low == "during":
		if d, to, ok := r.nextDays(k, s, c); ok {
			return d, to, true
		}
		if d, to, ok := r.lastDays(k, s, c); ok {
			return d, to, true
		}
		if d, to, ok := r.withinUnits(k, s, c); ok && ahead {
			return d, to, true
		}
		if d, to, ok := r.inDays(k, s, c); ok && ahead {
			return d, to, true
		}
	}
	return r.ago(k, s, c)
}

// days is the interval of n days from at.
func days(at time.Time, n int) Date {
	from, to := at, at.AddDate(0, 0, n)
	g := "day"
	if n > 1 {
		g = "days"
	}
	return Date{From: &from, To: &to, Granularity: g}
}

// from is n days beginning offset days after the anchor; unresolved without one.
func (c calendar) from(offset, n int) Date {
	if c.anchor == nil {
		return Date{Granularity: "day"}
	}
	return days(c.anchor.AddDate(0, 0, offset), n)
}

// weekday applies the rule of weekdays; which is "last", "next" or empty.
func (c calendar) weekday(w time.Weekday, ahead bool, which string) Date {
	if c.anchor == nil {
		return Date{Granularity: "day"}
	}
	back := (int(c.anchor.Weekday()) - int(w) + 7) % 7
	forth := (7 - back) % 7
	switch {
	case which == "last" && back == 0:
		back = 7
	case which == "next" && forth == 0:
		forth = 7
	}
	if which == "this" { // of the week of the anchor, which begins on Monday
		monday := (int(c.anchor.Weekday()) + 6) % 7
		return c.because(c.from((int(w)+6)%7-monday, 1), "the "+w.String()+" of the week of")
	}
	if which == "next" || (ahead && which == "") {
		return c.because(c.from(forth, 1), "the first "+w.String()+" from")
	}
	if which == "last" {
		return c.because(c.from(-back, 1), "the latest "+w.String()+" before")
	}
	return c.because(c.from(-back, 1), "the latest "+w.String()+" up to")
}

// because says how a relative date was resolved.
func (c calendar) because(d Date, rule string) Date {
	d.Reason = rule + " " + c.anchor.Format("Monday, 2 January 2006") + ", " + c.anchorWords()
	return d
}

func (c calendar) anchorWords() string {
	if c.anchorIs == "" {
		return "the day of publication"
	}
	return c.anchorIs
}

// ofTitle tells whether a weekday is part of a name: "the Sunday Times".
func (r *reading) ofTitle(k int, s stretch) bool {
	if k+1 >= s.to || !r.tokens[k].capital || !r.tokens[k+1].capital {
		return false
	}
	switch r.tokens[k+1].low {
	case "times", "telegraph", "mirror", "mail", "express", "post", "herald", "review", "magazine":
		return true
	}
	return false
}

func month(y int, m time.Month) Date {
	from := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(0, 1, 0)
	return Date{From: &from, To: &to, Granularity: "month"}
}

func year(y int) Date {
	from := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(1, 0, 0)
	return Date{From: &from, To: &to, Granularity: "year"}
}

// dayOf is the day of a month without a year: the nearest one on the event's side of the anchor.
func (c calendar) dayOf(first, last int, m time.Month, ahead bool) Date {
	g := "day"
	if last > first {
		g = "days"
	}
	if c.anchor == nil {
		return Date{Granularity: g}
	}
	y := c.anchor.Year()
	at := time.Date(y, m, first, 0, 0, 0, 0, time.UTC)
	switch {
	case ahead && at.Before(*c.anchor) && c.anchor.Sub(at) > 180*day:
		y++
	case !ahead && at.After(*c.anchor) && at.Sub(*c.anchor) > 31*day:
		y--
	}
	return days(time.Date(y, m, first, 0, 0, 0, 0, time.UTC), last-first+1)
}

// monthOf is a bare month: the most recent one, or the next one for a plan.
func (c calendar) monthOf(m time.Month, ahead bool) Date {
	if c.anchor == nil {
		return Date{Granularity: "month"}
	}
	y := c.anchor.Year()
	switch {
	case ahead && m < c.anchor.Month():
		y++
	case !ahead && m > c.anchor.Month():
		y--
	}
	return month(y, m)
}

// dayMonth reads "30 September", "29-30 September 2025", "the 30th of September".
func (r *reading) dayMonth(k int, s stretch, c calendar, ahead bool) (Date, int, bool) {
	first, last, ok := dayRange(r.tokens[k].low)
	to := k + 1
	if ok && to+1 < s.to && (r.tokens[to].low == "–" || r.tokens[to].low == "and" || r.tokens[to].low == "to") {
		if l, _, ok2 := dayRange(r.tokens[to+1].low); ok2 && to+2 < s.to && months[r.tokens[to+2].low] != 0 && l > first {
			last, to = l, to+2
		}
	}
	if to < s.to && r.tokens[to].low == "of" {
		to++
	}
	if !ok || to >= s.to || months[r.tokens[to].low] == 0 || !r.tokens[to].capital {
		return Date{}, k, false
	}
	m := months[r.tokens[to].low]
	to++
	if to < s.to && r.tokens[to].low == "." && to+1 < s.to {
		to++
	}
	if y, next, ok := r.yearNumber(to, s); ok {
		if !validDay(y, m, last) {
			return noSuchDay(y, m, last), next, true
		}
		return days(time.Date(y, m, first, 0, 0, 0, 0, time.UTC), last-first+1), next, true
	}
	if r.tokens[to-1].low == "." {
		to--
	}
	if !validDay(2024, m, last) {
		return noSuchDay(0, m, last), to, true
	}
	return c.dayOf(first, last, m, ahead), to, true
}

// impossible begins the reason of a day that no calendar has.
const impossible = "no such day: "

// noSuchDay is an unresolved date: "31 September 2025"; y is 0 where the words name no year.
func noSuchDay(y int, m time.Month, d int) Date {
	words := fmt.Sprintf("%d %s", d, m)
	if y != 0 {
		words += fmt.Sprintf(" %d", y)
	}
	return Date{Granularity: "day", Reason: impossible + words}
}

// impossibleDate tells whether one of the dates is a day that no calendar has.
func impossibleDate(dates []Date) bool {
	return slices.ContainsFunc(dates, func(d Date) bool { return strings.HasPrefix(d.Reason, impossible) })
}

func validDay(y int, m time.Month, d int) bool {
	return d >= 1 && time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Month() == m
}

// dayRange reads "30", "30th", "29-30".
func dayRange(s string) (first, last int, ok bool) {
	if a, b, cut := strings.Cut(s, "-"); cut {
		first, e1 := strconv.Atoi(a)
		last, e2 := strconv.Atoi(b)
		return first, last, e1 == nil && e2 == nil && first >= 1 && first < last && last <= 31
	}
	if n := ordinal(s); n > 0 {
		return n, n, true
	}
	n, err := strconv.Atoi(s)
	return n, n, err == nil && n >= 1 && n <= 31
}

func ordinal(s string) int {
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if d, ok := strings.CutSuffix(s, end); ok {
			if n, err := strconv.Atoi(d); err == nil && n >= 1 && n <= 31 {
				return n
			}
		}
	}
	return 0
}

func (r *reading) yearNumber(k int, s stretch) (y, to int, ok bool) {
	if k < s.to && r.tokens[k].low == "," {
		k++
	}
	if k >= s.to || !isYear(r.tokens[k].low) {
		return 0, k, false
	}
	y, err := strconv.Atoi(r.tokens[k].low)
	return y, k + 1, err == nil
}

// monthAt reads "September 30, 2025", "Sept. 29", "July 2025", "in July".
func (r *reading) monthAt(k int, s stretch, c calendar, ahead bool) (Date, int, bool) {
	m := months[r.tokens[k].low]
	to := k + 1
	if to < s.to && r.tokens[to].low == "." {
		to++
	}
	if to < s.to {
		if first, last, ok := dayRange(r.tokens[to].low); ok {
			y, next, named := r.yearNumber(to+1, s)
			if named && !validDay(y, m, last) {
				return noSuchDay(y, m, last), next, true
			} else if !validDay(2024, m, last) {
				return noSuchDay(0, m, last), to + 1, true
			}
			if named {
				return days(time.Date(y, m, first, 0, 0, 0, 0, time.UTC), last-first+1), next, true
			}
			return c.dayOf(first, last, m, ahead), to + 1, true
		}
		if y, next, ok := r.yearNumber(k+1, s); ok && (k == s.from || r.tokens[k-1].kind != figure) {
			return month(y, m), next, true
		}
	}
	if k > s.from && r.tokens[k-1].kind == figure {
		return Date{}, k + 1, false // "31 February": no such day
	}
	low := r.tokens[k].low
	if (low == "may" || low == "march" || len(low) <= 4) && low != "july" && low != "june" {
		if k == 0 || !(prepositions[r.tokens[k-1].low] || r.tokens[k-1].low == "last" || r.tokens[k-1].low == "next" || r.tokens[k-1].low == "early" || r.tokens[k-1].low == "late") {
			return Date{}, k + 1, false
		}
	}
	return c.monthOf(m, ahead), k + 1, true
}

// yearAt reads a year that a preposition or "the" marks; "since … 1979" stays open.
func (r *reading) yearAt(k int, s stretch) (Date, int, bool) {
	if !isYear(r.tokens[k].low) || k == s.from {
		return Date{}, k + 1, false
	}
	y, err := strconv.Atoi(r.tokens[k].low)
	if err != nil {
		return Date{}, k + 1, false
	}
	for j := k - 1; j >= max(s.from, k-6); j-- {
		if r.tokens[j].low == "since" {
			from := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
			return Date{From: &from, Granularity: "open"}, k + 1, true
		}
	}
	switch p := r.tokens[k-1].low; p {
	case "in", "of", "during", "from", "until", "by", "since", "late", "early", "mid", "the", "through", "before", "after":
		if k+1 < s.to && units[r.tokens[k+1].low] != "" {
			return Date{}, k + 1, false
		}
		return year(y), k + 1, true
	}
	return Date{}, k + 1, false
}

// relative reads "last week", "next Friday", "earlier this month", "this year".
func (r *reading) relative(k int, s stretch, c calendar) (Date, int, bool) {
	which := r.tokens[k].low
	at := k + 1
	if (which == "earlier" || which == "later") && at < s.to && r.tokens[at].low == "this" {
		at++
	} else if which == "earlier" || which == "later" {
		return Date{}, k + 1, false
	}
	if which == "past" || which == "previous" {
		which = "last"
	}
	if which == "coming" {
		which = "next"
	}
	if at >= s.to {
		return Date{}, k + 1, false
	}
	low := r.tokens[at].low
	if w, ok := weekdays[low]; ok {
		return c.weekday(w, false, which), at + 1, true
	}
	if m := months[low]; m != 0 && r.tokens[at].capital {
		return c.monthOf(m, which == "next"), at + 1, true
	}
	step := map[string]int{"last": -1, "next": 1}[which]
	if c.anchor == nil {
		switch low {
		case "week":
			return Date{Granularity: "days", Approx: true}, at + 1, true
		case "month", "year":
			return Date{Granularity: low}, at + 1, true
		}
		return Date{}, k + 1, false
	}
	a := *c.anchor
	switch low {
	case "week", "weekend":
		monday := a.AddDate(0, 0, -(int(a.Weekday())+6)%7+7*step)
		d := days(monday, 7)
		if low == "weekend" {
			d = days(monday.AddDate(0, 0, 5), 2)
		}
		d.Approx = true
		return clip(d, which, a), at + 1, true
	case "month":
		first := time.Date(a.Year(), a.Month()+time.Month(step), 1, 0, 0, 0, 0, time.UTC)
		return clip(month(first.Year(), first.Month()), which, a), at + 1, true
	case "year":
		return clip(year(a.Year()+step), which, a), at + 1, true
	case "morning", "afternoon", "evening":
		if which == "this" {
			return days(a, 1), at + 1, true
		}
	}
	return Date{}, k + 1, false
}

// clip keeps "earlier this month" before the anchor's end and "later this month" after it.
func clip(d Date, which string, anchor time.Time) Date {
	end := anchor.AddDate(0, 0, 1)
	switch {
	case which == "earlier" && d.To.After(end):
		d.To, d.Approx = &end, true
	case which == "later" && d.From.Before(anchor):
		d.From, d.Approx = &anchor, true
	}
	return d
}

// nextDays reads "over the next couple of days", "in the coming weeks".
func (r *reading) nextDays(k int, s stretch, c calendar) (Date, int, bool) {
	at := k + 1
	if at < s.to && r.tokens[at].low == "the" {
		at++
	}
	if at >= s.to || (r.tokens[at].low != "next" && r.tokens[at].low != "coming" && r.tokens[at].low != "following") {
		return Date{}, k, false
	}
	at++
	count := 0
	switch low := r.lowIn(at, s); low {
	case "couple", "few", "several":
		count = map[string]int{"couple": 3, "few": 4, "several": 5}[low]
		at++
		if r.lowIn(at, s) == "of" {
			at++
		}
	default:
		if at < s.to {
			if n, to, _, ok := r.number(at, s.to); ok && n > 0 && n < 400 {
				count, at = n+1, to
			}
		}
	}
	unit := units[r.lowIn(at, s)]
	if unit != "days" && unit != "weeks" && unit != "months" && unit != "hours" {
		return Date{}, k, false
	}
	plural := strings.HasSuffix(r.lowIn(at, s), "s")
	at++
	if count == 0 {
		if !plural {
			return Date{}, k, false
		}
		count = 4
	}
	if c.anchor == nil {
		return Date{Granularity: "days", Approx: true}, at, true
	}
	d := days(*c.anchor, count)
	switch unit {
	case "weeks":
		d = days(*c.anchor, count*7)
	case "months":
		to := c.anchor.AddDate(0, count, 0)
		d.To = &to
	case "hours":
		d = days(*c.anchor, (count+23)/24+1)
	}
	d.Approx, d.Granularity = true, "days"
	return d, at, true
}

// lastDays reads "in the last two days", "over the past week": up to and with the anchor.
func (r *reading) lastDays(k int, s stretch, c calendar) (Date, int, bool) {
	at := k + 1
	if r.lowIn(at, s) == "the" {
		at++
	}
	if low := r.lowIn(at, s); low != "last" && low != "past" && low != "previous" {
		return Date{}, k, false
	}
	at++
	count := 1
	switch r.lowIn(at, s) {
	case "few", "several":
		count, at = 3, at+1
	default:
		if at < s.to {
			if n, to, _, ok := r.number(at, s.to); ok && n > 0 && n < 400 {
				count, at = n, to
			}
		}
	}
	unit := units[r.lowIn(at, s)]
	size := map[string]int{"days": 1, "weeks": 7}[unit]
	if size == 0 && unit != "months" && unit != "years" || r.lowIn(at, s) == "week" && r.tokens[at-1].low == "last" && r.tokens[k+1].low != "the" {
		return Date{}, k, false // "in last week's raid"
	}
	if c.anchor == nil {
		return Date{Granularity: "days", Approx: true}, at + 1, true
	}
	end := c.anchor.AddDate(0, 0, 1)
	from := c.anchor.AddDate(0, 0, -count*size)
	switch unit {
	case "months":
		from = c.anchor.AddDate(0, -count, 0)
	case "years":
		from = c.anchor.AddDate(-count, 0, 0)
	}
	return Date{From: &from, To: &end, Granularity: "days", Approx: true}, at + 1, true
}

// inDays reads "in two days" of a plan: the day so many after the anchor.
func (r *reading) inDays(k int, s stretch, c calendar) (Date, int, bool) {
	if r.tokens[k].low != "in" || k+1 >= s.to {
		return Date{}, k, false
	}
	n, to, _, ok := r.number(k+1, s.to)
	if !ok || n < 1 || n > 60 {
		return Date{}, k, false
	}
	switch units[r.lowIn(to, s)] {
	case "days":
		return c.from(n, 1), to + 1, true
	case "weeks":
		d := c.from(7*n-3, 7)
		d.Approx = true
		return d, to + 1, true
	}
	return Date{}, k, false
}

// ago reads "two days ago", "a week ago".
func (r *reading) ago(k int, s stretch, c calendar) (Date, int, bool) {
	n, to, _, ok := r.number(k, s.to)
	if !ok && (r.tokens[k].low == "a" || r.tokens[k].low == "an") {
		n, to, ok = 1, k+1, true
	}
	if !ok || to+1 >= s.to || r.tokens[to+1].low != "ago" || n > 10000 {
		return Date{}, k + 1, false
	}
	unit := units[r.tokens[to].low]
	if c.anchor == nil {
		return Date{Granularity: "days", Approx: true}, to + 2, timeUnits[unit]
	}
	switch unit {
	case "days":
		return c.from(-n, 1), to + 2, true
	case "weeks":
		d := days(c.anchor.AddDate(0, 0, -7*n-3), 7)
		d.Approx = true
		return d, to + 2, true
	case "months":
		at := time.Date(c.anchor.Year(), c.anchor.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		d := month(at.Year(), at.Month())
		d.Approx = true
		return d, to + 2, true
	case "years":
		d := year(c.anchor.Year() - n)
		d.Approx = true
		return d, to + 2, true
	}
	return Date{}, k + 1, false
}
