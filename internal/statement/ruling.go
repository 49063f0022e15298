package statement

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// RulingKind is what an analyst decides of origins.
type RulingKind string

// The kinds of rulings.
const (
	RuleIndependent RulingKind = "independent" // A and B knew it each for themselves
	RuleMerge       RulingKind = "merge"       // A and B are one origin
	RuleSplit       RulingKind = "split"       // what the document B gives to A is another's
)

// Ruling is an analyst's decision about origins. Without one, the independence of two origins
// is unknown, and unknown adds nothing.
type Ruling struct {
	Kind   RulingKind `json:"kind"`
	A      string     `json:"a"` // key of an origin
	B      string     `json:"b"` // key of another one; for split the ID of the document
	Reason string     `json:"reason"`
	By     string     `json:"by"`
	At     time.Time  `json:"at"`
}

// Check refuses a ruling that says nothing: an unknown kind, no reason, an origin with itself.
func (r Ruling) Check() error {
	switch {
	case r.Kind != RuleIndependent && r.Kind != RuleMerge && r.Kind != RuleSplit:
		return fmt.Errorf("ruling %q is none of independent, merge, split", r.Kind)
	case strings.TrimSpace(r.A) == "" || strings.TrimSpace(r.B) == "":
		return fmt.Errorf("%s needs two origins (for split, an origin and a document)", r.Kind)
	case r.A == r.B:
		return fmt.Errorf("%s: %s is the same origin twice", r.Kind, r.A)
	case strings.TrimSpace(r.Reason) == "":
		return fmt.Errorf("%s %s, %s: say why; a ruling without a reason cannot be looked at again", r.Kind, r.A, r.B)
	}
	return nil
}

// rulings are the decisions in force, ready to be asked.
type rulings struct {
	merged      map[string]string // key to the key that it is counted under
	split       map[string]bool   // key, document
	independent map[string]string // pair of keys, the smaller first, to the reason
}

func newRulings(list []Ruling) rulings {
	out := rulings{merged: map[string]string{}, split: map[string]bool{}, independent: map[string]string{}}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Ruling) int { return a.At.Compare(b.At) })
	for _, r := range list {
		switch {
		case r.Check() != nil:
		case r.Kind == RuleSplit:
			out.split[r.A+"\x00"+r.B] = true
		case r.Kind == RuleMerge:
			if a, b := out.root(r.A), out.root(r.B); a != b {
				out.merged[max(a, b)] = min(a, b)
			}
		}
	}
	for _, r := range list {
		if r.Kind == RuleIndependent && r.Check() == nil {
			out.independent[pairOf(out.root(r.A), out.root(r.B))] = r.Reason
		}
	}
	return out
}

func (r rulings) root(key string) string {
	for r.merged[key] != "" {
		key = r.merged[key]
	}
	return key
}

// key is the origin under which a document's statement by key is counted.
func (r rulings) key(key, document string) string {
	if r.split[key+"\x00"+document] {
		key += "/" + document
	}
	return r.root(key)
}

func pairOf(a, b string) string { return min(a, b) + "\x00" + max(a, b) }

// markIndependence says of each origin how it stands to the others of its group, and counts
// the origins that are shown to be independent of each other, all pairs of them.
func (r rulings) markIndependence(origins []Origin) int {
	if len(r.independent) == 0 { // nobody decided anything: only institutions can be shared
		of := map[string]int{}
		for _, o := range origins {
			of[o.Institution]++
		}
		for i, o := range origins {
			if o.Independence != "independent" && o.Institution != "" && of[o.Institution] > 1 {
				origins[i].Independence = "interested_same_side"
			}
		}
		return 0
	}
	most := 0
	for i := range origins {
		for j := range origins {
			a, b := &origins[i], origins[j]
			if i == j {
				continue
			}
			if reason, ok := r.independent[pairOf(a.Key, b.Key)]; ok {
				a.Independence = "independent"
				a.Reasons = append(a.Reasons, "of "+b.Key+": "+reason)
			} else if a.Independence != "independent" && a.Institution != "" && a.Institution == b.Institution {
				a.Independence = "interested_same_side"
			}
		}
		together := []Origin{origins[i]}
		for _, o := range origins {
			if !slices.ContainsFunc(together, func(have Origin) bool { _, ok := r.independent[pairOf(have.Key, o.Key)]; return !ok }) {
				together = append(together, o)
			}
		}
		if len(together) > 1 {
			most = max(most, len(together))
		}
	}
	return most
}
