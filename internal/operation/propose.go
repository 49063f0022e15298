package operation

import (
	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Proposal is a grouping of evidence that may be one operation. A person decides.
type Proposal struct {
	Title      string   `json:"title"`
	Slug       string   `json:"slug"`
	From       string   `json:"from"` // first day, 2006-01-02; empty when no statement or track dates it
	To         string   `json:"to"`
	States     []string `json:"states"` // ISO codes: sender, transits, receiver
	Documents  []string `json:"documents"`
	Statements []string `json:"statements"`
	Journeys   []string `json:"journeys"`
	Legs       []string `json:"legs"`
	Reasons    []string `json:"reasons"` // each with what it adds to Score
	Score      float64  `json:"score"`   // the sum of what the reasons add: how well the parts fit together, not how true they are
}

// Propose finds candidate groupings by place, date and nationality.
func Propose(docs []document.Document, statements []statement.Statement, journeys []journey.Journey) []Proposal {
	return nil
}
