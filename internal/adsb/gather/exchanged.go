package gather

import (
	"errors"
	"fmt"
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// When the latitudes and longitudes of a file are certainly exchanged.
const (
	// compared is how far apart in nautical miles two positions are whose bearing is
	// compared with the track that the aircraft sent: farther than rounding matters and
	// nearer than a turn.
	comparedFrom, comparedTo = 0.5, 20.0
	comparedWithin           = 5 * 60 * 1000 // milliseconds
	agree                    = 25.0          // degrees: wind does not matter, turns do
	// fewest comparisons that allow a verdict. As it stands a good file agrees nearly
	// always; exchanged, by chance: 50 of 360 degrees, more where all fly diagonally.
	fewest         = 20
	agreeExchanged = 0.8 // at least this share agrees when exchanged
	agreeAsGiven   = 0.4 // and at most this as the file has it
)

// ErrExchanged is why a file is refused whose latitudes are longitudes.
var ErrExchanged = errors.New("latitude and longitude are exchanged")

// exchanged tells from values that cannot be, or from tracks that point elsewhere, that a
// file has latitude and longitude in each other's place.
func (b *Book) exchanged(tracks []*adsb.Track) error {
	const cure = "nothing of it is used; put the columns right and scan it again"
	if b.fits > b.Positions {
		return fmt.Errorf("%w: %d of %d positions have a latitude beyond 90 degrees and would be on Earth the other way round; %s",
			ErrExchanged, b.fits, b.fits+b.Positions, cure)
	}
	asGiven, exchanged, n := 0, 0, 0
	for _, t := range tracks {
		g, e, c := bearings(t.Points)
		asGiven, exchanged, n = asGiven+g, exchanged+e, n+c
	}
	if n >= fewest && float64(exchanged) >= agreeExchanged*float64(n) && float64(asGiven) <= agreeAsGiven*float64(n) {
		return fmt.Errorf("%w: the positions lie in the direction of flight in %d of %d places, the other way round in %d; %s",
			ErrExchanged, asGiven, n, exchanged, cure)
	}
	return nil
}

// bearings counts how often the way from one position to a later one agrees with the
// track that was sent, as given and exchanged.
func bearings(points []adsb.Point) (asGiven, exchanged, n int) {
	from := 0
	for i := 1; i < len(points); i++ {
		a, b := &points[from], &points[i]
		if b.Time-a.Time > comparedWithin || !flying(a) || !flying(b) {
			from = i
			continue
		}
		given := [2]place.Point{{Lat: a.Lat, Lon: a.Lon}, {Lat: b.Lat, Lon: b.Lon}}
		other := [2]place.Point{{Lat: a.Lon, Lon: a.Lat}, {Lat: b.Lon, Lon: b.Lat}}
		if math.Abs(a.Lon) > 90 || math.Abs(b.Lon) > 90 { // cannot be a latitude: it is right as given
			other = [2]place.Point{}
		}
		if place.Distance(given[0], given[1]) < comparedFrom {
			continue
		}
		if place.Distance(given[0], given[1]) > comparedTo || math.Abs(turn(float64(b.Track), float64(a.Track))) > agree {
			from = i
			continue
		}
		n++
		if math.Abs(turn(place.Bearing(given[0], given[1]), float64(a.Track))) <= agree {
			asGiven++
		}
		if other[0] != other[1] && math.Abs(turn(place.Bearing(other[0], other[1]), float64(a.Track))) <= agree {
			exchanged++
		}
		from = i
	}
	return asGiven, exchanged, n
}

// flying reports whether a point is in the air and says where it is headed.
func flying(p *adsb.Point) bool { return p.Has&(adsb.HasTrack|adsb.OnGround) == adsb.HasTrack }

// turn is the smallest angle from one direction to another, -180 to 180 degrees.
func turn(a, b float64) float64 { return math.Remainder(a-b, 360) }
