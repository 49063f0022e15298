package statement

import (
	"os"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// The report that the project starts from, row by row as in the table of statements.md.
func TestOriginReport(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../../shared/data/origin-report.txt")
	if err != nil {
		t.Skip("needs shared/data/origin-report.txt, which is not part of the project: ", err)
	}
	d := dated(t, "d-origin", "2025-09-30", string(raw))
	list := proposed(t, d)
	// contents are named by their first and last words: the report's text is not ours to copy
	full := func(first, last string) string {
		for _, s := range list {
			if strings.HasPrefix(s.Content.Text, first) && strings.HasSuffix(s.Content.Text, last) {
				return s.Content.Text
			}
		}
		t.Errorf("no statement from %q to %q", first, last)
		return first + "…" + last
	}
	for _, w := range []want{
		{content: full("The US has deported 120", "returnees"), chain: []string{}, class: ThisDocument, event: Happened, topic: TopicRemoval, figures: []string{"exact 120 persons"}},
		{content: full("As many as 400", "home country"), chain: []string{"noushabadi", "tasnim?"}, class: NamedOfficial, event: UnderWay, topic: TopicRemoval, figures: []string{"up_to 400 persons"}, route: ">IR"},
		{content: full("One hundred and twenty", "couple of days"), source: "he", chain: []string{"noushabadi?", "tasnim"}, class: NamedOfficial, event: Planned, figures: []string{"exact 120 persons"}, dates: []string{"2025-09-30..2025-10-03"}, direct: true},
		{content: full("most had crossed", "illegally"), chain: []string{"noushabadi", "tasnim?"}, event: Happened, figures: []string{"vague_word persons"}, route: "MX>US"},
		{content: full("Others faced", "problems"), chain: []string{"noushabadi?", "tasnim?"}, event: Happened, figures: []string{"vague_word persons"}},
		{content: full("making the deportation deal", "deal"), source: "The US", chain: []string{"us"}, speech: NotAcknowledged, topic: TopicAcknowledgement, about: "US"},
		{content: full("a US-chartered flight took off", "Monday"), chain: []string{"nyt"}, class: Outlet, event: Happened, topic: TopicFlight, dates: []string{"2025-09-29"}, route: "US-LA>"},
		{content: full("a US-chartered flight … was scheduled", "Tuesday"), chain: []string{"nyt"}, event: Planned, dates: []string{"2025-09-30"}, route: ">QA>IR"},
		{content: full("The deportations came", "months of talks"), chain: []string{"nyt?"}, event: Happened, figures: []string{"vague_word months"}, dates: []string{}},
		{content: full("to deport a record number", "legal status"), source: "Donald Trump", event: Planned, figures: []string{"vague_word persons"}},
		{content: full("The identities of the Iranians", "clear"), chain: []string{}, event: EventUnknown},
		{content: full("Some had volunteered", "others had not"), chain: []string{}, event: Happened, topic: TopicConsent, figures: []string{"vague_word persons", "vague_word months", "vague_word persons"}},
		{content: full("the deportees have been given", "problems"), source: "an unnamed Iranian official", chain: []string{"official:IR@nyt", "nyt"}, class: UnnamedOfficial, speech: Assures, topic: TopicAssurance},
		{content: full("Many were disappointed", "frightened"), chain: []string{"official:IR@nyt?", "nyt?"}, event: Happened, figures: []string{"vague_word persons", "vague_word persons"}},
		{content: full("any diplomatic assurances", "face value"), source: "UN human rights experts", class: Experts, speech: Warns, topic: TopicWarning, dates: []string{"2025-07-01..2025-08-01"}, direct: true},
		{content: full("The statement came after", "Iran"), chain: []string{}, event: Happened, figures: []string{"exact 119 persons"}, route: ">PA"},
		{content: full("the strikes had", "the sites"), source: "Trump", topic: TopicOther},
		{content: full("the nuclear programme", "year or two"), source: "the US military", topic: TopicOther, figures: []string{"range 1-2 years"}, dates: []string{}},
	} {
		expect(t, d, list, w)
	}
	for _, s := range list {
		if strings.Contains(s.Content.Text, "Agencies") {
			t.Errorf("a credit became the statement %q", s.Content.Text)
		}
	}
	groups := Origins([]document.Document{d}, list)
	origins, institutions := map[string]bool{}, map[string]bool{}
	for _, g := range groups {
		for _, o := range g.Origins {
			origins[o.Key] = true
			institutions[o.Institution] = true
		}
		for _, o := range g.Origins {
			if o.Class == ThisDocument {
				t.Errorf("the report itself counts as an origin of %q", g.About)
			}
		}
	}
	if !origins["noushabadi"] || !origins["official:IR@nyt"] || !institutions["government:IR"] {
		t.Errorf("origins %v, institutions %v: want Noushabadi and the newspaper's official, both for Iran's government", origins, institutions)
	}
	plan, fact := find(list, "One hundred and twenty"), find(list, "The US has deported 120")
	if r := Relate(plan, fact); r.Kind != UpgradesModality || r.A != plan.ID || r.B != fact.ID {
		t.Errorf("the plan and the headline sentence: %+v", r)
	}
	if r := Relate(find(list, "The statement came after"), fact); r.Kind != Incommensurable {
		t.Errorf("119 to Panama and 120 Iranians: %+v, want incommensurable", r)
	}
	if r := Relate(find(list, "As many as 400"), plan); r.Kind == Contradicts {
		t.Errorf("120 of up to 400: %+v", r)
	}
}

func find(list []Statement, prefix string) Statement {
	for _, s := range list {
		if strings.HasPrefix(s.Content.Text, prefix) {
			return s
		}
	}
	return Statement{}
}
