package storetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

func add(t *testing.T, s *store.Store, d document.Document, raw []byte, proposals ...statement.Statement) bool {
	t.Helper()
	added, err := s.AddDocument(t.Context(), d, raw, proposals)
	if err != nil {
		t.Fatalf("add document: %v", err)
	}
	return added
}

func equal(t *testing.T, what string, want, got any, options ...cmp.Option) {
	t.Helper()
	if diff := cmp.Diff(want, got, options...); diff != "" {
		t.Errorf("%s (- want, + got):\n%s", what, diff)
	}
}

func wants(t *testing.T, err, is error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %v", is)
	}
	if is != nil && !errors.Is(err, is) {
		t.Errorf("error %q is not %q", err, is)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
}

func documents(t *testing.T, s *store.Store) {
	d, raw := Document(Text)
	quote := Statement(d, "Cafe\u0301 owners saw it leave")
	if !add(t, s, d, raw, Statement(d, "120 people"), quote) {
		t.Error("a new document was not added")
	}
	got, err := s.Document(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "document", d, got)
	kept, err := s.Blob(d.RawHash)
	if err != nil || string(kept) != Text {
		t.Errorf("kept bytes are %q, %v", kept, err)
	}
	list, err := s.Statements(t.Context(), d.ID)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d statements, %v", len(list), err)
	}
	equal(t, "a quote keeps its bytes", quote, list[1].Statement)
	_, err = s.Document(t.Context(), "d-0000000000000000")
	wants(t, err, store.ErrNotFound, "d-0000000000000000")
	_, err = s.Statements(t.Context(), "d-0000000000000000")
	wants(t, err, store.ErrNotFound)
	_, err = s.Statement(t.Context(), "s-0000000000000000")
	wants(t, err, store.ErrNotFound)

	// A page whose text is the same has the same statements; both documents have them.
	page := d
	page.RawHash, page.Kind = hash([]byte("<p>"+Text)), document.HTML
	page.ID = "d-" + page.RawHash[:16]
	same := Statement(d, "120 people")
	same.Document = page.ID
	add(t, s, page, []byte("<p>"+Text), same)
	if list, err = s.Statements(t.Context(), page.ID); err != nil || len(list) != 1 || list[0].Document != page.ID {
		t.Errorf("statements of the page: %v, %v", list, err)
	}
	// By its ID alone it is of the first that proposes it, until a new reading of that does not.
	for _, want := range []string{d.ID, page.ID} {
		if r, err := s.Statement(t.Context(), same.ID); err != nil || r.Document != want || r.Earlier {
			t.Errorf("the statement is of %s, %v; want %s", r.Document, err, want)
		}
		add(t, s, d, raw, quote)
	}
}

