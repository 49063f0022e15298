package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// courtZones are offered in the form; any other zone can be typed.
var courtZones = []string{"America/Chicago", "America/Los_Angeles", "America/New_York", "Africa/Accra", "Europe/Athens", "Europe/Berlin", "Europe/London", "Europe/Paris"}

// momentMaps is how many aircraft of a minute have a map each; all stand in the table.
const momentMaps = 4

// momentPage is an operation in one minute, and the form that asks for it.
type momentPage struct {
	operation.Moment
	Asked  bool
	Time   string // as asked for
	Zones  []string
	Maps   []*chart
	AsOf   asked
	Shared operationPage // knows where evidence stands
}

// Href is the address of a piece of evidence.
func (m momentPage) Href(r operation.Ref) string { return m.Shared.Href(r) }

// operationAt answers where the aircraft of an operation can have been in one minute.
func (p *pages) operationAt(w http.ResponseWriter, r *http.Request, slug string, f format) error {
	ctx, q := r.Context(), r.URL.Query()
	when, err := p.asOf(r)
	if err != nil {
		return err
	}
	e, err := p.keep.EvidenceAsOf(ctx, slug, when.AsOf)
	if err != nil || moved(w, r, e) {
		return err
	}
	b := momentPage{Zones: courtZones, AsOf: when, Time: clip(q.Get("time"), 60), Shared: p.referring(e)}
	b.Operation, b.Court = e.Operation, clip(strings.TrimSpace(q.Get("court")), 60)
	if b.Time == "" && f != asHTML {
		return fmt.Errorf("give the minute as ?time=2025-09-30T14:06Z: %w", errBadInput)
	}
	if b.Time != "" {
		if b.Moment, err = p.at(ctx, e, b.Time, b.Court); err != nil {
			return err
		}
		b.Asked = true
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, b.Moment)
	case asCSV:
		return writeCSV(w, slug+"-at", momentCSV(b.Moment))
	}
	legs := map[string]flight.Leg{}
	for _, j := range e.Journeys {
		for _, h := range j.Hops {
			legs[h.ID] = h.Leg
		}
	}
	for i, a := range b.Aircraft {
		if len(b.Maps) < momentMaps {
			if c := p.drawMoment(ctx, fmt.Sprintf("at%d", i), a, legs); c != nil {
				b.Maps = append(b.Maps, c)
			}
		}
	}
	fr := frame{Title: "A minute of " + e.Operation.Title, Section: "operations", Banner: e.Operation.Reconstruction, Body: b}
	if b.Asked {
		fr.JSON, fr.CSV = as(r, asJSON), as(r, asCSV)
	}
	return p.page(w, r, http.StatusOK, "moment", fr)
}

func (p *pages) at(ctx context.Context, e operation.Evidence, at, zone string) (operation.Moment, error) {
	var court *time.Location
	if zone != "" {
		var err error
		if court, err = time.LoadLocation(zone); err != nil || zone == "Local" {
			return operation.Moment{}, fmt.Errorf("the zone %q: give it by its IANA name, such as America/New_York: %w", zone, errBadInput)
		}
	}
	minute, err := operation.ParseMoment(at, court)
	if err != nil {
		return operation.Moment{}, fmt.Errorf("%w: %w", err, errBadInput)
	}
	paths := map[string][]flight.PathPoint{}
	for _, j := range e.Journeys {
		for _, h := range j.Hops {
			if p.Track == nil {
				break
			}
			track, err := p.Track(ctx, h.Leg)
			if errors.Is(err, store.ErrNotFound) {
				continue // its two ends stand in the leg itself
			}
			if err != nil {
				return operation.Moment{}, fmt.Errorf("leg %s: %w", h.ID, err)
			}
			paths[h.ID] = flight.Path(track, h.Leg, 0)
		}
	}
	return operation.At(e, paths, minute, court), nil
}

// drawMoment draws the leg that an aircraft was heard on around a minute, with the positions
// that bound it and the edge of where it can have been.
func (p *pages) drawMoment(ctx context.Context, id string, a operation.Whereabouts, legs map[string]flight.Leg) *chart {
	var drawn []flight.Leg
	var pins []pin
	for _, f := range []*operation.Fix{a.Before, a.After} {
		if f == nil {
			continue
		}
		if l, ok := legs[f.Leg]; ok && !slices.ContainsFunc(drawn, func(d flight.Leg) bool { return d.ID == l.ID }) {
			drawn = append(drawn, l)
		}
		pins = append(pins, pin{At: f.Point, Words: f.At.UTC().Format("15:04:05Z")})
	}
	if a.About != nil {
		pins = append(pins, pin{At: *a.About, Words: "about here", Main: true})
	}
	if len(drawn) == 0 || a.State == operation.NotNear {
		return nil
	}
	return p.drawWith(ctx, id, drawn, pins, rings(a.Reach))
}

