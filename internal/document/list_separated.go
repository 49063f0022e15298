package document

import (
	"fmt"
	"strings"
)

// readSeparated reads values separated by commas, semicolons, tabs or bars under a line of
// headings. The first line decides; a text whose first line names no such columns is none.
func readSeparated(s string) (table, bool) {
	start := textStart(s, 0)
	head, _, _ := cutLine(s[start:])
	if len(head) > 4096 {
		return table{}, false
	}
	for _, sep := range []byte{',', ';', '\t', '|'} {
		if strings.IndexByte(head, sep) < 0 {
			continue
		}
		r := separated{text: s, sep: sep, at: start, line: 1 + strings.Count(s[:start], "\n")}
		cells, _ := r.next()
		var t table
		var columns []Column
		columns, t.language = columnsOf(cells)
		for i, c := range cells {
			if columns[i] == "" && c.Text != "" {
				t.unmapped = append(t.unmapped, c.Text)
			}
			if strings.EqualFold(c.Text, "estdepartureairport") || strings.EqualFold(c.Text, "estarrivalairport") {
				t.estimates = true
			}
		}
		if isListHeading(columns) {
			r.rows(columns, &t)
			return t, true
		}
	}
	return table{}, false
}

// almostList tells whether a text's first line has the headings of a list, but too few that
// are understood: who is sent here with a list must be told why nothing of it is read.
func almostList(s string) bool {
	head, _, _ := cutLine(s[textStart(s, 0):])
	for _, sep := range ",;\t|" {
		cells := strings.Split(head, string(sep))
		known := map[Column]bool{}
		for _, c := range cells {
			known[column(strings.Trim(strings.TrimSpace(c), `"`))] = true
		}
		delete(known, "")
		if len(head) < 4096 && len(known) > 1 && 2*len(known) >= len(cells) {
			return true
		}
	}
	return false
}

const almostListNote = "its first line looks like the headings of a list of legs, but a list needs a date, an origin or destination, and what flew (call sign, registration or 24-bit address), with headings in English, Spanish or French: no row is read"

// rows reads what stands under the headings.
func (r *separated) rows(columns []Column, t *table) {
	for r.at < len(r.text) {
		line, start := r.line, r.at
		if len(t.rows) == MaxListRows {
			t.broken = append(t.broken, tooLong(line))
			return
		}
		cells, closed := r.next()
		filled := 0
		for _, c := range cells {
			if c.Text != "" {
				filled++
			}
		}
		switch {
		case filled == 0:
		case !closed:
			t.broken = append(t.broken, fmt.Sprintf("line %d: a quotation mark is opened and never closed: nothing from there on is read", line))
		case len(cells) > len(columns):
			t.broken = append(t.broken, fmt.Sprintf("line %d: %d values under %d headings", line, len(cells), len(columns)))
		default:
			row := Row{Line: line, Start: start, End: start + len(strings.TrimRightFunc(r.text[start:r.at], blank))}
			row.Start += len(r.text[start:row.End]) - len(strings.TrimLeftFunc(r.text[start:row.End], blank))
			for i, c := range cells {
				if c.Text != "" && columns[i] != "" {
					c.Column = columns[i]
					row.Cells = append(row.Cells, c)
				}
			}
			t.rows = append(t.rows, row)
		}
	}
}

func tooLong(line int) string {
	return fmt.Sprintf("line %d and all after it: a list is read up to %d rows; split it", line, MaxListRows)
}

// separated walks a text row by row.
type separated struct {
	text string
	sep  byte
	at   int
	line int
}

// next reads one row: its cells without their quotation marks and blanks. closed is false
// where a quotation mark stays open to the end of the text.
func (r *separated) next() (cells []Cell, closed bool) {
	for {
		for r.at < len(r.text) && r.text[r.at] == ' ' {
			r.at++
		}
		if r.at < len(r.text) && r.text[r.at] == '"' {
			start := r.at + 1
			end := r.quoted(start)
			if end < 0 {
				r.at = len(r.text)
				return cells, false
			}
			cells = append(cells, trimmed(r.text, start, end))
			r.at = end + 1
			for r.at < len(r.text) && !r.stops(r.text[r.at]) {
				r.at++
			}
		} else {
			start := r.at
			for r.at < len(r.text) && !r.stops(r.text[r.at]) {
				r.at++
			}
			cells = append(cells, trimmed(r.text, start, r.at))
		}
		if r.at < len(r.text) && r.text[r.at] == r.sep {
			r.at++
			continue
		}
		if strings.HasPrefix(r.text[r.at:], "\r\n") {
			r.at++
		}
		if r.at < len(r.text) {
			r.at++
		}
		r.line++
		return cells, true
	}
}

// quoted is the end of a quoted cell that starts at an offset, -1 where it has none.
func (r *separated) quoted(start int) int {
	for i := start; i < len(r.text); i++ {
		switch r.text[i] {
		case '\n':
			r.line++
		case '"':
			if i+1 < len(r.text) && r.text[i+1] == '"' {
				i++
				continue
			}
			return i
		}
	}
	return -1
}

func (r *separated) stops(c byte) bool { return c == r.sep || c == '\n' || c == '\r' }

// trimmed is a cell without the blanks around it.
func trimmed(s string, start, end int) Cell {
	start += len(s[start:end]) - len(strings.TrimLeftFunc(s[start:end], blank))
	end = start + len(strings.TrimRightFunc(s[start:end], blank))
	return Cell{Start: start, End: end, Text: s[start:end]}
}
