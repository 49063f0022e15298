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

// line is n points, ten seconds apart from the same moment as those of cruise, eastward at
// 420 knots and 28,000 feet from a place, of another member.
func line(n int, lat, lon float64) []adsb.Point {
	points := cruise(n)
	for i := range points {
		at := place.Offset(place.Point{Lat: lat, Lon: lon}, 90, float64(i)*420*10/3600)
		move(&points[i], at.Lat, at.Lon)
		points[i].AltFt, points[i].GS, points[i].Member, points[i].Time = 28000, 420, 1, points[i].Time+4000
	}
	return points
}

func later(points []adsb.Point, ms int64) []adsb.Point {
	for i := range points {
		points[i].Time += ms
	}
	return points
}

// Two aircraft under one address are both kept, the one heard more as A, and both say why.
func TestTwoTransmittersUnderOneAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		b    []adsb.Point
		why  string
	}{
		{"row by row over Germany", line(190, 52, 10), adsb.AtOnce},
		{"in the same second", later(line(190, 52, 10), -4000), adsb.AtOnce},
		{"40 NM beside", line(190, 25, 50.6), adsb.AtOnce},
		{"for a part of the time", line(60, 52, 10), adsb.AtOnce},
		{"ten minutes after the first was lost, at the other end of the world", later(line(190, 40, -75), 200*10_000+600_000), adsb.FarApart},
	} {
		a := cruise(200)
		if c.name == "40 NM beside" {
			for i := range c.b {
				at := place.Offset(place.Point{Lat: a[i].Lat, Lon: a[i].Lon}, 50, 40+0.05*float64(i))
				move(&c.b[i], at.Lat, at.Lon)
			}
		}
		track := adsb.Track{Hex: "ac671b", Points: append(slices.Clone(a), c.b...), Members: []adsb.Member{{Name: "one"}, {Name: "two"}}}
		rand.New(rand.NewPCG(3, 3)).Shuffle(len(track.Points), func(i, j int) { track.Points[i], track.Points[j] = track.Points[j], track.Points[i] })
		for range 2 {
			track.Finish()
			if len(track.Others) != 1 {
				t.Fatalf("%s: %d others, dropped %v", c.name, len(track.Others), track.RejectedByReason())
			}
			o := track.Others[0]
			if !reflect.DeepEqual(track.Points, a) || !reflect.DeepEqual(o.Points, c.b) || len(track.Rejected) != 0 {
				t.Errorf("%s: %d points of A, %d of B, dropped %v", c.name, len(track.Points), len(o.Points), track.RejectedByReason())
			}
			if track.Emitter != "A" || o.Emitter != "B" || track.Doubt != c.why || o.Doubt != c.why || o.Hex != track.Hex {
				t.Errorf("%s: A is %q %q, B is %q %q", c.name, track.Emitter, track.Doubt, o.Emitter, o.Doubt)
			}
		}
	}
}

// One aircraft heard by two networks whose clocks differ by a minute is no second aircraft.
func TestAWrongClockIsNoSecondTransmitter(t *testing.T) {
	t.Parallel()
	b := cruise(200)
	for i := range b {
		b[i].Member, b[i].Time = 1, b[i].Time+63_000
	}
	track := adsb.Track{Points: append(cruise(200), b...)}
	track.Finish()
	if len(track.Others) != 0 || len(track.Points) < 200 {
		t.Errorf("%d others, %d points, dropped %v", len(track.Others), len(track.Points), track.RejectedByReason())
	}
}

