package statement

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// How sentences of news attribute, one form a row, annotated by hand: "source|cue|content".
func TestForms(t *testing.T) {
	t.Parallel()
	for text, wants := range map[string][]string{
		"As the Guardian reported last week, the firm knew about the leak.":                                                  {"the Guardian|reported|the firm knew about the leak"},
		"As the minister said, the road is long.":                                                                            {"the minister|said|the road is long"},
		"As the minister said this, the lights went out.":                                                                    {},
		"The clerk testified he never saw the memo.":                                                                         {"The clerk|testified|he never saw the memo"},
		"She wondered aloud whether anyone would come.":                                                                      {"She|wondered|whether anyone would come"},
		"He denied flatly that the plane was late.":                                                                          {"He|denied|the plane was late"},
		"Ruiz accused the firm of “corporate greed” and urged workers to stay out.":                                          {"Ruiz|accused|the firm of “corporate greed”", "Ruiz|urged|workers to stay out"},
		"The council forecast a deficit of two million.":                                                                     {"The council|forecast|a deficit of two million"},
		"The plan, he said, had been “agreed by all”.":                                                                       {"he|said|The plan … had been “agreed by all”"},
		"“No,” she said. “Not yet,” he replied.":                                                                             {"she|said|No", "he|replied|Not yet"},
		"The embassy would not say how many people were aboard.":                                                             {"The embassy|would not say|how many people were aboard"},
		"Asked about the delay, the pilot blamed fog.":                                                                       {"the pilot|blamed|fog"},
		"The union, which called the strike, says that talks go on.":                                                         {"The union, which called the strike|says|talks go on"},
		"The road is closed, Ann Lee, the mayor, said.":                                                                      {"Ann Lee, the mayor|said|The road is closed"},
		"The state expects up to 400 visitors in May, Okoro, the director of tourism, was quoted as saying by the Guardian.": {"Okoro, the director of tourism|was quoted as saying|The state expects up to 400 visitors in May"},
		"Mayors and governors have both confirmed the vote.":                                                                 {"Mayors and governors|have both confirmed|the vote"},
		"The firm has not commented publicly on the leak.":                                                                   {"The firm|has not commented|on the leak"},
		"A spokesman, asked about the tracking data, said the firm could not help.":                                          {"A spokesman|said|the firm could not help"},
		"It is not the first time, according to Gray, that the agency has lost files.":                                       {"Gray|according to|It is not the first time … that the agency has lost files"},
		"Losses were small, according to Gray, and will shrink.":                                                             {"Gray|according to|Losses were small"},
		"Neither the mayor nor the council has said who pays.":                                                               {"Neither the mayor nor the council|has said|who pays"},
		"The bank said on Monday it would close, and that staff had been told.":                                              {"The bank|said|it would close, and that staff had been told"},
		"Fires burned all night, officials said, but no one was hurt.":                                                       {"officials|said|Fires burned all night"},
		"“We are ready,” the captain said, adding: “The sea is calm.”":                                                       {"the captain|said|We are ready", "the captain|adding|The sea is calm."},
		"The coach said he was proud of the team and that the score did not matter.":                                         {"The coach|said|he was proud of the team and that the score did not matter"},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range proposed(t, document.Document{ID: "d", Text: text}) {
				if len(s.Cue.Spans) > 0 {
					got = append(got, s.Source.Text+"|"+s.Cue.Text+"|"+s.Content.Text)
				}
			}
			if g, w := strings.Join(got, "\n"), strings.Join(wants, "\n"); g != w {
				t.Errorf("got  %s\nwant %s", g, w)
			}
		})
	}
}

