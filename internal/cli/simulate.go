package cli

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/place"
)

// simulateCmd flies tracks whose truth is known and writes them as an archive of traces.
type simulateCmd struct {
	Out      string         `required:"" help:"Folder, or a file that ends in .tar."`
	From     string         `placeholder:"CODE" help:"One flight: from here."`
	To       string         `placeholder:"CODE" help:"One flight: to here."`
	Depart   string         `placeholder:"TIME" help:"One flight: start of the take-off roll, 2025-09-29T22:14Z. A fleet: its first day."`
	Hex      string         `default:"d00001" help:"One flight: its address; d00000 and up belong to no state."`
	Type     string         `default:"B738" help:"One flight: ICAO type designator."`
	Callsign string         `default:"SIM001" help:"One flight: its call sign."`
	Floor    map[string]int `placeholder:"CODE=FEET" help:"Feet above the field below which nothing is heard there; '*' is every other airport. Without it the ground is heard."`
	Hole     []string       `placeholder:"LAT,LON,NM[,FROM,TO]" sep:"none" help:"A circle where nothing is heard, for ever or between two moments; '*' for the circle is everywhere."`
	Ocean    int            `help:"Nautical miles from land beyond which nothing is heard; 0 hears everywhere."`
	Fleet    int            `placeholder:"N" help:"A fleet of N aircraft instead of one flight."`
	Days     int            `default:"1" help:"A fleet: how many days."`
	Seed     uint64         `default:"1" help:"The same seed gives the same bytes."`
	Example  bool           `help:"The flights of the bundled example instead."`
}

func (c simulateCmd) Run(a *app) error {
	flights, receivers, err := c.flights()
	if err != nil {
		return err
	}
	if c.Example {
		c.Seed = sim.ExampleSeed
	}
	if err := c.hear(&receivers); err != nil {
		return err
	}
	files := sim.Files(flights, receivers, c.Seed)
	if strings.HasSuffix(c.Out, ".tar") {
		err = writeWhole(c.Out, func(f *os.File) error { return sim.WriteTar(f, files) })
	} else {
		err = sim.WriteFolder(c.Out, files)
	}
	if err != nil {
		return fmt.Errorf("simulate: %w", err)
	}
	fmt.Fprintf(a.stdout, "%d flight(s) flown to %s; the truth is in %s there\n", len(flights), c.Out, sim.TruthFile)
	return nil
}

func (c simulateCmd) flights() ([]sim.Flight, sim.Receivers, error) {
	airports := place.Embedded()
	if c.Example {
		return sim.ExampleFlights(airports)
	}
	depart := time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC)
	if c.Depart != "" {
		var err error
		if depart, err = parseMoment(c.Depart); err != nil {
			return nil, sim.Receivers{}, err
		}
	}
	if c.Fleet > 0 {
		return sim.Fleet(c.Seed, depart, c.Fleet, c.Days, fleetAirports(airports)), sim.Receivers{}, nil
	}
	f := sim.Flight{Hex: strings.ToLower(c.Hex), Registration: "SIM-1", Type: c.Type, Callsign: c.Callsign, Depart: depart}
	if !isHex(f.Hex) {
		return nil, sim.Receivers{}, exitError{Usage, fmt.Errorf("simulate: %q is no six-digit hex address", c.Hex)}
	}
	for _, end := range []struct {
		code string
		flag string
		into *place.Airport
	}{{c.From, "--from", &f.From}, {c.To, "--to", &f.To}} {
		ap, ok := airports.Lookup(end.code)
		if !ok {
			return nil, sim.Receivers{}, exitError{Usage, fmt.Errorf("simulate: %s %q is no airport that the data holds; look it up with charterwatch airports", end.flag, end.code)}
		}
		*end.into = ap
	}
	return []sim.Flight{f}, sim.Receivers{}, nil
}

// hear adds what the flags say of the receivers.
func (c simulateCmd) hear(r *sim.Receivers) error {
	r.OceanNM = max(r.OceanNM, float64(c.Ocean))
	for code, feet := range c.Floor {
		if code == "*" {
			r.DefaultFloorFt = feet
			continue
		}
		ap, ok := place.Embedded().Lookup(code)
		if !ok {
			return exitError{Usage, fmt.Errorf("simulate: --floor %s: no such airport; '*' is every other one", code)}
		}
		if r.FloorFt == nil {
			r.FloorFt = map[string]int{}
		}
		r.FloorFt[ap.Code] = feet
	}
	for _, text := range c.Hole {
		h, err := parseHole(text)
		if err != nil {
			return err
		}
		r.Holes = append(r.Holes, h)
	}
	return nil
}

// parseHole reads LAT,LON,NM[,FROM,TO] or *,FROM,TO.
func parseHole(text string) (sim.Hole, error) {
	bad := exitError{Usage, fmt.Errorf("simulate: --hole %q: give LAT,LON,NM or LAT,LON,NM,FROM,TO or *,FROM,TO with moments such as 2025-09-30T14:06Z", text)}
	var h sim.Hole
	rest := strings.Split(text, ",")
	if rest[0] == "*" {
		rest = rest[1:]
	} else {
		if len(rest) < 3 {
			return h, bad
		}
		for i, into := range []*float64{&h.Centre.Lat, &h.Centre.Lon, &h.RadiusNM} {
			n, err := strconv.ParseFloat(rest[i], 64)
			if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
				return h, bad
			}
			*into = n
		}
		if math.Abs(h.Centre.Lat) > 90 || math.Abs(h.Centre.Lon) > 180 || h.RadiusNM <= 0 {
			return h, bad
		}
		rest = rest[3:]
	}
	switch len(rest) {
	case 0:
		if h.RadiusNM == 0 {
			return h, bad
		}
		return h, nil
	case 2:
		var err error
		if h.From, err = parseMoment(rest[0]); err != nil {
			return h, bad
		}
		if h.To, err = parseMoment(rest[1]); err != nil || !h.To.After(h.From) {
			return h, bad
		}
		return h, nil
	}
	return h, bad
}

// fleetAirports are the large fields with scheduled service.
func fleetAirports(all *place.Airports) []place.Airport {
	var out []place.Airport
	for ap := range all.All() {
		if ap.Size == place.Large && ap.Scheduled {
			out = append(out, *ap)
		}
	}
	return out
}

func parseMoment(s string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, exitError{Usage, fmt.Errorf("%q: give a day or a moment in UTC such as 2025-09-29T22:14Z", s)}
}

// writeWhole writes a file under another name and moves it into place, so that it is whole or not there.
func writeWhole(path string, write func(*os.File) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".charterwatch-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
