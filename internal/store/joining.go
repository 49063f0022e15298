package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/operation"
)

// Joining is a decision that two operations are one, that one is two, or that such a decision
// is taken back. What it moves is detached and attached by records of its own.
type Joining struct {
	Record int64       `json:"record"`
	Kind   JoiningKind `json:"kind"`
	A      string      `json:"a"`                // merged into B, or split
	B      string      `json:"b"`                // what A became a part of, or what was split off
	Moved  []Moved     `json:"moved"`            // what left A (for an undo: what came back to it)
	Undoes int64       `json:"undoes,omitempty"` // record of the joining that it takes back
	Undone bool        `json:"undone"`
	By     string      `json:"by"`
	Note   string      `json:"note"`
	At     time.Time   `json:"at"`
}

// JoiningKind is what a joining does.
type JoiningKind string

// The kinds.
const (
	Merge       JoiningKind = "merge"
	Split       JoiningKind = "split"
	UndoJoining JoiningKind = "undo"
)

// Moved is one piece of evidence that a joining moved.
type Moved struct {
	Kind   string `json:"kind"`
	Ref    string `json:"ref"`
	Shared bool   `json:"shared,omitempty"` // the other operation had it already
}

// joiningFact is the fact of a record "joining".
type joiningFact struct {
	Kind   JoiningKind `json:"kind"`
	A      string      `json:"a"`
	B      string      `json:"b"`
	Moved  []Moved     `json:"moved"`
	Undoes int64       `json:"undoes,omitempty"`
	By     string      `json:"by"`
	Note   string      `json:"note"`
}

// mergedAway is a condition on operations o: that o stands for another one now. A split that
// was taken back leaves what it had split off as a part of what it came from.
const mergedAway = `(EXISTS (SELECT 1 FROM joinings j WHERE j.kind = 'merge' AND j.a = o.slug AND NOT EXISTS (SELECT 1 FROM joinings u WHERE u.undoes = j.seq))
	OR EXISTS (SELECT 1 FROM joinings j JOIN joinings u ON u.undoes = j.seq WHERE j.kind = 'split' AND j.b = o.slug))`

