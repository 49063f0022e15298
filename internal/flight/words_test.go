package flight_test

import (
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
)

func TestWords(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 9, 30, 14, 6, 12, 0, time.UTC)
	later, code, ft := at.Add(3*time.Hour), "KAEX", 34000
	list := []flight.Candidate{{Airport: "OIIE", Probability: 0.44}, {Airport: "unknown", Probability: 0.37}, {Airport: "UBBB", Probability: 0.19}}
	for _, c := range []struct {
		e     flight.End
		start bool
		want  string
	}{
		{flight.End{Status: flight.Observed, Airport: &code, Time: &at}, true, "KAEX, observed 14:06Z"},
		{flight.End{Status: flight.Confirmed, Airport: &code, Probability: 0.91, Interval: [2]*time.Time{&at, &later}}, false, "KAEX, confirmed 0.91 between 30 Sep 14:06Z and 30 Sep 17:06Z"},
		{flight.End{Status: flight.Estimated, Airport: &code, Probability: 0.71, Interval: [2]*time.Time{&at, nil}}, false, "KAEX, estimated 0.71 after 30 Sep 14:06Z"},
		{flight.End{Status: flight.Possible, Candidates: list, Heard: flight.Heard{At: at, AltFt: &ft}}, false, "lost at FL340 14:06Z; OIIE 0.44, unknown 0.37, UBBB 0.19"},
		{flight.End{Status: flight.Unknown, Candidates: []flight.Candidate{{Airport: "unknown", Probability: 1}}, Heard: flight.Heard{At: at, AltFt: &ft}}, true, "unknown; first heard at FL340 14:06Z"},
		{flight.End{Status: flight.Unknown, Candidates: []flight.Candidate{{Airport: "unknown", Probability: 1}}, Heard: flight.Heard{At: at, Ground: true}}, true, "unknown; on the ground away from known fields 14:06Z"},
	} {
		if got := c.e.Words(c.start); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
