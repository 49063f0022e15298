package place

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// Fields of the stories and of practice, with their elevation and position from public
// aeronautical charts. Reference points of one field differ by a mile from table to table.
var known = []struct {
	code, iata, country string
	at                  Point
	elevation           int
}{
	{"KAEX", "AEX", "US", Point{31.33, -92.55}, 89},
	{"OTHH", "DOH", "QA", Point{25.27, 51.61}, 13},
	{"MGGT", "GUA", "GT", Point{14.58, -90.53}, 4952},
	{"KIWA", "AZA", "US", Point{33.31, -111.66}, 1382},
	{"KELP", "ELP", "US", Point{31.81, -106.38}, 3962},
	{"KDEN", "DEN", "US", Point{39.86, -104.67}, 5434},
	{"KMSP", "MSP", "US", Point{44.88, -93.22}, 841},
	{"KGEG", "GEG", "US", Point{47.62, -117.53}, 2376},
	{"MHSC", "XPL", "HN", Point{14.38, -87.62}, 2061},
	{"MSLP", "SAL", "SV", Point{13.44, -89.06}, 101},
	{"MUHA", "HAV", "CU", Point{22.99, -82.41}, 210},
	{"OIIE", "IKA", "IR", Point{35.42, 51.15}, 3305},
	{"OIII", "THR", "IR", Point{35.69, 51.31}, 3962},
	{"OKKK", "KWI", "KW", Point{29.23, 47.97}, 206},
	{"HECA", "CAI", "EG", Point{30.12, 31.41}, 382},
	{"LLBG", "TLV", "IL", Point{32.01, 34.89}, 135},
	{"FKYS", "NSI", "CM", Point{3.72, 11.55}, 2278},
	{"GOOY", "DKR", "SN", Point{14.74, -17.49}, 85},
	{"GOBD", "DSS", "SN", Point{14.67, -17.07}, 290},
	{"FOOL", "LBV", "GA", Point{0.46, 9.41}, 39},
	{"KHRL", "HRL", "US", Point{26.23, -97.65}, 36},
	{"KMIA", "MIA", "US", Point{25.79, -80.29}, 8},
	{"MUGM", "NBW", "CU", Point{19.91, -75.21}, 56},
	{"MHLM", "SAP", "HN", Point{15.45, -87.92}, 91},
	{"EINN", "SNN", "IE", Point{52.70, -8.92}, 46},
	{"TJSJ", "SJU", "PR", Point{18.44, -66.00}, 9},
	{"HDAM", "JIB", "DJ", Point{11.55, 43.16}, 49},
	{"MPTO", "PTY", "PA", Point{9.07, -79.38}, 135},
	{"MUPB", "UPB", "CU", Point{23.03, -82.58}, 102},
	{"MUCC", "CCC", "CU", Point{22.46, -78.33}, 13},
	{"SVMI", "CCS", "VE", Point{10.60, -66.99}, 234},
	{"FDSK", "SHO", "SZ", Point{-26.36, 31.72}, 1092},
	{"DGAA", "ACC", "GH", Point{5.61, -0.17}, 205},
	{"HJJJ", "JUB", "SS", Point{4.87, 31.60}, 1513},
	{"HSSK", "KRT", "SD", Point{15.59, 32.55}, 1265},
	{"KBIF", "BIF", "US", Point{31.85, -106.38}, 3946},
	{"KBRO", "BRO", "US", Point{25.91, -97.43}, 22},
	{"KSAT", "SAT", "US", Point{29.53, -98.47}, 809},
	{"UTTT", "TAS", "UZ", Point{41.26, 69.28}, 1417},
	{"MROC", "SJO", "CR", Point{9.99, -84.21}, 3021},
}

func TestKnownAirports(t *testing.T) {
	t.Parallel()
	for _, k := range known {
		a, ok := Embedded().Lookup(k.code)
		if !ok || a.Code != k.code || a.IATA != k.iata || a.Country != k.country || a.Name == "" {
			t.Errorf("%s: %+v, %v", k.code, a, ok)
			continue
		}
		if nm := Distance(a.At, k.at); nm > 1.5 {
			t.Errorf("%s lies %.1f NM off", k.code, nm)
		}
		if !a.ElevationKnown || math.Abs(float64(a.ElevationFt-k.elevation)) > 65 {
			t.Errorf("%s: elevation %d, want %d ft", k.code, a.ElevationFt, k.elevation)
		}
	}
}

