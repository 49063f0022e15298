package scan

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/decode"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/store"
)

const (
	// Method names what made the legs of a scan: this grouping and the leg method.
	Method = "scan/1+" + flight.Method

	// context is how far before and after a new file kept traces of the same aircraft are read
	// again: an aircraft lost at cruise is often next heard days later, and that bounds where
	// it can have been (story of the flight lost over Iraq).
	neighbours = 10 * 24 * time.Hour

	// settle is how far around a new file legs are replaced by the new answer. Half of
	// neighbours, so that every replaced leg was computed with days of context on both sides.
	settle = neighbours / 2

	// keepBuffer is the largest text whose memory is used again: a day of one aircraft. One
	// file that is larger must not cost as much until the scan ends.
	keepBuffer = 32 << 20 // bytes

	// traceFormat is how a part's record calls traces, in its source; other formats have the
	// names of package decode.
	traceFormat = "readsb"
)

// worker holds the buffers of one goroutine.
type worker struct {
	st    *store.Store
	o     Options
	hands int // how many goroutines a part may take

	packed []byte // the files of the part under way, when none is kept
	plain  []byte
	track  adsb.Track

	rejected []adsb.Rejection // of the file that was parsed last
	shares   shares           // of the part under way
}

func newWorker(st *store.Store, o Options) *worker { return &worker{st: st, o: o} }

// partResult is one part, ready to be committed.
type partResult struct {
	units   []unit
	part    store.ScanPart
	ready   store.PreparedScan
	read    int
	already int
	there   bool // the whole part was committed before
	points  int
	noLeg   []NoLeg
	rows    []RejectedRow   // examples
	cleaned map[string]int  // rows that were used after something was left out of them
	formats map[string]bool // of the files that were used
	err     error
}

// stored is one input's bytes with their hash.
type stored struct {
	archive.Input
	raw  []byte
	hash string
}

func (w *worker) part(ctx context.Context, units []unit) partResult {
	res := partResult{units: units, part: store.ScanPart{Method: w.o.method()}, formats: map[string]bool{}, cleaned: map[string]int{}}
	loaded := make([][]stored, len(units))
	id := sha256.New()
	fmt.Fprintf(id, "%s\nkeep %t\n", res.part.Method, !w.o.World)
	n := 0
	w.packed = w.packed[:0]
	for i, u := range units {
		if err := ctx.Err(); err != nil {
			return partResult{units: units, err: err}
		}
		for _, in := range u.inputs {
			raw, err := w.open(in)
			if err != nil {
				res.skip(in.Name, err)
				continue
			}
			sum := sha256.Sum256(raw)
			s := stored{in, raw, hex.EncodeToString(sum[:])}
			fmt.Fprintf(id, "%s %s\n", u.hex, s.hash)
			loaded[i] = append(loaded[i], s)
			n++
		}
		for _, f := range u.shared {
			fmt.Fprintf(id, "%s %s\n", u.hex, f.hash)
		}
	}
	res.part.ID = "p-" + hex.EncodeToString(id.Sum(nil))[:32]
	there, err := w.st.HasScan(ctx, res.part.ID)
	if err != nil {
		res.err = fmt.Errorf("scan: look for part %s: %w", res.part.ID, err)
		return res
	}
	if there {
		res.already, res.there = n, true
		return res
	}
	w.loadShares(units, &res)
	hexes := make([]string, len(units))
	for i, u := range units {
		hexes[i] = u.hex
	}
	known, err := w.st.MembersOf(ctx, hexes)
	if err != nil {
		res.err = fmt.Errorf("scan: kept traces: %w", err)
		return res
	}
	if res.err = w.all(units, loaded, known, &res); res.err != nil {
		return res
	}
	res.part.Source = strings.Join(slices.Sorted(maps.Keys(res.formats)), ", ")
	return res
}

