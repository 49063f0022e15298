package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight/measure"
	"github.com/charterwatch/charterwatch/internal/place"
)

// benchAccuracyCmd measures how right legs and purposes are, on the simulator's hold-out
// seeds and on real data, each figure beside its target. Definitions stand in package measure.
type benchAccuracyCmd struct {
	Data        string `placeholder:"DIR" help:"The folder of real data; ../shared/data if it is there."`
	Seeds       string `default:"8000-8399" help:"The seeds of the simulator, first-last. 8000 to 8399 are the hold-out: never tune on them."`
	Quick       bool   `help:"One seed in ten."`
	JSON        bool   `name:"json" help:"The same as JSON."`
	Failures    string `placeholder:"FILE" help:"Write what was wrong, with its seed, to a file."`
	Reliability string `placeholder:"FILE" help:"Write the reliability diagram as SVG to a file."`
}

// accuracyRow is one figure beside its target.
type accuracyRow struct {
	Measure string  `json:"measure"`
	Value   float64 `json:"value"`
	Text    string  `json:"text"`   // the value as it is read
	Of      int     `json:"of"`     // cases that it is made of
	Target  string  `json:"target"` // "" where none is set
	Reached *bool   `json:"reached"`
}

type accuracySection struct {
	Name        string        `json:"name"`
	Note        string        `json:"note,omitempty"`
	Rows        []accuracyRow `json:"rows"`
	Reliability []measure.Bin `json:"reliability,omitempty"`
}

// accuracyRun is a measurement on the way.
type accuracyRun struct {
	a        *app
	cmd      benchAccuracyCmd
	data     string // "" where there is none
	seeds    []uint64
	plain    *place.Airports
	runways  *place.Airports // plain where there is no runway data
	sections []accuracySection
	failures []string
	lost     measure.Score // of the simulated dark ends, to set beside the real ones
}

func (c benchAccuracyCmd) Run(a *app) error {
	start := time.Now()
	r := &accuracyRun{a: a, cmd: c, plain: place.Embedded()}
	if err := r.prepare(); err != nil {
		return err
	}
	for _, section := range []func() error{r.holdOut, r.dark, r.scenarios, r.season, r.discovery, r.real} {
		if err := section(); err != nil {
			return fmt.Errorf("bench accuracy: %w", err)
		}
	}
	missed := 0
	for _, s := range r.sections {
		for _, row := range s.Rows {
			if row.Reached != nil && !*row.Reached {
				missed++
			}
		}
	}
	if c.Failures != "" {
		if err := os.WriteFile(c.Failures, []byte(strings.Join(r.failures, "\n")+"\n"), 0o644); err != nil {
			return fmt.Errorf("bench accuracy: %w", err)
		}
	}
	if c.JSON {
		if err := a.printJSON(map[string]any{"seeds": c.Seeds, "quick": c.Quick, "data": r.data != "", "missed": missed, "sections": r.sections}); err != nil {
			return err
		}
	} else {
		r.print(time.Since(start))
	}
	if missed > 0 {
		return exitError{Skipped, fmt.Errorf("bench accuracy: %d target(s) missed, see the table", missed)}
	}
	return nil
}

// prepare reads the seeds and finds the data.
func (r *accuracyRun) prepare() error {
	from, to, ok := strings.Cut(r.cmd.Seeds, "-")
	first, err := strconv.ParseUint(from, 10, 32)
	last, err2 := strconv.ParseUint(to, 10, 32)
	if !ok || err != nil || err2 != nil || last < first {
		return exitError{Usage, fmt.Errorf("--seeds %q: give two numbers such as 8000-8399", r.cmd.Seeds)}
	}
	step := uint64(1)
	if r.cmd.Quick {
		step = 10
	}
	for s := first; s <= last; s += step {
		r.seeds = append(r.seeds, s)
	}
	r.data, r.runways = r.cmd.Data, r.plain
	if r.data == "" {
		r.data = filepath.Join("..", "shared", "data")
		if _, err := os.Stat(r.data); err != nil {
			r.data = ""
			return nil
		}
	}
	f, err := os.Open(filepath.Join(r.data, "ourairports", "runways.csv"))
	if err != nil {
		return fmt.Errorf("bench accuracy: --data: %w", err)
	}
	defer f.Close()
	if r.runways, _, err = r.plain.WithRunways(f); err != nil {
		return fmt.Errorf("bench accuracy: %w", err)
	}
	return nil
}

