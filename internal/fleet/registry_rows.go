package fleet

import (
	"fmt"
	"strconv"
	"strings"
)

// tar1090Row reads hex;registration;type;flags;description;year;owner of tar1090-db.
func tar1090Row(t *table, cells []string) (Entry, error) {
	if len(cells) < 4 {
		return Entry{}, fmt.Errorf("%d columns, want at least 4: hex;registration;type;flags", len(cells))
	}
	cells = append(cells[:len(cells):len(cells)], make([]string, max(0, 7-len(cells)))...)
	e := Entry{Registration: strings.Clone(Clean(cells[1])), Type: t.clean(cells[2]), Description: t.clean(cells[4]), Year: t.clean(cells[5])}
	e.Owner, e.Withheld = t.holder(cells[6])
	var err error
	if e.Key, err = hexKey(cells[0]); err != nil {
		return e, err
	}
	e.Flags, err = digitFlags(cells[3])
	return e, err
}

// digitFlags reads one digit a flag: the first is military, the fourth LADD.
func digitFlags(s string) (Flags, error) {
	var f Flags
	for i, c := range []byte(s) {
		switch {
		case c != '0' && c != '1' || i > 15:
			return 0, fmt.Errorf("flags %q: want digits 0 and 1", Clean(s))
		case c == '1' && i < 4:
			f |= 1 << i
		}
	}
	return f, nil
}

// Kinds of registrant in the United States' registry that are natural persons, alone or
// together (ardata.pdf of the Federal Aviation Administration): individual, partnership,
// co-owned, non-citizen co-owned. The others are corporation, government, company, non-citizen
// corporation.
var naturalRegistrants = map[string]bool{"1": true, "2": true, "4": true, "9": true}

// faaRow reads a row of MASTER.txt.
func faaRow(t *table, cells []string) (Entry, error) {
	hex := t.cell(cells, "mode s code hex")
	if hex == "" {
		return Entry{}, errNothing // never given an address
	}
	e := Entry{Registration: "N" + t.cell(cells, "n-number"), Year: t.cell(cells, "year mfr"), Country: "US",
		Description: t.models[t.cell(cells, "mfr mdl code")]}
	if naturalRegistrants[t.cell(cells, "type registrant")] {
		e.Withheld = t.cell(cells, "name") != ""
	} else {
		e.Owner, e.Withheld = t.holder(t.cell(cells, "name"))
	}
	var err error
	if e.Key, err = hexKey(hex); err != nil {
		return e, err
	}
	if day := t.cell(cells, "cert issue date"); day != "" {
		e.Since, err = compactDay(day)
	}
	return e, err
}

// compactDay reads 20060102.
func compactDay(s string) (string, error) {
	if len(s) != 8 || strings.Trim(s, "0123456789") != "" || s[4:6] < "01" || s[4:6] > "12" || s[6:] < "01" || s[6:] > "31" {
		return "", fmt.Errorf("%q is no day such as 20060102", s)
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:], nil
}

