package storetest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Text is a report of our own, with a letter that is not in normalization form C: its bytes
// must come back as they are.
const Text = "A charter left with 120 people, a minister said. Cafe\u0301 owners saw it leave.\n"

// Document is a plain-text document: its bytes are its text.
func Document(text string) (document.Document, []byte) {
	raw := []byte(text)
	return document.Document{
		ID: "d-" + hash(raw)[:16], RawHash: hash(raw), TextHash: hash(raw), Kind: document.Text, Text: text,
		Parts: []document.Part{{Kind: document.Body, Start: 0, End: len(text)}},
		Title: strings.SplitN(text, ",", 2)[0], Publisher: "The Example", File: "report.txt", Language: "en",
		Published: &document.Stamp{At: time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC), Date: true, Source: "--published"},
		Retrieved: Start, Credits: []string{}, Warnings: []string{}, Extractor: "storetest/1",
	}, raw
}

// Statement says that quote, which stands once in d, was stated.
func Statement(d document.Document, quote string) statement.Statement {
	at := strings.Index(d.Text, quote)
	spans := []statement.Span{{Start: at, End: at + len(quote)}}
	n := 120
	return statement.Statement{
		ID: "s-" + hash([]byte(d.TextHash + quote))[:16], Document: d.ID,
		Source: statement.Source{Passage: statement.Passage{Spans: []statement.Span{}}, Class: statement.ThisDocument},
		Cue:    statement.Passage{Spans: []statement.Span{}}, Content: statement.Passage{Spans: spans, Text: quote},
		Chain:  []statement.Hop{{Text: "The Example", Class: statement.ThisDocument, Key: "example"}},
		Speech: statement.Asserts, Event: statement.Happened, Topic: statement.TopicRemoval, Nationalities: []string{"IR"},
		Quantities: []statement.Quantity{{Value: &n, Bound: statement.Exact, Unit: "persons", Spans: spans}},
		Dates:      []statement.Date{}, Route: []statement.Move{}, Part: document.Body, Band: statement.Green, Extractor: "storetest/1",
	}
}

// Member is a kept file of an address that covers from to to.
func Member(hexAddr, name string, from, to time.Time) store.StoredMember {
	raw := []byte("trace " + hexAddr + " " + name)
	return store.StoredMember{
		Member: adsb.Member{Name: name, Hash: hash(raw)}, Hex: hexAddr, From: from, To: to, Raw: raw,
		Points: 100, Rejected: map[string]int{"latitude beyond 90": 2},
	}
}

// Leg is a flight between two fields, read from m.
func Leg(m store.StoredMember, from, to string, takeoff, landing time.Time, callsigns ...string) flight.Leg {
	end := func(code string, at time.Time, p place.Point) flight.End {
		e := flight.End{
			Status: flight.Observed, Airport: &code, Probability: 1,
			Candidates: []flight.Candidate{{Airport: code, Probability: 1}, {Airport: "unknown"}},
			Time:       &at, Heard: flight.Heard{At: at, Point: p, Ground: true}, Why: []flight.Reason{},
		}
		if code == "" {
			e.Status, e.Airport, e.Time = flight.Unknown, nil, nil
		}
		return e
	}
	return flight.Leg{
		ID:  m.Hex + "-" + takeoff.UTC().Format("20060102T1504Z"),
		Hex: m.Hex, Registration: "N225AX", Type: "B762", Callsigns: callsigns,
		Start: end(from, takeoff, place.Point{Lat: 31.3274, Lon: -92.5486}),
		End:   end(to, landing, place.Point{Lat: 25.2731, Lon: 51.608}),
		Gaps:  []flight.Gap{}, Points: 100, Method: "storetest/1",
		Sources: []flight.Source{{Member: m.Member, Rows: [2]int32{0, 99}, Points: 100}},
	}
}

// Part is a scan part of one aircraft with one file.
func Part(id string, m store.StoredMember, legs ...flight.Leg) store.ScanPart {
	return store.ScanPart{ID: id, Method: "storetest/1", Source: "readsb",
		Aircraft: []store.Aircraft{{Hex: m.Hex, Members: []store.StoredMember{m}, Legs: legs}}}
}

// Filled is what Fill put into a workspace.
type Filled struct {
	Documents  []document.Document
	Statements []statement.Statement // of the first document
	Legs       []flight.Leg
	Slug       string
}

// Registry is a pull of some rows on a day.
func Registry(name, on string, entries ...fleet.Entry) store.Pull {
	raw := []byte(name + " of " + on)
	for _, e := range entries {
		raw = append(raw, "\n"+e.String()...)
	}
	return store.Pull{Kind: store.PullFleet, Name: name, Day: on, File: name + ".csv", Retrieved: Start, Raw: raw, Format: "CSV",
		Rows: len(entries) + 1, BadRows: 1, BadLines: []int{len(entries) + 2}, Entries: entries}
}