// all makes the legs of every aircraft of a part. Where a scan has fewer parts than workers, as
// one of a fleet has, those without a part help; what they find is put together in the order of
// the aircraft.
func (w *worker) all(units []unit, loaded [][]stored, known map[string][]store.StoredMember, res *partResult) error {
	hands := min(w.hands, len(units))
	if hands < 2 {
		for i, u := range units {
			if err := w.aircraft(u, loaded[i], known[u.hex], res); err != nil {
				return err
			}
		}
		return nil
	}
	found, failed := make([]partResult, len(units)), make([]error, len(units))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range hands {
		wg.Go(func() {
			own := newWorker(w.st, w.o)
			own.shares = shares{want: w.shares.want, of: w.shares.of, kept: map[string]share{}}
			for i := int(next.Add(1)) - 1; i < len(units); i = int(next.Add(1)) - 1 {
				found[i].formats = map[string]bool{}
				failed[i] = own.aircraft(units[i], loaded[i], known[units[i].hex], &found[i])
			}
		})
	}
	wg.Wait()
	for i := range found {
		res.add(found[i])
	}
	return cmp.Or(failed...)
}

// add puts what was found of further aircraft behind what was found before.
func (r *partResult) add(more partResult) {
	r.part.Aircraft = append(r.part.Aircraft, more.part.Aircraft...)
	r.part.Skipped = append(r.part.Skipped, more.part.Skipped...)
	r.rows, r.noLeg = append(r.rows, more.rows...), append(r.noLeg, more.noLeg...)
	r.read, r.points = r.read+more.read, r.points+more.points
	maps.Copy(r.formats, more.formats)
}

// open reads a file. Bytes that are kept as evidence outlive the part; others lie in memory
// that the next part uses again.
func (w *worker) open(in archive.Input) ([]byte, error) {
	if !w.o.World || in.Size > keepBuffer-int64(len(w.packed)) {
		return in.Open()
	}
	from := len(w.packed)
	all, err := in.AppendTo(w.packed)
	if err != nil {
		return nil, err
	}
	w.packed = all
	return all[from:len(all):len(all)], nil
}

// aircraft parses one unit's files together with kept neighbours and extracts the legs.
func (w *worker) aircraft(u unit, files []stored, known []store.StoredMember, res *partResult) error {
	var a store.Aircraft
	w.track.Reset()
	for _, f := range files {
		points, rejected, cleaned := len(w.track.Points), len(w.track.Rejected), len(w.track.Cleaned)
		m, inner, err := w.parse(f, u.hex)
		whole, cut := fuller(known, m)
		if cut {
			w.track.Points, w.track.Rejected, w.track.Cleaned = w.track.Points[:points], w.track.Rejected[:rejected], w.track.Cleaned[:cleaned]
		}
		switch {
		case inner != "" && inner != u.hex:
			res.skip(f.Name, fmt.Errorf("its name says %s and its content is of %s: name it after its content and scan it again", u.hex, inner))
			continue
		case err != nil && m.Points == 0:
			res.skip(f.Name, err)
			continue
		case cut:
			res.skip(f.Name, fmt.Errorf("it has %d positions of a time of which %s had %d in an earlier scan, which did not keep them (--world): its legs stay; scan that file with --fleet %s to keep it", m.Points, whole.Name, whole.Points, u.hex))
			continue
		case err != nil:
			res.skip(f.Name, fmt.Errorf("the rows before the fault were used: %w", err))
		case m.Points == 0:
			res.skip(f.Name, unusable(m, w.rejected))
			continue
		}
		res.rows = append(res.rows, examples(m.Name, w.rejected)...)
		a.Members = append(a.Members, m)
		res.formats[traceFormat] = true
		res.read++
		res.points += m.Points
	}
	if err := w.addShares(u, &a, res); err != nil {
		return err
	}
	for _, c := range w.track.Cleaned {
		res.cleaned[c.Reason]++
	}
	if len(a.Members) == 0 {
		return nil
	}
	a.Hex = u.hex
	from, to := window(a.Members)
	if err := w.addNeighbours(known, a.Members, from, to); err != nil {
		return err
	}
	parsed := len(w.track.Rejected)
	w.track.Finish()
	res.rows = append(res.rows, w.dropped(a.Members, parsed)...)
	a.From, a.To = from.Add(-settle), to.Add(settle)
	answers := func(l flight.Leg) bool {
		return !l.Start.Heard.At.Before(from.Add(-settle)) && l.Start.Heard.At.Before(to.Add(settle))
	}
	if beside(known, a.Members, a.From, a.To) { // the answer is complete for the times of the files alone
		a.From, a.To = time.Time{}, time.Time{}
		answers = func(l flight.Leg) bool { return !l.Start.Heard.At.After(to) && !l.End.Heard.At.Before(from) }
	}
	all := flight.Extract(&w.track, w.o.Airports)
	res.noLeg = append(res.noLeg, withoutLeg(a.Members, all, w.track.NonICAO)...)
	for _, l := range all {
		if answers(l) {
			a.Legs = append(a.Legs, l)
		}
	}
	res.part.Aircraft = append(res.part.Aircraft, a)
	return nil
}

