package flight_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// The failure modes of other tools, one test each, on simulated and drawn tracks whose
// truth is known. "?" is an end that is not named.

// came fails unless the legs are those wanted and hold the truth.
func came(t *testing.T, legs []flight.Leg, want string, truths []sim.Truth) {
	t.Helper()
	if got := strings.ReplaceAll(strings.Join(routes(legs), " "), "unknown", "?"); got != want {
		t.Errorf("legs %q, want %q\n%s", got, want, describe(legs))
	}
	holdsTruth(t, legs, truths)
}

// seeds runs a trip with several seeds, heard by receivers made from the truth.
func (c trip) seeds(t *testing.T, want string, hear func([]sim.Truth) sim.Receivers, spoil func(*adsb.Track)) {
	t.Helper()
	flights, truths := c.flights(t)
	r := nothingMissing
	if hear != nil {
		r = hear(truths)
	}
	for seed := uint64(1); seed <= 4; seed++ {
		track := fly(t, flights, r, seed)
		if spoil != nil {
			spoil(track)
			track.Finish()
		}
		came(t, flight.Extract(track, place.Embedded()), want, truths)
	}
}

func floorAt(ft int, codes ...string) func([]sim.Truth) sim.Receivers {
	return func([]sim.Truth) sim.Receivers {
		m := map[string]int{}
		for _, c := range codes {
			m[c] = ft
		}
		return sim.Receivers{FloorFt: m}
	}
}

func everywhere(ft int) func([]sim.Truth) sim.Receivers {
	return func([]sim.Truth) sim.Receivers { return sim.Receivers{DefaultFloorFt: ft} }
}

// Fields at 5,431, 7,316, 8,361 and 13,355 ft: heights are above the field, not the sea.
func TestElevatedFields(t *testing.T) {
	t.Parallel()
	for _, to := range []string{"KDEN", "MMMX", "SKBO", "SLLP"} {
		trip{from: "MPTO", stops: []string{to}}.seeds(t, "MPTO-"+to, nil, nil)
		trip{from: "MPTO", stops: []string{to, "MPTO"}, turn: 23 * time.Minute}.seeds(t, "MPTO-"+to+" "+to+"-MPTO", floorAt(2500, to), nil)
	}
}

func TestNoGroundCoverage(t *testing.T) {
	t.Parallel()
	trip{from: "KAEX", stops: []string{"KBRO", "MHLM", "KMIA", "KAEX"}, turn: 65 * time.Minute}.
		seeds(t, "KAEX-KBRO KBRO-MHLM MHLM-KMIA KMIA-KAEX", everywhere(1500), nil)
}

// Nothing is heard far from land, against 70 kt of wind and with it.
func TestOceans(t *testing.T) {
	t.Parallel()
	for _, wind := range []float64{-70, 0, 70} {
		for _, c := range [][2]string{{"KIWA", "GOOY"}, {"KMIA", "LPLA"}, {"GOOY", "SBGR"}, {"KAEX", "OTHH"}} {
			f := sim.Flight{Hex: "d00001", Type: "B763", Callsign: "SIM1", From: airport(t, c[0]), To: airport(t, c[1]), Depart: noon, TailwindKt: wind}
			track, truths, err := sim.Track([]sim.Flight{f}, sim.Receivers{OceanNM: 150}, 1)
			if err != nil {
				t.Fatal(err)
			}
			came(t, flight.Extract(track, place.Embedded()), c[0]+"-"+c[1], truths)
		}
	}
}

func TestQuickTurn(t *testing.T) {
	t.Parallel()
	want := "KAEX-MHLM MHLM-KAEX"
	for _, turn := range []time.Duration{14, 18, 22, 28} {
		c := trip{from: "KAEX", stops: []string{"MHLM", "KAEX"}, turn: turn * time.Minute}
		c.seeds(t, want, nil, nil)
		if turn > 14 { // less than that and the silence may be a hole
			c.seeds(t, want, floorAt(2500, "MHLM"), nil)
		}
	}
}

func TestTransponderOnAtTheGate(t *testing.T) {
	t.Parallel()
	trip{from: "KHRL", stops: []string{"MGGT", "KSAT"}, turn: 95 * time.Minute, gate: 40 * time.Minute}.seeds(t, "KHRL-MGGT MGGT-KSAT", nil, nil)
}

func TestSameCallSignAllDay(t *testing.T) {
	t.Parallel()
	c := trip{from: "KAEX", stops: []string{"KELP", "KHRL", "KMIA", "KAEX"}, turn: 50 * time.Minute}
	c.seeds(t, "KAEX-KELP KELP-KHRL KHRL-KMIA KMIA-KAEX", nil, nil)
	c.seeds(t, "KAEX-KELP KELP-KHRL KHRL-KMIA KMIA-KAEX", everywhere(2000), nil)
}

