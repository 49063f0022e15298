package main

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/charterwatch/charterwatch/internal/place"
)

// countryNames makes a table of every country's name in the languages of package place,
// from CLDR as golang.org/x/text holds it.
func countryNames() []byte {
	var b bytes.Buffer
	b.WriteString("# ISO 3166-1 code, name in Spanish, French, Arabic, Persian. Made by gen from CLDR; what is missing or dated is typed in foreign.tsv.\n")
	for _, c := range place.Countries() {
		r, err := language.ParseRegion(c.Code)
		if err != nil {
			continue
		}
		fmt.Fprint(&b, c.Code)
		for _, l := range []language.Tag{language.Spanish, language.French, language.Arabic, language.Persian} {
			name, _, _ := strings.Cut(display.Regions(l).Name(r), " (")
			fmt.Fprintf(&b, "\t%s", name)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}
