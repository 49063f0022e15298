package operation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Between is how two answers stand to each other. It names a difference and never who is right.
type Between struct {
	Kind string `json:"kind"`
	A    int    `json:"a"` // places in the list of answers
	B    int    `json:"b"` // the same as A for what bears on one answer alone
	Why  string `json:"why"`
}

// The kinds of relation between answers.
const (
	relAgrees      = "agrees"            // two origins, whose independence a person showed
	relSame        = "same, unshown"     // two origins that state the same; nobody has shown that they are independent
	relHeard       = "agrees with track" // a statement and what was heard
	relContradicts = "contradicts"       // cannot both be right
	relOthers      = "other people"      // figures of different populations: neither summed nor contradictory
	relStages      = "other stage"       // a plan and an event, or two stages of one movement
	relLater       = "later word"        // one origin, two answers
	relOtherDay    = "other day"         // a report that names no source gives another day
	relPlanFact    = "plan told as fact"
	relMisnamed    = "under another's name"
	relRefuted     = "refuted by capacity"
)

// Sign is "=" between answers that are the same or agree, "≠" between those that differ in what
// they say of one thing, and "·" between answers to two things.
func (b Between) Sign() string { return relationSign(b.Kind) }

func relationSign(kind string) string {
	switch kind {
	case relAgrees, relSame, relHeard:
		return "="
	case relOthers, relStages:
		return "·"
	}
	return "≠"
}

// questionRules are tried from the top; the first that fits gives the grade. How often
// something was repeated is in none of them, so repeats cannot raise it.
var questionRules = []struct{ id, grade, when string }{
	{"question/1.1", Unassessed, "no origin states it and no observation bears on it"},
	{"question/1.2", Contested, "two answers cannot both be right, an answer exceeds what its aircraft holds, or a state denies it"},
	{"question/1.3", Discounted, "every origin that answers says no, and nothing was heard"},
	{"question/1.4", Confirmed, "it was heard with the field observed or confirmed, and an origin states the same as happened; or every state concerned acknowledged it on record"},
	{"question/1.5", Fair, "it was heard with the field observed or confirmed; or two origins that a person showed to be independent state the same; or one state concerned acknowledged it on record"},
	{"question/1.6", Weak, "it rests on origins whose independence nobody has shown, on plans, or on reports that name no source"},
}

// QuestionRules lists the rules of the questions as they are tried.
func QuestionRules() []string {
	out := make([]string, len(questionRules))
	for i, r := range questionRules {
		out[i] = r.id + " " + r.grade + ": " + r.when
	}
	return out
}

// gradeQuestion applies questionRules.
func gradeQuestion(id QuestionID, q Question) (grade, rule string) {
	var heard, saidYes, saidNo, spoken, other bool
	records, states := 0, 0
	for _, a := range q.Answers {
		switch {
		case a.Mark == Seen && a.sense == yes:
			heard = true
		case a.Mark == Seen:
		case id == Acknowledged:
			states++
			spoken = spoken || a.Mark != Silent || len(a.Refs) > 0
			if a.sense == yes {
				records++
			}
			saidNo = saidNo || a.sense == no
		default:
			spoken = true
			if a.Counts {
				saidYes, saidNo = saidYes || a.sense == yes, saidNo || a.sense == no
				other = other || a.sense != no
			}
		}
	}
	kinds := map[string]bool{}
	for _, r := range q.Relations {
		kinds[r.Kind] = true
	}
	holds := map[string]bool{
		"question/1.1": !spoken && !heard,
		"question/1.2": kinds[relContradicts] || kinds[relRefuted] || id == Acknowledged && saidNo,
		"question/1.3": id != Acknowledged && id != ByConsent && saidNo && !saidYes && !other && !heard,
		"question/1.4": heard && saidYes && kinds[relHeard] || id == Acknowledged && states > 0 && records == states,
		"question/1.5": heard || kinds[relAgrees] || id == Acknowledged && records > 0,
		"question/1.6": true,
	}
	for _, r := range questionRules {
		if holds[r.id] {
			return r.grade, r.id + ": " + r.when
		}
	}
	return Unassessed, ""
}

