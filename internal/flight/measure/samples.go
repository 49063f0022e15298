package measure

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// Why Samples leaves a row out.
const (
	NoPosition   = "no position"
	HeldPosition = "the position of the row before, held by the network"
)

// Samples reads positions as the Python library pandas writes them, one JSON object a row or
// one a column, gzip or not: timestamp in Unix milliseconds, icao24, latitude, longitude,
// altitude in feet, groundspeed in knots, track, vertical_rate in feet per minute, and
// onground, callsign, geoaltitude, last_position where the file has them. It returns one track
// for each address, in the order of the addresses. The tracks are not finished: call Finish.
//
// OpenSky repeats the last position of an aircraft every second until it hears another;
// last_position tells, and the repeats are rejected. Points are marked as direct ADS-B, which
// is what the collection says it is.
func Samples(r io.Reader, member adsb.Member) ([]*adsb.Track, error) {
	text, err := unpacked(r)
	if err != nil {
		return nil, fmt.Errorf("read samples %s: %w", member.Name, err)
	}
	tracks := map[string]*adsb.Track{}
	held := map[string]float64{}
	n := int32(0)
	add := func(s sample) {
		row := n
		n++
		hex := strings.ToLower(strings.TrimSpace(s.Hex))
		t := tracks[hex]
		if t == nil {
			t = newTrack(hex, member)
			tracks[hex] = t
		}
		reject := func(reason string) {
			t.Rejected = append(t.Rejected, adsb.Rejection{Row: row, Offset: -1, Reason: reason})
		}
		if s.Lat == nil || s.Lon == nil {
			reject(NoPosition)
			return
		}
		if s.LastPosition != nil {
			if held[hex] == *s.LastPosition {
				reject(HeldPosition)
				return
			}
			held[hex] = *s.LastPosition
		}
		t.Points = append(t.Points, s.point(row, t.Callsign(strings.TrimSpace(s.Callsign))))
	}
	if err := eachSample(text, add); err != nil {
		return nil, fmt.Errorf("read samples %s: row %d: %w", member.Name, n, err)
	}
	var out []*adsb.Track
	for _, t := range tracks {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *adsb.Track) int { return cmp.Compare(a.Hex, b.Hex) })
	return out, nil
}

type sample struct {
	Time         int64    `json:"timestamp"`
	Hex          string   `json:"icao24"`
	Lat          *float64 `json:"latitude"`
	Lon          *float64 `json:"longitude"`
	Alt          *float64 `json:"altitude"`
	Geom         *float64 `json:"geoaltitude"`
	Speed        *float64 `json:"groundspeed"`
	Track        *float64 `json:"track"`
	Rate         *float64 `json:"vertical_rate"`
	Ground       bool     `json:"onground"`
	Callsign     string   `json:"callsign"`
	LastPosition *float64 `json:"last_position"`
}

func (s sample) point(row int32, callsign uint16) adsb.Point {
	p := adsb.Point{Time: s.Time, Lat: *s.Lat, Lon: *s.Lon, Row: row, Callsign: callsign, Source: adsb.ADSB, NIC: -1, NACp: -1, SIL: -1}
	if s.Ground {
		p.Has |= adsb.OnGround
	} else if s.Alt != nil {
		p.AltFt, p.Has = int32(*s.Alt), p.Has|adsb.HasAlt
	}
	if s.Geom != nil {
		p.GeomFt, p.Has = int32(*s.Geom), p.Has|adsb.HasGeom
	}
	if s.Speed != nil {
		p.GS, p.Has = float32(*s.Speed), p.Has|adsb.HasSpeed
	}
	if s.Track != nil {
		p.Track, p.Has = float32(math.Mod(*s.Track+360, 360)), p.Has|adsb.HasTrack
	}
	if s.Rate != nil {
		p.VRate, p.Has = int32(*s.Rate), p.Has|adsb.HasRate
	}
	return p
}

// eachSample calls add for every row, in the order of the file.
func eachSample(text []byte, add func(sample)) error {
	if bytes.HasPrefix(bytes.TrimLeft(text, " \r\n\t"), []byte("{")) {
		return eachColumn(text, add)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		var s sample
		if err := d.Decode(&s); err != nil {
			return err
		}
		add(s)
	}
	_, err := d.Token() // a file that was cut off has no closing bracket
	return err
}

// eachColumn turns columns of numbered cells into rows.
func eachColumn(text []byte, add func(sample)) error {
	var columns map[string]map[string]json.RawMessage
	if err := json.Unmarshal(text, &columns); err != nil {
		return err
	}
	var numbers []int
	for key := range columns["timestamp"] {
		n, err := strconv.Atoi(key)
		if err != nil {
			return fmt.Errorf("column timestamp: %q is no row number", key)
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		key := strconv.Itoa(n)
		row := map[string]json.RawMessage{}
		for name, cells := range columns {
			if cell, ok := cells[key]; ok {
				row[name] = cell
			}
		}
		one, err := json.Marshal(row)
		if err != nil {
			return err
		}
		var s sample
		if err := json.Unmarshal(one, &s); err != nil {
			return err
		}
		add(s)
	}
	return nil
}

func newTrack(hex string, member adsb.Member) *adsb.Track {
	t := &adsb.Track{}
	t.Reset()
	t.Hex, t.NonICAO = strings.TrimPrefix(hex, "~"), strings.HasPrefix(hex, "~")
	t.Members = append(t.Members, member)
	return t
}

// unpacked reads everything, through gzip where the bytes are gzip.
func unpacked(r io.Reader) ([]byte, error) {
	b := bufio.NewReader(r)
	if head, _ := b.Peek(2); !bytes.Equal(head, []byte{0x1f, 0x8b}) {
		return io.ReadAll(b)
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
