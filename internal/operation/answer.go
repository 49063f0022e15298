package operation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/statement"
)

type legOf = journey.Hop

// answer is the one sentence under the title. It says what was heard of an aircraft, what
// origins state of people, what was a plan, what is contested and what nobody knows; each
// clause keeps the verb of its evidence.
func (t *table) answer(v View) string {
	var clauses []string
	if c := t.heardClause(v.Path); c != "" {
		clauses = append(clauses, c)
	}
	clauses = append(clauses, t.saidClause(v))
	clauses = append(clauses, numberClauses(v)...)
	sentence := strings.Join(clauses, "; ") + "."
	return strings.ToUpper(sentence[:1]) + sentence[1:]
}

// heardClause follows the aircraft as far as it was heard.
func (t *table) heardClause(way []Stretch) string {
	var held []journey.Hop
	for _, h := range t.legs {
		if !notCustody[h.Purpose.Value] {
			held = append(held, h)
		}
	}
	switch {
	case len(held) > 0:
	case len(t.legs) > 0:
		return "the flights attached are inferred to have carried nobody in custody"
	case len(t.outside) > 0:
		return "the flights attached lie outside the operation's days"
	default:
		if modes := surfaceModes(way); len(modes) > 0 {
			return "it was by " + list(modes) + ", as stated, and not a flight"
		}
		return "no flight was heard"
	}
	first := held[0]
	var out string
	if c := endCode(first.Start); c == "not known" {
		out = "an aircraft was first heard on " + clock(first.Start.Heard.At)
	} else {
		out = fmt.Sprintf("an aircraft left %s on %s%s", placeName(c), startDay(first), sure(first.Start.Status == "estimated"))
	}
	var verbs []string
	for _, h := range held {
		switch {
		case lost(h.End):
			verbs = append(verbs, "was last heard on "+heardWords(h.End.Heard))
		case endCode(h.End) != "not known":
			verbs = append(verbs, "reached "+placeName(endCode(h.End))+sure(h.End.Status == "estimated"))
		default:
			verbs = append(verbs, "came down where it is not known")
		}
	}
	if len(verbs) > 3 {
		verbs = append(verbs[:1], fmt.Sprintf("was heard on %d legs in all", len(held)), verbs[len(verbs)-1])
	}
	return out + ", " + list(verbs)
}

// surfaceModes are the ways over land and sea that are stated, where none by air is.
func surfaceModes(way []Stretch) []string {
	var out []string
	for _, s := range way {
		switch s.Mode {
		case ByAircraft:
			return nil
		case ByFerry, ByBus:
			out = appendNew(out, string(s.Mode))
		case OnFoot:
			out = appendNew(out, "foot")
		}
	}
	slices.Sort(out)
	return out
}

func startDay(h journey.Hop) string {
	if h.Start.Time != nil {
		return dayWords(*h.Start.Time)
	}
	return dayWords(h.Start.Heard.At)
}

func sure(estimated bool) string {
	if estimated {
		return " (estimated)"
	}
	return ""
}

// saidClause says how many origins there are and what the most that any of them states is.
func (t *table) saidClause(v View) string {
	if v.Origins == 0 {
		if len(t.reports()) == 0 {
			return "no report is attached"
		}
		return "the reports name no source"
	}
	who := "people"
	if n := t.nationalities(); len(n) == 1 {
		who = "nationals of " + stateName(n[0])
	}
	fits := t.support(v)
	subject := "one origin speaks"
	if v.Origins > 1 {
		subject = fmt.Sprintf("%d origins speak", v.Origins)
	}
	out := subject + " of a removal of " + who
	switch {
	case fits.onlyCancelled:
		return out + " that was cancelled or did not happen"
	case fits.removed && v.Origins > 1:
		out += ", at least one as happened"
	case fits.removed:
		out += " as happened"
	case fits.underWay:
		out += ", none as completed"
	default:
		out += ", none as more than planned"
	}
	if fits.happened && !fits.removed {
		out += ", with a flight that left"
	}
	return out
}

