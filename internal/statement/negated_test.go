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

// The same in the other languages; a figure of Spanish is a part where the words say so.
func TestNegatedForeign(t *testing.T) {
	t.Parallel()
	checkForeign(t, "es", []foreignCase{
		{"Nadie fue deportado a Bogotá el lunes.", " | 2025-09-29 | >SKBO | did_not_happen | this_document"},
		{"Tampoco fueron deportados los 57 colombianos.", "exact 57 persons |  |  | did_not_happen | this_document"},
		{"Un juez bloqueó la deportación de 57 colombianos.", "exact 57 persons |  |  | unknown | this_document"},
		{"Es falso que 57 colombianos fueron deportados.", "exact 57 persons |  |  | unknown | this_document"},
		{"Solo 12 de los 57 colombianos fueron deportados.", "exact 12 persons |  |  | happened | this_document"},
		{"57 colombianos fueron deportados de Madrid a Bogotá.", "exact 57 persons |  | LEMD>SKBO | happened | this_document"},
		{"El avión aterrizó en Bogotá procedente de Madrid con 57 personas.", "exact 57 persons |  | LEMD>SKBO | happened | this_document"},
		{"Casi 57 colombianos fueron deportados el 31 de septiembre de 2025.", "nearly 57 persons | unresolved |  | happened | this_document"},
	})
	checkForeign(t, "fr", []foreignCase{
		{"Personne n’a été expulsé lundi.", " | 2025-09-29 |  | did_not_happen | this_document"},
		{"Un juge a bloqué l’expulsion de 57 Colombiens.", "exact 57 persons |  |  | unknown | this_document"},
	})
	checkForeign(t, "ar", []foreignCase{{"أوقفت المحكمة ترحيل ٥٧ شخصا.", "exact 57 persons |  |  | unknown | this_document"}})
	checkForeign(t, "fa", []foreignCase{{"هیچ یک از ۵۷ نفر اخراج نشدند.", "exact 57 persons |  |  | did_not_happen | this_document"}})
}

// The family that somebody has is no count of the event; the children aboard are.
func TestFamilyIsNoCount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"The woman, who has two children, was deported on Monday, the ministry said.":     0,
		"He is a father of three who was deported on Monday, the ministry said.":          0,
		"The deported man has 2 children in Madrid, the ministry said.":                   0,
		"The deportation flight had 12 children aboard on Monday, the ministry said.":     1,
		"Two children and their mother were deported on Monday, the Iraqi ministry said.": 1,
	} {
		n := 0
		list := proposed(t, dated(t, "d", "2025-09-30", text))
		if len(list) == 0 {
			t.Errorf("%q: nothing is read", text)
		}
		for _, s := range list {
			n += len(s.Quantities)
		}
		if n != want {
			t.Errorf("%q: %d figures, want %d", text, n, want)
		}
	}
}

// A day that no calendar has stays unresolved, says so, and is never green.
func TestImpossibleDay(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"57 Colombians were deported on 31 September 2025, the Spanish Interior Ministry said.", "57 Colombians were deported on September 31, 2025, the Spanish Interior Ministry said."} {
		list := proposed(t, dated(t, "d", "2025-10-30", text))
		if len(list) != 1 || len(list[0].Dates) != 1 || list[0].Dates[0].From != nil || list[0].Dates[0].Reason == "" || list[0].Band == Green {
			t.Errorf("%q: %+v", text, list)
		}
	}
}
