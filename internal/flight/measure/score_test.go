package measure_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/flight/measure"
	"github.com/charterwatch/charterwatch/internal/place"
)

var noon = time.Date(2025, 9, 29, 12, 0, 0, 0, time.UTC)

func at(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }

func ptr[T any](x T) *T { return &x }

// end says a name with a probability; "" leaves the end open with the field in its list.
func end(name string, p float64, heard int) flight.End {
	e := flight.End{Probability: p, Heard: flight.Heard{At: at(heard)}}
	if p >= 0.5 {
		e.Airport = &name
	}
	if name != "" {
		e.Candidates = []flight.Candidate{{Airport: name, Probability: p}}
	}
	e.Candidates = append(e.Candidates, flight.Candidate{Airport: "unknown", Probability: 1 - p})
	return e
}

// leg from a field at a minute to a field at a minute.
func leg(from string, p float64, took int, to string, q float64, landed int) flight.Leg {
	return flight.Leg{ID: from + "-" + to, Start: end(from, p, took), End: end(to, q, landed)}
}

// flown is a flight heard from gate to gate.
func flown(from string, took int, to string, landed int) measure.Flight {
	return measure.Flight{From: from, To: to, TakeOff: at(took), Landing: at(landed), First: at(took), Last: at(landed),
		AloftFrom: at(took), AloftTo: at(landed), Observable: true}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s %v, want %v", what, got, want)
	}
}

// Four flights of an hour each. The first leg is right. The second covers the second flight and
// goes on into the third (60 of 90 minutes are shared: a match), for which there is no other leg.
// The fourth flight is cut in two: the first half is exactly half of it, a match, the second is
// invented.
func TestLegCount(t *testing.T) {
	t.Parallel()
	flights := []measure.Flight{flown("A", 0, "B", 60), flown("B", 100, "C", 160), flown("C", 165, "D", 225), flown("D", 300, "E", 360)}
	legs := []flight.Leg{leg("A", 1, 0, "B", 1, 60), leg("B", 1, 100, "C", 1, 190), leg("D", 1, 300, "X", 1, 330), leg("X", 1, 331, "E", 1, 360)}
	of, count := measure.Match(legs, flights)
	if want := (measure.LegCount{Right: 3, Invented: 1, Missed: 1}); count != want || of[3] != -1 || of[1] != 1 {
		t.Errorf("%+v %v, want %+v", count, of, want)
	}
	near(t, "F1", count.F1(), 2*3.0/(2*3+1+1))
}

func TestWhatCouldNotBeHeardCostsNothing(t *testing.T) {
	t.Parallel()
	hidden := flown("A", 0, "B", 60)
	hidden.Observable = false
	if _, c := measure.Match(nil, []measure.Flight{hidden}); c != (measure.LegCount{}) {
		t.Errorf("missed: %+v", c)
	}
	if _, c := measure.Match([]flight.Leg{leg("A", 1, 0, "B", 1, 60)}, []measure.Flight{hidden}); c != (measure.LegCount{}) {
		t.Errorf("found: %+v", c)
	}
}

// Two flights that nothing tells from one: both answers are right, and no third.
func TestIndistinctStop(t *testing.T) {
	t.Parallel()
	a, b := flown("A", 0, "B", 200), flown("B", 230, "C", 430)
	a.End, b.Start, a.JoinedNext = measure.Away, measure.Away, true
	a.Last, a.AloftTo, b.First, b.AloftFrom = at(100), at(100), at(300), at(300)
	flights := []measure.Flight{a, b}
	one := measure.Legs([]flight.Leg{leg("A", 0.95, 0, "C", 0.95, 430)}, flights)
	two := measure.Legs([]flight.Leg{leg("A", 0.95, 0, "", 0, 100), leg("", 0, 300, "C", 0.95, 430)}, flights)
	none := measure.Legs(nil, flights)
	if one.Count.F1() != 1 || one.Exactly != 1 || two.Count.F1() != 1 || two.Exactly != 1 || none.Count.F1() != 0 {
		t.Errorf("one %+v, two %+v, none %+v", one.Count, two.Count, none.Count)
	}
	a.JoinedNext = false
	if s := measure.Legs([]flight.Leg{leg("A", 0.95, 0, "C", 0.95, 430)}, []measure.Flight{a, b}); s.Count.F1() == 1 {
		t.Error("a stop that could be told was missed, and it cost nothing")
	}
}

