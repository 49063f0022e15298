package operation

import (
	"regexp"
	"slices"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// betweenBounds is what stands between the two figures of "no fewer than 50 and no more than 60".
var betweenBounds = regexp.MustCompile(`(?i)^[\s,]*(?:and|but|y|pero|et|mais)[\s,]+(?:(?:no|not|at|up|a|au|como|máximo|más|plus|lo|de|más|more|most|to|than|que)\s+)*$`)

// withBounds reads a lower and an upper bound of one people that the words join as the range that
// they state: neither bound stands alone. text is the document that the figures' bytes lie in.
func withBounds(s statement.Statement, text string) statement.Statement {
	for i := 0; i+1 < len(s.Quantities); i++ {
		low, high := s.Quantities[i], s.Quantities[i+1]
		if low.Bound != statement.AtLeast || low.Value == nil || high.Value == nil || high.Bound != statement.AtMost && high.Bound != statement.UpTo ||
			*low.Value >= *high.Value || low.Unit != persons && high.Unit != persons || !statement.SamePopulation(low, high) || len(low.Spans) == 0 || len(high.Spans) == 0 {
			continue
		}
		from, to := low.Spans[len(low.Spans)-1].End, high.Spans[0].Start
		if from < 0 || to > len(text) || from > to || !betweenBounds.MatchString(text[from:to]) {
			continue
		}
		both := high
		both.Value, both.Low, both.High, both.Bound, both.Unit = nil, low.Value, high.Value, statement.Range, persons
		if population(both) == "" && population(low) != "" {
			both.Population = low.Population
		}
		both.Spans = slices.Concat(low.Spans, high.Spans)
		s.Quantities = slices.Concat(s.Quantities[:i], []statement.Quantity{both}, s.Quantities[i+2:])
	}
	return s
}