// eachSeed works on the seeds with every processor and hands the results over in their order.
func eachSeed[T any](r *accuracyRun, what string, work func(seed uint64) (T, error), take func(seed uint64, t T)) error {
	out := make([]T, len(r.seeds))
	errs := make([]error, len(r.seeds))
	bar := r.a.progress(what)
	defer bar.finish()
	next := make(chan int)
	done := make(chan struct{}, len(r.seeds))
	var wg sync.WaitGroup
	for range runtime.NumCPU() {
		wg.Go(func() {
			for i := range next {
				out[i], errs[i] = work(r.seeds[i])
				done <- struct{}{}
			}
		})
	}
	go func() {
		defer close(next)
		for i := range r.seeds {
			select {
			case next <- i:
			case <-r.a.ctx.Done():
				return
			}
		}
	}()
	go func() { wg.Wait(); close(done) }()
	n := 0
	for range done {
		n++
		bar.set(n, len(r.seeds))
	}
	if err := r.a.ctx.Err(); err != nil {
		return err
	}
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("seed %d: %w", r.seeds[i], err)
		}
		take(r.seeds[i], out[i])
	}
	return nil
}

// airportsFor gives every second seed the airports without runways, as the program has
// them until somebody loads some; the flights are flown on the real runways all the same.
func (r *accuracyRun) airportsFor(seed uint64) *place.Airports {
	if seed%2 == 1 {
		return r.plain
	}
	return r.runways
}

func (r *accuracyRun) print(took time.Duration) {
	w := r.a.stdout
	hold := ""
	if r.seeds[0] >= sim.HoldOutFirst && r.seeds[len(r.seeds)-1] <= sim.HoldOutLast {
		hold = ", the hold-out"
	}
	fmt.Fprintf(w, "%d seeds of %s%s; %s\n", len(r.seeds), r.cmd.Seeds, hold, round(took))
	if r.data == "" {
		fmt.Fprintln(w, "No real data: ../shared/data is not there and --data was not given. Only simulated flights were measured, without runway data.")
	}
	for _, s := range r.sections {
		fmt.Fprintf(w, "\n%s\n", s.Name)
		if s.Note != "" {
			fmt.Fprintf(w, "  %s\n", s.Note)
		}
		for _, row := range s.Rows {
			word := ""
			if row.Reached != nil {
				word = map[bool]string{true: "reached", false: "missed"}[*row.Reached]
			}
			fmt.Fprintf(w, "  %-58s %10s  of %6d  %-9s %s\n", row.Measure, row.Text, row.Of, row.Target, word)
		}
		if len(s.Reliability) > 0 {
			fmt.Fprintln(w, "\n  stated        ends   mean stated   right")
			for _, b := range s.Reliability {
				if b.Ends > 0 {
					fmt.Fprintf(w, "  %.2f-%.2f %8d   %11.3f   %5.3f\n", b.From, b.To, b.Ends, b.Said, b.Right)
				}
			}
		}
	}
}

// share is a row of a share of something.
func share(name string, r measure.Ratio) accuracyRow {
	return accuracyRow{Measure: name, Value: r.Share(), Text: fmt.Sprintf("%.2f %%", 100*r.Share()), Of: r.Of}
}

// perThousand is a row of a share in thousandths.
func perThousand(name string, r measure.Ratio) accuracyRow {
	return accuracyRow{Measure: name, Value: 1000 * r.Share(), Text: fmt.Sprintf("%.2f/1000", 1000*r.Share()), Of: r.Of}
}

// count is a row of how many of so many.
func count(name string, r measure.Ratio) accuracyRow {
	return accuracyRow{Measure: name, Value: float64(r.Yes), Text: strconv.Itoa(r.Yes), Of: r.Of}
}

// atLeast and below set a row's target. A row that is made of nothing reaches none.
func (row accuracyRow) atLeast(bound float64, text string) accuracyRow {
	return row.judged(row.Value >= bound, ">= "+text)
}

func (row accuracyRow) below(bound float64, text string) accuracyRow {
	return row.judged(row.Value < bound, "< "+text)
}

func (row accuracyRow) exactly(n int) accuracyRow {
	return row.judged(row.Value == float64(n), strconv.Itoa(n))
}

func (row accuracyRow) judged(reached bool, target string) accuracyRow {
	reached = reached && row.Of > 0
	row.Target, row.Reached = target, &reached
	return row
}

// dataFile opens a file of the real data; nil where it is absent.
func (r *accuracyRun) dataFile(name string) (*os.File, error) {
	f, err := os.Open(filepath.Join(r.data, name))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("real data: %s is missing in %s", name, r.data)
	}
	return f, err
}
