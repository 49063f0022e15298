package operation

import (
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
	relPlanFact    = "plan told as fact"
	relMisnamed    = "under another's name"
	relRefuted     = "refuted by capacity"
)

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
	for i := range list {
		if len(out) >= mostRelations && found[relContradicts] {
			break
		}
		for _, c := range v.Conflicts {
			kind := map[string]string{planToFact: relPlanFact, misattributed: relMisnamed}[c.Kind]
			if kind == "" || id != HowMany || !slices.ContainsFunc(list[i].ids, func(s string) bool { return c.tells(t.statement[s]) }) {
				continue
			}
			a := slices.IndexFunc(list, func(o Answer) bool { return slices.Contains(o.ids, c.A.ID) && o.stage != list[i].stage })
			if kind == relMisnamed || a < 0 {
				a = max(0, slices.IndexFunc(list, func(o Answer) bool { return slices.Contains(o.ids, c.A.ID) }))
			}
			if a != i {
				out = append(out, Between{kind, a, i, c.Text})
			}
		}
		for k := i + 1; k < len(list); k++ {
			kind, why := t.relate(id, list[i], list[k])
			if len(out) >= mostRelations && found[kind] { // beyond the bound only a kind that is not there yet: grades ask for kinds
				continue
			}
			if kind != "" {
				found[kind] = true
				out = append(out, Between{kind, i, k, why})
			}
		}
	}
	return out
}

// mostRelations bounds how many relations one question lists: what is beyond is said to be there.
const mostRelations = 5000

// relate compares two answers; nothing where neither bears on the other.
func (t *table) relate(id QuestionID, a, b Answer) (kind, why string) {
	if a.Mark == Seen && b.Mark == Seen || id == Acknowledged {
		return "", ""
	}
	if a.Mark == Seen || b.Mark == Seen {
		return heardAgainst(id, a, b)
	}
	if a.key == b.key && a.key != "" {
		if a.Words != b.Words && (id == HowMany || a.sense != b.sense) && a.Counts {
			return relLater, "one origin gave two answers"
		}
		return "", ""
	}
	if !a.Counts || !b.Counts {
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

func figuresBetween(a, b Answer) (kind, why string) {
	x, y := a.counts[0], b.counts[0]
	switch {
	case otherPeople(x, y):
		return relOthers, "they count different people, and are neither summed nor set against each other"
	case a.stage != b.stage:
		return relStages, "one is of the stage “" + a.stage + "”, the other of “" + b.stage + "”"
	case misquotes(x, y):
		return "", ""
	case apart(x.q, y.q) && statement.Relate(x.s, y.s).Kind == statement.Incommensurable:
		return relOthers, "their scopes differ"
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
			out = append(out, Between{relRefuted, i, i, fmt.Sprintf("a %s has at most %d seats (%s)", kind, most, strings.TrimSuffix(source, "."))})
		}
	}
	return out
}
