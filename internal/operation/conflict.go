package operation

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// The kinds of conflict.
const (
	planToFact      = "plan_to_fact"
	figures         = "figures"
	misattributed   = "misattribution"
	acknowledgement = "acknowledgement"
	routeDiffers    = "route"
	dateDiffers     = "date"
	daysDiffer      = "days"
	afterLanding    = "after_landing"
)

var kindOrder = []string{planToFact, misattributed, figures, acknowledgement, routeDiffers, dateDiffers, daysDiffer, afterLanding}

// conflicts lists where the evidence does not agree, one of a kind for each pair of origins:
// a hundred copies of one report are one conflict. None says which side is right.
func (t *table) conflicts() []Conflict {
	var out []Conflict
	count := t.counts()
	for _, found := range [][]Conflict{
		t.plansBecomeFacts(count), t.misattributions(count), t.figuresDiffer(count), t.stancesDiffer(), t.tracksDiffer(), t.daysDiffer(), t.landingsDiffer(),
	} {
		out = append(out, found...)
	}
	slices.SortStableFunc(out, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(slices.Index(kindOrder, a.Kind), slices.Index(kindOrder, b.Kind)), cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID))
	})
	if out == nil {
		out = []Conflict{}
	}
	return out
}

// count is one figure of people of one statement about the operation.
type count struct {
	s       statement.Statement
	q       statement.Quantity
	stage   string
	origin  string                // of the group it stands in; empty for a report's own
	reports map[string]bool       // documents that carry it
	also    []statement.Statement // every statement that carries it, the earliest first
}

// counts lists the figures about the operation, the earliest first. What one origin states
// again, or what reports state again of their own, is one figure with more reports.
func (t *table) counts() []count {
	origin := map[string]string{}
	for _, g := range t.groups {
		for _, o := range g.Origins {
			for _, id := range o.Statements {
				origin[id] = o.Key
			}
		}
	}
	byKey := map[string]*count{}
	ordered := slices.Clone(t.statements)
	slices.SortStableFunc(ordered, t.compare)
	for _, s := range ordered {
		if !t.concerns(s) || (topicOf(s) != statement.TopicRemoval && topicOf(s) != statement.TopicFlight) {
			continue
		}
		for _, q := range s.Quantities {
			if ofPeople(q) {
				c := count{s: s, q: q, stage: t.stageOf(s), origin: origin[s.ID], reports: map[string]bool{}}
				if o := s.Origin().Class; o == statement.ThisDocument || o == statement.NotStated {
					c.origin = ""
				}
				key := strings.Join([]string{c.stage, c.origin, figure(q), population(q), scope(s), strings.Join(s.Nationalities, " ")}, "\x00")
				if byKey[key] == nil {
					byKey[key] = &c
				}
				byKey[key].reports[s.Document] = true
				byKey[key].also = append(byKey[key].also, s)
			}
		}
	}
	out := make([]count, 0, len(byKey))
	for _, c := range byKey {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b count) int {
		return cmp.Or(t.compare(a.s, b.s), cmp.Compare(figure(a.q), figure(b.q)), cmp.Compare(a.stage, b.stage), cmp.Compare(population(a.q), population(b.q)))
	})
	return out
}

