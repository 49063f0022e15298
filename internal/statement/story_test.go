package statement

import "testing"

// The facts of stories S1 to S14 in our own words, annotated by hand before the rules read them.
func TestStories(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, published, text string
		want                  []want
	}{
		{"S1 newspaper", "2025-10-01", "A plane carrying about 100 Iranians left Louisiana late on Monday, according to two Iranian officials and a US official familiar with the plans.\n“They were told that they will be safe,” one of the Iranian officials told The New York Times. The White House declined to comment on the flight.", []want{
			{content: "A plane carrying about 100 Iranians left Louisiana late on Monday", class: UnnamedOfficial, event: Happened, figures: []string{"approx 100 persons"}, dates: []string{"2025-09-29"}, route: "US-LA>"},
			{content: "They were told that they will be safe", chain: []string{"official:IR@nyt", "nyt"}, topic: TopicAssurance, speech: Assures, direct: true},
			{content: "on the flight", speech: Declines, topic: TopicAcknowledgement, about: "US", class: Institution},
		}},
		{"S1 ministry", "2025-09-30", "TEHRAN - Some 120 Iranians will be returned from the United States in the coming days, Hossein Noushabadi of the foreign ministry said in an interview with Tasnim. Up to 400 people are to be sent back in all, he added. Most of them had crossed from Mexico.", []want{
			{content: "Up to 400 people are to be sent back in all", chain: []string{"noushabadi?", "tasnim?"}, event: Planned, figures: []string{"up_to 400 persons"}},
		}},
		{"S1 later page", "2025-11-12", "Only 54 people were aboard the deportation flight of 29 September, two US officials said on Tuesday. Earlier, 120 Iranians had been deported.", []want{
			{content: "Only 54 people were aboard the deportation flight of 29 September", event: Happened, figures: []string{"exact 54 persons"}, dates: []string{"2025-09-29"}, class: UnnamedOfficial},
			{content: "Earlier, 120 Iranians had been deported", chain: []string{}, event: Happened, figures: []string{"exact 120 persons"}},
		}},
		{"S2 glomar", "2025-12-08", "A charter left Mesa for Cairo on Sunday and was expected to continue to Kuwait, the Miami Herald reported. About 50 Iranians were on the plane, it said. Immigration and Customs Enforcement neither confirmed nor denied the flight. In Tehran, the foreign ministry said 55 people were expected.", []want{
			{content: "the flight", speech: NeitherNor, topic: TopicAcknowledgement, about: "US"},
			{content: "55 people were expected", event: Planned, figures: []string{"exact 55 persons"}, class: Institution},
			{content: "About 50 Iranians were on the plane", chain: []string{"miamiherald?"}, figures: []string{"approx 50 persons"}},
		}},
		{"S3 interests section", "2026-01-24", "At least 40 Iranians will be deported on Sunday, the Iranian interests section in Washington told ISNA. Two of them were taken off the flight by order of a court, their lawyer said.", []want{
			{content: "At least 40 Iranians will be deported on Sunday", chain: []string{"interests-section:IR", "isna"}, event: Planned, figures: []string{"at_least 40 persons"}, dates: []string{"2026-01-25"}},
			{content: "Two of them were taken off the flight by order of a court", event: Happened, figures: []string{"exact 2 persons"}, class: UnnamedSource},
		}},
		{"S4 plan and arrival", "2025-02-06", "Indian media had reported that 205 people would be deported on Tuesday. A US military aircraft with 104 Indians landed in Amritsar on Wednesday, police said.", []want{
			{content: "205 people would be deported on Tuesday", event: Planned, figures: []string{"exact 205 persons"}},
			{content: "A US military aircraft with 104 Indians landed in Amritsar on Wednesday", event: Happened, figures: []string{"exact 104 persons"}, dates: []string{"2025-02-05"}, class: Institution},
		}},
		{"S5 Panama", "2025-02-13", "Panama's president, José Raúl Mulino, said on Thursday that the first deportation flight had arrived on Wednesday with 119 people from several countries, including Iran. He said 360 people would be sent in three flights.", []want{
			{content: "the first deportation flight had arrived on Wednesday with 119 people from several countries, including Iran", class: NamedOfficial, event: Happened, figures: []string{"exact 119 persons", "vague_word countries"}, dates: []string{"2025-02-12"}},
			{content: "360 people would be sent in three flights", event: Planned, figures: []string{"exact 360 persons", "exact 3 flights"}},
		}},
		{"S6 three figures", "2025-02-21", "The US Department of Homeland Security said 177 Venezuelans were flown from Guantanamo to Honduras on Thursday. The Honduran foreign minister, Ana Roe, said 174 people had been handed over. A communique put the number at 170.", []want{
			{content: "177 Venezuelans were flown from Guantanamo to Honduras on Thursday", class: Institution, event: Happened, figures: []string{"exact 177 persons"}, dates: []string{"2025-02-20"}},
			{content: "174 people had been handed over", class: NamedOfficial, figures: []string{"exact 174 persons"}, event: Happened},
		}},
		{"S7 Uzbekistan", "2025-05-01", "The US returned 131 people to Uzbekistan on Wednesday, the Department of Homeland Security announced. Citizens of Kazakhstan and Kyrgyzstan were also deported on the flight.", []want{
			{content: "The US returned 131 people to Uzbekistan on Wednesday", event: Happened, figures: []string{"exact 131 persons"}, dates: []string{"2025-04-30"}, route: ">UZ"},
		}},
		{"S9 scope", "2025-08-05", "There were 1,214 deportation-related flights in July, of which 207 were removal flights, according to Witness at the Border.", []want{
			{content: "There were 1,214 deportation-related flights in July, of which 207 were removal flights", class: NGO, figures: []string{"exact 1214 flights", "exact 207 flights"}, dates: []string{"2025-07-01..2025-08-01"}},
		}},
		{"S10 Cuba", "2026-02-20", "Cuba's interior ministry said 116 Cubans were deported from the United States on Thursday. Another 302 had been returned from various countries since January, it added.", []want{
			{content: "116 Cubans were deported from the United States on Thursday", figures: []string{"exact 116 persons"}, dates: []string{"2026-02-19"}, route: "US>", class: Institution},
		}},
		{"S11 weekday of an old page", "2026-02-07", "A second jet flew eight men to Israel on Monday, and a ministry official confirmed that they had been deported.", []want{
			{content: "A second jet flew eight men to Israel on Monday", dates: []string{"2026-02-02"}, figures: []string{"exact 8 persons"}, event: Happened, route: ">IL"},
		}},
		{"S12 Caracas", "2025-03-24", "A flight with 199 Venezuelans deported from the US landed near Caracas early on Monday after a stop in Honduras, Venezuela's government said. “They are home,” the interior minister said.", []want{
			{content: "A flight with 199 Venezuelans deported from the US landed near Caracas early on Monday after a stop in Honduras", figures: []string{"exact 199 persons"}, dates: []string{"2025-03-24"}, event: Happened},
			{content: "They are home", direct: true, class: UnnamedOfficial},
		}},
		{"S13 Eswatini", "2025-07-17", "Five men deported by the US had arrived, Eswatini's government confirmed on Wednesday. The men were convicted criminals, US officials alleged.", []want{
			{content: "Five men deported by the US had arrived", class: Institution, event: Happened, figures: []string{"exact 5 persons"}},
			{content: "The men were convicted criminals", speech: Alleges, class: UnnamedOfficial},
		}},
		{"S14 ferry", "2025-10-27", "Officials said 10 deportees boarded the ferry on 24 October. Observers said nine people arrived on 25 October; one had been brought back.", []want{
			{content: "10 deportees boarded the ferry on 24 October", event: Happened, figures: []string{"exact 10 persons"}, dates: []string{"2025-10-24"}},
			{content: "nine people arrived on 25 October; one had been brought back", class: NGO, figures: []string{"exact 9 persons", "exact 1 persons"}, dates: []string{"2025-10-25"}},
		}},
		{"no publication day", "", "The minister said 40 people would be deported to Iran on Sunday. A flight had left on 3 May 2025, she said.", []want{
			{content: "40 people would be deported to Iran on Sunday", dates: []string{"unresolved"}, event: Planned},
			{content: "A flight had left on 3 May 2025", dates: []string{"2025-05-03"}, event: Happened},
		}},
		{"vague words", "2025-05-05", "Dozens of migrants were deported, and hundreds more will follow, the ministry said.", []want{
			{content: "Dozens of migrants were deported", figures: []string{"vague_word persons"}, event: Happened},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := dated(t, "d-story", c.published, c.text)
			list := proposed(t, d)
			for _, w := range c.want {
				expect(t, d, list, w)
			}
		})
	}
}