// airlineRow reads who files flights under a call-sign prefix.
func airlineRow(t *table, cells []string) (Entry, error) {
	prefix, name := upper(t.cell(cells, "icao")), t.cell(cells, "name")
	switch {
	case prefix == "":
		return Entry{}, errNothing // no call sign of its own
	case len(prefix) != 3 || strings.Trim(prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "":
		return Entry{}, fmt.Errorf("%q is no call-sign prefix of three letters", prefix)
	case name == "":
		return Entry{}, fmt.Errorf("%s has no name", prefix)
	}
	return Entry{Key: SignKey(prefix), Operator: name}, nil
}

// blockRow reads whose a run of addresses is.
func blockRow(t *table, cells []string) (Entry, error) {
	first, err := address(t.cell(cells, "start"))
	if err != nil {
		return Entry{}, err
	}
	last, err := address(t.cell(cells, "finish"))
	if err != nil {
		return Entry{}, err
	}
	country := upper(t.cell(cells, "countryiso2"))
	switch {
	case last < first:
		return Entry{}, fmt.Errorf("the block %06x to %06x ends before it begins", first, last)
	case len(country) != 2:
		return Entry{}, fmt.Errorf("%q is no country code of two letters", country)
	case country == "ZZ":
		return Entry{}, errNothing // not allotted
	}
	e := Entry{Key: blockKey(first, last), Country: country}
	if t.cell(cells, "ismilitary") == "1" {
		e.Flags = Military
	}
	return e, nil
}

// csvRow reads a table by the names in its header.
func csvRow(t *table, cells []string) (Entry, error) {
	e := Entry{Registration: t.cell(cells, "registration"), Type: t.cell(cells, "type"), Description: t.cell(cells, "description"),
		Year: t.cell(cells, "year"), Since: t.cell(cells, "since")}
	e.Owner, e.Withheld = t.holder(t.cell(cells, "owner"))
	operator, withheld := t.holder(t.cell(cells, "operator"))
	e.Operator, e.Withheld = operator, e.Withheld || withheld
	if c := t.cell(cells, "country"); len(c) == 2 {
		e.Country = upper(c)
	}
	if e.Since != "" && !isDay(e.Since) {
		return e, fmt.Errorf("%q is no day such as 2006-01-02", e.Since)
	}
	if f := t.cell(cells, "flags"); f != "" {
		n, err := strconv.ParseUint(f, 10, 8)
		if err != nil {
			return e, fmt.Errorf("flags %q: want a number", f)
		}
		e.Flags = Flags(n)
	}
	hex := t.cell(cells, "hex")
	if hex == "" {
		computed, ok := HexOf(e.Registration)
		if !ok {
			return e, errNothing // a registration whose address nobody can compute
		}
		hex = computed
	}
	var err error
	e.Key, err = hexKey(hex)
	return e, err
}

func isDay(s string) bool {
	return len(s) == 10 && s[4] == '-' && s[7] == '-' && strings.Trim(s[:4]+s[5:7]+s[8:], "0123456789") == "" && s[5:7] <= "12" && s[8:] <= "31"
}

func hexKey(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if n, err := address(s); err != nil || strings.HasPrefix(s, "+") {
		return "", fmt.Errorf("%q is no address of six hexadecimal digits", Clean(s))
	} else if n == 0 || n == 0xffffff {
		return "", fmt.Errorf("%s is no aircraft's address", s)
	}
	return s, nil
}

func (t *table) holder(name string) (string, bool) {
	kept, withheld := holder(name)
	if kept != "" {
		kept = t.clean(kept)
	}
	return kept, withheld
}

// tally counts what the columns hold, to find exchanged ones.
type tally struct {
	usRegs, usMatch    int // in the United States' block with a registration; computed to be the same
	types, badTypes    int
	years, badYears    int
	firstType, firstUS Entry
}

func (t *tally) add(e Entry) {
	if e.Registration != "" && len(e.Key) == 6 {
		if n, ok := NNumber(e.Key); ok {
			t.usRegs++
			if n == upper(e.Registration) {
				t.usMatch++
			} else if t.firstUS.Key == "" {
				t.firstUS = e
			}
		}
	}
	if e.Type != "" {
		t.types++
		if !isType(e.Type) {
			t.badTypes++
			if t.firstType.Key == "" {
				t.firstType = e
			}
		}
	}
	if e.Year != "" {
		t.years++
		if len(e.Year) != 4 || e.Year < "1900" || e.Year > "2100" {
			t.badYears++
		}
	}
}

func isType(s string) bool {
	return len(s) >= 2 && len(s) <= 4 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == "" && strings.Trim(s, "0123456789") != ""
}

// enough is how many rows of a kind it takes to judge a column by them.
const enough = 4

// check refuses a table whose columns hold what other columns should. One row alone may be
// wrong, and stands: it is what the registry says.
func (t *tally) check() error {
	switch {
	case t.usRegs >= enough && 2*t.usMatch < t.usRegs:
		return fmt.Errorf("of %d registrations in the United States' block only %d belong to their address (first: %s is said to be %q): were columns exchanged?",
			t.usRegs, t.usMatch, t.firstUS.Key, t.firstUS.Registration)
	case t.types >= enough && 2*t.badTypes > t.types:
		return fmt.Errorf("of %d aircraft types %d are no ICAO designator such as A320 (first: %s has %q): were columns exchanged?",
			t.types, t.badTypes, t.firstType.Key, t.firstType.Type)
	case t.years >= enough && 2*t.badYears > t.years:
		return fmt.Errorf("of %d years %d are none: were columns exchanged?", t.years, t.badYears)
	}
	return nil
}
