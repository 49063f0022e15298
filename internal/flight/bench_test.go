package flight_test

import (
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// The target is under 0.3 microseconds a point on one core.
func BenchmarkExtract(b *testing.B) {
	for name, track := range map[string]*adsb.Track{
		"real":      trace(b, sharedFile(b, "traces/trace_full_ac671b.json")),
		"simulated": fly(b, first(trip{from: "KHRL", stops: []string{"MGGT", "KHRL", "KAEX"}, turn: time.Hour, gate: 10 * time.Minute}.flights(b)), nothingMissing, 1),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				flight.Extract(track, place.Embedded())
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(track.Points)), "ns/point")
		})
	}
}
