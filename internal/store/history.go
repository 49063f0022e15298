package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// History is what stood at a document's address, one text after the other, and how each was
// changed to the next.
type History struct {
	Address  string             `json:"address"` // key of the captures: document.Address; empty for a file
	Current  int                `json:"current"` // number of the version that the document is; the last of them where it stood there twice
	Versions []document.Version `json:"versions"`
	Edits    []Revision         `json:"edits"` // Edits[i] made version i+2 of version i+1
}

// Silent counts the edits that nothing declares.
func (h History) Silent() int {
	n := 0
	for _, e := range h.Edits {
		if e.Kind == document.SilentEdit {
			n++
		}
	}
	return n
}

// Revision is an edit, with the statements of the earlier text that it touched.
type Revision struct {
	document.Edit
	Statements []Touched `json:"statements"` // whose words were changed, moved or are gone; without the folded ones that nobody decided
}

// Touched is a statement whose words did not stay as they were.
type Touched struct {
	ID      string        `json:"id"`
	Verdict string        `json:"verdict"`
	Words   string        `json:"words"` // as they stood
	Fate    document.Fate `json:"fate"`
}

// History returns the versions of a document's address. A document without one has itself.
func (s *Store) History(ctx context.Context, id string) (History, error) {
	d, err := s.Document(ctx, id)
	if err != nil {
		return History{}, err
	}
	all, err := s.Captures(ctx, d.URL)
	if err != nil {
		return History{}, err
	}
	h := History{Address: document.Address(d.URL), Versions: document.Versions(all, d.Kind), Edits: []Revision{}}
	if len(h.Versions) == 0 {
		alone := d
		alone.Text = ""
		h.Versions = document.Versions([]document.Document{alone}, d.Kind)
	}
	for _, v := range h.Versions {
		if slices.Contains(v.IDs, d.ID) {
			h.Current = v.Number
		}
	}
	for i := 1; i < len(h.Versions); i++ {
		r, err := s.Revision(ctx, h.Versions[i-1].Document.ID, h.Versions[i].Document.ID)
		if err != nil {
			return History{}, err
		}
		h.Edits = append(h.Edits, r)
	}
	return h, nil
}

// Revision compares two documents, the earlier first, and names the statements of the
// earlier one whose words did not stay as they were.
func (s *Store) Revision(ctx context.Context, from, to string) (Revision, error) {
	a, err := s.Document(ctx, from)
	if err != nil {
		return Revision{}, err
	}
	b, err := s.Document(ctx, to)
	if err != nil {
		return Revision{}, err
	}
	out := Revision{Edit: document.Difference(a, b), Statements: []Touched{}}
	reviewed, err := s.Statements(ctx, from)
	if err != nil {
		return Revision{}, fmt.Errorf("compare %s with %s: %w", from, to, err)
	}
	for _, r := range reviewed {
		if r.Verdict == "" && !statement.InDomain(r.Statement) {
			continue
		}
		if t := touched(out.Edit, a, b, r.Statement); t.Fate.Kind != document.Kept {
			t.ID, t.Verdict = r.ID, r.Verdict
			out.Statements = append(out.Statements, t)
		}
	}
	return out, nil
}

// touched is what became of a statement's words: the worst that became of any of its spans.
func touched(e document.Edit, a, b document.Document, s statement.Statement) Touched {
	out := Touched{Words: s.Content.Text, Fate: document.Fate{Kind: document.Kept}}
	if statement.Check(a, s) != nil {
		return out // its spans are in the text of an earlier reading of these bytes
	}
	rank := []document.FateKind{document.Kept, document.Moved, document.Changed, document.Gone}
	for _, sp := range s.Content.Spans {
		f := e.Fate(a, b, sp.Start, sp.End)
		if slices.Index(rank, f.Kind) > slices.Index(rank, out.Fate.Kind) {
			out.Fate = f
		}
	}
	return out
}
