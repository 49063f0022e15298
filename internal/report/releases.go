package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Table is a publisher's release as somebody else made it: rows with a name and a count, and a
// note where the publisher wrote one. Nothing in it is ours.
type Table struct {
	Name string `json:"name"`
	Rows []Row  `json:"rows"`
}

// Row is one count of a release.
type Row struct {
	Key   string `json:"key"` // the values of the key columns
	Count int    `json:"count"`
	Note  string `json:"note"` // the publisher's, where it has a column for it
	Line  int    `json:"line"` // of the file, from 1
}

// Columns choose what of a release is compared. Empty: the first columns are the key, the
// last column of whole numbers is the count, a column headed note, notes or comment the note.
type Columns struct {
	Key   []string
	Count string
	Note  string
}

// mostRows bounds a release: a publisher's table of operations has hundreds.
const mostRows = 1_000_000

// ReadTable reads a release from CSV with a heading. A row without a whole number in the count's
// column, a row of another length and a key that comes twice are errors that name the line: a
// release that is compared is read whole or not at all.
func ReadTable(name string, r io.Reader, c Columns) (Table, error) {
	t := Table{Name: name, Rows: []Row{}}
	in := csv.NewReader(r)
	in.TrimLeadingSpace = true
	head, err := in.Read()
	if err != nil {
		return t, fmt.Errorf("%s: read the heading: %w", name, err)
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	var rows [][]string
	var lines []int
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t, fmt.Errorf("%s: %w", name, err)
		}
		if len(rows) == mostRows {
			return t, fmt.Errorf("%s: more than %d rows: compare a part of it", name, mostRows)
		}
		line, _ := in.FieldPos(0)
		rows, lines = append(rows, row), append(lines, line)
	}
	at, err := c.find(name, head, rows)
	if err != nil {
		return t, err
	}
	seen := map[string]int{}
	for i, row := range rows {
		n, ok := wholeNumber(row[at.count])
		if !ok {
			return t, fmt.Errorf("%s, line %d: %q in column %q is no whole number", name, lines[i], row[at.count], head[at.count])
		}
		var parts []string
		for _, k := range at.key {
			parts = append(parts, strings.TrimSpace(row[k]))
		}
		out := Row{Key: strings.Join(parts, " · "), Count: n, Line: lines[i]}
		if at.note >= 0 {
			out.Note = strings.TrimSpace(row[at.note])
		}
		if first, twice := seen[out.Key]; twice {
			return t, fmt.Errorf("%s, line %d: %q stands in line %d too: name the columns that tell its rows apart with --key", name, lines[i], out.Key, first)
		}
		seen[out.Key] = lines[i]
		t.Rows = append(t.Rows, out)
	}
	return t, nil
}

type columns struct {
	key         []int
	count, note int
}

func (c Columns) find(name string, head []string, rows [][]string) (columns, error) {
	at := columns{count: -1, note: -1}
	index := func(title string) (int, error) {
		i := slices.IndexFunc(head, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(title)) })
		if i < 0 {
			return -1, fmt.Errorf("%s: no column %q: it has %s", name, title, strings.Join(head, ", "))
		}
		return i, nil
	}
	var err error
	if c.Note != "" {
		if at.note, err = index(c.Note); err != nil {
			return at, err
		}
	} else {
		at.note = slices.IndexFunc(head, func(h string) bool {
			return slices.Contains([]string{"note", "notes", "comment", "remark", "remarks"}, strings.ToLower(strings.TrimSpace(h)))
		})
	}
	if c.Count != "" {
		if at.count, err = index(c.Count); err != nil {
			return at, err
		}
	}
	for i := len(head) - 1; i > 0 && at.count < 0; i-- {
		if i != at.note && len(rows) > 0 && !slices.ContainsFunc(rows, func(r []string) bool { _, ok := wholeNumber(r[i]); return !ok }) {
			at.count = i
		}
	}
	if at.count < 0 {
		return at, fmt.Errorf("%s: no column of whole numbers in every row: name it with --count", name)
	}
	for _, k := range c.Key {
		i, err := index(k)
		if err != nil {
			return at, err
		}
		at.key = append(at.key, i)
	}
	for i := 0; len(c.Key) == 0 && i < at.count; i++ {
		if i != at.note {
			at.key = append(at.key, i)
		}
	}
	if len(at.key) == 0 {
		return at, fmt.Errorf("%s: no column names the rows: name one with --key", name)
	}
	return at, nil
}

func wholeNumber(s string) (int, bool) {
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(s), ",", ""))
	return n, err == nil && n >= 0
}

// Releases is how two releases of one publisher differ. It says where one count is an exact
// multiple of the other, which counting twice gives, and what the publisher does not explain.
// It never averages and never says which release is right.
type Releases struct {
	Names       [2]string   `json:"releases"`
	Both        int         `json:"both"` // rows that both have
	Same        int         `json:"same"`
	Differ      []Revised   `json:"differ"`
	Ratios      []RatioOf   `json:"ratios"`      // exact multiples, the most frequent first
	Unexplained int         `json:"unexplained"` // differing rows without a note of the publisher
	Only        [2][]string `json:"only"`        // rows that one release has alone
	Totals      [2]int      `json:"totals"`
	Rule        string      `json:"rule"`
}

// Revised is one row whose count differs.
type Revised struct {
	Key     string `json:"key"`
	Earlier int    `json:"earlier"`
	Later   int    `json:"later"`
	Ratio   string `json:"ratio"` // "2", "1.5" or "1/2" where one is a simple exact multiple of the other; else empty
	Note    string `json:"note"`  // the publisher's in the later release; empty: unexplained by it
	Lines   [2]int `json:"lines"` // of the two files
}

