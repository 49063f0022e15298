package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// benchScanCmd times scans of a world day beside their floor: unpacking the same members with
// as many workers and doing nothing with the text. Floor and scans take turns, and each ratio
// is of one round, so that what else the machine does falls on both.
type benchScanCmd struct {
	Archive  string `placeholder:"TAR" help:"An archive to scan; else a simulated world day, as simulate --world writes it."`
	Aircraft int    `default:"3000" help:"Aircraft of the simulated day."`
	Rounds   int    `default:"5" help:"How often floor and scans take turns."`
	Workers  int    `help:"Parallel readers; the number of processors if not given."`

	Floor bool `hidden:"" help:"Only unpack the archive: what the rounds run beside each scan."`
}

// spent is what one run of a program took.
type spent struct {
	wall, processor time.Duration
	memoryMB        int64
}

func (c benchScanCmd) Run(a *app) error {
	if c.Workers <= 0 {
		c.Workers = runtime.NumCPU()
	}
	if c.Floor {
		return c.unpackAll(a.ctx)
	}
	c.Rounds = max(c.Rounds, 1)
	return inTemp(func(dir string) error {
		if c.Archive == "" {
			c.Archive = filepath.Join(dir, "v2025.09.29-planes-readsb-prod-0.tar")
			day := time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC)
			if err := writeArchive(c.Archive, sim.World(1, day, c.Aircraft, place.Embedded())); err != nil {
				return err
			}
		}
		day, err := c.survey(a.ctx)
		if err != nil {
			return err
		}
		fleet := filepath.Join(dir, "fleet.txt")
		if err := os.WriteFile(fleet, []byte(strings.Join(day.everyHundredth, "\n")+"\n"), 0o600); err != nil {
			return fmt.Errorf("bench scan: %w", err)
		}
		fmt.Fprintf(a.stdout, "world day     %d traces, %.2f million points, %.2f GB of JSON from %.0f MB; %d worker(s), %d round(s)\n",
			day.traces, float64(day.points)/1e6, float64(day.text)/1e9, float64(day.stored)/1e6, c.Workers, c.Rounds)
		var v scanTargets
		if err := c.rounds(a, dir, fleet, day, &v); err != nil {
			return err
		}
		if err := c.extraction(a, day.points, &v); err != nil {
			return err
		}
		if v.missed > 0 {
			return exitError{Skipped, fmt.Errorf("bench scan: %d target(s) missed, see above", v.missed)}
		}
		return nil
	})
}

// The targets of a scan, all as ratios in one run or on one core. A ratio of work is held in
// processor time, which neighbours on the machine disturb least, and the clock's stands beside it.
const (
	mostTimesFloor = 2.2
	mostMemoryMB   = 400
	leastFleetGain = 30
	mostUSAPoint   = 0.3
)

// scanTargets counts the targets that were missed.
type scanTargets struct{ missed int }

// on says in words whether a target was reached.
func (v *scanTargets) on(reached bool, target string) string {
	if !reached {
		v.missed++
		return "target " + target + ": missed"
	}
	return "target " + target + ": reached"
}

