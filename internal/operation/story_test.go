package operation_test

import (
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// The story of 29-30 September 2025 as values: documents, statements and a track made by
// hand from its facts, so that the hall is tested apart from the rooms that fill it.

func at(s string) time.Time {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	panic(s)
}

func ptr[T any](v T) *T { return &v }

func report(id, publisher, published string) document.Document {
	return document.Document{ID: id, Publisher: publisher, Title: publisher, Published: &document.Stamp{At: at(published)}, Text: "-"}
}

var (
	noushabadi = statement.Hop{Text: "Hossein Noushabadi, a foreign ministry official", Class: statement.NamedOfficial, State: "IR", Key: "noushabadi"}
	tasnim     = statement.Hop{Text: "Tasnim", Class: statement.SemiOfficial, State: "IR", Key: "tasnim"}
	paper      = statement.Hop{Text: "the New York Times", Class: statement.Outlet, Key: "nyt"}
	officials  = statement.Hop{Text: "unnamed Iranian and US officials", Class: statement.UnnamedOfficial, State: "IR", Key: "officials:IR+US@nyt"}
	iranian    = statement.Hop{Text: "an unnamed Iranian official", Class: statement.UnnamedOfficial, State: "IR", Key: "officials:IR+US@nyt"}
	american   = statement.Hop{Text: "unnamed US officials", Class: statement.UnnamedOfficial, State: "US", Key: "officials:US@nyt"}
	whiteHouse = statement.Hop{Text: "a White House spokeswoman", Class: statement.Institution, State: "US", Key: "white-house"}
	unExperts  = statement.Hop{Text: "UN human rights experts", Class: statement.Experts, Key: "un-experts"}
	this       = statement.Hop{Text: "this report", Class: statement.ThisDocument, Key: "this"}
)

func said(id, doc, text string, chain ...statement.Hop) statement.Statement {
	return statement.Statement{
		ID: id, Document: doc, Content: statement.Passage{Text: text}, Chain: append(chain, this),
		Speech: statement.Asserts, Event: statement.Happened, Topic: statement.TopicRemoval, Part: document.Body, Band: statement.Green,
	}
}

func (b *builder) people(n int, bound statement.Bound, population string) *builder {
	b.s.Quantities = append(b.s.Quantities, statement.Quantity{Value: ptr(n), Bound: bound, Unit: "persons", Population: population})
	return b
}

type builder struct{ s statement.Statement }

func st(id, doc, text string, chain ...statement.Hop) *builder {
	return &builder{said(id, doc, text, chain...)}
}
func (b *builder) event(e statement.Event) *builder    { b.s.Event = e; return b }
func (b *builder) topic(t statement.Topic) *builder    { b.s.Topic = t; return b }
func (b *builder) speech(s statement.Speech) *builder  { b.s.Speech = s; return b }
func (b *builder) about(state string) *builder         { b.s.About = state; return b }
func (b *builder) of(nationalities ...string) *builder { b.s.Nationalities = nationalities; return b }
func (b *builder) move(from, via, to string, e statement.Event) *builder {
	m := statement.Move{From: from, To: to, Event: e}
	if via != "" {
		m.Via = []string{via}
	}
	b.s.Route = append(b.s.Route, m)
	return b
}
func (b *builder) days(from, end string) *builder {
	b.s.Dates = append(b.s.Dates, statement.Date{From: ptr(at(from)), To: ptr(at(end)), Granularity: "day"})
	return b
}

// iran is the evidence of the story up to the end of 2025.
func iran() operation.Evidence {
	list := []*builder{
		st("s-plan", "d-ministry", "120 people should be flown home over the next couple of days", noushabadi, tasnim).
			people(120, statement.Exact, "people").event(statement.Planned).of("IR").days("2025-09-30", "2025-10-03"),
		st("s-all", "d-ministry", "As many as 400 Iranians are to be returned in all", noushabadi).
			people(400, statement.UpTo, "Iranians").event(statement.Planned).of("IR"),
		st("s-left", "d-paper", "A chartered jet left Louisiana on Monday", paper).
			topic(statement.TopicFlight).move("US-LA", "", "", statement.Happened).days("2025-09-29", "2025-09-30"),
		st("s-due", "d-paper", "due to arrive in Iran via Qatar on Tuesday", paper).
			topic(statement.TopicFlight).event(statement.Planned).move("", "QA", "IR", statement.Planned).days("2025-09-30", "2025-10-01"),
		st("s-hundred", "d-paper", "About 100 Iranians were aboard", officials, paper).
			people(100, statement.Approx, "Iranians").of("IR"),
		st("s-safe", "d-paper", "the returnees had been promised that they would be safe", iranian, paper).
			topic(statement.TopicAssurance).speech(statement.Assures).event(statement.NotApplicable),
		st("s-fact", "d-headline", "The US has deported 120 Iranians").
			people(120, statement.Exact, "Iranians").of("IR"),
		st("s-nearly", "d-headline", "nearly 120 people were on the flight", paper).
			people(120, statement.Nearly, "people"),
		st("s-noack", "d-headline", "The US has not acknowledged the arrangement").
			topic(statement.TopicAcknowledgement).speech(statement.NotAcknowledged).event(statement.NotApplicable).about("US"),
		st("s-general", "d-headline", "removals of people without legal status would continue", whiteHouse).
			topic(statement.TopicRemoval).event(statement.Planned),
		st("s-warn", "d-headline", "assurances cannot be accepted at face value", unExperts).
			topic(statement.TopicWarning).speech(statement.Warns).event(statement.NotApplicable).days("2025-07-01", "2025-08-01"),
		st("s-panama", "d-headline", "the transfer of 119 people of several nationalities to Panama").
			people(119, statement.Exact, "people of several nationalities").move("US", "", "PA", statement.Happened).of("IR"),
		st("s-54", "d-november", "54 Iranians were aboard the flight that left Louisiana on 29 September", american, paper).
			people(54, statement.Exact, "Iranians").of("IR").move("US-LA", "", "", statement.Happened).days("2025-09-29", "2025-09-30"),
		st("s-later", "d-later", "Earlier, 120 Iranians had been deported").
			people(120, statement.Exact, "Iranians").of("IR"),
	}
	e := operation.Evidence{
		Operation: operation.Operation{
			Slug: "iran-2025-09", Title: "Louisiana – Doha – Tehran, 29–30 September 2025",
			From: "2025-09-29", To: "2025-09-30", States: []string{"US", "QA", "IR"},
			Reconstruction: "Made by hand for a test; the track is not a recording.",
		},
		Documents: []document.Document{
			report("d-ministry", "Morning Post", "2025-09-30T07:20:00Z"),
			report("d-paper", "Evening Courier", "2025-09-30T14:05:00Z"),
			report("d-headline", "Wire Desk", "2025-09-30T18:00:00Z"),
			report("d-november", "Evening Courier", "2025-11-11T11:00:00Z"),
			report("d-later", "Digest", "2025-12-01T09:00:00Z"),
		},
		Journeys: []journey.Journey{flown()},
		Asked:    at("2025-11-12"),
	}
	for _, b := range list {
		b.s.Extractor = "hand/1"
		e.Statements = append(e.Statements, b.s)
	}
	return e
}

// flown is a track from KAEX to OTHH and onward, lost at cruise over Iraq.
func flown() journey.Journey {
	one := flight.Leg{
		ID: "a2c4e0-20250929T2214Z", Hex: "a2c4e0", Registration: "N278GX", Type: "A332", Callsigns: []string{"GXA6301"},
		Start: flight.End{Status: flight.Observed, Airport: ptr("KAEX"), Probability: 1, Time: ptr(at("2025-09-29T22:14:00Z")),
			Heard: flight.Heard{At: at("2025-09-29T22:12:00Z"), Ground: true, Point: place.Point{Lat: 31.33, Lon: -92.55}}},
		End: flight.End{Status: flight.Confirmed, Airport: ptr("OTHH"), Probability: 0.97, Time: ptr(at("2025-09-30T11:52:00Z")),
			Candidates: []flight.Candidate{{Airport: "OTHH", Probability: 0.97}, {Airport: "unknown", Probability: 0.03}},
			Heard:      flight.Heard{At: at("2025-09-30T11:50:00Z"), AltFt: ptr(600), Point: place.Point{Lat: 25.25, Lon: 51.6}}},
		Gaps:   []flight.Gap{{From: at("2025-09-30T01:00:00Z"), To: at("2025-09-30T04:40:00Z"), Kind: flight.NotHeard}},
		Method: "hand/1", Simulated: true,
	}
	two := flight.Leg{
		ID: "a2c4e0-20250930T1323Z", Hex: "a2c4e0", Registration: "N278GX", Type: "A332", Callsigns: []string{"GXA6301"},
		Start: flight.End{Status: flight.Confirmed, Airport: ptr("OTHH"), Probability: 0.97, Time: ptr(at("2025-09-30T13:23:00Z")),
			Heard: flight.Heard{At: at("2025-09-30T13:25:00Z"), AltFt: ptr(900), Point: place.Point{Lat: 25.3, Lon: 51.6}}},
		End: flight.End{Status: flight.Unknown, Probability: 0.44,
			Candidates: []flight.Candidate{{Airport: "OIIE", Probability: 0.44}, {Airport: "unknown", Probability: 0.37}, {Airport: "ORBI", Probability: 0.11}, {Airport: "LTFM", Probability: 0.08}},
			Heard:      flight.Heard{At: at("2025-09-30T14:36:00Z"), AltFt: ptr(34000), Point: place.Point{Lat: 31.9, Lon: 45.9}}},
		Gaps: []flight.Gap{}, Method: "hand/1", Simulated: true,
	}
	removal := journey.Purpose{Value: journey.Removal, Probability: 0.9, Reasons: []journey.Reason{}}
	return journey.Journey{
		ID: "j-" + one.ID, Hex: "a2c4e0", Registration: "N278GX", Hops: []journey.Hop{{Leg: one, Purpose: removal}, {Leg: two, Purpose: removal}},
		From: one.Start.Heard.At, To: two.End.Heard.At, Method: "hand/1",
	}
}

func copies(e operation.Evidence, doc string, n int) operation.Evidence {
	var source document.Document
	for _, d := range e.Documents {
		if d.ID == doc {
			source = d
		}
	}
	for i := range n {
		d := source
		d.ID, d.Publisher = fmt.Sprintf("%s-copy%d", doc, i), fmt.Sprintf("Copier %d", i)
		d.Published = &document.Stamp{At: source.Published.At.Add(time.Duration(i+1) * time.Hour)}
		e.Documents = append(e.Documents, d)
		for _, s := range e.Statements {
			if s.Document == doc {
				s.ID, s.Document = fmt.Sprintf("%s-copy%d", s.ID, i), d.ID
				e.Statements = append(e.Statements, s)
			}
		}
	}
	return e
}
