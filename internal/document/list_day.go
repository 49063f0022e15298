package document

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// dayForms are days that can be read in one way only.
var dayForms = []string{
	"2006-01-02", "2006/01/02", "2006.01.02", "20060102",
	"2 January 2006", "2 Jan 2006", "2-Jan-2006", "02-Jan-06", "January 2, 2006", "Jan 2, 2006", "January 2 2006", "Jan 2 2006",
}

var (
	numericDay = late(`^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})\b`)
	unixDay    = late(`^\d{10}$`)
	clock      = late(`\b\d{1,2}:\d{2}\b|\b\d{4}\b`)
	endZone    = late(`(?i)(z|utc|gmt|[+-]\d{2}:?\d{2})\)?$`)
)

// readDays reads the day of every row. Days such as 03/04/2025 are read only where another
// row of the same list has a number over 12 in one of the two places, and none in the other.
func (t *table) readDays() {
	dayFirst, monthFirst := false, false
	for _, r := range t.rows {
		if c, ok := r.Cell(ColumnDay); ok {
			if m := numericDay.FindStringSubmatch(c.Text); m != nil {
				a, _ := strconv.Atoi(m[1])
				b, _ := strconv.Atoi(m[3])
				dayFirst, monthFirst = dayFirst || a > 12, monthFirst || b > 12
			}
		}
	}
	for i := range t.rows {
		r := &t.rows[i]
		c, ok := r.Cell(ColumnDay)
		if !ok {
			continue
		}
		r.Day = dayOf(c.Text, dayFirst && !monthFirst, monthFirst && !dayFirst)
		r.DaySpan = [2]int{c.Start, c.End}
	}
}

// dayOf reads a day, zero where it cannot be read or can be read in two ways.
func dayOf(s string, dayFirst, monthFirst bool) time.Time {
	if unixDay.MatchString(s) {
		n, _ := strconv.ParseInt(s, 10, 64)
		return believable(time.Unix(n, 0).UTC())
	}
	s = inEnglish(s)
	for _, form := range dayForms {
		for _, words := range []string{s, firstFields(s, len(strings.Fields(form))), before(s, "T")} {
			if d, err := time.Parse(form, words); err == nil {
				return believable(d)
			}
		}
	}
	m := numericDay.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}
	}
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[3])
	year, _ := strconv.Atoi(m[4])
	if year < 100 {
		year += 2000
	}
	day, month := a, b
	switch {
	case dayFirst || a > 12 || a == b:
	case monthFirst || b > 12:
		day, month = b, a
	default:
		return time.Time{}
	}
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if d.Day() != day || int(d.Month()) != month {
		return time.Time{}
	}
	return believable(d)
}

// foreignMonths are the months of the languages whose headings are understood, and their
// usual abbreviations.
var foreignMonths = [12][]string{
	{"enero", "ene", "janvier", "janv"}, {"febrero", "feb", "février", "févr"}, {"marzo", "mar", "mars"}, {"abril", "abr", "avril", "avr"},
	{"mayo", "may", "mai"}, {"junio", "jun", "juin"}, {"julio", "jul", "juillet", "juil"}, {"agosto", "ago", "août", "aout"},
	{"septiembre", "setiembre", "sept", "septembre"}, {"octubre", "oct", "octobre"}, {"noviembre", "nov", "novembre"}, {"diciembre", "dic", "décembre", "déc"},
}

// inEnglish is "29 de septiembre de 2025" or "1er sept. 2025" as 29 September 2025; any other
// text as it stands.
func inEnglish(s string) string {
	out := make([]string, 0, 3)
	foreign := false
	for _, w := range strings.Fields(strings.ToLower(s)) {
		w = strings.TrimRight(w, ".")
		switch {
		case w == "de" || w == "del":
			continue
		case w == "1er" || w == "1º":
			w = "1"
		}
		for m, names := range foreignMonths {
			if slices.Contains(names, w) {
				w, foreign = time.Month(m+1).String(), true
			}
		}
		out = append(out, w)
	}
	if len(out) != 3 || !foreign {
		return s
	}
	return strings.Join(out, " ")
}

// believable is the day of a time, zero where no flight was ever listed.
func believable(t time.Time) time.Time {
	if t.Year() < EarliestYear || t.Year() > 2100 {
		return time.Time{}
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func firstFields(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(n, len(f))], " ")
}

func before(s, sep string) string {
	b, _, _ := strings.Cut(s, sep)
	return b
}

// clockWithoutZone tells whether a cell is a time of day that names no zone.
func clockWithoutZone(s string) bool {
	return clock.MatchString(s) && !endZone.MatchString(strings.TrimSpace(s)) && !unixDay.MatchString(s)
}
