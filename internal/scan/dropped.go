package scan

import (
	"fmt"
	"slices"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/store"
)

// dropped counts the rows that finishing the track dropped, from the from-th rejection on,
// with the members that they are of, and returns examples. Rows of kept neighbours were
// counted when those were scanned.
func (w *worker) dropped(ms []store.StoredMember, from int) (rows []RejectedRow) {
	if from == len(w.track.Rejected) {
		return nil
	}
	of := make([][]adsb.Rejection, len(ms))
	at := make([]int, len(w.track.Members))
	for i, m := range w.track.Members {
		at[i] = slices.IndexFunc(ms, func(s store.StoredMember) bool { return s.Member == m })
	}
	for _, r := range w.track.Rejected[from:] {
		if int(r.Member) < len(at) && at[r.Member] >= 0 {
			of[at[r.Member]] = append(of[at[r.Member]], r)
		}
	}
	for i := range ms {
		for _, r := range of[i] {
			if ms[i].Rejected == nil {
				ms[i].Rejected = map[string]int{}
			}
			ms[i].Rejected[r.Reason]++
		}
		rows = append(rows, examples(ms[i].Name, of[i])...)
	}
	return rows
}

// Rejections reads the kept rows of one leg's files again and lists those in its time that
// were not used, by file and row, each with the byte at which it begins in the uncompressed
// text, -1 where the text is broken before it.
func Rejections(st *store.Store, l flight.Leg) ([]RejectedRow, error) {
	t, err := Track(st, l)
	if err != nil {
		return nil, err
	}
	offsets := map[uint16][]int64{}
	rows := []RejectedRow{}
	for _, r := range flight.Rejections(t, l) {
		m := t.Members[r.Member]
		if r.Offset < 0 {
			if _, read := offsets[r.Member]; !read {
				raw, err := st.Blob(m.Hash)
				if err != nil {
					return nil, fmt.Errorf("scan: kept trace %s: %w", m.Name, err)
				}
				plain, _ := archive.Decompress(raw, nil) // what can be read of it was read before
				offsets[r.Member] = readsb.Offsets(plain)
			}
			if at := offsets[r.Member]; int(r.Row) < len(at) {
				r.Offset = at[r.Row]
			}
		}
		rows = append(rows, RejectedRow{Name: m.Name, Row: r.Row, Offset: r.Offset, Reason: r.Reason})
	}
	return rows, nil
}
