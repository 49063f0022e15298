package sim

import "math"

// performance is how a class of aircraft flies. The figures are the most likely values
// of the WRAP kinematic model, measured from ADS-B tracks (Sun, Ellerbroek, Hoekstra,
// Transportation Research Part C 98, 2019, doi 10.1016/j.trc.2018.11.009), put into
// knots and feet and rounded, where it has the class; turboprop and light jet are the
// project's own round figures from makers' published cruise speeds.
type performance struct {
	liftOff    float64 // knots over ground
	accelerate float64 // knots per second on the take-off roll
	climbCAS   float64 // knots, above 10,000 ft
	cruiseMach float64
	climbRates [3]float64 // feet per minute below 10,000 ft, to 24,000 ft, above
	ceiling    float64    // feet, the usual cruise
	descentCAS float64    // knots, above 10,000 ft
	approach   float64    // knots
	brake      float64    // knots per second
	rangeNM    float64    // for the schedules of Fleet
	category   string     // emitter category that the transponder sends
}

var (
	narrowBody = performance{166, 3.4, 297, 0.78, [3]float64{2150, 1950, 1250}, 37000, 286, 143, 2.6, 2500, "A3"} // B738
	wideBody   = performance{177, 3.7, 313, 0.80, [3]float64{2050, 1940, 1380}, 35000, 295, 140, 2.0, 6500, "A5"} // B763
	regional   = performance{169, 3.5, 278, 0.78, [3]float64{2070, 1800, 1000}, 36000, 286, 126, 1.8, 1500, "A3"} // E190
	lightJet   = performance{120, 3.5, 260, 0.72, [3]float64{2500, 2200, 1500}, 39000, 270, 115, 2.5, 1600, "A2"}
	turboprop  = performance{105, 3.0, 190, 0.45, [3]float64{1300, 1000, 700}, 23000, 220, 110, 2.5, 800, "A2"}
)

// performanceOf finds the class of an ICAO type designator; what it does not know flies as a narrow-body.
func performanceOf(kind string) performance {
	switch kind {
	case "B762", "B763", "B764", "B772", "B77L", "B77W", "B788", "B789", "A332", "A333", "A339", "A343", "A359", "B744", "MD11", "C17":
		return wideBody
	case "E170", "E75L", "E75S", "E190", "E195", "CRJ2", "CRJ7", "CRJ9", "E145", "E135":
		return regional
	case "C25A", "C25B", "C56X", "C68A", "LJ35", "LJ45", "LJ60", "GLF4", "GLF5", "GLEX", "H25B", "CL60", "F2TH":
		return lightJet
	case "AT45", "AT72", "AT76", "DH8A", "DH8C", "DH8D", "SF34", "BE20", "BE30", "B350", "JS41", "C130":
		return turboprop
	}
	return narrowBody
}

// trueAirspeed turns a calibrated airspeed at a pressure altitude into knots, held at a
// Mach number, in the standard atmosphere (ICAO Doc 7488).
func trueAirspeed(cas, feet, maxMach float64) float64 {
	const sound = 661.47 // knots at sea level
	theta := max(1-6.8756e-6*feet, 0.7519)
	delta := math.Pow(theta, 5.2559)
	if feet > 36089 {
		delta = 0.22336 * math.Exp(-(feet-36089)/20806)
	}
	impact := math.Pow(1+0.2*(cas/sound)*(cas/sound), 3.5) - 1
	mach := math.Sqrt(5 * (math.Pow(impact/delta+1, 2.0/7) - 1))
	return min(mach, maxMach) * sound * math.Sqrt(theta)
}
