package sim

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/charterwatch/charterwatch/internal/place"
)

// World makes one UTC day of n aircraft as an archive of the whole world holds it: one
// trace an aircraft, in no order of kind, and truth.json of the flights of the airliners
// and business jets at the end. It is load for measuring, with the mix of a real day:
//
//	half airliners, one to five legs within a day that starts before midnight for some
//	a tenth business jets on one or two legs between smaller fields
//	a fifth light aircraft and a twentieth helicopters, which wander from a field
//	a tenth transmitters that never leave the ground
//	a twentieth radar targets without an ICAO address ("~"), and as many heard a few times
//
// The rows and their details are as rich as real ones, so that their bytes and what they
// pack to are those of a real day. The same seed gives the same bytes, whatever the machine.
func World(seed uint64, day time.Time, n int, airports *place.Airports) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		w := world{seed: seed, day: day.UTC().Truncate(24 * time.Hour), floors: map[string]int{}}
		for ap := range airports.All() {
			switch {
			case ap.Size == place.Large && ap.Scheduled:
				w.large = append(w.large, *ap)
			case ap.Size == place.Medium:
				w.medium = append(w.medium, *ap)
			default:
				continue
			}
			w.floors[ap.Code] = [...]int{0, 0, 300, 800, 1_500, 4_000}[hash(ap.Code)%6]
		}
		if len(w.large) < 2 || len(w.medium) < 2 {
			yield(File{}, fmt.Errorf("simulate a world: %d large and %d medium airports are not enough", len(w.large), len(w.medium)))
			return
		}
		truths := []Truth{}
		for made := range w.inOrder(n) {
			truths = append(truths, made.truths...)
			if made.err == nil && made.file.Data == nil {
				continue // nothing of it was heard on that day
			}
			if !yield(made.file, made.err) || made.err != nil {
				return
			}
		}
		yield(truthFile(seed, truths))
	}
}

// world is what all its aircraft share.
type world struct {
	seed          uint64
	day           time.Time
	large, medium []place.Airport
	floors        map[string]int
}

// made is one aircraft's day.
type made struct {
	file   File
	truths []Truth
	err    error
}

// inOrder makes the aircraft on all processors and yields them in their order.
func (w *world) inOrder(n int) iter.Seq[made] {
	return func(yield func(made) bool) {
		under := make(chan chan made, 2*runtime.NumCPU())
		slots := make(chan struct{}, runtime.NumCPU())
		stop := make(chan struct{})
		defer close(stop)
		go func() {
			defer close(under)
			for i := range n {
				out := make(chan made, 1)
				select {
				case under <- out:
				case <-stop:
					return
				}
				slots <- struct{}{}
				go func() {
					out <- w.aircraft(i)
					<-slots
				}()
			}
		}()
		for out := range under {
			if !yield(<-out) {
				return
			}
		}
	}
}

// aircraft flies the i-th aircraft.
func (w *world) aircraft(i int) made {
	rnd := rand.New(rand.NewPCG(w.seed, uint64(i)))
	a := craft{hex: Hex(0x1000 + i), registration: Registration(0x1000 + i), source: "adsb_icao", category: "A1"}
	var m made
	switch kind := rnd.IntN(100); {
	case kind < 50:
		m.truths = w.schedule(&a, rnd, fleetTypes[rnd.IntN(len(fleetTypes))], w.large, 1+rnd.IntN(5))
	case kind < 60:
		m.truths = w.schedule(&a, rnd, [...]string{"C56X", "GLF5", "LJ45", "CL60"}[rnd.IntN(4)], w.medium, 1+rnd.IntN(2))
	case kind < 80:
		a.kind, a.callsign = "C172", a.registration
		w.wander(&a, rnd, wandering{knots: 105, above: 3_500, minutes: 30 + rnd.IntN(150), turn: 6})
	case kind < 85:
		a.kind, a.callsign, a.category = "EC35", a.registration, "A7"
		w.wander(&a, rnd, wandering{knots: 115, above: 900, minutes: 20 + rnd.IntN(100), turn: 15, stops: true})
	case kind < 95:
		a.kind, a.category = "GRND", "C2"
		w.wander(&a, rnd, wandering{knots: 12, minutes: 60 + rnd.IntN(900), turn: 25, ground: true, stops: true})
	default:
		a.source, a.category = "tisb_other", "A0"
		if rnd.IntN(2) == 0 {
			a.hex, a.registration = "~"+a.hex, ""
			w.wander(&a, rnd, wandering{knots: 120, above: 2_500, minutes: 5 + rnd.IntN(60), turn: 8})
		} else {
			a.source = "mlat"
			w.wander(&a, rnd, wandering{knots: 300, above: 20_000, minutes: 1, turn: 1})
		}
	}
	if len(a.points) == 0 {
		return m
	}
	data, err := packed(a.text(w.day, rnd))
	m.file, m.err = File{traceName(a.hex, w.day), data}, err
	return m
}

