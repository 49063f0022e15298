package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// perPage is how many rows a list shows at once.
const perPage = 50

// listing is what every list page has: what was asked for and where in it we are.
type listing struct {
	Query      string
	Total      int
	From, To   int    // 1-based, of the rows shown
	Prev, Next string // addresses; empty at the ends
}

// paging reads ?q= and ?offset= and clamps them.
func paging(r *http.Request) store.Page {
	off, err := strconv.Atoi(r.URL.Query().Get("offset"))
	if err != nil || off < 0 {
		off = 0
	}
	return store.Page{Limit: perPage, Offset: off, Query: strings.TrimSpace(clip(r.URL.Query().Get("q"), 200))}
}

func list(r *http.Request, page store.Page, shown, total int) listing {
	l := listing{Query: page.Query, Total: total, From: page.Offset + 1, To: page.Offset + shown}
	at := func(off int) string {
		q := r.URL.Query()
		q.Del("offset")
		if off > 0 {
			q.Set("offset", strconv.Itoa(off))
		}
		if len(q) == 0 {
			return r.URL.Path
		}
		return r.URL.Path + "?" + q.Encode()
	}
	if page.Offset > 0 {
		l.Prev = at(max(0, page.Offset-page.Limit))
	}
	if l.To < total && shown > 0 {
		l.Next = at(page.Offset + page.Limit)
	}
	return l
}

// as is the same address with another ending, query kept.
func as(r *http.Request, f format) string {
	u := url.URL{Path: r.URL.Path + f.suffix(), RawQuery: r.URL.RawQuery}
	return u.String()
}

// operationPage is the operation's view with what only a page needs: addresses and a map.
type operationPage struct {
	operation.View
	Questions []question
	HowMany   []operation.SaidRow
	Map       *chart
	Lost      *chart // the leg that was lost, from nearer
	Documents []documentRow
	Ledger    *store.LedgerState
	Asked     asked
	MostDays  int               // the longest silence, the length of its bar
	More      []string          // what is left out of the page, in words
	passage   map[string]string // statement ID to document ID
	where     func(flight.End) place.Point
}

type question struct {
	Name string
	Rows []operation.SaidRow
}

// Href is the address of a piece of evidence: the passage in its document, the leg in its
// journey, so that every figure is one step from what carries it.
func (o operationPage) Href(ref operation.Ref) string {
	switch ref.Kind {
	case "statement":
		if doc, ok := o.passage[ref.ID]; ok {
			return passageAddress(doc, ref.ID)
		}
		return "/statements/" + url.PathEscape(ref.ID)
	case "document":
		return "/documents/" + url.PathEscape(ref.ID)
	case "journey":
		return "/journeys/" + url.PathEscape(ref.ID)
	case "leg":
		for _, j := range o.Journeys {
			for _, h := range j.Hops {
				if h.ID == ref.ID {
					return "/journeys/" + url.PathEscape(j.ID) + "#" + url.PathEscape(h.ID)
				}
			}
		}
		return "/legs/" + url.PathEscape(ref.ID)
	}
	return "#owed"
}

// When gives a time in the view's own words the clocks of its place, where it was observed.
func (o operationPage) When(words string, e flight.End) moment {
	if e.Time == nil {
		return moment{UTC: words}
	}
	m := instant(*e.Time, o.where(e))
	m.UTC = words
	return m
}

// Statement is the address of a statement by its ID alone.
func (o operationPage) Statement(id string) string {
	return o.Href(operation.Ref{Kind: "statement", ID: id})
}

// unbound is treaties that do not bind a state for one reason.
type unbound struct {
	Why      string // printed where the answer rests on data that end, which is no act
	Statuses []law.Status
}

// Unbound groups what does not bind a state: what rests on a recorded act one by one, and what
// rests on silence together under the sentence that says so.
func (operationPage) Unbound(all []law.Status) []unbound {
	var out []unbound
	for _, s := range all {
		if !strings.Contains(s.Why, "data that end in") {
			out = append(out, unbound{Statuses: []law.Status{s}})
			continue
		}
		if i := slices.IndexFunc(out, func(u unbound) bool { return u.Why == s.Why }); i >= 0 {
			out[i].Statuses = append(out[i].Statuses, s)
			continue
		}
		out = append(out, unbound{s.Why, []law.Status{s}})
	}
	return out
}

