package place

import (
	"errors"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

const runwayHead = `"id","airport_ref","airport_ident","length_ft","width_ft","surface","lighted","closed","le_ident","le_latitude_deg","le_longitude_deg","le_elevation_ft","le_heading_degT","le_displaced_threshold_ft","he_ident","he_latitude_deg","he_longitude_deg","he_elevation_ft","he_heading_degT","he_displaced_threshold_ft"` + "\n"

// rowOf is a runway at KAEX with the fields that a case changes.
func rowOf(change ...string) string {
	row := `1,1,"KAEX",9352,150,"CON",1,0,"14",31.33829,-92.56109,88,150.0,,"32",31.31603,-92.54655,82,330.0,` + "\n"
	return strings.NewReplacer(change...).Replace(row)
}

func TestWithRunways(t *testing.T) {
	t.Parallel()
	text := runwayHead +
		rowOf() +
		rowOf(`"14"`, `"18"`, `"32"`, `"36"`, `9352`, ``, `150.0`, ``, `330.0`, ``, `,88,`, `,,`, `,82,`, `,,`, `"CON"`, `"GRASS"`) +
		rowOf(`,1,0,`, `,1,1,`) + // closed
		rowOf(`"14"`, `"H1"`) + // a helipad
		rowOf(`31.33829`, ``) + // a threshold without a position
		rowOf(`KAEX`, `NOWHERE`)
	base := Embedded()
	with, bad, err := base.WithRunways(strings.NewReader(text))
	if err != nil || len(bad) != 0 {
		t.Fatalf("%v, %v", bad, err)
	}
	a, _ := with.Lookup("KAEX")
	if len(a.Runways) != 2 {
		t.Fatalf("%+v", a.Runways)
	}
	r := a.Runways[0]
	if r.Name != "14/32" || r.LengthFt != 9352 || !r.Paved || r.Ends[0].Heading != 150 || r.Ends[0].ElevationFt != 88 || !r.Ends[1].ElevationKnown {
		t.Errorf("%+v", r)
	}
	// What the row leaves out is measured: the thresholds lie 9,000 ft apart on a course of 151.
	r = a.Runways[1]
	if r.Paved || r.Ends[0].ElevationKnown || math.Abs(float64(r.LengthFt)-9300) > 200 || math.Abs(r.Ends[0].Heading-151) > 1.5 || math.Abs(r.Ends[1].Heading-331) > 1.5 {
		t.Errorf("%+v", r)
	}
	if old, _ := base.Lookup("KAEX"); old.Runways != nil {
		t.Error("the airports without runways have changed")
	}
	near := with.Near(a.Runways[0].Ends[0].At, 1)
	if len(near) != 1 || near[0].Runway == nil || near[0].NM > 1e-6 {
		t.Errorf("at the threshold: %+v", near)
	}
}

// A bad row is listed with its line, and the others stand.
func TestBadRunwayRows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, row, want string }{
		{"latitude", rowOf(`31.33829`, `95`), "no place on earth"},
		{"not a number", rowOf(`31.33829`, `NaN`), "no place on earth"},
		{"infinite", rowOf(`-92.56109`, `Inf`), "no place on earth"},
		{"words", rowOf(`31.33829`, `north`), "no place on earth"},
		{"far away", rowOf(`31.33829`, `41.33829`), "NM from the airport"},
		{"heading", rowOf(`150.0`, `777`), "heading"},
		{"elevation", rowOf(`,88,`, `,99999,`), "elevation"},
		{"length", rowOf(`9352`, `-5`), "length"},
		{"quote", rowOf(`"CON"`, `"C"ON"`), "\""},
	} {
		with, bad, err := Embedded().WithRunways(strings.NewReader(runwayHead + c.row + rowOf()))
		if err != nil || len(bad) != 1 || !strings.Contains(bad[0].Error(), "line 2") || !strings.Contains(bad[0].Error(), c.want) {
			t.Errorf("%s: %v, %v", c.name, bad, err)
			continue
		}
		if a, _ := with.Lookup("KAEX"); len(a.Runways) != 1 {
			t.Errorf("%s: the good row is gone", c.name)
		}
	}
}

