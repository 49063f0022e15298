package report

import (
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/journey"
)

// Change is one figure that two releases give differently, or behind which other legs stand.
type Change struct {
	Section     string   `json:"section"`
	Figure      string   `json:"figure"`
	Label       string   `json:"label"`
	Earlier     *int     `json:"earlier"` // null: the release does not have the figure
	Later       *int     `json:"later"`
	Gone        []string `json:"gone"`        // legs behind the earlier figure only
	New         []string `json:"new"`         // legs behind the later figure only
	Unexplained int      `json:"unexplained"` // what the legs do not account for; 0: they account for all
	Words       []string `json:"words"`       // each leg with what became of it, and what is unexplained
}

// Compare lists what differs between two releases of a month, in the order of the later one. A
// difference of numbers is unexplained as far as no leg accounts for it.
func Compare(earlier, later Report) []Change {
	out := []Change{}
	if earlier.Month != later.Month {
		out = append(out, Change{Section: "report", Figure: "month", Label: "month", Gone: []string{}, New: []string{},
			Words: []string{fmt.Sprintf("two months are compared: %s and %s", earlier.Month, later.Month)}})
	}
	if a, b := earlier.Rule, later.Rule; a.Name != b.Name || a.Digest != b.Digest {
		out = append(out, Change{Section: "report", Figure: "rule", Label: "rule", Gone: []string{}, New: []string{},
			Words: []string{fmt.Sprintf("counted by another rule: %s (%.12s) and %s (%.12s)", a.Name, a.Digest, b.Name, b.Digest)}})
	}
	left, right := newRelease(earlier), newRelease(later)
	for _, key := range right.order {
		if c, differs := changed(key, left, right); differs {
			out = append(out, c)
		}
	}
	for _, key := range left.order {
		if _, both := right.figures[key]; both {
			continue
		}
		if c, differs := changed(key, left, right); differs {
			out = append(out, c)
		}
	}
	return out
}

// release is a report by its figures and legs.
type release struct {
	order   [][2]string // section and figure
	figures map[[2]string]Figure
	legs    map[string]Leg
}

func newRelease(r Report) release {
	out := release{figures: map[[2]string]Figure{}, legs: map[string]Leg{}}
	for _, s := range r.Sections {
		for _, f := range s.Figures {
			key := [2]string{s.Key, f.Key}
			if _, twice := out.figures[key]; !twice {
				out.order = append(out.order, key)
				out.figures[key] = f
			}
		}
	}
	for _, l := range r.Legs {
		out.legs[l.Line.Leg] = l
	}
	return out
}

// behind is how many units the legs of a figure are.
func (r release) behind(f Figure) int {
	var rows []Leg
	for _, id := range f.Legs {
		l, listed := r.legs[id]
		if !listed {
			l.Line.Leg = id
		}
		rows = append(rows, l)
	}
	return count(f.Unit, rows)
}

func changed(key [2]string, left, right release) (Change, bool) {
	a, inLeft := left.figures[key]
	b, inRight := right.figures[key]
	c := Change{Section: key[0], Figure: key[1], Label: b.Label, Gone: without(a.Legs, b.Legs), New: without(b.Legs, a.Legs), Words: []string{}}
	if !inRight {
		c.Label = a.Label
	}
	if inLeft {
		c.Earlier = &a.Count
	}
	if inRight {
		c.Later = &b.Count
	}
	if a.Count == b.Count && len(c.Gone) == 0 && len(c.New) == 0 {
		return c, false
	}
	c.Unexplained = b.Count - a.Count - (right.behind(b) - left.behind(a))
	for _, id := range c.Gone {
		c.Words = append(c.Words, id+": "+became(id, right, "gone", "is not in the later release at all, and nothing says why"))
	}
	for _, id := range c.New {
		c.Words = append(c.Words, id+": "+became(id, left, "new; before", "is not in the earlier release"))
	}
	if c.Unexplained != 0 {
		c.Words = append(c.Words, fmt.Sprintf("unexplained: %+d", c.Unexplained))
	}
	return c, true
}

// became says how the other release has a leg.
func became(id string, other release, word, absent string) string {
	l, there := other.legs[id]
	if !there {
		return absent
	}
	if word == "gone" {
		word = "now"
	}
	if l.Standing == journey.Out {
		return fmt.Sprintf("%s seen, not counted: %s", word, l.Why)
	}
	return fmt.Sprintf("%s %s, %s – %s", word, l.Category, named(l.From), named(l.To))
}

// without is what a has and b has not, in the order of a.
func without(a, b []string) []string {
	has := make(map[string]bool, len(b))
	for _, s := range b {
		has[s] = true
	}
	out := []string{}
	for _, s := range a {
		if !has[s] {
			has[s] = true // names it once
			out = append(out, s)
		}
	}
	return out
}

// String is a change in one line.
func (c Change) String() string {
	side := func(n *int) string {
		if n == nil {
			return "none"
		}
		return thousands(*n)
	}
	line := c.Section + ": " + c.Label
	if c.Earlier != nil || c.Later != nil {
		line += " " + side(c.Earlier) + " → " + side(c.Later)
	}
	return line + "; " + strings.Join(c.Words, "; ")
}
