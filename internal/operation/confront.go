package operation

import "github.com/charterwatch/charterwatch/internal/journey"

// Confront sets an operation's evidence side by side, as of the moment asked for. It is pure
// and deterministic: the order of the evidence never changes the view, and repeats never
// change its origins or its grade. An Asked of midnight means the whole of that day.
func Confront(e Evidence) View {
	t := lay(e)
	v := View{
		Operation:  t.op,
		AskedAs:    e.AskedAs,
		AsOf:       e.Asked.UTC(),
		Custody:    t.custody(),
		Path:       t.path(),
		Origins:    len(t.origins()),
		Named:      t.originNames(),
		Reports:    len(t.reports()),
		Statements: len(t.statements),
		Seen:       t.seen(),
		Journeys:   t.within,
		Silent:     t.silences(),
		Hidden:     t.hidden(),
		Owed:       t.owed(),
		Assurances: t.assurances(),
		Transfers:  t.transfers(),
		Conflicts:  t.conflicts(),
		Method:     Method,
	}
	v.Said = t.said(v.Conflicts)
	for _, s := range t.statements {
		if d := e.Decisions[s.ID]; d == "accept" || d == "edit" {
			v.Reviewed++
		}
	}
	v.Questions = t.questionsOf(v)
	v.Grade, v.GradeRule = t.grade(v)
	v.Erased = t.erasures()
	v.Unknown = t.unknown(v)
	v.Answer = t.answer(v)
	if v.Journeys == nil {
		v.Journeys = []journey.Journey{}
	}
	if v.Custody == nil {
		v.Custody = []CustodyHop{}
	}
	if v.Silent == nil {
		v.Silent = []Silence{}
	}
	return v
}
