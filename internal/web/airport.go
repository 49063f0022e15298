package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

const (
	airportLegs  = 1000 // the newest legs that its page is made from
	airportShown = 40
	airportDays  = 31
)

// airportLeg is a leg as it touches an airport.
type airportLeg struct {
	Leg     string          `json:"leg"`
	Side    string          `json:"side"`  // from, to, or from and to
	Other   string          `json:"other"` // airport of the other end; empty not known
	Hex     string          `json:"hex"`
	Name    string          `json:"registration"`
	At      time.Time       `json:"at"`     // when it was heard nearest to this airport
	Status  flight.Status   `json:"status"` // how the end here is known
	Purpose journey.Purpose `json:"purpose"`
}

// airportDay is how the ends of one day at an airport are known: what was observed on the
// ground, and what is only inferred.
type airportDay struct {
	Day      string `json:"day"`
	Ends     int    `json:"ends"`
	Observed int    `json:"observed"`
	Inferred int    `json:"inferred"` // confirmed by a neighbour, estimated
}

// airportPage is one airport: legs, operations, and how well it is heard.
type airportPage struct {
	Airport    place.Airport  `json:"-"`
	Code       string         `json:"code"`
	Name       string         `json:"name"`
	Country    string         `json:"country"`
	Legs       []airportLeg   `json:"legs"`
	Total      int            `json:"total_legs"`
	Operations []glanceRow    `json:"operations"`
	Days       []airportDay   `json:"days"`
	NotLooked  int            `json:"operations_not_looked_into"`
	Purposes   []purposeCount `json:"purposes"`
	Most       int            `json:"-"`
}

// glanceRow is an operation in a list.
type glanceRow struct {
	Slug           string `json:"slug"`
	Title          string `json:"title"`
	From           string `json:"from"`
	Reconstruction string `json:"reconstruction,omitempty"`
}

// Shown is whether a row stands on the page; the JSON has all.
func (airportPage) Shown(i int) bool { return i < airportShown }

func (p *pages) airport(w http.ResponseWriter, r *http.Request, id string, f format) error {
	ctx := r.Context()
	code := strings.ToUpper(id)
	a, ok := p.Airports.Lookup(code)
	if !ok {
		return fmt.Errorf("airport %q: %w", clip(id, 20), store.ErrNotFound)
	}
	if a.Code != code {
		http.Redirect(w, r, "/airports/"+a.Code+f.suffix(), http.StatusFound)
		return nil
	}
	legs, total, err := p.keep.Legs(ctx, store.LegFilter{Airport: a.Code, Limit: airportLegs})
	if err != nil {
		return err
	}
	page := airportPage{Airport: a, Code: a.Code, Name: a.Name, Country: a.Country, Legs: []airportLeg{}, Total: total, Operations: []glanceRow{}, Days: []airportDay{}}
	var hops []journey.Hop
	for _, j := range p.build(legs) {
		hops = append(hops, j.Hops...)
	}
	page.Purposes = notNil(countPurposes(hops))
	page.touch(hops)
	ops, err := p.allOperations(ctx)
	if err != nil {
		return err
	}
	found, missed, err := p.glance(ctx, ops, f != asHTML)
	if err != nil {
		return err
	}
	page.NotLooked = missed
	for _, g := range found {
		if slices.Contains(g.Airports, a.Code) {
			page.Operations = append(page.Operations, glanceRow{g.Slug, g.Title, g.From, g.Reconstruction})
		}
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, page)
	case asCSV:
		out := [][]string{{"leg", "side", "other", "hex", "registration", "at", "status", "purpose"}}
		for _, l := range page.Legs {
			out = append(out, []string{l.Leg, l.Side, l.Other, l.Hex, l.Name, l.At.Format(time.RFC3339), string(l.Status), string(l.Purpose.Value)})
		}
		return writeCSV(w, a.Code, out)
	}
	return p.page(w, r, http.StatusOK, "airport", frame{Title: a.Code + ", " + a.Name, Section: "countries", Banner: banner("", legs, nil), JSON: as(r, asJSON), CSV: as(r, asCSV), Body: page})
}

// touch lists what touched the airport, the newest first, and counts by day how it is known.
func (a *airportPage) touch(hops []journey.Hop) {
	days := map[string]*airportDay{}
	for _, h := range hops {
		l := airportLeg{Leg: h.ID, Hex: h.Hex, Name: h.Registration, Purpose: h.Purpose}
		for _, side := range []struct {
			name      string
			here, far flight.End
		}{{"from", h.Start, h.End}, {"to", h.End, h.Start}} {
			if side.here.Airport == nil || *side.here.Airport != a.Code {
				continue
			}
			if l.Side != "" {
				l.Side += " and "
			}
			l.Side += side.name
			l.At, l.Status = side.here.Heard.At.UTC(), side.here.Status
			if side.far.Airport != nil {
				l.Other = *side.far.Airport
			}
			day := l.At.Format(time.DateOnly)
			if days[day] == nil {
				days[day] = &airportDay{Day: day}
			}
			days[day].Ends++
			if side.here.Status == flight.Observed {
				days[day].Observed++
			} else {
				days[day].Inferred++
			}
		}
		if l.Side != "" {
			a.Legs = append(a.Legs, l)
		}
	}
	slices.SortFunc(a.Legs, func(x, y airportLeg) int {
		if c := y.At.Compare(x.At); c != 0 {
			return c
		}
		return strings.Compare(x.Leg, y.Leg)
	})
	for _, d := range days {
		a.Days = append(a.Days, *d)
		a.Most = max(a.Most, d.Ends)
	}
	slices.SortFunc(a.Days, func(x, y airportDay) int { return strings.Compare(y.Day, x.Day) })
}

// Recent is the newest days that it was touched on.
func (a airportPage) Recent() []airportDay { return a.Days[:min(len(a.Days), airportDays)] }

// Place is where it lies, in words.
func (a airportPage) Place() string {
	words := []string{}
	for _, s := range []string{a.Airport.City, a.Airport.Region} {
		if s != "" {
			words = append(words, s)
		}
	}
	return strings.Join(append(words, strconv.FormatFloat(a.Airport.At.Lat, 'f', 3, 64)+", "+strconv.FormatFloat(a.Airport.At.Lon, 'f', 3, 64)), " · ")
}
