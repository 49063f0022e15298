package measure

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// RadarLeg is one row of the table beside the radar tracks: what the airport's records say.
type RadarLeg struct {
	ID, File, Hex, Registration, Type, Callsign string
	Origin, Destination                         string // ICAO codes; the origin lies outside the radar's reach
	First, Last                                 time.Time
}

// RadarLegs reads legs.csv of the radar tracks: id, file, hex, reg, type, callsign, origin,
// destination, n, first, last, …
func RadarLegs(r io.Reader) ([]RadarLeg, error) {
	rows, err := table(r, "id", "file", "hex", "reg", "type", "callsign", "origin", "destination", "first", "last")
	if err != nil {
		return nil, fmt.Errorf("read radar legs: %w", err)
	}
	known := func(s string) string {
		if s == "NA" {
			return ""
		}
		return s
	}
	var legs []RadarLeg
	for i, row := range rows {
		l := RadarLeg{ID: row[0], File: row[1], Hex: strings.ToLower(row[2]), Registration: known(row[3]), Type: known(row[4]),
			Callsign: row[5], Origin: row[6], Destination: row[7]}
		for k, at := range []*time.Time{&l.First, &l.Last} {
			if *at, err = time.Parse(time.RFC3339, row[8+k]); err != nil {
				return nil, fmt.Errorf("read radar legs: row %d: %w", i+2, err)
			}
		}
		legs = append(legs, l)
	}
	return legs, nil
}

// Radar reads one radar track: t in Unix seconds, lat, lon, alt_ft, ground, gs_kt, track,
// vr_fpm. The radar has no ground bit, and where its smoothing failed the numbers make no
// sense; what is no finite number is left out, the rest stays as it is. The source is marked
// as Other. The track is not finished: call Finish.
func Radar(r io.Reader, leg RadarLeg) (*adsb.Track, error) {
	rows, err := table(r, "t", "lat", "lon", "alt_ft", "gs_kt", "track", "vr_fpm")
	if err != nil {
		return nil, fmt.Errorf("read radar track %s: %w", leg.ID, err)
	}
	t := newTrack(leg.Hex, adsb.Member{Name: leg.File})
	t.Registration, t.Type = leg.Registration, leg.Type
	sign := t.Callsign(leg.Callsign)
	for i, row := range rows {
		var v [7]float64
		for k, cell := range row {
			var err error
			if v[k], err = strconv.ParseFloat(cell, 64); err != nil || math.IsInf(v[k], 0) {
				v[k] = math.NaN()
			}
		}
		if math.IsNaN(v[0]) || math.IsNaN(v[1]) || math.IsNaN(v[2]) {
			t.Rejected = append(t.Rejected, adsb.Rejection{Row: int32(i), Offset: -1, Reason: NoPosition})
			continue
		}
		p := adsb.Point{Time: int64(v[0] * 1000), Lat: v[1], Lon: v[2], Row: int32(i), Callsign: sign, Source: adsb.Other, NIC: -1, NACp: -1, SIL: -1}
		if !math.IsNaN(v[3]) {
			p.AltFt, p.Has = int32(v[3]), p.Has|adsb.HasAlt
		}
		if !math.IsNaN(v[4]) {
			p.GS, p.Has = float32(v[4]), p.Has|adsb.HasSpeed
		}
		if !math.IsNaN(v[5]) {
			p.Track, p.Has = float32(v[5]), p.Has|adsb.HasTrack
		}
		if !math.IsNaN(v[6]) {
			p.VRate, p.Has = int32(v[6]), p.Has|adsb.HasRate
		}
		t.Points = append(t.Points, p)
	}
	return t, nil
}

// Trace reads one readsb trace, gzip or not. The track is not finished: call Finish.
func Trace(r io.Reader, member adsb.Member) (*adsb.Track, error) {
	text, err := unpacked(r)
	if err != nil {
		return nil, fmt.Errorf("read trace %s: %w", member.Name, err)
	}
	t := &adsb.Track{}
	t.Reset()
	if err := readsb.Parse(text, member, t); err != nil {
		return nil, fmt.Errorf("read trace %s: %w", member.Name, err)
	}
	return t, nil
}

// table reads the named columns of a CSV file with a header.
func table(r io.Reader, names ...string) ([][]string, error) {
	c := csv.NewReader(r)
	header, err := c.Read()
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for i, name := range header {
		column[strings.TrimSpace(name)] = i
	}
	for _, name := range names {
		if _, ok := column[name]; !ok {
			return nil, fmt.Errorf("there is no column %q", name)
		}
	}
	var rows [][]string
	for {
		cells, err := c.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		row := make([]string, len(names))
		for k, name := range names {
			row[k] = strings.TrimSpace(cells[column[name]])
		}
		rows = append(rows, row)
	}
}
