package operation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

const (
	// fastestKT bounds what an airliner or a business jet makes over ground, in knots: they
	// keep below 660 in the strongest jet streams. Package adsb drops what would be faster.
	fastestKT = 750.0
	// fixNM is how far a position that an aircraft sent can be off, and a computed one mostly is not.
	fixNM = 0.5
	// heardWithin is the longest time between two positions for a flight to count as heard
	// between them: five minutes, as package flight has it for a gap.
	heardWithin = 5 * time.Minute
	// farthest is how long before its first or after its last position anything is said of an aircraft.
	farthest = 24 * time.Hour
)

// Moment is where each aircraft of an operation can have been during one minute, with the
// clocks around it. It says nothing of who was aboard: no flight data does.
type Moment struct {
	Operation  Operation     `json:"operation"`
	AskedAs    string        `json:"asked_as,omitempty"` // the slug asked for, where it is a part of this operation
	From       time.Time     `json:"from"`               // the minute asked for
	To         time.Time     `json:"to"`                 // its end, exclusive
	AsOf       time.Time     `json:"as_of"`
	Court      string        `json:"court"` // IANA zone; empty where none was asked for
	Aircraft   []Whereabouts `json:"aircraft"`
	Clocks     []ClockRow    `json:"clocks"`
	Told       []Told        `json:"told"` // times of day that the attached documents give, grouped by what is told
	Unknowable []string      `json:"unknowable"`
	Method     string        `json:"method"`
}

// State is what is known of an aircraft at a moment.
type State string

// The states.
const (
	HeardThen   State = "heard"            // between two positions close in time
	OnGround    State = "on the ground"    // heard on the ground at one field before and after, and not in between elsewhere
	InGap       State = "not heard then"   // between two positions far apart in time
	BeforeFirst State = "not heard yet"    // it was first heard later
	AfterLast   State = "not heard since"  // it was last heard earlier
	NotNear     State = "not heard nearby" // more than a day before the first or after the last position
)

// Fix is one position that bounds where an aircraft was.
type Fix struct {
	Leg    string      `json:"leg"`
	At     time.Time   `json:"at"`
	Point  place.Point `json:"point"`
	AltFt  *int        `json:"alt_ft"` // barometric; null on the ground or not sent
	Ground bool        `json:"ground"`
	Row    int32       `json:"row"` // in the leg's file, counted from 0
	Words  string      `json:"words"`
}

// Whereabouts is where one aircraft can have been.
type Whereabouts struct {
	Hex       string       `json:"hex"`
	Aircraft  string       `json:"aircraft"` // what its transmitter claimed to be
	State     State        `json:"state"`
	Before    *Fix         `json:"before"` // the last position up to the minute; null for none
	After     *Fix         `json:"after"`  // the first after it
	During    int          `json:"during"` // positions heard within the minute
	Reach     *Reach       `json:"reach"`  // every place that it can have been at; null where nothing bounds it
	About     *place.Point `json:"about"`  // on the way between the two at the start of the minute, only where it was heard; null in a gap
	Airspace  Airspace     `json:"airspace"`
	Exits     []Exit       `json:"exits"` // when it left the airspace of the state that sends
	Words     []string     `json:"words"`
	Simulated bool         `json:"simulated,omitempty"`
	Refs      []Ref        `json:"refs"`
}

// Exit is when an aircraft left a state's airspace: after the last position that lies in it,
// and before the first one that does not. Nearer to the limit than the outlines are good, a
// position is neither.
type Exit struct {
	State string    `json:"state"`
	Leg   string    `json:"leg"`
	After time.Time `json:"after"`
	By    time.Time `json:"by"`
	Words string    `json:"words"`
}

