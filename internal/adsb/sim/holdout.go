package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// The seeds of the hold-out. Nobody looks at their flights to choose a constant; seeds 1 to 999
// are for that. 1000 to 1999 were the hold-out until their misses had been seen.
const (
	HoldOutFirst = 2000
	HoldOutLast  = 2999
)

// Trial is one aircraft over one to three flights as a flawed recording has it, with the truth.
type Trial struct {
	Seed   uint64
	Track  *adsb.Track // finished
	Flown  []Flown
	Traits []string // what is special about it, in words
}

// Flown is one true flight and what the receivers heard of it.
type Flown struct {
	Truth
	First, Last Nearest   // to the departure and to the arrival
	Aloft       int       // positions heard in the air
	AloftFrom   time.Time // the first of them
	AloftTo     time.Time // and the last
	CruiseKT    float64   // the greatest speed heard
}

// Nearest is the position heard nearest to one end of a flight.
type Nearest struct {
	At      time.Time // zero: nothing of the flight was heard
	Point   place.Point
	AboveFt float64 // height above the true field
	NM      float64 // from the true field's reference point
	Ground  bool
}

// HoldOut draws a trial: where the aircraft flew (removals and charters, long ways with
// technical stops, any two fields with scheduled service), in what type, with go-arounds,
// diversions, returns and holding; who heard it; and what is wrong with the recording. The
// same seed, airports and version give the same trial.
func HoldOut(seed uint64, airports *place.Airports) (Trial, error) {
	rnd := rand.New(rand.NewPCG(seed, 0x401d))
	trial := Trial{Seed: seed}
	stops, kind, style := itinerary(rnd, airports)
	trial.Traits = append(trial.Traits, style)
	at := time.Date(2025, 9, 1+rnd.IntN(28), rnd.IntN(24), rnd.IntN(60), 0, 0, time.UTC)

	// First as it happens, then as it is heard: silences need to know when the flying is.
	var trips []trip
	begin := at
	codes := []string{stops[0].Code}
	for i := 1; i < len(stops); i++ {
		tr := drawTrip(rnd, Flight{
			Hex: Hex(int(seed)), Registration: Registration(int(seed)), Type: kind, Callsign: fmt.Sprintf("SIM%d", 100+rnd.IntN(900)),
			From: stops[i-1], To: stops[i], Depart: at, TailwindKt: rnd.NormFloat64() * 30,
			GateBefore: time.Duration(rnd.IntN(20)) * time.Minute, GateAfter: time.Duration(rnd.IntN(15)) * time.Minute,
		}, airports)
		_, truth := tr.fly(Receivers{}, seed)
		trips = append(trips, tr)
		codes = append(codes, tr.flights[len(tr.flights)-1].To.Code)
		trial.Traits = append(trial.Traits, tr.event...)
		if tr.ends() != stops[i].Code {
			break // a diversion ends the day
		}
		at = truth.OnBlock.Add(pause(rnd))
	}
	_, last := trips[len(trips)-1].fly(Receivers{}, seed)
	r, traits := ears(rnd, codes, begin, last.Landing)
	trial.Traits = append(trial.Traits, traits...)
	if rnd.IntN(5) == 0 {
		r.Holes = append(r.Holes, Hole{From: last.Landing.Add(-time.Duration(20+rnd.IntN(100)) * time.Minute)})
		trial.Traits = append(trial.Traits, "lost for good")
	}
	if rnd.IntN(6) == 0 {
		r.Holes = append(r.Holes, Hole{To: begin.Add(time.Duration(10+rnd.IntN(80)) * time.Minute)})
		trial.Traits = append(trial.Traits, "first heard late")
	}

	t := &adsb.Track{}
	t.Reset()
	t.Hex, t.Registration, t.Type, t.Simulated = Hex(int(seed)), Registration(int(seed)), kind, true
	t.Members = append(t.Members, adsb.Member{Name: fmt.Sprintf("seed-%d.json", seed)})
	for _, tr := range trips {
		points, truth := tr.fly(r, seed)
		trial.Flown = append(trial.Flown, flown(truth, points, tr.flights[0].From, tr.flights[len(tr.flights)-1].To))
		sign := t.Callsign(truth.Callsign)
		for i := range points {
			points[i].Callsign, points[i].Row = sign, int32(len(t.Points)+i)
		}
		t.Points = append(t.Points, points...)
	}
	trial.Traits = append(trial.Traits, spoil(t, rnd)...)
	t.Finish()
	trial.Track = t
	return trial, nil
}

// pause is the time on the ground: mostly a turn, sometimes a quick one or a night.
func pause(rnd *rand.Rand) time.Duration {
	switch rnd.IntN(10) {
	case 0:
		return time.Duration(20+rnd.IntN(12)) * time.Minute
	case 1:
		return time.Duration(6*60+rnd.IntN(8*60)) * time.Minute
	}
	return time.Duration(35+rnd.IntN(120)) * time.Minute
}

// trip is one flight as it is flown, in one piece or in two that meet in the air.
type trip struct {
	flights []Flight
	cutFt   float64 // height above the first piece's destination where the second takes over
	event   []string
}