// readAgain reads a page without its date, with it, and with a text that has its headline.
func readAgain(t *testing.T, s *store.Store) {
	ctx := t.Context()
	dated, raw := Document(Text)
	undated := dated
	undated.Published = nil
	people, left, leave := Statement(undated, "120 people"), Statement(undated, "A charter left"), Statement(undated, "saw it leave")
	add(t, s, undated, raw, people, left, leave)
	decide(t, s, store.Decision{Statement: people.ID, Verdict: "accept"})
	decide(t, s, store.Decision{Statement: left.ID, Verdict: "reject"})
	if err := s.NewOperation(ctx, operation.Operation{Slug: "one"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Attach(ctx, store.Attachment{Operation: "one", Kind: "document", Ref: dated.ID}); err != nil {
		t.Fatal(err)
	}

	// The date resolves one statement, and this reader proposes two fewer and one more.
	resolved, owners := people, Statement(dated, "owners saw it")
	monday := time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC)
	resolved.Dates = []statement.Date{{From: &monday, To: &monday}}
	if !add(t, s, dated, raw, resolved, owners) {
		t.Fatal("the reading with --published was not added")
	}
	before := sound(t, s)
	later := dated
	later.Retrieved, later.Warnings = dated.Retrieved.Add(time.Hour), []string{"received an hour later"}
	ofItself := undated
	ofItself.Published = &document.Stamp{At: monday, Date: true, Source: "time element"}
	for what, d := range map[string]document.Document{"the same reading": later, "a reading without a date": undated, "one with a date of the page": ofItself} {
		if add(t, s, d, raw, resolved, owners) {
			t.Errorf("%s was added", what)
		}
	}
	equal(t, "what they changed", before, sound(t, s))

	expect := func(want document.Document, undecided int, list ...store.Reviewed) {
		t.Helper()
		got, err := s.Document(ctx, want.ID)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "document", want, got)
		docs, total, err := s.Documents(ctx, store.Page{})
		if err != nil || total != 1 {
			t.Errorf("%d documents, %v", total, err)
		}
		equal(t, "documents", []document.Document{want}, docs)
		reviewed, err := s.Statements(ctx, want.ID)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "statements", list, reviewed, cmpopts.IgnoreFields(store.Reviewed{}, "At", "Record"))
		e, err := s.Evidence(ctx, "one", Start)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "documents in evidence", docs, e.Documents)
		var in []statement.Statement
		for _, r := range list {
			if r.Verdict != "reject" {
				in = append(in, r.Statement)
			}
		}
		equal(t, "statements in evidence", in, e.Statements)
		n, err := s.Counts(ctx)
		if err != nil || n.Documents != 1 || n.Undecided != undecided {
			t.Errorf("counts %+v, %v; want 1 document, %d undecided", n, err, undecided)
		}
		sound(t, s)
	}
	expect(dated, 1, store.Reviewed{Statement: resolved, Verdict: "accept"}, store.Reviewed{Statement: owners},
		store.Reviewed{Statement: left, Verdict: "reject", Earlier: true})
	if r, err := s.Statement(ctx, leave.ID); err != nil || !r.Earlier {
		t.Errorf("a statement that only the first reading proposed: %+v, %v", r, err)
	}
	if r, err := s.Statement(ctx, people.ID); err != nil || len(r.Dates) != 1 || r.Earlier {
		t.Errorf("a statement that the date resolved: %+v, %v", r, err)
	}

	// Another text moves every word; what was decided stays, and can be decided again in the
	// words that it had. A reconstruction that says so is not silently made a report.
	headed := dated
	headed.Simulated, headed.Text = true, "A headline\n\n"+Text
	headed.TextHash = hash([]byte(headed.Text))
	moved := Statement(headed, "120 people")
	if !add(t, s, headed, raw, moved) {
		t.Fatal("the reading with a headline was not added")
	}
	if add(t, s, dated, raw, resolved, owners) {
		t.Error("a reading without the mark of a reconstruction was added")
	}
	edited := resolved
	edited.Event = statement.Planned
	decide(t, s, store.Decision{Statement: people.ID, Verdict: "edit", Edited: &edited})
	decide(t, s, store.Decision{Statement: left.ID, Verdict: "undo"})
	expect(headed, 1, store.Reviewed{Statement: moved}, store.Reviewed{Statement: edited, Proposed: &resolved, Verdict: "edit", Earlier: true})
}

func documentList(t *testing.T, s *store.Store) {
	for _, title := range []string{"First report", "Second 100% report", "Third\x00 note", "Fourth_NOTE"} {
		d, raw := Document(title + " of a charter")
		d.Title, d.File = title, "text.txt"
		add(t, s, d, raw)
	}
	for _, c := range []struct {
		page  store.Page
		total int
		first string
		n     int
	}{
		{store.Page{}, 4, "Fourth_NOTE", 4},
		{store.Page{Limit: 1}, 4, "Fourth_NOTE", 1},
		{store.Page{Limit: 2, Offset: 1}, 4, "Third\x00 note", 2},
		{store.Page{Offset: 3}, 4, "First report", 1},
		{store.Page{Query: "REPORT"}, 2, "Second 100% report", 2},
		{store.Page{Query: "report first"}, 1, "First report", 1},
		{store.Page{Query: "0%"}, 1, "Second 100% report", 1},
		{store.Page{Query: "h_n"}, 1, "Fourth_NOTE", 1},
		{store.Page{Query: "nothing'; --"}, 0, "", 0},
	} {
		docs, total, err := s.Documents(t.Context(), c.page)
		if err != nil || total != c.total || len(docs) != c.n {
			t.Errorf("%+v: %d of %d documents, %v", c.page, len(docs), total, err)
			continue
		}
		if c.n > 0 && docs[0].Title != c.first {
			t.Errorf("%+v: first is %q, want %q", c.page, docs[0].Title, c.first)
		}
	}
}

func documentRefused(t *testing.T, s *store.Store) {
	d, raw := Document(Text)
	ctx := t.Context()
	_, err := s.AddDocument(ctx, d, []byte("other"), nil)
	wants(t, err, nil, d.ID, d.RawHash)
	other := d
	other.Text += "."
	_, err = s.AddDocument(ctx, other, raw, nil)
	wants(t, err, nil, "text")
	p := Statement(d, "120 people")
	_, err = s.AddDocument(ctx, d, raw, []statement.Statement{p, p})
	wants(t, err, store.ErrConflict, p.ID)
	p.Document = "d-1"
	_, err = s.AddDocument(ctx, d, raw, []statement.Statement{p})
	wants(t, err, store.ErrConflict, p.ID, "d-1")
	if _, total, err := s.Documents(ctx, store.Page{}); total != 0 || err != nil {
		t.Errorf("%d documents, %v", total, err)
	}
	clash, raw2 := Document(Text + "\n")
	clash.ID = d.ID
	add(t, s, d, raw)
	_, err = s.AddDocument(ctx, clash, raw2, nil)
	wants(t, err, store.ErrConflict, d.ID)
}

