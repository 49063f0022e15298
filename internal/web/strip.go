package web

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
)

// yearStrip is a year of days, two rows a month so that a letter can be read on a phone, from the
// first month in which it was heard to the last; months that were not heard in between stay:
//
//	Sep 1   .  .  P  .  R+ .  …   a letter a day that was heard, with what it stands for
//	   17   .  O  .  …            a plus where legs of that day were flown for several things
type yearStrip struct {
	Year   int
	Days   []dayCell
	Rows   []stripRow
	Table  []stripMonth
	Legend []legendEntry
	Counts []purposeCount // of this year
	Legs   int

	Height  int
	Several string // a letter with a plus, of a day on which legs were flown for several things; "" where there is none
}

// dayCell is one day on which the aircraft was heard.
type dayCell struct {
	Day      string         `json:"day"`
	Purposes []purposeCount `json:"purposes"` // what says most first
	Legs     int            `json:"legs"`

	Leg                  string // the first of the day
	X, Y                 int
	Letter, Class, Words string
}

type stripRow struct {
	Y     int
	Label string
	Width int
}

// stripMonth is the same as a table: the days of a month by purpose.
type stripMonth struct {
	Month    string
	Purposes []stripDays
}

type stripDays struct {
	Purpose string
	Days    string // of the month
	Count   int
}

type legendEntry struct{ Letter, Class, Purpose string }

// The measures of the strip, in units of its own view box.
const (
	stripCell  = 20
	stripLabel = 52
	stripHalf  = 16 // days in a row
)

// purposeMarks are the purposes in the order in which they say most of a day, each with its
// letter; its class gives the letter a ground or an outline, never a colour alone.
var purposeMarks = []struct {
	value         journey.Value
	letter, class string
}{
	{journey.Removal, "R", "full"}, {journey.Continuation, "C", "full"}, {journey.Return, "B", "half"}, {journey.Connection, "N", "half"},
	{journey.Transfer, "T", "half"}, {journey.Positioning, "P", "line"}, {journey.OtherWork, "O", "plain"}, {journey.Unclear, "U", "open"},
}

func markOf(purpose string) (letter, class string, rank int) {
	for i, m := range purposeMarks {
		if string(m.value) == purpose {
			return m.letter, m.class, i
		}
	}
	return "X", "line", len(purposeMarks)
}

// countPurposes counts legs by what they were flown for, in the order of purposeMarks.
func countPurposes(hops []journey.Hop) []purposeCount {
	n := map[string]int{}
	for _, h := range hops {
		n[string(h.Purpose.Value)]++
	}
	out := []purposeCount{}
	for purpose, legs := range n {
		out = append(out, purposeCount{purpose, legs})
	}
	slices.SortFunc(out, func(a, b purposeCount) int {
		_, _, ra := markOf(a.Purpose)
		_, _, rb := markOf(b.Purpose)
		return cmp.Or(cmp.Compare(ra, rb), strings.Compare(a.Purpose, b.Purpose))
	})
	return out
}

// stripOf lays the legs of one year out by the day of their first position, UTC.
func stripOf(year int, hops []journey.Hop) *yearStrip {
	s := &yearStrip{Year: year}
	byDay := map[string][]journey.Hop{}
	var ofYear []journey.Hop
	for _, h := range hops {
		if at := h.Start.Heard.At.UTC(); at.Year() == year {
			byDay[at.Format(time.DateOnly)] = append(byDay[at.Format(time.DateOnly)], h)
			ofYear = append(ofYear, h)
		}
	}
	s.Counts, s.Legs = countPurposes(ofYear), len(ofYear)
	if len(ofYear) == 0 {
		return s
	}
	used := map[string]bool{}
	days := slices.Sorted(maps.Keys(byDay))
	first, last := monthIn(days[0]), monthIn(days[len(days)-1])
	s.Height = 2*int(last-first+1)*stripCell + 2
	for month := first; month <= last; month++ {
		days := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
		y := 2 * int(month-first) * stripCell
		s.Rows = append(s.Rows, stripRow{y, month.String()[:3] + " 1", stripHalf * stripCell}, stripRow{y + stripCell, "17", (days - stripHalf) * stripCell})
		table := map[string][]string{}
		for d := 1; d <= days; d++ {
			at := time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
			legs := byDay[at.Format(time.DateOnly)]
			if len(legs) == 0 {
				continue
			}
			c := cellOf(at, legs, first)
			if len(c.Purposes) > 1 && s.Several == "" {
				s.Several = c.Letter
			}
			s.Days = append(s.Days, c)
			for _, pc := range c.Purposes {
				used[pc.Purpose] = true
				table[pc.Purpose] = append(table[pc.Purpose], fmt.Sprint(d))
			}
		}
		if len(table) > 0 {
			s.Table = append(s.Table, monthOf(month.String(), table))
		}
	}
	for purpose := range used {
		letter, class, _ := markOf(purpose)
		s.Legend = append(s.Legend, legendEntry{letter, class, purpose})
	}
	slices.SortFunc(s.Legend, func(a, b legendEntry) int {
		_, _, ra := markOf(a.Purpose)
		_, _, rb := markOf(b.Purpose)
		return cmp.Or(cmp.Compare(ra, rb), strings.Compare(a.Purpose, b.Purpose))
	})
	return s
}

// monthIn is the month of a day as it is written in keys, "2025-09-29".
func monthIn(day string) time.Month {
	at, _ := time.Parse(time.DateOnly, day)
	return at.Month()
}

// cellOf is a day in a strip that begins with a month.
func cellOf(at time.Time, legs []journey.Hop, first time.Month) dayCell {
	c := dayCell{Day: at.Format(time.DateOnly), Purposes: countPurposes(legs), Legs: len(legs), Leg: legs[len(legs)-1].ID}
	row, column := 2*int(at.Month()-first), at.Day()-1
	if column >= stripHalf {
		row, column = row+1, column-stripHalf
	}
	c.X, c.Y = stripLabel+column*stripCell, row*stripCell
	c.Letter, c.Class, _ = markOf(c.Purposes[0].Purpose)
	if len(c.Purposes) > 1 {
		c.Letter += "+"
	}
	var words []string
	for _, pc := range c.Purposes {
		words = append(words, fmt.Sprintf("%s %d", pc.Purpose, pc.Legs))
	}
	c.Words = at.Format("2 Jan") + ": " + strings.Join(words, ", ")
	return c
}

func monthOf(name string, days map[string][]string) stripMonth {
	m := stripMonth{Month: name}
	for purpose, list := range days {
		m.Purposes = append(m.Purposes, stripDays{purpose, strings.Join(list, ", "), len(list)})
	}
	slices.SortFunc(m.Purposes, func(a, b stripDays) int {
		_, _, ra := markOf(a.Purpose)
		_, _, rb := markOf(b.Purpose)
		return cmp.Or(cmp.Compare(ra, rb), strings.Compare(a.Purpose, b.Purpose))
	})
	return m
}
