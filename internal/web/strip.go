package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
)

// yearStrip is a year of days, two rows a month so that a letter can be read on a phone:
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
	Days    string
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
	used := map[string]bool{}
	for month := time.January; month <= time.December; month++ {
		days := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
		y := 2 * int(month-1) * stripCell
		s.Rows = append(s.Rows, stripRow{y, month.String()[:3] + " 1", stripHalf * stripCell}, stripRow{y + stripCell, "17", (days - stripHalf) * stripCell})
		table := map[string][]string{}
		for d := 1; d <= days; d++ {
			at := time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
			legs := byDay[at.Format(time.DateOnly)]
			if len(legs) == 0 {
				continue
			}
			c := cellOf(at, legs)
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

func cellOf(at time.Time, legs []journey.Hop) dayCell {
	c := dayCell{Day: at.Format(time.DateOnly), Purposes: countPurposes(legs), Legs: len(legs), Leg: legs[len(legs)-1].ID}
	row, column := 2*int(at.Month()-1), at.Day()-1
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
		m.Purposes = append(m.Purposes, stripDays{purpose, strings.Join(list, ", ")})
	}
	slices.SortFunc(m.Purposes, func(a, b stripDays) int {
		_, _, ra := markOf(a.Purpose)
		_, _, rb := markOf(b.Purpose)
		return cmp.Or(cmp.Compare(ra, rb), strings.Compare(a.Purpose, b.Purpose))
	})
	return m
}