// Told says what of a duty stands above already, so that print leaves it out: the words of its
// instrument, the sources on its state and treaty, or all of it.
func (o operationPage) Told(row, duty int) (t struct{ Instrument, Sources, All bool }) {
	d, state := o.Owed[row].Duties[duty], o.Owed[row].State
	for i, h := range o.Owed[:row+1] {
		for k, e := range h.Duties {
			if i == row && k >= duty {
				break
			}
			same := e.Instrument.ID == d.Instrument.ID
			t.Instrument = t.Instrument || same
			t.Sources = t.Sources || h.State == state && d.Instrument.Treaty != "" && e.Instrument.Treaty == d.Instrument.Treaty
			t.All = t.All || same && h.State == state && e.Why == d.Why
		}
	}
	return t
}

// passageAddress opens a document with one statement chosen and in sight.
func passageAddress(doc, id string) string {
	return "/documents/" + url.PathEscape(doc) + "?s=" + url.QueryEscape(id) + "#" + url.PathEscape(id)
}

func (p *pages) operation(w http.ResponseWriter, r *http.Request, slug string, f format) error {
	ctx := r.Context()
	asked, err := p.asOf(r)
	if err != nil {
		return err
	}
	evidence, err := p.keep.EvidenceAsOf(ctx, slug, asked.AsOf)
	if err != nil || moved(w, r, evidence) {
		return err
	}
	view := p.confront(evidence)
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, view)
	case asCSV:
		return writeCSV(w, view.Operation.Slug, operationCSV(view))
	}
	inFeet(&view)
	body := p.referring(evidence)
	body.View, body.Asked = view, asked
	body.shorten()
	for _, row := range body.Said {
		if row.Question == howMany {
			body.HowMany = append(body.HowMany, row)
			continue
		}
		i := slices.IndexFunc(body.Questions, func(q question) bool { return q.Name == row.Question })
		if i < 0 {
			body.Questions = append(body.Questions, question{Name: row.Question})
			i = len(body.Questions) - 1
		}
		body.Questions[i].Rows = append(body.Questions[i].Rows, row)
	}
	for _, s := range view.Silent {
		if s.Days != nil {
			body.MostDays = max(body.MostDays, *s.Days)
		}
	}
	var legs, flown []flight.Leg
	for _, s := range view.Seen {
		flown = append(flown, s.Leg.Leg)
		if !s.Outside { // what lies outside the operation's days is in the table and on no map
			legs = append(legs, s.Leg.Leg)
		}
	}
	body.Map = p.draw(ctx, "path", legs)
	body.Lost, _ = p.detail(ctx, body.Map, legs)
	for _, d := range evidence.Documents {
		body.Documents = append(body.Documents, rowOf(d))
	}
	body.Documents = keepFirst(&body, body.Documents, 40, "reports")
	if state, err := p.keep.Ledger(ctx); err == nil {
		body.Ledger = &state
	} else {
		p.Log.WarnContext(ctx, "the operation page has no checkpoint line", "error", err)
	}
	return p.page(w, r, http.StatusOK, "operation", frame{
		Title: view.Operation.Title, Section: "operations",
		Banner: banner(view.Operation.Reconstruction, flown, evidence.Documents),
		JSON:   as(r, asJSON), CSV: as(r, asCSV), Body: body,
	})
}

// moved leads from the page of an operation that was joined into another to the same page of
// that one, its question (as-of, the minute) kept. As of a record before the joining the old page
// stands; a joining can be undone, and no browser keeps the answer (guard: no-store).
func moved(w http.ResponseWriter, r *http.Request, e operation.Evidence) bool {
	if e.AskedAs == "" {
		return false
	}
	parts := strings.Split(r.URL.Path, "/") // "", operations, SLUG[.json][, at.json]
	_, f := split(parts[2])
	parts[2] = e.Operation.Slug + f.suffix()
	to := url.URL{Path: strings.Join(parts, "/"), RawQuery: r.URL.RawQuery}
	http.Redirect(w, r, to.String(), http.StatusMovedPermanently)
	return true
}

