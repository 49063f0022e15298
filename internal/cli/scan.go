package cli

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/scan"
	"github.com/charterwatch/charterwatch/internal/store"
)

// scanCmd reads traces to legs.
type scanCmd struct {
	Paths   []string `arg:"" help:"Positions: readsb traces, aircraft.json, SBS-1 logs, OpenSky state vectors; files, folders, globe_history layout, .tar, .tar.gz, split .tar.aa."`
	Fleet   string   `placeholder:"LIST" help:"Only these aircraft: a file of addresses, one a line, or addresses with commas."`
	World   bool     `help:"A whole world day: legs only, raw traces are not kept."`
	Workers int      `help:"Parallel readers; the number of processors if not given."`
	JSON    bool     `help:"Print the summary as JSON."`
}

func (c scanCmd) Run(a *app) error {
	fleet, err := readFleet(c.Fleet)
	if err != nil {
		return err
	}
	// A scan's memory is small and short-lived: collecting it less often is faster and stays
	// far below the 250 MB that a scan may take; at 400 it took 300 and was no faster.
	defer debug.SetGCPercent(debug.SetGCPercent(250))
	go place.Embedded() // read beside the opening of the workspace and the listing; airports waits for it
	return a.withStore(func(st *store.Store) error {
		airports, err := a.airports()
		if err != nil {
			return err
		}
		bar := a.progress("scan")
		sum, err := scan.Run(a.ctx, st, c.Paths, scan.Options{
			Airports: airports, Runways: a.runways, Workers: c.Workers, Fleet: fleet, World: c.World,
			Until: a.now().Add(24 * time.Hour), Progress: bar.set,
		})
		bar.finish()
		if c.JSON {
			if jerr := a.printJSON(sum); jerr != nil {
				return jerr
			}
		} else {
			a.printScan(sum)
		}
		if errors.Is(err, scan.ErrNothing) && sum.Inputs == 0 {
			return fmt.Errorf("%w: %s", err, emptyWords(c.Paths))
		}
		if err != nil {
			return err
		}
		if !c.JSON && len(sum.Legs) > 0 && len(sum.Legs) <= 20 {
			if err := a.printLegs(st, store.LegFilter{IDs: sum.Legs}); err != nil {
				return err
			}
		}
		return skippedError(len(sum.Skipped))
	})
}

