package journey

import (
	"slices"
	"time"
)

// What a person can say of an aircraft that was found.
const (
	JudgedRemoval = "removal work"
	JudgedOther   = "other work"
	NotDecided    = "not decided"
)

// Verdicts are what a person can say of an aircraft.
func Verdicts() []string { return []string{JudgedRemoval, JudgedOther, NotDecided} }

// Verdict is what a person said an aircraft was doing on a day, with the signs that were seen
// then. It is a person's word, dated; it decides no purpose.
type Verdict struct {
	Seq     int64     `json:"record"` // place in the ledger
	Hex     string    `json:"hex"`
	Day     string    `json:"day"` // that was looked at, 2006-01-02
	Verdict string    `json:"verdict"`
	Why     string    `json:"why"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Signs   []string  `json:"signs"`   // see Find.Signs
	Letters []string  `json:"letters"` // of its call signs on that day
}

// news are the signs of a later day that were not there when the verdict was given.
func (v Verdict) news(signs []string) []string {
	var out []string
	for _, s := range signs {
		if !slices.Contains(v.Signs, s) {
			out = append(out, s)
		}
	}
	return out
}
