package flight

import (
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// doubtFor is how long before and after a leg a second transmitter makes its identity
// doubtful: an address is copied for a flight or a day, and a day later it is news again.
const doubtFor = 24 * time.Hour

// ofEmitters are the legs of each transmitter that used the address. None informs the
// ends of another's, and all near the other in time say that whose they are is in doubt.
func ofEmitters(t *adsb.Track, airports *place.Airports) []Leg {
	all := t.Emitters()
	var legs []Leg
	for _, e := range all {
		for _, l := range extract(e, t.Rejected, airports) {
			if e != t {
				l.ID += "-" + strings.ToLower(e.Emitter)
			}
			if e != t || slices.ContainsFunc(all[1:], func(o *adsb.Track) bool { return near(o, l) }) {
				l.Emitter, l.Doubt = e.Emitter, e.Doubt
				why := Reason{Rule: "two transmitters", Text: e.Doubt + ": whose flight this was is in doubt (transmitter " + e.Emitter + ")"}
				l.Start.Why = append(l.Start.Why, why)
				l.End.Why = append(l.End.Why, why)
			}
			legs = append(legs, l)
		}
	}
	slices.SortStableFunc(legs, func(a, b Leg) int { return a.Start.Heard.At.Compare(b.Start.Heard.At) })
	return legs
}

// near reports that an emitter was heard in the time of a leg or within doubtFor of it.
func near(o *adsb.Track, l Leg) bool {
	from, to := l.Start.Heard.At.Add(-doubtFor).UnixMilli(), l.End.Heard.At.Add(doubtFor).UnixMilli()
	return since(o, from) < since(o, to+1)
}

// emitterOf is the transmitter of a track that flew a leg.
func emitterOf(t *adsb.Track, l Leg) *adsb.Track {
	for _, e := range t.Others {
		if e.Emitter == l.Emitter {
			return e
		}
	}
	return t
}
