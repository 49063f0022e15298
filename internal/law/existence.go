package law

import (
	"fmt"
	"time"
)

// existence is when a state began or ended. The days are well known and were not checked against
// a depositary or the United Nations; what is printed of them says so. Only states that the facts
// are about, and former ones that a report can still name, are held. A state whose beginning is
// contested is not among them: its facts say so themselves.
type existence struct {
	code  string // ISO 3166-1 alpha-2; of a former state its last, ISO 3166-3
	name  string
	from  string // first day, empty where it is older than every treaty here
	to    string // first day without it, empty where it stands
	about string // whose territory it was before, or who came after
}

var existences = []existence{
	{"SS", "South Sudan", "2011-07-09", "", "its territory was Sudan's (SD) before"},
	{"UZ", "Uzbekistan", "1991-08-31", "", "its territory was the Soviet Union's before"},
	{"SU", "the Soviet Union", "", "1991-12-26", "Russia (RU) continued its treaties, and the other fourteen states have acts of their own"},
	{"YU", "Yugoslavia", "", "2003-02-04", "ask for the state of today: RS, ME, HR, SI, BA, MK, or XK"},
	{"CS", "Serbia and Montenegro (and before 1993 Czechoslovakia, by the same letters)", "", "2006-06-03", "ask for the state of today: RS or ME; CZ or SK"},
	{"DD", "the German Democratic Republic", "", "1990-10-03", "its territory is Germany's (DE) since"},
}

// NoState says that there was no such state on a day, and whose territory it was then or is now;
// empty where there was one, or where nothing is held about its beginning and end.
func NoState(code string, on time.Time) string {
	for _, e := range existences {
		if e.code != code || on.IsZero() {
			continue
		}
		day := on.UTC().Truncate(24 * time.Hour)
		if from, _, ok := days(e.from); ok && day.Before(from) {
			return fmt.Sprintf("there was no such state on %s: %s is independent since %s, and %s (unverified)", on.UTC().Format(time.DateOnly), e.name, from.Format("2 January 2006"), e.about)
		}
		if to, _, ok := days(e.to); ok && !day.Before(to) {
			return fmt.Sprintf("there was no such state on %s: %s ended on %s; %s (unverified)", on.UTC().Format(time.DateOnly), e.name, to.Format("2 January 2006"), e.about)
		}
	}
	return ""
}

// Former tells whether a code is that of a state which ended, and its name.
func Former(code string) (name string, ok bool) {
	for _, e := range existences {
		if e.code == code && e.to != "" {
			return e.name, true
		}
	}
	return "", false
}