func TestMidnight(t *testing.T) {
	t.Parallel()
	for _, start := range []time.Duration{-time.Minute, -100 * time.Minute} {
		trip{from: "KAEX", stops: []string{"KDEN", "KAEX"}, turn: 50 * time.Minute, start: noon.Add(12*time.Hour + start)}.
			seeds(t, "KAEX-KDEN KDEN-KAEX", nil, nil)
	}
	trip{from: "KAEX", stops: []string{"KDEN", "KAEX"}, turn: 6 * time.Hour, start: noon.Add(8 * time.Hour)}.seeds(t, "KAEX-KDEN KDEN-KAEX", nil, nil)
}

// Rows of another network that repeat the first, and rows that leaked from the day before.
func TestDuplicateAndPhantomRows(t *testing.T) {
	t.Parallel()
	trip{from: "KAEX", stops: []string{"MHLM", "KAEX"}, turn: 50 * time.Minute}.seeds(t, "KAEX-MHLM MHLM-KAEX", nil, func(tr *adsb.Track) {
		tr.Members = append(tr.Members, adsb.Member{Name: "other"})
		for i, p := range slices.Clone(tr.Points) {
			if i%3 == 0 {
				p.Member, p.Time = uint16(len(tr.Members)-1), p.Time+int64(i%700)
				tr.Points = append(tr.Points, p)
			}
		}
		leak := tr.Points[len(tr.Points)/4]
		for k := range 3 {
			leak.Time = noon.Add(-13*time.Hour + time.Duration(k)*time.Second).UnixMilli()
			leak.Row = int32(90000 + k)
			tr.Points = append(tr.Points, leak)
		}
	})
}

// Parked and located by multilateration: the positions scatter, the speeds are invented,
// nothing says "ground".
func TestMultilaterationScatter(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(5, 5))
	parked := func(p *pen, d time.Duration) {
		home := p.spot
		for end := p.at.Add(d); p.at.Before(end); {
			p.spot = place.Offset(home, rnd.Float64()*360, math.Abs(rnd.NormFloat64())*0.25)
			p.put(rnd.Float64()*60, rnd.Float64()*360, 0, false)
			p.Points[len(p.Points)-1].Source = adsb.MLAT
		}
		p.spot = home
	}
	p := draw(airport(t, "KAEX").At, 89)
	parked(p, 3*time.Hour)
	came(t, p.legs(t), "", nil)

	p = draw(airport(t, "KAEX").At, 89).stand(time.Minute).fly(place.Offset(airport(t, "KAEX").At, 270, 80), 20000, 350).
		fly(place.Offset(airport(t, "KDFW").At, 140, 20), 6000, 250).fly(airport(t, "KDFW").At, 607, 140).roll(180, 40, time.Minute)
	p.alt = 607
	parked(p, 2*time.Hour)
	came(t, p.legs(t), "KAEX-KDFW", nil)
}

// A ground station sends the aircraft's own address from radar, miles off and late.
func TestGhostsOfGroundRadar(t *testing.T) {
	t.Parallel()
	trip{from: "KAEX", stops: []string{"KDEN"}}.seeds(t, "KAEX-KDEN", nil, func(tr *adsb.Track) {
		for i, p := range slices.Clone(tr.Points) {
			if i%9 == 4 {
				p.Source, p.Time, p.Lat, p.Row = adsb.TISB, p.Time+1700, p.Lat+0.05, p.Row+100000
				tr.Points = append(tr.Points, p)
			}
		}
	})
}

// The ground state stays when the altitude is lost: at 180 kt for ten minutes nobody taxies.
func TestStickyGround(t *testing.T) {
	t.Parallel()
	for _, kt := range []float64{180, 240, 400} {
		p := draw(airport(t, "KAEX").At, 89).stand(time.Minute).fly(place.Offset(airport(t, "KAEX").At, 320, 60), 18000, 220).
			roll(320, kt, 10*time.Minute).fly(place.Offset(airport(t, "KDEN").At, 130, 40), 18000, 240).
			fly(airport(t, "KDEN").At, 5431, 160).roll(310, 60, time.Minute).stand(5 * time.Minute)
		legs := p.legs(t)
		came(t, legs, "KAEX-KDEN", nil)
		if len(legs) == 1 && len(legs[0].Events) != 0 {
			t.Errorf("%v", legs[0].Events)
		}
	}
}

