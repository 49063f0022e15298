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
		"Officials said the flight did not leave Louisiana but a second jet flew 54 people to Cairo; it has not returned. “The jet never landed in Doha but went via Cairo,” the pilot said. "+
		"Witnesses said a third plane never landed in Doha ... stopped in Bahrain, and that 300 more will follow in phase 2.")
	list := proposed(t, d)
	for _, w := range []want{
		{content: "the plane never landed in Doha", event: DidNotHappen, figures: []string{}, route: ">OTHH"},
		{content: "the plane … went via Cairo instead", event: Happened, figures: []string{}, route: ">HECA>"},
		{content: `1,200 more to follow in "phase 2"`, event: Planned, figures: []string{"exact 1200 "}},
		{content: "the flight did not leave Louisiana", event: DidNotHappen, figures: []string{}},
		{content: "a second jet flew 54 people to Cairo", event: Happened, figures: []string{"exact 54 persons"}, route: ">HECA"},
		{content: "it has not returned", event: DidNotHappen},
		{content: "a third plane … stopped in Bahrain", event: Happened},
		{content: "300 more will follow in phase 2", event: Planned, figures: []string{"exact 300 "}},
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

// Stances of states, denials, promises and deadlines, each annotated by hand.
func TestStancesDenialsAndDeadlines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want want
	}{
		{"He denied that anyone had been forced to board.", want{content: "anyone had been forced to board", speech: Denies, topic: TopicConsent, event: EventUnknown}},
		{"The minister denied that 40 people were flown to Cairo.", want{content: "40 people were flown to Cairo", speech: Denies, topic: TopicRemoval, event: EventUnknown, figures: []string{"exact 40 persons"}}},
		{"Officials said 30 people were forced to board.", want{content: "30 people were forced to board", topic: TopicConsent, event: Happened}},
		{"Qatar has confirmed it helped.", want{content: "it helped", speech: Acknowledges, topic: TopicAcknowledgement, about: "QA", event: NotApplicable}},
		{"Qatar’s foreign ministry said it had not been informed of any transit.", want{content: "it had not been informed of any transit", speech: Asserts, topic: TopicAcknowledgement, about: "QA", event: NotApplicable}},
		{"Qatari officials said they had not been told of the flight.", want{content: "they had not been told of the flight", speech: Asserts, topic: TopicAcknowledgement, about: "QA", event: NotApplicable}},
		{"Its foreign ministry said it had not been informed of any transit.", want{content: "it had not been informed of any transit", speech: Asserts, topic: TopicAcknowledgement, event: NotApplicable}},
		{"He denied anyone was forced.", want{content: "anyone was forced", speech: Denies, topic: TopicConsent, event: EventUnknown}},
		{"Qatar denied any involvement.", want{content: "any involvement", speech: Denies, topic: TopicAcknowledgement, about: "QA", event: NotApplicable}},
		{"The State Department declined to comment.", want{content: "declined to comment", speech: Declines, topic: TopicAcknowledgement, about: "US", event: NotApplicable}},
		{"A State Department spokesman declined to comment.", want{content: "declined to comment", speech: Declines, topic: TopicAcknowledgement, about: "US"}},
		{"The Pentagon would neither confirm nor deny the flight.", want{content: "the flight", speech: NeitherNor, topic: TopicAcknowledgement, about: "US"}},
		{"DHS would neither confirm nor deny it.", want{content: "it", speech: NeitherNor, topic: TopicAcknowledgement, about: "US"}},
		{"ICE denied it.", want{content: "it", speech: Denies, topic: TopicAcknowledgement, about: "US"}},
		{"The White House has not commented.", want{content: "has not commented", topic: TopicAcknowledgement, about: "US"}},
		{"The White House confirmed that 54 people were deported.", want{content: "54 people were deported", speech: Acknowledges, topic: TopicRemoval, event: Happened}},
		{"“None of the returnees will be prosecuted,” the foreign ministry spokesman said.", want{content: "None of the returnees will be prosecuted", speech: Assures, topic: TopicAssurance, event: NotApplicable}},
		{"An official said no one would be arrested on return.", want{content: "no one would be arrested on return", speech: Assures, topic: TopicAssurance}},
		{"An official said they will not face charges.", want{content: "they will not face charges", speech: Assures, topic: TopicAssurance}},
		{"An official said they will face charges.", want{content: "they will face charges", speech: Asserts}},
		{"The minister said 280 more would return by 10 October.", want{content: "280 more would return by 10 October", event: Planned, dates: []string{"2025-09-30..2025-10-11"}}},
		{"The minister said 280 more would return before Friday.", want{content: "280 more would return before Friday", event: Planned, dates: []string{"2025-09-30..2025-10-03"}}},
		{"The minister said 280 more had returned by Monday.", want{content: "280 more had returned by Monday", event: Happened, dates: []string{"unresolved"}}},
		{"The US has not acknowledged striking the deal, which is a rare sign of talks.", want{content: "striking the deal", speech: NotAcknowledged, topic: TopicAcknowledgement, about: "US"}},
	} {
		d := dated(t, "d", "2025-09-30", "The US deported 120 Iranians in September. "+c.text)
		expect(t, d, proposed(t, d), c.want)
	}
}

// However a document calls it, one outlet is one origin with one name.
func TestOneOutletOneName(t *testing.T) {
	t.Parallel()
	d := dated(t, "d", "2025-09-30", "The New York Times said 120 Iranians were deported on Monday. The NYT said 120 Iranians were deported on Monday to Iran. "+
		"The newspaper said the 120 Iranians were flown to Iran. According to the New York Times, 120 Iranians were deported.")
	for _, g := range Origins([]document.Document{d}, proposed(t, d)) {
		if len(g.Origins) != 1 || g.Origins[0].Text != "the New York Times" {
			t.Errorf("%s: origins %+v, want the New York Times once", g.About, g.Origins)
		}
	}
}

// What people fear has not happened.
func TestFearIsNoEvent(t *testing.T) {
	t.Parallel()
	d := dated(t, "d", "2025-02-13", "Lawyers for several of the migrants said that their clients had asked for asylum and feared being returned to Iran. The migrants feared being deported to Iran.")
	for _, s := range proposed(t, d) {
		if strings.Contains(s.Content.Text, "being") && s.Event != Hypothetical {
			t.Errorf("%q is %s", s.Content.Text, s.Event)
		}
		for _, m := range s.Route {
			if m.To == "IR" && m.Event == Happened {
				t.Errorf("%q: a feared return is a route that happened", s.Content.Text)
			}
		}
	}
}

// An outlet that cites somebody behind the attribution is a relay, not the origin.
func TestCitedBehindTheAttribution(t *testing.T) {
	t.Parallel()
	list := proposed(t, dated(t, "d", "2025-09-30", "About 100 deportees were aboard, according to the New York Times, citing an unnamed Iranian official."))
	if len(list) != 1 {
		t.Fatalf("%d statements, want one", len(list))
	}
	s := list[0]
	if s.Origin().Class != UnnamedOfficial || len(s.Chain) != 3 || s.Chain[1].Class != Outlet || s.Content.Text != "About 100 deportees were aboard" {
		t.Errorf("chain %+v, content %q", s.Chain, s.Content.Text)
	}
}
