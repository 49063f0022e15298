package fleet

import (
	"fmt"
	"strconv"
	"strings"
)

// Entry is what one registry says about one key. It is a statement of that registry as of
// its day, never more: registries are late, copied from each other, and sometimes wrong.
type Entry struct {
	Key          string // an address (a2c4e0), a call-sign prefix (callsign:GXA) or a block (004000-0043ff)
	Registration string
	Type         string // ICAO type designator
	Description  string
	Year         string // of manufacture
	Operator     string
	Owner        string
	Withheld     bool   // an owner is named who is not kept, see Organisation
	Country      string // of a block, or of registry: ISO 3166-1 alpha-2
	Since        string // day since when the registry says so, where it does: 2006-01-02
	Flags        Flags
}

// Flags are what producers of position data mark an aircraft with (readsb's dbFlags).
type Flags uint8

// The flags. LADD (Limiting Aircraft Data Displayed) and PIA (Privacy ICAO Address) are
// programmes of the United States' Federal Aviation Administration.
const (
	Military    Flags = 1
	Interesting Flags = 2
	PIA         Flags = 4
	LADD        Flags = 8
)

// Words names the flags that a page shows.
func (f Flags) Words() []string {
	var out []string
	for _, w := range []struct {
		flag Flags
		word string
	}{{Military, "military"}, {PIA, "PIA: privacy address"}, {LADD, "LADD: display limited"}} {
		if f&w.flag != 0 {
			out = append(out, w.word)
		}
	}
	return out
}

// Registry is one table as it was pulled.
type Registry struct {
	Format  string   // tar1090-db, FAA, VRS airlines, VRS code blocks, CSV
	Entries []Entry  // in the order of Key, then of the table
	Rows    int      // of the table, the bad ones among them
	Bad     []BadRow // the first maxBad of them
	BadRows int      // all of them
}

// BadRow is a row that cannot be believed.
type BadRow struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

const maxBad = 100

// String is the row as a line of text that Parse reads again: the cells with tabs between
// them. No cell holds a tab, see Clean.
func (e Entry) String() string {
	withheld := ""
	if e.Withheld {
		withheld = "1"
	}
	flags := ""
	if e.Flags != 0 {
		flags = strconv.Itoa(int(e.Flags))
	}
	s := strings.Join([]string{e.Key, e.Registration, e.Type, e.Description, e.Year, e.Operator, e.Owner, withheld, e.Country, e.Since, flags}, "\t")
	return strings.TrimRight(s, "\t")
}

// ParseEntry reads what Entry.String wrote.
func ParseEntry(line string) (Entry, error) {
	cells := strings.Split(line, "\t")
	if len(cells) > 11 {
		return Entry{}, fmt.Errorf("a row of a registry has %d cells, at most 11", len(cells))
	}
	cells = append(cells, make([]string, 11-len(cells))...)
	e := Entry{Key: cells[0], Registration: cells[1], Type: cells[2], Description: cells[3], Year: cells[4], Operator: cells[5],
		Owner: cells[6], Withheld: cells[7] == "1", Country: cells[8], Since: cells[9]}
	if cells[10] != "" {
		n, err := strconv.ParseUint(cells[10], 10, 8)
		if err != nil {
			return e, fmt.Errorf("flags of a row of a registry: %w", err)
		}
		e.Flags = Flags(n)
	}
	return e, nil
}

// SignKey is the key of a call-sign prefix.
func SignKey(prefix string) string { return "callsign:" + upper(prefix) }

// BlockKey is the key of a run of addresses.
func blockKey(first, last int) string { return fmt.Sprintf("%06x-%06x", first, last) }

// Covers reports whether a block's entry holds an address.
func (e Entry) Covers(hex string) bool {
	first, last, ok := strings.Cut(e.Key, "-")
	return ok && len(first) == 6 && len(hex) == 6 && first <= hex && hex <= last
}
