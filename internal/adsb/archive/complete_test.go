package archive_test

import (
	"archive/tar"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb/archive"
)

// A real upload of a day had 122 of its 256 folders.
func TestDayWithMissingFoldersIsNamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fill := func(day string, folders int) {
		for i := range folders {
			put(t, dir, fmt.Sprintf("%s/traces/%02x/trace_full_a000%02x.json", day, i, i), []byte(text))
		}
	}
	fill("2026/02/24", 256)
	fill("2026/02/25", 122)
	list := walk(t, dir)
	want := []archive.Incomplete{{Name: "2026/02/25/traces", Folders: 122}}
	if !slices.Equal(list.Incomplete, want) {
		t.Errorf("incomplete: %v, want %v", list.Incomplete, want)
	}
	if len(list.Inputs) != 378 || len(list.Skipped) != 0 {
		t.Errorf("%d inputs, skipped %v", len(list.Inputs), list.Skipped)
	}

	// The same however the user names it.
	for _, at := range []string{"2026/02/25", "2026/02/25/traces"} {
		got := walk(t, filepath.Join(dir, filepath.FromSlash(at))).Incomplete
		if len(got) != 1 || got[0].Folders != 122 || got[0].Name != "traces" {
			t.Errorf("%s: %v", at, got)
		}
	}
	entries := []entry{}
	for i := range 3 {
		entries = append(entries, entry{name: fmt.Sprintf("./traces/%02x/trace_full_a000%02x.json", i, i), body: []byte(text)})
	}
	tarred := put(t, t.TempDir(), "v2026.02.25-planes-readsb-prod-0.tar", tarOf(t, entries...))
	got := walk(t, tarred).Incomplete
	if want := (archive.Incomplete{Name: "traces", Archive: "v2026.02.25-planes-readsb-prod-0.tar", Folders: 3}); len(got) != 1 || got[0] != want {
		t.Errorf("tar: %v", got)
	}

	// Files that lie in no such layout say nothing about a day.
	loose := t.TempDir()
	put(t, loose, "ab/trace_full_a00001.json", []byte(text))
	put(t, loose, "trace_full_a00002.json", []byte(text))
	if got := walk(t, loose).Incomplete; got != nil {
		t.Errorf("loose files: %v", got)
	}
}

// Positions come as JSON and as lines, packed or not, under any name.
func TestOtherFormatsAreListed(t *testing.T) {
	t.Parallel()
	texts := map[string]string{
		"photo.jpg":      `{"now":1,"aircraft":[]}`,
		"a.bin":          "MSG,3,1,1,A2C4E0,1,2025/09/29,22:14:05.000,2025/09/29,22:14:05.000,,1000,,,31.3,-92.5,,,0,0,0,0\n",
		"b.doc":          "half a line\nMSG,8,1,1,A2C4E0,1,2025/09/29,22:14:05.000,2025/09/29,22:14:05.000,,,,,,,,,,,,0\n",
		"states.csv":     "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground\n",
		"bom.csv":        "\xef\xbb\xbftime,icao24,lat,lon,velocity\n",
		"list.csv":       "date,callsign,origin,destination,tail\n2025-09-29,OAE2000,KAEX,OTHH,N225AX\n", // its reader refuses it with the reason
		"utf16.csv":      "\xff\xfet\x00i\x00m\x00e\x00,\x00",
		"flights.json":   `[{"icao24":"a2c4e0","firstSeen":1,"estDepartureAirport":"KAEX"}]`,
		"packed.json.gz": string(gz(t, []byte("MSG,8,1,1,A2C4E0,1,2025/09/29,22:14:05.000,2025/09/29,22:14:05.000,,,,,,,,,,,,0\n"))),
	}
	dir, names, entries := t.TempDir(), []string{}, []entry{}
	for name, body := range texts {
		put(t, dir, name, []byte(body))
		names = append(names, name)
		entries = append(entries, entry{name: name, body: []byte(body), kind: tar.TypeReg})
	}
	slices.Sort(names)
	tarred := put(t, t.TempDir(), "day.tar", tarOf(t, entries...))
	for _, at := range []string{dir, tarred} {
		list := walk(t, at)
		var got []string
		for _, in := range list.Inputs {
			got = append(got, in.Name)
		}
		if !slices.Equal(got, names) {
			t.Errorf("found %v, want %v; skipped %v", got, names, list.Skipped)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("Origin of this folder, and its destination\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	skips(t, walk(t, dir), "notes.txt", "neither a trace nor an archive")
}
