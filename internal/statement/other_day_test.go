package statement

import (
	"strings"
	"testing"
)

// Story S11: one page guesses 26 January for the second flight, another has "on Monday" in a
// page of 6 February, which is the 2nd. Neither has a figure. The two days are shown beside each other with
// the reason, and no origin is gained or joined.
func TestOneRouteOnTwoDaysIsShownInBothGroups(t *testing.T) {
	t.Parallel()
	var n newsstand
	n.paper(t, "d-guess", "2026-02-01", "The Courier", "The ministry said that a second deportation flight from Arizona to Israel took off on 26 January 2026.")
	alone := Origins(n.docs, n.all)
	n.paper(t, "d-monday", "2026-02-06", "The Post", "A source at the airport said that a second deportation flight from Arizona to Israel took off on Monday.")
	groups := OriginsTraced(n.docs, n.all)
	shown := 0
	for _, g := range groups {
		for _, r := range g.Relations {
			if r.Kind != OtherDay {
				continue
			}
			shown++
			for _, want := range []string{"2026-01-26", "2026-02-02", "Monday"} {
				if !strings.Contains(r.Reason, want) {
					t.Errorf("reason %q lacks %s", r.Reason, want)
				}
			}
			if r.TextA == "" || r.TextB == "" || r.DocA == r.DocB {
				t.Errorf("without both passages: %+v", r)
			}
		}
		if g.Independent != 0 || len(g.Documents) != 1 {
			t.Errorf("group %s: %d independent, documents %v: nothing is joined or independent by a day", g.About, g.Independent, g.Documents)
		}
	}
	if shown != 2 || len(groups) != len(alone)+1 {
		t.Errorf("%d times in %d groups, want once in each of two", shown, len(groups))
	}
}

// What lies further apart, goes elsewhere, left from elsewhere, or has a figure is no such pair.
func TestRoutesThatAreNotOneOnTwoDays(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"two months later": "The ministry said that a deportation flight from Arizona to Israel took off on 28 March 2026.",
		"next day":         "The ministry said that a deportation flight from Arizona to Israel took off on 27 January 2026.",
		"elsewhere":        "The ministry said that a deportation flight from Arizona to Ghana took off on 2 February 2026.",
		"from elsewhere":   "The ministry said that a deportation flight from Texas to Israel took off on 2 February 2026.",
		"a plan":           "The ministry said that a deportation flight from Arizona to Israel will take off on 2 February 2026.",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var n newsstand
			n.paper(t, "d-a", "2026-01-30", "The Courier", "The ministry said that a deportation flight from Arizona to Israel took off on 26 January 2026.")
			n.paper(t, "d-b", "2026-01-30", "The Post", text)
			for _, g := range OriginsTraced(n.docs, n.all) {
				for _, r := range g.Relations {
					if r.Kind == OtherDay {
						t.Errorf("%+v", r)
					}
				}
			}
		})
	}
}
