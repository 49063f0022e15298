package statement

import (
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
)

// note is a sentence of a document that takes an earlier one of it, or of its outlet, back.
type note struct {
	text     string
	retracts bool // the whole is taken back; false: it is put right
}

// The words of correction notes. They speak of the outlet's own earlier text: "an earlier
// version", "we wrongly reported", "this article has been amended".
var (
	corrects = late(`(?i)\b(?:an |the )?(?:earlier|previous|original) versions? of (?:this|the|our) (?:article|story|report|page|headline|piece|post)\b|` +
		`\b(?:we|this (?:article|story|report|page)|the (?:article|story|report|headline))(?: had| have| has)? (?:wrongly|incorrectly|mistakenly|erroneously) (?:reported|said|stated|gave|put|wrote|attributed|named|suggested)\b|` +
		`\bthis (?:article|story|report|page|headline) (?:was|has been) (?:amended|corrected|updated to correct)\b`)
	retracts = late(`(?i)\b(?:we|the (?:agency|newspaper|ministry|outlet)) (?:have |has |hereby )?(?:retracts?|retracted|withdraws?|withdrew|withdrawn)\b|` +
		`\bthis (?:article|story|report|page) (?:is|was|has been) (?:retracted|withdrawn)\b|\bshould not have been published\b`)
)

// noteOf is the correction note that a statement stands in: what it quotes there is taken back.
func noteOf(d document.Document, s Statement) (note, bool) {
	if len(s.Content.Spans) == 0 || s.Content.Spans[0].Start >= len(d.Text) {
		return note{}, false
	}
	at := s.Content.Spans[0].Start
	from := strings.LastIndexByte(d.Text[:at], '\n') + 1
	end := from + lineLength(d.Text[from:])
	for {
		to := from + sentenceLength(d.Text[from:end])
		if at < to || to >= end {
			text := d.Text[from:to]
			if !speaksOf(text, noteWords) {
				return note{}, false
			}
			back := retracts.MatchString(text)
			return note{text: strings.TrimSpace(text), retracts: back}, back || corrects.MatchString(text)
		}
		from = to
	}
}

// noteWords are parts of words of which each note has one: most sentences have none, and are
// told so before the longer look.
var noteWords = []string{"version", "wrongly", "incorrectly", "mistakenly", "erroneously", "amended", "corrected", "to correct", "retract", "withdr", "not have been published"}

func speaksOf(text string, words []string) bool {
	low := strings.ToLower(text)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(low, w) })
}

// lineLength is the length of the first line, its line feed included.
func lineLength(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i + 1
	}
	return len(s)
}

// sentenceLength is the length of the first sentence of a line: up to a full stop before a space.
func sentenceLength(s string) int {
	for i := 0; i+1 < len(s); i++ {
		if (s[i] == '.' || s[i] == '!' || s[i] == '?') && s[i+1] == ' ' && (i < 2 || s[i-2] != ' ' && s[i-2] != '.') { // no initial, no U.S.
			return i + 2
		}
	}
	return len(s)
}
