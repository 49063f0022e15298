package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// Day is what one UTC day shows: the page, its JSON and the command line print the same.
type Day struct {
	Day        string             `json:"day"`
	Line       string             `json:"line"` // of truth: what was seen and how much of it can have been seen
	Legs       int                `json:"legs"` // first heard on this day, all aircraft
	Removal    int                `json:"removal"`
	Unresolved int                `json:"unresolved"` // something speaks for removal work, and it was not enough to say so
	Rule       string             `json:"rule"`
	Counted    int                `json:"counted"` // units in the total by the rule
	Unit       journey.Unit       `json:"unit"`
	Coverage   []journey.Coverage `json:"coverage"`
	Journeys   []journey.Journey  `json:"journeys"` // in which something known speaks for or against removal work
	Seen       []journey.Line     `json:"seen_not_counted"`
	NotWeighed int                `json:"not_weighed"` // legs of the day of which nothing is known for or against
	Finds      []journey.Find     `json:"finds"`
	FindMethod string             `json:"find_method"`

	simulated bool
}

// DayArchive is what a day is gathered from; *store.Store is one.
type DayArchive interface {
	CountLegs(ctx context.Context, from, to time.Time) (int, error)
	Touching(ctx context.Context, from, to time.Time, airports []string, keep func(start, end string, callsigns []string) bool) ([]flight.Leg, error)
	HeardOn(ctx context.Context, from, to time.Time, prefixes ...string) ([]string, error)
	LegsOf(ctx context.Context, hexes []string, from, to time.Time) ([]flight.Leg, error)
	FlagsOf(ctx context.Context, hexes []string) (map[string]fleet.Flags, error)
	Verdicts(ctx context.Context) ([]journey.Verdict, error)
	Pulls(ctx context.Context, kind string) ([]store.PullRecord, error)
	Blob(hash string) ([]byte, error)
}

// smallDay is up to how many legs every aircraft of a day is read; of a fuller one only those
// that something speaks for or against.
const smallDay = 500

// DayOf gathers a UTC day. listed are addresses and registrations that the user lists.
func DayOf(ctx context.Context, keep DayArchive, day time.Time, rule journey.Rule, listed map[string]string, airports *place.Airports) (Day, error) {
	from, to := day, day.AddDate(0, 0, 1)
	out := Day{Day: day.Format(time.DateOnly), Rule: rule.Name, Unit: rule.Unit, FindMethod: journey.FindMethod}
	schedule, err := ScheduleOf(ctx, keep, airports)
	if err != nil {
		return out, err
	}
	fields := journey.StagingFields(day)
	measured := slices.Concat(fields, schedule.Fields(from, to))
	// The questions that read the index of the whole day are asked at once.
	var signed []string
	var errCount, errSigned error
	var asked sync.WaitGroup
	asked.Go(func() { out.Legs, errCount = keep.CountLegs(ctx, from, to) })
	asked.Go(func() { signed, errSigned = keep.HeardOn(ctx, from, to, journey.SpecialSigns(day)...) })
	touching, err := keep.Touching(ctx, from, to, slices.Concat(measured, journey.WatchedFields(day)), func(start, end string, signs []string) bool {
		return slices.Contains(measured, start) || slices.Contains(measured, end) || journey.Tells(start, end, signs, day, airports)
	})
	asked.Wait()
	if err := errors.Join(err, errCount, errSigned); err != nil {
		return out, err
	}
	out.Coverage = journey.Cover(touching, fields, from, to, schedule, airports)
	watch := journey.Watch{Listed: listed}
	if watch.Verdicts, err = keep.Verdicts(ctx); err != nil {
		return out, err
	}
	hexes, err := candidates(ctx, keep, out.Legs, touching, signed, watch, day, airports)
	if err != nil {
		return out, err
	}
	legs, err := keep.LegsOf(ctx, hexes, from.Add(-journey.Context), to.Add(journey.Context))
	if err != nil {
		return out, err
	}
	if watch.Flags, err = keep.FlagsOf(ctx, hexes); err != nil {
		return out, err
	}
	out.Finds = journey.Discover(legs, day, watch, airports)
	out.count(journey.Build(legs, airports), rule, from, to)
	out.Line = out.words()
	return out, nil
}

// candidates are the aircraft of the day that have to be read.
func candidates(ctx context.Context, keep DayArchive, legs int, touching []flight.Leg, signed []string, w journey.Watch, day time.Time, airports *place.Airports) ([]string, error) {
	from, to := day, day.AddDate(0, 0, 1)
	var hexes []string
	var err error
	if legs <= smallDay {
		hexes, err = keep.HeardOn(ctx, from, to)
	} else {
		hexes = signed
		for _, l := range touching {
			start, end := code(l.Start), code(l.End)
			if at := l.Start.Heard.At; !at.Before(from) && at.Before(to) && journey.Tells(start, end, l.Callsigns, day, airports) {
				hexes = append(hexes, l.Hex)
			}
		}
		for _, v := range w.Verdicts {
			hexes = append(hexes, v.Hex)
		}
		for key := range w.Listed {
			if isAddress(key) {
				hexes = append(hexes, key)
			} else if hex, ok := fleet.HexOf(key); ok {
				hexes = append(hexes, hex)
			}
		}
		for _, f := range fleet.Facts() {
			if tail, ok := strings.CutPrefix(f.Subject, "tail:"); ok {
				if hex, ok := fleet.HexOf(tail); ok {
					hexes = append(hexes, hex)
				}
			}
		}
	}
	slices.Sort(hexes)
	return slices.Compact(hexes), err
}

