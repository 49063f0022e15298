package opensky

import (
	"errors"
	"fmt"
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb/gather"
)

// Flight levels at cruise are whole thousands of feet on the barometric scale (ICAO
// Annex 2, appendix 3). The geometric altitude is away from them by the pressure of the
// day and the geoid, hundreds of feet that nobody rounds.
const (
	cruiseFt   = 20_000.0 // above any transition altitude
	levelRate  = 128.0    // feet per minute: two steps of the transmitted rate
	onLevelFt  = 30.0     // a step of 25 ft and rounding; 6 in 100 other values lie this near
	fewLevels  = 50       // rows that allow a verdict
	mostLevels = 0.8      // of them on a level in the geometric column
	someLevels = 0.3      // and at most so many in the barometric one
)

// ErrAltitudes is why a file is refused whose altitudes stand in each other's column.
var ErrAltitudes = errors.New("barometric and geometric altitude are exchanged")

// levels counts in which column the flight levels stand.
type levels struct{ rows, baro, geo int }

func (l *levels) look(r gather.Row) {
	if r.Ground || !(r.Alt > cruiseFt && r.Geom > cruiseFt && math.Abs(r.Rate) <= levelRate) {
		return
	}
	l.rows++
	if onLevel(r.Alt) {
		l.baro++
	}
	if onLevel(r.Geom) {
		l.geo++
	}
}

func onLevel(ft float64) bool { return math.Abs(math.Remainder(ft, 1000)) <= onLevelFt }

func (l *levels) verdict() error {
	n := float64(l.rows)
	if l.rows < fewLevels || float64(l.geo) < mostLevels*n || float64(l.baro) > someLevels*n {
		return nil
	}
	return fmt.Errorf("%w: of %d rows at cruise %d have a flight level as geometric altitude and %d as barometric; nothing of it is used, put the columns right and scan it again",
		ErrAltitudes, l.rows, l.geo, l.baro)
}
