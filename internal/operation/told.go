package operation

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Told is one event with the times of day that documents give for it: three sources of one
// order are one Told with three readings. Which is right is nobody's business here.
type Told struct {
	Event    string    `json:"event"` // "departure of GXA6143", "written order", "a time"
	Readings []Reading `json:"readings"`
}

// Reading is one time of day as a document gives it.
type Reading struct {
	Text     string     `json:"text"`     // as it stands: "7:25 p.m. ET"
	At       *time.Time `json:"at"`       // null where the words do not settle an instant
	Why      string     `json:"why"`      // where the day and the zone come from, or what is missing
	Quote    string     `json:"quote"`    // the sentence
	Document string     `json:"document"` // its ID
	Ref      Ref        `json:"ref"`
}

var (
	timeOfDay = regexp.MustCompile(`(?i)\b(?:(\d{1,2})[:h](\d{2})(?::\d{2})?(?:\s*([ap])\.?m\b\.?)?|(\d{1,2})\s*([ap])\.?m\b\.?|(\d{2})(\d{2})(Z)\b)(?:\s*\(?\b(Z|UTC|GMT|ET|EST|EDT|CT|CST|CDT|MT|MST|MDT|PT|PST|PDT|Eastern|Central|Mountain|Pacific)\b)?`)
	dayOf     = regexp.MustCompile(`(?i)\b(?:(\d{1,2}) (january|february|march|april|may|june|july|august|september|october|november|december)|(january|february|march|april|may|june|july|august|september|october|november|december) (\d{1,2}))\b(?:,? (\d{4}))?`)
	craftName = regexp.MustCompile(`\b(?:N\d{1,4}[A-Z]{1,2}|N\d{2,5}|[A-Z]{3}\d{2,4})\b`)
)

// eventWordsNear name what a time is told of, by the words nearest to it in its sentence.
var eventWordsNear = []struct {
	event string
	words *regexp.Regexp
}{
	{"written order", regexp.MustCompile(`(?i)\b(?:written (?:order|version|ruling)|minute order|in writing|docket(?:ed)?|order (?:was |is )?(?:posted|entered|filed|published|stamped))\b`)},
	{"oral order", regexp.MustCompile(`(?i)\b(?:oral(?:ly)?|from the bench|aloud|spoken order)\b`)},
	{"hearing", regexp.MustCompile(`(?i)\b(?:hearing|recess|adjourned|court resumed)\b`)},
	{"departure", regexp.MustCompile(`(?i)\b(?:took off|take-?offs?|taken off|takes off|departed|departure|departs|left|lifted off|airborne)\b`)},
	{"arrival", regexp.MustCompile(`(?i)\b(?:landed|arrived|arrival|touched down|landing)\b`)},
}

// zonesTold are the clocks that English texts name. The short general form means whatever the
// clock of the place showed that day; the others name an offset.
var zonesTold = map[string]struct {
	zone   string
	offset int // hours; of the forms that name one
	fixed  bool
}{
	"Z": {"", 0, true}, "UTC": {"", 0, true}, "GMT": {"", 0, true},
	"ET": {"America/New_York", 0, false}, "EASTERN": {"America/New_York", 0, false}, "EST": {"America/New_York", -5, true}, "EDT": {"America/New_York", -4, true},
	"CT": {"America/Chicago", 0, false}, "CENTRAL": {"America/Chicago", 0, false}, "CST": {"America/Chicago", -6, true}, "CDT": {"America/Chicago", -5, true},
	"MT": {"America/Denver", 0, false}, "MOUNTAIN": {"America/Denver", 0, false}, "MST": {"America/Denver", -7, true}, "MDT": {"America/Denver", -6, true},
	"PT": {"America/Los_Angeles", 0, false}, "PACIFIC": {"America/Los_Angeles", 0, false}, "PST": {"America/Los_Angeles", -8, true}, "PDT": {"America/Los_Angeles", -7, true},
}

