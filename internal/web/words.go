package web

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a machine without a zone database shows the same local times

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// words is what the templates may say of a value. Codes inside are fixed; on a page they
// are plain words, the same words everywhere.
var words = template.FuncMap{
	"symbol":      symbol,
	"country":     country,
	"date":        day,
	"minute":      minute,
	"aboutwords":  aboutWords,
	"isoday":      isoDay,
	"prob":        probability,
	"percent":     func(p float64) int { return int(math.Round(100 * math.Max(0, math.Min(1, p)))) },
	"px":          short,
	"num":         thousands,
	"span":        span,
	"short":       func(s string) string { return clip(s, 12) },
	"clip":        clip,
	"lines":       lines,
	"isolated":    isolated,
	"class":       classWords,
	"speech":      speechWords,
	"event":       eventWords,
	"quantity":    quantity,
	"dates":       dates,
	"route":       route,
	"verdict":     verdictWords,
	"exact":       exact,
	"fate":        fateWords,
	"boundWords":  boundWords,
	"assurance":   assuranceWords,
	"answer":      answerWords,
	"treaty":      treatyName,
	"treatyShort": treatyShort,
	"spaced":      func(s string) string { return strings.ReplaceAll(s, "_", " ") },
	"before":      func(s, sep string) string { a, _, _ := strings.Cut(s, sep); return a },
	"after":       func(s, sep string) string { _, b, _ := strings.Cut(s, sep); return b },
	"join":        strings.Join,
	"add":         func(a, b int) int { return a + b },
	"add64":       func(a, b int64) int64 { return a + b },
	"neg":         func(a int) int { return -a },
	"plural":      plural,
	"bar":         func(days, most int) int { return 100 * days / max(most, 1) },
	"aircraft":    aircraft,
	"deref":       func(n *int) int { return *n },
	"has":         strings.Contains,
	"pair":        func(a, b any) map[string]any { return map[string]any{"A": a, "B": b} },
	"feet":        feet,
	"weight":      readerWeight,
	"triple":      func(a, b, c any) map[string]any { return map[string]any{"A": a, "B": b, "C": c} },
}

// symbol is the shape of a mark, which the templates name by a word of their own too.
func symbol(mark any) string { return operation.Mark(fmt.Sprint(mark)).Symbol() }

// country is the name for an ISO code; other words pass as they are.
func country(code string) string {
	if c, ok := place.CountryByCode(code); ok {
		return c.Name
	}
	return code
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006")
}

// isoDay writes a day such as 2025-09-30 as the other days of a page; other words pass.
func isoDay(s string) string {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return day(t)
	}
	return s
}

func minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006 15:04Z")
}

// moment is one time as a page shows it: UTC, and on hover, focus and in print the time
// that clocks showed at the place.
type moment struct {
	ISO, UTC, Local string
}

// instant gives a time with the clocks of a place. Without a zone there is only UTC.
func instant(t time.Time, at place.Point) moment {
	m := moment{ISO: t.UTC().Format(time.RFC3339), UTC: minute(t)}
	if at == (place.Point{}) {
		return m
	}
	name := place.Zone(at)
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || strings.HasPrefix(name, "Etc/") {
		return m
	}
	m.Local = t.In(zone).Format("2 Jan 15:04") + " in " + cityOf(name)
	return m
}

// cityOf reads the place out of a zone's name: America/New_York is New York.
func cityOf(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}

// probability has two digits and never rounds to a certainty that is not there.
func probability(p float64) string {
	switch {
	case p >= 1:
		return "1"
	case p <= 0:
		return "0"
	case p > 0.99:
		return "> 0.99"
	case p < 0.01:
		return "< 0.01"
	}
	return strconv.FormatFloat(p, 'f', 2, 64)
}

