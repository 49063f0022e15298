package place

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// maxRunwayNM is how far a threshold may lie from its airport's reference point before
// the row is taken for an error: the longest runways are under 3 NM, and the farthest
// threshold at the largest fields (KDEN) is under 4 NM from the reference point.
const maxRunwayNM = 10

// maxRunwayBytes bounds what is read: OurAirports' file is under 4 MB.
const maxRunwayBytes = 64 << 20

// WithRunways returns the airports with the runways of OurAirports' runways.csv: closed
// ones, helipads, and rows that lack a threshold's position are left out, rows of
// airports that are not held too. The receiver stays as it is.
//
// A row that cannot be believed is left out as well and listed with its line. The last
// error is set when nothing could be used at all: the input is no such file, is larger
// than 64 MB, or cannot be read to its end; then there are no airports either.
func (a *Airports) WithRunways(r io.Reader) (*Airports, []error, error) {
	limited := &io.LimitedReader{R: r, N: maxRunwayBytes + 1}
	rows := csv.NewReader(limited)
	rows.ReuseRecord, rows.FieldsPerRecord = true, -1
	head, err := rows.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("read runways: line 1: %w; want OurAirports' runways.csv", err)
	}
	column, err := columnsOf(head)
	if err != nil {
		return nil, nil, err
	}
	list := slices.Clone(a.list)
	byIdent := make(map[string]int32, len(list))
	for i := range list {
		list[i].Runways = nil
		byIdent[list[i].Code] = int32(i) // OurAirports moves fields from keys of its own to their codes
	}
	for i := range list {
		byIdent[list[i].Ident] = int32(i)
	}
	var bad []error
	for {
		record, err := rows.Read()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF) && limited.N > 0:
			return newAirports(list), bad, nil
		case limited.N <= 0:
			return nil, bad, fmt.Errorf("read runways: larger than %d MB", maxRunwayBytes>>20)
		case errors.As(err, &parse):
			bad = append(bad, fmt.Errorf("runways line %d: %w", parse.Line, parse.Err))
			continue
		case err != nil:
			return nil, bad, fmt.Errorf("read runways: after %d bytes: %w", rows.InputOffset(), err)
		}
		field := func(c int) string {
			if c < len(record) {
				return record[c]
			}
			return ""
		}
		i, held := byIdent[field(column.airport)]
		if !held || field(column.closed) == "1" {
			continue
		}
		runway, use, err := parseRunway(field, column, list[i].At)
		if err != nil {
			line, _ := rows.FieldPos(0)
			bad = append(bad, fmt.Errorf("runways line %d: %s: %w", line, list[i].Code, err))
		} else if use {
			list[i].Runways = append(list[i].Runways, runway)
		}
	}
}

// runwayColumns are the places of the columns that we read; the file's own order is not trusted.
type runwayColumns struct {
	airport, closed, length, surface int
	end                              [2]struct{ ident, lat, lon, elevation, heading int }
}

func columnsOf(head []string) (runwayColumns, error) {
	var c runwayColumns
	want := map[string]*int{"airport_ident": &c.airport, "closed": &c.closed, "length_ft": &c.length, "surface": &c.surface}
	for i, side := range []string{"le_", "he_"} {
		e := &c.end[i]
		want[side+"ident"], want[side+"latitude_deg"], want[side+"longitude_deg"] = &e.ident, &e.lat, &e.lon
		want[side+"elevation_ft"], want[side+"heading_degT"] = &e.elevation, &e.heading
	}
	for name, at := range want {
		*at = slices.Index(head, name)
	}
	for _, name := range sortedKeys(want) {
		if *want[name] < 0 {
			return c, fmt.Errorf("read runways: line 1 has no column %s; want OurAirports' runways.csv", name)
		}
	}
	return c, nil
}

// parseRunway reads one row; use is false for a row that is right but tells no segment.
func parseRunway(field func(int) string, c runwayColumns, at Point) (r Runway, use bool, err error) {
	for i, e := range c.end {
		t := &r.Ends[i]
		t.Ident = strings.TrimSpace(field(e.ident))
		lat, lon := field(e.lat), field(e.lon)
		if lat == "" || lon == "" || isHelipad(t.Ident) {
			return r, false, nil
		}
		var errLat, errLon error
		t.At.Lat, errLat = strconv.ParseFloat(lat, 64)
		t.At.Lon, errLon = strconv.ParseFloat(lon, 64)
		if errLat != nil || errLon != nil || !valid(t.At) {
			return r, false, fmt.Errorf("threshold %s: position %q, %q is no place on earth", t.Ident, lat, lon)
		}
		if nm := Distance(t.At, at); nm > maxRunwayNM {
			return r, false, fmt.Errorf("threshold %s lies %.0f NM from the airport", t.Ident, nm)
		}
		if ft, known, err := optional(field(e.elevation), -2000, 20000); err != nil {
			return r, false, fmt.Errorf("threshold %s: elevation: %w", t.Ident, err)
		} else if known {
			t.ElevationFt, t.ElevationKnown = int(math.Round(ft)), true
		}
	}
	for i, e := range c.end {
		heading, known, err := optional(field(e.heading), 0, 360)
		if err != nil {
			return r, false, fmt.Errorf("threshold %s: heading: %w", r.Ends[i].Ident, err)
		}
		if !known { // the runway's own direction is better than none
			heading = Bearing(r.Ends[i].At, r.Ends[1-i].At)
		}
		r.Ends[i].Heading = math.Mod(heading, 360)
	}
	length, known, err := optional(field(c.length), 0, 40000)
	if err != nil {
		return r, false, fmt.Errorf("length: %w", err)
	}
	if !known || length == 0 {
		length = Distance(r.Ends[0].At, r.Ends[1].At) * feetPerNM
	}
	r.LengthFt = int(math.Round(length))
	r.Name = r.Ends[0].Ident + "/" + r.Ends[1].Ident
	r.Paved = isPaved(field(c.surface))
	return r, true, nil
}

const feetPerNM = 1852 / 0.3048

// optional reads a number that may be left empty.
func optional(s string, low, high float64) (v float64, known bool, err error) {
	if s = strings.TrimSpace(s); s == "" {
		return 0, false, nil
	}
	v, err = strconv.ParseFloat(s, 64)
	if err != nil || !(v >= low && v <= high) {
		return 0, false, fmt.Errorf("%q is not between %v and %v", s, low, high)
	}
	return v, true, nil
}

func isHelipad(ident string) bool {
	return len(ident) > 1 && ident[0] == 'H' && ident[1] >= '0' && ident[1] <= '9'
}

func isPaved(surface string) bool {
	s := strings.ToUpper(surface)
	for _, p := range []string{"ASP", "CON", "BIT", "PEM", "PAVED", "TAR", "MAC", "BRI"} {
		if strings.HasPrefix(s, p) {
			return !strings.HasPrefix(s, "UNPAVED")
		}
	}
	return false
}
