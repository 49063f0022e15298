package sim

import "math"

// state is the aircraft at one moment.
type state struct {
	t      float64 // seconds from the start of the take-off roll
	nm     float64 // along the route
	alt    float64 // feet above mean sea level
	gs     float64 // knots over ground
	rate   float64 // feet per minute
	ground bool
}

const (
	taxiSpeed   = 15.0  // knots
	glide       = 318.4 // feet per nautical mile: tan 3 degrees
	lowLimit    = 10_000.0
	lowCAS      = 250.0 // knots below 10,000 ft: the speed limit of most airspace (ICAO classes D to G)
	cruiseStep  = 5.0   // seconds between states at cruise; one second elsewhere
	finalHeight = 2_500.0
)

// fly makes the states of a flight, about one a second, from the gate to the gate.
func fly(f Flight, r route) []state {
	p := performanceOf(f.Type)
	from, to := elevation(f.From), elevation(f.To)
	wind := func(alt float64) float64 { return f.TailwindKt * min(alt/30_000, 1) }

	air := r.touchdown - r.roll
	cruise := float64(f.CruiseFt)
	if cruise == 0 {
		cruise = p.ceiling
	}
	var up, down []state
	for {
		up = climb(p, r.roll, from, cruise, wind)
		down = descent(p, to, cruise, wind)
		if up[len(up)-1].nm-r.roll+down[len(down)-1].nm <= air || cruise <= max(from, to)+1_500 {
			break
		}
		cruise -= 1_000
	}

	var states []state
	taxi := r.roll / taxiSpeed * 3600
	for t := -taxi; t < 0; t++ {
		states = append(states, state{t: t, nm: (t + taxi) / 3600 * taxiSpeed, alt: from, gs: taxiSpeed, ground: true})
	}
	states = append(states, up...)
	s := states[len(states)-1]
	topOfDescent := r.touchdown - down[len(down)-1].nm
	gs := trueAirspeed(p.climbCAS, cruise, p.cruiseMach) + wind(cruise)
	for s.nm+gs/3600*cruiseStep < topOfDescent {
		s = state{t: s.t + cruiseStep, nm: s.nm + gs/3600*cruiseStep, alt: s.alt, gs: gs}
		states = append(states, s)
	}
	last := down[len(down)-1]
	start := s.t + max(0, topOfDescent-s.nm)/gs*3600
	for i := len(down) - 1; i >= 0; i-- {
		d := down[i]
		d.t, d.nm = start+last.t-d.t, r.touchdown-d.nm
		if d.t > s.t {
			states = append(states, d)
		}
	}
	return append(states, rollOut(p, states[len(states)-1], to, r.length())...)
}

// climb starts with the take-off roll and ends at the cruising altitude.
func climb(p performance, nm, field, cruise float64, wind func(float64) float64) []state {
	s := state{nm: nm, alt: field, ground: true}
	states := []state{s}
	for s.gs < p.liftOff {
		s.t++
		s.gs = min(s.gs+p.accelerate, p.liftOff)
		s.nm += s.gs / 3600
		states = append(states, s)
	}
	s.ground = false
	cas := p.liftOff
	for s.alt < cruise {
		target, rate := p.climbCAS, p.climbRates[2]
		switch {
		case s.alt < field+1_500:
			target, rate = p.liftOff+10, p.climbRates[0]
		case s.alt < lowLimit:
			target, rate = lowCAS, p.climbRates[0]
		case s.alt < 24_000:
			rate = p.climbRates[1]
		}
		cas += min(max(min(target, p.climbCAS)-cas, -1), 1)
		s.t++
		s.rate += min(max(rate-s.rate, -150), 300)
		s.alt = min(s.alt+s.rate/60, cruise)
		s.gs = trueAirspeed(cas, s.alt, p.cruiseMach) + wind(s.alt)
		s.nm += s.gs / 3600
		states = append(states, s)
	}
	states[len(states)-1].rate = 0
	return states
}

// descent is flown backwards, from the touch-down up to the cruising altitude: t and nm count from there.
func descent(p performance, field, cruise float64, wind func(float64) float64) []state {
	s := state{alt: field, gs: p.approach}
	cas := p.approach
	states := []state{s}
	for s.alt < cruise {
		target := p.descentCAS
		switch {
		case s.alt < field+finalHeight:
			target = p.approach
		case s.alt < lowLimit:
			target = min(lowCAS, p.descentCAS)
		}
		cas += min(target-cas, 0.8)
		s.t++
		s.gs = trueAirspeed(cas, s.alt, p.cruiseMach) + wind(s.alt)
		s.nm += s.gs / 3600
		s.alt = min(s.alt+glide*s.gs/3600, cruise)
		s.rate = -glide * s.gs / 60
		states = append(states, s)
	}
	return states
}

// rollOut brakes after the touch-down and taxies to the gate.
func rollOut(p performance, s state, field, end float64) []state {
	s.alt, s.rate, s.ground = field, 0, true
	var states []state
	for s.nm < end {
		s.t++
		s.gs = max(s.gs-p.brake, taxiSpeed)
		s.nm = math.Min(s.nm+s.gs/3600, end)
		states = append(states, s)
	}
	return states
}
