package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document/fetch"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// fleetCmd keeps registries of aircraft.
type fleetCmd struct {
	Pull fleetPullCmd  `cmd:"" help:"Fetch or read one registry and keep it with its date: the only aircraft command that uses the network, and only for what you name."`
	List fleetPullsCmd `cmd:"" help:"The registries that were pulled."`
}

// placesCmd keeps runway data.
type placesCmd struct {
	Pull placesPullCmd  `cmd:"" help:"Fetch or read OurAirports' runways.csv and keep it; later scans use it and name it by its hash."`
	List placesPullsCmd `cmd:"" help:"The runway data that was pulled."`

	Schedule placesScheduleCmd `cmd:"" help:"Keep a schedule of arrivals: coverage is then a share of it."`
}

// sources are the names that stand for an address of the network. Anything else is an
// address of the user's own, or a name for a file.
var (
	fleetSources = map[string]string{
		"tar1090-db":   "https://raw.githubusercontent.com/wiedehopf/tar1090-db/csv/aircraft.csv.gz",
		"faa":          "https://registry.faa.gov/database/ReleasableAircraft.zip",
		"vrs-airlines": "https://raw.githubusercontent.com/vradarserver/standing-data/main/airlines/schema-01/airlines.csv",
		"vrs-blocks":   "https://raw.githubusercontent.com/vradarserver/standing-data/main/code-blocks/schema-01/code-blocks.csv",
	}
	placeSources = map[string]string{"runways": "https://davidmegginson.github.io/ourairports-data/runways.csv"}
)

const (
	// maxPull bounds one pulled file: the United States' registry is under 100 MB packed.
	maxPull = 256 << 20
	// pullTime is how long a pull may take: 100 MB on a slow line.
	pullTime = 10 * time.Minute
)

// pullFlags are what both pulls take.
type pullFlags struct {
	From         string `placeholder:"FILE" type:"path" help:"Read this file instead of the network; - is standard input."`
	Day          string `placeholder:"DATE" help:"The day that the table speaks of; today if not given."`
	JSON         bool   `help:"Print the record as JSON."`
	AllowPrivate bool   `help:"Let a URL lead to a private or loopback address (your own server)."`
	IgnoreRobots bool   `help:"Fetch although the site's robots.txt asks automatic readers to stay away."`
}

type fleetPullCmd struct {
	Source string `arg:"" optional:"" help:"tar1090-db, faa, vrs-airlines, vrs-blocks, an http(s) address, or with --from your name for the file: pulls of one name follow each other."`
	pullFlags
}

func (c fleetPullCmd) Run(a *app) error {
	p, err := c.get(a, c.Source, fleetSources)
	if err != nil {
		return err
	}
	r, err := fleet.ReadRegistry(p.Raw)
	if err != nil {
		return fmt.Errorf("fleet pull %s: %w; nothing was kept", p.Name, err)
	}
	p.Kind, p.Format, p.Rows, p.Entries, p.BadRows = store.PullFleet, r.Format, r.Rows, r.Entries, r.BadRows
	for _, b := range r.Bad {
		p.BadLines = append(p.BadLines, b.Line)
		fmt.Fprintf(a.stderr, "left out: line %d: %s\n", b.Line, b.Reason)
	}
	if more := r.BadRows - len(r.Bad); more > 0 {
		fmt.Fprintf(a.stderr, "left out: %d more row(s)\n", more)
	}
	return c.keep(a, p)
}

type placesPullCmd struct {
	Source string `arg:"" optional:"" default:"runways" help:"runways, or an http(s) address of a copy of OurAirports' runways.csv."`
	pullFlags
}

func (c placesPullCmd) Run(a *app) error {
	p, err := c.get(a, c.Source, placeSources)
	if err != nil {
		return err
	}
	with, problems, err := place.Embedded().WithRunways(bytes.NewReader(p.Raw))
	if err != nil {
		return fmt.Errorf("places pull: %w; nothing was kept", err)
	}
	for ap := range with.All() {
		p.Rows += len(ap.Runways)
	}
	if p.Rows == 0 || len(problems) > p.Rows/4 {
		return fmt.Errorf("places pull: %d runway(s) can be used and %d row(s) cannot be believed: this is no copy of OurAirports' runways.csv, or its columns were exchanged; nothing was kept", p.Rows, len(problems))
	}
	p.Kind, p.Format, p.BadRows = store.PullRunways, "OurAirports runways", len(problems)
	for _, b := range problems[:min(len(problems), 20)] {
		fmt.Fprintf(a.stderr, "left out: %v\n", b)
	}
	return c.keep(a, p)
}

