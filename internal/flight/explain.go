package flight

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Explain prints why a leg says what it says, for a reader who was not there and trusts
// nobody: the positions with the way back to them, the rules in one sentence each, the
// weights, what each field got before and after the neighbouring flight was taken into
// account, what would change the answer, and what is not known. Lines are at most 100 wide
// where words allow it.
func Explain(l Leg) string {
	p := &page{}
	p.line("%s", strings.Join(nonEmpty(l.ID, "aircraft address "+l.Hex, l.Registration, l.Type, called(l.Callsigns)), ", "))
	if l.Simulated {
		p.line("The track was flown by a simulator and is not a recording.")
	}
	p.line("%d positions, from %s to %s.", l.Points, stamp(l.Start.Heard.At), stamp(l.End.Heard.At))
	p.para("", "Times are UTC. Altitudes are by pressure at the standard setting: feet above the sea, wrong by up to some hundreds on a day of high or low pressure.")
	p.end("WHERE IT BEGAN", l.Start, true)
	p.end("WHERE IT ENDED", l.End, false)
	p.events(l.Events)
	p.gaps(l)
	p.unknowns(l)
	p.sources(l)
	return p.String()
}

// page collects lines.
type page struct{ strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// para prints a text in lines of at most 100, the first after lead, the rest under it.
func (p *page) para(lead, text string) {
	indent := strings.Repeat(" ", len([]rune(lead)))
	at := lead
	for _, word := range strings.Fields(text) {
		if at != lead && at != indent && len([]rune(at))+1+len([]rune(word)) > 100 {
			p.line("%s", at)
			at = indent
		}
		if at != lead && at != indent {
			at += " "
		}
		at += word
	}
	p.line("%s", at)
}

func (p *page) end(title string, e End, start bool) {
	p.line("")
	p.line("%s", title)
	p.para("  Answer: ", e.Words(start)+".")
	p.para("    ", meaning[e.Status])
	p.time(e, start)
	if len(e.Evidence) > 0 {
		p.line("  The positions that this rests on (row and file lead back to the recording):")
		for _, s := range e.Evidence {
			p.para("    ", s.Words())
		}
	}
	p.line("  The rules that were applied:")
	for i, r := range e.Why {
		p.para(fmt.Sprintf("    %d. ", i+1), fmt.Sprintf("%q. %s", r.Rule, RuleSays(r.Rule)))
		p.para("       Here: ", r.Text+rowsOf(r.Rows)+".")
		if r.Weight != "" {
			p.para("       Weight: ", r.Weight+".")
		}
	}
	p.candidates(e)
	p.feasible(e)
	p.para("  What would change it: ", wanting(e, start))
}

// time says what is known of the moment, and from what.
func (p *page) time(e End, start bool) {
	what, verb := "Landing", "landed"
	if start {
		what, verb = "Take-off", "took off"
	}
	if e.Time != nil {
		p.para("  "+what+": ", fmt.Sprintf("%s, between a position in the air and one on the ground at most a minute apart.", stamp(*e.Time)))
		return
	}
	bounds := between(e.Interval, "2 Jan 2006 15:04:05Z")
	if bounds == "" {
		bounds = " at a time that nothing bounds"
	}
	p.para("  "+what+": ", fmt.Sprintf("not observed. It %s%s; no moment of that is likelier than another.", verb, bounds))
}

// candidates prints the fields as a table.
func (p *page) candidates(e End) {
	if e.Before == nil {
		p.line("  What each field got:")
		for _, c := range e.Candidates {
			p.line("    %-8s %s", c.Airport, share(c.Probability))
		}
		return
	}
	p.line("  What each field got     alone   with the neighbouring flight")
	of := func(list []Candidate, code string) string {
		if i := slices.IndexFunc(list, func(c Candidate) bool { return c.Airport == code }); i >= 0 {
			return share(list[i].Probability)
		}
		return "-"
	}
	listed := map[string]bool{}
	for _, c := range append(slices.Clone(e.Candidates), e.Before...) {
		if !listed[c.Airport] {
			listed[c.Airport] = true
			p.line("    %-19s %7s   %7s", c.Airport, of(e.Before, c.Airport), of(e.Candidates, c.Airport))
		}
	}
}

// feasible prints every field of the set that an unnamed end was in.
func (p *page) feasible(e End) {
	if e.Feasible == nil {
		return
	}
	p.para("  All that it can have been: ", fmt.Sprintf("%d fields, the likeliest first. Of ends that are lost so, measured on flights whose truth is known, %.0f in 100 were at a field of such a set; no field of it is an answer by itself.",
		len(e.Feasible.Airports), 100*e.Feasible.Probability))
	p.para("    ", strings.Join(e.Feasible.Airports, " "))
}

func (p *page) events(events []Reason) {
	if len(events) == 0 {
		return
	}
	p.line("")
	p.line("WHAT HAPPENED ON THE WAY")
	for _, r := range events {
		p.para("  - ", fmt.Sprintf("%q. %s", r.Rule, RuleSays(r.Rule)))
		p.para("    Here: ", r.Text+rowsOf(r.Rows)+".")
	}
}

func (p *page) gaps(l Leg) {
	p.line("")
	p.line("WHEN NOTHING WAS HEARD")
	if len(l.Gaps) == 0 {
		p.line("  Inside the leg nothing was missing for more than %d minutes.", int(quiet.Minutes()))
	}
	for _, g := range l.Gaps {
		text := "The flight is taken to have gone on"
		if g.Why != "" {
			text += ": " + g.Why
		}
		text += ". Where it went between is not known and no line is drawn."
		if g.Kind == GroundHole {
			text = "It was on the ground on both sides, at one field."
		}
		p.para("  - ", fmt.Sprintf("%s to %s (%s). %s", stamp(g.From), stamp(g.To), lasting(g.To.Sub(g.From)), text))
	}
}

func (p *page) unknowns(l Leg) {
	p.line("")
	p.line("WHAT IS NOT KNOWN")
	p.line("  - Who was aboard: a track never says.")
	for _, e := range []struct {
		End
		name string
	}{{l.Start, "began"}, {l.End, "ended"}} {
		if e.Airport == nil {
			p.line("  - Where it %s: no field reaches 0.5, so none is named.", e.name)
		} else if e.Status != Observed {
			p.line("  - Where it %s was not observed: %s is inferred, and wrong in about %s.", e.name, *e.Airport, oneIn(1-e.Probability))
		}
		if e.Time == nil {
			p.line("  - When it %s, to the minute.", e.name)
		}
	}
	if len(l.Callsigns) == 0 {
		p.line("  - Under which call sign it flew: none was heard.")
	}
	p.para("  - ", "Whether the address is the aircraft's own: an address and a call sign can be set to anything, and the registration is what the data's producer says of the address.")
}

func (p *page) sources(l Leg) {
	p.line("")
	p.line("SOURCES AND METHOD")
	for _, s := range l.Sources {
		p.line("  - %s, rows %d-%d, %d positions used", s.Member.Name, s.Rows[0], s.Rows[1], s.Points)
		p.line("    SHA-256 %s", s.Member.Hash)
	}
	p.para("  - ", fmt.Sprintf("Method %s: the rules and their constants stand in docs/METHODS.md and internal/flight/method.go.", l.Method))
}

// Words says a position in one line, with the way back to it.
func (s Seen) Words() string {
	at := "on the ground"
	switch {
	case s.Ground:
	case s.AltFt != nil:
		at = fmt.Sprintf("at %s ft", thousands(*s.AltFt))
	default:
		at = "in the air, no altitude sent"
	}
	if s.Knots != nil {
		at += fmt.Sprintf(", %d kt", *s.Knots)
	}
	if s.NM != nil {
		to := s.Field
		if s.Runway != "" {
			to = "runway " + s.Runway + " of " + s.Field
		}
		at += fmt.Sprintf(", %.1f NM from %s", *s.NM, to)
	}
	return fmt.Sprintf("%s: %s, %s; %.4f, %.4f; row %d of %s", s.What, stamp(s.At), at, s.Point.Lat, s.Point.Lon, s.Row, s.File)
}

func stamp(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04:05Z") }

func rowsOf(rows []int) string {
	switch len(rows) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(" (row %d)", rows[0])
	}
	text := make([]string, 0, len(rows))
	for _, r := range rows {
		text = append(text, fmt.Sprint(r))
	}
	return " (rows " + strings.Join(text, ", ") + ")"
}

func called(signs []string) string {
	if len(signs) == 0 {
		return ""
	}
	return "call sign " + strings.Join(signs, ", ")
}

func nonEmpty(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// share writes a probability to two places, and none that is not nought as nought.
func share(p float64) string {
	if p > 0 && p < 0.005 {
		return "<0.01"
	}
	return fmt.Sprintf("%.2f", p)
}

// thousands writes 34000 as 34,000.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

// oneIn says a small probability as "1 in 20 such answers".
func oneIn(p float64) string {
	if p < 0.005 {
		return "fewer than 1 in 200 such answers"
	}
	return fmt.Sprintf("%.0f in 100 such answers", 100*p)
}
