package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
)

// placesScheduleCmd keeps a schedule of arrivals.
type placesScheduleCmd struct {
	File string `arg:"" optional:"" type:"path" help:"CSV with a head: airport, time (2025-09-29T14:05Z) or hour (2025-09-29T14, UTC), and if you have them arrivals and callsign. Without a file, the schedules that are kept."`
	Name string `placeholder:"NAME" help:"What to call the source; the file's name if not given."`
	JSON bool   `help:"Print the record as JSON."`
}

func (c placesScheduleCmd) Run(a *app) error {
	if c.File == "" {
		return a.listPulls(store.PullSchedule, c.JSON)
	}
	airports, err := a.airports()
	if err != nil {
		return err
	}
	raw, err := readFile(c.File)
	if err != nil {
		return fmt.Errorf("places schedule: %w", err)
	}
	if len(raw) > maxPull {
		return errors.New("places schedule: the file is larger than 256 MiB")
	}
	if err := release.RefuseIdentity(string(raw)); err != nil {
		return exitError{Usage, fmt.Errorf("places schedule %s: %w; nothing was kept", filepath.Base(c.File), err)}
	}
	p := store.Pull{Kind: store.PullSchedule, Name: c.Name, File: filepath.Base(c.File), Retrieved: a.now().UTC(), Raw: raw, Format: "schedule of arrivals"}
	if p.Name == "" {
		p.Name = p.File
	}
	s, bad, err := journey.ReadSchedule(p.Name, bytes.NewReader(raw), airports)
	if err != nil {
		return fmt.Errorf("places schedule: %w; nothing was kept", err)
	}
	p.Day, p.Rows, p.BadRows = p.Retrieved.Format("2006-01-02"), len(s.Arrivals), len(bad)
	for _, b := range bad {
		if len(p.BadLines) < 20 {
			p.BadLines = append(p.BadLines, b.Line)
			fmt.Fprintf(a.stderr, "left out: line %d: %s\n", b.Line, b.Reason)
		}
	}
	return pullFlags{JSON: c.JSON}.keep(a, p)
}

// withSchedule hands the files of a simulated archive on and writes the arrivals of its truth
// as a schedule: everybody came who was due.
func withSchedule(files iter.Seq2[sim.File, error], path string) iter.Seq2[sim.File, error] {
	if path == "" {
		return files
	}
	return func(yield func(sim.File, error) bool) {
		for f, err := range files {
			if err == nil && f.Name == sim.TruthFile {
				err = writeSchedule(path, f.Data)
			}
			if !yield(f, err) {
				return
			}
		}
	}
}

func writeSchedule(path string, truth []byte) error {
	var t struct {
		Flights []sim.Truth `json:"flights"`
	}
	if err := json.Unmarshal(truth, &t); err != nil {
		return fmt.Errorf("schedule of the truth: %w", err)
	}
	rows := [][]string{{"airport", "time", "arrivals", "callsign"}}
	for _, f := range t.Flights {
		rows = append(rows, []string{f.To, f.Landing.UTC().Format(time.RFC3339), "1", f.Callsign})
	}
	return writeWhole(path, func(w *os.File) error { return web.CSV(w, rows) })
}
