package web

import "github.com/charterwatch/charterwatch/internal/statement"

// KindWords say what a statement does and whether what it tells of happened, in the words of the
// pages: the terms stand in JSON and CSV. An assertion is not named as one, and beside a refusal
// to comment or a warning it is not said again that it tells of no event.
func KindWords(speech statement.Speech, event statement.Event) []string {
	var out []string
	if speech != statement.Asserts {
		out = append(out, speechWords(speech))
	}
	if event != statement.NotApplicable || len(out) == 0 {
		out = append(out, eventWords(event))
	}
	return out
}