// cruiseEvery is the time between rows at cruise in the real day that the rows are made after.
const cruiseEvery = 20 * time.Second

// schedule flies legs one after the other; the points of the day are kept.
func (w *world) schedule(a *craft, rnd *rand.Rand, kind string, fields []place.Airport, legs int) (truths []Truth) {
	p := performanceOf(kind)
	a.kind, a.callsign, a.category = kind, fmt.Sprintf("SIM%d", rnd.IntN(9000)+100), p.category
	at := fields[rnd.IntN(len(fields))]
	depart := w.day.Add(time.Duration(rnd.IntN(22*60)-4*60) * time.Minute)
	r := Receivers{FloorFt: w.floors, DefaultFloorFt: 1_500, OceanNM: 200, Interval: cruiseEvery}
	for range legs {
		to, ok := destination(rnd, at, min(p.rangeNM, 2_500), fields)
		if !ok || depart.After(w.day.Add(24*time.Hour)) {
			break
		}
		f := Flight{Hex: a.hex, Registration: a.registration, Type: kind, Callsign: a.callsign, From: at, To: to, Depart: depart,
			TailwindKt: rnd.NormFloat64() * 20, GateBefore: time.Duration(rnd.IntN(15)) * time.Minute, GateAfter: time.Duration(rnd.IntN(10)) * time.Minute}
		points, truth := Fly(f, r, rnd)
		for _, pt := range points {
			if n := len(a.points); dayOf(pt.Time).Equal(w.day) && (n == 0 || a.points[n-1].Time < pt.Time) {
				a.points = append(a.points, pt)
			}
		}
		truths = append(truths, truth)
		at, depart = to, truth.OnBlock.Add(time.Duration(45+rnd.IntN(106))*time.Minute)
	}
	return truths
}

// wandering is how a transmitter moves that has no destination.
type wandering struct {
	knots   float64
	above   float64 // feet over the field
	minutes int
	turn    float64 // degrees from one row to the next, typically
	ground  bool    // it never leaves the ground
	stops   bool    // it stands or hovers now and then
}

// wander moves around one field and comes back to it.
func (w *world) wander(a *craft, rnd *rand.Rand, how wandering) {
	field := w.medium[rnd.IntN(len(w.medium))]
	home, elevation := field.At, elevation(field)
	start := w.day.Add(time.Duration(rnd.IntN(24*3600)) * time.Second)
	last := start.Add(time.Duration(how.minutes) * time.Minute)
	spot, course, top := home, rnd.Float64()*360, elevation+how.above*(0.6+rnd.Float64())
	alt := elevation
	floor := elevation + float64(w.floors[field.Code])
	for now := start; now.Before(last); {
		step := 3 + rnd.Float64()*22
		knots := how.knots * (0.8 + 0.3*rnd.Float64())
		if how.stops && rnd.IntN(4) == 0 {
			knots = 0
		}
		course += rnd.NormFloat64() * how.turn
		if away := place.Distance(spot, home); away > how.knots*float64(how.minutes)/180 || how.ground && away > 0.7 || now.Add(20*time.Minute).After(last) {
			course = place.Bearing(spot, home)
		}
		course = math.Mod(course+360, 360)
		if now = now.Add(time.Duration(step * float64(time.Second))); !dayOf(now.UnixMilli()).Equal(w.day) {
			break
		}
		spot = place.Offset(spot, course, knots*step/3600)
		before := alt
		down := last.Sub(now).Minutes() * 700
		alt = max(elevation, min(alt+step*12, top+rnd.NormFloat64()*40, elevation+down))
		if alt < floor && !how.ground || rnd.IntN(40) == 0 && step > 20 {
			continue
		}
		s := state{alt: alt, gs: knots, rate: (alt - before) / step * 60, ground: how.ground || alt == elevation}
		p := point(s, place.Offset(spot, rnd.Float64()*360, rnd.Float64()*0.002), course, now, 0, 0, 80)
		if n := len(a.points); n == 0 || a.points[n-1].Time < p.Time {
			a.points = append(a.points, p)
		}
	}
}
