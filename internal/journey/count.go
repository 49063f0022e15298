package journey

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Tally is what a rule makes of some legs: the totals, and every leg behind them.
type Tally struct {
	Rule       Rule            `json:"rule"`
	From       string          `json:"from,omitempty"` // first moment of the period, RFC 3339; empty: everything
	To         string          `json:"to,omitempty"`   // first moment after it
	Total      int             `json:"total"`          // units in the total
	Beside     int             `json:"beside"`         // units beside the total
	Categories []CategoryTotal `json:"categories"`     // in the order of the rule
	Counted    []Line          `json:"counted"`        // each leg in or beside the total, in order of time
	Seen       []Line          `json:"seen_not_counted"`
}

// CategoryTotal is one category's totals.
type CategoryTotal struct {
	Category string `json:"category"`
	In       int    `json:"in"`
	Beside   int    `json:"beside"`
}

// Line is one leg under a rule. A leg has one line.
type Line struct {
	Leg      string    `json:"leg"`
	Journey  string    `json:"journey"`
	Heard    time.Time `json:"heard"` // first; the month that a leg belongs to
	Standing Standing  `json:"standing"`
	Category string    `json:"category,omitempty"` // where it counts
	Unit     string    `json:"unit,omitempty"`     // what was counted: a leg, a journey, or a journey's destination
	Adds     bool      `json:"adds"`               // this leg adds one; another leg of the same unit adds none
	Why      string    `json:"why"`
	Because  string    `json:"because,omitempty"` // of a leg that is not counted: one of the constants below
	Lateral  bool      `json:"lateral,omitempty"`
	Military bool      `json:"military,omitempty"`
	OnTheWay bool      `json:"on_the_way,omitempty"` // it ended at a technical stop, and the next leg went on
	Purpose  Value     `json:"purpose"`              // a person's correction included
	Sure     float64   `json:"probability"`

	Hop    Hop       `json:"-"` // the leg itself
	period time.Time // what decides in which month the unit belongs
	rank   int       // index of the category
}

// Why a leg is seen and not counted, in a word or two; Line.Why says it whole.
const (
	BySimulator  = "flown by a simulator"
	ByPerson     = "a person's correction"
	ByTurnBack   = "came down where it took off"
	ByAttempt    = "attempted, or not known to be more"
	ByPurpose    = "its purpose does not count"
	ByDoubt      = "its purpose is too doubtful"
	ByStopOnWay  = "a stop on the way"
	ByRule       = "what this rule leaves out"
	ByOtherMonth = "not in this period"
)

// Count makes the tally of journeys by a rule. The order of the journeys changes nothing, and
// a leg given twice counts once.
func Count(js []Journey, r Rule) Tally {
	t := Tally{Rule: r, Counted: []Line{}, Seen: []Line{}}
	for _, l := range r.tally(js) {
		if l.Standing == Out {
			t.Seen = append(t.Seen, l)
		} else {
			t.Counted = append(t.Counted, l)
		}
	}
	t.sum()
	return t
}

// tally is a line for each leg, in order of time.
func (r Rule) tally(js []Journey) []Line {
	js = slices.Clone(js)
	slices.SortFunc(js, byJourney)
	known := map[string]bool{}
	var lines []Line
	for _, j := range js {
		var own []Line
		for i, h := range j.Hops {
			if !known[h.ID] {
				known[h.ID] = true
				own = append(own, r.line(j, i))
			}
		}
		r.group(j, own)
		lines = append(lines, own...)
	}
	slices.SortFunc(lines, func(a, b Line) int { return cmp.Or(a.Heard.Compare(b.Heard), cmp.Compare(a.Leg, b.Leg)) })
	return lines
}

// Within keeps what belongs to [from, to): a leg by when it was first heard, a mission with
// all its legs by when it began.
func (t Tally) Within(from, to time.Time) Tally {
	keep := func(lines []Line) []Line {
		out := []Line{}
		for _, l := range lines {
			if !l.period.Before(from) && l.period.Before(to) {
				out = append(out, l)
			}
		}
		return out
	}
	t.From, t.To = from.UTC().Format(time.RFC3339), to.UTC().Format(time.RFC3339)
	t.Counted, t.Seen = keep(t.Counted), keep(t.Seen)
	t.sum()
	return t
}

// sum adds up the lines.
func (t *Tally) sum() {
	t.Total, t.Beside, t.Categories = 0, 0, nil
	for _, c := range t.Rule.Categories {
		t.Categories = append(t.Categories, CategoryTotal{Category: c.Name})
	}
	for _, l := range t.Counted {
		switch {
		case !l.Adds:
		case l.Standing == In:
			t.Total++
			t.Categories[l.rank].In++
		default:
			t.Beside++
			t.Categories[l.rank].Beside++
		}
	}
}

// byJourney is an order of journeys in which only equal ones are equal.
func byJourney(a, b Journey) int {
	if d := cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID), cmp.Compare(len(b.Hops), len(a.Hops))); d != 0 {
		return d
	}
	left, _ := json.Marshal(a)
	right, _ := json.Marshal(b)
	return cmp.Compare(string(left), string(right))
}

