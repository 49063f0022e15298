package cli

import (
	"fmt"
	"maps"
	"slices"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/scan"
	"github.com/charterwatch/charterwatch/internal/store"
)

// shownRows is how many rejected rows show prints of a leg; --json has all.
const shownRows = 20

// legWithRows is a leg with the rows in its time that were not used, and with how many were
// used after something was put right; both null where its traces were not kept.
type legWithRows struct {
	flight.Leg
	Rejections []scan.RejectedRow `json:"rejections"`
	Cleaned    map[string]int     `json:"cleaned"`
}

// rejections prints the rows of a leg that were not used: how many for which reason, and
// where the first of them are.
func (a *app) rejections(st *store.Store, l flight.Leg) {
	if len(l.Rejected) == 0 {
		return
	}
	for _, reason := range slices.Sorted(maps.Keys(l.Rejected)) {
		fmt.Fprintf(a.stdout, "  not used: %d, %s\n", l.Rejected[reason], reason)
	}
	rows, err := scan.Rejections(st, l)
	if err != nil {
		fmt.Fprintf(a.stdout, "    the rows themselves cannot be listed, since the trace was not kept here: %v\n", err)
		return
	}
	for _, r := range rows[:min(len(rows), shownRows)] {
		at := ""
		if r.Offset >= 0 {
			at = fmt.Sprintf(", byte %d of the text", r.Offset)
		}
		fmt.Fprintf(a.stdout, "    %s row %d%s: %s\n", r.Name, r.Row, at, r.Reason)
	}
	if more := len(rows) - shownRows; more > 0 {
		fmt.Fprintf(a.stdout, "    and %d more; --json lists all\n", more)
	}
}

// withRows adds its rejected rows to a leg.
func withRows(st *store.Store, l flight.Leg) legWithRows {
	rows, err := scan.Rejections(st, l)
	if err != nil {
		rows = nil
	}
	count, err := cleaned(st, l)
	if err != nil {
		count = nil
	}
	return legWithRows{l, rows, count}
}

// cleaned reads the kept rows of a leg again and counts, by reason, those that were used and
// not as they stood: a call sign without its control characters, a time put in order.
func cleaned(st *store.Store, l flight.Leg) (map[string]int, error) {
	t, err := scan.Track(st, l)
	if err != nil {
		return nil, err
	}
	count := map[string]int{}
	for _, r := range t.Cleaned {
		for _, s := range l.Sources {
			if t.Members[r.Member] == s.Member && s.Rows[0] <= r.Row && r.Row <= s.Rows[1] {
				count[r.Reason]++
				break
			}
		}
	}
	return count, nil
}

// cleanings prints what cleaned counts, or that it is not known.
func (a *app) cleanings(st *store.Store, l flight.Leg) {
	count, err := cleaned(st, l)
	if err != nil {
		fmt.Fprintln(a.stdout, "  used, not as they stood: not known here, since the trace was not kept")
		return
	}
	for _, reason := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(a.stdout, "  used, not as they stood: %d, %s\n", count[reason], reason)
	}
}