func decide(t *testing.T, s *store.Store, d store.Decision) int64 {
	t.Helper()
	seq, err := s.Decide(t.Context(), d)
	if err != nil {
		t.Fatalf("decide: %v", err)
	}
	return seq
}

func decisions(t *testing.T, s *store.Store) {
	d, raw := Document(Text)
	p := Statement(d, "120 people")
	add(t, s, d, raw, p)
	edited := p
	edited.Event, edited.ID, edited.Document = statement.Planned, "", ""

	steps := []struct {
		d       store.Decision
		verdict string
		event   statement.Event
	}{
		{store.Decision{Verdict: "accept"}, "accept", statement.Happened},
		{store.Decision{Verdict: "edit", Edited: &edited, Note: "a plan"}, "edit", statement.Planned},
		{store.Decision{Verdict: "undo"}, "accept", statement.Happened},
		{store.Decision{Verdict: "reject"}, "reject", statement.Happened},
		{store.Decision{Verdict: "undo"}, "accept", statement.Happened},
		{store.Decision{Verdict: "undo"}, "", statement.Happened},
		{store.Decision{Verdict: "edit", Edited: &edited}, "edit", statement.Planned},
	}
	var last int64
	for i, step := range steps {
		step.d.Statement, step.d.By = p.ID, "analyst"
		seq := decide(t, s, step.d)
		if seq <= last {
			t.Errorf("step %d: record %d after %d", i, seq, last)
		}
		last = seq
		r, err := s.Statement(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if r.Verdict != step.verdict || r.Event != step.event {
			t.Errorf("step %d, %s: verdict %q, event %q; want %q, %q", i, step.d.Verdict, r.Verdict, r.Event, step.verdict, step.event)
		}
		if (r.Proposed != nil) != (step.verdict == "edit") || r.Proposed != nil && r.Proposed.Event != statement.Happened {
			t.Errorf("step %d: proposed is %+v", i, r.Proposed)
		}
		if r.ID != p.ID || r.Document != d.ID {
			t.Errorf("step %d: it became %s of %s", i, r.ID, r.Document)
		}
		if step.verdict != "" && (r.By != "analyst" || r.At.IsZero()) {
			t.Errorf("step %d: by %q at %s", i, r.By, r.At)
		}
	}
	again := decide(t, s, store.Decision{Statement: p.ID, Verdict: "edit", Edited: &edited, By: "analyst"})
	if again != last {
		t.Errorf("the same decision again made record %d", again)
	}
	if second := decide(t, s, store.Decision{Statement: p.ID, Verdict: "edit", Edited: &edited, By: "second reader"}); second == last {
		t.Error("a second reader's decision was not recorded")
	}
	list, err := s.Statements(t.Context(), d.ID)
	if err != nil || len(list) != 1 || list[0].Verdict != "edit" || list[0].By != "second reader" {
		t.Errorf("the list says %+v, %v", list, err)
	}
}

func edits(t *testing.T, s *store.Store) {
	d, raw := Document(Text)
	p := Statement(d, "120 people")
	add(t, s, d, raw, p)
	ctx := t.Context()
	wrong := p
	wrong.Content.Text = "121 people"
	for _, c := range []struct {
		d     store.Decision
		is    error
		words string
	}{
		{store.Decision{Statement: p.ID, Verdict: "edit", Edited: &wrong}, nil, "121 people"},
		{store.Decision{Statement: p.ID, Verdict: "edit"}, nil, "edit needs"},
		{store.Decision{Statement: p.ID, Verdict: "accept", Edited: &p}, nil, "use edit"},
		{store.Decision{Statement: p.ID, Verdict: "undo"}, store.ErrConflict, "no decision to undo"},
		{store.Decision{Statement: p.ID, Verdict: "perhaps"}, nil, "perhaps"},
		{store.Decision{Statement: "s-none", Verdict: "accept"}, store.ErrNotFound, "s-none"},
	} {
		_, err := s.Decide(ctx, c.d)
		wants(t, err, c.is, c.words)
	}
	if r, err := s.Statement(ctx, p.ID); err != nil || r.Verdict != "" {
		t.Errorf("verdict %q, %v after refusals", r.Verdict, err)
	}
}
