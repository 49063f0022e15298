package adsb

// What a change of altitude can be.
const (
	// maxClimb in feet per minute is not flown: the steepest recorded emergency descents of
	// airliners are about 8,000. altitudeSlack in feet covers altitudes in steps of 100 feet
	// and rows timed to the wrong second.
	maxClimb, altitudeSlack = 10_000.0, 600.0
	// altitudeSpan in milliseconds is the longest run of rows with another altitude that is
	// dropped when the altitude is as before after it: a receiver takes another aircraft's
	// for a row or, while nothing newer comes, for a minute or two (seen in real tracks of
	// aircraft at the gate under an overflight). A real change of level is never undone so.
	altitudeSpan = 5 * 60 * 1000
	// highestRamp in feet: no airport lies higher, so what says that it is on the ground
	// and sends no altitude is not above it.
	highestRamp = 15_000
)

// dropAltitudeJumps drops rows whose altitude leaves that of the row before faster than
// anything flies, where the rows behind them go on as before.
func (t *Track) dropAltitudeJumps() {
	points := t.Points
	at := 1
	for at < len(points)-1 && !steep(&points[at-1], &points[at]) {
		at++
	}
	if at >= len(points)-1 {
		return
	}
	kept := points[:at]
	for i := at; i < len(points); i++ {
		if end := altitudeBack(&kept[len(kept)-1], points[i:]); end > 0 {
			for k := i; k < i+end; k++ {
				t.reject(&points[k], AltitudeJumps)
			}
			i += end - 1
			continue
		}
		kept = append(kept, points[i])
	}
	t.Points = kept
}

// altitudeBack is how many of the rows behind last have another's altitude: 0 where the
// first follows from last, or where none within altitudeSpan does again.
func altitudeBack(last *Point, rows []Point) int {
	if !steep(last, &rows[0]) {
		return 0
	}
	for k := 1; k < len(rows) && rows[k].Time-rows[0].Time <= altitudeSpan; k++ {
		if !comparable(last, &rows[k]) {
			continue
		}
		if !steep(last, &rows[k]) {
			if steep(&rows[k-1], &rows[k]) {
				return k
			}
			return 0 // it came back as anything flies: the first rows were odd, or it was a dive
		}
	}
	return 0
}

// comparable reports that two rows say something of height that can be compared.
func comparable(a, b *Point) bool {
	if a.Has&b.Has&HasAlt != 0 {
		return (a.Has^b.Has)&AltGeometric == 0
	}
	return (a.ramp() || a.Has&HasAlt != 0) && (b.ramp() || b.Has&HasAlt != 0)
}

// ramp reports a row on the ground without an altitude.
func (p *Point) ramp() bool { return p.Has&(OnGround|HasAlt) == OnGround }

// steep reports that nothing changes height so fast.
func steep(a, b *Point) bool {
	var feet float64
	switch {
	case a.Has&b.Has&HasAlt != 0:
		if (a.Has^b.Has)&AltGeometric != 0 {
			return false
		}
		feet = float64(b.AltFt - a.AltFt)
	case a.ramp() && b.Has&HasAlt != 0:
		feet = max(0, float64(b.AltFt-highestRamp))
	case b.ramp() && a.Has&HasAlt != 0:
		feet = max(0, float64(a.AltFt-highestRamp))
	}
	if feet < altitudeSlack && feet > -altitudeSlack {
		return false
	}
	limit := altitudeSlack + maxClimb*float64(b.Time-a.Time)/60_000
	return feet > limit || feet < -limit
}
