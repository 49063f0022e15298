package web

import (
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// CSV writes a table, cells made safe for spreadsheets. The first row names the columns.
func CSV(w io.Writer, rows [][]string) error {
	c := csv.NewWriter(w)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = csvCell(cell)
		}
		if err := c.Write(safe); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// writeCSV answers with a table.
func writeCSV(w http.ResponseWriter, name string, rows [][]string) error {
	var b strings.Builder
	if err := CSV(&b, rows); err != nil {
		return fmt.Errorf("write CSV %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf("inline; filename=%q", fileName(name)+".csv"))
	_, _ = w.Write([]byte(b.String()))
	return nil
}

// csvCell keeps a spreadsheet from running a cell: text that begins like a formula gets an
// apostrophe in front (OWASP, CSV injection). Tab and line feed count as such beginnings.
func csvCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}

// fileName keeps letters, digits, dot, dash and underscore.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '_'
	}, clip(s, 100))
}
