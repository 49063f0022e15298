package flight_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// pen draws a track in straight lines, a point every few seconds.
type pen struct {
	adsb.Track
	at       time.Time
	spot     place.Point
	alt      float64
	callsign uint16
}

const every = 10 * time.Second

func draw(spot place.Point, alt float64) *pen {
	p := &pen{at: noon, spot: spot, alt: alt, callsign: 1}
	p.Hex, p.Callsigns, p.Members = "d00001", []string{"", "SIM1"}, []adsb.Member{{Name: "drawn"}}
	return p
}

func (p *pen) put(gs, track, rate float64, ground bool) {
	q := adsb.Point{Time: p.at.UnixMilli(), Lat: p.spot.Lat, Lon: p.spot.Lon, GS: float32(gs), Track: float32(track), Callsign: p.callsign,
		Row: int32(len(p.Points)), Has: adsb.HasSpeed | adsb.HasTrack, Source: adsb.ADSB, NIC: 8, NACp: 9, SIL: 3}
	if ground {
		q.Has |= adsb.OnGround
	} else {
		q.AltFt, q.VRate = int32(p.alt), int32(rate)
		q.Has |= adsb.HasAlt | adsb.HasRate
	}
	p.Points = append(p.Points, q)
	p.at = p.at.Add(every)
}

// stand stays on the ground.
func (p *pen) stand(d time.Duration) *pen {
	for end := p.at.Add(d); p.at.Before(end); {
		p.put(0, 0, 0, true)
	}
	return p
}

// roll moves on the ground for a time.
func (p *pen) roll(track, gs float64, d time.Duration) *pen {
	for end := p.at.Add(d); p.at.Before(end); {
		p.put(gs, track, 0, true)
		p.spot = place.Offset(p.spot, track, gs*every.Hours())
	}
	return p
}

// fly goes straight to a point and an altitude at a speed.
func (p *pen) fly(to place.Point, alt, gs float64) *pen {
	nm := place.Distance(p.spot, to)
	n := max(1, int(nm/(gs*every.Hours())))
	from, low := p.spot, p.alt
	rate := (alt - low) / (float64(n) * every.Minutes())
	for i := range n {
		f := float64(i) / float64(n)
		if i > 0 {
			p.spot = place.Along(from, to, f)
		}
		p.alt = low + (alt-low)*f
		p.put(gs, place.Bearing(p.spot, to), rate, false)
	}
	p.spot, p.alt = to, alt
	return p
}

func (p *pen) silent(d time.Duration) *pen { p.at = p.at.Add(d); return p }

func (p *pen) legs(t *testing.T) []flight.Leg {
	t.Helper()
	p.Finish()
	return flight.Extract(&p.Track, place.Embedded())
}

