package flight_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/flight/measure"
	"github.com/charterwatch/charterwatch/internal/place"
)

var noon = time.Date(2025, 9, 29, 12, 0, 0, 0, time.UTC)

func airport(t testing.TB, code string) place.Airport {
	t.Helper()
	a, ok := place.Embedded().Lookup(code)
	if !ok {
		t.Fatalf("no airport %s", code)
	}
	return a
}

// trip is a chain of flights with the minutes between a landing and the next take-off.
type trip struct {
	kind  string
	from  string
	stops []string
	turn  time.Duration
	gate  time.Duration // transponder on at the gate before and after
	start time.Time
}

func (c trip) flights(t testing.TB) ([]sim.Flight, []sim.Truth) {
	t.Helper()
	if c.kind == "" {
		c.kind = "B738"
	}
	at := c.start
	if at.IsZero() {
		at = noon
	}
	var flights []sim.Flight
	var truths []sim.Truth
	from := c.from
	for _, to := range c.stops {
		f := sim.Flight{Hex: "d00001", Registration: "SIM-1", Type: c.kind, Callsign: "SIM1", From: airport(t, from), To: airport(t, to),
			Depart: at, GateBefore: c.gate, GateAfter: c.gate}
		_, truth, err := sim.Track([]sim.Flight{f}, sim.Receivers{}, 1)
		if err != nil {
			t.Fatal(err)
		}
		flights, truths = append(flights, f), append(truths, truth[0])
		at, from = truth[0].Landing.Add(c.turn), to
	}
	return flights, truths
}

func fly(t testing.TB, flights []sim.Flight, r sim.Receivers, seed uint64) *adsb.Track {
	t.Helper()
	track, _, err := sim.Track(flights, r, seed)
	if err != nil {
		t.Fatal(err)
	}
	return track
}

// The twenty scenarios of the reference on legs, every other seed with runways where the shared
// data is there. "?" is an end that must not be named.
func TestTwentyScenarios(t *testing.T) {
	t.Parallel()
	var known *place.Airports
	if _, err := os.Stat(shared); err == nil {
		known = withRunways(t)
	}
	if n := len(sim.Scenarios()); n != 20 {
		t.Fatalf("%d scenarios", n)
	}
	for _, s := range sim.Scenarios() {
		for _, seed := range []uint64{1, 2, 3, 4, 5, 6} {
			t.Run(fmt.Sprintf("%s seed %d", s.Name, seed), func(t *testing.T) {
				t.Parallel()
				airports := place.Embedded()
				if seed%2 == 0 && known != nil {
					airports = known
				}
				track, truths, err := s.Fly(airports, seed)
				if err != nil {
					t.Fatal(err)
				}
				legs := flight.Extract(track, airports)
				if !measure.Scenario(s, legs, truths) {
					t.Errorf("legs %s, want %s with %s in the list\n%s", measure.Routes(legs), s.Want, s.List, describe(legs))
				}
				holdsTruth(t, legs, truths)
			})
		}
	}
}

// holdsTruth checks that what a leg says of its times contains what really happened, and
// that the probabilities of every end sum to one.
func holdsTruth(t *testing.T, legs []flight.Leg, truths []sim.Truth) {
	t.Helper()
	for i, l := range legs {
		for _, e := range []flight.End{l.Start, l.End} {
			sum, unknown := 0.0, false
			for _, k := range e.Candidates {
				sum += k.Probability
				unknown = unknown || k.Airport == "unknown"
			}
			if sum < 1-1e-9 || sum > 1+1e-9 || !unknown || len(e.Candidates) > 10 {
				t.Errorf("candidates %v: sum %v, unknown among them %v", e.Candidates, sum, unknown)
			}
			if (e.Airport != nil) != (e.Status == flight.Observed || e.Status == flight.Confirmed || e.Status == flight.Estimated) {
				t.Errorf("status %s with airport %v", e.Status, e.Airport)
			}
		}
		if i >= len(truths) || len(legs) != len(truths) {
			continue
		}
		for _, c := range []struct {
			e    flight.End
			want time.Time
		}{{l.Start, truths[i].TakeOff}, {l.End, truths[i].Landing}} {
			if c.e.Time != nil && c.e.Time.Sub(c.want).Abs() > 20*time.Second {
				t.Errorf("leg %d: time %v, truth %v", i, c.e.Time, c.want)
			}
			if from := c.e.Interval[0]; from != nil && c.want.Before(from.Add(-2*time.Second)) {
				t.Errorf("leg %d: truth %v before the interval's start %v", i, c.want, from)
			}
			if to := c.e.Interval[1]; to != nil && c.want.After(to.Add(2*time.Second)) {
				t.Errorf("leg %d: truth %v after the interval's end %v", i, c.want, to)
			}
		}
	}
}

var nothingMissing = sim.Receivers{}

func first[A, B any](a A, _ B) A { return a }
