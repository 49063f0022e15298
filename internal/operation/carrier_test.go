package operation

import (
	"slices"
	"testing"
)

// TestNamesInWords: who carried and who held people is read by the words beside the name; a place
// alone is neither, and one name told twice is one.
func TestNamesInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		words             string
		carriers, holders []string
	}{
		{"They were flown by Omni Air on Monday.", []string{"Omni Air"}, nil},
		{"They left aboard a Gulfport Ferries ferry.", []string{"Gulfport Ferries"}, nil},
		{"The people were detained by the Ministry of Interior.", nil, []string{"Ministry of Interior"}},
		{"They were handed over to Frontex.", nil, []string{"Frontex"}},
		{"They were received by Ghana.", nil, nil},
		{"They were removed on Monday.", nil, nil},
		{"", nil, nil},
	} {
		if got := carriersIn(c.words); !slices.Equal(got, c.carriers) {
			t.Errorf("%q: carriers %q, want %q", c.words, got, c.carriers)
		}
		if got := holdersIn(c.words); !slices.Equal(got, c.holders) {
			t.Errorf("%q: holders %q, want %q", c.words, got, c.holders)
		}
	}
}

// TestSurfaceWay: the two ends of a way over land stand beside "from" and "to" or "into"; an end
// that no word marks is not guessed.
func TestSurfaceWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ words, from, to string }{
		{"They walked from Ghana into Togo.", "GH", "TG"},
		{"They were driven from Panama to Costa Rica.", "PA", "CR"},
		{"They were bused into Mexico.", "", "MX"},
		{"They were in Togo.", "", ""},
		{"", "", ""},
	} {
		if from, to := surfaceWay(c.words); from != c.from || to != c.to {
			t.Errorf("%q: %q to %q, want %q to %q", c.words, from, to, c.from, c.to)
		}
	}
}
