package sim

import (
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// craft is one aircraft of a world with the points that were heard of it.
type craft struct {
	hex, registration, kind, callsign string
	source, category                  string // readsb's words
	points                            []adsb.Point
}

// text writes the trace as readsb does, with as much in the rows and in the details of every
// fourth as a day over Europe or North America has: about 170 bytes a point, which pack to 25.
func (a *craft) text(day time.Time, rnd *rand.Rand) []byte {
	b := make([]byte, 0, 400+180*len(a.points))
	b = append(b, `{"icao":"`+a.hex+`",`...)
	if a.registration != "" {
		b = append(b, "\n\"r\":\""+a.registration+"\",\n\"t\":\""+a.kind+"\",\n\"desc\":\"SIMULATED "+a.kind+"\",\n\"ownOp\":\"flown by a simulator\","...)
	}
	b = append(b, "\n\"simulated\":true,\n\"timestamp\": "...)
	b = strconv.AppendInt(b, day.Unix(), 10)
	b = append(b, ".000,\n\"trace\":["...)
	before := int64(math.MinInt64 / 2)
	for i, p := range a.points {
		if i > 0 {
			b = append(b, ',')
		}
		b = a.row(append(b, "\n["...), p, day.UnixMilli(), p.Time-before > 20_000, i%4 == 0, rnd)
		before = p.Time
	}
	return append(b, " ]\n}\n"...)
}

func (a *craft) row(b []byte, p adsb.Point, midnight int64, stale, details bool, rnd *rand.Rand) []byte {
	w := cells{b}
	w.number(float64(p.Time-midnight)/1000, 2)
	w.comma().number(p.Lat, 6)
	w.comma().number(p.Lon, 6)
	if p.Is(adsb.OnGround) {
		w.text(`,"ground"`)
	} else {
		w.comma().integer(int(p.AltFt))
	}
	w.comma().number(float64(p.GS), 1)
	w.comma().number(float64(p.Track), 1)
	if stale {
		w.text(",1,")
	} else {
		w.text(",0,")
	}
	w.optional(p.Is(adsb.HasRate), int(p.VRate))
	ias := int(float64(p.GS) / (1 + float64(p.AltFt)/60_000))
	roll := rnd.NormFloat64() * 0.7
	if details {
		w.text(`,{"type":"` + a.source + `"`)
		if a.callsign != "" {
			w.text(`,"flight":"` + (a.callsign + "        ")[:8] + `"`)
		}
		a.details(&w, p, ias, roll, rnd)
		w.text(`}`)
	} else {
		w.text(",null")
	}
	w.text(`,"` + a.source + `",`)
	w.optional(p.Is(adsb.HasGeom), int(p.GeomFt))
	jet := a.category == "A3" || a.category == "A5"
	airborne := jet && !p.Is(adsb.OnGround)
	w.comma().optional(airborne, int(p.VRate)+32*(rnd.IntN(3)-1))
	w.comma().optional(airborne, ias)
	if airborne {
		w.comma().number(roll, 1)
	} else {
		w.text(",null")
	}
	w.text("]")
	return w.b
}

// details are the fields that readsb knows of an aircraft at that moment; airliners in a
// radar's beam tell of their instruments too.
func (a *craft) details(w *cells, p adsb.Point, ias int, roll float64, rnd *rand.Rand) {
	if p.Is(adsb.HasGeom) {
		w.text(`,"alt_geom":`).integer(int(p.GeomFt))
	}
	jet, heading := a.category == "A3" || a.category == "A5", math.Mod(float64(p.Track)+rnd.NormFloat64()*2+360, 360)
	if jet && !p.Is(adsb.OnGround) && rnd.IntN(4) > 0 {
		w.text(`,"ias":`).integer(ias)
		w.text(`,"tas":`).integer(int(p.GS) + rnd.IntN(9) - 4)
		w.text(`,"mach":`).number(float64(p.GS)/600, 3)
		w.text(`,"wd":`).integer(200 + rnd.IntN(20))
		w.text(`,"ws":`).integer(30 + rnd.IntN(12))
		w.text(`,"oat":`).integer(-40 - rnd.IntN(8))
		w.text(`,"track":`).number(float64(p.Track), 2)
		w.text(`,"track_rate":`).number(rnd.NormFloat64()*0.05, 2)
		w.text(`,"roll":`).number(roll, 2)
		w.text(`,"mag_heading":`).number(heading, 2)
		w.text(`,"baro_rate":`).integer(int(p.VRate))
		w.text(`,"geom_rate":`).integer(int(p.VRate) + 32)
	} else {
		w.text(`,"track":`).number(float64(p.Track), 2)
		if !p.Is(adsb.OnGround) {
			w.text(`,"baro_rate":`).integer(int(p.VRate))
		}
	}
	w.text(`,"squawk":"2000","emergency":"none","category":"` + a.category + `"`)
	if jet && !p.Is(adsb.OnGround) {
		w.text(`,"nav_qnh":1013.6,"nav_altitude_mcp":`).integer(int(p.AltFt)/1000*1000 + 1000)
		w.text(`,"nav_heading":`).number(heading, 2)
	}
	w.text(`,"nic":8,"rc":186,"version":2,"nic_baro":1,"nac_p":`).integer(8 + rnd.IntN(3))
	w.text(`,"nac_v":2,"sil":3,"sil_type":"perhour","gva":2,"sda":2,"alert":0,"spi":0`)
}

// cells writes the values of a row.
type cells struct{ b []byte }

func (w *cells) text(s string) *cells { w.b = append(w.b, s...); return w }
func (w *cells) comma() *cells        { return w.text(",") }
func (w *cells) integer(n int)        { w.b = strconv.AppendInt(w.b, int64(n), 10) }

func (w *cells) number(x float64, decimals int) {
	w.b = strconv.AppendFloat(w.b, x, 'f', decimals, 64)
}

func (w *cells) optional(has bool, n int) {
	if has {
		w.integer(n)
	} else {
		w.text("null")
	}
}
