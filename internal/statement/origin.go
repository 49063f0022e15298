package statement

import "github.com/charterwatch/charterwatch/internal/document"

// GroupKind is the question that the statements of a group answer.
type GroupKind string

// The questions.
const (
	AboutPeople          GroupKind = "people" // who is, was or will be moved, and how many
	AboutFlight          GroupKind = "flight" // which aircraft went where, when
	AboutAcknowledgement GroupKind = "acknowledgement"
	AboutAssurance       GroupKind = "assurance"
	AboutWarning         GroupKind = "warning"
	AboutConsent         GroupKind = "consent"
	AboutContext         GroupKind = "context"
)

// Group is the statements that are about one thing, and who first stated them.
type Group struct {
	About      string    `json:"about"` // in words: "people, IR, 2025-09-29 to 2025-10-03"
	Kind       GroupKind `json:"kind"`
	Origins    []Origin  `json:"origins"`    // distinct origins, never documents; ordered by key
	Reports    []Report  `json:"reports"`    // documents that state it without naming a source: no origin, weight nothing
	Statements []string  `json:"statements"` // every statement of the group, ordered
}

// Origin is one who stated it first, as far as the documents tell. Repeats add to
// Statements and Documents, never to the number of origins.
type Origin struct {
	Key          string   `json:"key"`
	Text         string   `json:"text"`
	Class        Class    `json:"class"`
	State        string   `json:"state"`        // ISO code of the state the speaker belongs to; empty when not known
	Through      []string `json:"through"`      // keys of the relays between the origin and the documents, ordered
	Statements   []string `json:"statements"`   // ids
	Documents    []string `json:"documents"`    // ids
	Independence string   `json:"independence"` // "unknown" unless shown; "interested_same_side" when another origin of the group is of the same institution
	Institution  string   `json:"institution"`  // whose interest it speaks for, such as "government:IR"; empty when not known
	Inferred     bool     `json:"inferred"`     // the chain, or a part of it, was inferred by rule
}

// Report is a document that states it itself and names no source.
type Report struct {
	Document   string   `json:"document"`
	Statements []string `json:"statements"`
	Repeats    string   `json:"repeats"` // key of the origin whose figure it has; empty: no source at all supports it
	Reason     string   `json:"reason"`
}

// Origins groups statements by what they are about and finds the origins in each group.
// The answer does not depend on the order of docs or statements.
func Origins(docs []document.Document, statements []Statement) []Group {
	return nil
}