func (a *app) printScan(s scan.Summary) {
	fmt.Fprintf(a.stdout, "%d input(s): %d read (%d aircraft, %d positions), %d already there, %d skipped\n",
		s.Inputs, s.Read, s.Aircraft, s.Points, s.AlreadyThere, len(s.Skipped))
	fmt.Fprintf(a.stdout, "%d leg(s) added, %d unchanged, %d superseded\n", s.LegsAdded, s.LegsSame, s.LegsReplaced)
	if s.LegsReplaced > 0 {
		fmt.Fprintln(a.stdout, "  superseded: earlier versions of legs, by legs made of the new files and of those kept from earlier scans together; the earlier versions stay in the ledger")
	}
	if s.NonICAO > 0 {
		fmt.Fprintf(a.stdout, "  no ICAO address (~): %d of the aircraft, %d positions: never an identity, so they make no legs\n", s.NonICAO, s.NonICAOAt)
	}
	if s.Read == 0 && s.AlreadyThere > 0 {
		fmt.Fprintln(a.stdout, "Nothing new: everything here had been scanned before.")
	}
	for _, f := range s.Files[:min(len(s.Files), listShown)] {
		fmt.Fprintf(a.stdout, "  %s: %s, %d row(s), %d aircraft, %d positions", f.Name, f.Format, f.Rows, f.Aircraft, f.Positions)
		for _, c := range []struct {
			n    int
			what string
		}{{f.NoPosition, "without a position"}, {f.Repeated, "told again"}, {f.Stale, "too old when written"}, {f.Backwards, "with time running backwards"}} {
			if c.n > 0 {
				fmt.Fprintf(a.stdout, ", %d %s", c.n, c.what)
			}
		}
		fmt.Fprintln(a.stdout)
		for _, taken := range f.Assumed {
			fmt.Fprintf(a.stdout, "    taken for granted: %s\n", taken)
		}
	}
	for _, d := range s.Incomplete[:min(len(s.Incomplete), listShown)] {
		fmt.Fprintf(a.stdout, "  incomplete: %d of %d folders of %s/: what the others hold was not looked at\n", d.Folders, archive.Folders, path.Join(d.Archive, d.Name))
	}
	if more := len(s.Incomplete) - listShown; more > 0 {
		fmt.Fprintf(a.stdout, "  incomplete: %d more day(s), %d in all; --json names them\n", more, len(s.Incomplete))
	}
	reasons := make([]string, 0, len(s.Rejected))
	for r := range s.Rejected {
		reasons = append(reasons, r)
	}
	slices.Sort(reasons)
	for _, r := range reasons {
		fmt.Fprintf(a.stdout, "  rows not used: %d, %s%s\n", s.Rejected[r], r, firstOf(r, s.Rejections))
	}
	for _, r := range slices.Sorted(maps.Keys(s.Cleaned)) {
		fmt.Fprintf(a.stdout, "  rows used, not as they stood: %d, %s\n", s.Cleaned[r], r)
	}
	for _, n := range s.NoLeg[:min(len(s.NoLeg), noLegShown)] {
		fmt.Fprintf(a.stdout, "  no leg: %s (%s): %s\n", n.Name, n.Hex, n.Reason)
	}
	if more := s.NoLegs - noLegShown; more > 0 {
		fmt.Fprintf(a.stdout, "  no leg: %d more trace(s), %d in all; --json names them\n", more, s.NoLegs)
	}
	for _, k := range s.Skipped {
		fmt.Fprintf(a.stdout, "  skipped: %s: %s\n", k.Name, k.Reason)
	}
}

// emptyWords says where no input was found.
func emptyWords(paths []string) string {
	words := make([]string, len(paths))
	for i, p := range paths {
		words[i] = p + " holds no file of positions"
		if entries, err := os.ReadDir(p); err == nil && len(entries) == 0 {
			words[i] = "the folder " + p + " is empty"
		}
	}
	return strings.Join(words, "; ")
}

// listShown is how many files of many aircraft, or incomplete days, are printed.
const listShown = 20

// noLegShown is how many traces without a leg are printed: a world day has thousands.
const noLegShown = 20

// firstOf names the file and the place of the first row that was not used for a reason.
func firstOf(reason string, rows []scan.RejectedRow) string {
	for _, r := range rows {
		if r.Reason == reason {
			place := fmt.Sprintf(" (first: %s row %d", r.Name, r.Row)
			if r.Offset >= 0 {
				place += fmt.Sprintf(", byte %d", r.Offset)
			}
			return place + ")"
		}
	}
	return ""
}

// readFleet takes a file with one address a line ("#" starts a comment) or a list with commas.
func readFleet(arg string) (map[string]bool, error) {
	if arg == "" {
		return nil, nil
	}
	words := strings.Split(arg, ",")
	if f, err := os.Open(arg); err == nil {
		defer f.Close()
		words = nil
		for sc := bufio.NewScanner(f); sc.Scan(); {
			line, _, _ := strings.Cut(sc.Text(), "#")
			if fs := strings.Fields(line); len(fs) > 0 {
				words = append(words, fs[0])
			}
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("fleet list: %w", err)
	}
	fleet := map[string]bool{}
	for _, w := range words {
		w = strings.ToLower(strings.TrimSpace(w))
		if !isHex(w) {
			return nil, exitError{Usage, fmt.Errorf("fleet list: %q is neither a file nor a six-digit hex address", w)}
		}
		fleet[w] = true
	}
	return fleet, nil
}

func isHex(s string) bool {
	s = strings.TrimPrefix(s, "~")
	return len(s) == 6 && strings.Trim(s, "0123456789abcdef") == ""
}
