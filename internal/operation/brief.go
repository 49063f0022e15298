package operation

import (
	"fmt"
	"io"
	"strings"
)

// Brief writes the view on one screen: the answer, what is not known, and one entry for each
// leg, stage of the figures, conflict, state and assurance. Text has the passages behind them.
func (v View) Brief(w io.Writer) error {
	p := &printer{}
	p.para("", "", title(v))
	if v.Operation.Reconstruction != "" {
		p.para("", "", "//// "+v.Operation.Reconstruction+" ////")
	}
	p.alias(v.AskedAs, v.Operation)
	p.para("", "", v.Answer)
	p.para("", "  ", fmt.Sprintf("Grade: %s (%s). As of %s.", v.Grade, strings.SplitN(v.GradeRule, ":", 2)[0], asOf(v.AsOf)))
	p.para("□ Unknown: ", "  ", strings.Join(v.Unknown, "; "))
	v.briefSeen(p)
	p.para("", "  ", fmt.Sprintf("Said: %s, %s; %d of %s reviewed by a person", plural(v.Origins, "origin"), plural(v.Reports, "report"), v.Reviewed, plural(v.Statements, "statement")))
	for _, l := range v.stages() {
		p.para("  ● ", "    ", l)
	}
	p.line(fmt.Sprintf("Conflicts: %d", len(v.Conflicts)))
	for _, c := range v.Conflicts {
		p.para("  ≠ ", "    ", c.Title+". "+c.Text)
	}
	v.briefSilent(p)
	for _, a := range v.Assurances {
		yes, no, unknown := a.Count()
		p.para("§ ", "  ", fmt.Sprintf("Assurance, %s: %d true, %d false, %d unknown of %s; no score", kindWords(a.Kind), yes, no, unknown, plural(len(a.Weaknesses), "point")))
	}
	if _, err := io.WriteString(w, p.b.String()); err != nil {
		return fmt.Errorf("print operation %s: %w", v.Operation.Slug, err)
	}
	return nil
}

func (v View) briefSeen(p *printer) {
	p.line("Seen: " + plural(len(v.Seen), "leg"))
	for _, r := range v.Seen {
		line := fmt.Sprintf("%s: left %s; %s", route(r.Leg), r.Depart, arrived(r))
		if r.Outside {
			line += "; " + outsideWords(v.Operation)
		}
		p.para("  ▲ ", "    ", line)
	}
}

func (v View) briefSilent(p *printer) {
	p.line("Silent: who has acknowledged it, in the attached reports")
	for _, s := range v.Silent {
		mark, text := "●", s.Text
		if s.IsSilent() {
			mark, text = "○", s.Stance
			switch {
			case s.Days != nil:
				text += fmt.Sprintf(" in %s, %s to %s (%s)", plural(s.Reports, "report"), dayText(s.Since), dayText(s.Through), plural(*s.Days, "day"))
			case s.Reports > 0:
				text += " in " + plural(s.Reports, "report")
			}
		}
		p.para("  "+mark+" ", "    ", fmt.Sprintf("%s, %s: %s", stateName(s.State), s.Role, text))
	}
}

// stages writes one line a stage of the figures, each figure with its origin; what reports
// state of their own stands last in the line.
func (v View) stages() []string {
	var order []string
	by := map[string][]string{}
	for _, r := range v.Said {
		if r.Question != howMany {
			continue
		}
		order = appendNew(order, r.Stage)
		words := r.Answer
		if r.Answer != "unknown" {
			words += " – " + r.Origin
			if q := qualified(r); q != "" && r.Note != noteName {
				words += " (" + q + ")"
			} else if r.Note == noteName {
				words += " (see conflicts)"
			}
		}
		by[r.Stage] = appendNew(by[r.Stage], words)
	}
	out := make([]string, len(order))
	for i, stage := range order {
		out[i] = strings.TrimPrefix(stage+": ", ": ") + strings.Join(by[stage], "; ")
	}
	return out
}
