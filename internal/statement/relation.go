package statement

// RelationKind is how one statement stands to another.
type RelationKind string

// The relations (concepts.md). None of them says which statement is right.
const (
	Unrelated        RelationKind = "unrelated"
	Repeats          RelationKind = "repeats"     // same origin, same words or same figure
	Paraphrases      RelationKind = "paraphrases" // same origin, other words
	Refines          RelationKind = "refines"     // same thing, said more exactly or with more parts
	Consistent       RelationKind = "consistent"  // other origin, nothing differs; independence unknown
	UpgradesModality RelationKind = "upgrades_modality"
	Misattributes    RelationKind = "misattributes"
	Contradicts      RelationKind = "contradicts"
	Incommensurable  RelationKind = "incommensurable" // figures of different populations or scopes: never summed, never a contradiction
)

// Relation is how A stands to B and why. For upgrades_modality and misattributes, A is the
// earlier or less committed statement and B the one that changed it.
type Relation struct {
	Kind   RelationKind `json:"kind"`
	A      string       `json:"a"` // statement ids
	B      string       `json:"b"`
	Reason string       `json:"reason"`
	TextA  string       `json:"text_a"` // both passages are kept side by side
	TextB  string       `json:"text_b"`
}

// Relate says how two statements stand to each other. It is symmetric in its kind: Relate(a, b)
// and Relate(b, a) name the same pair in the same order.
func Relate(a, b Statement) Relation {
	return Relation{Kind: Unrelated, A: a.ID, B: b.ID}
}
