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
func Bearing(records []ledger.Record, v operation.View, documents, statements []string) ([]ledger.Record, error) {
	shown := map[string]bool{}
	for _, id := range slices.Concat(documents, statements) {
		shown[id] = true
	}
	for _, row := range v.Seen {
		shown[row.Leg.ID] = true
	}
	last := map[string]ledger.Record{} // what it is about to its last record
	var out []ledger.Record
	for _, r := range records {
		switch {
		case len(r.Body) == 0: // it was erased, and proves nothing any more
		case r.Type == "operation" && r.ID == v.Operation.Slug, r.Type == "decision" && shown[r.ID]:
			out = append(out, r)
		case (r.Type == "capture" || r.Type == "leg of interest") && shown[r.ID]:
			last[r.Type+" "+r.ID] = r
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
	slices.SortFunc(out, func(a, b ledger.Record) int { return int(a.Seq - b.Seq) })
	return out, nil
}
