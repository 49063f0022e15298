package flight

import (
	"math"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// glimpse is how an aircraft moved when it was last heard before a silence, or first after one.
type glimpse struct {
	i      int // the nearest point to the silence
	at     time.Time
	point  place.Point
	ground bool
	alt    float64 // feet; NaN if nothing was sent
	rate   float64 // feet a minute over the last minutes, 0 if not known; never from one row alone
	gs     float64 // knots, 0 if not known
	track  float64 // degrees true; NaN if not known
}

// height is the altitude for arithmetic: on the ground, or where none was sent, none.
func (g glimpse) height() float64 {
	if g.ground || math.IsNaN(g.alt) {
		return 0
	}
	return max(g.alt, 0)
}

// sample is an altitude with its time in seconds.
type sample struct{ s, ft float64 }

// look is how far a glimpse looks into a block.
const look = 3 * time.Minute

// recent is how much of it the direction is taken from where none was sent.
const recent = 25 * time.Second

// glimpse looks at the end (or the start) of a block.
func (w *trail) glimpse(b block, atEnd bool) glimpse {
	i, from, to := b.from, b.from, b.from+1
	if atEnd {
		i, from, to = b.to-1, b.to-1, b.to
	}
	g := glimpse{i: i, at: w.Points[i].When(), point: w.at(i), ground: b.ground, alt: math.NaN(), track: math.NaN()}
	for from > b.from && atEnd && w.between(from-1, i) <= look {
		from--
	}
	for to < b.to && !atEnd && w.between(i, to) <= look {
		to++
	}
	alts := w.samples[:0]
	gs, nearest := 0.0, math.Inf(1)
	for k := from; k < to; k++ {
		p := &w.Points[k]
		if p.Is(adsb.HasAlt) && !w.onGround(k) {
			alts = append(alts, sample{float64(p.Time) / 1000, float64(p.AltFt)})
		}
		if p.Is(adsb.HasSpeed) && p.GS > 0 && p.GS < 800 {
			if atEnd || gs == 0 {
				gs = float64(p.GS)
			}
		}
		if off := math.Abs(float64(k - i)); p.Is(adsb.HasTrack) && off < nearest {
			nearest, g.track = off, float64(p.Track)
		}
	}
	w.samples = alts
	// Medians of the two halves: one wild altitude changes neither the height nor the trend.
	if n := len(alts); n > 0 {
		half := func(s []sample) sample {
			w.feet = w.feet[:0]
			for k := range s {
				w.feet = append(w.feet, s[k].ft)
			}
			return sample{(s[0].s + s[len(s)-1].s) / 2, median(w.feet)}
		}
		edge, inner := n-1, n-2
		if !atEnd {
			edge, inner = 0, 1
		}
		g.alt = alts[edge].ft
		if n >= 3 {
			dt, jump := math.Abs(alts[edge].s-alts[inner].s), math.Abs(alts[edge].ft-alts[inner].ft)
			if jump > 200 && jump > jumpFPM/60*dt {
				g.alt = alts[inner].ft
			}
		}
		if n >= 2 {
			a, b := half(alts[:(n+1)/2]), half(alts[n/2:])
			if b.s-a.s >= 8 {
				g.rate = (b.ft - a.ft) / (b.s - a.s) * 60
			}
		}
	}
	g.gs = gs
	if g.rate == 0 && len(alts) < 2 && w.Points[i].Is(adsb.HasRate) {
		g.rate = float64(w.Points[i].VRate)
	}
	// Of the way between two positions only what is nearest to the silence: aircraft turn.
	from, to = w.nearest(i, from, to, atEnd)
	if nm := place.Distance(w.at(from), w.at(to-1)); nm > 0.3 && to-from > 1 {
		if s := w.between(from, to-1).Hours(); g.gs == 0 && s > 0 {
			g.gs = min(nm/s, 600)
		}
		if math.IsNaN(g.track) {
			g.track = place.Bearing(w.at(from), w.at(to-1))
		}
	}
	return g
}

// nearest narrows Points[from:to] to those within recent of point i at its end or start,
// and to the two nearest at least.
func (w *trail) nearest(i, from, to int, atEnd bool) (int, int) {
	if atEnd {
		for from+2 < to && w.between(from, i) > recent {
			from++
		}
		return from, to
	}
	for to-2 > from && w.between(i, to-1) > recent {
		to--
	}
	return from, to
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
