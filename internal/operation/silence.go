package operation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// The stances. The silent ones all begin with "silent": a remark in general terms is neither
// acknowledgement nor denial, and an official without a name does not speak for a state.
const (
	onRecord      = "acknowledged on record"
	denied        = "denied"
	neitherNor    = "neither confirms nor denies"
	silent        = "silent"
	silentGeneral = "silent; in general terms only"
	silentAnon    = "silent; anonymous officials only"
	silentBoth    = "silent; in general terms and anonymous officials only"
	silentUnread  = "silent; no report attached"
)

// IsSilent tells whether the state has said nothing on record about the operation itself.
func (s Silence) IsSilent() bool { return strings.HasPrefix(s.Stance, silent) }

// silences gives the stance of each state concerned as of the day of the view. The latest
// word on record decides; a report that a state has not acknowledged keeps it silent.
func (t *table) silences() []Silence {
	var out []Silence
	for i, state := range t.op.States {
		out = append(out, t.silence(state, t.role(i)))
	}
	return out
}

func (t *table) role(i int) string {
	switch {
	case i == 0:
		return "sends"
	case i == len(t.op.States)-1:
		return "receives"
	}
	return "transit"
}

// stances is what is on the table about one state, each in time order.
type stances struct{ onRecord, denied, glomar, general, anonymous, declined, reported []statement.Statement }

func (t *table) silence(state, role string) Silence {
	st := t.stancesOf(state)
	out := Silence{State: state, Role: role, Reports: len(t.reports()), Refs: []Ref{}, Organs: t.organs(st)}
	spoken := slices.Concat(st.onRecord, st.denied, st.glomar)
	slices.SortStableFunc(spoken, t.compare)
	if len(spoken) == 0 {
		return t.silentStance(out, st)
	}
	last := spoken[len(spoken)-1]
	out.Stance = onRecord
	switch {
	case slices.ContainsFunc(st.denied, sameID(last)):
		out.Stance = denied
	case slices.ContainsFunc(st.glomar, sameID(last)):
		out.Stance = neitherNor
	}
	// The stance dates from the first of the unbroken run that ends with the last word.
	run := map[string][]statement.Statement{onRecord: st.onRecord, denied: st.denied, neitherNor: st.glomar}[out.Stance]
	first := last
	for i := len(spoken) - 1; i >= 0 && slices.ContainsFunc(run, sameID(spoken[i])); i-- {
		first = spoken[i]
	}
	out.Text = out.Stance + " by " + oneLine(first.Origin().Text)
	if day, ok := t.stated(first); ok {
		out.Since = day.Format(time.DateOnly)
		out.Text += ", first reported " + dayWords(day)
	}
	if len(st.onRecord) > 0 && len(st.denied) > 0 {
		out.Text += "; it has both acknowledged and denied, see the conflicts"
	}
	if len(st.reported) > 0 {
		out.Text += "; reported as not acknowledged too"
	}
	out.Refs = t.refs(spoken, st.reported)
	return out
}

// silentStance says how the state is silent, and how far the attached reports reach.
func (t *table) silentStance(out Silence, st stances) Silence {
	general, anon := len(st.general) > 0, len(st.anonymous) > 0
	switch {
	case len(st.reported) > 0: // a report says that it has not acknowledged: nothing softens the word
		out.Stance = silent
	case general && anon:
		out.Stance = silentBoth
	case general:
		out.Stance = silentGeneral
	case anon:
		out.Stance = silentAnon
	default:
		out.Stance = silent
	}
	if len(t.reports()) == 0 {
		out.Stance = silentUnread
	}
	out = t.reach(out)
	if general {
		out.Text += "; " + plural(len(originKeys(st.general)), "general remark") + ", neither acknowledgement nor denial"
	}
	if anon {
		out.Text += "; officials without a name spoke"
	}
	if len(st.declined) > 0 {
		out.Text += "; asked, it gave no answer"
	}
	if len(st.reported) > 0 {
		out.Text += "; " + plural(len(documentsOf(st.reported)), "report") + " that it has not acknowledged"
	}
	out.Refs = t.refs(st.reported, st.general, st.anonymous, st.declined)
	return out
}

