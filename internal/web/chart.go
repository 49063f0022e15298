package web

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// chart is a map as data: everything in it is a place on the drawing or a word. What was
// heard is a line; what was not is dots with their words; nothing is drawn after a lost end.
type chart struct {
	ID     string // tells two maps of one page apart
	W, H   int
	Title  string // the text alternative
	Land   string
	Grid   []string
	Heard  []string
	Gaps   []gapLine
	Fields []spot // where an end was observed or confirmed
	Maybe  []spot // airports that an end may have been at
	Set    string // marks of every further field that a lost end can have been at
	Lost   []spot // where hearing began or ended without a field
	Pins   []spot // positions that bound a minute
	Rings  []string
	Words  []label
	NoPath bool // the rows were not at hand: ends only, no line
	Near   bool // shows a part of another map from nearer

	scale  float64
	minute bool // shows where something was at a moment
}

type gapLine struct{ D, Words string }

type spot struct {
	xy
	R     string
	Words string
}

type label struct {
	xy
	Anchor string // start, middle, end
	Text   string
	Soft   bool
}

// maxPath is how many points of a leg a map draws: about one every pixel and a half.
const maxPath = 600

// coastStep is by how many pixels a coast may be straightened.
const coastStep = 1.5

// named is how many candidates of an end have their words on the map, the likeliest first;
// all of them stand in the table beside it. least is the least probability that is drawn.
const (
	named = 3
	least = 0.01
)

// pin is a position with its words, beside what legs have; the main one is larger.
type pin struct {
	At    place.Point
	Words string
	Main  bool
}

// draw makes the map of some legs, in order.
func (p *pages) draw(ctx context.Context, id string, legs []flight.Leg) *chart {
	return p.drawWith(ctx, id, legs, nil, nil)
}

// drawWith is draw with further positions, and lines around where something can have been.
func (p *pages) drawWith(ctx context.Context, id string, legs []flight.Leg, pins []pin, rings [][]place.Point) *chart {
	if len(legs) == 0 {
		return nil
	}
	c := &chart{ID: id, Title: p.describe(legs), minute: len(pins) > 0}
	paths := make([][]flight.PathPoint, len(legs))
	var all []place.Point
	for i, leg := range legs {
		if p.Track != nil {
			if t, err := p.Track(ctx, leg); err == nil && t != nil {
				paths[i] = flight.Path(t, leg, maxPath)
			} else if err != nil {
				p.Log.WarnContext(ctx, "a leg's rows cannot be read again; its map has no line", "leg", leg.ID, "error", err)
			}
		}
		if len(paths[i]) == 0 {
			c.NoPath = true
		}
		for j, pt := range paths[i] {
			if j%8 == 0 || pt.AfterGap {
				all = append(all, pt.Point)
			}
			if pt.AfterGap && j > 0 {
				for f := 0.1; f < 1; f += 0.1 {
					all = append(all, place.Along(paths[i][j-1].Point, pt.Point, f))
				}
			}
		}
		for _, e := range []flight.End{leg.Start, leg.End} {
			all = append(all, e.Heard.Point)
			for _, k := range p.candidates(e) {
				if len(pins) == 0 { // a minute is drawn from near
					all = append(all, k.at)
				}
			}
		}
	}
	if !slices.ContainsFunc(all, func(q place.Point) bool { return q != place.Point{} }) {
		return nil
	}
	for _, q := range pins {
		all = append(all, q.At)
	}
	pr := fit(all)
	c.W, c.H, c.scale = int(pr.w), int(pr.h), pr.scale
	minLat, minLon, maxLat, maxLon := pr.bounds()
	c.Land = coast(pr, place.LandWithin(minLat, minLon, maxLat, maxLon, coastStep*pr.degrees()))
	c.Grid = pr.graticule()
	w := &wordsmith{w: pr.w, h: pr.h}
	for i := range legs {
		c.path(&pr, w, paths[i])
	}
	for _, leg := range legs {
		p.ends(c, &pr, w, leg)
	}
	for _, ring := range rings {
		line := make([]xy, len(ring))
		for i, q := range ring {
			line[i] = pr.at(q)
		}
		c.Rings = append(c.Rings, lineTo(line))
	}
	for _, q := range pins {
		s := spot{xy: pr.at(q.At), R: "4", Words: q.Words}
		if q.Main {
			s.R = "7"
		}
		c.Pins = append(c.Pins, s)
		w.avoid(s.xy, 8)
		w.say(s.xy, q.Words, 0, false)
	}
	w.settle(c)
	return c
}

