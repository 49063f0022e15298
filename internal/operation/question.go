package operation

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// QuestionID names a question of the page.
type QuestionID string

// The questions, in the order of the page.
const (
	DidLeave      QuestionID = "left"
	When          QuestionID = "when"
	ByWhatRoute   QuestionID = "route"
	HowMany       QuestionID = "people"
	OfWhichNation QuestionID = "nationality"
	ByConsent     QuestionID = "consent"
	DidArrive     QuestionID = "arrived"
	WentOn        QuestionID = "onward"
	Acknowledged  QuestionID = "acknowledged"
	PromisedSafe  QuestionID = "safety"
)

// questions are all of them with their words, and whether a flight track can bear on them: a
// track says where an aircraft was, and never who or how many were aboard, or why.
var questions = []struct {
	id      QuestionID
	text    string
	visible bool
}{
	{DidLeave, "Did it leave?", true},
	{When, "When?", true},
	{ByWhatRoute, "By what route?", true},
	{HowMany, "With how many people?", false},
	{OfWhichNation, "Of which nationality?", false},
	{ByConsent, "By consent or not?", false},
	{DidArrive, "Did it arrive?", true},
	{WentOn, "Where did they go on?", true},
	{Acknowledged, "Was it acknowledged?", false},
	{PromisedSafe, "Was safety promised?", false},
}

// Question is one question of the page with what answers it. Answers are never averaged and
// none is chosen; the grade is by a published rule, which it names.
type Question struct {
	ID        QuestionID `json:"id"`
	Text      string     `json:"text"`
	Grade     string     `json:"grade"`
	Rule      string     `json:"rule"`
	Answers   []Answer   `json:"answers"`   // in time order, undated last
	Relations []Between  `json:"relations"` // between answers, by their place in the list
	Note      string     `json:"note"`      // what no evidence here can say
}

// Answer is what one origin states, or what was heard, on one question. Reports that repeat
// it are counted in it and make no answer of their own.
type Answer struct {
	Mark    Mark            `json:"mark"` // seen, said; silent for a state that has not spoken
	Origin  string          `json:"origin"`
	Class   statement.Class `json:"class"`
	Words   string          `json:"words"`
	Stated  string          `json:"stated"`        // day of its earliest report, or of the position
	Reports int             `json:"reports"`       // that carry it
	Counts  bool            `json:"counts"`        // an origin or an observation; false for a report that names no source
	Why     string          `json:"why,omitempty"` // how its days were read from words such as "on Monday"
	Quote   string          `json:"quote"`
	Refs    []Ref           `json:"refs"`

	key         string // of the origin
	independent bool
	sense       sense
	stage       string
	days        []statement.Date
	heard       []time.Time
	places      []string
	counts      []count
	nations     []string
	ids         []string
	scope       string // words that set a group or flight apart: a second one
	tail        string // the registration that it names
}

// sense is what an answer comes to, as far as answers can be held against each other.
type sense string

const (
	yes     sense = "yes"
	no      sense = "no"
	planned sense = "planned"
	open    sense = "open" // neither: a word without a yes or a no
)

// questionsOf asks every question of the evidence.
func (t *table) questionsOf(v View) []Question {
	out := make([]Question, 0, len(questions))
	for _, q := range questions {
		asked := Question{ID: q.id, Text: q.text, Answers: t.answersTo(q.id, v), Relations: []Between{}}
		if q.visible {
			asked.Answers = append(asked.Answers, t.heardOn(q.id)...)
			if q.id == DidLeave || q.id == ByWhatRoute {
				asked.Answers = append(asked.Answers, t.tails()...)
			}
			if len(t.legs) == 0 {
				asked.Note = "no flight is attached, and no receiver's coverage: that nothing was heard answers nothing"
			}
		} else {
			asked.Note = "no flight observation bears on it"
		}
		sortAnswers(asked.Answers)
		asked.Relations = t.between(q.id, asked.Answers, v)
		if len(asked.Relations) >= mostRelations {
			asked.Note = strings.TrimPrefix(asked.Note+"; there are more relations between the answers than the first that are listed", "; ")
		}
		if len(asked.Answers) > mostPairs {
			asked.Note = strings.TrimPrefix(asked.Note+fmt.Sprintf("; of %d answers, those alike but for their origin were held against the others once, and each kind against the %d next ones", len(asked.Answers), mostPairs), "; ")
		}
		if q.id == HowMany {
			asked.Relations = append(asked.Relations, t.capacity(asked.Answers)...)
		}
		asked.Grade, asked.Rule = gradeQuestion(q.id, asked)
		if asked.Answers == nil {
			asked.Answers = []Answer{}
		}
		out = append(out, asked)
	}
	return out
}

