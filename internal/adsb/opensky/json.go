package opensky

import (
	"errors"
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
	"github.com/charterwatch/charterwatch/internal/adsb/jsontext"
)

// The cells of a state vector in JSON.
const (
	jAddress  = 0
	jCallsign = 1
	jUpdated  = 3
	jLon      = 5 // before the latitude
	jLat      = 6
	jBaro     = 7
	jGround   = 8
	jVelocity = 9
	jTrack    = 10
	jRate     = 11
	jGeo      = 13
	jSource   = 16
)

// ErrNoTime is why an answer is not used that does not say when it was given.
var ErrNoTime = errors.New("the answer does not say its time")

// ReadStates reads answers of /states/all, one or several, into one track an aircraft,
// each in order of time, not Finished. A *gather.Partial means that the text is damaged
// and the state vectors before the damage were read.
func ReadStates(text []byte, m adsb.Member, o gather.Options) ([]*adsb.Track, gather.Report, error) {
	r := &jsonReader{reader: newReader(FormatStates, m, o, staleStates)}
	return r.read(text, r.answer)
}

// ReadTrack reads answers of /tracks, the path of one aircraft each. It has no speeds.
func ReadTrack(text []byte, m adsb.Member, o gather.Options) ([]*adsb.Track, gather.Report, error) {
	r := &jsonReader{reader: newReader(FormatTrack, m, o, math.Inf(1))}
	return r.read(text, r.path)
}

type jsonReader struct {
	*reader
	row int32
}

func (r *jsonReader) read(text []byte, each func(jsontext.Value) error) ([]*adsb.Track, gather.Report, error) {
	damage := jsontext.Values(text, func(v jsontext.Value) error {
		if !v.IsObject() {
			r.reject(v.At, gather.NotARow)
			return nil
		}
		err := each(v)
		if err != nil && !v.Cut { // damage inside a line that is whole costs that line
			r.reject(v.At, "answer is not JSON")
			return nil
		}
		return err
	})
	tracks, report, err := r.close()
	var broken *jsontext.Broken
	switch {
	case err != nil:
		return nil, report, err
	case errors.As(damage, &broken):
		reason := "the text is not JSON"
		if broken.Cut {
			reason = "the text is cut"
		}
		return tracks, report, &gather.Partial{Name: r.member.Name, Row: r.row, Offset: int64(broken.At), Reason: reason}
	}
	return tracks, report, damage
}

func (r *jsonReader) reject(at int, reason string) {
	r.book.Rows++
	r.book.Reject(r.row, int64(at), reason)
	r.row++
}

// answer reads one answer of /states/all.
func (r *jsonReader) answer(v jsontext.Value) error {
	at := math.NaN()
	var states jsontext.Value
	err := jsontext.Members(v, func(key []byte, v jsontext.Value) error {
		switch string(key) {
		case "time":
			at = number(v)
		case "states":
			states = v
		}
		return nil
	})
	if !states.IsArray() { // null when nothing was heard
		return err
	}
	if math.IsNaN(at) || math.IsInf(at, 0) {
		r.reject(v.At, ErrNoTime.Error())
		return err
	}
	inside := jsontext.Elements(states, func(v jsontext.Value) error {
		s, ok := vector(v, at)
		if !ok {
			r.reject(v.At, gather.NotARow)
			return nil
		}
		r.add(s, r.row, int64(v.At))
		r.row++
		return nil
	})
	if inside != nil {
		return inside
	}
	return err
}

// vector reads one state vector.
func vector(v jsontext.Value, at float64) (state, bool) {
	s := unknownState()
	s.time, s.updateKnown = at, true
	cell := 0
	err := jsontext.Elements(v, func(v jsontext.Value) error {
		switch cell {
		case jAddress:
			s.address = inside(v)
		case jCallsign:
			s.callsign = []byte(v.String())
		case jUpdated:
			s.updated = number(v)
		case jLon:
			s.lon = number(v)
		case jLat:
			s.lat = number(v)
		case jBaro:
			s.baro = number(v)
		case jGround:
			s.ground = string(v.Text) == "true"
		case jVelocity:
			s.velocity = number(v)
		case jTrack:
			s.track = number(v)
		case jRate:
			s.rate = number(v)
		case jGeo:
			s.geo = number(v)
		case jSource:
			s.source, s.foreign = way(number(v))
		}
		cell++
		return nil
	})
	return s, err == nil && cell > jSource
}

// path reads one answer of /tracks: rows of time, latitude, longitude, barometric
// altitude, track and whether it was on the ground.
func (r *jsonReader) path(v jsontext.Value) error {
	var address, callsign, points jsontext.Value
	err := jsontext.Members(v, func(key []byte, v jsontext.Value) error {
		switch string(key) {
		case "icao24":
			address = v
		case "callsign", "calllsign": // so written in its documentation
			callsign = v
		case "path":
			points = v
		}
		return nil
	})
	if !points.IsArray() {
		return err
	}
	within := jsontext.Elements(points, func(v jsontext.Value) error {
		s, cell := unknownState(), 0
		s.address, s.callsign, s.updateKnown = inside(address), []byte(callsign.String()), true
		broken := jsontext.Elements(v, func(v jsontext.Value) error {
			switch cell {
			case 0:
				s.time = number(v)
				s.updated = s.time
			case 1:
				s.lat = number(v)
			case 2:
				s.lon = number(v)
			case 3:
				s.baro = number(v)
			case 4:
				s.track = number(v)
			case 5:
				s.ground = string(v.Text) == "true"
			}
			cell++
			return nil
		})
		if broken != nil || cell < 6 {
			r.reject(v.At, gather.NotARow)
			return nil
		}
		r.add(s, r.row, int64(v.At))
		r.row++
		return nil
	})
	if within != nil {
		return within
	}
	return err
}

// inside is what stands between the quotes of a string, nil for anything else.
func inside(v jsontext.Value) []byte {
	if !v.IsString() {
		return nil
	}
	return v.Text[1 : len(v.Text)-1]
}

// number is infinite for what is written and is no number.
func number(v jsontext.Value) float64 {
	x, wrong := v.Number()
	if wrong {
		return math.Inf(1)
	}
	return x
}