// Two legs, four ends: 0.9 right, 0.8 right, 0.95 wrong, 0.3 (not named) right.
// Brier = (0.01 + 0.04 + 0.9025 + 0.49) / 4 = 0.360625.
func TestFourEnds(t *testing.T) {
	t.Parallel()
	flights := []measure.Flight{flown("A", 0, "B", 60), flown("B", 100, "C", 160)}
	flights[1].End = measure.Away
	s := measure.Legs([]flight.Leg{leg("A", 0.9, 0, "B", 0.8, 60), leg("X", 0.95, 100, "C", 0.3, 160)}, flights)
	brier, n := s.Brier()
	near(t, "Brier", brier, 0.360625)
	near(t, "ends", float64(n), 4)
	near(t, "named at 0.9 or more", s.Sure().Share(), 2.0/4)
	near(t, "and wrong", s.SureWrong().Share(), 1.0/4)
	near(t, "wrong names", s.Wrong().Share(), 1.0/3)
	near(t, "expected to be wrong", s.Expected(), 0.1+0.2+0.05)
	near(t, "heard on the ground and right", s.ObservedRight().Share(), 2.0/3)
	near(t, "origin first", s.Top(1, true).Share(), 1.0/2)
	near(t, "destination first", s.Top(1, false).Share(), 1)
	near(t, "out of coverage and named", float64(s.AwayNamed().Yes), 0)
	near(t, "out of coverage", float64(s.AwayNamed().Of), 1)
	near(t, "exactly told", float64(s.Exactly), 0)
	for _, b := range s.Reliability() {
		if b.From == 0.95 && (b.Ends != 1 || b.Right != 0 || b.Said != 0.95) || b.From == 0.8 && (b.Ends != 1 || b.Right != 1) {
			t.Errorf("bin %+v", b)
		}
	}
	if svg := measure.ReliabilitySVG(s.Reliability()); strings.Count(svg, "<circle") != 4 || !strings.HasPrefix(svg, "<svg") {
		t.Errorf("diagram %s", svg)
	}
}

// A leg that ends at noon+30 while the flight was heard going on for half an hour more: no
// field is its end, not even the right one.
func TestNoFieldEndsACutLeg(t *testing.T) {
	t.Parallel()
	s := measure.Legs([]flight.Leg{leg("A", 1, 0, "B", 0.95, 30)}, []measure.Flight{flown("A", 0, "B", 60)})
	if e := s.Ends[1]; e.Truth != "" || e.Right || s.SureWrong().Yes != 1 {
		t.Errorf("%+v", e)
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		observed      *time.Time
		from, to      *time.Time
		timed, holds  bool
		closed        bool
		widthMinutes  float64
		intervalCases int
	}{
		{name: "nothing said"},
		{name: "observed to seconds", observed: ptr(at(60).Add(20 * time.Second)), timed: true, holds: true, closed: true},
		{name: "observed and wrong", observed: ptr(at(61)), timed: true, closed: true},
		{name: "interval", from: ptr(at(50)), to: ptr(at(70)), timed: true, holds: true, closed: true, widthMinutes: 20, intervalCases: 1},
		{name: "interval that misses", from: ptr(at(61)), to: ptr(at(70)), timed: true, closed: true, widthMinutes: 9, intervalCases: 1},
		{name: "open", from: ptr(at(50)), timed: true, holds: true},
		{name: "open and wrong", to: ptr(at(50)), timed: true},
	} {
		l := leg("A", 1, 0, "B", 1, 60)
		l.End.Time, l.End.Interval = c.observed, [2]*time.Time{c.from, c.to}
		s := measure.Legs([]flight.Leg{l}, []measure.Flight{flown("A", 0, "B", 60)})
		e := s.Ends[1]
		if e.Timed != c.timed || e.Holds != c.holds || e.Closed != c.closed || e.Width.Minutes() != c.widthMinutes || s.IntervalHolds().Of != c.intervalCases {
			t.Errorf("%s: %+v", c.name, e)
		}
	}
}