func TestNoRunwaysFile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		r    io.Reader
		want string
	}{
		"empty":       {strings.NewReader(""), "line 1"},
		"another csv": {strings.NewReader("a,b,c\n1,2,3\n"), "no column"},
		"html":        {strings.NewReader("<!doctype html><p>404"), "no column"},
		"cut":         {io.MultiReader(strings.NewReader(runwayHead+rowOf()), iotest.ErrReader(errors.New("cable pulled"))), "cable pulled"},
		"endless":     {io.MultiReader(strings.NewReader(runwayHead), &endless{}), "larger than 64 MB"},
	} {
		with, _, err := Embedded().WithRunways(c.r)
		if err == nil || !strings.Contains(err.Error(), c.want) || with != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// endless is a file that never ends: rows that nobody holds.
type endless struct{}

func (e *endless) Read(p []byte) (int, error) {
	row := rowOf("KAEX", "NOWHERE")
	n := 0
	for n+len(row) <= len(p) {
		n += copy(p[n:], row)
	}
	if n == 0 {
		n = copy(p, "\n")
	}
	return n, nil
}

func TestRunwaysOfTheWorld(t *testing.T) {
	t.Parallel()
	f, err := os.Open(runwaysFile)
	if err != nil {
		t.Skipf("no runways.csv: %v", err)
	}
	defer f.Close()
	with, bad, err := Embedded().WithRunways(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(bad) > 10 {
		t.Errorf("%d bad rows, such as %v", len(bad), bad[0])
	}
	for code, want := range map[string]int{"KDEN": 6, "KDFW": 7, "KMIA": 4, "KMSP": 4, "KIWA": 3, "KAEX": 1, "OTHH": 2, "KGEG": 2, "MGGT": 1, "KELP": 3, "OIIE": 2, "OKKK": 3} {
		a, _ := with.Lookup(code)
		if len(a.Runways) != want {
			t.Errorf("%s has %d runways, want %d: %+v", code, len(a.Runways), want, a.Runways)
		}
	}
	// KDEN's own reference point is 2 km and more from its runways' far ends; a point at
	// the threshold of 16R is at the airport all the same.
	den, _ := with.Lookup("KDEN")
	for _, r := range den.Runways {
		for _, e := range r.Ends {
			near := with.Near(e.At, 0.1)
			if len(near) != 1 || near[0].Airport.Code != "KDEN" || near[0].NM > 1e-3 {
				t.Errorf("threshold %s of %s: %v", e.Ident, r.Name, codesOf(near))
			}
			if off := math.Abs(math.Mod(Bearing(r.Ends[0].At, r.Ends[1].At)-r.Ends[0].Heading+540, 360) - 180); off > 2 {
				t.Errorf("%s: heading %v, course %v", r.Name, r.Ends[0].Heading, Bearing(r.Ends[0].At, r.Ends[1].At))
			}
		}
	}
}

func FuzzRunways(f *testing.F) {
	f.Add(runwayHead + rowOf())
	f.Add(runwayHead + rowOf(`31.33829`, `1e400`))
	f.Add(runwayHead + "\"")
	f.Add("a,b\n")
	f.Add("")
	small := newAirports([]Airport{{Code: "KAEX", Ident: "KAEX", At: kaex}})
	f.Fuzz(func(t *testing.T, text string) {
		with, _, err := small.WithRunways(strings.NewReader(text))
		if (err == nil) != (with != nil) {
			t.Fatalf("%v with %v", err, with)
		}
		if err != nil {
			return
		}
		for a := range with.All() {
			for _, r := range a.Runways {
				for _, e := range r.Ends {
					if !valid(e.At) || Distance(e.At, a.At) > maxRunwayNM || !(e.Heading >= 0 && e.Heading < 360) {
						t.Fatalf("%+v", r)
					}
				}
			}
		}
	})
}