// plansBecomeFacts finds a planned figure that a report which names no source of its own, or
// the same origin, states as having happened.
func (t *table) plansBecomeFacts(counts []count) []Conflict {
	type pair struct{ a, b count }
	byPlan := map[string][]pair{}
	var order []string
	plans := map[string][]count{} // by their figure
	for _, a := range counts {
		if a.stage == stagePlanned && a.q.Value != nil {
			plans[figure(a.q)] = append(plans[figure(a.q)], a)
		}
	}
	for _, b := range counts {
		if b.s.Event != statement.Happened {
			continue
		}
		a, ok := t.planOf(b, plans[figure(b.q)])
		if !ok {
			continue
		}
		key := a.origin + "\x00" + figure(a.q)
		if byPlan[key] == nil {
			order = append(order, key)
		}
		byPlan[key] = append(byPlan[key], pair{a, b})
	}
	var out []Conflict
	for _, key := range order {
		ps := byPlan[key]
		a, b := ps[0].a, ps[0].b
		reports, named, more := map[string]bool{}, map[string]bool{}, map[string]bool{a.s.ID: true, b.s.ID: true}
		nameless := false
		c := t.conflict(planToFact, "A plan became a fact", "", a.s, b.s)
		for _, p := range ps {
			maps.Copy(reports, p.b.reports)
			if p.b.origin == "" {
				nameless = true
			} else {
				named[oneLine(p.b.s.Origin().Text)] = true
			}
			for _, s := range p.b.also {
				if !more[s.ID] {
					more[s.ID] = true
					c.More = append(c.More, t.refTo(s))
				}
			}
		}
		who, state, name := "the report", "states", "names"
		if n := len(reports); n > 1 {
			who, state, name = fmt.Sprintf("%d reports", n), "state", "name"
		}
		source := name + " no other source"
		switch {
		case len(named) > 0 && nameless:
			source = name + " " + list(keysOf(named)) + " or nobody"
		case len(named) > 0:
			source = name + " " + list(keysOf(named))
		}
		c.Text = fmt.Sprintf("%s stated %s as %s; %s %s the same figure as happened and %s.", oneLine(a.s.Origin().Text), figure(a.q), eventWords(a.s.Event), who, state, source)
		out = append(out, c)
	}
	return out
}

// planOf finds the plan behind a figure among the plans of this figure: the same report's own,
// else the earliest.
func (t *table) planOf(b count, plans []count) (count, bool) {
	var found count
	ok := false
	for _, a := range plans {
		if a.s.ID == b.s.ID || otherPeople(a, b) {
			continue
		}
		if b.origin != "" && a.origin != b.origin && !medium(b.s.Origin().Class) {
			continue // another origin states it of its own knowledge
		}
		if b.reports[a.s.Document] {
			return a, true
		}
		if !ok {
			found, ok = a, true
		}
	}
	return found, ok
}

// misattributions finds a figure given in the name of an outlet whose own report has another.
func (t *table) misattributions(counts []count) []Conflict {
	var out []Conflict
	done := map[string]bool{}
	through := map[string][]count{} // by each that carried them
	for _, a := range counts {
		for i, h := range a.s.Chain {
			if h.Key != "" && !slices.ContainsFunc(a.s.Chain[:i], func(b statement.Hop) bool { return b.Key == h.Key }) {
				through[h.Key] = append(through[h.Key], a)
			}
		}
	}
	for _, b := range counts {
		if len(b.s.Chain) == 0 || b.q.Value == nil {
			continue
		}
		named := b.s.Chain[0]
		if !medium(named.Class) {
			continue
		}
		if done[named.Key+"\x00"+figure(b.q)] {
			continue
		}
		for _, a := range through[named.Key] {
			if a.s.ID == b.s.ID || a.s.Document == b.s.Document || a.q.Value == nil || figure(a.q) == figure(b.q) || a.stage == stagePlanned != (b.stage == stagePlanned) || otherPeople(a, b) {
				continue
			}
			if !carries(a.s, named.Key) || len(a.s.Chain) <= 2 && medium(a.s.Origin().Class) {
				continue // the other report must give the outlet's figure with the outlet's source
			}
			if t.statedLater(a.s, b.s) || outletSays(through[named.Key], b) {
				continue
			}
			key := named.Key + "\x00" + figure(b.q)
			if done[key] {
				break
			}
			done[key] = true
			outlet := t.name(named.Key)
			text := fmt.Sprintf("The figure %s is attributed to %s, through which another report has %s.", figure(b.q), outlet, figure(a.q))
			if d := t.document[a.s.Document]; sameOutlet(d.Publisher, named.Text, outlet) {
				text = fmt.Sprintf("The figure %s is attributed to %s, whose own report has %s.", figure(b.q), outlet, figure(a.q))
			}
			out = append(out, t.conflict(misattributed, "A figure under another’s name", text, a.s, b.s))
			break
		}
	}
	return out
}

