package journey

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Basis is what a coverage is a share of. The two are never added up.
type Basis string

// The bases.
const (
	BySchedule Basis = "schedule"    // arrivals of a schedule that the user gave
	ByHeard    Basis = "heard alone" // arrivals that the source itself tells of: an upper bound, since who was never heard is in neither number
)

// The limits of coverage.
const (
	// seenBelow: a landing is seen when the aircraft was heard on the ground or lower than this
	// above the field, in feet: at three degrees the last three nautical miles, from which
	// nobody goes elsewhere but by a go-around.
	seenBelow = 1000
	// darkBelow: where no arrival was heard lower than this above the field, in feet, the
	// source does not see landings there at all: above it an aircraft may still be bound for
	// a neighbouring field (legs.md: the height gate of the rules that were right).
	darkBelow = 3000
	// enoughArrivals is from how many expected arrivals a field, or hours of it, are called
	// dark; with one or two it is not known.
	enoughArrivals = 3
	// scheduleSlack is how much earlier or later than scheduled a landing may have been.
	scheduleSlack = 90 * time.Minute
)

// Coverage says what share of the arrivals that were expected at some fields was seen. It
// stands beside every total: what was not observed there is only as good as this.
type Coverage struct {
	Basis    Basis           `json:"basis"`
	Source   string          `json:"source,omitempty"` // of the schedule
	Expected int             `json:"expected"`
	Seen     int             `json:"seen"`      // landing heard on the ground or below 1,000 ft above the field
	Share    *float64        `json:"share"`     // Seen of Expected; null where nothing was expected
	Dark     []string        `json:"dark"`      // no arrival heard below 3,000 ft
	NotKnown []string        `json:"not_known"` // too few arrivals expected to say anything
	Fields   []FieldCoverage `json:"fields"`
}

// FieldCoverage is the coverage of one airport.
type FieldCoverage struct {
	Airport  string     `json:"airport"`
	Expected int        `json:"expected"`
	Seen     int        `json:"seen"`
	Low      int        `json:"below_3000_ft"` // heard below 3,000 ft above the field
	Share    *float64   `json:"share"`
	State    string     `json:"state"`      // seen, dark, not known
	DarkFrom []HourSpan `json:"dark_hours"` // hours of the day, UTC, in which arrivals were expected and none was heard below 3,000 ft
	Hours    []Hour     `json:"hours"`      // of the day, UTC, in which arrivals were expected
	Words    string     `json:"words"`
}

// Hour is one hour of the day, UTC, at one airport, over all days of the period.
type Hour struct {
	Hour     int `json:"hour"`
	Expected int `json:"expected"`
	Seen     int `json:"seen"`
	Low      int `json:"below_3000_ft"`
}

// HourSpan is hours of the day, UTC: 2 to 6 is from 02:00 to 06:00.
type HourSpan struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// The states of a field.
const (
	FieldSeen     = "seen"
	FieldDark     = "dark"
	FieldNotKnown = "not known"
)