// between holds every two answers of a question against each other.
func (t *table) between(id QuestionID, list []Answer, v View) []Between {
	out, found := []Between{}, map[string]bool{}
	for _, c := range v.Conflicts { // a statement that the flights heard do not fit
		if kind := map[QuestionID]string{When: dateDiffers, ByWhatRoute: routeDiffers}[id]; kind == "" || c.Kind != kind {
			continue
		}
		a := slices.IndexFunc(list, func(o Answer) bool { return slices.Contains(o.ids, c.A.ID) })
		b := slices.IndexFunc(list, func(o Answer) bool { return slices.Contains(o.ids, c.B.ID) })
		if a >= 0 && b >= 0 {
			out = append(out, Between{relContradicts, a, b, c.Text})
		}
	}
	if id == HowMany {
		out = append(out, t.marked(list, v)...)
	}
	for _, p := range pairs(id, list) {
		kind, why := t.relate(id, list[p[0]], list[p[1]])
		if kind == "" || len(out) >= mostRelations && found[kind] { // beyond the bound only a kind that is not there yet: grades ask for kinds
			continue
		}
		found[kind] = true
		out = append(out, Between{kind, p[0], p[1], why})
	}
	return out
}

// marked are the answers that a conflict marks: a plan told as a fact, a figure under another's name.
func (t *table) marked(list []Answer, v View) []Between {
	at := map[string][]int{} // statement to the answers that rest on it
	for i, a := range list {
		for _, id := range a.ids {
			at[id] = append(at[id], i)
		}
	}
	var out []Between
	for _, c := range v.Conflicts {
		kind := map[string]string{planToFact: relPlanFact, misattributed: relMisnamed}[c.Kind]
		if kind == "" || len(at[c.A.ID]) == 0 {
			continue
		}
		done := map[int]bool{}
		for _, r := range append([]Ref{c.B}, c.More...) {
			for _, i := range at[r.ID] {
				a := slices.IndexFunc(at[c.A.ID], func(k int) bool { return kind == relPlanFact && list[k].stage != list[i].stage })
				if a = at[c.A.ID][max(0, a)]; a != i && !done[i] && len(out) < mostRelations {
					done[i] = true
					out = append(out, Between{kind, a, i, c.Text})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Between) int { return cmp.Compare(a.B, b.B) })
	return out
}

// mostRelations bounds how many relations one question lists: what is beyond is said to be there.
const mostRelations = 5000

// mostPairs bounds how many answers are held against each other one by one. Of more, those that
// differ in nothing but their origin are held against the others once for all.
const mostPairs = 200

// pairs are the answers to be held against each other, by their places in the list.
func pairs(id QuestionID, list []Answer) [][2]int {
	var out [][2]int
	if len(list) <= mostPairs {
		for i := range list {
			for k := i + 1; k < len(list); k++ {
				out = append(out, [2]int{i, k})
			}
		}
		return out
	}
	kinds, byOrigin := map[string][]int{}, map[string]int{}
	var first []int
	for i, a := range list {
		if last, again := byOrigin[a.key]; again && a.key != "" {
			out = append(out, [2]int{last, i}) // one origin, two answers
		}
		byOrigin[a.key] = i
		k := a.signature(id)
		if kinds[k] == nil {
			first = append(first, i)
		}
		if len(kinds[k]) < 2 {
			kinds[k] = append(kinds[k], i)
		}
	}
	for n, i := range first {
		if alike := kinds[list[i].signature(id)]; len(alike) == 2 {
			out = append(out, [2]int{alike[0], alike[1]})
		}
		for _, k := range first[n+1 : min(len(first), n+1+mostPairs)] {
			out = append(out, [2]int{i, k})
		}
	}
	return out
}

// signature is all of an answer that a comparison looks at, besides who gives it.
func (a Answer) signature(id QuestionID) string {
	parts := []string{string(a.Mark), fmt.Sprint(a.Counts, a.independent), string(a.sense), a.stage, a.Words, dates(a.days), strings.Join(a.places, " "), a.tail}
	if id == HowMany && len(a.counts) > 0 {
		parts = append(parts, a.counts[0].signature())
	}
	return strings.Join(parts, "\x00")
}

// relate compares two answers; nothing where neither bears on the other.
func (t *table) relate(id QuestionID, a, b Answer) (kind, why string) {
	if a.Mark == Seen && b.Mark == Seen || id == Acknowledged {
		return "", ""
	}
	if a.Mark == Seen || b.Mark == Seen {
		return heardAgainst(id, a, b)
	}
	if a.key == b.key && a.key != "" {
		if id == HowMany && a.stage != b.stage {
			return relStages, otherStage(a, b)
		}
		if a.Words != b.Words && (id == HowMany || a.sense != b.sense) && a.Counts {
			return relLater, "one origin gave two answers"
		}
		return "", ""
	}
	if !a.Counts || !b.Counts {
		if id == When && a.Counts != b.Counts && a.sense == b.sense && a.scope == b.scope && apartDays(a.days, b.days) {
			return relOtherDay, "a report that names no source gives another day; the day of the origin stands until a source says otherwise"
		}
		return "", "" // a report that names no source is held against others in the conflicts
	}
	switch {
	case id == HowMany:
		return figuresBetween(a, b)
	case id == When && a.sense == b.sense && apartDays(a.days, b.days):
		return relContradicts, "the days that they give lie more than a day apart"
	case a.sense == yes && b.sense == no || a.sense == no && b.sense == yes:
		return relContradicts, "one says yes, the other no"
	case a.sense == planned && b.sense == yes || a.sense == yes && b.sense == planned:
		return relStages, "a plan and an event"
	case a.Words == b.Words || id == DidLeave && a.sense == yes && b.sense == yes:
		return sameWords(a, b)
	}
	return "", ""
}

func sameWords(a, b Answer) (kind, why string) {
	if a.independent && b.independent {
		return relAgrees, "two origins that a person showed to be independent"
	}
	return relSame, "two origins state the same; nobody has shown that they are independent"
}

func otherStage(a, b Answer) string {
	return "one is of the stage “" + a.stage + "”, the other of “" + b.stage + "”"
}

func figuresBetween(a, b Answer) (kind, why string) {
	x, y := a.counts[0], b.counts[0]
	switch {
	case otherPeople(x, y):
		return relOthers, "they count different people, and are neither summed nor set against each other"
	case a.stage != b.stage:
		return relStages, otherStage(a, b)
	case misquotes(x, y):
		return "", ""
	case apart(x.q, y.q) && statement.Relate(x.s, y.s).Kind == statement.Incommensurable:
		return relOthers, "their scopes differ"
	case apart(x.q, y.q) && apartDays(x.s.Dates, y.s.Dates):
		return relOthers, "they are of different days"
	case apart(x.q, y.q):
		return relContradicts, fmt.Sprintf("%s and %s cannot both be right of one thing", figure(x.q), figure(y.q))
	}
	return sameWords(a, b)
}

// apartDays tells whether two sets of stated days lie farther apart than zones explain.
func apartDays(a, b []statement.Date) bool {
	for _, x := range a {
		for _, y := range b {
			if x.From == nil || x.To == nil || y.From == nil || y.To == nil {
				return false
			}
			if x.From.Before(y.To.Add(daySlack)) && y.From.Before(x.To.Add(daySlack)) {
				return false
			}
		}
	}
	return len(a) > 0 && len(b) > 0
}

// heardAgainst holds a statement against an observation, on what the observation can answer.
func heardAgainst(id QuestionID, a, b Answer) (kind, why string) {
	heard, said := a, b
	if b.Mark == Seen {
		heard, said = b, a
	}
	if heard.sense != yes || said.sense == planned || said.sense == open {
		return "", ""
	}
	if said.tail != "" {
		if namesTail(heard, said) {
			return relHeard, "the tail that it names is that of the aircraft heard; it says nothing of how many were aboard, or who"
		}
		return "", ""
	}
	switch id {
	case DidLeave:
		if said.sense == no {
			return relContradicts, "an aircraft was heard leaving; whether with people aboard no track says"
		}
		return relHeard, "an aircraft was heard leaving"
	case When:
		for _, at := range heard.heard {
			for _, d := range said.days {
				if d.From == nil || d.To == nil {
					return "", ""
				}
				if !at.Before(d.From.Add(-daySlack)) && at.Before(d.To.Add(daySlack)) {
					return relHeard, "a departure was heard on the day, give or take one for zones"
				}
			}
		}
	case ByWhatRoute:
		shared := 0
		for _, p := range heard.places {
			if slices.Contains(said.places, p) {
				shared++
			}
		}
		if shared == len(heard.places) && shared > 0 {
			return relHeard, "both ends of the leg lie in states that it names"
		}
	case DidArrive:
		if said.sense == no {
			return relContradicts, "an aircraft was heard coming down there; whether with people aboard no track says"
		}
		return relHeard, "an aircraft was heard coming down there"
	}
	return "", ""
}

// capacity holds figures of people aboard against the seats of the one aircraft that is
// attached. It can only refute: fewer people than seats says nothing.
func (t *table) capacity(list []Answer) []Between {
	var out []Between
	hexes, kind := map[string]bool{}, ""
	for _, h := range t.legs {
		if !notCustody[h.Purpose.Value] {
			hexes[h.Hex], kind = true, h.Type
		}
	}
	_, most, source, ok := fleet.Seats(kind)
	if len(hexes) != 1 || !ok {
		return nil
	}
	for i, a := range list {
		if a.stage != stageAboard && a.stage != stageBoarded {
			continue
		}
		if low, _ := interval(a.counts[0].q); low > most {
			out = append(out, Between{relRefuted, i, i, fmt.Sprintf("not possible with that aircraft: a %s has at most %d seats (%s)", kind, most, strings.TrimSuffix(source, "."))})
		}
	}
	return out
}