// Low pressure puts the altimeter 600 ft under the sea at a field at 9 ft, high pressure above.
func TestWrongPressureAtLowFields(t *testing.T) {
	t.Parallel()
	for _, off := range []int32{-600, 600} {
		for _, to := range []string{"KMIA", "MHLM", "MUHA"} {
			trip{from: "KAEX", stops: []string{to, "KAEX"}, turn: time.Hour}.seeds(t, "KAEX-"+to+" "+to+"-KAEX", floorAt(800, to), func(tr *adsb.Track) {
				for i := range tr.Points {
					tr.Points[i].AltFt += off
				}
			})
		}
	}
}

// said lists the rules of a leg's events.
func said(l flight.Leg) string {
	var rules []string
	for _, e := range l.Events {
		rules = append(rules, e.Rule)
		if e.Text == "" || len(e.Rows) == 0 || flight.RuleSays(e.Rule) == "" {
			rules = append(rules, "without evidence")
		}
	}
	return strings.Join(rules, " ")
}

// What happens on the way is said, with rows, and splits nothing.
func TestEventsAreSaid(t *testing.T) {
	t.Parallel()
	spot := func(code string) place.Point { return airport(t, code).At }
	near := func(code string, bearing, nm float64) place.Point { return place.Offset(spot(code), bearing, nm) }
	departure := func() *pen {
		return draw(spot("KAEX"), 89).stand(time.Minute).roll(320, 120, 30*time.Second).fly(near("KAEX", 320, 60), 24000, 350)
	}
	approach := func(p *pen, code string, ft float64) *pen {
		return p.fly(near(code, 130, 60), 16000, 380).fly(near(code, 130, 12), ft+3500, 240).fly(near(code, 130, 1), ft+300, 140)
	}
	circuit := func(p *pen) *pen {
		return p.fly(near("KAEX", 320, 3), 1200, 110).fly(near("KAEX", 140, 4), 1200, 110).fly(near("KAEX", 140, 1.2), 500, 90).
			fly(spot("KAEX"), 89, 80).roll(320, 70, 20*time.Second)
	}
	landed := func(p *pen, code string, ft float64) *pen {
		return p.fly(spot(code), ft, 130).roll(310, 60, time.Minute).stand(5 * time.Minute)
	}
	for _, c := range []struct {
		name, want, events string
		pen                *pen
	}{
		{"go-around", "KAEX-KDEN", "go_around", landed(approach(approach(departure(), "KDEN", 5431).fly(near("KDEN", 310, 8), 9000, 200).
			fly(near("KDEN", 40, 14), 9000, 220), "KDEN", 5431), "KDEN", 5431)},
		{"diversion after an approach", "KAEX-KCOS", "possible_diversion", landed(approach(departure(), "KDEN", 5431).fly(near("KDEN", 310, 8), 9000, 200).
			fly(near("KCOS", 0, 15), 10000, 250), "KCOS", 6187)},
		{"diversion on the way", "KAEX-KDFW", "possible_diversion", landed(departure().fly(near("KDEN", 130, 150), 34000, 450).
			fly(near("KDFW", 330, 120), 34000, 450).fly(near("KDFW", 330, 12), 4500, 250), "KDFW", 607)},
		{"return to the field", "KAEX-KAEX", "return_to_field", landed(departure().fly(near("KAEX", 300, 60), 12000, 320).fly(near("KAEX", 140, 10), 3000, 200), "KAEX", 89)},
		{"touch-and-go", "KAEX-KAEX", "touch_and_go return_to_field", landed(circuit(circuit(circuit(draw(spot("KAEX"), 89).stand(2*time.Minute).roll(320, 70, 20*time.Second)))).
			fly(near("KAEX", 320, 3), 1200, 110).fly(near("KAEX", 140, 4), 1200, 110).fly(near("KAEX", 140, 1.2), 500, 90), "KAEX", 89)},
		{"nothing happened", "KAEX-KDEN", "", landed(departure().fly(near("KDEN", 130, 90), 24000, 420).fly(near("KDEN", 130, 12), 9000, 240), "KDEN", 5431)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			legs := c.pen.legs(t)
			came(t, legs, c.want, nil)
			if len(legs) == 1 && said(legs[0]) != c.events {
				t.Errorf("events %q, want %q\n%v", said(legs[0]), c.events, legs[0].Events)
			}
		})
	}
}

