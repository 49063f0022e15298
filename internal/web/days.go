package web

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/store"
)

// The measures of a day's page: what stands on it at the most. The JSON has all.
const (
	dayJourneys = 60
	daySeen     = 60
	dayMapped   = 12 // legs on the map: each is read again from its file
	dayReports  = 20
	reportWalk  = 400 // documents that are looked at for reports of the day, the last read first
)

// dayRule is the rule that a day is counted by where none is asked for.
const dayRule = "monitor-monthly"

// dayPage is one day as its page shows it.
type dayPage struct {
	Day
	Date       time.Time
	Prev, Next string
	Rows       []journeyRow
	MoreRows   int
	SeenRows   []journey.Line
	MoreSeen   int
	Because    []purposeCount // all that was seen and not counted, by why
	Map        *chart
	Dark       []journey.FieldCoverage
	Reports    []dayReport
	Verdicts   []string
	Token      string
	Looked     string // the address that was just judged
	Judged     string
}

// dayReport is a report that was published on the day.
type dayReport struct {
	document.Document
	Statements int
	Undecided  int
}

// days lists the days on which something was heard.
func (p *pages) days(w http.ResponseWriter, r *http.Request, f format) error {
	if at := r.URL.Query().Get("day"); at != "" {
		if _, err := dayAsked(r, "day"); err != nil {
			return err
		}
		http.Redirect(w, r, "/days/"+url.PathEscape(at)+f.suffix(), http.StatusFound)
		return nil
	}
	page := paging(r)
	found, total, err := p.keep.Days(r.Context(), page)
	if err != nil {
		return err
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"total": total, "days": notNil(found)})
	case asCSV:
		rows := [][]string{{"day", "legs"}}
		for _, d := range found {
			rows = append(rows, []string{d.Day, strconv.Itoa(d.Legs)})
		}
		return writeCSV(w, "days", rows)
	}
	return p.page(w, r, http.StatusOK, "days", frame{Title: "Days", Section: "days", JSON: as(r, asJSON), CSV: as(r, asCSV),
		Body: map[string]any{"Rows": found, "List": list(r, page, len(found), total)}})
}

func (p *pages) day(w http.ResponseWriter, r *http.Request, id string, f format) error {
	date, err := time.Parse(time.DateOnly, id)
	if err != nil || date.Year() < 1990 || date.Year() > 2100 {
		return fmt.Errorf("day %q: %w", clip(id, 20), store.ErrNotFound)
	}
	rule, err := journey.RuleNamed(dayRule)
	if name := r.URL.Query().Get("rule"); name != "" {
		if rule, err = journey.RuleNamed(name); err != nil {
			return fmt.Errorf("rule %q: %w: %w", clip(name, 40), err, errBadInput)
		}
	}
	if err != nil {
		return err
	}
	d, err := p.dayOf(r.Context(), date, rule)
	if err != nil {
		return err
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, d)
	case asCSV:
		return writeCSV(w, d.Day, journey.Table(d.Journeys))
	}
	body, err := p.dayBody(r.Context(), r, d, date)
	if err != nil {
		return err
	}
	fr := frame{Title: day(date), Section: "days", JSON: as(r, asJSON), CSV: as(r, asCSV), Body: body}
	if d.simulated {
		fr.Banner = "Legs marked as a simulation were flown by a simulator and are not a recording."
	}
	return p.page(w, r, http.StatusOK, "day", fr)
}

// neighbours sets the days before and after, as long as they lie between the first and the
// last day on which something was heard.
func (p *pages) neighbours(ctx context.Context, b *dayPage) error {
	first, last, ok, err := p.keep.Span(ctx)
	if err != nil || !ok {
		return err
	}
	if before := b.Date.AddDate(0, 0, -1).Format(time.DateOnly); before >= first.Format(time.DateOnly) {
		b.Prev = before
	}
	if after := b.Date.AddDate(0, 0, 1).Format(time.DateOnly); after <= last.Format(time.DateOnly) {
		b.Next = after
	}
	return nil
}