// parse appends one file to the worker's track unless its content names another address,
// which is returned as inner.
func (w *worker) parse(f stored, want string) (m store.StoredMember, inner string, err error) {
	m = store.StoredMember{Member: adsb.Member{Name: f.Name, Hash: f.hash}, Hex: want}
	if !w.o.World {
		m.Raw = f.raw
	}
	plain, cut := archive.Decompress(f.raw, w.plain[:0])
	if len(plain) > 0 && &plain[0] != &f.raw[0] && cap(plain) <= keepBuffer { // text that came unpacked is the evidence itself, not a buffer
		w.plain = plain
	}
	if cut != nil && len(plain) == 0 {
		return m, "", cut
	}
	before, rejected := len(w.track.Points), len(w.track.Rejected)
	w.rejected = nil
	inner, err = w.append(plain, m.Member, want)
	if inner != want {
		return m, inner, err
	}
	m.Points = len(w.track.Points) - before
	about := readsb.AboutOf(plain)
	m.Said = fleet.NewClaim(about.Registration, about.Type, about.Description, about.Operator, about.Year, fleet.Flags(about.Flags))
	if points := w.track.Points[before:]; len(points) > 0 {
		first, last := points[0].Time, points[0].Time
		for i := range points {
			first, last = min(first, points[i].Time), max(last, points[i].Time)
		}
		m.From, m.To = time.UnixMilli(first).UTC(), time.UnixMilli(last).UTC()
	}
	w.rejected = w.track.Rejected[rejected:]
	for _, r := range w.rejected {
		if m.Rejected == nil {
			m.Rejected = map[string]int{}
		}
		m.Rejected[r.Reason]++
	}
	if cut != nil {
		err = cut
	}
	return m, inner, err
}

// append parses a text into the worker's track and returns the address that it is of. A
// text of another address leaves the track as it was.
func (w *worker) append(plain []byte, m adsb.Member, want string) (inner string, err error) {
	points, rejected := len(w.track.Points), len(w.track.Rejected)
	err = readsb.ParseUntil(plain, m, w.o.Until, &w.track)
	var partial *readsb.Partial
	if err == nil || errors.As(err, &partial) {
		if inner = address(&w.track); inner != want && points == 0 && rejected == 0 {
			w.track.Reset()
		}
		return inner, err
	}
	if other := addressOf(plain); other != "" {
		return other, err
	}
	if f := decode.Sniff(plain); f.Positions() && f != decode.Trace {
		err = fmt.Errorf("its name says that it is a trace of %s and its content is of another format, %s: name it after its content and scan it again", want, f)
	}
	return want, err
}

// addressOf is the address that a trace's content names, "" where it is no trace.
func addressOf(plain []byte) string {
	var t adsb.Track
	t.Reset()
	err := readsb.Parse(plain, adsb.Member{}, &t)
	var partial *readsb.Partial
	if err != nil && !errors.As(err, &partial) {
		return ""
	}
	return address(&t)
}

