package scan

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// aircraftAPart is how many aircraft are committed at once: enough that a transaction's fsync
// disappears, few enough that an interruption loses seconds.
const aircraftAPart = 128

// Options say how to scan. The zero value of a field takes the default named with it.
type Options struct {
	Airports *place.Airports // place.Embedded()
	Runways  string          // SHA-256 of the runway data that Airports holds; empty is none. It is part of the method: other runways, other ends
	Workers  int             // runtime.NumCPU()
	Fleet    map[string]bool // only these addresses; nil is all
	World    bool            // do not keep raw traces: bulk rows only
	Until    time.Time       // rows later than this are from the future and are not used; zero is no limit
	Progress func(done, total int)

	partSize int // aircraftAPart; tests make it small
}

// method names what makes the legs of this scan, the runway data among it.
func (o Options) method() string {
	if o.Runways == "" {
		return Method
	}
	return Method + "+runways/" + o.Runways[:min(len(o.Runways), 16)]
}

// Summary is what a scan did. Inputs that were used in part are counted as read and listed in Skipped with the place of the fault.
type Summary struct {
	Inputs       int            `json:"inputs"`
	Files        []ManyFile     `json:"files"`      // those of many aircraft
	Incomplete   []Incomplete   `json:"incomplete"` // days without some of their 256 folders
	Read         int            `json:"read"`
	AlreadyThere int            `json:"already_there"` // in parts that an earlier scan had committed
	NotInFleet   int            `json:"not_in_fleet"`  // left alone because of the fleet list
	Aircraft     int            `json:"aircraft"`
	NonICAO      int            `json:"non_icao_aircraft"`  // of them with a "~" address, which is no identity: counted, never a leg's aircraft
	NonICAOAt    int            `json:"non_icao_positions"` // theirs, of Points
	Points       int            `json:"points"`
	LegsAdded    int            `json:"legs_added"`
	LegsSame     int            `json:"legs_unchanged"`
	LegsReplaced int            `json:"legs_superseded"`
	Rejected     map[string]int `json:"rejected_rows"` // by reason
	Cleaned      map[string]int `json:"cleaned_rows"`  // used after something was left out of them or put in order, by reason
	Rejections   []RejectedRow  `json:"rejections"`    // where some of them are: at most 3 a file and 100 in all
	NoLegs       int            `json:"no_leg_count"`  // traces with positions and no leg
	NoLeg        []NoLeg        `json:"no_leg"`        // the same by name, at most maxListed
	Skipped      []store.Skip   `json:"skipped"`       // inputs or parts of inputs that could not be used
	Legs         []string       `json:"legs"`          // identifiers of the legs in this scan's parts, at most maxListed
}

// Incomplete is a day that lacks some of its folders.
type Incomplete = archive.Incomplete

// maxListed bounds the lists of a Summary so that a world day does not fill the memory.
const maxListed = 1000

// ErrNothing is returned when no input could be used at all.
var ErrNothing = errors.New("scan: nothing could be read")

// Run scans the paths into the workspace. It returns ErrNothing (with the summary) when
// every input was skipped, and the context's error when it was interrupted; what was
// committed before stays.
func Run(ctx context.Context, st *store.Store, paths []string, o Options) (Summary, error) {
	if o.Airports == nil {
		o.Airports = place.Embedded()
	}
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	if o.partSize <= 0 {
		o.partSize = aircraftAPart
	}
	sum := Summary{Files: []ManyFile{}, Incomplete: []Incomplete{}, Rejected: map[string]int{}, Cleaned: map[string]int{}, Rejections: []RejectedRow{}, NoLeg: []NoLeg{}, Skipped: []store.Skip{}, Legs: []string{}}
	listing, err := archive.Walk(ctx, paths, archive.Options{})
	if err != nil {
		return sum, fmt.Errorf("scan: %w", err)
	}
	defer listing.Close()
	for _, s := range listing.Skipped {
		sum.Skipped = append(sum.Skipped, store.Skip{Name: s.Name, Reason: s.Reason})
	}
	sum.Inputs = len(listing.Inputs) + len(listing.Skipped)
	sum.Incomplete = append(sum.Incomplete, listing.Incomplete...)
	inputs, shared, err := named(ctx, listing.Inputs, o, &sum)
	if err != nil {
		return sum, err
	}
	units := group(inputs, shared, o.Fleet)
	if o.Fleet != nil {
		sum.NotInFleet = len(inputs) + len(shared)
		for _, u := range units {
			sum.NotInFleet -= len(u.inputs)
		}
		sum.NotInFleet -= len(filesOf(units))
	}
	if err := runParts(ctx, st, units, o, &sum); err != nil {
		return sum, err
	}
	sum.countMany(shared)
	slices.Sort(sum.Legs)
	if sum.Read == 0 && sum.AlreadyThere == 0 {
		return sum, ErrNothing
	}
	return sum, nil
}

