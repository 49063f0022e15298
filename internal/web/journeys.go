package web

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/store"
)

// legsPerPage is how many legs a list of journeys is made from. A journey at the edge of
// the list can be cut there; its own page has all of it.
const legsPerPage = 100

type journeyRow struct {
	journey.Journey
	Route     string
	Notable   journey.Purpose // of the leg whose purpose says most
	Simulated bool
}

func (p *pages) journeys(w http.ResponseWriter, r *http.Request, f format) error {
	q := r.URL.Query()
	filter := store.LegFilter{
		Hex:      strings.ToLower(strings.TrimSpace(clip(q.Get("hex"), 12))),
		Airport:  strings.ToUpper(strings.TrimSpace(clip(q.Get("airport"), 12))),
		Callsign: strings.ToUpper(strings.TrimSpace(clip(q.Get("callsign"), 16))),
		Limit:    legsPerPage,
	}
	page := paging(r)
	page.Limit = legsPerPage
	filter.Offset = page.Offset
	for _, field := range []struct {
		name string
		to   *time.Time
		plus int
	}{{"from", &filter.From, 0}, {"to", &filter.To, 1}} {
		t, err := dayAsked(r, field.name)
		if err != nil {
			return err
		}
		if !t.IsZero() {
			*field.to = t.AddDate(0, 0, field.plus)
		}
	}
	since, err := dayAsked(r, "since")
	if err != nil {
		return err
	}
	if since.After(filter.From) {
		filter.From = since
	}
	legs, total, err := p.keep.Legs(r.Context(), filter)
	if err != nil {
		return err
	}
	built := slices.DeleteFunc(p.build(legs), func(j journey.Journey) bool { return j.From.Before(since) })
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"total_legs": total, "journeys": notNil(built)})
	case asCSV:
		return writeCSV(w, "journeys", journey.Table(built))
	}
	var rows []journeyRow
	for _, j := range built {
		rows = append(rows, p.rowOfJourney(j))
	}
	fr := frame{Title: "Journeys", Section: "journeys", JSON: as(r, asJSON), CSV: as(r, asCSV),
		Body: map[string]any{"Rows": rows, "List": list(r, page, len(legs), total), "Filter": map[string]string{
			"hex": q.Get("hex"), "airport": q.Get("airport"), "callsign": q.Get("callsign"), "from": q.Get("from"), "to": q.Get("to"), "since": q.Get("since")}}}
	if slices.ContainsFunc(legs, func(l flight.Leg) bool { return l.Simulated }) {
		fr.Banner = "Rows marked as a simulation were flown by a simulator and are not a recording."
	}
	return p.page(w, r, http.StatusOK, "journeys", fr)
}

// build chains legs to journeys, newest first.
func (p *pages) build(legs []flight.Leg) []journey.Journey {
	out := journey.Build(legs, p.Airports)
	slices.SortStableFunc(out, func(a, b journey.Journey) int { return b.From.Compare(a.From) })
	return out
}

func (p *pages) rowOfJourney(j journey.Journey) journeyRow {
	row := journeyRow{Journey: j, Route: p.routeWords(j)}
	for i, h := range j.Hops {
		row.Simulated = row.Simulated || h.Simulated
		if i == 0 || row.Notable.Value != journey.Removal && (h.Purpose.Value == journey.Removal || h.Purpose.Probability > row.Notable.Probability) {
			row.Notable = h.Purpose
		}
	}
	return row
}

// journeyPage is one journey with its map and, for each end, why.
type journeyPage struct {
	journey.Journey
	Route    string
	Map      *chart
	Before   *journey.Wait // what the aircraft did before, where that was to wait at a staging facility
	Stood    string
	Rows     []hopRow
	Rejected []counted
}

type hopRow struct {
	journey.Hop
	Ends []endRow
	Stop *journey.Stop // before this hop
	Hole string
	Map  *chart // of this leg alone, where an end of it was lost
}

type endRow struct {
	flight.End
	Name  string // "Start" or "End"
	When  moment // empty where it was not observed: then the words of the interval stand
	Words string
}

// SetWords says the set of fields that an unnamed end was in.
func (e endRow) SetWords() string {
	if e.Feasible == nil {
		return ""
	}
	return e.Feasible.Words(e.Name == "Start")
}