// At says where the aircraft of an operation can have been in the minute that begins at a
// moment, and what the clocks showed around it. paths are all positions of each leg by its ID
// (flight.Path with max 0); a leg without any has its two ends. court may be nil.
func At(e Evidence, paths map[string][]flight.PathPoint, at time.Time, court *time.Location) Moment {
	t := lay(e)
	m := Moment{Operation: t.op, AskedAs: e.AskedAs, From: at.UTC().Truncate(time.Minute), AsOf: e.Asked.UTC(), Aircraft: []Whereabouts{}, Method: Method}
	m.To = m.From.Add(time.Minute)
	if court != nil {
		m.Court = court.String()
	}
	byHex := map[string][]journey.Hop{}
	for _, h := range inTime(slices.Concat(t.legs, t.outside)) {
		byHex[h.Hex] = append(byHex[h.Hex], h)
	}
	sender := ""
	if len(t.op.States) > 0 {
		sender = t.op.States[0]
	}
	for _, hex := range slices.Sorted(maps.Keys(byHex)) {
		m.Aircraft = append(m.Aircraft, whereabouts(byHex[hex], paths, m.From, m.To, sender))
	}
	slices.SortStableFunc(m.Aircraft, func(a, b Whereabouts) int { return cmp.Compare(firstLeg(a), firstLeg(b)) })
	m.Told = t.told()
	m.Clocks = m.clocks(t, paths, court)
	m.Unknowable = t.unknowable(m)
	return m
}

func firstLeg(w Whereabouts) string {
	if len(w.Refs) == 0 {
		return ""
	}
	_, at, _ := cut(w.Refs[0].ID)
	return at + w.Hex
}

// cut takes the time out of a leg's ID.
func cut(id string) (hex, at string, ok bool) {
	for i := len(id) - 1; i >= 0; i-- {
		if id[i] == '-' {
			return id[:i], id[i+1:], true
		}
	}
	return id, "", false
}

// whereabouts follows one aircraft over its legs.
func whereabouts(legs []journey.Hop, paths map[string][]flight.PathPoint, from, to time.Time, sender string) Whereabouts {
	w := Whereabouts{Hex: legs[0].Hex, Aircraft: aircraft(legs[0]), Airspace: Airspace{Over: []string{}, Near: []string{}}, Exits: []Exit{}, Words: []string{}, Refs: []Ref{}}
	var fixes []Fix
	for _, l := range legs {
		w.Simulated = w.Simulated || l.Simulated
		fixes = append(fixes, fixesOf(l, paths[l.ID])...)
	}
	slices.SortStableFunc(fixes, func(a, b Fix) int { return a.At.Compare(b.At) })
	after, _ := slices.BinarySearchFunc(fixes, to, func(f Fix, at time.Time) int { return f.At.Compare(at) })
	before := after
	for before > 0 && !fixes[before-1].At.Before(from) {
		before--
		w.During++
	}
	if w.During > 0 && fixes[before].At.Equal(from) { // heard at the very start
		before++
	}
	if before > 0 {
		w.Before = &fixes[before-1]
	}
	if after < len(fixes) {
		w.After = &fixes[after]
	}
	w.bound(from, to)
	w.say(from, legs)
	for _, l := range legs {
		if x, ok := exit(l, fixesOf(l, paths[l.ID]), sender); ok {
			w.Exits = append(w.Exits, x)
		}
	}
	w.Refs = legRefs(legs, w)
	return w
}

// fixesOf are the positions of a leg: all of them, or its two ends where they are not at hand.
func fixesOf(l journey.Hop, path []flight.PathPoint) []Fix {
	if len(path) == 0 {
		for _, h := range []flight.Heard{l.Start.Heard, l.End.Heard} {
			path = append(path, flight.PathPoint{At: h.At, Point: h.Point, AltFt: h.AltFt, Ground: h.Ground, Row: h.Row})
		}
	}
	out := make([]Fix, len(path))
	for i, p := range path {
		out[i] = Fix{Leg: l.ID, At: p.At.UTC(), Point: p.Point, AltFt: p.AltFt, Ground: p.Ground, Row: p.Row}
		out[i].Words = out[i].words()
	}
	return out
}