// What the failure modes of other tools come to. "?" is an end that is not named.
func TestEdges(t *testing.T) {
	t.Parallel()
	spot := func(code string) place.Point { return airport(t, code).At }
	near := func(code string, bearing, nm float64) place.Point { return place.Offset(spot(code), bearing, nm) }
	aex, mia := spot("KAEX"), spot("KMIA")
	departure := func() *pen { // out of KAEX to cruise in the direction of KDEN
		return draw(aex, 89).stand(time.Minute).roll(320, 120, 30*time.Second).fly(near("KAEX", 320, 60), 24000, 350)
	}
	cases := []struct {
		name string
		pen  *pen
		want string
	}{
		{"go-around", departure().fly(near("KDEN", 130, 90), 24000, 420).fly(near("KDEN", 130, 12), 9000, 260).fly(near("KDEN", 130, 0.5), 5700, 140).
			fly(near("KDEN", 310, 8), 9000, 200).fly(near("KDEN", 40, 12), 9000, 220).fly(near("KDEN", 130, 12), 9000, 220).
			fly(spot("KDEN"), 5431, 140).roll(310, 60, time.Minute).stand(5 * time.Minute), "KAEX-KDEN"},
		{"return to the field", departure().fly(near("KAEX", 300, 60), 12000, 320).fly(near("KAEX", 140, 10), 3000, 200).fly(aex, 100, 140).
			roll(320, 60, time.Minute).stand(5 * time.Minute), "KAEX-KAEX"},
		{"touch-and-go on the way", draw(aex, 89).stand(time.Minute).roll(180, 90, 20*time.Second).fly(near("KMCI", 180, 20), 6000, 200).
			fly(spot("KMCI"), 1026, 110).roll(0, 90, 20*time.Second).fly(near("KMCI", 0, 20), 6000, 180).fly(near("KOMA", 180, 15), 5000, 200).
			fly(spot("KOMA"), 984, 110).roll(0, 40, time.Minute).stand(5 * time.Minute), "KAEX-KOMA"},
		{"a full stop on the way", draw(aex, 89).stand(time.Minute).roll(180, 90, 20*time.Second).fly(near("KMCI", 180, 20), 6000, 200).
			fly(spot("KMCI"), 1026, 110).roll(0, 30, 4*time.Minute).fly(near("KMCI", 0, 20), 6000, 180).fly(near("KOMA", 180, 15), 5000, 200).
			fly(spot("KOMA"), 984, 110).roll(0, 40, time.Minute).stand(5 * time.Minute), "KAEX-KMCI KMCI-KOMA"},
		{"a day on the ground", draw(aex, 89).stand(time.Hour).roll(90, 15, 10*time.Minute).stand(2 * time.Hour), ""},
		{"a ground bit that flickers in the taxi", draw(aex, 89).stand(time.Minute).roll(90, 15, 2*time.Minute).fly(near("KAEX", 90, 0.6), 89, 15).
			roll(90, 15, 2*time.Minute).stand(time.Hour), ""},
		{"a sticky ground bit in cruise", departure().roll(320, 400, 3*time.Minute).fly(near("KDEN", 130, 40), 24000, 420).fly(spot("KDEN"), 5431, 200).
			roll(310, 60, time.Minute).stand(5 * time.Minute), "KAEX-KDEN"},
		{"a helicopter between two roofs", draw(near("KAEX", 200, 30), 200).stand(2*time.Minute).fly(near("KAEX", 200, 45), 1200, 110).
			fly(near("KAEX", 200, 60), 200, 90).stand(10 * time.Minute), "?-?"},
		{"a helicopter that changes its stand", draw(near("KAEX", 200, 30), 200).stand(2*time.Minute).fly(near("KAEX", 200, 30.5), 260, 30).stand(10 * time.Minute), ""},
		{"overflight at cruise", draw(near("KMIA", 180, 150), 34000).fly(near("KMIA", 0, 150), 34000, 460), "?-?"},
		{"low overflight of a field", draw(near("KMIA", 300, 40), 4000).fly(near("KMIA", 120, 40), 4000, 250), "?-?"},
		{"one field inside another's approach", draw(near("KMIA", 270, 200), 30000).fly(near("KMIA", 270, 30), 9000, 350).fly(near("KMIA", 272, 1.5), 300, 140).
			fly(mia, 8, 130).roll(90, 60, time.Minute), "?-KMIA"},
		{"lost for a day and back in the air", departure().fly(near("KDEN", 130, 90), 24000, 420).fly(near("KDEN", 130, 15), 9500, 250).silent(24*time.Hour).
			fly(near("KDEN", 130, 90), 30000, 420).fly(near("KAEX", 320, 20), 5000, 300).fly(aex, 89, 140).roll(140, 60, time.Minute), "KAEX-KDEN KDEN-KAEX"},
		{"on the ground at two fields with nothing between", draw(aex, 89).stand(10 * time.Minute).silent(95 * time.Minute).at2(spot("KDFW")).stand(10 * time.Minute), "KAEX-KDFW"},
		{"on the ground at two fields a day apart", draw(aex, 89).stand(10 * time.Minute).silent(24 * time.Hour).at2(spot("KDFW")).stand(10 * time.Minute), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			legs := c.pen.legs(t)
			if got := strings.ReplaceAll(strings.Join(routes(legs), " "), "unknown", "?"); got != c.want {
				t.Errorf("legs %q, want %q\n%s", got, c.want, describe(legs))
			}
			holdsTruth(t, legs, nil)
		})
	}
}

// at2 appears at another place on the ground.
func (p *pen) at2(spot place.Point) *pen { p.spot = spot; return p }

func TestCallSignChangesInFlight(t *testing.T) {
	t.Parallel()
	p := draw(airport(t, "KAEX").At, 89).stand(time.Minute).fly(place.Offset(airport(t, "KAEX").At, 90, 60), 20000, 300)
	p.Callsigns, p.callsign = append(p.Callsigns, "SIM2"), 2
	p.fly(place.Offset(airport(t, "KAEX").At, 90, 200), 20000, 400)
	legs := p.legs(t)
	if len(legs) != 1 || strings.Join(legs[0].Callsigns, " ") != "SIM1 SIM2" {
		t.Errorf("%s", describe(legs))
	}
}