// line is leg i of a journey under the rule, before it is seen with the others of its unit.
func (r Rule) line(j Journey, i int) Line {
	h := j.Hops[i]
	l := Line{Leg: h.ID, Journey: j.ID, Heard: h.Start.Heard.At, Standing: Out, Purpose: h.Purpose.Value,
		Sure: h.Purpose.Probability, Hop: h, period: h.Start.Heard.At, Why: lastReason(h.Purpose)}
	l.OnTheWay = i < len(j.Stops) && j.Stops[i].Technical && i+1 < len(j.Hops) && j.Hops[i+1].Purpose.Value == Continuation
	c, corrected := r.correction(h.ID, j.ID)
	if corrected {
		l.Why = fmt.Sprintf("corrected: %s (%s)", c.Why, c.Source)
		if c.CountAs == Attempted || c.CountAs == NotCounted {
			l.Because, l.Why = ByPerson, fmt.Sprintf("%s: %s (%s)", c.CountAs, c.Why, c.Source)
			l.mark(r)
			return l
		}
		l.Purpose, l.Sure = Value(c.CountAs), 1
	}
	by := l.mark(r)
	l.rank = r.category(l.Purpose)
	switch {
	case h.Simulated && !r.Simulated:
		l.Because, l.Why = BySimulator, BySimulator
	case !corrected && h.Purpose.Attempted:
		l.Because, l.Why = ByAttempt, Attempted+": "+lastReason(h.Purpose)
	case !corrected && h.Start.Airport != nil && h.End.Airport != nil && *h.Start.Airport == *h.End.Airport:
		l.Because, l.Why = ByTurnBack, ByTurnBack+": turned back, or a local flight"
	case l.rank < 0:
		l.Because, l.Why = ByPurpose, fmt.Sprintf("%s is no purpose that counts here: %s", l.Purpose, against(h.Purpose))
	case l.Sure < r.Least:
		l.Because, l.Why = ByDoubt, fmt.Sprintf("%s at %.2f, below %.2f", l.Purpose, l.Sure, r.Least)
	case r.Unit == Destinations && l.OnTheWay:
		l.Because, l.Why = ByStopOnWay, "a technical stop on the way at "+*h.End.Airport+", no destination by itself"
	default:
		r.stand(&l, by)
	}
	if l.Standing == Out {
		l.rank = -1
	} else {
		l.Category = r.Categories[l.rank].Name
	}
	return l
}

// mark notes what else a leg is, and says by what it is military.
func (l *Line) mark(r Rule) (military string) {
	military = r.military(l.Hop)
	l.Military, l.Lateral = military != "", r.isLateral(l.Hop, l.Purpose)
	return military
}

// stand applies the rule's four dials: out goes before beside, and beside before in.
func (r Rule) stand(l *Line, military string) {
	l.Standing = In
	var notes []string
	dial := func(applies bool, to Standing, note string) {
		if !applies {
			return
		}
		if to == Out || to == Beside && l.Standing == In {
			l.Standing = to
		}
		notes = append(notes, fmt.Sprintf("%s, %s by this rule", note, standingWords[to]))
	}
	dial(l.Purpose == Return, r.Returns, "a return")
	dial(l.Lateral, r.Laterals, "a lateral")
	dial(l.Military, r.Military, "military by "+military)
	base := []string{guantanamo}
	dial(within(base, l.Hop.Start.Airport) || within(base, l.Hop.End.Airport), r.Guantanamo, "to or from Guantánamo")
	l.Why = strings.Join(append(notes, l.Why), "; ")
	if l.Standing == Out {
		l.Because = ByRule
	}
}

var standingWords = map[Standing]string{In: "counted", Beside: "counted beside the total", Out: "not counted"}

// group gives the counted legs of one journey their units and says which leg adds one.
func (r Rule) group(j Journey, lines []Line) {
	switch r.Unit {
	case Missions:
		r.mission(j, lines)
		return
	case Destinations:
		places := map[string]int{}
		for i := range lines {
			l := &lines[i]
			if l.Standing == Out {
				continue
			}
			l.Unit = j.ID + " to " + placeName(l.Hop.End, "unknown after "+l.Leg)
			first, again := places[l.Unit]
			if !again {
				places[l.Unit], l.Adds = i, true
				continue
			}
			l.Standing, l.Category, l.rank, l.period = lines[first].Standing, lines[first].Category, lines[first].rank, lines[first].period
		}
	default:
		for i := range lines {
			if l := &lines[i]; l.Standing != Out {
				l.Unit, l.Adds = l.Leg, true
			}
		}
	}
}

// mission makes the counted legs of a journey one unit, in the first category of the rule that
// one of them is in.
func (r Rule) mission(j Journey, lines []Line) {
	lead := -1
	for i, l := range lines {
		if l.Standing == Out {
			continue
		}
		if lead < 0 || l.rank < lines[lead].rank || l.rank == lines[lead].rank && l.Standing == In && lines[lead].Standing == Beside {
			lead = i
		}
	}
	if lead < 0 {
		return
	}
	lines[lead].Adds = true
	for i := range lines {
		if l := &lines[i]; l.Standing != Out {
			l.Unit, l.period = j.ID, j.From
			l.Standing, l.Category, l.rank = lines[lead].Standing, lines[lead].Category, lines[lead].rank
		}
	}
}

// lastReason is the reason that settled a purpose.
func lastReason(p Purpose) string {
	if n := len(p.Reasons); n > 0 {
		return p.Reasons[n-1].Text
	}
	return string(p.Value)
}

// against is why a purpose is none that counts: what weighs most against removal work, or else
// the last reason given.
func against(p Purpose) string {
	least := Reason{}
	for _, r := range p.Reasons {
		if r.Weight < least.Weight {
			least = r
		}
	}
	if least.Weight < 0 && p.Value == OtherWork {
		return least.Text
	}
	return lastReason(p)
}

// Weighed reports that something known about the leg's journey speaks for or against removal
// work. Of most aircraft in the sky nothing does.
func (l Line) Weighed() bool {
	return slices.ContainsFunc(l.Hop.Purpose.Reasons, func(r Reason) bool { return r.Weight != 0 }) || l.Military
}