// told finds the times of day in the attached documents that name a day of the operation, or
// none, grouped by what they are told of. English texts only.
func (t *table) told() []Told {
	byEvent := map[string][]Reading{}
	for _, d := range t.documents {
		for event, rs := range t.readings(d) {
			byEvent[event] = append(byEvent[event], rs...)
		}
	}
	out := []Told{}
	for event, rs := range byEvent {
		slices.SortStableFunc(rs, func(a, b Reading) int {
			return cmp.Or(compareTimes(a.At, b.At), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Quote, b.Quote))
		})
		out = append(out, Told{Event: event, Readings: rs})
	}
	slices.SortFunc(out, func(a, b Told) int {
		return cmp.Or(compareTimes(a.Readings[0].At, b.Readings[0].At), cmp.Compare(a.Event, b.Event))
	})
	return out
}

func compareTimes(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}

// readings are the times of day of one document by event.
func (t *table) readings(d document.Document) map[string][]Reading {
	out := map[string][]Reading{}
	var day *time.Time // the last day that the text named
	for _, sentence := range sentences(d.Text) {
		named := t.dayIn(sentence)
		if named != nil {
			day = named
		}
		found := timeOfDay.FindAllStringSubmatchIndex(sentence, -1)
		zone := zoneOf(sentence, found)
		for _, m := range found {
			r := Reading{Text: oneLine(strings.Trim(sentence[m[0]:m[1]], " (")), Quote: oneLine(sentence), Document: d.ID, Ref: Ref{Kind: "document", ID: d.ID, Label: labelOf(d)}}
			if r.At, r.Why = t.instant(sentence, m, day, named != nil, zone); r.At != nil && t.far(*r.At) {
				continue
			}
			event := eventNear(sentence, m[0], m[1])
			if event == "a time" && r.At == nil {
				continue // a number with a colon that nothing is told of
			}
			if !slices.ContainsFunc(out[event], func(o Reading) bool { return o.Text == r.Text && compareTimes(o.At, r.At) == 0 }) {
				out[event] = append(out[event], r)
			}
		}
	}
	return out
}

func labelOf(d document.Document) string { return oneLine(cmp.Or(d.Publisher, d.Title, d.File, d.ID)) }

// far tells whether an instant lies outside the operation's days.
func (t *table) far(at time.Time) bool {
	from, to := t.window()
	return !from.IsZero() && at.Before(from) || !to.IsZero() && at.After(to)
}

// sentences cuts a text at its lines and at full stops that end one, not at those of "p.m.",
// "U.S." and initials.
func sentences(text string) []string {
	var out []string
	start := 0
	for i := 0; i < len(text); i++ {
		end := text[i] == '\n'
		if text[i] == '.' || text[i] == '!' || text[i] == '?' {
			j := i + 1
			for j < len(text) && (text[j] == '"' || text[j] == ')') {
				j++
			}
			word := text[strings.LastIndexAny(text[start:i], " \n(")+1+start : i]
			short := len(word) <= 1 || len(word) <= 4 && strings.Contains(word, ".")
			end = j < len(text) && (text[j] == ' ' || text[j] == '\n') && !short
		}
		if end {
			out = append(out, text[start:i+1])
			start = i + 1
		}
	}
	return append(out, text[start:])
}

// dayIn is the one day that a sentence names, in the operation's year where it names none.
func (t *table) dayIn(sentence string) *time.Time {
	var found *time.Time
	for _, m := range dayOf.FindAllStringSubmatch(sentence, -1) {
		number, month, year := cmp.Or(m[1], m[4]), cmp.Or(m[2], m[3]), m[5]
		if year == "" {
			if first, ok := t.firstDay(); ok {
				year = first.Format("2006")
			}
		}
		d, err := time.Parse("2 January 2006", number+" "+strings.ToUpper(month[:1])+strings.ToLower(month[1:])+" "+year)
		if err != nil {
			continue
		}
		if found != nil && !found.Equal(d) {
			return nil // two days: which of them is not said
		}
		found = &d
	}
	return found
}

