package opensky

import (
	"bytes"
	"fmt"
	"math"
	"slices"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
)

// column is what a column of the CSV holds.
type column uint8

const (
	ignored column = iota
	cTime
	cAddress
	cLat
	cLon
	cVelocity
	cTrack
	cRate
	cCallsign
	cGround
	cBaro
	cGeo
	cUpdated
	cSource
	columns
)

// names are the columns of the samples, of the database and of the interface, in lower
// case without underscores.
var names = map[string]column{
	"time": cTime, "icao24": cAddress, "lat": cLat, "latitude": cLat, "lon": cLon, "longitude": cLon,
	"velocity": cVelocity, "heading": cTrack, "truetrack": cTrack, "vertrate": cRate, "verticalrate": cRate,
	"callsign": cCallsign, "onground": cGround, "baroaltitude": cBaro, "geoaltitude": cGeo,
	"lastposupdate": cUpdated, "timeposition": cUpdated, "positionsource": cSource,
}

// header is where the columns stand.
type header struct {
	separator byte
	at        [columns]int // -1: there is none
	width     int
}

// readHeader reads the first line. It is ours when it has time, icao24, lat and lon and
// one column that nobody but OpenSky calls so: others have feet and knots.
func readHeader(line []byte) (header, bool) {
	for _, separator := range []byte{',', ';', '\t'} {
		h := header{separator: separator}
		for i := range h.at {
			h.at[i] = -1
		}
		for i, name := range gather.Fields(line, separator, nil) {
			c := names[string(bytes.ToLower(bytes.ReplaceAll(name, []byte("_"), nil)))]
			if c != ignored && h.at[c] < 0 {
				h.at[c] = i
			}
			h.width = i + 1
		}
		own := h.at[cBaro] >= 0 || h.at[cUpdated] >= 0 || h.at[cVelocity] >= 0 || h.at[cGround] >= 0
		if own && h.at[cTime] >= 0 && h.at[cAddress] >= 0 && h.at[cLat] >= 0 && h.at[cLon] >= 0 {
			return h, true
		}
	}
	return header{}, false
}

// IsHeader reports whether a line is the header of a CSV of state vectors.
func IsHeader(line []byte) bool {
	_, ok := readHeader(line)
	return ok
}

// ReadCSV reads a CSV of state vectors into one track an aircraft, each in order of time,
// not Finished. A *gather.Partial means that the last line is cut; the lines before it were read.
func ReadCSV(text []byte, m adsb.Member, o gather.Options) ([]*adsb.Track, gather.Report, error) {
	r := newReader(FormatCSV, m, o, staleCSV)
	var h header
	var known bool
	var cells [][]byte
	var cut error
	for l := range gather.Lines(text) {
		switch {
		case len(l.Text) == 0:
			continue
		case !known:
			if h, known = readHeader(l.Text); !known {
				return nil, r.book.Report, fmt.Errorf("read %s: the first line is not the header of OpenSky's state vectors: time, icao24, lat, lon, velocity and so on", m.Name)
			}
			continue
		case len(l.Text) > gather.MaxLine:
			r.book.Rows++
			r.book.Reject(l.Row, l.Offset, gather.LongRow)
			continue
		}
		cells = gather.Fields(l.Text, h.separator, cells)
		if len(cells) != h.width {
			if l.Last && len(cells) < h.width {
				cut = &gather.Partial{Name: m.Name, Row: l.Row, Offset: l.Offset, Reason: "the last line is cut"}
				break
			}
			if !isRepeatedHeader(l.Text) {
				r.book.Rows++
				r.book.Reject(l.Row, l.Offset, gather.NotARow)
			}
			continue
		}
		if isRepeatedHeader(l.Text) { // hours that were joined
			continue
		}
		if a, ok := r.book.Of(cells[h.at[cAddress]], false); ok && a == nil && h.at[cSource] < 0 {
			r.book.Rows++ // of an aircraft that is not wanted
			continue
		}
		r.add(h.state(cells), l.Row, l.Offset)
	}
	tracks, report, err := r.close()
	if err != nil {
		return nil, report, err
	}
	return tracks, report, cut
}

func isRepeatedHeader(line []byte) bool {
	return line[0] > '9' && IsHeader(line)
}

// state reads a row of CSV.
func (h *header) state(cells [][]byte) state {
	cell := func(c column) []byte {
		if h.at[c] < 0 {
			return nil
		}
		return cells[h.at[c]]
	}
	s := unknownState()
	s.address, s.callsign = cell(cAddress), cell(cCallsign)
	if slices.Contains([]string{"NaN", "nan", "NULL", "None"}, string(s.callsign)) {
		s.callsign = nil
	}
	s.time, s.updated, s.updateKnown = gather.Number(cell(cTime)), gather.Number(cell(cUpdated)), h.at[cUpdated] >= 0
	s.lat, s.lon = gather.Number(cell(cLat)), gather.Number(cell(cLon))
	s.baro, s.geo = gather.Number(cell(cBaro)), gather.Number(cell(cGeo))
	s.velocity, s.track, s.rate = gather.Number(cell(cVelocity)), gather.Number(cell(cTrack)), gather.Number(cell(cRate))
	switch string(cell(cGround)) {
	case "true", "True", "TRUE", "t", "1":
		s.ground = true
	}
	if source := gather.Number(cell(cSource)); !math.IsNaN(source) {
		s.source, s.foreign = way(source)
	}
	return s
}