// The removal airports' elevations are part of the method: to the foot.
func TestRemovalElevations(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]int{"KAEX": 89, "OTHH": 13, "MGGT": 4952, "KIWA": 1382, "KELP": 3962, "KGEG": 2376, "MHLM": 91} {
		if a, _ := Embedded().Lookup(code); a.ElevationFt != want {
			t.Errorf("%s: %d ft, want %d", code, a.ElevationFt, want)
		}
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"KAEX": "KAEX", "kaex": "KAEX", " KAEX\n": "KAEX", "AEX": "KAEX", "doh": "OTHH", "AZA": "KIWA",
		"HSSS": "HSSK", "MHPR": "MHSC", "OKBK": "OKKK", "IST": "LTFM", "ISL": "LTBA", "LTBA": "LTBA",
	} {
		if a, ok := Embedded().Lookup(code); !ok || a.Code != want {
			t.Errorf("%q: %q, %v; want %s", code, a.Code, ok, want)
		}
	}
	for _, code := range []string{"", "ZZZZ", "KAEXX", "unknown", "\xff"} {
		if a, ok := Embedded().Lookup(code); ok {
			t.Errorf("%q: %+v", code, a)
		}
	}
}

// Scheduled service is the prior between neighbours: KGEG over KSKA and KSFF, MGGT over MGSJ.
func TestScheduledService(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{"KGEG": true, "KSKA": false, "KSFF": false, "MGGT": true, "MGSJ": false, "KAEX": true, "KMIA": true} {
		if a, ok := Embedded().Lookup(code); !ok || a.Scheduled != want {
			t.Errorf("%s: scheduled %v, held %v", code, a.Scheduled, ok)
		}
	}
}

// Every line of the embedded file is read, and each is a sound airport.
func TestWholeSet(t *testing.T) {
	t.Parallel()
	a := Embedded()
	if lines := strings.Count(airportLines, "\n"); a.Len() != lines || lines < 9500 {
		t.Errorf("%d airports of %d lines", a.Len(), lines)
	}
	last := ""
	sizes := map[Size]int{}
	for p := range a.All() {
		sizes[p.Size]++
		if p.Code <= last {
			t.Errorf("%s stands after %s", p.Code, last)
		}
		last = p.Code
		if _, ok := CountryByCode(p.Country); !ok || p.Name == "" || p.Ident == "" || !valid(p.At) || p.At == (Point{}) {
			t.Errorf("%+v", p)
		}
		if p.Region != "" && !strings.HasPrefix(p.Region, p.Country+"-") {
			t.Errorf("%s: region %q of %s", p.Code, p.Region, p.Country)
		}
		if p.ElevationKnown && (p.ElevationFt < -1300 || p.ElevationFt > 15000) {
			t.Errorf("%s: elevation %d", p.Code, p.ElevationFt)
		}
		if got, _ := a.Lookup(p.Code); got.Code != p.Code {
			t.Errorf("%s is looked up as %s", p.Code, got.Code)
		}
	}
	if sizes[Large] < 450 || sizes[Medium] < 4000 || sizes[Small] < 4000 {
		t.Errorf("sizes: %v", sizes)
	}
}

func TestAllStopsWhenAsked(t *testing.T) {
	t.Parallel()
	n := 0
	for range Embedded().All() {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d", n)
	}
}

func TestParseAirportLeavesOutWhatItCannotRead(t *testing.T) {
	t.Parallel()
	good := "KAEX\t\tAEX\tAEX\tAlexandria\tAlexandria\tUS\tUS-LA\t31.3 -92.5\t89\tm\ts"
	list := parseAirports(strings.Join([]string{good, "", "short\tline", strings.Replace(good, "31.3", "x", 1), good + "\tmore"}, "\n"))
	if len(list) != 1 || list[0].Code != "KAEX" || list[0].ElevationFt != 89 || list[0].Size != Medium || !list[0].Scheduled {
		t.Errorf("%+v", list)
	}
}

func TestCountries(t *testing.T) {
	t.Parallel()
	list := Countries()
	if len(list) < 249 || !slices.IsSortedFunc(list, func(a, b Country) int { return strings.Compare(a.Code, b.Code) }) {
		t.Errorf("%d countries", len(list))
	}
	c, ok := CountryByCode("ir")
	if !ok || c.Name != "Iran" || !slices.Contains(c.Demonyms, "Iranians") || !slices.Contains(c.Governments, "Tehran") {
		t.Errorf("%+v, %v", c, ok)
	}
	if c, ok := CountryByCode("US"); !ok || !slices.Contains(c.Governments, "Washington") || !slices.Contains(c.Names, "U.S.") {
		t.Errorf("%+v, %v", c, ok)
	}
	for _, code := range []string{"", "ZZ", "USA"} {
		if _, ok := CountryByCode(code); ok {
			t.Errorf("%q is a country", code)
		}
	}
	list[0].Code = "changed"
	if Countries()[0].Code == "changed" {
		t.Error("a caller can change the countries")
	}
}

func TestSources(t *testing.T) {
	t.Parallel()
	for _, s := range Sources() {
		if s.Name == "" || s.Version == "" || s.Licence == "" || s.Made == "" {
			t.Errorf("%+v", s)
		}
	}
}

func ExampleDistance() {
	a, _ := Embedded().Lookup("KAEX")
	b, _ := Embedded().Lookup("OTHH")
	fmt.Printf("%s to %s: %.0f NM, course %.0f\n", a.Code, b.Code, Distance(a.At, b.At), Bearing(a.At, b.At))
	// Output: KAEX to OTHH: 6835 NM, course 35
}
