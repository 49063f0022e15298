package scan

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/place"
)

// BenchmarkScan is for profiles: a small simulated day of the world, with and without its raw
// files. What it takes beside its floor, charterwatch bench scan says.
func BenchmarkScan(b *testing.B) {
	path := filepath.Join(b.TempDir(), "day.tar")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if err := sim.WriteTar(f, sim.World(1, time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC), 300, place.Embedded())); err != nil {
		b.Fatal(err)
	}
	for name, world := range map[string]bool{"world": true, "kept": false} {
		b.Run(name, func(b *testing.B) {
			points := 0
			for b.Loop() {
				b.StopTimer()
				st := workspace(b)
				b.StartTimer()
				sum, err := Run(b.Context(), st, []string{path}, Options{World: world, Until: now})
				if err != nil {
					b.Fatal(err)
				}
				points += sum.Points
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(points), "ns/point")
		})
	}
}
