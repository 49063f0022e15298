package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// JSON writes the whole report.
func (r Report) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("write report as JSON: %w", err)
	}
	return nil
}

// Read reads a report that JSON wrote.
func Read(r io.Reader) (Report, error) {
	var out Report
	d := json.NewDecoder(r)
	if err := d.Decode(&out); err != nil {
		return Report{}, fmt.Errorf("read report: %w at byte %d; give the .json that charterwatch report wrote", err, d.InputOffset())
	}
	if out.Format != Format {
		return Report{}, fmt.Errorf("read report: format %q, want %q; give the .json that charterwatch report wrote", out.Format, Format)
	}
	if _, _, err := Period(out.Month); err != nil {
		return Report{}, fmt.Errorf("read report: %w", err)
	}
	return out, nil
}

// CSV writes the figures, one a row, with the legs behind each.
func (r Report) CSV(w io.Writer) error {
	rows := [][]string{{"month", "rule", "rule_sha256", "section", "figure", "label", "count", "unit", "note", "legs"}}
	for _, s := range r.Sections {
		for _, f := range s.Figures {
			rows = append(rows, []string{r.Month, r.Rule.Name, r.Rule.Digest, s.Key, f.Key, f.Label,
				strconv.Itoa(f.Count), string(f.Unit), f.Note, strings.Join(f.Legs, " ")})
		}
	}
	return table(w, rows)
}

// LegsCSV writes the legs of the month, counted or not, one a row.
func (r Report) LegsCSV(w io.Writer) error {
	rows := [][]string{{"leg", "journey", "first_heard", "hex", "registration", "callsigns", "from", "from_country", "from_known_by",
		"to", "to_country", "to_known_by", "purpose", "probability", "standing", "category", "unit", "adds", "why",
		"military", "lateral", "stop_on_the_way", "not_heard_minutes", "method", "simulated"}}
	for _, l := range r.Legs {
		rows = append(rows, []string{l.Line.Leg, l.Journey, l.Heard.UTC().Format(time.RFC3339), l.Hex, orUnknown(l.Registration),
			orUnknown(strings.Join(l.Callsigns, " ")), named(l.From), l.FromCountry, l.FromWords, named(l.To), l.ToCountry, l.ToWords,
			string(l.Purpose), strconv.FormatFloat(l.Sure, 'f', 2, 64), string(l.Standing), l.Category, l.Unit, strconv.FormatBool(l.Adds), l.Why,
			strconv.FormatBool(l.Military), strconv.FormatBool(l.Lateral), strconv.FormatBool(l.OnTheWay), strconv.Itoa(l.NotHeardMin),
			l.Method, strconv.FormatBool(l.Simulated)})
	}
	return table(w, rows)
}

func table(w io.Writer, rows [][]string) error {
	c := csv.NewWriter(w)
	for _, row := range rows {
		for i, cell := range row {
			// A spreadsheet runs a cell that begins like a formula (OWASP, CSV injection).
			if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		if err := c.Write(row); err != nil {
			return fmt.Errorf("write report as CSV: %w", err)
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("write report as CSV: %w", err)
	}
	return nil
}

func named(code *string) string {
	if code == nil {
		return unknown
	}
	return *code
}

func orUnknown(s string) string {
	if s == "" {
		return unknown
	}
	return s
}

// Words is every sentence and label of the report, one a line, for the check of wording.
func (r Report) Words() string {
	var b strings.Builder
	add := func(words ...string) {
		for _, w := range words {
			b.WriteString(w + "\n\n")
		}
	}
	add(r.Rule.Title, r.Finding)
	for _, s := range r.Sections {
		add(s.Title)
		add(s.Notes...)
		for _, f := range s.Figures {
			add(f.Label, f.Note)
		}
	}
	for _, l := range r.Legs {
		add(l.Why)
	}
	return b.String()
}
