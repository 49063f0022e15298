package statement

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// What "N of M" and a figure before a thing count; annotated by hand. A thing is never people.
func TestThingsAreNoPeople(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"consular officials had visited 11 of 14 detention centres": "exact 11 centres; exact 14 centres",
		"11 of 14 detention centres holding deportees were visited": "exact 11 centres; exact 14 centres",
		"3 of 5 flights carrying migrants were cancelled":           "exact 3 flights; exact 5 flights",
		"9 out of 12 countries agreed":                              "exact 9 countries; exact 12 countries",
		"two of the three airports closed to passengers":            "exact 2 airports; exact 3 airports",
		"30 of 54 cases of deportees were heard":                    "exact 30 cases; exact 54 cases",
		"7 of 9 aircraft with returnees left":                       "exact 7 aircraft; exact 9 aircraft",
		"they waited 4 of 10 days":                                  "exact 4 days; exact 10 days",
		"about 500 dollars per deportee":                            "approx 500 dollars",
		"60 of 120 Iranians were women":                             "exact 60 persons; exact 120 persons",
		"14 grey envelopes for deportees were found":                "exact 14 ",
		"of 14 flights, three were late":                            "exact 14 flights; exact 3 ",
		"they left on flight 54 in phase 2 with group 3":            "",
		"1,200 more to follow in \"phase 2\"":                       "exact 1200 ",
		"on that flight 54 people were flown home":                  "exact 54 persons",
		"120 iranians deported":                                     "exact 120 persons",
		"54 were aboard":                                            "exact 54 persons",
	} {
		r, s := reading1(text)
		if got := strings.Join(figureWords(r.quantities(s[0])), "; "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// People in lower case are people, and a group is no route of a state to itself.
func TestGroupIsNoRouteHome(t *testing.T) {
	t.Parallel()
	d := dated(t, "d", "2025-09-30", "120 iranians deported monday. Thirty afghans were deported to Afghanistan on Monday, officials said.")
	for _, g := range Origins([]document.Document{d}, proposed(t, d)) {
		if strings.Contains(g.About, "AF to AF") || strings.Contains(g.About, "IR to IR") {
			t.Errorf("group %q", g.About)
		}
	}
}
