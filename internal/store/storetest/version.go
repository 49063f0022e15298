package storetest

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// shown is a text as an address showed it, so many hours after the start.
func shown(address, text string, hours int) (document.Document, []byte) {
	d, raw := Document(text)
	d.URL, d.File, d.Published = address, "", nil
	d.Retrieved = Start.Add(time.Duration(hours) * time.Hour)
	return d, raw
}

// versions adds captures of one address, one that came back, and others beside it.
func versions(t *testing.T, s *store.Store) {
	ctx := t.Context()
	const address, spelled = "https://news.example/flight?id=4", "HTTP://News.example/flight?utm_source=feed&id=4#top"
	first, raw := shown(address, "A charter left with 120 people.\n\nIt went to Doha.\n", 0)
	people, doha := Statement(first, "120 people"), Statement(first, "It went to Doha")
	doha.Quantities = []statement.Quantity{}
	add(t, s, first, raw, people, doha)
	decide(t, s, store.Decision{Statement: people.ID, Verdict: "accept", By: "analyst"})
	second, raw2 := shown(spelled, "A charter left with 110 people.\n\nIt went to Doha.\n", 2)
	add(t, s, second, raw2)
	for i, other := range []string{"https://news.example/flight?id=5", "https://other.example/flight?id=4", ""} {
		d, raw := shown(other, fmt.Sprintf("Another report, %d.", i), 1)
		add(t, s, d, raw)
	}

	all, err := s.Captures(ctx, "https://news.example/flight?fbclid=x&id=4")
	if err != nil || len(all) != 2 || all[0].ID != first.ID || all[1].URL != spelled {
		t.Fatalf("captures of the address: %d, %v; want the two, each with its exact address", len(all), err)
	}
	for _, none := range []string{"", "report.txt", "https://news.example/flight"} {
		if all, err := s.Captures(ctx, none); err != nil || len(all) != 0 {
			t.Errorf("captures of %q: %d, %v", none, len(all), err)
		}
	}
	h, err := s.History(ctx, first.ID)
	if err != nil || len(h.Versions) != 2 || len(h.Edits) != 1 || h.Current != 1 || h.Silent() != 1 {
		t.Fatalf("history: %+v, %v; want two versions and a silent edit", h, err)
	}
	touched := h.Edits[0].Statements
	if len(touched) != 1 || touched[0].ID != people.ID || touched[0].Verdict != "accept" || touched[0].Fate != (document.Fate{Kind: document.Changed, Text: "110 people"}) {
		t.Errorf("the edit touched %+v, want the accepted 120 people, now 110", touched)
	}

	// The first text comes back: it is bytes that are here, and yet news.
	again, _ := shown(address, first.Text, 5)
	if !add(t, s, again, raw, people, doha) {
		t.Error("a text that came back was not recorded")
	}
	later, _ := shown(address, first.Text, 7)
	if add(t, s, later, raw, people, doha) {
		t.Error("the same text again, nothing between, was recorded")
	}
	h, err = s.History(ctx, second.ID)
	if err != nil || len(h.Versions) != 3 || h.Current != 2 || h.Silent() != 2 {
		t.Errorf("after it came back: %d versions, current %d, %d silent, %v", len(h.Versions), h.Current, h.Silent(), err)
	}
	if r, err := s.Statement(ctx, people.ID); err != nil || r.Verdict != "accept" || r.Earlier {
		t.Errorf("the decision after it came back: %+v, %v", r, err)
	}
	alone, _ := shown("", "Another report, 2.", 1)
	if h, err := s.History(ctx, alone.ID); err != nil || h.Address != "" || len(h.Versions) != 1 || h.Current != 1 || len(h.Edits) != 0 {
		t.Errorf("a file's history: %+v, %v", h, err)
	}
	_, err = s.History(ctx, "d-0")
	wants(t, err, store.ErrNotFound, "d-0")
}

// waits decides a queue empty and undoes one.
func waits(t *testing.T, s *store.Store) {
	ctx := t.Context()
	d, raw := Document(Text)
	people, owners, left := Statement(d, "120 people"), Statement(d, "owners saw it"), Statement(d, "A charter left")
	left.Topic = statement.TopicOther
	add(t, s, d, raw, people, owners, left)
	e, raw2 := Document("Later: 90 people left.\n")
	later := Statement(e, "90 people")
	add(t, s, e, raw2, later)
	expect := func(what string, p store.Page, total int, want ...string) {
		t.Helper()
		list, n, err := s.Waiting(ctx, p)
		var ids []string
		for _, r := range list {
			ids = append(ids, r.ID)
		}
		if err != nil || n != total || fmt.Sprint(ids) != fmt.Sprint(want) {
			t.Errorf("%s: %v of %d, %v; want %v of %d", what, ids, n, err, want, total)
		}
	}
	expect("at first", store.Page{}, 3, later.ID, people.ID, owners.ID)
	expect("a part", store.Page{Limit: 1, Offset: 1}, 3, people.ID)
	decide(t, s, store.Decision{Statement: people.ID, Verdict: "reject", By: "analyst"})
	decide(t, s, store.Decision{Statement: later.ID, Verdict: "accept", By: "analyst"})
	expect("two decided", store.Page{}, 1, owners.ID)
	undone := decide(t, s, store.Decision{Statement: people.ID, Verdict: "undo", By: "analyst", Note: "too fast"})
	expect("one undone", store.Page{}, 2, people.ID, owners.ID)

	// Nothing is taken back: the record that was undone is still there, under the signed head.
	all, err := s.Decisions(ctx, people.ID)
	if err != nil || len(all) != 2 || all[0].Verdict != "reject" || all[1].Verdict != "undo" || all[1].Record != undone || all[1].Note != "too fast" || all[1].By != "analyst" || all[0].At.IsZero() {
		t.Errorf("decisions %+v, %v", all, err)
	}
	if r, err := s.Statement(ctx, later.ID); err != nil || r.Record == 0 {
		t.Errorf("a decided statement does not name its record: %+v, %v", r, err)
	}
	// An edit that cuts words is widened to whole ones, whoever sends it.
	cut := people
	cut.Content.Spans = []statement.Span{{Start: people.Content.Spans[0].Start, End: people.Content.Spans[0].End - 3}}
	cut.Content.Text, cut.Quantities = "120 peo", []statement.Quantity{}
	decide(t, s, store.Decision{Statement: people.ID, Verdict: "edit", Edited: &cut, By: "analyst"})
	if r, err := s.Statement(ctx, people.ID); err != nil || r.Content.Text != "120 people" {
		t.Errorf("an edit that cuts a word gives %q, %v", r.Content.Text, err)
	}
}

// transcript keeps a text that a person typed, and refuses it without its picture.
func transcript(t *testing.T, s *store.Store) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	picture, err := document.ReadImage(b.Bytes(), "/home/somebody/shot.png")
	if err != nil || picture.Type != "image/png" || picture.Width != 3 || picture.File != "shot.png" {
		t.Fatalf("picture %+v, %v", picture, err)
	}
	d, raw := Document(Text)
	typed := d
	typed.ByHand = &document.ByHand{How: document.Transcript, By: "analyst", Image: &picture}
	_, err = s.AddDocument(t.Context(), typed, raw, nil)
	wants(t, err, store.ErrNotFound, d.ID, "picture")
	if _, err := s.PutBlob(b.Bytes()); err != nil {
		t.Fatal(err)
	}
	add(t, s, typed, raw)
	if add(t, s, d, raw) {
		t.Error("the same words without their picture took its place")
	}
	got, err := s.Document(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "transcript", typed, got)
}
