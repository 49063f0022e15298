package adsb

import (
	"cmp"
	"math"
	"slices"

	"github.com/charterwatch/charterwatch/internal/place"
)

// What shows that an address was used by two transmitters.
const (
	AtOnce   = "two transmitters used this address at the same time"
	FarApart = "positions under this address lie farther apart than one aircraft can fly"
)

// When positions that cannot be one aircraft's are a second transmitter's, and when the
// same transmitter sent false ones.
const (
	// farNM in nautical miles beyond what can be reached: less is a clock that is wrong by
	// minutes or a computed position that scatters, not a second aircraft.
	farNM = 30.0
	// emitterRows and emitterFor (milliseconds): fewer rows, or less time, that agree with
	// each other are stray fixes.
	emitterRows, emitterFor = 20, 180_000
	// emitterMost is how many transmitters of one address are kept apart.
	emitterMost = 4
	// sameAltitude in feet and sameMoment in milliseconds: where one track stops and another
	// begins within the moment at the altitude, it is one transmitter whose position jumped.
	sameAltitude, sameMoment = 1000, 300_000
	// decoyRows: fewer rows that jump away are odd rows, not a decoy.
	decoyRows = 6
	// besides is how many rows of one track must lie inside the time of another for both to
	// have sent at the same time, and how many must lie beyond reach for a second aircraft
	// to be shown: one is a stray fix, and what can be reached in a silence is one aircraft.
	besides = 5
)

// Emitters are the transmitters that used the address: the track itself and Others.
func (t *Track) Emitters() []*Track { return append([]*Track{t}, t.Others...) }

// gather undoes an earlier division, so that more points can be told apart anew.
func (t *Track) gather() {
	for _, o := range t.Others {
		t.Points = append(t.Points, o.Points...)
	}
	t.Emitter, t.Doubt, t.Others = "", "", nil
}

// divide leaves in the track the positions of one aircraft, those that go on longest, and
// makes emitters of others that agree with each other: in the track behind a jump that
// nothing can have flown, and among the points set aside. The rest is rejected.
func (t *Track) divide(aside []Point) {
	own := apart(t.Points)
	if len(own) == 1 && len(aside) == 0 {
		return
	}
	slices.SortStableFunc(aside, t.before())
	sets, flies := own, t.flies()
	for len(aside) >= emitterRows {
		next := &Track{Points: aside}
		rest := next.settle(flies)
		slices.SortStableFunc(rest, t.before())
		t.Rejected = append(t.Rejected, next.Rejected...)
		chains := apart(next.Points)
		if len(chains[0]) < emitterRows {
			aside = append(slices.Concat(chains...), rest...)
			break
		}
		sets, aside = append(sets, chains...), rest
	}
	slices.SortStableFunc(sets, func(a, b []Point) int { return len(b) - len(a) })
	t.Points = sets[0]
	for _, set := range sets[1:] {
		switch why := t.judge(set); why {
		case AtOnce, FarApart:
			if len(t.Others) < emitterMost-1 {
				t.add(set, why)
				continue
			}
			why = ImpossibleSpeed
			fallthrough
		default:
			for i := range set {
				t.reject(&set[i], why)
			}
		}
	}
	for i := range aside {
		t.reject(&aside[i], ImpossibleSpeed)
	}
}

// add makes an emitter of points that are not this track's aircraft.
func (t *Track) add(set []Point, why string) {
	o := &Track{Hex: t.Hex, NonICAO: t.NonICAO, Registration: t.Registration, Type: t.Type, Description: t.Description,
		Operator: t.Operator, Military: t.Military, Simulated: t.Simulated, Callsigns: t.Callsigns, Members: t.Members,
		Points: set, Emitter: string(rune('B' + len(t.Others))), Doubt: why}
	t.Others = append(t.Others, o)
	t.Emitter, t.Doubt = "A", cmp.Or(t.Doubt, why)
}

