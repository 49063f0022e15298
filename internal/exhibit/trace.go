package exhibit

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/decode"
	"github.com/charterwatch/charterwatch/internal/place"
)

// maxTrace bounds an unpacked trace. The largest day of one aircraft that was seen is 3 MB.
const maxTrace = 64 << 20

// maxRows bounds the rows of a trace: more than five a second for a whole day.
const maxRows = 500_000

// trace is the rows of one readsb trace file as they stand in it. One that is not plain JSON
// has none: its rows are then named by number and not quoted.
type trace struct {
	start float64 // seconds since 1970 UTC
	rows  []json.RawMessage
	own   []decode.OwnRow // of an extract, which has these and no rows
}

func readTrace(raw []byte) trace {
	text := raw
	if bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return trace{}
		}
		if text, err = io.ReadAll(io.LimitReader(z, maxTrace)); err != nil {
			return trace{}
		}
	}
	var t struct {
		Timestamp float64         `json:"timestamp"`
		Trace     json.RawMessage `json:"trace"`
	}
	if err := json.Unmarshal(text, &t); err != nil {
		return trace{}
	}
	out := trace{start: t.Timestamp}
	d := json.NewDecoder(bytes.NewReader(t.Trace))
	if open, err := d.Token(); err != nil || open != json.Delim('[') {
		return trace{}
	}
	for d.More() {
		var row json.RawMessage
		if err := d.Decode(&row); err != nil || len(out.rows) == maxRows {
			return trace{}
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// text is a row as it stands in the file; false where there is none.
func (t trace) text(row int) (string, bool) {
	if t.own != nil {
		return ownText(t.own, row)
	}
	if row < 0 || row >= len(t.rows) {
		return "", false
	}
	return string(t.rows[row]), true
}

// position is what a row says of time and place.
type position struct {
	at     time.Time
	point  place.Point
	height string
}

// at finds the row of an instant among rows first to last.
func (t trace) at(when time.Time, first, last int32) (row int, p position, ok bool) {
	if t.own != nil {
		return ownAt(t.own, when, first, last)
	}
	for i := max(0, int(first)); i <= int(last) && i < len(t.rows); i++ {
		var cells []any
		if json.Unmarshal(t.rows[i], &cells) != nil || len(cells) < 4 {
			continue
		}
		after, a := cells[0].(float64)
		lat, b := cells[1].(float64)
		lon, c := cells[2].(float64)
		if !a || !b || !c {
			continue
		}
		at := time.UnixMilli(int64(math.Round((t.start + after) * 1000))).UTC()
		if d := at.Sub(when); d < -sameInstant || d > sameInstant {
			continue
		}
		return i, position{at, place.Point{Lat: lat, Lon: lon}, height(cells[3])}, true
	}
	return 0, position{}, false
}

// sameInstant is how far two readings of one row's time may differ by rounding.
const sameInstant = 2 * time.Millisecond

func height(cell any) string {
	switch v := cell.(type) {
	case string:
		return v
	case float64:
		return fmt.Sprintf("%.0f ft", v)
	}
	return "not sent"
}
