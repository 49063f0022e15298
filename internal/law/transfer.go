package law

import "slices"

// Transfer is one nationality against one place that the people were brought to: a row of the
// question whether anybody was sent to a country that is not their own.
type Transfer struct {
	Nationality string `json:"nationality"` // ISO code; empty not known
	Place       string `json:"place"`       // ISO code of the state
	Role        Role   `json:"role"`        // transit or receives
	Moved       Moved  `json:"moved"`
	Why         string `json:"why"`
}

// Transfers sets each stated nationality against each transit state and the receiving state,
// row by row, in the order given. Nobody's nationality is inferred from a destination: with
// none stated there is one row a place, and it is unknown.
func Transfers(nationalities, transit []string, receives string) []Transfer {
	type at struct {
		state string
		role  Role
	}
	var places []at
	for _, s := range transit {
		if s != "" && s != receives {
			places = append(places, at{s, Transit})
		}
	}
	if receives != "" {
		places = append(places, at{receives, Receives})
	}
	people := slices.Clone(nationalities)
	if len(people) == 0 {
		people = []string{""}
	}
	out := []Transfer{}
	for _, n := range people {
		for _, p := range places {
			row := Transfer{Nationality: n, Place: p.state, Role: p.role}
			switch {
			case n == "":
				row.Moved, row.Why = NotStated, "no nationality is stated"
			case n == p.state:
				row.Moved, row.Why = OwnState, "nationality and place are the same, as stated; whether anybody has another nationality, or none, is unknown"
			default:
				row.Moved, row.Why = ThirdCountry, "nationality and place differ, as stated; whether anybody has a second nationality or a right to live there is unknown"
			}
			out = append(out, row)
		}
	}
	return out
}

// Question is one question of a form, whose answer a person records with evidence.
type Question struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Concern string `json:"concern"` // what was asked where
	Source  string `json:"source"`
}

// Questions lists what has to be known of a transfer to a third country, in the order in which
// it is always printed. None is answered by code.
func Questions() []Question { return slices.Clone(questions) }

var questions = []Question{
	{"readmission", "Has the state agreed to admit the people?", "agreement, general or for these people", "APR 2024/1348 art. 59; UNHCR practice (unverified)"},
	{"protection", "Are they protected there from return, onward return included?", "indirect return through another state", "M.S.S. v. Belgium and Greece; Hirsi Jamaa v. Italy §§146-148; T.I. v. UK (unverified)"},
	{"procedure", "Have they access there to a fair and efficient procedure?", "access in practice, not only in law", "Ilias and Ahmed v. Hungary §§124-141 (unverified)"},
	{"stay", "May they stay lawfully, and are they treated by accepted standards?", "status, means, treatment", "APR 2024/1348 art. 59 (unverified)"},
	{"individual", "Was each person assessed before the transfer, with notice, a chance to rebut, and a remedy that suspends it?", "decision, notice, remedy", "CAT General Comment 4; ICE memorandum of 9 July 2025 on notice"},
	{"link", "Has the person a link with the country, where the law asks for one?", "family, earlier stay", "APR 2024/1348 and later amendments (unverified)"},
	{"monitoring", "Does anybody monitor what happens after the transfer, with private access?", "who, since when, with what access", "Othman v. UK §189 (viii)"},
	{"onward", "Is there a record of people being sent onward from there?", "earlier transfers, to where", "reference material; each answer brings its own source"},
	{"detention", "Were the people detained on arrival, where, by whom and on what ground?", "custody after landing", "IACHR petition on Panama (2025)"},
	{"vulnerable", "Were children or people in need of special care among them, and how was that looked at?", "children, illness, trafficking", "CRC General Comment 6"},
}

// QuestionOf finds a question of the form by its ID.
func QuestionOf(id string) (Question, bool) {
	for _, q := range questions {
		if q.ID == id {
			return q, true
		}
	}
	return Question{}, false
}
