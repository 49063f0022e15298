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
	Open    *open `json:"open,omitempty"`    // absent where the page's time was used up or its evidence cannot be read
	Changed int   `json:"changed,omitempty"` // records that bear on it since the moment asked for
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

	Legs        int  `json:"legs"` // seen within the operation's days
	Lost        int  `json:"lost"` // of them, how many have an end that is not known
	Origins     int  `json:"origins"`
	Reports     int  `json:"reports"`
	Hidden      *int `json:"hidden_days"` // between its first day and its first report; null where either is missing
	Unexplained bool `json:"unexplained"` // seen, and no report speaks of it
}

// mostSilent is the longest silence of a state, in days; -1 where none is silent.
func (o open) mostSilent() int {
	most := -1
	for _, s := range o.Silent {
		if s.Days != nil {
			most = max(most, *s.Days)
		} else {
			most = max(most, 0)
		}
	}
	return most
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

// lookTime is how long a list may look into its operations; the rest is looked at meanwhile, and
// what was found is remembered while nothing that bears on it was recorded.
const lookTime = 60 * time.Millisecond

// lookout remembers what was open in operations while the log and the day say the same of them.
type lookout struct {
	mu      sync.Mutex
	size    int64
	day     time.Time
	found   map[string]open
	filling bool
}

// freshen forgets what records since bear on.
func (p *pages) freshen(ctx context.Context) (size int64, err error) {
	if size, err = p.keep.Size(ctx); err != nil {
		return size, err
	}
	l := &p.lookout
	l.mu.Lock()
	defer l.mu.Unlock()
	day := p.Now().UTC().Truncate(24 * time.Hour)
	if l.found != nil && l.day.Equal(day) && l.size != size {
		changed, err := p.keep.ChangedSince(ctx, l.size)
		if err != nil {
			return size, err
		}
		if l.size = size; changed.All {
			l.found = nil
		}
		for slug := range changed.Records {
			delete(l.found, slug)
		}
	}
	if l.found == nil || !l.day.Equal(day) {
		l.found, l.day, l.size = map[string]open{}, day, size
	}
	return size, nil
}

// look computes what is open in each operation. A reader's page stops when its time is used up,
// and what it left is looked at without a reader; data asked for as JSON or CSV are always whole.
func (p *pages) look(ctx context.Context, ops []operation.Operation, whole bool) ([]operationRow, error) {
	size, err := p.freshen(ctx)
	if err != nil {
		return nil, err
	}
	rows := make([]operationRow, len(ops))
	begun := time.Now()
	var left []operation.Operation
	for i, o := range ops {
		rows[i].Operation = o
		p.lookout.mu.Lock()
		found, ok := p.lookout.found[o.Slug]
		p.lookout.mu.Unlock()
		if !ok {
			if !whole && time.Since(begun) > lookTime {
				left = append(left, o)
				continue
			}
			if found, err = p.lookInto(ctx, o, size); err != nil { // one that cannot be read does not take the list with it
				p.Log.WarnContext(ctx, "an operation of the list cannot be looked into", "operation", o.Slug, "error", err)
				continue
			}
		}
		rows[i].Open = &found
	}
	if len(left) > 0 {
		leaves(ctx)
		p.lookAhead(context.WithoutCancel(ctx), left, size)
	}
	return rows, nil
}

func (p *pages) lookInto(ctx context.Context, o operation.Operation, size int64) (open, error) {
	e, err := p.keep.Evidence(ctx, o.Slug, p.Now().UTC())
	if err != nil {
		return open{}, err
	}
	found := openIn(e, p.confront(e))
	p.lookout.mu.Lock()
	defer p.lookout.mu.Unlock()
	if p.lookout.size == size {
		p.lookout.found[o.Slug] = found
	}
	return found, nil
}

// lookAhead looks at what a page left, one such run at a time. It ends when something is
// recorded or cannot be read: the next reader begins another.
func (p *pages) lookAhead(ctx context.Context, left []operation.Operation, size int64) {
	p.lookout.mu.Lock()
	busy := p.lookout.filling
	p.lookout.filling = true
	p.lookout.mu.Unlock()
	if busy {
		return
	}
	go func() {
		defer func() {
			p.lookout.mu.Lock()
			p.lookout.filling = false
			p.lookout.mu.Unlock()
		}()
		for _, o := range left {
			if now, err := p.keep.Size(ctx); err != nil || now != size {
				return
			}
			if _, err := p.lookInto(ctx, o, size); err != nil {
				return
			}
		}
	}()
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
	o.Origins, o.Reports, o.Hidden = v.Origins, v.Reports, v.Hidden.Days
	for _, l := range v.Seen {
		if l.Outside {
			continue
		}
		o.Legs++
		if !known(l.Leg.Start) || !known(l.Leg.End) {
			o.Lost++
		}
	}
	o.Unexplained = o.Legs > 0 && o.Reports == 0
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
	out := [][]string{{"slug", "title", "from", "to", "states", "reconstruction", "grade", "figures", "conflicts", "unknown", "silent", "newest_evidence", "legs", "lost", "origins", "reports", "hidden_days", "unexplained", "changed"}}
	for _, o := range rows {
		row := []string{o.Slug, o.Title, o.From, o.To, strings.Join(o.States, " "), o.Reconstruction}
		if o.Open != nil {
			row = append(row, o.Open.Grade, o.Open.Figures, strconv.Itoa(o.Open.Conflicts), strconv.Itoa(o.Open.Unknown), o.Open.silentWords("; "), o.Open.Newest,
				strconv.Itoa(o.Open.Legs), strconv.Itoa(o.Open.Lost), strconv.Itoa(o.Open.Origins), strconv.Itoa(o.Open.Reports), daysOr(o.Open.Hidden, ""), strconv.FormatBool(o.Open.Unexplained), strconv.Itoa(o.Changed))
		}
		for len(row) < len(out[0]) {
			row = append(row, "")
		}
		out = append(out, row)
	}
	return out
}

func daysOr(days *int, otherwise string) string {
	if days == nil {
		return otherwise
	}
	return strconv.Itoa(*days)
}
