package statement

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Attributions without a source, or with a noun as their cue; annotated by hand.
func TestUnsourced(t *testing.T) {
	t.Parallel()
	for text, wants := range map[string][]string{
		"It was announced on Monday that the pier would close.":                        {"|was announced|the pier would close"},
		"It is believed that the deal was signed in secret.":                           {"|is believed|the deal was signed in secret"},
		"It is not known whether the deal was signed.":                                 {},
		"The new law is expected to cut waste by half.":                                {"|is expected|The new law … to cut waste by half"},
		"The thief is thought to have fled abroad.":                                    {"|is thought|The thief … to have fled abroad"},
		"Five sailors were reported missing after the storm.":                          {"|were reported|Five sailors … missing after the storm"},
		"The merger was announced in March.":                                           {"|was announced|The merger"},
		"The merger was first announced by the chairman in March.":                     {"the chairman|was first announced|The merger"},
		"Parents were told that the school would reopen.":                              {"|were told|the school would reopen"},
		"The sisters, who run a farm, are said to be rich.":                            {"|are said|The sisters, who run a farm … to be rich"},
		"Her view that prices would fall proved right.":                                {"Her|view|prices would fall"},
		"There were claims that the vote had been rigged.":                             {"|claims|the vote had been rigged"},
		"The minister's promise that nobody would lose a home was not kept.":           {"The minister's|promise|nobody would lose a home"},
		"Warnings from the coastguard that the ice was thin were ignored.":             {"the coastguard|Warnings|the ice was thin"},
		"The judge smiled, but noted that the clock was wrong.":                        {"The judge|noted|the clock was wrong"},
		"The paper called the plan a disaster.":                                        {"The paper|called|the plan a disaster"},
		"She called a cab.":                                                            {},
		"She called the police and a neighbour.":                                       {},
		"The firm quit the fair, saying it was too dear.":                              {"The firm|saying|it was too dear"},
		"The cost is set out in the report that was printed in May.":                   {},
		"The claim was paid in June.":                                                  {},
		"He was told a story about a bear.":                                            {},
		"The boats are believed lost, the harbour master said.":                        {"the harbour master|said|The boats are believed lost"},
		"The boats are expected to return on Friday, according to the harbour master.": {"the harbour master|according to|The boats are expected to return on Friday"},
		"The harbour master said the boats are expected to return on Friday.":          {"The harbour master|said|the boats are expected to return on Friday"},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range proposed(t, document.Document{ID: "d", Text: text}) {
				if len(s.Cue.Spans) > 0 {
					got = append(got, s.Source.Text+"|"+s.Cue.Text+"|"+s.Content.Text)
				}
				if s.Source.Text == "" && s.Origin().Class != NotStated && len(s.Cue.Spans) > 0 {
					t.Errorf("the origin of %q is %s, want not stated", s.Content.Text, s.Origin().Class)
				}
			}
			if g, w := strings.Join(got, "\n"), strings.Join(wants, "\n"); g != w {
				t.Errorf("got  %s\nwant %s", g, w)
			}
		})
	}
}

// What nobody is said to have stated keeps its event: expected is planned, believed is alleged.
func TestUnsourcedEvent(t *testing.T) {
	t.Parallel()
	for _, w := range []want{
		{content: "A second deportation flight … to leave Louisiana on Sunday", cue: "is expected", class: NotStated, event: Planned, dates: []string{"2025-10-05"}, route: "US-LA>"},
		{content: "About 50 Iranians … to have been deported in August", cue: "are believed", class: NotStated, event: Happened, speech: Alleges, figures: []string{"approx 50 persons"}},
		{content: "The US deported 12 people to Ghana", chain: []string{}, event: Happened, figures: []string{"exact 12 persons"}},
		{content: "more … to follow", class: NotStated, event: Planned},
	} {
		d := dated(t, "d", "2025-09-30", "A second deportation flight is expected to leave Louisiana on Sunday. About 50 Iranians are believed to have been deported in August. The US deported 12 people to Ghana and more are expected to follow.")
		expect(t, d, proposed(t, d), w)
	}
}
