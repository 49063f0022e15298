package statement

import (
	"strings"
	"testing"
)

// Routes as reports write them: legs in the order of the frames, each with its event where
// it is not that of the sentence. Written down by hand; "!" marks a planned leg.
func TestRoutes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a deportation flight took off from Louisiana":                                "US-LA>",
		"the plane left Alexandria, Louisiana, for Doha":                              "KAEX>; >OTHH!",
		"the plane flew from Louisiana to Iran via Qatar":                             "US-LA>QA>IR",
		"the plane flew to Iran via Qatar from Louisiana":                             "US-LA>QA>IR",
		"was scheduled to arrive in Iran via Qatar":                                   ">QA>IR",
		"the flight left Panama for Colombia":                                         "PA>; >CO!",
		"the plane landed in Panama after a stop in Honduras":                         ">HN>PA",
		"the plane landed at Soto Cano":                                               ">MHSC",
		"the flight arrived at Palmerola from Guantanamo":                             "MUGM>MHSC",
		"migrants were flown from Guantanamo through Soto Cano to Venezuela":          "MUGM>MHSC>VE",
		"the men were deported to Eswatini":                                           ">SZ",
		"119 people were deported to Panama":                                          ">PA",
		"the US deported 131 people to Uzbekistan":                                    ">UZ",
		"they were sent from Ghana to Togo":                                           "GH>TG",
		"they were flown from Panama to Colombia and from Honduras to Mexico":         "PA>CO; HN>MX",
		"the jet stopped in Ireland and Bulgaria on its way to Israel":                ">IE>BG>IL",
		"the jet flew from Arizona to New Jersey":                                     "US-AZ>US-NJ",
		"the aircraft flew Arizona-New Jersey":                                        "",
		"the plane refuelled in Senegal":                                              ">SN>",
		"after a stopover in Cairo the plane flew on to Kuwait":                       ">HECA>KW",
		"the charter to Tehran left Mesa":                                             "KIWA>; >IR-23!",
		"the flight is due to land in Tehran on Tuesday":                              ">IR-23",
		"the plane carrying Venezuelans landed in Caracas":                            ">SVMI",
		"most had crossed into the US from Mexico":                                    "MX>US",
		"the plane returned to Louisiana":                                             ">US-LA",
		"a C-17 took people to Ghana":                                                 ">GH",
		"deportees were transferred to Kuwait and then flown to Tehran":               ">KW; >IR-23",
		"they arrived in Honduras from the United States":                             "US>HN",
		"the flight departed Harlingen, Texas, bound for El Salvador":                 "KHRL>; >SV!",
		"they were removed from the United States to third countries including Ghana": "US>",
		// no route of a flight, or none at all
		"people from Iran were deported":                "",
		"Iranians were deported":                        "",
		"Washington has given shelter to Iranians":      "",
		"the deal was signed in Panama":                 "",
		"Tehran confirmed the flight":                   "",
		"the flight was announced in Washington":        "",
		"according to Iran the flight was full":         "",
		"Michael Jordan watched the flight":             "",
		"a Qatar Airways plane was seen":                "",
		"talks between Iran and Qatar about a flight":   "",
		"the Iranian foreign ministry on the flight":    "",
		"the embassy of Iran in Mexico knew of flights": "",
	} {
		r, s := reading1(text)
		var got []string
		for _, m := range r.route(s, Happened, "") {
			leg := routeWords([]Move{m})
			if m.Event == Planned {
				leg += "!"
			}
			got = append(got, leg)
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%q: %q, want %q", text, g, want)
		}
	}
}