// address is the track's address as files are named by it.
func address(t *adsb.Track) string {
	if t.NonICAO {
		return "~" + t.Hex
	}
	return t.Hex
}

// addNeighbours reads the kept traces of the days around again.
func (w *worker) addNeighbours(known, own []store.StoredMember, from, to time.Time) error {
	for _, k := range known {
		if !k.Kept || k.To.Before(from.Add(-neighbours)) || k.From.After(to.Add(neighbours)) {
			continue
		}
		if slices.ContainsFunc(own, func(m store.StoredMember) bool { return m.Hash == k.Hash }) {
			continue
		}
		if err := appendKept(w.st, k, &w.shares, &w.track); err != nil {
			return err
		}
	}
	return nil
}

// fuller finds the file of an earlier scan that was not kept, whose time holds that of m and
// which had more positions: m is a part of it, or a cut copy, and says less of the same flights.
func fuller(known []store.StoredMember, m store.StoredMember) (store.StoredMember, bool) {
	for _, k := range known {
		if !k.Kept && k.Hash != m.Hash && m.Points > 0 && m.Points < k.Points && !m.From.Before(k.From) && !m.To.After(k.To) {
			return k, true
		}
	}
	return store.StoredMember{}, false
}

// beside says whether legs of a time rest on files that were not kept and are not among own:
// then nothing that is made without those files is the whole answer for that time.
func beside(known, own []store.StoredMember, from, to time.Time) bool {
	return slices.ContainsFunc(known, func(k store.StoredMember) bool {
		return !k.Kept && !k.To.Before(from) && !k.From.After(to) && !slices.ContainsFunc(own, func(m store.StoredMember) bool { return m.Hash == k.Hash })
	})
}

// appendKept parses a file that was kept as a blob: a trace, or a file of many aircraft.
// Its faults were listed when it was scanned, so a partial one is no error here.
func appendKept(st *store.Store, k store.StoredMember, s *shares, t *adsb.Track) error {
	if _, known := s.kept[k.Hash]; known {
		return s.appendShare(nil, k.Member, k.Hex, t)
	}
	raw, err := st.Blob(k.Hash)
	if err != nil {
		return fmt.Errorf("scan: kept trace %s: %w", k.Name, err)
	}
	plain, err := archive.Decompress(raw, nil)
	if err != nil && len(plain) == 0 {
		return fmt.Errorf("scan: kept trace %s: %w", k.Name, err)
	}
	err = readsb.Parse(plain, k.Member, t)
	if err != nil && !decode.IsPartial(err) {
		if f := decode.Sniff(plain); f.Positions() && f != decode.Trace {
			err = s.appendShare(plain, k.Member, k.Hex, t)
		}
	}
	if err != nil && !decode.IsPartial(err) {
		return fmt.Errorf("scan: kept trace %s: %w", k.Name, err)
	}
	return nil
}

// Track reads the kept rows of one leg's aircraft again, for a map or an exhibit.
func Track(st *store.Store, l flight.Leg) (*adsb.Track, error) {
	var t adsb.Track
	t.Reset()
	for _, s := range l.Sources {
		k := store.StoredMember{Member: s.Member, Hex: l.Hex}
		if err := appendKept(st, k, &shares{want: map[string]bool{l.Hex: true}}, &t); err != nil {
			return nil, err
		}
	}
	t.Finish()
	return &t, nil
}

func window(ms []store.StoredMember) (from, to time.Time) {
	from, to = ms[0].From, ms[0].To
	for _, m := range ms[1:] {
		if m.From.Before(from) {
			from = m.From
		}
		if m.To.After(to) {
			to = m.To
		}
	}
	return from, to
}

func (r *partResult) skip(name string, err error) {
	r.part.Skipped = append(r.part.Skipped, store.Skip{Name: name, Reason: err.Error()})
}
