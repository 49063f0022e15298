package store

import (
	"context"
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/ledger"
)

// answerFact is the fact of a record "answer".
type answerFact struct {
	Operation string     `json:"operation"`
	State     string     `json:"state"`
	Question  string     `json:"question"`
	Answer    law.Answer `json:"answer"`
	Evidence  string     `json:"evidence"`
	Known     string     `json:"known"`
	By        string     `json:"by"`
}

// AnswerQuestion records what a person answered to a question of the form about a state of an
// operation, and returns its place in the log. Earlier answers stay; the same answer with the
// same evidence by the same person, where it is the last, adds nothing.
func (s *Store) AnswerQuestion(ctx context.Context, a law.Answered) (seq int64, err error) {
	fact := answerFact{a.Operation, a.State, a.Question, a.Answer, a.Evidence, a.Known, a.By}
	if err := a.Check(); err != nil {
		return 0, fmt.Errorf("answer %s about %s: %w", a.Question, a.State, err)
	}
	err = s.write(ctx, func(w *writing) error {
		if _, err := operationBySlug(ctx, w, a.Operation); err != nil {
			return fmt.Errorf("operation %s: %w", a.Operation, err)
		}
		all, err := answersOf(ctx, w, a.Operation)
		if err != nil {
			return err
		}
		for i := len(all) - 1; i >= 0; i-- {
			if b := all[i]; b.State == a.State && b.Question == a.Question {
				if (answerFact{b.Operation, b.State, b.Question, b.Answer, b.Evidence, b.Known, b.By}) == fact {
					seq = b.Seq
					return nil
				}
				break
			}
		}
		r, err := w.append("answer", a.Operation, fact)
		if err != nil {
			return err
		}
		seq = r.Seq
		return w.exec(`INSERT INTO answers (seq, operation, state, question, answer) VALUES ($1, $2, $3, $4, $5)`,
			r.Seq, fact.Operation, fact.State, fact.Question, string(fact.Answer))
	})
	if err != nil {
		return 0, fmt.Errorf("answer %s about %s: %w", a.Question, a.State, err)
	}
	return seq, nil
}

// Answers returns all answers to the form of an operation, the first first.
func (s *Store) Answers(ctx context.Context, operation string) ([]law.Answered, error) {
	out, err := answersOf(ctx, s.reader, operation)
	if err != nil {
		return nil, fmt.Errorf("answers on operation %s: %w", operation, s.explain(err))
	}
	return out, nil
}

func answersOf(ctx context.Context, q queryer, operation string) ([]law.Answered, error) {
	out := []law.Answered{}
	err := each(ctx, q, `SELECT a.seq, r.at, r.body FROM answers a JOIN records r ON r.seq = a.seq WHERE a.operation = $1 ORDER BY a.seq`, []any{operation},
		func(scan func(...any) error) error {
			var seq, at int64
			var body string
			if err := scan(&seq, &at, &body); err != nil {
				return err
			}
			var f answerFact
			if err := ledger.Fact([]byte(body), &f); err != nil {
				return err
			}
			out = append(out, law.Answered{Seq: seq, Operation: f.Operation, State: f.State, Question: f.Question, Answer: f.Answer, Evidence: f.Evidence,
				Known: f.Known, By: f.By, At: time.UnixMilli(at).UTC()})
			return nil
		})
	return out, err
}

// answer checks the row of an answer.
func (c *checking) answer(e *entry, f answerFact) error {
	c.row(e, "answers", f.Operation, f.State, f.Question, string(f.Answer))
	c.same(e, "operation", e.id, f.Operation)
	return nil
}
