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

// legWithRows is a leg with the rows in its time that were not used; null where its traces
// were not kept.
type legWithRows struct {
	flight.Leg
	Rejections []scan.RejectedRow `json:"rejections"`
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
	return legWithRows{l, rows}
}
