package scan

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/place"
)

// What two aircraft that are flown by the simulator look like in each format.

// twoPlanes is two aircraft with two flights each on one day.
func twoPlanes(t testing.TB) []sim.Flight {
	t.Helper()
	field := func(code string) place.Airport {
		ap, ok := place.Embedded().Lookup(code)
		if !ok {
			t.Fatalf("no airport %s", code)
		}
		return ap
	}
	at := func(hour, minute int) time.Time { return time.Date(2025, 9, 1, hour, minute, 0, 0, time.UTC) }
	one := sim.Flight{Hex: sim.Hex(1), Registration: sim.Registration(1), Type: "B738", Callsign: "SIM11", From: field("KAEX"), To: field("KMIA"), Depart: at(8, 0)}
	two := one
	two.From, two.To, two.Depart, two.Callsign = one.To, one.From, at(12, 30), "SIM12"
	three := sim.Flight{Hex: sim.Hex(2), Registration: sim.Registration(2), Type: "A320", Callsign: "SIM21", From: field("KIWA"), To: field("KELP"), Depart: at(8, 30)}
	four := three
	four.From, four.To, four.Depart, four.Callsign = three.To, field("KDEN"), at(11, 0), "SIM22"
	return []sim.Flight{one, two, three, four}
}

// sighting is one point of one aircraft.
type sighting struct {
	adsb.Point
	hex, callsign string
}

// sightings are the points of all aircraft in order of time.
func sightings(t testing.TB, flights []sim.Flight) []sighting {
	t.Helper()
	var all []sighting
	for _, hex := range []string{sim.Hex(1), sim.Hex(2)} {
		var own []sim.Flight
		for _, f := range flights {
			if f.Hex == hex {
				own = append(own, f)
			}
		}
		track, _, err := sim.Track(own, sim.Receivers{Interval: 10 * time.Second}, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range track.Points {
			all = append(all, sighting{p, hex, track.Callsigns[p.Callsign]})
		}
	}
	slices.SortStableFunc(all, func(a, b sighting) int { return int(a.Time - b.Time) })
	return all
}

func orNull(x float64, has bool) string {
	if !has {
		return "null"
	}
	return fmt.Sprint(math.Round(x*100) / 100)
}

// entryJSON is one aircraft of an aircraft.json whose time now is late by some seconds.
func entryJSON(s sighting, age float64) string {
	alt := `"ground"`
	if !s.Is(adsb.OnGround) {
		alt = fmt.Sprint(s.AltFt)
	}
	return fmt.Sprintf(`{"hex":%q,"type":"adsb_icao","flight":"%-8s","r":"SIM-%s","t":"B738","alt_baro":%s,"alt_geom":%d,"gs":%.1f,"track":%.1f,"lat":%.6f,"lon":%.6f,"seen_pos":%.3f,"seen":0.1,"nic":8,"nac_p":9,"sil":3,"rssi":-12.0}`,
		s.hex, s.callsign, s.hex[5:], alt, s.GeomFt, s.GS, s.Track, s.Lat, s.Lon, age)
}

// snapshots writes lines of whole snapshots, every fifth aircraft's position told twice.
func snapshots(all []sighting) string {
	var b strings.Builder
	for i, s := range all {
		fmt.Fprintf(&b, `{"now":%.3f,"messages":%d,"aircraft":[%s]}`+"\n", float64(s.Time+400)/1000, i, entryJSON(s, 0.4))
		if i%5 == 0 {
			fmt.Fprintf(&b, `{"now":%.3f,"messages":%d,"aircraft":[%s]}`+"\n", float64(s.Time+1400)/1000, i, entryJSON(s, 1.4))
		}
	}
	return b.String()
}

// v2 writes answers of a v2 interface: milliseconds, the time behind the list.
func v2(all []sighting) string {
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, `{"ac":[%s],"msg":"No error","now":%d,"total":1}`+"\n", entryJSON(s, 0.4), s.Time+400)
	}
	return b.String()
}

// aircraftLines writes one aircraft a line.
func aircraftLines(all []sighting) string {
	var b strings.Builder
	for i, s := range all {
		if i%7 == 0 {
			fmt.Fprintf(&b, `{"flight": "N/A", "now": %d}`+"\n", s.Time/1000)
		}
		b.WriteString(strings.TrimSuffix(entryJSON(s, 0), "}"))
		fmt.Fprintf(&b, `,"now":%.3f}`+"\n", float64(s.Time)/1000)
	}
	return b.String()
}

func baseStation(all []sighting) string {
	var b strings.Builder
	for i, s := range all {
		at := s.When().Format("2006/01/02,15:04:05.000")
		head := fmt.Sprintf(",1,1,%s,1,%s,%s,", strings.ToUpper(s.hex), at, at)
		if i%3 < 2 {
			fmt.Fprintf(&b, "MSG,1%s%s,,,,,,,,,,,\n", head, s.callsign)
		}
		if s.Is(adsb.OnGround) {
			fmt.Fprintf(&b, "MSG,2%s,,%.1f,%.1f,%.6f,%.6f,,,,,,-1\n", head, s.GS, s.Track, s.Lat, s.Lon)
		} else {
			fmt.Fprintf(&b, "MSG,4%s,,%.1f,%.1f,,,%d,,,,,0\n", head, s.GS, s.Track, s.VRate)
			fmt.Fprintf(&b, "MSG,3%s,%d,,,%.6f,%.6f,,,0,0,0,0\n", head, s.AltFt, s.Lat, s.Lon)
		}
		if i%50 == 0 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// stateCSV writes OpenSky's CSV: each state told three times, a second apart.
func stateCSV(all []sighting) string {
	var b strings.Builder
	b.WriteString("time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,geoaltitude,lastposupdate,lastcontact\n")
	for _, s := range all {
		for again := range 3 {
			baro := ""
			if s.Is(adsb.HasAlt) {
				baro = fmt.Sprintf("%.2f", float64(s.AltFt)*0.3048)
			}
			at := float64(s.Time) / 1000
			fmt.Fprintf(&b, "%d,%s,%.6f,%.6f,%.3f,%.1f,%.3f,%-8s,%t,false,false,2000,%s,%.2f,%.3f,%.3f\n",
				int(math.Ceil(at))+again, s.hex, s.Lat, s.Lon, s.GS*1852/3600, s.Track, float64(s.VRate)*0.3048/60, s.callsign,
				s.Is(adsb.OnGround), baro, float64(s.GeomFt)*0.3048, at, at)
		}
	}
	return b.String()
}

func stateJSON(all []sighting) string {
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, `{"time":%d,"states":[[%q,"%-8s","United States",%d,%d,%.6f,%.6f,%s,%t,%.2f,%.1f,%.2f,null,%.2f,"2000",false,0]]}`+"\n",
			s.Time/1000+1, s.hex, s.callsign, s.Time/1000, s.Time/1000, s.Lon, s.Lat, orNull(float64(s.AltFt)*0.3048, s.Is(adsb.HasAlt)),
			s.Is(adsb.OnGround), s.GS*1852/3600, s.Track, float64(s.VRate)*0.3048/60, float64(s.GeomFt)*0.3048)
	}
	return b.String()
}
