package storetest

import (
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

func operations(t *testing.T, s *store.Store) {
	ctx := t.Context()
	o := operation.Operation{Slug: "september-charter", Title: "The charter", From: "2025-09-29", To: "2025-09-30",
		States: []string{"US", "QA", "IR"}, Created: Start, Reconstruction: "Retold."}
	if err := s.NewOperation(ctx, o); err != nil {
		t.Fatal(err)
	}
	got, err := s.Operation(ctx, o.Slug)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "operation", o, got)
	wants(t, s.NewOperation(ctx, o), store.ErrExists, o.Slug)
	for _, slug := range []string{"", "Upper", "a b", "../x", "a--b", "-a", "é"} {
		bad := o
		bad.Slug = slug
		wants(t, s.NewOperation(ctx, bad), nil, "slug")
	}
	_, err = s.Operation(ctx, "none")
	wants(t, err, store.ErrNotFound, "none")
	second := operation.Operation{Slug: "second", Title: "Another"}
	if err := s.NewOperation(ctx, second); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Operation(ctx, "second"); err != nil || got.Created.IsZero() {
		t.Errorf("an operation without a time was created %s, %v", got.Created, err)
	}
	list, total, err := s.Operations(ctx, store.Page{Limit: 1})
	if err != nil || total != 2 || len(list) != 1 || list[0].Slug != "second" {
		t.Errorf("list: %v of %d, %v", list, total, err)
	}
	list, total, err = s.Operations(ctx, store.Page{Query: "CHARTER ir"})
	if err != nil || total != 1 || len(list) != 1 || list[0].Slug != o.Slug {
		t.Errorf("search: %v of %d, %v", list, total, err)
	}
}

func evidence(t *testing.T, s *store.Store) {
	ctx := t.Context()
	f := Fill(t, s)
	asked := time.Date(2025, 10, 3, 0, 0, 0, 0, time.UTC)
	e, err := s.Evidence(ctx, f.Slug, asked)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "operation", f.Slug, e.Operation.Slug)
	equal(t, "asked", asked, e.Asked)
	equal(t, "documents", []document.Document{f.Documents[0], f.Documents[2]}, e.Documents)
	edited := f.Statements[1]
	edited.Event = statement.Planned
	equal(t, "statements", []statement.Statement{f.Statements[0], edited, f.Statements[2], Statement(f.Documents[2], "120 people")}, e.Statements)
	equal(t, "decisions", map[string]string{f.Statements[0].ID: "accept", f.Statements[1].ID: "edit"}, e.Decisions)
	var legs []string
	for _, j := range e.Journeys {
		for _, h := range j.Hops {
			legs = append(legs, h.ID)
		}
	}
	equal(t, "legs of its journeys", []string{f.Legs[0].ID, f.Legs[1].ID}, legs)

	if _, err := s.Decide(ctx, store.Decision{Statement: f.Statements[0].ID, Verdict: "reject"}); err != nil {
		t.Fatal(err)
	}
	if e, err = s.Evidence(ctx, f.Slug, asked); err != nil || len(e.Statements) != 3 || e.Decisions[f.Statements[0].ID] != "reject" {
		t.Errorf("after a rejection: %d statements, decisions %v, %v", len(e.Statements), e.Decisions, err)
	}
	list, err := s.Attachments(ctx, f.Slug)
	if err != nil {
		t.Fatal(err)
	}
	kinds := []string{}
	for _, a := range list {
		kinds = append(kinds, a.Kind)
		if a.At.Before(Start) || a.By != "analyst" {
			t.Errorf("attachment %+v", a)
		}
	}
	equal(t, "attached", []string{"document", "statement", "leg", "leg"}, kinds)
	added, err := s.Attach(ctx, store.Attachment{Operation: f.Slug, Kind: "document", Ref: f.Documents[0].ID})
	if added || err != nil {
		t.Errorf("attached again: %t, %v", added, err)
	}
	added, err = s.Attach(ctx, store.Attachment{Operation: f.Slug, Kind: "document", Ref: f.Documents[1].ID})
	if !added || err != nil {
		t.Errorf("attached after it was detached: %t, %v", added, err)
	}
	for _, a := range []struct {
		store.Attachment
		is error
	}{
		{store.Attachment{Operation: "none", Kind: "document", Ref: f.Documents[0].ID}, store.ErrNotFound},
		{store.Attachment{Operation: f.Slug, Kind: "document", Ref: "d-none"}, store.ErrNotFound},
		{store.Attachment{Operation: f.Slug, Kind: "leg", Ref: "none"}, store.ErrNotFound},
		{store.Attachment{Operation: f.Slug, Kind: "statement", Ref: "none"}, store.ErrNotFound},
		{store.Attachment{Operation: f.Slug, Kind: "person", Ref: "none"}, nil},
	} {
		_, err := s.Attach(ctx, a.Attachment)
		wants(t, err, a.is)
	}
	wants(t, s.Detach(ctx, store.Attachment{Operation: f.Slug, Kind: "leg", Ref: "none"}), store.ErrNotFound)
	_, err = s.Evidence(ctx, "none", asked)
	wants(t, err, store.ErrNotFound, "none")
	_, err = s.Attachments(ctx, "none")
	wants(t, err, store.ErrNotFound, "none")
}