// Sightseeing and pattern work with full stops: each take-off and landing is a flight,
// though none came five miles away.
func TestLocalFlights(t *testing.T) {
	t.Parallel()
	aex := airport(t, "KAEX").At
	p := draw(aex, 89).stand(4 * time.Minute)
	for range 3 {
		p.roll(320, 60, 20*time.Second).fly(place.Offset(aex, 320, 3.5), 1300, 100).fly(place.Offset(aex, 200, 3.5), 1300, 100).
			fly(place.Offset(aex, 140, 3), 900, 90).fly(aex, 89, 75).roll(320, 30, 2*time.Minute).stand(9 * time.Minute)
	}
	came(t, p.legs(t), "KAEX-KAEX KAEX-KAEX KAEX-KAEX", nil)
}

// One receiver at the airport hears twenty seconds of the approach, or of the climb. That
// is a flight, and where it came from or went nobody knows.
func TestTowerOnly(t *testing.T) {
	t.Parallel()
	for _, interval := range []time.Duration{time.Second, 10 * time.Second} {
		f := sim.Flight{Hex: "d00001", Type: "B738", Callsign: "SIM1", From: airport(t, "KAEX"), To: airport(t, "KDEN"), Depart: noon}
		_, truth, err := sim.Track([]sim.Flight{f}, sim.Receivers{}, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			hole sim.Hole
			want string
		}{
			{sim.Hole{To: truth[0].Landing.Add(-50 * time.Second)}, "?-KDEN"},
			{sim.Hole{From: truth[0].TakeOff.Add(50 * time.Second)}, "KAEX-?"},
		} {
			track := fly(t, []sim.Flight{f}, sim.Receivers{Interval: interval, Holes: []sim.Hole{c.hole}}, 1)
			came(t, flight.Extract(track, place.Embedded()), c.want, nil)
		}
	}
}

// A helicopter hovers, lands on a roof and in a field, and hops.
func TestHelicopters(t *testing.T) {
	t.Parallel()
	roof := place.Offset(airport(t, "KAEX").At, 200, 30)
	field := place.Offset(roof, 180, 20)
	p := draw(roof, 250).stand(3*time.Minute).fly(place.Offset(roof, 90, 12), 1200, 110).
		fly(place.Offset(roof, 90, 12.2), 1200, 5). // hovers
		fly(field, 150, 100).stand(12*time.Minute).
		fly(place.Offset(field, 10, 0.4), 230, 25).stand(8*time.Minute). // hops
		fly(place.Offset(field, 0, 10), 1000, 110).fly(roof, 250, 90).stand(10 * time.Minute)
	p.Type = "EC35"
	came(t, p.legs(t), "?-? ?-?", nil)
}

func TestCoLocatedFields(t *testing.T) {
	t.Parallel()
	for _, to := range []string{"KGEG", "KMIA", "MGGT", "MMMX", "OIIE"} {
		c := trip{from: map[string]string{"OIIE": "OTHH"}[to], stops: []string{to}}
		if c.from == "" {
			c.from = "KAEX"
		}
		c.seeds(t, c.from+"-"+to, nil, nil)
		flights, truths := c.flights(t)
		for seed := uint64(1); seed <= 4; seed++ { // without the ground: right, or not named
			legs := flight.Extract(fly(t, flights, floorAt(2500, to)(truths), seed), place.Embedded())
			if got := routes(legs); len(legs) != 1 || got[0] != c.from+"-"+to && got[0] != c.from+"-unknown" {
				t.Errorf("%s: %v\n%s", to, got, describe(legs))
			}
		}
	}
}

// circles draws n turns around a point.
func (p *pen) circles(centre place.Point, nm, alt, kt float64, n int) *pen {
	for k := range 8 * n {
		p.fly(place.Offset(centre, float64(k)*45, nm), alt, kt)
	}
	return p
}

// Gliders, surveys and tankers go round for hours, and out of reach for an hour of it.
func TestCirclingIsOneFlight(t *testing.T) {
	t.Parallel()
	aex := airport(t, "KAEX").At
	area := place.Offset(aex, 0, 80)
	for _, c := range []struct {
		name         string
		nm, alt, kt  float64
		turns        int
		hole         time.Duration
		out, outKnot float64
	}{
		{"glider in thermals", 0.4, 5000, 50, 40, 6 * time.Minute, 3000, 60},
		{"survey", 9, 8000, 160, 4, 50 * time.Minute, 8000, 160},
		{"air refuelling orbit", 20, 25000, 380, 4, 70 * time.Minute, 25000, 400},
		{"orbit with an hour and a half unheard", 15, 25000, 330, 5, 95 * time.Minute, 25000, 400},
	} {
		p := draw(aex, 89).stand(2*time.Minute).fly(area, c.out, c.outKnot).circles(area, c.nm, c.alt, c.kt, c.turns).silent(c.hole).
			circles(area, c.nm, c.alt, c.kt, c.turns).fly(place.Offset(aex, 0, 10), 3000, 150).fly(aex, 89, 80).roll(180, 40, time.Minute).stand(5 * time.Minute)
		legs := p.legs(t)
		if got := fmt.Sprint(routes(legs)); got != "[KAEX-KAEX]" {
			t.Errorf("%s: %s\n%s", c.name, got, describe(legs))
		}
	}
}

