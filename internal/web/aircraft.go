package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/store"
)

// legsPerAircraft is how many of the newest legs an aircraft's page counts purposes over.
const legsPerAircraft = 3000

// airframeRow is one line of the list, as JSON too.
type airframeRow struct {
	Hex           string    `json:"hex"`
	Block         string    `json:"address_block_of"`
	Registrations []string  `json:"registrations"`
	Types         []string  `json:"types"`
	Callsigns     []string  `json:"callsigns"`
	Legs          int       `json:"legs"`
	First         time.Time `json:"first_heard"`
	Last          time.Time `json:"last_heard"`
	Simulated     bool      `json:"simulated,omitempty"`
}

// airframes lists the aircraft that were heard.
func (p *pages) airframes(w http.ResponseWriter, r *http.Request, f format) error {
	page := paging(r)
	found, total, err := p.keep.Airframes(r.Context(), page)
	if err != nil {
		return err
	}
	rows := make([]airframeRow, len(found))
	table := [][]string{{"hex", "address_block_of", "registrations", "types", "callsigns", "legs", "first_heard", "last_heard"}}
	simulated := false
	for i, a := range found {
		rows[i] = airframeRow{Hex: a.Hex, Block: fleet.Country(a.Hex), Registrations: notNil(a.Registrations), Types: notNil(a.Types), Callsigns: notNil(a.Callsigns),
			Legs: a.Legs, First: a.First, Last: a.Last, Simulated: a.Simulated}
		simulated = simulated || a.Simulated
		table = append(table, []string{a.Hex, rows[i].Block, strings.Join(a.Registrations, " "), strings.Join(a.Types, " "), strings.Join(a.Callsigns, " "),
			strconv.Itoa(a.Legs), a.First.Format(time.RFC3339), a.Last.Format(time.RFC3339)})
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"total": total, "aircraft": rows})
	case asCSV:
		return writeCSV(w, "aircraft", table)
	}
	fr := frame{Title: "Aircraft", Section: "aircraft", JSON: as(r, asJSON), CSV: as(r, asCSV), Body: map[string]any{"Rows": rows, "List": list(r, page, len(found), total)}}
	if simulated {
		fr.Banner = "Rows marked as a simulation were flown by a simulator and are not a recording."
	}
	return p.page(w, r, http.StatusOK, "aircraft_list", fr)
}

// aircraftPage is who one aircraft is said to be, and what it was seen doing.
type aircraftPage struct {
	fleet.Identity
	Years  []int // with legs, the newest first
	Year   *yearStrip
	Counts []purposeCount // over all legs counted
	Of     int            // those legs
	Cut    bool           // there are more
	Recent []journey.Hop  // the newest, at most recentLegs
	Signs  []fleet.Use    // the newest used first, at most signsShown
}

const (
	recentLegs = 20
	signsShown = 30
	swapsShown = 15
)

// purposeCount is how many legs were flown for something, as far as that can be told.
type purposeCount struct {
	Purpose string `json:"purpose"`
	Legs    int    `json:"legs"`
}

// FewSwaps is the newest of the swaps.
func (a aircraftPage) FewSwaps() []fleet.Swap { return a.Swaps[:min(len(a.Swaps), swapsShown)] }

func (p *pages) aircraft(w http.ResponseWriter, r *http.Request, id string, f format) error {
	ctx := r.Context()
	hex := strings.ToLower(id)
	if !isAddress(hex) {
		return p.byRegistration(w, r, id, f)
	}
	k, err := p.keep.Known(ctx, hex)
	if err != nil {
		return err
	}
	identity := fleet.Identify(k)
	if len(k.Heard) == 0 && len(k.Pulled) == 0 && len(identity.Said) == 0 {
		return fmt.Errorf("aircraft %s: %w", hex, store.ErrNotFound)
	}
	if f == asCSV {
		return writeCSV(w, hex, identity.Table())
	}
	body, legs, err := p.aircraftBody(ctx, r, identity)
	if err != nil {
		return err
	}
	if f == asJSON {
		var year map[string]any
		if body.Year != nil {
			year = map[string]any{"year": body.Year.Year, "days": body.Year.Days}
		}
		return writeJSON(w, http.StatusOK, map[string]any{"identity": identity, "purposes": body.Counts, "purposes_of_legs": body.Of, "year": year, "recent": notNil(body.Recent)})
	}
	return p.page(w, r, http.StatusOK, "aircraft", frame{Title: aircraftName(identity), Section: "aircraft", Banner: banner("", legs, nil),
		JSON: as(r, asJSON), CSV: as(r, asCSV), Body: body})
}

// byRegistration leads from a registration to the address that it is said to have; where it
// is said of several, or of none, to the search.
func (p *pages) byRegistration(w http.ResponseWriter, r *http.Request, id string, f format) error {
	if id == "" || len(id) > 20 {
		return fmt.Errorf("aircraft %q: %w", clip(id, 20), store.ErrNotFound)
	}
	hexes, err := p.keep.HexesOf(r.Context(), id)
	switch {
	case err != nil:
		return err
	case len(hexes) == 0:
		return fmt.Errorf("aircraft %q: %w", clip(id, 20), store.ErrNotFound)
	case len(hexes) == 1:
		http.Redirect(w, r, "/aircraft/"+url.PathEscape(hexes[0])+f.suffix(), http.StatusFound)
	default:
		http.Redirect(w, r, "/aircraft"+f.suffix()+"?q="+url.QueryEscape(id), http.StatusFound)
	}
	return nil
}

func (p *pages) aircraftBody(ctx context.Context, r *http.Request, id fleet.Identity) (aircraftPage, []flight.Leg, error) {
	body := aircraftPage{Identity: id}
	legs, total, err := p.keep.Legs(ctx, store.LegFilter{Hex: id.Hex, Limit: legsPerAircraft})
	if err != nil {
		return body, nil, err
	}
	body.Of, body.Cut = len(legs), total > len(legs)
	var hops []journey.Hop
	for _, j := range p.build(legs) {
		hops = append(hops, j.Hops...)
	}
	slices.SortFunc(hops, func(a, b journey.Hop) int { return b.Start.Heard.At.Compare(a.Start.Heard.At) })
	body.Recent = hops[:min(len(hops), recentLegs)]
	body.Counts = countPurposes(hops)
	for _, h := range hops {
		if y := h.Start.Heard.At.UTC().Year(); !slices.Contains(body.Years, y) {
			body.Years = append(body.Years, y)
		}
	}
	if len(body.Years) > 0 {
		year := body.Years[0]
		if asked := r.URL.Query().Get("year"); asked != "" {
			if year, err = strconv.Atoi(asked); err != nil || year < 1990 || year > 2100 {
				return body, nil, fmt.Errorf("year %q %w: give one such as 2025", clip(asked, 10), errBadInput)
			}
		}
		body.Year = stripOf(year, hops)
	}
	body.Signs = slices.SortedFunc(slices.Values(id.Callsigns), func(a, b fleet.Use) int {
		if c := strings.Compare(b.Last, a.Last); c != 0 {
			return c
		}
		return strings.Compare(a.Sign, b.Sign)
	})
	body.Signs = body.Signs[:min(len(body.Signs), signsShown)]
	return body, legs, nil
}

func aircraftName(id fleet.Identity) string {
	if id.Name == "" {
		return "Aircraft " + id.Hex
	}
	return id.Name + ", address " + id.Hex
}

func isAddress(s string) bool {
	s = strings.TrimPrefix(s, "~")
	return len(s) == 6 && strings.Trim(s, "0123456789abcdef") == ""
}