func code(e flight.End) string {
	if e.Airport == nil {
		return ""
	}
	return *e.Airport
}

// count counts the journeys of the day.
func (d *Day) count(js []journey.Journey, rule journey.Rule, from, to time.Time) {
	d.Journeys, d.Seen = []journey.Journey{}, []journey.Line{}
	tally := journey.Count(js, rule).Within(from, to)
	d.Counted = tally.Total
	shown := map[string]bool{}
	weighed := 0
	for _, l := range tally.Counted {
		shown[l.Journey] = true
		weighed++
	}
	for _, l := range tally.Seen {
		if l.Weighed() {
			weighed++
			shown[l.Journey] = true
			d.Seen = append(d.Seen, l)
		}
	}
	for _, j := range js {
		if !shown[j.ID] {
			continue
		}
		d.Journeys = append(d.Journeys, j)
		for _, h := range j.Hops {
			at := h.Start.Heard.At
			if at.Before(from) || !at.Before(to) {
				continue
			}
			d.simulated = d.simulated || h.Simulated
			switch h.Purpose.Value {
			case journey.Removal, journey.Continuation:
				d.Removal++
			case journey.Unclear:
				if slices.ContainsFunc(h.Purpose.Reasons, func(r journey.Reason) bool { return r.For && r.Weight > 0 }) {
					d.Unresolved++
				}
			}
		}
	}
	slices.SortStableFunc(d.Journeys, func(a, b journey.Journey) int { return a.From.Compare(b.From) })
	d.NotWeighed = max(0, d.Legs-weighed)
}

// words is the one line of truth.
func (d Day) words() string {
	if d.Legs == 0 {
		return "no leg is kept of this day; that is no sign that nothing flew"
	}
	out := fmt.Sprintf("%s seen, %d removal, %d unresolved", plural(d.Legs, "leg", "legs"), d.Removal, d.Unresolved)
	for _, c := range d.Coverage {
		out += ", " + c.Words()
	}
	if d.Removal == 0 && slices.ContainsFunc(d.Coverage, func(c journey.Coverage) bool { return len(c.Dark)+len(c.NotKnown) > 0 }) {
		out = strings.Replace(out, "0 removal", "no removal seen (not known where it is dark)", 1)
	}
	return out
}

// ScheduleOf is the schedule of arrivals that the user gave last for each airport and day.
func ScheduleOf(ctx context.Context, keep interface {
	Pulls(ctx context.Context, kind string) ([]store.PullRecord, error)
	Blob(hash string) ([]byte, error)
}, airports *place.Airports) (journey.Schedule, error) {
	var out journey.Schedule
	list, err := keep.Pulls(ctx, store.PullSchedule)
	if err != nil {
		return out, err
	}
	for _, p := range list {
		raw, err := keep.Blob(p.Hash)
		if err != nil {
			return out, fmt.Errorf("schedule %s: %w", p.Name, err)
		}
		s, _, err := journey.ReadSchedule(p.Name, readerOf(raw), airports)
		if err != nil {
			return out, err
		}
		out = out.Followed(s)
	}
	return out, nil
}

func readerOf(b []byte) io.Reader { return strings.NewReader(string(b)) }

// VerdictOn is a verdict on an aircraft as it behaved on a day, without the word itself: what it
// did then is kept beside the word, so that other behaviour later can be told.
func VerdictOn(ctx context.Context, keep DayArchive, hex string, day time.Time, listed map[string]string, airports *place.Airports) (journey.Verdict, error) {
	v := journey.Verdict{Hex: strings.ToLower(hex), Day: day.Format(time.DateOnly), Signs: []string{}, Letters: []string{}}
	if !isAddress(v.Hex) || strings.HasPrefix(v.Hex, "~") {
		return v, fmt.Errorf("aircraft %q: give its address of six hex digits: %w", clip(hex, 20), errBadInput)
	}
	legs, err := keep.LegsOf(ctx, []string{v.Hex}, day.Add(-journey.Context), day.AddDate(0, 0, 1).Add(journey.Context))
	if err != nil {
		return v, err
	}
	ranked := journey.Rank(legs, day, journey.Watch{Listed: listed}, airports)
	if len(ranked) == 0 {
		return v, fmt.Errorf("aircraft %s was not heard on %s: %w", v.Hex, v.Day, store.ErrNotFound)
	}
	v.Signs, v.Letters = ranked[0].Signs, ranked[0].Letters
	return v, nil
}
