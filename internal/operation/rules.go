package operation

import (
	"regexp"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Method names the version of the rules in this file; every view carries it.
const Method = "operation/1"

// The grades. A grade is a word for how well the movement itself is supported, never a
// measure of truth, and never about how many people there were: figures have conflicts of
// their own.
const (
	Confirmed  = "confirmed"
	Fair       = "fair"
	Weak       = "weak"
	Contested  = "contested"
	Discounted = "discounted"
	Unassessed = "unassessed"
)

// gradeRules is the published rule, tried from the top; the first that fits names the grade.
// It looks at which origins there are and what was heard. How often something was repeated
// is not among its terms, so repeats cannot raise it.
var gradeRules = []struct{ id, grade, when string }{
	{"grade/1.1", Unassessed, "no statement about it, and no flight within its days is attached"},
	{"grade/1.2", Contested, "a state denies it on record, or a statement of route or date does not agree with what was heard"},
	{"grade/1.3", Discounted, "every origin that speaks of it says that it was cancelled or did not happen, and no flight was heard"},
	{"grade/1.4", Confirmed, "every stretch between the states concerned was heard with both ends observed or confirmed, and an origin states it as happened"},
	{"grade/1.5", Fair, "a part of the route was heard with both ends observed or confirmed, and an origin speaks of it"},
	{"grade/1.6", Fair, "no flight was heard, and two origins that were shown to be independent state it as happened"},
	{"grade/1.7", Weak, "it rests on flights alone, on origins whose independence nobody has shown, on plans, or on reports that name no source"},
}

// Rules lists the grades with the rule that gives each, in the order in which they are tried.
func Rules() []string {
	out := make([]string, len(gradeRules))
	for i, r := range gradeRules {
		out[i] = r.id + " " + r.grade + ": " + r.when
	}
	return out
}

const (
	// approxShare is how far "about" reaches on each side when two figures are compared: a
	// tenth, since reporters round to tens. It only decides whether a conflict is listed.
	approxShare = 0.1
	// daySlack is how far a stated day may lie from a heard one before they count as
	// different: a Monday night in America is a Tuesday in Asia.
	daySlack = 24 * time.Hour
	// reachBefore and reachAfter bound the flights that belong to an operation of known days.
	reachBefore = 36 * time.Hour
	reachAfter  = 72 * time.Hour
)

// notCustody are the purposes of legs on which nobody is held, such as an empty return.
var notCustody = map[journey.Value]bool{journey.Return: true, journey.Positioning: true, journey.OtherWork: true}

// Stages of a figure, in the order in which they are printed.
const (
	stagePlanned  = "planned"
	stageUnderWay = "under way"
	stageBoarded  = "boarded"
	stageAboard   = "aboard"
	stageRemoved  = "happened"
	stageArrived  = "arrived"
	stageOnward   = "onward"
	stageBack     = "brought back"
)

var stageOrder = map[string]int{
	stagePlanned: 1, stageUnderWay: 2, stageBoarded: 3, stageAboard: 4, stageRemoved: 5, stageArrived: 6, stageOnward: 7, stageBack: 8,
	"cancelled": 9, "did not happen": 10, "hypothetical": 11, "unknown": 12, "": 13,
}

var (
	saysArrived = regexp.MustCompile(`(?i)\b(?:arrived?|arrives|landed|touched down|reached|aterrizaron|llegaron|atterri)\b|\b(?:aterrizó|llegó)`)
	saysAboard  = regexp.MustCompile(`(?i)\b(?:aboard|on board|on the (?:flight|plane|aircraft|jet)|carrying|carried|a bordo)\b|à bord\b`)
	saysBoarded = regexp.MustCompile(`(?i)\b(?:boarded|put on)\b`)
	saysBack    = regexp.MustCompile(`(?i)\b(?:brought|taken|sent|flown) back (?:from|off)\b|\btaken off the (?:flight|plane|ferry|bus|ship|boat|aircraft)\b`)
	saysOnward  = regexp.MustCompile(`(?i)\b(?:onward|sent on|moved on|transferred on)\b`)
)

// stageOf is the stage of a figure in this operation: a move on from the state that receives is
// onward, whatever its words.
func (t *table) stageOf(s statement.Statement) string {
	stage := stageOf(s)
	if stage != stageBack && (s.Event == statement.Happened || s.Event == statement.UnderWay) && t.movesOn(s) {
		return stageOnward
	}
	return stage
}

// stageOf reads the stage of a figure from the event's modality first: a plan stays a plan,
// whatever verbs stand beside it.
func stageOf(s statement.Statement) string {
	switch s.Event {
	case statement.Planned, statement.Proposed:
		return stagePlanned
	case statement.UnderWay:
		return stageUnderWay
	case statement.Cancelled:
		return "cancelled"
	case statement.DidNotHappen:
		return "did not happen"
	case statement.Hypothetical:
		return "hypothetical"
	case statement.Happened:
		switch {
		case saysBack.MatchString(s.Content.Text):
			return stageBack
		case saysOnward.MatchString(s.Content.Text):
			return stageOnward
		case saysAboard.MatchString(s.Content.Text):
			return stageAboard
		case saysArrived.MatchString(s.Content.Text):
			return stageArrived
		case saysBoarded.MatchString(s.Content.Text):
			return stageBoarded
		}
		return stageRemoved
	case statement.NotApplicable:
		return ""
	}
	return "unknown"
}
