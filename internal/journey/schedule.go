package journey

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/place"
)

// Schedule is the arrivals that somebody says were due, given by the user: what coverage is
// measured against. It says nothing of what flew.
type Schedule struct {
	Source   string             // what pages and tables call it
	Arrivals []ScheduledArrival // in order of airport and time
}

// ScheduledArrival is some arrivals due at an airport: at a moment (From is To), or within an hour.
type ScheduledArrival struct {
	Airport  string
	From, To time.Time
	Arrivals int
	Callsign string // of the one arrival, where the schedule gives it
}

// maxScheduled bounds the arrivals of one row: no airport has more in an hour.
const maxScheduled = 500

// BadRow is a row of a schedule that was left out.
type BadRow struct {
	Line   int
	Reason string
}

// ReadSchedule reads a schedule from CSV with a head. Columns, in any order, others ignored:
//
//	airport   ICAO or IATA code
//	time      the moment of an arrival, UTC: 2025-09-29T14:05Z
//	hour      instead of time, the hour in which arrivals are due: 2025-09-29T14 or 2025-09-29 14:00
//	arrivals  how many; 1 if the column is absent or the cell empty
//	callsign  of the arrival, optional: a landing is then matched by it
//
// A time without Z or an offset is refused: local times shift arrivals to other hours. Rows
// that cannot be read are left out with their line; a file of which none can be is refused.
func ReadSchedule(source string, r io.Reader, airports *place.Airports) (Schedule, []BadRow, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord, in.TrimLeadingSpace = -1, true
	head, err := in.Read()
	if err != nil {
		return Schedule{}, nil, fmt.Errorf("schedule %s: no first row: %w", source, err)
	}
	column := map[string]int{}
	for i, name := range head {
		column[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	_, timed := column["time"]
	if _, hourly := column["hour"]; !timed && !hourly {
		return Schedule{}, nil, fmt.Errorf("schedule %s, line 1: no column time and none hour among %q", source, head)
	}
	if _, ok := column["airport"]; !ok {
		return Schedule{}, nil, fmt.Errorf("schedule %s, line 1: no column airport among %q", source, head)
	}
	s := Schedule{Source: source}
	var bad []BadRow
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var syntax *csv.ParseError
		if errors.As(err, &syntax) {
			bad = append(bad, BadRow{syntax.Line, syntax.Err.Error()})
			continue
		}
		if err != nil {
			return Schedule{}, nil, fmt.Errorf("schedule %s: %w", source, err)
		}
		cell := func(name string) string {
			if i, ok := column[name]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		a, err := scheduledRow(cell, airports)
		if err != nil {
			line, _ := in.FieldPos(0)
			bad = append(bad, BadRow{line, err.Error()})
			continue
		}
		if a.Arrivals > 0 {
			s.Arrivals = append(s.Arrivals, a)
		}
	}
	if len(s.Arrivals) == 0 {
		reason := "it has no arrivals"
		if len(bad) > 0 {
			reason = fmt.Sprintf("none of its rows can be read; line %d: %s", bad[0].Line, bad[0].Reason)
		}
		return Schedule{}, bad, fmt.Errorf("schedule %s: %s", source, reason)
	}
	s.sort()
	return s, bad, nil
}

func scheduledRow(cell func(string) string, airports *place.Airports) (ScheduledArrival, error) {
	a := ScheduledArrival{Arrivals: 1, Callsign: strings.ToUpper(cell("callsign"))}
	at, ok := airports.Lookup(cell("airport"))
	if !ok {
		return a, fmt.Errorf("airport %q is not held", clipped(cell("airport")))
	}
	a.Airport = at.Code
	if n := cell("arrivals"); n != "" {
		var err error
		if a.Arrivals, err = strconv.Atoi(n); err != nil || a.Arrivals < 0 || a.Arrivals > maxScheduled {
			return a, fmt.Errorf("arrivals %q is no number from 0 to %d", clipped(n), maxScheduled)
		}
	}
	if a.Callsign != "" && a.Arrivals > 1 {
		return a, errors.New("a row with a call sign is one arrival")
	}
	if moment := cell("time"); moment != "" {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05Z07:00"} {
			if t, err := time.Parse(layout, moment); err == nil {
				a.From, a.To = t.UTC(), t.UTC()
				return a, believable(a.From)
			}
		}
		return a, fmt.Errorf("time %q: give one with Z or an offset, such as 2025-09-29T14:05Z", clipped(moment))
	}
	hour := strings.Replace(strings.TrimSuffix(cell("hour"), "Z"), " ", "T", 1)
	for _, layout := range []string{"2006-01-02T15", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, hour); err == nil && t.Minute() == 0 {
			a.From, a.To = t, t.Add(time.Hour)
			return a, believable(t)
		}
	}
	return a, fmt.Errorf("hour %q: give the UTC hour, such as 2025-09-29T14", clipped(cell("hour")))
}

// believable refuses years in which no position was exchanged: a shifted column.
func believable(t time.Time) error {
	if t.Year() < 2000 || t.Year() > 2100 {
		return fmt.Errorf("the year %d cannot be meant", t.Year())
	}
	return nil
}

func clipped(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

func (s *Schedule) sort() {
	slices.SortStableFunc(s.Arrivals, func(a, b ScheduledArrival) int {
		return cmp.Or(cmp.Compare(a.Airport, b.Airport), a.From.Compare(b.From), cmp.Compare(a.Callsign, b.Callsign))
	})
}

// within keeps what begins in [from, to).
func (s Schedule) within(from, to time.Time) Schedule {
	s.Arrivals = slices.DeleteFunc(slices.Clone(s.Arrivals), func(a ScheduledArrival) bool { return a.From.Before(from) || !a.From.Before(to) })
	return s
}

func (s Schedule) at(field string) []ScheduledArrival {
	return slices.DeleteFunc(slices.Clone(s.Arrivals), func(a ScheduledArrival) bool { return a.Airport != field })
}

func (s Schedule) airports() []string {
	var out []string
	for _, a := range s.Arrivals {
		out = append(out, a.Airport)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Fields are the airports that the schedule speaks of in [from, to).
func (s Schedule) Fields(from, to time.Time) []string { return s.within(from, to).airports() }

// Followed is this schedule with a later one: of an airport and UTC day of which both speak, the
// later one alone counts.
func (s Schedule) Followed(later Schedule) Schedule {
	type airportDay struct{ airport, day string }
	of := func(a ScheduledArrival) airportDay { return airportDay{a.Airport, a.From.Format(time.DateOnly)} }
	replaced := map[airportDay]bool{}
	for _, a := range later.Arrivals {
		replaced[of(a)] = true
	}
	kept := slices.DeleteFunc(slices.Clone(s.Arrivals), func(a ScheduledArrival) bool { return replaced[of(a)] })
	out := Schedule{Source: later.Source, Arrivals: append(kept, later.Arrivals...)}
	if len(kept) > 0 && s.Source != later.Source {
		out.Source = s.Source + ", " + later.Source
	}
	out.sort()
	return out
}