// nearer is how many times larger a second map has to show a lost leg to be worth its place.
const nearer = 2.5

// detail makes a map of the first leg that was lost, alone, where that shows it much larger.
func (p *pages) detail(ctx context.Context, whole *chart, legs []flight.Leg) (*chart, int) {
	i := slices.IndexFunc(legs, func(l flight.Leg) bool { return !known(l.Start) || !known(l.End) })
	if whole == nil || i < 0 || len(legs) < 2 {
		return nil, 0
	}
	c := p.draw(ctx, "lost", legs[i:i+1])
	if c == nil || c.scale < nearer*whole.scale {
		return nil, 0
	}
	c.Near = true
	return c, i
}

// path draws one leg: solid where it was heard, dots where it was not.
func (c *chart) path(pr *projection, w *wordsmith, path []flight.PathPoint) {
	var line []xy
	flush := func() {
		if len(line) > 1 {
			c.Heard = append(c.Heard, lineTo(thin(line, 0.7)))
		}
		line = line[:0]
	}
	for i, pt := range path {
		q := pr.at(pt.Point)
		if pt.AfterGap && i > 0 {
			flush()
			c.gap(pr, w, path[i-1], pt)
		}
		line = append(line, q)
		w.avoid(q, 2)
	}
	flush()
}

func (c *chart) gap(pr *projection, w *wordsmith, a, b flight.PathPoint) {
	arc := []xy{pr.at(a.Point)}
	long := 0.0
	for f := 1; f <= 40; f++ {
		q := pr.at(place.Along(a.Point, b.Point, float64(f)/40))
		long += math.Hypot(q.X-arc[len(arc)-1].X, q.Y-arc[len(arc)-1].Y)
		arc = append(arc, q)
	}
	if long < 5 {
		return // a hole of seconds, or on the ground
	}
	said := "not heard " + span(b.At.Sub(a.At))
	c.Gaps = append(c.Gaps, gapLine{D: lineTo(arc), Words: said})
	for _, q := range arc {
		w.avoid(q, 2)
	}
	if long >= 70 {
		w.say(arc[len(arc)/2], said, 1, true)
	}
}

// ends marks where a leg began and ended, as far as that is known.
func (p *pages) ends(c *chart, pr *projection, w *wordsmith, leg flight.Leg) {
	for i, e := range []flight.End{leg.Start, leg.End} {
		if known(e) {
			a, ok := p.Airports.Lookup(*e.Airport)
			if !ok {
				a.At = e.Heard.Point
			}
			c.field(pr, w, *e.Airport, a.At)
			continue
		}
		word := "first heard "
		if i == 1 {
			word = "last heard "
		}
		q := pr.at(e.Heard.Point)
		c.Lost = append(c.Lost, spot{xy: q, Words: word + minute(e.Heard.At)})
		w.avoid(q, 9)
		w.say(q, word+e.Heard.At.UTC().Format("15:04Z"), 2, false)
		if c.minute {
			continue // where it came down is another question than where it was
		}
		c.Set += p.setMarks(pr, e)
		for n, k := range p.candidates(e) {
			q := pr.at(k.at)
			text := fmt.Sprintf("%s %s", k.Airport, probability(k.Probability))
			c.Maybe = append(c.Maybe, spot{xy: q, R: short(4 + 13*math.Sqrt(k.Probability)), Words: text})
			w.avoid(q, 5)
			if n < named {
				w.say(q, text, 3, false)
			}
		}
	}
}

// setMarks is a mark at each field of an end's set that is on the drawing, but for the
// candidates, which have circles of their own.
func (p *pages) setMarks(pr *projection, e flight.End) string {
	if e.Feasible == nil {
		return ""
	}
	var out strings.Builder
	for _, code := range e.Feasible.Airports {
		a, ok := p.Airports.Lookup(code)
		if !ok || slices.ContainsFunc(e.Candidates, func(k flight.Candidate) bool { return k.Airport == code && k.Probability >= least }) {
			continue
		}
		if q := pr.at(a.At); q.X >= 0 && q.Y >= 0 && q.X <= pr.w && q.Y <= pr.h {
			out.WriteString("M" + short(q.X) + " " + short(q.Y) + "h0")
		}
	}
	return out.String()
}