// Whoever is lost while circling at cruise has no heading that says where it will land: no
// field is weighed. The same aircraft lost on its way out has a set.
func TestLostWhileCirclingHasNoSet(t *testing.T) {
	t.Parallel()
	aex := airport(t, "KAEX").At
	area := place.Offset(aex, 0, 300)
	out := func() *pen { return draw(aex, 89).stand(2*time.Minute).fly(area, 35000, 440) }
	for name, c := range map[string]struct {
		legs []flight.Leg
		set  bool
	}{
		"circling":      {out().circles(area, 15, 35000, 330, 5).legs(t), false},
		"on its way on": {out().fly(place.Offset(aex, 0, 500), 35000, 440).legs(t), true},
	} {
		if len(c.legs) != 1 {
			t.Fatalf("%s: %d legs, want 1", name, len(c.legs))
		}
		if end := c.legs[0].End; end.Airport != nil || (len(end.Candidates) > 1) != c.set {
			t.Errorf("%s: candidates %v, want a set: %v", name, end.Candidates, c.set)
		}
	}
}

// Level at cruise on both sides of a silence, out towards a field and back from it: that
// was a stop, as nothing circles.
func TestOutAndBackAtCruise(t *testing.T) {
	t.Parallel()
	trip{from: "KAEX", stops: []string{"MHLM", "KAEX"}, turn: 75 * time.Minute}.seeds(t, "KAEX-? ?-KAEX", func(tr []sim.Truth) sim.Receivers {
		return sim.Receivers{Holes: []sim.Hole{{From: tr[0].Landing.Add(-50 * time.Minute), To: tr[1].TakeOff.Add(50 * time.Minute)}}}
	}, nil)
}

// The wing aircraft of a formation answers only after they part: a first position in the air
// beside another aircraft says nothing of where it came from.
func TestFormation(t *testing.T) {
	t.Parallel()
	flights, truths := trip{from: "KAEX", stops: []string{"KDEN"}}.flights(t)
	lead := flight.Extract(fly(t, flights, nothingMissing, 1), place.Embedded())
	flights[0].Hex = "d00002"
	wing := flight.Extract(fly(t, flights, sim.Receivers{Holes: []sim.Hole{{To: truths[0].TakeOff.Add(60 * time.Minute)}}}, 2), place.Embedded())
	came(t, lead, "KAEX-KDEN", truths)
	came(t, wing, "?-KDEN", truths)
}

// One row a second says the same as one in thirty.
func TestStateVectorsOfOneSecond(t *testing.T) {
	t.Parallel()
	flights, truths := trip{from: "KHRL", stops: []string{"MGGT", "KHRL"}, turn: 50 * time.Minute}.flights(t)
	for _, interval := range []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, time.Minute} {
		for _, floor := range []int{0, 1500} {
			track := fly(t, flights, sim.Receivers{Interval: interval, DefaultFloorFt: floor}, 1)
			came(t, flight.Extract(track, place.Embedded()), "KHRL-MGGT MGGT-KHRL", truths)
		}
	}
}

// Radar and multilateration send the height of the field and never the word "ground", and
// some exports write the height 0 for it.
func TestNeverSaysGround(t *testing.T) {
	t.Parallel()
	for name, height := range map[string]func(ft int) int32{
		"the field's height": func(ft int) int32 { return int32(ft) },
		"the height 0":       func(int) int32 { return 0 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			flights, _ := trip{from: "KHRL", stops: []string{"MGGT", "KHRL"}, turn: 50 * time.Minute, gate: 20 * time.Minute}.flights(t)
			for seed := uint64(1); seed <= 4; seed++ {
				track := fly(t, flights, nothingMissing, seed)
				for i := range track.Points {
					p := &track.Points[i]
					if !p.Is(adsb.OnGround) {
						continue
					}
					ft := airport(t, "KHRL").ElevationFt
					if place.Distance(place.Point{Lat: p.Lat, Lon: p.Lon}, airport(t, "MGGT").At) < 10 {
						ft = airport(t, "MGGT").ElevationFt
					}
					p.AltFt, p.Has = height(ft), p.Has&^adsb.OnGround|adsb.HasAlt
				}
				came(t, flight.Extract(track, place.Embedded()), "KHRL-MGGT MGGT-KHRL", nil)
			}
		})
	}
}
