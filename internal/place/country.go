package place

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed data/countries.tsv
var countryLines string

// Country is a state or territory with an ISO 3166-1 code (and Kosovo under its
// user-assigned XK), by the English words that reports use for it.
type Country struct {
	Code        string   // ISO 3166-1 alpha-2
	Name        string   // as reports write it
	Names       []string // other names and abbreviations
	Demonyms    []string // of its people, singular and plural
	Governments []string // its seat of government, which reports use for the government itself: "Tehran", "Washington"
}

// CountryByCode finds a country by its ISO 3166-1 alpha-2 code; case does not matter.
func CountryByCode(code string) (Country, bool) {
	list := countries()
	i, ok := slices.BinarySearchFunc(list, strings.ToUpper(code), func(c Country, code string) int { return strings.Compare(c.Code, code) })
	if !ok {
		return Country{}, false
	}
	return list[i], true
}

// Countries returns every country in the order of the codes.
func Countries() []Country { return slices.Clone(countries()) }

var countries = sync.OnceValue(func() []Country {
	var list []Country
	for line := range strings.Lines(countryLines) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) == 5 && len(f[0]) == 2 {
			list = append(list, Country{Code: f[0], Name: f[1], Names: listOf(f[2]), Demonyms: listOf(f[3]), Governments: listOf(f[4])})
		}
	}
	return list
})

func listOf(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}
