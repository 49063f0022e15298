package document

import (
	"encoding/json"
	"fmt"
	"strings"
)

// readFlights reads OpenSky's answer to a question for flights: a JSON list of objects with
// icao24, firstSeen and the estimated airports (OpenSky REST API, /flights). The times are
// those at which its receivers first and last heard the aircraft, in Unix seconds.
func readFlights(s string) (table, bool) {
	lead := textStart(s, 0)
	if lead >= len(s) || s[lead] != '[' {
		return table{}, false
	}
	in := json.NewDecoder(strings.NewReader(s))
	if t, err := in.Token(); err != nil || t != json.Delim('[') {
		return table{}, false
	}
	t := table{estimates: true}
	unmapped := map[string]bool{}
	counted, line := 0, 1
	for in.More() && len(t.rows) < MaxListRows {
		row, ok := flightObject(in, s, unmapped, &t)
		if !ok {
			break
		}
		line += strings.Count(s[counted:row.Start], "\n")
		counted, row.Line = row.Start, line
		t.rows = append(t.rows, row)
	}
	if len(t.rows) == 0 {
		return table{}, false
	}
	if in.More() && len(t.rows) == MaxListRows {
		t.broken = append(t.broken, tooLong(line))
	} else if in.More() {
		t.broken = append(t.broken, fmt.Sprintf("after line %d: no flight can be read there; the rows before it are used", line))
	}
	return t, true
}

// flightObject reads one flight; ok is false for anything else.
func flightObject(in *json.Decoder, s string, unmapped map[string]bool, t *table) (Row, bool) {
	if open, err := in.Token(); err != nil || open != json.Delim('{') {
		return Row{}, false
	}
	row := Row{Start: int(in.InputOffset()) - 1}
	for in.More() {
		key, err := in.Token()
		name, isName := key.(string)
		if err != nil || !isName {
			return Row{}, false
		}
		var value json.RawMessage
		if err := in.Decode(&value); err != nil {
			return Row{}, false
		}
		end := int(in.InputOffset())
		from, to := end-len(value), end
		if len(value) > 1 && value[0] == '"' {
			from, to = from+1, to-1
		}
		c := trimmed(s, from, to)
		c.Column = column(name)
		switch {
		case c.Column == "":
			if !unmapped[name] {
				unmapped[name] = true
				t.unmapped = append(t.unmapped, name)
			}
		case c.Text != "" && c.Text != "null":
			row.Cells = append(row.Cells, c)
		}
	}
	if _, err := in.Token(); err != nil {
		return Row{}, false
	}
	row.End = int(in.InputOffset())
	columns := make([]Column, len(row.Cells))
	for i, c := range row.Cells {
		columns[i] = c.Column
	}
	_, address := row.Cell(ColumnAddress)
	_, day := row.Cell(ColumnDay)
	return row, address && day
}
