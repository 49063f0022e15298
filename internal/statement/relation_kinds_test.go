package statement

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Each relation between two short documents, as the rules read them: both passages, in words
// that stand in the documents, and a reason.
func TestEachRelationOfTwoDocuments(t *testing.T) {
	t.Parallel()
	type paper struct{ day, publisher, url, language, text string }
	for _, c := range []struct {
		want     RelationKind
		a, b     paper
		inA, inB string // words of the two statements
	}{
		{want: Repeats, inA: "120 Iranians", inB: "120 Iranians",
			a: paper{day: "2025-09-30", text: "The foreign ministry official Hossein Noushabadi said on Tuesday that 120 Iranians were deported from the United States to Iran."},
			b: paper{day: "2025-10-01", text: "The foreign ministry official Hossein Noushabadi said on Tuesday that 120 Iranians were deported from the United States to Iran."}},
		{want: Paraphrases, inA: "120 Iranians", inB: "group of 120",
			a: paper{day: "2025-09-30", text: "The foreign ministry official Hossein Noushabadi said on Tuesday that 120 Iranians were deported from the United States to Iran."},
			b: paper{day: "2025-10-01", text: "A group of 120 Iranians was sent back by Washington, according to Hossein Noushabadi, a foreign ministry official."}},
		{want: Translates, inA: "250 Venezuelans", inB: "250 venezolanos",
			a: paper{day: "2025-03-16", language: "en", text: "The government said that 250 Venezuelans were deported to El Salvador on 15 March 2025."},
			b: paper{day: "2025-03-17", language: "es", text: "El gobierno dijo que 250 venezolanos fueron deportados a El Salvador el 15 de marzo de 2025."}},
		{want: Misattributes, inA: "About 100", inB: "nearly 120",
			a: paper{day: "2025-09-30", text: "About 100 Iranians were aboard the flight that left Louisiana on Monday, according to the New York Times."},
			b: paper{day: "2025-10-02", text: "The flight that left Louisiana on Monday carried nearly 120 Iranians, the New York Times reported."}},
		{want: UpgradesModality, inA: "should be", inB: "were deported",
			a: paper{day: "2025-09-30", text: "The ministry said on Tuesday that 120 Iranians should be deported from the United States to Iran."},
			b: paper{day: "2025-09-30", text: "The ministry said on Tuesday that 120 Iranians were deported from the United States to Iran."}},
		{want: ChangesScope, inA: "1,200", inB: "1,200",
			a: paper{day: "2025-09-30", text: "The ministry said that 1,200 people were deported to Honduras this year."},
			b: paper{day: "2025-10-01", text: "The ministry said that 1,200 people were deported to Honduras on one flight on Monday."}},
		{want: Refines, inA: "more than 100", inB: "114",
			a: paper{day: "2025-09-30", text: "The interior ministry said that more than 100 people were deported to Panama on Monday."},
			b: paper{day: "2025-09-30", text: "The interior ministry said that 114 people were deported to Panama on Monday."}},
		{want: Contradicts, inA: "54", inB: "120",
			a: paper{day: "2025-09-30", text: "The interior ministry said that 54 Iranians were deported to Iran on Monday."},
			b: paper{day: "2025-09-30", text: "The foreign ministry said that 120 Iranians were deported to Iran on Monday."}},
		{want: Supersedes, inA: "80", inB: "119",
			a: paper{day: "2025-02-14", text: "The migration minister Juan Ruiz said that 80 people were deported to Panama this week."},
			b: paper{day: "2025-02-15", text: "The migration minister Juan Ruiz said that 119 people were deported to Panama this week."}},
		{want: Corrects, inA: "54 Iranians", inB: "54 Iranians",
			a: paper{day: "2025-09-30", publisher: "The Courier", text: "The Courier reported that 54 Iranians were deported to Iran on Monday."},
			b: paper{day: "2025-10-01", publisher: "The Courier", text: "An earlier version of this article said that 54 Iranians were deported to Iran on Monday. The ministry gave no number."}},
		{want: Retracts, inA: "54 Iranians", inB: "54 Iranians",
			a: paper{day: "2025-09-30", publisher: "The Courier", text: "Two officials said that 54 Iranians were deported to Iran on Monday."},
			b: paper{day: "2025-10-03", publisher: "The Courier", text: "We retract our report that said that 54 Iranians were deported to Iran on Monday."}},
		{want: Incommensurable, inA: "119 people", inB: "12 children",
			a: paper{day: "2025-02-15", text: "The ministry said that 119 people were deported to Panama on Friday."},
			b: paper{day: "2025-02-15", text: "A rights group said that 12 children were deported to Panama on Friday."}},
	} {
		t.Run(string(c.want), func(t *testing.T) {
			t.Parallel()
			var docs []document.Document
			var all []Statement
			var two [2]Placed
			for i, p := range []paper{c.a, c.b} {
				d := dated(t, []string{"d-a", "d-b"}[i], p.day, p.text)
				d.Publisher, d.URL = p.publisher, p.url
				if p.language != "" {
					d.Language = p.language
				}
				list := proposed(t, d)
				docs, all = append(docs, d), append(all, list...)
				for _, s := range list {
					if strings.Contains(s.Content.Text, []string{c.inA, c.inB}[i]) {
						two[i] = Placed{s, d}
					}
				}
				if two[i].Statement.ID == "" {
					t.Fatalf("nothing with %q was read in %q: %+v", []string{c.inA, c.inB}[i], p.text, list)
				}
			}
			r := Compare(two[0], two[1])
			if r.Kind != c.want || r.Reason == "" || r.DocA != "d-a" || r.DocB != "d-b" {
				t.Errorf("%s from %s to %s (%s), want %s from d-a to d-b", r.Kind, r.DocA, r.DocB, r.Reason, c.want)
			}
			if !strings.Contains(docs[0].Text, r.TextA) || !strings.Contains(docs[1].Text, r.TextB) || r.TextA == "" || r.TextB == "" {
				t.Errorf("passages %q and %q do not stand in the documents", r.TextA, r.TextB)
			}
			if back := Compare(two[1], two[0]); back != r {
				t.Errorf("asked the other way round: %+v, then %+v", r, back)
			}
			shown := false
			for _, g := range OriginsTraced(docs, all) {
				for _, rel := range append(g.Relations, g.Repeats...) {
					shown = shown || rel == r
				}
			}
			if !shown {
				t.Errorf("the relation is in no group")
			}
		})
	}
}
