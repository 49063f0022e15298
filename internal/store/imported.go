package store

// The kinds of pulls that the law reads: risk items that a person wrote down, and UNHCR's table
// of asylum decisions. Their rows are parsed from the kept bytes whenever they are shown.
const (
	PullRisk        = "risk"
	PullRecognition = "recognition"
)
