package operation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// figuresDiffer finds figures of one stage and one population that cannot both be right and
// that come from different origins, or from one at different times. Figures that hang together
// by such differences are one conflict, however many pairs they make.
func (t *table) figuresDiffer(counts []count) []Conflict {
	alike := t.alike(counts)
	shown := alike[:min(len(alike), mostAlike)]
	box := make([]int, len(shown)) // of each, the first that it hangs together with
	for i := range box {
		box[i] = i
	}
	root := func(i int) int {
		for box[i] != i {
			i = box[i]
		}
		return i
	}
	for i := range shown {
		for k := i + 1; k < len(shown); k++ {
			if differ(shown[i][0], shown[k][0]) {
				a, b := root(i), root(k)
				box[max(a, b)] = min(a, b)
			}
		}
	}
	var out []Conflict
	for i := range shown {
		var in []count
		for k := range shown {
			if root(k) == i {
				in = append(in, shown[k]...)
			}
		}
		if root(i) == i && slices.ContainsFunc(in, func(c count) bool { return figure(c.q) != figure(in[0].q) }) {
			out = append(out, t.figuresBox(in, len(shown) < len(alike)))
		}
	}
	return out
}

// mostAlike bounds how many different figures are held against each other pair by pair.
const mostAlike = 150

// alike puts counts together that nothing tells apart but who states them: one figure of one
// stage and people, of the same days and way. The earliest of each stands first.
func (t *table) alike(counts []count) [][]count {
	at := map[string]int{}
	var out [][]count
	for _, c := range counts {
		if c.origin == "" || c.stage == "" {
			continue
		}
		key := c.signature()
		if medium(c.s.Origin().Class) {
			key += "\x00" + c.origin // it may only quote another one
		}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// signature is all of a count that a comparison looks at, besides who states it.
func (c count) signature() string {
	return strings.Join([]string{c.stage, figure(c.q), population(c.q), scope(c.s), strings.Join(c.s.Nationalities, " "), moves(c.s), dates(c.s.Dates), string(c.s.Event), string(c.s.Speech), fmt.Sprint(c.q.Scope)}, "\x00")
}

// differ tells whether two figures are of one thing and cannot both be right.
func differ(a, b count) bool {
	if a.stage != b.stage || a.s.ID == b.s.ID || !apart(a.q, b.q) || otherPeople(a, b) || misquotes(a, b) || apartDays(a.s.Dates, b.s.Dates) {
		return false
	}
	return statement.Relate(a.s, b.s).Kind != statement.Incommensurable
}

// figuresBox is one conflict over all figures that hang together: each with whose it is.
func (t *table) figuresBox(in []count, more bool) Conflict {
	slices.SortStableFunc(in, func(a, b count) int { return cmp.Or(t.compare(a.s, b.s), cmp.Compare(figure(a.q), figure(b.q))) })
	var order []string
	origins, by := map[string]bool{}, map[string][]string{}
	for _, c := range in {
		f := figure(c.q)
		order = appendNew(order, f)
		by[f] = appendNew(by[f], oneLine(c.s.Origin().Text))
		origins[c.origin] = true
	}
	var parts []string
	for _, f := range order[:min(len(order), mostInBox)] {
		who := by[f]
		if n := len(who) - 3; n > 0 {
			who = append(slices.Clone(who[:3]), fmt.Sprintf("%d more", n))
		}
		parts = append(parts, f+" ("+list(who)+")")
	}
	text := in[0].stage + ": " + list(parts) + "."
	if n := len(order) - mostInBox; n > 0 {
		text += fmt.Sprintf(" %d further figures differ; every figure stands under Said.", n)
	}
	if more {
		text += fmt.Sprintf(" Only the first %d different figures were held against each other; every figure stands under Said.", mostAlike)
	}
	second := slices.IndexFunc(in, func(c count) bool { return figure(c.q) != figure(in[0].q) && differ(in[0], c) })
	if second < 0 { // the earliest differs from none by itself, but the others do
		second = slices.IndexFunc(in, func(c count) bool { return figure(c.q) != figure(in[0].q) })
	}
	c := t.conflict(figures, numberWord(len(origins), "origin")+", "+strings.ToLower(numberWord(len(order), "figure")), text, in[0].s, in[second].s)
	for i, o := range in[1:] {
		if i+1 != second && len(c.More) < mostMore {
			c.More = append(c.More, t.refTo(o.s))
		}
	}
	return c
}

// A box names this many figures, and leads to this many statements beside its first two.
const (
	mostInBox = 12
	mostMore  = 50
)

// numberWord is a count of things that begins a title.
func numberWord(n int, noun string) string {
	words := []string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"}
	word := fmt.Sprint(n)
	if n < len(words) {
		word = words[n]
	}
	if n != 1 {
		noun += "s"
	}
	return word + " " + noun
}