// reach counts the days of a silence as far as the evidence carries them: from the
// operation's first day to the latest attached report or the view's day, whichever is
// earlier. What a state said after the latest report is not known here.
func (t *table) reach(out Silence) Silence {
	first, known := t.firstDay()
	if known {
		out.Since = first.Format(time.DateOnly)
	}
	if len(t.reports()) == 0 {
		out.Text = "no report is attached in which it could have spoken"
		return out
	}
	out.Text = "silent in the " + plural(len(t.reports()), "attached report")
	var latest time.Time
	for _, d := range t.reports() {
		if d.Published != nil && d.Published.At.After(latest) {
			latest = d.Published.At
		}
	}
	if latest.IsZero() {
		out.Text += "; no report has a day"
		return out
	}
	through, today := latest.UTC().Truncate(24*time.Hour), t.asked.Truncate(24*time.Hour)
	out.Text += "; the latest is of " + dayWords(through)
	if !t.asked.IsZero() && today.Before(through) {
		through = today
	}
	out.Through = through.Format(time.DateOnly)
	switch {
	case known && through.Before(first):
		out.Text += ", before the operation's first day, " + dayWords(first)
	case known:
		days := int(through.Sub(first).Hours() / 24)
		out.Days = &days
		out.Text += fmt.Sprintf(", %s after the operation's first day, %s", plural(days, "day"), dayWords(first))
	}
	if today.After(through) {
		out.Text += "; no report attached since " + dayWords(through)
	}
	return out
}

// stancesOf sorts the statements that bear on one state's stance. Officials count for the
// state that they belong to; a report about a state counts for the state it is about.
func (t *table) stancesOf(state string) stances {
	var st stances
	for _, s := range t.statements {
		o := s.Origin()
		about := s.About == state || (s.About == "" && o.State == state)
		if s.Topic == statement.TopicAcknowledgement && about || s.Speech == statement.NotAcknowledged && about {
			switch s.Speech {
			case statement.NotAcknowledged:
				st.reported = append(st.reported, s)
				continue
			case statement.NeitherNor:
				st.glomar = append(st.glomar, s)
				continue
			case statement.Declines, statement.NoReply:
				st.declined = append(st.declined, s)
				continue
			}
		}
		if o.State != state {
			continue
		}
		speaks := o.Class == statement.NamedOfficial || o.Class == statement.Institution
		unnamed := o.Class == statement.UnnamedOfficial
		switch {
		case !speaks && !unnamed:
		case s.Speech == statement.NeitherNor:
			st.glomar = append(st.glomar, s)
		case s.Speech == statement.Declines || s.Speech == statement.NoReply:
			st.declined = append(st.declined, s)
		case unnamed && t.specific(s):
			st.anonymous = append(st.anonymous, s)
		case !t.specific(s):
			if t.general(s) {
				st.general = append(st.general, s)
			}
		case s.Speech == statement.Denies, s.Event == statement.DidNotHappen && t.ofTheMove(s):
			st.denied = append(st.denied, s)
		case acknowledges(s) && t.ofTheMove(s):
			st.onRecord = append(st.onRecord, s)
		default: // a promise or a remark around it acknowledges nothing by itself
			st.general = append(st.general, s)
		}
	}
	for _, list := range []*[]statement.Statement{&st.onRecord, &st.denied, &st.glomar, &st.general, &st.anonymous, &st.declined, &st.reported} {
		slices.SortStableFunc(*list, t.compare)
	}
	return st
}

// specific tells whether a statement speaks of this operation: it is about removal, flight,
// promise, consent or stance and names its people, its route, its day or its number.
func (t *table) specific(s statement.Statement) bool {
	if !t.concerns(s) || s.Event == statement.NotApplicable && s.Speech != statement.Assures && s.Topic != statement.TopicAcknowledgement {
		return false
	}
	switch topicOf(s) {
	case statement.TopicAssurance, statement.TopicConsent:
		return true
	case statement.TopicAcknowledgement:
		return s.Speech == statement.Acknowledges || s.Speech == statement.Denies
	case statement.TopicRemoval, statement.TopicFlight:
		return len(s.Nationalities) > 0 || len(s.Route) > 0 || len(s.Dates) > 0 || slices.ContainsFunc(s.Quantities, ofPeople)
	}
	return false
}

