package statement

import (
	"slices"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Story S1 over five pages: three origins, however many pages.
func TestOriginsOfStoryS1(t *testing.T) {
	t.Parallel()
	docs := []document.Document{
		dated(t, "d-1", "2025-09-30", "Hossein Noushabadi, a foreign ministry official, told Tasnim that 120 Iranians should be deported and flown home from the United States over the next couple of days."),
		dated(t, "d-2", "2025-09-30", "About 100 Iranians were aboard the flight that left Louisiana on Monday, according to the New York Times, citing an unnamed Iranian official."),
		dated(t, "d-3", "2025-10-01", "The US has deported 120 Iranians."),
		dated(t, "d-4", "2025-10-02", "The US deported 120 Iranians on Tuesday. The flight carried nearly 120 Iranians, the New York Times reported."),
		dated(t, "d-5", "2025-11-12", "54 Iranians were aboard the deportation flight of 29 September, two US officials told the Associated Press."),
	}
	var all []Statement
	for _, d := range docs {
		all = append(all, proposed(t, d)...)
	}
	groups := Origins(docs, all)
	var keys []string
	for _, g := range groups {
		for _, o := range g.Origins {
			keys = append(keys, o.Key)
			if o.Key == "noushabadi" && (o.State != "IR" || o.Institution != "government:IR" || !slices.Equal(o.Through, []string{"tasnim"})) {
				t.Errorf("Noushabadi: %+v", o)
			}
		}
		for _, r := range g.Reports {
			if r.Document == "d-3" && r.Repeats != "noushabadi" {
				t.Errorf("the page without a source repeats %q, want noushabadi's 120: %s", r.Repeats, r.Reason)
			}
		}
	}
	slices.Sort(keys)
	if keys = slices.Compact(keys); !slices.Equal(keys, []string{"noushabadi", "official:IR@nyt", "official:US@ap"}) {
		t.Errorf("origins %v, want three", keys)
	}
	newspaper, misquoted := find(all, "About 100"), find(all, "The flight carried nearly")
	if r := Relate(newspaper, misquoted); r.Kind != Misattributes {
		t.Errorf("about 100 and nearly 120, both the newspaper's: %+v", r)
	}
	if r := Relate(newspaper, find(all, "54 Iranians")); r.Kind != Contradicts {
		t.Errorf("about 100 and 54 aboard: %+v", r)
	}
}

// Two unnamed officials of two outlets are two, until the words show a copy.
func TestUnnamedOfficialsAreNotMergedAcrossOutlets(t *testing.T) {
	t.Parallel()
	count := func(texts ...string) int {
		var docs []document.Document
		var all []Statement
		for i, text := range texts {
			d := dated(t, string(rune('a'+i)), "2025-09-30", text)
			docs, all = append(docs, d), append(all, Propose(d)...)
		}
		keys := originKeys(Origins(docs, all))
		return len(keys)
	}
	one := "About 100 Iranians were deported on Monday, a US official told Reuters."
	if n := count(one, "About 100 Iranians had boarded the deportation flight on Monday, a US official told the BBC."); n != 2 {
		t.Errorf("two officials of two outlets: %d origins, want 2", n)
	}
	same := "More than 100 Iranians were put on the deportation flight in Louisiana on Monday, a US official said."
	if n := count(same, same+" Agencies contributed."); n != 1 {
		t.Errorf("a copied page: %d origins, want 1", n)
	}
}

// Stances stay apart: silence, refusal, neither-nor and denial.
func TestStancesStayApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Speech{
		"The US has not acknowledged the deportation deal.":                      NotAcknowledged,
		"The Pentagon declined to comment on the deportations.":                  Declines,
		"ICE neither confirmed nor denied the deportation flight.":               NeitherNor,
		"ICE said it neither confirms nor denies deportation flights.":           NeitherNor,
		"The White House did not respond to questions about the deportations.":   NoReply,
		"The State Department denied that anyone was deported.":                  Denies,
		"The White House acknowledged that 120 people were deported.":            Acknowledges,
		"A spokesman said the US has not acknowledged the deportation deal.":     NotAcknowledged,
		"The Department of Homeland Security would not say who was deported.":    Declines,
		"The White House said the president keeps his promises on deportations.": Asserts,
	} {
		list := proposed(t, dated(t, "d", "2025-09-30", text))
		if len(list) != 1 {
			t.Errorf("%q: %d statements", text, len(list))
			continue
		}
		if s := list[0]; s.Speech != want || (want != Asserts && s.About != "US") {
			t.Errorf("%q: %s about %q, want %s about US", text, s.Speech, s.About, want)
		}
	}
}
