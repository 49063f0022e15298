package decode

import (
	"bytes"
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
	"github.com/charterwatch/charterwatch/internal/adsb/jsontext"
)

// OwnRow is one row of one aircraft as it stands in a file of many, with what was read from it
// and beside it: a snapshot gives its time once for all of its rows.
type OwnRow struct {
	Row    int32    `json:"row"`    // counted from 0, as everywhere in that format
	Offset int64    `json:"offset"` // its first byte in the uncompressed text
	Text   string   `json:"text,omitempty"`
	Bytes  []byte   `json:"bytes,omitempty"` // in base64, where they are no UTF-8; then there is no Text
	Time   string   `json:"time,omitempty"`  // RFC 3339, as it was read; empty where none was
	Lat    *float64 `json:"lat,omitempty"`
	Lon    *float64 `json:"lon,omitempty"`
	Height string   `json:"height,omitempty"` // "ground", or feet
}

// Many reports whether a text can hold rows of other aircraft than one: only a trace cannot.
func Many(text []byte) bool {
	f := Sniff(text)
	return f != Trace && f != Path
}

// Own takes the rows of one aircraft out of a text of many, in their order, each byte for
// byte; the head of a table comes first. What else stands in the text is in none of them.
func Own(text []byte, hex string) ([]OwnRow, error) {
	format := Sniff(text)
	var out []OwnRow
	if format == StatesCSV {
		for l := range gather.Lines(text) {
			if len(l.Text) > 0 {
				out = append(out, own(gather.Blank(l.Row, l.Offset), l.Text))
				break
			}
		}
	}
	last := int32(-1)
	_, _, err := Read(text, adsb.Member{}, Options{
		Want: func(address string) bool { return address == hex },
		Row: func(r gather.Row) {
			row := own(r, rowText(text, r.Offset, format))
			switch n := len(out); {
			case r.Row != last:
				out = append(out, row)
			case row.Lat != nil: // the call sign of the row was told before its position
				out[n-1] = row
			}
			last = r.Row
		},
	})
	if err != nil && !IsPartial(err) {
		return nil, fmt.Errorf("rows of %s: %w", hex, err)
	}
	return out, nil
}

// rowText is the row that begins at a byte of a text: a line, or a piece of JSON.
func rowText(text []byte, from int64, f Format) []byte {
	rest := text[from:]
	if f == Aircraft || f == StatesJSON {
		if v, _, err := jsontext.First(text, int(from)); err == nil && !v.Cut {
			return v.Text
		}
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return bytes.TrimSpace(line)
}

func own(r gather.Row, text []byte) OwnRow {
	out := OwnRow{Row: r.Row, Offset: r.Offset}
	if utf8.Valid(text) {
		out.Text = string(text)
	} else {
		out.Bytes = bytes.Clone(text)
	}
	if r.Time > 0 && r.Time < 1e14 {
		out.Time = time.UnixMilli(int64(math.Round(r.Time))).UTC().Format(time.RFC3339Nano)
	}
	if finite(r.Lat) && finite(r.Lon) {
		out.Lat, out.Lon = &r.Lat, &r.Lon
		switch {
		case r.Ground:
			out.Height = "ground"
		case finite(r.Alt):
			out.Height = fmt.Sprintf("%.0f ft", r.Alt)
		}
	}
	return out
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
