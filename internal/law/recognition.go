package law

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// Recognition is one row of UNHCR's table of asylum decisions: counts for one nationality in one
// country and year, at one stage and in one unit. Rows are never added up: one person can be
// counted at several stages, and cases are not persons.
type Recognition struct {
	Year       int    `json:"year"`
	Origin     string `json:"origin"` // ISO 3166-1 alpha-2
	Asylum     string `json:"asylum"`
	Procedure  string `json:"procedure"` // G government, U UNHCR, J joint
	Stage      string `json:"stage"`     // FI first instance, AR review, …, as the table codes it
	Unit       string `json:"unit"`      // persons or cases
	Recognized int    `json:"recognized"`
	Other      int    `json:"other_protection"`
	Rejected   int    `json:"rejected"`
	Closed     int    `json:"closed"`
	Total      int    `json:"total"`
}

// RecognitionCaveat stands wherever such counts are shown.
const RecognitionCaveat = "Context, not a forecast: what was decided for other people. Counts of stages are not added, because one person can be counted at several; " +
	"cases are not persons; small counts are rounded by UNHCR to protect people; what a state decides follows its own law and practice, and closed cases decide nothing."

// BadRow is a row of a table that was left out.
type BadRow struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

var recognitionColumns = []string{"year", "coo_iso", "coa_iso", "procedure_type", "dec_level", "dec_pc", "dec_recognized", "dec_other", "dec_rejected", "dec_closed", "dec_total"}

// ParseRecognition reads UNHCR's asylum decisions as CSV. Rows that cannot be believed are left
// out with line and reason; a file without the columns, or with more than one bad row in five,
// is refused. Rows of stateless, unknown and various origins name no country and are left out
// without being counted as bad.
func ParseRecognition(r io.Reader) (rows []Recognition, bad []BadRow, err error) {
	c := csv.NewReader(r)
	c.ReuseRecord = true
	head, err := c.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("asylum decisions: the heading: %w", err)
	}
	if len(head) > 0 {
		head[0] = strings.TrimPrefix(head[0], "\ufeff")
	}
	at := map[string]int{}
	for i, name := range head {
		at[strings.TrimSpace(name)] = i
	}
	for _, name := range recognitionColumns {
		if _, ok := at[name]; !ok {
			return nil, nil, fmt.Errorf("asylum decisions: there is no column %q: take the table of asylum decisions from UNHCR's Refugee Data Finder as CSV", name)
		}
	}
	seen := map[Recognition]bool{}
	regions := map[string]string{}
	read := 0
	for {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := c.FieldPos(0)
		if err != nil {
			var p *csv.ParseError
			if !errors.As(err, &p) {
				return nil, nil, fmt.Errorf("asylum decisions: %w", err)
			}
			read++
			bad = append(bad, BadRow{p.StartLine, p.Err.Error()})
			continue
		}
		read++
		row, known, err := recognition(rec, at, regions)
		key := Recognition{Year: row.Year, Origin: row.Origin, Asylum: row.Asylum, Procedure: row.Procedure, Stage: row.Stage, Unit: row.Unit}
		switch {
		case err != nil:
			bad = append(bad, BadRow{line, err.Error()})
		case !known:
		case seen[key]:
			bad = append(bad, BadRow{line, "the same year, countries, procedure, stage and unit as an earlier row"})
		default:
			seen[key] = true
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 || len(bad)*5 > read {
		return nil, bad, fmt.Errorf("asylum decisions: %d of %d row(s) can be used: this is no such table, or its columns were exchanged", len(rows), read)
	}
	slices.SortFunc(rows, func(a, b Recognition) int {
		return cmp.Or(strings.Compare(a.Origin, b.Origin), strings.Compare(a.Asylum, b.Asylum), cmp.Compare(a.Year, b.Year), strings.Compare(a.Stage, b.Stage), strings.Compare(a.Procedure, b.Procedure), strings.Compare(a.Unit, b.Unit))
	})
	return rows, bad, nil
}

// recognition reads one row; known is false where it names no country.
func recognition(rec []string, at map[string]int, regions map[string]string) (r Recognition, known bool, err error) {
	cell := func(name string) string {
		if i := at[name]; i < len(rec) {
			return strings.TrimSpace(rec[i])
		}
		return ""
	}
	if r.Year, err = strconv.Atoi(cell("year")); err != nil || r.Year < 1951 || r.Year > 2100 {
		return r, false, fmt.Errorf("year %q", clipped(cell("year")))
	}
	r.Origin, r.Asylum = alpha2(cell("coo_iso"), regions), alpha2(cell("coa_iso"), regions)
	r.Procedure, r.Stage = strings.Clone(cell("procedure_type")), strings.Clone(cell("dec_level"))
	switch cell("dec_pc") {
	case "P":
		r.Unit = "persons"
	case "C":
		r.Unit = "cases"
	default:
		return r, false, fmt.Errorf("unit %q is neither P nor C", clipped(cell("dec_pc")))
	}
	if len(r.Procedure) != 1 || len(r.Stage) != 2 {
		return r, false, fmt.Errorf("procedure %q, stage %q", clipped(r.Procedure), clipped(r.Stage))
	}
	for name, n := range map[string]*int{"dec_recognized": &r.Recognized, "dec_other": &r.Other, "dec_rejected": &r.Rejected, "dec_closed": &r.Closed, "dec_total": &r.Total} {
		if *n, err = strconv.Atoi(cell(name)); err != nil || *n < 0 || *n > 50_000_000 {
			return r, false, fmt.Errorf("%s %q is no count", name, clipped(cell(name)))
		}
	}
	return r, r.Origin != "" && r.Asylum != "", nil
}

// alpha2 turns a three-letter code into one of two letters; empty where it is no country.
func alpha2(code string, known map[string]string) string {
	if two, ok := known[code]; ok {
		return two
	}
	two := ""
	if r, err := language.ParseRegion(code); err == nil && len(code) == 3 && r.IsCountry() {
		two = r.String()
	}
	known[strings.Clone(code)] = two
	return two
}

func clipped(s string) string {
	if len(s) > 20 {
		s = s[:20] + "…"
	}
	return strings.ToValidUTF8(s, "?")
}

// StageName is a stage of the table in words.
func StageName(code string) string {
	if w, ok := stageNames[code]; ok {
		return w
	}
	return "stage " + code
}

// stageNames are the codes of the metadata that UNHCR publishes beside its table; well known, not
// checked against it.
var stageNames = map[string]string{
	"FI": "first instance", "AR": "administrative review", "FA": "first instance and appeal", "RA": "repeat or reopened applications", "JR": "judicial review",
	"EO": "executive office (United States)", "IN": "immigration service (United States)", "NA": "new applications", "TA": "temporary asylum",
	"SP": "subsidiary protection", "CA": "cantonal regulation", "BL": "backlog", "TP": "temporary protection", "TR": "transit",
}

// maxUnpacked bounds an unpacked table: the one of 2000 to 2025 has 8 MB.
const maxUnpacked = 256 << 20

// Recognitions is ParseRecognition for the bytes of a file, packed with gzip or not.
func Recognitions(raw []byte) ([]Recognition, []BadRow, error) {
	if !bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		return ParseRecognition(bytes.NewReader(raw))
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, nil, fmt.Errorf("asylum decisions: unpack: %w", err)
	}
	return ParseRecognition(io.LimitReader(z, maxUnpacked))
}
