package statement

import "slices"

// lettered gives every span of s the words at its place. It copies the spans: a statement
// shares none with another.
func lettered(text string, s Statement) Statement {
	words := func(spans []Span) []Span {
		out := slices.Clone(spans)
		for i, sp := range out {
			if sp.Start >= 0 && sp.Start <= sp.End && sp.End <= len(text) {
				out[i].Text = text[sp.Start:sp.End]
			}
		}
		return out
	}
	s.Source.Spans, s.Cue.Spans, s.Content.Spans = words(s.Source.Spans), words(s.Cue.Spans), words(s.Content.Spans)
	s.Quantities, s.Dates, s.Uttered, s.Route = slices.Clone(s.Quantities), slices.Clone(s.Dates), slices.Clone(s.Uttered), slices.Clone(s.Route)
	for i := range s.Quantities {
		s.Quantities[i].Spans = words(s.Quantities[i].Spans)
	}
	for i := range s.Dates {
		s.Dates[i].Spans = words(s.Dates[i].Spans)
	}
	for i := range s.Uttered {
		s.Uttered[i].Spans = words(s.Uttered[i].Spans)
	}
	for i := range s.Route {
		s.Route[i].Spans = words(s.Route[i].Spans)
	}
	return s
}
