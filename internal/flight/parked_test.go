package flight_test

import (
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// legsOf makes the legs of flights as receivers heard them.
func legsOf(t *testing.T, tr trip, r func([]sim.Truth) sim.Receivers, spoil func(*adsb.Track)) []flight.Leg {
	t.Helper()
	flights, truths := tr.flights(t)
	track, _, err := sim.Track(flights, r(truths), 1)
	if err != nil {
		t.Fatal(err)
	}
	if spoil != nil {
		spoil(track)
	}
	return flight.Extract(track, place.Embedded())
}

// An aircraft lost in its descent and next heard at the gate, too soon to have been anywhere
// else, landed there: its end was observed, at a time between the two.
func TestNextHeardAtTheGate(t *testing.T) {
	t.Parallel()
	var landed time.Time
	legs := legsOf(t, trip{kind: "B738", from: "KAEX", stops: []string{"KMFE"}, turn: time.Hour}, func(truths []sim.Truth) sim.Receivers {
		landed = truths[0].Landing
		return sim.Receivers{Holes: []sim.Hole{{From: landed.Add(-17 * time.Minute), To: landed.Add(2 * time.Minute)}}}
	}, nil)
	if len(legs) != 1 {
		t.Fatalf("%d legs, want 1\n%s", len(legs), describe(legs))
	}
	e := legs[0].End
	if e.Airport == nil || *e.Airport != "KMFE" || e.Status != flight.Observed || e.Time != nil {
		t.Errorf("want KMFE observed at no certain time\n%s", describe(legs))
	}
	if e.Interval[0] == nil || e.Interval[1] == nil || landed.Before(*e.Interval[0]) || landed.After(*e.Interval[1]) {
		t.Errorf("the interval %v does not hold the landing %v", e.Interval, landed)
	}
}

// A row "on the ground" at flying speed far from any field is a state that stuck, however
// alone it stands after a silence: the flight did not begin there.
func TestGroundStateFarFromAnyField(t *testing.T) {
	t.Parallel()
	legs := legsOf(t, trip{kind: "B763", from: "KMIA", stops: []string{"GOOY"}, turn: time.Hour}, func(truths []sim.Truth) sim.Receivers {
		off := truths[0].TakeOff
		return sim.Receivers{Holes: []sim.Hole{{From: off.Add(-time.Minute), To: off.Add(70 * time.Minute)}}}
	}, func(track *adsb.Track) {
		for i := range track.Points {
			if p := &track.Points[i]; i > 0 && p.Time-track.Points[i-1].Time > (30*time.Minute).Milliseconds() {
				p.Has |= adsb.OnGround
				p.GS = 240 // what was said last before the state stuck
			}
		}
	})
	if len(legs) != 1 || legs[0].Start.Airport == nil || *legs[0].Start.Airport != "KMIA" {
		t.Errorf("want one leg from KMIA\n%s", describe(legs))
	}
}

// What was lost 5,000 ft over a field while it flew across it was in the area: it is first
// in the list and not named. The same height on the way straight in names it.
func TestAcrossAFieldIsNoApproach(t *testing.T) {
	t.Parallel()
	field := airport(t, "GABS")
	for name, c := range map[string]struct {
		off   float64 // degrees between the way flown and the way to the field
		named bool
	}{"straight in": {0, true}, "a bit off": {30, true}, "across": {75, false}, "away": {150, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const out = 13.0
			last := place.Offset(field.At, 200, out)
			way := place.Bearing(last, field.At) + c.off
			track := &adsb.Track{Hex: "d00001", Type: "B738", Callsigns: []string{"SIM1"}, Members: []adsb.Member{{Name: "across.json"}}}
			const n = 60
			for i := range n {
				back := float64(n-1-i) * 10 / 3600 * 230
				track.Points = append(track.Points, adsb.Point{Time: noon.UnixMilli() + int64(i)*10_000, Row: int32(i),
					Lat: place.Offset(last, way+180, back).Lat, Lon: place.Offset(last, way+180, back).Lon,
					AltFt: int32(field.ElevationFt) + 5000 + int32(n-1-i)*170, GS: 230, Track: float32(int(way+360) % 360), VRate: -1020,
					NIC: -1, NACp: -1, SIL: -1, Has: adsb.HasAlt | adsb.HasSpeed | adsb.HasTrack | adsb.HasRate})
			}
			track.Finish()
			legs := flight.Extract(track, place.Embedded())
			if len(legs) != 1 {
				t.Fatalf("%d legs\n%s", len(legs), describe(legs))
			}
			e := legs[0].End
			if (e.Airport != nil) != c.named || c.off < 90 && e.Candidates[0].Airport != "GABS" && e.Candidates[1].Airport != "GABS" {
				t.Errorf("named %v, want %v, GABS among the first\n%s", e.Airport != nil, c.named, describe(legs))
			}
		})
	}
}

// Days on which an aircraft was only heard on the ground, towed between stands and hangars with
// hours of silence between, hold no flight; nor does a day with a rejected take-off.
func TestGroundOnlyDays(t *testing.T) {
	t.Parallel()
	field := airport(t, "KMIA")
	for name, p := range map[string]*pen{
		"standing": draw(field.At, 8).stand(3 * time.Hour).silent(20 * time.Hour).stand(time.Hour),
		"towed": draw(field.At, 8).stand(10*time.Minute).roll(90, 8, 8*time.Minute).silent(5*time.Hour).stand(2*time.Minute).
			roll(270, 8, 8*time.Minute).silent(14 * time.Hour).stand(10 * time.Minute),
		"rejected take-off": draw(field.At, 8).stand(10*time.Minute).roll(90, 15, 4*time.Minute).roll(90, 110, 20*time.Second).
			roll(270, 15, 5*time.Minute).stand(time.Hour),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if legs := p.legs(t); len(legs) != 0 {
				t.Errorf("%d legs, want none\n%s", len(legs), describe(legs))
			}
		})
	}
}
