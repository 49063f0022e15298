package flight

import (
	"sort"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// PathPoint is one position of a leg for a map.
type PathPoint struct {
	At       time.Time   `json:"at"`
	Point    place.Point `json:"point"`
	AltFt    *int        `json:"alt_ft"` // barometric; null if on the ground or not sent
	Ground   bool        `json:"ground"`
	Row      int32       `json:"row"`       // in its file, counted from 0: the way back to the evidence
	AfterGap bool        `json:"after_gap"` // nothing was heard between the point before and this one: no line joins them
}

// Path samples the positions of a leg that Extract found in the track, at most max of
// them (at least the two ends, and both sides of every gap whatever max is). The line
// between a point and one with AfterGap was not heard and is never drawn as flown.
func Path(t *adsb.Track, l Leg, max int) []PathPoint {
	t = emitterOf(t, l)
	from, to := window(t, l)
	if to <= from {
		return nil
	}
	step := 1
	if max > 0 && to-from > max {
		step = (to - from + max - 1) / max
	}
	var out []PathPoint
	for i := from; i < to; i++ {
		after := i > from && hole(t, i-1)
		if (i-from)%step != 0 && i != to-1 && !after && !(i+1 < to && hole(t, i)) {
			continue
		}
		p := &t.Points[i]
		at := PathPoint{At: p.When(), Point: place.Point{Lat: p.Lat, Lon: p.Lon}, Ground: onGround(p), Row: p.Row, AfterGap: after}
		if p.Is(adsb.HasAlt) && !at.Ground {
			ft := int(p.AltFt)
			at.AltFt = &ft
		}
		out = append(out, at)
	}
	return out
}

// hole reports that nothing was heard for long after point i.
func hole(t *adsb.Track, i int) bool {
	return t.Points[i+1].Time-t.Points[i].Time > quiet.Milliseconds()
}

// window finds the points of a leg by its first and last times.
func window(t *adsb.Track, l Leg) (from, to int) {
	return since(t, l.Start.Heard.At.UnixMilli()), since(t, l.End.Heard.At.UnixMilli()+1)
}

// since is the first point at or after a time.
func since(t *adsb.Track, ms int64) int {
	return sort.Search(len(t.Points), func(i int) bool { return t.Points[i].Time >= ms })
}