// get takes the bytes from the file or the address that the user named.
func (f pullFlags) get(a *app, source string, known map[string]string) (store.Pull, error) {
	day, err := parseDay("--day", f.Day)
	if err != nil {
		return store.Pull{}, err
	}
	p := store.Pull{Name: fleet.Clean(source), Retrieved: a.now().UTC()}
	url := known[source]
	if strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://") {
		url = source
	}
	switch {
	case f.From == "-":
		p.File = "standard-input"
		p.Raw, err = io.ReadAll(io.LimitReader(a.stdin, maxPull+1))
	case f.From != "":
		p.File = filepath.Base(f.From)
		p.Raw, err = readFile(f.From)
	case url == "":
		return p, exitError{Usage, fmt.Errorf("pull %q: give one of %s, an http(s) address, or --from FILE", source, strings.Join(slices.Sorted(maps.Keys(known)), ", "))}
	default:
		var meta fetch.Meta
		p.Raw, meta, err = fetch.Get(a.ctx, url, fetch.Options{AllowPrivate: f.AllowPrivate, IgnoreRobots: f.IgnoreRobots, Now: a.now, MaxBytes: maxPull, Within: pullTime})
		p.URL, p.Retrieved = meta.FinalURL, meta.Retrieved
	}
	if err == nil && len(p.Raw) > maxPull {
		err = fmt.Errorf("larger than %d MiB", maxPull>>20)
	}
	if err == nil && len(p.Raw) == 0 {
		err = errors.New("it is empty")
	}
	if err != nil {
		return p, fmt.Errorf("pull: %w", err)
	}
	if p.Name == "" {
		p.Name = fleet.Clean(p.File)
	}
	if day.IsZero() {
		day = p.Retrieved
	}
	p.Day = day.Format(time.DateOnly)
	return p, nil
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxPull+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return raw, nil
}

// keep records a pull and says what it is.
func (f pullFlags) keep(a *app, p store.Pull) error {
	return a.withStore(func(st *store.Store) error {
		rec, added, err := st.AddPull(a.ctx, p)
		if err != nil {
			return err
		}
		if f.JSON {
			if err := a.printJSON(rec); err != nil {
				return err
			}
		} else {
			if !added {
				fmt.Fprintln(a.stdout, "Nothing new: these bytes of this name and day were kept before.")
			}
			a.printPull(rec)
		}
		if p.BadRows > 0 {
			return exitError{Skipped, fmt.Errorf("%d row(s) left out, see the list above", p.BadRows)}
		}
		return nil
	})
}

func (a *app) printPull(r store.PullRecord) {
	from := r.URL
	if from == "" {
		from = "file " + r.File
	}
	fmt.Fprintf(a.stdout, "%s  of %s  %s: %d row(s), %d left out\n  SHA-256 %s, %d bytes, retrieved %s from %s, ledger record %d\n",
		r.Name, r.Day, r.Format, r.Rows, r.BadRows, r.Hash, r.Bytes, r.Retrieved.Format("2006-01-02 15:04Z"), from, r.Seq)
}

type fleetPullsCmd struct {
	JSON bool `help:"Print as JSON."`
}

func (c fleetPullsCmd) Run(a *app) error { return a.listPulls(store.PullFleet, c.JSON) }

type placesPullsCmd struct {
	JSON bool `help:"Print as JSON."`
}

func (c placesPullsCmd) Run(a *app) error { return a.listPulls(store.PullRunways, c.JSON) }

func (a *app) listPulls(kind string, asJSON bool) error {
	return a.withStore(func(st *store.Store) error {
		list, err := st.Pulls(a.ctx, kind)
		if err != nil {
			return err
		}
		if asJSON {
			if list == nil {
				list = []store.PullRecord{}
			}
			return a.printJSON(list)
		}
		for _, r := range list {
			a.printPull(r)
		}
		fmt.Fprintf(a.stdout, "%d pull(s)\n", len(list))
		return nil
	})
}