// numberClauses gives each stage its figures side by side; more than one apart is contested.
func numberClauses(v View) []string {
	byStage := map[string][]string{}
	var order []string
	contested := map[string]bool{}
	added := map[string][]string{}
	for _, r := range v.Said { // figures with a mark on them follow those without
		if n, ok := answered(r); ok && r.Note == noteAdded {
			added[r.Stage] = appendNew(added[r.Stage], n)
			order = appendNew(order, r.Stage)
		} else if ok && qualified(r) == "" {
			byStage[r.Stage] = appendNew(byStage[r.Stage], n)
			order = appendNew(order, r.Stage)
		}
	}
	for _, r := range v.Said {
		n, ok := answered(r)
		q := qualified(r)
		if !ok || q == "" {
			continue
		}
		contested[r.Stage] = contested[r.Stage] || r.Note == noteName && len(byStage[r.Stage]) > 0
		byStage[r.Stage] = appendNew(byStage[r.Stage], n+" ("+q+")")
		order = appendNew(order, r.Stage)
	}
	slices.SortStableFunc(order, func(a, b string) int { return stageOrder[a] - stageOrder[b] })
	for _, c := range v.Conflicts {
		if c.Kind == figures {
			contested[strings.SplitN(c.Text, ":", 2)[0]] = true
		}
	}
	var out []string
	for _, stage := range order {
		figures := byStage[stage]
		words, ok := stageVerbs[stage]
		switch {
		case len(figures) == 0: // only an addition
		case !ok:
			out = append(out, strings.TrimSpace(stage+", as stated: "+list(figures)))
		case contested[stage]:
			out = append(out, fmt.Sprintf("how many %s is contested: %s", words[1], either(figures)))
		case len(figures) == 1 && figures[0] == "1":
			out = append(out, fmt.Sprintf("1 %s, as stated", words[0]))
		default:
			out = append(out, fmt.Sprintf("%s %s, as stated", either(figures), words[1]))
		}
		switch more := added[stage]; { // beside the others, and no rival of them
		case len(more) == 0:
		case !ok:
			out = append(out, strings.TrimSpace(stage+", as stated: "+either(more)+" more"))
		case len(more) == 1 && more[0] == "1":
			out = append(out, "1 more "+words[0]+", as stated")
		default:
			out = append(out, fmt.Sprintf("%s more %s, as stated", either(more), words[1]))
		}
	}
	if byStage[stageAboard] == nil && byStage[stageArrived] == nil {
		return append(out, "how many were aboard or arrived is not known")
	}
	if byStage[stageArrived] == nil {
		return append(out, "how many arrived is not known")
	}
	return out
}

// answered gives the figure that a row puts into the answer: what an origin stated.
func answered(r SaidRow) (string, bool) {
	if r.Question != howMany || r.Class == statement.ThisDocument || r.Answer == "unknown" {
		return "", false
	}
	return strings.Join(leading(r.Answer), " "), true
}

// qualified is what must stand beside a row's figure wherever it is read alone.
func qualified(r SaidRow) string {
	if words, ok := strings.CutPrefix(r.Note, noteScope); ok {
		return words
	}
	switch r.Note {
	case noteName:
		name := strings.TrimSuffix(r.Origin, bare)
		if rest, ok := strings.CutPrefix(name, "The "); ok {
			name = "the " + rest
		}
		return "attributed to " + name + ", see conflicts"
	case notePlan:
		return "a plan told as a fact, see conflicts"
	}
	return ""
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// stageVerbs say a stage of one person and of more; a stage without a verb stands as its name.
var stageVerbs = map[string][2]string{
	stageAboard:   {"was aboard", "were aboard"},
	stageBoarded:  {"boarded", "boarded"},
	stageRemoved:  {"was removed", "were removed"},
	stageUnderWay: {"is being returned", "are being returned"},
	stageArrived:  {"arrived", "arrived"},
	stageOnward:   {"was sent onward", "were sent onward"},
	stageBack:     {"was brought back", "were brought back"},
}

// either joins figures that cannot all be right with a last "or".
func either(words []string) string {
	switch len(words) {
	case 0, 1:
		return strings.Join(words, "")
	case 2:
		return words[0] + " or " + words[1]
	}
	return strings.Join(words[:len(words)-1], ", ") + ", or " + words[len(words)-1]
}

// leading keeps the figure of an answer and drops the population after it.
func leading(answer string) []string {
	words := strings.Fields(answer)
	for i, w := range words {
		if strings.Trim(w, "0123456789,") == "" && (i+1 >= len(words) || words[i+1] != "to") {
			return words[:i+1]
		}
	}
	return words
}

// unknown lists what nobody states and nothing shows. A list without entries would claim
// that everything is known: who was aboard never is, from a track.
func (t *table) unknown(v View) []string {
	out := []string{"who was aboard: a track never says how many or who"}
	for _, r := range v.Said {
		if r.Question == howMany && r.Answer == "unknown" {
			out = append(out, "how many people "+map[string]string{stageAboard: "were aboard", stageArrived: "arrived"}[r.Stage])
		}
	}
	if len(t.op.States) > 0 {
		out = append(out, "where the people were held in "+inState(t.op.States[0])+" before, and for how long")
		last := t.op.States[len(t.op.States)-1]
		if !slices.ContainsFunc(t.legs, func(h journey.Hop) bool { return firm(h.End) && endCountry(h.End) == last }) {
			line := "whether and when they arrived in " + inState(last) + ": "
			if origins, _ := t.sayPlace(last); len(origins) > 0 {
				line += "said, not seen"
			} else {
				line += "neither said nor seen"
			}
			out = append(out, line)
		}
		out = append(out, "what happened to them in "+inState(last)+" afterwards: no report is no sign of safety")
	}
	if len(t.legs) > 0 || len(t.outside) > 0 {
		out = append(out, "whose carrier flew them: no evidence here names the carrier's state")
	}
	if len(t.nationalities()) == 0 {
		out = append(out, "the nationality of the people")
	}
	if !slices.ContainsFunc(v.Said, func(r SaidRow) bool { return r.Question == consent }) {
		out = append(out, "whether anybody agreed to go: no origin speaks of it")
	}
	for _, a := range v.Assurances {
		if _, _, n := a.Count(); n > 0 {
			out = append(out, fmt.Sprintf("%d of 15 points about the assurance", n))
			break
		}
	}
	for _, e := range v.Erased {
		out = append(out, "what an attached document told that is gone: "+e)
	}
	return out
}
