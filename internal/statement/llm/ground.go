package llm

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// Rejected is something that a model answered and that is not used.
type Rejected struct {
	Content string `json:"content"`
	Reason  string `json:"reason"`
}

// Why an answer is not used.
const (
	NotInText   = "not in text"
	Ambiguous   = "in the text more than once, and its sentence does not settle where"
	FarApart    = "its parts do not stand in one paragraph or the next"
	NoCue       = "its cue is no word of speech, and no quotation mark touches what is said"
	NothingSaid = "it says nothing"
)

// maxAnswers bounds what one reply may list: a report of MaxText bytes has a few dozen.
const maxAnswers = 500

// answer is one attribution as a model gives it.
type answer struct {
	Source, Cue, Content, Sentence string
}

// Ground finds a model's answers in the part of the report that it was asked about. Spans are
// bytes of the part. The error is for a reply that is not the JSON that was asked for; then
// nothing of it is used.
func Ground(part string, reply []byte) ([]statement.Mark, []Rejected, error) {
	var list struct {
		Attributions *[]answer `json:"attributions"`
	}
	if err := json.Unmarshal(unfenced(reply), &list); err != nil {
		return nil, nil, fmt.Errorf("the model's reply is not the JSON that it was asked for: %w", err)
	}
	if list.Attributions == nil {
		return nil, nil, errors.New("the model's reply has no list of attributions")
	}
	text := foldText(part)
	var marks []statement.Mark
	var out []Rejected
	for i, a := range *list.Attributions {
		if i == maxAnswers {
			out = append(out, Rejected{Reason: fmt.Sprintf("%d answers after the first %d", len(*list.Attributions)-maxAnswers, maxAnswers)})
			break
		}
		m, reason := text.place(a)
		if reason != "" {
			out = append(out, Rejected{clip(a.Content), reason})
			continue
		}
		marks = append(marks, m)
	}
	return marks, out, nil
}

// place finds the three parts of an answer, or says why not.
func (f folded) place(a answer) (statement.Mark, string) {
	if strings.TrimSpace(a.Content) == "" {
		return statement.Mark{}, NothingSaid
	}
	sentences := f.all(a.Sentence)
	var window *statement.Span
	if len(sentences) == 1 {
		window = &sentences[0]
	}
	var m statement.Mark
	for _, p := range []struct {
		words string
		into  *[]statement.Span
		may   bool // may be missing
	}{{a.Content, &m.Content, false}, {a.Cue, &m.Cue, true}, {a.Source, &m.Source, true}} {
		if p.may && strings.TrimSpace(p.words) == "" {
			continue
		}
		found := f.all(p.words)
		if len(found) == 0 {
			return m, NotInText
		}
		if len(found) > 1 {
			if window == nil {
				return m, Ambiguous
			}
			var inside []statement.Span
			for _, f := range found {
				if f.Start >= window.Start && f.End <= window.End {
					inside = append(inside, f)
				}
			}
			if len(inside) != 1 {
				return m, Ambiguous
			}
			found = inside
		}
		*p.into = found[:1]
	}
	if !f.together(m) {
		return m, FarApart
	}
	cue := ""
	if len(m.Cue) > 0 {
		cue = f.text[m.Cue[0].Start:m.Cue[0].End]
	}
	if !statement.HoldsCue(cue) && !f.quoted(m.Content[0]) {
		return m, NoCue
	}
	return m, ""
}

// together tells whether the parts of a mark stand in one paragraph or two neighbours.
func (f folded) together(m statement.Mark) bool {
	from, to := m.Content[0].Start, m.Content[0].End
	for _, spans := range [][]statement.Span{m.Cue, m.Source} {
		for _, s := range spans {
			from, to = min(from, s.Start), max(to, s.End)
		}
	}
	breaks := 0
	for _, line := range strings.Split(f.text[from:to], "\n")[1:] {
		if strings.TrimSpace(line) != "" {
			breaks++
		}
	}
	return breaks <= 1
}

// quoted tells whether a quotation mark begins, ends or touches a span.
func (f folded) quoted(s statement.Span) bool {
	around := f.text[max(0, s.Start-3):min(len(f.text), s.End+3)]
	return strings.ContainsAny(around, "\"“”«»„")
}

// unfenced takes the JSON out of the fence that some models put around it.
func unfenced(reply []byte) []byte {
	s := strings.TrimSpace(string(reply))
	if rest, ok := strings.CutPrefix(s, "```"); ok {
		rest = strings.TrimPrefix(rest, "json")
		s = strings.TrimSuffix(strings.TrimSpace(rest), "```")
	}
	return []byte(s)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120]) + "…"
	}
	return s
}
