package operation

import (
	"regexp"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Transfers is the question whether anybody was brought to a country that is not their own, and
// what became of the people after landing: rows to be read, nothing decided.
type Transfers struct {
	Rows     []law.Transfer `json:"rows"`
	Landed   []Landed       `json:"after_landing"`
	Disputed string         `json:"disputed"` // how origins differ on what came after landing; empty where they do not
	Warnings []law.Warning  `json:"warnings"`
}

// Landed is what one statement says of the people after they landed.
type Landed struct {
	Kind   string `json:"kind"` // held, sent onward, went home
	Origin string `json:"origin"`
	Stated string `json:"stated"` // day of the report
	Quote  string `json:"quote"`
	Refs   []Ref  `json:"refs"`
}

// The kinds of Landed.
const (
	held       = "held"
	sentOnward = "sent onward"
	wentHome   = "went home"
)

// After landing people are said to be held, sent onward or gone home. Words of holding count
// only beside words that place them after the landing: people are held before a flight too.
var (
	holding   = regexp.MustCompile(`(?i)\b(?:held|holding|detained|detention|in custody|locked up|under guard|confined)\b`)
	afterward = regexp.MustCompile(`(?i)\b(?:still|on arrival|upon arrival|after (?:landing|arriving|arrival|the flight)|since (?:landing|arriving)|hotel|camp)\b`)
	goingHome = regexp.MustCompile(`(?i)\b(?:gone|went|returned|sent|taken|flown|travelled|left)\s+(?:back\s+)?(?:home|to their (?:own |home )?(?:country|countries|homelands?))\b`)
	goingOn   = regexp.MustCompile(`(?i)\b(?:sent|flown|taken|moved|transferred|put|travelled)\s+on(?:ward|wards)?\b|\bonward(?:s)? (?:flight|journey|transfer|removal)\b`)
)

// transfers lays out nationality against destination, what is said of the time after landing,
// and the standing warnings with the subject that each had.
func (t *table) transfers() Transfers {
	var transit []string
	receives := ""
	if n := len(t.op.States); n > 1 {
		transit, receives = t.op.States[1:n-1], t.op.States[n-1]
	}
	out := Transfers{Rows: law.Transfers(t.nationalities(), transit, receives), Landed: t.landed()}
	out.Disputed = disputed(out.Landed)
	out.Warnings = law.Warnings(movedTo(out.Rows), t.day())
	return out
}

// movedTo is the relation that all rows of the receiving state share; unknown where they differ.
func movedTo(rows []law.Transfer) law.Moved {
	moved := law.Moved("")
	for _, r := range rows {
		if r.Role != law.Receives {
			continue
		}
		if r.Moved == law.ThirdCountry {
			return law.ThirdCountry // one nationality is enough for the question to arise
		}
		if moved == "" {
			moved = r.Moved
		}
	}
	if moved == "" {
		return law.NotStated
	}
	return moved
}

func (t *table) landed() []Landed {
	out := []Landed{}
	all := append([]statement.Statement(nil), t.statements...)
	sortStatements(all, t.compare)
	for _, s := range all {
		kind := t.landing(s)
		if kind == "" {
			continue
		}
		row := Landed{Kind: kind, Origin: oneLine(s.Origin().Text), Quote: oneLine(s.Content.Text), Refs: []Ref{t.refTo(s)}}
		if row.Origin == "" {
			row.Origin = itself.Text
		}
		if d, ok := t.stated(s); ok {
			row.Stated = d.Format("2006-01-02")
		}
		out = append(out, row)
	}
	return out
}

// landing tells what a statement says came after the landing; empty where it says nothing of it.
func (t *table) landing(s statement.Statement) string {
	words := s.Content.Text
	if s.Event == statement.Planned || s.Event == statement.Proposed || s.Event == statement.Hypothetical || s.Topic == statement.TopicOther {
		return ""
	}
	switch {
	case goingOn.MatchString(words), s.Event == statement.Happened && t.movesOn(s):
		return sentOnward
	case goingHome.MatchString(words) && !t.ownReturn(s):
		return wentHome
	case holding.MatchString(words) && (afterward.MatchString(words) || t.namesArrival(words)):
		return held
	}
	return ""
}

// ownReturn tells whether going home is the flight itself: its people are nationals of the
// receiving state alone.
func (t *table) ownReturn(statement.Statement) bool {
	people := t.nationalities()
	n := len(t.op.States)
	return n > 0 && len(people) == 1 && people[0] == t.op.States[n-1]
}

func (t *table) namesArrival(words string) bool {
	if len(t.op.States) < 2 {
		return false
	}
	return slices.ContainsFunc(t.op.States[1:], func(s string) bool { return strings.Contains(words, stateName(s)) })
}

// disputed says how the origins differ on what came after; it never says who is right.
func disputed(rows []Landed) string {
	origins := map[string]map[string]bool{}
	for _, r := range rows {
		if origins[r.Kind] == nil {
			origins[r.Kind] = map[string]bool{}
		}
		origins[r.Kind][r.Origin] = true
	}
	if len(origins) < 2 {
		return ""
	}
	var parts []string
	for _, kind := range []string{held, sentOnward, wentHome} {
		if n := len(origins[kind]); n > 0 {
			parts = append(parts, kind+" by "+plural(n, "origin"))
		}
	}
	return "what came after landing is stated in different ways: " + strings.Join(parts, ", ") + "; they may speak of different people"
}
