package flight_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
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

// The twenty scenarios of the reference on legs. "?" is an end that must not be named.
func TestTwentyScenarios(t *testing.T) {
	t.Parallel()
	var known *place.Airports // with runways, where the shared data is there
	if _, err := os.Stat(shared); err == nil {
		known = withRunways(t)
	}
	floor := func(ft int, codes ...string) sim.Receivers {
		m := map[string]int{}
		for _, c := range codes {
			m[c] = ft
		}
		return sim.Receivers{FloorFt: m}
	}
	silent := func(from, to time.Time) sim.Receivers {
		return sim.Receivers{Holes: []sim.Hole{{From: from, To: to}}}
	}
	cases := []struct {
		name  string
		trip  trip
		hear  func([]sim.Truth) sim.Receivers
		spoil func(*adsb.Track)
		want  string
		list  string // a field that the candidates of the first unnamed end must hold
		first bool   // and put first among the fields
	}{
		{name: "1 field at 4,952 ft", trip: trip{from: "KAEX", stops: []string{"MGGT"}}, want: "KAEX-MGGT"},
		{name: "2 field at 91 ft", trip: trip{from: "KAEX", stops: []string{"MHLM"}}, want: "KAEX-MHLM"},
		{name: "3 lost below 3,000 ft", trip: trip{from: "KAEX", stops: []string{"MGGT"}},
			hear: func([]sim.Truth) sim.Receivers { return floor(3000, "MGGT") }, want: "KAEX-MGGT"},
		{name: "4 45-minute hole at cruise", trip: trip{from: "KAEX", stops: []string{"MHLM"}},
			hear: func(tr []sim.Truth) sim.Receivers {
				return silent(tr[0].TakeOff.Add(40*time.Minute), tr[0].TakeOff.Add(85*time.Minute))
			}, want: "KAEX-MHLM"},
		{name: "5 50-minute turn", trip: trip{from: "KAEX", stops: []string{"KMIA", "MUHA"}, turn: 50 * time.Minute}, want: "KAEX-KMIA KMIA-MUHA"},
		{name: "6 stop in a 45-minute hole", trip: trip{from: "KAEX", stops: []string{"MHLM", "KAEX"}, turn: 40 * time.Minute},
			hear: func([]sim.Truth) sim.Receivers { return floor(2500, "MHLM") }, want: "KAEX-MHLM MHLM-KAEX"},
		{name: "7 quick turn in a 28-minute hole", trip: trip{from: "KAEX", stops: []string{"MHLM", "KAEX"}, turn: 23 * time.Minute},
			hear: func([]sim.Truth) sim.Receivers { return floor(2500, "MHLM") }, want: "KAEX-MHLM MHLM-KAEX"},
		{name: "8 lost at cruise 40 minutes out", trip: trip{kind: "B763", from: "OTHH", stops: []string{"OIIE"}},
			hear: func(tr []sim.Truth) sim.Receivers { return silent(tr[0].Landing.Add(-40*time.Minute), time.Time{}) },
			want: "OTHH-?", list: "OIIE"},
		{name: "9 geometric altitude on ground rows", trip: trip{from: "KIWA", stops: []string{"KELP"}}, want: "KIWA-KELP"},
		{name: "10 the same without it", trip: trip{from: "KIWA", stops: []string{"KELP"}}, want: "KIWA-KELP",
			spoil: func(tr *adsb.Track) {
				for i := range tr.Points {
					tr.Points[i].Has &^= adsb.HasGeom
				}
			}},
		{name: "11 across midnight", trip: trip{from: "KAEX", stops: []string{"KDEN"}, start: noon.Add(11 * time.Hour)}, want: "KAEX-KDEN"},
		{name: "12 a wide field", trip: trip{from: "KMFE", stops: []string{"KDFW"}}, want: "KMFE-KDFW"},
		{name: "13 removal and return", trip: trip{from: "KHRL", stops: []string{"MGGT", "KHRL"}, turn: 70 * time.Minute}, want: "KHRL-MGGT MGGT-KHRL"},
		{name: "14 transponder on at the gate", trip: trip{from: "KHRL", stops: []string{"MGGT", "KHRL"}, turn: 60 * time.Minute, gate: 25 * time.Minute},
			want: "KHRL-MGGT MGGT-KHRL"},
		{name: "15 a 7-minute hole in the climb", trip: trip{from: "KAEX", stops: []string{"KDEN"}},
			hear: func(tr []sim.Truth) sim.Receivers {
				return silent(tr[0].TakeOff.Add(150*time.Second), tr[0].TakeOff.Add(570*time.Second))
			}, want: "KAEX-KDEN"},
		{name: "16 a 4.5-hour ocean hole", trip: trip{kind: "B763", from: "KIWA", stops: []string{"GOOY"}},
			hear: func(tr []sim.Truth) sim.Receivers {
				return silent(tr[0].Landing.Add(-6*time.Hour), tr[0].Landing.Add(-90*time.Minute))
			}, want: "KIWA-GOOY"},
		{name: "17 a stop hidden behind an ocean", trip: trip{kind: "B763", from: "KAEX", stops: []string{"GOOY", "FOOL"}, turn: 75 * time.Minute},
			hear: func(tr []sim.Truth) sim.Receivers {
				return silent(tr[0].Landing.Add(-4*time.Hour), tr[1].Landing.Add(-40*time.Minute))
			}, want: "KAEX-? ?-FOOL", list: "GOOY"},
		{name: "18 three fixes 1,000 km off", trip: trip{from: "KAEX", stops: []string{"MGGT"}}, want: "KAEX-MGGT",
			spoil: func(tr *adsb.Track) {
				for k := 1; k <= 3; k++ {
					tr.Points[k*len(tr.Points)/4].Lat += 9
				}
				tr.Finish()
			}},
		{name: "19 lost in descent at FL250", trip: trip{from: "KHRL", stops: []string{"MGGT"}},
			hear: func(tr []sim.Truth) sim.Receivers { return silent(tr[0].Landing.Add(-15*time.Minute), time.Time{}) },
			want: "KHRL-?", list: "MGGT", first: true},
		{name: "20 lost below FL100 on both sides", trip: trip{from: "KHRL", stops: []string{"MGGT", "KHRL"}, turn: 60 * time.Minute},
			hear: func([]sim.Truth) sim.Receivers { return floor(10000-4952, "MGGT") }, want: "KHRL-MGGT MGGT-KHRL"},
	}
	for _, c := range cases {
		for _, seed := range []uint64{1, 2, 3, 4, 5, 6} {
			t.Run(fmt.Sprintf("%s seed %d", c.name, seed), func(t *testing.T) {
				t.Parallel()
				airports := place.Embedded()
				if seed%2 == 0 && known != nil { // every other seed with runways
					airports = known
				}
				flights, truths := c.trip.flights(t)
				hear := nothingMissing
				if c.hear != nil {
					hear = c.hear(truths)
				}
				track := fly(t, flights, hear, seed)
				if c.spoil != nil {
					c.spoil(track)
				}
				legs := flight.Extract(track, airports)
				got := strings.ReplaceAll(strings.Join(routes(legs), " "), "unknown", "?")
				if got != c.want {
					t.Errorf("legs %s, want %s\n%s", got, c.want, describe(legs))
				}
				if c.list != "" {
					e := legs[0].End
					var fields []string
					for _, k := range e.Candidates {
						if k.Airport != "unknown" {
							fields = append(fields, k.Airport)
						}
						if k.Airport != "unknown" && k.Probability > 0.6 {
							t.Errorf("%s has %.2f without another source", k.Airport, k.Probability)
						}
					}
					if i := slices.Index(fields, c.list); i < 0 || c.first && i > 0 {
						t.Errorf("candidates %v: %s is not where it must be\n%s", e.Candidates, c.list, describe(legs))
					}
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
