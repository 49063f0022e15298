package operation

import (
	"cmp"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// table is the evidence of one operation, sifted and in one order, with what is looked up often.
type table struct {
	op         Operation
	asked      time.Time
	documents  []document.Document
	statements []statement.Statement
	groups     []statement.Group
	journeys   []journey.Journey
	legs       []journey.Hop     // of all journeys, in time order, within the operation's days
	outside    []journey.Hop     // the others, in time order
	within     []journey.Journey // the journeys as far as their legs lie within the days

	document  map[string]document.Document
	statement map[string]statement.Statement
	names     map[string]string // source key to the words for it
	stands    map[string]string // key of a medium that names no source to the key of whom it stands for
}

// lay sifts the evidence: what was published or heard after the moment asked for is not
// there yet, what a person rejected is out, and doubles count once. Then it sorts, so that
// nothing after it can depend on the order of the input.
func lay(e Evidence) *table {
	t := &table{
		op: e.Operation, asked: until(e.Asked),
		document: map[string]document.Document{}, statement: map[string]statement.Statement{}, names: map[string]string{},
	}
	for _, d := range e.Documents {
		if d.Published != nil && !t.asked.IsZero() && d.Published.At.After(t.asked) {
			continue
		}
		t.document[d.ID] = d
	}
	late := map[string]bool{}
	for _, d := range e.Documents {
		if _, ok := t.document[d.ID]; !ok {
			late[d.ID] = true
		}
	}
	for _, s := range statement.FullHouses(e.Statements) {
		if e.Decisions[s.ID] == "reject" || late[s.Document] || !statement.InDomain(s) {
			continue
		}
		t.statement[s.ID] = withBounds(withoutStaff(s), t.document[s.Document].Text)
	}
	t.documents = sorted(t.document, func(d document.Document) string { return d.ID })
	t.statements = sorted(t.statement, func(s statement.Statement) string { return s.ID })
	t.groups = statement.Origins(t.documents, t.statements, e.Rulings...)
	t.layJourneys(e.Journeys)
	t.nameSources()
	t.stand()
	return t
}

// carriesStaff are the words of flights that carried staff and goods: their passengers are
// nobody who is removed.
var carriesStaff = regexp.MustCompile(`(?i)\bpassengers?,?\s+(?:who (?:were|are) |all |mostly )?(?:staff|personnel|crew|troops|soldiers)\b|\b(?:staff|personnel|crew|troops) and (?:cargo|freight)\b|\b(?:tonnes|tons) of (?:cargo|freight|goods)\b`)

// withoutStaff leaves out the figures of passengers that are staff: the statement stays, its
// figure counts nobody of an operation.
func withoutStaff(s statement.Statement) statement.Statement {
	if !carriesStaff.MatchString(s.Content.Text) {
		return s
	}
	s.Quantities = slices.DeleteFunc(slices.Clone(s.Quantities), func(q statement.Quantity) bool {
		return q.Unit == persons && (population(q) == "" || population(q) == "them" || population(q) == "passengers")
	})
	return s
}

// until reads a moment of exactly midnight as the end of that day, which is what a person
// means who asks as of a date.
func until(asked time.Time) time.Time {
	asked = asked.UTC()
	if !asked.IsZero() && asked.Equal(asked.Truncate(24*time.Hour)) {
		return asked.Add(24*time.Hour - time.Nanosecond)
	}
	return asked
}

func (t *table) layJourneys(js []journey.Journey) {
	byID := map[string]journey.Journey{}
	for _, j := range js {
		if t.asked.IsZero() || !j.From.After(t.asked) {
			byID[j.ID] = j
		}
	}
	t.journeys = sorted(byID, func(j journey.Journey) string { return j.From.UTC().Format(time.RFC3339) + j.ID })
	from, to := t.window()
	for _, j := range t.journeys {
		first, last := -1, -1
		for i, h := range j.Hops {
			at := h.Start.Heard.At
			if (!from.IsZero() && at.Before(from)) || (!to.IsZero() && at.After(to)) {
				t.outside = append(t.outside, h)
				continue
			}
			t.legs = append(t.legs, h)
			if first < 0 {
				first = i
			}
			last = i
		}
		if first >= 0 {
			t.within = append(t.within, part(j, first, last))
		}
	}
	t.legs, t.outside = inTime(t.legs), inTime(t.outside)
}

// part is a journey from one of its legs to another, with the stops between them.
func part(j journey.Journey, first, last int) journey.Journey {
	if first == 0 && last == len(j.Hops)-1 {
		return j
	}
	j.Hops = slices.Clone(j.Hops[first : last+1])
	if len(j.Stops) >= last {
		j.Stops = slices.Clone(j.Stops[first:last])
	}
	j.From, j.To = j.Hops[0].Start.Heard.At, j.Hops[len(j.Hops)-1].End.Heard.At
	return j
}

// inTime sorts legs by when they were first heard and counts each once.
func inTime(legs []journey.Hop) []journey.Hop {
	slices.SortStableFunc(legs, func(a, b journey.Hop) int {
		return cmp.Or(a.Start.Heard.At.Compare(b.Start.Heard.At), cmp.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(legs, func(a, b journey.Hop) bool { return a.ID == b.ID })
}

// window is the time in which a leg can belong to the operation; zero where its days are not given.
func (t *table) window() (from, to time.Time) {
	if d, err := time.Parse(time.DateOnly, t.op.From); err == nil {
		from = d.Add(-reachBefore)
	}
	if d, err := time.Parse(time.DateOnly, t.op.To); err == nil {
		to = d.Add(24*time.Hour + reachAfter)
	}
	return from, to
}

// nameSources picks one wording for each source key: the longest used, the first of equals.
func (t *table) nameSources() {
	for _, s := range t.statements {
		for _, h := range s.Chain {
			have := t.names[h.Key]
			if h.Key != "" && (len(h.Text) > len(have) || len(h.Text) == len(have) && h.Text < have) {
				t.names[h.Key] = h.Text
			}
		}
	}
}

func (t *table) name(key string) string {
	if n := t.names[key]; n != "" {
		return oneLine(n)
	}
	return key
}

// stated is the day on which the statement's document was published; false when that is not known.
func (t *table) stated(s statement.Statement) (time.Time, bool) {
	d, ok := t.document[s.Document]
	if !ok || d.Published == nil {
		return time.Time{}, false
	}
	return d.Published.At.UTC().Truncate(24 * time.Hour), true
}

// earlier orders statements by the day of their document, undated last, then by ID.
func (t *table) earlier(a, b statement.Statement) bool {
	da, oka := t.stated(a)
	db, okb := t.stated(b)
	switch {
	case oka != okb:
		return oka
	case oka && !da.Equal(db):
		return da.Before(db)
	}
	return a.ID < b.ID
}

// topicOf is the statement's topic; a number of people aboard or arrived is about a flight
// even where the extractor saw only context.
func topicOf(s statement.Statement) statement.Topic {
	if s.Topic == statement.TopicContext && slices.ContainsFunc(s.Quantities, ofPeople) &&
		(saysAboard.MatchString(s.Content.Text) || saysArrived.MatchString(s.Content.Text)) {
		return statement.TopicFlight
	}
	return s.Topic
}

// concerns tells whether a statement can be about this operation: it names no other
// destination than the states concerned, and no other days.
func (t *table) concerns(s statement.Statement) bool {
	if topicOf(s) == statement.TopicContext {
		return false
	}
	if len(t.op.States) > 0 {
		for _, m := range s.Route {
			if c := countryOf(m.To); c != "" && !slices.Contains(t.op.States, c) && countryOf(m.From) != t.op.States[len(t.op.States)-1] {
				return false // and not on from the state that received them
			}
		}
	}
	from, to := t.window()
	if from.IsZero() || to.IsZero() || len(s.Dates) == 0 {
		return true
	}
	resolved := false
	for _, d := range s.Dates {
		if d.From == nil || d.To == nil {
			return true
		}
		resolved = true
		if d.From.Before(to) && from.Before(*d.To) {
			return true
		}
	}
	return !resolved
}

// nationalities of the people that the statements about the operation speak of, sorted.
func (t *table) nationalities() []string {
	seen := map[string]bool{}
	for _, s := range t.statements {
		if t.concerns(s) {
			for _, n := range s.Nationalities {
				seen[n] = true
			}
		}
	}
	out := make([]string, 0, len(seen))
	for n := range seen {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// refTo is the step from a figure to the statement that carries it.
func (t *table) refTo(s statement.Statement) Ref {
	d, ok := t.document[s.Document]
	label := s.Document
	if ok {
		label = d.Publisher
		if label == "" {
			label = d.Title
		}
		if label == "" {
			label = d.File
		}
		if d.Published != nil {
			label = strings.TrimSpace(label + ", " + d.Published.At.UTC().Format("2 Jan 2006"))
		}
	}
	return Ref{Kind: "statement", ID: s.ID, Label: oneLine(label)}
}

func legRef(h journey.Hop) Ref { return Ref{Kind: "leg", ID: h.ID, Label: route(h)} }

// countryOf reads the country of a place as statements and legs name it: an ISO country
// code, an ISO region or an airport's code; empty when it is none of these.
func countryOf(name string) string {
	switch {
	case name == "":
		return ""
	case len(name) == 2 && name == strings.ToUpper(name):
		return name
	case len(name) > 3 && name[2] == '-':
		return name[:2]
	}
	if a, ok := place.Embedded().Lookup(name); ok {
		return a.Country
	}
	return ""
}

// endCountry is the country of the airport that an end names; empty when it names none.
func endCountry(e flight.End) string {
	if e.Airport == nil {
		return ""
	}
	return countryOf(*e.Airport)
}

// firm tells whether an end was observed or confirmed.
func firm(e flight.End) bool {
	return e.Airport != nil && (e.Status == flight.Observed || e.Status == flight.Confirmed)
}

// sorted returns the values of m ordered by key.
func sorted[K comparable, V any](m map[K]V, key func(V) string) []V {
	out := make([]V, 0, len(m))
	for _, v := range m {
		out = append(out, v)
	}
	sort.Slice(out, func(i, j int) bool { return key(out[i]) < key(out[j]) })
	return out
}

func sortStatements(ss []statement.Statement, compare func(a, b statement.Statement) int) {
	slices.SortStableFunc(ss, compare)
}
