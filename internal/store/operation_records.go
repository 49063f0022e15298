package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

// Bearing is a record that can have changed what an operation shows.
type Bearing struct {
	Record int64     `json:"record"`
	Type   string    `json:"type"`
	ID     string    `json:"id"` // of what it is about: an operation, a statement, a document, a scan
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Words  string    `json:"words"` // what it did: "attached document d-…"
}

// OperationRecords lists the records that can have changed an operation, in the order of the
// log: its own and those of what was joined with it, decisions on statements of its documents,
// new readings of these, scans that replaced its legs, and rulings on origins.
func (s *Store) OperationRecords(ctx context.Context, slug string) ([]Bearing, error) {
	var out []Bearing
	err := s.read(ctx, func(q queryer) error {
		slug, err := aliasOf(ctx, q, slug)
		if err != nil {
			return err
		}
		if _, err := operationBySlug(ctx, q, slug); err != nil {
			return err
		}
		all, err := joinings(ctx, q)
		if err != nil {
			return err
		}
		seqs := map[int64]bool{}
		for _, name := range family(all, slug) {
			if err := bearingOf(ctx, q, name, seqs); err != nil {
				return err
			}
		}
		if err := collect(ctx, q, seqs, `SELECT seq FROM rulings`); err != nil {
			return err
		}
		list := make([]int64, 0, len(seqs))
		for n := range seqs {
			list = append(list, n)
		}
		slices.Sort(list)
		started := false
		for _, n := range list {
			b, err := bearing(ctx, q, n)
			if err != nil {
				return err
			}
			started = started || b.Type == "operation" && b.ID == slug // what was recorded before is in its first view, or of one that became a part of it
			if started {
				out = append(out, b)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("records of operation %s: %w", slug, s.explain(err))
	}
	return out, nil
}

// family is an operation with everything that was ever joined with it.
func family(all []Joining, slug string) []string {
	out := []string{slug}
	for i := 0; i < len(out); i++ {
		for _, j := range all {
			for _, other := range []string{j.A, j.B} {
				if j.touches(out[i], out[i]) && !slices.Contains(out, other) {
					out = append(out, other)
				}
			}
		}
	}
	return out
}

func bearingOf(ctx context.Context, q queryer, slug string, seqs map[int64]bool) error {
	const attachedIDs = `(SELECT ref FROM attachments WHERE operation = $1 AND kind = `
	const docs = attachedIDs + `'document') `
	for _, query := range []string{
		`SELECT seq FROM operations WHERE slug = $1`,
		`SELECT seq FROM attachments WHERE operation = $1`,
		`SELECT seq FROM joinings WHERE a = $1 OR b = $1`,
		`SELECT seq FROM documents WHERE id IN ` + docs,
		`SELECT d.seq FROM decisions d WHERE d.statement IN (SELECT s.id FROM statements s JOIN documents c ON c.seq = s.capture WHERE c.id IN ` + docs + `) OR d.statement IN ` + attachedIDs + `'statement')`,
		`SELECT DISTINCT superseded FROM legs WHERE superseded > 0 AND id IN ` + attachedIDs + `'leg')`,
	} {
		if err := collect(ctx, q, seqs, query, slug); err != nil {
			return err
		}
	}
	return nil
}

func collect(ctx context.Context, q queryer, into map[int64]bool, query string, args ...any) error {
	return each(ctx, q, query, args, func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		into[n] = true
		return err
	})
}

// bearing reads what a record did, in words.
func bearing(ctx context.Context, q queryer, seq int64) (Bearing, error) {
	b := Bearing{Record: seq}
	var at int64
	var body string
	if _, err := one(ctx, q, `SELECT type, id, at, body FROM records WHERE seq = $1`, []any{seq}, &b.Type, &b.ID, &at, &body); err != nil {
		return b, err
	}
	b.At = time.UnixMilli(at).UTC()
	var f struct {
		Kind    string  `json:"kind"`
		Ref     string  `json:"ref"`
		A       string  `json:"a"`
		B       string  `json:"b"`
		Undoes  int64   `json:"undoes"`
		Moved   []Moved `json:"moved"`
		Verdict string  `json:"verdict"`
		By      string  `json:"by"`
		Note    string  `json:"note"`
	}
	switch b.Type {
	case "operation", "capture", "scan": // their facts have other shapes
	default:
		if err := ledger.Fact([]byte(body), &f); err != nil {
			return b, err
		}
	}
	b.By = f.By
	switch b.Type {
	case "operation":
		b.Words = "operation " + b.ID + " begun"
	case "capture":
		b.Words = "document " + b.ID + " read"
	case "scan":
		b.Words = "scan " + b.ID + " replaced legs"
	case "attachment":
		b.Words = "attached " + f.Kind + " " + f.Ref
	case "detachment":
		b.Words = "detached " + f.Kind + " " + f.Ref
	case "decision":
		b.Words = "statement " + b.ID + ": " + f.Verdict
	case "ruling":
		b.Words = "ruling on origins " + f.A + " and " + f.B + ": " + f.Kind
	case "joining":
		switch JoiningKind(f.Kind) {
		case Merge:
			b.Words = f.A + " merged into " + f.B
		case Split:
			b.Words = fmt.Sprintf("%s split off %s, with %d pieces of evidence", f.B, f.A, len(f.Moved))
		default:
			b.Words = fmt.Sprintf("record %d undone", f.Undoes)
		}
	}
	if note := strings.Join(strings.Fields(f.Note), " "); note != "" {
		b.Words += " (" + note + ")"
	}
	return b, nil
}
