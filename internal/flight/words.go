package flight

import (
	"fmt"
	"strings"
	"time"
)

// worthSaying is the least probability of the best field at which a line lists the fields.
const worthSaying = 0.1

// Words says an end in one line: "KAEX, observed 22:14Z" or "not heard after 14:06Z at
// 34,000 ft; OIIE 0.44, unknown 0.37". start says which end of the leg it is.
func (e End) Words(start bool) string {
	if e.Airport != nil {
		text := fmt.Sprintf("%s, %s", *e.Airport, e.Status)
		if e.Status == Estimated || e.Status == Confirmed {
			text = fmt.Sprintf("%s %.2f", text, e.Probability)
		}
		if e.Time != nil {
			return text + " " + clock(*e.Time)
		}
		return text + between(e.Interval, "2 Jan 15:04Z")
	}
	text := "lost"
	if start {
		text = "first heard"
	}
	switch {
	case e.Heard.Ground:
		text = "on the ground away from known fields"
	case e.Heard.AltFt != nil && *e.Heard.AltFt >= 18000:
		text += fmt.Sprintf(" at FL%03d", (*e.Heard.AltFt+50)/100)
	case e.Heard.AltFt != nil:
		text += fmt.Sprintf(" at %d ft", *e.Heard.AltFt)
	}
	text += " " + clock(e.Heard.At)
	if _, best := top(e.Candidates); best < worthSaying {
		return "unknown; " + text
	}
	var list []string
	for _, c := range e.Candidates[:min(3, len(e.Candidates))] {
		list = append(list, fmt.Sprintf("%s %.2f", c.Airport, c.Probability))
	}
	return text + "; " + strings.Join(list, ", ")
}

func clock(t time.Time) string { return t.UTC().Format("15:04Z") }

// When says the time of take-off or landing in words, in a layout of package time: the instant
// where it was observed, otherwise what bounds it; "" where nothing does.
func (e End) When(layout string) string {
	if e.Time != nil {
		return e.Time.UTC().Format(layout)
	}
	return strings.TrimSpace(between(e.Interval, layout))
}

// between says an interval in words.
func between(i [2]*time.Time, layout string) string {
	stamp := func(t *time.Time) string { return t.UTC().Format(layout) }
	switch {
	case i[0] != nil && i[1] != nil:
		return fmt.Sprintf(" between %s and %s", stamp(i[0]), stamp(i[1]))
	case i[0] != nil:
		return " after " + stamp(i[0])
	case i[1] != nil:
		return " before " + stamp(i[1])
	}
	return ""
}
