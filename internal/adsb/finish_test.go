package adsb_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// cruise is n points, ten seconds apart, north-west from Doha at 480 knots and 34,000 feet.
func cruise(n int) []adsb.Point {
	points := make([]adsb.Point, n)
	for i := range points {
		at := place.Offset(place.Point{Lat: 25.27, Lon: 51.6}, 320, float64(i)*480*10/3600)
		points[i] = adsb.Point{Time: 1759239600000 + int64(i)*10_000, Lat: at.Lat, Lon: at.Lon, AltFt: 34000, GS: 480, Has: adsb.HasAlt | adsb.HasSpeed, Source: adsb.ADSB, Row: int32(i)}
	}
	return points
}

func move(p *adsb.Point, lat, lon float64) { p.Lat, p.Lon = lat, lon }

func rows(points []adsb.Point) (r []int32) {
	for _, p := range points {
		r = append(r, p.Row)
	}
	return r
}

func TestFinishDropsWhatCannotBe(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		change  func([]adsb.Point) []adsb.Point
		dropped map[string]int
	}{
		{"a clean track", func(p []adsb.Point) []adsb.Point { return p }, map[string]int{}},
		{"one fix 1,000 km off", func(p []adsb.Point) []adsb.Point {
			move(&p[50], 35, 45)
			return p
		}, map[string]int{adsb.ImpossibleSpeed: 1}},
		{"three single fixes, one of them first, one last", func(p []adsb.Point) []adsb.Point {
			move(&p[0], 35, 45)
			move(&p[50], 35, 40)
			move(&p[199], 15, 45)
			return p
		}, map[string]int{adsb.ImpossibleSpeed: 3}},
		{"parked at a decoy airport for ten minutes", func(p []adsb.Point) []adsb.Point {
			for i := 60; i < 120; i++ {
				move(&p[i], 33.26, 44.23) // Baghdad
			}
			return p
		}, map[string]int{adsb.FrozenPosition: 59, adsb.ImpossibleSpeed: 1}},
		{"creeping about a decoy airport for ten minutes", func(p []adsb.Point) []adsb.Point {
			for i := 60; i < 120; i++ {
				move(&p[i], 33.26+float64(i)*0.001, 44.23)
				p[i].GS = 20
			}
			return p
		}, map[string]int{adsb.ParkedAloft: 60}},
		{"a decoy that flies circles at its own speed", func(p []adsb.Point) []adsb.Point {
			for i := 60; i < 120; i++ {
				at := place.Offset(place.Point{Lat: 33.8, Lon: 35.5}, float64(i)*20, 4) // Beirut
				move(&p[i], at.Lat, at.Lon)
				p[i].GS = 500
			}
			return p
		}, map[string]int{adsb.Decoyed: 60}},
		{"a decoy to the end of the track", func(p []adsb.Point) []adsb.Point {
			for i := 150; i < 200; i++ {
				at := place.Offset(place.Point{Lat: 33.8, Lon: 35.5}, float64(i)*20, 4)
				move(&p[i], at.Lat, at.Lon)
			}
			return p
		}, map[string]int{adsb.Decoyed: 50}},
		{"a decoy in the middle of a silence that would have let it get there", func(p []adsb.Point) []adsb.Point {
			for i := 60; i < 200; i++ {
				p[i].Time += 3600_000
				at := place.Offset(place.Point{Lat: p[59].Lat, Lon: p[59].Lon}, 320, 480+float64(i-60)*480*10/3600)
				move(&p[i], at.Lat, at.Lon)
			}
			for i := 60; i < 100; i++ {
				at := place.Offset(place.Offset(place.Point{Lat: p[59].Lat, Lon: p[59].Lon}, 220, 250), float64(i)*20, 4)
				move(&p[i], at.Lat, at.Lon)
			}
			return p
		}, map[string]int{adsb.Decoyed: 40}},
		{"stray fixes in another place, row by row", func(p []adsb.Point) []adsb.Point {
			for i := 21; i < 180; i += 10 {
				move(&p[i], 52, 13)
			}
			return p
		}, map[string]int{adsb.ImpossibleSpeed: 16}},
		{"a clock that was a minute late until then", func(p []adsb.Point) []adsb.Point {
			for i := 100; i < 200; i++ {
				at := place.Offset(place.Point{Lat: p[i].Lat, Lon: p[i].Lon}, 320, 8)
				move(&p[i], at.Lat, at.Lon)
			}
			return p
		}, map[string]int{}},
		{"a silence of three hours, 1,400 NM on", func(p []adsb.Point) []adsb.Point {
			for i := 100; i < 200; i++ {
				p[i].Time += 3 * 3600_000
				p[i].Lat += 23
			}
			return p
		}, map[string]int{}},
		{"across the antimeridian", func(p []adsb.Point) []adsb.Point {
			for i := range p {
				at := place.Offset(place.Point{Lat: -30, Lon: 179}, 90, float64(i)*480*10/3600)
				move(&p[i], at.Lat, at.Lon)
			}
			return p
		}, map[string]int{}},
		{"near the pole", func(p []adsb.Point) []adsb.Point {
			for i := range p {
				at := place.Offset(place.Point{Lat: 88, Lon: 10}, 0, float64(i)*480*10/3600)
				move(&p[i], at.Lat, at.Lon)
			}
			return p
		}, map[string]int{}},
		{"an altitude that jumps", func(p []adsb.Point) []adsb.Point {
			p[30].AltFt, p[80].AltFt = 1200, 39000
			return p
		}, map[string]int{adsb.AltitudeJumps: 2}},
		{"another aircraft's altitude for two minutes", func(p []adsb.Point) []adsb.Point {
			for i := 30; i < 42; i++ {
				p[i].AltFt = 4000
			}
			return p
		}, map[string]int{adsb.AltitudeJumps: 12}},
		{"at the gate under an overflight", func(p []adsb.Point) []adsb.Point {
			for i := range p {
				move(&p[i], 25.27, 51.6)
				p[i].GS, p[i].AltFt, p[i].Has = 0, 0, adsb.OnGround|adsb.HasSpeed
			}
			for i := 90; i < 99; i++ {
				p[i].AltFt, p[i].Has = 38000, adsb.HasAlt
			}
			return p
		}, map[string]int{adsb.AltitudeJumps: 9}},
		{"another aircraft's altitude at the gate until shortly before it takes off", func(p []adsb.Point) []adsb.Point {
			for i := range 12 { // nothing but the false altitude before the first true row
				p[i].AltFt, p[i].Has = 4000, adsb.HasAlt
			}
			return p
		}, map[string]int{adsb.AltitudeJumps: 12}},
		{"another aircraft's altitude for the last two minutes", func(p []adsb.Point) []adsb.Point {
			for i := 188; i < 200; i++ {
				p[i].AltFt = 4000
			}
			return p
		}, map[string]int{adsb.AltitudeJumps: 12}},
		{"rows that say nothing of height between those that jump", func(p []adsb.Point) []adsb.Point {
			for i := 30; i < 60; i++ {
				p[i].AltFt = 4000
				if i%3 == 0 {
					p[i].Has &^= adsb.HasAlt
				}
			}
			return p
		}, map[string]int{adsb.AltitudeJumps: 20}},
		{"an altitude that was late by a minute of the descent, at the end", func(p []adsb.Point) []adsb.Point {
			for i := 190; i < 200; i++ {
				p[i].AltFt -= 4000
			}
			return p
		}, map[string]int{}},
		{"an orbit of two minutes at 22,000 feet", func(p []adsb.Point) []adsb.Point {
			for i := 50; i < 100; i++ {
				at := place.Offset(place.Point{Lat: p[49].Lat, Lon: p[49].Lon}, float64(i-50)*30, 1.4)
				move(&p[i], at.Lat, at.Lon)
			}
			for i := 100; i < 200; i++ {
				at := place.Offset(place.Point{Lat: p[49].Lat, Lon: p[49].Lon}, 320, float64(i-100)*480*10/3600)
				move(&p[i], at.Lat, at.Lon)
			}
			for i := range p {
				p[i].AltFt = 22000
			}
			return p
		}, map[string]int{}},
		{"an altitude of another kind", func(p []adsb.Point) []adsb.Point {
			p[30].AltFt, p[30].Has = 36900, p[30].Has|adsb.AltGeometric
			return p
		}, map[string]int{}},
		{"a level that changes for good", func(p []adsb.Point) []adsb.Point {
			for i := 100; i < 200; i++ {
				p[i].AltFt = 38000
			}
			return p
		}, map[string]int{}},
		{"the same rows twice", func(p []adsb.Point) []adsb.Point {
			return append(p, p[10:30]...)
		}, map[string]int{adsb.SentTwice: 20}},
		{"the same file twice", func(p []adsb.Point) []adsb.Point {
			for _, q := range p[:200:200] {
				q.Member = 1
				p = append(p, q)
			}
			return p
		}, map[string]int{adsb.SentTwice: 200}},
		{"a second network a second later", func(p []adsb.Point) []adsb.Point {
			for _, q := range p[:200:200] {
				q.Member, q.Time, q.Lat = 1, q.Time+1000, q.Lat+0.001
				p = append(p, q)
			}
			return p
		}, map[string]int{adsb.SameInstant: 200}},
		{"a second network two seconds later", func(p []adsb.Point) []adsb.Point {
			for _, q := range p[:50:50] {
				q.Member, q.Time, q.Lat = 1, q.Time+2000, q.Lat+0.001
				p = append(p, q)
			}
			return p
		}, map[string]int{}},
	} {
		track := adsb.Track{Points: c.change(cruise(200))}
		before := len(track.Points)
		rand.New(rand.NewPCG(1, 1)).Shuffle(before, func(i, j int) { track.Points[i], track.Points[j] = track.Points[j], track.Points[i] })
		slices.SortStableFunc(track.Points, func(a, b adsb.Point) int { return int(a.Member) - int(b.Member) })
		track.Finish()
		if got := track.RejectedByReason(); !reflect.DeepEqual(got, c.dropped) {
			t.Errorf("%s: dropped %v, want %v", c.name, got, c.dropped)
		}
		if len(track.Others) > 0 {
			t.Errorf("%s: a second transmitter of %d points", c.name, len(track.Others[0].Points))
		}
		if len(track.Points)+len(track.Rejected) != before {
			t.Errorf("%s: %d points and %d rejected of %d", c.name, len(track.Points), len(track.Rejected), before)
		}
	}
}

