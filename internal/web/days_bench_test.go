package web

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// BenchmarkWorldDay renders the page of a day of 60,000 legs of 20,000 aircraft, with the same
// again on the days beside it, as large as real ones: each has the evidence of a leg of the example.
// An airline flies most of them; one in thirty touches a watched airport, more than there are, and one
// aircraft in fifty is a charter's. Each page is a first view: nothing is remembered of the day, as
// after a new record.
func BenchmarkWorldDay(b *testing.B) {
	real := newWorld(b).legs[0]
	s, err := store.Init(b.Context(), filepath.Join(b.TempDir(), "workspace"), store.Options{Now: func() time.Time { return now }, Rand: randomness{rand.New(rand.NewPCG(1, 2))}})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var fields []string
	for a := range place.Embedded().All() {
		if a.Size == place.Large && a.Scheduled {
			fields = append(fields, a.Code)
		}
	}
	watched := []string{"KELP", "KELP", "KIWA", "KIWA", "KAEX", "KHRL", "KMIA", "KIAH", "KEWR", "KBRO"}
	rnd := rand.New(rand.NewPCG(3, 4))
	day := time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC)
	for part := range 60 {
		var p store.ScanPart
		for n := range 333 {
			hex := sim.Hex(part*333 + n)
			m := storetest.Member(hex, "day.json", day.AddDate(0, 0, -1), day.AddDate(0, 0, 2))
			sign := fmt.Sprintf("DAL%d", 1+rnd.IntN(8999))
			if n%50 == 0 {
				sign = fmt.Sprintf("XYZ%d", 1+rnd.IntN(8999))
			}
			var legs = slices.Clone(storetest.Part("x", m).Aircraft[0].Legs)
			for i := range 9 {
				from, to := fields[rnd.IntN(len(fields))], fields[rnd.IntN(len(fields))]
				if rnd.IntN(60) == 0 {
					from = watched[rnd.IntN(len(watched))]
				}
				if rnd.IntN(60) == 0 {
					to = watched[rnd.IntN(len(watched))]
				}
				at := day.AddDate(0, 0, -1).Add(time.Duration(i)*8*time.Hour + time.Duration(rnd.IntN(120))*time.Minute)
				l := storetest.Leg(m, from, to, at, at.Add(3*time.Hour), sign)
				l.Start.Why, l.End.Why, l.Start.Evidence, l.End.Evidence = real.Start.Why, real.End.Why, real.Start.Evidence, real.End.Evidence
				l.Start.Candidates, l.End.Candidates, l.Integrity, l.HeardBy = real.Start.Candidates, real.End.Candidates, real.Integrity, real.HeardBy
				legs = append(legs, l)
			}
			one := storetest.Part(fmt.Sprint("p", part), m, legs...)
			p.ID, p.Method, p.Source = one.ID, one.Method, one.Source
			one.Aircraft[0].Members[0].Raw = nil // as scan --world keeps them
			p.Aircraft = append(p.Aircraft, one.Aircraft...)
		}
		if _, err := s.AddScan(b.Context(), p); err != nil {
			b.Fatal(err)
		}
	}
	w := &world{Store: s}
	n, err := s.CountLegs(b.Context(), day, day.AddDate(0, 0, 1))
	if err != nil || n < 55_000 {
		b.Fatalf("%d legs on the day, %v", n, err)
	}
	for b.Loop() {
		b.StopTimer()
		first := New(w.options())
		b.StartTimer()
		must(b, first, "/days/2025-09-29")
	}
	b.ReportMetric(float64(n), "legs")
}
