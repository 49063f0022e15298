package statement

import (
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/place"
)

// anchored is the calendar of a document: the day of its publication, or the day of the
// original where the page is a copy that says so. A copy of 19 February of a text datelined
// 13 February means the 12th by "yesterday". A copy that does not say when the original
// appeared leaves what is relative unresolved.
func anchored(r *reading, d document.Document) calendar {
	c := newCalendar(d.Published)
	if c.anchor == nil || len(r.sentences) == 0 {
		return c
	}
	if day, ok := r.dateline(c); ok && day.Before(*c.anchor) && c.anchor.Sub(day) <= 400*24*time.Hour {
		return calendar{anchor: &day, anchorIs: "the day of the dateline; the page is of " + c.anchor.Format("2 January 2006")}
	}
	day, copied := r.firstPublished(c)
	switch {
	case !copied:
		return c
	case day == nil:
		return calendar{}
	}
	return calendar{anchor: day, anchorIs: "the day of first publication; the page is of " + c.anchor.Format("2 January 2006")}
}

// calendarAt is the calendar of the words at token k: in a live blog that of their entry, of
// which one without a time of its own leaves what is relative unresolved.
func (p *proposer) calendarAt(k int) calendar {
	if len(p.d.Entries) == 0 || k < 0 || k >= len(p.r.tokens) {
		return p.calendar
	}
	e, ok := p.d.EntryAt(p.r.tokens[k].start)
	if !ok {
		return p.calendar
	}
	c := newCalendar(e.At)
	c.anchorIs = "the day of the entry"
	return c
}

// dateline reads the day in "PANAMA CITY, Feb. 13 (Agency) -" at the head of the body: a
// name in capitals, a date, and a dash or an agency in brackets.
func (r *reading) dateline(c calendar) (time.Time, bool) {
	for _, s := range r.paragraphs {
		if s.part != document.Body {
			continue
		}
		first := r.tokens[s.from]
		if words := r.text[first.start:first.end]; strings.ToUpper(words) != words || first.kind != word || len(words) < 3 {
			return time.Time{}, false
		}
		for k := s.from + 1; k < min(len(r.tokens), s.from+8); k++ {
			d, to, ok := r.dateAt(k, stretch{k, min(len(r.tokens), k+6)}, c, false)
			if !ok || d.From == nil || d.Granularity != "day" || months[r.tokens[k].low] == 0 && r.tokens[k].kind != figure {
				continue
			}
			switch r.lowAt(to) {
			case "(", "—", "–", "-", ":", "/":
				return *d.From, true
			}
			return time.Time{}, false
		}
		return time.Time{}, false
	}
	return time.Time{}, false
}

// firstPublished finds a note that the text is a copy, and the day of its first appearance
// where the note names it; only what is absolute in it counts.
func (r *reading) firstPublished(c calendar) (day *time.Time, copied bool) {
	for _, s := range r.sentences {
		for k := s.from; k+1 < s.to; k++ {
			low, next := r.tokens[k].low, r.tokens[k+1].low
			note := low == "republished" || low == "reprinted" ||
				(low == "originally" || low == "first") && (next == "published" || next == "appeared" || next == "ran")
			if !note || r.tokens[k].quote >= 0 || s.to-s.from > 40 || !r.aboutThisText(s) {
				continue
			}
			copied = true
			for j := k; j < s.to; j++ {
				if months[r.tokens[j].low] == 0 && r.tokens[j].kind != figure {
					continue
				}
				if d, _, ok := r.dateAt(j, stretch{j, s.to}, c, false); ok && d.From != nil && d.Granularity == "day" {
					return d.From, true
				}
			}
		}
	}
	return nil, copied
}

// aboutThisText tells whether a sentence is about the article itself.
func (r *reading) aboutThisText(s sentence) bool {
	for k := s.from; k+1 < s.to; k++ {
		if low := r.tokens[k].low; low == "this" || low == "the" {
			switch r.tokens[k+1].low {
			case "article", "story", "report", "piece", "text", "dispatch":
				return true
			}
		}
	}
	return r.tokens[s.from].low == "republished" || r.tokens[s.from].low == "reprinted" || r.tokens[s.from].low == "first" || r.tokens[s.from].low == "originally"
}

// nights adds to a day that the words call an evening or a night where it is already the
// next day at the other end of the route: a Monday night in Louisiana is Tuesday in Iran.
func (r *reading) nights(dates []Date, route []Move) {
	from, to := "", ""
	for _, m := range route {
		if from == "" {
			from = m.From
		}
		if m.To != "" {
			to = m.To
		}
	}
	if from == "" || to == "" {
		return
	}
	for i := range dates {
		d := &dates[i]
		if d.From == nil || d.Granularity != "day" || !r.late(d.Spans[0]) {
			continue
		}
		ahead := utcOffset(to, *d.From) - utcOffset(from, *d.From)
		if known := placePoint(from) != nil && placePoint(to) != nil; known && ahead >= 5*time.Hour {
			next := d.From.AddDate(0, 0, 1)
			note := "a night of " + d.From.Format("Monday, 2 January") + " in " + from + " is " + next.Format("Monday, 2 January") + " in " + to
			if d.Reason != "" {
				note = d.Reason + "; " + note
			}
			d.Reason = note
		}
	}
}

// late tells whether the words at or beside a date say evening or night.
func (r *reading) late(s Span) bool {
	k, end := r.tokenAt(s.Start), r.tokenAt(s.End-1)+1
	for j := max(0, k-3); j < min(len(r.tokens), end+2); j++ {
		switch r.tokens[j].low {
		case "night", "evening", "tonight", "late":
			return true
		}
	}
	return false
}

// placePoint is where a place of a route lies: an airport, or the largest airport of a
// country or region.
func placePoint(code string) *place.Point {
	if a, ok := place.Embedded().Lookup(code); ok {
		return &a.At
	}
	switch code {
	case "US", "CA", "MX", "BR", "RU", "AU", "ID", "KZ", "CD": // several zones: the country alone does not say which
		return nil
	}
	var best *place.Airport
	for a := range place.Embedded().All() {
		if (a.Country == code || a.Region == code) && a.Size == place.Large && a.Scheduled {
			return &a.At
		}
		if best == nil && (a.Country == code || a.Region == code) && a.Scheduled {
			best = a
		}
	}
	if best == nil {
		return nil
	}
	return &best.At
}

func utcOffset(code string, at time.Time) time.Duration {
	p := placePoint(code)
	if p == nil {
		return 0
	}
	loc, err := time.LoadLocation(place.Zone(*p))
	if err != nil {
		return 0
	}
	_, seconds := at.Add(20 * time.Hour).In(loc).Zone()
	return time.Duration(seconds) * time.Second
}
