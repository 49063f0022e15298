package statement

import (
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// What did not happen, happened in part, or nearly, is never read as what happened: event and
// band of each sentence as a careful reader would give them.
func TestNegatedEvents(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want Event
	}{
		{"Nobody was deported to Colombia on Monday, the Spanish Interior Ministry said.", DidNotHappen},
		{"No one was deported to Colombia on Monday, the Spanish Interior Ministry said.", DidNotHappen},
		{"None of the 57 Colombians was put on the plane, the Spanish Interior Ministry said.", DidNotHappen},
		{"Not one of the 57 boarded the plane, the Spanish Interior Ministry said.", DidNotHappen},
		{"Neither of the two was deported, the Spanish Interior Ministry said.", DidNotHappen},
		{"The 57 Colombians were not put on the plane, the Spanish Interior Ministry said.", DidNotHappen},
		{"The 57 Colombians were never deported, the Spanish Interior Ministry said.", DidNotHappen},
		{"The 57 Colombians have yet to be deported, the Spanish Interior Ministry said.", DidNotHappen},
		{"Few of the 57 were deported, the Spanish Interior Ministry said.", EventUnknown},
		{"Not all of the 57 were deported, the Spanish Interior Ministry said.", EventUnknown},
		{"Hardly any of the 57 were deported, the Spanish Interior Ministry said.", EventUnknown},
		{"All but 12 of the 57 were deported, the Spanish Interior Ministry said.", EventUnknown},
		{"It is not true that 57 people were deported, the Spanish Interior Ministry said.", EventUnknown},
		{"The claim that 57 people were deported is false, the Spanish Interior Ministry said.", EventUnknown},
		{"The Spanish Interior Ministry said 57 people were nearly deported.", DidNotHappen},
		{"The Spanish Interior Ministry said 57 Colombians escaped deportation on Monday.", DidNotHappen},
		{"A court stopped the deportation of 57 Colombians, the Spanish Interior Ministry said.", DidNotHappen},
		{"A judge blocked the removal of 57 Colombians, the Spanish Interior Ministry said.", DidNotHappen},
		{"The removal of 57 Colombians was blocked, the Spanish Interior Ministry said.", DidNotHappen},
		{"A judge failed to block the removal of 57 Colombians, the Spanish Interior Ministry said.", EventUnknown},
		{"Rain delayed the deportation of 57 Colombians, the Spanish Interior Ministry said.", EventUnknown},
		{"The 57 Colombians refused to board the plane, the Spanish Interior Ministry said.", DidNotHappen},
		{"The 57 Colombians were prevented from boarding the plane, the Spanish Interior Ministry said.", DidNotHappen},
		{"The plane with 57 deportees failed to leave Madrid, the Spanish Interior Ministry said.", DidNotHappen},
		{"The plane with 57 deportees turned back over the Atlantic, the Spanish Interior Ministry said.", EventUnknown},
		{"The plane left without any deportees, the Spanish Interior Ministry said.", EventUnknown},
		{"The deportation of 57 Colombians was halted, the Spanish Interior Ministry said.", Cancelled},
		{"57 Colombians would have been deported, the Spanish Interior Ministry said.", Hypothetical},
		{"57 people were released instead of being deported, the Spanish Interior Ministry said.", EventUnknown},

		{"The Spanish Interior Ministry said nearly 120 people were deported.", Happened},
		{"Only 12 of the 57 were deported, the Spanish Interior Ministry said.", Happened},
		{"12 people rather than 57 were deported, the Spanish Interior Ministry said.", Happened},
		{"57 people were deported without due process, the Spanish Interior Ministry said.", Happened},
		{"Protesters blocked the road as 57 people were deported, the Spanish Interior Ministry said.", Happened},
		{"57 Colombians were deported and nobody was hurt, the Spanish Interior Ministry said.", Happened},
		{"Nobody was hurt when 57 Colombians were deported, the Spanish Interior Ministry said.", Happened},
		{"57 Colombians, a few of them women, were deported, the Spanish Interior Ministry said.", Happened},
	} {
		d := dated(t, "d", "2025-09-30", c.text+"\nThe deportation flight is what this report is about.")
		list := proposed(t, d)
		if len(list) == 0 {
			t.Errorf("%q: nothing is read", c.text)
			continue
		}
		if s := list[0]; s.Event != c.want || s.Band == Green && c.want != Happened && c.want != DidNotHappen {
			t.Errorf("%q: %s, %s, want %s", c.text, s.Event, s.Band, c.want)
		}
	}
}

// A figure that is named as the exception is the count of nobody who was moved.
func TestExceptionCountsNobody(t *testing.T) {
	t.Parallel()
	d := dated(t, "d", "2025-09-30", "All but 12 of the 57 people were deported, the Spanish Interior Ministry said.")
	for _, s := range proposed(t, d) {
		for _, q := range s.Quantities {
			if q.Value != nil && *q.Value == 12 {
				t.Errorf("12 who were not deported are counted: %+v", q)
			}
		}
	}
}

func TestNegatedHeadline(t *testing.T) {
	t.Parallel()
	text := "Rights group: nobody was deported\n"
	d := document.Document{ID: "d", Language: "en", Text: text + "A deportation flight was planned for Monday.", Parts: []document.Part{{Kind: document.Headline, End: len(text)}, {Kind: document.Body, Start: len(text), End: len(text) + 44}}}
	if list := proposed(t, d); len(list) == 0 || list[0].Event != DidNotHappen {
		t.Errorf("the headline reads %+v", list)
	}
}