// k outliers in a clean track are dropped, and only they; and the order of rows and of
// files and a feed given twice change nothing of what is left.
func TestOnlyTheOutliersFall(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		clean := cruise(200)
		bad := slices.Clone(clean)
		k := rapid.IntRange(0, 30).Draw(t, "k")
		outliers := map[int32]bool{}
		for range k {
			i := rapid.IntRange(0, 199).Draw(t, "at")
			at := place.Offset(place.Point{Lat: clean[i].Lat, Lon: clean[i].Lon}, rapid.Float64Range(0, 360).Draw(t, "bearing"), rapid.Float64Range(60, 3000).Draw(t, "off"))
			move(&bad[i], at.Lat, at.Lon)
			outliers[int32(i)] = true
		}
		track := adsb.Track{Points: slices.Clone(bad), Members: []adsb.Member{{Name: "one", Hash: "11"}}}
		track.Finish()
		for _, r := range track.Rejected {
			if !outliers[r.Row] {
				t.Fatalf("row %d was dropped and is no outlier: %s", r.Row, r.Reason)
			}
		}
		if len(track.Rejected) != len(outliers) {
			t.Fatalf("%d of %d outliers dropped", len(track.Rejected), len(outliers))
		}
		twice := adsb.Track{Points: rapid.Permutation(bad).Draw(t, "order"), Members: []adsb.Member{{Name: "copy", Hash: "22"}, {Name: "one", Hash: "11"}}}
		for i := range twice.Points {
			twice.Points[i].Member = 1
		}
		for _, p := range bad {
			p.Member = 0
			twice.Points = append(twice.Points, p)
		}
		twice.Finish()
		if !slices.Equal(rows(twice.Points), rows(track.Points)) {
			t.Fatalf("with the feed given twice %d points, alone %d", len(twice.Points), len(track.Points))
		}
		for _, p := range twice.Points {
			if p.Member != 1 {
				t.Fatalf("row %d is of the copy", p.Row)
			}
		}
	})
}

// A second transmitter changes nothing of the first's positions, wherever it is and however
// often it is heard.
func TestASecondTransmitterLeavesTheFirstAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := cruise(300)
		b := line(rapid.IntRange(30, 280).Draw(t, "n"), rapid.Float64Range(-60, -20).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon"))
		b = later(b, rapid.Int64Range(0, 200_000).Draw(t, "late"))
		track := adsb.Track{Points: append(slices.Clone(a), b...), Members: []adsb.Member{{Name: "one"}, {Name: "two"}}}
		track.Finish()
		if len(track.Others) != 1 || !slices.Equal(track.Points, a) || !slices.Equal(track.Others[0].Points, b) {
			t.Fatalf("%d points of A and %d others, dropped %v", len(track.Points), len(track.Others), track.RejectedByReason())
		}
	})
}

// A stray fix or a silence beside a go-around (where computed positions scatter by a few
// miles) is no reason to take the approach for another aircraft's: what one aircraft can
// have flown stays its own, whatever lies around it.
func TestWhatOneAircraftCanHaveFlownIsItsOwn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		points := cruise(300)
		// From row 200 on everything lies 3 to 25 NM aside, as after a clock that was put right.
		aside := rapid.Float64Range(3, 25).Draw(t, "aside")
		for i := 200; i < 300; i++ {
			at := place.Offset(place.Point{Lat: points[i].Lat, Lon: points[i].Lon}, 50, aside)
			move(&points[i], at.Lat, at.Lon)
		}
		strays := map[int32]bool{}
		for k := range rapid.IntRange(0, 6).Draw(t, "strays") {
			// Ten rows apart and each another way, so that they do not agree with each other.
			i := 10 * rapid.IntRange(1, 29).Draw(t, "at")
			at := place.Offset(place.Point{Lat: points[i].Lat, Lon: points[i].Lon}, float64(60*k), rapid.Float64Range(800, 3000).Draw(t, "off"))
			move(&points[i], at.Lat, at.Lon)
			strays[points[i].Row] = true
		}
		for range rapid.IntRange(0, 3).Draw(t, "silences") {
			from := rapid.IntRange(0, len(points)-2).Draw(t, "from")
			points = slices.Delete(points, from, min(len(points), from+rapid.IntRange(1, 80).Draw(t, "rows")))
		}
		track := adsb.Track{Points: points, Members: []adsb.Member{{Name: "one"}}}
		track.Finish()
		if len(track.Others) != 0 {
			t.Fatalf("%d other transmitters, the first of %d rows: %s", len(track.Others), len(track.Others[0].Points), track.Doubt)
		}
		var dropped []int32
		for _, r := range track.Rejected {
			if !strays[r.Row] {
				dropped = append(dropped, r.Row)
			}
		}
		// Some rows alone between a stray and a silence may be either's: at most eight at an end.
		if len(dropped) > 16 {
			t.Fatalf("rows %v were dropped and are no strays: %v", dropped, track.RejectedByReason())
		}
	})
}
