package statement

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

func reading1(text string) (*reading, []stretch) {
	r := read(document.Document{Text: text})
	return r, []stretch{{0, len(r.tokens)}}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"120": "120", "1,214": "1214", "1.2 million": "1200000", "One hundred and twenty": "120", "one hundred twenty": "120",
		"twenty-five": "25", "forty two": "42", "two thousand and five": "2005", "a dozen": "12 about", "half a dozen": "6 about",
		"a couple of": "2 about", "three hundred thousand": "300000", "nineteen": "19", "a hundred": "100", "two million three hundred": "2000300",
		"hundred": "none", "dozens": "none", "1.5": "none", "people": "none", "99999999999999999999": "none", "a man": "none",
	} {
		r, s := reading1(text)
		got := "none"
		if v, to, approx, ok := r.number(0, s[0].to); ok && to == s[0].to {
			got = fmt.Sprint(v)
			if approx {
				got += " about"
			}
		}
		if got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestQuantities(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"As many as 400 Iranians":                         "up_to 400 persons",
		"up to 400 people":                                "up_to 400 persons",
		"at least 40 were deported":                       "at_least 40 persons",
		"more than 1,200 deportation flights":             "more_than 1200 flights",
		"nearly 120 Iranians":                             "nearly 120 persons",
		"about 100 people aboard":                         "approx 100 persons",
		"some 100 migrants":                               "approx 100 persons",
		"fewer than 50 passengers":                        "at_most 50 persons",
		"between 100 and 120 people":                      "range 100-120 persons",
		"100 to 120 people":                               "range 100-120 persons",
		"100-120 people":                                  "range 100-120 persons",
		"120 of the 400 Iranians":                         "exact 120 persons; exact 400 persons",
		"50 or more men":                                  "at_least 50 persons",
		"dozens of people":                                "vague_word persons",
		"hundreds of migrants":                            "vague_word persons",
		"a record number of people":                       "vague_word persons",
		"in detention for months":                         "vague_word months",
		"after months of talks":                           "vague_word months",
		"two years of talks":                              "exact 2 years",
		"a year or two":                                   "range 1-2 years",
		"a couple of flights":                             "approx 2 flights",
		"since the 1979 revolution":                       "",
		"on 29 September 2025":                            "",
		"Maria Roe, 58, a teacher":                        "",
		"at 18:48 on Monday":                              "",
		"paid $5 million for it":                          "",
		"One of the women said no":                        "",
		"a 16-seat jet":                                   "",
		"at 4:30 a.m.":                                    "",
		"299 people, 171 of whom accepted":                "exact 299 persons; exact 171 ",
		"119 people from different countries":             "exact 119 persons",
		"46 flights carried 715 passengers":               "exact 46 flights; exact 715 persons",
		"two Iranian men":                                 "exact 2 persons",
		"Some had volunteered to leave, others had not":   "vague_word persons; vague_word persons",
		"In 2025 the US deported 5 men":                   "exact 5 persons",
		"12 percent of the flights":                       "exact 12 percent",
		"another 280 deportees":                           "exact 280 persons",
		"some of the planes":                              "vague_word aircraft",
		"an estimated 3,000 people":                       "approx 3000 persons",
		"no fewer than 9 of them":                         "at_least 9 persons",
		"The flight carried 131 Uzbek, Kazakh and Kyrgyz": "exact 131 persons",
	} {
		r, s := reading1(text)
		if got := strings.Join(figureWords(r.quantities(s[0])), "; "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	stamp := dated(t, "d", "2025-09-30", "").Published // a Tuesday
	for _, c := range []struct {
		text  string
		ahead bool
		want  string
	}{
		{"on Monday", false, "2025-09-29"}, {"on Monday", true, "2025-10-06"},
		{"on Tuesday", false, "2025-09-30"}, {"on Tuesday", true, "2025-09-30"},
		{"late on Monday", false, "2025-09-29"}, {"next Friday", false, "2025-10-03"}, {"last Tuesday", false, "2025-09-23"},
		{"yesterday", false, "2025-09-29"}, {"tomorrow", true, "2025-10-01"}, {"today", false, "2025-09-30"},
		{"over the next couple of days", true, "2025-09-30..2025-10-03"}, {"in the coming days", true, "2025-09-30..2025-10-04"},
		{"over the next three days", true, "2025-09-30..2025-10-04"},
		{"in July", false, "2025-07-01..2025-08-01"}, {"in July", true, "2026-07-01..2026-08-01"}, {"in November", false, "2024-11-01..2024-12-01"},
		{"in July 2025", false, "2025-07-01..2025-08-01"}, {"last week", false, "2025-09-22..2025-09-29"},
		{"earlier this month", false, "2025-09-01..2025-10-01"}, {"last month", false, "2025-08-01..2025-09-01"},
		{"on 29 September", false, "2025-09-29"}, {"on September 29, 2025", false, "2025-09-29"}, {"on Sept. 29", false, "2025-09-29"},
		{"29-30 September 2025", false, "2025-09-29..2025-10-01"}, {"on the 30th of September", false, "2025-09-30"}, {"2025-09-30", false, "2025-09-30"},
		{"on 5 February", true, "2026-02-05"}, {"on 20 December", false, "2024-12-20"},
		{"since 1979", false, "1979-01-01.."}, {"since the time of the 1979 revolution", false, "1979-01-01.."}, {"in 2024", false, "2024-01-01..2025-01-01"},
		{"two days ago", false, "2025-09-28"}, {"three months ago", false, "2025-06-01..2025-07-01"},
		{"a year or two", false, ""}, {"after months of talks", false, ""}, {"for two years", false, ""}, {"31 February 2025", false, "unresolved"},
		{"it may march on", false, ""},
	} {
		r, s := reading1("It was " + c.text)
		if got := strings.Join(dateWords(r.dates(s[0], newCalendar(stamp), c.ahead)), "; "); got != c.want {
			t.Errorf("%q (ahead %v): %q, want %q", c.text, c.ahead, got, c.want)
		}
		for _, d := range r.dates(s[0], calendar{}, c.ahead) {
			absolute := strings.Contains(c.text, "20") || strings.Contains(c.text, "19")
			if d.From != nil && !absolute {
				t.Errorf("%q resolves to %v without an anchor", c.text, *d.From)
			}
		}
	}
}

func TestEvent(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Event{
		"the flight took off from Louisiana":                Happened,
		"120 Iranians have been deported":                   Happened,
		"The US deported to Panama 119 people":              Happened,
		"400 Iranians are being sent back":                  UnderWay,
		"officials are sending people back":                 UnderWay,
		"120 people should be deported":                     Planned,
		"the plane was scheduled to arrive on Tuesday":      Planned,
		"the plane was due to land on Tuesday":              Planned,
		"more flights are planned":                          Planned,
		"120 people are to be flown home":                   Planned,
		"about 50 people are expected":                      Planned,
		"he will be deported next week":                     Planned,
		"the men could be jailed on arrival":                Hypothetical,
		"the flight was cancelled":                          Cancelled,
		"the men had not boarded the plane":                 DidNotHappen,
		"no flight had left":                                DidNotHappen,
		"no one was deported":                               DidNotHappen,
		"it was not immediately clear how many were aboard": EventUnknown,
		"the number is unknown":                             EventUnknown,
		"Panama proposed a flight":                          Proposed,
		"landed in May":                                     Happened,
	} {
		r, s := reading1(text)
		if got := r.event(s); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestRoute(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a flight took off from Louisiana":                                    "US-LA>",
		"was scheduled to arrive in Iran via Qatar":                           ">QA>IR",
		"the plane flew to Iran via Qatar from Louisiana":                     "US-LA>QA>IR",
		"the flight left Panama for Colombia":                                 "PA>; >CO",
		"the plane landed in Panama after a stop in Honduras":                 ">HN>PA",
		"most had crossed into the US from Mexico":                            "MX>US",
		"the US deported to Panama 119 people from Iran":                      ">PA",
		"Iranians were deported":                                              "",
		"Washington has given shelter to Iranians":                            "",
		"the deal was signed in Panama":                                       "",
		"they were flown from Panama to Colombia and from Honduras to Mexico": "PA>CO; HN>MX",
	} {
		r, s := reading1(text)
		if got := routeWords(r.route(s, Happened, "")); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"Mr. Roe of the U.S. embassy left. He flew at 5 p.m. on Monday. It was late.": 3,
		"“We left. They stayed,” he said. “It was 5 p.m.” Nobody came.":               3,
		"The U.S. The paper said so.":           2,
		"It costs 1.5 million. J. Doe paid.":    2,
		"No full stop":                          1,
		"A headline\nA first line.":             2,
		"What? No! Yes…":                        3,
		"\"It is over.\" She left.":             2,
		"The “refoulement” ban holds. It does.": 2,
		"": 0,
	} {
		r := read(document.Document{Text: text})
		if got := len(r.sentences); got != want {
			var parts []string
			for _, s := range r.sentences {
				parts = append(parts, r.slice(stretch{s.from, s.to}))
			}
			t.Errorf("%q: %d sentences, want %d: %q", text, got, want, parts)
		}
	}
}