// unit is the files of one aircraft, in name order, which is time order in an archive.
type unit struct {
	hex    string
	inputs []archive.Input
	shared []*many // files of many aircraft that it is in
}

func group(inputs []archive.Input, shared []*many, fleet map[string]bool) []unit {
	byHex := map[string]*unit{}
	of := func(hex string) *unit {
		if fleet != nil && !fleet[hex] {
			return &unit{}
		}
		if byHex[hex] == nil {
			byHex[hex] = &unit{hex: hex}
		}
		return byHex[hex]
	}
	for _, in := range inputs {
		u := of(in.Hex)
		u.inputs = append(u.inputs, in)
	}
	for _, f := range shared {
		for _, hex := range f.hexs {
			u := of(hex)
			u.shared = append(u.shared, f)
		}
	}
	units := make([]unit, 0, len(byHex))
	for _, u := range byHex {
		units = append(units, *u)
	}
	slices.SortFunc(units, func(a, b unit) int { return strings.Compare(a.hex, b.hex) })
	return units
}

// runParts works through the units in parts. Workers take whole parts; parts are committed
// in their order, so that the ledger of a repeated scan reads the same.
func runParts(ctx context.Context, st *store.Store, units []unit, o Options, sum *Summary) error {
	var parts [][]unit
	for p := range slices.Chunk(units, o.partSize) {
		parts = append(parts, p)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		units []unit
		out   chan partResult
	}
	jobs := make(chan job)
	// Parts under way, in order: this bounds the memory. Two more than there are workers, so
	// that nobody waits while the disk takes what is ready.
	queue := make(chan chan partResult, o.Workers+2)
	var wg sync.WaitGroup
	for range o.Workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			w := newWorker(st, o)
			w.hands = max(1, o.Workers/max(1, len(parts)))
			for j := range jobs {
				res := w.part(ctx, j.units)
				wg.Go(func() { // the worker goes on
					res.prepare(ctx, st)
					j.out <- res
				})
			}
		}()
	}
	go func() {
		defer close(jobs)
		defer close(queue)
		for _, p := range parts {
			out := make(chan partResult, 1)
			select {
			case queue <- out:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- job{p, out}:
			case <-ctx.Done():
				out <- partResult{err: ctx.Err()}
				return
			}
		}
	}()
	var failed error
	done := 0
	for out := range queue {
		res := <-out
		if failed != nil {
			continue
		}
		if failed = commit(ctx, st, res, sum); failed != nil {
			cancel()
			continue
		}
		done += len(res.units)
		if o.Progress != nil {
			o.Progress(done, len(units))
		}
	}
	wg.Wait()
	if failed == nil {
		failed = ctx.Err()
	}
	return failed
}

// prepare keeps the raw files of a part and makes its rows, so that only the transaction is left.
func (r *partResult) prepare(ctx context.Context, st *store.Store) {
	if r.err != nil || len(r.part.Aircraft) == 0 {
		return
	}
	if r.ready, r.err = st.PrepareScan(ctx, r.part); r.err != nil {
		r.err = fmt.Errorf("scan: %w", r.err)
	}
	for _, a := range r.part.Aircraft {
		for i := range a.Members {
			a.Members[i].Raw = nil // kept by now: its memory is for the next part
		}
	}
}

func commit(ctx context.Context, st *store.Store, res partResult, sum *Summary) error {
	if res.err != nil {
		return res.err
	}
	sum.Skipped = append(sum.Skipped, res.part.Skipped...)
	sum.AlreadyThere += res.already
	for _, f := range filesOf(res.units) {
		f.there, f.read = f.there || res.there, f.read || !res.there
	}
	if len(res.part.Aircraft) == 0 {
		return nil
	}
	r, err := st.AddPrepared(ctx, res.ready)
	if err != nil {
		return fmt.Errorf("scan: %w", err)
	}
	sum.Read += res.read
	sum.Points += res.points
	sum.addRows(res.rows)
	sum.NoLegs += len(res.noLeg)
	sum.NoLeg = append(sum.NoLeg, res.noLeg[:min(len(res.noLeg), maxListed-len(sum.NoLeg))]...)
	for reason, n := range res.cleaned {
		sum.Cleaned[reason] += n
	}
	sum.Aircraft += len(res.part.Aircraft)
	sum.LegsAdded += r.LegsAdded
	sum.LegsSame += r.LegsUnchanged
	sum.LegsReplaced += r.LegsSuperseded
	for _, a := range res.part.Aircraft {
		foreign := strings.HasPrefix(a.Hex, "~")
		if foreign {
			sum.NonICAO++
		}
		for _, m := range a.Members {
			if foreign {
				sum.NonICAOAt += m.Points
			}
			for reason, n := range m.Rejected {
				sum.Rejected[reason] += n
			}
		}
		for _, l := range a.Legs {
			if len(sum.Legs) < maxListed {
				sum.Legs = append(sum.Legs, l.ID)
			}
		}
	}
	return nil
}