func sortAnswers(list []Answer) {
	slices.SortStableFunc(list, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(blankLast(a.Stated), blankLast(b.Stated)), cmp.Compare(a.Mark, b.Mark), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Words, b.Words), cmp.Compare(strings.Join(a.ids, " "), strings.Join(b.ids, " ")))
	})
}

// answersTo gathers what origins and bare reports state on one question.
func (t *table) answersTo(id QuestionID, v View) []Answer {
	if id == Acknowledged {
		return stanceAnswers(v)
	}
	byKey := map[string]*Answer{}
	take := func(o statement.Origin, counts bool, s statement.Statement) {
		if s.ID == "" {
			return
		}
		for _, a := range t.answer1(id, s) {
			a.Origin, a.Class, a.Counts, a.key = oneLine(o.Text), o.Class, counts, o.Key
			a.independent = o.Independence == "independent"
			k := strings.Join([]string{a.key, a.Origin, a.stage, a.Words}, "\x00")
			have := byKey[k]
			if have == nil {
				have = &a
				byKey[k] = have
			} else {
				have.counts = append(have.counts, a.counts...)
			}
			have.ids = append(have.ids, s.ID)
		}
	}
	for _, g := range t.groups {
		for _, o := range g.Origins {
			o.Text = t.originName(o)
			for _, sid := range o.Statements {
				take(o, true, t.statement[sid])
			}
		}
		for _, r := range g.Reports {
			for _, sid := range r.Statements {
				take(itself, false, t.statement[sid])
			}
		}
	}
	out := make([]Answer, 0, len(byKey))
	for _, a := range byKey {
		out = append(out, t.finish(*a))
	}
	return out
}

// finish counts the reports of an answer and quotes its earliest.
func (t *table) finish(a Answer) Answer {
	slices.Sort(a.ids)
	a.ids = slices.Compact(a.ids)
	list := make([]statement.Statement, len(a.ids))
	for i, id := range a.ids {
		list[i] = t.statement[id]
	}
	slices.SortStableFunc(list, t.compare)
	a.Mark, a.Quote, a.Refs = Said, t.quote(list[0]), t.refs(list)
	a.Reports = len(documentsOf(list))
	if day, ok := t.stated(list[0]); ok {
		a.Stated = day.Format(time.DateOnly)
	}
	return a
}

// answer1 is what one statement answers on one question; nothing when it does not speak to it.
func (t *table) answer1(id QuestionID, s statement.Statement) []Answer {
	topic := topicOf(s)
	move := topic == statement.TopicFlight || topic == statement.TopicRemoval
	if !t.concerns(s) || !t.specific(s) {
		return nil
	}
	is := senseOf(s)
	one := func(a Answer) []Answer {
		if a.sense == "" {
			a.sense = is
		}
		return []Answer{a}
	}
	switch id {
	case DidLeave:
		if move && is != open {
			return one(Answer{Words: senseWords(s)})
		}
	case When:
		if d := dates(s.Dates); move && d != "" {
			return one(Answer{Words: d + stageTail(s), days: s.Dates, Why: dayReasons(s.Dates), scope: scope(s)})
		}
	case ByWhatRoute:
		if m := moves(s); move && m != "" {
			return one(Answer{Words: m + stageTail(s), places: statedStates(s)})
		}
	case HowMany:
		var out []Answer
		for _, q := range s.Quantities {
			if move && ofPeople(q) {
				stage := t.stageOf(s)
				out = append(out, Answer{Words: strings.TrimSpace(headcount(q)), stage: stage, sense: is, counts: []count{{s: s, q: q, stage: stage}}})
				out[len(out)-1].Words = stage + ": " + out[len(out)-1].Words
			}
		}
		return out
	case OfWhichNation:
		if move && len(s.Nationalities) > 0 {
			return one(Answer{Words: list(stateNames(s.Nationalities)), nations: s.Nationalities})
		}
	case ByConsent:
		if topic == statement.TopicConsent {
			return one(Answer{Words: consentWords(s.Content.Text), sense: consentSense(s.Content.Text)})
		}
	case DidArrive:
		if to := arrivedIn(s); move && to != "" {
			return one(Answer{Words: to + stageTail(s)})
		}
	case WentOn:
		if move && (t.stageOf(s) == stageOnward || t.movesOn(s)) {
			return one(Answer{Words: cmp.Or(moves(s), speechWords(s)) + stageTail(s), places: statedStates(s)})
		}
	case PromisedSafe:
		if topic == statement.TopicAssurance {
			return one(Answer{Words: speechWords(s), sense: map[bool]sense{true: yes, false: open}[s.Speech == statement.Assures]})
		}
	}
	return nil
}

