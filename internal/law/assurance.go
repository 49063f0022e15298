package law

import "time"

// Answer is a yes, a no, or unknown. What is not reported is unknown, never no.
type Answer string

// The answers.
const (
	Yes        Answer = "true"
	No         Answer = "false"
	UnknownYet Answer = "unknown"
)

// AssuranceKind keeps a promise to returnees apart from a promise between states.
type AssuranceKind string

// The kinds.
const (
	BetweenStates  AssuranceKind = "inter_state_assurance"
	ToReturnees    AssuranceKind = "reassurance_to_returnees"
	AgreementTerm  AssuranceKind = "removal_agreement_clause"
	NoProsecution  AssuranceKind = "no_prosecution_undertaking"
	ConsularAccess AssuranceKind = "consular_access_undertaking"
	PolicyWord     AssuranceKind = "policy_statement"
)

// Weakness is one row of the fifteen-point list; all fifteen are always printed.
type Weakness struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Answer   Answer `json:"answer"` // true: the weakness is there
	Evidence string `json:"evidence"`
}

// Assurance is a promise about how returned people will be treated.
type Assurance struct {
	Kind       AssuranceKind `json:"kind"`
	By         string        `json:"by"`        // ISO code of the promising state
	To         string        `json:"to"`        // ISO code, or "returnees"
	Sender     string        `json:"sender"`    // ISO code of the state that sends people on the strength of it; empty not known
	On         string        `json:"on"`        // the day that status was looked up for; empty not known
	Statement  string        `json:"statement"` // ID of the statement that carries it
	Weaknesses []Weakness    `json:"weaknesses"`
	PromisedBy string        `json:"promised_by"` // who spoke, in the report's words; empty not known
	PromisedTo string        `json:"promised_to"` // to whom, in words
	Reported   string        `json:"reported"`    // day of the first report of it: not the day on which it was given
	Given      string        `json:"given"`       // day on which it was given, where a report says; empty not known
	TextSeen   Answer        `json:"text_seen"`   // whether its own text was seen, rather than a report of it
}

// Backing is what is known of an assurance when it is assessed.
type Backing struct {
	Sender    string // ISO code of the state that sends people
	On        time.Time
	Statement string            // ID of the statement that carries the promise
	Speaker   string            // who spoke, in the report's words
	Reported  string            // day of the first report of it
	Given     string            // day on which it was given, where a report says
	TextSeen  Answer            // empty is unknown
	Answers   map[string]Answer // by weakness ID, only what a source reports
	Evidence  map[string]string // by weakness ID, the words or the source
}

// Weaknesses in the order in which they are always printed.
var weaknesses = []struct{ id, text string }{
	{"undisclosed", "its text is not disclosed"},
	{"oral", "it was given orally"},
	{"not_to_sender", "it was given to the returnee or the press and not to the sending state"},
	{"blanket", "it is general and not about named persons"},
	{"cannot_bind", "who gave it cannot bind the security services or the judiciary"},
	{"already_barred", "the promised treatment is already owed under the law there"},
	{"not_party_cat", "who gave it is not party to the Convention against Torture"},
	{"no_relations", "there are no diplomatic relations or consular presence"},
	{"no_monitor", "nobody monitors it, or without private access"},
	{"no_remedy", "there is no remedy if it is not kept"},
	{"past_breach", "a like promise was not kept before"},
	{"previously_ill_treated", "the person was ill-treated there before"},
	{"after_transfer", "it was made after the transfer"},
	{"sender_did_not_examine", "the sending state did not examine it"},
	{"denied", "another organ of the promising state denies it"},
}

// Assess codes a promise against the fifteen weaknesses. All fifteen are always returned, in
// one order, with evidence and without a score. What b does not report is unknown, never
// false. Two follow from the data here, when the states and the day are known: membership of
// the Convention against Torture, and diplomatic relations. One follows from the kind: a
// promise to returnees was not given to the sending state.
func Assess(kind AssuranceKind, by, to string, b Backing) Assurance {
	a := Assurance{Kind: kind, By: by, To: to, Sender: b.Sender, Statement: b.Statement, Weaknesses: make([]Weakness, 0, len(weaknesses)),
		PromisedBy: b.Speaker, PromisedTo: promisee(kind, to), Reported: b.Reported, Given: b.Given, TextSeen: b.TextSeen}
	if a.TextSeen == "" {
		a.TextSeen = UnknownYet
	}
	if !b.On.IsZero() {
		a.On = b.On.UTC().Format(time.DateOnly)
	}
	for _, w := range weaknesses {
		row := Weakness{ID: w.id, Text: w.text, Answer: UnknownYet, Evidence: "not reported"}
		if ans, ev := derived(w.id, kind, by, b); ans != UnknownYet {
			row.Answer, row.Evidence = ans, ev
		}
		if ans, ok := b.Answers[w.id]; ok && ans != UnknownYet && b.Evidence[w.id] != "" {
			row.Answer, row.Evidence = ans, b.Evidence[w.id]
		}
		a.Weaknesses = append(a.Weaknesses, row)
	}
	return a
}

// Count returns how many weaknesses are there, are not, and are unknown. It is a tally for a
// heading, not a score: no weight stands behind it.
func (a Assurance) Count() (yes, no, unknown int) {
	for _, w := range a.Weaknesses {
		switch w.Answer {
		case Yes:
			yes++
		case No:
			no++
		default:
			unknown++
		}
	}
	return yes, no, unknown
}

// promisee says in words to whom a promise of a kind is made.
func promisee(kind AssuranceKind, to string) string {
	switch {
	case kind == ToReturnees:
		return "the people returned"
	case kind == PolicyWord:
		return "nobody in particular: a policy made known"
	case to == "":
		return "not known"
	}
	return to
}

func derived(id string, kind AssuranceKind, by string, b Backing) (Answer, string) {
	switch id {
	case "not_to_sender":
		if kind == ToReturnees {
			return Yes, "the promise is reported as made to the returnees"
		}
	case "not_party_cat":
		if by == "" || b.On.IsZero() {
			break
		}
		switch s := StatusOf(by, "CAT", b.On); s.Bound {
		case NotBound, SignedOnly:
			return Yes, s.Why
		case IsBound:
			return No, s.Why
		}
	case "no_relations":
		for _, r := range withoutRelations {
			if (r.a == by && r.b == b.Sender) || (r.b == by && r.a == b.Sender) {
				return Yes, r.why
			}
		}
	}
	return UnknownYet, ""
}

// withoutRelations holds the pairs of states without diplomatic relations that a source here names.
var withoutRelations = []struct{ a, b, why string }{
	{"IR", "US", "no diplomatic relations between the United States and Iran; Switzerland is the protecting power (unverified)"},
}
