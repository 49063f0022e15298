package statement

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Sentences of our own on which rules/3 was made: whole chains, routes with their events, and
// what a figure is a part of or holds for. Every expected value was written from the words.
func TestSentencesOfRulesThree(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"Two unnamed Iranian officials told The New York Times that about 100 people were aboard a deportation flight.":         {"from Two unnamed Iranian officials/unnamed_official < The New York Times/outlet", "100"},
		"Thirty people were deported to Honduras on Friday, Marta Quell, a spokesman for the institute, told Northern Courier.": {"from Marta Quell, a spokesman for the institute/named_official < Northern Courier/outlet", "30"},
		"A pair of anonymous Ghanaian officials told the BBC the 14 deportees had arrived.":                                     {"from A pair of anonymous Ghanaian officials/unnamed_official < the BBC/outlet", "14"},
		"By 31 October the monitors had counted 1,701 removal flights.":                                                         {"from the monitors/", "1701"},
		"A total of 302 Cubans returned from various countries in February.":                                                    {"302"},
		"On Thursday 190 people were flown from Comayagua to Venezuela.":                                                        {"190", "MHSC>VE happened"},
		"The US sent 70 Cubans to Villahermosa on Wednesday.":                                                                   {"70", ">MMVA happened"},
		"So far this year 302 Cubans have been returned.":                                                                       {"302 asof 2026-01-01..2026-03-11"},
		"The total of deportees since January has risen to 21,400.":                                                             {"21400 asof 2026-01-01.."},
		"Of the 400 deportees, 120 have left.":                                                                                  {"400", "120 of 400"},
		"Twelve out of a total of 119 deportees were Iranians.":                                                                 {"12 of 119", "119"},
		"By Friday the plane left with 40 deportees.":                                                                           {"40"},
		"Fifty-four people, not the 120 announced, were aboard the deportation flight.":                                         {"54"},
		"A deportation plane that had left El Paso was refused landing in Bogotá and turned back to El Paso.":                   {"KELP> happened", ">SKBO did_not_happen", ">KELP happened"},
		"The deportation flight did not stop in Ireland.":                                                                       {"via IE did_not_happen"},
		"The deportation plane left Belo Horizonte for Alexandria with no deportees aboard.":                                    {"SBCF> happened", ">KAEX planned"},
		"Deportees from Georgia, Armenia and Iran were flown to San José on Thursday.":                                          {">MROC happened"},
		"An Omni Air jet flew deportees from Texas to Nouakchott, Monrovia and Accra.":                                          {"US-TX>GQNO happened", ">GLRB happened", ">DGAA happened"},
		"The deportees would be flown to Entebbe from Texas by way of Dakar.":                                                   {"US-TX>HUEN via SN-DK planned"},
		"About 3,000 fans returned from the match.":                                                                             {},
	} {
		var got []string
		for _, s := range proposed(t, dated(t, "d", "2026-03-10", text)) {
			if !InDomain(s) {
				continue
			}
			if len(s.Chain) > 1 {
				var hops []string
				for _, h := range s.Chain[:len(s.Chain)-1] {
					hops = append(hops, h.Text+"/"+string(h.Class))
				}
				got = append(got, "from "+strings.Join(hops, " < "))
			}
			for _, q := range s.Quantities {
				word := fmt.Sprint(*q.Value)
				if q.PartOf != nil {
					word += fmt.Sprint(" of ", *q.PartOf)
				}
				if q.AsOf != nil {
					word += " asof " + q.AsOf.From.Format("2006-01-02") + ".."
					if q.AsOf.To != nil {
						word += q.AsOf.To.Format("2006-01-02")
					}
				}
				got = append(got, word)
			}
			for _, m := range s.Route {
				word := ""
				if m.From != "" || m.To != "" {
					word = m.From + ">" + m.To + " "
				}
				if len(m.Via) > 0 {
					word += "via " + strings.Join(m.Via, ",") + " "
				}
				got = append(got, word+string(m.Event))
			}
		}
		for _, w := range want {
			if !slices.ContainsFunc(got, func(g string) bool {
				return g == w || strings.HasSuffix(w, "/") && strings.HasPrefix(g, w) || strings.HasPrefix(g, w+" ") && strings.Contains(w, ">")
			}) {
				t.Errorf("%s\n got %q\nwant %q", text, got, w)
			}
		}
		if len(want) == 0 && len(got) > 0 {
			t.Errorf("%s: %q, want nothing", text, got)
		}
	}
}

// A quotation that opens and never closes does not swallow who said it; one that is closed in a
// later paragraph still belongs together.
func TestQuotationsNeverClosed(t *testing.T) {
	t.Parallel()
	for _, sep := range []string{"\n", "\n\n"} {
		for _, mark := range []string{"“", `"`} {
			var lines []string
			for i := range 40 {
				lines = append(lines, fmt.Sprintf("%sThe flight carried %d deportees to Ghana on Monday, the official said", mark, i+10))
			}
			if got := len(proposed(t, dated(t, "d", "2026-03-10", strings.Join(lines, sep)))); got != 40 {
				t.Errorf("%d statements with %s, want 40", got, mark)
			}
		}
	}
	list := proposed(t, dated(t, "d", "2026-03-10", "The minister said: “Forty people were deported to Ghana on Monday.\n\n“On Tuesday 12 more were deported, and the pilot said nothing.”"))
	for _, s := range list {
		if len(s.Chain) > 0 && s.Chain[0].Class == ThisDocument {
			t.Errorf("the document's own: %q", s.Content.Text)
		}
	}
}
