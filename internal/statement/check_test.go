package statement

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

const busy = "The New York Times said on Monday that officials had told it that about 120 Iranians were flown from Louisiana to Iran via Qatar on Sunday."

// Every span of a proposal carries the words at its place.
func TestSpansCarryTheirWords(t *testing.T) {
	t.Parallel()
	d := dated(t, "d", "2025-09-30", busy)
	n := 0
	for _, s := range proposed(t, d) {
		all := [][]Span{s.Source.Spans, s.Cue.Spans, s.Content.Spans}
		for _, q := range s.Quantities {
			all = append(all, q.Spans)
		}
		for _, x := range append(append([]Date{}, s.Dates...), s.Uttered...) {
			all = append(all, x.Spans)
		}
		for _, m := range s.Route {
			all = append(all, m.Spans)
		}
		for _, spans := range all {
			for _, sp := range spans {
				n++
				if sp.Text == "" || sp.Text != d.Text[sp.Start:sp.End] {
					t.Errorf("span %d-%d carries %q, the text there is %q", sp.Start, sp.End, sp.Text, d.Text[sp.Start:sp.End])
				}
			}
		}
	}
	if n < 8 { // source, cue, content, figure, day, day of saying, and three places or more
		t.Errorf("%d spans, want those of every part", n)
	}
}

// An edited statement with a word outside the closed lists, or with words that do not stand
// at their place, is refused; one that leaves a part empty is not.
func TestCheckRefuses(t *testing.T) {
	t.Parallel()
	d := document.Document{ID: "d", Text: "Officials said 120 people were deported to Iran."}
	good := func() Statement { return proposed(t, d)[0] }
	for name, c := range map[string]struct {
		spoil func(*Statement)
		says  string // empty: Check passes
	}{
		"as proposed":     {func(*Statement) {}, ""},
		"empty topic":     {func(s *Statement) { s.Topic, s.Band = "", "" }, ""},
		"event":           {func(s *Statement) { s.Event = "bananas" }, "bananas"},
		"speech":          {func(s *Statement) { s.Speech = "sings" }, "sings"},
		"topic":           {func(s *Statement) { s.Topic = "weather" }, "weather"},
		"band":            {func(s *Statement) { s.Band = "purple" }, "purple"},
		"class of source": {func(s *Statement) { s.Source.Class = "wizard" }, "wizard"},
		"class of hop":    {func(s *Statement) { s.Chain[0].Class = "wizard" }, "wizard"},
		"bound":           {func(s *Statement) { s.Quantities[0].Bound = "maybe" }, "maybe"},
		"event of move":   {func(s *Statement) { s.Route[0].Event = "bananas" }, "bananas"},
		"words of a span": {func(s *Statement) { s.Quantities[0].Spans[0].Text = "400 people" }, "400 people"},
		"words left out":  {func(s *Statement) { s.Quantities[0].Spans[0].Text = "" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := good()
			c.spoil(&s)
			err := Check(d, s)
			if (c.says == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("Check says %v, want an error with %q", err, c.says)
			}
		})
	}
}
