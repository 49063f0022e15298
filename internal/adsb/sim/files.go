package sim

import (
	"archive/tar"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// File is one file of an archive.
type File struct {
	Name string // such as 2025/09/29/traces/01/trace_full_d00001.json
	Data []byte
}

// TruthFile is the name of the last file that Files yields.
const TruthFile = "truth.json"

// Files flies the flights and yields the archive that the receivers make of them: one
// trace for each aircraft and UTC day, gzip under a .json name as in globe_history,
// aircraft by aircraft, and truth.json at the end. An aircraft's flights may not overlap:
// one that leaves before the last has arrived is not flown, and the error says so.
func Files(flights []Flight, r Receivers, seed uint64) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		truths := []Truth{}
		for fleet := byAircraft(flights); len(fleet) > 0; fleet = fleet[1:] {
			points, flown, err := flyAll(fleet[0], r, seed)
			if err != nil {
				yield(File{}, err)
				return
			}
			truths = append(truths, flown...)
			for len(points) > 0 {
				day := dayOf(points[0].Time)
				n := 0
				for n < len(points) && dayOf(points[n].Time).Equal(day) {
					n++
				}
				data, err := packed(traceText(fleet[0][0], day, points[:n]))
				if !yield(File{traceName(fleet[0][0].Hex, day), data}, err) || err != nil {
					return
				}
				points = points[n:]
			}
		}
		yield(truthFile(seed, truths))
	}
}

// truthFile is what really happened, whatever was heard of it.
func truthFile(seed uint64, truths []Truth) (File, error) {
	data, err := json.MarshalIndent(struct {
		Simulated bool    `json:"simulated"`
		Seed      uint64  `json:"seed"`
		Flights   []Truth `json:"flights"`
	}{true, seed, truths}, "", "  ")
	return File{TruthFile, append(data, '\n')}, err
}

// Track flies the flights of one aircraft straight into a finished track, without files.
func Track(flights []Flight, r Receivers, seed uint64) (*adsb.Track, []Truth, error) {
	t := &adsb.Track{Simulated: true}
	t.Callsigns = []string{""}
	fleet := byAircraft(flights)
	if len(fleet) != 1 {
		return nil, nil, fmt.Errorf("simulate a track: the flights are of %d aircraft, want one", len(fleet))
	}
	f := fleet[0][0]
	t.Hex, t.Registration, t.Type = f.Hex, f.Registration, f.Type
	points, truths, err := flyAll(fleet[0], r, seed)
	if err != nil {
		return nil, nil, err
	}
	var day time.Time
	row := int32(0)
	for _, p := range points {
		if d := dayOf(p.Time); !d.Equal(day) {
			day, row = d, 0
			t.Members = append(t.Members, adsb.Member{Name: traceName(f.Hex, d)})
		}
		p.Member, p.Row, p.Callsign = uint16(len(t.Members)-1), row, t.Callsign(p.callsign)
		row++
		t.Points = append(t.Points, p.Point)
	}
	t.Finish()
	return t, truths, nil
}

// WriteFolder writes the files of an archive into a folder.
func WriteFolder(dir string, files iter.Seq2[File, error]) error {
	for f, err := range files {
		if err != nil {
			return err
		}
		at := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
		if err := os.WriteFile(at+".part", f.Data, 0o644); err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
		if err := os.Rename(at+".part", at); err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
	}
	return nil
}

// WriteTar writes them as one tar, as adsb.lol publishes a day.
func WriteTar(w io.Writer, files iter.Seq2[File, error]) error {
	out := tar.NewWriter(w)
	for f, err := range files {
		if err != nil {
			return err
		}
		header := tar.Header{Name: "./" + f.Name, Mode: 0o644, Size: int64(len(f.Data)), Format: tar.FormatUSTAR}
		if err := out.WriteHeader(&header); err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
		if _, err := out.Write(f.Data); err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	return nil
}

func traceName(hex string, day time.Time) string {
	return path.Join(day.Format("2006/01/02"), "traces", hex[len(hex)-2:], "trace_full_"+hex+".json")
}

// byAircraft groups flights by address, each group in order of departure.
func byAircraft(flights []Flight) [][]Flight {
	sorted := slices.Clone(flights)
	slices.SortStableFunc(sorted, func(a, b Flight) int {
		return cmp.Or(cmp.Compare(a.Hex, b.Hex), a.Depart.Compare(b.Depart))
	})
	return slices.Collect(func(yield func([]Flight) bool) {
		for len(sorted) > 0 {
			n := 1
			for n < len(sorted) && sorted[n].Hex == sorted[0].Hex {
				n++
			}
			if !yield(sorted[:n:n]) {
				return
			}
			sorted = sorted[n:]
		}
	})
}

// flyAll flies the flights of one aircraft one after the other.
func flyAll(flights []Flight, r Receivers, seed uint64) ([]heard, []Truth, error) {
	if !isHex(flights[0].Hex) {
		return nil, nil, fmt.Errorf("simulate: the address %q is not six lower-case hex digits", flights[0].Hex)
	}
	var all []heard
	var truths []Truth
	var free time.Time // when the aircraft is at the gate again
	for i, f := range flights {
		// Each flight has its own randomness: another one before it does not change it.
		rnd := rand.New(rand.NewPCG(seed, uint64(f.Depart.UnixMilli())^hash(f.Hex)))
		points, truth := Fly(f, r, rnd)
		if i > 0 && f.Depart.Before(free) {
			return nil, nil, fmt.Errorf("simulate: %s leaves %s at %s, but arrives there only at %s; let it leave later",
				f.Hex, truth.From, f.Depart.UTC().Format(time.RFC3339), free.Format(time.RFC3339))
		}
		free = truth.OnBlock
		truths = append(truths, truth)
		for _, p := range points {
			if n := len(all); n > 0 && p.Time <= all[n-1].Time {
				continue // both flights tell of the same minutes at the gate
			}
			all = append(all, heard{p, f.Callsign})
		}
	}
	return all, truths, nil
}

func hash(s string) (h uint64) {
	for _, c := range []byte(s) {
		h = h*1099511628211 + uint64(c)
	}
	return h
}

func isHex(s string) bool {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) == 6
}

func packed(text []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(text); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
