package fleet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxRegistry bounds a registry as unpacked, in bytes: the largest known, the United States'
// releasable aircraft, is under 200 MB.
const MaxRegistry = 512 << 20

// ReadRegistry reads a table of aircraft, airlines or address blocks and says what each row
// states. It knows tar1090-db's aircraft.csv, the Federal Aviation Administration's
// ReleasableAircraft.zip or its MASTER.txt, Virtual Radar Server's airlines.csv and
// code-blocks.csv, and any CSV whose header names an address or a United States registration;
// gzip is unpacked. The content decides, never a name.
//
// A row that cannot be believed is left out, counted and listed with its line. A table is
// refused whole when it is not UTF-8, when more than one row in five cannot be believed, or
// when its columns hold what other columns should: half-read tables are worse than none.
func ReadRegistry(raw []byte) (Registry, error) {
	var err error
	if bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		if raw, err = gunzip(raw); err != nil {
			return Registry{}, fmt.Errorf("read registry: %w", err)
		}
	}
	models := map[string]string{}
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		if raw, models, err = unzipFAA(raw); err != nil {
			return Registry{}, fmt.Errorf("read registry: %w", err)
		}
	}
	if raw, err = plainText(raw); err != nil {
		return Registry{}, fmt.Errorf("read registry: %w", err)
	}
	t, err := newTable(raw, models)
	if err != nil {
		return Registry{}, fmt.Errorf("read registry: %w", err)
	}
	r, err := t.read()
	if err != nil {
		return Registry{}, fmt.Errorf("read registry: %w", err)
	}
	return r, nil
}

func gunzip(raw []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return bounded(z, "gzip")
}

func bounded(r io.Reader, what string) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxRegistry+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: after %d bytes: %w; the file is cut off or damaged: pull it again", what, len(b), err)
	case len(b) > MaxRegistry:
		return nil, fmt.Errorf("%s: larger than %d MB unpacked", what, MaxRegistry>>20)
	}
	return b, nil
}

// plainText refuses what is not UTF-8, with the place.
func plainText(raw []byte) ([]byte, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		return nil, fmt.Errorf("byte %d (line %d) is zero: this is UTF-16 or no text; save it as UTF-8", i, lineAt(raw, i))
	}
	if utf8.Valid(raw) {
		return raw, nil
	}
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			return nil, fmt.Errorf("byte %d (line %d) is not UTF-8: convert the file from its own encoding, for example iconv -f WINDOWS-1252 -t UTF-8", i, lineAt(raw, i))
		}
		i += n
	}
	return raw, nil
}

func lineAt(raw []byte, i int) int { return 1 + bytes.Count(raw[:i], []byte("\n")) }

// table is one registry that is being read.
type table struct {
	format string
	rows   *csv.Reader
	first  []string
	column map[string]int
	row    func(t *table, cells []string) (Entry, error)
	models map[string]string // FAA: type descriptions by code
	intern map[string]string
	tally  tally
}

