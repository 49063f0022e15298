package web

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/operation"
)

// operationRow is an operation with what is open in it, as of the moment of the page.
type operationRow struct {
	operation.Operation
	Open *open `json:"open,omitempty"` // absent where the page's time was used up or its evidence cannot be read
}

// open is what a monitor looks for in the morning: how well it is supported, what is contested,
// what nobody knows, who is silent, and when the evidence last grew.
type open struct {
	Grade     string        `json:"grade"`
	Figures   string        `json:"figures"`   // contested, not contested, none stated
	Conflicts int           `json:"conflicts"` // of every kind, those of figures among them
	Unknown   int           `json:"unknown"`
	Silent    []silentState `json:"silent"`
	Newest    string        `json:"newest_evidence"` // day of the latest report or last position; empty without evidence
}

type silentState struct {
	State string `json:"state"`
	Days  *int   `json:"days"`
}

func (o open) silentWords(sep string) string {
	var out []string
	for _, s := range o.Silent {
		words := country(s.State)
		if s.Days != nil {
			words += " " + plural(*s.Days, "day", "days")
		}
		out = append(out, words)
	}
	return strings.Join(out, sep)
}

// SilentWords is the silent states, each with its days.
func (o open) SilentWords() string { return o.silentWords(", ") }

// lookTime is how long a list may look into its operations; what is left is looked at on the
// next request, because what was found is remembered while nothing was recorded.
const lookTime = 60 * time.Millisecond

// lookout remembers what was open while neither the log nor the hour has changed.
type lookout struct {
	mu      sync.Mutex
	records int
	hour    time.Time
	found   map[string]open
}

// look computes what is open in each operation. A reader's page stops when its time is used
// up; data asked for as JSON or CSV are always whole.
func (p *pages) look(ctx context.Context, ops []operation.Operation, whole bool) ([]operationRow, error) {
	counts, err := p.keep.Counts(ctx)
	if err != nil {
		return nil, err
	}
	p.lookout.mu.Lock()
	defer p.lookout.mu.Unlock()
	now := p.Now().UTC()
	if hour := now.Truncate(time.Hour); p.lookout.found == nil || p.lookout.records != counts.Records || !p.lookout.hour.Equal(hour) {
		p.lookout.records, p.lookout.hour, p.lookout.found = counts.Records, hour, map[string]open{}
	}
	rows := make([]operationRow, len(ops))
	begun := time.Now()
	for i, o := range ops {
		rows[i].Operation = o
		found, ok := p.lookout.found[o.Slug]
		if !ok {
			if !whole && time.Since(begun) > lookTime {
				continue
			}
			e, err := p.keep.Evidence(ctx, o.Slug, now)
			if err != nil { // one that cannot be read does not take the list with it
				p.Log.WarnContext(ctx, "an operation of the list cannot be looked into", "operation", o.Slug, "error", err)
				continue
			}
			found = openIn(e, p.confront(e))
			p.lookout.found[o.Slug] = found
		}
		rows[i].Open = &found
	}
	return rows, nil
}

func openIn(e operation.Evidence, v operation.View) open {
	o := open{Grade: v.Grade, Figures: "none stated", Conflicts: len(v.Conflicts), Unknown: len(v.Unknown), Silent: []silentState{}}
	if slices.ContainsFunc(v.Said, func(r operation.SaidRow) bool { return r.Question == howMany && len(r.Refs) > 0 }) {
		o.Figures = "not contested"
	}
	if slices.ContainsFunc(v.Conflicts, func(c operation.Conflict) bool { return c.Kind == "figures" }) {
		o.Figures = "contested"
	}
	for _, s := range v.Silent {
		if s.IsSilent() {
			o.Silent = append(o.Silent, silentState{s.State, s.Days})
		}
	}
	var newest time.Time
	later := func(t time.Time) {
		if t.After(newest) && !t.After(e.Asked) {
			newest = t
		}
	}
	for _, d := range e.Documents {
		if d.Published != nil {
			later(d.Published.At)
		} else {
			later(d.Retrieved)
		}
	}
	for _, j := range e.Journeys {
		later(j.To)
	}
	if !newest.IsZero() {
		o.Newest = newest.UTC().Format(time.DateOnly)
	}
	return o
}

func operationsCSV(rows []operationRow) [][]string {
	out := [][]string{{"slug", "title", "from", "to", "states", "reconstruction", "grade", "figures", "conflicts", "unknown", "silent", "newest_evidence"}}
	for _, o := range rows {
		row := []string{o.Slug, o.Title, o.From, o.To, strings.Join(o.States, " "), o.Reconstruction}
		if o.Open != nil {
			row = append(row, o.Open.Grade, o.Open.Figures, strconv.Itoa(o.Open.Conflicts), strconv.Itoa(o.Open.Unknown), o.Open.silentWords("; "), o.Open.Newest)
		}
		for len(row) < len(out[0]) {
			row = append(row, "")
		}
		out = append(out, row)
	}
	return out
}
