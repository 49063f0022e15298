package statement

import (
	"fmt"
	"strings"
	"testing"
)

// Figures as reports write them: value, bound and unit, and where the words say so the part,
// the scope and the moment. Written down by hand before the reader saw them.
func TestFigures(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		// plain
		"120 Iranians were deported":                    "exact 120 persons",
		"One hundred and twenty people were flown home": "exact 120 persons",
		"One hundred twenty migrants were aboard":       "exact 120 persons one_flight",
		"Fifty-five nationals were expelled":            "exact 55 persons",
		"1,214 deportation-related flights were seen":   "exact 1214 flights",
		"two planes took 157 people":                    "exact 2 aircraft; exact 157 persons",
		"three charter flights left":                    "exact 3 flights",
		"five men were flown to Eswatini":               "exact 5 persons",
		"the deportation of 131 people":                 "exact 131 persons",
		"some 2.5 million people":                       "approx 2500000 persons",
		"the flight carried 119 people":                 "exact 119 persons one_flight",
		"two hundred and five Indians were expected":    "exact 205 persons",
		"thirteen Nigerians and a Gambian":              "exact 13 persons",
		"eight men and three women":                     "exact 8 persons; exact 3 persons",
		"46 flights cost $28,562 an hour":               "exact 46 flights",
		"12 families were returned":                     "exact 12 families",
		"four ICE officers and 60 detainees":            "exact 4 staff; exact 60 persons",
		"54 were aboard":                                "exact 54 persons one_flight",
		"of the 400, 120 were flown home":               "exact 400 ; exact 120 persons part of 400",
		"a 737 with 135 deportees":                      "exact 135 persons",
		"at least one flight left":                      "at_least 1 flights",
		"a total of 299 migrants":                       "exact 299 persons total",
		"302 people in all were returned":               "exact 302 persons total",
		"1,017 tonnes of cargo":                         "exact 1017 tonnes",
		"70% of the flights":                            "exact 70 percent",
		"11 per cent of detainees":                      "exact 11 percent",
		"nationals of 79 countries":                     "exact 79 countries",
		"hundreds of people were removed on 49 flights": "vague_word persons; exact 49 flights",
		// bounds
		"as many as 400 people":       "up_to 400 persons",
		"up to four hundred people":   "up_to 400 persons",
		"a maximum of 135 deportees":  "up_to 135 persons",
		"at least a dozen people":     "at_least 12 persons",
		"no fewer than 40 people":     "at_least 40 persons",
		"not less than 40 people":     "at_least 40 persons",
		"more than a hundred people":  "more_than 100 persons",
		"over 8,900 flights":          "more_than 8900 flights",
		"upwards of 200 people":       "more_than 200 persons",
		"in excess of 200 people":     "more_than 200 persons",
		"well over 100 people":        "more_than 100 persons",
		"fewer than 60 people":        "at_most 60 persons",
		"no more than 16 passengers":  "at_most 16 persons",
		"under 100 people":            "at_most 100 persons",
		"nearly 120 Iranians":         "nearly 120 persons",
		"almost a hundred people":     "nearly 100 persons",
		"close to 9,000 flights":      "nearly 9000 flights",
		"just over 100 people":        "more_than 100 persons",
		"just under 200 people":       "nearly 200 persons",
		"about 100 people":            "approx 100 persons",
		"around 50 Iranians":          "approx 50 persons",
		"roughly 80 people":           "approx 80 persons",
		"some 170 migrants":           "approx 170 persons",
		"an estimated 3,000 people":   "approx 3000 persons",
		"100 or so people":            "approx 100 persons",
		"50 or more people":           "at_least 50 persons",
		"exactly 54 people":           "exact 54 persons",
		"only 20 people boarded":      "exact 20 persons",
		"two to three dozen people":   "range 24-36 persons",
		"two or three hundred people": "range 200-300 persons",
		"a minimum of 30 people":      "at_least 30 persons",
		"between 50 and 55 people":    "range 50-55 persons",
		"from 80 to 119 people":       "range 80-119 persons",
		"170 to 177 Venezuelans":      "range 170-177 persons",
		"80–119 people aboard":        "range 80-119 persons one_flight",
		"two or three flights a week": "range 2-3 flights",
		"dozens of Iranians":          "vague_word persons",
		"hundreds of people":          "vague_word persons",
		"several flights":             "vague_word flights",
		"scores of migrants":          "vague_word persons",
		"a record number of people":   "vague_word persons",
		"most of the passengers":      "vague_word persons",
		"a handful of people":         "vague_word persons",
		"a couple of flights":         "approx 2 flights",
		"a dozen men":                 "approx 12 persons",
		"two dozen people":            "approx 24 persons",
		"half a dozen flights":        "approx 6 flights",
		"half of the people aboard":   "vague_word persons one_flight",
		"several hundred people":      "vague_word persons",
		// part, scope, moment
		"120 of the 400 Iranians":                   "exact 120 persons part of 400; exact 400 persons",
		"85 of 154 flights":                         "exact 85 flights part of 154; exact 154 flights",
		"171 out of 299 people":                     "exact 171 persons part of 299; exact 299 persons",
		"another 50 people":                         "exact 50 persons additional",
		"a further 280 deportees":                   "exact 280 persons additional",
		"50 more people":                            "exact 50 persons additional",
		"115 people per flight":                     "exact 115 persons per_flight",
		"up to 135 people on each flight":           "up_to 135 persons per_flight",
		"about 115 passengers a flight":             "approx 115 persons per_flight",
		"as many as 400 people under the agreement": "up_to 400 persons programme",
		"about 8,900 flights since 20 January":      "approx 8900 flights as of 2025-01-20..",
		"1,701 removals by 31 October 2025":         "exact 1701 removals as of ..2025-11-01",
		"192 removals as of Monday":                 "exact 192 removals as of 2025-09-29",
		"68 flights so far this year":               "exact 68 flights as of 2025-01-01..2025-10-01",
		// none
		"Hossein Noushabadi, 58, said so": "",
		"a 58-year-old man was aboard":    "",
		"a man aged 34":                   "",
		"in the year 2025":                "",
		"on 20 February 2025":             "",
		"the 1979 revolution":             "",
		"at 7:25 p.m. on 15 March":        "",
		"it cost $26,277":                 "",
		"Flight 6143 left":                "",
		"a Boeing 737 left":               "",
		"Resolution 2231 was passed":      "",
		"a 16-seat jet":                   "",
		"one of the men said no":          "",
		"one in three was sent back":      "",
		"in the 1990s":                    "",
		"Article 33 of the convention":    "",
		"room 12 was full":                "",
	} {
		r, s := reading1(text)
		stamp := dated(t, "d", "2025-09-30", "").Published
		list := r.quantities(s[0])
		c := newCalendar(stamp)
		r.asOf(list, r.dates(s[0], c, false), s[0], c)
		var got []string
		for i, w := range figureWords(list) {
			q := list[i]
			if q.PartOf != nil {
				w += fmt.Sprintf(" part of %d", *q.PartOf)
			} else if q.Scope != "" {
				w += " " + string(q.Scope)
			}
			if q.AsOf != nil {
				if w += " as of "; q.AsOf.From == nil {
					w += ".." + q.AsOf.To.Format("2006-01-02")
				} else {
					w += dateWords([]Date{*q.AsOf})[0]
				}
			}
			got = append(got, w)
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%q:\n got  %s\n want %s", text, g, want)
		}
	}
}