// RatioOf is how many rows differ by one exact ratio.
type RatioOf struct {
	Ratio string `json:"ratio"`
	Rows  int    `json:"rows"`
}

// ratioRule is what every comparison says of how it was made.
const ratioRule = "a row is compared with the row of the same key; a ratio is named where the later count is exactly a whole multiple of the earlier one, one and a half times, or the inverse of these, and both are above zero; nothing is averaged and neither release is taken as right"

// CompareTables compares two releases row by row, in the order of the later one.
func CompareTables(earlier, later Table) Releases {
	out := Releases{Names: [2]string{earlier.Name, later.Name}, Differ: []Revised{}, Ratios: []RatioOf{}, Only: [2][]string{{}, {}}, Rule: ratioRule}
	before := map[string]Row{}
	for _, r := range earlier.Rows {
		before[r.Key] = r
		out.Totals[0] += r.Count
	}
	ratios := map[string]int{}
	for _, r := range later.Rows {
		out.Totals[1] += r.Count
		a, ok := before[r.Key]
		if !ok {
			out.Only[1] = append(out.Only[1], r.Key)
			continue
		}
		delete(before, r.Key)
		out.Both++
		if a.Count == r.Count {
			out.Same++
			continue
		}
		d := Revised{Key: r.Key, Earlier: a.Count, Later: r.Count, Ratio: exactRatio(a.Count, r.Count), Note: r.Note, Lines: [2]int{a.Line, r.Line}}
		if d.Note == a.Note { // it stood there before the count changed
			d.Note = ""
		}
		if d.Ratio != "" {
			ratios[d.Ratio]++
		}
		if d.Note == "" {
			out.Unexplained++
		}
		out.Differ = append(out.Differ, d)
	}
	for _, r := range earlier.Rows {
		if _, left := before[r.Key]; left {
			out.Only[0] = append(out.Only[0], r.Key)
		}
	}
	for ratio, n := range ratios {
		out.Ratios = append(out.Ratios, RatioOf{ratio, n})
	}
	slices.SortFunc(out.Ratios, func(a, b RatioOf) int {
		if a.Rows != b.Rows {
			return b.Rows - a.Rows
		}
		return strings.Compare(a.Ratio, b.Ratio)
	})
	return out
}

// mostRatio is the largest multiple that is named: more than tenfold is no counting twice.
const mostRatio = 10

// exactRatio is b to a where it is simple: 2, 3 … 10, 1.5, or the inverse of these.
func exactRatio(a, b int) string {
	if a <= 0 || b <= 0 {
		return ""
	}
	r := big.NewRat(int64(b), int64(a))
	up := r
	if b < a {
		up = new(big.Rat).Inv(r)
	}
	switch {
	case up.IsInt() && up.Cmp(big.NewRat(mostRatio, 1)) <= 0:
	case up.Cmp(big.NewRat(3, 2)) == 0:
	default:
		return ""
	}
	if r.Cmp(big.NewRat(3, 2)) == 0 {
		return "1.5"
	}
	return r.RatString()
}

// Text says the comparison in words, the summary first, then each row that differs.
func (r Releases) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s and %s\n", r.Names[0], r.Names[1])
	fmt.Fprintf(&b, "Of %d rows in both releases %d differ.\n", r.Both, len(r.Differ))
	for _, x := range r.Ratios {
		fmt.Fprintf(&b, "  %d: the later count is exactly %s\n", x.Rows, ratioWords(x.Ratio))
	}
	if n := r.Simple(); n < len(r.Differ) {
		fmt.Fprintf(&b, "  %d: by no simple ratio\n", len(r.Differ)-n)
	}
	fmt.Fprintf(&b, "  %d unexplained by the publisher: no note beside the changed count\n", r.Unexplained)
	fmt.Fprintf(&b, "Totals: %d and %d, each the sum of its own release's rows.\n", r.Totals[0], r.Totals[1])
	for i, only := range r.Only {
		if len(only) > 0 {
			fmt.Fprintf(&b, "Only in %s: %s\n", r.Names[i], strings.Join(only, "; "))
		}
	}
	for _, d := range r.Differ {
		fmt.Fprintf(&b, "  %s: %d → %d", d.Key, d.Earlier, d.Later)
		if d.Ratio != "" {
			fmt.Fprintf(&b, ", exactly %s", ratioWords(d.Ratio))
		}
		if d.Note != "" {
			fmt.Fprintf(&b, "; the publisher: “%s”", d.Note)
		} else {
			b.WriteString("; unexplained by its publisher")
		}
		fmt.Fprintf(&b, " (lines %d and %d)\n", d.Lines[0], d.Lines[1])
	}
	fmt.Fprintf(&b, "Rule: %s.\n", r.Rule)
	_, err := io.WriteString(w, b.String())
	return err
}

// Simple is how many rows differ by an exact simple ratio.
func (r Releases) Simple() int {
	n := 0
	for _, x := range r.Ratios {
		n += x.Rows
	}
	return n
}

func ratioWords(ratio string) string {
	switch ratio {
	case "2":
		return "twofold"
	case "1.5":
		return "1.5-fold"
	case "1/2":
		return "half"
	case "2/3":
		return "two thirds"
	}
	if num, ok := strings.CutPrefix(ratio, "1/"); ok {
		return "one " + num + "th"
	}
	return ratio + "-fold"
}