// dayReasons say how days were read from words that name none.
func dayReasons(ds []statement.Date) string {
	var out []string
	for _, d := range ds {
		if d.Reason != "" {
			out = appendNew(out, d.Reason)
		}
	}
	return strings.Join(out, "; ")
}

func senseOf(s statement.Statement) sense {
	if s.Speech == statement.Denies {
		return no
	}
	switch s.Event {
	case statement.Happened, statement.UnderWay:
		return yes
	case statement.Cancelled, statement.DidNotHappen:
		return no
	case statement.Planned, statement.Proposed:
		return planned
	}
	return open
}

func senseWords(s statement.Statement) string {
	if s.Speech == statement.Denies {
		return "no: denies"
	}
	return map[sense]string{yes: "yes: ", no: "no: ", planned: "not more than "}[senseOf(s)] + eventWords(s.Event)
}

func stageTail(s statement.Statement) string {
	if s.Speech == statement.Denies {
		return ", denied"
	}
	switch s.Event {
	case statement.Happened, statement.NotApplicable, "":
		return ""
	case statement.EventUnknown:
		return ", whether it happened is not stated"
	}
	return ", " + eventWords(s.Event)
}

// statedStates are the states that a statement's route names, in its order.
func statedStates(s statement.Statement) []string {
	var out []string
	for _, m := range s.Route {
		for _, p := range append(append([]string{m.From}, m.Via...), m.To) {
			if c := countryOf(p); c != "" {
				out = appendNew(out, c)
			}
		}
	}
	return out
}

// arrivedIn is where a statement says that it arrived: a stretch to a place as happened, or a
// count of arrivals.
func arrivedIn(s statement.Statement) string {
	for _, m := range s.Route {
		if m.To != "" && saysArrived.MatchString(s.Content.Text) {
			return "in " + statedPlace(m.To, s.Content.Text)
		}
	}
	if saysArrived.MatchString(s.Content.Text) {
		return "arrived"
	}
	return ""
}

// movesOn tells whether a statement speaks of a move from the receiving state on.
func (t *table) movesOn(s statement.Statement) bool {
	n := len(t.op.States)
	return n > 1 && slices.ContainsFunc(s.Route, func(m statement.Move) bool {
		return countryOf(m.From) == t.op.States[n-1] && m.To != "" && countryOf(m.To) != t.op.States[n-1]
	})
}

var (
	againstWill = regexp.MustCompile(`(?i)\b(?:against (?:their|his|her) will|unwilling(?:ly)?|by force|forced|refused|did not agree|not voluntar(?:y|ily)|involuntar(?:y|ily))\b`)
	byWill      = regexp.MustCompile(`(?i)\b(?:voluntar(?:y|ily)|willing(?:ly)?|agreed|consented|accepted)\b`)
)

// consentWords reads only what the words themselves say, and keeps "mixed" for both.
func consentWords(text string) string {
	switch consentSense(text) {
	case yes:
		return "by consent, as stated"
	case no:
		return "not by consent, as stated"
	}
	if againstWill.MatchString(text) && byWill.MatchString(text) {
		return "mixed, as stated"
	}
	return "speaks of it without a yes or a no that is read here"
}

