package adsb

import (
	"cmp"
	"slices"
	"strings"
)

// Why Finish drops a point; readsb and its siblings have reasons of their own.
const (
	SentTwice       = "the same row twice"
	SameInstant     = "the same instant from another file"
	AltitudeJumps   = "altitude that jumps and comes back"
	ImpossibleSpeed = "position that cannot be reached and that others contradict"
	FrozenPosition  = "the same position again while the aircraft flies on"
	ParkedAloft     = "position that stays at one place while the altitude says that the aircraft flies"
	Decoyed         = "position that jumps to another place while the altitude goes on as before"
)

// Finish puts the points in order of time and drops what cannot be so: a row given
// twice, the same instant from a second network, positions that stand still or jump away
// while the altitude flies on, altitudes that jump, positions that no aircraft can reach
// and that others contradict. Each is listed in Rejected with its reason. Points go one
// by one or in spans of at most spanLimit, never by the day. Where two transmitters used
// the address the second's points are kept too, in Others. The order of rows and files
// does not matter, and finishing twice changes nothing.
func (t *Track) Finish() {
	if t.Others != nil && t.count() == t.divided {
		return
	}
	t.gather()
	t.sort()
	t.dropRepeats()
	aside := t.settle(t.flies())
	t.divide(aside)
	t.divided = t.count()
}

// count is the number of points of all emitters.
func (t *Track) count() int {
	n := len(t.Points)
	for _, o := range t.Others {
		n += len(o.Points)
	}
	return n
}

// maxPasses bounds the work on a track that is nothing but noise.
const maxPasses = 16

// settle drops what cannot be so until nothing more falls: what is dropped makes new
// neighbours, which are looked at again. A clean track is passed over once. What no
// aircraft at the other points can have reached is returned: a second one may have.
func (t *Track) settle(flies bool) (aside []Point) {
	for range maxPasses {
		before := len(t.Points)
		t.dropFrozen()
		if flies {
			t.dropParked()
		}
		aside = t.dropImpossible(aside)
		t.dropAltitudeJumps()
		if len(t.Points) == before {
			break
		}
	}
	return aside
}

func byTime(a, b Point) int { return cmp.Compare(a.Time, b.Time) }

// sort orders the points.
func (t *Track) sort() {
	before := t.before()
	for i := 1; i < len(t.Points); i++ {
		a, b := &t.Points[i-1], &t.Points[i]
		if a.Time > b.Time || a.Time == b.Time && before(*a, *b) > 0 {
			slices.SortStableFunc(t.Points, before)
			return
		}
	}
}

// before is the order of points: by time, those of one instant by what their files hold,
// so that the order in which files were read says nothing.
func (t *Track) before() func(a, b Point) int {
	order := make([]int, len(t.Members))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := t.Members[a], t.Members[b]
		return cmp.Or(strings.Compare(x.Hash, y.Hash), strings.Compare(x.Name, y.Name))
	})
	place := make([]int, len(t.Members))
	for i, m := range order {
		place[m] = i
	}
	of := func(member uint16) int {
		if int(member) < len(place) {
			return place[member]
		}
		return int(member)
	}
	return func(a, b Point) int {
		if a.Time != b.Time {
			return cmp.Compare(a.Time, b.Time)
		}
		return cmp.Or(cmp.Compare(of(a.Member), of(b.Member)), cmp.Compare(a.Row, b.Row))
	}
}

func (t *Track) reject(p *Point, reason string) {
	t.Rejected = append(t.Rejected, Rejection{Member: p.Member, Row: p.Row, Offset: -1, Time: p.Time, Reason: reason})
}

// sameInstant is how far apart, in milliseconds, two networks may time one position.
// Receivers' clocks and the sampling of aggregators differ by about a second (project's
// notes on legs, part 1).
const sameInstant = 1500

// dropRepeats leaves one point where several files tell of the same one: the one that
// came by the surest way, the first in order among equals.
func (t *Track) dropRepeats() {
	kept := t.Points[:0]
	for _, p := range t.Points {
		switch i := repeats(kept, &p); {
		case i < 0:
			kept = append(kept, p)
		case kept[i].Member == p.Member || same(&kept[i], &p):
			t.reject(&p, SentTwice)
		case p.Source.rank() < kept[i].Source.rank():
			t.reject(&kept[i], SameInstant)
			kept[i] = p
			slices.SortStableFunc(kept[i:], byTime)
		default:
			t.reject(&p, SameInstant)
		}
	}
	t.Points = kept
}

// repeats finds which of the last points p tells again, -1 when it is new. Points of one
// file are never merged for their time alone: the file itself chose to keep both. Nor
// are points of two files that no aircraft could be at together: that is no repeat but a
// contradiction.
func repeats(kept []Point, p *Point) int {
	for i := len(kept) - 1; i >= 0; i-- {
		q := &kept[i]
		if p.Time-q.Time > sameInstant {
			return -1
		}
		if q.Member == p.Member {
			if same(q, p) {
				return i
			}
			if q.Time != p.Time {
				return -1
			}
			continue
		}
		if reachable(q, p) {
			return i
		}
	}
	return -1
}

func same(a, b *Point) bool {
	return a.Time == b.Time && a.Lat == b.Lat && a.Lon == b.Lon && a.AltFt == b.AltFt && a.Has&OnGround == b.Has&OnGround
}

// rank orders the ways by trust, the surest first: what the aircraft says itself, then
// what is rebroadcast, then what is computed, then radar.
func (s Source) rank() int {
	switch s {
	case ADSB:
		return 0
	case ADSR:
		return 1
	case ADSC:
		return 2
	case MLAT:
		return 3
	}
	return 4
}
