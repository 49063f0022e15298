package statement

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

func plain(t *testing.T, text string) document.Document {
	t.Helper()
	docs, err := document.Read([]byte(text), document.Hints{Published: "2025-09-30"})
	if err != nil {
		t.Fatal(err)
	}
	return docs[0]
}

func spanOf(t *testing.T, text, words string) []Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return []Span{{Start: i, End: i + len(words), Text: words}}
}

const told = "The ministry said that 120 people should be deported on Tuesday. Many feared the worst, and a charter pilot, Ana Ruiz, insisted nobody had left."

// What a mark means is read from its words by the rules, whoever marked them.
func TestMarksAreReadByRules(t *testing.T) {
	d := plain(t, told)
	got := FromMarks(d, []Mark{{Source: spanOf(t, d.Text, "The ministry"), Cue: spanOf(t, d.Text, "said"), Content: spanOf(t, d.Text, "120 people should be deported on Tuesday")}}, "by test/1")
	if len(got) != 1 {
		t.Fatalf("%d statements, want 1", len(got))
	}
	s := got[0]
	if err := Check(d, s); err != nil {
		t.Error(err)
	}
	if s.Event != Planned || len(s.Quantities) != 1 || *s.Quantities[0].Value != 120 || len(s.Dates) != 1 || s.Dates[0].From == nil || s.Dates[0].From.Format("2006-01-02") != "2025-09-30" {
		t.Errorf("event %s, figures %+v, dates %+v; want planned, 120, 30 Sep 2025", s.Event, s.Quantities, s.Dates)
	}
	if s.Extractor != "by test/1" || s.Band != Amber {
		t.Errorf("extractor %q, band %q", s.Extractor, s.Band)
	}
}

func TestMarksThatAreNoPlacesAreLeftOut(t *testing.T) {
	d := plain(t, told)
	for _, m := range []Mark{{}, {Content: []Span{{Start: -1, End: 4}}}, {Content: []Span{{Start: 5, End: 5}}}, {Content: []Span{{Start: len(d.Text), End: len(d.Text) + 9}}}} {
		if got := FromMarks(d, []Mark{m}, "x"); len(got) != 0 {
			t.Errorf("%+v gives %+v", m, got)
		}
	}
}

func TestAgreementOfTwoReadersIsRecorded(t *testing.T) {
	d := plain(t, told)
	rules := Propose(d)
	i := -1
	for k, s := range rules {
		if strings.Contains(s.Content.Text, "120 people") && len(s.Cue.Spans) > 0 {
			i = k
		}
	}
	if i < 0 {
		t.Fatal("the rules do not read the ministry's sentence")
	}
	rules[i].Band = Amber
	other := FromMarks(d, []Mark{
		{Source: spanOf(t, d.Text, "The ministry"), Cue: spanOf(t, d.Text, "said"), Content: spanOf(t, d.Text, "120 people should be deported on Tuesday")},
		{Cue: spanOf(t, d.Text, "feared"), Content: spanOf(t, d.Text, "the worst")},
	}, "other/1")
	merged := Merge(rules, other)
	agreed, alone := 0, 0
	for _, s := range merged {
		if len(s.Agrees) == 1 && s.Agrees[0] == "other/1" && strings.Contains(s.Content.Text, "120 people") {
			agreed++
			if s.Band != Green || s.Extractor != Extractor {
				t.Errorf("agreed: band %s by %s, want green by %s", s.Band, s.Extractor, Extractor)
			}
		}
		if s.Extractor == "other/1" {
			alone++
			if s.Band == Green {
				t.Errorf("what only another reader found is green: %q", s.Content.Text)
			}
		}
	}
	if agreed != 1 {
		t.Errorf("%d proposals name the other reader, want 1", agreed)
	}
	if alone > 1 {
		t.Errorf("%d proposals of the other reader stand alone, want at most 1", alone)
	}
	if again := Merge(merged, other); len(again) != len(merged) {
		t.Errorf("merging twice makes %d of %d proposals", len(again), len(merged))
	}
}