// apart cuts points where the next lies far beyond reach, and puts the pieces together
// that one aircraft can have flown one after the other. The set with the most points is
// first, of equal ones the earlier.
func apart(points []Point) [][]Point {
	jumps := false
	for i := 1; i < len(points) && !jumps; i++ {
		jumps = torn(&points[i-1], &points[i])
	}
	if !jumps {
		return [][]Point{points}
	}
	var chains [][][]Point // each a list of pieces
	from := 0
	for i := 1; i <= len(points); i++ {
		if i < len(points) && points[i].Time-points[i-1].Time <= silence && !torn(&points[i-1], &points[i]) {
			continue
		}
		chains, from = join(chains, points[from:i]), i
	}
	sets := make([][]Point, len(chains))
	for s, pieces := range chains {
		sets[s] = slices.Concat(pieces...)
	}
	slices.SortStableFunc(sets, func(a, b []Point) int {
		return cmp.Or(len(b)-len(a), byTime(a[0], b[0]))
	})
	return sets
}

// torn reports a jump that is far beyond reach.
func torn(a, b *Point) bool { return !reachable(a, b) && far(a, b) }

// join adds a piece to the chain that it can follow, the nearest one. Where it follows
// none as it stands, it may follow one without what came after a silence, which is then a
// chain of its own.
func join(chains [][][]Point, piece []Point) [][][]Point {
	best, at, nearest := -1, 0, math.Inf(1)
	for back := 1; best < 0; back++ {
		longer := false
		for c, pieces := range chains {
			if back > len(pieces) {
				continue
			}
			longer = true
			end := pieces[len(pieces)-back]
			last := &end[len(end)-1]
			inTime := back == 1 || piece[0].Time-last.Time <= spanLimit
			if nm := distance(last, &piece[0]); inTime && nm < nearest && !torn(last, &piece[0]) {
				best, at, nearest = c, len(pieces)-back+1, nm
			}
		}
		if !longer {
			return append(chains, [][]Point{piece})
		}
	}
	if rest := chains[best][at:]; len(rest) > 0 {
		chains = append(chains, slices.Clone(rest))
	}
	chains[best] = append(slices.Clip(chains[best][:at]), piece)
	return chains
}

// far reports that b lies more than farNM beyond what can be reached from a.
func far(a, b *Point) bool {
	dt := float64(b.Time - a.Time)
	if dt < 0 {
		dt = -dt
	}
	return distance(a, b) > maxSpeed/3_600_000*dt+farNM
}

func distance(a, b *Point) float64 {
	return place.Distance(place.Point{Lat: a.Lat, Lon: a.Lon}, place.Point{Lat: b.Lat, Lon: b.Lon})
}

// judge says what a set of points is that agree with each other and not with the track:
// AtOnce and FarApart are another transmitter, all else are reasons to drop them.
func (t *Track) judge(set []Point) string {
	first, last := &set[0], &set[len(set)-1]
	from, _ := slices.BinarySearchFunc(t.Points, *first, byTime)
	to, _ := slices.BinarySearchFunc(t.Points, *last, byTime)
	beyond, inside := 0, 0
	for i := range set {
		k, _ := slices.BinarySearchFunc(t.Points, set[i], byTime)
		if k > 0 && far(&t.Points[k-1], &set[i]) || k < len(t.Points) && far(&set[i], &t.Points[k]) {
			beyond++
		}
		if k > from && k < to {
			inside++
		}
	}
	together := to-from >= besides && inside >= besides
	if !together && len(set) >= decoyRows && last.Time-first.Time >= parkedFor && last.Time-first.Time <= spanLimit {
		leaves := from > 0 && carriesOn(&t.Points[from-1], first)
		returns := to < len(t.Points) && carriesOn(last, &t.Points[to])
		// At the end of a track nothing says which part was false but how long each is.
		if leaves && returns || (leaves || returns) && 2*len(set) < len(t.Points) {
			return Decoyed
		}
	}
	switch {
	case len(set) < emitterRows || last.Time-first.Time < emitterFor || beyond < besides:
		return ImpossibleSpeed
	case !together:
		return FarApart
	case 2*beyond < len(set):
		return ImpossibleSpeed
	}
	return AtOnce
}

// carriesOn reports that b is what the transmitter of a would send next, but for the position.
func carriesOn(a, b *Point) bool {
	const kind = HasAlt | OnGround | AltGeometric
	return b.Time-a.Time <= sameMoment && a.Has&kind == b.Has&kind && a.Has&(HasAlt|OnGround) == HasAlt &&
		b.AltFt-a.AltFt <= sameAltitude && a.AltFt-b.AltFt <= sameAltitude
}
