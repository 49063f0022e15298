package law

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Withdrawn takes the last answer of a question off, as a record of its own.
const Withdrawn Answer = "withdrawn"

// Answered is what a person answered to one question of the form about one state on the path of
// an operation, with the evidence that it rests on.
type Answered struct {
	Seq       int64     `json:"record"` // its place in the ledger
	Operation string    `json:"operation"`
	State     string    `json:"state"` // ISO code of the state that the question is asked about
	Question  string    `json:"question"`
	Answer    Answer    `json:"answer"`   // true, false, unknown; withdrawn
	Evidence  string    `json:"evidence"` // words and where they stand, or why it is unknown
	Known     string    `json:"known"`    // the day that the answer speaks of, 2006-01-02
	By        string    `json:"by"`
	At        time.Time `json:"at"` // when it was recorded
}

// maxEvidence bounds the words of one answer.
const maxEvidence = 4000

// Check says what is missing for an answer to be recorded.
func (a Answered) Check() error {
	if _, ok := QuestionOf(a.Question); !ok {
		return fmt.Errorf("%q is no question of the form", a.Question)
	}
	if len(a.State) != 2 || strings.ToUpper(a.State) != a.State {
		return fmt.Errorf("state %q: give the two letters of the state that is asked about", a.State)
	}
	switch a.Answer {
	case Yes, No, UnknownYet, Withdrawn:
	default:
		return fmt.Errorf("answer %q: give true, false, unknown, or withdrawn", a.Answer)
	}
	if strings.TrimSpace(a.Evidence) == "" {
		return errors.New("give the evidence: the words and where they stand, or why it is not known")
	}
	if len(a.Evidence) > maxEvidence {
		return fmt.Errorf("the evidence has %d bytes, at most %d", len(a.Evidence), maxEvidence)
	}
	if _, err := time.Parse(time.DateOnly, a.Known); err != nil {
		return fmt.Errorf("day %q: give the day that the answer speaks of, such as 2025-02-13", a.Known)
	}
	if a.By == "" {
		return errors.New("say who answers")
	}
	return nil
}

// Row is one question about one state with the answer in force and every answer before it.
type Row struct {
	Question
	State   string     `json:"state"`
	Answer  Answer     `json:"answer"` // unknown where nobody answered
	InForce *Answered  `json:"in_force"`
	History []Answered `json:"history"` // oldest first
}

// Form lays every question out for a state: those without an answer are unknown and stand there
// all the same. Answers come in the order of the ledger; the last counts, and a withdrawal takes
// off the one before it.
func Form(state string, answered []Answered) []Row {
	out := make([]Row, 0, len(questions))
	for _, q := range questions {
		row := Row{Question: q, State: state, Answer: UnknownYet, History: []Answered{}}
		var standing []Answered
		for _, a := range answered {
			if a.State != state || a.Question != q.ID {
				continue
			}
			row.History = append(row.History, a)
			if a.Answer != Withdrawn {
				standing = append(standing, a)
			} else if n := len(standing); n > 0 {
				standing = standing[:n-1]
			}
		}
		if n := len(standing); n > 0 {
			last := standing[n-1]
			row.Answer, row.InForce = last.Answer, &last
		}
		out = append(out, row)
	}
	return out
}