func (f Fix) words() string {
	h := heardWords(flight.Heard{At: f.At, Point: f.Point, AltFt: f.AltFt, Ground: f.Ground})
	return fmt.Sprintf("%s, %.3f, %.3f", h, f.Point.Lat, f.Point.Lon)
}

// bound finds the state and the set: over the whole minute the aircraft was no farther from
// the position before than it could fly until the minute's end, and likewise from the one after.
func (w *Whereabouts) bound(from, to time.Time) {
	flown := func(d time.Duration) float64 { return min(fixNM+fastestKT*d.Hours(), halfway) }
	if w.Before != nil && to.Sub(w.Before.At) > farthest && w.After == nil || w.After != nil && w.After.At.Sub(from) > farthest && w.Before == nil {
		w.State = NotNear
		return
	}
	r := &Reach{}
	if w.Before != nil {
		r.Before, r.BeforeNM = &w.Before.Point, flown(to.Sub(w.Before.At))
	}
	if w.After != nil {
		r.After, r.AfterNM = &w.After.Point, flown(w.After.At.Sub(from))
	}
	switch {
	case w.Before == nil:
		w.State = BeforeFirst
	case w.After == nil:
		w.State = AfterLast
	case w.After.At.Sub(w.Before.At) <= heardWithin || w.During > 0:
		w.State = HeardThen
		at := place.Along(w.Before.Point, w.After.Point, share(w.Before.At, from, w.After.At))
		w.About = &at
	case w.Before.Ground && w.After.Ground && place.Distance(w.Before.Point, w.After.Point) < sameFieldNM:
		w.State = OnGround
	default:
		w.State = InGap
	}
	w.Reach, w.Airspace = r, r.airspace()
}

// sameFieldNM is the greatest distance of two positions on the ground of one field.
const sameFieldNM = 4.0

func share(from, at, to time.Time) float64 {
	whole := to.Sub(from)
	if whole <= 0 {
		return 0
	}
	return min(max(float64(at.Sub(from))/float64(whole), 0), 1)
}

// say puts the state into sentences: between which two positions, how far it can have been
// from them, and whose airspace that is.
func (w *Whereabouts) say(from time.Time, legs []journey.Hop) {
	add := func(format string, args ...any) { w.Words = append(w.Words, fmt.Sprintf(format, args...)) }
	if w.Before != nil {
		add("last heard before: %s, %s earlier", w.Before.Words, ago(from.Sub(w.Before.At)))
	} else {
		add("no position before this minute is attached")
	}
	if w.During > 0 {
		add("heard %s within the minute", plural(w.During, "time"))
	}
	if w.After != nil {
		add("next heard: %s, %s later", w.After.Words, ago(w.After.At.Sub(from)))
	} else {
		add("no position after it is attached")
	}
	switch w.State {
	case NotNear:
		add("more than a day lies between: nothing is said of where it was")
		return
	case OnGround:
		add("heard on the ground at one field before and after; that it stayed there is inferred, nothing was heard in between")
	case HeardThen:
		if w.About != nil {
			add("about %.3f, %.3f at the start of the minute, by a straight line between the two positions", w.About.Lat, w.About.Lon)
		}
	case InGap:
		add("no position is given: between the two it can have been at any place of the set below")
	}
	add("%s", w.Reach.Words())
	add("%s", w.Airspace.Words())
	for _, l := range legs {
		if t := l.Start.Time; t != nil && (w.Before == nil || l.ID == w.Before.Leg || w.After != nil && l.ID == w.After.Leg) {
			add("wheels off %s on this leg: %s", stateAgainst(*t, from), clock(*t))
		} else if (w.Before != nil && l.ID == w.Before.Leg || w.After != nil && l.ID == w.After.Leg) && endTime(l.Start) != "not known" {
			add("take-off of %s not heard; it is bounded: %s", l.ID, endTime(l.Start))
		}
	}
}

func stateAgainst(t, from time.Time) string {
	if t.After(from) {
		return ago(t.Sub(from)) + " later"
	}
	return ago(from.Sub(t)) + " earlier"
}