func (p *pages) dayBody(ctx context.Context, r *http.Request, d Day, date time.Time) (dayPage, error) {
	at := "/days/" + d.Day
	b := dayPage{Day: d, Date: date,
		Verdicts: journey.Verdicts(), Token: p.token(at + "/judge"), Looked: clip(r.URL.Query().Get("looked"), 6)}
	if err := p.neighbours(ctx, &b); err != nil {
		return b, err
	}
	rows := slices.Clone(d.Journeys)
	slices.SortStableFunc(rows, func(a, b journey.Journey) int { return says(b) - says(a) })
	b.MoreRows = max(0, len(rows)-dayJourneys)
	var drawn []flight.Leg
	for _, j := range rows[:len(rows)-b.MoreRows] {
		row := p.rowOfJourney(j)
		b.Rows = append(b.Rows, row)
		for _, h := range j.Hops {
			removal := h.Purpose.Value == journey.Removal || h.Purpose.Value == journey.Continuation
			if on := h.Start.Heard.At; len(drawn) < dayMapped && removal && !on.Before(date) && on.Before(date.AddDate(0, 0, 1)) {
				drawn = append(drawn, h.Leg)
			}
		}
	}
	b.Map = p.draw(ctx, "day", drawn)
	why := map[string]int{}
	for _, l := range d.Seen {
		why[l.Because]++
	}
	for _, k := range slices.Sorted(maps.Keys(why)) {
		b.Because = append(b.Because, purposeCount{k, why[k]})
	}
	b.MoreSeen = max(0, len(d.Seen)-daySeen)
	b.SeenRows = d.Seen[:len(d.Seen)-b.MoreSeen]
	for _, c := range d.Coverage {
		for _, f := range c.Fields {
			if f.State != journey.FieldSeen || len(f.DarkFrom) > 0 {
				b.Dark = append(b.Dark, f)
			}
		}
	}
	if b.Looked != "" {
		all, err := p.keep.Verdicts(ctx)
		if err != nil {
			return b, err
		}
		for _, v := range all {
			if v.Hex == b.Looked {
				b.Judged = v.Verdict
			}
		}
	}
	reports, err := p.reportsOf(ctx, d.Day)
	b.Reports = reports
	return b, err
}

// says ranks journeys: those that removed people first, other work and doubt after them.
func says(j journey.Journey) int {
	rank := 0
	for _, h := range j.Hops {
		switch h.Purpose.Value {
		case journey.Removal, journey.Continuation:
			rank = max(rank, 3)
		case journey.Return, journey.Connection, journey.Transfer:
			rank = max(rank, 2)
		case journey.Unclear:
			rank = max(rank, 1)
		}
	}
	return rank
}

// reportsOf lists what was published on a day, of the documents that were read last.
func (p *pages) reportsOf(ctx context.Context, day string) ([]dayReport, error) {
	var out []dayReport
	for offset := 0; offset < reportWalk && len(out) < dayReports; offset += walk {
		docs, total, err := p.keep.Documents(ctx, store.Page{Limit: walk, Offset: offset})
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			if d.Published == nil || d.Published.At.UTC().Format(time.DateOnly) != day || len(out) == dayReports {
				continue
			}
			statements, err := p.keep.Statements(ctx, d.ID)
			if err != nil {
				return nil, err
			}
			row := dayReport{Document: d, Statements: len(statements)}
			for _, s := range statements {
				if s.Verdict == "" {
					row.Undecided++
				}
			}
			out = append(out, row)
		}
		if offset+len(docs) >= total {
			break
		}
	}
	return out, nil
}

// judge takes a person's verdict on an aircraft of the day from a form.
func (p *pages) judge(w http.ResponseWriter, r *http.Request, _ format) error {
	ctx, form := r.Context(), r.PostForm
	date, err := time.Parse(time.DateOnly, r.PathValue("id"))
	if err != nil {
		return fmt.Errorf("day %q: %w", clip(r.PathValue("id"), 20), store.ErrNotFound)
	}
	why := clip(strings.TrimSpace(form.Get("why")), 2000)
	if err := release.Refuse("the reason", why); err != nil {
		return fmt.Errorf("%w: %w", err, errBadInput)
	}
	v, err := VerdictOn(ctx, p.keep, form.Get("hex"), date, p.Listed, p.Airports)
	if err != nil {
		return err
	}
	v.Verdict, v.Why, v.By = form.Get("verdict"), why, p.By
	if !slices.Contains(journey.Verdicts(), v.Verdict) || why == "" {
		return fmt.Errorf("a verdict is one of %s, with a reason: %w", strings.Join(journey.Verdicts(), ", "), errBadInput)
	}
	if _, err := p.keep.Judge(ctx, v); err != nil {
		return err
	}
	http.Redirect(w, r, "/days/"+date.Format(time.DateOnly)+"?looked="+url.QueryEscape(v.Hex)+"#look", http.StatusSeeOther)
	return nil
}