// acknowledges tells whether a statement of a state, by its modality, says that there is such an
// operation: as happened, under way or planned, or in so many words. Whether it happened at all
// must be stated: an event that is unknown, proposed or cancelled acknowledges nothing.
func acknowledges(s statement.Statement) bool {
	switch s.Event {
	case statement.Happened, statement.UnderWay, statement.Planned:
		return s.Speech != statement.Asks && s.Speech != statement.Warns
	}
	return s.Speech == statement.Acknowledges && topicOf(s) == statement.TopicAcknowledgement && s.Event != statement.DidNotHappen
}

// ofTheMove tells whether a statement speaks of the people moved or of their flight: the
// acknowledgement itself, or a removal or flight with its people, its number, its day or a
// stretch of its route. How the people once came to the sending state is none.
func (t *table) ofTheMove(s statement.Statement) bool {
	if s.Speech == statement.Acknowledges {
		return true
	}
	topic := topicOf(s)
	if topic != statement.TopicRemoval && topic != statement.TopicFlight {
		return false
	}
	if slices.ContainsFunc(s.Quantities, ofPeople) && len(s.Route) == 0 || topic == statement.TopicFlight && len(s.Dates) > 0 && len(s.Route) == 0 {
		return true
	}
	if len(s.Route) == 0 {
		return len(s.Nationalities) > 0
	}
	return slices.ContainsFunc(s.Route, func(m statement.Move) bool {
		return len(t.op.States) == 0 || countryOf(m.To) != t.op.States[0] || countryOf(m.From) == t.op.States[0]
	})
}

// general tells whether a statement is a remark about removals that names nothing of this one.
func (t *table) general(s statement.Statement) bool {
	switch s.Topic {
	case statement.TopicRemoval, statement.TopicAcknowledgement, statement.TopicFlight:
		return !slices.ContainsFunc(s.Quantities, ofPeople) && len(s.Route) == 0
	}
	return false
}

// firstDay is the operation's first day: as a person gave it, else of the first leg, else of
// the first report.
func (t *table) firstDay() (time.Time, bool) {
	if d, err := time.Parse(time.DateOnly, t.op.From); err == nil {
		return d, true
	}
	if len(t.legs) > 0 {
		return t.legs[0].Start.Heard.At.UTC().Truncate(24 * time.Hour), true
	}
	var first time.Time
	for _, s := range t.statements {
		if d, ok := t.stated(s); ok && t.concerns(s) && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	return first, !first.IsZero()
}

func (t *table) compare(a, b statement.Statement) int {
	switch {
	case a.ID == b.ID:
		return 0
	case t.earlier(a, b):
		return -1
	}
	return 1
}

func (t *table) refs(lists ...[]statement.Statement) []Ref {
	out := []Ref{}
	seen := map[string]bool{}
	for _, l := range lists {
		for _, s := range l {
			if !seen[s.ID] {
				seen[s.ID] = true
				out = append(out, t.refTo(s))
			}
		}
	}
	return out
}

// reports are the documents that can have spoken: what stands in the place of an erased one is none.
func (t *table) reports() []document.Document {
	return slices.DeleteFunc(slices.Clone(t.documents), erased)
}

// erasures say of each erased document when and under which rule it went, for a reader who
// must know that something is missing.
func (t *table) erasures() []string {
	var out []string
	for _, d := range t.documents {
		if erased(d) {
			out = append(out, strings.Join(append([]string{d.ID, d.Title}, d.Warnings...), ", "))
		}
	}
	slices.Sort(out)
	return out
}

// erased reports that only the place of a document is left: it has neither bytes nor text.
func erased(d document.Document) bool { return d.RawHash == "" && d.Text == "" }

func sameID(s statement.Statement) func(statement.Statement) bool {
	return func(o statement.Statement) bool { return o.ID == s.ID }
}

func originKeys(ss []statement.Statement) []string {
	m := map[string]bool{}
	for _, s := range ss {
		m[s.Origin().Key] = true
	}
	return keysOf(m)
}

func documentsOf(ss []statement.Statement) []string {
	m := map[string]bool{}
	for _, s := range ss {
		m[s.Document] = true
	}
	return keysOf(m)
}
