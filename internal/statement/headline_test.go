package statement

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// headlined is a document with a headline and a body, as the document room cuts them.
func headlined(t *testing.T, published, headline, body string) document.Document {
	t.Helper()
	d := dated(t, "d-headline", published, headline+"\n\n"+body)
	d.Parts = []document.Part{{Kind: document.Headline, End: len(headline)}, {Kind: document.Body, Start: len(headline) + 2, End: len(d.Text)}}
	return d
}

// What a reader understands from a headline's tense; expectations made by hand.
func TestHeadlineTense(t *testing.T) {
	t.Parallel()
	const body = "The flight with Iranians was the subject of talks on deportation."
	for headline, want := range map[string]Event{
		"Second flight to Iran expected":                            Planned,
		"Deportation flight to Kabul due on Monday":                 Planned,
		"US to deport 120 Iranians":                                 Planned,
		"120 Iranians to be flown home":                             Planned,
		"Third deportation charter planned for December":            Planned,
		"120 Iranians set to be deported":                           Planned,
		"More deportations of Iranians likely in December":          Planned,
		"US deports 120 Iranians":                                   Happened,
		"Planes land in Tehran with 60 deported Iranians":           Happened,
		"Deportation flight reaches Tehran":                         Happened,
		"Panama receives 119 deportees":                             Happened,
		"US deporting 120 Iranians":                                 UnderWay,
		"120 Iranians being deported":                               UnderWay,
		"120 Iranians deported on Monday":                           Happened,
		"US may deport 120 Iranians":                                Hypothetical,
		"Deportation flight to Iran cancelled":                      Cancelled,
		"Deportation flight to Iran lands earlier than expected":    Happened,
		"Deportation flight to Kabul delayed on Monday, due to fog": Happened,
	} {
		d := headlined(t, "2025-12-01", headline, body)
		expect(t, d, proposed(t, d), want2(headline, want))
	}
}

func want2(content string, ev Event) want {
	return want{content: content, event: ev, chain: []string{}}
}

func TestHeadlineSource(t *testing.T) {
	t.Parallel()
	const headline = "Charter to Tehran left Louisiana, newspaper says"
	for _, c := range []struct{ name, body, chain string }{
		{"one outlet in the body", "A flight took off from Louisiana on Monday, the New York Times reported. Iranians were on board, the newspaper said.", "nyt?"},
		{"none", "A deportation flight took off from Louisiana on Monday with 100 Iranians.", "outlet@d-headline"},
		{"two", "A flight took off from Louisiana on Monday, the New York Times reported. About 100 Iranians were on it, the Guardian said.", "outlet@d-headline"},
		{"an agency is no newspaper", "A flight took off from Louisiana on Monday, Tasnim reported. About 100 Iranians were deported on it.", "outlet@d-headline"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := headlined(t, "2025-09-30", headline, c.body)
			list := proposed(t, d)
			expect(t, d, list, want{content: "Charter to Tehran left Louisiana", class: Outlet, chain: []string{c.chain}, event: Happened})
			if s := find(list, "Charter"); s.Origin().Inferred && s.Band == Green {
				t.Error("an inferred source is green")
			}
		})
	}
}

func TestHeadlineOfWhatWasSaidFirst(t *testing.T) {
	t.Parallel()
	d := headlined(t, "2025-11-11", "Fewer aboard September flight than first said", "Unnamed US officials told the New York Times that 54 Iranians were aboard the flight that left Louisiana on 29 September.")
	for _, s := range proposed(t, d) {
		if s.Part == document.Headline && (len(s.Dates) > 0 || len(s.Cue.Spans) > 0 || s.Event == Happened) {
			t.Errorf("the headline became %+v", s)
		}
	}
}

// A flight that left somewhere has not arrived where it was bound: each end has its own event.
func TestDepartureIsNoArrival(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Charter to Tehran left Louisiana":                                "US-LA> happened; >IR-23 planned",
		"the flight left Panama for Colombia":                             "PA> happened; >CO planned",
		"a flight bound for Iran took off from Louisiana":                 "US-LA> happened; >IR planned",
		"a plane carrying 100 Iranians to Qatar departed from Louisiana":  "US-LA> happened; >QA planned",
		"a flight took off from Louisiana to Iran via Qatar":              "US-LA> happened; >QA>IR planned",
		"they were flown from Panama to Colombia":                         "PA>CO happened",
		"the plane left Panama and landed in Colombia":                    "PA>CO happened",
		"119 people were deported from the US to Panama":                  "US>PA happened",
		"the US deported 119 people to Panama on a plane that left Texas": "US-TX>PA happened",
	} {
		r, s := reading1(text)
		var got []string
		for _, m := range r.route(s, Happened, "") {
			got = append(got, routeWords([]Move{m})+" "+string(m.Event))
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%q: %q, want %q", text, g, want)
		}
	}
}
