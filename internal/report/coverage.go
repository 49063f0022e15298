package report

import (
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/journey"
)

// WithCoverage puts beside the report's totals what can have been seen: a sentence at the end
// of the finding and a section after the summary. Of a field that the source does not see, no
// removal counted there is not known, never none.
func (r Report) WithCoverage(all []journey.Coverage) Report {
	s := Section{Key: "coverage", Title: "What can have been seen", Figures: []Figure{}, Notes: []string{}}
	for _, c := range all {
		words := c.Words()
		r.Finding += " " + strings.ToUpper(words[:1]) + words[1:] + "."
		s.Notes = append(s.Notes, words+".")
		for _, f := range c.Fields {
			note := f.Words + "."
			if f.State != journey.FieldSeen && !r.countedFrom(f.Airport) {
				note += " No leg from there was counted: how many flew is not known."
			}
			s.Notes = append(s.Notes, note)
		}
	}
	s.Notes = append(s.Notes, "An arrival is seen when the aircraft was heard on the ground or below 1,000 ft above the field; a field is dark where none was heard below 3,000 ft.")
	r.Sections = slices.Insert(slices.Clone(r.Sections), min(1, len(r.Sections)), s)
	return r
}

func (r Report) countedFrom(field string) bool {
	return slices.ContainsFunc(r.Legs, func(l Leg) bool { return l.Standing != journey.Out && l.From != nil && *l.From == field })
}
