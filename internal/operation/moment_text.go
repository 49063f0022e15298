package operation

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Text writes the moment as "operation at" prints it, at most 100 columns wide.
func (m Moment) Text(w io.Writer) error {
	p := &printer{}
	head := title(View{Operation: m.Operation}) + ": where each aircraft was"
	p.para("", "", head)
	p.line(strings.Repeat("=", min(columns, utf8.RuneCountInString(clean(head)))))
	if m.Operation.Reconstruction != "" {
		p.para("", "", "//// "+m.Operation.Reconstruction+" ////")
	}
	asked := "the minute from " + m.From.Format("2 Jan 2006 15:04Z")
	for _, r := range m.Clocks {
		if r.Asked && r.Clock.Court != "" {
			asked += ", " + r.Clock.Court + " on the court's clock (" + m.Court + ")"
		}
	}
	p.alias(m.AskedAs, m.Operation)
	p.para("", "  ", asked)
	p.para("", "  ", fmt.Sprintf("As of %s. Rules: %s.", asOf(m.AsOf), m.Method))
	if len(m.Aircraft) == 0 {
		p.section("Aircraft")
		p.para("  □ ", "    ", "no flight is attached; that nothing was heard says nothing without coverage")
	}
	for _, a := range m.Aircraft {
		p.section(a.Aircraft + ": " + string(a.State))
		mark := Seen
		if a.State != HeardThen && a.State != OnGround {
			mark = Unknown
		}
		if a.Simulated {
			p.para("  "+mark.Symbol()+" ", "    ", "flown by a simulator, not a recording")
		}
		for _, s := range a.Words {
			p.para("  "+mark.Symbol()+" ", "    ", s)
		}
		for _, x := range a.Exits {
			p.para("  "+Seen.Symbol()+" ", "    ", x.Words)
		}
		p.refs("    ", a.Refs)
	}
	p.section("Clocks: UTC; the place; the court")
	for _, r := range m.Clocks {
		p.para("  "+r.Mark.Symbol()+" ", "    ", clockText(r.Clock)+"  "+clockWords(r))
		if r.End != nil {
			p.para("    ", "    ", "to "+clockText(*r.End)+"; between the two is all that is known")
		}
		p.quote("    ", r.Quote)
		p.refs("    ", r.Refs)
	}
	m.toldText(p)
	p.section("Not knowable")
	for _, u := range m.Unknowable {
		p.para("  □ ", "    ", u)
	}
	p.line("")
	p.line("A position bounds where an aircraft was and says nothing of people. Not legal advice.")
	if _, err := io.WriteString(w, p.b.String()); err != nil {
		return fmt.Errorf("print operation %s at a moment: %w", m.Operation.Slug, err)
	}
	return nil
}

func clockText(c Clock) string {
	out := c.UTC
	if c.Local != "" {
		out += "; " + c.Local + " there"
	}
	if c.Court != "" {
		out += "; " + c.Court + " court"
	}
	return out
}

func clockWords(r ClockRow) string {
	if r.Where != "" {
		return r.What + ", " + r.Where
	}
	return r.What
}

// toldText lists events that documents time, with how many times they give.
func (m Moment) toldText(p *printer) {
	if len(m.Told) == 0 {
		return
	}
	p.section("Told: times of day in the attached documents")
	for _, e := range m.Told {
		differ := map[string]bool{}
		for _, r := range e.Readings {
			differ[r.words()] = true
		}
		head := e.Event + ": " + plural(len(e.Readings), "reading")
		if len(differ) > 1 {
			head += ", " + fmt.Sprintf("%d different times; none is chosen", len(differ))
		}
		p.para("  "+Said.Symbol()+" ", "    ", head)
		for _, r := range e.Readings {
			p.para("    ", "      ", fmt.Sprintf("%s: %s (%s), %s", r.words(), r.Text, r.Why, r.Ref.Label))
			p.quote("      ", r.Quote)
			p.refs("      ", []Ref{r.Ref})
		}
	}
}

func (r Reading) words() string {
	if r.At == nil {
		return "not settled"
	}
	return r.At.UTC().Format("2 Jan 15:04Z")
}