// shorten keeps the page under 100 KB whatever is attached; the JSON and the CSV have all
// of it, and the page says what it leaves out.
func (o *operationPage) shorten() {
	o.Said = keepFirst(o, o.Said, 12, "rows of what was said")
	o.Seen = keepFirst(o, o.Seen, 30, "legs")
	o.Conflicts = keepFirst(o, o.Conflicts, 10, "conflicts")
	o.Owed = keepFirst(o, o.Owed, 10, "rows of duties")
	o.Assurances = keepFirst(o, o.Assurances, 4, "assurances")
}

func keepFirst[T any](o *operationPage, all []T, n int, what string) []T {
	if len(all) <= n {
		return all
	}
	o.More = append(o.More, thousands(len(all)-n)+" "+what)
	return all[:n:n]
}

// howMany is the question that has its own table; aroundIt is what bears on none, folded.
const (
	howMany  = "how many"
	aroundIt = "around it"
)

// MostAnswers is how many answers to one question stand on the page.
func (operationPage) MostAnswers() int { return 3 }

// Aside is the question whose rows are folded.
func (operationPage) Aside() string { return aroundIt }

// The sentences of the banner for what has none of its own.
const (
	simulatedTrack    = "Simulation: the tracks on this page were flown by a simulator and are not a recording."
	simulatedDocument = "Reconstruction: this text retells public reports in other words; it is not the report itself."
)

// banner is the sentence that a page with retold or simulated evidence carries; empty for
// a page without any.
func banner(own string, legs []flight.Leg, docs []document.Document) string {
	if own != "" {
		return own
	}
	var says []string
	if slices.ContainsFunc(legs, func(l flight.Leg) bool { return l.Simulated }) {
		says = append(says, simulatedTrack)
	}
	if slices.ContainsFunc(docs, func(d document.Document) bool { return d.Simulated }) {
		says = append(says, simulatedDocument)
	}
	return strings.Join(says, " ")
}

// operationCSV is the view as one flat table: a row a piece of evidence, the mark first.
func operationCSV(v operation.View) [][]string {
	rows := [][]string{{"mark", "question", "stage", "answer", "who", "class", "through", "date", "reports", "inferred", "quote", "reference"}}
	for _, s := range v.Said {
		rows = append(rows, []string{"said", s.Question, s.Stage, s.Answer, s.Origin, string(s.Class), strings.Join(s.Through, " > "), s.Stated, strconv.Itoa(s.Reports), strconv.FormatBool(s.Inferred), s.Quote, refList(s.Refs)})
	}
	for _, s := range v.Seen {
		rows = append(rows, []string{"seen", "by what route", string(s.Leg.Purpose.Value), s.From + " to " + s.To, s.Leg.Registration + " " + s.Leg.Hex, "sensor", "", s.Depart + " to " + s.Arrive, "", "", s.Gaps, refList(s.Refs)})
	}
	for _, s := range v.Silent {
		days := ""
		if s.Days != nil {
			days = strconv.Itoa(*s.Days) + " days"
		}
		rows = append(rows, []string{"silent", "acknowledged", s.Role, s.Stance, s.State, "", "", s.Since, "", "", strings.TrimSpace(s.Text + " " + days), refList(s.Refs)})
	}
	for _, h := range v.Owed {
		for _, d := range h.Duties {
			rows = append(rows, []string{"owed", h.Hop, string(d.Bound), d.Instrument.Name, h.State, string(h.Role), d.Instrument.Citation, "", "", "", d.Why, "law:" + d.Instrument.ID})
		}
	}
	for _, c := range v.Conflicts {
		rows = append(rows, []string{"conflict", c.Kind, "", c.Title, "", "", "", "", "", "", c.Text, refList([]operation.Ref{c.A, c.B})})
	}
	for _, u := range v.Unknown {
		rows = append(rows, []string{"unknown", u})
	}
	width := len(rows[0])
	for i := range rows {
		for len(rows[i]) < width {
			rows[i] = append(rows[i], "")
		}
	}
	return rows
}

// notNil keeps an empty list a list in JSON.
func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// whereOf finds the place of an end, for its clocks: the named airport, else where it was heard.
func (p *pages) whereOf(e flight.End) place.Point {
	if e.Airport != nil {
		if a, ok := p.Airports.Lookup(*e.Airport); ok {
			return a.At
		}
	}
	return e.Heard.Point
}
