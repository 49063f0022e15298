package exhibit_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/decode"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/exhibit"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

const stranger = "abcdef" // an aircraft in the same file that nobody asked about

// receiverLog flies the bundled flight into a log of one aircraft a line, every other line the stranger's.
func receiverLog(t testing.TB) ([]byte, string) {
	t.Helper()
	flights, receivers, err := sim.ExampleFlights(place.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	track, _, err := sim.Track(flights, receivers, sim.ExampleSeed)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, p := range track.Points {
		alt := fmt.Sprint(p.AltFt)
		if p.Is(adsb.OnGround) {
			alt = `"ground"`
		}
		at := float64(p.Time) / 1000
		fmt.Fprintf(&out, "{\"now\":%.3f,\"hex\":%q,\"lat\":%.5f,\"lon\":%.5f,\"alt_baro\":%s,\"gs\":%.1f,\"track\":%.1f,\"seen_pos\":0}\n", at, track.Hex, p.Lat, p.Lon, alt, p.GS, p.Track)
		fmt.Fprintf(&out, "{\"now\":%.3f,\"hex\":%q,\"lat\":%.5f,\"lon\":10.5,\"alt_baro\":31000,\"seen_pos\":0}\n", at, stranger, 48+at/1e10)
	}
	return out.Bytes(), track.Hex
}

// sharedExample is the exhibit of legs that were read from a file of many aircraft.
func sharedExample(t testing.TB) (files []exhibit.File, whole string) {
	t.Helper()
	in, _ := exampleOf(t, func(in *exhibit.Input) []flight.Leg {
		log, hex := receiverLog(t)
		whole = hashOf(log)
		tracks, _, err := decode.Read(log, adsb.Member{Name: "log.jsonl", Hash: whole}, decode.Options{Want: func(h string) bool { return h == hex }})
		if err != nil || len(tracks) != 1 {
			t.Fatalf("%d tracks, %v", len(tracks), err)
		}
		rows, err := decode.Own(log, hex)
		if err != nil {
			t.Fatal(err)
		}
		w := exhibit.Whole{Hash: whole, Hex: hex}
		if in.Extracts[w], err = exhibit.Extract(w, rows); err != nil {
			t.Fatal(err)
		}
		tracks[0].Finish()
		return flight.Extract(tracks[0], place.Embedded())
	})
	files, err := exhibit.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return files, whole
}

// Of a file of many aircraft only the rows of the one go into an exhibit, and what that proves less is said.
func TestExhibitShowsNoOtherAircraft(t *testing.T) {
	t.Parallel()
	files, whole := sharedExample(t)
	extracts := 0
	for _, f := range files {
		if bytes.Contains(f.Data, []byte(stranger)) {
			t.Errorf("%s shows the stranger", f.Name)
		}
		if strings.HasPrefix(f.Name, "extract/") {
			extracts++
		}
		if f.Name == "raw/"+whole+".raw" {
			t.Error("the whole file is inside")
		}
	}
	if extracts != 1 {
		t.Errorf("%d extracts", extracts)
	}
	sheet := string(data(t, files, "sheet.html"))
	for _, want := range []string{"holds other aircraft too and is not given", whole, "That the rows in extract/ stand in the files", "wheels off"} {
		if !strings.Contains(sheet, want) {
			t.Errorf("the sheet does not say %q", want)
		}
	}
	if r := exhibit.Verify(tree(files), ""); !r.Holds() || r.Extracts != 1 {
		t.Errorf("%d extracts\n%s", r.Extracts, problems(r))
	}
	if out, err := shell(t, files, script(t)); err != nil || !strings.Contains(out, "All holds.") || !strings.Contains(out, "only who has it can check") {
		t.Errorf("%v\n%s", err, out)
	}
}

// An extract that is missing, of another file, added or changed so that a fact's row is another is found, sums made again or not.
func TestVerifyFindsChangedExtracts(t *testing.T) {
	t.Parallel()
	files, whole := sharedExample(t)
	i := slices.IndexFunc(files, func(f exhibit.File) bool { return strings.HasPrefix(f.Name, "extract/") })
	change := func(edit func([]byte) []byte) []exhibit.File {
		out := cloned(files)
		old := out[i].Name
		out[i].Data = edit(out[i].Data)
		out[i].Name = "extract/" + hashOf(out[i].Data) + ".jsonl"
		for k := range out {
			if out[k].Name == "facts.json" {
				out[k].Data = bytes.ReplaceAll(out[k].Data, []byte(old), []byte(out[i].Name))
			}
		}
		resum(out)
		return out
	}
	for what, changed := range map[string][]exhibit.File{
		"missing":              slices.Delete(cloned(files), i, i+1),
		"of another file":      change(func(b []byte) []byte { return bytes.Replace(b, []byte(whole), []byte(hashOf(nil)), 1) }),
		"another row":          change(func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`\"lat\"`), []byte(`\"lon\"`)) }),
		"a row less than said": change(func(b []byte) []byte { return b[:bytes.LastIndexByte(b[:len(b)-1], '\n')+1] }),
		"empty":                change(func([]byte) []byte { return nil }),
	} {
		resum(changed)
		if r := exhibit.Verify(tree(changed), ""); r.Holds() {
			t.Errorf("%s: all holds", what)
		}
	}
}
