package statement

import (
	"os"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/google/go-cmp/cmp"
)

// An editor cuts a statement to a part of its words: only what those words say stays.
func TestNarrow(t *testing.T) {
	t.Parallel()
	text := "The minister said that 54 Iranians were flown from Louisiana to Qatar on Monday and 280 more will be sent to Cairo by 10 October."
	d := dated(t, "d", "2025-09-30", text)
	s := proposed(t, d)[0]
	s.Topic, s.Band = TopicRemoval, Amber
	for words, w := range map[string]want{
		"54 Iranians were flown from Louisiana to Qatar on Monday": {event: Happened, figures: []string{"exact 54 persons"}, dates: []string{"2025-09-29"}, route: "US-LA>QA"},
		"280 more will be sent to Cairo by 10 October":             {event: Planned, figures: []string{"exact 280 "}, dates: []string{"2025-09-30..2025-10-11"}, route: ">HECA"},
		"54 Iranians were flown":                                   {event: Happened, figures: []string{"exact 54 persons"}, dates: []string{}},
		"54 Iranians were flown from Louisiana to Qatar on Monday and 280 more will be sent to Cairo by 10 October": {event: Planned, figures: []string{"exact 54 persons", "exact 280 "}},
	} {
		at := strings.Index(text, words)
		got := Narrow(d, s, Span{Start: at, End: at + len(words)})
		if err := Check(d, got); err != nil {
			t.Error(err)
		}
		w.content, w.source, w.cue, w.speech, w.topic, w.class = words, "The minister", "said", Asserts, TopicRemoval, s.Origin().Class
		expect(t, d, []Statement{got}, w)
		if got.ID != s.ID || got.Band != Amber || got.Content.Spans[0].Text != words {
			t.Errorf("%q: ID %s, band %s, span %q", words, got.ID, got.Band, got.Content.Spans[0].Text)
		}
		for _, q := range got.Quantities {
			if q.Spans[0].Text == "" {
				t.Errorf("%q: a figure without its words", words)
			}
		}
	}
	if got := Narrow(d, s, Span{Start: 10, End: len(text) + 5}); Check(d, got) == nil || len(got.Quantities) > 0 {
		t.Errorf("a span outside the text gave %+v", got)
	}
	if (cmp.Diff(s, proposed(t, d)[0], cmp.FilterPath(func(p cmp.Path) bool { n := p.String(); return n == "Topic" || n == "Band" }, cmp.Ignore()))) != "" {
		t.Error("Narrow changed the statement that it was given")
	}
}

// Narrowing to the words that a statement already has changes nothing of it.
func TestNarrowToItselfChangesNothing(t *testing.T) {
	t.Parallel()
	texts := []string{
		busy,
		"Iranians were deported. He denied that anyone had been forced to board. Qatar has confirmed it helped. The State Department declined to comment on Monday.",
		"Iranians were deported from the US.\nQ: Officials say there were 120 people aboard. Is that right?\nA: No.",
		"US officials plan to deport 120 Iranians on Sunday. The plane never landed in Doha, went via Cairo instead. The UN warned on Monday of harm to deportees.",
	}
	for _, g := range readGold(t) {
		texts = append(texts, g.text)
	}
	if raw, err := os.ReadFile("../../../shared/data/origin-report.txt"); err == nil {
		texts = append(texts, string(raw))
	}
	for _, text := range texts {
		d := dated(t, "d", "2025-09-30", text)
		for _, s := range proposed(t, d) {
			if len(s.Content.Spans) != 1 {
				continue
			}
			if diff := cmp.Diff(s, Narrow(d, s, s.Content.Spans[0])); diff != "" {
				t.Errorf("%q (-proposed +narrowed):\n%s", s.Content.Text, diff)
			}
		}
	}
}

// FuzzNarrow moves the ends anywhere.
func FuzzNarrow(f *testing.F) {
	f.Add(busy, 0, 10)
	f.Add("Officials said 5 people — “ten” — left. ¿Qué?", 3, 22)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		d := document.Document{ID: "d", Text: strings.ToValidUTF8(text, "?")}
		for _, s := range Propose(d) {
			got := Narrow(d, s, Span{Start: from, End: to})
			if err := checkSpans(d.Text, got.Content.Spans); err == nil {
				if err := Check(d, got); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
