package web

import (
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// TestFiguresInWords: a bound is always said, and a vague word never becomes a number.
func TestFiguresInWords(t *testing.T) {
	t.Parallel()
	n := func(v int) *int { return &v }
	s := statement.Statement{Content: statement.Passage{Spans: []statement.Span{{Start: 100, End: 113}}, Text: "dozens of men"}}
	for _, c := range []struct {
		q    statement.Quantity
		want string
	}{
		{statement.Quantity{Bound: statement.Exact, Value: n(120), Unit: "persons", Population: "Iranians"}, "120 Iranians"},
		{statement.Quantity{Bound: statement.UpTo, Value: n(400), Unit: "persons"}, "up to 400"},
		{statement.Quantity{Bound: statement.Approx, Value: n(100), Unit: "persons", Population: "people"}, "about 100 people"},
		{statement.Quantity{Bound: statement.Nearly, Value: n(120)}, "nearly 120"},
		{statement.Quantity{Bound: statement.MoreThan, Value: n(1200), Unit: "flights"}, "more than 1,200 flights"},
		{statement.Quantity{Bound: statement.Range, Low: n(50), High: n(55)}, "50 to 55"},
		{statement.Quantity{Bound: statement.Vague, Spans: []statement.Span{{Start: 100, End: 106}}}, "“dozens”, no number"},
		{statement.Quantity{Bound: statement.Vague, Spans: []statement.Span{{Start: 0, End: 6}}}, "a word, no number"},
	} {
		if got := quantity(s, c.q); got != c.want {
			t.Errorf("%+v is %q, want %q", c.q, got, c.want)
		}
	}
}

// TestDatesInWords: an interval's end is exclusive inside and inclusive on a page.
func TestDatesInWords(t *testing.T) {
	t.Parallel()
	at := func(d int) *time.Time { v := time.Date(2025, 9, d, 0, 0, 0, 0, time.UTC); return &v }
	for _, c := range []struct {
		d    statement.Date
		want string
	}{
		{statement.Date{From: at(29), To: at(30)}, "29 Sep 2025"},
		{statement.Date{From: at(28), To: at(30)}, "28 Sep 2025 to 29 Sep 2025"},
		{statement.Date{From: at(29)}, "from 29 Sep 2025"},
		{statement.Date{To: at(30)}, "until 29 Sep 2025"},
		{statement.Date{}, "not resolved: the report's own date is not known"},
	} {
		if got := dates(c.d); got != c.want {
			t.Errorf("%+v is %q, want %q", c.d, got, c.want)
		}
	}
}

// TestProbabilitiesNeverRoundToCertainty.
func TestProbabilitiesNeverRoundToCertainty(t *testing.T) {
	t.Parallel()
	for p, want := range map[float64]string{0.44: "0.44", 0.999: "> 0.99", 0.004: "< 0.01", 1: "1", 0: "0", 0.995: "> 0.99"} {
		if got := probability(p); got != want {
			t.Errorf("probability(%v) = %q, want %q", p, got, want)
		}
	}
}
