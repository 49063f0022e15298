package place

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// aliasLines holds the typed-in names; its head documents the columns.
//
//go:embed data/aliases.tsv
var aliasLines string

const kindNone MentionKind = "-"

// name is one way to write a place.
type name struct {
	text                  string
	kind                  MentionKind
	code, country, region string
	airports, ambiguous   []string
	weak                  bool // a small city of one word: a preposition of place must stand before it
}

// names finds names by their first word, in capitals. Earlier names win ties.
type names struct {
	list   []name
	byWord map[string][]int32
	cities func() map[string][]*Airport // the fields of a city, by its name in plain letters
}

// gazetteer is built on the first call, from what was typed in and from the airports.
var gazetteer = sync.OnceValue(func() *names { return newNames(Embedded()) })

func newNames(airports *Airports) *names {
	g := &names{byWord: make(map[string][]int32, 8192), list: make([]name, 0, 12000)}
	g.cities = sync.OnceValue(func() map[string][]*Airport { return byCity(airports) })
	g.addAliases(aliasLines)
	g.addCountries()
	g.addCities(airports)
	g.addAirports(airports)
	return g
}

func (g *names) add(n name) {
	k := strings.ToUpper(wordAt(n.text))
	g.byWord[k] = append(g.byWord[k], int32(len(g.list)))
	g.list = append(g.list, n)
}

func (g *names) addAliases(lines string) {
	for line := range strings.Lines(lines) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(f) < 2 {
			continue
		}
		f = append(f, make([]string, max(0, 7-len(f)))...)
		g.add(name{text: f[0], kind: MentionKind(f[1]), code: f[2], country: f[3], region: f[4], airports: listOf(f[5]), ambiguous: listOf(f[6])})
	}
}

func (g *names) addCountries() {
	for _, c := range countries() {
		for _, text := range append([]string{c.Name}, c.Names...) {
			g.add(name{text: text, kind: KindCountry, code: c.Code, country: c.Code})
		}
		for _, text := range c.Demonyms {
			g.add(name{text: text, kind: KindDemonym, code: c.Code, country: c.Code})
		}
		for _, text := range c.Governments {
			g.add(name{text: text, kind: KindGovernment, code: c.Code, country: c.Code})
		}
	}
}

// addCities adds the cities with scheduled service at a large or medium field. A name
// that several cities bear stands for the one with the larger field; the others are
// listed as what it may also mean.
func (g *names) addCities(airports *Airports) {
	served := map[string][]*Airport{}
	for a := range airports.All() {
		if !a.Scheduled || a.Size == Small {
			continue
		}
		for _, city := range citiesOf(a.City) {
			if !notCities[city] {
				served[city] = append(served[city], a)
			}
		}
	}
	for _, city := range sortedKeys(served) {
		fields := served[city]
		slices.SortStableFunc(fields, func(a, b *Airport) int { return cmp.Compare(rank(a), rank(b)) })
		first := fields[0]
		n := name{text: city, kind: KindCity, code: cmp.Or(first.Region, first.Country), country: first.Country, region: first.Region,
			weak: first.Size != Large && !strings.ContainsAny(city, " -")}
		for _, a := range fields {
			other := a.Region
			if a.Country != first.Country {
				other = a.Country
			}
			if a.Region == first.Region {
				n.airports = append(n.airports, a.Code)
			} else if !slices.Contains(n.ambiguous, other) {
				n.ambiguous = append(n.ambiguous, other)
			}
		}
		if len(n.airports) == 1 {
			n.code = n.airports[0]
		}
		g.add(n)
		if p := plain(city); p != city && served[p] == nil {
			n.text = p
			g.add(n)
		}
	}
}

// addAirports adds the names of large and medium fields, both in their own letters and
// in plain ones.
func (g *names) addAirports(airports *Airports) {
	for a := range airports.All() {
		if a.Size == Small {
			continue
		}
		for part := range strings.SplitSeq(a.Name, " / ") {
			if !strings.Contains(part, " ") || !namesField(part) || startsPlainly(part) {
				continue
			}
			n := name{text: part, kind: KindAirport, code: a.Code, country: a.Country, region: a.Region, airports: []string{a.Code}}
			g.add(n)
			if p := plain(part); p != part {
				n.text = p
				g.add(n)
			}
		}
	}
}

// airportsIn lists the scheduled fields of a city in a country or, if given, in a
// region; where none is scheduled, all its fields.
func (g *names) airportsIn(city, country, region string) []string {
	var scheduled, all []string
	for _, a := range g.cities()[plain(city)] {
		if a.Country != country || region != "" && a.Region != region {
			continue
		}
		all = append(all, a.Code)
		if a.Scheduled {
			scheduled = append(scheduled, a.Code)
		}
	}
	if scheduled != nil {
		return scheduled
	}
	return all
}

func byCity(airports *Airports) map[string][]*Airport {
	cities := map[string][]*Airport{}
	for a := range airports.All() {
		for _, city := range citiesOf(a.City) {
			cities[plain(city)] = append(cities[plain(city)], a)
		}
	}
	return cities
}

// citiesOf parts OurAirports' municipality into names: "San José (Alajuela)",
// "Bakırköy, Istanbul", "Youngstown/Warren".
func citiesOf(municipality string) []string {
	var list []string
	for _, s := range strings.FieldsFunc(municipality, func(r rune) bool { return r == '(' || r == ')' || r == ',' || r == '/' }) {
		if s = strings.TrimSpace(s); len(s) > 2 && capitalised(s) && !strings.ContainsAny(s, "0123456789") && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

func rank(a *Airport) int {
	switch {
	case a.Size == Large && a.Scheduled:
		return 0
	case a.Scheduled:
		return 1
	default:
		return 2
	}
}

// namesField reports whether a name says that it is an airfield's; the others ("Nice",
// "Zayed") would be found in names of people and places.
func namesField(s string) bool {
	for _, w := range []string{"Airport", "Airfield", "Field", "Base", "Aerodrome", "Airpark", "Airstrip", "Station"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// startsPlainly drops names that any airport could bear.
func startsPlainly(s string) bool {
	w := wordAt(s)
	return comesFirst(w, "International", "Municipal", "Regional", "Airport", "Air", "Naval", "Army", "Field")
}

// notCities are words that are cities too, in an English report hardly ever.
var notCities = setOf("March May August June April Sunday Independence Republic Union Central Hope Page Man Mobile Reading Nice Split Batman Most Moron Male Of Orange Bath Pau Same Along Wick Hail Victory Christmas Sur Post Union")

// plain takes the marks off letters: Bogotá, Bogota.
func plain(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return norm.NFC.String(strings.Map(func(r rune) rune {
				switch {
				case unicode.Is(unicode.Mn, r):
					return -1
				case r == 'ı':
					return 'i'
				case r == 'ø':
					return 'o'
				case r == 'ł':
					return 'l'
				}
				return r
			}, norm.NFD.String(s)))
		}
	}
	return s
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
