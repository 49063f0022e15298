package flight

import (
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Extract splits a finished track (sorted and merged, see adsb.Track.Finish) into legs in
// the order of time and says where each began and ended, how sure, and why. An arrival
// and the departure after it inform each other; what each said alone stays in End.Before.
// Addresses that are not ICAO's are never one aircraft and give no legs. It keeps no
// reference to the track.
func Extract(t *adsb.Track, airports *place.Airports) []Leg {
	if t.NonICAO {
		return nil
	}
	if len(t.Others) > 0 {
		return ofEmitters(t, airports)
	}
	return extract(t, t.Rejected, airports)
}

// extract makes the legs of one transmitter; rejected are the rows of its address that were not used.
func extract(t *adsb.Track, rejected []adsb.Rejection, airports *place.Airports) []Leg {
	if len(t.Points) < leastRows {
		return nil
	}
	w := &trail{Track: t, airports: airports, rejected: rejected}
	w.judge()
	w.survey()
	spans := w.split()
	if len(spans) == 0 {
		return nil
	}
	starts, ends := make([]*guess, len(spans)), make([]*guess, len(spans))
	for i, s := range spans {
		starts[i] = w.startOf(s)
		ends[i] = w.endOf(s, starts[i])
	}
	w.join(spans, starts, ends)
	for i, s := range spans {
		starts[i].why = append(s.why, starts[i].why...)
		if i > 0 {
			ends[i-1].why = append(ends[i-1].why, s.why...)
		}
	}
	legs := make([]Leg, len(spans))
	for i, s := range spans {
		legs[i] = w.leg(s)
		legs[i].Start = w.startOfLeg(s, starts[i])
		legs[i].End = w.endOfLeg(s, ends[i])
		legs[i].Start.Evidence, legs[i].End.Evidence = w.evidence(s, starts[i], true), w.evidence(s, ends[i], false)
		legs[i].Events = w.events(s, legs[i])
		w.vouch(s, &legs[i])
	}
	return legs
}

// trail is a track with what the split needs to know about all of it.
type trail struct {
	*adsb.Track
	rejected []adsb.Rejection
	airports *place.Airports
	blocks   []block
	cruise   float64            // knots: the ground speed that four fifths of the flying stays under
	top      float64            // feet: the greatest height heard
	jet      bool               // flies as fast or as high as a jet
	verdicts []verdict          // where the track contradicts its transmitter about the ground; or nil
	ways     map[[2]int]float64 // what flown answered, by from and land: each end asks again
	lows     map[[2]int][]dip   // what dips answered, by air and land
	byHeight bool               // it never said "ground", so standing was judged by height and place

	// Memory that is used again for each question.
	samples []sample
	feet    []float64
	near    []place.Nearby
	fields  []fit
}

// block is a run of points without a hole, all in the air or all on the ground.
type block struct {
	from, to int // Points[from:to]
	ground   bool
}

// span is one leg as a range of points: on the ground, in the air, on the ground.
type span struct {
	from, air, land, to int
	why                 []Reason // of the split before it
	hop                 bool     // heard on the ground at both ends and never in the air
}

// survey cuts the points into blocks and measures how the aircraft flies.
func (w *trail) survey() {
	const bin = 8 // knots
	var speeds [96]int
	flying := 0
	pts := w.Points
	last := int64(0)
	for i := range pts {
		p := &pts[i]
		ground := w.onGround(i)
		if n := len(w.blocks); n == 0 || w.blocks[n-1].ground != ground || p.Time-last > quiet.Milliseconds() {
			if n > 0 {
				w.blocks[n-1].to = i
			}
			w.blocks = append(w.blocks, block{from: i, ground: ground})
		}
		last = p.Time
		if ground {
			continue
		}
		if p.Has&adsb.HasSpeed != 0 && p.GS > 0 && p.GS < bin*float32(len(speeds)) {
			speeds[int(p.GS)/bin]++
			flying++
		}
		if p.Has&adsb.HasAlt != 0 && float64(p.AltFt) > w.top {
			w.top = float64(p.AltFt)
		}
	}
	w.blocks[len(w.blocks)-1].to = len(pts)
	below := 0
	for k, seen := range speeds {
		if below += seen; flying > 0 && below*5 >= flying*4 {
			w.cruise = float64((k + 1) * bin)
			break
		}
	}
	_, listed := ranges[w.Type]
	w.jet = listed || w.cruise >= jetKT || w.top >= jetFt
}

func (w *trail) at(i int) place.Point { return place.Point{Lat: w.Points[i].Lat, Lon: w.Points[i].Lon} }

// nearby lists the airports within nm nautical miles of p; the next call uses its memory again.
func (w *trail) nearby(p place.Point, nm float64) []place.Nearby {
	w.near = w.airports.AppendNear(w.near[:0], p, nm)
	return w.near
}

// between is the time from one point to another.
func (w *trail) between(i, j int) time.Duration {
	return time.Duration(w.Points[j].Time-w.Points[i].Time) * time.Millisecond
}

// leg makes the leg of a span without its ends.
func (w *trail) leg(s span) Leg {
	first := w.Points[s.from].When()
	l := Leg{
		ID:           fmt.Sprintf("%s-%s", w.Hex, first.Format("20060102T1504Z")),
		Hex:          w.Hex,
		Registration: w.Registration,
		Type:         w.Type,
		Callsigns:    w.CallsignsBetween(s.from, s.to),
		Points:       s.to - s.from,
		Gaps:         w.gaps(s),
		Sources:      w.sources(s),
		HeardBy:      w.heardBy(s),
		Integrity:    w.integrity(s),
		Rejected:     w.rejectedIn(s),
		Method:       Method,
		Simulated:    w.Simulated,
	}
	if l.Callsigns == nil {
		l.Callsigns = []string{}
	}
	return l
}

// gaps are the holes inside a span.
func (w *trail) gaps(s span) []Gap {
	gaps := []Gap{}
	for i := s.from + 1; i < s.to; i++ {
		if w.Points[i].Time-w.Points[i-1].Time > quiet.Milliseconds() {
			gap := Gap{From: w.Points[i-1].When(), To: w.Points[i].When(), Kind: NotHeard, Why: w.wentOn(i)}
			if w.onGround(i-1) && w.onGround(i) && !(s.hop && i == s.air) {
				gap.Kind, gap.Why = GroundHole, ""
			}
			gaps = append(gaps, gap)
		}
	}
	return gaps
}

// sources are the files whose rows carry a span, in the order of the track's members.
func (w *trail) sources(s span) []Source {
	at := make([]int, len(w.Members))
	out := []Source{}
	for _, p := range w.Points[s.from:s.to] {
		if int(p.Member) >= len(at) {
			continue
		}
		k := at[p.Member] - 1
		if k < 0 {
			out = append(out, Source{Member: w.Members[p.Member], Rows: [2]int32{p.Row, p.Row}})
			k = len(out) - 1
			at[p.Member] = k + 1
		}
		src := &out[k]
		src.Rows = [2]int32{min(src.Rows[0], p.Row), max(src.Rows[1], p.Row)}
		src.Points++
	}
	return out
}

// heardBy counts the positions of a span by the way in which they reached the receivers.
func (w *trail) heardBy(s span) map[string]int {
	var n [adsb.Other + 1]int
	for i := s.from; i < s.to; i++ {
		n[min(w.Points[i].Source, adsb.Other)]++
	}
	by := map[string]int{}
	for k, count := range n {
		if count > 0 {
			by[adsb.Source(k).String()] = count
		}
	}
	return by
}