// Three dark ends: a set of two that holds the truth, a set of one that does not, a set of
// three that states only 0.8 and holds it; and a fourth without a set.
func TestDarkSets(t *testing.T) {
	t.Parallel()
	var all measure.Score
	for _, set := range []*flight.Feasible{
		{Probability: 0.95, Airports: []string{"B", "C"}}, {Probability: 0.95, Airports: []string{"C"}}, {Probability: 0.8, Airports: []string{"B", "C", "D"}}, nil,
	} {
		l := leg("A", 1, 0, "C", 0.2, 60)
		l.End.Feasible = set
		f := flown("A", 0, "B", 120)
		f.End, f.Last, f.AloftTo = measure.Away, at(60), at(60)
		all.Add(measure.Legs([]flight.Leg{l}, []measure.Flight{f}))
	}
	d := all.Dark(false)
	if d.Set != (measure.Ratio{Of: 4, Yes: 3}) || d.Held != (measure.Ratio{Of: 2, Yes: 1}) || d.HeldLess != (measure.Ratio{Of: 1, Yes: 1}) || d.Stated != 0.8 || d.MedianSize != 2 || d.Above.Yes != 0 {
		t.Errorf("%+v", d)
	}
	if all.Dark(true).Set.Of != 0 {
		t.Error("origins that were heard count as dark")
	}
}

// bold names the nearest field of any kind to both ends of every leg, at 0.95, as many tools do.
func bold(legs []flight.Leg, airports *place.Airports) []flight.Leg {
	for i := range legs {
		for _, e := range []*flight.End{&legs[i].Start, &legs[i].End} {
			if n := airports.Near(e.Heard.Point, 300); len(n) > 0 {
				e.Airport, e.Probability, e.Status = &n[0].Airport.Code, 0.95, flight.Confirmed
				e.Candidates = []flight.Candidate{{Airport: n[0].Airport.Code, Probability: 0.95}, {Airport: "unknown", Probability: 0.05}}
			}
		}
	}
	return legs
}

// open names no field at all.
func open(legs []flight.Leg) []flight.Leg {
	for i := range legs {
		for _, e := range []*flight.End{&legs[i].Start, &legs[i].End} {
			e.Airport, e.Probability, e.Candidates = nil, 0, nil
		}
	}
	return legs
}

// hasty cuts every leg in two.
func hasty(legs []flight.Leg) []flight.Leg {
	var out []flight.Leg
	for _, l := range legs {
		a, b := l, l
		middle := l.Start.Heard.At.Add(l.End.Heard.At.Sub(l.Start.Heard.At) / 2)
		a.End, b.Start = end("", 0, 0), end("", 0, 0)
		a.End.Heard.At, b.Start.Heard.At = middle, middle
		out = append(out, a, b)
	}
	return out
}

// Wrong methods miss the targets that they ought to miss. (The seeds are not of the hold-out.)
func TestWrongMethodsAreFoundOut(t *testing.T) {
	t.Parallel()
	airports := place.Embedded()
	var good, sure, cut, mute measure.Score
	for seed := range uint64(25) {
		trial, err := sim.HoldOut(seed, airports)
		if err != nil {
			t.Fatal(err)
		}
		flights := measure.Simulated(trial.Flown)
		legs := func() []flight.Leg { return flight.Extract(trial.Track, airports) }
		good.Add(measure.Legs(legs(), flights))
		sure.Add(measure.Legs(bold(legs(), airports), flights))
		cut.Add(measure.Legs(hasty(legs()), flights))
		mute.Add(measure.Legs(open(legs()), flights))
	}
	if good.Sure().Yes == 0 || good.AwayNamed().Of == 0 || good.ObservedRight().Of == 0 || good.IntervalHolds().Of == 0 {
		t.Errorf("a measure without cases: %+v %+v %+v %+v", good.Sure(), good.AwayNamed(), good.ObservedRight(), good.IntervalHolds())
	}
	if s := sure.SureWrong().Share(); s < 0.1 {
		t.Errorf("the nearest field at 0.95 is wrong in only %.3f of ends", s)
	}
	if r := sure.AwayNamed(); r.Yes == 0 {
		t.Errorf("out of coverage and named: %+v", r)
	}
	if a, _ := good.Brier(); a > 0.15 {
		t.Errorf("Brier score of the real method %.3f", a)
	} else if b, _ := sure.Brier(); b < 2*a {
		t.Errorf("Brier score of the bold %.3f, of the real method %.3f", b, a)
	}
	if f := cut.Count.F1(); f > 0.8 {
		t.Errorf("every leg cut in two has F1 %.3f", f)
	}
	if r := mute.ObservedRight(); r.Yes > 0 || r.Of == 0 {
		t.Errorf("no names, and of the observed ends right %+v", r)
	}
}
