package document

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// List is the kind of a list of flights that somebody keeps: one row a leg, as a monitor's
// CSV or a network's table of its own estimates. Its rows are reported, not observed.
const List Kind = "list"

// Column is what a column of a list holds, found by its heading.
type Column string

// The columns that are understood; any other is kept in the text and named in a warning.
const (
	ColumnDay          Column = "date"
	ColumnDeparture    Column = "departure time"
	ColumnArrival      Column = "arrival time"
	ColumnCallsign     Column = "call sign"
	ColumnOrigin       Column = "origin"
	ColumnDestination  Column = "destination"
	ColumnRegistration Column = "registration"
	ColumnAddress      Column = "address" // the 24-bit address
	ColumnType         Column = "type"
	ColumnOperator     Column = "operator"
	ColumnPeople       Column = "people"
	ColumnStatus       Column = "status"
)

// Cell is one filled cell of a row, as a stretch of the canonical text.
type Cell struct {
	Column     Column
	Start, End int // bytes of the text, half-open; without quotation marks and blanks around
	Text       string
}

// Row is one leg of a list.
type Row struct {
	Line       int // of the text, counted from 1
	Start, End int
	Cells      []Cell
	Day        time.Time // midnight UTC of the civil day that the row states; zero: none that can be read
	DaySpan    [2]int    // where it stands
}

// Cell returns the cell of a column.
func (r Row) Cell(c Column) (Cell, bool) {
	for _, cell := range r.Cells {
		if cell.Column == c {
			return cell, true
		}
	}
	return Cell{}, false
}

// table is a list as it was read, with what a reader must be told of it.
type table struct {
	rows      []Row
	unmapped  []string // headings that are not understood
	broken    []string // rows that could not be read, each with its line
	language  string   // of the headings where it is not English
	estimates bool     // a network's own estimates of where flights began and ended
}

// isListHeading tells whether columns are those of a list of legs: a day, a place, and what flew.
func isListHeading(columns []Column) bool {
	has := func(c ...Column) bool {
		return slices.ContainsFunc(c, func(c Column) bool { return slices.Contains(columns, c) })
	}
	return has(ColumnDay) && has(ColumnOrigin, ColumnDestination) && has(ColumnCallsign, ColumnRegistration, ColumnAddress)
}

// Rows are the legs of a list in the order of its text, nil for any other document. Days are
// those that the list states, in whatever zone it keeps; a day that can be read in two ways is
// not read, unless other rows of the list show which way is meant.
func (d Document) Rows() []Row {
	if d.Kind != List {
		return nil
	}
	t, _ := readTable(d.Text)
	return t.rows
}

// Estimates tells whether a list is a network's own estimate of where flights began and ended.
func (d Document) Estimates() bool {
	t, ok := readTable(d.Text)
	return ok && d.Kind == List && t.estimates
}

// readList reads a list of legs; ok is false for a text that is none.
func readList(text decoded) (Document, bool) {
	s := string(text.utf8)
	t, ok := readTable(s)
	if !ok {
		return Document{}, false
	}
	d := Document{Kind: List, Text: s, Language: t.language, Extractor: listVersion, Credits: []string{}}
	start := textStart(s, 0)
	if end := start + len(strings.TrimRightFunc(s[start:], blank)); start < end {
		d.Parts = []Part{{Body, start, end}}
	}
	d.Warnings = t.warnings()
	return d, true
}

// readTable reads a CSV with headings or a JSON list of flights.
func readTable(s string) (table, bool) {
	if t, ok := readFlights(s); ok {
		t.readDays()
		return t, true
	}
	t, ok := readSeparated(s)
	if ok {
		t.readDays()
	}
	return t, ok
}

// warnings says what of a list was not used.
func (t table) warnings() []string {
	w := []string{fmt.Sprintf("a list of %s: what it says was reported, and nobody here observed it", some(len(t.rows), "leg", "legs"))}
	if t.estimates {
		w[0] = fmt.Sprintf("a list of %s whose airports a network has estimated: what it says was reported, and nobody here observed it", some(len(t.rows), "leg", "legs"))
	}
	if len(t.unmapped) > 0 {
		w = append(w, "columns that are not understood and not used: "+strings.Join(t.unmapped, ", "))
	}
	var noDay, noZone []int
	for _, r := range t.rows {
		if r.Day.IsZero() {
			noDay = append(noDay, r.Line)
		}
		if slices.ContainsFunc(r.Cells, func(c Cell) bool {
			return (c.Column == ColumnDeparture || c.Column == ColumnArrival) && clockWithoutZone(c.Text)
		}) {
			noZone = append(noZone, r.Line)
		}
	}
	if len(noDay) > 0 {
		w = append(w, fmt.Sprintf("%s no day that can be read in one way only (%s): such a date stays unresolved; write 2025-09-30", some(len(noDay), "row has", "rows have"), onLines(noDay)))
	}
	if len(noZone) > 0 {
		w = append(w, fmt.Sprintf("%s a time of day without a zone (%s): only the day is used", some(len(noZone), "row gives", "rows give"), onLines(noZone)))
	}
	if len(t.broken) > 0 {
		w = append(w, some(len(t.broken), "row is", "rows are")+" not used:")
		w = append(w, t.broken[:min(len(t.broken), 20)]...)
	}
	return w
}

// some is "1 row gives" or "3 rows give".
func some(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// onLines names some lines: "lines 2, 5, 9 and 12 more".
func onLines(n []int) string {
	const shown = 5
	var s []string
	for _, l := range n[:min(len(n), shown)] {
		s = append(s, fmt.Sprint(l))
	}
	out := "line "
	if len(n) > 1 {
		out = "lines "
	}
	out += strings.Join(s, ", ")
	if len(n) > shown {
		out += fmt.Sprintf(" and %d more", len(n)-shown)
	}
	return out
}