// endRows are the two ends of a leg for a page.
func (p *pages) endRows(l flight.Leg) []endRow {
	var out []endRow
	for n, e := range []flight.End{l.Start, l.End} {
		row := endRow{End: e, Name: [2]string{"Start", "End"}[n], Words: endTime(e)}
		if e.Time != nil {
			row.When = instant(*e.Time, p.whereOf(e))
		}
		out = append(out, row)
	}
	return out
}

type counted struct {
	Reason string
	Rows   int
}

// counts are numbers by reason, in the order of the reasons.
func counts(of map[string]int) []counted {
	var out []counted
	for _, reason := range slices.Sorted(maps.Keys(of)) {
		out = append(out, counted{reason, of[reason]})
	}
	return out
}

func (p *pages) journey(w http.ResponseWriter, r *http.Request, id string, f format) error {
	ctx := r.Context()
	first, ok := strings.CutPrefix(id, "j-")
	if !ok {
		return fmt.Errorf("journey %q: %w", clip(id, 60), store.ErrNotFound)
	}
	leg, err := p.keep.Leg(ctx, first)
	if err != nil {
		return err
	}
	all, j, err := p.journeyOf(ctx, leg)
	if err != nil {
		return err
	}
	if j.ID != id { // an earlier leg has become known since: the journey begins there
		http.Redirect(w, r, "/journeys/"+url.PathEscape(j.ID)+f.suffix()+fragment(f, leg.ID), http.StatusFound)
		return nil
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, j)
	case asCSV:
		return writeCSV(w, j.ID, journey.Table([]journey.Journey{j}))
	}
	return p.page(w, r, http.StatusOK, "journey", p.journeyFrame(ctx, all, j))
}

func (p *pages) journeyFrame(ctx context.Context, all []journey.Journey, j journey.Journey) frame {
	body := journeyPage{Journey: j, Route: p.routeWords(j)}
	if w, ok := journey.Before(all, j.ID, p.Airports); ok {
		body.Before, body.Stood = &w, span(w.Stood(j.From))
	}
	rejected := map[string]int{}
	var legs []flight.Leg
	for i, h := range j.Hops {
		legs = append(legs, h.Leg)
		row := hopRow{Hop: h}
		row.Ends = p.endRows(h.Leg)
		if i > 0 && i-1 < len(j.Stops) {
			row.Stop = &j.Stops[i-1]
		}
		var hole time.Duration
		for _, g := range h.Gaps {
			if g.Kind == flight.NotHeard {
				hole += g.To.Sub(g.From)
			}
		}
		if hole > 0 {
			row.Hole = span(hole)
		}
		for reason, n := range h.Rejected {
			rejected[reason] += n
		}
		body.Rows = append(body.Rows, row)
	}
	body.Rejected = counts(rejected)
	body.Map = p.draw(ctx, "path", legs)
	if c, i := p.detail(ctx, body.Map, legs); c != nil {
		body.Rows[i].Map = c
	}
	return frame{Title: aircraft(j.Registration, j.Hex) + ": " + body.Route, Section: "journeys",
		Banner: banner("", legs, nil), JSON: "/journeys/" + j.ID + ".json", CSV: "/journeys/" + j.ID + ".csv", Body: body}
}

// journeyOf builds the journey that a leg is part of from the legs around it; all are the
// journeys of its aircraft in that time, oldest first.
func (p *pages) journeyOf(ctx context.Context, leg flight.Leg) (all []journey.Journey, j journey.Journey, err error) {
	legs, _, err := p.keep.Legs(ctx, store.LegFilter{Hex: leg.Hex, From: leg.Start.Heard.At.Add(-journey.Around), To: leg.End.Heard.At.Add(journey.Around)})
	if err != nil {
		return nil, j, err
	}
	all = journey.Build(legs, p.Airports)
	if j, ok := journey.Containing(all, leg.ID); ok {
		return all, j, nil
	}
	return nil, j, fmt.Errorf("journey of leg %s: %w", leg.ID, store.ErrNotFound)
}

func fragment(f format, id string) string {
	if f == asHTML {
		return "#" + url.PathEscape(id)
	}
	return ""
}
