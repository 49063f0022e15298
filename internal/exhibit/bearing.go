package exhibit

import (
	"fmt"
	"slices"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/operation"
)

// Bearing picks from records, which are in the order of the log, those that bear on what a
// view shows: the operation, the attachment of each document, statement and leg shown, the
// last reading of each document, the last version of each leg, and every decision on the
// statements named. It takes no other: not the scans, whose bodies name other aircraft's files.
//
// A merge into the operation bears too, since attachments name its record; it is taken when it
// stands and everything that it moved is shown. A merge that moved something which is not shown
// is left out, for its body names that; so is a split, whose body names another operation's name.
func Bearing(records []ledger.Record, v operation.View, documents, statements []string) ([]ledger.Record, error) {
	shown := map[string]bool{}
	for _, id := range slices.Concat(documents, statements) {
		shown[id] = true
	}
	for _, row := range v.Seen {
		shown[row.Leg.ID] = true
	}
	merges := map[int64]joined{}
	last := map[string]ledger.Record{} // what it is about to its last record
	var out []ledger.Record
	for _, r := range records {
		switch {
		case len(r.Body) == 0: // it was erased, and proves nothing any more
		case r.Type == "operation" && r.ID == v.Operation.Slug, r.Type == "decision" && shown[r.ID]:
			out = append(out, r)
		case (r.Type == "capture" || r.Type == "leg of interest") && shown[r.ID]:
			last[r.Type+" "+r.ID] = r
		case r.Type == "joining":
			var j joined
			if err := ledger.Fact(r.Body, &j); err != nil {
				return nil, fmt.Errorf("record %d: %w", r.Seq, err)
			}
			if delete(merges, j.Undoes); j.Kind == "merge" && j.B == v.Operation.Slug && j.onlyOf(shown) {
				j.record = r
				merges[r.Seq] = j
			}
		case (r.Type == "attachment" || r.Type == "detachment") && r.ID == v.Operation.Slug:
			var f struct{ Kind, Ref string }
			if err := ledger.Fact(r.Body, &f); err != nil {
				return nil, fmt.Errorf("record %d: %w", r.Seq, err)
			}
			if key := "in " + f.Kind + " " + f.Ref; r.Type == "detachment" {
				delete(last, key)
			} else if shown[f.Ref] {
				last[key] = r
			}
		}
	}
	for _, r := range last {
		out = append(out, r)
	}
	for _, j := range merges {
		out = append(out, j.record)
	}
	slices.SortFunc(out, func(a, b ledger.Record) int { return int(a.Seq - b.Seq) })
	return out, nil
}

// joined is the fact of a record "joining".
type joined struct {
	Kind, B string
	Moved   []struct{ Ref string }
	Undoes  int64
	record  ledger.Record
}

// onlyOf tells whether a merge moved something, and nothing that is not shown.
func (j joined) onlyOf(shown map[string]bool) bool {
	for _, m := range j.Moved {
		if !shown[m.Ref] {
			return false
		}
	}
	return len(j.Moved) > 0
}
