package flight_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Whatever the points are, the legs come in order and do not overlap, hold the points they
// say, list every gap inside them, are the same when asked again, and nothing panics.
func TestWildTracks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		track := &adsb.Track{Hex: "d00001", Callsigns: []string{"", "SIM1"}, Members: []adsb.Member{{Name: "wild"}}}
		at := noon.UnixMilli()
		lat, lon := rapid.Float64Range(-89, 89).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")
		for i := range rapid.IntRange(0, 60).Draw(t, "points") {
			at += rapid.SampledFrom([]int64{0, 1000, 20_000, 60_000, 400_000, 3_600_000, 40_000_000}).Draw(t, "later")
			lat = min(90, max(-90, lat+rapid.Float64Range(-1, 1).Draw(t, "north")))
			lon = math.Remainder(lon+rapid.Float64Range(-1, 1).Draw(t, "east"), 360)
			track.Points = append(track.Points, adsb.Point{Time: at, Lat: lat, Lon: lon, Row: int32(i),
				AltFt: rapid.Int32Range(-2000, 60000).Draw(t, "alt"), GS: rapid.Float32Range(-50, 2000).Draw(t, "gs"),
				Track: rapid.Float32Range(-400, 400).Draw(t, "track"), VRate: rapid.Int32Range(-9000, 9000).Draw(t, "rate"),
				Has:      adsb.Has(rapid.Uint16Range(0, 511).Draw(t, "has")),
				Callsign: uint16(rapid.IntRange(0, 1).Draw(t, "call"))})
		}
		legs := flight.Extract(track, place.Embedded())
		if a, b := describe(legs), describe(flight.Extract(track, place.Embedded())); a != b {
			t.Fatalf("two answers:\n%s\n%s", a, b)
		}
		for i, l := range legs {
			if i > 0 && !l.Start.Heard.At.After(legs[i-1].End.Heard.At) && l.Start.Heard.Row <= legs[i-1].End.Heard.Row {
				t.Fatalf("legs overlap:\n%s", describe(legs))
			}
			held, gaps := 0, 0
			for k, p := range track.Points {
				if p.Row < l.Start.Heard.Row || p.Row > l.End.Heard.Row {
					continue
				}
				held++
				if p.Row > l.Start.Heard.Row && p.Time-track.Points[k-1].Time > 300_000 {
					gaps++
				}
			}
			if held != l.Points || gaps != len(l.Gaps) || l.Sources[0].Points != held {
				t.Fatalf("%d points and %d gaps, the leg says %d and %d", held, gaps, l.Points, len(l.Gaps))
			}
			for _, e := range []flight.End{l.Start, l.End} {
				sum := 0.0
				for _, c := range e.Candidates {
					sum += c.Probability
					if c.Probability < 0 || math.IsNaN(c.Probability) {
						t.Fatalf("%v", e.Candidates)
					}
				}
				if math.Abs(sum-1) > 1e-9 {
					t.Fatalf("candidates %v sum to %v", e.Candidates, sum)
				}
				if i := e.Interval; i[0] != nil && i[1] != nil && i[1].Before(*i[0]) {
					t.Fatalf("interval from %v to %v", i[0], i[1])
				}
			}
			flight.Path(track, l, 10)
		}
	})
}
