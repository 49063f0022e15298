package journey_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

func TestScheduleRowsThatCannotBeReadAreListed(t *testing.T) {
	t.Parallel()
	text := "\ufeffAirport,Time,Arrivals,Callsign\nKELP,2025-09-29T14:05Z,,swa12\nELP,2025-09-29T16:05+02:00,3,\nKELP,2025-09-29 14:05,1,\nXXXX,2025-09-29T14:05Z,1,\nKELP,2025-09-29T14:05Z,2,SWA1\nKELP,2025-09-29T14:05Z,-1,\nKELP,1925-09-29T14:05Z,1,\n"
	s, bad, err := journey.ReadSchedule("a.csv", strings.NewReader(text), place.Embedded())
	if err != nil || len(s.Arrivals) != 2 || s.Arrivals[0].Callsign != "" || s.Arrivals[1].Callsign != "SWA12" {
		t.Fatalf("%+v, %v", s, err)
	}
	if at := s.Arrivals[0].From; !at.Equal(time.Date(2025, 9, 29, 14, 5, 0, 0, time.UTC)) {
		t.Errorf("16:05 at +02:00 is %s", at)
	}
	var lines []int
	for _, b := range bad {
		lines = append(lines, b.Line)
	}
	if len(lines) != 5 || lines[0] != 4 || !strings.Contains(bad[0].Reason, "with Z or an offset") {
		t.Errorf("left out: %+v", bad)
	}
	for _, whole := range []string{"", "airport,when\nKELP,x\n", "time\n2025-09-29T14:05Z\n", "airport,time\nKELP,tomorrow\n"} {
		if _, _, err := journey.ReadSchedule("b.csv", strings.NewReader(whole), place.Embedded()); err == nil || !strings.Contains(err.Error(), "b.csv") {
			t.Errorf("%q: %v", whole, err)
		}
	}
}

// A later schedule replaces an earlier one for the airports and days that it speaks of.
func TestALaterScheduleFollows(t *testing.T) {
	t.Parallel()
	read := func(name, text string) journey.Schedule {
		s, _, err := journey.ReadSchedule(name, strings.NewReader("airport,hour,arrivals\n"+text), place.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := read("one", "KELP,2025-09-29T14,4\nKHRL,2025-09-29T14,2\n").Followed(read("two", "KELP,2025-09-29T15,1\n"))
	if len(s.Arrivals) != 2 || s.Arrivals[0].Arrivals != 1 || s.Arrivals[1].Airport != "KHRL" || s.Source != "one, two" {
		t.Errorf("%+v", s)
	}
}

func FuzzReadSchedule(f *testing.F) {
	f.Add("airport,time,arrivals,callsign\nKELP,2025-09-29T14:05Z,1,SWA12\n")
	f.Add("airport,hour\n\"KELP,2025")
	f.Fuzz(func(t *testing.T, text string) {
		s, _, err := journey.ReadSchedule("fuzz", strings.NewReader(text), place.Embedded())
		if err != nil {
			return
		}
		if len(s.Arrivals) == 0 {
			t.Fatal("a schedule without arrivals was taken")
		}
		for _, a := range s.Arrivals {
			if _, ok := place.Embedded().Lookup(a.Airport); !ok || a.Arrivals < 1 || a.To.Before(a.From) {
				t.Fatalf("%+v", a)
			}
		}
	})
}