// Fill puts something of every kind into an empty workspace: documents, one of them read
// twice, proposals, accepted, edited, rejected and undone ones, scans of which one supersedes, an operation with
// documents, legs and a statement attached, one detached, two checkpoints.
func Fill(t *testing.T, s *store.Store) Filled {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f := Filled{Slug: "september-charter"}
	for _, p := range []store.Pull{
		Registry("one", "2025-08-01", fleet.Entry{Key: "400001", Registration: "G-ABCD", Operator: "One Air"}, fleet.Entry{Key: "callsign:GXA", Operator: "Two Air"}),
		Registry("two", "2025-08-02", fleet.Entry{Key: "400001", Registration: "G-ABCD", Operator: "Two Air"}),
		{Kind: store.PullRunways, Name: "ourairports", Day: "2025-08-02", Raw: []byte("id,airport_ref"), Format: "runways"},
	} {
		_, _, err := s.AddPull(ctx, p)
		must(err)
	}
	for i := range 3 {
		d, raw := Document(fmt.Sprintf("Report %d. ", i) + Text)
		proposals := []statement.Statement{Statement(d, "120 people"), Statement(d, "A charter left"), Statement(d, "saw it leave")}
		if i == 0 {
			f.Statements = proposals
			undated := d
			undated.Published = nil
			_, err := s.AddDocument(ctx, undated, raw, proposals[:2])
			must(err)
		}
		_, err := s.AddDocument(ctx, d, raw, proposals)
		must(err)
		f.Documents = append(f.Documents, d)
	}
	edited := f.Statements[1]
	edited.Event = statement.Planned
	for _, d := range []store.Decision{
		{Statement: f.Statements[0].ID, Verdict: "accept", By: "analyst"},
		{Statement: f.Statements[1].ID, Verdict: "edit", Edited: &edited, By: "analyst", Note: "a plan"},
		{Statement: f.Statements[2].ID, Verdict: "reject", By: "analyst"},
		{Statement: f.Statements[2].ID, Verdict: "undo", By: "analyst"},
	} {
		_, err := s.Decide(ctx, d)
		must(err)
	}
	_, err := s.Checkpoint(ctx)
	must(err)

	day := time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC)
	for i, hexAddr := range []string{"a2c4e0", "ac671b"} {
		m := Member(hexAddr, "day1.json", day.Add(time.Duration(i)*time.Hour), day.Add(24*time.Hour))
		out := Leg(m, "KAEX", "OTHH", day.Add(14*time.Hour), day.Add(28*time.Hour), "OAE2024")
		back := Leg(m, "OTHH", "KAEX", day.Add(30*time.Hour), day.Add(40*time.Hour), "OAE2025")
		_, err := s.AddScan(ctx, Part("p-1-"+hexAddr, m, out, back))
		must(err)
		m2 := Member(hexAddr, "day2.json", day.Add(24*time.Hour), day.Add(48*time.Hour))
		out.End.Probability = 0.97
		later := Leg(m2, "OTHH", "", day.Add(31*time.Hour), day.Add(40*time.Hour), "OAE2025")
		_, err = s.AddScan(ctx, Part("p-2-"+hexAddr, m2, out, later))
		must(err)
		f.Legs = append(f.Legs, out, later)
	}

	_, err = s.Judge(ctx, journey.Verdict{Hex: "ac671b", Day: "2025-09-30", Verdict: journey.JudgedOther, Why: "a team", By: "analyst", Signs: []string{"at KAEX"}})
	must(err)
	_, err = s.Rule(ctx, statement.Ruling{Kind: statement.RuleMerge, A: "official:IR@nyt", B: "official:IR@ap", Reason: "both pages name the same post", By: "analyst"})
	must(err)

	must(s.NewOperation(ctx, operation.Operation{Slug: f.Slug, Title: "The charter of September", From: "2025-09-29", To: "2025-09-30",
		States: []string{"US", "QA", "IR"}}))
	for _, a := range []store.Attachment{
		{Kind: "document", Ref: f.Documents[0].ID, Note: "first report"},
		{Kind: "document", Ref: f.Documents[1].ID},
		{Kind: "statement", Ref: Statement(f.Documents[2], "120 people").ID},
		{Kind: "leg", Ref: f.Legs[0].ID},
		{Kind: "leg", Ref: f.Legs[1].ID},
	} {
		a.Operation, a.By = f.Slug, "analyst"
		_, err := s.Attach(ctx, a)
		must(err)
	}
	must(s.Detach(ctx, store.Attachment{Operation: f.Slug, Kind: "document", Ref: f.Documents[1].ID, By: "analyst", Note: "another flight"}))
	must(s.NewOperation(ctx, operation.Operation{Slug: "same-charter", Title: "The charter again"}))
	_, err = s.AnswerQuestion(ctx, law.Answered{Operation: f.Slug, State: "QA", Question: "detention", Answer: law.UnknownYet, Evidence: "no report says it", Known: "2025-09-30", By: "analyst"})
	must(err)
	merged, err := s.MergeOperations(ctx, "same-charter", f.Slug, "analyst", "one flight", 0)
	must(err)
	_, err = s.UndoJoin(ctx, merged.Record, "analyst", "to be looked at")
	must(err)
	_, err = s.MergeOperations(ctx, "same-charter", f.Slug, "analyst", "one flight", 0)
	must(err)
	_, err = s.Checkpoint(ctx)
	must(err)
	return f
}