// sameOutlet tells whether a report's publisher is the outlet by one of its names.
func sameOutlet(publisher string, names ...string) bool {
	plain := func(s string) string { return strings.TrimPrefix(strings.ToLower(oneLine(s)), "the ") }
	return publisher != "" && slices.ContainsFunc(names, func(n string) bool { return plain(n) == plain(publisher) })
}

// outletSays tells whether some report gives the same figure through the outlet with a source
// of its own; through are the figures that came by it.
func outletSays(through []count, b count) bool {
	return slices.ContainsFunc(through, func(a count) bool {
		return a.s.ID != b.s.ID && figure(a.q) == figure(b.q) && !medium(a.s.Origin().Class)
	})
}

// statedLater tells whether a is known to have been published on a later day than b.
func (t *table) statedLater(a, b statement.Statement) bool {
	da, oka := t.stated(a)
	db, okb := t.stated(b)
	return oka && okb && da.After(db)
}

func carries(s statement.Statement, key string) bool {
	return key != "" && slices.ContainsFunc(s.Chain, func(h statement.Hop) bool { return h.Key == key })
}

func medium(c statement.Class) bool {
	return c == statement.Outlet || c == statement.Wire || c == statement.StateMedium || c == statement.SemiOfficial
}

// misquotes tells whether one of two figures is only a bare outlet's, of which the other has the source.
func misquotes(a, b count) bool {
	return medium(a.s.Origin().Class) && carries(b.s, a.s.Origin().Key) || medium(b.s.Origin().Class) && carries(a.s, b.s.Origin().Key)
}

// otherPeople tells whether two figures count different populations: such figures are never
// summed and never called contradictory.
func otherPeople(a, b count) bool {
	if len(a.s.Nationalities) > 0 && len(b.s.Nationalities) > 0 {
		shared := slices.ContainsFunc(a.s.Nationalities, func(n string) bool { return slices.Contains(b.s.Nationalities, n) })
		if !shared {
			return true
		}
	}
	if scope(a.s) != scope(b.s) {
		return true // one speaks of a second group or an earlier flight
	}
	pa, pb := population(a.q), population(b.q)
	return pa != "" && pb != "" && pa != pb && !statement.SamePopulation(a.q, b.q)
}

// otherScope finds words that set a group or a flight apart from the one a report is about.
var otherScope = regexp.MustCompile(`(?i)\b(?:(second|third|another|further|additional|next)|(previous|earlier|prior|last))\s+(?:[\pL\pN'’-]+\s+){0,2}(?:groups?|flights?|planes?|planeloads?|charters?|jets?|batch(?:es)?|transfers?|deportations?|removals?|operations?|rounds?)\b|\b(another|a further|an additional)\s+(?:(?:about|some|nearly|around|almost|up to|at least|more than)\s+)?\d[\d,]*`)

// scope says of which group or flight a statement's words speak: empty for the one at hand,
// "other" for a second or another one, "before" for a previous one.
func scope(s statement.Statement) string {
	m := otherScope.FindStringSubmatch(s.Content.Text)
	switch {
	case m == nil:
		return ""
	case m[2] != "":
		return "before"
	}
	return "other"
}

// population is the narrower people that a figure counts; empty for a general word.
func population(q statement.Quantity) string {
	p := strings.ToLower(oneLine(q.Population))
	for _, general := range generalPeople {
		if p == general {
			return ""
		}
	}
	return p
}

var generalPeople = []string{"people", "persons", "passengers", "deportees", "migrants", "individuals", "returnees", "nationals", "citizens", "others", "detainees"}