// rounds lets floor and scans take turns and prints what they took.
func (c benchScanCmd) rounds(a *app, dir, fleet string, day worldDay, v *scanTargets) error {
	modes := []struct {
		name string
		args []string
	}{
		{"floor", []string{"bench", "scan", "--floor", "--archive", c.Archive}},
		{"scan --world", []string{"scan", "--world", c.Archive}},
		{"scan", []string{"scan", c.Archive}},
		{"scan --fleet", []string{"scan", "--world", "--fleet", fleet, c.Archive}},
		{"start", []string{"scan", "--world", "--fleet", "ffffff", c.Archive}}, // nobody: what a scan of none takes
	}
	taken := make([][]spent, len(modes))
	for range c.Rounds {
		for i, m := range modes {
			s, err := c.turn(a, filepath.Join(dir, "workspace"), m.args)
			if err != nil {
				return fmt.Errorf("bench scan: %s: %w", m.name, err)
			}
			taken[i] = append(taken[i], s)
		}
	}
	floor, world := taken[0], taken[1]
	wall := func(s spent) float64 { return s.wall.Seconds() }
	processor := func(s spent) float64 { return s.processor.Seconds() }
	for i, m := range modes[:4] {
		var memory int64
		for _, s := range taken[i] {
			memory = max(memory, s.memoryMB)
		}
		seconds := spread(ratios(taken[i], nil, wall))
		fmt.Fprintf(a.stdout, "%-13s %s s", m.name, seconds)
		if i < 3 {
			fmt.Fprintf(a.stdout, ", %.2f million points/s", float64(day.points)/1e6/seconds.median)
		}
		fmt.Fprintf(a.stdout, "; at most %d MB\n", memory)
		switch i {
		case 1, 2:
			times := spread(ratios(taken[i], floor, processor))
			fmt.Fprintf(a.stdout, "%13s %s times the floor in processor time, %s by the clock\n", "", times, spread(ratios(taken[i], floor, wall)))
			if i == 1 {
				fmt.Fprintf(a.stdout, "%13s %s; %s\n", "", v.on(times.median <= mostTimesFloor, fmt.Sprintf("at most %.1f times in processor time", mostTimesFloor)),
					v.on(memory <= mostMemoryMB, fmt.Sprintf("at most %d MB", mostMemoryMB)))
			}
		case 3:
			start := taken[4]
			fmt.Fprintf(a.stdout, "%13s %d of %d aircraft: scan --world takes %s times as long by the clock, %s times the processor time, the start of the program included\n", "",
				len(day.everyHundredth), day.traces, spread(ratios(world, taken[i], wall)), spread(ratios(world, taken[i], processor)))
			fmt.Fprintf(a.stdout, "%13s the start and the list of the archive take %s s; without them in both, scan --world takes %s times as long by the clock, %s times the processor time\n", "",
				spread(ratios(start, nil, wall)), spread(ratios(less(world, start), less(taken[i], start), wall)), spread(ratios(less(world, start), less(taken[i], start), processor)))
			fmt.Fprintf(a.stdout, "%13s %s\n", "", v.on(spread(ratios(world, taken[i], wall)).median >= leastFleetGain, fmt.Sprintf("at least %d times by the clock, the start included", leastFleetGain)))
		}
	}
	return nil
}

// less takes from each round what the start took in it.
func less(all, start []spent) []spent {
	out := make([]spent, len(all))
	for i := range all {
		out[i] = spent{wall: max(all[i].wall-start[i].wall, time.Millisecond), processor: max(all[i].processor-start[i].processor, time.Millisecond)}
	}
	return out
}

// ratios compares round with round; without a base they are the figures themselves.
func ratios(of, base []spent, figure func(spent) float64) []float64 {
	out := make([]float64, len(of))
	for i := range of {
		out[i] = figure(of[i])
		if base != nil {
			out[i] /= figure(base[i])
		}
	}
	return out
}

// spreadOf is a median with the least and the most of several rounds.
type spreadOf struct{ least, median, most float64 }

func spread(figures []float64) spreadOf {
	s := slices.Sorted(slices.Values(figures))
	return spreadOf{s[0], s[len(s)/2], s[len(s)-1]}
}

func (s spreadOf) String() string {
	return fmt.Sprintf("%.2f (%.2f to %.2f)", s.median, s.least, s.most)
}

// worldDay is what is in the archive.
type worldDay struct {
	traces, points, text, stored int
	everyHundredth               []string
}

func (c benchScanCmd) survey(ctx context.Context) (day worldDay, err error) {
	err = c.each(ctx, 1, func() func(archive.Input, []byte) error {
		var buf []byte
		var track adsb.Track
		return func(in archive.Input, raw []byte) error {
			text, err := archive.Decompress(raw, buf)
			if err != nil {
				return err
			}
			if in.Hex != "" && day.traces%100 == 50 {
				day.everyHundredth = append(day.everyHundredth, in.Hex)
			}
			track.Reset()
			if err := readsb.Parse(text, adsb.Member{Name: in.Name}, &track); err != nil {
				return fmt.Errorf("%s: %w", in.Name, err)
			}
			day.traces++
			day.points, day.text, day.stored = day.points+len(track.Points), day.text+len(text), day.stored+len(raw)
			buf = text
			return nil
		}
	})
	if err == nil && len(day.everyHundredth) == 0 {
		err = fmt.Errorf("bench scan: %d traces are too few", day.traces)
	}
	return day, err
}

