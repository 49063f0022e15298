package aircraftjson

import (
	"bytes"
	"errors"
	"fmt"
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
	"github.com/charterwatch/charterwatch/internal/adsb/jsontext"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// Format is what a Report calls this format.
const Format = "aircraft.json"

// Why something is not used, beside the reasons of package gather.
const (
	NotJSON = "line is not JSON"
	NoNow   = "snapshot without the time now"
)

// AgeUnknown is what is taken for granted of positions without seen_pos.
const AgeUnknown = "positions without seen_pos are of the time now of their row"

// Read reads a file into one track an aircraft, each in order of time, not Finished. A
// *gather.Partial means that the file is damaged and the rows before the damage were read.
func Read(text []byte, m adsb.Member, o gather.Options) ([]*adsb.Track, gather.Report, error) {
	r := &reader{book: gather.New(Format, m, o), want: o.Want}
	err := jsontext.Values(text, r.value)
	tracks, report, refused := r.book.Close()
	if refused != nil {
		return nil, report, fmt.Errorf("read %s: %w", m.Name, refused)
	}
	var broken *jsontext.Broken
	if errors.As(err, &broken) {
		reason := "the text is not JSON"
		if broken.Cut {
			reason = "the text is cut"
		}
		return tracks, report, &gather.Partial{Name: m.Name, Row: r.row, Offset: int64(broken.At), Reason: reason}
	}
	return tracks, report, err
}

type reader struct {
	book *gather.Book
	want func(string) bool
	row  int32
}

// value reads one snapshot, or one aircraft that stands alone.
func (r *reader) value(v jsontext.Value) error {
	if !v.IsObject() {
		reason := gather.NotARow
		if v.Text == nil {
			reason = NotJSON
		}
		r.book.Reject(r.row, int64(v.At), reason)
		r.row++
		r.book.Rows++
		return nil
	}
	now, simulated := math.NaN(), false
	var list jsontext.Value
	err := jsontext.Members(v, func(key []byte, v jsontext.Value) error {
		switch string(key) {
		case "now":
			if !v.Cut {
				now = unixMilli(number(v))
			}
		case "aircraft", "ac":
			if v.IsArray() {
				list = v
			}
		case "simulated":
			simulated = string(v.Text) == "true"
		}
		return nil
	})
	if list.Text == nil {
		if err != nil {
			return r.damaged(v, err)
		}
		r.plane(v, now, false)
		return nil
	}
	if math.IsNaN(now) || math.IsInf(now, 0) {
		r.book.Reject(r.row, int64(v.At), NoNow)
		return err
	}
	inside := jsontext.Elements(list, func(v jsontext.Value) error {
		r.plane(v, now, simulated)
		return nil
	})
	if inside != nil {
		err = inside
	}
	if err != nil {
		return r.damaged(v, err)
	}
	return nil
}

// damaged ends the reading where the text ends; damage inside a line that is whole costs that line.
func (r *reader) damaged(v jsontext.Value, err error) error {
	if v.Cut {
		return err
	}
	r.book.Reject(r.row, int64(v.At), NotJSON)
	r.row++
	r.book.Rows++
	return nil
}

// unixMilli takes seconds or milliseconds. In milliseconds all times after 1973 are
// beyond 1e11, in seconds that is the year 5138.
func unixMilli(now float64) float64 {
	if now > 1e11 {
		return now
	}
	return now * 1000
}

// number is infinite for what is written and is no number.
func number(v jsontext.Value) float64 {
	x, wrong := v.Number()
	if wrong {
		return math.Inf(1)
	}
	return x
}

// entry is what one aircraft object says beside its position.
type entry struct {
	hex, flight, registration, kind, description, operator jsontext.Value
	flags, seen, geomRate                                  float64
	simulated                                              bool
}

// plane reads one aircraft object.
func (r *reader) plane(v jsontext.Value, now float64, simulated bool) {
	row := gather.Blank(r.row, int64(v.At))
	r.row++
	r.book.Rows++
	if r.want != nil && r.unwanted(v.Text) {
		return
	}
	e := entry{flags: math.NaN(), seen: math.NaN(), geomRate: math.NaN(), simulated: simulated}
	var mlat, tisb bool
	var last jsontext.Value
	err := jsontext.Members(v, func(key []byte, v jsontext.Value) error {
		switch string(key) {
		case "hex":
			e.hex = v
		case "flight":
			e.flight = v
		case "r":
			e.registration = v
		case "t":
			e.kind = v
		case "desc":
			e.description = v
		case "ownOp":
			e.operator = v
		case "dbFlags":
			e.flags = number(v)
		case "now":
			now = unixMilli(number(v))
		case "lat":
			row.Lat = number(v)
		case "lon":
			row.Lon = number(v)
		case "seen_pos":
			e.seen = number(v)
		case "lastPosition":
			last = v
		case "alt_baro", "altitude": // the second is dump1090's of before 2018, like speed and vert_rate
			if row.Ground = string(v.Text) == `"ground"`; !row.Ground {
				row.Alt = number(v)
			}
		case "alt_geom":
			row.Geom = number(v)
		case "gs", "speed", "gscp": // the last is what adsb-actions writes
			row.GS = number(v)
		case "track":
			row.Track = number(v)
		case "true_heading":
			if math.IsNaN(row.Track) && row.Ground {
				row.Track = number(v)
			}
		case "baro_rate", "vert_rate":
			row.Rate = number(v)
		case "geom_rate":
			e.geomRate = number(v)
		case "type":
			if v.IsString() {
				row.Source = readsb.SourceOf(v.Text[1 : len(v.Text)-1])
			}
		case "mlat":
			mlat = bytes.Contains(v.Text, []byte(`"lat"`))
		case "tisb":
			tisb = bytes.Contains(v.Text, []byte(`"lat"`))
		case "nic":
			row.NIC = small(v)
		case "nac_p":
			row.NACp = small(v)
		case "sil":
			row.SIL = small(v)
		case "simulated":
			e.simulated = string(v.Text) == "true"
		}
		return nil
	})
	if math.IsNaN(row.Lat) && math.IsNaN(row.Lon) && last.IsObject() && err == nil {
		err = earlier(last, &row, &e)
	}
	switch {
	case mlat:
		row.Source = adsb.MLAT
	case tisb:
		row.Source = adsb.TISB
	}
	if math.IsNaN(row.Rate) {
		row.Rate = e.geomRate
	}
	r.add(row, e, now, err)
}

// earlier takes the position that readsb gives apart because it is more than a minute old. What
// the aircraft sends now (height, speed) is not of that moment and goes with no position.
func earlier(v jsontext.Value, row *gather.Row, e *entry) error {
	old := gather.Blank(row.Row, row.Offset)
	err := jsontext.Members(v, func(key []byte, v jsontext.Value) error {
		switch string(key) {
		case "lat":
			old.Lat = number(v)
		case "lon":
			old.Lon = number(v)
		case "nic":
			old.NIC = small(v)
		case "seen_pos":
			e.seen = number(v)
		}
		return nil
	})
	if math.IsNaN(e.seen) { // without its age nothing says when it was
		return err
	}
	*row = old
	return err
}

// add gives a row to its aircraft.
func (r *reader) add(row gather.Row, e entry, now float64, err error) {
	b := r.book
	none := math.IsNaN(row.Lat) && math.IsNaN(row.Lon)
	if e.hex.Text == nil && none && err == nil {
		b.NoPosition++ // a heartbeat
		return
	}
	hex := e.hex.Text
	if e.hex.IsString() {
		hex = hex[1 : len(hex)-1]
	}
	a, ok := b.Of(hex, false)
	switch {
	case err != nil:
		b.Reject(row.Row, row.Offset, readsb.NotJSON)
		return
	case !ok:
		b.Reject(row.Row, row.Offset, gather.BadAddress)
		return
	case a == nil:
		return
	}
	e.describe(a)
	row.Time = now
	switch {
	case none:
	case math.IsNaN(e.seen):
		b.Assume(AgeUnknown)
	case e.seen < 0 || math.IsInf(e.seen, 0):
		a.Reject(row.Row, row.Offset, gather.BadAge)
		return
	default:
		row.Time, row.Own = now-e.seen*1000, true
	}
	if e.flight.IsString() && string(e.flight.Text) != `"N/A"` {
		a.Hear(row.Time, []byte(e.flight.String()), row.Row, row.Offset)
	}
	a.Add(row)
}

// describe notes what the producer's database says of the aircraft; the latest word counts.
func (e entry) describe(a *gather.Aircraft) {
	t := a.Track
	for _, f := range [...]struct {
		to   *string
		says jsontext.Value
	}{{&t.Registration, e.registration}, {&t.Type, e.kind}, {&t.Description, e.description}, {&t.Operator, e.operator}} {
		if f.says.IsString() && len(f.says.Text) > 2 && string(f.says.Text[1:len(f.says.Text)-1]) != *f.to {
			*f.to = f.says.String()
		}
	}
	if e.flags >= 0 && e.flags < 1<<31 {
		a.Flags |= int(e.flags)
		t.Military = a.Flags&1 != 0
	}
	t.Simulated = t.Simulated || e.simulated
}

// unwanted looks for the address alone, to pass over other aircraft without reading them.
func (r *reader) unwanted(text []byte) bool {
	const key = `"hex":`
	at := bytes.Index(text, []byte(key))
	if at < 0 {
		return false
	}
	rest := bytes.TrimLeft(text[at+len(key):], ` `)
	if len(rest) == 0 || rest[0] != '"' {
		return false
	}
	end := bytes.IndexByte(rest[1:], '"')
	if end < 0 {
		return false
	}
	a, ok := r.book.Of(rest[1:1+end], false)
	return ok && a == nil
}

// small reads one of the quality numbers, which are 0 to 15; -1 for anything else.
func small(v jsontext.Value) int8 {
	if x, _ := v.Number(); x >= 0 && x <= 15 {
		return int8(x)
	}
	return -1
}
