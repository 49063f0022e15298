package opensky

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
)

const head = "time,icao24,lat,lon,velocity,onground,lastposupdate\n"

// Every row is used, counted or rejected; encoding/csv counts the rows.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"1759183200,a2c4e0,31.5,-92.5,200,true,1759183200\n", "1759183200,a2c4e0,,,,,\n\n", "\"1\",a,b,c,d,e,f\n", "1,2\n", "1759183200,a2c4e0,31.5,-92.5,NaN,false,1759183100\n1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, rows string) {
		tracks, r, err := ReadCSV([]byte(head+rows), adsb.Member{}, gather.Options{Want: func(string) bool { return true }})
		rejected := 0
		for _, n := range r.Rejected {
			rejected += n
		}
		for _, tr := range tracks {
			rejected += len(tr.Rejected)
		}
		if sum := r.Positions + r.NoPosition + r.Repeated + r.Stale + rejected; sum != r.Rows {
			t.Fatalf("%d of %d rows are accounted for", sum, r.Rows)
		}
		if err != nil || strings.ContainsAny(rows, "\"\r\v\f\u0085\u00a0 \t") || strings.Contains(rows, "icao24") {
			return
		}
		c := csv.NewReader(strings.NewReader(rows))
		c.FieldsPerRecord = -1
		if want, err := c.ReadAll(); err == nil && len(want) != r.Rows && !bytes.Contains([]byte(rows), []byte{0}) && isASCII(rows) {
			t.Fatalf("%d rows, encoding/csv has %d", r.Rows, len(want))
		}
	})
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > '~' })
}

func FuzzJSON(f *testing.F) {
	f.Add(`{"time":1759183200,"states":[["a2c4e0","X","",1759183199,1,-92.5,31.5,1,false,2,9,0,null,1,"2",false,0]]}`)
	f.Add(`{"icao24":"a2c4e0","path":[[1759183200,31.3,-92.5,0,90,true],[1]]}`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, read := range []func([]byte, adsb.Member, gather.Options) ([]*adsb.Track, gather.Report, error){ReadStates, ReadTrack} {
			tracks, r, _ := read([]byte(text), adsb.Member{}, gather.Options{})
			points := 0
			for _, tr := range tracks {
				points += len(tr.Points)
			}
			if tracks != nil && points != r.Positions || points > r.Rows {
				t.Fatalf("%d points of %d rows, the report has %d", points, r.Rows, r.Positions)
			}
		}
	})
}
