package journey

import (
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
)

func TestTableSaysUnknownAndGivesIntervals(t *testing.T) {
	t.Parallel()
	kaex := "KAEX"
	left := time.Date(2025, 9, 29, 22, 14, 5, 0, time.UTC)
	lost := time.Date(2025, 9, 30, 14, 6, 0, 0, time.UTC)
	j := Journey{ID: "j-x", Hops: []Hop{{Leg: flight.Leg{ID: "x", Callsigns: []string{"SIM001", "SIM002"},
		Start: flight.End{Airport: &kaex, Status: flight.Observed, Probability: 0.99, Time: &left},
		End:   flight.End{Status: flight.Unknown, Probability: 0.27, Interval: [2]*time.Time{&lost, nil}},
		Gaps:  []flight.Gap{{From: left, To: left.Add(90 * time.Minute), Kind: flight.NotHeard}},
	}}}}
	rows := Table([]Journey{j})
	got := map[string]string{}
	for i, name := range rows[0] {
		got[name] = rows[1][i]
	}
	for name, want := range map[string]string{
		"from": "KAEX", "departed": "2025-09-29T22:14:05Z", "to": "unknown", "arrived": "2025-09-30T14:06:00Z/..",
		"callsigns": "SIM001 SIM002", "not_heard_minutes": "90", "from_probability": "0.99",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	if route := j.Route(); route != "KAEX – onward, unknown" {
		t.Errorf("route %q", route)
	}
}
