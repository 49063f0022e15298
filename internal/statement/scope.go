package statement

import (
	"fmt"
)

// scope is what a figure covers beside its population: one flight or a whole programme,
// people from one country or from several, removals or flights of every kind. A mark that the
// words do not give is empty and differs from nothing.
type scope struct {
	reach string // "one flight", "the whole"
	from  string // "several countries" or the ISO code of the one that the words name
	kind  string // what is counted: "removal", "related", "accepted"
	day   string // the day or days of the event, where nothing says more of its reach
	stage string // "accepted", "boarded"…: a part of the people
}

var (
	oneFlight = late(`(?i)\b(?:aboard|on ?board|on (?:the|this|that|a|an|one|its|their)(?: [\pL-]+){0,2} (?:flight|plane|aircraft|jet|charter)|(?:the|a|one) (?:first |second |third |single )?(?:flight|plane|aircraft|jet)(?: [\pL-]+){0,4} (?:carried|carrying|brought|with|took)|first(?: [\pL-]+){0,2} flight)\b`)
	theWhole  = late(`(?i)\b(?:in all|in total|altogether|all told|overall|to date|so far|in the end|a total of|since [A-Z]\pL+|this year|under the (?:deal|agreement|programme|program))\b`)
	several   = late(`(?i)\b(?:from|of) (?:(?:at least |about )?(?:various|several|different|many|multiple|other|numerous|a number of|two|three|four|five|six|seven|eight|nine|ten|\d+)(?: other| different)?) (?:countries|states|nations|nationalities)\b|\bfrom (?:around the world|abroad|all over the world|third countries)\b`)
	related   = late(`(?i)\b(?:\pL+-related (?:flights?|flight movements)|flights? related to \pL+|flights? of (?:all|every) kinds?|including (?:the )?domestic|domestic (?:ones|flights?|transfers?) (?:included|among them)|removals? and domestic|domestic and removals?)\b`)
	narrowed  = late(`(?i)\b(?:deportation|removal|expulsion|repatriation) flights?\b`)
	accepted  = late(`(?i)\b(?:accepted|agreed to|volunteered to|chose to|opted to|consented to)(?: a| their| the)? (?:return|returning|go|leave|repatriation|be (?:sent|flown|returned))\b`)
)

// scopeOf reads what a statement's figure covers.
func scopeOf(s Statement, q Quantity) scope {
	text := s.Content.Text
	var out scope
	switch {
	case q.Scope == Additional:
		out.reach = "in addition to others"
	case q.Scope == OneFlight || q.Scope == PerFlight:
		out.reach = "one flight"
	case q.Scope == InTotal || q.Scope == Programme:
		out.reach = "the whole"
	case theWhole.MatchString(text):
		out.reach = "the whole"
	case oneFlight.MatchString(text):
		out.reach = "one flight"
	}
	if from, to, ok := interval(s); ok {
		out.day = dayWords(from, to)
	}
	switch {
	case several.MatchString(text):
		out.from = "several countries"
	default:
		out.from = departure(s)
	}
	if q.Unit == "flights" {
		switch {
		case related.MatchString(text):
			out.kind = "flights of several kinds"
		case narrowed.MatchString(text):
			out.kind = "removal flights"
		}
	}
	if accepted.MatchString(text) {
		out.stage = "people who agreed to return"
	}
	return out
}

// differs says in words how two scopes differ; empty where the words of both do not show it.
// A country that only one names is a difference where the other names several.
func (a scope) differs(b scope) string {
	pair := func(x, y string) string { return fmt.Sprintf("different scopes: %s and %s", x, y) }
	switch {
	case a.kind != "" && b.kind != "" && a.kind != b.kind:
		return pair(a.kind, b.kind)
	case a.stage != b.stage:
		return pair(orPeople(a.stage), orPeople(b.stage))
	case a.from != "" && b.from != "" && a.from != b.from && (a.from == "several countries" || b.from == "several countries"):
		return pair("from "+a.from, "from "+b.from)
	case a.reach != "" && b.reach != "" && a.reach != b.reach, (a.reach == "in addition to others") != (b.reach == "in addition to others"):
		return pair(orDay(a), orDay(b))
	case a.reach == "the whole" && a.day == "" && b.reach == "" && b.day != "", b.reach == "the whole" && b.day == "" && a.reach == "" && a.day != "":
		return pair(orDay(a), orDay(b))
	}
	return ""
}

// orDay is how far a figure reaches, in words: a total without a day is more than a day's figure.
func orDay(s scope) string {
	switch {
	case s.reach != "":
		return s.reach
	case s.day != "":
		return "of " + s.day
	}
	return "not said"
}

func orPeople(s string) string {
	if s == "" {
		return "all who are counted"
	}
	return s
}

// rounded is how far apart a figure and its rounding may lie: 1,214 and "more than 1,200".
const rounded = 50 // a fiftieth

// sameNumber tells whether two figures are one number, the second perhaps rounded.
func sameNumber(p, q Quantity) bool {
	if equalFigures(p, q) {
		return true
	}
	if p.Value == nil || q.Value == nil || p.Bound == Exact && q.Bound == Exact || disjoint(p, q) {
		return false
	}
	d := *p.Value - *q.Value
	return max(d, -d)*rounded <= max(*p.Value, *q.Value)
}