func (c *chart) field(pr *projection, w *wordsmith, code string, at place.Point) {
	if slices.ContainsFunc(c.Fields, func(s spot) bool { return s.Words == code }) {
		return
	}
	q := pr.at(at)
	c.Fields = append(c.Fields, spot{xy: q, R: "4.5", Words: code})
	w.avoid(q, 6)
	w.say(q, code, 0, false)
}

// known says whether an end is drawn as a place: it was heard there or as good as.
func known(e flight.End) bool {
	return e.Airport != nil && (e.Status == flight.Observed || e.Status == flight.Confirmed)
}

type located struct {
	flight.Candidate
	at place.Point
}

// candidates are the airports that an end that is not known may have been at, likeliest first.
func (p *pages) candidates(e flight.End) []located {
	if known(e) {
		return nil
	}
	var out []located
	for _, k := range e.Candidates {
		if k.Probability < least {
			continue
		}
		if a, ok := p.Airports.Lookup(k.Airport); ok {
			out = append(out, located{k, a.At})
		}
	}
	slices.SortStableFunc(out, func(a, b located) int { return cmp.Compare(b.Probability, a.Probability) })
	return out
}

// describe is the text alternative of a map: what it shows, in words, leg by leg.
func (p *pages) describe(legs []flight.Leg) string {
	var parts []string
	for _, leg := range legs {
		s := aircraft(leg.Registration, leg.Hex) + ": " + endWords(leg.Start, true) + ", " + endWords(leg.End, false)
		var hole time.Duration
		for _, g := range leg.Gaps {
			if g.Kind == flight.NotHeard {
				hole += g.To.Sub(g.From)
			}
		}
		if hole > 0 {
			s += "; not heard for " + span(hole) + " on the way"
		}
		parts = append(parts, s)
	}
	return "Map. " + strings.Join(parts, ". ") + "."
}

// thin leaves out points that are nearer than a step to the one before, never the last.
func thin(line []xy, step float64) []xy {
	out := line[:1:1]
	for i, q := range line[1:] {
		if last := out[len(out)-1]; i == len(line)-2 || math.Hypot(q.X-last.X, q.Y-last.Y) >= step {
			out = append(out, q)
		}
	}
	return out
}

// lineTo writes a line as a path, to a tenth of a pixel, without points that move nothing.
func lineTo(line []xy) string {
	var b []byte
	var last xy
	for i, q := range line {
		q = xy{math.Round(q.X*10) / 10, math.Round(q.Y*10) / 10}
		switch {
		case i == 0:
			b = append(b, 'M')
		case q == last:
			continue
		default:
			b = append(b, 'L')
		}
		b = strconv.AppendFloat(b, q.X, 'f', -1, 64)
		b = append(b, ' ')
		b = strconv.AppendFloat(b, q.Y, 'f', -1, 64)
		last = q
	}
	return string(b)
}

func short(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }

// graticule is every thirtieth meridian and parallel within reach.
func (p *projection) graticule() []string {
	var out []string
	add := func(n int, at func(i int) place.Point) {
		var run []xy
		for i := 0; i <= n; i++ {
			pt := at(i)
			q := p.at(pt)
			if p.sees(pt) && q.X > -80 && q.X < p.w+80 && q.Y > -80 && q.Y < p.h+80 {
				run = append(run, xy{math.Round(q.X), math.Round(q.Y)})
				continue
			}
			if len(run) > 1 {
				out = append(out, lineTo(run))
			}
			run = nil
		}
		if len(run) > 1 {
			out = append(out, lineTo(run))
		}
	}
	for lon := -180.0; lon < 180; lon += 30 {
		add(16, func(i int) place.Point { return place.Point{Lat: -80 + 10*float64(i), Lon: lon} })
	}
	for lat := -60.0; lat <= 60; lat += 30 {
		add(72, func(i int) place.Point { return place.Point{Lat: lat, Lon: -180 + 5*float64(i)} })
	}
	return out
}
