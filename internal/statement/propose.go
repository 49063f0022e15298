package statement

import "github.com/charterwatch/charterwatch/internal/document"

// Extractor is the name and version of the rules that Propose applies; it stands on every Statement.
const Extractor = "rules/1"

// Propose reads a document with rules and returns its proposed statements in the order of
// their place in the text. It includes the folded ones (Topic other): filter with InDomain.
// The same document always gives the same statements.
func Propose(d document.Document) []Statement {
	return nil
}

// InDomain tells whether s is about removals; the rest is shown folded.
func InDomain(s Statement) bool { return s.Topic != TopicOther && s.Topic != "" }
