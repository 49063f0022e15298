package fleet

import (
	"fmt"
	"strconv"
	"strings"
)

// Table is an identity as rows with a head, one a statement: what is said, then the call
// signs with their blocks, then who else flew the special ones.
func (id Identity) Table() [][]string {
	out := [][]string{{"hex", "field", "value", "from", "to", "times", "of", "kind", "grade", "otherwise", "source"}}
	row := func(field, value, from, to string, times int, of, kind, grade string, otherwise int, source string) {
		out = append(out, []string{id.Hex, field, value, from, to, strconv.Itoa(times), of, kind, grade, strconv.Itoa(otherwise), source})
	}
	for _, s := range id.Said {
		row(s.Field, s.Value, s.From, s.To, s.Times, s.Of, s.Kind, string(s.Grade), s.Otherwise, s.Source)
	}
	for _, u := range id.Callsigns {
		row("call sign", u.Sign, u.First, u.Last, u.Legs, "legs", "heard", string(Primary), 0, "positions")
	}
	for _, o := range id.Overlap {
		for _, u := range o.Users {
			if u.Hex != id.Hex {
				row("call sign flown by another", o.Sign+" by "+u.Name()+u.AlsoWords(), u.First, u.Last, u.Legs, "legs", "heard", string(Primary), 0, "positions")
			}
		}
	}
	return out
}

// Name is an aircraft's computed registration with its address, or its address.
func (u SignUse) Name() string {
	if u.Registration == "" {
		return u.Hex
	}
	return u.Registration + " (" + u.Hex + ")"
}

// AlsoWords says which other call signs an aircraft was heard with.
func (u SignUse) AlsoWords() string {
	if len(u.Also) == 0 {
		return ""
	}
	return ", also heard as " + strings.Join(u.Also, ", ")
}

// By is who says so, with the kind of source where the source's own words do not have it.
func (s Said) By() string {
	if strings.Contains(s.Source, s.Kind) {
		return s.Source
	}
	return s.Kind + ": " + s.Source
}

// When is the time of a statement in words.
func (s Said) When() string {
	var w string
	switch {
	case s.From == "" && s.To == "":
		w = "no dates"
	case s.To == "":
		w = "since " + s.From
	case s.From == "":
		w = "until " + s.To
	case s.From == s.To:
		w = s.From
	default:
		w = s.From + " to " + s.To
	}
	if s.Times > 1 {
		w += fmt.Sprintf(", %d %s", s.Times, s.Of)
	}
	return w
}