// Nothing, one point, and an address that is no aircraft's give no legs and no panic.
func TestNothingToSay(t *testing.T) {
	t.Parallel()
	one := draw(airport(t, "KAEX").At, 89)
	one.put(0, 0, 0, true)
	radar := draw(airport(t, "KAEX").At, 89).stand(time.Minute).fly(place.Offset(airport(t, "KAEX").At, 90, 60), 20000, 300)
	radar.NonICAO = true
	for _, p := range []*pen{{}, one, radar} {
		if legs := p.legs(t); len(legs) != 0 {
			t.Errorf("%s", describe(legs))
		}
	}
}

// Stories S1 and S24: KAEX to OTHH with five hours over the Atlantic unheard is one leg;
// the flight on from there, lost at cruise over Iraq, gets a set of fields with "unknown",
// and so it stays when the aircraft is next heard at OTHH days later.
func TestLostOverIraq(t *testing.T) {
	t.Parallel()
	evening := time.Date(2025, 9, 29, 22, 14, 0, 0, time.UTC)
	first, truths := trip{kind: "B763", from: "KAEX", stops: []string{"OTHH"}, start: evening}.flights(t)
	onward := sim.Flight{Hex: "d00001", Registration: "SIM-1", Type: "B763", Callsign: "SIM1", From: airport(t, "OTHH"), To: airport(t, "OIIE"),
		Via:    []place.Point{{Lat: 29.3, Lon: 48.2}, {Lat: 30.9, Lon: 46.6}, {Lat: 33.2, Lon: 45.9}},
		Depart: truths[0].Landing.Add(100 * time.Minute)}
	later := sim.Flight{Hex: "d00001", Registration: "SIM-1", Type: "B763", Callsign: "SIM1", From: airport(t, "OTHH"), To: airport(t, "HECA"), Depart: onward.Depart.Add(60 * time.Hour)}
	atlantic := sim.Hole{From: truths[0].TakeOff.Add(150 * time.Minute), To: truths[0].TakeOff.Add(450 * time.Minute)}
	iraq := sim.Hole{From: onward.Depart.Add(80 * time.Minute), To: later.Depart.Add(-20 * time.Minute)}
	for _, c := range []struct {
		name    string
		flights []sim.Flight
		want    string
	}{
		{"never heard again", append(first, onward), "KAEX-OTHH OTHH-unknown"},
		{"heard again at OTHH", append(first, onward, later), "KAEX-OTHH OTHH-unknown OTHH-HECA"},
	} {
		legs := flight.Extract(fly(t, c.flights, sim.Receivers{Holes: []sim.Hole{atlantic, iraq}}, 1), place.Embedded())
		if got := strings.Join(routes(legs), " "); got != c.want {
			t.Fatalf("%s: %s\n%s", c.name, got, describe(legs))
		}
		t.Log(legs[0].Start.Words(true), legs[0].End.Words(false), legs[1].Start.Words(true), legs[1].End.Words(false), legs[1].End.Candidates)
		if g := legs[0].Gaps; len(g) != 1 || g[0].Kind != flight.NotHeard || g[0].To.Sub(g[0].From) < 4*time.Hour+50*time.Minute {
			t.Errorf("%s: gaps of the first leg: %v, want the five hours over the Atlantic", c.name, g)
		}
		if id := legs[0].ID; !strings.HasPrefix(id, "d00001-20250929T22") {
			t.Errorf("%s: ID %s", c.name, id)
		}
		tehran, unknown := false, false
		for _, k := range legs[1].End.Candidates {
			tehran = tehran || k.Airport == "OIIE"
			unknown = unknown || k.Airport == "unknown"
			if k.Airport != "unknown" && k.Probability > 0.6 {
				t.Errorf("%s: %s has %.2f", c.name, k.Airport, k.Probability)
			}
		}
		if !tehran || !unknown || legs[1].End.Airport != nil {
			t.Errorf("%s: %s", c.name, describe(legs[1:2]))
		}
		if from := legs[1].End.Interval[0]; from == nil || legs[1].End.Time != nil {
			t.Errorf("%s: a landing that was not observed has the time %v, interval %v", c.name, legs[1].End.Time, legs[1].End.Interval)
		}
		if c.name == "heard again at OTHH" && legs[1].End.Interval[1] == nil {
			t.Errorf("the next departure bounds the landing")
		}
	}
}

