package operation

import (
	"maps"
	"math"
	"slices"
	"sync"

	"github.com/charterwatch/charterwatch/internal/place"
)

const (
	// territorialNM is the breadth of a state's territorial sea, whose airspace is the
	// state's: up to 12 nautical miles (UNCLOS article 3; Chicago Convention articles 1 and 2).
	territorialNM = 12.0
	// outlineNM is how far the outlines are off at worst: Natural Earth 1:50 million leaves
	// out islets and bends of a few kilometres, and baselines are drawn off the coast.
	outlineNM = 3.0
)

// Airspace is whose airspace a point, or a set that an aircraft was in, can lie in.
type Airspace struct {
	Over     []string `json:"over"`      // ISO codes of states whose land it can have been over
	Near     []string `json:"near"`      // ISO codes of states within whose 12 NM of sea it can have been
	HighSeas bool     `json:"high_seas"` // it can have been farther than 12 NM from every coast
}

// States lists whose airspace it can have been, by code.
func (a Airspace) States() []string {
	out := slices.Concat(a.Over, a.Near)
	slices.Sort(out)
	return slices.Compact(out)
}

// segment is one stretch of a coast or border.
type segment struct{ a, b place.Point }

// coasts is the outline of each state, read once: facts of the basemap, the same everywhere.
var coasts = sync.OnceValue(func() map[string][]segment {
	out := map[string][]segment{}
	for _, r := range place.Land() {
		for i, p := range r.Points {
			out[r.Country] = append(out[r.Country], segment{r.Points[(i+len(r.Points)-1)%len(r.Points)], p})
		}
	}
	return out
})

// within tells whether a point lies less than nm from the outline of a state.
func within(p place.Point, outline []segment, nm float64) bool {
	north := nm / 60
	east := north / max(math.Cos(p.Lat*math.Pi/180), 0.02)
	for _, s := range outline {
		if max(s.a.Lat, s.b.Lat) < p.Lat-north || min(s.a.Lat, s.b.Lat) > p.Lat+north ||
			max(s.a.Lon, s.b.Lon) < p.Lon-east || min(s.a.Lon, s.b.Lon) > p.Lon+east {
			continue
		}
		if place.OffTrack(p, s.a, s.b) < nm {
			return true
		}
	}
	return false
}

// side is what is known of a point and one state's airspace.
type side int

const (
	unsure side = iota // nearer to the limit than the outlines are good
	inside
	outside
)

// sideOf tells whether a point lies in a state's airspace: its land and twelve miles of sea.
func sideOf(p place.Point, state string) side {
	outline := coasts()[state]
	on := place.CountryAt(p)
	switch {
	case on == state && !within(p, outline, outlineNM), on == "" && within(p, outline, territorialNM-outlineNM):
		return inside
	case on == state:
		return unsure
	case on != "" && !within(p, outline, outlineNM), on == "" && !within(p, outline, territorialNM+outlineNM):
		return outside
	}
	return unsure
}

// Reach is the set of places that an aircraft can have been at: no farther from the position
// before than it can have flown since, and no farther from the position after than it could
// still fly. Nil where there is no such position. It is a set, and its middle means nothing.
type Reach struct {
	Before   *place.Point `json:"before"`
	BeforeNM float64      `json:"before_nm"`
	After    *place.Point `json:"after"`
	AfterNM  float64      `json:"after_nm"`
}

func (r Reach) holds(p place.Point, slack float64) bool {
	return (r.Before == nil || place.Distance(p, *r.Before) <= r.BeforeNM+slack) && (r.After == nil || place.Distance(p, *r.After) <= r.AfterNM+slack)
}

// NM is how wide the set is at most: the radius of the smaller of its two circles.
func (r Reach) NM() float64 {
	switch {
	case r.Before == nil:
		return r.AfterNM
	case r.After == nil:
		return r.BeforeNM
	}
	return min(r.BeforeNM, r.AfterNM)
}

// centre and radius of the smaller circle.
func (r Reach) circle() (place.Point, float64) {
	if r.After == nil || r.Before != nil && r.BeforeNM <= r.AfterNM {
		return *r.Before, r.BeforeNM
	}
	return *r.After, r.AfterNM
}

// airspace lists whose airspace the set touches: by every corner of an outline that lies in
// it, and by points spread over it. What only touches it between them can be missed by a few
// miles in a set that is hundreds of miles wide, and is then covered by outlineNM in a small one.
func (r Reach) airspace() Airspace {
	out := Airspace{Over: []string{}, Near: []string{}}
	over, near := map[string]bool{}, map[string]bool{}
	for state, outline := range coasts() {
		if state == "" {
			continue
		}
		for _, s := range outline {
			if over[state] {
				break
			}
			if r.holds(s.b, outlineNM) {
				over[state] = true
			} else if !near[state] && r.holds(s.b, territorialNM) {
				near[state] = true
			}
		}
	}
	for _, p := range r.spread() {
		if on := place.CountryAt(p); on != "" {
			over[on] = true
			continue
		}
		sea := true
		for _, state := range slices.Sorted(maps.Keys(coasts())) {
			if within(p, coasts()[state], territorialNM) {
				sea = false
				near[state] = true
			}
		}
		out.HighSeas = out.HighSeas || sea
	}
	for state := range near {
		if !over[state] && state != "" {
			out.Near = append(out.Near, state)
		}
	}
	out.Over = append(out.Over, keysOf(over)...)
	slices.Sort(out.Near)
	return out
}

// spread lays points over the set: rings around the middle of the smaller circle, those on
// the way between the two positions, and the positions as far as the set holds them.
func (r Reach) spread() []place.Point {
	var out []place.Point
	add := func(p place.Point) {
		if r.holds(p, 0.1) {
			out = append(out, p)
		}
	}
	c, radius := r.circle()
	add(c)
	const rings, around = 8, 24
	for k := 1; k <= rings; k++ {
		for n := range around {
			add(place.Offset(c, float64(n)*360/around, min(radius, halfway)*float64(k)/rings))
		}
	}
	if r.Before != nil && r.After != nil {
		for k := range 33 {
			add(place.Along(*r.Before, *r.After, float64(k)/32))
		}
	}
	if len(out) == 0 { // the two circles only touch: positions that disagree with the speed limit
		out = append(out, c)
	}
	return out
}

// halfway is half the way around the earth, in nautical miles: nothing is farther.
const halfway = math.Pi * place.EarthRadiusNM