func (tr trip) ends() string { return tr.flights[len(tr.flights)-1].To.Code }

// drawTrip draws whether something happens on a flight.
func drawTrip(rnd *rand.Rand, f Flight, airports *place.Airports) trip {
	out := place.Bearing(f.From.At, f.To.At)
	switch rnd.IntN(20) {
	case 0: // around the field once more
		b := f.To.At
		again := f
		again.From, again.CruiseFt = f.To, int(elevation(f.To))+3000
		again.Via = []place.Point{place.Offset(b, out, 12), place.Offset(b, out+60, 14), place.Offset(b, out+140, 16), place.Offset(b, out+180, 18)}
		return trip{[]Flight{f, again}, 200 + rnd.Float64()*800, []string{"go-around at " + f.To.Code}}
	case 1: // from an approach to another field
		for _, n := range airports.Near(f.To.At, 250) {
			if n.NM > 40 && n.Airport.Scheduled && n.Airport.Size != place.Small {
				on := f
				on.From, on.To, on.TailwindKt = f.To, *n.Airport, 0
				return trip{[]Flight{f, on}, 300 + rnd.Float64()*4000, []string{"diverted from " + f.To.Code + " to " + n.Airport.Code}}
			}
		}
	case 2: // back to where it came from
		back := f
		back.To = f.From
		back.Via = []place.Point{place.Offset(f.From.At, out, 30+rnd.Float64()*60), place.Offset(f.From.At, out+30, 35)}
		return trip{[]Flight{back}, 0, []string{"returned to " + f.From.Code}}
	case 3: // some turns in a hold
		nm := place.Distance(f.From.At, f.To.At)
		fix := place.Offset(f.To.At, out+180, min(45, nm/4))
		for range 2 + rnd.IntN(3) {
			f.Via = append(f.Via, fix, place.Offset(fix, out+90, 5), place.Offset(place.Offset(fix, out+90, 5), out+180, 10), place.Offset(fix, out+180, 10))
		}
		f.Via = append(f.Via, fix)
		return trip{[]Flight{f}, 0, []string{"held before " + f.To.Code}}
	case 4, 5: // not the direct way
		nm := place.Distance(f.From.At, f.To.At)
		f.Via = []place.Point{place.Offset(place.Along(f.From.At, f.To.At, 0.3+0.4*rnd.Float64()), out+90, rnd.NormFloat64()*nm*0.08)}
		return trip{[]Flight{f}, 0, []string{"a bent way"}}
	}
	return trip{flights: []Flight{f}}
}

// fly flies the pieces. Chance is the same for each, so that the altimeter stays as it is set.
func (tr trip) fly(r Receivers, seed uint64) ([]adsb.Point, Truth) {
	f := tr.flights[0]
	chance := func() *rand.Rand { return rand.New(rand.NewPCG(seed, uint64(f.Depart.Unix()))) }
	points, truth := Fly(f, r, chance())
	if len(tr.flights) == 1 {
		return points, truth
	}
	// When the first piece would pass the height on its way down, and the second on its way up.
	height := tr.cutFt + elevation(f.To)
	cut := crossing(f, height, true)
	second := tr.flights[1]
	second.Depart = f.Depart
	second.Depart = f.Depart.Add(cut.Sub(crossing(second, height, false)))
	points = slices.DeleteFunc(points, func(p adsb.Point) bool { return p.When().After(cut) })
	rest, end := Fly(second, r, chance())
	rest = slices.DeleteFunc(rest, func(p adsb.Point) bool { return !p.When().After(cut) })
	truth.To, truth.Landing, truth.OnBlock = end.To, end.Landing, end.OnBlock
	points = append(points, rest...)
	truth.Heard = len(points)
	return points, truth
}

// crossing is when a flight passes a height: the last time, or the first.
func crossing(f Flight, height float64, last bool) time.Time {
	at := 0.0
	for _, s := range fly(f, routeOf(f)) {
		if !s.ground && s.alt >= height {
			at = s.t
			if !last {
				break
			}
		}
	}
	return f.Depart.Add(time.Duration(at * float64(time.Second)))
}

// flown says what was heard of a flight.
func flown(truth Truth, points []adsb.Point, from, to place.Airport) Flown {
	f := Flown{Truth: truth}
	if len(points) == 0 {
		return f
	}
	near := func(p adsb.Point, a place.Airport) Nearest {
		spot := place.Point{Lat: p.Lat, Lon: p.Lon}
		n := Nearest{At: p.When(), Point: spot, NM: place.Distance(spot, a.At), Ground: p.Is(adsb.OnGround)}
		if !n.Ground {
			n.AboveFt = float64(p.AltFt) - elevation(a)
		}
		return n
	}
	f.First, f.Last = near(points[0], from), near(points[len(points)-1], to)
	for _, p := range points {
		f.CruiseKT = max(f.CruiseKT, float64(p.GS))
		if !p.Is(adsb.OnGround) {
			if f.Aloft == 0 {
				f.AloftFrom = p.When()
			}
			f.Aloft, f.AloftTo = f.Aloft+1, p.When()
		}
	}
	return f
}
