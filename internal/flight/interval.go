package flight

import (
	"math"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// soonest is the least time between the position of a guess and the wheels on the ground:
// nothing sinks or climbs faster than fastestFPM, and nothing on an approach comes to the
// nearest of its fields faster than it flew, and a bit.
func (w *trail) soonest(g *guess) time.Duration {
	d := minutes(w.aloft(g) / fastestFPM)
	if g.kind != path || g.gs == 0 {
		return d
	}
	nearest := math.Inf(1)
	for _, f := range g.fits {
		if f.like > 1e-3 {
			nearest = min(nearest, f.NM-halfWidthKM(f.Nearby)/kmPerNM)
		}
	}
	if nearest -= runwayNM; math.IsInf(nearest, 1) || nearest <= 0 {
		return d
	}
	return max(d, minutes(nearest/(g.gs+fasterKT)*60))
}

// longest is the most time between the position of a guess and the wheels on the ground, where
// something bounds it: the fuel of a listed type and, near the field that is named, the way to it with
// vectors, a hold and a second approach.
func (w *trail) longest(g *guess, flownNM float64) (time.Duration, bool) {
	var most time.Duration
	if nm, ok := ranges[w.Type]; ok && !w.Military {
		most = minutes((max(0, fuelMargin*nm-flownNM)/w.pace() + fuelHours) * 60)
	}
	code, p := top(g.list)
	if a, ok := w.airports.Lookup(code); ok && p >= 0.5 && g.low() {
		spare := holdMinutes
		if g.start {
			spare = bendMinutes
		}
		near := minutes(spare + bend*place.Distance(g.point, a.At)/approachKT*60)
		if most == 0 || near < most {
			most = near
		}
	}
	return most, most > 0
}

// aloft is the least height in feet that an aircraft had above the field of an end: above
// the highest of its candidates, less what a barometric altitude can be wrong by.
func (w *trail) aloft(g *guess) float64 {
	field := -1000.0
	for _, c := range g.list {
		if a, ok := w.airports.Lookup(c.Airport); ok && c.Airport != unknown {
			field = max(field, float64(a.ElevationFt))
		}
	}
	if field == -1000 {
		field = highestField
	}
	return max(0, g.height()-field-pressureFt)
}

// heightAt is aloft for a position of which no candidates are known.
func (w *trail) heightAt(i int) float64 {
	p := &w.Points[i]
	if w.onGround(i) || !p.Is(adsb.HasAlt) {
		return 0
	}
	return max(0, float64(p.AltFt)-highestField-pressureFt)
}

func minutes(m float64) time.Duration {
	return time.Duration(m * float64(time.Minute)).Round(time.Second)
}

func later(t, than time.Time) *time.Time {
	if t.Before(than) {
		t = than
	}
	return &t
}

func earlier(t, than time.Time) *time.Time {
	if t.After(than) {
		t = than
	}
	return &t
}