func ago(d time.Duration) string {
	if d < 2*time.Minute {
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	return duration(d)
}

// Words says the set in a sentence.
func (r Reach) Words() string {
	one := func(nm float64, p place.Point, where string) string {
		return fmt.Sprintf("within %s NM of the position %s (%.3f, %.3f)", thousands(int(nm+0.999)), where, p.Lat, p.Lon)
	}
	out := "can have been anywhere "
	switch {
	case r.Before != nil && r.After != nil:
		out += one(r.BeforeNM, *r.Before, "before") + " and " + one(r.AfterNM, *r.After, "after")
	case r.Before != nil:
		out += one(r.BeforeNM, *r.Before, "before")
	default:
		out += one(r.AfterNM, *r.After, "after")
	}
	return out + fmt.Sprintf(" (at most %.0f knots over ground)", fastestKT)
}

// Words says whose airspace it can have been.
func (a Airspace) Words() string {
	var parts []string
	if len(a.Over) > 0 {
		parts = append(parts, "over "+either(stateNames(a.Over)))
	}
	if len(a.Near) > 0 {
		parts = append(parts, "over the sea within 12 NM of "+either(stateNames(a.Near)))
	}
	if a.HighSeas {
		parts = append(parts, "over the high seas")
	}
	switch {
	case len(parts) == 0:
		return "whose airspace that is, is not known"
	case len(parts) == 1 && len(a.States()) <= 1:
		return "all of that lies " + parts[0]
	}
	return "that can be " + either(parts)
}

// exit finds when a leg left a state's airspace for good: the last position inside, and the
// first after it that is outside.
func exit(l journey.Hop, fixes []Fix, state string) (Exit, bool) {
	if state == "" || !slices.ContainsFunc(fixes, func(f Fix) bool { return !f.Ground }) {
		return Exit{}, false
	}
	last := -1
	sides := make([]side, len(fixes))
	for i, f := range fixes {
		if sides[i] = sideOf(f.Point, state); sides[i] == inside {
			last = i
		}
	}
	if last < 0 {
		return Exit{}, false
	}
	out := slices.Index(sides[last:], outside)
	if out < 0 {
		return Exit{}, false
	}
	x := Exit{State: state, Leg: l.ID, After: fixes[last].At, By: fixes[last+out].At}
	x.Words = fmt.Sprintf("left the airspace of %s between %s and %s, by land and 12 NM of sea as far as the outlines are good", stateName(state), second(x.After), second(x.By))
	return x, true
}

func second(t time.Time) string { return t.UTC().Format("2 Jan 15:04:05Z") }

// legRefs are the legs that the whereabouts rest on, the ones around the moment first.
func legRefs(legs []journey.Hop, w Whereabouts) []Ref {
	out := []Ref{}
	add := func(id string) {
		for _, l := range legs {
			if l.ID == id && !slices.ContainsFunc(out, func(r Ref) bool { return r.ID == id }) {
				out = append(out, legRef(l))
			}
		}
	}
	for _, f := range []*Fix{w.Before, w.After} {
		if f != nil {
			add(f.Leg)
		}
	}
	return out
}

// unknowable is what no flight data can say of the moment.
func (t *table) unknowable(m Moment) []string {
	out := []string{
		"who was aboard: not knowable from flight data",
		"how many were aboard: not knowable from flight data; the seats of an aircraft are no count of people",
		"who held custody, and what anybody aboard or on the ground knew or had been told: not knowable from flight data",
	}
	for _, w := range m.Aircraft {
		switch w.State {
		case InGap, BeforeFirst, AfterLast, NotNear:
			out = append(out, "where "+w.Hex+" was in this minute, beyond what is said above: "+string(w.State)+", and no receiver's coverage is attached")
		}
	}
	if len(m.Aircraft) == 0 {
		out = append(out, "whether any aircraft flew: none is attached")
	}
	return out
}