// Of two files the surer way wins, whichever comes first.
func TestTheSurerSourceWins(t *testing.T) {
	t.Parallel()
	order := []adsb.Source{adsb.ADSB, adsb.ADSR, adsb.ADSC, adsb.MLAT, adsb.TISB}
	for i, better := range order {
		for _, worse := range order[i+1:] {
			for _, first := range []bool{true, false} {
				p := cruise(1)[0]
				q := p
				q.Member, q.Time = 1, p.Time+800
				if p.Source, q.Source = better, worse; !first {
					p.Source, q.Source = worse, better
				}
				track := adsb.Track{Points: []adsb.Point{p, q}}
				track.Finish()
				if len(track.Points) != 1 || track.Points[0].Source != better {
					t.Errorf("%d against %d, better first %v: kept %+v", better, worse, first, track.Points)
				}
			}
		}
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	day := func(name, sign string, points []adsb.Point) *adsb.Track {
		track := &adsb.Track{Hex: "a2c4e0", Registration: "N-" + name, Callsigns: []string{"", sign}, Points: points, Members: []adsb.Member{{Name: name}},
			Rejected: []adsb.Rejection{{Row: 9, Reason: "bad " + name}}}
		for i := range track.Points {
			track.Points[i].Callsign = 1
		}
		return track
	}
	all := cruise(200)
	merged, err := adsb.Merge(day("two", "BBQ2", slices.Clone(all[100:])), day("one", "BBQ1", slices.Clone(all[:100])))
	if err != nil {
		t.Fatal(err)
	}
	if got := rows(merged.Points); !slices.Equal(got, rows(all)) {
		t.Errorf("rows out of order: %v", got)
	}
	if first := merged.Points[0]; merged.Members[first.Member].Name != "one" || merged.Callsigns[first.Callsign] != "BBQ1" {
		t.Errorf("the first point is of %s as %s", merged.Members[first.Member].Name, merged.Callsigns[first.Callsign])
	}
	if r := merged.Rejected; len(r) != 2 || r[1].Reason != "bad "+merged.Members[r[1].Member].Name {
		t.Errorf("rejected %+v", r)
	}
	if merged.Registration != "N-two" {
		t.Errorf("registration %s, want that of the later day", merged.Registration)
	}
	if _, err := adsb.Merge(&adsb.Track{Hex: "a2c4e0"}, &adsb.Track{Hex: "a2c4e1"}); err == nil {
		t.Error("two aircraft became one")
	}
	if _, err := adsb.Merge(&adsb.Track{Hex: "a2c4e0"}, &adsb.Track{Hex: "a2c4e0", NonICAO: true}); err == nil {
		t.Error("an address of ICAO's and one that is not became one")
	}
}

// Whatever comes in: time ascends, nothing is lost without a reason, a second Finish
// changes nothing, and the order of the input does not matter.
func TestFinishHolds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		points := cruise(rapid.IntRange(0, 60).Draw(t, "n"))
		for i := range points {
			if rapid.IntRange(0, 5).Draw(t, "bad") == 0 {
				move(&points[i], rapid.Float64Range(-90, 90).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon"))
			}
			if rapid.IntRange(0, 8).Draw(t, "high") == 0 {
				points[i].AltFt = rapid.Int32Range(-1000, 50000).Draw(t, "alt")
			}
			points[i].Member = uint16(rapid.IntRange(0, 1).Draw(t, "member"))
			points[i].Time += rapid.Int64Range(0, 9500).Draw(t, "late") // no two at once: their order is the input's
		}
		before := len(points)
		shuffled := adsb.Track{Points: rapid.Permutation(points).Draw(t, "order")}
		track := adsb.Track{Points: slices.Clone(points)}
		track.Finish()
		shuffled.Finish()
		if !slices.Equal(rows(track.Points), rows(shuffled.Points)) {
			t.Fatalf("the order of the input matters: %v, %v", rows(track.Points), rows(shuffled.Points))
		}
		held := 0
		for _, e := range track.Emitters() {
			held += len(e.Points)
		}
		if held+len(track.Rejected) != before {
			t.Fatalf("%d points and %d rejected of %d", held, len(track.Rejected), before)
		}
		if !slices.IsSortedFunc(track.Points, func(a, b adsb.Point) int { return int(a.Time - b.Time) }) {
			t.Fatal("time does not ascend")
		}
		again, rejected := slices.Clone(track.Points), len(track.Rejected)
		track.Finish()
		if !slices.Equal(again, track.Points) || len(track.Rejected) != rejected {
			t.Fatalf("a second Finish dropped %v", track.Rejected[rejected:])
		}
	})
}

func BenchmarkFinish(b *testing.B) {
	points := cruise(2500)
	track := adsb.Track{}
	for b.Loop() {
		track.Points = append(track.Points[:0], points...)
		track.Finish()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/2500, "ns/point")
}