// The bundled example: lost over Iraq before its turn to the east, so Baghdad lies ahead
// and Tehran to the side. The truth, OIIE, is in the set and nothing is named.
func TestExampleKeepsTheTruthInItsSet(t *testing.T) {
	t.Parallel()
	flights, receivers, err := sim.ExampleFlights(place.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	legs := flight.Extract(fly(t, flights, receivers, 1), place.Embedded())
	if got := strings.Join(routes(legs), " "); got != "KAEX-OTHH OTHH-unknown OTHH-EINN" {
		t.Fatalf("%s\n%s", got, describe(legs))
	}
	tehran := false
	for _, k := range legs[1].End.Candidates {
		tehran = tehran || k.Airport == "OIIE"
		if k.Airport != "unknown" && k.Probability > 0.6 {
			t.Errorf("%s has %.2f without another source", k.Airport, k.Probability)
		}
	}
	if !tehran || !legs[1].Simulated {
		t.Errorf("%s", describe(legs[1:2]))
	}
}

// Where and when an aircraft is next heard limits where it can have been: two and a half
// hours after it was lost over Iraq it stands at OTHH again, so it was not in Tashkent.
// It may have turned back, or stopped nearby: nothing is named.
func TestNextPositionLimitsTheCandidates(t *testing.T) {
	t.Parallel()
	lost := draw(airport(t, "OTHH").At, 13).stand(time.Minute).fly(place.Offset(airport(t, "OTHH").At, 350, 80), 33000, 380).
		fly(place.Point{Lat: 32.5, Lon: 45.5}, 33000, 470).fly(place.Point{Lat: 33.3, Lon: 47}, 33000, 470)
	list := func(legs []flight.Leg) map[string]float64 {
		m := map[string]float64{}
		for _, k := range legs[0].End.Candidates {
			m[k.Airport] = k.Probability
		}
		return m
	}
	alone := flight.Extract(&lost.Track, place.Embedded())
	lost.silent(150 * time.Minute).at2(airport(t, "OTHH").At).stand(20 * time.Minute)
	again := flight.Extract(&lost.Track, place.Embedded())
	far := false
	for code := range list(alone) {
		if code == "unknown" {
			continue
		}
		a := airport(t, code)
		way := place.Distance(place.Point{Lat: 33.3, Lon: 47}, a.At) + place.Distance(a.At, airport(t, "OTHH").At)
		if way > 470*2.5 {
			far = true
			if p, listed := list(again)[code]; listed {
				t.Errorf("%s at %.2f lies too far to be back in time", code, p)
			}
		}
	}
	if !far {
		t.Fatalf("the case has no field out of reach: %v", list(alone))
	}
	if e := again[0].End; e.Airport != nil || list(again)["OTHH"] == 0 || len(e.Before) == 0 {
		t.Errorf("%s", describe(again[:1]))
	}
	t.Log(describe(again[:1]))
}

// A map draws no line over what was not heard.
func TestPathKeepsGaps(t *testing.T) {
	t.Parallel()
	flights, truths := trip{from: "KAEX", stops: []string{"MHLM"}}.flights(t)
	r := sim.Receivers{Holes: []sim.Hole{{From: truths[0].TakeOff.Add(40 * time.Minute), To: truths[0].TakeOff.Add(85 * time.Minute)}}}
	track := fly(t, flights, r, 1)
	leg := flight.Extract(track, place.Embedded())[0]
	for _, most := range []int{0, 2, 20, 100000} {
		path := flight.Path(track, leg, most)
		gaps := 0
		for i, p := range path {
			if p.AfterGap {
				gaps++
				if i == 0 || p.At.Sub(path[i-1].At) < 40*time.Minute || p.At.Sub(path[i-1].At) > 46*time.Minute {
					t.Errorf("max %d: the gap runs from %v to %v", most, path[max(0, i-1)].At, p.At)
				}
			}
		}
		if gaps != 1 || !path[0].At.Equal(leg.Start.Heard.At) || !path[len(path)-1].At.Equal(leg.End.Heard.At) {
			t.Errorf("max %d: %d gaps in %d points", most, gaps, len(path))
		}
		if most > 2 && len(path) > most+4 {
			t.Errorf("max %d: %d points", most, len(path))
		}
	}
}
