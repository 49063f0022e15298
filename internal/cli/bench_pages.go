package cli

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// benchPagesCmd times every kind of page of a full workspace with many readers at once.
type benchPagesCmd struct {
	Scale   float64 `default:"1" help:"Share of 10,000 operations, 200,000 statements and a million legs; 0.01 is a quick run."`
	Readers int     `default:"50" help:"Readers at once; none waits between two pages."`
	Each    int     `default:"20" help:"Pages that each reader opens of each kind."`
	Dir     string  `placeholder:"FOLDER" help:"Keep the workspace here, and use it where it is there already."`
}

// The limits, from the issue.
const (
	pageMedian   = 100 * time.Millisecond
	pageSlow     = 300 * time.Millisecond // of the slowest of a hundred
	pageKB       = 100
	confrontTime = 50 * time.Millisecond // of an operation of 200 statements
)

func (c benchPagesCmd) Run(a *app) error {
	if c.Dir != "" {
		return c.in(a, c.Dir)
	}
	return inTemp(func(dir string) error { return c.in(a, dir) })
}

func (c benchPagesCmd) in(a *app, dir string) error {
	quiet := *a
	quiet.stdout, quiet.stderr, quiet.workspace = discard{}, discard{}, filepath.Join(dir, "workspace") // copies of a leg have no rows: no warning for each
	b := board{operations: max(20, int(10000*c.Scale)), each: 20, legs: max(100, int(1e6*c.Scale))}
	if _, err := os.Stat(quiet.workspace); err != nil {
		if err := (demoCmd{NoServe: true, Dir: dir}).Run(&quiet); err != nil {
			return err
		}
		start := time.Now()
		if err := quiet.withStore(func(st *store.Store) error { return b.fill(&quiet, st) }); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "made   the workspace in %s\n", round(time.Since(start)))
	}
	return quiet.withStore(func(st *store.Store) error {
		counts, err := st.Counts(a.ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "pages  of %d operations, %d statements, %d legs of %d aircraft; %d readers at once, %d processor(s)\n",
			counts.Operations, counts.Statements, counts.Legs, counts.Aircraft, c.Readers, runtime.NumCPU())
		if err := c.confront(a, st); err != nil {
			return err
		}
		h, err := quiet.handler(st, nil)
		if err != nil {
			return err
		}
		kinds, err := pageKinds(a, st)
		if err != nil {
			return err
		}
		return c.read(a, h, kinds)
	})
}

// confront times the confrontation of the operation of ten reports, and how long its evidence
// takes to be read.
func (c benchPagesCmd) confront(a *app, st *store.Store) error {
	var read, set timings
	statements := 0
	for range 20 {
		start := time.Now()
		e, err := st.Evidence(a.ctx, bigSlug, a.now())
		if err != nil {
			return err
		}
		read = append(read, time.Since(start))
		start = time.Now()
		v := operation.Confront(e)
		set = append(set, time.Since(start))
		statements = v.Statements
	}
	fmt.Fprintf(a.stdout, "confront %d statements: %s (limit %s: %s); reading them: %s\n", statements, set, confrontTime, met(set.at(0.5) <= confrontTime), read)
	return nil
}

// at is the measurement that a share of them does not exceed.
func (t timings) at(share float64) time.Duration {
	s := slices.Sorted(slices.Values(t))
	return s[min(len(s)-1, int(share*float64(len(s))))]
}

// pageKind is a kind of page with the addresses that readers open of it.
type pageKind struct {
	name  string
	paths []string
}

// readersOpen is how many different things of a kind the readers open.
const readersOpen = 100