// stancesDiffer finds states that acknowledged and denied, or that are reported as not
// acknowledging although an official spoke on record.
func (t *table) stancesDiffer() []Conflict {
	var out []Conflict
	for _, state := range t.op.States {
		st := t.stancesOf(state)
		if len(st.onRecord) == 0 {
			continue
		}
		if len(st.denied) > 0 {
			out = append(out, t.conflict(acknowledgement, stateName(state)+" acknowledged and denied",
				"Two statements on record of one state do not agree.", st.onRecord[0], st.denied[0]))
		}
		for _, r := range st.reported {
			if !t.statedLater(st.onRecord[0], r) {
				out = append(out, t.conflict(acknowledgement, stateName(state)+" spoke on record and is reported as not acknowledging",
					"The report was published on the day of the statement on record or later.", st.onRecord[0], r))
				break
			}
		}
	}
	return out
}

// tracksDiffer sets statements of a departure that happened beside the legs that were heard.
// A track that was lost is no conflict with a stated arrival: not heard is not "did not land".
func (t *table) tracksDiffer() []Conflict {
	var named []journey.Hop
	for _, h := range t.legs {
		if firm(h.Start) && !notCustody[h.Purpose.Value] {
			named = append(named, h)
		}
	}
	if len(named) == 0 {
		return nil
	}
	var out []Conflict
	done := map[string]bool{}
	for _, s := range t.statements {
		if s.Topic != statement.TopicFlight || s.Event != statement.Happened || !t.concerns(s) || done[s.Origin().Key] {
			continue
		}
		for _, m := range s.Route {
			from := countryOf(m.From)
			if from == "" || (m.Event != "" && m.Event != statement.Happened) {
				continue
			}
			var there []journey.Hop
			for _, h := range named {
				if endCountry(h.Start) == from {
					there = append(there, h)
				}
			}
			switch {
			case len(there) == 0 && len(t.op.States) > 1 && slices.Contains(t.op.States[1:], from):
				// another hop, which nobody heard: not heard is no conflict
			case len(there) == 0:
				out = append(out, t.againstTrack(routeDiffers, "Stated and heard routes differ",
					fmt.Sprintf("A departure from %s is stated; the flights attached left %s.", statedPlace(m.From, s.Content.Text), placeName(*named[0].Start.Airport)), s, named[0]))
				done[s.Origin().Key] = true
			case !slices.ContainsFunc(there, func(h journey.Hop) bool { return onDay(s.Dates, h) }):
				out = append(out, t.againstTrack(dateDiffers, "Stated and heard days differ",
					fmt.Sprintf("The departure is stated for %s; the flight attached left %s.", dates(s.Dates), endTime(there[0].Start)), s, there[0]))
				done[s.Origin().Key] = true
			}
		}
	}
	return out
}

// onDay tells whether a leg left on one of the stated days, give or take a day for the zones.
func onDay(ds []statement.Date, h journey.Hop) bool {
	at := h.Start.Heard.At
	if h.Start.Time != nil {
		at = *h.Start.Time
	}
	resolved := false
	for _, d := range ds {
		if d.From == nil || d.To == nil {
			continue
		}
		resolved = true
		if !at.Before(d.From.Add(-daySlack)) && at.Before(d.To.Add(daySlack)) {
			return true
		}
	}
	return !resolved
}

func (t *table) conflict(kind, title, text string, a, b statement.Statement) Conflict {
	return Conflict{Kind: kind, Title: title, Text: text, A: t.refTo(a), B: t.refTo(b), QuoteA: t.quote(a), QuoteB: t.quote(b)}
}

func (t *table) againstTrack(kind, title, text string, s statement.Statement, h journey.Hop) Conflict {
	return Conflict{Kind: kind, Title: title, Text: text, A: t.refTo(s), B: legRef(h), QuoteA: s.Content.Text}
}