// MergeOperations makes operation a a part of b: its evidence is b's, and its slug leads to b.
// seen is the last record that the person had seen of them, 0 when not known: what was
// recorded of either since is a conflict, because the decision was about something else.
func (s *Store) MergeOperations(ctx context.Context, a, b, by, note string, seen int64) (Joining, error) {
	var out Joining
	err := s.write(ctx, func(w *writing) error {
		if a == b {
			return fmt.Errorf("%w: an operation cannot be merged into itself", ErrConflict)
		}
		if err := w.standing(seen, a, b); err != nil {
			return err
		}
		have, err := attachmentsOf(ctx, w, a)
		if err != nil {
			return err
		}
		f := joiningFact{Kind: Merge, A: a, B: b, By: by, Note: note, Moved: []Moved{}}
		if f.Moved, err = w.shares(have, b); err != nil {
			return err
		}
		out, err = w.joining(f)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("merge operation %s into %s: %w", a, b, err)
	}
	return out, nil
}

// SplitOperation begins an operation with some of the evidence of a, which leaves a.
func (s *Store) SplitOperation(ctx context.Context, a string, o operation.Operation, refs []Moved, by, note string, seen int64) (Joining, error) {
	var out Joining
	err := s.write(ctx, func(w *writing) error {
		if err := w.standing(seen, a); err != nil {
			return err
		}
		have, err := attachmentsOf(ctx, w, a)
		if err != nil {
			return err
		}
		f := joiningFact{Kind: Split, A: a, B: o.Slug, By: by, Note: note, Moved: []Moved{}}
		for _, r := range refs {
			if !slices.ContainsFunc(have, func(h Attachment) bool { return h.Kind == r.Kind && h.Ref == r.Ref }) {
				return fmt.Errorf("%s %s: %w among what is attached to %s", r.Kind, r.Ref, ErrNotFound, a)
			}
			if !slices.Contains(f.Moved, Moved{Kind: r.Kind, Ref: r.Ref}) {
				f.Moved = append(f.Moved, Moved{Kind: r.Kind, Ref: r.Ref})
			}
		}
		if len(f.Moved) == 0 || len(f.Moved) == len(have) {
			return fmt.Errorf("%w: a split takes a part of what is attached, neither nothing nor everything", ErrConflict)
		}
		if err := w.newOperation(o); err != nil {
			return err
		}
		out, err = w.joining(f)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("split operation %s: %w", a, err)
	}
	return out, nil
}

// UndoJoin takes a merge or a split back, as a record of its own. What was moved comes back as
// far as nobody moved it since. A later joining of the same operations is undone first.
func (s *Store) UndoJoin(ctx context.Context, record int64, by, note string) (Joining, error) {
	var out Joining
	err := s.write(ctx, func(w *writing) error {
		all, err := joinings(ctx, w)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(j Joining) bool { return j.Record == record && j.Kind != UndoJoining })
		switch {
		case i < 0:
			return fmt.Errorf("%w: record %d is no merge or split", ErrNotFound, record)
		case all[i].Undone:
			return fmt.Errorf("%w: it was undone already", ErrConflict)
		}
		j := all[i]
		for _, later := range all[i+1:] {
			if later.Kind != UndoJoining && !later.Undone && later.touches(j.A, j.B) {
				return fmt.Errorf("%w: record %d (%s of %s and %s) came after it: undo that first", ErrConflict, later.Record, later.Kind, later.A, later.B)
			}
		}
		f := joiningFact{Kind: UndoJoining, A: j.A, B: j.B, Undoes: record, By: by, Note: note, Moved: []Moved{}}
		now, err := attachmentsOf(ctx, w, j.B)
		if err != nil {
			return err
		}
		if j.Kind == Split { // all of it comes back, what was attached since too
			f.Moved, err = w.shares(now, j.A)
		} else {
			for _, m := range j.Moved {
				if m.Shared || slices.ContainsFunc(now, func(h Attachment) bool { return h.Kind == m.Kind && h.Ref == m.Ref }) {
					f.Moved = append(f.Moved, m)
				}
			}
		}
		if err != nil {
			return err
		}
		out, err = w.joining(f)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("undo joining %d: %w", record, err)
	}
	return out, nil
}

// Joinings returns the merges, splits and undoings that touch an operation, in the order of the log.
func (s *Store) Joinings(ctx context.Context, slug string) ([]Joining, error) {
	all, err := joinings(ctx, s.reader)
	if err != nil {
		return nil, fmt.Errorf("joinings of %s: %w", slug, s.explain(err))
	}
	return slices.DeleteFunc(all, func(j Joining) bool { return !j.touches(slug, slug) }), nil
}

// Alias follows the merges of an operation to the one that it is a part of now: itself when it is none.
func (s *Store) Alias(ctx context.Context, slug string) (string, error) {
	to, err := aliasOf(ctx, s.reader, slug)
	return to, s.explain(err)
}

func (j Joining) touches(a, b string) bool { return j.A == a || j.A == b || j.B == a || j.B == b }

// joining writes the decision and what it moves. A merge moves from A to B, its undo back; a
// split moves from A to B, its undo from B to A.
func (w *writing) joining(f joiningFact) (Joining, error) {
	r, err := w.append("joining", f.A, f)
	if err != nil {
		return Joining{}, err
	}
	if err := w.exec(`INSERT INTO joinings (seq, kind, a, b, undoes) VALUES ($1, $2, $3, $4, $5)`, r.Seq, string(f.Kind), f.A, f.B, f.Undoes); err != nil {
		return Joining{}, err
	}
	from, to := f.A, f.B
	if f.Kind == UndoJoining {
		from, to = f.B, f.A
	}
	split := f.undoesSplit(w)
	for _, m := range f.Moved {
		a := Attachment{Kind: m.Kind, Ref: m.Ref, By: f.By, Note: fmt.Sprintf("%s, record %d", f.Kind, r.Seq)}
		// Of a merge what both had stays with B; its undo gives A its own again and leaves B's.
		if f.Kind != UndoJoining || !m.Shared || split {
			a.Operation = from
			if err := w.attachment("detachment", a, 0); err != nil {
				return Joining{}, err
			}
		}
		if !m.Shared || f.Kind == UndoJoining && !split {
			a.Operation = to
			if err := w.attachment("attachment", a, 1); err != nil {
				return Joining{}, err
			}
		}
	}
	return Joining{Record: r.Seq, Kind: f.Kind, A: f.A, B: f.B, Moved: f.Moved, Undoes: f.Undoes, By: f.By, Note: f.Note, At: r.At}, nil
}

func (f joiningFact) undoesSplit(w *writing) bool {
	var kind string
	_, err := one(w.ctx, w, `SELECT kind FROM joinings WHERE seq = $1`, []any{f.Undoes}, &kind)
	return err == nil && JoiningKind(kind) == Split
}

// shares marks which of some attachments another operation has too.
func (w *writing) shares(list []Attachment, other string) ([]Moved, error) {
	out := []Moved{}
	for _, h := range list {
		h.Operation = other
		there, err := attached(w.ctx, w, h)
		if err != nil {
			return nil, err
		}
		out = append(out, Moved{Kind: h.Kind, Ref: h.Ref, Shared: there})
	}
	return out, nil
}

// standing sees that operations exist, stand for themselves and were not changed since a record.
func (w *writing) standing(seen int64, slugs ...string) error {
	for _, slug := range slugs {
		if _, err := operationBySlug(w.ctx, w, slug); err != nil {
			return fmt.Errorf("operation %s: %w", slug, err)
		}
		to, err := aliasOf(w.ctx, w, slug)
		if err != nil {
			return err
		}
		if to != slug {
			return fmt.Errorf("operation %s: %w: it is a part of %s now", slug, ErrConflict, to)
		}
		var last int64
		if _, err := one(w.ctx, w, `SELECT coalesce(max(seq), 0) FROM (SELECT seq FROM attachments WHERE operation = $1
			UNION ALL SELECT seq FROM joinings WHERE a = $1 OR b = $1) AS changes`, []any{slug}, &last); err != nil {
			return err
		}
		if seen > 0 && last > seen {
			return fmt.Errorf("operation %s: %w: it was changed by record %d since record %d that you saw: look at it again", slug, ErrConflict, last, seen)
		}
	}
	return nil
}

// aliasOf follows merges in force. They cannot go in a circle: only what stands for itself is merged.
func aliasOf(ctx context.Context, q queryer, slug string) (string, error) {
	for range maxAlias {
		var to string
		found, err := one(ctx, q, `SELECT b FROM joinings j WHERE j.kind = 'merge' AND j.a = $1 AND NOT EXISTS (SELECT 1 FROM joinings u WHERE u.undoes = j.seq)
			UNION ALL SELECT j.a FROM joinings j JOIN joinings u ON u.undoes = j.seq WHERE j.kind = 'split' AND j.b = $1 LIMIT 1`, []any{slug}, &to)
		if err != nil || !found {
			return slug, err
		}
		slug = to
	}
	return slug, fmt.Errorf("%w: its merges lead around in a circle: run charterwatch ledger check", ErrConflict)
}

// maxAlias bounds how many merges are followed.
const maxAlias = 1000

// joinings are all of them, in the order of the log.
func joinings(ctx context.Context, q queryer) ([]Joining, error) {
	var out []Joining
	err := each(ctx, q, `SELECT r.seq, r.at, r.body FROM joinings j JOIN records r ON r.seq = j.seq ORDER BY r.seq`, nil, func(scan func(...any) error) error {
		var seq, at int64
		var body string
		if err := scan(&seq, &at, &body); err != nil {
			return err
		}
		var f joiningFact
		if err := ledger.Fact([]byte(body), &f); err != nil {
			return err
		}
		for i := range out {
			out[i].Undone = out[i].Undone || f.Undoes != 0 && out[i].Record == f.Undoes
		}
		out = append(out, Joining{Record: seq, Kind: f.Kind, A: f.A, B: f.B, Moved: f.Moved, Undoes: f.Undoes, By: f.By, Note: f.Note, At: time.UnixMilli(at).UTC()})
		return nil
	})
	return out, err
}

func (c *checking) joining(e *entry, f joiningFact) error {
	c.row(e, "joinings", string(f.Kind), f.A, f.B, fmt.Sprint(f.Undoes))
	c.same(e, "operation", e.id, f.A)
	return nil
}