// newTable looks at the first line and decides what the table is.
func newTable(raw []byte, models map[string]string) (*table, error) {
	line, _, _ := bufio.NewReader(bytes.NewReader(raw[:min(len(raw), 64<<10)])).ReadLine()
	if len(bytes.TrimSpace(line)) == 0 {
		return nil, errors.New("line 1 is empty")
	}
	comma := separator(string(line))
	t := &table{rows: csv.NewReader(bytes.NewReader(raw)), models: models, intern: map[string]string{}}
	t.rows.Comma, t.rows.FieldsPerRecord, t.rows.ReuseRecord = comma, -1, true
	// A quote inside a cell is common in these tables and means nothing.
	t.rows.LazyQuotes = true
	first, err := t.rows.Read()
	if err != nil {
		return nil, fmt.Errorf("line 1: %w", err)
	}
	t.first = slices.Clone(first)
	if t.headless() {
		t.format, t.row = "tar1090-db", tar1090Row
		return t, nil
	}
	t.column = map[string]int{}
	for i, name := range t.first {
		name = strings.ToLower(strings.Trim(Clean(name), `"' `))
		if _, twice := t.column[name]; !twice && name != "" {
			t.column[name] = i
		}
	}
	t.first = nil
	switch {
	case t.has("mode s code hex", "n-number", "type registrant"):
		t.format, t.row = "FAA", faaRow
	case t.has("code", "name", "icao", "charterflightpattern"):
		t.format, t.row = "VRS airlines", airlineRow
	case t.has("start", "finish", "ismilitary", "countryiso2"):
		t.format, t.row = "VRS code blocks", blockRow
	default:
		t.format, t.row = "CSV", csvRow
		if err := t.useNames(); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *table) has(names ...string) bool {
	for _, n := range names {
		if _, ok := t.column[n]; !ok {
			return false
		}
	}
	return true
}

// headless reports that the first line is a row of tar1090-db already: hex;reg;type;flags;…
func (t *table) headless() bool {
	if t.rows.Comma != ';' || len(t.first) < 5 {
		return false
	}
	_, err := address(t.first[0])
	// A row whose columns were exchanged is still no header: the checks refuse the table.
	return err == nil || strings.Trim(t.first[3], "01") == "" && t.first[3] != ""
}

func separator(line string) rune {
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t', '|'} {
		if n := strings.Count(line, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// names are the headers that a CSV of somebody's own may use.
var names = map[string][]string{
	"hex":          {"hex", "icao24", "icao", "address", "mode s", "modes", "mode s code hex", "transponder", "icao hex"},
	"registration": {"registration", "reg", "tail", "n-number", "nnumber", "r"},
	"type":         {"typecode", "type", "icaotype", "icaoaircrafttype", "t", "aircraft type"},
	"description":  {"desc", "description", "model", "long type"},
	"year":         {"year", "built", "year mfr"},
	"operator":     {"operator", "airline", "flown by"},
	"owner":        {"owner", "ownop", "registered owner", "registeredowner", "registrant"},
	"country":      {"country", "countryiso2"},
	"since":        {"since", "from", "date", "cert issue date"},
	"flags":        {"flags", "dbflags"},
}

// useNames maps a header that names its columns, and refuses one that does not say enough.
func (t *table) useNames() error {
	found := map[string]int{}
	for field, list := range names {
		for _, n := range list {
			if i, ok := t.column[n]; ok {
				found[field] = i
				break
			}
		}
	}
	_, hex := found["hex"]
	_, reg := found["registration"]
	if !hex && !reg || len(found) < 2 {
		return errors.New("line 1 names no column of addresses (hex, icao24) or registrations beside another that says something of them; a table without a header must be tar1090-db's aircraft.csv")
	}
	t.column = found
	return nil
}

// cell is a column of a row by name, cleaned, "" where there is none.
func (t *table) cell(cells []string, name string) string {
	i, ok := t.column[name]
	if !ok || i >= len(cells) {
		return ""
	}
	return t.clean(cells[i])
}

// clean cleans a word and keeps one copy of it: tables repeat their words.
func (t *table) clean(s string) string {
	if s == "" {
		return ""
	}
	if c, ok := t.intern[s]; ok {
		return c
	}
	c := strings.Trim(Clean(s), `'" `)
	t.intern[strings.Clone(s)] = c
	return c
}

func (t *table) read() (Registry, error) {
	r := Registry{Format: t.format}
	for {
		cells, line := t.first, 1
		t.first = nil
		if cells == nil {
			var err error
			cells, err = t.rows.Read()
			var parse *csv.ParseError
			switch {
			case errors.Is(err, io.EOF):
				return r, t.finish(&r)
			case errors.As(err, &parse):
				r.Rows++
				r.bad(parse.Line, parse.Err)
				continue
			case err != nil:
				return r, err
			}
			line, _ = t.rows.FieldPos(0)
		}
		r.Rows++
		e, err := t.row(t, cells)
		switch {
		case errors.Is(err, errNothing):
		case err != nil:
			r.bad(line, err)
		default:
			t.tally.add(e)
			r.Entries = append(r.Entries, e)
		}
	}
}

// errNothing is a row that is good and says nothing: an aircraft without an address.
var errNothing = errors.New("nothing said")

func (r *Registry) bad(line int, reason error) {
	r.BadRows++
	if len(r.Bad) < maxBad {
		r.Bad = append(r.Bad, BadRow{line, reason.Error()})
	}
}

func (t *table) finish(r *Registry) error {
	if 5*r.BadRows > r.Rows {
		return fmt.Errorf("%d of %d rows cannot be believed, more than one in five%s: is it another table, or were its columns exchanged?", r.BadRows, r.Rows, r.firstBad())
	}
	if r.Rows == 0 || len(r.Entries) == 0 {
		return fmt.Errorf("no row of %d says anything%s", r.Rows, r.firstBad())
	}
	if err := t.tally.check(); err != nil {
		return err
	}
	slices.SortStableFunc(r.Entries, func(a, b Entry) int { return strings.Compare(a.Key, b.Key) })
	return nil
}

func (r *Registry) firstBad() string {
	if len(r.Bad) == 0 {
		return ""
	}
	return fmt.Sprintf(" (first: line %d: %s)", r.Bad[0].Line, r.Bad[0].Reason)
}

// unzipFAA takes MASTER.txt, and the names of types from ACFTREF.txt, out of the zip that the
// Federal Aviation Administration releases.
func unzipFAA(raw []byte) (master []byte, models map[string]string, err error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, nil, fmt.Errorf("zip: %w; the file is cut off or damaged: pull it again", err)
	}
	models = map[string]string{}
	for _, f := range z.File {
		name := strings.ToUpper(f.Name)
		if name != "MASTER.TXT" && name != "ACFTREF.TXT" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, nil, fmt.Errorf("zip: %s: %w", f.Name, err)
		}
		b, err := bounded(r, f.Name)
		if err != nil {
			return nil, nil, err
		}
		if name == "MASTER.TXT" {
			master = b
		} else if err := readModels(b, models); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if master == nil {
		return nil, nil, errors.New("the zip holds no MASTER.txt: only the Federal Aviation Administration's ReleasableAircraft.zip is known as zip")
	}
	return master, models, nil
}

// readModels reads ACFTREF.txt: CODE, MFR, MODEL, …
func readModels(b []byte, into map[string]string) error {
	b, err := plainText(b)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(line, ",")
		if len(cells) >= 3 {
			into[strings.TrimSpace(cells[0])] = Clean(cells[1] + " " + cells[2])
		}
	}
	return nil
}
