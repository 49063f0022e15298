package opensky

import (
	"fmt"
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
)

// What a Report calls the formats.
const (
	FormatCSV    = "OpenSky state vectors (CSV)"
	FormatStates = "OpenSky state vectors (JSON)"
	FormatTrack  = "OpenSky track"
)

// UpdateUnknown is what is taken for granted of a CSV without lastposupdate.
const UpdateUnknown = "there is no column lastposupdate: positions are of the time of their row"

// International units to those of package adsb, exact by definition of the foot and the nautical mile.
const (
	feet          = 1 / 0.3048        // a metre
	knots         = 3600.0 / 1852     // a metre a second
	feetPerMinute = 60 * 1.0 / 0.3048 // a metre a second
)

// How old, in seconds, a position may be when its row is written. The CSV repeats what is
// old for minutes; /states/all leaves a position out after fifteen seconds (its documentation).
const (
	staleCSV    = 10
	staleStates = 15
)

// state is one state vector as it is written: seconds, degrees, metres, metres a second.
type state struct {
	address, callsign            []byte
	time, updated                float64
	lat, lon, baro, geo          float64
	velocity, track, rate        float64
	ground, foreign, updateKnown bool
	source                       adsb.Source
}

func unknownState() state {
	nan := math.NaN()
	return state{time: nan, updated: nan, lat: nan, lon: nan, baro: nan, geo: nan, velocity: nan, track: nan, rate: nan}
}

// reader reads the state vectors of one file.
type reader struct {
	book   *gather.Book
	levels levels
	stale  float64
	member adsb.Member
	want   bool // only some aircraft
}

func newReader(format string, m adsb.Member, o gather.Options, stale float64) *reader {
	return &reader{book: gather.New(format, m, o), member: m, stale: stale, want: o.Want != nil}
}

// add gives a state vector to its aircraft.
func (r *reader) add(s state, row int32, offset int64) {
	r.book.Rows++
	a, ok := r.book.Of(s.address, s.foreign)
	if !ok {
		r.book.Reject(row, offset, gather.BadAddress)
		return
	}
	if a == nil {
		return
	}
	s.time, s.updated = seconds(s.time), seconds(s.updated)
	out := gather.Blank(row, offset)
	out.Lat, out.Lon, out.Time, out.Own = s.lat, s.lon, s.updated*1000, true
	if !s.updateKnown {
		out.Time, out.Own = s.time*1000, false
		r.book.Assume(UpdateUnknown)
	}
	if s.time-s.updated > r.stale && !math.IsNaN(s.lat) {
		r.book.Stale++
		return
	}
	if len(s.callsign) > 0 {
		heard := out.Time
		if math.IsNaN(heard) {
			heard = s.time * 1000
		}
		a.Hear(heard, s.callsign, row, offset)
	}
	out.Alt, out.Geom = s.baro*feet, s.geo*feet
	out.GS, out.Track, out.Rate = s.velocity*knots, s.track, s.rate*feetPerMinute
	out.Ground, out.Source = s.ground, s.source
	r.levels.look(out)
	a.Add(out)
}

// seconds takes milliseconds as well, as later files of OpenSky have them: after 1973
// those are beyond 1e11, which in seconds is the year 5138.
func seconds(x float64) float64 {
	if x > 1e11 {
		return x / 1000
	}
	return x
}

func (r *reader) close() ([]*adsb.Track, gather.Report, error) {
	tracks, report, err := r.book.Close()
	if err == nil && !r.want {
		err = r.levels.verdict()
	}
	if err != nil {
		return nil, report, fmt.Errorf("read %s: %w", r.member.Name, err)
	}
	return tracks, report, nil
}

// way is the source of a position: 0 ADS-B, 1 ASTERIX (radar), 2 MLAT, 3 FLARM, whose
// identifiers are not ICAO's.
func way(n float64) (source adsb.Source, foreign bool) {
	switch n {
	case 0:
		return adsb.ADSB, false
	case 1:
		return adsb.Other, false
	case 2:
		return adsb.MLAT, false
	case 3:
		return adsb.Other, true
	}
	return adsb.SourceUnknown, false
}
