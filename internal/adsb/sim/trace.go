package sim

import (
	"math"
	"strconv"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// heard is one point of an aircraft's day with the call sign of its flight.
type heard struct {
	adsb.Point
	callsign string
}

// traceText writes the trace of one aircraft and day as readsb does: rows of fourteen
// cells counted from 00:00 UTC, the aircraft's details in every fourth.
func traceText(f Flight, day time.Time, points []heard) []byte {
	b := []byte(`{"icao":`)
	b = strconv.AppendQuote(b, f.Hex)
	for _, field := range [...][2]string{{"r", f.Registration}, {"t", f.Type}, {"desc", "SIMULATED " + f.Type}, {"ownOp", "flown by a simulator"}} {
		if field[1] != "" {
			b = append(b, ",\n\""...)
			b = append(b, field[0]...)
			b = append(b, "\":"...)
			b = strconv.AppendQuote(b, field[1])
		}
	}
	b = append(b, ",\n\"simulated\":true,\n\"timestamp\": "...)
	b = strconv.AppendInt(b, day.Unix(), 10)
	b = append(b, ".000,\n\"trace\":["...)
	category := performanceOf(f.Type).category
	var before int64
	for i, p := range points {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, "\n["...)
		b = appendRow(b, p, p.Time-day.UnixMilli(), before == 0 || p.Time-before > 20_000, i%4 == 0, category)
		before = p.Time
	}
	return append(b, " ]\n}\n"...)
}

func appendRow(b []byte, p heard, offset int64, stale, details bool, category string) []byte {
	number := func(x float64, decimals int) { b = strconv.AppendFloat(b, x, 'f', decimals, 64) }
	cell := func(x int32, has bool) {
		b = append(b, ',')
		if has {
			b = strconv.AppendInt(b, int64(x), 10)
		} else {
			b = append(b, "null"...)
		}
	}
	number(float64(offset)/1000, 2)
	b = append(b, ',')
	number(p.Lat, 6)
	b = append(b, ',')
	number(p.Lon, 6)
	if p.Is(adsb.OnGround) {
		b = append(b, `,"ground"`...)
	} else {
		cell(p.AltFt, true)
	}
	b = append(b, ',')
	number(float64(p.GS), 1)
	b = append(b, ',')
	number(float64(p.Track), 1)
	flags := int32(0)
	if stale {
		flags = 1
	}
	cell(flags, true)
	cell(p.VRate, p.Is(adsb.HasRate))
	if details {
		b = append(b, `,{"type":"adsb_icao","flight":"`...)
		b = append(b, p.callsign...)
		for i := len(p.callsign); i < 8; i++ {
			b = append(b, ' ')
		}
		b = append(b, `","alt_geom":`...)
		b = strconv.AppendInt(b, int64(p.GeomFt), 10)
		b = append(b, `,"track":`...)
		number(float64(p.Track), 2)
		b = append(b, `,"squawk":"2000","emergency":"none","category":"`...)
		b = append(b, category...)
		b = append(b, `","nic":8,"rc":186,"version":2,"nic_baro":1,"nac_p":9,"nac_v":1,"sil":3,"sil_type":"perhour","gva":2,"sda":2,"alert":0,"spi":0},"adsb_icao"`...)
	} else {
		b = append(b, `,null,"adsb_icao"`...)
	}
	cell(p.GeomFt, true)
	b = append(b, ",null,null,null]"...)
	return b
}

// dayOf is the UTC day that a time in Unix milliseconds lies in.
func dayOf(ms int64) time.Time {
	const day = 24 * 3600 * 1000
	return time.UnixMilli(int64(math.Floor(float64(ms)/day)) * day).UTC()
}
