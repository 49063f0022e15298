package adsb

import (
	"cmp"
	"slices"
)

// Why Finish drops a point; readsb and its siblings have reasons of their own.
const (
	SentTwice       = "the same row twice"
	SameInstant     = "the same instant from another file"
	AltitudeJumps   = "altitude that jumps for one row"
	ImpossibleSpeed = "position that cannot be reached and that others contradict"
)

// Finish puts the points in order of time and drops what cannot be so: a row given
// twice, the same instant from a second network, single altitudes that jump, positions
// that no aircraft can reach and that others contradict. Each is listed in Rejected
// with its reason. Points go one by one or in spans of at most spanLimit, never by the
// day. Finishing twice changes nothing.
func (t *Track) Finish() {
	if !slices.IsSortedFunc(t.Points, byTime) {
		slices.SortStableFunc(t.Points, byTime)
	}
	// What is dropped makes new neighbours, which are looked at again; a clean track is
	// passed over once.
	for range maxPasses {
		before := len(t.Rejected)
		t.dropRepeats()
		t.dropImpossible()
		t.dropAltitudeJumps()
		if len(t.Rejected) == before {
			return
		}
	}
}

// maxPasses bounds the work on a track that is nothing but noise.
const maxPasses = 16

func byTime(a, b Point) int { return cmp.Compare(a.Time, b.Time) }

func (t *Track) reject(p Point, reason string) {
	t.Rejected = append(t.Rejected, Rejection{Member: p.Member, Row: p.Row, Offset: -1, Reason: reason})
}

// sameInstant is how far apart, in milliseconds, two networks may time one position.
// Receivers' clocks and the sampling of aggregators differ by about a second (project's
// notes on legs, part 1).
const sameInstant = 1500

// dropRepeats leaves one point where several files tell of the same one: the one that
// came by the surest way, the earlier file's among equals.
func (t *Track) dropRepeats() {
	kept := t.Points[:0]
	for _, p := range t.Points {
		switch i := repeats(kept, p); {
		case i < 0:
			kept = append(kept, p)
		case kept[i].Member == p.Member || same(kept[i], p):
			t.reject(p, SentTwice)
		case p.Source.rank() < kept[i].Source.rank():
			t.reject(kept[i], SameInstant)
			kept[i] = p
			slices.SortStableFunc(kept[i:], byTime)
		default:
			t.reject(p, SameInstant)
		}
	}
	t.Points = kept
}

// repeats finds which of the last points p tells again, -1 when it is new. Points of
// one file are never merged for their time alone: the file itself chose to keep both.
func repeats(kept []Point, p Point) int {
	for i := len(kept) - 1; i >= 0; i-- {
		q := &kept[i]
		if p.Time-q.Time > sameInstant {
			return -1
		}
		if q.Member == p.Member {
			if same(*q, p) {
				return i
			}
			if q.Time != p.Time {
				return -1
			}
			continue
		}
		return i
	}
	return -1
}

func same(a, b Point) bool {
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

// A climb or descent beyond maxClimb is not flown: the steepest recorded emergency
// descents of airliners are about 8,000 feet per minute. altitudeSlack covers altitudes
// in steps of 100 feet and rows timed to the wrong second.
const (
	maxClimb      = 10_000.0 // feet per minute
	altitudeSlack = 600.0    // feet
)

// dropAltitudeJumps drops rows whose altitude leaves that of both neighbours, which agree.
func (t *Track) dropAltitudeJumps() {
	points := t.Points
	at := 1
	for at < len(points)-1 && !altitudeJumps(&points[at-1], &points[at], &points[at+1]) {
		at++
	}
	if at >= len(points)-1 {
		return
	}
	kept := points[:at]
	for i := at; i < len(points); i++ {
		if i+1 < len(points) && altitudeJumps(&kept[len(kept)-1], &points[i], &points[i+1]) {
			t.reject(points[i], AltitudeJumps)
			continue
		}
		kept = append(kept, points[i])
	}
	t.Points = kept
}

func altitudeJumps(a, b, c *Point) bool {
	const kind = HasAlt | AltGeometric
	if a.Has&HasAlt == 0 || a.Has&kind != b.Has&kind || b.Has&kind != c.Has&kind {
		return false
	}
	up, back := float64(b.AltFt-a.AltFt), float64(c.AltFt-b.AltFt)
	if up > -altitudeSlack && up < altitudeSlack || up > 0 == (back > 0) {
		return false
	}
	return steep(up, a, b) && steep(back, b, c) && !steep(up+back, a, c)
}

func steep(feet float64, a, b *Point) bool {
	limit := altitudeSlack + maxClimb*float64(b.Time-a.Time)/60_000
	return feet > limit || feet < -limit
}
