package operation

import (
	"regexp"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// toGovernment finds a promise that the words say was made to a state.
var toGovernment = regexp.MustCompile(`(?i)\b(?:assured|promised|guaranteed|undertook|told|assurances? to|guarantees? to)\s+(?:the\s+)?(?:US|U\.S\.|United States|Washington|White House|State Department|American government|US government|government of)\b`)

var (
	aboutTrial    = regexp.MustCompile(`(?i)\bprosecut|\bcharges?\b|\bpunish`)
	aboutConsular = regexp.MustCompile(`(?i)\bconsul`)
	inAgreement   = regexp.MustCompile(`(?i)\b(?:clause|article|paragraph|terms?|text) of (?:the|an?|their) (?:\w+ )?(?:agreement|deal|memorandum|arrangement)\b|\b(?:agreement|deal|memorandum|arrangement) (?:says|states|provides|guarantees|promises)\b`)
	asPolicy      = regexp.MustCompile(`(?i)\b(?:policy|always|in general|as a rule|all (?:our )?(?:citizens|nationals|compatriots)|every (?:citizen|national|\w+ abroad)|doors? (?:is|are) open)\b`)
)

// assurances codes each promise once for each origin, with all fifteen weaknesses.
func (t *table) assurances() []law.Assurance {
	out := []law.Assurance{}
	sender := ""
	if len(t.op.States) > 0 {
		sender = t.op.States[0]
	}
	done := map[string]bool{}
	promises := append([]statement.Statement(nil), t.statements...)
	sortStatements(promises, t.compare)
	for _, s := range promises {
		if s.Topic != statement.TopicAssurance || s.Speech == statement.Warns || s.Speech == statement.Denies || !t.concerns(s) {
			continue
		}
		o := s.Origin()
		kind := kindOf(s)
		if done[o.Key+"\x00"+string(kind)] {
			continue
		}
		done[o.Key+"\x00"+string(kind)] = true
		b := law.Backing{Sender: sender, On: t.day(), Statement: s.ID, Answers: map[string]law.Answer{}, Evidence: map[string]string{},
			Speaker: oneLine(o.Text), TextSeen: law.UnknownYet}
		if d, ok := t.stated(s); ok {
			b.Reported = d.Format(time.DateOnly)
		}
		if len(s.Uttered) == 1 && s.Uttered[0].From != nil && s.Uttered[0].To != nil && s.Uttered[0].To.Sub(*s.Uttered[0].From) <= 24*time.Hour {
			b.Given = s.Uttered[0].From.UTC().Format(time.DateOnly)
		}
		if o.Class != statement.DocumentSource {
			b.TextSeen = law.No
			b.Answers["undisclosed"] = law.Yes
			b.Evidence["undisclosed"] = "only a report of it is in the evidence: " + s.ID
		}
		if len(s.Quantities) == 0 {
			b.Answers["blanket"] = law.Yes
			b.Evidence["blanket"] = "reported for all of them alike: “" + s.Content.Text + "”"
		}
		to := sender
		switch kind {
		case law.ToReturnees:
			to = "returnees"
		case law.PolicyWord:
			to = ""
		}
		out = append(out, law.Assess(kind, o.State, to, b))
	}
	return out
}

// kindOf says between whom a promise was made. Only words that name a state as the one who
// was promised, spoken on record, make it one between states; everything else that reached
// us through reports is a reassurance to the returnees.
func kindOf(s statement.Statement) law.AssuranceKind {
	o := s.Origin()
	record := o.Class == statement.NamedOfficial || o.Class == statement.Institution || o.Class == statement.DocumentSource
	switch {
	case inAgreement.MatchString(s.Cue.Text + " " + s.Content.Text):
		return law.AgreementTerm
	case record && toGovernment.MatchString(s.Cue.Text+" "+s.Content.Text):
		return law.BetweenStates
	case record && aboutConsular.MatchString(s.Content.Text):
		return law.ConsularAccess
	case record && aboutTrial.MatchString(s.Content.Text):
		return law.NoProsecution
	case record && asPolicy.MatchString(s.Content.Text):
		return law.PolicyWord
	}
	return law.ToReturnees
}
