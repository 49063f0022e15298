package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

func openBench(b *testing.B) *store.Store {
	b.Helper()
	s, err := store.Init(ctx, filepath.Join(b.TempDir(), "workspace"), storetest.Options())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	return s
}

// bulkPart is a part of n aircraft with four legs each, as a scan of the world makes it: raw
// files are not kept. A leg has the size of a real one: reasons, candidates, gaps.
func bulkPart(id, n int) store.ScanPart {
	day := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, id)
	p := store.ScanPart{ID: fmt.Sprintf("p-%d", id), Method: "bench", Source: "readsb"}
	for i := range n {
		hexAddr := fmt.Sprintf("%06x", id*n+i)
		m := storetest.Member(hexAddr, "trace_full_"+hexAddr+".json", day, day.Add(24*time.Hour))
		m.Raw = nil
		a := store.Aircraft{Hex: hexAddr, Members: []store.StoredMember{m}}
		for h := range 4 {
			at := day.Add(time.Duration(h) * 6 * time.Hour)
			leg := storetest.Leg(m, "KAEX", "OTHH", at, at.Add(5*time.Hour), fmt.Sprintf("OAE%d", i))
			for _, e := range []*flight.End{&leg.Start, &leg.End} {
				alt := 1200
				e.Heard.AltFt, e.Heard.Point = &alt, place.Point{Lat: 31.327435 + float64(i)/1e4, Lon: -92.548621}
				e.Candidates = append(e.Candidates, flight.Candidate{Airport: "KESF", Probability: 0.0123456789}, flight.Candidate{Airport: "KBTR", Probability: 0.004})
				e.Why = []flight.Reason{
					{Rule: "ground", Text: "positions on the ground within 0.2 NM of runway 14/32", Rows: []int{0, 1, 2}, Weight: "observed"},
					{Rule: "speed", Text: "it slowed from 140 to 30 knots along the runway", Rows: []int{88, 99}},
				}
			}
			leg.Gaps = []flight.Gap{{From: at.Add(time.Hour), To: at.Add(2 * time.Hour), Kind: flight.NotHeard}}
			leg.Rejected = map[string]int{"latitude beyond 90": 2}
			a.Legs = append(a.Legs, leg)
		}
		p.Aircraft = append(p.Aircraft, a)
	}
	return p
}

func BenchmarkAddScan(b *testing.B) {
	const aircraft = 500
	s := openBench(b)
	i, legs := 0, 0
	for b.Loop() {
		b.StopTimer()
		p := bulkPart(i, aircraft)
		i++
		b.StartTimer()
		r, err := s.AddScan(ctx, p)
		if err != nil {
			b.Fatal(err)
		}
		legs += r.LegsAdded
	}
	b.ReportMetric(float64(legs)/b.Elapsed().Seconds(), "legs/s")
}

// BenchmarkAppend is a record with its row: one transaction, one fsync, one signed head each.
func BenchmarkAppend(b *testing.B) {
	s := openBench(b)
	i := 0
	for b.Loop() {
		i++
		if err := s.NewOperation(ctx, operation.Operation{Slug: fmt.Sprint("operation-", i)}); err != nil {
			b.Fatal(err)
		}
	}
}

func fillBench(b *testing.B, s *store.Store) (id string) {
	b.Helper()
	d, raw := storetest.Document(storetest.Text)
	p := storetest.Statement(d, "120 people")
	if _, err := s.AddDocument(ctx, d, raw, []statement.Statement{p}); err != nil {
		b.Fatal(err)
	}
	return p.ID
}

// BenchmarkEvidence gathers an operation of a workspace with 100,000 legs.
func BenchmarkEvidence(b *testing.B) {
	s := openBench(b)
	big(b, s, 100_000)
	for b.Loop() {
		if _, err := s.Evidence(ctx, "september-charter", storetest.Start); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLegs lists fifty legs of 100,000 by each filter.
func BenchmarkLegs(b *testing.B) {
	s := openBench(b)
	big(b, s, 100_000)
	for name, f := range map[string]store.LegFilter{
		"all": {}, "hex": {Hex: "000100"}, "airport": {Airport: "KESF"}, "airport of all": {Airport: "KAEX"},
		"callsign": {Callsign: "OAE77"}, "day": {From: time.Date(2025, 9, 3, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 9, 4, 0, 0, 0, 0, time.UTC)},
	} {
		f.Limit = 50
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := s.Legs(ctx, f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Counts(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	s := openBench(b)
	big(b, s, 20_000)
	for b.Loop() {
		if _, err := s.Check(ctx, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// big fills a workspace with legs and one operation that has reports and ten legs.
func big(b *testing.B, s *store.Store, legs int) {
	b.Helper()
	for i := range legs / 2000 {
		if _, err := s.AddScan(ctx, bulkPart(i, 500)); err != nil {
			b.Fatal(err)
		}
	}
	proposal := fillBench(b, s)
	if err := s.NewOperation(ctx, operation.Operation{Slug: "september-charter"}); err != nil {
		b.Fatal(err)
	}
	at := []store.Attachment{{Kind: "statement", Ref: proposal}}
	for i := range 5 {
		m := storetest.Member("a2c4e0", fmt.Sprint(i), storetest.Start.AddDate(0, 0, i), storetest.Start.AddDate(0, 0, i+1))
		leg := storetest.Leg(m, "KAEX", "OTHH", m.From, m.To.Add(-time.Hour))
		if _, err := s.AddScan(ctx, storetest.Part(fmt.Sprint("p-own-", i), m, leg)); err != nil {
			b.Fatal(err)
		}
		at = append(at, store.Attachment{Kind: "leg", Ref: leg.ID})
	}
	for _, a := range at {
		a.Operation = "september-charter"
		if _, err := s.Attach(ctx, a); err != nil {
			b.Fatal(err)
		}
	}
}