func consentSense(text string) sense {
	against := againstWill.MatchString(text)
	with := byWill.MatchString(againstWill.ReplaceAllString(text, ""))
	switch {
	case against == with:
		return open
	case with:
		return yes
	}
	return no
}

// stanceAnswers are the stances of the states concerned.
func stanceAnswers(v View) []Answer {
	var out []Answer
	for _, s := range v.Silent {
		a := Answer{Mark: Said, Origin: stateName(s.State), Words: s.Stance, Stated: s.Since, Reports: s.Reports, Counts: true, Refs: s.Refs, key: s.State, sense: open}
		switch {
		case s.IsSilent():
			a.Mark, a.Stated = Silent, ""
		case s.Stance == denied:
			a.sense = no
		case s.Stance == onRecord:
			a.sense = yes
		}
		out = append(out, a)
	}
	return out
}

// heardOn is what the legs within the operation's days answer: where and when an aircraft
// left and came down, as far as its ends are named. A leg that is lost answers no arrival.
func (t *table) heardOn(id QuestionID) []Answer {
	var out []Answer
	for i, h := range t.legs {
		if notCustody[h.Purpose.Value] {
			continue
		}
		a := Answer{Mark: Seen, Origin: "receivers, " + aircraft(h), Stated: h.Start.Heard.At.UTC().Format(time.DateOnly), Counts: true, Refs: []Ref{legRef(h)}, sense: yes, ids: []string{h.ID}}
		switch id {
		case DidLeave:
			if !firm(h.Start) || !t.first(h) {
				continue
			}
			a.Words = "yes: an aircraft left " + placeName(*h.Start.Airport)
		case When:
			if !firm(h.Start) || !t.first(h) {
				continue
			}
			a.Words = "left " + placeName(*h.Start.Airport) + " " + endTime(h.Start)
			a.heard = []time.Time{legTime(h)}
		case ByWhatRoute:
			a.Words = endWords(h.Start) + " – " + endWords(h.End)
			if lost(h.End) {
				a.Words = endWords(h.Start) + " – last heard " + heardWords(h.End.Heard)
			}
			for _, c := range []string{endCountry(h.Start), endCountry(h.End)} {
				if c != "" {
					a.places = appendNew(a.places, c)
				}
			}
			if !firm(h.Start) && !firm(h.End) {
				a.sense = open
			}
		case DidArrive:
			if !firm(h.End) || !t.last(h) {
				continue
			}
			a.Words = "an aircraft came down at " + placeName(*h.End.Airport) + " " + endTime(h.End)
			a.Stated = h.End.Heard.At.UTC().Format(time.DateOnly)
		case WentOn:
			if i == 0 || !t.onFrom(h) {
				continue
			}
			a.Words = "an aircraft of this operation went on: " + endWords(h.Start) + " – " + endWords(h.End) + "; who was aboard is not known"
			a.sense = open
		default:
			continue
		}
		out = append(out, a)
	}
	return out
}

func legTime(h journey.Hop) time.Time {
	if h.Start.Time != nil {
		return *h.Start.Time
	}
	return h.Start.Heard.At
}

// first tells whether a leg leaves the state that sends, or is the first of all where no states are named.
func (t *table) first(h journey.Hop) bool {
	if len(t.op.States) > 0 {
		return endCountry(h.Start) == t.op.States[0]
	}
	return t.legs[0].ID == h.ID
}

// last tells whether a leg ends in the state that receives, or is the last of all where no states are named.
func (t *table) last(h journey.Hop) bool {
	if n := len(t.op.States); n > 0 {
		return endCountry(h.End) == t.op.States[n-1]
	}
	return t.legs[len(t.legs)-1].ID == h.ID
}

// onFrom tells whether a leg leaves the state that receives for another one.
func (t *table) onFrom(h journey.Hop) bool {
	n := len(t.op.States)
	return n > 1 && endCountry(h.Start) == t.op.States[n-1] && endCountry(h.End) != t.op.States[n-1]
}