// StagingFields are the airports beside whose totals coverage stands: the staging facilities
// that monitors name, as of a day.
func StagingFields(on time.Time) []string {
	var out []string
	for _, f := range fleet.Facts() {
		if code, ok := strings.CutPrefix(f.Subject, "airport:"); ok && f.Predicate == fleet.IsStaging && f.On(on) && strings.HasPrefix(f.Value, "staging facility") {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Cover measures coverage at some fields in [from, to). Legs are those of the aircraft that
// touched the fields, the leg before each departure among them; their order does not matter.
// A field that the schedule speaks of is measured by the schedule alone, any other by what
// was heard; there is one Coverage for each basis that has fields.
func Cover(legs []flight.Leg, fields []string, from, to time.Time, schedule Schedule, airports *place.Airports) []Coverage {
	legs = slices.Clone(legs)
	slices.SortFunc(legs, byAircraftAndTime)
	legs = slices.CompactFunc(legs, func(a, b flight.Leg) bool { return a.ID == b.ID })
	scheduled := schedule.within(from, to)
	var bySchedule, byHeard []FieldCoverage
	fields = slices.Concat(fields, scheduled.airports())
	slices.Sort(fields)
	for _, field := range slices.Compact(fields) {
		at, _ := airports.Lookup(field)
		if expected := scheduled.at(field); len(expected) > 0 {
			bySchedule = append(bySchedule, measure(field, matched(expected, landings(legs, at))))
			continue
		}
		var told []arrival
		for _, a := range arrivals(legs, at) {
			if !a.at.Before(from) && a.at.Before(to) {
				told = append(told, a)
			}
		}
		byHeard = append(byHeard, measure(field, told))
	}
	out := []Coverage{}
	if len(bySchedule) > 0 {
		out = append(out, total(BySchedule, schedule.Source, bySchedule))
	}
	if len(byHeard) > 0 {
		out = append(out, total(ByHeard, "", byHeard))
	}
	return out
}

// arrival is one expected arrival at a field and how low it was heard there.
type arrival struct {
	at   time.Time
	call []string
	seen bool
	low  bool
}

// arrivals are those that the legs tell of: legs that came down at a field, and the legs right
// before a departure from it, wherever they were lost.
//
//	… ──► KAEX        came down there, by name
//	… ──► ?   KAEX ──► left from there next: it came down there
//	… ──► KMIA  KAEX ──► left from there next: a flight between them that nobody heard
func arrivals(legs []flight.Leg, field place.Airport) []arrival {
	var out []arrival
	for i, l := range legs {
		here := within([]string{field.Code}, l.End.Airport)
		leaves := i+1 < len(legs) && legs[i+1].Hex == l.Hex && within([]string{field.Code}, legs[i+1].Start.Airport)
		switch {
		case here || leaves && l.End.Airport == nil:
			out = append(out, heardArrival(l, field))
		case leaves: // it can have been at any time in between
			out = append(out, arrival{at: legs[i+1].Start.Heard.At})
		}
	}
	return out
}

func heardArrival(l flight.Leg, field place.Airport) arrival {
	a := arrival{at: l.End.Heard.At, call: l.Callsigns}
	if l.End.Time != nil {
		a.at = *l.End.Time
	}
	a.seen, a.low = l.End.Heard.Ground, l.End.Heard.Ground
	if ft := l.End.Heard.AltFt; ft != nil && field.ElevationKnown {
		above := *ft - field.ElevationFt
		a.seen, a.low = a.seen || above < seenBelow, a.low || above < darkBelow
	}
	return a
}

// landings are the arrivals at a field that were heard below darkBelow there.
func landings(legs []flight.Leg, field place.Airport) []arrival {
	return slices.DeleteFunc(arrivals(legs, field), func(a arrival) bool { return !a.low })
}

// matched gives each scheduled arrival the first landing that can have been it, each landing
// once, in the order of the schedule: by call sign where the schedule has one, otherwise by
// time. The hour is the schedule's.
func matched(scheduled []ScheduledArrival, heard []arrival) []arrival {
	slices.SortStableFunc(heard, func(a, b arrival) int { return a.at.Compare(b.at) })
	used := make([]bool, len(heard))
	var out []arrival
	take := func(s ScheduledArrival, fits func(arrival) bool) arrival {
		for i, h := range heard {
			if !used[i] && !h.at.Before(s.From.Add(-scheduleSlack)) && !h.at.After(s.To.Add(scheduleSlack)) && fits(h) {
				used[i] = true
				return arrival{at: s.From, seen: h.seen, low: h.low}
			}
		}
		return arrival{at: s.From}
	}
	for _, named := range []bool{true, false} { // those with a call sign first: they can be nobody else's
		for _, s := range scheduled {
			if (s.Callsign != "") != named {
				continue
			}
			for range s.Arrivals {
				out = append(out, take(s, func(h arrival) bool { return !named || slices.Contains(h.call, s.Callsign) }))
			}
		}
	}
	return out
}

// measure makes the coverage of one field of its arrivals.
func measure(field string, expected []arrival) FieldCoverage {
	c := FieldCoverage{Airport: field, Expected: len(expected), State: FieldSeen, DarkFrom: []HourSpan{}, Hours: []Hour{}}
	var hours [24]Hour
	for _, a := range expected {
		h := &hours[a.at.UTC().Hour()]
		h.Expected++
		if a.seen {
			h.Seen++
			c.Seen++
		}
		if a.low {
			h.Low++
			c.Low++
		}
	}
	for i, h := range hours {
		if h.Hour = i; h.Expected > 0 {
			c.Hours = append(c.Hours, h)
		}
	}
	c.Share = ratio(c.Seen, c.Expected)
	switch {
	case c.Expected < enoughArrivals:
		c.State = FieldNotKnown
		c.Words = fmt.Sprintf("%s: %d arrival(s) expected, too few to know what the source sees: not known", field, c.Expected)
	case c.Low == 0:
		c.State = FieldDark
		c.Words = fmt.Sprintf("%s: 0 of %d arrivals seen below 3,000 ft: dark", field, c.Expected)
	default:
		c.DarkFrom = darkHours(hours)
		c.Words = fmt.Sprintf("%s: %d of %d arrivals seen, %.0f %%", field, c.Seen, c.Expected, 100**c.Share)
		for i, s := range c.DarkFrom {
			c.Words += map[bool]string{true: "; dark ", false: ", "}[i == 0] + s.String()
		}
	}
	return c
}

// darkHours are runs of hours in which at least enoughArrivals were expected in all and none
// was heard low. Hours in which nothing was expected neither make nor break a run.
func darkHours(hours [24]Hour) []HourSpan {
	out := []HourSpan{}
	run, n := HourSpan{From: -1}, 0
	end := func() {
		if n >= enoughArrivals {
			out = append(out, run)
		}
		run, n = HourSpan{From: -1}, 0
	}
	for i, h := range hours {
		switch {
		case h.Low > 0:
			end()
		case h.Expected > 0:
			if run.From < 0 {
				run.From = i
			}
			run.To, n = i+1, n+h.Expected
		}
	}
	end()
	return out
}

// String is 02–06Z.
func (s HourSpan) String() string { return fmt.Sprintf("%02d–%02dZ", s.From, s.To) }

func total(basis Basis, source string, fields []FieldCoverage) Coverage {
	c := Coverage{Basis: basis, Source: source, Dark: []string{}, NotKnown: []string{}, Fields: fields}
	for _, f := range fields {
		c.Expected += f.Expected
		c.Seen += f.Seen
		switch f.State {
		case FieldDark:
			c.Dark = append(c.Dark, f.Airport)
		case FieldNotKnown:
			c.NotKnown = append(c.NotKnown, f.Airport)
		}
	}
	c.Share = ratio(c.Seen, c.Expected)
	return c
}

func ratio(part, of int) *float64 {
	if of == 0 {
		return nil
	}
	r := float64(part) / float64(of)
	return &r
}

// Percent is the share as it stands in a sentence: "71 %", or "not known".
func (c Coverage) Percent() string {
	if c.Share == nil {
		return "not known"
	}
	return fmt.Sprintf("%.0f %%", 100**c.Share)
}

// Words says a coverage in one line: "coverage 71 % of 214 arrivals expected at the staging
// fields; dark: KAEX, KHRL; not known for 3".
func (c Coverage) Words() string {
	names := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		names[i] = f.Airport
	}
	at := strings.Join(names, ", ")
	if len(names) > 6 {
		at = fmt.Sprintf("%d fields", len(names))
	}
	var out string
	switch {
	case c.Share == nil:
		out = "coverage not known at " + at + ": no arrival was expected or heard of there"
	case c.Basis == BySchedule:
		out = fmt.Sprintf("coverage %s of %d arrivals scheduled at %s (%s)", c.Percent(), c.Expected, at, cmp.Or(c.Source, "schedule"))
	default:
		out = fmt.Sprintf("coverage %s of the %d arrivals that were heard of at %s (no schedule was given: at most this)", c.Percent(), c.Expected, at)
	}
	if len(c.Dark) > 0 {
		out += "; dark: " + strings.Join(c.Dark, ", ")
	}
	if len(c.NotKnown) > 0 && c.Share != nil {
		out += "; not known: " + strings.Join(c.NotKnown, ", ")
	}
	return out
}

// At finds the coverage of one field.
func At(all []Coverage, field string) (FieldCoverage, bool) {
	for _, c := range all {
		if i := slices.IndexFunc(c.Fields, func(f FieldCoverage) bool { return f.Airport == field }); i >= 0 {
			return c.Fields[i], true
		}
	}
	return FieldCoverage{}, false
}

// Observed is how a count at a field is printed: a number where something was counted, and
// where nothing was, 0 only if the source sees the field; "not known" otherwise.
func (f FieldCoverage) Observed(n int) string {
	if n == 0 && f.State != FieldSeen {
		return "not known"
	}
	return fmt.Sprint(n)
}