func thousands(n any) string {
	s := fmt.Sprint(n)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// span is a length of time in the largest two units that matter.
func span(d time.Duration) string {
	d = d.Round(time.Minute)
	h, m := int(d.Hours()), int(d.Minutes())%60
	switch {
	case h >= 48:
		return fmt.Sprintf("%d days %d h", h/24, h%24)
	case h > 0:
		return fmt.Sprintf("%d h %02d min", h, m)
	}
	return fmt.Sprintf("%d min", m)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func classWords(c statement.Class) string {
	switch c {
	case statement.SemiOfficial:
		return "semi-official medium"
	case statement.NGO:
		return "non-governmental organisation"
	case statement.Wire:
		return "news agency"
	case statement.Institution:
		return "state institution"
	case statement.ThisDocument:
		return "the report itself"
	case statement.NotStated:
		return "source not stated"
	case statement.UnspecifiedClass:
		return ""
	}
	return strings.ReplaceAll(string(c), "_", " ")
}

func speechWords(s statement.Speech) string {
	switch s {
	case statement.Declines:
		return "declines to comment"
	case statement.NotAcknowledged:
		return "states that a state has not acknowledged it"
	case statement.NoReply:
		return "did not reply"
	}
	return strings.ReplaceAll(string(s), "_", " ")
}

func eventWords(e statement.Event) string {
	switch e {
	case statement.EventUnknown:
		return "not clear whether it happened"
	case statement.NotApplicable:
		return "no event: a view, a warning or a rule"
	}
	return strings.ReplaceAll(string(e), "_", " ")
}

// underline is the style of a statement in its text: solid for what is said to have
// happened, dashed for a plan, dotted for open, double for what is no event.
func underline(e statement.Event) string {
	switch e {
	case statement.Happened, statement.UnderWay:
		return "happened"
	case statement.Planned, statement.Proposed, statement.Hypothetical:
		return "planned"
	case statement.NotApplicable:
		return "stance"
	}
	return "open"
}

// quantity is a figure of a statement with its bound. A vague word never gets a number: the
// word itself is shown.
func quantity(in statement.Statement, q statement.Quantity) string {
	v := func(n *int) string {
		if n == nil {
			return "?"
		}
		return thousands(*n)
	}
	var s string
	switch q.Bound {
	case statement.Exact:
		s = v(q.Value)
	case statement.Range:
		s = v(q.Low) + " to " + v(q.High)
	case statement.Vague:
		s = "a word, no number"
		if w := wordOf(in, q); w != "" {
			s = "“" + w + "”, no number"
		}
		return s
	default:
		s = boundWords(q.Bound) + " " + v(q.Value)
	}
	if q.Unit != "" && q.Unit != "persons" {
		unit := q.Unit
		if q.Value != nil && *q.Value == 1 && (q.Bound == statement.Exact || q.Bound == statement.Approx) {
			unit = strings.TrimSuffix(unit, "s")
		}
		s += " " + unit
	}
	if q.Population != "" {
		s += " " + q.Population
	}
	return s
}

// wordOf is the words of a quantity, where the content is one stretch of text.
func wordOf(in statement.Statement, q statement.Quantity) string {
	if len(in.Content.Spans) != 1 || len(q.Spans) == 0 {
		return ""
	}
	from, to := q.Spans[0].Start-in.Content.Spans[0].Start, q.Spans[0].End-in.Content.Spans[0].Start
	if !bounded(in.Content.Text, statement.Span{Start: from, End: to}) {
		return ""
	}
	return in.Content.Text[from:to]
}

func boundWords(b statement.Bound) string {
	switch b {
	case statement.Exact:
		return "exactly this"
	case statement.Approx:
		return "about"
	case statement.Vague:
		return "a word, no number"
	}
	return strings.ReplaceAll(string(b), "_", " ")
}

// dates is an interval of days. Its end is exclusive inside and inclusive on a page.
func dates(d statement.Date) string {
	if d.From == nil {
		if d.To != nil {
			return "until " + day(d.To.AddDate(0, 0, -1))
		}
		return "not resolved: the report's own date is not known"
	}
	s := day(*d.From)
	switch last := d.To; {
	case last == nil:
		s = "from " + s
	case last.AddDate(0, 0, -1).After(*d.From):
		s += " to " + day(last.AddDate(0, 0, -1))
	}
	if d.Approx {
		s = "about " + s
	}
	return s
}

func route(m statement.Move) string {
	stops := append([]string{m.From}, m.Via...)
	stops = append(stops, m.To)
	for i, s := range stops {
		if s == "" {
			s = "not stated"
		}
		stops[i] = country(s)
	}
	s := strings.Join(stops, " – ")
	if m.Event != "" {
		s += " (" + eventWords(m.Event) + ")"
	}
	return s
}

func verdictWords(v string) string {
	switch v {
	case "accept":
		return "accepted"
	case "edit":
		return "accepted as edited"
	case "reject":
		return "rejected"
	}
	return "not decided"
}

func assuranceWords(k law.AssuranceKind) string {
	switch k {
	case law.BetweenStates:
		return "between states"
	case law.ToReturnees:
		return "to returnees; not between states"
	case law.AgreementTerm:
		return "a clause of a removal agreement"
	case law.NoProsecution:
		return "an undertaking not to prosecute"
	case law.ConsularAccess:
		return "an undertaking of consular access"
	case law.PolicyWord:
		return "a statement of policy"
	}
	return string(k)
}

func answerWords(a law.Answer) string {
	switch a {
	case law.Yes:
		return "yes"
	case law.No:
		return "no"
	}
	return "unknown"
}

func treatyName(id string) string {
	for _, t := range law.Treaties() {
		if t.ID == id {
			return t.Name
		}
	}
	return id
}

// treatyShort is a treaty as a lawyer writes it in a table.
func treatyShort(id string) string {
	switch id {
	case "RC1951":
		return "1951 Convention"
	case "P1967":
		return "1967 Protocol"
	case "OAU1969":
		return "OAU Convention"
	}
	return id
}

// aircraft names one without making more of it: the registration is what a database said.
func aircraft(registration, hex string) string {
	if registration != "" {
		return registration
	}
	return "aircraft " + hex
}

// endWords says where a leg began or ended, as far as that is known.
func endWords(e flight.End, start bool) string {
	if e.Airport != nil {
		word := "to "
		if start {
			word = "from "
		}
		s := word + *e.Airport + " " + string(e.Status)
		if e.Status != flight.Observed {
			s += " " + probability(e.Probability)
		}
		return s
	}
	if start {
		return "first heard " + minute(e.Heard.At)
	}
	return "last heard " + minute(e.Heard.At)
}

// endTime is when the wheels left or touched the ground: a time when that was observed,
// otherwise the interval that bounds it.
func endTime(e flight.End) string {
	if words := e.When("2 Jan 2006 15:04Z"); words != "" {
		return words
	}
	return "unknown"
}
