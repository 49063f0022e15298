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

// A negation reaches to the end of its clause; what stands beside it has its own event.
func TestNegationEndsWithItsClause(t *testing.T) {
	t.Parallel()
	d := dated(t, "d", "2025-09-30", `Iranians were deported last week. A source said the plane never landed in Doha, went via Cairo instead & 1,200 more to follow in "phase 2". `+
		"Officials said the flight did not leave Louisiana but a second jet flew 54 people to Cairo; it has not returned. “The jet never landed in Doha but went via Cairo,” the pilot said.")
	list := proposed(t, d)
	for _, w := range []want{
		{content: "the plane never landed in Doha", event: DidNotHappen, figures: []string{}, route: ">OTHH"},
		{content: "the plane … went via Cairo instead", event: Happened, figures: []string{}, route: ">HECA>"},
		{content: `1,200 more to follow in "phase 2"`, event: Planned, figures: []string{"exact 1200 "}},
		{content: "the flight did not leave Louisiana", event: DidNotHappen, figures: []string{}},
		{content: "a second jet flew 54 people to Cairo", event: Happened, figures: []string{"exact 54 persons"}, route: ">HECA"},
		{content: "it has not returned", event: DidNotHappen},
	} {
		expect(t, d, list, w)
	}
	for _, s := range list {
		for _, m := range s.Route {
			if s.Direct && len(m.Via) > 0 && m.Event == DidNotHappen {
				t.Errorf("%q: via %v did not happen, want that it did", s.Content.Text, m.Via)
			}
		}
	}
}

// A question states nothing, whoever it names.
func TestQuestionsAssertNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Iranians were deported from the US.\nQ: Officials say there were 120 people aboard. Is that right? A: No.",
		"Iranians were deported from the US.\nQ: Officials say there were 120 people aboard. Is that right?\nA: No.",
		"Iranians were deported from the US.\nQuestion: The minister confirmed that 120 people were deported to Iran. What about Qatar?\nAnswer: No.",
		"Iranians were deported from the US. Officials say there were 120 people aboard. Is that right?",
		"Iranians were deported from the US. Were 120 people, as officials say, deported to Iran on Sunday?",
		"Iranians were deported from the US. “Were 120 people deported to Iran?” a reporter said.",
	} {
		d := dated(t, "d", "2025-09-30", text)
		for _, s := range proposed(t, d) {
			if !strings.Contains(s.Content.Text, "120") {
				continue
			}
			if s.Speech != Asks || s.Event != EventUnknown || s.Band != Grey {
				t.Errorf("%q in %q: %s, %s, %s; want a grey question", s.Content.Text, text, s.Speech, s.Event, s.Band)
			}
		}
		for _, g := range Origins([]document.Document{d}, proposed(t, d)) {
			for _, o := range g.Origins {
				t.Errorf("%q: a question made %s an origin of %s", text, o.Key, g.About)
			}
		}
	}
	d := dated(t, "d", "2025-09-30", "Iranians were deported from the US.\nQ: Is it over?\nA: Officials said 54 people were deported on Monday.")
	expect(t, d, proposed(t, d), want{content: "54 people were deported on Monday", speech: Asserts, event: Happened})
}