// zoneOf is the one zone that the times of a sentence name; empty for none or several.
func zoneOf(sentence string, found [][]int) string {
	zone := ""
	for _, m := range found {
		if z := zoneText(sentence, m); z != "" {
			if zone != "" && zone != z {
				return ""
			}
			zone = z
		}
	}
	return zone
}

func zoneText(sentence string, m []int) string {
	for _, k := range []int{9, 8} {
		if m[2*k] >= 0 {
			return strings.ToUpper(sentence[m[2*k]:m[2*k+1]])
		}
	}
	return ""
}

// instant settles a time of day, or says what is missing. A day comes from the sentence, from
// the sentence before it that names one, or from an operation of one day.
func (t *table) instant(sentence string, m []int, day *time.Time, here bool, shared string) (*time.Time, string) {
	part := func(k int) string {
		if m[2*k] < 0 {
			return ""
		}
		return sentence[m[2*k]:m[2*k+1]]
	}
	hour, _ := strconv.Atoi(cmp.Or(part(1), part(4), part(6)))
	minute, _ := strconv.Atoi(cmp.Or(part(2), part(7), "0"))
	half := strings.ToLower(cmp.Or(part(3), part(5)))
	switch {
	case minute > 59 || hour > 23 || half != "" && (hour > 12 || hour == 0):
		return nil, "no time of day that a clock shows"
	case half == "p" && hour < 12:
		hour += 12
	case half == "a" && hour == 12:
		hour = 0
	case half == "" && hour >= 1 && hour <= 12 && !strings.HasPrefix(cmp.Or(part(1), part(6)), "0") && part(8) == "":
		return nil, "whether morning or evening is not stated"
	}
	why := []string{}
	switch {
	case day != nil && here:
		why = append(why, "day stated")
	case day != nil:
		why = append(why, "day of an earlier sentence")
	case t.op.From != "" && (t.op.To == t.op.From || t.op.To == ""):
		d, _ := t.firstDay()
		day = &d
		why = append(why, "day of the operation")
	default:
		return nil, "its day is not stated"
	}
	name := zoneText(sentence, m)
	if name == "" && shared != "" {
		name = shared
		why = append(why, "zone of another time in the sentence")
	}
	z, ok := zonesTold[name]
	if !ok {
		return nil, "on which clock is not stated"
	}
	naive := time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, time.UTC)
	if z.zone == "" {
		return &naive, strings.Join(why, ", ")
	}
	loc, err := time.LoadLocation(z.zone)
	if err != nil {
		return nil, "the clock of " + name + " is not known"
	}
	found := onWall(naive, loc)
	if len(found) != 1 {
		return nil, "the clock of " + name + " showed this time twice or never that day"
	}
	if _, offset := found[0].In(loc).Zone(); z.fixed && offset != z.offset*3600 {
		return nil, fmt.Sprintf("it says %s on a day when that clock was at UTC%+d: it can mean either hour", name, offset/3600)
	}
	return &found[0], strings.Join(append(why, "zone "+name), ", ")
}

// eventNear names what a time is told of: the event whose words stand nearest to it in its
// sentence, words before it preferred, and the aircraft named nearest before it.
func eventNear(sentence string, start, end int) string {
	best, event := len(sentence)*2, "a time"
	for _, e := range eventWordsNear {
		for _, m := range e.words.FindAllStringIndex(sentence, -1) {
			distance := start - m[1]
			if m[0] >= end {
				distance = m[0] - end + 12 // English puts the event before its time
			}
			if distance < best {
				best, event = distance, e.event
			}
		}
	}
	if event != "departure" && event != "arrival" {
		return event
	}
	craft := ""
	for _, m := range craftName.FindAllStringIndex(sentence[:start], -1) {
		craft = sentence[m[0]:m[1]]
	}
	if craft != "" {
		event += " of " + craft
	}
	return event
}
