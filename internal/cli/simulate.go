package cli

import (
	"fmt"
	"iter"
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
	Schedule string         `placeholder:"FILE" type:"path" help:"Also write all true arrivals as a schedule (CSV), for places schedule."`
	World    bool           `help:"A whole day of all kinds of aircraft instead, as an archive of the world holds it: load for bench scan."`
	Aircraft int            `default:"3000" help:"A world: how many aircraft."`
}

func (c simulateCmd) Run(a *app) error {
	if c.World {
		return c.world(a)
	}
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
	if err := writeArchive(c.Out, withSchedule(sim.Files(flights, receivers, c.Seed), c.Schedule)); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d flight(s) flown to %s; the truth is in %s there\n", len(flights), c.Out, sim.TruthFile)
	return nil
}

// world writes a day of the whole world.
func (c simulateCmd) world(a *app) error {
	day, err := c.firstDay()
	if err != nil {
		return err
	}
	if c.Aircraft < 1 || c.Aircraft > maxWorld {
		return exitError{Usage, fmt.Errorf("simulate: --aircraft %d: give 1 to %d", c.Aircraft, maxWorld)}
	}
	written := 0
	err = writeArchive(c.Out, func(yield func(sim.File, error) bool) {
		for f, err := range sim.World(c.Seed, day, c.Aircraft, place.Embedded()) {
			if !yield(f, err) {
				return
			}
			written++
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d of %d aircraft were heard on %s: their traces are in %s, the truth of the flights in %s there\n",
		written-1, c.Aircraft, day.Format(time.DateOnly), c.Out, sim.TruthFile)
	return nil
}

// maxWorld keeps the invented addresses below d80000.
const maxWorld = 500_000

// firstDay is the time that --depart gives, or the day of the bundled example.
func (c simulateCmd) firstDay() (time.Time, error) {
	if c.Depart == "" {
		return time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC), nil
	}
	return parseMoment(c.Depart)
}

// writeArchive writes files as a tar where the name says so, and otherwise into a folder.
func writeArchive(out string, files iter.Seq2[sim.File, error]) (err error) {
	if strings.HasSuffix(out, ".tar") {
		err = writeWhole(out, func(f *os.File) error { return sim.WriteTar(f, files) })
	} else {
		err = sim.WriteFolder(out, files)
	}
	if err != nil {
		return fmt.Errorf("simulate: %w", err)
	}
	return nil
}

func (c simulateCmd) flights() ([]sim.Flight, sim.Receivers, error) {
	airports := place.Embedded()
	if c.Example {
		return sim.ExampleFlights(airports)
	}
	depart, err := c.firstDay()
	if err != nil {
		return nil, sim.Receivers{}, err
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
