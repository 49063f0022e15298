package flight_test

import (
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// BenchmarkFloor is the least that legs can cost: one great-circle distance a point.
func BenchmarkFloor(b *testing.B) {
	track := trace(b, sharedFile(b, "traces/trace_full_ac671b.json"))
	nm := 0.0
	for b.Loop() {
		for i := 1; i < len(track.Points); i++ {
			p, q := &track.Points[i-1], &track.Points[i]
			nm += place.Distance(place.Point{Lat: p.Lat, Lon: p.Lon}, place.Point{Lat: q.Lat, Lon: q.Lon})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(track.Points)), "ns/point")
	if nm == 0 {
		b.Fatal("nothing measured")
	}
}

// The target is under 0.3 microseconds a point on one core that nobody else uses.
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