// Who speaks, where the words do not name anybody that a list knows.
func TestSpeakers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]want{
		"Amnesty International has documented 19 cases, it said on Thursday.":                      {content: "Amnesty International has documented 19 cases", chain: []string{"amnesty?"}, class: NGO},
		"Economists at the Brook Institute said prices would rise.":                                {content: "prices would rise", chain: []string{"economists at the brook institute"}},
		"A woman who was deported to Panama said guards took her phone.":                           {content: "guards took her phone", class: Returnee},
		"One man said guards had chained them.":                                                    {content: "guards had chained them", class: UnnamedSource},
		"Villagers said the road was cut.":                                                         {content: "the road was cut", chain: []string{"villagers@d"}},
		"He said he'd been beaten on the plane.":                                                   {content: "he'd been beaten on the plane", event: Happened},
		"The Guardian reported, citing two US officials, that a second flight was being prepared.": {content: "a second flight was being prepared", chain: []string{"official:US@guardian", "guardian"}},
		"Tracking data reviewed by the Guardian shows that the jet left Panama.":                   {content: "the jet left Panama", class: Sensor, chain: []string{"sensor", "guardian"}},
		"A letter obtained by the Guardian says the jet left Panama.":                              {content: "the jet left Panama", class: DocumentSource, chain: []string{"document:letter", "guardian"}},
		"Iranian state media said the jet had landed.":                                             {content: "the jet had landed", class: StateMedium},
		"The Trump administration said the jet had landed.":                                        {content: "the jet had landed", class: Institution, chain: []string{"administration:US"}},
		"Human rights groups said the jet had landed.":                                             {content: "the jet had landed", class: NGO, chain: []string{"ngo:@d"}},
		"He said he'd fly home soon.":                                                              {content: "he'd fly home soon", event: Planned},
	} {
		d := document.Document{ID: "d", Text: text}
		expect(t, d, proposed(t, d), want)
	}
}

// Which figures and days a sentence states beside its plan; annotated by hand.
func TestFiguresAndDays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]want{
		"A deportation flight that left Phoenix for Cairo on Sunday is expected to land in Tehran on Tuesday, officials said.": {content: "A deportation flight that left Phoenix for Cairo on Sunday is expected to land in Tehran on Tuesday", event: Planned, dates: []string{"2025-09-28", "2025-09-30"}},
		"Officials said a Boeing 767 with 40 deportees left Louisiana on Monday and stopped in Doha.":                          {content: "a Boeing 767 with 40 deportees left Louisiana on Monday and stopped in Doha", event: Happened, figures: []string{"exact 40 persons"}, route: "US-LA>OTHH>"},
		"Officials said at least 55 Iranian nationals, including 12 women, were deported on Sept. 28.":                         {content: "at least 55 Iranian nationals, including 12 women, were deported on Sept. 28", class: UnnamedOfficial, figures: []string{"at_least 55 persons", "exact 12 persons"}},
		"Officials said nearly two dozen people were deported.":                                                                {content: "nearly two dozen people were deported", figures: []string{"nearly 24 persons"}},
		"Officials said 6 in 10 deportees had no record.":                                                                      {content: "6 in 10 deportees had no record", figures: []string{}},
		"Officials said the removal flight, operated by Omni, is en route to Cairo and Kuwait.":                                {content: "the removal flight, operated by Omni, is en route to Cairo and Kuwait", event: UnderWay, route: ">HECA; >KW"},
		"Officials said the deportation flight did not leave on Friday as scheduled.":                                          {content: "the deportation flight did not leave on Friday as scheduled", event: DidNotHappen, dates: []string{"2025-09-26"}},
		"Rwanda said seven deportees had arrived in mid-August.":                                                               {content: "seven deportees had arrived in mid-August", dates: []string{"2025-08-01..2025-09-01"}},
		"Between 50 and 60 Iranians were reportedly deported on Sunday.":                                                       {content: "Between 50 and 60 Iranians were reportedly deported on Sunday", speech: Alleges, event: Happened, figures: []string{"range 50-60 persons"}, dates: []string{"2025-09-28"}},
	} {
		d := dated(t, "d", "2025-09-30", text)
		expect(t, d, proposed(t, d), want)
	}
}
