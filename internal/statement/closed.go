package statement

import (
	"fmt"
	"slices"
)

// The closed lists, in the order in which a form offers them. A value outside its list is
// refused by Check; an empty one is only "not filled yet".
var (
	Events   = []Event{Happened, UnderWay, Planned, Proposed, Cancelled, DidNotHappen, Hypothetical, EventUnknown, NotApplicable}
	Speeches = []Speech{Asserts, Estimates, Denies, Warns, Assures, Alleges, Asks, Declines, NeitherNor, NoReply, NotAcknowledged, Acknowledges}
	Topics   = []Topic{TopicRemoval, TopicFlight, TopicAcknowledgement, TopicAssurance, TopicWarning, TopicConsent, TopicContext, TopicOther}
	Bounds   = []Bound{Exact, Approx, AtLeast, MoreThan, AtMost, UpTo, Nearly, Range, Vague}
	Bands    = []Band{Green, Amber, Grey}
	Classes  = []Class{NamedOfficial, NamedPerson, UnnamedOfficial, UnnamedSource, Institution, Experts, NGO, StateMedium, SemiOfficial, Wire, Outlet, DocumentSource, Sensor, Returnee, ThisDocument, NotStated, UnspecifiedClass}
)

// Valid tells whether e is one of Events.
func (e Event) Valid() bool { return slices.Contains(Events, e) }

// Valid tells whether s is one of Speeches.
func (s Speech) Valid() bool { return slices.Contains(Speeches, s) }

// Valid tells whether t is one of Topics.
func (t Topic) Valid() bool { return slices.Contains(Topics, t) }

// Valid tells whether b is one of Bounds.
func (b Bound) Valid() bool { return slices.Contains(Bounds, b) }

// Valid tells whether b is one of Bands.
func (b Band) Valid() bool { return slices.Contains(Bands, b) }

// Valid tells whether c is one of Classes.
func (c Class) Valid() bool { return slices.Contains(Classes, c) }

// checkWords refuses a word outside the closed lists. Parts that are not filled are let
// through: a statement made by hand may leave them out.
func checkWords(s Statement) error {
	switch {
	case s.Event != "" && !s.Event.Valid():
		return unknownWord("event", string(s.Event))
	case s.Speech != "" && !s.Speech.Valid():
		return unknownWord("speech", string(s.Speech))
	case s.Topic != "" && !s.Topic.Valid():
		return unknownWord("topic", string(s.Topic))
	case s.Band != "" && !s.Band.Valid():
		return unknownWord("band", string(s.Band))
	case s.Source.Class != "" && !s.Source.Class.Valid():
		return unknownWord("class of the source", string(s.Source.Class))
	}
	for _, h := range s.Chain {
		if h.Class != "" && !h.Class.Valid() {
			return unknownWord("class of the speaker "+h.Text, string(h.Class))
		}
	}
	for _, q := range s.Quantities {
		if q.Bound != "" && !q.Bound.Valid() {
			return unknownWord("bound of a figure", string(q.Bound))
		}
	}
	for _, m := range s.Route {
		if m.Event != "" && !m.Event.Valid() {
			return unknownWord("event of a move", string(m.Event))
		}
	}
	return nil
}

func unknownWord(part, value string) error {
	return fmt.Errorf("%s %q is not one of its list: choose a value of the list", part, value)
}