// unpackAll is the floor: klauspost's gzip reader over every member, the text thrown away.
func (c benchScanCmd) unpackAll(ctx context.Context) error {
	return c.each(ctx, c.Workers, func() func(archive.Input, []byte) error {
		var z gzip.Reader
		var buf bytes.Buffer
		return func(in archive.Input, raw []byte) error {
			if err := z.Reset(bytes.NewReader(raw)); err != nil {
				return fmt.Errorf("%s: %w", in.Name, err)
			}
			buf.Reset()
			_, err := z.WriteTo(&buf)
			return err
		}
	})
}

// each reads the members of the archive with some workers, each of which has a function of its own.
func (c benchScanCmd) each(ctx context.Context, workers int, newWorker func() func(archive.Input, []byte) error) error {
	listing, err := archive.Walk(ctx, []string{c.Archive}, archive.Options{})
	if err != nil {
		return fmt.Errorf("bench scan: %w", err)
	}
	defer listing.Close()
	var wg sync.WaitGroup
	inputs := make(chan archive.Input)
	failed := make([]error, workers)
	for i := range workers {
		wg.Go(func() {
			do := newWorker()
			for in := range inputs {
				raw, err := in.Open()
				if err == nil {
					err = do(in, raw)
				}
				failed[i] = cmp.Or(failed[i], err)
			}
		})
	}
	for _, in := range listing.Inputs {
		inputs <- in
	}
	close(inputs)
	wg.Wait()
	if err := cmp.Or(failed...); err != nil {
		return fmt.Errorf("bench scan: %w", err)
	}
	return nil
}

// turn runs this same program on a new workspace, so that time and memory are its own.
func (c benchScanCmd) turn(a *app, workspace string, args []string) (spent, error) {
	self, err := os.Executable()
	if err != nil {
		return spent{}, err
	}
	defer os.RemoveAll(workspace)
	quiet := *a
	quiet.stdout = io.Discard
	if err := (initCmd{Dir: workspace}).Run(&quiet); err != nil {
		return spent{}, err
	}
	var out bytes.Buffer
	args = append([]string{"--workspace", workspace}, args...)
	cmd := exec.CommandContext(a.ctx, self, append(args, "--workers", fmt.Sprint(c.Workers))...)
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	err = cmd.Run()
	s := spent{wall: time.Since(start), memoryMB: -1}
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == Nothing) { // a fleet of nobody
		return spent{}, fmt.Errorf("%w: %s", err, out.String())
	}
	s.processor = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.memoryMB = u.Maxrss >> 10 // kilobytes on Linux
	}
	return s, nil
}

// extraction times Finish and Extract alone, on one core, on every trace of the day.
func (c benchScanCmd) extraction(a *app, points int, v *scanTargets) error {
	airports, err := a.airports()
	if err != nil {
		return err
	}
	var perPoint []float64
	for range c.Rounds {
		var took time.Duration
		err := c.each(a.ctx, 1, func() func(archive.Input, []byte) error {
			var buf []byte
			var track adsb.Track
			runtime.LockOSThread() // whose time is read; it ends with its goroutine
			return func(in archive.Input, raw []byte) (err error) {
				if buf, err = archive.Decompress(raw, buf); err != nil {
					return err
				}
				track.Reset()
				if err := readsb.Parse(buf, adsb.Member{Name: in.Name}, &track); err != nil {
					return err
				}
				start := threadTime()
				track.Finish()
				flight.Extract(&track, airports)
				took += threadTime() - start
				return nil
			}
		})
		if err != nil {
			return err
		}
		perPoint = append(perPoint, took.Seconds()*1e6/float64(points))
	}
	each := spread(perPoint)
	fmt.Fprintf(a.stdout, "extraction    %s us a point on one core (Finish and Extract, processor time); %s\n", each,
		v.on(each.median <= mostUSAPoint, fmt.Sprintf("at most %.1f", mostUSAPoint)))
	return nil
}

// threadTime is the processor time of this thread, so that neighbours on the machine do not
// count; where the system does not tell it, the clock's.
func threadTime() time.Duration {
	const thisThread = 1 // RUSAGE_THREAD of Linux
	var u syscall.Rusage
	if syscall.Getrusage(thisThread, &u) != nil {
		return time.Since(processStart)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

var processStart = time.Now()
