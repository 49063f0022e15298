package statement

import (
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
)

// shiftedRoute is how far apart the days of one route are compared where no figure ties them:
// less than for a figure, because a route is flown again.
const shiftedRoute = 31 * day

// otherDaysOfRoutes finds, over groups, one route that reports without a figure put on
// different days, such as a page that guesses the Monday that another page gives by its date.
// Both groups list it; it joins nothing, takes no day back and makes nobody an origin.
func otherDaysOfRoutes(out []Trace, groups []Group, docs map[string]document.Document, statements map[string][]Statement) {
	type in struct {
		p     Placed
		group int
	}
	byRoute := map[string][]in{}
	for i, g := range groups {
		had := map[string]bool{}
		for _, p := range placedIn(g, docs, statements) {
			key := routeKey(g.Kind, p.Statement)
			if from, _, ok := interval(p.Statement); key != "" && ok && !had[key+isoDay(from)] && len(byRoute[key]) < mostCompared {
				had[key+isoDay(from)] = true
				byRoute[key] = append(byRoute[key], in{p, i})
			}
		}
	}
	for _, key := range sortedKeys(byRoute) {
		list := byRoute[key]
		for i, x := range list {
			for _, y := range list[i+1:] {
				a, b := x.p, y.p
				if less(b, a) {
					a, b = b, a
				}
				if reason := otherDayOfRoute(a, b); reason != "" && x.group != y.group {
					r := relationOf(OtherDay, reason, a, b)
					out[x.group].Relations, out[y.group].Relations = append(out[x.group].Relations, r), append(out[y.group].Relations, r)
				}
			}
		}
	}
}

// routeKey is what two statements must share: question, people, and where the flight went;
// empty for a statement with a figure, a plan, or no destination.
func routeKey(kind GroupKind, s Statement) string {
	to := destination(s)
	if kind != AboutPeople && kind != AboutFlight || to == "" || commitment(s.Event) < commitment(UnderWay) {
		return ""
	}
	for _, q := range s.Quantities {
		if counted(q) {
			return ""
		}
	}
	return strings.Join([]string{string(kind), strings.Join(s.Nationalities, "+"), to}, "\x00")
}

// otherDayOfRoute says how the days of two documents differ; empty where they touch, lie too
// far apart, or the flights left from different places.
func otherDayOfRoute(a, b Placed) string {
	s, t := a.Statement, b.Statement
	fa, ta, okA := interval(s)
	fb, tb, okB := interval(t)
	if s.Document == t.Document || !okA || !okB || fb.Sub(ta) < day && fa.Sub(tb) < day || fa.Sub(tb) > shiftedRoute || fb.Sub(ta) > shiftedRoute || otherStart(s, t) {
		return ""
	}
	reason := fmt.Sprintf("one route, no figure, different days: %s and %s; two operations, or one of the days is wrong", dayWords(fa, ta), dayWords(fb, tb))
	for _, why := range []string{dayReason(a), dayReason(b)} {
		if why != "" {
			reason += "; " + why
		}
	}
	return reason
}

// otherStart tells whether two flights are said to have left from different places; a state of a
// country and the country itself are not two.
func otherStart(s, t Statement) bool {
	start := func(s Statement) string {
		for _, m := range s.Route {
			if m.From != "" {
				return m.From
			}
		}
		return ""
	}
	x, y := start(s), start(t)
	within := func(a, b string) bool { return a == b || countryOf(a) == b }
	return x != "" && y != "" && !within(x, y) && !within(y, x)
}

// dayReason is why a statement's first resolved day is what it is, with the words it comes from.
func dayReason(p Placed) string {
	for _, d := range p.Statement.Dates {
		if d.From == nil || d.Reason == "" || len(d.Spans) == 0 {
			continue
		}
		return fmt.Sprintf("%s is read from %q: %s", isoDay(*d.From), d.Spans[0].Text, d.Reason)
	}
	return ""
}