// evidenceFollows attaches two halves of what the next day's file shows to be one leg, and a
// leg that a later scan does not find at all.
func evidenceFollows(t *testing.T, s *store.Store) {
	ctx := t.Context()
	m := Member("a2c4e0", "day1.json", at(0), at(24))
	a, b, c := Leg(m, "KAEX", "", at(1), at(9)), Leg(m, "", "OTHH", at(10), at(18)), Leg(m, "OTHH", "KAEX", at(20), at(23))
	addScan(t, s, Part("p-1", m, a, b, c), store.ScanResult{LegsAdded: 3, MembersAdded: 1})
	if err := s.NewOperation(ctx, operation.Operation{Slug: "one"}); err != nil {
		t.Fatal(err)
	}
	for _, l := range []flight.Leg{a, b, c} {
		if _, err := s.Attach(ctx, store.Attachment{Operation: "one", Kind: "leg", Ref: l.ID}); err != nil {
			t.Fatal(err)
		}
	}
	whole := Leg(Member("a2c4e0", "day1b.json", at(0), at(24)), "KAEX", "OTHH", at(0.5), at(18))
	p := Part("p-2", Member("a2c4e0", "day1b.json", at(0), at(24)), whole)
	addScan(t, s, p, store.ScanResult{LegsAdded: 1, LegsSuperseded: 3, MembersAdded: 1})
	e, err := s.Evidence(ctx, "one", Start)
	if err != nil {
		t.Fatal(err)
	}
	var legs []flight.Leg
	for _, j := range e.Journeys {
		for _, h := range j.Hops {
			legs = append(legs, h.Leg)
		}
	}
	equal(t, "legs", []flight.Leg{whole, c}, legs)
}

func interest(t *testing.T, s *store.Store) {
	ctx := t.Context()
	m := Member("a2c4e0", "day1.json", at(0), at(24))
	leg := Leg(m, "KAEX", "OTHH", at(1), at(10))
	m.Raw = nil
	addScan(t, s, Part("p-1", m, leg), store.ScanResult{LegsAdded: 1, MembersAdded: 1})
	if err := s.NewOperation(ctx, operation.Operation{Slug: "one"}); err != nil {
		t.Fatal(err)
	}
	a := store.Attachment{Operation: "one", Kind: "leg", Ref: leg.ID}
	before := sound(t, s)
	_, err := s.Attach(ctx, a)
	wants(t, err, store.ErrNotKept, "day1.json", "--fleet a2c4e0")
	equal(t, "records after a refusal", before.Records, sound(t, s).Records)

	addScan(t, s, Part("p-2", Member("a2c4e0", "day1.json", at(0), at(24)), leg), store.ScanResult{LegsUnchanged: 1, MembersAdded: 1})
	if added, err := s.Attach(ctx, a); !added || err != nil {
		t.Fatalf("attach: %t, %v", added, err)
	}
	equal(t, "a scan, a leg of interest, an attachment", before.Records+3, sound(t, s).Records)

	// In a second operation it is attached, and is of interest already.
	if err := s.NewOperation(ctx, operation.Operation{Slug: "two"}); err != nil {
		t.Fatal(err)
	}
	a.Operation = "two"
	if added, err := s.Attach(ctx, a); !added || err != nil {
		t.Fatalf("attach: %t, %v", added, err)
	}
	equal(t, "an operation and an attachment", before.Records+5, sound(t, s).Records)
}
