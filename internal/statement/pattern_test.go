package statement

import "testing"

func TestEveryPatternCompiles(t *testing.T) {
	t.Parallel()
	for _, p := range patterns {
		p.compiled() // panics, naming the expression, where it does not
	}
	if len(patterns) < 10 {
		t.Errorf("%d patterns, want all of the package", len(patterns))
	}
}
