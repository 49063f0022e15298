package place

import (
	_ "embed"
	"iter"
	"strconv"
	"strings"
	"sync"
)

//go:generate go run ./gen

// airportLines holds one airport a line, sorted by code; gen/airports.go documents the columns.
//
//go:embed data/airports.tsv
var airportLines string

// Airports is a set of airports that never changes, safe for concurrent use.
type Airports struct {
	list   []Airport
	byCode map[string]int32
	index  func() *index // built by the first Near
}

// Embedded returns the airports that are built into the program: OurAirports' large,
// medium and small fields as two npm packages carry them (see Sources), and a short
// typed-in supplement. It is read on the first call.
func Embedded() *Airports { return embedded() }

var embedded = sync.OnceValue(func() *Airports { return newAirports(parseAirports(airportLines)) })

// Lookup finds an airport by its ICAO code, then by its IATA code, then by its local
// identifier, then by a former code; case does not matter. It reports false for a code
// that is not held and never guesses.
func (a *Airports) Lookup(code string) (Airport, bool) {
	i, ok := a.byCode[strings.ToUpper(strings.TrimSpace(code))]
	if !ok {
		return Airport{}, false
	}
	return a.list[i], true
}

// All yields every airport in the order of the codes. The pointers are into the set: read only.
func (a *Airports) All() iter.Seq[*Airport] {
	return func(yield func(*Airport) bool) {
		for i := range a.list {
			if !yield(&a.list[i]) {
				return
			}
		}
	}
}

// Len is how many airports the set holds.
func (a *Airports) Len() int { return len(a.list) }

func newAirports(list []Airport) *Airports {
	a := &Airports{list: list, byCode: make(map[string]int32, 3*len(list))}
	// The first to claim a code keeps it, so the passes are the order of precedence.
	for _, key := range []func(*Airport) string{
		func(p *Airport) string { return p.Code },
		func(p *Airport) string { return p.IATA },
		func(p *Airport) string { return p.Local },
		func(p *Airport) string { return p.Ident },
	} {
		for i := range list {
			a.claim(key(&list[i]), int32(i))
		}
	}
	for _, f := range formerCodes {
		if i, ok := a.byCode[f.now]; ok {
			a.claim(f.was, i)
		}
	}
	a.index = sync.OnceValue(func() *index { return newIndex(list) })
	return a
}

func (a *Airports) claim(code string, i int32) {
	if _, taken := a.byCode[code]; code != "" && !taken {
		a.byCode[code] = i
	}
}

// parseAirports reads the embedded lines. They are our own and tested as a whole; a line
// that is not as gen writes them is left out.
func parseAirports(lines string) []Airport {
	list := make([]Airport, 0, strings.Count(lines, "\n"))
	for line := range strings.Lines(lines) {
		if p, ok := parseAirport(strings.TrimSuffix(line, "\n")); ok {
			list = append(list, p)
		}
	}
	return list
}

func parseAirport(line string) (Airport, bool) {
	var f [12]string
	for i := range f {
		var more bool
		f[i], line, more = strings.Cut(line, "\t")
		if more != (i < len(f)-1) {
			return Airport{}, false
		}
	}
	p := Airport{Code: f[0], Ident: f[1], IATA: f[2], Local: f[3], Name: f[4], City: f[5], Country: f[6], Region: f[7], Scheduled: f[11] == "s"}
	if p.Ident == "" {
		p.Ident = p.Code
	}
	if at := strings.IndexByte(f[8], ' '); at > 0 {
		var e1, e2 error
		p.At.Lat, e1 = strconv.ParseFloat(f[8][:at], 64)
		p.At.Lon, e2 = strconv.ParseFloat(f[8][at+1:], 64)
		if e1 != nil || e2 != nil {
			return Airport{}, false
		}
	}
	if ft, err := strconv.Atoi(f[9]); err == nil {
		p.ElevationFt, p.ElevationKnown = ft, true
	}
	switch f[10] {
	case "l":
		p.Size = Large
	case "m":
		p.Size = Medium
	default:
		p.Size = Small
	}
	return p, true
}
