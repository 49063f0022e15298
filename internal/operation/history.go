package operation

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Change is one thing that an operation's page says otherwise than before.
type Change struct {
	What string `json:"what"` // answer, grade, origins, report, figure, leg, conflict, stance, assurance, unknown
	Was  string `json:"was"`  // empty for what is new
	Is   string `json:"is"`   // empty for what is gone
	Refs []Ref  `json:"refs"` // the evidence of what is new, or of what is gone
}

// Step is one change of an operation: the records that made it, and what they changed.
type Step struct {
	First   int64     `json:"first"` // records of the log, in order
	Last    int64     `json:"last"`
	At      time.Time `json:"at"` // of the last
	By      []string  `json:"by"`
	Through []string  `json:"through"` // what each record did, in words
	Changes []Change  `json:"changes"`
}

// History is what changed of an operation, when, and through which evidence.
type History struct {
	Operation Operation `json:"operation"`
	AskedAs   string    `json:"asked_as,omitempty"` // the slug asked for, where it is a part of this operation
	Steps     []Step    `json:"steps"`              // the earliest first
	Method    string    `json:"method"`
}

// Changes lists what a later view of an operation says otherwise than an earlier one, in the
// order of the page. Both are views of one moment asked for: a day that merely passes changes nothing.
func Changes(before, after View) []Change {
	out := []Change{}
	add := func(what, was, is string, refs []Ref) {
		if refs == nil {
			refs = []Ref{}
		}
		out = append(out, Change{what, was, is, refs})
	}
	if a, b := title(before), title(after); a != b {
		add("title", a, b, nil)
	}
	if a, b := strings.Join(before.Operation.States, ","), strings.Join(after.Operation.States, ","); a != b {
		add("states concerned", a, b, nil)
	}
	if before.Answer != after.Answer {
		add("answer", before.Answer, after.Answer, nil)
	}
	if before.Grade != after.Grade || before.GradeRule != after.GradeRule {
		add("grade", gradeWords(before), gradeWords(after), nil)
	}
	both(before.Named, after.Named, func(n string) string { return n }, func(was, is *string) {
		add("origin", deref(was), deref(is), nil)
	})
	if before.Reports != after.Reports {
		add("reports", fmt.Sprint(before.Reports), fmt.Sprint(after.Reports), nil)
	}
	both(before.Said, after.Said, func(r SaidRow) string {
		return strings.Join([]string{r.Question, r.Stage, r.Answer, r.Origin}, "\x00")
	}, func(was, is *SaidRow) {
		if was != nil {
			add("stated", was.words(), "", was.Refs)
		} else {
			add("stated", "", is.words(), is.Refs)
		}
	})
	both(before.Seen, after.Seen, func(r SeenRow) string { return r.Leg.ID + r.From + r.To }, func(was, is *SeenRow) {
		if was != nil {
			add("leg", was.Leg.ID+": "+was.From+" – "+was.To, "", was.Refs)
		} else {
			add("leg", "", is.Leg.ID+": "+is.From+" – "+is.To, is.Refs)
		}
	})
	both(before.Conflicts, after.Conflicts, func(c Conflict) string { return c.Kind + c.Text }, func(was, is *Conflict) {
		if was != nil {
			add("conflict", was.Title+". "+was.Text, "", []Ref{was.A, was.B})
		} else {
			add("conflict", "", is.Title+". "+is.Text, []Ref{is.A, is.B})
		}
	})
	for _, b := range after.Silent {
		i := slices.IndexFunc(before.Silent, func(a Silence) bool { return a.State == b.State })
		if i >= 0 && before.Silent[i].Stance != b.Stance {
			add("stance of "+stateName(b.State), before.Silent[i].Stance, b.Stance, b.Refs)
		}
	}
	both(before.Unknown, after.Unknown, func(s string) string { return s }, func(was, is *string) {
		add("unknown", deref(was), deref(is), nil)
	})
	return out
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func gradeWords(v View) string {
	if v.Grade == "" {
		return ""
	}
	return v.Grade + " (" + v.GradeRule + ")"
}

func (r SaidRow) words() string {
	out := r.Question
	if r.Stage != "" {
		out += ", " + r.Stage
	}
	return out + ": " + r.Answer + ", " + r.Origin
}

// both calls f for each entry that only one of two lists has: those gone first, in their order.
func both[V any](before, after []V, key func(V) string, f func(was, is *V)) {
	in := func(list []V) map[string]bool {
		m := map[string]bool{}
		for _, v := range list {
			m[key(v)] = true
		}
		return m
	}
	a, b := in(before), in(after)
	for i := range before {
		if !b[key(before[i])] {
			f(&before[i], nil)
		}
	}
	for i := range after {
		if !a[key(after[i])] {
			f(nil, &after[i])
		}
	}
}

// Text writes the history as "operation history" prints it.
func (h History) Text(w io.Writer) error {
	p := &printer{}
	p.para("", "", title(View{Operation: h.Operation})+": "+plural(len(h.Steps), "change"))
	p.alias(h.AskedAs, h.Operation)
	for _, s := range h.Steps {
		p.line("")
		records := fmt.Sprintf("record %d", s.First)
		if s.Last != s.First {
			records = fmt.Sprintf("records %d to %d", s.First, s.Last)
		}
		head := s.At.UTC().Format("2 Jan 2006 15:04:05Z") + ", " + records
		if len(s.By) > 0 {
			head += ", by " + list(s.By)
		}
		p.para("", "  ", head)
		for i, t := range s.Through {
			if i == mostThrough && len(s.Through) > mostThrough+1 {
				p.para("  through ", "          ", fmt.Sprintf("and %d more", len(s.Through)-mostThrough))
				break
			}
			p.para("  through ", "          ", t)
		}
		if len(s.Changes) == 0 {
			p.para("    = ", "      ", "nothing that the page says changed")
		}
		for _, c := range s.Changes {
			switch {
			case c.Was == "":
				p.para("    + ", "      ", c.What+": "+c.Is)
			case c.Is == "":
				p.para("    - ", "      ", c.What+": "+c.Was)
			default:
				p.para("    ~ ", "      ", c.What+" was: "+c.Was)
				p.para("      ", "      ", "is: "+c.Is)
			}
			p.refs("      ", c.Refs)
		}
	}
	p.line("")
	p.line("Each view is that of what the log held then; --as-of N shows it whole. Nothing was overwritten.")
	if _, err := io.WriteString(w, p.b.String()); err != nil {
		return fmt.Errorf("print the history of %s: %w", h.Operation.Slug, err)
	}
	return nil
}

// mostThrough is how many records of a step are named before the rest is counted.
const mostThrough = 6
