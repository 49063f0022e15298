package statement

import (
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Span is a stretch of the canonical text, in bytes, half-open, and the words there. Two
// spans are one place when Start and End are equal: Text may be empty on a span that
// somebody made by hand, and Check compares it with the text otherwise.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Passage is one or more spans (a source can be interrupted) and their text: for one
// span it equals the slice, for several the slices joined by " … ".
type Passage struct {
	Spans []Span `json:"spans"`
	Text  string `json:"text"`
}

// Class is what kind of speaker a hop of the chain is.
type Class string

// The classes. The word lists behind them are data (see lexicon).
const (
	NamedOfficial    Class = "named_official"
	NamedPerson      Class = "named_person"
	UnnamedOfficial  Class = "unnamed_official"
	UnnamedSource    Class = "unnamed_source"
	Institution      Class = "institution" // a state, a ministry, a court, an agency of a state
	Experts          Class = "experts"     // UN experts, special rapporteurs, treaty bodies
	NGO              Class = "ngo"
	StateMedium      Class = "state_medium"
	SemiOfficial     Class = "semi_official_medium"
	Wire             Class = "wire"
	Outlet           Class = "outlet"
	DocumentSource   Class = "document"
	Sensor           Class = "sensor"
	Returnee         Class = "returnee"
	ThisDocument     Class = "this_document" // the report states it itself
	NotStated        Class = "not_stated"
	UnspecifiedClass Class = "unspecified"
)

// Source is the words that name who stated it; empty for the document's own statements.
type Source struct {
	Passage
	Class Class `json:"class"`
}

// Hop is one link between the origin and this document: origin first, this document last.
type Hop struct {
	Text     string `json:"text"`
	Class    Class  `json:"class"`
	Inferred bool   `json:"inferred"`        // by rule, not by the words of the sentence: the analyst must confirm
	State    string `json:"state,omitempty"` // ISO 3166-1 alpha-2 of the state that the speaker belongs to, if known
	Key      string `json:"key"`             // canonical name for grouping: "noushabadi", "tasnim", "nyt"; unnamed ones carry outlet and institution
}

// Speech is what kind of utterance it is.
type Speech string

// The speech acts.
const (
	Asserts         Speech = "asserts"
	Estimates       Speech = "estimates"
	Denies          Speech = "denies"
	Warns           Speech = "warns"
	Assures         Speech = "assures"
	Alleges         Speech = "alleges"
	Asks            Speech = "asks"
	Declines        Speech = "declines_comment"
	NeitherNor      Speech = "neither_confirms_nor_denies"
	NoReply         Speech = "no_reply"
	NotAcknowledged Speech = "not_acknowledged" // a speaker states that a state has not acknowledged
	Acknowledges    Speech = "acknowledges"
)

// Event is what is said about the event: did it happen.
type Event string

// The modalities of the event; the lowest commitment that the words allow wins.
const (
	Happened      Event = "happened"
	UnderWay      Event = "under_way"
	Planned       Event = "planned"
	Proposed      Event = "proposed"
	Cancelled     Event = "cancelled"
	DidNotHappen  Event = "did_not_happen"
	Hypothetical  Event = "hypothetical"
	EventUnknown  Event = "unknown"
	NotApplicable Event = "not_applicable" // an opinion, a warning, a rule
)

// Bound is how a figure is meant.
type Bound string

// The bounds. A vague word never gets a number.
const (
	Exact    Bound = "exact"
	Approx   Bound = "approx"
	AtLeast  Bound = "at_least"
	MoreThan Bound = "more_than"
	AtMost   Bound = "at_most"
	UpTo     Bound = "up_to"
	Nearly   Bound = "nearly"
	Range    Bound = "range"
	Vague    Bound = "vague_word"
)

// Quantity is a figure with its bound, unit and population.
type Quantity struct {
	Value      *int   `json:"value"` // null for a vague word or a range
	Low        *int   `json:"low"`
	High       *int   `json:"high"`
	Bound      Bound  `json:"bound"`
	Unit       string `json:"unit"`              // persons, flights, months, ...
	Population string `json:"population"`        // as in the text: "Iranians", "people"
	PartOf     *int   `json:"part_of,omitempty"` // of how many, where the words say: 400 in "120 of the 400"; null otherwise
	Scope      Scope  `json:"scope,omitempty"`   // what the figure is a count of, beside its population; empty when the words do not say
	AsOf       *Date  `json:"as_of,omitempty"`   // the moment the figure holds for, where the words say ("so far this year", "by 31 July"); null otherwise
	Spans      []Span `json:"spans"`
}

// Scope is what a figure is a count of, as far as its own words say.
type Scope string

// The scopes. Two figures of different scopes neither confirm nor contradict each other.
const (
	PerFlight  Scope = "per_flight" // "120 people per flight", "on each flight"
	OneFlight  Scope = "one_flight" // "the flight carried 120", "120 people aboard"
	Additional Scope = "additional" // "another 50", "50 more"
	InTotal    Scope = "total"      // "a total of 400", "400 in all"
	Programme  Scope = "programme"  // "under the agreement, up to 400"
	PartScope  Scope = "part"       // "120 of the 400"
)

// Date is an interval of days in the document's frame.
type Date struct {
	From        *time.Time `json:"from"`        // null: unresolved, because no publication time anchors it; with To, open before ("by 10 October")
	To          *time.Time `json:"to"`          // exclusive end
	Granularity string     `json:"granularity"` // day, days, month, year, open
	Approx      bool       `json:"approx"`
	Calendar    string     `json:"calendar,omitempty"` // solar_hijri or lunar_hijri where the words are of that calendar; From and To are Gregorian
	Reason      string     `json:"reason,omitempty"`   // how a relative date was resolved, or why it was not
	Spans       []Span     `json:"spans"`
}

// Move is one stretch of a route with its own modality. Places are ISO country codes,
// ISO 3166-2 regions or ICAO codes as the text allows; empty when not stated.
type Move struct {
	From  string   `json:"from"`
	Via   []string `json:"via"`
	To    string   `json:"to"`
	Event Event    `json:"event"`
	Spans []Span   `json:"spans"`
}

// Band says how far a proposal can be trusted unread; its precision is measured, not felt.
type Band string

// The bands.
const (
	Green Band = "green"
	Amber Band = "amber"
	Grey  Band = "grey"
)

// Topic folds what is not about removals.
type Topic string

// The topics of a statement that the hall looks for.
const (
	TopicRemoval         Topic = "removal"         // people moved, to be moved, not moved
	TopicFlight          Topic = "flight"          // an aircraft left, arrived, is due
	TopicAcknowledgement Topic = "acknowledgement" // a state's stance to the operation
	TopicAssurance       Topic = "assurance"       // a promise about treatment
	TopicWarning         Topic = "warning"         // a warning about treatment or about promises
	TopicConsent         Topic = "consent"         // willing or not
	TopicContext         Topic = "context"         // in the domain, about something around it
	TopicOther           Topic = "other"           // outside the domain: folded
)

// Statement is one thing that somebody stated, as the text has it. It is a proposal of an
// extractor until an analyst's decision says otherwise, and evidence either way.
type Statement struct {
	ID            string            `json:"id"` // "s-" and 16 hex digits over document text hash, content spans and extractor-independent fields
	Document      string            `json:"document"`
	Source        Source            `json:"source"`
	Cue           Passage           `json:"cue"`
	Content       Passage           `json:"content"`
	Direct        bool              `json:"direct"` // a direct quotation
	Chain         []Hop             `json:"chain"`
	Speech        Speech            `json:"speech"`
	Event         Event             `json:"event"`
	Topic         Topic             `json:"topic"`
	About         string            `json:"about,omitempty"` // for stances: ISO code of the state whose stance it is
	Nationalities []string          `json:"nationalities"`   // ISO codes of people spoken of
	Quantities    []Quantity        `json:"quantities"`
	Dates         []Date            `json:"dates"`
	Route         []Move            `json:"route"`
	Aircraft      []Craft           `json:"aircraft,omitempty"` // as the text names it
	Uttered       []Date            `json:"uttered,omitempty"`  // when it was said, where the text tells; Dates are those of the event
	Part          document.PartKind `json:"part"`
	Band          Band              `json:"band"`
	Extractor     string            `json:"extractor"`
	Agrees        []string          `json:"agrees,omitempty"` // other readers that marked the same words
}

// Origin returns the first hop: who first stated it, as far as this document tells.
func (s Statement) Origin() Hop {
	if len(s.Chain) == 0 {
		return Hop{Class: NotStated}
	}
	return s.Chain[0]
}