// rings is the edge of where an aircraft can have been: a circle around each position that
// bounds it. What is too small or too large to be drawn is in the words.
func rings(r *operation.Reach) [][]place.Point {
	var out [][]place.Point
	circle := func(c *place.Point, nm float64) {
		if c == nil || nm < 3 || nm > 2500 {
			return
		}
		var ring []place.Point
		for i := 0; i <= 72; i++ {
			ring = append(ring, place.Offset(*c, float64(i)*5, nm))
		}
		out = append(out, ring)
	}
	if r != nil {
		circle(r.Before, r.BeforeNM)
		circle(r.After, r.AfterNM)
	}
	return out
}

// momentCSV is a row for each aircraft and for each time on the clocks.
func momentCSV(m operation.Moment) [][]string {
	rows := [][]string{{"kind", "what", "state", "utc", "there", "court", "until_utc", "latitude", "longitude", "over", "words", "reference"}}
	fix := func(what string, a operation.Whereabouts, f *operation.Fix) {
		if f == nil {
			return
		}
		rows = append(rows, []string{what, a.Aircraft, string(a.State), f.At.UTC().Format(time.RFC3339), "", "", "", strconv.FormatFloat(f.Point.Lat, 'f', 4, 64), strconv.FormatFloat(f.Point.Lon, 'f', 4, 64), "", f.Words, "leg:" + f.Leg})
	}
	for _, a := range m.Aircraft {
		rows = append(rows, []string{"aircraft", a.Aircraft, string(a.State), m.From.UTC().Format(time.RFC3339), "", "", m.To.UTC().Format(time.RFC3339), "", "", strings.Join(a.Airspace.States(), " "), strings.Join(a.Words, " "), refList(a.Refs)})
		fix("position before", a, a.Before)
		fix("position after", a, a.After)
	}
	for _, c := range m.Clocks {
		until := ""
		if c.End != nil {
			until = c.End.UTC
		}
		rows = append(rows, []string{"clock", c.What, string(c.Mark), c.Clock.UTC, c.Clock.Local, c.Clock.Court, until, "", "", c.Where, c.Quote, refList(c.Refs)})
	}
	for _, u := range m.Unknowable {
		rows = append(rows, []string{"unknown", u, "", "", "", "", "", "", "", "", "", ""})
	}
	return rows
}

func refList(rs []operation.Ref) string {
	var out []string
	for _, r := range rs {
		out = append(out, r.Kind+":"+r.ID)
	}
	return strings.Join(out, " ")
}

// referring is a page that knows where the evidence of an operation stands.
func (p *pages) referring(e operation.Evidence) operationPage {
	o := operationPage{passage: map[string]string{}, where: p.whereOf}
	o.Operation, o.Journeys = e.Operation, e.Journeys
	for _, s := range e.Statements {
		o.passage[s.ID] = s.Document
	}
	return o
}

// asked is what a view was asked as of, and how the page's fields say it.
type asked struct {
	store.AsOf
	Day     string // of the date field; empty is now
	Records string // of the field for records of the log; empty is all
}

// Given tells that another moment than now was asked for.
func (a asked) Given() bool { return a.Day != "" || a.Records != "" }

// Query is the same moment as the end of an address, with the mark that begins or goes on.
func (a asked) Query(mark string) string {
	if !a.Given() {
		return ""
	}
	return mark + "as-of=" + url.QueryEscape(cmp.Or(strings.Trim(a.Day+"@"+a.Records, "@"), ""))
}

// asOf reads ?as-of=: a day (its end is meant), an instant, a number of records of the log, or
// a day and a number as 2025-11-12@17; and ?records= beside it, as the form sends it.
func (p *pages) asOf(r *http.Request) (a asked, err error) {
	q := r.URL.Query()
	text, records := strings.TrimSpace(clip(q.Get("as-of"), 60)), strings.TrimSpace(clip(q.Get("records"), 20))
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		a.Asked, a.Day = t.UTC(), t.UTC().Format(time.DateOnly)
		text = ""
	}
	if records != "" {
		text += "@" + records
	}
	if text != "" {
		m, err := store.ParseAsOf(text)
		if err != nil {
			return a, fmt.Errorf("as-of: %w: %w", err, errBadInput)
		}
		a.Size = m.Size
		if !m.Asked.IsZero() {
			a.Asked, a.Day = m.Asked.AddDate(0, 0, 1).Add(-time.Second), m.Asked.Format(time.DateOnly)
		}
	}
	if a.Size > 0 {
		a.Records = strconv.FormatInt(a.Size, 10)
	}
	if a.Asked.IsZero() && a.Size == 0 {
		a.Asked = p.Now().UTC()
	}
	return a, nil
}
