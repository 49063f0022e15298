package flight

import "math"

// What a field at cruise can have at the most, read from tables: thousands of fields are looked
// at for one end, and most are told to be too unlikely without an exponential. Each table holds
// a falling function at the near edge of its steps, and spareRound for the rounding.
const (
	stepNM     = 25
	stepsNM    = 400 // 10,000 NM; what is farther counts as that
	stepDetour = 0.02
	spareRound = 1 + 1e-9
)

var (
	mostOff    [widest + 2]float64
	mostDetour [64]float64
	mostWay    [2][stepsNM]float64 // narrow and wide
	mostNear   [stepsNM]float64
)

func init() {
	for i := range mostOff {
		off := float64(i)
		mostOff[i] = spareRound * (turned*bell(off, turnDeg) + anyTurn + direct*bell(off, directDeg) + straight*bell(off, aheadDeg))
	}
	for i := range mostDetour {
		mostDetour[i] = spareRound * (anyWay + (1-anyWay)*bell(stepDetour*float64(i), detourSigma))
	}
	for i := range stepsNM {
		nm := float64(stepNM * i)
		for kind, mean := range []float64{narrowNM, wideNM} {
			mostWay[kind][i] = spareRound * math.Exp(-nm/mean) / (nm + fieldsNM)
		}
		mostNear[i] = spareRound * (1 + regional*math.Exp(-nm/regionalNM))
	}
}

// mostFit is at least the fit of a field.
func mostFit(off float64, by flightBy) float64 {
	most := mostOff[stepOf(off, len(mostOff))]
	if by.whole != by.flown {
		most *= mostDetour[stepOf(by.detour()/stepDetour, len(mostDetour))]
	}
	return most
}

// mostRoute is at least routePrior.
func mostRoute(way, nm float64, wide bool) float64 {
	kind := 0
	if wide {
		kind = 1
	}
	return mostWay[kind][stepOf(way/stepNM, stepsNM)] * mostNear[stepOf(nm/stepNM, stepsNM)]
}

// stepOf is the step of x in a table of n.
func stepOf(x float64, n int) int { return int(max(0, min(x, float64(n-1)))) }