func pageKinds(a *app, st *store.Store) ([]pageKind, error) {
	ops, _, err := st.Operations(a.ctx, store.Page{})
	if err != nil {
		return nil, err
	}
	docs, _, err := st.Documents(a.ctx, store.Page{Limit: readersOpen})
	if err != nil {
		return nil, err
	}
	days, _, err := st.Days(a.ctx, store.Page{Limit: 30})
	if err != nil {
		return nil, err
	}
	legs, _, err := st.Legs(a.ctx, store.LegFilter{Limit: readersOpen})
	if err != nil {
		return nil, err
	}
	kinds := []pageKind{
		{"board", []string{"/operations"}},
		{"board, filtered", []string{"/operations?state=US", "/operations?month=2025-09", "/operations?grade=fair", "/operations?silent=30", "/operations?q=HN", "/operations?offset=5000", "/operations?since=2025-11-01"}},
		{"board, unexplained", []string{"/operations?show=unexplained"}},
		{"the example", []string{"/operations/" + exampleSlug, "/operations/" + exampleSlug + "?as-of=2025-10-05", "/operations/" + exampleSlug + ".json", "/operations/" + exampleSlug + "/history", "/operations/" + exampleSlug + "/at?time=2025-09-30T14:30Z&court=America/New_York"}},
		{"10 reports", []string{"/operations/" + bigSlug}},
		{"days", []string{"/days"}}, {"documents", []string{"/documents", "/documents?q=000123"}}, {"review", []string{"/review"}}, {"origins", []string{"/origins"}},
		{"journeys", []string{"/journeys"}}, {"aircraft", []string{"/aircraft"}}, {"countries", []string{"/countries"}}, {"country", []string{"/countries/US", "/countries/IR", "/countries/HN"}},
		{"airport", []string{"/airports/KAEX", "/airports/OTHH", "/airports/EDDF"}}, {"sources", []string{"/sources"}}, {"search", []string{"/search?q=doha", "/search?q=Flight"}},
		{"ledger", []string{"/ledger"}}, {"about", []string{"/about"}},
	}
	operations := pageKind{name: "an operation"}
	for i := range min(readersOpen, len(ops)) {
		operations.paths = append(operations.paths, "/operations/"+ops[i*len(ops)/min(readersOpen, len(ops))].Slug)
	}
	report := pageKind{name: "a report"}
	for _, d := range docs {
		report.paths = append(report.paths, "/documents/"+d.ID)
	}
	day := pageKind{name: "a day"}
	for _, d := range days {
		day.paths = append(day.paths, "/days/"+d.Day)
	}
	leg, craft := pageKind{name: "a leg"}, pageKind{name: "an aircraft"}
	for _, l := range legs {
		leg.paths, craft.paths = append(leg.paths, "/legs/"+l.ID), append(craft.paths, "/aircraft/"+l.Hex)
	}
	return append(kinds, operations, report, day, leg, craft), nil
}

// opened is one page as a reader got it.
type opened struct {
	kind int
	took time.Duration
	size int
	bad  string
}

func open(h http.Handler, kind int, path string) opened {
	req := httptest.NewRequest("GET", "http://127.0.0.1"+path, nil)
	rec := httptest.NewRecorder()
	start := time.Now()
	h.ServeHTTP(rec, req)
	o := opened{kind: kind, took: time.Since(start), size: rec.Body.Len()}
	if rec.Code != 200 {
		o.bad = fmt.Sprintf("%s: status %d", path, rec.Code)
	}
	return o
}

// read opens one page of each kind alone, then lets all readers open all kinds in an order of
// their own.
func (c benchPagesCmd) read(a *app, h http.Handler, kinds []pageKind) error {
	first := make([]opened, len(kinds))
	for i, k := range kinds {
		first[i] = open(h, i, k.paths[0])
	}
	var mu sync.Mutex
	all := make([]timings, len(kinds))
	sizes, bad := make([]int, len(kinds)), map[string]int{}
	before, start := processorTime(), time.Now()
	var readers sync.WaitGroup
	for n := range c.Readers {
		readers.Go(func() {
			chance := rand.New(rand.NewPCG(uint64(n), 7))
			for range c.Each {
				for _, i := range chance.Perm(len(kinds)) {
					o := open(h, i, kinds[i].paths[chance.IntN(len(kinds[i].paths))])
					mu.Lock()
					all[i], sizes[i] = append(all[i], o.took), max(sizes[i], o.size)
					if o.bad != "" {
						bad[o.bad]++
					}
					mu.Unlock()
				}
			}
		})
	}
	readers.Wait()
	took, used := time.Since(start), processorTime()-before
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "PAGE\tFIRST, ALONE\tMEDIAN\tP99\tKB\tLIMITS")
	n := 0
	for i, k := range kinds {
		n += len(all[i])
		ok := all[i].at(0.5) <= pageMedian && all[i].at(0.99) <= pageSlow
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n", k.name, round(first[i].took), round(all[i].at(0.5)), round(all[i].at(0.99)), sizes[i]>>10, met(ok))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d pages in %s: %s of a processor's time each; limits %s at the median, %s for 99 of 100\n", n, round(took), round(used/time.Duration(max(n, 1))), pageMedian, pageSlow)
	for _, what := range slices.SortedFunc(func(yield func(string) bool) {
		for k := range bad {
			if !yield(k) {
				return
			}
		}
	}, cmp.Compare) {
		fmt.Fprintf(a.stdout, "bad    %s, %d times\n", what, bad[what])
	}
	if len(bad) > 0 {
		return fmt.Errorf("bench pages: %d addresses did not answer", len(bad))
	}
	return nil
}

// processorTime is what this process used of all processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
